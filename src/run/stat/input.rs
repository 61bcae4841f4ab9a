//! An officer's file as a method asks for it: the columns by name, the cells by row. The header must be the method's; a cell
//! that is no number is its row's trouble alone.

use crate::error::{Error, Result};
use crate::reference::nearest::nearest;
use crate::source::sheet::{Sheet, not_utf8, row_of};
use crate::table::Cell;
use crate::world::World;
use csv::ByteRecord;
use std::path::Path;

/// When a column must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Always,
    Never,
    /// When this other one is.
    With(&'static str),
}

/// A column that a method reads.
pub(super) struct Asked {
    pub(super) name: &'static str,
    /// Names and periods come back as they were typed, numbers as numbers.
    pub(super) words: bool,
    pub(super) need: Need,
}

impl Asked {
    pub(super) const fn words(name: &'static str) -> Asked {
        Asked {
            name,
            words: true,
            need: Need::Always,
        }
    }

    pub(super) const fn number(name: &'static str) -> Asked {
        Asked {
            name,
            words: false,
            need: Need::Always,
        }
    }

    pub(super) const fn optional(name: &'static str, need: Need) -> Asked {
        Asked {
            name,
            words: false,
            need,
        }
    }
}

/// A file's rows.
pub(super) struct Input {
    /// The columns that are there, in the method's order.
    columns: Vec<&'static Asked>,
    lines: Vec<Line>,
}

struct Line {
    /// On which line of the file it starts.
    number: u64,
    /// One a column, blanks at the ends cut off.
    cells: Vec<String>,
    /// How many cells were found, where the header has another number.
    ragged: Option<(usize, usize)>,
}

/// One row, asked by column.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    input: &'a Input,
    line: &'a Line,
}

impl Input {
    /// Reads a file whose header holds just these columns, in any order.
    ///
    /// # Errors
    /// The file cannot be read; a column is missing, unknown or there twice.
    pub(super) fn read(world: &dyn World, path: &Path, asked: &'static [Asked]) -> Result<Input> {
        let place = path.display().to_string();
        let mut sheet = Sheet::open(world, path)?;
        let header: Vec<String> = sheet
            .header
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        check_header(&header, asked).map_err(|fault| fault.in_file(&place).at_row(1))?;
        let found = |column: &'static Asked| {
            Some((column, header.iter().position(|name| name == column.name)?))
        };
        let (columns, places): (Vec<&Asked>, Vec<usize>) = asked.iter().filter_map(found).unzip();
        let (mut lines, mut record) = (Vec::new(), ByteRecord::new());
        while sheet.next_of_any_length(&mut record)? {
            let number = row_of(&record);
            let cell = |(at, column): (&usize, &&Asked)| {
                let bytes = record.get(*at).unwrap_or_default();
                let text = std::str::from_utf8(bytes)
                    .map_err(|_| not_utf8(&place, number, column.name))?;
                Ok(text.trim().to_owned())
            };
            let cells = places
                .iter()
                .zip(&columns)
                .map(cell)
                .collect::<Result<Vec<String>>>()?;
            let ragged = (record.len() != header.len()).then_some((record.len(), header.len()));
            lines.push(Line {
                number,
                cells,
                ragged,
            });
        }
        sheet.close(world)?;
        Ok(Input { columns, lines })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().map(|line| Row { input: self, line })
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|asked| asked.name == column)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static Asked> {
        self.columns.iter().copied()
    }
}

fn check_header(header: &[String], asked: &'static [Asked]) -> Result<()> {
    let has = |name: &str| header.iter().any(|found| found == name);
    let is_asked = |name: &str| asked.iter().any(|column| column.name == name);
    let twice = header
        .iter()
        .enumerate()
        .find(|(at, name)| header[..*at].contains(name));
    let missing = asked.iter().find(|column| match column.need {
        Need::Always => !has(column.name),
        Need::Never => false,
        Need::With(other) => has(other) && !has(column.name),
    });
    let unknown = header.iter().find(|name| !is_asked(name));
    let fault = match (missing, twice, unknown) {
        (Some(column), _, _) => {
            let strays = header
                .iter()
                .map(String::as_str)
                .filter(|name| !is_asked(name));
            let near = nearest(column.name, strays)
                .map(|near| format!("; the nearest name there is “{near}”"));
            Error::usage(format!(
                "the column “{}” is missing{}",
                column.name,
                near.unwrap_or_default()
            ))
        }
        (None, Some((_, name)), _) => Error::usage(format!("the column “{name}” is there twice")),
        (None, None, Some(name)) if name.is_empty() => Error::usage("a column has no name"),
        (None, None, Some(name)) => {
            let near = nearest(name, asked.iter().map(|column| column.name));
            let near = near
                .map(|near| format!("; the nearest name it knows is “{near}”"))
                .unwrap_or_default();
            Error::usage(format!("this method knows no column “{name}”{near}"))
        }
        (None, None, None) => return Ok(()),
    };
    Err(fault
        .expected(expected(asked))
        .hint("rename, add or remove the column, and run again"))
}

/// The columns in words, those in brackets that need not be there.
fn expected(asked: &[Asked]) -> String {
    let name = |column: &Asked| match column.need {
        Need::Always => column.name.to_owned(),
        Need::Never | Need::With(_) => format!("[{}]", column.name),
    };
    asked.iter().map(name).collect::<Vec<_>>().join(", ")
}

impl<'a> Row<'a> {
    /// The line on which it starts, the header's being 1.
    pub(super) fn number_of_line(self) -> u64 {
        self.line.number
    }

    /// A cell as it was typed; empty where the column is not there.
    pub(super) fn text(self, column: &str) -> &'a str {
        let at = self
            .input
            .columns
            .iter()
            .position(|asked| asked.name == column);
        at.and_then(|at| self.line.cells.get(at))
            .map_or("", String::as_str)
    }

    /// A number, or why it is none. A row with too few or too many cells has no number that could be trusted.
    pub(super) fn number(self, column: &str) -> Result<f64, String> {
        self.maybe(column)?
            .ok_or_else(|| format!("{column} is blank"))
    }

    /// As [`Row::number`]; `None` for a blank cell, or where the column is not there.
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
    pub(super) fn cell(self, column: &Asked) -> Cell {
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

    /// All cells on their way back out.
    pub(super) fn cells(self) -> Vec<Cell> {
        self.input
            .columns
            .iter()
            .map(|column| self.cell(column))
            .collect()
    }
}
