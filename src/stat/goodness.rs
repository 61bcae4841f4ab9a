//! Does a whole distribution differ from a known one by more than chance? Pearson's goodness of fit (Pearson 1900), with the usual rule
//! that no category may be expected fewer than five times (Cochran 1954): smaller ones are counted together.

use super::problem::Problem;
use super::special::chi_squared_upper;

/// The least expected count of a category (Cochran 1954).
const LEAST_EXPECTED: f64 = 5.0;

/// A distribution held against a known one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GoodnessOfFit {
    pub(crate) statistic: f64,
    /// Categories that were tested, those that were counted together as one, less one.
    pub(crate) freedom: u32,
    pub(crate) p: f64,
}

/// Counts by category against the parts that a known distribution gives the same categories, in any unit.
///
/// # Errors
/// Lists of different lengths; a count below zero; a part that is not above zero where its category was counted; fewer than two
/// categories that are expected often enough.
pub(crate) fn goodness_of_fit(counts: &[f64], parts: &[f64]) -> Result<GoodnessOfFit, Problem> {
    if counts.len() != parts.len() {
        return Err(Problem::UnequalLengths);
    }
    if counts.iter().chain(parts).any(|value| *value < 0.0) {
        return Err(Problem::NegativeCount);
    }
    if counts.iter().chain(parts).any(|value| !value.is_finite()) {
        return Err(Problem::NotANumber);
    }
    let (counted, whole) = (counts.iter().sum::<f64>(), parts.iter().sum::<f64>());
    if counted <= 0.0 || whole <= 0.0 {
        return Err(Problem::NoEvents);
    }
    let mut cells: Vec<(f64, f64)> = Vec::new();
    let mut together = (0.0, 0.0);
    for (count, part) in counts.iter().zip(parts) {
        let expected = part / whole * counted;
        if expected < LEAST_EXPECTED {
            together = (together.0 + count, together.1 + expected);
        } else {
            cells.push((*count, expected));
        }
    }
    if together.1 >= LEAST_EXPECTED {
        cells.push(together);
    } else if let Some(least) = cells
        .iter_mut()
        .min_by(|one, other| one.1.total_cmp(&other.1))
    {
        *least = (least.0 + together.0, least.1 + together.1);
    }
    if cells.len() < 2 {
        return Err(Problem::TooFew {
            needed: 2,
            found: cells.len(),
        });
    }
    let statistic = cells
        .iter()
        .map(|(count, expected)| (count - expected) * (count - expected) / expected)
        .sum();
    let freedom = u32::try_from(cells.len() - 1).unwrap_or(u32::MAX);
    Ok(GoodnessOfFit {
        statistic,
        freedom,
        p: chi_squared_upper(statistic, f64::from(freedom)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mendel's peas, 9:3:3:1 expected: R's `chisq.test(c(315, 101, 108, 32), p = c(9, 3, 3, 1) / 16)`.
    #[test]
    fn mendels_peas_are_as_published() {
        let fit = goodness_of_fit(&[315.0, 101.0, 108.0, 32.0], &[9.0, 3.0, 3.0, 1.0]).unwrap();
        assert_eq!(fit.freedom, 3);
        assert!((fit.statistic - 0.470_023_980_815_347_7).abs() < 1e-12);
        assert!((fit.p - 0.925_425_895_103_616).abs() < 1e-9, "{}", fit.p);
    }

    #[test]
    fn categories_that_are_expected_rarely_are_counted_together() {
        // 2 and 3 expected make one cell of 5.
        let fit = goodness_of_fit(&[40.0, 50.0, 4.0, 6.0], &[45.0, 50.0, 2.0, 3.0]).unwrap();
        assert_eq!(fit.freedom, 2);
        let by_hand = 25.0 / 45.0 + 0.0 + 25.0 / 5.0;
        assert!((fit.statistic - by_hand).abs() < 1e-12);
        // 1 expected joins the smallest of the others.
        let fit = goodness_of_fit(&[60.0, 38.0, 2.0], &[59.0, 40.0, 1.0]).unwrap();
        assert_eq!(fit.freedom, 1);
        assert!((fit.statistic - (1.0 / 59.0 + 1.0 / 41.0)).abs() < 1e-12);
    }

    #[test]
    fn what_bears_no_test_is_refused() {
        assert!(goodness_of_fit(&[1.0], &[1.0, 2.0]).is_err());
        assert!(goodness_of_fit(&[-1.0, 3.0], &[1.0, 2.0]).is_err());
        assert!(goodness_of_fit(&[0.0, 0.0], &[1.0, 2.0]).is_err());
        assert!(goodness_of_fit(&[3.0, 4.0], &[1.0, 2.0]).is_err());
        assert!(goodness_of_fit(&[30.0, f64::NAN], &[1.0, 2.0]).is_err());
    }
}
