//! The figures behind a trend: a row a period.

use super::cell::{count, number, optional, reading, text, whole};
use super::columns::TableColumns;
use super::{Cell, Table};
use crate::compare::Comparison;
use crate::compare::axis::{AxisTick, axis};
use crate::compare::peers::{Peers, Spread};
use crate::finding::prose::{Prose, pages};
use crate::observation::area::Area;
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::{Reading, Status};

/// A period of the series with what was published for it.
struct SeriesRow<'a> {
    tick: AxisTick<'a>,
    c: &'a Comparison<'a>,
    /// None, as all that is published, for a period that only the officer's own figures have.
    peers: Option<Peers>,
    origin: Option<Origin>,
    source: Option<&'a Source>,
    /// Numerator and denominator.
    counts: (Option<f64>, Option<f64>),
}

impl<'a> SeriesRow<'a> {
    fn of(c: &'a Comparison<'a>, tick: AxisTick<'a>) -> SeriesRow<'a> {
        let at = tick.national;
        let origin = at.and_then(|at| c.panel.origin(at, c.area));
        SeriesRow {
            peers: at.map(|at| Peers::of(c.panel, at, c.area, c.neighbours.group.clone())),
            origin,
            source: origin.and_then(|origin| c.panel.source(origin.file)),
            counts: at.map_or((None, None), |at| c.panel.counts(at, c.area)),
            tick,
            c,
        }
    }

    fn national(&self, area: Area) -> Reading {
        let at = self.tick.national;
        at.map_or(Reading::Missing(Status::Absent), |at| {
            self.c.panel.reading(at, area)
        })
    }

    fn published(&self, area: Area) -> Cell {
        reading(self.national(area), Some(self.c.indicator.decimals))
    }

    /// The officer's own figure of the period.
    fn own_figure(&self) -> Cell {
        let own = self.c.own_figures.zip(self.tick.local);
        own.map_or(Cell::Empty, |(panel, at)| {
            reading(
                panel.reading(at, self.c.area),
                Some(self.c.indicator.decimals),
            )
        })
    }

    /// The spread of the neighbours' figures.
    fn spread(&self) -> Option<&Spread> {
        self.peers.as_ref()?.spread.as_ref()
    }

    /// A mean or median, which has a decimal where the figures have none.
    fn middle(&self, of: fn(&Spread) -> f64) -> Cell {
        let decimals = self.c.indicator.mean_decimals();
        number(self.spread().map(of), Some(decimals))
    }

    fn end(&self, of: fn(&Spread) -> f64) -> Cell {
        let decimals = self.c.indicator.decimals;
        number(self.spread().map(of), Some(decimals))
    }
}

type SeriesColumns<'a> = TableColumns<'a, SeriesRow<'a>>;

/// The figures behind a trend: a row a period.
pub(crate) fn series(c: &Comparison<'_>, prose: Prose<'_>) -> Table {
    let own = figures(SeriesColumns::new(), c, prose.short(c.area));
    let compared = comparators(own, c, prose);
    let columns = groups(compared, c)
        .text("source_file", "Source file", |row| {
            optional(row.source.map(|source| &source.file))
        })
        .whole("source_row", "Source row", |row| {
            whole(row.origin.map(|origin| origin.row))
        })
        .text("release", "Release", |row| {
            optional(row.source.map(|source| &source.release))
        })
        .when(c.panel.is_stored(), |columns| {
            columns.text("vintage", "Vintage", |row| {
                optional(row.source.map(|source| &source.vintage))
            })
        })
        .when(c.own_figures.is_some(), |columns| {
            columns
                .number("local_unvalidated", "Local, unvalidated", |row| {
                    row.own_figure()
                })
                .unit(c.indicator.unit.axis())
        });
    let ticks = axis(c.panel, c.own_figures);
    let rows = ticks.into_iter().map(|tick| SeriesRow::of(c, tick));
    Table {
        subtitle: format!("{}, {}", prose.name(c.area), pages::list_line(c.list)),
        source: prose.all_credits(c).join("; "),
        ..columns.table(&c.indicator.id, &c.indicator.title, rows)
    }
}

/// The period and the authority's own figure.
fn figures<'a>(columns: SeriesColumns<'a>, c: &Comparison<'_>, own: &str) -> SeriesColumns<'a> {
    columns
        .text("period", "Period", |row| text(&row.tick.period.label))
        .text("period_end", "Ends on", |row| {
            optional(row.tick.period.last_day().map(|day| day.to_string()))
        })
        .text("year", "Year", |row| text(row.tick.period.short()))
        .number("value", own, |row| row.published(row.c.area))
        .unit(c.indicator.unit.axis())
        .text("status", "Status", |row| {
            let national = row.tick.national;
            text(national.map_or(Status::Absent.word(), |at| row.c.status_at(at, row.c.area)))
        })
        .number("numerator", "Numerator", |row| number(row.counts.0, None))
        .number("denominator", "Denominator", |row| {
            number(row.counts.1, None)
        })
}

/// The mean of each group that is compared with.
fn groups<'a>(mut columns: SeriesColumns<'a>, c: &Comparison<'_>) -> SeriesColumns<'a> {
    let decimals = c.indicator.mean_decimals();
    for (at, peers) in c.groups.iter().enumerate() {
        let title = pages::mean_of_group(&peers.group.name);
        let group = peers.group.clone();
        let mean = move |row: &SeriesRow<'_>| {
            let column = row.tick.national?;
            let peers = Peers::of(row.c.panel, column, row.c.area, group.clone());
            peers.comparable().map(|spread| spread.mean)
        };
        columns = columns
            .number(&format!("group_{}", at + 1), &title, move |row| {
                number(mean(row), Some(decimals))
            })
            .unit(c.indicator.unit.axis());
    }
    columns
}

/// The neighbours, the region and England.
fn comparators<'a>(
    columns: SeriesColumns<'a>,
    c: &Comparison<'_>,
    prose: Prose<'_>,
) -> SeriesColumns<'a> {
    let unit = c.indicator.unit.axis();
    let region = c.region.map_or("Region", |(region, _)| prose.short(region));
    columns
        .number("neighbour_mean", "Neighbours’ mean", |row| {
            row.middle(|spread| spread.mean)
        })
        .unit(&unit)
        .number("neighbour_median", "Neighbours’ median", |row| {
            row.middle(|spread| spread.median)
        })
        .unit(&unit)
        .number("neighbour_min", "Lowest neighbour", |row| {
            row.end(Spread::min)
        })
        .unit(&unit)
        .number("neighbour_max", "Highest neighbour", |row| {
            row.end(Spread::max)
        })
        .unit(&unit)
        .whole("neighbours_with_data", "Neighbours with data", |row| {
            count(row.peers.as_ref().map_or(0, Peers::with_data))
        })
        .number("region", region, |row| {
            let region = row.c.region.map(|(region, _)| region);
            region.map_or(Cell::Empty, |region| row.published(region))
        })
        .unit(&unit)
        .number("england", "England", |row| row.published(Area::ENGLAND))
        .unit(&unit)
}
