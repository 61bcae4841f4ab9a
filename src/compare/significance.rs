//! Is a figure different from England's or its region's beyond chance in its count? Only where the counts behind it are
//! published: a figure without its counts has no interval, and so no verdict.

use super::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::stat::exact::{binomial_two_sided, poisson_two_sided};
use crate::stat::interval::{Estimate, proportion, rate};
use crate::stat::two_samples::two_proportions;
use crate::stat::verdict::{self, Verdict};

/// Numerator and denominator: events and people, or a part and its whole.
pub(crate) type CountPair = (f64, f64);

/// What a figure with counts is: it decides the interval, the funnel and the test.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CountBasis {
    /// Events over people; an event may happen twice.
    Rate,
    /// A part of a whole.
    Proportion,
}

impl CountBasis {
    /// None for totals, averages and figures whose publisher gives no multiplier.
    pub(crate) fn of(indicator: &Indicator) -> Option<CountBasis> {
        indicator.per.filter(|_| !indicator.total)?;
        match &indicator.unit {
            unit if unit.is_rate() => Some(CountBasis::Rate),
            unit if unit.is_percent() => Some(CountBasis::Proportion),
            _ => None,
        }
    }

    /// A figure in the indicator's unit with its intervals; none where the counts cannot be what they claim to be.
    pub(crate) fn estimate(
        self,
        (numerator, denominator): CountPair,
        per: f64,
    ) -> Option<Estimate> {
        match self {
            CountBasis::Rate => rate(numerator, denominator, per).ok(),
            CountBasis::Proportion => proportion(numerator, denominator, per).ok(),
        }
    }
}

/// Numerator and denominator of a figure, where they give the published figure back; counts that do not (another
/// definition, or counts rounded more than the figure) say nothing about it.
pub(crate) fn counts(panel: &Panel, at: PeriodColumn, area: Area) -> Option<CountPair> {
    let (value, computed) = (panel.value(at, area)?, panel.unrounded_value(at, area)?);
    let (numerator, denominator) = panel.counts(at, area);
    let decimals = i32::from(panel.indicator.decimals);
    // One in the last place: publishers round on their own side, and some round twice.
    ((value - computed).abs() <= 10f64.powi(-decimals)).then_some((numerator?, denominator?))
}

/// A figure with its intervals.
pub(crate) fn estimate(panel: &Panel, at: PeriodColumn, area: Area) -> Option<Estimate> {
    CountBasis::of(&panel.indicator)?.estimate(counts(panel, at, area)?, panel.indicator.per?)
}

/// A figure held against a published aggregate, which is taken as exact.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AgainstPublished {
    pub(crate) benchmark: Area,
    /// In the indicator's unit, unrounded where the aggregate's counts are published.
    pub(crate) value: f64,
    pub(crate) own: Estimate,
    pub(crate) counts: CountPair,
    pub(crate) verdict: Verdict,
    basis: CountBasis,
    per: f64,
}

impl AgainstPublished {
    /// The exact two-sided p, for lists of many comparisons; the words follow the verdict, by one rule.
    pub(crate) fn p(&self) -> f64 {
        let share = self.value / self.per;
        let (Some(events), Some(of)) = (whole(self.counts.0), whole(self.counts.1)) else {
            return 1.0;
        };
        match self.basis {
            CountBasis::Rate => poisson_two_sided(events, self.counts.1 * share),
            CountBasis::Proportion => binomial_two_sided(events, of, share),
        }
    }
}

/// Whether a share moved between two periods by more than chance in the counts of both would bring (Newcombe, 95%); none for what is no share,
/// and without counts.
pub(crate) fn share_moved(
    panel: &Panel,
    (from, to): (PeriodColumn, PeriodColumn),
    area: Area,
) -> Option<bool> {
    CountBasis::of(&panel.indicator).filter(|basis| *basis == CountBasis::Proportion)?;
    let (before, after) = (counts(panel, from, area)?, counts(panel, to, area)?);
    let [x1, n1, x2, n2] = [after.0, after.1, before.0, before.1].map(whole);
    let difference = two_proportions(x1?, n1?, x2?, n2?).ok()?;
    Some(!difference.limits.p95.contains(0.0))
}

/// A count of people as a whole number; none for a count that is not one.
pub(crate) fn whole(count: f64) -> Option<u64> {
    let sound = (0.0..9e15).contains(&count) && count.fract() == 0.0;
    sound.then_some(count as u64)
}

/// A published aggregate, unrounded where its counts are published.
pub(super) fn aggregate(panel: &Panel, at: PeriodColumn, benchmark: Area) -> Option<f64> {
    let published = panel.value(at, benchmark)?;
    let exact = counts(panel, at, benchmark).zip(panel.indicator.per);
    Some(exact.map_or(published, |((over, of), per)| over / of * per))
}

/// The verdict on a figure against an aggregate. None without counts, and against itself.
pub(crate) fn against(
    panel: &Panel,
    at: PeriodColumn,
    area: Area,
    benchmark: Area,
) -> Option<AgainstPublished> {
    let basis = CountBasis::of(&panel.indicator)?;
    let per = panel.indicator.per?;
    let counts = counts(panel, at, area).filter(|_| area != benchmark)?;
    let own = basis.estimate(counts, per)?;
    let value = aggregate(panel, at, benchmark)?;
    Some(AgainstPublished {
        benchmark,
        value,
        own,
        counts,
        verdict: verdict::against(&own, value),
        basis,
        per,
    })
}
