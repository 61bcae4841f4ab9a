//! The figures behind a control chart: a row a period.

use super::cell::{reading, text};
use super::{Cell, Column, Table};
use crate::compare::control::Control;
use crate::compare::panel::Panel;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::stat::control::Rule;

/// Periods with their figures, the limits that hold there and the rule a point breaks.
pub(crate) fn control(panel: &Panel, area: Area, control: &Control, speaker: Words<'_>) -> Table {
    let (indicator, unit) = (&panel.indicator, panel.indicator.unit.axis());
    let row = |at: &usize| {
        let period = panel.periods.get(*at);
        let value = panel.reading(*at, area);
        let point = control
            .known
            .iter()
            .position(|known| known == at)
            .and_then(|at| control.chart.points.get(at));
        let limit = |value: Option<f64>| {
            value.map_or(Cell::Empty, |value| Cell::Number {
                value,
                decimals: None,
            })
        };
        let lower_upper = point.map(|point| point.limits);
        vec![
            text(period.map(|p| p.label.clone()).unwrap_or_default()),
            text(period.map(|p| p.end.to_string()).unwrap_or_default()),
            reading(value, Some(indicator.decimals)),
            text(value.status().word()),
            limit(point.map(|point| point.mean)),
            limit(lower_upper.map(|limits| limits.lower)),
            limit(lower_upper.map(|limits| limits.upper)),
            text(
                point
                    .and_then(|point| point.rule)
                    .map(Rule::name)
                    .unwrap_or_default(),
            ),
        ]
    };
    Table {
        name: format!("{}-control", indicator.id),
        title: indicator.title.clone(),
        subtitle: format!(
            "{}, local and unvalidated, with process limits (XmR)",
            speaker.name(area)
        ),
        columns: vec![
            Column::text("period", "Period"),
            Column::text("period_end", "Ends on"),
            Column::number("local_unvalidated", "Local, unvalidated").with_unit(&unit),
            Column::text("status", "Status"),
            Column::number("mean", "Mean").with_unit(&unit),
            Column::number("lower", "Lower limit").with_unit(&unit),
            Column::number("upper", "Upper limit").with_unit(&unit),
            Column::text("rule", "Rule broken"),
        ],
        rows: control.columns.iter().map(row).collect(),
        notes: speaker.control_notes(area, panel, control),
        source: speaker.local_credit(panel, area),
        emphasis: Vec::new(),
    }
}
