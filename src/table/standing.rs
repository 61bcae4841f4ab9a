//! Tables for papers: few columns, so that they fit a side of A4 at a size that can be read.

use super::cell::{reading, text};
use super::{Cell, Column, Table};
use crate::compare::Comparison;
use crate::finding::words::{self, Words, mean_decimals};
use crate::observation::area::Area;
use crate::observation::reading::{Reading, Status};

/// The indicator with its unit: "Looked after rate (per 10,000)".
fn measured(c: &Comparison<'_>) -> Cell {
    text(format!(
        "{} ({}{})",
        c.indicator.short,
        c.indicator.unit.brief(),
        local(c)
    ))
}

/// The indicator with its period and unit: "Looked after rate, 2025 (per 10,000)".
fn named(c: &Comparison<'_>) -> Cell {
    text(format!(
        "{}, {} ({}{})",
        c.indicator.short,
        c.period.short(),
        c.indicator.unit.brief(),
        local(c)
    ))
}

fn local(c: &Comparison<'_>) -> &'static str {
    if c.indicator.local {
        ", local, unvalidated"
    } else {
        ""
    }
}

fn number(value: Option<f64>, decimals: u8) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Number {
        value,
        decimals: Some(decimals),
    })
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
pub(crate) fn standing(
    compared: &[&Comparison<'_>],
    speaker: Words<'_>,
    area: Area,
    source: String,
) -> Table {
    let region = compared
        .iter()
        .find_map(|each| each.region)
        .map_or("Region", |(area, _)| speaker.short(area));
    let mut columns = vec![
        Column::text("indicator", "Indicator and period"),
        Column::number("value", speaker.short(area)),
        Column::number("change", "Change, 1 year"),
        Column::number("neighbours", "Neighbours’ mean"),
    ];
    let groups: Vec<String> = compared
        .first()
        .map(|each| each.groups.iter().map(|g| g.group.name.clone()).collect())
        .unwrap_or_default();
    columns.extend(groups.iter().enumerate().map(|(at, name)| {
        Column::number(
            &format!("group_{}", at + 1),
            &format!("{}, mean", words::sentence_start(name)),
        )
    }));
    columns.extend([
        Column::number("region", region),
        Column::number("england", "England"),
        Column::text("place", "National place"),
    ]);
    let rows = compared.iter().map(|each| standing_row(each)).collect();
    let mut made = table("standing", columns, rows, source);
    made.notes.push(
        "Places: from the best where good is known, otherwise from the highest or lowest as said."
            .to_owned(),
    );
    made.notes
        .push("Neighbours’ mean: unweighted, of those with data; left out where fewer than seven of ten have data.".to_owned());
    if compared.iter().any(|each| each.is_total()) {
        made.notes.push("Counts follow from the size of a place: region, England and national place are left out.".to_owned());
    }
    made
}

fn standing_row(c: &Comparison<'_>) -> Vec<Cell> {
    let decimals = c.indicator.decimals;
    let finer = mean_decimals(c.indicator);
    let mean = |peers: &crate::compare::peers::Peers| {
        number(
            peers.spread.filter(|_| peers.enough()).map(|s| s.mean),
            finer,
        )
    };
    let mut row = vec![
        named(c),
        reading(c.reading, Some(decimals)),
        number(c.printed_change(), decimals),
        mean(&c.neighbours),
    ];
    row.extend(c.groups.iter().map(mean));
    row.extend([
        number(c.comparable_region().map(|r| r.1), decimals),
        number(c.comparable_england(), decimals),
        text(
            c.rank
                .as_ref()
                .filter(|_| !c.is_total())
                .map(|at| format!("{} of {}", words::place(at), at.of))
                .unwrap_or_default(),
        ),
    ]);
    row
}

/// So many years of a course are shown.
const YEARS: usize = 5;

/// The own figure over the last periods: a row an indicator. Periods are those of the first indicator's kind; others are told apart by
/// their own last column.
pub(crate) fn course(compared: &[&Comparison<'_>], source: String) -> Table {
    let mut years: Vec<i16> = compared
        .iter()
        .flat_map(|each| each.panel.periods.iter().map(|period| period.end_year()))
        .collect();
    years.sort_unstable();
    years.dedup();
    let years = years.split_off(years.len().saturating_sub(YEARS));
    let mut columns = vec![Column::text("indicator", "Indicator")];
    columns.extend(
        years
            .iter()
            .map(|year| Column::number(&format!("year_{year}"), &format!("Year ending in {year}"))),
    );
    let row = |each: &&Comparison<'_>| {
        let (c, panel) = (each, each.panel);
        let mut cells = vec![measured(c)];
        cells.extend(years.iter().map(|year| {
            let at = panel
                .periods
                .iter()
                .rposition(|period| period.end_year() == *year);
            reading(
                at.map_or(Reading::Missing(Status::Absent), |at| {
                    panel.reading(at, c.area)
                }),
                Some(c.indicator.decimals),
            )
        }));
        cells
    };
    table(
        "course",
        columns,
        compared.iter().map(row).collect(),
        source,
    )
}

/// How each figure is known: the file and row that anyone can open. Files go by a letter, told below, since their names are long.
pub(crate) fn evidence(compared: &[&Comparison<'_>], speaker: Words<'_>, source: String) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator and period"),
        Column::number("value", "Figure"),
        Column::text("release", "Publication and release"),
        Column::text("file", "File"),
        Column::text("row", "Row"),
    ];
    let mut files: Vec<(String, String)> = Vec::new();
    let mut rows = Vec::new();
    for each in compared {
        let (c, panel) = (each, each.panel);
        let origin = panel.origin(c.at, c.area);
        let file = origin
            .and_then(|o| panel.source(o.file))
            .map(|source| (source.file.clone(), source.release.clone()));
        let letter = file.map(|file| {
            let at = files
                .iter()
                .position(|known| *known == file)
                .unwrap_or_else(|| {
                    files.push(file);
                    files.len() - 1
                });
            letter(at)
        });
        rows.push(vec![
            named(c),
            reading(c.reading, Some(c.indicator.decimals)),
            text(speaker.credit(c)),
            text(letter.unwrap_or_default()),
            text(origin.map(|o| o.row.to_string()).unwrap_or_default()),
        ]);
    }
    let mut made = table("evidence", columns, rows, source);
    made.notes = files
        .iter()
        .enumerate()
        .map(|(at, (file, release))| format!("File {}: {file} ({release}).", letter(at)))
        .collect();
    made
}

/// A to Z, then AA.
fn letter(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    if at < 26 {
        last.to_string()
    } else {
        format!("{}{last}", letter(at / 26 - 1))
    }
}

/// The same table with these columns only, in this order.
pub(crate) fn picked(of: &Table, names: &[&str]) -> Table {
    let places: Vec<usize> = names
        .iter()
        .filter_map(|name| of.columns.iter().position(|column| column.name == *name))
        .collect();
    let pick = |row: &Vec<Cell>| {
        places
            .iter()
            .map(|at| row.get(*at).cloned().unwrap_or(Cell::Empty))
            .collect()
    };
    Table {
        columns: places
            .iter()
            .filter_map(|at| of.columns.get(*at).cloned())
            .collect(),
        rows: of.rows.iter().map(pick).collect(),
        ..of.clone()
    }
}

/// The same table with some columns kept, some left out, and all others in one cell a row: "Leadership: good; In care: good".
pub(crate) fn gathered(of: &Table, kept: &[&str], left_out: &[&str], title: &str) -> Table {
    let mut made = picked(of, kept);
    made.columns.push(Column::text("others", title));
    for (row, whole) in made.rows.iter_mut().zip(&of.rows) {
        let named = |column: &Column, names: &[&str]| names.contains(&column.name.as_str());
        let others = of
            .columns
            .iter()
            .zip(whole)
            .filter(|(column, _)| !named(column, kept) && !named(column, left_out));
        let said: Vec<String> = others
            .filter_map(|(column, cell)| match cell {
                Cell::Text(words) => Some(format!("{}: {words}", column.title)),
                _ => None,
            })
            .collect();
        row.push(text(said.join("; ")));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_picked_and_the_rest_gathered() {
        let columns = ["a", "b", "c"]
            .map(|name| Column::text(name, &name.to_uppercase()))
            .to_vec();
        let row = vec![text("1"), text("2"), text("3")];
        let whole = Table::bare("t", String::new(), columns, vec![row]);
        assert_eq!(
            picked(&whole, &["c", "a"]).rows,
            [vec![text("3"), text("1")]]
        );
        let gathered = gathered(&whole, &["b"], &[], "Others");
        assert_eq!(
            (gathered.columns.len(), &gathered.rows[0]),
            (2, &vec![text("2"), text("A: 1; C: 3")])
        );
        assert_eq!(
            super::gathered(&whole, &["b"], &["a"], "Others").rows[0],
            [text("2"), text("C: 3")]
        );
        assert_eq!([0, 25, 26].map(letter), ["A", "Z", "AA"]);
    }
}
