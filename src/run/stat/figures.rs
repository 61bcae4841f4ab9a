//! One figure a row, with its intervals.

use super::answer::{Answer, Of, Outcome, limits, number, words};
use super::input::{Asked, Input, Need, Row};
use crate::stat::interval::{self, Estimate};
use crate::stat::problem::Problem;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const RATE: &[Asked; 3] = &[Asked::number("events"), Asked::number("population"), Asked::optional(PER, Need::Never)];
pub(super) const PROPORTION: &[Asked; 3] =
    &[Asked::number("numerator"), Asked::number("denominator"), Asked::optional(PER, Need::Never)];
const PER: &str = "per";

const RESULTS: [Of; 6] =
    [("value", Number), ("lower95", Number), ("upper95", Number), ("lower998", Number), ("upper998", Number), ("method", Text)];

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

type Rule = fn(f64, f64, f64) -> Result<Estimate, Problem>;

fn each(input: &Input, columns: &'static [Asked; 3], usual: f64, rule: Rule) -> Answer {
    let [above, below, _] = columns.each_ref().map(|column| column.name);
    let outcome = |row: Row<'_>| -> Outcome {
        let (above, below) = (row.number(above)?, row.number(below)?);
        let per = row.maybe(PER)?.unwrap_or(usual);
        if per <= 0.0 {
            return Err(format!("{PER} is not above zero"));
        }
        let found = rule(above, below, per).map_err(|problem| problem.to_string())?;
        let [l95, u95, l998, u998] = limits(found.limits);
        Ok(vec![number(found.value), l95, u95, l998, u998, words(found.method.name())])
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
