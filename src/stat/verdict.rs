//! Does a figure differ from a benchmark by more than chance in its count? One rule for all words: the benchmark is taken as
//! exact and stands outside the interval, or it does not.

use super::interval::{Estimate, Interval, Limits};

/// Where a figure lies from what it is held against, at two levels at once. Lower and higher, not better and worse: that is for
/// whoever knows the polarity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Below at 99.8%.
    MuchLower,
    /// Below at 95% only.
    Lower,
    /// Neither; touching counts as similar.
    Similar,
    /// Above at 95% only.
    Higher,
    /// Above at 99.8%.
    MuchHigher,
}

/// A direction without a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Below,
    Above,
}

impl Verdict {
    /// From a side at each level; the wider interval cannot be left without the narrower one.
    fn of(at_95: Option<Side>, at_998: Option<Side>) -> Verdict {
        match (at_95, at_998) {
            (_, Some(Side::Below)) => Verdict::MuchLower,
            (_, Some(Side::Above)) => Verdict::MuchHigher,
            (Some(Side::Below), None) => Verdict::Lower,
            (Some(Side::Above), None) => Verdict::Higher,
            (None, None) => Verdict::Similar,
        }
    }

    /// As printed in a `verdict` column.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Verdict::MuchLower => "much lower",
            Verdict::Lower => "lower",
            Verdict::Similar => "similar",
            Verdict::Higher => "higher",
            Verdict::MuchHigher => "much higher",
        }
    }

    /// Lower, higher or neither, whichever level said so.
    pub(crate) fn side(self) -> Option<Side> {
        match self {
            Verdict::MuchLower | Verdict::Lower => Some(Side::Below),
            Verdict::Similar => None,
            Verdict::Higher | Verdict::MuchHigher => Some(Side::Above),
        }
    }

    /// Whether the 99.8% level says so too.
    pub(crate) fn is_strong(self) -> bool {
        matches!(self, Verdict::MuchLower | Verdict::MuchHigher)
    }
}

/// The single-overlap rule at one level (Fingertips' BenchmarkComparisonEngine): below when the whole interval lies under the
/// benchmark, above when it lies over it. Touching is neither.
pub(crate) fn single_overlap(interval: Interval, benchmark: f64) -> Option<Side> {
    if interval.upper < benchmark {
        Some(Side::Below)
    } else if interval.lower > benchmark {
        Some(Side::Above)
    } else {
        None
    }
}

/// A figure with its intervals against a benchmark in the same unit. A figure without intervals has no verdict: there is nothing
/// to pass here.
pub(crate) fn against(estimate: &Estimate, benchmark: f64) -> Verdict {
    let Limits { p95, p998 } = estimate.limits;
    Verdict::of(
        single_overlap(p95, benchmark),
        single_overlap(p998, benchmark),
    )
}

/// Where a value lies from limits drawn around a benchmark, as in a funnel. On a limit is within.
pub(crate) fn within(value: f64, limits: &Limits) -> Verdict {
    Verdict::of(outside(value, limits.p95), outside(value, limits.p998))
}

/// The side of the limits on which a value lies; `None` within them and on them.
pub(super) fn outside(value: f64, limits: Interval) -> Option<Side> {
    if value < limits.lower {
        Some(Side::Below)
    } else if value > limits.upper {
        Some(Side::Above)
    } else {
        None
    }
}
