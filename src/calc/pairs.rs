//! Two figures against each other, a pair a row.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult};
use crate::stat::interval::Interval;
use crate::stat::method::Method;
use crate::stat::two_samples;

pub(super) const TWO_COUNTS: &[InputColumn] = &[
    InputColumn::number("events1"),
    InputColumn::number("population1"),
    InputColumn::number("events2"),
    InputColumn::number("population2"),
];
pub(super) const TWO_PROPORTIONS: &[InputColumn] = &[
    InputColumn::number("x1"),
    InputColumn::number("n1"),
    InputColumn::number("x2"),
    InputColumn::number("n2"),
];

/// How one figure compares with the other.
struct ComparedPair {
    /// Their ratio or their difference.
    size: f64,
    p95: Interval,
    p: f64,
    method: Method,
}

/// `size` names what is given of the two.
fn result_columns<'a>(size: &str) -> ResultColumns<'a, ComparedPair> {
    ResultColumns::<ComparedPair>::new()
        .number(size, |found| found.size)
        .interval(["lower95", "upper95"], |found| Some(found.p95))
        .number("p", |found| found.p)
        .words("method", |found| found.method.name())
}

/// The first rate over the second.
pub(super) fn two_counts(file: &OfficerFile) -> CalculatedTable {
    let rows = file.rows().map(rate_ratio).collect();
    CalculatedTable::by_row(file, result_columns("ratio"), rows)
}

fn rate_ratio(row: OfficerRow<'_>) -> RowResult<ComparedPair> {
    let (events1, population1) = (row.count("events1")?, row.number("population1")?);
    let (events2, population2) = (row.count("events2")?, row.number("population2")?);
    let found = two_samples::two_rates(events1, population1, events2, population2)
        .map_err(|problem| problem.to_string())?;
    Ok(ComparedPair {
        size: found.ratio,
        p95: found.limits.p95,
        p: found.p,
        method: found.method,
    })
}

/// The first proportion less the second, in parts of one.
pub(super) fn two_proportions(file: &OfficerFile) -> CalculatedTable {
    let rows = file.rows().map(difference).collect();
    CalculatedTable::by_row(file, result_columns("difference"), rows)
}

fn difference(row: OfficerRow<'_>) -> RowResult<ComparedPair> {
    let (x1, n1) = (row.count("x1")?, row.count("n1")?);
    let (x2, n2) = (row.count("x2")?, row.count("n2")?);
    let found =
        two_samples::two_proportions(x1, n1, x2, n2).map_err(|problem| problem.to_string())?;
    Ok(ComparedPair {
        size: found.difference,
        p95: found.limits.p95,
        p: found.p,
        method: found.method,
    })
}
