//! How far a total might be after so many weeks, if each were as likely as any other to be like one of the weeks of the past: weeks are
//! drawn with replacement (a bootstrap), from a fixed seed, so that every machine draws the same. It knows neither trends nor holidays.

use rand_distr::{Distribution, Uniform};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

pub(crate) const DRAWS: usize = 2_000;
pub(crate) const SEED: u64 = 11;
/// The part of the draws between the limits.
pub(crate) const MIDDLE: f64 = 0.8;

/// What is left after each week: the limits between which the middle 80% of the draws lie, never below zero.
pub(crate) fn left_after(to_do: f64, weeks_of_past: &[f64], weeks: usize) -> Vec<(f64, f64)> {
    let Some(draws) = paths(to_do, weeks_of_past, weeks) else {
        return Vec::new();
    };
    let each = (0..weeks).map(|week| {
        let mut left: Vec<f64> = draws.iter().map(|path| path[week]).collect();
        left.sort_by(f64::total_cmp);
        let (low, high) = ends(left.len());
        (left[low], left[high])
    });
    each.collect()
}

/// In which week, counted from 1, nothing is left: the ends of the middle 80% of the draws; none where it is later than `weeks`.
pub(crate) fn weeks_until_done(
    to_do: f64,
    weeks_of_past: &[f64],
    weeks: usize,
) -> Option<[Option<usize>; 2]> {
    let draws = paths(to_do, weeks_of_past, weeks)?;
    let first_done = |path: &Vec<f64>| path.iter().position(|left| *left <= 0.0);
    let mut found: Vec<usize> = draws
        .iter()
        .map(|path| first_done(path).map_or(usize::MAX, |at| at + 1))
        .collect();
    found.sort_unstable();
    let (low, high) = ends(found.len());
    Some([found[low], found[high]].map(|week| Some(week).filter(|week| *week != usize::MAX)))
}

/// Where the middle part of so many sorted values begins and ends.
fn ends(values: usize) -> (usize, usize) {
    let outside = ((1.0 - MIDDLE) / 2.0 * values as f64).round() as usize;
    (outside, values - 1 - outside)
}

/// What is left after each week of each draw; once nothing is left, nothing comes back.
fn paths(to_do: f64, weeks_of_past: &[f64], weeks: usize) -> Option<Vec<Vec<f64>>> {
    let choices = u32::try_from(weeks_of_past.len()).ok()?;
    let which = Uniform::new(0, choices).ok()?;
    let mut generator = Pcg64Mcg::seed_from_u64(SEED);
    let mut path = |_| {
        let mut left = to_do;
        let weeks = (0..weeks).map(|_| {
            let drawn: u32 = which.sample(&mut generator);
            if left > 0.0 {
                left = (left - weeks_of_past[drawn as usize]).max(0.0);
            }
            left
        });
        weeks.collect::<Vec<f64>>()
    };
    Some((0..DRAWS).map(&mut path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_weeks_leave_no_doubt_and_the_same_seed_draws_the_same() {
        assert_eq!(weeks_until_done(100.0, &[25.0; 8], 50), Some([Some(4); 2]));
        assert_eq!(
            left_after(100.0, &[25.0], 5),
            [75.0, 50.0, 25.0, 0.0, 0.0].map(|left| (left, left))
        );
        let mixed = [10.0, 20.0, 30.0, 40.0];
        assert_eq!(left_after(500.0, &mixed, 9), left_after(500.0, &mixed, 9));
        assert_eq!(weeks_until_done(1.0, &[], 9), None);
        assert_eq!(weeks_until_done(100.0, &[0.0, -3.0], 9), Some([None; 2]));
    }

    /// The sum of n draws has mean n m and variance n s²; for the normal, 80% lie within 1.2816 standard deviations.
    #[test]
    fn the_range_is_about_that_of_a_normal_sum() {
        let weeks = [10.0, 20.0, 30.0, 40.0];
        let (low, high) = left_after(10_000.0, &weeks, 100)[99];
        let (mean, error) = (10_000.0 - 2_500.0, (100.0 * 125.0_f64).sqrt() * 1.281_6);
        assert!((low - (mean - error)).abs() < 15.0, "{low}");
        assert!((high - (mean + error)).abs() < 15.0, "{high}");
    }
}
