//! `yardstick authorities`, `indicators` and `neighbours`: what the program knows.

use super::args::{AuthoritiesArguments, IndicatorsArguments, NeighboursArguments};
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::{Prose, pages};
use crate::inputs::Messages;
use crate::inputs::find::ListedIndicator;
use crate::inputs::named::neighbour_list;
use crate::reference::authority::{Authority, Reorganisation};
use crate::run::lists::{
    self, AuthoritiesOrder, FoundNeighbour, FoundNeighbours, IndicatorsOrder, NeighboursOrder,
};
use crate::table::Table;
use crate::table::cell::{count, day, optional, text, yes_or_no};
use crate::table::columns::TableColumns;

pub(super) fn authorities(setting: &Setting<'_>, wanted: &AuthoritiesArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let order = AuthoritiesOrder {
        query: wanted.query.as_deref(),
        region: wanted.region.as_deref(),
        former: wanted.former,
    };
    let found = lists::authorities(&reference, &order)?;
    if let Some(note) = &found.note {
        setting.note(note);
    }
    let prose = Prose {
        reference: &reference,
    };
    let table = Table {
        notes: found.history.into_iter().map(event_line).collect(),
        ..authority_columns(prose).table("authorities", "Authorities", found.authorities)
    };
    setting.show(wanted.format, &table)?;
    Ok(0)
}

fn event_line(event: &Reorganisation) -> String {
    format!("{}: {}", event.date.strftime("%-d %B %Y"), event.note)
}

fn authority_columns<'a>(prose: Prose<'a>) -> TableColumns<'a, &'a Authority> {
    TableColumns::<&Authority>::new()
        .text("la_code", "Code", |of| text(of.area.la_code()))
        .text("authority_code", "ONS code", |of| text(&of.ons_code))
        .text("authority", "Authority", |of| text(&of.name))
        .text("region", "Region", move |of| {
            optional(of.region.map(|region| prose.name(region)))
        })
        .text("type", "Type", |of| text(of.kind.word()))
        .text("valid_from", "Since", |of| day(of.valid_from))
        .text("valid_to", "Until", |of| day(of.valid_to))
        .text("successors", "Replaced by", move |of| {
            let names: Vec<&str> = of.successors.iter().map(|s| prose.name(*s)).collect();
            text(names.join("; "))
        })
        .text("also", "Also known as", |of| text(of.aliases.join("; ")))
}

pub(super) fn indicators(setting: &Setting<'_>, wanted: &IndicatorsArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let order = IndicatorsOrder {
        query: wanted.query.as_deref(),
        theme: wanted.theme.as_deref(),
        all: wanted.all,
    };
    let listed = lists::indicators(&reference, &order)?;
    let table = TableColumns::<&ListedIndicator>::new()
        .text("indicator", "Id", |of| text(&of.id))
        .text("title", "Title", |of| text(&of.title))
        .text("theme", "Theme", |of| text(&of.theme))
        .text("unit", "Unit", |of| text(&of.unit))
        .text("polarity", "Good is", |of| text(of.polarity.good_is()))
        .text("source_measure", "LAIT code", |of| {
            optional(of.code.as_ref())
        })
        .table("indicators", "Indicators", &listed);
    setting.show(wanted.format, &table)?;
    Ok(0)
}

pub(super) fn neighbours(setting: &Setting<'_>, wanted: &NeighboursArguments) -> Result<u8> {
    let reference = setting.reference()?;
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
    let columns = TableColumns::<(usize, &FoundNeighbour)>::new()
        .whole("position", "Position", |(at, _)| count(at + 1))
        .text("la_code", "Code", |(_, of)| text(of.area.la_code()))
        .text("authority", "Statistical neighbour", |(_, of)| {
            text(prose.name(of.area))
        })
        .text("closeness", "Closeness", |(_, of)| {
            text(of.closeness.words())
        });
    let columns = found.other_list.iter().fold(columns, |columns, other| {
        let title = format!("In list of {other} too");
        columns.text("in_other_list", &title, |(_, of)| {
            yes_or_no(of.is_in_other_list)
        })
    });
    let rows = found.neighbours.iter().enumerate();
    let mut table = columns.table("neighbours", prose.neighbours_title(order.area), rows);
    table.subtitle = format!("Rule: {}.", found.rule);
    table.source = pages::list_source(order.list);
    table
}
