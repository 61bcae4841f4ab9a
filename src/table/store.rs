//! The vintages of a store: which there are, what became of files that were given to it, and what is damaged.

use super::Table;
use super::cell::{count, day, optional, text, whole};
use super::columns::TableColumns;
use crate::store::maintenance::StoreFault;
use crate::store::vintage::{StoredFile, Taken, Vintage};

/// Vintages as they stand, a row each.
pub(crate) fn vintages(title: &str, vintages: &[Vintage]) -> Table {
    TableColumns::<&Vintage>::new()
        .text("publication", "Publication", |of| {
            text(of.publication.as_str())
        })
        .text("vintage", "Vintage", |of| text(of.id.as_str()))
        .text("release", "Release", |of| text(&of.release))
        .text("published", "Published", |of| day(of.published))
        .text("state", "State", |of| {
            text(if of.is_good() { "good" } else { "quarantined" })
        })
        .text("files", "Files", |of| {
            let names: Vec<&str> = of.files.iter().map(|file| file.name.as_str()).collect();
            text(names.join(", "))
        })
        .whole("figures", "Figures", |of| count(of.figures))
        .text("from", "From", |of| text(&of.from))
        .text("reasons", "Why not", |of| text(of.reasons().join("; ")))
        .table("vintages", title, vintages)
}

/// A file of a vintage, or the vintage as a whole, with one finding of its screening.
struct ScreenedFile<'v> {
    vintage: &'v Vintage,
    file: Option<&'v StoredFile>,
    finding: &'v str,
}

/// What screening found in each file, a row a finding; a file without one has a row that says so.
pub(crate) fn reports(title: &str, vintages: &[Vintage]) -> Table {
    let rows = vintages.iter().flat_map(screened_files);
    TableColumns::<ScreenedFile<'_>>::new()
        .text("vintage", "Vintage", |row| text(row.vintage.id.as_str()))
        .text("release", "Release", |row| text(&row.vintage.release))
        .text("file", "File", |row| {
            optional(row.file.map(|file| file.name.as_str()))
        })
        .whole("rows", "Rows", |row| {
            whole(row.file.and_then(|file| file.rows))
        })
        .text("state", "State", |row| {
            let is_good = row.vintage.is_good();
            text(if is_good { "good" } else { "quarantined" })
        })
        .text("finding", "Found", |row| text(row.finding))
        .table("reports", title, rows)
}

fn screened_files(vintage: &Vintage) -> Vec<ScreenedFile<'_>> {
    let lines = || vintage.reasons().iter().chain(&vintage.checks);
    let is_of = |file: &StoredFile, line: &str| line.contains(file.name.as_str());
    let mut rows = Vec::new();
    for file in &vintage.files {
        let before = rows.len();
        let found = lines().filter(|line| is_of(file, line));
        rows.extend(found.map(|finding| ScreenedFile {
            vintage,
            file: Some(file),
            finding,
        }));
        if rows.len() == before {
            rows.push(ScreenedFile {
                vintage,
                file: Some(file),
                finding: NOTHING_FOUND,
            });
        }
    }
    let of_none = lines().filter(|line| !vintage.files.iter().any(|file| is_of(file, line)));
    rows.extend(of_none.map(|finding| ScreenedFile {
        vintage,
        file: None,
        finding,
    }));
    rows
}

const NOTHING_FOUND: &str = "nothing";

/// What became of each release that was given to the store.
pub(crate) fn taken(title: &str, taken: &[Taken]) -> Table {
    TableColumns::<&Taken>::new()
        .text("publication", "Publication", |of| {
            text(of.vintage().publication.as_str())
        })
        .text("release", "Release", |of| text(&of.vintage().release))
        .text("vintage", "Vintage", |of| text(of.vintage().id.as_str()))
        .text("result", "Result", |of| text(of.result()))
        .whole("files", "Files", |of| count(of.vintage().files.len()))
        .whole("figures", "Figures", |of| count(of.vintage().figures))
        .text("reasons", "Why not", |of| {
            text(of.vintage().reasons().join("; "))
        })
        .table("import", title, taken)
}

/// What is damaged.
pub(crate) fn faults(faults: &[StoreFault]) -> Table {
    TableColumns::<&StoreFault>::new()
        .text("vintage", "Vintage", |fault| text(&fault.vintage))
        .text("file", "File", |fault| text(&fault.file))
        .text("found", "Found", |fault| text(&fault.what))
        .table("faults", "Faults", faults)
}
