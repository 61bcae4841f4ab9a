//! Has a figure changed from one year to the next: beyond chance, and beyond what is usual elsewhere?

use super::interval::sample_sd;
use super::method::Method;
use super::problem::Problem;
use super::special::normal_two_sided;
use super::two_samples::{RateRatio, two_rates};

/// Above this spread of z among all areas' changes, chance in the counts is too narrow a yardstick for an indicator.
pub(crate) const OVERDISPERSED_FROM: f64 = 1.3;
/// With fewer areas than this the spread is not estimated.
const LEAST_AREAS: usize = 20;
/// A percentage of fewer events than this misleads: print the counts.
pub(crate) const PERCENTAGE_FROM: f64 = 20.0;

/// A count and what it is out of, in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct YearCount {
    pub(crate) events: u64,
    /// Population or denominator; 1 where exposure is the same in both years.
    pub(crate) population: f64,
}

/// A change from one year to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Change {
    /// Later over earlier, with the exact test and its limits, chance in the counts only.
    pub(crate) ratio: RateRatio,
    /// Standardised change, chance only; positive for a rise.
    pub(crate) z: f64,
    /// The p to use: the exact one, or the overdispersed one where the indicator asks for it.
    pub(crate) p: f64,
    pub(crate) method: Method,
}

/// The later count less what it would be, given both, were nothing different; over its standard deviation.
/// With equal populations this is (later - earlier) / sqrt(later + earlier).
pub(crate) fn change_z(earlier: YearCount, later: YearCount) -> Option<f64> {
    let together = (earlier.events + later.events) as f64;
    let share = later.population / (earlier.population + later.population);
    let error = (together * share * (1.0 - share)).sqrt();
    (error > 0.0).then(|| (later.events as f64 - together * share) / error)
}

/// The spread of an indicator's one-year changes over all areas and years, in units of chance: 1 where chance explains all.
/// `None` with too few changes to tell.
pub(crate) fn dispersion(changes: &[(YearCount, YearCount)]) -> Option<f64> {
    let z: Vec<f64> = changes
        .iter()
        .filter_map(|&(earlier, later)| change_z(earlier, later))
        .collect();
    sample_sd(&z).filter(|_| z.len() >= LEAST_AREAS)
}

/// Tests a change between two years: the exact conditional test, or, where `dispersion` of the indicator exceeds
/// [`OVERDISPERSED_FROM`], z over that dispersion (quasi-Poisson).
pub(crate) fn change(
    earlier: YearCount,
    later: YearCount,
    dispersion: Option<f64>,
) -> Result<Change, Problem> {
    let ratio = two_rates(
        later.events,
        later.population,
        earlier.events,
        earlier.population,
    )?;
    let z = change_z(earlier, later).ok_or(Problem::NoEvents)?;
    Ok(
        match dispersion.filter(|spread| *spread > OVERDISPERSED_FROM) {
            Some(spread) => Change {
                ratio,
                z,
                p: normal_two_sided(z / spread),
                method: Method::OverdispersedChange,
            },
            None => Change {
                ratio,
                z,
                p: ratio.p,
                method: Method::ConditionalTest,
            },
        },
    )
}

/// Where one change lies among all areas' changes of the same indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Position {
    /// How many of them were smaller in size, up or down.
    pub(crate) smaller: usize,
    pub(crate) of: usize,
}

/// Counts the changes smaller in size than `own`. All in one unit, say the logarithm of later over earlier.
pub(crate) fn position(own: f64, all: &[f64]) -> Position {
    let smaller = all.iter().filter(|change| change.abs() < own.abs()).count();
    Position {
        smaller,
        of: all.len(),
    }
}

impl Position {
    /// As a part of one.
    pub(crate) fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.smaller as f64 / self.of as f64)
    }
}

/// The change in per cent of the earlier figure; `None` where the earlier count is below [`PERCENTAGE_FROM`].
pub(crate) fn percentage_change(earlier_count: f64, earlier: f64, later: f64) -> Option<f64> {
    (earlier_count >= PERCENTAGE_FROM && earlier > 0.0).then(|| (later - earlier) / earlier * 100.0)
}
