//! The vintages of a store: which there are, what became of files that were given to it, and what is damaged.

use super::Table;
use super::cell::{count, day, text};
use super::columns::TableColumns;
use crate::store::maintenance::StoreFault;
use crate::store::vintage::{Taken, Vintage};

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
