//! An authority among the members of a group, a row an authority.

use super::Table;
use super::cell::{optional, reading, text};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::peers::Peers;
use crate::finding::prose::Prose;
use crate::observation::area::Area;
use crate::observation::reading::Reading;

/// The authority among the members of a group, highest first, those without a figure last.
pub(crate) fn members(c: &Comparison<'_>, peers: &Peers, prose: Prose<'_>) -> Table {
    let rows = ordered(c, peers);
    let own_row = rows.iter().position(|(area, _)| *area == c.area);
    let decimals = Some(c.indicator.decimals);
    let by_list = peers.group.key.starts_with("neighbours");
    let closest = prose.reference.neighbours.of(c.list, c.area);
    let columns = TableColumns::<(Area, Reading)>::new()
        .text("authority", "Authority", |(area, _)| {
            text(prose.name(*area))
        })
        .number("value", &c.indicator.unit.axis(), |(_, value)| {
            reading(*value, decimals)
        })
        .when(by_list, |columns| {
            columns.text("closeness", "Closeness", |(area, _)| {
                let neighbour = closest.iter().find(|n| n.area == *area);
                optional(neighbour.map(|n| n.closeness.words()))
            })
        });
    let its = if by_list { "its " } else { "" };
    let title = format!("{} and {its}{}", prose.said_name(c.area), peers.group.name);
    let name = format!("{}-{}", c.indicator.id, peers.group.key);
    Table {
        subtitle: format!(
            "{}, {}. Rule: {}.",
            c.indicator.title,
            c.period.short(),
            peers.group.rule
        ),
        notes: prose.cautions(c),
        source: prose.credit(c),
        emphasis: own_row.into_iter().collect(),
        ..columns.table(&name, title, rows)
    }
}

/// Members and the authority itself: by value, then by code.
fn ordered(c: &Comparison<'_>, peers: &Peers) -> Vec<(Area, Reading)> {
    let mut all: Vec<(Area, Reading)> = peers.members.iter().map(|m| (m.area, m.reading)).collect();
    all.push((c.area, c.reading));
    all.sort_by(|a, b| height(b.1).total_cmp(&height(a.1)).then(a.0.cmp(&b.0)));
    all
}

fn height(reading: Reading) -> f64 {
    reading.value().unwrap_or(f64::NEG_INFINITY)
}
