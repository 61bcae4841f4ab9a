//! One figure an area and period: a later release replaces an earlier one; two rows of one file that disagree are both set
//! aside, since nobody can say which is right.

use super::series_rows::SeriesRows;
use super::set_aside::SetAsideRows;
use crate::observation::check::{Check, Severity};
use crate::observation::period::{Period, YearKind};
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use jiff::civil::Date;
use std::collections::HashMap;

/// Appends the rows that stay. Most series have no doubled key at all, which a set of bits shows without sorting.
pub(crate) fn keep_one(
    series: &SeriesRows<'_>,
    (ranks, reference): (&[(Date, usize)], &Reference),
    kept: &mut Vec<u32>,
    set_aside: &mut SetAsideRows,
    checks: &mut Vec<Check>,
) {
    let same_days = first_of_same_days(series.periods);
    let key = |row: u32| {
        let period = series.period_number(row).unwrap_or_default();
        let first = same_days.get(usize::from(period)).copied();
        (first.unwrap_or(period), series.area(row).0)
    };
    if all_different(series.rows.iter().map(|row| key(*row)), same_days.len()) {
        kept.extend_from_slice(series.rows);
        return;
    }
    let mut sorted = series.rows.to_vec();
    sorted.sort_by_key(|row| (key(*row), *row));
    for group in sorted.chunk_by(|a, b| key(*a) == key(*b)) {
        match group {
            [only] => kept.push(*only),
            [] => {}
            [first, ..] => match choose(series, group, ranks, reference, checks) {
                Some(row) => kept.push(row),
                None => set_aside.add(series, *first),
            },
        }
    }
}

/// For each period the first that covers the same days: two files may label one school year `202425` and `2025`.
fn first_of_same_days(periods: &[Period]) -> Vec<u16> {
    let mut first: HashMap<(YearKind, Date, Date), u16> = HashMap::new();
    (0..)
        .zip(periods)
        .map(|(number, period)| {
            *first
                .entry((period.kind, period.start, period.end))
                .or_insert(number)
        })
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
    let best = group
        .iter()
        .copied()
        .max_by_key(|row| ranks.get(usize::from(source(series, *row))))?;
    let mut by_file: HashMap<u16, Reading> = HashMap::new();
    for row in group {
        let reading = series.view.reading(*row as usize);
        let first = *by_file.entry(source(series, *row)).or_insert(reading);
        if first != reading {
            let way = if series.indicator.local {
                "both were set aside; keep one of the two rows in your file"
            } else {
                "both were set aside; ask the publisher which is right"
            };
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
                    .guidance(way),
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

/// The number of the file that a row was read from.
fn source(series: &SeriesRows<'_>, row: u32) -> u16 {
    series.view.origin(row as usize).file
}

/// Of rows that agree, one that carries more of its counts is preferred, where it agrees in those that the newest has too: the
/// same rounded share may rest on counts that were revised since.
fn with_counts(series: &SeriesRows<'_>, best: u32, group: &[u32]) -> u32 {
    let own = counts(series, best);
    if own[1].is_some() && own[0].is_some() {
        return best;
    }
    let reading = series.view.reading(best as usize);
    let counted = group.iter().rev().find(|row| {
        let theirs = counts(series, **row);
        series.view.reading(**row as usize) == reading
            && theirs[1].is_some()
            && theirs.iter().flatten().count() > own.iter().flatten().count()
            && own
                .iter()
                .zip(theirs)
                .all(|(own, theirs)| own.is_none() || *own == theirs)
    });
    counted.copied().unwrap_or(best)
}

/// Numerator and denominator.
fn counts(series: &SeriesRows<'_>, row: u32) -> [Option<f64>; 2] {
    let row = row as usize;
    [series.view.numerator(row), series.view.denominator(row)]
}

/// A compilation's dash gives no reason; where an older release of the publisher has one, that row is kept.
fn with_reason(series: &SeriesRows<'_>, best: u32, group: &[u32]) -> u32 {
    if status(series, best) != Status::Unexplained {
        return best;
    }
    let explained = group.iter().rev().find(|row| {
        !matches!(
            status(series, **row),
            Status::Known | Status::Unexplained | Status::Absent | Status::SetAside
        )
    });
    explained.copied().unwrap_or(best)
}

fn status(series: &SeriesRows<'_>, row: u32) -> Status {
    series.view.reading(row as usize).status()
}

fn place(series: &SeriesRows<'_>, row: u32, reference: &Reference) -> String {
    let area = series.area(row);
    let name = reference
        .register
        .get(area)
        .map_or_else(|| area.0.to_string(), |place| place.name.clone());
    format!("{name}, {}", series.label(row))
}

fn say(reading: Reading) -> String {
    match reading {
        Reading::Known(value) => value.to_string(),
        Reading::Missing(status) => status.symbol().to_owned(),
    }
}
