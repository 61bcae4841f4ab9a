//! One figure an area and period: a later release replaces an earlier one; two rows of one file that disagree are both set
//! aside, since nobody can say which is right.

use super::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::period::Period;
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use jiff::civil::Date;
use std::collections::HashMap;

/// Appends the rows that stay. Most series have no doubled key at all, which a set of bits shows without sorting.
pub(crate) fn keep_one(
    series: &SeriesRows<'_>,
    ranks: &[(Date, usize)],
    reference: &Reference,
    kept: &mut Vec<u32>,
    checks: &mut Vec<Check>,
) {
    let same_year = same_years(series.periods);
    let key = |row: u32| {
        let at = row as usize;
        let period = series
            .view
            .periods()
            .get(at)
            .and_then(|p| same_year.get(usize::from(*p)))
            .copied()
            .unwrap_or_default();
        (
            period,
            series.view.areas().get(at).copied().unwrap_or_default(),
        )
    };
    if all_different(series.rows.iter().map(|row| key(*row)), same_year.len()) {
        kept.extend_from_slice(series.rows);
        return;
    }
    let mut sorted = series.rows.to_vec();
    sorted.sort_by_key(|row| (key(*row), *row));
    for group in sorted.chunk_by(|a, b| key(*a) == key(*b)) {
        match group {
            [only] => kept.push(*only),
            several => kept.extend(choose(series, several, ranks, reference, checks)),
        }
    }
}

/// For each period the first that covers the same days: two files may label one school year `202425` and `2025`.
fn same_years(periods: &[Period]) -> Vec<u16> {
    let same = |a: &Period, b: &Period| (a.kind, a.start, a.end) == (b.kind, b.start, b.end);
    let first = |p: &Period| {
        periods
            .iter()
            .position(|other| same(other, p))
            .unwrap_or_default()
    };
    periods
        .iter()
        .map(|p| u16::try_from(first(p)).unwrap_or(u16::MAX))
        .collect()
}

/// Codes of areas are below this.
const AREAS: usize = 1024;

fn all_different(keys: impl Iterator<Item = (u16, u16)>, periods: usize) -> bool {
    let mut seen = vec![0u64; periods * AREAS / 64];
    for (period, area) in keys {
        let bit = usize::from(period) * AREAS + usize::from(area) % AREAS;
        let Some(word) = seen.get_mut(bit / 64) else {
            return false;
        };
        if *word & (1 << (bit % 64)) != 0 {
            return false;
        }
        *word |= 1 << (bit % 64);
    }
    true
}

fn choose(
    series: &SeriesRows<'_>,
    group: &[u32],
    ranks: &[(Date, usize)],
    reference: &Reference,
    checks: &mut Vec<Check>,
) -> Option<u32> {
    let source = |row: u32| series.view.origin(row as usize).file;
    let rank = |row: u32| ranks.get(usize::from(source(row))).copied();
    let best = group.iter().copied().max_by_key(|row| rank(*row))?;
    let mut by_file: HashMap<u16, Reading> = HashMap::new();
    for row in group {
        let reading = series.view.reading(*row as usize);
        let first = *by_file.entry(source(*row)).or_insert(reading);
        if first != reading {
            checks.push(
                series
                    .at(Severity::Error, "duplicate-key", *row)
                    .found(format!(
                        "two figures for {}: {} and {}",
                        place(series, *row, reference),
                        say(first),
                        say(reading)
                    ))
                    .expected("one row an area and period")
                    .guidance("both were set aside; choose one more filter, or ask the publisher"),
            );
            return None;
        }
    }
    if by_file.len() < group.len() {
        let check = series
            .at(Severity::Warning, "duplicate-key", best)
            .found(format!("{} more than once", place(series, best, reference)));
        checks.push(
            check
                .expected("one row an area and period")
                .guidance("the rows agree and count once"),
        );
    }
    Some(with_counts(series, with_reason(series, best, group), group))
}

/// Of rows that agree, the one that carries its counts says more.
fn with_counts(series: &SeriesRows<'_>, best: u32, group: &[u32]) -> u32 {
    let counted = |row: u32| series.view.denominator(row as usize).is_some();
    let agrees = |row: &&u32| {
        series.view.reading(**row as usize) == series.view.reading(best as usize) && counted(**row)
    };
    if counted(best) {
        best
    } else {
        group.iter().rev().find(agrees).copied().unwrap_or(best)
    }
}

/// A compilation's dash says nothing; where an older release of the publisher has the reason, that row is kept.
fn with_reason(series: &SeriesRows<'_>, best: u32, group: &[u32]) -> u32 {
    let status = |row: u32| series.view.reading(row as usize).status();
    if status(best) != Status::Unexplained {
        return best;
    }
    let explained = |row: &&u32| {
        !matches!(
            status(**row),
            Status::Known | Status::Unexplained | Status::Absent
        )
    };
    group.iter().rev().find(explained).copied().unwrap_or(best)
}

fn place(series: &SeriesRows<'_>, row: u32, reference: &Reference) -> String {
    let area = Area(
        series
            .view
            .areas()
            .get(row as usize)
            .copied()
            .unwrap_or_default(),
    );
    let name = reference
        .register
        .get(area)
        .map_or_else(|| area.0.to_string(), |a| a.name.clone());
    let period = series
        .period(row)
        .map(|p| p.label.clone())
        .unwrap_or_default();
    format!("{name}, {period}")
}

fn say(reading: Reading) -> String {
    match reading {
        Reading::Known(value) => value.to_string(),
        Reading::Missing(status) => status.symbol().to_owned(),
    }
}
