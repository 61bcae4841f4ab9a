//! A straight line by least squares through pairs of numbers, and where one more pair would be expected: with what the line leaves
//! unexplained and with what is not known of the line itself. And how well each pair is predicted by the line of all the others.

use super::interval::{Interval, Level, Limits};
use super::problem::Problem;
use super::special::student_upper_quantile;

/// A line of fewer pairs than this is not drawn: its spread would rest on too few degrees of freedom.
pub(crate) const LEAST_PAIRS: usize = 20;

/// A line through pairs, with its residual standard deviation on n - 2 degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Line {
    pub(crate) n: usize,
    pub(crate) intercept: f64,
    pub(crate) slope: f64,
    /// Residual standard deviation.
    pub(crate) sigma: f64,
    /// The share of the spread of y that the line accounts for.
    pub(crate) r_squared: f64,
    mean_x: f64,
    /// Sum of squares of x about its mean.
    spread_x: f64,
    /// Student's upper quantiles at the tails of both levels.
    quantiles: (f64, f64),
}

/// Where one more pair at an x would be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Predicted {
    pub(crate) y: f64,
    pub(crate) limits: Limits,
}

/// Sums about the means, from which a line follows.
struct Sums {
    n: f64,
    mean_x: f64,
    mean_y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn of(pairs: &[(f64, f64)]) -> Sums {
        let n = pairs.len() as f64;
        let (sum_x, sum_y) = pairs
            .iter()
            .fold((0.0, 0.0), |(x, y), pair| (x + pair.0, y + pair.1));
        let (mean_x, mean_y) = (sum_x / n, sum_y / n);
        let mut sums = Sums {
            n,
            mean_x,
            mean_y,
            xx: 0.0,
            xy: 0.0,
            yy: 0.0,
        };
        for (x, y) in pairs {
            let (x, y) = (x - mean_x, y - mean_y);
            sums.xx += x * x;
            sums.xy += x * y;
            sums.yy += y * y;
        }
        sums
    }

    fn line(&self, quantiles: (f64, f64)) -> Line {
        let slope = self.xy / self.xx;
        let left = (self.yy - slope * self.xy).max(0.0);
        Line {
            n: self.n as usize,
            intercept: self.mean_y - slope * self.mean_x,
            slope,
            sigma: (left / (self.n - 2.0)).sqrt(),
            r_squared: if self.yy > 0.0 {
                1.0 - left / self.yy
            } else {
                0.0
            },
            mean_x: self.mean_x,
            spread_x: self.xx,
            quantiles,
        }
    }
}

/// The tails of both levels on as many degrees of freedom as a line through `n` pairs leaves.
fn quantiles(n: usize) -> (f64, f64) {
    let at = |level: Level| student_upper_quantile(level.tail(), n as f64 - 2.0);
    (at(Level::P95), at(Level::P998))
}

impl Line {
    /// The line of least squares of y on x.
    ///
    /// # Errors
    /// Fewer than [`LEAST_PAIRS`] pairs, a number that is none, or one x for all.
    pub(crate) fn through(pairs: &[(f64, f64)]) -> Result<Line, Problem> {
        let sums = checked(pairs, LEAST_PAIRS)?;
        Ok(sums.line(quantiles(pairs.len())))
    }

    /// Where one more pair would be expected at an x, with the limits of one more pair there: y -/+ t s sqrt(1 + 1/n + (x - m)^2/S).
    pub(crate) fn predict(&self, x: f64) -> Predicted {
        let y = self.intercept + self.slope * x;
        let away = (x - self.mean_x).powi(2) / self.spread_x;
        let error = self.sigma * (1.0 + 1.0 / self.n as f64 + away).sqrt();
        Predicted {
            y,
            limits: Limits {
                p95: Interval::around(y, self.quantiles.0 * error),
                p998: Interval::around(y, self.quantiles.1 * error),
            },
        }
    }
}

fn checked(pairs: &[(f64, f64)], needed: usize) -> Result<Sums, Problem> {
    if pairs.iter().any(|(x, y)| !(x.is_finite() && y.is_finite())) {
        return Err(Problem::NotANumber);
    }
    if pairs.len() < needed {
        return Err(Problem::TooFew {
            needed,
            found: pairs.len(),
        });
    }
    let sums = Sums::of(pairs);
    if sums.xx > 0.0 {
        Ok(sums)
    } else {
        Err(Problem::OneValueForAll)
    }
}

/// The line of all pairs, and each pair as the line of all others predicts it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeaveOneOut {
    pub(crate) line: Line,
    /// In the order of the pairs: the line without the pair, and what it predicts there.
    pub(crate) each: Vec<(Line, Predicted)>,
    /// One less the squared errors of these predictions over those of the mean of all others: what the line is worth for a pair that
    /// it has not seen. Below zero where the mean alone predicts better.
    pub(crate) r_squared: f64,
}

/// Leaves each pair out in turn.
///
/// # Errors
/// As [`Line::through`], for the pairs that are left.
pub(crate) fn leave_one_out(pairs: &[(f64, f64)]) -> Result<LeaveOneOut, Problem> {
    let line = Line::through(pairs)?;
    let all = checked(pairs, LEAST_PAIRS + 1)?;
    let quantiles = quantiles(pairs.len() - 1);
    let mut others = pairs.to_vec();
    let mut each = Vec::with_capacity(pairs.len());
    let (mut of_line, mut of_mean) = (0.0, 0.0);
    for (at, (x, y)) in pairs.iter().enumerate() {
        // The pair goes to the end and the rest is fitted: its own number takes no part, not even in rounding.
        others.swap_remove(at);
        let sums = checked(&others, LEAST_PAIRS)?;
        let without = sums.line(quantiles);
        let predicted = without.predict(*x);
        of_line += (y - predicted.y).powi(2);
        of_mean += (y - (all.mean_y * all.n - y) / (all.n - 1.0)).powi(2);
        each.push((without, predicted));
        others.push((*x, *y));
        let last = others.len() - 1;
        others.swap(at, last);
    }
    Ok(LeaveOneOut {
        line,
        each,
        r_squared: if of_mean > 0.0 {
            1.0 - of_line / of_mean
        } else {
            0.0
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_on_a_line_give_the_line_and_no_spread() {
        let pairs: Vec<(f64, f64)> = (0..25)
            .map(|at| (f64::from(at), 3.0 - 0.5 * f64::from(at)))
            .collect();
        let line = Line::through(&pairs).expect("a line");
        assert!((line.intercept - 3.0).abs() < 1e-12 && (line.slope + 0.5).abs() < 1e-12);
        assert!(line.sigma < 1e-7 && line.r_squared > 1.0 - 1e-12);
        let left = leave_one_out(&pairs).expect("lines");
        assert!(left.r_squared > 1.0 - 1e-9);
        assert_eq!(left.each.len(), pairs.len());
    }

    #[test]
    fn what_bears_no_line_is_told() {
        let one: Vec<(f64, f64)> = (0..30).map(|at| (2.0, f64::from(at))).collect();
        assert_eq!(Line::through(&one), Err(Problem::OneValueForAll));
        assert!(matches!(
            Line::through(&one[..5]),
            Err(Problem::TooFew { found: 5, .. })
        ));
        let bad = [&one[..], &[(f64::NAN, 1.0)]].concat();
        assert_eq!(Line::through(&bad), Err(Problem::NotANumber));
    }

    proptest! {
        /// Leaving a pair out is fitting the others.
        #[test]
        fn leaving_one_out_is_fitting_the_others(
            ys in prop::collection::vec(-5.0f64..5.0, 22..60),
            at in 0usize..22,
        ) {
            let pairs: Vec<(f64, f64)> = ys.iter().enumerate().map(|(x, y)| ((x as f64).sqrt(), *y)).collect();
            let left = leave_one_out(&pairs).expect("lines");
            let mut others = pairs.clone();
            others.remove(at);
            let alone = Line::through(&others).expect("a line");
            let predicted = alone.predict(pairs[at].0);
            prop_assert!((left.each[at].1.y - predicted.y).abs() < 1e-9);
            prop_assert!((left.each[at].1.limits.p95.upper - predicted.limits.p95.upper).abs() < 1e-9);
            // A line over all is never further from the points than one that was fitted without them.
            prop_assert!(left.line.r_squared >= left.r_squared - 1e-9);
        }
    }
}
