//! What is left of a backlog by week, the way down to the day on which all is due, and what the last weeks' pace allows.

use super::{ChartRequest, DrawnChart, NamedChart};
use crate::figure::{Caption, ChartPoint, TrendBand, TrendChart, TrendLine};
use crate::finding::prose::backlogs as words;
use crate::measure::backlog::BacklogReport;
use crate::observation::day::days_between;
use crate::table::backlog::weeks;
use jiff::ToSpan;
use jiff::civil::Date;

/// No more weeks than a reader can tell apart, of the past and to come.
const PAST: usize = 52;
const TO_COME: usize = 52;
const WEEK: i32 = 7;

/// The chart of a sheet.
pub(crate) fn of_sheet(report: &BacklogReport, request: ChartRequest) -> NamedChart {
    let sundays = sundays(report);
    let is_drawn = sundays
        .last()
        .is_some_and(|last| *last > report.newest().sunday);
    let each = |value: &dyn Fn(Date) -> Option<f64>| -> Vec<ChartPoint> {
        let values = sundays.iter().map(|sunday| value(*sunday));
        values
            .map(|value| value.map_or(ChartPoint::Absent, ChartPoint::Known))
            .collect()
    };
    let has_range = report.range.as_ref().is_some_and(|of| !of.left.is_empty());
    let line = |label: &str, points: Vec<ChartPoint>| TrendLine {
        label: label.to_owned(),
        points,
        decimals: 0,
    };
    let chart = TrendChart {
        caption: Caption {
            title: words::chart_title(report),
            subtitle: words::chart_subtitle(report),
            source: format!("Source: {}.", report.file),
            notes: vec![words::NO_PROMISE.to_owned()],
            alt: words::chart_alt(report),
        },
        unit: words::UNIT.to_owned(),
        decimals: 0,
        periods: sundays
            .iter()
            .map(|sunday| sunday.strftime("w/e %-d %b %y").to_string())
            .collect(),
        own: line(words::LEFT, each(&|sunday| left_in(report, sunday))),
        local: None,
        local_parts: None,
        neighbours: None,
        band: has_range.then(|| TrendBand {
            label: words::SHADE.to_owned(),
            lowest: words::LOWEST.to_owned(),
            ranges: sundays
                .iter()
                .map(|sunday| drawn(report, *sunday))
                .collect(),
        }),
        region: None,
        england: None,
        others: if is_drawn {
            vec![line(
                words::ON_PACE,
                each(&|sunday| straight(report, sunday)),
            )]
        } else {
            Vec::new()
        },
        breaks: Vec::new(),
    };
    NamedChart {
        name: "backlog-by-week".to_owned(),
        theme: None,
        chart: DrawnChart::of(chart, weeks(report), request),
    }
}

/// What was left at the end of a week; none of a week without a figure.
fn left_in(report: &BacklogReport, sunday: Date) -> Option<f64> {
    let mut weeks = report.weeks.iter();
    weeks
        .find(|week| week.sunday == sunday)
        .map(|week| week.left)
}

/// The straight way down from now to none on the day on which all is due.
fn straight(report: &BacklogReport, sunday: Date) -> Option<f64> {
    let all = f64::from(days_between(report.as_at, report.due).max(1));
    let gone = f64::from(days_between(report.as_at, sunday).max(0)) / all;
    let is_to_come = sunday >= report.newest().sunday;
    is_to_come.then(|| (report.to_do() * (1.0 - gone)).max(0.0))
}

/// What the draws leave after a week to come. They are counted from the day of asking, which may lie some weeks after the newest figure.
fn drawn(report: &BacklogReport, sunday: Date) -> Option<(f64, f64)> {
    let newest = report.newest().sunday;
    let passed = days_between(newest, report.as_at).max(0) / WEEK;
    let week = days_between(newest, sunday) / WEEK - passed;
    if sunday < newest {
        return None;
    }
    match usize::try_from(week - 1) {
        Err(_) => Some((report.to_do(), report.to_do())),
        Ok(at) => report.range.as_ref()?.left.get(at).copied(),
    }
}

/// The Sundays of the weeks drawn: the newest of the past, and those to come up to the day on which all is due.
fn sundays(report: &BacklogReport) -> Vec<Date> {
    let newest = report.newest().sunday;
    let first = report.weeks.first().map_or(newest, |week| week.sunday);
    let past = (days_between(first, newest) / WEEK).min(PAST as i32);
    let to_come = (days_between(newest, report.due) + WEEK - 1) / WEEK;
    let is_drawn = report.to_do() > 0.0 && report.weeks_left.is_some();
    let to_come = if is_drawn && to_come <= TO_COME as i32 {
        to_come.max(0)
    } else {
        0
    };
    (-past..=to_come)
        .filter_map(|week| newest.checked_add((week * WEEK).days()).ok())
        .collect()
}
