//! One figure a row, with its intervals.

use super::officer_file::{ColumnNeed, InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult, number, own_cells};
use super::series::{at_row, grouped};
use crate::stat::interval::{self, Estimate};
use crate::stat::problem::Problem;
use crate::table::Cell;

pub(super) const RATE: &[InputColumn; 3] = &[
    InputColumn::number("events"),
    InputColumn::number("population"),
    InputColumn::optional(PER, ColumnNeed::Never),
];
pub(super) const PROPORTION: &[InputColumn; 3] = &[
    InputColumn::number("numerator"),
    InputColumn::number("denominator"),
    InputColumn::optional(PER, ColumnNeed::Never),
];
pub(super) const RATIO: &[InputColumn] = &[
    InputColumn::number("observed"),
    InputColumn::number("expected"),
];
const PER: &str = "per";

fn result_columns<'a>() -> ResultColumns<'a, Estimate> {
    ResultColumns::<Estimate>::new()
        .number("value", |found| found.value)
        .limits(|found| Some(found.limits))
        .words("method", |found| found.method.name())
}

/// As rates of children's services are published.
const RATE_PER: f64 = 10_000.0;
/// A percentage.
const PROPORTION_PER: f64 = 100.0;

/// Events in a population; per 10,000 where the row does not say.
pub(super) fn rate(file: &OfficerFile) -> CalculatedTable {
    scaled(file, RATE, RATE_PER, interval::rate)
}

/// A numerator of a denominator; per cent where the row does not say.
pub(super) fn proportion(file: &OfficerFile) -> CalculatedTable {
    scaled(file, PROPORTION, PROPORTION_PER, interval::proportion)
}

/// Observed events over those expected; the expected are taken as known.
pub(super) fn ratio(file: &OfficerFile) -> CalculatedTable {
    let rows = file.rows().map(ratio_of).collect();
    CalculatedTable::by_row(file, result_columns(), rows)
}

fn ratio_of(row: OfficerRow<'_>) -> RowResult<Estimate> {
    estimate(interval::ratio(
        row.number("observed")?,
        row.number("expected")?,
    ))
}

/// The mean of each group's raw values.
pub(super) fn mean(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let means = grouped(&rows, "group")
        .into_iter()
        .map(|(name, members)| (name, mean_of(&rows, members)));
    CalculatedTable::by_name(file, result_columns(), means.collect())
}

fn mean_of(rows: &[OfficerRow<'_>], members: Vec<usize>) -> RowResult<Estimate> {
    let values = members.into_iter().map(|at| {
        rows[at]
            .number("value")
            .map_err(|problem| at_row(rows[at], &problem))
    });
    estimate(interval::mean_of(&values.collect::<Result<Vec<f64>, _>>()?))
}

fn estimate(found: Result<Estimate, Problem>) -> RowResult<Estimate> {
    found.map_err(|problem| problem.to_string())
}

type IntervalRule = fn(f64, f64, f64) -> Result<Estimate, Problem>;

/// A count over what it is a count of, times `per`. Every row of the result says what it is per, whether or not the file did.
fn scaled(
    file: &OfficerFile,
    columns: &'static [InputColumn; 3],
    usual: f64,
    rule: IntervalRule,
) -> CalculatedTable {
    let [above, below, _] = columns.each_ref().map(|column| column.name);
    let own = own_cells(columns.iter(), move |row, column| {
        cell_or_usual(row, column, usual)
    });
    let rows = file
        .rows()
        .map(|row| (row, scaled_row(row, [above, below], usual, rule)));
    CalculatedTable::new(own, result_columns(), rows.collect())
}

fn cell_or_usual(row: OfficerRow<'_>, column: &InputColumn, usual: f64) -> Cell {
    match row.cell(column) {
        Cell::Empty if column.name == PER => number(usual),
        cell => cell,
    }
}

fn scaled_row(
    row: OfficerRow<'_>,
    [above, below]: [&str; 2],
    usual: f64,
    rule: IntervalRule,
) -> RowResult<Estimate> {
    let (above, below) = (row.number(above)?, row.number(below)?);
    let per = row.maybe(PER)?.unwrap_or(usual);
    if per <= 0.0 {
        return Err(format!("{PER} is not above zero"));
    }
    estimate(rule(above, below, per))
}
