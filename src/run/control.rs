//! An officer's own series as a control chart with its data: what charts of a profile, a paper and a folder have in common.

use super::picture::point;
use crate::compare::Comparison;
use crate::compare::control::{Control, control};
use crate::compare::panel::Panel;
use crate::figure::{BrokenRule, Caption, ChartPoint, ControlChart, ControlDot, ProcessLimits};
use crate::finding::words::{Words, local};
use crate::stat::control::{self as stat, Rule};
use crate::stat::verdict::Side;
use crate::table::Table;

/// The control chart of a comparison's local series with the table behind it; none for annual or short series.
pub(crate) fn of(each: &Comparison<'_>, speaker: Words<'_>) -> Option<(ControlChart, Table)> {
    let panel = each.own_panel()?;
    let found = control(panel, each.area).ok()?;
    Some((
        picture(each, panel, &found, speaker),
        crate::table::control::control(panel, each.area, &found, speaker),
    ))
}

fn picture(
    each: &Comparison<'_>,
    panel: &Panel,
    found: &Control,
    speaker: Words<'_>,
) -> ControlChart {
    let c = each;
    let period = |at: usize| panel.periods.get(at);
    let span = found
        .columns
        .first()
        .zip(found.columns.last())
        .and_then(|(a, b)| Some((period(*a)?.short(), period(*b)?.short())));
    let span = span
        .map(|(first, last)| format!(", {first} to {last}"))
        .unwrap_or_default();
    let mut periods: Vec<String> = Vec::new();
    let mut dots: Vec<ControlDot> = Vec::new();
    let mut before: Option<usize> = None;
    for at in &found.columns {
        // A stretch that the file leaves out breaks the line, as a suppressed figure does.
        let left_out = before
            .and_then(period)
            .zip(period(*at))
            .is_some_and(|(earlier, later)| earlier.leaves_out(later));
        if left_out {
            periods.push(String::new());
            dots.push(ControlDot {
                value: ChartPoint::Absent,
                limits: None,
                signal: None,
            });
        }
        let drawn = found
            .known
            .iter()
            .position(|known| known == at)
            .and_then(|at| found.chart.points.get(at));
        periods.push(period(*at).map(|p| p.short()).unwrap_or_default());
        dots.push(control_dot(point(panel.reading(*at, c.area)), drawn));
        before = Some(*at);
    }
    ControlChart {
        caption: Caption {
            title: speaker.title(c, local::message(&found.chart)),
            subtitle: format!(
                "{}. {}{span}, local and unvalidated",
                panel.indicator.title,
                speaker.name(c.area)
            ),
            source: format!("Source: {}.", speaker.local_credit(panel, c.area)),
            notes: speaker.control_notes(c.area, panel, found),
            alt: speaker.control_alt(c, panel, found),
        },
        unit: panel.indicator.unit.axis(),
        decimals: panel.indicator.decimals,
        own: speaker.short(c.area).to_owned(),
        periods,
        dots,
        target: None,
    }
}

/// A point with the limits and the rule that the statistic found for it.
pub(crate) fn control_dot(value: ChartPoint, drawn: Option<&stat::ControlPoint>) -> ControlDot {
    let limits = drawn.map(|point| ProcessLimits {
        group: point.group,
        mean: point.mean,
        lower: point.limits.lower,
        upper: point.limits.upper,
    });
    let signal = drawn.and_then(|point| point.rule).map(|rule| BrokenRule {
        high: is_high(rule),
        rule: rule.name().to_owned(),
    });
    ControlDot {
        value,
        limits,
        signal,
    }
}

fn is_high(rule: Rule) -> bool {
    let (Rule::Outside(side) | Rule::Trend(side) | Rule::TwoOfThree(side) | Rule::Run(side)) = rule;
    side == Side::Above
}
