//! The figures behind a control chart: a row a period.

use super::Table;
use super::cell::{number, optional, reading, text};
use super::columns::TableColumns;
use crate::compare::control::Control;
use crate::compare::panel::Panel;
use crate::finding::prose::Prose;
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::stat::control::{ControlPoint, Rule};

/// A period, its figure, and the chart's point where it has one.
struct ControlRow<'a> {
    period: &'a Period,
    reading: Reading,
    point: Option<&'a ControlPoint>,
}

/// Periods with their figures, the limits that hold there and the rule a point breaks.
pub(crate) fn control(panel: &Panel, area: Area, control: &Control, prose: Prose<'_>) -> Table {
    let (indicator, unit) = (&panel.indicator, panel.indicator.unit.axis());
    let columns = TableColumns::<ControlRow<'_>>::new()
        .text("period", "Period", |row| text(&row.period.label))
        .text("period_end", "Ends on", |row| {
            optional(row.period.last_day().map(|day| day.to_string()))
        })
        .number("local_unvalidated", "Local, unvalidated", |row| {
            reading(row.reading, Some(indicator.decimals))
        })
        .unit(&unit)
        .text("status", "Status", |row| text(row.reading.status().word()))
        .number("mean", "Mean", |row| {
            number(row.point.map(|point| point.mean), None)
        })
        .unit(&unit)
        .number("lower", "Lower limit", |row| {
            number(row.point.map(|point| point.limits.lower), None)
        })
        .unit(&unit)
        .number("upper", "Upper limit", |row| {
            number(row.point.map(|point| point.limits.upper), None)
        })
        .unit(&unit)
        .text("rule", "Rule broken", |row| {
            optional(row.point.and_then(|point| point.rule).map(Rule::name))
        });
    let rows = control.columns.iter().map(|at| {
        let point = control.known.iter().position(|known| known == at);
        ControlRow {
            period: panel.period(*at),
            reading: panel.reading(*at, area),
            point: point.and_then(|at| control.chart.points.get(at)),
        }
    });
    Table {
        subtitle: format!(
            "{}, local and unvalidated, with process limits (XmR)",
            prose.name(area)
        ),
        notes: prose.control_notes(area, panel, control),
        source: prose.local_credit(panel, area),
        ..columns.table(&format!("{}-control", indicator.id), &indicator.title, rows)
    }
}
