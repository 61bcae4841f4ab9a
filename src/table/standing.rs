//! Tables for papers: few columns, so that they fit a side of A4 at a size that can be read.

use super::comparison::{Compared, reading, text};
use super::{Cell, Column, Table};
use crate::compare::Comparison;
use crate::finding::words::{self, Words, mean_decimals};
use crate::observation::area::Area;
use crate::observation::reading::{Reading, Status};

/// The indicator with its unit: "Looked after rate (rate per 10,000)".
fn measured(c: &Comparison<'_>) -> Cell {
    text(format!("{} ({}{})", c.indicator.short, c.indicator.unit.axis(), local(c)))
}

fn local(c: &Comparison<'_>) -> &'static str {
    if c.indicator.local { ", local, unvalidated" } else { "" }
}

fn number(value: Option<f64>, decimals: usize) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Number { value, decimals: Some(decimals) })
}

fn table(name: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>, source: String) -> Table {
    Table {
        name: name.to_owned(),
        title: String::new(),
        subtitle: String::new(),
        columns,
        rows,
        notes: Vec::new(),
        source,
        emphasis: Vec::new(),
    }
}

/// Where an authority stands: a row an indicator; a column more for each group compared with.
pub(crate) fn standing(compared: &[&Compared<'_>], speaker: Words<'_>, area: Area, source: String) -> Table {
    let region = compared.iter().find_map(|each| each.comparison.region).map_or("Region", |(area, _)| speaker.short(area));
    let mut columns = vec![
        Column::text("indicator", "Indicator and period"),
        Column::number("value", speaker.short(area)),
        Column::number("change", "Change, 1 year"),
        Column::number("neighbours", "Neighbours’ mean"),
    ];
    let groups: Vec<String> =
        compared.first().map(|each| each.comparison.groups.iter().map(|g| g.group.name.clone()).collect()).unwrap_or_default();
    columns.extend(
        groups
            .iter()
            .enumerate()
            .map(|(at, name)| Column::number(&format!("group_{}", at + 1), &format!("{}, mean", words::sentence_start(name)))),
    );
    columns.extend([
        Column::number("region", region),
        Column::number("england", "England"),
        Column::text("place", "National place"),
    ]);
    let rows = compared.iter().map(|each| standing_row(&each.comparison)).collect();
    let mut made = table("standing", columns, rows, source);
    made.notes
        .push("Neighbours’ mean: unweighted, of those with data; left out where fewer than seven of ten have data.".to_owned());
    if compared.iter().any(|each| each.comparison.is_total()) {
        made.notes.push("Counts follow from the size of a place: region, England and national place are left out.".to_owned());
    }
    made
}

fn standing_row(c: &Comparison<'_>) -> Vec<Cell> {
    let decimals = c.indicator.decimals;
    let finer = usize::from(mean_decimals(c.indicator));
    let mean = |peers: &crate::compare::peers::Peers| number(peers.spread.filter(|_| peers.enough()).map(|s| s.mean), finer);
    let mut row = vec![
        text(format!("{}, {} ({}{})", c.indicator.short, c.period.short(), c.indicator.unit.axis(), local(c))),
        reading(c.reading, Some(decimals)),
        number(c.printed_change(), decimals),
        mean(&c.neighbours),
    ];
    row.extend(c.groups.iter().map(mean));
    row.extend([
        number(c.comparable_region().map(|r| r.1), decimals),
        number(c.comparable_england(), decimals),
        text(c.rank.as_ref().filter(|_| !c.is_total()).map(words::place_of).unwrap_or_default()),
    ]);
    row
}

/// So many years of a course are shown.
const YEARS: usize = 5;

/// The own figure over the last periods: a row an indicator. Periods are those of the first indicator's kind; others are told apart by
/// their own last column.
pub(crate) fn course(compared: &[&Compared<'_>], source: String) -> Table {
    let mut years: Vec<i16> =
        compared.iter().flat_map(|each| each.panel.periods.iter().map(|period| period.end_year())).collect();
    years.sort_unstable();
    years.dedup();
    let years = years.split_off(years.len().saturating_sub(YEARS));
    let mut columns = vec![Column::text("indicator", "Indicator")];
    columns.extend(years.iter().map(|year| Column::number(&format!("year_{year}"), &format!("Year ending in {year}"))));
    let row = |each: &&Compared<'_>| {
        let (c, panel) = (&each.comparison, each.panel);
        let mut cells = vec![measured(c)];
        cells.extend(years.iter().map(|year| {
            let at = panel.periods.iter().rposition(|period| period.end_year() == *year);
            reading(at.map_or(Reading::Missing(Status::Absent), |at| panel.reading(at, c.area)), Some(c.indicator.decimals))
        }));
        cells
    };
    table("course", columns, compared.iter().map(row).collect(), source)
}

/// How each figure is known: the file and row that anyone can open.
pub(crate) fn evidence(compared: &[&Compared<'_>], speaker: Words<'_>, source: String) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("period", "Period"),
        Column::number("value", "Figure"),
        Column::text("release", "Publication and release"),
        Column::text("file", "File"),
        Column::whole("row", "Row"),
    ];
    let row = |each: &&Compared<'_>| {
        let (c, panel) = (&each.comparison, each.panel);
        let origin = panel.origin(c.at, c.area);
        let file = origin.and_then(|o| panel.source(o.file));
        vec![
            measured(c),
            text(c.period.short()),
            reading(c.reading, Some(c.indicator.decimals)),
            text(speaker.credit(c, panel)),
            text(file.map(|f| f.file.clone()).unwrap_or_default()),
            origin.map_or(Cell::Empty, |o| Cell::Whole(i64::from(o.row))),
        ]
    };
    table("evidence", columns, compared.iter().map(row).collect(), source)
}
