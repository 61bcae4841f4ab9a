//! Two figures against each other, a pair a row.

use super::answer::{Answer, Of, Outcome, interval, number, words};
use super::input::{Asked, Input, Row};
use crate::stat::two_samples;
use crate::table::ColumnKind::{Number, Text};

pub(super) const TWO_COUNTS: &[Asked] = &[
    Asked::number("events1"),
    Asked::number("population1"),
    Asked::number("events2"),
    Asked::number("population2"),
];
pub(super) const TWO_PROPORTIONS: &[Asked] = &[
    Asked::number("x1"),
    Asked::number("n1"),
    Asked::number("x2"),
    Asked::number("n2"),
];

const fn results(size: &'static str) -> [Of; 5] {
    [
        (size, Number),
        ("lower95", Number),
        ("upper95", Number),
        ("p", Number),
        ("method", Text),
    ]
}

/// The first rate over the second.
pub(super) fn two_counts(input: &Input) -> Answer {
    let outcome = |row: Row<'_>| -> Outcome {
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
    };
    Answer::by_row(input, &results("ratio"), outcome)
}

/// The first proportion less the second, in parts of one.
pub(super) fn two_proportions(input: &Input) -> Answer {
    let outcome = |row: Row<'_>| -> Outcome {
        let (x1, n1, x2, n2) = (
            row.count("x1")?,
            row.count("n1")?,
            row.count("x2")?,
            row.count("n2")?,
        );
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
    };
    Answer::by_row(input, &results("difference"), outcome)
}
