//! A council's own measure over time within its limits, with its target.

use super::control::control_dot;
use super::{ChartRequest, DrawnChart};
use crate::figure::{Caption, ChartPoint, ControlChart, ControlDot};
use crate::finding::prose::measures as words;
use crate::measure::framework::Measure;
use crate::measure::series::MeasureSeries;
use crate::measure::state::MeasureState;
use crate::observation::period::Period;
use crate::table::measures::points;

/// No more periods than a reader can tell apart.
const MOST: usize = 60;

/// The chart of one measure in one place; `credit` names the file.
pub(crate) fn of_one(
    (measure, place): (&Measure, &str),
    series: &MeasureSeries,
    state: &MeasureState,
    credit: &str,
    request: ChartRequest,
) -> DrawnChart {
    let (periods, dots) = drawn(series, state);
    let mut notes = vec![words::LOCAL.to_owned()];
    notes.extend(words::method(state.method, state.is_trial));
    notes.extend(words::rebases(measure));
    let target = state.target.as_ref().and_then(|target| {
        let value = target.least.or(target.most)?;
        Some((
            format!("Target {}", words::target_range(measure, target)),
            value,
        ))
    });
    let chart = ControlChart {
        caption: Caption {
            title: words::chart_title(measure, place, state),
            subtitle: format!(
                "{}, {place}, each {}",
                measure.indicator.title,
                measure.frequency.word()
            ),
            source: format!("Source: {credit}."),
            notes,
            alt: words::chart_alt(measure, place, series, state),
        },
        unit: measure.indicator.unit.axis(),
        decimals: measure.indicator.decimals,
        own: place.to_owned(),
        periods,
        dots,
        target,
    };
    DrawnChart::of(chart, points(measure, place, series, state), request)
}

/// The newest periods with their points; a stretch without a figure breaks the line.
fn drawn(series: &MeasureSeries, state: &MeasureState) -> (Vec<String>, Vec<ControlDot>) {
    let mut all = Vec::new();
    let mut before: Option<&Period> = None;
    for (at, point) in series.points.iter().enumerate() {
        if before.is_some_and(|before| before.leaves_out(&point.period)) {
            all.push((String::new(), control_dot(ChartPoint::Absent, None)));
        }
        let limits = state
            .limits
            .iter()
            .find(|(place, _)| *place == at)
            .map(|(_, point)| point);
        let value = super::bars::point(point.reading);
        all.push((point.period.short(), control_dot(value, limits)));
        before = Some(&point.period);
    }
    let from = all.len().saturating_sub(MOST);
    all.split_off(from).into_iter().unzip()
}
