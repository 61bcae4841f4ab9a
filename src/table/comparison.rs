//! Comparisons as tables: the full one for programs, with the benchmark table's names; the brief one for people; the members of
//! a group; the series behind a trend.

use super::benchmark::{self, BenchmarkColumn};
use super::cell::{number, reading, text, whole};
use super::{Cell, Column, Table};
use crate::compare::Comparison;
use crate::compare::axis::{Tick, axis};
use crate::compare::course::Change;
use crate::compare::peers::{Order, Peers};
use crate::compare::significance;
use crate::compare::tested::against_england;
use crate::finding::words::{self, Words, mean_decimals};
use crate::observation::area::Area;
use crate::observation::provenance::Source;
use crate::observation::reading::Reading;
use crate::stat::interval::Limits;
use std::borrow::Borrow;

fn change(change: Option<&Change>) -> Cell {
    number(change.map(|c| c.difference), None)
}

/// Everything about each comparison: the benchmark table's columns under their names, then what only a comparison has.
pub(crate) fn full(compared: &[Comparison<'_>], speaker: Words<'_>) -> Table {
    let mut columns: Vec<Column> = benchmark::COLUMNS
        .iter()
        .map(BenchmarkColumn::column)
        .collect();
    for (name, about) in [
        (
            "change_3_years",
            "difference from the period three years earlier",
        ),
        (
            "change_5_years",
            "difference from the period five years earlier",
        ),
        (
            "difference_from_neighbours",
            "value minus the neighbours' mean",
        ),
        (
            "difference_from_england",
            "value minus England's; empty for counts",
        ),
        (
            "difference_from_region",
            "value minus the region's; empty for counts",
        ),
        (
            "neighbour_quartile_1",
            "lower quartile of the neighbours with data",
        ),
        (
            "neighbour_quartile_3",
            "upper quartile of the neighbours with data",
        ),
    ] {
        columns.push(Column::number(name, name).with_description(about));
    }
    for (name, about) in [
        (
            "lower95",
            "95% limits of the figure, where its counts are published",
        ),
        (
            "upper95",
            "95% limits of the figure, where its counts are published",
        ),
        (
            "lower998",
            "99.8% limits of the figure, where its counts are published",
        ),
        (
            "upper998",
            "99.8% limits of the figure, where its counts are published",
        ),
    ] {
        columns.push(Column::number(name, name).with_description(about));
    }
    for (name, about) in [
        (
            "england_verdict",
            "much lower or higher: at 99.8%; lower or higher: at 95%; similar; empty where not tested",
        ),
        ("method", "how the limits were made"),
    ] {
        columns.push(Column::text(name, name).with_description(about));
    }
    columns.push(Column::whole(
        "rank_among_neighbours",
        "rank_among_neighbours",
    ));
    for name in [
        "neighbours_missing",
        "other_list",
        "verdict_by_other_list",
        "credit",
        "unit",
        "title",
    ] {
        columns.push(Column::text(name, name));
    }
    let rows = compared
        .iter()
        .map(|each| full_row(each, speaker))
        .collect();
    Table {
        name: "comparison".to_owned(),
        title: "Comparison".to_owned(),
        subtitle: String::new(),
        columns,
        rows,
        notes: Vec::new(),
        source: sources(compared, speaker),
        emphasis: Vec::new(),
    }
}

fn full_row(each: &Comparison<'_>, speaker: Words<'_>) -> Vec<Cell> {
    let (c, panel) = (each, each.panel);
    let place = |area: Area| speaker.reference.register.get(area);
    let spread = c.neighbours.spread;
    let origin = panel.origin(c.at, c.area);
    let source = origin.and_then(|o| panel.source(o.file));
    let counts = panel.counts(c.at, c.area);
    let by_polarity = c.rank.filter(|r| r.order == Order::BestFirst);
    let highest = c.rank.map(|r| match (r.order, c.indicator.polarity) {
        (Order::BestFirst, crate::observation::indicator::Polarity::Lower) => {
            (r.of + 2).saturating_sub(r.place.rank + r.place.shared_by)
        }
        _ => r.place.rank,
    });
    let basis = match (&c.rank, c.rank_on_counts) {
        (None, _) => "",
        (_, true) => "counts",
        (_, false) => "published",
    };
    let mut row = vec![
        text(&c.indicator.id),
        text(&c.indicator.source_measure),
        text(&c.period.label),
        text(speaker.name(c.area)),
        text(
            place(c.area)
                .map(|a| a.ons_code.clone())
                .unwrap_or_default(),
        ),
        text(format!("{:03}", c.area.0)),
        number(c.reading.value(), None),
        text(c.reading.status().word()),
        change(c.change.as_ref()),
        number(c.england.value(), None),
        text(
            c.region
                .map(|(region, _)| speaker.name(region).to_owned())
                .unwrap_or_default(),
        ),
        number(c.region.and_then(|(_, value)| value.value()), None),
        text(c.list.to_string()),
        number(spread.map(|s| s.mean), None),
        number(spread.map(|s| s.median), None),
        number(spread.map(|s| s.min()), None),
        number(spread.map(|s| s.max()), None),
        whole(Some(c.neighbours.with_data())),
        text(benchmark::polarity(c.indicator.polarity)),
        whole(by_polarity.map(|r| r.place.rank)),
        whole(Some(c.ranked).filter(|_| !c.indicator.local)),
        text(c.band.map(|b| b.letter()).unwrap_or_default()),
        whole(highest),
        text(basis),
        text(c.period.kind.words()),
        text(c.period.end.to_string()),
        number(counts.0, None),
        number(counts.1, None),
        text(source.map(|s| s.file.clone()).unwrap_or_default()),
        whole(origin.map(|o| o.row as usize)),
        text(source.map(|s| s.release.clone()).unwrap_or_default()),
        text(source.map(|s| s.vintage.clone()).unwrap_or_default()),
    ];
    let missing: Vec<String> = c
        .neighbours
        .missing()
        .map(|m| format!("{}: {}", speaker.name(m.area), m.reading.status().word()))
        .collect();
    row.extend(beyond_the_benchmark(each, source, &missing));
    row
}

/// What a comparison knows beyond a line of the benchmark table.
fn beyond_the_benchmark(
    each: &Comparison<'_>,
    source: Option<&Source>,
    missing: &[String],
) -> Vec<Cell> {
    let c = each;
    let against = against_england(c);
    let estimate = significance::estimate(each.panel, c.at, c.area).filter(|_| !c.indicator.local);
    let limit = |of: fn(&Limits) -> f64| number(estimate.as_ref().map(|e| of(&e.limits)), None);
    let spread = c.neighbours.spread;
    let difference = |from: Option<f64>| {
        number(
            c.reading.value().zip(from).map(|(own, other)| own - other),
            None,
        )
    };
    vec![
        change(c.change_3_years.as_ref()),
        change(c.change_5_years.as_ref()),
        difference(spread.map(|s| s.mean)),
        difference(c.comparable_england()),
        difference(c.comparable_region().map(|r| r.1)),
        number(spread.map(|s| s.quartiles.q1), None),
        number(spread.map(|s| s.quartiles.q3), None),
        limit(|l| l.p95.lower),
        limit(|l| l.p95.upper),
        limit(|l| l.p998.lower),
        limit(|l| l.p998.upper),
        text(against.map(|a| a.verdict.name()).unwrap_or_default()),
        text(
            estimate
                .as_ref()
                .map(|e| e.method.name())
                .unwrap_or_default(),
        ),
        whole(c.neighbours.place.map(|p| p.place.rank)),
        text(missing.join("; ")),
        text(
            c.other
                .as_ref()
                .map(|(list, _)| list.to_string())
                .unwrap_or_default(),
        ),
        text(match (&c.other, c.flips()) {
            (Some(_), Some(_)) => "turns",
            (Some((_, peers)), None)
                if c.side_of(peers).is_some() && c.side_of(&c.neighbours).is_some() =>
            {
                "same"
            }
            _ => "",
        }),
        text(source.map(|s| s.credit()).unwrap_or_default()),
        text(c.indicator.unit.key()),
        text(&c.indicator.title),
    ]
}

/// What a person needs at a glance: one row an indicator.
pub(crate) fn brief<'s>(
    compared: &[impl Borrow<Comparison<'s>>],
    speaker: Words<'_>,
    area: Area,
) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("unit", "Unit"),
        Column::text("period", "Period"),
        Column::number("value", speaker.short(area)),
        Column::number("change", "Change, 1 year"),
        Column::number("neighbour_mean", "Neighbours’ mean"),
        Column::text("neighbours_with_data", "With data"),
        Column::number("region", "Region"),
        Column::number("england", "England"),
        Column::text("rank", "National place"),
        Column::text("quartile", "Quartile band"),
        Column::text("polarity", "Good is"),
    ];
    let mut notes =
        vec!["Neighbours’ mean: unweighted, of those with data; not shown when fewer than seven of ten have data.".to_owned()];
    if compared.iter().any(|each| each.borrow().rank_on_counts) {
        notes.push("Places rest on unrounded figures where counts are published.".to_owned());
    }
    if compared.iter().any(|each| each.borrow().is_total()) {
        notes.push("Counts: region, England and national place are left out; they follow from the size of a place.".to_owned());
    }
    Table {
        name: "profile".to_owned(),
        title: format!("{} compared", speaker.name(area)),
        subtitle: compared
            .first()
            .map(|each| list_line(each.borrow()))
            .unwrap_or_default(),
        columns,
        rows: compared
            .iter()
            .map(|each| brief_row(each.borrow()))
            .collect(),
        notes,
        source: sources(compared, speaker),
        emphasis: Vec::new(),
    }
}

fn list_line(c: &Comparison<'_>) -> String {
    format!(
        "Statistical neighbours: DfE list of {}.",
        crate::reference::group::list_date(c.list)
    )
}

fn brief_row(c: &Comparison<'_>) -> Vec<Cell> {
    let decimals = Some(c.indicator.decimals);
    let finer = Some(mean_decimals(c.indicator));
    let good = match c.indicator.polarity {
        crate::observation::indicator::Polarity::Higher => "higher",
        crate::observation::indicator::Polarity::Lower => "lower",
        crate::observation::indicator::Polarity::Unset => "neither",
    };
    vec![
        text(if c.indicator.local {
            format!("{} (local, unvalidated)", c.indicator.short)
        } else {
            c.indicator.short.clone()
        }),
        text(c.indicator.unit.axis()),
        text(c.period.short()),
        reading(c.reading, decimals),
        number(c.printed_change(), decimals),
        number(
            c.neighbours
                .spread
                .filter(|_| c.neighbours.enough())
                .map(|s| s.mean),
            finer,
        ),
        text(format!(
            "{} of {}",
            c.neighbours.with_data(),
            c.neighbours.members.len()
        )),
        number(c.comparable_region().map(|r| r.1), decimals),
        number(c.comparable_england(), decimals),
        text(
            c.rank
                .as_ref()
                .filter(|_| !c.is_total())
                .map(words::place_of)
                .unwrap_or_default(),
        ),
        text(c.band.map(|b| b.letter()).unwrap_or_default()),
        text(good),
    ]
}

/// The authority among the members of a group, highest first, those without a figure last.
pub(crate) fn members(each: &Comparison<'_>, peers: &Peers, speaker: Words<'_>) -> Table {
    let c = each;
    let mut rows: Vec<(Area, Reading)> =
        peers.members.iter().map(|m| (m.area, m.reading)).collect();
    rows.push((c.area, c.reading));
    let key = |r: &Reading| r.value().unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| key(&b.1).total_cmp(&key(&a.1)).then(a.0.cmp(&b.0)));
    let decimals = Some(c.indicator.decimals);
    let closeness = |area: Area| {
        let all = speaker.reference.neighbours.of(c.list, c.area);
        all.iter()
            .find(|n| n.area == area)
            .map(|n| n.closeness.words())
            .unwrap_or_default()
    };
    let by_list = peers.group.key.starts_with("neighbours");
    let mut columns = vec![
        Column::text("authority", "Authority"),
        Column::number("value", c.indicator.unit.axis().as_str()),
    ];
    if by_list {
        columns.push(Column::text("closeness", "Closeness"));
    }
    let emphasis = rows
        .iter()
        .position(|(area, _)| *area == c.area)
        .into_iter()
        .collect();
    let cells = |(area, value): &(Area, Reading)| {
        let mut cells = vec![text(speaker.name(*area)), reading(*value, decimals)];
        if by_list {
            cells.push(text(closeness(*area)));
        }
        cells
    };
    Table {
        name: format!("{}-{}", c.indicator.id, peers.group.key),
        title: format!(
            "{} and {}{}",
            speaker.name(c.area),
            if by_list { "its " } else { "" },
            peers.group.name
        ),
        subtitle: format!(
            "{}, {}. Rule: {}.",
            c.indicator.title,
            c.period.short(),
            peers.group.rule
        ),
        columns,
        rows: rows.iter().map(cells).collect(),
        notes: Vec::new(),
        source: speaker.credit(c),
        emphasis,
    }
}

/// The figures behind a trend: a row a period.
pub(crate) fn series(each: &Comparison<'_>, speaker: Words<'_>) -> Table {
    let (c, panel) = (each, each.panel);
    let decimals = Some(c.indicator.decimals);
    let finer = Some(mean_decimals(c.indicator));
    let region = c.region.map(|r| r.0);
    let unit = c.indicator.unit.axis();
    let mut columns = vec![
        Column::text("period", "Period"),
        Column::text("period_end", "Ends on"),
        Column::number("value", speaker.short(c.area)).with_unit(&unit),
        Column::text("status", "Status"),
        Column::number("numerator", "Numerator"),
        Column::number("denominator", "Denominator"),
        Column::number("neighbour_mean", "Neighbours’ mean").with_unit(&unit),
        Column::number("neighbour_median", "Neighbours’ median").with_unit(&unit),
        Column::number("neighbour_min", "Lowest neighbour").with_unit(&unit),
        Column::number("neighbour_max", "Highest neighbour").with_unit(&unit),
        Column::whole("neighbours_with_data", "Neighbours with data"),
        Column::number("region", region.map_or("Region", |r| speaker.short(r))).with_unit(&unit),
        Column::number("england", "England").with_unit(&unit),
    ];
    columns.extend([
        Column::text("source_file", "Source file"),
        Column::whole("source_row", "Source row"),
        Column::text("release", "Release"),
    ]);
    if panel.is_stored() {
        columns.push(Column::text("vintage", "Vintage"));
    }
    if each.own_figures.is_some() {
        columns.push(Column::number("local_unvalidated", "Local, unvalidated").with_unit(&unit));
    }
    let rows = axis(panel, each.own_figures)
        .iter()
        .map(|tick| series_row(each, tick, decimals, finer))
        .collect();
    Table {
        name: c.indicator.id.clone(),
        title: c.indicator.title.clone(),
        subtitle: format!("{}, {}", speaker.name(c.area), list_line(c)),
        columns,
        rows,
        notes: Vec::new(),
        source: speaker.all_credits(each).join("; "),
        emphasis: Vec::new(),
    }
}

fn series_row(
    each: &Comparison<'_>,
    tick: &Tick<'_>,
    decimals: Option<u8>,
    finer: Option<u8>,
) -> Vec<Cell> {
    let (c, panel) = (each, each.panel);
    let at = tick.national.unwrap_or(usize::MAX);
    let peers = Peers::of(panel, at, c.area, c.neighbours.group.clone());
    let (numerator, denominator) = panel.counts(at, c.area);
    let origin = panel.origin(at, c.area);
    let source = origin.and_then(|o| panel.source(o.file));
    let mut row = vec![
        text(&tick.period.label),
        text(tick.period.end.to_string()),
        reading(panel.reading(at, c.area), decimals),
        text(panel.reading(at, c.area).status().word()),
        number(numerator, None),
        number(denominator, None),
        number(peers.spread.map(|s| s.mean), finer),
        number(peers.spread.map(|s| s.median), finer),
        number(peers.spread.map(|s| s.min()), decimals),
        number(peers.spread.map(|s| s.max()), decimals),
        whole(Some(peers.with_data())),
        c.region.map_or(Cell::Empty, |(region, _)| {
            reading(panel.reading(at, region), decimals)
        }),
        reading(panel.reading(at, Area::ENGLAND), decimals),
        text(source.map(|s| s.file.clone()).unwrap_or_default()),
        whole(origin.map(|o| o.row as usize)),
        text(source.map(|s| s.release.clone()).unwrap_or_default()),
    ];
    if panel.is_stored() {
        row.push(text(source.map(|s| s.vintage.clone()).unwrap_or_default()));
    }
    if let Some(local) = each.own_figures {
        row.push(tick.local.map_or(Cell::Empty, |at| {
            reading(local.reading(at, c.area), decimals)
        }));
    }
    row
}

/// Every release that the comparisons rest on, once each.
pub(super) fn sources<'s>(compared: &[impl Borrow<Comparison<'s>>], speaker: Words<'_>) -> String {
    let mut credits: Vec<String> = compared
        .iter()
        .flat_map(|each| speaker.all_credits(each.borrow()))
        .collect();
    credits.sort();
    credits.dedup();
    credits.join("; ")
}
