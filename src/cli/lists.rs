//! `yardstick authorities`, `indicators` and `neighbours`: what the program knows.

use super::args::{AuthoritiesArguments, IndicatorsArguments, NeighboursArguments};
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::{Prose, pages};
use crate::inputs::Messages;
use crate::inputs::named::neighbour_list;
use crate::reference::Reference;
use crate::reference::authority::{Authority, Reorganisation};
use crate::run::lists::{
    self, AuthoritiesOrder, FoundNeighbours, IndicatorsOrder, ListedIndicator, NeighboursOrder,
};
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};

pub(super) fn authorities(setting: &Setting<'_>, wanted: &AuthoritiesArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let order = AuthoritiesOrder {
        query: wanted.query.as_deref(),
        region: wanted.region.as_deref(),
        former: wanted.former,
    };
    let found = lists::authorities(&reference, &order)?;
    if let Some(note) = &found.note {
        setting.note(note);
    }
    let columns = vec![
        Column::text("la_code", "Code"),
        Column::text("authority_code", "ONS code"),
        Column::text("authority", "Authority"),
        Column::text("region", "Region"),
        Column::text("type", "Type"),
        Column::text("valid_from", "Since"),
        Column::text("valid_to", "Until"),
        Column::text("successors", "Replaced by"),
        Column::text("also", "Also known as"),
    ];
    let prose = Prose {
        reference: &reference,
    };
    let rows = found.authorities.iter().map(|a| authority_row(a, prose));
    let mut table = Table::bare(
        "authorities",
        "Authorities".to_owned(),
        columns,
        rows.collect(),
    );
    table.notes = found.history.into_iter().map(event_line).collect();
    setting.show(wanted.format, &table)?;
    Ok(0)
}

fn event_line(event: &Reorganisation) -> String {
    format!("{}: {}", event.date.strftime("%-d %B %Y"), event.note)
}

fn authority_row(a: &Authority, prose: Prose<'_>) -> Vec<Cell> {
    let successors: Vec<&str> = a.successors.iter().map(|s| prose.name(*s)).collect();
    vec![
        text(format!("{:03}", a.area.0)),
        text(&a.ons_code),
        text(&a.name),
        optional(a.region.map(|region| prose.name(region))),
        text(a.kind.word()),
        optional(a.valid_from),
        optional(a.valid_to),
        text(successors.join("; ")),
        text(a.aliases.join("; ")),
    ]
}

/// A cell that stays empty where there is nothing.
pub(super) fn optional(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Empty, |value| text(value.to_string()))
}

/// A count.
pub(super) fn whole(number: usize) -> Cell {
    Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(super) fn indicators(setting: &Setting<'_>, wanted: &IndicatorsArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let order = IndicatorsOrder {
        query: wanted.query.as_deref(),
        theme: wanted.theme.as_deref(),
        all: wanted.all,
    };
    let listed = lists::indicators(&reference, &order)?;
    let columns = vec![
        Column::text("indicator", "Id"),
        Column::text("title", "Title"),
        Column::text("theme", "Theme"),
        Column::text("unit", "Unit"),
        Column::text("polarity", "Good is"),
        Column::text("source_measure", "LAIT code"),
    ];
    let rows = listed.iter().map(indicator_row).collect();
    setting.show(
        wanted.format,
        &Table::bare("indicators", "Indicators".to_owned(), columns, rows),
    )?;
    Ok(0)
}

fn indicator_row(listed: &ListedIndicator) -> Vec<Cell> {
    vec![
        text(&listed.id),
        text(&listed.title),
        text(&listed.theme),
        text(&listed.unit),
        text(listed.polarity.good_is()),
        optional(listed.code.as_ref()),
    ]
}

pub(super) fn neighbours(setting: &Setting<'_>, wanted: &NeighboursArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let order = NeighboursOrder {
        area: setting.authority(&reference, wanted.authority.as_deref())?,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
    };
    let found = lists::neighbours(&reference, order)?;
    let prose = Prose {
        reference: &reference,
    };
    setting.show(wanted.format, &neighbours_table(order, &found, prose))?;
    Ok(0)
}

fn neighbours_table(order: NeighboursOrder, found: &FoundNeighbours, prose: Prose<'_>) -> Table {
    let mut columns = vec![
        Column::whole("position", "Position"),
        Column::text("la_code", "Code"),
        Column::text("authority", "Statistical neighbour"),
        Column::text("closeness", "Closeness"),
    ];
    columns.extend(
        found
            .other_list
            .iter()
            .map(|other| Column::text("in_other_list", &format!("In list of {other} too"))),
    );
    let rows = found.neighbours.iter().enumerate().map(|(at, neighbour)| {
        let is_in_other = if neighbour.is_in_other_list {
            "yes"
        } else {
            "no"
        };
        let mut cells = vec![
            whole(at + 1),
            text(format!("{:03}", neighbour.area.0)),
            text(prose.name(neighbour.area)),
            text(neighbour.closeness.words()),
        ];
        cells.extend(found.other_list.iter().map(|_| text(is_in_other)));
        cells
    });
    let mut table = Table::bare(
        "neighbours",
        prose.neighbours_title(order.area),
        columns,
        rows.collect(),
    );
    table.subtitle = format!("Rule: {}.", found.rule);
    table.source = pages::list_source(order.list);
    table
}
