//! A council's own measures: the framework, the figures of one measure, and how each stands.

use super::Table;
use super::cell::{number, optional, text, whole};
use super::columns::TableColumns;
use crate::finding::prose::measures as words;
use crate::measure::framework::Measure;
use crate::measure::series::{MeasurePoint, MeasureSeries};
use crate::measure::state::MeasureState;
use crate::observation::reading::Status;
use crate::stat::control::{ControlPoint, Rule};

struct PointRow<'p> {
    point: &'p MeasurePoint,
    limits: Option<&'p ControlPoint>,
}

/// The figures of one measure in one place with their limits, oldest first.
pub(crate) fn points(
    measure: &Measure,
    place: &str,
    series: &MeasureSeries,
    state: &MeasureState,
) -> Table {
    let rows = series
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| PointRow {
            point,
            limits: state
                .limits
                .iter()
                .find(|(place, _)| *place == at)
                .map(|(_, point)| point),
        });
    let decimals = Some(measure.indicator.decimals);
    let limit_decimals = Some(measure.indicator.decimals.max(1));
    let columns = TableColumns::<PointRow<'_>>::new()
        .text("period", "Period", |row| text(row.point.period.short()))
        .number("value", "Figure", move |row| {
            number(row.point.reading.value(), decimals)
        })
        .number("numerator", "Count", |row| {
            number(row.point.counts.map(|(count, _)| count), None)
        })
        .number("denominator", "Base", |row| {
            number(row.point.counts.map(|(_, base)| base), None)
        })
        .number("mean", "Mean", move |row| {
            number(row.limits.map(|of| of.mean), limit_decimals)
        })
        .number("lower", "Lower limit", move |row| {
            number(row.limits.map(|of| of.limits.lower), limit_decimals)
        })
        .number("upper", "Upper limit", move |row| {
            number(row.limits.map(|of| of.limits.upper), limit_decimals)
        })
        .text("rule", "Signal", |row| {
            optional(
                row.limits
                    .and_then(|of| of.rule)
                    .map(|rule| Rule::name(rule).to_owned()),
            )
        })
        .text("state", "Note", |row| match row.point.reading.value() {
            Some(_) => text(String::new()),
            None if row.point.reading.status() == Status::Suppressed => text(words::WITHHELD),
            None => text(row.point.reading.status().meaning()),
        })
        .whole("row", "Row", |row| {
            whole(usize::try_from(row.point.row).ok())
        });
    let mut table = columns.table(&measure.indicator.id, &measure.indicator.title, rows);
    table.subtitle = place.to_owned();
    table
}

/// A measure in a place with its state.
pub(crate) struct StandingRow<'b> {
    pub(crate) measure: &'b Measure,
    pub(crate) place: &'b str,
    pub(crate) series: &'b MeasureSeries,
    pub(crate) state: &'b MeasureState,
}

/// How each measure stands: for people and programs.
pub(crate) fn standing(rows: &[StandingRow<'_>]) -> Table {
    let columns = TableColumns::<&StandingRow<'_>>::new()
        .text("measure", "Measure", |row| {
            text(row.measure.indicator.title.as_str())
        })
        .text("place", "Place", |row| text(row.place))
        .text("newest", "Newest", |row| {
            optional(words::newest(row.measure, row.series, row.state))
        })
        .text("signal", "Signal", |row| {
            text(words::signal(row.state.signal, row.measure.frequency))
        })
        .text("target", "Target", |row| {
            optional(words::target(row.measure, row.state))
        })
        .text("late", "Late", |row| {
            optional(
                row.state
                    .late
                    .map(|of| words::late(of, row.measure.frequency)),
            )
        });
    columns.table("standing", "How each measure stands", rows)
}

/// What is measured: the framework as a table.
pub(crate) fn framework(measures: &[&Measure]) -> Table {
    let columns = TableColumns::<&&Measure>::new()
        .text("id", "Id", |of| text(of.indicator.id.as_str()))
        .text("measure", "Measure", |of| text(of.indicator.title.as_str()))
        .text("direction", "Better", |of| {
            text(of.indicator.polarity.word())
        })
        .text("owner", "Owner", |of| text(of.owner.as_str()))
        .text("source", "From", |of| text(of.source.as_str()))
        .text("frequency", "Every", |of| text(of.frequency.word()))
        .text("target", "Target", |of| {
            optional(
                of.targets
                    .last()
                    .map(|target| words::target_range(of, target)),
            )
        })
        .text("national", "National indicator", |of| {
            optional(of.national.clone())
        });
    columns.table("framework", "What is measured", measures)
}
