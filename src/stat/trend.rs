//! Is a series rising or falling? The recent trend over five points as Fingertips has it, and rank methods over eight or more.

use super::interval::{Interval, Level};
use super::method::Method;
use super::order::{median, sort_into};
use super::problem::Problem;
use super::special::normal_two_sided;

/// How many of the latest points the recent trend looks at.
pub(crate) const RECENT_POINTS: usize = 5;
/// The chi-squared value with one degree of freedom that chance exceeds twice in a thousand, as Fingertips' code states it.
const RECENT_CRITICAL: f64 = 9.549_535_706_083_24;
/// The full width of a 95% interval in standard errors, as Fingertips' code has it.
const WIDTH_OF_95: f64 = 3.92;
/// The rank methods need this many points.
pub(crate) const LONG_RUN_POINTS: usize = 8;
/// Figures of neighbouring years resemble each other, so a nominal level of 5% is a true one of 22% or more: a change counts as
/// sustained only below this p.
pub(crate) const SUSTAINED_BELOW: f64 = 0.01;

/// Which way a series goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Increasing,
    Decreasing,
    NoChange,
}

impl Direction {
    /// As printed in a `direction` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Direction::Increasing => "increasing",
            Direction::Decreasing => "decreasing",
            Direction::NoChange => "no change",
        }
    }

    fn of(slope: f64) -> Direction {
        if slope > 0.0 {
            Direction::Increasing
        } else if slope < 0.0 {
            Direction::Decreasing
        } else {
            Direction::NoChange
        }
    }
}

/// One point of a series with its 95% limits; counts where they are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TrendPoint {
    pub(crate) value: f64,
    pub(crate) p95: Option<Interval>,
    /// Numerator and denominator.
    pub(crate) counts: Option<(f64, f64)>,
}

/// The recent trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RecentTrend {
    pub(crate) direction: Direction,
    /// Change a period, weighted by the points' precision.
    pub(crate) slope: f64,
    pub(crate) chi_squared: f64,
    /// Whether the slope keeps its sign when each point in turn is left out.
    pub(crate) holds_without_any_point: bool,
    /// Last of the points less the first: say how much, for a large area is nearly always "significant".
    pub(crate) total_change: f64,
    pub(crate) method: Method,
}

/// A weighted straight line through points one period apart.
struct WeightedLine {
    slope: f64,
    /// The sum of squares that turns the slope into chi-squared.
    information: f64,
}

/// `(period, value, weight)` points.
fn weighted_line(points: impl Iterator<Item = (f64, f64, f64)>) -> WeightedLine {
    let (mut w, mut wt, mut wtt, mut wy, mut wty) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (period, value, weight) in points {
        w += weight;
        wt += weight * period;
        wtt += weight * period * period;
        wy += weight * value;
        wty += weight * period * value;
    }
    let determinant = w * wtt - wt * wt;
    WeightedLine {
        slope: (w * wty - wt * wy) / determinant,
        information: determinant / w,
    }
}

/// Fingertips' recent trend over the last [`RECENT_POINTS`] points (FingertipsNext, TrendMarkerCalculator): a weighted slope
/// beyond the 99.8% level that keeps its sign when each point is left out. Periods count as one apart, as in that code.
pub(crate) fn recent(points: &[TrendPoint]) -> Result<RecentTrend, Problem> {
    let Some(from) = points.len().checked_sub(RECENT_POINTS) else {
        return Err(Problem::TooFew {
            needed: RECENT_POINTS,
            found: points.len(),
        });
    };
    let mut weighted = [(0.0, 0.0, 0.0); RECENT_POINTS];
    for (at, point) in points[from..].iter().enumerate() {
        weighted[at] = ((at + 1) as f64, point.value, weight(point)?);
    }
    let all = weighted_line(weighted.iter().copied());
    let chi_squared = all.slope * all.slope * all.information;
    let holds_without_any_point = (0..RECENT_POINTS)
        .all(|out| Direction::of(slope_without(&weighted, out)) == Direction::of(all.slope));
    let significant = chi_squared > RECENT_CRITICAL && holds_without_any_point;
    Ok(RecentTrend {
        direction: if significant {
            Direction::of(all.slope)
        } else {
            Direction::NoChange
        },
        slope: all.slope,
        chi_squared,
        holds_without_any_point,
        total_change: weighted[RECENT_POINTS - 1].1 - weighted[0].1,
        method: Method::FingertipsTrend,
    })
}

/// The slope of the weighted line when one point is left out.
fn slope_without(points: &[(f64, f64, f64)], out: usize) -> f64 {
    let others = points.iter().enumerate().filter(|(at, _)| *at != out);
    weighted_line(others.map(|(_, point)| *point)).slope
}

/// One over the square of the standard error that the 95% limits imply.
fn weight(point: &TrendPoint) -> Result<f64, Problem> {
    if !point.value.is_finite() {
        return Err(Problem::NotANumber);
    }
    match point.counts {
        Some((_, denominator)) if denominator <= 0.0 => return Err(Problem::NoPopulation),
        Some((count, denominator)) if count == denominator => {
            return Err(Problem::CountEqualsDenominator);
        }
        _ => {}
    }
    let Interval { lower, upper } = point.p95.ok_or(Problem::NoInterval)?;
    match upper - lower {
        width if width < 0.0 => Err(Problem::LimitsReversed),
        width if width > 0.0 && width.is_finite() => Ok((width / WIDTH_OF_95).powi(-2)),
        _ => Err(Problem::NoInterval),
    }
}

/// The Mann-Kendall test for a trend in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub(crate) s: f64,
    pub(crate) variance: f64,
    /// With the correction for continuity.
    pub(crate) z: f64,
    pub(crate) p: f64,
    /// Kendall's tau-b; 0 when all values are equal.
    pub(crate) tau: f64,
    pub(crate) method: Method,
}

/// Mann-Kendall over values in time order, with the normal approximation and the correction for ties. All equal: no trend, p = 1.
pub(crate) fn mann_kendall(values: &[f64]) -> Result<MannKendall, Problem> {
    let n = values.len();
    if n < 3 {
        return Err(Problem::TooFew {
            needed: 3,
            found: n,
        });
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Problem::NotANumber);
    }
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    let s: f64 = pairs.map(|(i, j)| sign(values[j] - values[i])).sum();
    let mut sorted = Vec::with_capacity(n);
    sort_into(values.iter().copied(), &mut sorted);
    let ties = tie_sizes(&sorted);
    let variance = (pair_spread(n as f64) - tie_spread(&ties)) / 18.0;
    let z = if s == 0.0 {
        0.0
    } else {
        (s - sign(s)) / variance.sqrt()
    };
    let all_pairs = (n * (n - 1)) as f64 / 2.0;
    let tied_pairs: f64 = ties.iter().map(|count| count * (count - 1.0) / 2.0).sum();
    let comparable = (all_pairs * (all_pairs - tied_pairs)).sqrt();
    let tau = if comparable > 0.0 {
        s / comparable
    } else {
        0.0
    };
    Ok(MannKendall {
        s,
        variance,
        z,
        p: normal_two_sided(z),
        tau,
        method: Method::MannKendall,
    })
}

/// As `signum`, with 0 for 0.
fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

/// What a group of so many values adds to eighteen times the variance of Mann and Kendall's s.
fn pair_spread(count: f64) -> f64 {
    count * (count - 1.0) * (2.0 * count + 5.0)
}

/// The same of groups of equal values, together.
fn tie_spread(sizes: &[f64]) -> f64 {
    sizes.iter().map(|count| pair_spread(*count)).sum()
}

/// The sizes of the groups of equal values in an ascending slice.
fn tie_sizes(sorted: &[f64]) -> Vec<f64> {
    sorted
        .chunk_by(|a, b| a == b)
        .map(|group| group.len() as f64)
        .collect()
}

/// A line through the middle of a series that single odd points cannot tilt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TheilSen {
    /// Median of the slopes of all pairs, a unit of time.
    pub(crate) slope: f64,
    /// Median value less slope times median time.
    pub(crate) intercept: f64,
    pub(crate) p95: Interval,
    pub(crate) method: Method,
}

/// Theil and Sen's slope with rank-based 95% limits, as `scipy.stats.theilslopes`. Times need not be evenly spaced.
pub(crate) fn theil_sen(times: &[f64], values: &[f64]) -> Result<TheilSen, Problem> {
    if times.len() != values.len() {
        return Err(Problem::UnequalLengths);
    }
    if times.iter().chain(values).any(|number| !number.is_finite()) {
        return Err(Problem::NotANumber);
    }
    let n = times.len();
    let pairs = (0..n)
        .flat_map(|i| (0..n).map(move |j| (i, j)))
        .filter(|&(i, j)| times[j] > times[i]);
    let mut slopes = Vec::with_capacity(n * n / 2);
    sort_into(
        pairs.map(|(i, j)| (values[j] - values[i]) / (times[j] - times[i])),
        &mut slopes,
    );
    if slopes.is_empty() {
        return Err(Problem::NoTime);
    }
    let (mut sorted_times, mut sorted_values) = (Vec::with_capacity(n), Vec::with_capacity(n));
    sort_into(times.iter().copied(), &mut sorted_times);
    sort_into(values.iter().copied(), &mut sorted_values);
    let slope = median(&slopes);
    let variance = (pair_spread(n as f64)
        - tie_spread(&tie_sizes(&sorted_times))
        - tie_spread(&tie_sizes(&sorted_values)))
        / 18.0;
    let reach = Level::P95.z() * variance.max(0.0).sqrt();
    let count = slopes.len() as f64;
    let last = count - 1.0;
    // scipy rounds halves to even and counts from zero; both ends stay within the list.
    let low_rank = ((count - reach) / 2.0).round_ties_even() - 1.0;
    let high_rank = ((count + reach) / 2.0).round_ties_even();
    Ok(TheilSen {
        slope,
        intercept: median(&sorted_values) - slope * median(&sorted_times),
        p95: Interval {
            lower: slopes[low_rank.clamp(0.0, last) as usize],
            upper: slopes[high_rank.clamp(0.0, last) as usize],
        },
        method: Method::TheilSen,
    })
}

/// The two rank methods together, for a series that is long enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LongRun {
    pub(crate) test: MannKendall,
    pub(crate) line: TheilSen,
    /// The direction where p is below [`SUSTAINED_BELOW`], else no change.
    pub(crate) sustained: Direction,
}

/// Mann-Kendall and Theil-Sen over [`LONG_RUN_POINTS`] points or more, in time order.
pub(crate) fn long_run(times: &[f64], values: &[f64]) -> Result<LongRun, Problem> {
    if values.len() < LONG_RUN_POINTS {
        return Err(Problem::TooFew {
            needed: LONG_RUN_POINTS,
            found: values.len(),
        });
    }
    let (test, line) = (mann_kendall(values)?, theil_sen(times, values)?);
    let sustained = if test.p < SUSTAINED_BELOW {
        Direction::of(test.s)
    } else {
        Direction::NoChange
    };
    Ok(LongRun {
        test,
        line,
        sustained,
    })
}
