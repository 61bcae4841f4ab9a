//! Two figures against each other, a pair a row.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumn, RowResult, interval, number, words};
use crate::stat::two_samples;
use crate::table::ColumnKind::{Number, Text};

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

const fn results(size: &'static str) -> [ResultColumn; 5] {
    [
        (size, Number),
        ("lower95", Number),
        ("upper95", Number),
        ("p", Number),
        ("method", Text),
    ]
}

/// The first rate over the second.
pub(super) fn two_counts(file: &OfficerFile) -> CalculatedTable {
    let rows = file.rows().map(rate_ratio).collect();
    CalculatedTable::by_row(file, &results("ratio"), rows)
}

fn rate_ratio(row: OfficerRow<'_>) -> RowResult {
    let (events1, population1) = (row.count("events1")?, row.number("population1")?);
    let (events2, population2) = (row.count("events2")?, row.number("population2")?);
    let found = two_samples::two_rates(events1, population1, events2, population2)
        .map_err(|problem| problem.to_string())?;
    let [lower, upper] = interval(found.limits.p95);
    Ok(vec![
        number(found.ratio),
        lower,
        upper,
        number(found.p),
        words(found.method.name()),
    ])
}

/// The first proportion less the second, in parts of one.
pub(super) fn two_proportions(file: &OfficerFile) -> CalculatedTable {
    let rows = file.rows().map(difference).collect();
    CalculatedTable::by_row(file, &results("difference"), rows)
}

fn difference(row: OfficerRow<'_>) -> RowResult {
    let (x1, n1) = (row.count("x1")?, row.count("n1")?);
    let (x2, n2) = (row.count("x2")?, row.count("n2")?);
    let found =
        two_samples::two_proportions(x1, n1, x2, n2).map_err(|problem| problem.to_string())?;
    let [lower, upper] = interval(found.limits.p95);
    Ok(vec![
        number(found.difference),
        lower,
        upper,
        number(found.p),
        words(found.method.name()),
    ])
}
