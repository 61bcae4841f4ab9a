//! An officer's file as a method reads it: the columns by name, the cells by row. The header must be the method's; a cell that is
//! not a number fails its own row alone.

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::indicator::Unit;
use crate::reference::nearest::nearest;
use crate::source::sheet::form::{SheetForm, named, tidy};
use crate::source::sheet::{RowShape, Sheet, row_of};
use crate::source::symbols;
use crate::source::written::{self, CellPlace, TakenCells, is_spreadsheet_error};
use crate::table::Cell;
use crate::world::World;
use csv::ByteRecord;
use std::path::Path;

/// What officers and software write where there is no figure.
const NO_FIGURE: [&str; 5] = ["na", "n/a", "nan", "null", "none"];

/// When a column must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnNeed {
    Always,
    Never,
    /// When this other one is.
    With(&'static str),
}

/// A column that a method reads.
pub(super) struct InputColumn {
    pub(super) name: &'static str,
    /// Names and periods come back as they were typed, numbers as numbers.
    pub(super) words: bool,
    pub(super) need: ColumnNeed,
}

impl InputColumn {
    /// A column of words that must be there.
    pub(super) const fn words(name: &'static str) -> InputColumn {
        InputColumn {
            name,
            words: true,
            need: ColumnNeed::Always,
        }
    }

    /// A column of numbers that must be there.
    pub(super) const fn number(name: &'static str) -> InputColumn {
        InputColumn::optional(name, ColumnNeed::Always)
    }

    /// A column of numbers.
    pub(super) const fn optional(name: &'static str, need: ColumnNeed) -> InputColumn {
        InputColumn {
            name,
            words: false,
            need,
        }
    }
}

/// The form of a method's file.
struct MethodForm {
    required: Vec<&'static str>,
    heads: Vec<&'static str>,
    known: &'static [InputColumn],
}

impl MethodForm {
    fn of(known: &'static [InputColumn]) -> MethodForm {
        let needed = known
            .iter()
            .filter(|column| column.need == ColumnNeed::Always);
        let words = known.iter().filter(|column| column.words);
        MethodForm {
            required: needed.map(|column| column.name).collect(),
            heads: words.map(|column| column.name).collect(),
            known,
        }
    }
}

impl SheetForm for MethodForm {
    fn required(&self) -> &[&'static str] {
        &self.required
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        named(self.known.iter().map(|column| column.name), heading)
    }

    fn key(&self) -> Option<&'static str> {
        let words = self.known.iter().find(|column| column.words);
        words.or(self.known.first()).map(|column| column.name)
    }

    fn heads(&self) -> &[&'static str] {
        &self.heads
    }

    /// A series or a group may be called “Total”, an area never.
    fn total(&self) -> Option<&'static str> {
        let area = self.known.iter().find(|column| column.name == "area");
        area.map(|column| column.name)
    }
}

/// A file's rows.
pub(super) struct OfficerFile {
    /// The columns that are there, in the method's order.
    columns: Vec<&'static InputColumn>,
    lines: Vec<OfficerLine>,
    comma_is_of_thousands: bool,
    /// What was taken otherwise than it stands in the file.
    notes: Vec<Check>,
}

struct OfficerLine {
    /// The line of the file on which it starts.
    number: u64,
    /// One a column, without blanks at the ends.
    cells: Vec<String>,
    /// How many cells were found and how many the header has, where the two differ.
    ragged: Option<(usize, usize)>,
}

/// One row, whose cells are read by column.
#[derive(Clone, Copy)]
pub(super) struct OfficerRow<'a> {
    file: &'a OfficerFile,
    line: &'a OfficerLine,
}

impl OfficerFile {
    /// Reads a file whose header holds just these columns, in any order.
    ///
    /// # Errors
    /// The file cannot be read; a column is missing, unknown or there twice.
    pub(super) fn read(
        world: &dyn World,
        path: &Path,
        known: &'static [InputColumn],
    ) -> Result<OfficerFile> {
        let place = path.display().to_string();
        let mut sheet = Sheet::open(world, path, &[&MethodForm::of(known)])?;
        let header = sheet.header.clone();
        let header_row = sheet.header_row;
        check_header(&header, known).map_err(|fault| fault.in_file(&place).at_row(header_row))?;
        let places: Vec<(usize, &InputColumn)> = known
            .iter()
            .filter_map(|column| {
                let at = header.iter().position(|name| name == column.name)?;
                Some((at, column))
            })
            .collect();
        let (mut lines, mut record) = (Vec::new(), ByteRecord::new());
        let mut checks = Vec::new();
        while let Some(shape) = sheet.next_row(&mut record, &mut checks)? {
            // The sheet lets nothing pass that is not UTF-8.
            let cells = places.iter().map(|(at, _)| {
                tidy(&String::from_utf8_lossy(
                    record.get(*at).unwrap_or_default(),
                ))
            });
            lines.push(OfficerLine {
                number: row_of(&record),
                cells: cells.collect(),
                ragged: match shape {
                    RowShape::Whole => None,
                    RowShape::Ragged(found) => Some((found, header.len())),
                },
            });
        }
        let (comma_is_of_thousands, name) = (sheet.comma_is_of_thousands(), sheet.file.clone());
        sheet.close(world)?;
        let columns = places.into_iter().map(|(_, column)| column).collect();
        let mut file = OfficerFile {
            columns,
            lines,
            comma_is_of_thousands,
            notes: checks,
        };
        let taken = file.taken(&name);
        file.notes.extend(taken);
        Ok(file)
    }

    /// What is said of numbers that were not written plainly.
    fn taken(&self, name: &str) -> Vec<Check> {
        let (mut taken, unit) = (TakenCells::new(self.comma_is_of_thousands), Unit::new(""));
        for (row, (column, cell)) in self.lines.iter().flat_map(|line| {
            let cells = self.columns.iter().zip(&line.cells);
            cells.map(move |pair| (line.number, pair))
        }) {
            if !column.words && !cell.is_empty() {
                let place = CellPlace::new(row, column.name, &unit);
                // What cannot be read fails its own row.
                let _ = taken.reading(cell.as_bytes(), place);
            }
        }
        taken.checks(name)
    }

    /// What was taken otherwise than it stands in the file, a sentence each.
    pub(super) fn remarks(&self) -> impl Iterator<Item = String> {
        self.notes.iter().map(|note| {
            let row = note
                .row
                .map_or_else(String::new, |row| format!("row {row}: "));
            format!("{row}{}; {}", note.found, note.guidance)
        })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = OfficerRow<'_>> {
        self.lines
            .iter()
            .map(|line| OfficerRow { file: self, line })
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known.name == column)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static InputColumn> {
        self.columns.iter().copied()
    }
}

fn check_header(header: &[String], known: &[InputColumn]) -> Result<()> {
    let Some(fault) = header_fault(header, known) else {
        return Ok(());
    };
    Err(Error::usage(fault)
        .expected(expected(known))
        .hint("rename, add or remove the column, and run again"))
}

/// What is wrong with a header; first what is missing, then what is there twice, then what no method knows.
fn header_fault(header: &[String], known: &[InputColumn]) -> Option<String> {
    let missing = known.iter().find(|column| match column.need {
        ColumnNeed::Always => !has(header, column.name),
        ColumnNeed::Never => false,
        ColumnNeed::With(other) => has(header, other) && !has(header, column.name),
    });
    if let Some(column) = missing {
        let strays = header
            .iter()
            .map(String::as_str)
            .filter(|name| !is_known(known, name));
        let near = match nearest(column.name, strays) {
            Some(near) => format!("; the nearest name there is “{near}”"),
            None => String::new(),
        };
        return Some(format!("the column “{}” is missing{near}", column.name));
    }
    let twice = header
        .iter()
        .enumerate()
        .find(|(at, name)| header[..*at].contains(name));
    if let Some((_, name)) = twice {
        return Some(format!("the column “{name}” is there twice"));
    }
    let unknown = header.iter().find(|name| !is_known(known, name))?;
    if unknown.is_empty() {
        return Some("a column has no name".to_owned());
    }
    let near = match nearest(unknown, known.iter().map(|column| column.name)) {
        Some(near) => format!("; the nearest name it knows is “{near}”"),
        None => String::new(),
    };
    Some(format!("this method knows no column “{unknown}”{near}"))
}

fn has(header: &[String], name: &str) -> bool {
    header.iter().any(|found| found == name)
}

fn is_known(known: &[InputColumn], name: &str) -> bool {
    known.iter().any(|column| column.name == name)
}

/// The columns in words, those in brackets that need not be there.
fn expected(known: &[InputColumn]) -> String {
    let names = known.iter().map(|column| match column.need {
        ColumnNeed::Always => column.name.to_owned(),
        ColumnNeed::Never | ColumnNeed::With(_) => format!("[{}]", column.name),
    });
    names.collect::<Vec<_>>().join(", ")
}

impl<'a> OfficerRow<'a> {
    /// The line on which it starts, the header's being 1.
    pub(super) fn number_of_line(self) -> u64 {
        self.line.number
    }

    /// A cell as it was typed; empty where the column is not there.
    pub(super) fn text(self, column: &str) -> &'a str {
        let at = self
            .file
            .columns
            .iter()
            .position(|known| known.name == column);
        at.and_then(|at| self.line.cells.get(at))
            .map_or("", String::as_str)
    }

    /// A number, or why it is none. A row with too few or too many cells has no number that could be trusted.
    pub(super) fn number(self, column: &str) -> Result<f64, String> {
        self.maybe(column)?
            .ok_or_else(|| format!("{column} is blank"))
    }

    /// As [`OfficerRow::number`]; `None` for a blank cell, or where the column is not there.
    pub(super) fn maybe(self, column: &str) -> Result<Option<f64>, String> {
        let names = self.file.columns.iter().zip(&self.line.cells);
        if let Some((of, text)) = names
            .filter(|(column, _)| column.words)
            .find(|(_, text)| is_spreadsheet_error(text))
        {
            return Err(format!(
                "{} “{text}” is an error of the spreadsheet",
                of.name
            ));
        }
        if let Some((found, wanted)) = self.line.ragged {
            return Err(format!("the header has {wanted} cells and the row {found}"));
        }
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match written::number(text, self.file.comma_is_of_thousands) {
            Ok((value, _)) => Ok(Some(value)),
            Err(cause) if cause.is_empty() => Err(format!("{column} “{text}” is not a number")),
            Err(cause) => Err(format!("{column} “{text}” is not a number: {cause}")),
        }
    }

    /// As [`OfficerRow::maybe`]; none for a symbol or letters that say that there is no figure, too.
    pub(super) fn figure(self, column: &str) -> Result<Option<f64>, String> {
        let text = self.text(column);
        let says_none = NO_FIGURE.iter().any(|word| text.eq_ignore_ascii_case(word))
            || symbols::reading(text.as_bytes()).is_some_and(|reading| reading.value().is_none());
        if says_none && self.line.ragged.is_none() {
            return Ok(None);
        }
        self.maybe(column)
    }

    /// A whole number that is not below zero.
    pub(super) fn count(self, column: &str) -> Result<u64, String> {
        let value = self.number(column)?;
        if value < 0.0 {
            return Err(format!("{column} is below zero"));
        }
        if value.fract() != 0.0 {
            return Err(format!("{column} is not a whole number"));
        }
        // A count beyond what 64 bits hold becomes their largest, which every method refuses as no count of people.
        Ok(value as u64)
    }

    /// A cell on its way back out.
    pub(super) fn cell(self, column: &InputColumn) -> Cell {
        let text = self.text(column.name);
        match written::number(text, self.file.comma_is_of_thousands) {
            _ if text.is_empty() => Cell::Empty,
            Ok((value, _)) if !column.words => Cell::Number {
                value,
                decimals: None,
            },
            _ => Cell::Text(text.to_owned()),
        }
    }
}
