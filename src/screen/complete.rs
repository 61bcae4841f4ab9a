//! Who is missing from a release: England or a region in the newest period, authorities that existed in a period and have no row, not
//! even one with a symbol. And a year that is missing between two that are there.

use super::series_rows::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// DfE publishes two authorities with another's figures, or not at all, in some files; more than these are a broken file.
const FEW: usize = 5;
/// How many missing authorities are named.
const NAMED: usize = 5;

/// The areas that have a row, by the year in which the period ends.
type AreasByYear = BTreeMap<i16, BTreeSet<Area>>;

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    let mut years = AreasByYear::new();
    let mut newest: Option<(Date, u32)> = None;
    // Of each year, the end of its newest period and a row of it.
    let mut ends: BTreeMap<i16, (Date, u32)> = BTreeMap::new();
    for row in series.rows {
        let Some(period) = series.period(*row) else {
            continue;
        };
        years
            .entry(period.end_year())
            .or_default()
            .insert(series.area(*row));
        newest = newest.max(Some((period.end, *row)));
        let end = ends.entry(period.end_year()).or_insert((period.end, *row));
        *end = (*end).max((period.end, *row));
    }
    let (Some((_, row)), Some(areas)) = (newest, years.values().next_back()) else {
        return;
    };
    let label = series.label(row);
    // The newest year that is thin speaks for the others: where one is, a file was cut off.
    let thin = ends.iter().rev().find_map(|(year, (end, row))| {
        missing_authorities(years.get(year)?, reference, *end, series.label(*row))
    });
    let faults = [
        missing_england(areas, label),
        missing_regions(&years, areas, label),
        thin,
        missing_years(&years),
    ];
    checks.extend(faults.into_iter().flatten().map(|(found, expected)| {
        series
            .at(Severity::Error, "keys-missing", row)
            .found(found)
            .expected(expected)
    }));
}

/// What was found and what was expected; none where nothing is missing.
type Missing = Option<(String, &'static str)>;

fn missing_england(areas: &BTreeSet<Area>, label: &str) -> Missing {
    (!areas.contains(&Area::ENGLAND)).then(|| {
        (
            format!("no England in {label}"),
            "a row for England, or a symbol in its place",
        )
    })
}

fn missing_regions(years: &AreasByYear, areas: &BTreeSet<Area>, label: &str) -> Missing {
    let ever: BTreeSet<Area> = years.values().flatten().copied().collect();
    let gone = ever
        .iter()
        .filter(|area| area.is_region() && !areas.contains(area))
        .count();
    (gone > 0).then(|| {
        (
            format!("{gone} regions that earlier years have are not in {label}"),
            "every region",
        )
    })
}

fn missing_authorities(
    areas: &BTreeSet<Area>,
    reference: &Reference,
    end: Date,
    label: &str,
) -> Missing {
    let register = &reference.register;
    let absent: Vec<&str> = register
        .all()
        .filter(|known| known.area.is_authority() && register.exists_on(known.area, end))
        .filter(|known| !areas.contains(&known.area))
        .map(|known| known.name.as_str())
        .collect();
    (absent.len() > FEW).then(|| {
        let names = absent[..NAMED].join(", ");
        (
            format!(
                "{} authorities have no row in {label}: {names} …",
                absent.len()
            ),
            "a row for each authority",
        )
    })
}

fn missing_years(years: &AreasByYear) -> Missing {
    let (first, last) = (*years.keys().next()?, *years.keys().next_back()?);
    let holes: Vec<String> = (first..last)
        .filter(|year| !years.contains_key(year))
        .map(|year| year.to_string())
        .collect();
    (!holes.is_empty()).then(|| {
        (
            format!("no rows for {}", holes.join(", ")),
            "every year between the first and the last",
        )
    })
}
