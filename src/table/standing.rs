//! Tables for papers: few columns, so that they fit a side of A4 at a size that can be read.

use super::cell::{number, optional, reading, text};
use super::columns::TableColumns;
use super::{Cell, Table};
use crate::compare::Comparison;
use crate::compare::peers::Peers;
use crate::finding::narrative;
use crate::finding::prose::{self, Prose, pages};
use crate::observation::area::Area;
use crate::observation::reading::{Reading, Status};
use crate::stat::order::Band;
use crate::stat::round::format_number;
use jiff::civil::Date;
use std::collections::BTreeMap;

type PaperColumns<'a> = TableColumns<'a, &'a Comparison<'a>>;

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

/// The indicator in a table whose note says of which day its figures are: with its period where that is another, and its unit where the
/// name does not say it.
fn named_beside(c: &Comparison<'_>, day: Option<Date>) -> Cell {
    let unit = if c.indicator.unit.key() == "per-10,000" {
        String::new()
    } else {
        c.indicator.unit.brief()
    };
    let mut name = c.indicator.short.clone();
    if c.period.last_day() != day {
        name.push_str(&format!(", {}", c.period.short()));
    }
    if !unit.is_empty() || c.indicator.local {
        let inside = format!("{unit}{}", local(c));
        name.push_str(&format!(" ({})", inside.trim_start_matches(", ")));
    }
    text(name)
}

/// The day on which most periods of a table end.
fn common_day(compared: &[&Comparison<'_>]) -> Option<Date> {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for day in compared.iter().filter_map(|c| c.period.last_day()) {
        *days.entry(day).or_default() += 1;
    }
    let most = days.into_iter().max_by_key(|(day, of)| (*of, *day))?;
    Some(most.0)
}

fn local(c: &Comparison<'_>) -> &'static str {
    if c.indicator.local {
        ", local, unvalidated"
    } else {
        ""
    }
}

/// The change of a year with its sign, and whether it is for the better where it is more than chance would bring.
fn signed_change(c: &Comparison<'_>) -> Cell {
    let Some(change) = c.printed_change() else {
        return Cell::Empty;
    };
    let size = format_number(change.abs(), c.indicator.decimals);
    let sign = if size.bytes().all(|digit| matches!(digit, b'0' | b'.')) {
        ""
    } else if change > 0.0 {
        "+"
    } else {
        "−"
    };
    let sense = match narrative::sense_of_change(c) {
        Some(true) => ", better",
        Some(false) => ", worse",
        None => "",
    };
    text(format!("{sign}{size}{sense}"))
}

/// The quartile band, where the figure has a place among all authorities.
fn band(c: &Comparison<'_>) -> Option<Band> {
    c.comparable_rank()?;
    c.band
}

/// A published value with the indicator's decimals.
fn value(c: &Comparison<'_>, value: Option<f64>) -> Cell {
    number(value, Some(c.indicator.decimals))
}

/// The mean of a group, where enough of its members have data; none of a total, which follows from the size of each place.
fn mean(c: &Comparison<'_>, peers: &Peers) -> Cell {
    let comparable = peers.comparable().filter(|_| !c.is_total());
    number(
        comparable.map(|spread| spread.mean),
        Some(c.indicator.mean_decimals()),
    )
}

/// Where an authority stands: a row an indicator; a column more for each group compared with.
pub(crate) fn standing(
    compared: &[&Comparison<'_>],
    prose: Prose<'_>,
    area: Area,
    source: String,
) -> Table {
    let day = common_day(compared);
    let mut columns = PaperColumns::new()
        .text("indicator", "Indicator", move |c| named_beside(c, day))
        .number("value", prose.short(area), |c| {
            reading(c.reading, Some(c.indicator.decimals))
        })
        .text("change", "Change in a year", |c| signed_change(c))
        .number("neighbours", "Neighbours’ mean", |c| {
            mean(c, &c.neighbours)
        });
    // The groups are those of the run, so every comparison has the same.
    let groups = compared.iter().take(1).flat_map(|first| &first.groups);
    for (at, peers) in groups.enumerate() {
        let title = pages::mean_of_group(&peers.group.name);
        columns = columns.number(&format!("group_{}", at + 1), &title, move |c| {
            c.groups.get(at).map_or(Cell::Empty, |peers| mean(c, peers))
        });
    }
    // A London borough stands beside its half of London, or beside all of it where only that is published.
    let mut regions: Vec<Area> = compared.iter().filter_map(|c| Some(c.region?.0)).collect();
    regions.sort_unstable();
    regions.dedup();
    let region = match regions.as_slice() {
        [one] => prose.short(*one),
        _ => "Region",
    };
    let columns = columns
        .number("region", region, |c| {
            value(c, c.comparable_region().map(|(_, value)| value))
        })
        .number("england", "England", |c| value(c, c.comparable_england()))
        .text("place", "National place", |c| {
            let rank = c.comparable_rank();
            let letter = band(c).map(|band| format!(", {}", band.letter()));
            optional(rank.map(|at| {
                let letter = letter.unwrap_or_default();
                format!("{} of {}{letter}", prose::place(at), at.of)
            }))
        });
    let mut notes: Vec<String> = pages::day_and_base(day, compared).into_iter().collect();
    notes.extend([
        pages::places(compared.iter().any(|c| band(c).is_some())),
        "Neighbours’ mean: unweighted, of those with data; left out where fewer than seven of ten have data.".to_owned(),
    ]);
    let has_sense = |c: &&Comparison<'_>| narrative::sense_of_change(c).is_some();
    notes.extend(pages::senses(compared.iter().any(has_sense)).map(str::to_owned));
    if compared.iter().any(|c| c.is_total()) {
        notes.push(pages::TOTAL_ALONE.to_owned());
    }
    notes.extend(pages::mixed_regions(&regions, prose));
    notes.extend(prose.own_returns(compared));
    Table {
        notes,
        source,
        ..columns.table("standing", "", compared.iter().copied())
    }
}

/// So many years of a course are shown.
const YEARS: usize = 5;

/// The own figure over the last periods: a row an indicator. Periods are those of the first indicator's kind; others are told apart by
/// their own last column.
pub(crate) fn course(compared: &[&Comparison<'_>], prose: Prose<'_>, source: String) -> Table {
    let mut years: Vec<i16> = compared
        .iter()
        .flat_map(|c| c.panel.periods().iter().map(|period| period.end_year()))
        .collect();
    years.sort_unstable();
    years.dedup();
    let years = years.split_off(years.len().saturating_sub(YEARS));
    let mut columns = PaperColumns::new().text("indicator", "Indicator", |c| measured(c));
    for year in years {
        let title = format!("Year ending in {year}");
        columns = columns.number(&format!("year_{year}"), &title, move |c| {
            reading(figure_of(c, year), Some(c.indicator.decimals))
        });
    }
    Table {
        notes: prose.own_returns(compared),
        source,
        ..columns.table("course", "", compared.iter().copied())
    }
}

/// The authority's figure of the last period that ends in a year.
fn figure_of(c: &Comparison<'_>, year: i16) -> Reading {
    let mut newest_first = c.panel.columns().rev();
    let at = newest_first.find(|at| c.panel.period(*at).end_year() == year);
    at.map_or(Reading::Missing(Status::Absent), |at| {
        c.panel.reading(at, c.area)
    })
}

/// A row of the evidence: the comparison, the letter of its file, and the row there.
struct CreditedFigure<'a> {
    c: &'a Comparison<'a>,
    letter: Option<String>,
    row: Option<u32>,
}

/// How each figure is known: the file and row that anyone can open. Files go by a letter, told below, since their names are long.
pub(crate) fn evidence(compared: &[&Comparison<'_>], prose: Prose<'_>, source: String) -> Table {
    let mut files: Vec<(&str, &str)> = Vec::new();
    let mut rows = Vec::new();
    for c in compared {
        let origin = c.panel.origin(c.at, c.area);
        let file = origin
            .and_then(|origin| c.panel.source(origin.file))
            .map(|source| (source.file.as_str(), source.release.as_str()));
        rows.push(CreditedFigure {
            c,
            letter: file.map(|file| letter(place_among(&mut files, file))),
            row: origin.map(|origin| origin.row),
        });
    }
    let notes = files
        .iter()
        .enumerate()
        .map(|(at, (file, release))| format!("File {}: {file} ({release}).", letter(at)))
        .collect();
    let columns = TableColumns::<CreditedFigure<'_>>::new()
        .text("indicator", "Indicator and period", |row| named(row.c))
        .number("value", "Figure", |row| {
            reading(row.c.reading, Some(row.c.indicator.decimals))
        })
        .text("release", "Publication and release", |row| {
            text(prose.credit(row.c))
        })
        .text("file", "File", |row| optional(row.letter.as_ref()))
        .text("row", "Row", |row| {
            optional(row.row.map(|row| row.to_string()))
        });
    Table {
        notes,
        source,
        ..columns.table("evidence", "", rows)
    }
}

/// The place of an item in a list, added at the end where it is new.
fn place_among<T: PartialEq>(known: &mut Vec<T>, item: T) -> usize {
    let found = known.iter().position(|other| *other == item);
    found.unwrap_or_else(|| {
        known.push(item);
        known.len() - 1
    })
}

/// A to Z, then AA.
fn letter(at: usize) -> String {
    const LETTERS: [char; 26] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R',
        'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
    ];
    let last = LETTERS[at % LETTERS.len()];
    match at.checked_sub(LETTERS.len()) {
        None => last.to_string(),
        Some(beyond) => format!("{}{last}", letter(beyond / LETTERS.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_go_by_letters() {
        assert_eq!([0, 25, 26].map(letter), ["A", "Z", "AA"]);
    }
}
