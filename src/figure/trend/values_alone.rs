//! A trend as values, names and colours alone.

use super::chart::TrendChart;
use super::lines::{missing_remarks, styled_lines};
use crate::figure::editable::{self, EditableChart, EditableForm, EditableLook, EditableSeries};

/// The lines of the chart; none where points lie between the periods, which have no place on such an axis.
pub(super) fn lines(chart: &TrendChart) -> Option<EditableChart> {
    if chart.local_parts.is_some() {
        return None;
    }
    let lines = styled_lines(chart);
    let series: Vec<EditableSeries> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| EditableSeries {
            name: line.label.to_owned(),
            values: (0..chart.periods.len()).map(|at| line.known(at)).collect(),
            decimals: line.decimals,
            look: EditableLook::of(line.stroke),
            bar_colours: Vec::new(),
            labelled: 0,
            is_own: at == 0,
        })
        .filter(|series| series.values.iter().any(Option::is_some))
        .collect();
    Some(EditableChart {
        form: EditableForm::Lines,
        unit: chart.unit.clone(),
        categories: chart.periods.clone(),
        axis: editable::axis(&series, chart.decimals),
        series,
        breaks: chart.breaks.clone(),
        remarks: missing_remarks(chart, &lines),
    })
}
