//! A trend as values, names and colours alone.

use super::chart::TrendChart;
use super::lines::{missing_remarks, styled_lines};
use crate::figure::editable::{
    self, EditableBand, EditableChart, EditableForm, EditableLook, EditableSeries, hexadecimal,
};
use crate::figure::theme::BAND;

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
    let band = band(chart);
    Some(EditableChart {
        form: EditableForm::Lines,
        unit: chart.unit.clone(),
        categories: chart.periods.clone(),
        axis: editable::axis(&series, band.as_ref(), chart.decimals),
        band,
        series,
        breaks: chart.breaks.clone(),
        remarks: missing_remarks(chart, &lines),
    })
}

/// The shade, where it is known for every period and no line is parted: an area cannot leave a period out.
fn band(chart: &TrendChart) -> Option<EditableBand> {
    let band = chart.band.as_ref().filter(|_| chart.breaks.is_empty())?;
    let ranges: Option<Vec<(f64, f64)>> = band.ranges.iter().copied().collect();
    Some(EditableBand {
        name: band.label.clone(),
        lowest: band.lowest.clone(),
        ranges: ranges.filter(|ranges| ranges.len() == chart.periods.len())?,
        decimals: chart.decimals,
        colour: hexadecimal(BAND),
    })
}
