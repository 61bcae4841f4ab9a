//! The charts behind findings: each indicator's funnel of all authorities, and its gap to the neighbours over time.

use super::picture::caption;
use super::profile::{Files, Manner, drawing, slugs};
use crate::compare::departure::Parting;
use crate::compare::nation::{Asking, FunnelPlace, Nation};
use crate::error::Result;
use crate::figure::funnel::{self, Funnel, FunnelPoint, Limit, Limits as Pair};
use crate::figure::gap::{self, Departure, GapChart};
use crate::figure::{Comparator, Point};
use crate::finding::words::{self, Words, pictures};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::interval::{Interval, Limits};
use crate::stat::rank_interval::{RankDraws, SEED};
use crate::table::comparison::{Compared, text};
use crate::table::{self, Cell, Column, Table};
use rayon::prelude::*;
use std::path::PathBuf;

/// Files of the charts that each comparison's data can bear.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, told like any other.
pub(crate) fn charts(compared: &[Compared<'_>], reference: &Reference, list: NeighbourList, manner: Manner) -> Result<Files> {
    let speaker = Words { reference };
    let draws = RankDraws::new(compared.first().map_or(0, |each| each.panel.slots.current().len()), SEED);
    let made: Vec<Files> = compared
        .par_iter()
        .zip(&slugs(compared))
        .map(|(each, slug)| {
            let nation = Nation::of(each.panel, each.comparison.at, reference, list, (&draws, Asking::One));
            one(each, slug, &nation, speaker, manner)
        })
        .collect::<Result<_>>()?;
    Ok(made.into_iter().flatten().collect())
}

fn one(each: &Compared<'_>, slug: &str, nation: &Nation, speaker: Words<'_>, manner: Manner) -> Result<Files> {
    let mut files = Files::new();
    let all = nation.in_funnel();
    if !all.is_empty() {
        let chart = funnel_of(each, nation, &all, speaker);
        let name = format!("{slug}-funnel");
        files.extend(drawing(&name, "", &funnel::draw(&chart, manner.style), true)?);
        files.push((PathBuf::from(format!("{name}.csv")), table::csv::write(&funnel_table(each, &all, speaker), manner.bom)));
    }
    if let Some(parting) = nation.parting(each.comparison.area) {
        let chart = gap_of(each, parting, speaker);
        let name = format!("{slug}-gap");
        files.extend(drawing(&name, "", &gap::draw(&chart, manner.style), true)?);
        files.push((PathBuf::from(format!("{name}.csv")), table::csv::write(&gap_table(each, parting, speaker), manner.bom)));
    }
    Ok(files)
}

/// Points along a limit's curve.
const STEPS: u32 = 120;

fn funnel_of(each: &Compared<'_>, nation: &Nation, all: &[(Area, FunnelPlace)], speaker: Words<'_>) -> Funnel {
    let c = &each.comparison;
    let sizes = all.iter().map(|(_, place)| place.over);
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    // Even steps of the root: limits bend most where authorities are small.
    let size = |step: u32| (least.sqrt() + (most.sqrt() - least.sqrt()) * f64::from(step) / f64::from(STEPS)).powi(2);
    let along: Vec<(f64, (Limits, Limits))> =
        (0..=STEPS).map(size).filter_map(|size| Some((size, nation.limits_at(size)?))).collect();
    let curve = |pick: &dyn Fn(&(Limits, Limits)) -> Interval| Limit {
        lower: along.iter().map(|(size, limits)| (*size, pick(limits).lower.max(0.0))).collect(),
        upper: along.iter().map(|(size, limits)| (*size, pick(limits).upper)).collect(),
    };
    let pair = |label: &str, inner: Limit, outer: Limit| Pair { label: label.to_owned(), inner, outer };
    let place = all.iter().find(|(area, _)| *area == c.area).map(|(_, place)| place);
    let average = all.first().map_or(0.0, |(_, place)| place.average);
    let what = format!(" among authorities by size, {}", c.period.short());
    let title = speaker.title(c, speaker.funnel_message(place));
    Funnel {
        caption: caption(each, speaker, title, &what, speaker.funnel_alt(c, all)),
        unit: c.indicator.unit.axis(),
        size_label: pictures::size_label(c.indicator.unit.is_percent()).to_owned(),
        decimals: u8::try_from(c.indicator.decimals).unwrap_or(u8::MAX),
        points: all.iter().map(|(area, place)| point(each, *area, place, speaker)).collect(),
        centre: (format!("All together {}", words::digits(c.indicator, average)), average),
        kind: Comparator::England,
        plain: Some(pair(pictures::PLAIN_LIMITS, curve(&|l| l.0.p95), curve(&|l| l.0.p998))),
        spread: Some(pair(pictures::WIDE_LIMITS, curve(&|l| l.1.p95), curve(&|l| l.1.p998))),
        neighbour_label: pictures::NEIGHBOUR.to_owned(),
        outside_label: pictures::OUTSIDE.to_owned(),
    }
}

fn point(each: &Compared<'_>, area: Area, place: &FunnelPlace, speaker: Words<'_>) -> FunnelPoint {
    let c = &each.comparison;
    FunnelPoint {
        label: speaker.short(area).to_owned(),
        size: place.over,
        value: place.value,
        own: area == c.area,
        neighbour: c.neighbours.members.iter().any(|m| m.area == area),
        outside: place.wide_verdict.side().is_some(),
        text: words::digits(c.indicator, place.value),
    }
}

fn gap_of(each: &Compared<'_>, parting: &Parting, speaker: Words<'_>) -> GapChart {
    let (c, panel) = (&each.comparison, each.panel);
    let (unit, suffix) = pictures::gap_unit(parting.gap);
    let shaded = parting.years().zip(speaker.gap_years(parting, panel)).map(|((from, to), years)| {
        let index = |column: usize| parting.columns.iter().position(|c| *c == column).unwrap_or_default();
        Departure { from: index(from), to: index(to), label: format!("First year apart: {years}") }
    });
    let title = speaker.title(c, &speaker.gap_message(parting, panel));
    let mut caption =
        caption(each, speaker, title, " and the mean of its statistical neighbours", speaker.gap_alt(c, panel, parting));
    caption.notes.insert(0, speaker.gap_note(parting));
    GapChart {
        caption,
        unit: unit.to_owned(),
        suffix: suffix.to_owned(),
        decimals: 0,
        periods: parting.columns.iter().filter_map(|column| panel.periods.get(*column)).map(|p| p.short()).collect(),
        own: speaker.short(c.area).to_owned(),
        gaps: parting.shown().into_iter().map(Point::Known).collect(),
        level: pictures::LEVEL.to_owned(),
        departure: shaded,
        fit: None,
    }
}

fn number(value: f64) -> Cell {
    Cell::Number { value, decimals: None }
}

fn funnel_table(each: &Compared<'_>, all: &[(Area, FunnelPlace)], speaker: Words<'_>) -> Table {
    let numbers = ["size", "value", "z", "lower95", "upper95", "lower998", "upper998"];
    let wide = ["od_lower95", "od_upper95", "od_lower998", "od_upper998"];
    let mut columns = vec![Column::text("authority", "Authority"), Column::text("la_code", "Code")];
    columns.extend(numbers.iter().chain(&wide).map(|name| Column::number(name, name)));
    columns.extend([Column::text("verdict", "Verdict"), Column::text("od_verdict", "Verdict given the usual spread")]);
    let row = |(area, place): &(Area, FunnelPlace)| {
        let (p, w) = (&place.plain, &place.wide);
        let mut cells = vec![text(speaker.name(*area)), text(format!("{:03}", area.0))];
        let limits = [p.p95, p.p998, w.p95, w.p998].into_iter().flat_map(|limit| [limit.lower, limit.upper]);
        cells.extend([place.over, place.value, place.z].into_iter().chain(limits).map(number));
        cells.extend([text(place.verdict.name()), text(place.wide_verdict.name())]);
        cells
    };
    plain(each, "funnel", columns, all.iter().map(row).collect(), speaker)
}

fn gap_table(each: &Compared<'_>, parting: &Parting, speaker: Words<'_>) -> Table {
    let columns =
        vec![Column::text("period", "Period"), Column::number("gap", "Gap"), Column::number("gap_as_tested", "Gap as tested")];
    let label = |column: &usize| each.panel.periods.get(*column).map(|p| p.label.clone()).unwrap_or_default();
    let rows = parting.columns.iter().zip(parting.shown()).zip(&parting.gaps);
    let rows = rows.map(|((column, shown), tested)| vec![text(label(column)), number(shown), number(*tested)]).collect();
    plain(each, "gap", columns, rows, speaker)
}

fn plain(each: &Compared<'_>, kind: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>, speaker: Words<'_>) -> Table {
    let c = &each.comparison;
    Table {
        name: format!("{}-{kind}", c.indicator.id),
        title: c.indicator.title.clone(),
        subtitle: format!("{}, {}", speaker.name(c.area), c.period.short()),
        columns,
        rows,
        notes: Vec::new(),
        source: speaker.credit(c, each.panel),
        emphasis: Vec::new(),
    }
}
