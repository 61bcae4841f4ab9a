//! One kind of period in each local series: a month is not drawn or counted among years. The kind that most rows have stays.

use super::series_rows::SeriesRows;
use crate::observation::check::{Check, Severity};
use crate::observation::period::Period;

/// Sets aside, of the rows from `from` on, those of a local series whose periods are of another kind than most.
pub(crate) fn keep(
    series: &SeriesRows<'_>,
    from: usize,
    kept: &mut Vec<u32>,
    checks: &mut Vec<Check>,
) {
    if !series.indicator.local {
        return;
    }
    let periods: Vec<(u32, &Period)> = kept
        .get(from..)
        .unwrap_or_default()
        .iter()
        .filter_map(|row| Some((*row, series.period(*row)?)))
        .collect();
    // Of equally many the kind that stands first in the file stays.
    let mut usual: Option<(usize, &Period)> = None;
    for (_, period) in &periods {
        let count = periods
            .iter()
            .filter(|(_, other)| period.is_like(other))
            .count();
        if usual.is_none_or(|(most, _)| count > most) {
            usual = Some((count, period));
        }
    }
    let Some((count, usual)) = usual.filter(|(count, _)| *count < periods.len()) else {
        return;
    };
    for (row, period) in periods.iter().filter(|(_, period)| !usual.is_like(period)) {
        let check = series
            .at(Severity::Error, "mixed-periods", *row)
            .found(format!(
                "“{}” ({}) in a series whose other {count} rows are of another kind ({})",
                period.label,
                period.kind.words(),
                usual.kind.words()
            ))
            .expected("one kind of period in a series")
            .guidance("the row was set aside; give it an indicator of its own");
        checks.push(check);
    }
    let stay: Vec<u32> = periods
        .iter()
        .filter(|(_, period)| usual.is_like(period))
        .map(|(row, _)| *row)
        .collect();
    kept.truncate(from);
    kept.extend(stay);
}
