//! Two figures against each other. Whether two intervals overlap is no test (at equal errors it is p = 0.006, not 0.05): these
//! are.

use super::exact::{binomial_two_sided, clopper_pearson, fisher_two_sided};
use super::interval::{Interval, Level, Limits, check_rate, wilson};
use super::method::Method;
use super::problem::Problem;
use super::special::chi_squared_upper;

/// The first rate over the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RateRatio {
    /// Infinite when the second count is zero.
    pub(crate) ratio: f64,
    /// An upper limit may be infinite.
    pub(crate) limits: Limits,
    pub(crate) p: f64,
    pub(crate) method: Method,
}

/// The first proportion less the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShareDifference {
    /// In parts of one: 0.1 is ten percentage points.
    pub(crate) difference: f64,
    /// Newcombe's hybrid score limits.
    pub(crate) limits: Limits,
    /// Fisher's exact test, valid for any counts and always so when a cell is below 5.
    pub(crate) p: f64,
    /// The chi-squared test without correction, which agrees with Newcombe's interval when no cell is small.
    pub(crate) p_chi_squared: f64,
    /// The smallest of the four counts of the table.
    pub(crate) smallest_cell: u64,
    pub(crate) method: Method,
}

/// `events1` in `population1` against `events2` in `population2`: given their sum, the first count is binomial.
/// R's `poisson.test` with two counts: two-sided p by outcomes no likelier, limits by Clopper and Pearson.
pub(crate) fn two_rates(
    events1: u64,
    population1: f64,
    events2: u64,
    population2: f64,
) -> Result<RateRatio, Problem> {
    check_rate(events1 as f64, population1)?;
    check_rate(events2 as f64, population2)?;
    let together = events1 + events2;
    if together == 0 {
        return Err(Problem::NoEvents);
    }
    let populations = population2 / population1;
    let limits = Limits::by(|level| {
        let Interval { lower, upper } = clopper_pearson(events1, together, level);
        Interval {
            lower: lower / (1.0 - lower) * populations,
            upper: upper / (1.0 - upper) * populations,
        }
    });
    Ok(RateRatio {
        ratio: (events1 as f64 / population1) / (events2 as f64 / population2),
        limits,
        p: binomial_two_sided(events1, together, population1 / (population1 + population2)),
        method: Method::ConditionalTest,
    })
}

/// Two counts of equal exposure, `later` over `earlier`, as published vectors give them.
#[cfg(test)]
#[allow(
    dead_code,
    reason = "the vectors in tests/methods.rs ask for it, which compile this room on their own"
)]
pub(crate) fn two_counts(earlier: u64, later: u64) -> Result<RateRatio, Problem> {
    two_rates(later, 1.0, earlier, 1.0)
}

/// `x1` of `n1` against `x2` of `n2`: Newcombe's interval for the difference (1998, method 10) and Fisher's exact test.
pub(crate) fn two_proportions(
    x1: u64,
    n1: u64,
    x2: u64,
    n2: u64,
) -> Result<ShareDifference, Problem> {
    let limits = Limits {
        p95: newcombe(x1, n1, x2, n2, Level::P95)?,
        p998: newcombe(x1, n1, x2, n2, Level::P998)?,
    };
    Ok(ShareDifference {
        difference: x1 as f64 / n1 as f64 - x2 as f64 / n2 as f64,
        limits,
        p: fisher_two_sided(x1, n1, x2, n2),
        p_chi_squared: chi_squared_p(x1, n1, x2, n2),
        smallest_cell: x1.min(x2).min(n1 - x1).min(n2 - x2),
        method: Method::NewcombeFisher,
    })
}

fn newcombe(x1: u64, n1: u64, x2: u64, n2: u64, level: Level) -> Result<Interval, Problem> {
    let first = wilson(x1 as f64, n1 as f64, level)?;
    let second = wilson(x2 as f64, n2 as f64, level)?;
    let (p1, p2) = (x1 as f64 / n1 as f64, x2 as f64 / n2 as f64);
    let below = (p1 - first.lower).hypot(second.upper - p2);
    let above = (first.upper - p1).hypot(p2 - second.lower);
    Ok(Interval {
        lower: p1 - p2 - below,
        upper: p1 - p2 + above,
    })
}

/// Pearson's chi-squared of the two by two table (R's `prop.test(correct = FALSE)`); 1 when all or none have the property.
fn chi_squared_p(x1: u64, n1: u64, x2: u64, n2: u64) -> f64 {
    let (first, second) = (n1 as f64, n2 as f64);
    let pooled = (x1 + x2) as f64 / (first + second);
    let variance = pooled * (1.0 - pooled) * (1.0 / first + 1.0 / second);
    if variance <= 0.0 {
        return 1.0;
    }
    let difference = x1 as f64 / first - x2 as f64 / second;
    chi_squared_upper(difference * difference / variance, 1.0)
}
