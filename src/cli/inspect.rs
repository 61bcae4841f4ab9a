//! `yardstick inspect`: what a file holds, before anyone compares with it.

use super::args::InspectArguments;
use super::compare::by_hand;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::Prose;
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::run::inspect::{ColumnFigures, ColumnOrder, column, contents};
use crate::source::inspect::{ColumnFacts, Inspection, Role};
use crate::table::cell::{reading, text};
use crate::table::columns::TableColumns;
use crate::table::{Cell, Table};
use std::collections::BTreeMap;

pub(super) fn run(setting: &Setting<'_>, wanted: &InspectArguments) -> Result<u8> {
    let table = match by_hand(wanted.column.as_deref(), &wanted.selection)? {
        Some(indicator) => {
            let reference = Reference::embedded()?;
            let order = ColumnOrder {
                file: &wanted.file,
                indicator: &indicator,
            };
            let figures = column(setting.world, &reference, &order, setting)?;
            let prose = Prose {
                reference: &reference,
            };
            figures_table(&indicator, &figures, prose)
        }
        None => overview(&contents(setting.world, &wanted.file, setting)?),
    };
    setting.show(wanted.format, &table)?;
    Ok(0)
}

/// Labels in a row of the table; a filter with more is cut, and says so.
const LABELS: usize = 40;

fn overview(found: &Inspection) -> Table {
    let mut rows = vec![
        part("file", "format", found.format.to_owned()),
        part("file", "rows", found.rows.to_string()),
        part("file", "periods", counted(&found.periods)),
        part("file", "levels", counted(&found.levels)),
    ];
    for (role, what) in [
        (Role::PlaceAndTime, "place and time"),
        (Role::Filter, "filter"),
        (Role::Indicator, "indicator"),
    ] {
        let columns = found.columns.iter().filter(|column| column.role == role);
        rows.extend(columns.map(|column| {
            let holds = match column.role {
                Role::PlaceAndTime => String::new(),
                Role::Filter => counted(&column.labels),
                Role::Indicator => range(column),
            };
            part(what, &column.name, holds)
        }));
    }
    TableColumns::<InspectedPart<'_>>::new()
        .text("what", "What", |part| text(part.what))
        .text("name", "Name", |part| text(part.name))
        .text("holds", "Holds", |part| text(&part.holds))
        .table("inspection", format!("What {} holds", found.file), rows)
}

/// A part of a file: what kind of part it is, its name, and what is in it.
struct InspectedPart<'a> {
    what: &'static str,
    name: &'a str,
    holds: String,
}

fn part<'a>(what: &'static str, name: &'a str, holds: String) -> InspectedPart<'a> {
    InspectedPart { what, name, holds }
}

fn counted(labels: &BTreeMap<String, u64>) -> String {
    let shown: Vec<String> = labels
        .iter()
        .take(LABELS)
        .map(|(label, rows)| format!("{label} ({rows})"))
        .collect();
    let more = labels.len().saturating_sub(LABELS);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", shown.join("; "))
}

fn range(c: &ColumnFacts) -> String {
    let mut parts = Vec::new();
    if c.numbers > 0 {
        parts.push(format!(
            "{} numbers from {} to {}",
            c.numbers, c.least, c.most
        ));
    }
    parts.extend(
        c.symbols
            .iter()
            .map(|(symbol, count)| format!("{symbol} ({count})")),
    );
    if c.others > 0 {
        parts.push(format!(
            "{} cells that are neither number nor symbol, the first “{}”",
            c.others, c.first_other
        ));
    }
    parts.join("; ")
}

/// A row a place, a column a period.
fn figures_table(indicator: &Entry, figures: &ColumnFigures, prose: Prose<'_>) -> Table {
    let places = TableColumns::<(Area, &Vec<Reading>)>::new()
        .text("la_code", "Code", |(area, _)| text(area.la_code()))
        .text("authority", "Place", |(area, _)| text(prose.name(*area)));
    let periods = figures.periods.iter().enumerate();
    let columns = periods.fold(places, |columns, (at, label)| {
        columns.number(label, label, move |(_, readings)| {
            readings
                .get(at)
                .map_or(Cell::Empty, |each| reading(*each, None))
        })
    });
    let rows = figures
        .places
        .iter()
        .map(|(area, readings)| (*area, readings));
    columns.table("indicator", &indicator.title, rows)
}
