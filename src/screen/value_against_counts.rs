//! A value that its own counts contradict: 0.234 beside 234 of 1,000 is neither 23.4% nor 0.2%. Which of them is right nobody can
//! say, so the row is set aside. A published value that differs a little is used as published, with a warning.

use super::series_rows::SeriesRows;
use super::set_aside::SetAsideRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// What a value may be multiplied by where nothing says it: a mean, a percentage, rates.
const MULTIPLIERS: [f64; 5] = [1.0, 100.0, 1_000.0, 10_000.0, 100_000.0];

/// A sum of fractions is not exact.
const INEXACT: f64 = 1e-9;

/// A row with its value and counts.
#[derive(Clone, Copy)]
struct CountedRow {
    row: u32,
    value: f64,
    numerator: f64,
    denominator: f64,
    rounding: CountRounding,
}

/// How far a published count may be from the true one.
#[derive(Clone, Copy, Default)]
struct CountRounding {
    numerator: f64,
    denominator: f64,
}

/// Sets aside, of the rows from `from` on, those whose value is not their numerator over their denominator.
pub(super) fn keep(
    series: &SeriesRows<'_>,
    from: usize,
    kept: &mut Vec<u32>,
    set_aside: &mut SetAsideRows,
    checks: &mut Vec<Check>,
) {
    if !series.view.has_counts() || series.indicator.unit.is_count() {
        return;
    }
    let rows = counted_rows(series, kept.get(from..).unwrap_or_default());
    let Some(multiplier) = series.indicator.multiplier().or_else(|| usual(&rows)) else {
        return;
    };
    let mut wrong: BTreeSet<u32> = BTreeSet::new();
    for row in rows.iter().filter(|row| !row.agrees(multiplier)) {
        // Publishers print a few values that their counts do not give; none of them is on another base.
        let is_used = !series.indicator.local && !row.fits_another(multiplier);
        checks.push(contradiction(series, row, multiplier, is_used));
        if !is_used {
            set_aside.add(series, row.row);
            wrong.insert(row.row);
        }
    }
    kept.retain(|row| !wrong.contains(row));
}

impl CountedRow {
    /// Whether the value is numerator over denominator times the multiplier, but for the rounding of all three.
    fn agrees(&self, multiplier: f64) -> bool {
        let (above, below) = (self.rounding.numerator, self.rounding.denominator);
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for numerator in [self.numerator - above, self.numerator + above] {
            for denominator in [self.denominator - below, self.denominator + below] {
                // A base that rounds to what it is may be next to nothing.
                let value = match denominator > 0.0 {
                    true => numerator / denominator * multiplier,
                    false => f64::INFINITY.copysign(numerator),
                };
                (least, most) = (least.min(value), most.max(value));
            }
        }
        let printed = 0.5 * 10f64.powi(-decimals(self.value)) + INEXACT * self.value.abs();
        (least - printed..=most + printed).contains(&self.value)
    }

    /// Whether the value is right on another base: a part of one for a percentage, a rate per 1,000 for one per 10,000.
    fn fits_another(&self, multiplier: f64) -> bool {
        MULTIPLIERS
            .iter()
            .any(|other| *other != multiplier && self.agrees(*other))
    }

    fn computed(&self, multiplier: f64) -> f64 {
        self.numerator / self.denominator * multiplier
    }
}

/// Below this (2 to the power of 53) each whole number is a double of its own.
const WHOLE_BELOW: f64 = 9_007_199_254_740_992.0;

/// How many decimals a number has where it is written as short as can be.
fn decimals(value: f64) -> i32 {
    // To write each of a million rows out took a tenth of a check of a paper. Most are counts or have few decimals: the double nearest to
    // so many tenths is the value where that is how it was written.
    let mut units = 1.0;
    for places in 0..=6 {
        let written = (value * units).round();
        if written.abs() < WHOLE_BELOW && written / units == value {
            return places;
        }
        units *= 10.0;
    }
    let text = value.to_string();
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    i32::try_from(places).unwrap_or(i32::MAX)
}

/// Rows with a value and both counts, each with the rounding that the counts of its kind of place have.
fn counted_rows(series: &SeriesRows<'_>, rows: &[u32]) -> Vec<CountedRow> {
    let mut kinds: BTreeMap<(u16, bool), Vec<CountedRow>> = BTreeMap::new();
    for row in rows {
        let at = *row as usize;
        let (Reading::Known(value), Some(numerator), Some(denominator)) = (
            series.view.reading(at),
            series.view.numerator(at),
            series.view.denominator(at).filter(|base| *base > 0.0),
        ) else {
            continue;
        };
        let area: Area = series.area(*row);
        let kind = (series.view.origin(at).file, area.is_authority());
        kinds.entry(kind).or_default().push(CountedRow {
            row: *row,
            value,
            numerator,
            denominator,
            rounding: CountRounding::default(),
        });
    }
    let mut all = Vec::new();
    for mut of_kind in kinds.into_values() {
        let numerators = || of_kind.iter().map(|row| row.numerator);
        let of_bases = rounding(of_kind.iter().map(|row| row.denominator));
        // Too few counts to tell by themselves are rounded as their bases are, where they may be.
        let are_few = numerators().filter(|count| *count > 0.0).count() < LEAST_COUNTS;
        let step = 2.0 * of_bases;
        let may_be = step > 0.0 && numerators().all(|count| count % step == 0.0);
        let rounding = CountRounding {
            numerator: if are_few && may_be {
                of_bases
            } else {
                rounding(numerators())
            },
            denominator: of_bases,
        };
        of_kind.iter_mut().for_each(|row| row.rounding = rounding);
        all.extend(of_kind);
    }
    all
}

/// Fewer counts than these may all end with 0 or 5 by chance.
const LEAST_COUNTS: usize = 6;

/// Half the step in which these counts were rounded: 5 where all end with 0, 2.5 where all end with 0 or 5, half a last decimal where
/// they have decimals, else nothing.
fn rounding(counts: impl Iterator<Item = f64> + Clone) -> f64 {
    let places = counts.clone().map(decimals).max().unwrap_or_default();
    let all = |step: f64| counts.clone().all(|count| count % step == 0.0);
    let many = counts.clone().filter(|count| *count > 0.0).count() >= LEAST_COUNTS;
    match places {
        0 if many && all(10.0) => 5.0,
        0 if many && all(5.0) => 2.5,
        0 => 0.0,
        _ => 0.5 * 10f64.powi(-places),
    }
}

/// The multiplier with which most rows agree, where nothing says it; the first where no row agrees with any.
fn usual(rows: &[CountedRow]) -> Option<f64> {
    let agreeing = |multiplier: &f64| rows.iter().filter(|row| row.agrees(*multiplier)).count();
    let mut best: Option<(usize, f64)> = None;
    for multiplier in MULTIPLIERS {
        let count = agreeing(&multiplier);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, multiplier));
        }
    }
    best.map(|(_, multiplier)| multiplier)
}

fn contradiction(
    series: &SeriesRows<'_>,
    row: &CountedRow,
    multiplier: f64,
    is_used: bool,
) -> Check {
    let hint = if row.fits_another(multiplier) {
        format!("; {} fits another base", row.value)
    } else {
        String::new()
    };
    let (severity, guidance) = if is_used {
        (
            Severity::Warning,
            "used as published: ask the publisher before quoting it",
        )
    } else {
        (
            Severity::Error,
            "the row was set aside, since nobody can say which is right: correct the value or its counts",
        )
    };
    series
        .at(severity, "value-contradicts-counts", row.row)
        .found(format!(
            "{} beside {} of {}{hint}",
            row.value, row.numerator, row.denominator
        ))
        .expected(format!(
            "about {}, the numerator over the denominator{}",
            short(row.computed(multiplier)),
            times(multiplier)
        ))
        .guidance(guidance)
}

fn times(multiplier: f64) -> String {
    if multiplier == 1.0 {
        String::new()
    } else {
        format!(" times {multiplier}")
    }
}

/// A number with three digits behind the point at most.
fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Of decimals as publishers write them, of a double beside one, and of numbers larger than a double can tell apart.
        #[test]
        fn decimals_are_those_of_the_number_as_it_is_written(
            units in -20_000_000_000_000_000_i64..20_000_000_000_000_000,
            smaller in 0_u32..17,
            places in 0_i32..9,
            beside in -1_i64..2,
        ) {
            let written = (units / 10_i64.pow(smaller)) as f64 / 10f64.powi(places);
            let value = f64::from_bits(written.to_bits().saturating_add_signed(beside));
            let text = value.to_string();
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            prop_assert_eq!(decimals(value), places as i32);
        }
    }
}
