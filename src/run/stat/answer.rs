//! What a method gives back: the rows with their results, a reason where there is none, and what holds for all of them.

use super::input::{Asked, Input, Row};
use crate::stat::interval::{Interval, Limits};
use crate::table::digits;
use crate::table::{Cell, Column, ColumnKind, Table, csv, json};
use serde_json::{Value, json};

/// The cells of one row's results, or why there are none.
pub(super) type Outcome = Result<Vec<Cell>, String>;

/// A column of results: its name and what it holds.
pub(super) type Of = (&'static str, ColumnKind);

/// A method's answer.
pub(crate) struct Answer {
    /// Inputs, results, and `problem` last.
    pub(crate) table: Table,
    /// What holds for all rows together, by name.
    note: Vec<(&'static str, Cell)>,
    /// What a reader should know besides, a sentence each.
    pub(crate) remarks: Vec<String>,
    /// Rows with results, and rows without.
    pub(crate) computed: usize,
    pub(crate) failed: usize,
}

impl Answer {
    /// An answer with one row for each of these: what names the row, and its outcome.
    pub(super) fn new(
        names: Vec<&Asked>,
        results: &[Of],
        rows: Vec<(Vec<Cell>, Outcome)>,
    ) -> Answer {
        let column = |name: &str, kind: ColumnKind| match kind {
            ColumnKind::Text => Column::text(name, name),
            ColumnKind::Number => Column::number(name, name),
            ColumnKind::Whole => Column::whole(name, name),
        };
        let kind = |asked: &Asked| {
            if asked.words {
                ColumnKind::Text
            } else {
                ColumnKind::Number
            }
        };
        let mut columns: Vec<Column> = names
            .iter()
            .map(|asked| column(asked.name, kind(asked)))
            .collect();
        columns.extend(results.iter().map(|(name, kind)| column(name, *kind)));
        columns.push(Column::text("problem", "problem"));
        let rows: Vec<(Vec<Cell>, Outcome)> = rows
            .into_iter()
            .map(|(cells, outcome)| (cells, outcome.and_then(sound)))
            .collect();
        let computed = rows.iter().filter(|(_, outcome)| outcome.is_ok()).count();
        let failed = rows.len() - computed;
        let row = |(mut cells, outcome): (Vec<Cell>, Outcome)| {
            match outcome {
                Ok(found) => cells.extend(found.into_iter().chain([Cell::Empty])),
                Err(problem) => {
                    cells.extend(std::iter::repeat_n(Cell::Empty, results.len()));
                    cells.push(Cell::Text(problem));
                }
            }
            cells
        };
        let rows = rows.into_iter().map(row).collect();
        Answer {
            table: table(columns, rows),
            note: Vec::new(),
            remarks: Vec::new(),
            computed,
            failed,
        }
    }

    /// Each row of the file by itself, all its cells before the results.
    pub(super) fn by_row(
        input: &Input,
        results: &[Of],
        outcome: impl Fn(Row<'_>) -> Outcome,
    ) -> Answer {
        Answer::of_rows(input, results, input.rows().map(outcome).collect())
    }

    /// Outcomes in the order of the file's rows.
    pub(super) fn of_rows(input: &Input, results: &[Of], outcomes: Vec<Outcome>) -> Answer {
        Answer::new(
            input.columns().collect(),
            results,
            input.rows().map(Row::cells).zip(outcomes).collect(),
        )
    }

    pub(super) fn noting(mut self, name: &'static str, value: Cell) -> Answer {
        self.note.push((name, value));
        self
    }

    pub(super) fn method(self, name: &str) -> Answer {
        self.noting("method", Cell::Text(name.to_owned()))
    }

    pub(super) fn remarking(mut self, remark: Option<String>) -> Answer {
        self.remarks.extend(remark);
        self
    }

    /// What holds for all rows, in one line; `None` where there is nothing.
    pub(crate) fn note_line(&self) -> Option<String> {
        let part = |(name, value): &(&str, Cell)| match value {
            Cell::Number { value, .. } => Some(format!("{name} {}", digits::number(*value))),
            Cell::Whole(value) => Some(format!("{name} {value}")),
            Cell::Text(text) => Some(format!("{name}: {text}")),
            Cell::Symbol { .. } | Cell::Empty => None,
        };
        let parts: Vec<String> = self.note.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    pub(crate) fn csv(&self, bom: bool) -> Vec<u8> {
        csv::write(&self.table, bom)
    }

    /// An object: `note` with what holds for all rows, and `rows`.
    pub(crate) fn json(&self) -> String {
        let columns = self
            .note
            .iter()
            .map(|(name, _)| Column::text(name, name))
            .collect();
        let cells = self.note.iter().map(|(_, cell)| cell.clone()).collect();
        let note = json::rows(&table(columns, vec![cells]))
            .pop()
            .unwrap_or(Value::Null);
        format!(
            "{:#}\n",
            json!({ "note": note, "rows": json::rows(&self.table) })
        )
    }
}

fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    Table::bare("stat", String::new(), columns, rows)
}

/// Results as they are, unless one of them is no number: an empty cell without a reason would puzzle.
fn sound(cells: Vec<Cell>) -> Outcome {
    let is_nan = |cell: &Cell| matches!(cell, Cell::Number { value, .. } if value.is_nan());
    if cells.iter().any(is_nan) {
        Err("the numbers are too far apart to compute with".to_owned())
    } else {
        Ok(cells)
    }
}

/// A number. An infinite one, such as a ratio to no events, is said in letters: an empty cell would look like no result.
pub(super) fn number(value: f64) -> Cell {
    if value.is_infinite() {
        words(if value > 0.0 { "inf" } else { "-inf" })
    } else {
        // Adding zero leaves every number as it is, and takes the sign off minus zero.
        Cell::Number {
            value: value + 0.0,
            decimals: None,
        }
    }
}

pub(super) fn maybe(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, number)
}

pub(super) fn whole(value: usize) -> Cell {
    i64::try_from(value).map_or(Cell::Empty, Cell::Whole)
}

pub(super) fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// Lower and upper.
pub(super) fn interval(of: Interval) -> [Cell; 2] {
    [number(of.lower), number(of.upper)]
}

/// Lower and upper at 95%, then at 99.8%.
pub(super) fn limits(of: Limits) -> [Cell; 4] {
    let ([lower95, upper95], [lower998, upper998]) = (interval(of.p95), interval(of.p998));
    [lower95, upper95, lower998, upper998]
}
