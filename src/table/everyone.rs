//! Every authority's figure of one period, with the order in which they stand when small counts are evened out.

use super::Table;
use super::cell::{number, reading, text, whole, yes_or_no};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::shrunk::EvenedOut;
use crate::finding::prose::{Prose, pages};
use crate::observation::area::Area;
use crate::observation::reading::Reading;

/// An authority's figure with its counts.
struct AuthorityRow {
    area: Area,
    reading: Reading,
    /// Numerator and denominator.
    counts: (Option<f64>, Option<f64>),
}

/// A row an authority, in the order of a chart. `shrunk` and `shrunk_rank` are there where counts are published: for ordering
/// authorities with small counts, never in place of the figure.
pub(crate) fn everyone(c: &Comparison<'_>, order: &[Area], prose: Prose<'_>) -> Table {
    let unit = c.indicator.unit.axis();
    let evened = EvenedOut::of(c.panel, c.at);
    let columns = TableColumns::<AuthorityRow>::new()
        .text("authority", "Authority", |row| text(prose.name(row.area)))
        .text("la_code", "Code", |row| text(row.area.la_code()))
        .number("value", &unit, |row| {
            reading(row.reading, Some(c.indicator.decimals))
        })
        .text("status", "Status", |row| text(c.status_of(row.area)))
        .number("numerator", "Numerator", |row| number(row.counts.0, None))
        .number("denominator", "Denominator", |row| {
            number(row.counts.1, None)
        })
        .text("neighbour", "Statistical neighbour", |row| {
            yes_or_no(c.neighbours.members.iter().any(|m| m.area == row.area))
        });
    let columns = match &evened {
        Some(evened) => for_ordering(columns, evened, &unit),
        None => columns,
    };
    let rows = order.iter().map(|area| AuthorityRow {
        area: *area,
        reading: c.panel.reading(c.at, *area),
        counts: c.panel.counts(c.at, *area),
    });
    let own_row = order.iter().position(|area| *area == c.area);
    let name = format!("{}-authorities", c.indicator.id);
    Table {
        subtitle: pages::every_authority(c.period),
        notes: evened.iter().map(|_| NOTE.to_owned()).collect(),
        source: prose.credit(c),
        emphasis: own_row.into_iter().collect(),
        ..columns.table(&name, &c.indicator.title, rows)
    }
}

const NOTE: &str = "The columns for ordering draw figures with small counts toward the average of all. The published value stays the value.";

/// The figure evened out, and the place by it.
fn for_ordering<'a>(
    columns: TableColumns<'a, AuthorityRow>,
    evened: &'a EvenedOut,
    unit: &str,
) -> TableColumns<'a, AuthorityRow> {
    columns
        .number("shrunk", "For ordering only", |row| {
            number(evened.place(row.area).map(|own| own.value), None)
        })
        .unit(unit)
        .about("the figure drawn toward the average of all by as much as its counts ask (empirical Bayes)")
        .whole("shrunk_rank", "Place in that order", |row| {
            whole(evened.place(row.area).map(|own| own.place.rank))
        })
        .about("place by the column before, in the indicator's own order")
}
