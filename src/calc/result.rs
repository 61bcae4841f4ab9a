//! The result of a method: the rows of the file with their results, a reason where there is none, and what holds for all rows.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use crate::stat::interval::{Interval, Limits};
use crate::table::digits;
use crate::table::{Cell, Column, ColumnKind, Table, csv, json};
use serde_json::{Value, json};

/// The cells of one row's results, or why there are none.
pub(super) type RowResult = Result<Vec<Cell>, String>;

/// A column of results: its name and what it holds.
pub(super) type ResultColumn = (&'static str, ColumnKind);

/// What a method computed from a file.
pub(crate) struct CalculatedTable {
    /// The input columns, the results, and `problem` last.
    pub(crate) table: Table,
    /// What holds for all rows together, by name.
    summary: Vec<(&'static str, Cell)>,
    /// What a reader should know besides, a sentence each.
    pub(crate) remarks: Vec<String>,
    /// Rows with results.
    pub(crate) computed: usize,
    /// Rows without.
    pub(crate) failed: usize,
}

impl CalculatedTable {
    /// A table of rows, each with the cells that name it and its result.
    pub(super) fn new(
        names: Vec<&InputColumn>,
        results: &[ResultColumn],
        rows: Vec<(Vec<Cell>, RowResult)>,
    ) -> CalculatedTable {
        let mut columns: Vec<Column> = names
            .iter()
            .map(|input| column(input.name, input.kind()))
            .collect();
        columns.extend(results.iter().map(|(name, kind)| column(name, *kind)));
        columns.push(column("problem", ColumnKind::Text));
        let (mut computed, mut failed) = (0, 0);
        let mut all = Vec::with_capacity(rows.len());
        for (mut cells, result) in rows {
            match result.and_then(without_nan) {
                Ok(found) => {
                    computed += 1;
                    cells.extend(found);
                    cells.push(Cell::Empty);
                }
                Err(problem) => {
                    failed += 1;
                    cells.extend(std::iter::repeat_n(Cell::Empty, results.len()));
                    cells.push(Cell::Text(problem));
                }
            }
            all.push(cells);
        }
        CalculatedTable {
            table: unnamed(columns, all),
            summary: Vec::new(),
            remarks: Vec::new(),
            computed,
            failed,
        }
    }

    /// One result for each row of the file, in the file's order, after all of the row's own cells.
    pub(super) fn by_row(
        file: &OfficerFile,
        columns: &[ResultColumn],
        results: Vec<RowResult>,
    ) -> CalculatedTable {
        CalculatedTable::new(
            file.columns().collect(),
            columns,
            file.rows().map(OfficerRow::cells).zip(results).collect(),
        )
    }

    /// One result for each series or group, after its name, which is the file's first column.
    pub(super) fn by_name(
        file: &OfficerFile,
        columns: &[ResultColumn],
        results: Vec<(&str, RowResult)>,
    ) -> CalculatedTable {
        let rows = results
            .into_iter()
            .map(|(name, result)| (vec![words(name)], result));
        CalculatedTable::new(file.columns().take(1).collect(), columns, rows.collect())
    }

    /// The same with one more value that holds for all rows.
    pub(super) fn with_summary(mut self, name: &'static str, value: Cell) -> CalculatedTable {
        self.summary.push((name, value));
        self
    }

    /// The same with the name of its method.
    pub(super) fn with_method(self, name: &str) -> CalculatedTable {
        self.with_summary("method", words(name))
    }

    /// The same with a remark, if there is one.
    pub(super) fn with_remark(mut self, remark: Option<String>) -> CalculatedTable {
        self.remarks.extend(remark);
        self
    }

    /// What holds for all rows, in one line; `None` where there is nothing.
    pub(crate) fn summary_line(&self) -> Option<String> {
        let parts: Vec<String> = self.summary.iter().filter_map(in_words).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The table as CSV.
    pub(crate) fn csv(&self, bom: bool) -> Vec<u8> {
        csv::write(&self.table, bom)
    }

    /// An object: `note` with what holds for all rows, and `rows`.
    pub(crate) fn json(&self) -> String {
        let columns = self
            .summary
            .iter()
            .map(|(name, _)| column(name, ColumnKind::Text))
            .collect();
        let cells = self.summary.iter().map(|(_, cell)| cell.clone()).collect();
        let note = json::rows(&unnamed(columns, vec![cells]))
            .pop()
            .unwrap_or(Value::Null);
        format!(
            "{:#}\n",
            json!({ "note": note, "rows": json::rows(&self.table) })
        )
    }
}

fn column(name: &str, kind: ColumnKind) -> Column {
    match kind {
        ColumnKind::Text => Column::text(name, name),
        ColumnKind::Number => Column::number(name, name),
        ColumnKind::Whole => Column::whole(name, name),
    }
}

fn unnamed(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    Table::bare("stat", String::new(), columns, rows)
}

fn in_words((name, value): &(&'static str, Cell)) -> Option<String> {
    match value {
        Cell::Number { value, .. } => Some(format!("{name} {}", digits::number(*value))),
        Cell::Whole(value) => Some(format!("{name} {value}")),
        Cell::Text(text) => Some(format!("{name}: {text}")),
        Cell::Symbol { .. } | Cell::Empty => None,
    }
}

/// Results as they are, unless one of them is not a number: an empty cell without a reason could not be understood.
fn without_nan(cells: Vec<Cell>) -> RowResult {
    let has_nan = cells
        .iter()
        .any(|cell| matches!(cell, Cell::Number { value, .. } if value.is_nan()));
    if has_nan {
        Err("the numbers are too far apart to compute with".to_owned())
    } else {
        Ok(cells)
    }
}

/// A number. An infinite one, such as a ratio to no events, is written in letters: an empty cell would look like no result.
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
