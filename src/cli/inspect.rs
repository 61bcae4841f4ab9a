//! `yardstick inspect`: what a file holds, before anyone compares with it.

use super::args::InspectArguments;
use super::compare::by_hand;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::Prose;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::run::inspect::{ColumnFigures, ColumnOrder, column, contents};
use crate::source::inspect::{ColumnFacts, Inspection, Role};
use crate::table::cell::{reading, text};
use crate::table::{Cell, Column, Table};
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
        fact("file", "format", found.format.to_owned()),
        fact("file", "rows", found.rows.to_string()),
        fact("file", "periods", counted(&found.periods)),
        fact("file", "levels", counted(&found.levels)),
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
            fact(what, &column.name, holds)
        }));
    }
    let columns = vec![
        Column::text("what", "What"),
        Column::text("name", "Name"),
        Column::text("holds", "Holds"),
    ];
    Table::bare(
        "inspection",
        format!("What {} holds", found.file),
        columns,
        rows,
    )
}

fn fact(what: &str, name: &str, holds: String) -> Vec<Cell> {
    vec![text(what), text(name), text(holds)]
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
    let mut columns = vec![
        Column::text("la_code", "Code"),
        Column::text("authority", "Place"),
    ];
    let periods = figures.periods.iter();
    columns.extend(periods.map(|label| Column::number(label, label)));
    let rows = figures.places.iter().map(|(area, readings)| {
        let mut cells = vec![text(format!("{:03}", area.0)), text(prose.name(*area))];
        cells.extend(readings.iter().map(|each| reading(*each, None)));
        cells
    });
    Table::bare(
        "indicator",
        indicator.title.clone(),
        columns,
        rows.collect(),
    )
}
