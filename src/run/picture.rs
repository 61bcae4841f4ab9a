//! From a comparison to what a chart needs: values, labels and words. No ink here, and no arithmetic.

use crate::compare::Comparison;
use crate::compare::axis::{Tick, axis, place};
use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::compare::tested::against_england;
use crate::figure::{
    Caption, ChangeDirection, ChartBar, ChartPoint, Comparator, EveryoneChart, MissingFigure,
    PartYearLine, PartYearPoint, PeriodBreak, RankedBarsChart, ReferenceLine, ScorecardChange,
    ScorecardChart, ScorecardHeads, ScorecardRow, TrendBand, TrendChart, TrendLine,
};
use crate::finding::words::{self, Words, mean_decimals};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::observation::reading::{Reading, Status};
use crate::reference::group::list_date;

pub(super) fn point(reading: Reading) -> ChartPoint {
    match reading {
        Reading::Known(value) => ChartPoint::Known(value),
        Reading::Missing(Status::Absent) => ChartPoint::Absent,
        Reading::Missing(status) => ChartPoint::Missing(MissingFigure {
            symbol: status.symbol().to_owned(),
            reason: status.word().to_owned(),
        }),
    }
}

/// The line under a title: measure and unit, place, period.
fn subtitle(c: &Comparison<'_>, speaker: Words<'_>, what: &str) -> String {
    let finality = c.period.finality.word();
    let finality = if finality.is_empty() {
        String::new()
    } else {
        format!(" ({finality})")
    };
    format!(
        "{}. {}{what}{finality}",
        c.indicator.title,
        speaker.name(c.area)
    )
}

pub(super) fn caption(
    each: &Comparison<'_>,
    speaker: Words<'_>,
    title: String,
    what: &str,
    alt: String,
) -> Caption {
    let c = each;
    let mut notes = Vec::new();
    if !c.indicator.caution.is_empty() {
        notes.push(c.indicator.caution.clone());
    }
    if c.indicator.local {
        notes.push("Local, unvalidated figures.".to_owned());
    }
    Caption {
        title,
        subtitle: subtitle(c, speaker, what),
        source: speaker.source_line(c),
        notes,
        alt,
    }
}

/// The authority's course beside its neighbours, region and England.
pub(crate) fn trend(each: &Comparison<'_>, speaker: Words<'_>, from_zero: bool) -> TrendChart {
    let (c, panel) = (each, each.panel);
    let (first, last) = (panel.periods.first(), panel.periods.last());
    let span = first
        .zip(last)
        .map(|(a, b)| format!(", {} to {}", a.short(), b.short()))
        .unwrap_or_default();
    let span = if from_zero {
        span
    } else {
        format!("{span}; the axis does not start at zero")
    };
    let parts = each
        .own_figures
        .filter(|local| local.periods.iter().any(|p| p.kind.is_part_of_year()));
    let axis = axis(panel, each.own_figures.filter(|_| parts.is_none()));
    let group = &c.neighbours.group;
    let peers: Vec<Peers> = axis
        .iter()
        .map(|tick| {
            Peers::of(
                panel,
                tick.national.unwrap_or(usize::MAX),
                c.area,
                group.clone(),
            )
        })
        .collect();
    let line = |label: &str, area: Area| TrendLine {
        label: label.to_owned(),
        points: points(panel, &axis, area),
        decimals: c.indicator.decimals,
    };
    let comparable = !c.is_total();
    let england_fits =
        (0..panel.periods.len()).all(|at| panel.england_fits(at)) && c.indicator.england_comparable;
    let mean = |p: &Peers| {
        p.spread
            .filter(|_| p.enough())
            .map_or(ChartPoint::Absent, |s| ChartPoint::Known(s.mean))
    };
    let neighbours = TrendLine {
        label: words::NEIGHBOURS_MEAN.to_owned(),
        points: peers.iter().map(mean).collect(),
        decimals: mean_decimals(c.indicator),
    };
    let ranges = peers
        .iter()
        .map(|p| p.spread.filter(|_| p.enough()).map(|s| (s.min(), s.max())))
        .collect();
    let has_peers = peers.iter().any(|p| p.enough()) && !c.indicator.local;
    let mut caption = caption(
        each,
        speaker,
        speaker.title(c, &speaker.trend_message(c)),
        &span,
        speaker.trend_alt(c),
    );
    caption.notes.extend(
        each.own_figures
            .map(|local| speaker.local_note(local, c.area)),
    );
    TrendChart {
        caption,
        unit: c.indicator.unit.axis(),
        decimals: c.indicator.decimals,
        periods: axis.iter().map(|p| p.period.short()).collect(),
        own: line(speaker.short(c.area), c.area),
        local: each
            .own_figures
            .filter(|_| parts.is_none())
            .map(|local| local_line(local, &axis, c)),
        local_parts: parts.map(|local| local_parts(panel, local, c)),
        neighbours: has_peers.then_some(neighbours),
        band: has_peers.then(|| TrendBand {
            label: "Shaded: lowest to highest neighbour".to_owned(),
            ranges,
        }),
        region: c
            .region
            .filter(|_| comparable)
            .map(|(region, _)| line(speaker.short(region), region)),
        england: (comparable && england_fits).then(|| line("England", Area::ENGLAND)),
        breaks: breaks(panel, &axis),
    }
}

fn points(panel: &Panel, axis: &[Tick<'_>], area: Area) -> Vec<ChartPoint> {
    axis.iter()
        .map(|tick| {
            tick.national
                .map_or(ChartPoint::Absent, |at| point(panel.reading(at, area)))
        })
        .collect()
}

fn local_line(local: &Panel, axis: &[Tick<'_>], c: &Comparison<'_>) -> TrendLine {
    let points = axis.iter().map(|tick| {
        tick.local
            .map_or(ChartPoint::Absent, |at| point(local.reading(at, c.area)))
    });
    TrendLine {
        label: words::local::UNVALIDATED.to_owned(),
        points: points.collect(),
        decimals: c.indicator.decimals,
    }
}

/// Months, quarters or weeks among the years they fall into. What lies more than a year before the first of those is not drawn.
fn local_parts(panel: &Panel, local: &Panel, c: &Comparison<'_>) -> PartYearLine {
    let points = (0..local.periods.len())
        .filter(|at| local.reading(*at, c.area).status() != Status::Absent)
        .filter_map(|at| {
            let period = local.periods.get(at)?;
            Some(PartYearPoint {
                place: place(&panel.periods, period.end)?,
                period: period.short(),
                value: point(local.reading(at, c.area)),
            })
        })
        .filter(|point| point.place > -1.0);
    PartYearLine {
        label: words::local::UNVALIDATED.to_owned(),
        decimals: c.indicator.decimals,
        points: points.collect(),
    }
}

fn breaks(panel: &Panel, axis: &[Tick<'_>]) -> Vec<PeriodBreak> {
    let each = panel.indicator.breaks.iter().filter_map(|b| {
        let before = axis
            .iter()
            .position(|tick| tick.period.end >= b.period_end)
            .filter(|at| *at > 0)?;
        Some(PeriodBreak {
            before,
            reason: b.reason.clone(),
        })
    });
    each.collect()
}

fn bar(c: &Comparison<'_>, speaker: Words<'_>, area: Area, reading: Reading) -> ChartBar {
    let text = match reading {
        Reading::Known(value) => words::digits(c.indicator, value),
        Reading::Missing(status) => format!("no figure: {}", words::reason(status)),
    };
    let neighbour = c.neighbours.members.iter().any(|m| m.area == area);
    ChartBar {
        label: speaker.short(area).to_owned(),
        value: point(reading),
        own: area == c.area,
        neighbour,
        text,
    }
}

/// Lines across the bars. A count has none: England and regions are totals.
fn marks(c: &Comparison<'_>, speaker: Words<'_>) -> Vec<ReferenceLine> {
    let mut marks = Vec::new();
    if let (Some(spread), true) = (c.neighbours.spread, c.neighbours.enough()) {
        let label = format!(
            "Neighbours’ mean {}",
            words::mean_digits(c.indicator, spread.mean)
        );
        marks.push(ReferenceLine {
            label,
            value: spread.mean,
            kind: Comparator::Neighbours,
        });
    }
    if let Some((region, value)) = c.comparable_region() {
        let label = format!(
            "{} {}",
            speaker.short(region),
            words::digits(c.indicator, value)
        );
        marks.push(ReferenceLine {
            label,
            value,
            kind: Comparator::Region,
        });
    }
    if let Some(value) = c.comparable_england() {
        let label = format!("England {}", words::digits(c.indicator, value));
        marks.push(ReferenceLine {
            label,
            value,
            kind: Comparator::England,
        });
    }
    marks
}

/// Highest first, those without a figure last, equals in order of code.
pub(crate) fn by_value(readings: &mut [(Area, Reading)]) {
    let key = |r: &Reading| r.value().unwrap_or(f64::NEG_INFINITY);
    readings.sort_by(|a, b| key(&b.1).total_cmp(&key(&a.1)).then(a.0.cmp(&b.0)));
}

/// The authority among its neighbours.
pub(crate) fn ranked_bars(each: &Comparison<'_>, speaker: Words<'_>) -> RankedBarsChart {
    let c = each;
    let mut readings: Vec<(Area, Reading)> = c
        .neighbours
        .members
        .iter()
        .map(|m| (m.area, m.reading))
        .collect();
    readings.push((c.area, c.reading));
    by_value(&mut readings);
    let what = format!(" and its statistical neighbours, {}", c.period.short());
    RankedBarsChart {
        caption: caption(
            each,
            speaker,
            speaker.title(c, &speaker.neighbours_message(c)),
            &what,
            speaker.bars_alt(c),
        ),
        unit: c.indicator.unit.axis(),
        bars: readings
            .iter()
            .map(|(area, reading)| bar(c, speaker, *area, *reading))
            .collect(),
        references: marks(c, speaker),
    }
}

/// Every current authority, highest first.
pub(crate) fn order_of_everyone(each: &Comparison<'_>) -> Vec<Area> {
    let (panel, at) = (each.panel, each.at);
    let current = panel
        .slots
        .current()
        .iter()
        .filter_map(|slot| panel.slots.area(*slot));
    let mut readings: Vec<(Area, Reading)> = current
        .map(|area| (area, panel.reading(at, area)))
        .collect();
    by_value(&mut readings);
    readings.into_iter().map(|(area, _)| area).collect()
}

/// The authority among all.
pub(crate) fn everyone(each: &Comparison<'_>, order: &[Area], speaker: Words<'_>) -> EveryoneChart {
    let (c, panel) = (each, each.panel);
    let what = format!(" among all English authorities, {}", c.period.short());
    // Quartiles of unrounded rates would not sit where the printed bars change.
    let quartiles = panel.published_quartiles(c.at);
    let bands = match c.indicator.polarity {
        _ if !c.indicator.banded => None,
        Polarity::Higher => Some(['D', 'C', 'B', 'A']),
        Polarity::Lower => Some(['A', 'B', 'C', 'D']),
        Polarity::Unset => None,
    };
    EveryoneChart {
        caption: caption(
            each,
            speaker,
            speaker.title(c, &speaker.everyone_message(c)),
            &what,
            speaker.everyone_alt(c),
        ),
        unit: c.indicator.unit.axis(),
        decimals: c.indicator.decimals,
        bars: order
            .iter()
            .map(|area| bar(c, speaker, *area, panel.reading(c.at, *area)))
            .collect(),
        quartiles: quartiles.map(|q| [q.q1, q.q2, q.q3]),
        bands,
        references: marks(c, speaker),
    }
}

/// One row an indicator: the one-page view of an authority.
pub(crate) fn scorecard(
    compared: &[&Comparison<'_>],
    area: Area,
    speaker: Words<'_>,
) -> Option<ScorecardChart> {
    let first = compared.first()?;
    let region = first
        .region
        .map_or("Region", |(region, _)| speaker.short(region));
    Some(ScorecardChart {
        caption: Caption {
            title: format!(
                "{}: {} indicators at a glance",
                speaker.short(area),
                compared.len()
            ),
            subtitle: format!(
                "{} beside its statistical neighbours, {} and England. A is the best quarter of authorities, D the worst",
                speaker.name(area),
                region
            ),
            source: sources(compared.iter().copied(), speaker),
            notes: compared
                .iter()
                .any(|each| !star(each).is_empty())
                .then(|| words::STAR_NOTE.to_owned())
                .into_iter()
                .collect(),
            alt: words::scorecard_alt(compared.iter().copied(), speaker, area),
        },
        heads: ScorecardHeads {
            own: speaker.short(area).to_owned(),
            neighbours: words::NEIGHBOURS_MEAN.to_owned(),
            region: region.to_owned(),
        },
        rows: compared.iter().map(|each| scorecard_row(each)).collect(),
    })
}

/// The foot of a chart of several indicators: every release it rests on, and the neighbour list.
pub(super) fn sources<'c>(
    compared: impl Iterator<Item = &'c Comparison<'c>> + Clone,
    speaker: Words<'_>,
) -> String {
    let credits = words::credits(compared.clone().filter_map(|each| speaker.source(each)));
    let list = compared
        .into_iter()
        .next()
        .map(|each| list_date(each.list))
        .unwrap_or_default();
    format!("Source: {credits}. Neighbours: DfE list of {list}.")
}

/// The mark of a figure that differs from England's at the stricter level.
fn star(each: &Comparison<'_>) -> &'static str {
    let strong = against_england(each).is_some_and(|against| against.verdict.is_strong());
    if strong { words::STAR } else { "" }
}

fn scorecard_row(each: &Comparison<'_>) -> ScorecardRow {
    let c = each;
    let digits = |value: f64| words::digits(c.indicator, value);
    let shown = |reading: Reading| match reading {
        Reading::Known(value) => digits(value),
        Reading::Missing(status) => status.symbol().to_owned(),
    };
    let change = c
        .change
        .as_ref()
        .zip(c.reading.value())
        .map(|(change, now)| {
            let size = c.printed(now) - c.printed(change.earlier);
            let (direction, sign) = match size {
                0.0 => (ChangeDirection::Level, ""),
                up if up > 0.0 => (ChangeDirection::Up, "+"),
                _ => (ChangeDirection::Down, "−"),
            };
            ScorecardChange {
                direction,
                text: format!("{sign}{}", digits(size.abs())),
            }
        });
    ScorecardRow {
        theme: words::theme(&c.indicator.theme),
        title: c.indicator.short.clone(),
        unit: c
            .indicator
            .unit
            .axis()
            .trim_start_matches("rate ")
            .to_owned(),
        value: shown(c.reading),
        change,
        neighbours: match (c.neighbours.spread, c.neighbours.enough()) {
            (Some(spread), true) => words::mean_digits(c.indicator, spread.mean),
            _ => format!(
                "{} of {}",
                c.neighbours.with_data(),
                c.neighbours.members.len()
            ),
        },
        region: c
            .comparable_region()
            .map(|r| digits(r.1))
            .unwrap_or_default(),
        england: c
            .comparable_england()
            .map(|value| format!("{}{}", digits(value), star(each)))
            .unwrap_or_default(),
        rank: c
            .rank
            .as_ref()
            .filter(|_| !c.is_total())
            .map(|r| format!("{} of {}", words::place(r), r.of))
            .unwrap_or_default(),
        band: c.band.and_then(|b| b.letter().chars().next()),
        period: c.period.short(),
    }
}
