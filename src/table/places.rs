//! An indicator over the years: a row a place (the authority, its neighbours, the groups it is compared with, region and England), a
//! column a period.

use super::Table;
use super::cell::{reading, text};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::finding::prose::{Prose, pages};
use crate::observation::area::Area;

/// One place, and why it is there.
struct PlaceRow {
    area: Area,
    why: String,
}

/// Every place beside the authority, and their figures in all periods that any of them has.
pub(crate) fn places(c: &Comparison<'_>, prose: Prose<'_>) -> Table {
    let rows = rows(c, prose);
    let decimals = Some(c.indicator.decimals);
    let mut columns = TableColumns::<PlaceRow>::new()
        .text("place", "Place", |row| text(prose.name(row.area)))
        .text("why", "Compared as", |row| text(row.why.as_str()));
    for at in c.panel.columns() {
        let has_any = rows.iter().any(|row| c.panel.value(at, row.area).is_some());
        if has_any {
            let period = c.panel.period(at);
            columns = columns.number(&period.label, &period.short(), move |row: &PlaceRow| {
                reading(c.panel.reading(at, row.area), decimals)
            });
        }
    }
    let name = format!("{}-places", c.indicator.id);
    Table {
        subtitle: pages::places_over_time(c.indicator),
        notes: prose.cautions(c),
        source: prose.credit(c),
        emphasis: vec![0],
        ..columns.table(&name, &c.indicator.title, rows)
    }
}

fn rows(c: &Comparison<'_>, prose: Prose<'_>) -> Vec<PlaceRow> {
    let row = |area: Area, why: &str| PlaceRow {
        area,
        why: why.to_owned(),
    };
    let mut rows = vec![row(c.area, pages::OWN_PLACE)];
    for peers in std::iter::once(&c.neighbours).chain(&c.groups) {
        for member in &peers.members {
            if !rows.iter().any(|other| other.area == member.area) {
                rows.push(row(member.area, &peers.group.name));
            }
        }
    }
    let height = |row: &PlaceRow| {
        let value = c.panel.value(c.at, row.area);
        value.unwrap_or(f64::NEG_INFINITY)
    };
    // By group, the highest figure first; of equal ones by name.
    rows[1..].sort_by(|one, other| {
        let by_height = height(other).total_cmp(&height(one));
        let by_name = || prose.name(one.area).cmp(prose.name(other.area));
        one.why.cmp(&other.why).then(by_height).then_with(by_name)
    });
    if !c.is_total() {
        rows.extend(c.region.map(|(region, _)| row(region, pages::REGION_PLACE)));
        rows.push(row(Area::ENGLAND, pages::ENGLAND_PLACE));
    }
    rows
}
