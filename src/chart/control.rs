//! An officer's own series of months, quarters or weeks as a control chart.

use super::bars::point;
use super::{CHARTS, ChartRequest, DrawnChart, ListedForm, Making, ProfilePlace};
use crate::compare::Comparison;
use crate::compare::control::{Control, control};
use crate::compare::panel::Panel;
use crate::figure::{BrokenRule, Caption, ChartPoint, ControlChart, ControlDot, ProcessLimits};
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::observation::period::Period;
use crate::stat::control::{self as stat, Rule};
use crate::stat::verdict::Side;
use crate::table;

pub(super) const FORM: ListedForm = ListedForm {
    name: "control",
    in_papers: true,
    in_findings: false,
    in_profiles: Some(ProfilePlace {
        position: 2,
        title: "Its own figures within process limits: local, unvalidated",
        folder: CHARTS,
        png_on_request: false,
    }),
    making: Making::OfOne(make),
};

/// None without an officer's own figures, and none of an annual or a short series.
fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    let own = c.own_panel()?;
    let found = control(own, c.area).ok()?;
    let chart = within_limits(c, own, &found, phrases);
    Some(DrawnChart::of(
        chart,
        table::control::control(own, c.area, &found, Prose::of(c)),
        request,
    ))
}

fn within_limits(
    c: &Comparison<'_>,
    own: &Panel,
    found: &Control,
    phrases: &Phrases,
) -> ControlChart {
    let (periods, dots) = series(c, own, found);
    ControlChart {
        caption: worded(c, own, found, phrases),
        unit: own.indicator.unit.axis(),
        decimals: own.indicator.decimals,
        own: Prose::of(c).short(c.area).to_owned(),
        periods,
        dots,
        target: None,
    }
}

fn worded(c: &Comparison<'_>, own: &Panel, found: &Control, phrases: &Phrases) -> Caption {
    let words = Prose::of(c);
    let span = found.columns.first().zip(found.columns.last());
    let mut what = String::new();
    if let Some((first, last)) = span {
        what = format!(
            ", {} to {}",
            own.period(*first).short(),
            own.period(*last).short()
        );
    }
    Caption {
        title: words.title(c, &words.control_message(c, found, phrases)),
        subtitle: format!(
            "{}. {}{what}, local and unvalidated",
            own.indicator.title,
            words.said_name(c.area)
        ),
        source: format!("Source: {}.", words.local_credit(own, c.area)),
        notes: words.control_notes(c.area, own, found),
        alt: words.control_alt(c, own, found, phrases),
    }
}

/// Periods with their points. A stretch that the file leaves out breaks the line, as a suppressed figure does.
fn series(c: &Comparison<'_>, own: &Panel, found: &Control) -> (Vec<String>, Vec<ControlDot>) {
    let mut series = Vec::new();
    let mut before = None;
    for at in &found.columns {
        let period = own.period(*at);
        if before.is_some_and(|before: &Period| before.leaves_out(period)) {
            series.push((String::new(), control_dot(ChartPoint::Absent, None)));
        }
        let drawn = found.known.iter().position(|known| known == at);
        let drawn = drawn.and_then(|at| found.chart.points.get(at));
        let value = point(own.reading(*at, c.area));
        series.push((period.short(), control_dot(value, drawn)));
        before = Some(period);
    }
    series.into_iter().unzip()
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
