//! An officer's file as a method reads it: the columns by name, the cells by row. The header must be the method's; a cell that is
//! not a number fails its own row alone.

use crate::error::{Error, Result};
use crate::reference::nearest::nearest;
use crate::source::sheet::{Sheet, not_utf8, row_of};
use crate::table::Cell;
use crate::world::World;
use csv::ByteRecord;
use std::path::Path;

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

/// A file's rows.
pub(super) struct OfficerFile {
    /// The columns that are there, in the method's order.
    columns: Vec<&'static InputColumn>,
    lines: Vec<OfficerLine>,
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
        let mut sheet = Sheet::open(world, path)?;
        let header: Vec<String> = sheet
            .header
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        check_header(&header, known).map_err(|fault| fault.in_file(&place).at_row(1))?;
        let places: Vec<(usize, &InputColumn)> = known
            .iter()
            .filter_map(|column| {
                let at = header.iter().position(|name| name == column.name)?;
                Some((at, column))
            })
            .collect();
        let (mut lines, mut record) = (Vec::new(), ByteRecord::new());
        while sheet.next_of_any_length(&mut record)? {
            let number = row_of(&record);
            let cells = places.iter().map(|(at, column)| {
                let bytes = record.get(*at).unwrap_or_default();
                let text = std::str::from_utf8(bytes)
                    .map_err(|_| not_utf8(&place, number, column.name))?;
                Ok(text.trim().to_owned())
            });
            lines.push(OfficerLine {
                number,
                cells: cells.collect::<Result<Vec<String>>>()?,
                ragged: (record.len() != header.len()).then_some((record.len(), header.len())),
            });
        }
        sheet.close(world)?;
        let columns = places.into_iter().map(|(_, column)| column).collect();
        Ok(OfficerFile { columns, lines })
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
        if let Some((found, wanted)) = self.line.ragged {
            return Err(format!("the header has {wanted} cells and the row {found}"));
        }
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(value)),
            _ => Err(format!("{column} “{text}” is not a number")),
        }
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
        match text.parse::<f64>() {
            _ if text.is_empty() => Cell::Empty,
            Ok(value) if !column.words && value.is_finite() => Cell::Number {
                value,
                decimals: None,
            },
            _ => Cell::Text(text.to_owned()),
        }
    }
}
