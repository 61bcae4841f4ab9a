//! The charts behind findings: each indicator's funnel of all authorities, and its gap to the neighbours over time.

use super::multiples::{self, Part};
use super::picture::{caption, sources, trend};
use super::profile::{Files, Manner, drawing, slugs};
use crate::compare::Comparison;
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, Nation, Span};
use crate::compare::pyramid::{LAYERS, escalation};
use crate::error::Result;
use crate::figure::{
    Caption, ChartForm, ChartPoint, Comparator, DepartureShade, FittedLine, FunnelChart, FunnelDot,
    FunnelLimits, GapChart, LimitCurves, PlottedRank, PyramidBar, PyramidChart, PyramidLevel,
    PyramidSeries, RankIntervalChart, RankRow, SeriesOwner,
};
use crate::finding::words::{self, Words, pictures};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::stat::interval::{Interval, Limits};
use crate::table::cell::text;
use crate::table::comparison;
use crate::table::{self, Cell, Column, Table};
use rayon::prelude::*;
use std::path::PathBuf;

/// Files of the charts that each comparison's data can bear.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, told like any other.
pub(crate) fn charts(
    compared: &[Comparison<'_>],
    reference: &Reference,
    manner: Manner,
) -> Result<Files> {
    let speaker = Words { reference };
    let made: Vec<(Files, Option<(String, Span)>)> = compared
        .par_iter()
        .zip(&slugs(compared))
        .map(|(each, slug)| {
            let nation = each.nation();
            let span = nation
                .span(each.area, each.panel.slots.draws())
                .map(|span| (each.indicator.short.clone(), span));
            Ok((one(each, slug, nation, speaker, manner)?, span))
        })
        .collect::<Result<_>>()?;
    let (files, spans): (Vec<Files>, Vec<Option<(String, Span)>>) = made.into_iter().unzip();
    let mut files: Files = files.into_iter().flatten().collect();
    let spans: Vec<(String, Span)> = spans.into_iter().flatten().collect();
    let every: Vec<&Comparison<'_>> = compared.iter().collect();
    if let Some(first) = compared.first().filter(|_| !spans.is_empty()) {
        files.extend(drawing(
            "ranks",
            "",
            &ranks_of(&every, first.area, &spans, speaker).draw(manner.style),
            true,
        )?);
        files.push((
            PathBuf::from("ranks.csv"),
            table::csv::write(&ranks_table(first, &spans, speaker), manner.bom),
        ));
    }
    if let Some((first, chart)) = compared.first().zip(pyramid_of(&every, speaker)) {
        files.extend(drawing("pyramid", "", &chart.draw(manner.style), true)?);
        files.push((
            PathBuf::from("pyramid.csv"),
            table::csv::write(&pyramid_table(first, &chart, speaker), manner.bom),
        ));
    }
    let parts: Vec<Part> = compared
        .iter()
        .map(|each| small(each, speaker, manner))
        .collect();
    files.extend(
        multiples::pictures(compared, &parts, "", speaker, manner)?
            .into_iter()
            .flat_map(|made| made.files),
    );
    Ok(files)
}

fn small(each: &Comparison<'_>, speaker: Words<'_>, manner: Manner) -> Part {
    multiples::part(
        each,
        &trend(each, speaker, manner.style.from_zero),
        comparison::series(each, speaker),
    )
}

fn one(
    each: &Comparison<'_>,
    slug: &str,
    nation: &Nation,
    speaker: Words<'_>,
    manner: Manner,
) -> Result<Files> {
    let mut files = Files::new();
    let all = nation.in_funnel();
    if !all.is_empty() {
        let chart = funnel_of(each, nation, &all, speaker);
        let name = format!("{slug}-funnel");
        files.extend(drawing(&name, "", &chart.draw(manner.style), true)?);
        files.push((
            PathBuf::from(format!("{name}.csv")),
            table::csv::write(&funnel_table(each, &all, speaker), manner.bom),
        ));
    }
    if let Some(parting) = nation.parting(each.area) {
        let chart = gap_of(each, parting, speaker);
        let name = format!("{slug}-gap");
        files.extend(drawing(&name, "", &chart.draw(manner.style), true)?);
        files.push((
            PathBuf::from(format!("{name}.csv")),
            table::csv::write(&gap_table(each, parting, speaker), manner.bom),
        ));
    }
    Ok(files)
}

/// Points along a limit's curve.
const STEPS: u32 = 120;

pub(super) fn funnel_of(
    each: &Comparison<'_>,
    nation: &Nation,
    all: &[(Area, FunnelPlace)],
    speaker: Words<'_>,
) -> FunnelChart {
    let c = each;
    let sizes = all.iter().map(|(_, place)| place.over);
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| {
        (least.min(size), most.max(size))
    });
    // Even steps of the root: limits bend most where authorities are small.
    let size = |step: u32| {
        (least.sqrt() + (most.sqrt() - least.sqrt()) * f64::from(step) / f64::from(STEPS)).powi(2)
    };
    let along: Vec<(f64, (Limits, Limits))> = (0..=STEPS)
        .map(size)
        .filter_map(|size| Some((size, nation.limits_at(size)?)))
        .collect();
    let curve = |pick: &dyn Fn(&(Limits, Limits)) -> Interval| LimitCurves {
        lower: along
            .iter()
            .map(|(size, limits)| (*size, pick(limits).lower.max(0.0)))
            .collect(),
        upper: along
            .iter()
            .map(|(size, limits)| (*size, pick(limits).upper))
            .collect(),
    };
    let pair = |label: &str, inner: LimitCurves, outer: LimitCurves| FunnelLimits {
        label: label.to_owned(),
        inner,
        outer,
    };
    let place = all
        .iter()
        .find(|(area, _)| *area == c.area)
        .map(|(_, place)| place);
    let average = all.first().map_or(0.0, |(_, place)| place.average);
    let what = format!(" among authorities by size, {}", c.period.short());
    let title = speaker.title(c, speaker.funnel_message(place));
    let current = each
        .panel
        .slots
        .current()
        .iter()
        .filter_map(|slot| each.panel.slots.area(*slot));
    let absent: Vec<Area> = current
        .filter(|area| all.iter().all(|(there, _)| there != area))
        .collect();
    let mut caption = caption(each, speaker, title, &what, speaker.funnel_alt(c, all));
    caption.notes.extend(speaker.not_placed(c, &absent));
    FunnelChart {
        caption,
        unit: c.indicator.unit.axis(),
        size_label: pictures::size_label(c.indicator.unit.is_percent()).to_owned(),
        decimals: c.indicator.decimals,
        dots: all
            .iter()
            .map(|(area, place)| dot(each, *area, place, speaker))
            .collect(),
        centre: (
            format!("All together {}", words::digits(c.indicator, average)),
            average,
        ),
        kind: Comparator::England,
        plain: Some(pair(
            pictures::PLAIN_LIMITS,
            curve(&|l| l.0.p95),
            curve(&|l| l.0.p998),
        )),
        spread: Some(pair(
            pictures::WIDE_LIMITS,
            curve(&|l| l.1.p95),
            curve(&|l| l.1.p998),
        )),
        neighbour_label: pictures::NEIGHBOUR.to_owned(),
        outside_label: pictures::OUTSIDE.to_owned(),
    }
}

fn dot(each: &Comparison<'_>, area: Area, place: &FunnelPlace, speaker: Words<'_>) -> FunnelDot {
    let c = each;
    FunnelDot {
        label: speaker.short(area).to_owned(),
        size: place.over,
        value: place.value,
        own: area == c.area,
        neighbour: c.neighbours.members.iter().any(|m| m.area == area),
        outside: place.wide_verdict.side().is_some(),
        text: words::digits(c.indicator, place.value),
    }
}

pub(super) fn gap_of(each: &Comparison<'_>, parting: &Parting, speaker: Words<'_>) -> GapChart {
    let (c, panel) = (each, each.panel);
    let (unit, suffix) = pictures::gap_unit(parting.gap);
    let shaded =
        parting
            .years()
            .zip(speaker.gap_label(parting, panel))
            .map(|((from, to), label)| {
                let index = |column: usize| {
                    parting
                        .columns
                        .iter()
                        .position(|c| *c == column)
                        .unwrap_or_default()
                };
                DepartureShade {
                    from: index(from),
                    to: index(to),
                    label,
                }
            });
    let title = speaker.title(c, &speaker.gap_message(parting, panel));
    let mut caption = caption(
        each,
        speaker,
        title,
        " and the mean of its statistical neighbours",
        speaker.gap_alt(c, panel, parting),
    );
    caption.notes.insert(0, speaker.gap_note(parting));
    GapChart {
        caption,
        unit: unit.to_owned(),
        suffix: suffix.to_owned(),
        decimals: 0,
        periods: parting
            .columns
            .iter()
            .filter_map(|column| panel.periods.get(*column))
            .map(|p| p.short())
            .collect(),
        own: speaker.short(c.area).to_owned(),
        gaps: parting.shown().into_iter().map(ChartPoint::Known).collect(),
        level: pictures::LEVEL.to_owned(),
        departure: shaded,
        fit: speaker
            .fit_label(parting, panel)
            .zip(parting.fitted_line())
            .map(|(label, points)| FittedLine { label, points }),
    }
}

/// Ranks of all indicators asked for, each with what chance allows.
pub(super) fn ranks_of(
    compared: &[&Comparison<'_>],
    area: Area,
    spans: &[(String, Span)],
    speaker: Words<'_>,
) -> RankIntervalChart {
    let place = |rank: usize| u16::try_from(rank).map_or(0.0, f64::from);
    let row = |(label, span): &(String, Span)| RankRow {
        label: label.clone(),
        rank: Some(PlottedRank {
            rank: place(span.place.rank),
            lower: place(span.from),
            upper: place(span.to),
        }),
        text: pictures::span(span),
        own: false,
    };
    RankIntervalChart {
        caption: Caption {
            title: format!("{}: ranks, allowing for chance", speaker.short(area)),
            subtitle: format!(
                "{} among all English authorities, newest period of each indicator",
                speaker.name(area)
            ),
            alt: pictures::ranks_alt(spans),
            source: sources(compared.iter().copied(), speaker),
            notes: Vec::new(),
        },
        count: spans
            .iter()
            .filter_map(|(_, span)| u16::try_from(span.of).ok())
            .max()
            .unwrap_or(1),
        first: pictures::FIRST.to_owned(),
        last: pictures::LAST.to_owned(),
        mark_label: pictures::RANK.to_owned(),
        range_label: pictures::RANK_RANGE.to_owned(),
        rows: spans.iter().map(row).collect(),
    }
}

/// Need, plans and care one above another, where all three were asked for.
pub(super) fn pyramid_of(compared: &[&Comparison<'_>], speaker: Words<'_>) -> Option<PyramidChart> {
    let layer = |id: &str| {
        compared
            .iter()
            .copied()
            .find(|each| each.indicator.id == id)
    };
    let [need, plans, care] = LAYERS.map(layer);
    let (need, plans, care) = (need?, plans?, care?);
    let c = need;
    let latest = escalation([need.panel, plans.panel, care.panel], c)?.latest;
    let top_down = [care, plans, need];
    let own_share = [Some(latest.own.care), Some(latest.own.plans), None];
    let their_share = [
        latest.neighbours.map(|s| s.care),
        latest.neighbours.map(|s| s.plans),
        None,
    ];
    let levels: Vec<PyramidLevel> = top_down
        .iter()
        .zip(own_share.into_iter().zip(their_share))
        .map(|(each, (own, theirs))| PyramidLevel {
            label: each.indicator.short.clone(),
            share: pictures::share(own, theirs),
        })
        .collect();
    let series = [
        level_series(speaker.short(c.area), SeriesOwner::Own, &top_down, |of| {
            of.reading.value()
        }),
        level_series(
            words::NEIGHBOURS_MEAN,
            SeriesOwner::Other(Comparator::Neighbours),
            &top_down,
            |of| {
                of.neighbours
                    .spread
                    .filter(|_| of.neighbours.enough())
                    .map(|s| s.mean)
            },
        ),
        level_series(
            "England",
            SeriesOwner::Other(Comparator::England),
            &top_down,
            |of| of.comparable_england(),
        ),
    ];
    let names: Vec<String> = series.iter().map(|s| s.label.clone()).collect();
    let said: Vec<(String, Vec<String>)> = levels
        .iter()
        .enumerate()
        .map(|(at, level)| {
            (
                level.label.clone(),
                series
                    .iter()
                    .filter_map(|s| s.bars.get(at).map(|bar| bar.text.clone()))
                    .collect(),
            )
        })
        .collect();
    Some(PyramidChart {
        caption: Caption {
            title: format!("{}: from need to care", speaker.short(c.area)),
            subtitle: format!(
                "Children in need, protection plans and looked after, rate per 10,000, {}",
                c.period.short()
            ),
            alt: speaker.pyramid_alt(c.area, &said, &names),
            source: sources([need, plans, care].into_iter(), speaker),
            notes: Vec::new(),
        },
        unit: c.indicator.unit.axis(),
        levels,
        series: series.into(),
    })
}

fn level_series(
    label: &str,
    owner: SeriesOwner,
    levels: &[&Comparison<'_>; 3],
    value: impl Fn(&Comparison<'_>) -> Option<f64>,
) -> PyramidSeries {
    let bars = levels.iter().map(|each| match value(each) {
        Some(known) => PyramidBar {
            value: ChartPoint::Known(known),
            text: match owner {
                SeriesOwner::Other(Comparator::Neighbours) => {
                    words::mean_digits(each.indicator, known)
                }
                _ => words::digits(each.indicator, known),
            },
        },
        None => PyramidBar {
            value: ChartPoint::Absent,
            text: words::reason(each.reading.status()),
        },
    });
    PyramidSeries {
        label: label.to_owned(),
        owner,
        bars: bars.collect(),
    }
}

pub(super) fn ranks_table(
    first: &Comparison<'_>,
    spans: &[(String, Span)],
    speaker: Words<'_>,
) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::whole("rank", "Rank"),
        Column::whole("lower", "From"),
        Column::whole("upper", "To"),
        Column::whole("ranked", "Of"),
    ];
    let whole = |value: usize| i64::try_from(value).map_or(Cell::Empty, Cell::Whole);
    let row = |(label, span): &(String, Span)| {
        vec![
            text(label),
            whole(span.place.rank),
            whole(span.from),
            whole(span.to),
            whole(span.of),
        ]
    };
    plain(
        first,
        "ranks",
        columns,
        spans.iter().map(row).collect(),
        speaker,
    )
}

pub(super) fn pyramid_table(
    first: &Comparison<'_>,
    chart: &PyramidChart,
    speaker: Words<'_>,
) -> Table {
    let mut columns = vec![
        Column::text("level", "Level"),
        Column::text("share", "Share"),
    ];
    columns.extend(
        chart
            .series
            .iter()
            .map(|series| Column::text(&series.label, &series.label)),
    );
    let row = |(at, level): (usize, &PyramidLevel)| {
        let mut cells = vec![text(&level.label), text(&level.share)];
        cells.extend(
            chart
                .series
                .iter()
                .filter_map(|series| series.bars.get(at))
                .map(|bar| text(&bar.text)),
        );
        cells
    };
    let rows = chart.levels.iter().enumerate().map(row).collect();
    plain(first, "pyramid", columns, rows, speaker)
}

fn number(value: f64) -> Cell {
    Cell::Number {
        value,
        decimals: None,
    }
}

pub(super) fn funnel_table(
    each: &Comparison<'_>,
    all: &[(Area, FunnelPlace)],
    speaker: Words<'_>,
) -> Table {
    let numbers = [
        "size", "value", "z", "lower95", "upper95", "lower998", "upper998",
    ];
    let wide = ["od_lower95", "od_upper95", "od_lower998", "od_upper998"];
    let mut columns = vec![
        Column::text("authority", "Authority"),
        Column::text("la_code", "Code"),
    ];
    columns.extend(
        numbers
            .iter()
            .chain(&wide)
            .map(|name| Column::number(name, name)),
    );
    columns.extend([
        Column::text("verdict", "Verdict"),
        Column::text("od_verdict", "Verdict given the usual spread"),
    ]);
    let row = |(area, place): &(Area, FunnelPlace)| {
        let (p, w) = (&place.plain, &place.wide);
        let mut cells = vec![text(speaker.name(*area)), text(format!("{:03}", area.0))];
        let limits = [p.p95, p.p998, w.p95, w.p998]
            .into_iter()
            .flat_map(|limit| [limit.lower, limit.upper]);
        cells.extend(
            [place.over, place.value, place.z]
                .into_iter()
                .chain(limits)
                .map(number),
        );
        cells.extend([text(place.verdict.name()), text(place.wide_verdict.name())]);
        cells
    };
    plain(
        each,
        "funnel",
        columns,
        all.iter().map(row).collect(),
        speaker,
    )
}

pub(super) fn gap_table(each: &Comparison<'_>, parting: &Parting, speaker: Words<'_>) -> Table {
    let mut columns = vec![
        Column::text("period", "Period"),
        Column::number("gap", "Gap"),
        Column::number("gap_as_tested", "Gap as tested"),
    ];
    let fitted = parting.fitted();
    columns.extend(
        fitted
            .as_ref()
            .map(|_| Column::number("fitted", "Gap by the fitted shape")),
    );
    let label = |column: &usize| {
        each.panel
            .periods
            .get(*column)
            .map(|p| p.label.clone())
            .unwrap_or_default()
    };
    let row = |(at, ((column, shown), tested)): (usize, ((&usize, f64), &f64))| {
        let mut cells = vec![text(label(column)), number(shown), number(*tested)];
        cells.extend(
            fitted
                .as_ref()
                .and_then(|fitted| fitted.get(at))
                .map(|gap| number(*gap)),
        );
        cells
    };
    let rows = parting
        .columns
        .iter()
        .zip(parting.shown())
        .zip(&parting.gaps)
        .enumerate()
        .map(row)
        .collect();
    plain(each, "gap", columns, rows, speaker)
}

fn plain(
    each: &Comparison<'_>,
    kind: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    speaker: Words<'_>,
) -> Table {
    let c = each;
    Table {
        subtitle: format!("{}, {}", speaker.name(c.area), c.period.short()),
        source: speaker.credit(c),
        ..Table::bare(
            &format!("{}-{kind}", c.indicator.id),
            c.indicator.title.clone(),
            columns,
            rows,
        )
    }
}
