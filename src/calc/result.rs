//! The result of a method: the rows of the file with their results, a reason where there is none, and what holds for all rows.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use crate::stat::interval::{Interval, Limits};
use crate::stat::round::settled;
use crate::table::cell::count;
use crate::table::columns::TableColumns;
use crate::table::digits;
use crate::table::{Cell, Table, csv, json};
use serde_json::{Value, json};

/// What was computed for a row or a series, or why it could not be.
pub(super) type RowResult<T> = Result<T, String>;

/// The columns of what a method computes, in their order.
pub(super) struct ResultColumns<'a, T>(TableColumns<'a, T>);

impl<'a, T> ResultColumns<'a, T> {
    pub(super) fn new() -> Self {
        ResultColumns(TableColumns::new())
    }

    /// Adds a column of numbers, those without limit included.
    pub(super) fn number(self, name: &str, of: impl Fn(&T) -> f64 + 'a) -> Self {
        self.maybe(name, move |found| Some(of(found)))
    }

    /// Adds a column of numbers that some results lack.
    pub(super) fn maybe(self, name: &str, of: impl Fn(&T) -> Option<f64> + 'a) -> Self {
        ResultColumns(self.0.number_or_word(name, move |found| maybe(of(found))))
    }

    /// Adds a column of counts or ranks.
    pub(super) fn whole(self, name: &str, of: impl Fn(&T) -> usize + 'a) -> Self {
        ResultColumns(self.0.whole(name, name, move |found| count(of(found))))
    }

    /// Adds a column of words.
    pub(super) fn words(self, name: &str, of: impl Fn(&T) -> &str + 'a) -> Self {
        self.maybe_words(name, move |found| Some(of(found)))
    }

    /// Adds a column of words that some results lack.
    pub(super) fn maybe_words(self, name: &str, of: impl Fn(&T) -> Option<&str> + 'a) -> Self {
        let cell = move |found: &T| of(found).map_or(Cell::Empty, words);
        ResultColumns(self.0.text(name, name, cell))
    }

    /// Adds the ends of an interval.
    pub(super) fn interval(
        self,
        [lower, upper]: [&str; 2],
        of: impl Fn(&T) -> Option<Interval> + Copy + 'a,
    ) -> Self {
        self.maybe(lower, move |found| Some(of(found)?.lower))
            .maybe(upper, move |found| Some(of(found)?.upper))
    }

    /// Adds the limits at 95% and then those at 99.8%.
    pub(super) fn limits(self, of: impl Fn(&T) -> Option<Limits> + Copy + 'a) -> Self {
        self.interval(["lower95", "upper95"], move |found| Some(of(found)?.p95))
            .interval(["lower998", "upper998"], move |found| Some(of(found)?.p998))
    }
}

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
    /// A line for each of `rows`: what it is about, and its result.
    pub(super) fn new<'a, N: 'a, T: 'a>(
        names: TableColumns<'a, N>,
        results: ResultColumns<'a, T>,
        rows: Vec<(N, RowResult<T>)>,
    ) -> CalculatedTable {
        let results = results.0;
        let rows: Vec<(N, RowResult<T>)> = rows
            .into_iter()
            .map(|(name, result)| (name, result.and_then(|found| without_nan(&results, found))))
            .collect();
        let computed = rows.iter().filter(|(_, result)| result.is_ok()).count();
        let failed = rows.len() - computed;
        let columns = TableColumns::<(N, RowResult<T>)>::new()
            .with_part(names, |(name, _)| Some(name))
            .with_part(results, |(_, result)| result.as_ref().ok())
            .text("problem", "problem", |(_, result)| match result {
                Ok(_) => Cell::Empty,
                Err(problem) => words(problem),
            });
        CalculatedTable {
            table: columns.table(NAME, "", rows),
            summary: Vec::new(),
            remarks: Vec::new(),
            computed,
            failed,
        }
    }

    /// One result for each row of the file, in the file's order, after all of the row's own cells.
    pub(super) fn by_row<T>(
        file: &OfficerFile,
        columns: ResultColumns<'_, T>,
        results: Vec<RowResult<T>>,
    ) -> CalculatedTable {
        CalculatedTable::new(
            own_cells(file.columns(), OfficerRow::cell),
            columns,
            file.rows().zip(results).collect(),
        )
    }

    /// One result for each series or group, after its name, which is the file's first column.
    pub(super) fn by_name<T>(
        file: &OfficerFile,
        columns: ResultColumns<'_, T>,
        results: Vec<(&str, RowResult<T>)>,
    ) -> CalculatedTable {
        let first = file.columns().take(1);
        let name = first.fold(TableColumns::new(), |columns, input| {
            columns.text(input.name, input.name, |name: &&str| words(name))
        });
        CalculatedTable::new(name, columns, results)
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
        let note = self
            .summary
            .iter()
            .fold(TableColumns::<()>::new(), |columns, (name, value)| {
                columns.number_or_word(name, |()| value.clone())
            });
        let note = json::rows(&note.table(NAME, "", [()]))
            .pop()
            .unwrap_or(Value::Null);
        json::document(json!({ "note": note, "rows": json::rows(&self.table) }))
    }
}

/// The name of every table of results.
const NAME: &str = "stat";

/// The cells of a row of the file on their way back out.
pub(super) fn own_cells<'a>(
    inputs: impl Iterator<Item = &'static InputColumn>,
    cell: impl Fn(OfficerRow<'a>, &InputColumn) -> Cell + Copy + 'a,
) -> TableColumns<'a, OfficerRow<'a>> {
    inputs.fold(TableColumns::new(), |columns, input| {
        let cell = move |row: &OfficerRow<'a>| cell(*row, input);
        if input.words {
            columns.text(input.name, input.name, cell)
        } else {
            columns.number_or_word(input.name, cell)
        }
    })
}

fn in_words((name, value): &(&'static str, Cell)) -> Option<String> {
    match value {
        Cell::Number { value, .. } => Some(format!("{name} {}", digits::number(settled(*value)))),
        Cell::Whole(value) => Some(format!("{name} {value}")),
        Cell::Text(text) => Some(format!("{name}: {text}")),
        Cell::Symbol { .. } | Cell::Empty => None,
    }
}

/// A result as it is, unless one of its numbers is none: an empty cell without a reason could not be understood.
fn without_nan<T>(columns: &TableColumns<'_, T>, found: T) -> RowResult<T> {
    let has_nan = columns
        .cells(&found)
        .iter()
        .any(|cell| matches!(cell, Cell::Number { value, .. } if value.is_nan()));
    if has_nan {
        Err("the numbers are too far apart to compute with".to_owned())
    } else {
        Ok(found)
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

pub(super) fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
