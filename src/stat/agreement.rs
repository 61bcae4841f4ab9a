//! Whether two people who graded the same cases agree by more than chance: Cohen's weighted kappa on ordered grades.
//!
//! Weights are linear (Cicchetti and Allison 1971): of four grades, neighbours count as two thirds agreed, those two apart as one third,
//! the ends as not at all. The standard error is the large-sample one of Fleiss, Cohen and Everitt (1969).

use super::interval::{Interval, Level};

/// Below so many pairs a large-sample interval says more than it knows.
pub(crate) const LEAST_PAIRS: u64 = 20;

/// Agreement beyond chance: 1 is full agreement, 0 what chance alone would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeightedKappa {
    pub(crate) kappa: f64,
    /// None below [`LEAST_PAIRS`], and where all agree: the standard error is zero then, and says nothing.
    pub(crate) limits: Option<Interval>,
}

/// The agreement in a square table of counts, a row a grade of the first, a column a grade of the second, both in order. None
/// where there is no pair, where the table is not square, or where both gave one and the same grade to all: chance would do as well.
pub(crate) fn weighted_kappa<const N: usize>(counts: &[[u64; N]; N]) -> Option<WeightedKappa> {
    let steps = N.saturating_sub(1).max(1) as f64;
    with_weights(counts, |one, other| {
        1.0 - one.abs_diff(other) as f64 / steps
    })
}

fn with_weights<const N: usize>(
    counts: &[[u64; N]; N],
    weight: impl Fn(usize, usize) -> f64,
) -> Option<WeightedKappa> {
    let pairs: u64 = counts.iter().flatten().sum();
    if pairs == 0 {
        return None;
    }
    let n = pairs as f64;
    let cells = || (0..N).flat_map(|row| (0..N).map(move |column| (row, column)));
    let part = |row: usize, column: usize| counts[row][column] as f64 / n;
    let of_row = |row: usize| (0..N).map(|column| part(row, column)).sum::<f64>();
    let of_column = |column: usize| (0..N).map(|row| part(row, column)).sum::<f64>();
    let rows: Vec<f64> = (0..N).map(of_row).collect();
    let columns: Vec<f64> = (0..N).map(of_column).collect();
    let observed: f64 = cells().map(|(i, j)| weight(i, j) * part(i, j)).sum();
    let chance: f64 = cells()
        .map(|(i, j)| weight(i, j) * rows[i] * columns[j])
        .sum();
    let room = 1.0 - chance;
    if room <= f64::EPSILON {
        return None;
    }
    let kappa = (observed - chance) / room;
    // The mean weight of each row and of each column, given the other's marginals.
    let mean_of_row = |row: usize| (0..N).map(|j| weight(row, j) * columns[j]).sum::<f64>();
    let mean_of_column = |column: usize| (0..N).map(|i| weight(i, column) * rows[i]).sum::<f64>();
    let squares: f64 = cells()
        .map(|(i, j)| {
            let means = mean_of_row(i) + mean_of_column(j);
            part(i, j) * (weight(i, j) - means * (1.0 - kappa)).powi(2)
        })
        .sum();
    let variance = (squares - (kappa - chance * (1.0 - kappa)).powi(2)) / n;
    let error = variance.max(0.0).sqrt() / room;
    let is_known = pairs >= LEAST_PAIRS && error > 1e-9;
    let limits = is_known.then(|| {
        let around = Interval::around(kappa, Level::P95.z() * error);
        Interval {
            lower: around.lower.max(-1.0),
            upper: around.upper.min(1.0),
        }
    });
    Some(WeightedKappa { kappa, limits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(found: f64, published: f64, rounding: f64) {
        assert!(
            (found - published).abs() <= rounding,
            "{found}, published {published}"
        );
    }

    /// Two dermatologists and four ordered grades: SAS/STAT user's guide, FREQ procedure, “Agreement Study”: simple kappa 0.3449 (0.2030
    /// to 0.4868). By hand of the weighted one: agreement 1 for 45 of 88, two thirds for 36, one third for 7.
    #[test]
    fn four_grades_as_sas_prints_them() {
        let counts = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]];
        let simple = with_weights(&counts, |i, j| f64::from(u8::from(i == j))).unwrap();
        let limits = simple.limits.unwrap();
        is_near(simple.kappa, 0.3449, 5e-5);
        is_near(limits.lower, 0.2030, 5e-5);
        is_near(limits.upper, 0.4868, 5e-5);
        let weighted = weighted_kappa(&counts).unwrap();
        let observed: f64 = (45.0 + 36.0 * 2.0 / 3.0 + 7.0 / 3.0) / 88.0;
        let rows = [15.0, 29.0, 23.0, 21.0];
        let columns = [17.0, 20.0, 31.0, 20.0];
        let mut chance = 0.0;
        for (i, row) in rows.iter().enumerate() {
            for (j, column) in columns.iter().enumerate() {
                chance += (1.0 - i.abs_diff(j) as f64 / 3.0) * row * column / (88.0 * 88.0);
            }
        }
        is_near(weighted.kappa, (observed - chance) / (1.0 - chance), 1e-12);
    }

    /// Two radiologists, four ordered findings: Penn State, STAT 509, lesson on agreement: weighted kappa 0.57 (0.44 to 0.70).
    #[test]
    fn four_findings_as_penn_state_prints_them() {
        let counts = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]];
        let found = weighted_kappa(&counts).unwrap();
        let limits = found.limits.unwrap();
        is_near(found.kappa, 0.57, 5e-3);
        is_near(limits.lower, 0.44, 5e-3);
        is_near(limits.upper, 0.70, 5e-3);
    }

    /// Cohen 1968: shares of 200 cases, disagreement weighed 1, 3 and 6: 0.348. Fleiss 1981, page 213: unweighted kappa 0.68.
    #[test]
    fn as_cohen_and_fleiss_worked_them_out() {
        let cohen = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        let disagreement = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        let found = with_weights(&cohen, |i, j| 1.0 - disagreement[i][j] / 6.0).unwrap();
        // By hand: observed 0.90, expected 1.38.
        is_near(found.kappa, 1.0 - 0.90 / 1.38, 1e-12);
        is_near(found.kappa, 0.348, 5e-4);
        let fleiss = [[75, 1, 4], [5, 4, 1], [0, 0, 10]];
        let found = with_weights(&fleiss, |i, j| f64::from(u8::from(i == j))).unwrap();
        is_near(found.kappa, (0.89 - 0.66) / 0.34, 1e-12);
        is_near(found.kappa, 0.68, 5e-3);
    }

    #[test]
    fn what_chance_does_as_well_is_no_agreement() {
        assert_eq!(weighted_kappa(&[[0, 0], [0, 0]]), None);
        assert_eq!(weighted_kappa(&[[9, 0], [0, 0]]), None);
        let all_agree = weighted_kappa(&[[30, 0], [0, 30]]).unwrap();
        is_near(all_agree.kappa, 1.0, 1e-12);
        assert_eq!(all_agree.limits, None);
        let few = weighted_kappa(&[[5, 1], [2, 5]]).unwrap();
        assert!(few.limits.is_none() && few.kappa > 0.0);
    }
}
