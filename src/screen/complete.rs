//! Who is not in a release: England, a region, or an authority that stood in the newest period and has no row, not even one with
//! a symbol. And a year that is missing between two that are there.

use super::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use std::collections::{BTreeMap, BTreeSet};

/// DfE publishes two authorities with another's figures, or not at all, in some files; more than these are a broken file.
const FEW: usize = 5;
/// Names told of those missing.
const TOLD: usize = 5;

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    let mut years: BTreeMap<i16, BTreeSet<Area>> = BTreeMap::new();
    let mut newest = None;
    for row in series.rows {
        let Some(period) = series.period(*row) else {
            continue;
        };
        let area = Area(
            series
                .view
                .areas()
                .get(*row as usize)
                .copied()
                .unwrap_or_default(),
        );
        years.entry(period.end_year()).or_default().insert(area);
        newest = newest.max(Some((period.end, *row)));
    }
    let Some(((end, row), areas)) = newest.zip(years.values().next_back()) else {
        return;
    };
    let said = |found: String, expected: &str| {
        series
            .at(Severity::Error, "keys-missing", row)
            .found(found)
            .expected(expected)
    };
    let label = series
        .period(row)
        .map(|period| period.label.clone())
        .unwrap_or_default();
    if !areas.contains(&Area::ENGLAND) {
        checks.push(said(
            format!("no England in {label}"),
            "a row for England, or a symbol in its place",
        ));
    }
    let ever: BTreeSet<Area> = years.values().flatten().copied().collect();
    let gone: Vec<&Area> = ever
        .iter()
        .filter(|area| area.is_region() && !areas.contains(area))
        .collect();
    if !gone.is_empty() {
        checks.push(said(
            format!(
                "{} regions that earlier years have are not in {label}",
                gone.len()
            ),
            "every region",
        ));
    }
    let standing = reference
        .register
        .all()
        .filter(|known| known.area.is_authority());
    let standing = standing.filter(|known| reference.register.exists_on(known.area, end));
    let absent: Vec<&str> = standing
        .filter(|known| !areas.contains(&known.area))
        .map(|known| known.name.as_str())
        .collect();
    if absent.len() > FEW {
        let names = absent
            .iter()
            .take(TOLD)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        checks.push(said(
            format!(
                "{} authorities have no row in {label}: {names} …",
                absent.len()
            ),
            "a row for each authority",
        ));
    }
    let (first, last) = (
        years.keys().next().copied().unwrap_or(0),
        years.keys().next_back().copied().unwrap_or(0),
    );
    let holes: Vec<String> = (first..last)
        .filter(|year| !years.contains_key(year))
        .map(|year| year.to_string())
        .collect();
    if !holes.is_empty() {
        checks.push(said(
            format!("no rows for {}", holes.join(", ")),
            "every year between the first and the last",
        ));
    }
}
