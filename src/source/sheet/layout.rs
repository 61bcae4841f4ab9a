//! What stands in a table besides its rows: blank rows, titles between them, totals, notes below. It is passed over and said.

use super::form::{is_blank, is_note, is_total};
use super::{is_blank_cell, row_of};
use crate::observation::check::{Check, Severity};
use crate::world::text::TextEncoding;
use csv::ByteRecord;

/// Of each kind only the first few are listed.
const LISTED: usize = 20;

/// What was passed over so far.
#[derive(Default)]
pub(super) struct LayoutNotes {
    /// What was said when the table was opened; empty once it was told.
    opening: Vec<Check>,
    /// Rows without anything in them: how many, and the first.
    blank: Option<(u64, u64)>,
    /// Rows that lacked only empty last cells: how many, and the first.
    short: Option<(u64, u64)>,
    /// Totals: how many, and the first.
    totals: Option<(u64, u64)>,
    /// Rows of words after the last row of data so far.
    held: Vec<(u64, String)>,
}

impl LayoutNotes {
    /// With what was said when the table was opened.
    pub(super) fn new(opening: Vec<Check>) -> LayoutNotes {
        LayoutNotes {
            opening,
            ..LayoutNotes::default()
        }
    }

    /// Tells once what was said at the opening.
    pub(super) fn tell_opening(&mut self, file: &str, checks: &mut Vec<Check>) {
        checks.extend(self.opening.drain(..).map(|check| Check {
            file: file.to_owned(),
            ..check
        }));
    }

    /// Whether a row holds no data. `total` is the column in which a total is named, `width` the number of columns.
    pub(super) fn is_passed_over(
        &mut self,
        record: &ByteRecord,
        total: Option<usize>,
        width: usize,
    ) -> bool {
        let row = row_of(record);
        let mut filled = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !is_blank_cell(cell));
        let Some((at, first)) = filled.next() else {
            count(&mut self.blank, row);
            return true;
        };
        if total
            .and_then(|at| record.get(at))
            .is_some_and(|cell| is_total(&text(cell)))
        {
            count(&mut self.totals, row);
            return true;
        }
        let is_lone = filled.next().is_none();
        if !is_lone && record.len() >= width {
            return false;
        }
        let words = text(first);
        let is_title = is_lone && at == 0 && width > 2 && is_title(&words);
        if is_title || is_note(&words) || (is_lone && starts_with_total(&words)) {
            self.held.push((row, words));
            return true;
        }
        false
    }

    /// A row of data follows: what was held stands between rows, not below the table.
    pub(super) fn release_held(&mut self, file: &str, checks: &mut Vec<Check>) {
        for (row, words) in self.held.drain(..).take(LISTED) {
            checks.push(
                Check::new(Severity::Warning, "title-row", file)
                    .row(row)
                    .found(format!("“{words}” and nothing beside it, between rows"))
                    .expected("a cell in each column of the table")
                    .guidance("passed over as a title; fill the other cells if it is a row"),
            );
        }
    }

    pub(super) fn note_short(&mut self, row: u64) {
        count(&mut self.short, row);
    }

    /// What was passed over where a table has no row of data, in words.
    pub(super) fn in_place_of_rows(&self) -> Option<String> {
        if let Some((_, words)) = self.held.first() {
            return Some(format!("“{words}” and nothing beside it"));
        }
        let (rows, _) = self.totals?;
        Some(format!("{rows} {} of totals", rows_in_words(rows)))
    }

    /// Tells what was passed over, once.
    pub(super) fn close(
        &mut self,
        file: &str,
        encoding: Option<TextEncoding>,
        checks: &mut Vec<Check>,
    ) {
        let note = |name, row, found: String, guidance: &str| {
            let check = Check::new(Severity::Note, name, file).found(found);
            let check = check.guidance(guidance);
            match row {
                Some(row) => check.row(row),
                None => check,
            }
        };
        if let Some((rows, first)) = self.blank.take() {
            let found = format!("{rows} blank {}", rows_in_words(rows));
            checks.push(note("blank-rows", Some(first), found, "passed over"));
        }
        if let Some((rows, first)) = self.short.take() {
            let found = format!(
                "{rows} {} without the empty last cells",
                rows_in_words(rows)
            );
            checks.push(note(
                "short-rows",
                Some(first),
                found,
                "read with empty cells there",
            ));
        }
        if let Some((rows, first)) = self.totals.take() {
            let found = format!("{rows} {} of totals", rows_in_words(rows));
            checks.push(note(
                "total-row",
                Some(first),
                found,
                "not read: a total of other rows is no row of its own",
            ));
        }
        if let Some((first, words)) = self.held.first() {
            let rows = self.held.len() as u64;
            let found = format!(
                "{rows} {} of words under the table: “{words}”",
                rows_in_words(rows)
            );
            checks.push(note("below-table", Some(*first), found, "passed over"));
        }
        self.held.clear();
        if encoding == Some(TextEncoding::Windows1252) {
            checks.push(encoding_note(TextEncoding::Windows1252, file));
        }
    }
}

/// That a text was not UTF-8, and was read all the same.
pub(super) fn encoding_note(encoding: TextEncoding, file: &str) -> Check {
    Check::new(Severity::Note, "encoding", file)
        .found(format!("text in {}", encoding.name()))
        .guidance("read as such; saved as “CSV UTF-8” it would read the same everywhere")
}

fn rows_in_words(rows: u64) -> &'static str {
    if rows == 1 { "row" } else { "rows" }
}

fn count(rows: &mut Option<(u64, u64)>, row: u64) {
    rows.get_or_insert((0, row)).0 += 1;
}

fn text(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().to_owned()
}

/// Whether a lone cell is a title or a sentence, and not the name of a row whose other cells were forgotten.
fn is_title(words: &str) -> bool {
    words.len() > 7 && words.contains(char::is_whitespace) && words.chars().any(char::is_alphabetic)
}

fn starts_with_total(words: &str) -> bool {
    let first = words.split(|c: char| !c.is_alphabetic()).next();
    first.is_some_and(is_total) && !is_blank(words)
}
