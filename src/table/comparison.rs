//! Comparisons as tables, a row an indicator: the full one for programs, with the benchmark table's names, and the brief one for
//! people.

use super::benchmark::{self, BenchmarkRow};
use super::cell::{number, optional, reading, text, whole};
use super::columns::TableColumns;
use super::shared_text::{PanelLabels, SharedNames};
use super::{Cell, Table};
use crate::compare::Comparison;
use crate::compare::course::PeriodChange;
use crate::compare::significance;
use crate::compare::tested::against_england;
use crate::finding::prose::{self, Prose, pages};
use crate::observation::area::Area;
use crate::observation::provenance::Source;
use crate::stat::interval::Estimate;
use std::borrow::Borrow;

/// A comparison with what several of its columns show.
struct FullRow<'a> {
    c: &'a Comparison<'a>,
    /// The comparison as a line of the benchmark table.
    benchmark: BenchmarkRow<'a, 'a>,
    /// The figure with its limits, where its counts are published.
    estimate: Option<Estimate>,
}

type FullColumns<'a> = TableColumns<'a, FullRow<'a>>;

/// Everything about each comparison: the benchmark table's columns under their names, then what only a comparison has.
pub(crate) fn full(compared: &[Comparison<'_>], prose: Prose<'_>) -> Table {
    let names = SharedNames::of(prose.reference);
    let lines: Vec<_> = compared
        .iter()
        .map(|c| {
            (
                PanelLabels::of(c.panel, c.list, c.reference),
                benchmark::line(c),
            )
        })
        .collect();
    let rows = compared
        .iter()
        .zip(&lines)
        .map(|(c, (labels, line))| FullRow {
            c,
            benchmark: BenchmarkRow::of(&names, labels, c.panel, line),
            estimate: significance::estimate(c.panel, c.at, c.area).filter(|_| !c.indicator.local),
        });
    let columns = benchmark::columns()
        .into_iter()
        .fold(FullColumns::new(), |columns, column| {
            let (kind, name, about) = (column.kind(), column.name, column.about);
            let cell = move |row: &FullRow<'_>| column.cell(&row.benchmark);
            columns.of_kind(kind, name, name, cell).about(about)
        });
    Table {
        source: sources(compared, prose),
        ..further(limits(differences(columns)), prose).table("comparison", "Comparison", rows)
    }
}

/// Differences from the figure's own past and from its comparators.
fn differences(columns: FullColumns<'_>) -> FullColumns<'_> {
    columns
        .number("change_3_years", "change_3_years", |row| {
            change(row.c.change_3_years.as_ref())
        })
        .about("difference from the period three years earlier")
        .number("change_5_years", "change_5_years", |row| {
            change(row.c.change_5_years.as_ref())
        })
        .about("difference from the period five years earlier")
        .number(
            "difference_from_neighbours",
            "difference_from_neighbours",
            |row| row.difference(row.c.neighbours.spread.map(|spread| spread.mean)),
        )
        .about("value minus the neighbours' mean")
        .number(
            "difference_from_england",
            "difference_from_england",
            |row| row.difference(row.c.comparable_england()),
        )
        .about("value minus England's; empty for counts")
        .number("difference_from_region", "difference_from_region", |row| {
            row.difference(row.c.comparable_region().map(|(_, value)| value))
        })
        .about("value minus the region's; empty for counts")
        .number("neighbour_quartile_1", "neighbour_quartile_1", |row| {
            number(row.c.neighbours.spread.map(|s| s.quartiles.q1), None)
        })
        .about("lower quartile of the neighbours with data")
        .number("neighbour_quartile_3", "neighbour_quartile_3", |row| {
            number(row.c.neighbours.spread.map(|s| s.quartiles.q3), None)
        })
        .about("upper quartile of the neighbours with data")
}

/// The figure's limits, and the test against England.
fn limits(columns: FullColumns<'_>) -> FullColumns<'_> {
    const LIMITS_95: &str = "95% limits of the figure, where its counts are published";
    const LIMITS_998: &str = "99.8% limits of the figure, where its counts are published";
    columns
        .number("lower95", "lower95", |row| {
            row.limit(|estimate| estimate.limits.p95.lower)
        })
        .about(LIMITS_95)
        .number("upper95", "upper95", |row| {
            row.limit(|estimate| estimate.limits.p95.upper)
        })
        .about(LIMITS_95)
        .number("lower998", "lower998", |row| {
            row.limit(|estimate| estimate.limits.p998.lower)
        })
        .about(LIMITS_998)
        .number("upper998", "upper998", |row| {
            row.limit(|estimate| estimate.limits.p998.upper)
        })
        .about(LIMITS_998)
        .text("england_verdict", "england_verdict", |row| {
            optional(against_england(row.c).map(|against| against.verdict.name()))
        })
        .about("much lower or higher: at 99.8%; lower or higher: at 95%; similar; empty where not tested")
        .text("method", "method", |row| {
            optional(row.estimate.as_ref().map(|estimate| estimate.method.name()))
        })
        .about("how the limits were made")
}

/// What else a comparison has and a line of the benchmark table has not.
fn further<'a>(columns: FullColumns<'a>, prose: Prose<'a>) -> FullColumns<'a> {
    columns
        .whole("rank_among_neighbours", "rank_among_neighbours", |row| {
            whole(row.c.neighbours.place.map(|at| at.place.rank))
        })
        .text("neighbours_missing", "neighbours_missing", move |row| {
            let missing = row.c.neighbours.missing().map(|member| {
                let name = prose.name(member.area);
                format!("{name}: {}", member.reading.status().word())
            });
            text(missing.collect::<Vec<_>>().join("; "))
        })
        .text("other_list", "other_list", |row| {
            optional(row.c.other.as_ref().map(|(list, _)| list.to_string()))
        })
        .text("verdict_by_other_list", "verdict_by_other_list", |row| {
            optional(verdict_by_other_list(row.c))
        })
        .text("credit", "credit", |row| {
            optional(row.benchmark.source.map(Source::credit))
        })
        .text("unit", "unit", |row| text(row.c.indicator.unit.key()))
        .text("title", "title", |row| text(&row.c.indicator.title))
}

/// Whether the figure lies on the same side of the neighbours' mean by the other neighbour list.
fn verdict_by_other_list(c: &Comparison<'_>) -> Option<&'static str> {
    let (_, peers) = c.other.as_ref()?;
    if c.flips().is_some() {
        return Some("turns");
    }
    c.side_of(peers)
        .and(c.side_of(&c.neighbours))
        .map(|_| "same")
}

impl FullRow<'_> {
    fn difference(&self, from: Option<f64>) -> Cell {
        let both = self.c.reading.value().zip(from);
        number(both.map(|(own, other)| own - other), None)
    }

    fn limit(&self, of: fn(&Estimate) -> f64) -> Cell {
        number(self.estimate.as_ref().map(of), None)
    }
}

fn change(change: Option<&PeriodChange>) -> Cell {
    number(change.map(|change| change.difference), None)
}

/// What a person needs at a glance: one row an indicator.
pub(crate) fn brief<'s>(
    compared: &[impl Borrow<Comparison<'s>>],
    prose: Prose<'_>,
    area: Area,
) -> Table {
    let compared: Vec<&Comparison<'_>> = compared.iter().map(Borrow::borrow).collect();
    let mut notes =
        vec!["Neighbours’ mean: unweighted, of those with data; not shown when fewer than seven of ten have data.".to_owned()];
    if compared.iter().any(|c| c.rank_on_counts) {
        notes.push("Places rest on unrounded figures where counts are published.".to_owned());
    }
    if compared.iter().any(|c| c.is_total()) {
        notes.push(pages::TOTAL_ALONE.to_owned());
    }
    notes.extend(prose.own_returns(&compared));
    let title = format!("{} compared", prose.said_name(area));
    Table {
        subtitle: compared
            .first()
            .map(|c| pages::list_line(c.list))
            .unwrap_or_default(),
        notes,
        source: sources(compared.iter().copied(), prose),
        ..brief_columns(prose.short(area)).table("profile", title, compared)
    }
}

fn brief_columns<'a>(own: &str) -> TableColumns<'a, &'a Comparison<'a>> {
    TableColumns::<&Comparison<'_>>::new()
        .text("indicator", "Indicator", |c| {
            text(pages::named_as_own(c.indicator))
        })
        .text("unit", "Unit", |c| text(c.indicator.unit.axis()))
        .text("period", "Period", |c| text(c.period.short()))
        .number("value", own, |c| {
            reading(c.reading, Some(c.indicator.decimals))
        })
        .number("change", "Change, 1 year", |c| {
            number(c.printed_change(), Some(c.indicator.decimals))
        })
        .number("neighbour_mean", "Neighbours’ mean", |c| {
            let spread = c.comparable_neighbours();
            number(
                spread.map(|spread| spread.mean),
                Some(c.indicator.mean_decimals()),
            )
        })
        .text("neighbours_with_data", "With data", |c| {
            let of = c.neighbours.members.len();
            text(format!("{} of {of}", c.neighbours.with_data()))
        })
        .number("region", "Region", |c| {
            let region = c.comparable_region().map(|(_, value)| value);
            number(region, Some(c.indicator.decimals))
        })
        .number("england", "England", |c| {
            number(c.comparable_england(), Some(c.indicator.decimals))
        })
        .text("rank", "National place", |c| {
            optional(c.comparable_rank().map(prose::place_of))
        })
        .text("quartile", "Quartile band", |c| {
            optional(c.band.map(|band| band.letter()))
        })
        .text("polarity", "Good is", |c| {
            text(c.indicator.polarity.good_is())
        })
}

/// Every release that the comparisons rest on, once each.
fn sources<'a, 's: 'a>(
    compared: impl IntoIterator<Item = &'a Comparison<'s>>,
    prose: Prose<'_>,
) -> String {
    let mut credits: Vec<String> = compared
        .into_iter()
        .flat_map(|each| prose.all_credits(each))
        .collect();
    credits.sort();
    credits.dedup();
    credits.join("; ")
}
