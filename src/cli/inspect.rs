//! `yardstick inspect`: what a file holds, before anyone compares with it.

use super::args::{ByHand, Inspect};
use super::lists::show;
use super::setting::{self, Setting};
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::load::Input;
use crate::screen::ScreeningScope;
use crate::source::by_hand;
use crate::source::inspect::{ColumnFacts, Inspection, Role, inspect};
use crate::table::cell::{reading, text};
use crate::table::{Cell, Column, Table};
use std::collections::BTreeMap;

pub(super) fn run(setting: &Setting<'_>, wanted: &Inspect) -> Result<u8> {
    let options = ByHand {
        column: wanted.column.clone(),
        selection: wanted.selection.clone(),
    };
    if let Some((column, selection)) = setting::by_hand(&options)? {
        return one_indicator(setting, wanted, &column, &selection);
    }
    if wanted.file.extension().is_some_and(|e| e == "parquet") {
        return Err(Error::usage("inspect reads CSVs").hint(
            "LAIT’s Parquet holds the same series as its CSV: see “yardstick indicators --all”",
        ));
    }
    let found = inspect(setting.world, &wanted.file)?;
    setting.tell(&found.checks);
    show(setting, &overview(&found));
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
    rows.extend(
        found
            .columns
            .iter()
            .filter(|c| c.role == Role::PlaceAndTime)
            .map(|c| fact("place and time", &c.name, String::new())),
    );
    rows.extend(
        found
            .columns
            .iter()
            .filter(|c| c.role == Role::Filter)
            .map(|c| fact("filter", &c.name, counted(&c.labels))),
    );
    rows.extend(
        found
            .columns
            .iter()
            .filter(|c| c.role == Role::Indicator)
            .map(|c| fact("indicator", &c.name, range(c))),
    );
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

/// A value column with its filters: England, the regions, and every authority with a figure in the newest period.
fn one_indicator(
    setting: &Setting<'_>,
    wanted: &Inspect,
    column: &str,
    selection: &[(String, String)],
) -> Result<u8> {
    let reference = Reference::embedded()?;
    let entry = by_hand::entry(column, selection);
    let paths = [wanted.file.clone()];
    let input = Input {
        paths: &paths,
        indicators: &[],
        by_hand: Some(&entry),
        asked: ScreeningScope::Everything,
        stored: None,
    };
    let study = Study::load(setting.world, &reference, &input)?;
    setting.tell(&study.checks);
    let panel = study
        .panels()
        .first()
        .ok_or_else(|| Error::nothing(format!("{column} has no figure under these labels")))?;
    let speaker = Words {
        reference: &reference,
    };
    let slots = study.slots();
    let places: Vec<Area> = (0..slots.len())
        .filter_map(|slot| slots.area(slot))
        .filter(|area| (0..panel.periods.len()).any(|p| panel.origin(p, *area).is_some()))
        .collect();
    let mut columns = vec![
        Column::text("la_code", "Code"),
        Column::text("authority", "Place"),
    ];
    columns.extend(
        panel
            .periods
            .iter()
            .map(|p| Column::number(&p.label, &p.label)),
    );
    let row = |area: &Area| {
        let mut cells = vec![text(format!("{:03}", area.0)), text(speaker.name(*area))];
        cells.extend((0..panel.periods.len()).map(|p| reading(panel.reading(p, *area), None)));
        cells
    };
    show(
        setting,
        &Table::bare(
            "indicator",
            entry.title.clone(),
            columns,
            places.iter().map(row).collect(),
        ),
    );
    Ok(0)
}
