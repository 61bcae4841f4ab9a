//! When did a gap begin to move: a row a series.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumn, RowResult, number, words};
use super::series::{TimedSeries, file_order, grouped};
use crate::stat::departure::onset;
use crate::table::Cell;
use crate::table::ColumnKind::{Number, Text};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::words("period"),
    InputColumn::number("gap"),
];

const RESULTS: [ResultColumn; 8] = [
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
/// known from one file of gaps, and the note says so.
pub(super) fn departure(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let (mut results, mut scales) = (Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = TimedSeries::of(&own, "gap");
        scales.extend(series.as_ref().map(|series| (name, series.scale)));
        results.push((name, series.and_then(|series| shape(&series))));
    }
    CalculatedTable::by_name(file, &RESULTS, results)
        .with_method(
            "constant, line, step and kink by AICc, without the placebo over other authorities",
        )
        .with_remark(file_order(&scales))
}

fn shape(series: &TimedSeries<'_>) -> RowResult {
    let found = onset(&series.times, &series.values).map_err(|problem| problem.to_string())?;
    let mut cells = vec![words(found.shape.name())];
    match found.dated() {
        Some(dated) => {
            let (from, to) = dated.range();
            cells.extend([dated.first, from, to].map(|at| label(series, at)));
        }
        None => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]),
    }
    let aicc = found.aicc;
    cells.extend([aicc.constant, aicc.line, aicc.step, aicc.kink].map(number));
    Ok(cells)
}

fn label(series: &TimedSeries<'_>, at: usize) -> Cell {
    series
        .labels
        .get(at)
        .map_or(Cell::Empty, |label| words(label))
}
