//! Every authority's figure of one period, with the order in which they stand when small counts are evened out.

use super::cell::{number, reading, text, whole};
use super::{Column, Table};
use crate::compare::Comparison;
use crate::compare::shrunk::EvenedOut;
use crate::finding::words::Words;
use crate::observation::area::Area;

/// A row an authority, in the order of a chart. `shrunk` and `shrunk_rank` are there where counts are published: for ordering
/// authorities with small counts, never in place of the figure.
pub(crate) fn everyone(each: &Comparison<'_>, order: &[Area], speaker: Words<'_>) -> Table {
    let (c, panel) = (each, each.panel);
    let decimals = Some(c.indicator.decimals);
    let neighbour = |area: Area| c.neighbours.members.iter().any(|m| m.area == area);
    let evened = EvenedOut::of(panel, c.at);
    let unit = c.indicator.unit.axis();
    let mut columns = vec![
        Column::text("authority", "Authority"),
        Column::text("la_code", "Code"),
        Column::number("value", &unit),
        Column::text("status", "Status"),
        Column::number("numerator", "Numerator"),
        Column::number("denominator", "Denominator"),
        Column::text("neighbour", "Statistical neighbour"),
    ];
    if evened.is_some() {
        columns.extend([
            Column::number("shrunk", "For ordering only")
                .with_unit(&unit)
                .with_description("the figure drawn toward the average of all by as much as its counts ask (empirical Bayes)"),
            Column::whole("shrunk_rank", "Place in that order")
                .with_description("place by the column before, in the indicator's own order"),
        ]);
    }
    let row = |area: &Area| {
        let value = panel.reading(c.at, *area);
        let (numerator, denominator) = panel.counts(c.at, *area);
        let mut cells = vec![
            text(speaker.name(*area)),
            text(format!("{:03}", area.0)),
            reading(value, decimals),
            text(value.status().word()),
            number(numerator, None),
            number(denominator, None),
            text(if neighbour(*area) { "yes" } else { "no" }),
        ];
        if let Some(evened) = &evened {
            let own = evened.place(*area);
            cells.extend([
                number(own.map(|own| own.value), None),
                whole(own.map(|own| own.place.rank)),
            ]);
        }
        cells
    };
    Table {
        subtitle: format!("Every English authority, {}", c.period.short()),
        notes: evened.iter().map(|_| NOTE.to_owned()).collect(),
        source: speaker.credit(c),
        emphasis: order
            .iter()
            .position(|a| *a == c.area)
            .into_iter()
            .collect(),
        ..Table::bare(
            &format!("{}-authorities", c.indicator.id),
            c.indicator.title.clone(),
            columns,
            order.iter().map(row).collect(),
        )
    }
}

const NOTE: &str = "The columns for ordering draw figures with small counts toward the average of all. The published value stays the value.";
