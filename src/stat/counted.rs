//! Control charts of small counts by their own limits: shares of a whole (p chart) and events in a population (u chart), three standard
//! deviations of what chance in the count allows about the mean of all points. Montgomery, Introduction to Statistical Quality Control.

use super::control::{
    ControlPoint, Rule, part_of_seven, seven_on_one_side, seven_point_trends, two_of_three,
};
use super::interval::Interval;
use super::problem::Problem;
use super::verdict::Side;

/// Limits lie this many standard deviations from the mean.
const SIGMAS: f64 = 3.0;

/// Parts of a whole, or events in a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountedChart {
    Share,
    Rate,
}

/// Points in order, each a count and its base, with the limits that its base allows; values are a count over its base times `per`.
///
/// # Errors
/// Fewer than two points; a base that is not above zero; a count below zero, or a part larger than its whole.
pub(crate) fn counted(
    kind: CountedChart,
    counts: &[(f64, f64)],
    per: f64,
) -> Result<Vec<ControlPoint>, Problem> {
    check(kind, counts)?;
    let (count, base) = counts
        .iter()
        .fold((0.0, 0.0), |(c, b), (count, base)| (c + count, b + base));
    let mean = count / base;
    let variance = match kind {
        CountedChart::Share => mean * (1.0 - mean),
        CountedChart::Rate => mean,
    };
    let values: Vec<f64> = counts.iter().map(|(count, base)| count / base).collect();
    let half: Vec<f64> = counts
        .iter()
        .map(|(_, base)| SIGMAS * (variance / base).sqrt())
        .collect();
    let sides: Vec<i8> = values.iter().map(|value| sign(value - mean)).collect();
    let near: Vec<bool> = values
        .iter()
        .zip(&half)
        .map(|(value, half)| {
            let distance = (value - mean).abs();
            distance > half * 2.0 / 3.0 && distance <= *half
        })
        .collect();
    let trends = part_of_seven(&seven_point_trends(&values));
    let runs = part_of_seven(&seven_on_one_side(&sides));
    let threes = two_of_three(&near, &sides);
    let points = values
        .iter()
        .zip(&half)
        .enumerate()
        .map(|(at, (value, half))| {
            let beyond = if (value - mean).abs() > *half {
                sides[at]
            } else {
                0
            };
            let most = match kind {
                CountedChart::Share => per,
                CountedChart::Rate => f64::INFINITY,
            };
            ControlPoint {
                value: value * per,
                mean: mean * per,
                limits: Interval {
                    lower: ((mean - half) * per).max(0.0),
                    upper: ((mean + half) * per).min(most),
                },
                group: 0,
                rule: side(beyond)
                    .map(Rule::Outside)
                    .or(side(trends[at]).map(Rule::Trend))
                    .or(side(threes[at]).map(Rule::TwoOfThree))
                    .or(side(runs[at]).map(Rule::Run)),
            }
        });
    Ok(points.collect())
}

fn check(kind: CountedChart, counts: &[(f64, f64)]) -> Result<(), Problem> {
    if counts.len() < 2 {
        return Err(Problem::TooFew {
            needed: 2,
            found: counts.len(),
        });
    }
    for (count, base) in counts {
        if !(count.is_finite() && base.is_finite()) || *count < 0.0 {
            return Err(Problem::NotANumber);
        }
        if *base <= 0.0 {
            return Err(Problem::NoPopulation);
        }
        if kind == CountedChart::Share && count > base {
            return Err(Problem::NotANumber);
        }
    }
    Ok(())
}

fn sign(value: f64) -> i8 {
    match value {
        above if above > 0.0 => 1,
        below if below < 0.0 => -1,
        _ => 0,
    }
}

fn side(sign: i8) -> Option<Side> {
    match sign {
        1 => Some(Side::Above),
        -1 => Some(Side::Below),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Montgomery's cans of orange juice: 347 of 30 samples of 50 are bad; mean 0.2313, limits 0.0524 and 0.4102.
    #[test]
    fn limits_of_shares_are_the_published_ones() {
        let mut samples = vec![(11.0, 50.0); 13];
        samples.extend(vec![(12.0, 50.0); 17]);
        let points = counted(CountedChart::Share, &samples, 1.0).expect("a chart");
        let Interval { lower, upper } = points[0].limits;
        assert!((points[0].mean - 0.2313).abs() < 5e-5);
        assert!(
            (lower - 0.0524).abs() < 5e-5 && (upper - 0.4102).abs() < 5e-5,
            "{lower} {upper}"
        );
    }

    /// Montgomery's personal computers: 1.93 nonconformities a unit in samples of five; limits 0.07 and 3.79.
    #[test]
    fn limits_of_rates_are_the_published_ones() {
        let mut samples = vec![(9.0, 5.0); 7];
        samples.extend(vec![(10.0, 5.0); 13]);
        let points = counted(CountedChart::Rate, &samples, 1.0).expect("a chart");
        let Interval { lower, upper } = points[0].limits;
        assert!((points[0].mean - 1.93).abs() < 5e-3);
        assert!(
            (lower - 0.07).abs() < 5e-3 && (upper - 3.79).abs() < 5e-3,
            "{lower} {upper}"
        );
    }

    #[test]
    fn a_larger_base_has_narrower_limits_and_none_leave_the_possible() {
        let counts = [(0.0, 4.0), (1.0, 4.0), (0.0, 400.0), (40.0, 400.0)];
        let points = counted(CountedChart::Share, &counts, 100.0).expect("a chart");
        let width = |at: usize| points[at].limits.upper - points[at].limits.lower;
        assert!(width(0) > width(2));
        assert!(
            points
                .iter()
                .all(|point| point.limits.lower >= 0.0 && point.limits.upper <= 100.0)
        );
        assert_eq!(points[2].rule, Some(Rule::Outside(Side::Below)));
        assert!(counted(CountedChart::Share, &[(5.0, 4.0), (1.0, 4.0)], 1.0).is_err());
        assert!(counted(CountedChart::Rate, &[(5.0, 0.0), (1.0, 4.0)], 1.0).is_err());
    }
}
