//! How many cases a change between two shares needs to be seen: the usual formula for two independent samples, 5% two-sided, 80% power.
//! Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, third edition 2003, section 4.3, without continuity correction;
//! R's `power.prop.test` computes the same.

use super::interval::Level;
use super::special::normal_quantile;

/// The chance that a change of the size asked about is seen.
pub(crate) const POWER: f64 = 0.8;

/// Cases in each of two samples so that the change from one share to the other is found in four of five tries.
pub(crate) fn cases_needed(from: f64, to: f64) -> f64 {
    cases_at(from, to, POWER)
}

fn cases_at(from: f64, to: f64, power: f64) -> f64 {
    let mean = f64::midpoint(from, to);
    let together = Level::P95.z() * (2.0 * mean * (1.0 - mean)).sqrt();
    let apart = normal_quantile(power) * (from * (1.0 - from) + to * (1.0 - to)).sqrt();
    ((together + apart) / (from - to)).powi(2)
}

/// The cases that a change by `by` needs, up or down, whichever needs more and can be; none where neither can.
pub(crate) fn cases_for_change(share: f64, by: f64) -> Option<u64> {
    let ends = [share + by, share - by].into_iter();
    let can_be = ends.filter(|to| (0.0..=1.0).contains(to));
    let most = can_be.map(|to| cases_needed(share, to)).reduce(f64::max)?;
    // A rounding error must not ask for one case more.
    Some((most - 1e-9).ceil() as u64)
}

/// The smallest change in whole percentage points that so many cases in each sample show; none where they show none.
pub(crate) fn least_change(share: f64, cases: u64) -> Option<u8> {
    (1..=99).find(|points| {
        let needed = cases_for_change(share, f64::from(*points) / 100.0);
        needed.is_some_and(|needed| needed <= cases)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R's documentation of `power.prop.test`: 0.50 against 0.75 with power 0.90 needs n = 76.7; 0.5 against 0.6 with 0.80 is the usual
    /// example of textbooks, 388.
    #[test]
    fn as_r_and_textbooks_have_it() {
        assert!((cases_at(0.50, 0.75, 0.90) - 76.7).abs() < 0.05);
        assert!((cases_needed(0.5, 0.6) - 387.338_5).abs() < 1e-3);
        assert_eq!(cases_for_change(0.5, 0.1), Some(388));
    }

    #[test]
    fn more_cases_show_smaller_changes_and_impossible_ones_are_left_out() {
        // From 95% a rise by ten points cannot be.
        assert_eq!(
            cases_for_change(0.95, 0.1),
            Some(cases_needed(0.95, 0.85).ceil() as u64)
        );
        assert_eq!(cases_for_change(0.5, 0.6), None);
        let few = least_change(0.5, 20).unwrap();
        let many = least_change(0.5, 388).unwrap();
        assert!(many == 10 && few > 35, "{many} {few}");
        assert_eq!(least_change(0.5, 2), None);
    }
}
