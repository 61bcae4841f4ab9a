//! The authority's course beside its neighbours, region and England, with an officer's own figures where they were given.

use super::bars::point;
use super::caption::caption;
use super::{CHARTS, ChartRequest, DrawnChart, ListedForm, Making, ProfilePlace};
use crate::compare::Comparison;
use crate::compare::axis::{AxisTick, axis, place};
use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::figure::{
    Caption, ChartPoint, PartYearLine, PartYearPoint, PeriodBreak, TrendBand, TrendChart, TrendLine,
};
use crate::finding::narrative::is_told_change;
use crate::finding::narrative::paragraph::course_in_text;
use crate::finding::phrases::Phrases;
use crate::finding::prose::{self, Prose, pictures};
use crate::observation::area::Area;
use crate::observation::reading::Status;
use crate::reference::group::Group;
use crate::table::series::series;

/// The name of the form in a definition.
pub(crate) const TREND: &str = "trend";

pub(super) const FORM: ListedForm = ListedForm {
    name: TREND,
    in_papers: true,
    in_findings: false,
    in_profiles: Some(ProfilePlace {
        position: 1,
        title: "Over time",
        folder: CHARTS,
        png_on_request: false,
    }),
    making: Making::OfOne(make),
};

fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    let caption = worded(c, request.style.from_zero, phrases);
    let mut chart = course(c, caption);
    if request.neighbour_lines {
        chart
            .others
            .extend(each_neighbour(c, &axis(c.panel, own_whole_years(c))));
    }
    Some(DrawnChart::of(chart, series(c, Prose::of(c)), request))
}

/// What is drawn of a comparison over time, under a caption.
pub(super) fn course(c: &Comparison<'_>, caption: Caption) -> TrendChart {
    let panel = c.panel;
    let short = Prose::of(c);
    let years = own_whole_years(c);
    let parts = c.own_figures.filter(|_| years.is_none());
    let axis = axis(panel, years);
    let (neighbours, band) = neighbours(c, &axis).unzip();
    let comparable = !c.is_total();
    let england_fits =
        c.indicator.england_comparable && panel.columns().all(|at| panel.england_fits(at));
    TrendChart {
        caption,
        unit: c.indicator.unit.axis(),
        decimals: c.indicator.decimals,
        periods: axis.iter().map(|tick| tick.period.short()).collect(),
        own: published(c, &axis, short.short(c.area), c.area),
        local: years.map(|own| own_years(own, &axis, c)),
        local_parts: parts.map(|own| own_parts(own, c)),
        neighbours,
        band,
        region: c
            .region
            .filter(|_| comparable)
            .map(|(region, _)| published(c, &axis, short.short(region), region)),
        england: (comparable && england_fits)
            .then(|| published(c, &axis, "England", Area::ENGLAND)),
        others: groups(c, &axis),
        breaks: breaks(panel, &axis),
    }
}

/// The mean of each group that is compared with, where enough of its members have figures.
fn groups(c: &Comparison<'_>, axis: &[AxisTick<'_>]) -> Vec<TrendLine> {
    let mean = |tick: &AxisTick<'_>, group: &Group| {
        let peers = Peers::of(c.panel, tick.national?, c.area, group.clone());
        peers.comparable().map(|spread| spread.mean)
    };
    let line = |peers: &Peers| TrendLine {
        label: pictures::group_line(&peers.group),
        points: axis
            .iter()
            .map(|tick| mean(tick, &peers.group).map_or(ChartPoint::Absent, ChartPoint::Known))
            .collect(),
        decimals: c.indicator.mean_decimals(),
    };
    c.groups.iter().map(line).collect()
}

/// The officer's own figures, where they are of whole years.
fn own_whole_years<'s>(c: &Comparison<'s>) -> Option<&'s Panel> {
    c.own_figures.filter(|own| {
        let mut periods = own.periods().iter();
        !periods.any(|period| period.kind.is_part_of_year())
    })
}

/// The line of each neighbour, over the periods of the chart.
fn each_neighbour(c: &Comparison<'_>, axis: &[AxisTick<'_>]) -> Vec<TrendLine> {
    let words = Prose::of(c);
    let members = c.neighbours.members.iter();
    members
        .map(|member| published(c, axis, words.short(member.area), member.area))
        .collect()
}

fn worded(c: &Comparison<'_>, from_zero: bool, phrases: &Phrases) -> Caption {
    let words = Prose::of(c);
    let ends = c.panel.periods().first().zip(c.panel.periods().last());
    let mut what = String::new();
    if let Some((first, last)) = ends {
        what = format!(", {} to {}", first.short(), last.short());
    }
    if !from_zero {
        what.push_str(pictures::CUT_AXIS);
    }
    let title = words.title(c, &words.trend_message(c, is_told_change(c), phrases));
    let mut alt = words.trend_alt(c);
    if let Some(course) = course_in_text(c, phrases) {
        alt.push(' ');
        alt.push_str(&course);
    }
    let mut caption = caption(c, title, &what, alt);
    caption
        .notes
        .extend(c.own_figures.map(|own| words.local_note(own, c.area)));
    caption
}

/// The published figures of an area.
pub(super) fn published(
    c: &Comparison<'_>,
    axis: &[AxisTick<'_>],
    label: &str,
    area: Area,
) -> TrendLine {
    let points = axis.iter().map(|tick| {
        tick.national
            .map_or(ChartPoint::Absent, |at| point(c.panel.reading(at, area)))
    });
    TrendLine {
        label: label.to_owned(),
        points: points.collect(),
        decimals: c.indicator.decimals,
    }
}

/// The neighbours' mean and their range, where enough of them have figures in any period.
fn neighbours(c: &Comparison<'_>, axis: &[AxisTick<'_>]) -> Option<(TrendLine, TrendBand)> {
    let spreads: Vec<_> = axis
        .iter()
        .map(|tick| {
            let at = tick.national?;
            Peers::of(c.panel, at, c.area, c.neighbours.group.clone()).comparable()
        })
        .collect();
    if c.indicator.local || spreads.iter().all(Option::is_none) {
        return None;
    }
    let line = TrendLine {
        label: prose::NEIGHBOURS_MEAN.to_owned(),
        points: spreads
            .iter()
            .map(|spread| spread.map_or(ChartPoint::Absent, |s| ChartPoint::Known(s.mean)))
            .collect(),
        decimals: c.indicator.mean_decimals(),
    };
    let band = TrendBand {
        label: pictures::RANGE.to_owned(),
        lowest: pictures::LOWEST.to_owned(),
        ranges: spreads
            .iter()
            .map(|spread| spread.map(|s| (s.min(), s.max())))
            .collect(),
    };
    Some((line, band))
}

/// An officer's own figures of whole years.
fn own_years(own: &Panel, axis: &[AxisTick<'_>], c: &Comparison<'_>) -> TrendLine {
    let points = axis.iter().map(|tick| {
        tick.local
            .map_or(ChartPoint::Absent, |at| point(own.reading(at, c.area)))
    });
    TrendLine {
        label: prose::local::UNVALIDATED.to_owned(),
        points: points.collect(),
        decimals: c.indicator.decimals,
    }
}

/// Months, quarters or weeks among the years they fall into. What lies more than a year before the first of those is not drawn.
fn own_parts(own: &Panel, c: &Comparison<'_>) -> PartYearLine {
    let points = own
        .columns()
        .filter(|at| own.reading(*at, c.area).status() != Status::Absent)
        .filter_map(|at| {
            let period = own.period(at);
            Some(PartYearPoint {
                place: place(c.panel.periods(), period.end)?,
                period: period.short(),
                value: point(own.reading(at, c.area)),
            })
        })
        .filter(|point| point.place > -1.0);
    PartYearLine {
        label: prose::local::UNVALIDATED.to_owned(),
        decimals: c.indicator.decimals,
        points: points.collect(),
    }
}

fn breaks(panel: &Panel, axis: &[AxisTick<'_>]) -> Vec<PeriodBreak> {
    let indicator = &panel.indicator;
    let unusual = indicator.unusual_years.iter();
    let mut each: Vec<PeriodBreak> = indicator
        .breaks
        .iter()
        .map(|one| (one.period_end, &one.reason))
        .chain(unusual.map(|year| (year.period_end, &year.reason)))
        .filter_map(|(end, reason)| {
            let before = axis
                .iter()
                .position(|tick| tick.period.end >= end)
                .filter(|at| *at > 0)?;
            Some(PeriodBreak {
                before,
                reason: reason.clone(),
            })
        })
        .collect();
    each.sort_by_key(|one| one.before);
    each
}
