//! Parts of one where percentages are meant: a column of percentages that lies wholly between 0 and 1. Whether 0.234 is 23.4% or
//! 0.2% nobody can say, unless the counts show it.

use super::series_rows::SeriesRows;
use super::set_aside::SetAsideRows;
use crate::observation::check::{Check, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Sets aside, of the rows from `from` on, those of a file whose percentages all lie between 0 and 1.
pub(super) fn keep(
    series: &SeriesRows<'_>,
    from: usize,
    kept: &mut Vec<u32>,
    set_aside: &mut SetAsideRows,
    checks: &mut Vec<Check>,
) {
    if !series.indicator.is_percentage() {
        return;
    }
    let mut files: BTreeMap<u16, Vec<(u32, f64)>> = BTreeMap::new();
    for row in kept.get(from..).unwrap_or_default() {
        let at = *row as usize;
        if let Some(value) = series.view.reading(at).value() {
            let file = series.view.origin(at).file;
            files.entry(file).or_default().push((*row, value));
        }
    }
    for rows in files.into_values() {
        let are_parts = rows.iter().all(|(_, value)| (0.0..=1.0).contains(value));
        let first = rows.iter().find(|(_, value)| value.fract() != 0.0);
        // A value that its counts contradict is gone already: one with counts is proven by them.
        let is_proven = |(row, value): &(u32, f64)| {
            value.fract() != 0.0 && series.view.denominator(*row as usize).is_some()
        };
        let Some((first, value)) = first.filter(|_| are_parts && !rows.iter().any(is_proven))
        else {
            continue;
        };
        let count = rows.len();
        let found = if count == 1 {
            format!("{value}, the only percentage of the file")
        } else {
            format!("{value}; all {count} percentages of the file lie between 0 and 1")
        };
        checks.push(
            series
                .at(Severity::Error, "share-for-percent", *first)
                .found(found)
                .expected("percentages from 0 to 100: 23.4, not 0.234")
                .guidance(
                    "the figures were set aside: multiply them by 100, or give numerator and denominator, which show that they are below one per cent",
                ),
        );
        for (row, _) in &rows {
            set_aside.add(series, *row);
        }
        let rows: BTreeSet<u32> = rows.into_iter().map(|(row, _)| row).collect();
        kept.retain(|row| !rows.contains(row));
    }
}
