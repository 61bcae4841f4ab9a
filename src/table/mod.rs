//! Tables: typed cells in, bytes out.
//!
//! Everything that is printed in rows and columns passes through one waist, [`Table`]. Each writer beside it is one file that takes
//! a table and gives back text or bytes; none of them touches a disk, computes a figure or chooses words.
//!
//! | file | for whom | numbers |
//! |---|---|---|
//! | `terminal` | a person at a prompt | rounded to the column's decimals |
//! | `markdown` | a paper, a wiki, an issue | rounded |
//! | `html` | a page | rounded |
//! | `xlsx`, `ods` | an officer with Excel or LibreOffice | settled, shown rounded |
//! | `csv`, `stream` | any program, one table or a very long one | settled |
//! | `json` | any program | settled |
//! | `typed`, `arrow` | analysts: Arrow IPC, and Parquet by way of the same columns | settled |
//!
//! "Settled" means twelve significant digits ([`crate::stat::round`]), alike on every system; "rounded" means as [`crate::stat::round`] prints
//! a number everywhere: half away from zero on the published decimals, as Excel shows it (`shown`).
//!
//! A published symbol never turns into a number here: people see it as itself with its meaning below the table; programs get a
//! missing value and the symbol in a `status` column beside it. A text that a spreadsheet would run is made words (`inert`).

pub(crate) mod arrow;
pub(crate) mod audits;
pub(crate) mod backlog;
pub(crate) mod benchmark;
pub(crate) mod breakdown;
pub(crate) mod cell;
pub(crate) mod chain;
pub(crate) mod chart_book;
pub(crate) mod checks;
pub(crate) mod claims;
pub(crate) mod columns;
pub(crate) mod comparison;
pub(crate) mod control;
pub(crate) mod cost;
pub(crate) mod coverage;
pub(crate) mod csv;
pub(crate) mod digits;
pub(crate) mod everyone;
pub(crate) mod expected;
pub(crate) mod findings;
pub(crate) mod footprint;
pub(crate) mod frame;
mod grid;
pub(crate) mod html;
pub(crate) mod ics;
mod inert;
pub(crate) mod inspections;
pub(crate) mod json;
pub(crate) mod judgements;
pub(crate) mod learn;
pub(crate) mod markdown;
pub(crate) mod measures;
pub(crate) mod members;
mod native_charts;
mod noted;
pub(crate) mod ods;
pub(crate) mod places;
pub(crate) mod plan;
pub(crate) mod points;
pub(crate) mod selection;
pub(crate) mod series;
pub(crate) mod shared_text;
pub(crate) mod sheet;
mod shown;
pub(crate) mod standing;
pub(crate) mod store;
pub(crate) mod stream;
pub(crate) mod target;
pub(crate) mod terminal;
pub(crate) mod typed;
mod workbook;
mod worksheet;
pub(crate) mod xlsx;

#[cfg(test)]
mod printed;
#[cfg(test)]
mod specimen;

pub(crate) use cell::Cell;
pub(crate) use columns::{Column, ColumnKind};

use std::collections::BTreeMap;

/// A table on its way out: typed cells, what they mean, and where they are from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// A slug such as `cla-rate`: worksheets and Excel tables are named after it.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) columns: Vec<Column>,
    /// A row shorter than `columns` ends in empty cells.
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) notes: Vec<String>,
    /// Publisher, release and data date; the writers put "Source: " before it.
    pub(crate) source: String,
    /// Indices into `rows` of those that belong to the reader's own authority: bold where the form has bold.
    pub(crate) emphasis: Vec<usize>,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TableFault {
    #[error("the workbook could not be made: {0}")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    #[error("the Parquet file could not be made: {0}")]
    Parquet(#[from] polars::prelude::PolarsError),
    #[error("the Arrow file could not be made: {0}")]
    Arrow(arrow_schema::ArrowError),
    /// The writer given to a sink would take no more.
    #[error("the output could not be written: {0}")]
    Output(#[from] std::io::Error),
    /// A cell whose type its column does not admit: a fault of the code that built the table.
    #[error(
        "column `{column}` of table `{table}`, row {row}: {found} where the column holds {expected}"
    )]
    Kind {
        table: String,
        column: String,
        row: usize,
        found: &'static str,
        expected: &'static str,
    },
    /// Columns of unequal length, or more columns than fields: again a fault of the code.
    #[error("column `{column}`: {problem}")]
    Shape { column: String, problem: String },
}

impl Table {
    /// The cells of a row, exactly one for each column.
    pub(crate) fn cells<'a>(
        &'a self,
        row: &'a [Cell],
    ) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        let cells = row.iter().chain(std::iter::repeat(&Cell::Empty));
        self.columns.iter().zip(cells)
    }

    /// The symbols that occur, by code, with the meaning each was first given.
    pub(crate) fn symbols(&self) -> BTreeMap<&str, &str> {
        let mut found = BTreeMap::new();
        for cell in self.rows.iter().flatten() {
            if let Cell::Symbol { code, meaning } = cell {
                found.entry(code.as_str()).or_insert(meaning.as_str());
            }
        }
        found
    }

    /// For each column, the name under which its symbols go to programs: `<name>_status`, or `None` when it holds no symbol or the
    /// table already says so in a column of its own (`status` for `value`, `<name>_status` otherwise).
    fn status_names(&self) -> Vec<Option<String>> {
        let mut names = vec![None; self.columns.len()];
        for row in &self.rows {
            for (at, (column, cell)) in self.cells(row).enumerate() {
                if names[at].is_some() || !matches!(cell, Cell::Symbol { .. }) {
                    continue;
                }
                let own = format!("{}_status", column.name);
                let is_said =
                    self.has_column(&own) || (column.name == "value" && self.has_column("status"));
                if !is_said {
                    names[at] = Some(own);
                }
            }
        }
        names
    }

    fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Whether a row belongs to the reader's own authority.
    pub(crate) fn is_emphasised(&self, row: usize) -> bool {
        self.emphasis.contains(&row)
    }
}

impl From<arrow_schema::ArrowError> for TableFault {
    fn from(fault: arrow_schema::ArrowError) -> Self {
        match fault {
            arrow_schema::ArrowError::IoError(_, output) => Self::Output(output),
            other => Self::Arrow(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_get_a_status_column_only_where_the_table_has_none() {
        let table = specimen::neighbours();
        assert_eq!(
            table.status_names(),
            [None, None, Some("change_status".to_owned()), None, None]
        );
        assert_eq!(
            table.symbols().into_iter().collect::<Vec<_>>(),
            [
                ("c", "suppressed by the publisher"),
                ("z", "not applicable")
            ]
        );
    }

    #[test]
    fn a_short_row_ends_in_empty_cells() {
        let table = Table {
            rows: vec![vec![Cell::Whole(1)]],
            ..specimen::neighbours()
        };
        let cells: Vec<_> = table.cells(&table.rows[0]).map(|(_, cell)| cell).collect();
        assert_eq!(
            cells,
            [
                &Cell::Whole(1),
                &Cell::Empty,
                &Cell::Empty,
                &Cell::Empty,
                &Cell::Empty
            ]
        );
    }
}
