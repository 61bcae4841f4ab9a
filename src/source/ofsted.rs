//! Ofsted's judgements of children's services, from its OpenDocument spreadsheets: sheets and columns are known by their headers.
//!
//! One inspection stands in several sheets of several releases, which do not always agree: see `merge`.

mod layout;
mod merge;
mod table;

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::judgement::{Judgement, date};
use crate::reference::Reference;
use crate::reference::judgements::{JudgementFile, Judgements};
use crate::source::sheet;
use crate::world::{self, World};
use calamine::{Data, Ods, Range, Reader};
use jiff::civil::Date;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// A sheet and its cells.
type Sheets = Vec<(String, Range<Data>)>;

/// Reads spreadsheets as one list of inspections, each once.
///
/// # Errors
/// A file that cannot be read, is no OpenDocument spreadsheet, or holds no table of judgements.
pub(crate) fn read(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
) -> Result<(Judgements, Vec<Check>)> {
    beside(world, reference, paths, &Judgements::default())
}

/// The same beside inspections that are known already, from older files or the same.
///
/// # Errors
/// As [`read`].
pub(crate) fn beside(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
    known: &Judgements,
) -> Result<(Judgements, Vec<Check>)> {
    let mut checks = Vec::new();
    let mut read = Vec::new();
    for (at, file) in known.files.iter().enumerate() {
        read.push((
            file.clone(),
            known
                .all()
                .iter()
                .filter(|judgement| judgement.place.file == at)
                .cloned()
                .collect(),
        ));
    }
    for path in paths {
        read.push(one(world, reference, path, &mut checks)?);
    }
    // The newest first: where two releases have one inspection, the newer has corrected the older.
    read.sort_by(|(a, _), (b, _)| {
        b.complete_to
            .cmp(&a.complete_to)
            .then_with(|| a.source.file.cmp(&b.source.file))
    });
    let mut files = Vec::new();
    let mut all: Vec<Judgement> = Vec::new();
    for (at, (file, judgements)) in read.into_iter().enumerate() {
        all.extend(judgements.into_iter().map(|mut judgement| {
            judgement.place.file = at;
            judgement
        }));
        files.push(file);
    }
    let all = merge::merge(all, &files, &mut checks);
    Ok((Judgements::of(all, files), checks))
}

fn one(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
    checks: &mut Vec<Check>,
) -> Result<(JudgementFile, Vec<Judgement>)> {
    let bytes = world::read(world, path)?;
    let (place, name, sha256) = (
        path.display().to_string(),
        sheet::file_name(path),
        world::digest(&bytes),
    );
    let fault = |what: String| {
        Error::unreadable(
            place.clone(),
            format!("this is not a sound OpenDocument spreadsheet ({what})"),
        )
    };
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|what| {
        fault(what.to_string()).hint("download it again from Ofsted’s page; it ends in .ods")
    })?;
    let sheets: Sheets = book
        .sheet_names()
        .into_iter()
        .map(|sheet| {
            book.worksheet_range(&sheet)
                .map(|cells| (sheet, cells))
                .map_err(|what| fault(what.to_string()))
        })
        .collect::<Result<_>>()?;
    let mut tables = 0;
    let mut judgements = Vec::new();
    for (sheet, cells) in &sheets {
        let mut reader = table::SheetReader {
            file: &name,
            sheet,
            register: &reference.register,
            checks,
            judgements: &mut judgements,
        };
        tables += reader.read(cells);
    }
    if tables == 0 {
        return Err(Error::unreadable(place, "no sheet of this file has a table of judgements")
            .expected("a sheet with the columns “Local authority name”, “Overall effectiveness” and a date")
            .hint("Ofsted’s “local authority inspection outcomes” and “children’s social care in England” have one"));
    }
    let (inspected_to, complete_to) = period(&sheets);
    let source = reference
        .sources
        .describe(&name, &sha256, "local-authority-inspection-outcomes");
    Ok((
        JudgementFile {
            source,
            inspected_to,
            complete_to,
        },
        judgements,
    ))
}

/// What a file covers, from the cover's words: "as at 31 March 2025, with a report published by 30 June 2025".
fn period(sheets: &Sheets) -> (Option<Date>, Option<Date>) {
    let rows = sheets.iter().flat_map(|(_, cells)| cells.rows());
    let said = rows.filter_map(|row| match row {
        [Data::String(head), Data::String(text), ..]
            if head.trim_start().starts_with("Period covered") =>
        {
            Some(text.as_str())
        }
        _ => None,
    });
    let day_after = |text: &str, word: &str| {
        let rest = text
            .to_lowercase()
            .split_once(word)
            .map(|(_, rest)| rest.to_owned())?;
        let day: Vec<&str> = rest.split_whitespace().take(3).collect();
        date(day.join(" ").trim_end_matches([',', '.', ';']))
    };
    let both = said.map(|text| (day_after(text, "as at "), day_after(text, "published by ")));
    both.into_iter()
        .find(|(_, complete)| complete.is_some())
        .unwrap_or_default()
}
