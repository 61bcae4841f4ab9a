//! Control charts of small counts by their own limits: shares of a whole (p chart) and events in a population (u chart), three standard
//! deviations of what chance in the count allows about the mean of all points. Montgomery, Introduction to Statistical Quality Control.

use super::control::{ControlPoint, Settings, broken_rules, by_group};
use super::interval::{Interval, check_proportion, check_rate};
use super::problem::Problem;
use std::ops::Range;

/// Limits lie this many standard deviations from the mean.
const SIGMAS: f64 = 3.0;

/// Parts of a whole, or events in a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountedChart {
    Share,
    Rate,
}

/// Points in order, each a count and its base, with the limits that its base allows; values are a count over its base times `per`. Of the
/// settings, rebases and holes count: limits start anew at the first, and no rule reaches across the second.
///
/// # Errors
/// Fewer than two points in a group; a base that is not above zero; a count below zero, or a part larger than its whole.
pub(crate) fn counted(
    kind: CountedChart,
    counts: &[(f64, f64)],
    per: f64,
    settings: &Settings<'_>,
) -> Result<Vec<ControlPoint>, Problem> {
    counts.iter().try_for_each(|&(count, base)| match kind {
        CountedChart::Share => check_proportion(count, base),
        CountedChart::Rate => check_rate(count, base),
    })?;
    by_group(
        counts.len(),
        settings,
        |members: Range<usize>, holes, group| of_group(kind, &counts[members], per, (holes, group)),
    )
}

fn of_group(
    kind: CountedChart,
    counts: &[(f64, f64)],
    per: f64,
    (holes, group): (&[usize], usize),
) -> Result<Vec<ControlPoint>, Problem> {
    if counts.len() < 2 {
        return Err(Problem::TooFew {
            needed: 2,
            found: counts.len(),
        });
    }
    let (count, base) = counts
        .iter()
        .fold((0.0, 0.0), |(c, b), (count, base)| (c + count, b + base));
    let mean = count / base;
    let (variance, most) = match kind {
        CountedChart::Share => (mean * (1.0 - mean), per),
        CountedChart::Rate => (mean, f64::INFINITY),
    };
    let values: Vec<f64> = counts.iter().map(|(count, base)| count / base).collect();
    let half: Vec<f64> = counts
        .iter()
        .map(|(_, base)| SIGMAS * (variance / base).sqrt())
        .collect();
    let rules = broken_rules(&values, mean, &half, holes);
    let points = values.iter().zip(&half).zip(rules);
    let points = points.map(|((value, half), rule)| ControlPoint {
        value: value * per,
        mean: mean * per,
        limits: Interval {
            lower: ((mean - half) * per).max(0.0),
            upper: ((mean + half) * per).min(most),
        },
        group,
        rule,
    });
    Ok(points.collect())
}

#[cfg(test)]
mod tests {
    use super::super::control::Rule;
    use super::super::verdict::Side;
    use super::*;

    fn chart(
        kind: CountedChart,
        counts: &[(f64, f64)],
        per: f64,
    ) -> Result<Vec<ControlPoint>, Problem> {
        counted(kind, counts, per, &Settings::default())
    }

    /// Montgomery's cans of orange juice: 347 of 30 samples of 50 are bad; mean 0.2313, limits 0.0524 and 0.4102.
    #[test]
    fn limits_of_shares_are_the_published_ones() {
        let mut samples = vec![(11.0, 50.0); 13];
        samples.extend(vec![(12.0, 50.0); 17]);
        let points = chart(CountedChart::Share, &samples, 1.0).expect("a chart");
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
        let points = chart(CountedChart::Rate, &samples, 1.0).expect("a chart");
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
        let points = chart(CountedChart::Share, &counts, 100.0).expect("a chart");
        let width = |at: usize| points[at].limits.upper - points[at].limits.lower;
        assert!(width(0) > width(2));
        assert!(
            points
                .iter()
                .all(|point| point.limits.lower >= 0.0 && point.limits.upper <= 100.0)
        );
        assert_eq!(points[2].rule, Some(Rule::Outside(Side::Below)));
        assert!(chart(CountedChart::Share, &[(5.0, 4.0), (1.0, 4.0)], 1.0).is_err());
        assert!(chart(CountedChart::Rate, &[(5.0, 0.0), (1.0, 4.0)], 1.0).is_err());
    }

    /// Seven above the mean with a period missing among them are no run, and limits start anew where somebody says so.
    #[test]
    fn runs_stop_at_holes_and_limits_start_anew() {
        let mut counts = vec![(4.0, 20.0); 7];
        counts.extend(vec![(6.0, 20.0); 7]);
        let with = |holes: &[usize], starts: &[usize]| {
            let settings = Settings {
                holes_before: holes,
                rebase_before: starts,
                ..Settings::default()
            };
            counted(CountedChart::Share, &counts, 100.0, &settings).expect("a chart")
        };
        assert_eq!(with(&[], &[])[13].rule, Some(Rule::Run(Side::Above)));
        assert_eq!(with(&[10], &[])[13].rule, None);
        let anew = with(&[], &[7]);
        assert_eq!((anew[0].mean, anew[13].mean), (20.0, 30.0));
        assert_eq!((anew[6].group, anew[7].group), (0, 1));
    }
}
