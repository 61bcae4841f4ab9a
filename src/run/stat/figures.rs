//! One figure a row, with its intervals.

use super::answer::{Answer, Of, Outcome, limits, number, words};
use super::input::{Asked, Input, Need, Row};
use super::series::{at_row, grouped};
use crate::stat::interval::{self, Estimate};
use crate::stat::problem::Problem;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const RATE: &[Asked; 3] = &[
    Asked::number("events"),
    Asked::number("population"),
    Asked::optional(PER, Need::Never),
];
pub(super) const PROPORTION: &[Asked; 3] = &[
    Asked::number("numerator"),
    Asked::number("denominator"),
    Asked::optional(PER, Need::Never),
];
pub(super) const RATIO: &[Asked] = &[Asked::number("observed"), Asked::number("expected")];
const PER: &str = "per";

const RESULTS: [Of; 6] = [
    ("value", Number),
    ("lower95", Number),
    ("upper95", Number),
    ("lower998", Number),
    ("upper998", Number),
    ("method", Text),
];

/// As rates of children's services are published.
const RATE_PER: f64 = 10_000.0;
/// A percentage.
const PROPORTION_PER: f64 = 100.0;

/// Events in a population; per 10,000 where the row does not say.
pub(super) fn rate(input: &Input) -> Answer {
    each(input, RATE, RATE_PER, interval::rate)
}

/// A numerator of a denominator; per cent where the row does not say.
pub(super) fn proportion(input: &Input) -> Answer {
    each(input, PROPORTION, PROPORTION_PER, interval::proportion)
}

/// Observed events over those expected; the expected are taken as known.
pub(super) fn ratio(input: &Input) -> Answer {
    let outcome = |row: Row<'_>| {
        estimate(interval::ratio(
            row.number("observed")?,
            row.number("expected")?,
        ))
    };
    let rows = input.rows().map(outcome).collect();
    Answer::of_rows(input, &RESULTS, rows)
}

/// The mean of each group's raw values.
pub(super) fn mean(input: &Input) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let one = |(name, members): (&str, Vec<usize>)| {
        let value = |at: usize| {
            rows[at]
                .number("value")
                .map_err(|problem| at_row(rows[at], &problem))
        };
        let values = members
            .into_iter()
            .map(value)
            .collect::<Result<Vec<f64>, String>>();
        (
            vec![words(name)],
            values.and_then(|values| estimate(interval::mean_of(&values))),
        )
    };
    let answers = grouped(&rows, "group").into_iter().map(one).collect();
    Answer::new(input.columns().take(1).collect(), &RESULTS, answers)
}

fn estimate(found: Result<Estimate, Problem>) -> Outcome {
    let found = found.map_err(|problem| problem.to_string())?;
    let [l95, u95, l998, u998] = limits(found.limits);
    Ok(vec![
        number(found.value),
        l95,
        u95,
        l998,
        u998,
        words(found.method.name()),
    ])
}

type Rule = fn(f64, f64, f64) -> Result<Estimate, Problem>;

fn each(input: &Input, columns: &'static [Asked; 3], usual: f64, rule: Rule) -> Answer {
    let [above, below, _] = columns.each_ref().map(|column| column.name);
    let outcome = |row: Row<'_>| -> Outcome {
        let (above, below) = (row.number(above)?, row.number(below)?);
        let per = row.maybe(PER)?.unwrap_or(usual);
        if per <= 0.0 {
            return Err(format!("{PER} is not above zero"));
        }
        estimate(rule(above, below, per))
    };
    // Every row says what it is per, whether or not it was told.
    let named = |row: Row<'_>| {
        let cell = |column: &Asked| match row.cell(column) {
            Cell::Empty if column.name == PER => number(usual),
            cell => cell,
        };
        columns.iter().map(cell).collect()
    };
    let rows = input.rows().map(|row| (named(row), outcome(row))).collect();
    Answer::new(columns.iter().collect(), &RESULTS, rows)
}
