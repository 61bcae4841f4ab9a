//! An authority beside its statistical neighbours: where they lie, where it stands, and whether one more neighbour there would
//! surprise.

use super::interval::{Interval, Level, Limits, sample_sd};
use super::method::Method;
use super::order::{mean, median, place, quantile_type7, sort_into};
use super::problem::Problem;
use super::special::{student_two_sided, student_upper_quantile};
use std::sync::OnceLock;

/// With fewer neighbours than this nothing is compared: seven of the usual ten.
pub(crate) const LEAST_NEIGHBOURS: usize = 7;

/// What the neighbours with a figure look like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NeighbourSummary {
    /// Those with a figure.
    pub(crate) n: usize,
    /// Those asked.
    pub(crate) of: usize,
    /// Unweighted, as LAIT has it.
    pub(crate) mean: f64,
    pub(crate) median: f64,
    pub(crate) sd: f64,
    /// The middle half: type 7 quartiles.
    pub(crate) q1: f64,
    pub(crate) q3: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    /// Where one more neighbour would be expected: m -/+ t s sqrt(1 + 1/n).
    pub(crate) predicted: Limits,
    /// Unscaled median absolute deviation from the median.
    pub(crate) mad: f64,
    pub(crate) method: Method,
}

/// One authority against them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NeighbourStanding {
    /// 1 is the highest of the neighbours and the authority together; ties share the lowest rank.
    pub(crate) rank_from_highest: usize,
    /// As above with 1 the lowest.
    pub(crate) rank_from_lowest: usize,
    pub(crate) above_all: bool,
    pub(crate) below_all: bool,
    /// Crawford and Howell's t and two-sided p; infinite and 0 when neighbours do not vary and the authority differs from them.
    pub(crate) t: f64,
    pub(crate) p: f64,
    /// Distance from the median in median absolute deviations; `None` when that deviation is zero.
    pub(crate) mads_from_median: Option<f64>,
}

/// Summarises the neighbours; missing ones are dropped, and fewer than [`LEAST_NEIGHBOURS`] are not compared.
pub(crate) fn neighbours(values: &[Option<f64>]) -> Result<NeighbourSummary, Problem> {
    let known: Vec<f64> = values
        .iter()
        .copied()
        .flatten()
        .filter(|value| value.is_finite())
        .collect();
    let n = known.len();
    let too_few = Problem::TooFew {
        needed: LEAST_NEIGHBOURS,
        found: n,
    };
    if n < LEAST_NEIGHBOURS {
        return Err(too_few);
    }
    let (centre, sd) = mean(&known).zip(sample_sd(&known)).ok_or(too_few)?;
    let mut sorted = Vec::with_capacity(n);
    sort_into(known.iter().copied(), &mut sorted);
    let middle = median(&sorted);
    let mut deviations = Vec::with_capacity(n);
    sort_into(
        known.iter().map(|value| (value - middle).abs()),
        &mut deviations,
    );
    let quantiles = Quantiles::of(n);
    let error = sd * (1.0 + 1.0 / n as f64).sqrt();
    Ok(NeighbourSummary {
        n,
        of: values.len(),
        mean: centre,
        median: middle,
        sd,
        q1: quantile_type7(&sorted, 0.25),
        q3: quantile_type7(&sorted, 0.75),
        min: sorted[0],
        max: sorted[n - 1],
        predicted: Limits {
            p95: Interval::around(centre, quantiles.p95 * error),
            p998: Interval::around(centre, quantiles.p998 * error),
        },
        mad: median(&deviations),
        method: Method::CrawfordHowell,
    })
}

/// Student's upper quantiles for a number of neighbours, at the tail of each level.
#[derive(Clone, Copy)]
struct Quantiles {
    p95: f64,
    p998: f64,
}

/// Those of the numbers of neighbours that occur: a departure asks for the same few thousands of times.
static QUANTILES: [OnceLock<Quantiles>; 33] = [const { OnceLock::new() }; 33];

impl Quantiles {
    fn of(n: usize) -> Quantiles {
        QUANTILES.get(n).map_or_else(
            || Quantiles::computed(n),
            |known| *known.get_or_init(|| Quantiles::computed(n)),
        )
    }

    fn computed(n: usize) -> Quantiles {
        let at = |level: Level| student_upper_quantile(level.tail(), n as f64 - 1.0);
        Quantiles {
            p95: at(Level::P95),
            p998: at(Level::P998),
        }
    }
}

impl NeighbourSummary {
    /// Where `own` stands; `values` are those the neighbours were summed up from.
    pub(crate) fn standing(&self, own: f64, values: &[Option<f64>]) -> NeighbourStanding {
        let mut sorted = Vec::with_capacity(self.n);
        sort_into(values.iter().copied().flatten(), &mut sorted);
        let distance = own - self.mean;
        let error = self.sd * (1.0 + 1.0 / self.n as f64).sqrt();
        let t = if distance == 0.0 {
            0.0
        } else {
            distance / error
        };
        NeighbourStanding {
            rank_from_highest: place(&sorted, own, true).rank,
            rank_from_lowest: place(&sorted, own, false).rank,
            above_all: own > self.max,
            below_all: own < self.min,
            t,
            p: student_two_sided(t, self.n as f64 - 1.0),
            mads_from_median: (self.mad > 0.0).then(|| (own - self.median) / self.mad),
        }
    }
}
