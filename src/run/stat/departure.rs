//! When did a gap begin to move: a row a series.

use super::answer::{Answer, Of, Outcome, number, words};
use super::input::{Asked, Input, Row};
use super::series::{Series, file_order, grouped};
use crate::stat::departure::onset;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[Asked] = &[
    Asked::words("series"),
    Asked::words("period"),
    Asked::number("gap"),
];

const RESULTS: [Of; 8] = [
    ("shape", Text),
    ("year", Text),
    ("year_from", Text),
    ("year_to", Text),
    ("aicc_constant", Number),
    ("aicc_line", Number),
    ("aicc_step", Number),
    ("aicc_kink", Number),
];

/// The shape of each series of gaps. A year stands there only where the shape has one; how many others moved as far cannot be
/// told from one file of gaps, and the note says so.
pub(super) fn departure(input: &Input) -> Answer {
    let rows: Vec<Row<'_>> = input.rows().collect();
    let (mut answers, mut clocks) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<Row<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = Series::of(&own, "gap");
        clocks.extend(series.as_ref().map(|series| (name, series.clock)));
        answers.push((vec![words(name)], series.and_then(|series| one(&series))));
    }
    Answer::new(input.columns().take(1).collect(), &RESULTS, answers)
        .method("constant, line, step and kink by AICc, without the placebo over other authorities")
        .remarking(file_order(&clocks))
}

fn one(series: &Series<'_>) -> Outcome {
    let found = onset(&series.times, &series.values).map_err(|problem| problem.to_string())?;
    let label = |at: usize| {
        series
            .labels
            .get(at)
            .map_or(Cell::Empty, |label| words(label))
    };
    let years = found
        .dated()
        .map_or([Cell::Empty, Cell::Empty, Cell::Empty], |dated| {
            let (from, to) = dated.range();
            [label(dated.first), label(from), label(to)]
        });
    let mut cells = vec![words(found.shape.name())];
    cells.extend(years);
    cells.extend(
        [
            found.aicc.constant,
            found.aicc.line,
            found.aicc.step,
            found.aicc.kink,
        ]
        .map(number),
    );
    Ok(cells)
}
