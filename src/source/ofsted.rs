//! Ofsted's judgements of children's services, from its OpenDocument spreadsheets: sheets and columns are known by their headers.
//!
//! One inspection stands in several sheets of several releases, which do not always agree: see `reference::judgements::merge`.

mod layout;
mod table;

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::day::british_day;
use crate::observation::judgement::{Judgement, UnreadJudgement};
use crate::reference::Reference;
use crate::reference::judgements::merge::{self, FileOfJudgements};
use crate::reference::judgements::{JudgementFile, Judgements};
use crate::source::merged_cells;
use crate::source::sheet;
use crate::source::workbook_bounds;
use crate::world::{self, World};
use calamine::{Data, Ods, Range, Reader};
use jiff::civil::Date;
use std::fmt::Display;
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
    let (read, unread, mut checks) = files(world, reference, paths)?;
    let (judgements, differing) = merge::merged(read, unread);
    checks.extend(differing);
    Ok((judgements, checks))
}

/// Each file with its judgements, and the rows that could not be read.
///
/// # Errors
/// As [`read`].
pub(crate) fn files(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
) -> Result<(Vec<FileOfJudgements>, Vec<UnreadJudgement>, Vec<Check>)> {
    let (mut checks, mut unread) = (Vec::new(), Vec::new());
    let mut read = Vec::new();
    for path in paths {
        read.push(one(world, reference, path, (&mut checks, &mut unread))?);
    }
    Ok((read, unread, checks))
}

fn one(
    world: &dyn World,
    reference: &Reference,
    path: &Path,
    (checks, unread): (&mut Vec<Check>, &mut Vec<UnreadJudgement>),
) -> Result<(JudgementFile, Vec<Judgement>)> {
    let bytes = world::read(world, path)?;
    let (place, name) = (path.display().to_string(), sheet::file_name(path));
    let sha256 = world::digest(&bytes);
    let sheets = sheets(bytes, &place)?;
    let mut tables = 0;
    let mut judgements = Vec::new();
    for (sheet, cells) in &sheets {
        let mut reader = table::SheetReader {
            file: &name,
            sheet,
            register: &reference.register,
            checks,
            judgements: &mut judgements,
            unread,
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
            read_on: None,
            inspected_to,
            complete_to,
        },
        judgements,
    ))
}

/// Every sheet of a spreadsheet.
///
/// # Errors
/// The bytes are no sound OpenDocument spreadsheet.
fn sheets(bytes: Vec<u8>, place: &str) -> Result<Sheets> {
    workbook_bounds::opened(&bytes).map_err(|fault| unsound(place, &fault))?;
    let mut book = Ods::new(Cursor::new(bytes.as_slice())).map_err(|fault| {
        unsound(place, &fault).hint("download it again from Ofsted’s page; it ends in .ods")
    })?;
    let merged = merged_cells::of_ods(&bytes).map_err(|fault| unsound(place, &fault))?;
    let mut sheets = Sheets::new();
    for name in book.sheet_names() {
        let mut cells = book
            .worksheet_range(&name)
            .map_err(|fault| unsound(place, &fault))?;
        if let Some(tall) = merged.get(&name) {
            merged_cells::fill(&mut cells, tall);
        }
        sheets.push((name, cells));
    }
    Ok(sheets)
}

fn unsound(place: &str, fault: &dyn Display) -> Error {
    Error::unreadable(
        place,
        format!("this is not a sound OpenDocument spreadsheet ({fault})"),
    )
}

/// What a file covers, from the cover's words: "as at 31 March 2025, with a report published by 30 June 2025".
fn period(sheets: &Sheets) -> (Option<Date>, Option<Date>) {
    for row in sheets.iter().flat_map(|(_, cells)| cells.rows()) {
        let [Data::String(head), Data::String(text), ..] = row else {
            continue;
        };
        if !head.trim_start().starts_with("Period covered") {
            continue;
        }
        let complete = day_after(text, "published by ");
        if complete.is_some() {
            return (day_after(text, "as at "), complete);
        }
    }
    (None, None)
}

/// The day that stands behind these words, written in three of its own: "31 March 2025".
fn day_after(text: &str, words: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let (_, rest) = lower.split_once(words)?;
    let day: Vec<&str> = rest.split_whitespace().take(3).collect();
    british_day(day.join(" ").trim_end_matches([',', '.', ';']))
}
