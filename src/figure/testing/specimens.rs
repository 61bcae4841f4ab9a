//! A chart of each form from awkward values: long names, nothing known, negative and huge figures.

use crate::figure::{
    BrokenRule, Caption, ChangeDirection, ChartBar, ChartForm, ChartPoint, Comparator,
    ControlChart, ControlDot, DepartureShade, EveryoneChart, FittedLine, FunnelChart, FunnelDot,
    FunnelLimits, GapChart, LimitCurves, MissingFigure, MultiplesChart, MultiplesPanel,
    PartYearLine, PartYearPoint, PeriodBreak, PlottedRank, ProcessLimits, PyramidBar, PyramidChart,
    PyramidLevel, PyramidSeries, RankIntervalChart, RankRow, RankedBarsChart, ReferenceLine,
    ScorecardChange, ScorecardChart, ScorecardHeads, ScorecardRow, SeriesOwner, TrendBand,
    TrendChart, TrendLine,
};

const LONG: &str = "Bournemouth, Christchurch and Poole";

fn caption() -> Caption {
    Caption {
        title: "A <message> & \"quotes\" in ten words or fewer".to_owned(),
        subtitle:
            "Measure, geography and period, long enough that it has to be set on two lines of the sheet, since this happens \
                   where the measure has a long name and the axis is cut"
                .to_owned(),
        source: "Source: a publisher, a release. Data as at November 2025.".to_owned(),
        notes: vec!["A note with an end.".to_owned(), "One without".to_owned()],
        alt: "What it shows: 1 < 2 & 3 > 2.".to_owned(),
    }
}

pub(super) fn suppressed() -> ChartPoint {
    ChartPoint::Missing(MissingFigure {
        symbol: "c".to_owned(),
        reason: "suppressed".to_owned(),
        is_unknown: false,
    })
}

/// Values from `from` down to near zero in even steps.
pub(super) fn falling(count: usize, from: f64) -> Vec<ChartPoint> {
    (0..count)
        .map(|at| ChartPoint::Known(from - from / count as f64 * at as f64))
        .collect()
}

fn long_periods(count: usize) -> Vec<String> {
    (0..count)
        .map(|at| format!("{}/{}-{}/{}", 2010 + at, 11 + at, 12 + at, 13 + at))
        .collect()
}

/// The value with so many decimals, or why there is none.
fn text_of(value: &ChartPoint, decimals: usize) -> String {
    value.known().map_or("c, suppressed".to_owned(), |value| {
        format!("{value:.decimals$}")
    })
}

fn line(label: &str, points: Vec<ChartPoint>) -> TrendLine {
    TrendLine {
        label: label.to_owned(),
        points,
        decimals: 1,
    }
}

pub(super) fn trend(own: Vec<ChartPoint>, others: Vec<ChartPoint>) -> TrendChart {
    let ranges = others
        .iter()
        .map(|point| point.known().map(|value| (value - 3.0, value + 5.0)))
        .collect();
    TrendChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        others: vec![],
        breaks: vec![PeriodBreak {
            before: own.len() / 2,
            reason: "a new definition, explained at some length".to_owned(),
        }],
        periods: long_periods(own.len()),
        own: line(LONG, own),
        local: Some(line(
            "Local, unvalidated",
            others.iter().rev().cloned().collect(),
        )),
        local_parts: None,
        neighbours: Some(line("Neighbours' mean", others.clone())),
        band: Some(TrendBand {
            label: "Shaded: lowest to highest neighbour".to_owned(),
            lowest: "Lowest neighbour".to_owned(),
            ranges,
        }),
        region: Some(line("Yorkshire and The Humber", others.clone())),
        england: Some(line("England", others)),
    }
}

/// A trend over years with a local line of months, the first at the place `from`.
pub(super) fn months_among_years(
    years: Vec<ChartPoint>,
    months: Vec<ChartPoint>,
    from: f64,
) -> TrendChart {
    let points = months.into_iter().enumerate();
    TrendChart {
        local: None,
        local_parts: Some(PartYearLine {
            label: "Local, unvalidated".to_owned(),
            decimals: 1,
            points: points
                .map(|(at, value)| PartYearPoint {
                    place: from + at as f64 / 12.0,
                    period: format!("Sep {}", 2020 + at),
                    value,
                })
                .collect(),
        }),
        ..trend(years.clone(), years)
    }
}

fn bar(at: usize, value: &ChartPoint) -> ChartBar {
    ChartBar {
        label: format!("{LONG} {at}"),
        value: value.clone(),
        own: at == 3,
        neighbour: at % 14 == 1,
        text: text_of(value, 0),
    }
}

fn references(value: f64) -> Vec<ReferenceLine> {
    [
        ("England", value, Comparator::England),
        ("Yorkshire and The Humber", value * 1.01, Comparator::Region),
        ("Neighbours' mean", value * 1.02, Comparator::Neighbours),
    ]
    .map(|(name, value, kind)| ReferenceLine {
        label: format!("{name} {value:.1}"),
        value,
        kind,
    })
    .into()
}

pub(super) fn ranked_bars(values: &[ChartPoint]) -> RankedBarsChart {
    let middle = values
        .get(values.len() / 2)
        .and_then(ChartPoint::known)
        .unwrap_or(1.0);
    RankedBarsChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        bars: values
            .iter()
            .enumerate()
            .map(|(at, value)| bar(at, value))
            .collect(),
        references: references(middle),
    }
}

pub(super) fn everyone(values: &[ChartPoint]) -> EveryoneChart {
    let RankedBarsChart {
        bars, references, ..
    } = ranked_bars(values);
    EveryoneChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        bars,
        quartiles: Some([10.5, 20.0, 40.0]),
        bands: Some(['A', 'B', 'C', 'D']),
        references,
    }
}

pub(super) fn scorecard(rows: usize) -> ScorecardChart {
    ScorecardChart {
        caption: caption(),
        heads: ScorecardHeads {
            own: LONG.to_owned(),
            neighbours: "Neighbours' mean".to_owned(),
            region: "Yorkshire and The Humber".to_owned(),
        },
        rows: (0..rows).map(scorecard_row).collect(),
    }
}

fn scorecard_row(at: usize) -> ScorecardRow {
    ScorecardRow {
        theme: format!("Adoption and special guardianship {}", at / 4),
        title: "Special guardianship orders among those ceasing to be looked after during the year"
            .to_owned(),
        unit: "%".to_owned(),
        value: "12,345,678".to_owned(),
        change: Some(ScorecardChange {
            direction: ChangeDirection::Down,
            text: "-1,234.5".to_owned(),
        }),
        neighbours: "12,345,678.9".to_owned(),
        region: "c".to_owned(),
        england: String::new(),
        rank: "joint 136th highest of 151".to_owned(),
        band: "ABCD".chars().nth(at % 5),
        period: "2013/14-15/16".to_owned(),
    }
}

/// A funnel of authorities of a size and with a value each.
pub(super) fn funnel(values: &[(f64, f64)]) -> FunnelChart {
    let dots = values.iter().enumerate();
    FunnelChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        size_label: "Children aged under 18".to_owned(),
        decimals: 0,
        dots: dots
            .map(|(at, (size, value))| FunnelDot {
                label: format!("{LONG} {at}"),
                size: *size,
                value: *value,
                own: at == 3,
                neighbour: at % 14 == 1,
                outside: *value > 110.0,
                text: format!("{value:.0}"),
            })
            .collect(),
        centre: ("England 67".to_owned(), 67.0),
        kind: Comparator::England,
        plain: Some(funnel_limits("if only chance were at work", 60.0)),
        spread: Some(funnel_limits(
            "allowing for the usual spread between authorities",
            150.0,
        )),
        expected: None,
        neighbour_label: "Statistical neighbour".to_owned(),
        outside_label: "Outside the limits that allow for the usual spread".to_owned(),
    }
}

fn funnel_limits(label: &str, width: f64) -> FunnelLimits {
    FunnelLimits {
        label: label.to_owned(),
        inner: limit_curves(width),
        outer: limit_curves(1.5 * width),
    }
}

fn limit_curves(width: f64) -> LimitCurves {
    LimitCurves {
        lower: limit_curve(-width),
        upper: limit_curve(width),
    }
}

fn limit_curve(width: f64) -> Vec<(f64, f64)> {
    (1..40)
        .map(|at| f64::from(at) * 10_000.0)
        .map(|size| (size, 67.0 * (1.0 + width / size.sqrt())))
        .collect()
}

pub(super) fn gap(gaps: Vec<ChartPoint>) -> GapChart {
    let count = gaps.len();
    GapChart {
        caption: caption(),
        unit: "% above or below its neighbours' mean".to_owned(),
        suffix: "%".to_owned(),
        decimals: 0,
        periods: long_periods(count),
        own: LONG.to_owned(),
        gaps,
        level: "Level with its neighbours".to_owned(),
        departure: Some(DepartureShade {
            from: count / 3,
            to: count / 2,
            label: "Left its neighbours in one of these years, and said at some length".to_owned(),
        }),
        fit: Some(FittedLine {
            label: "Fitted: level, then a straight line".to_owned(),
            points: vec![(0.0, 10.0), (1.0, 10.0), (4.0, 60.0)],
        }),
    }
}

pub(super) fn control(values: &[ChartPoint], target: Option<f64>) -> ControlChart {
    ControlChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        decimals: 0,
        own: LONG.to_owned(),
        periods: (0..values.len())
            .map(|at| format!("w/e {} Sep {}", at % 28 + 1, 2020 + at / 28))
            .collect(),
        dots: values
            .iter()
            .enumerate()
            .map(|(at, value)| control_dot(at, value))
            .collect(),
        target: target.map(|value| {
            (
                format!("Target {value:.0}, as the board agreed it in spring"),
                value,
            )
        }),
    }
}

/// A point whose limits are calculated anew after every twenty, and that breaks a rule where it lies outside them or is a ninth.
fn control_dot(at: usize, value: &ChartPoint) -> ControlDot {
    let group = at / 20;
    let mean = 60.0 + 30.0 * group as f64;
    let known = value.known();
    let signal = known
        .filter(|value| (value - mean).abs() > 70.0 || at.is_multiple_of(9))
        .map(|value| BrokenRule {
            high: value > mean,
            rule: if at.is_multiple_of(2) {
                "two of three near the upper limit"
            } else {
                "seven points above the mean"
            }
            .to_owned(),
        });
    ControlDot {
        value: value.clone(),
        limits: known.map(|_| ProcessLimits {
            group,
            mean,
            lower: mean - 70.0,
            upper: mean + 70.0,
        }),
        signal,
    }
}

/// So many rows of ranks among `count`.
pub(super) fn rank_intervals(rows: u16, count: u16) -> RankIntervalChart {
    RankIntervalChart {
        caption: caption(),
        count,
        first: "1st: highest rate of all authorities in England".to_owned(),
        last: format!("{count}th: lowest rate of all authorities in England"),
        mark_label: "Rank".to_owned(),
        range_label: "Range of ranks allowing for chance (95%)".to_owned(),
        rows: (0..rows).map(|at| rank_row(at, count)).collect(),
    }
}

fn rank_row(at: u16, count: u16) -> RankRow {
    let rank = f64::from(at * 7 % count + 1);
    RankRow {
        label: format!("{LONG}: special guardianship orders among those leaving care {at}"),
        rank: (at % 5 != 4).then_some(PlottedRank {
            rank,
            lower: rank - 3.0,
            upper: rank + 9.0,
        }),
        text: "joint 136th (121st to 150th)".to_owned(),
        own: at == 3,
    }
}

pub(super) fn pyramid(levels: usize, values: &[ChartPoint]) -> PyramidChart {
    PyramidChart {
        caption: caption(),
        unit: "per 10,000".to_owned(),
        levels: (0..levels)
            .map(|at| PyramidLevel {
                label: format!("Children who became the subject of a protection plan {at}"),
                share: "35 of every 100 children in need; neighbours 27, England 20, and more words than there is room for".to_owned(),
            })
            .collect(),
        series: [
            (LONG, SeriesOwner::Own),
            (
                "Neighbours' mean",
                SeriesOwner::Other(Comparator::Neighbours),
            ),
            ("England", SeriesOwner::Other(Comparator::England)),
        ]
        .into_iter()
        .enumerate()
        .map(|(from, (label, owner))| PyramidSeries {
            label: label.to_owned(),
            owner,
            bars: values
                .iter()
                .cycle()
                .skip(from)
                .take(levels)
                .map(|value| PyramidBar {
                    value: value.clone(),
                    text: text_of(value, 1),
                })
                .collect(),
        })
        .collect(),
    }
}

pub(super) fn multiples(count: usize, own: &[ChartPoint], others: &[ChartPoint]) -> MultiplesChart {
    MultiplesChart {
        caption: caption(),
        own: LONG.to_owned(),
        neighbours: "Neighbours' mean".to_owned(),
        england: "England".to_owned(),
        panels: (0..count).map(|at| panel(at, own, others)).collect(),
        break_note: "Dotted upright: figures before it are not like for like".to_owned(),
    }
}

fn panel(at: usize, own: &[ChartPoint], others: &[ChartPoint]) -> MultiplesPanel {
    let trend = trend(own.to_vec(), others.to_vec());
    MultiplesPanel {
        title: format!("{LONG}: those ceasing to be looked after during the year {at}, per 10,000"),
        decimals: trend.decimals,
        periods: trend.periods,
        own: trend.own,
        neighbours: trend.neighbours,
        england: trend.england,
        breaks: trend.breaks,
    }
}

/// A chart of each form.
pub(super) fn one_of_each() -> Vec<Box<dyn ChartForm>> {
    vec![
        Box::new(trend(falling(10, 200.0), falling(10, 90.0))),
        Box::new(ranked_bars(&falling(11, 200.0))),
        Box::new(everyone(&falling(153, 200.0))),
        Box::new(scorecard(28)),
        Box::new(funnel(&[
            (20_000.0, 90.0),
            (40_000.0, 120.0),
            (300_000.0, 60.0),
            (28_000.0, 184.0),
        ])),
        Box::new(gap(falling(10, 60.0))),
        Box::new(control(&falling(36, 150.0), Some(90.0))),
        Box::new(rank_intervals(11, 151)),
        Box::new(multiples(11, &falling(10, 200.0), &falling(10, 90.0))),
        Box::new(pyramid(3, &falling(5, 400.0))),
    ]
}
