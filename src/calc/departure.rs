//! When did a gap begin to move: a row a series.

use super::officer_file::{InputColumn, OfficerFile, OfficerRow};
use super::result::{CalculatedTable, ResultColumns, RowResult};
use super::series::{TimedSeries, file_order, grouped, without_figures};
use crate::stat::departure::{Break, Onset, onset};

pub(super) const COLUMNS: &[InputColumn] = &[
    InputColumn::words("series"),
    InputColumn::words("period"),
    InputColumn::number("gap"),
];

/// The shape of a series of gaps, and the labels of its points.
struct ShapedSeries<'a> {
    found: Onset,
    labels: Vec<&'a str>,
}

impl ShapedSeries<'_> {
    /// The label of a point of the break; none where the shape has no break.
    fn label(&self, point: fn(&Break) -> usize) -> Option<&str> {
        self.labels.get(point(self.found.dated()?)).copied()
    }
}

fn result_columns<'a>() -> ResultColumns<'a, ShapedSeries<'a>> {
    ResultColumns::<ShapedSeries<'_>>::new()
        .words("shape", |of| of.found.shape.name())
        .maybe_words("year", |of| of.label(|dated| dated.first))
        .maybe_words("year_from", |of| of.label(|dated| dated.range().0))
        .maybe_words("year_to", |of| of.label(|dated| dated.range().1))
        .number("aicc_constant", |of| of.found.aicc.constant)
        .number("aicc_line", |of| of.found.aicc.line)
        .number("aicc_step", |of| of.found.aicc.step)
        .number("aicc_kink", |of| of.found.aicc.kink)
}

/// The shape of each series of gaps. A year stands there only where the shape has one; how many others moved as far cannot be
/// known from one file of gaps, and the note says so.
pub(super) fn departure(file: &OfficerFile) -> CalculatedTable {
    let rows: Vec<OfficerRow<'_>> = file.rows().collect();
    let (mut results, mut scales, mut holes) = (Vec::new(), Vec::new(), Vec::new());
    for (name, members) in grouped(&rows, "series") {
        let own: Vec<OfficerRow<'_>> = members.into_iter().map(|at| rows[at]).collect();
        let series = TimedSeries::of(&own, "gap");
        scales.extend(series.as_ref().map(|series| (name, series.scale)));
        holes.extend(series.as_ref().map(|series| (name, series.hole_names())));
        results.push((name, series.and_then(shape)));
    }
    CalculatedTable::by_name(file, result_columns(), results)
        .with_method(
            "constant, line, step and kink by AICc, without the placebo over other authorities",
        )
        .with_remark(file_order(&scales))
        .with_remark(without_figures(&holes, ""))
}

fn shape(series: TimedSeries<'_>) -> RowResult<ShapedSeries<'_>> {
    let found = onset(&series.times, &series.values).map_err(|problem| problem.to_string())?;
    Ok(ShapedSeries {
        found,
        labels: series.labels,
    })
}
