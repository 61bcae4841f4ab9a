//! Whether a figure lies in the range in which it is said to lie, and whether ranges and counts are those that the data gives.

use super::claim::{Claim, RangeOf};
use super::figure_verdict::is_rounded_to;
use super::judge::{ClaimColumns, Judge, Ruling};
use super::lexeme::WrittenNumber;
use super::remark::ClaimVerdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::{Comparison, significance, standing};
use crate::finding::prose::lint as words;
use crate::observation::area::Area;
use crate::stat::interval::{Interval, Limits};
use crate::stat::verdict::Side;

/// The ends of a range by each way to reckon it.
type RangeEnds = Vec<(f64, f64)>;

/// Checks on which side of a range a figure lies; no side is inside it.
pub(super) fn expected(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (side, of): (Option<Side>, RangeOf),
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let (verdict, at) = columns.verdict(ClaimVerdict::MisRanked, |at| {
        let comparison = beside(judge, panel, (at, claim.area), of);
        let own = comparison.printed(comparison.reading.value()?);
        let ends = ends(&comparison, of)?;
        Some(ends.into_iter().any(|(low, high)| {
            let (low, high) = (comparison.printed(low), comparison.printed(high));
            match side {
                Some(Side::Above) => own >= high,
                Some(Side::Below) => own <= low,
                None => low <= own && own <= high,
            }
        }))
    })?;
    Some(ruling(judge, panel, claim, (verdict, at), of))
}

/// Checks the two ends of a range.
pub(super) fn range(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    of: RangeOf,
    (low, high): (WrittenNumber, WrittenNumber),
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let (verdict, at) = columns.verdict(ClaimVerdict::Differs, |at| {
        let comparison = beside(judge, panel, (at, claim.area), of);
        let ends = ends(&comparison, of)?;
        Some(
            ends.into_iter()
                .any(|(first, last)| is_rounded_to(first, low) && is_rounded_to(last, high)),
        )
    })?;
    Some(ruling(judge, panel, claim, (verdict, at), of))
}

/// An authority in a column, with what all authorities share where the range is of all: computing that takes long.
fn beside<'r>(
    judge: &Judge<'r>,
    panel: &'r Panel,
    (at, area): (PeriodColumn, Area),
    of: RangeOf,
) -> Comparison<'r> {
    match of {
        RangeOf::UsualVariation | RangeOf::GivenDeprivation => judge.with_nation(panel, at, area),
        RangeOf::OwnInterval
        | RangeOf::FurtherNeighbour
        | RangeOf::Neighbours
        | RangeOf::NeighboursMiddle => judge.comparison(panel, at, area),
    }
}

fn ruling(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (verdict, at): (ClaimVerdict, PeriodColumn),
    of: RangeOf,
) -> Ruling {
    let comparison = judge.with_nation(panel, at, claim.area);
    let says = match of {
        RangeOf::UsualVariation => words::expected(&comparison, judge.phrases),
        RangeOf::OwnInterval => words::tests(&comparison, judge.phrases),
        RangeOf::GivenDeprivation => words::given_deprivation(&comparison, judge.phrases),
        RangeOf::FurtherNeighbour | RangeOf::Neighbours | RangeOf::NeighboursMiddle => {
            words::beside_neighbours(&comparison, judge.phrases)
        }
    };
    Ruling::shown_by(panel, (at, claim.area), verdict, says)
}

/// The ends of a range; none where the data does not give it.
fn ends(comparison: &Comparison<'_>, of: RangeOf) -> Option<RangeEnds> {
    let both = |limits: &Limits| {
        vec![
            (limits.p95.lower, limits.p95.upper),
            (limits.p998.lower, limits.p998.upper),
        ]
    };
    match of {
        RangeOf::UsualVariation => {
            let place = comparison.nation().funnel(comparison.area)?;
            Some([both(&place.wide), both(&place.plain)].concat())
        }
        RangeOf::GivenDeprivation => {
            let Interval { lower, upper } = comparison.expected()?.limits.p95;
            Some(vec![(lower, upper)])
        }
        RangeOf::OwnInterval => {
            significance::estimate(comparison.panel, comparison.at, comparison.area)
                .map(|estimate| both(&estimate.limits))
        }
        RangeOf::FurtherNeighbour => {
            let place = standing::beside(comparison).ok()?;
            let expected = place.expected(comparison.indicator);
            Some(vec![(expected.lower, expected.upper)])
        }
        RangeOf::Neighbours | RangeOf::NeighboursMiddle => {
            let place = standing::beside(comparison).ok()?;
            let of_all = &place.neighbours;
            Some(match of {
                RangeOf::NeighboursMiddle => vec![(of_all.q1, of_all.q3)],
                _ => vec![(of_all.min, of_all.max)],
            })
        }
    }
}

/// Checks the counts behind a figure, or the first of them.
pub(super) fn counts(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (part, whole): (f64, Option<f64>),
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let is_same = |published: f64, written: f64| (published - written).abs() < 0.5 + 1e-9;
    let (verdict, at) = columns.verdict(ClaimVerdict::Differs, |at| {
        let (numerator, denominator) = panel.counts(at, claim.area);
        let is_whole = match whole {
            Some(whole) => is_same(denominator?, whole),
            None => true,
        };
        Some(is_same(numerator?, part) && is_whole)
    })?;
    let comparison = judge.comparison(panel, at, claim.area);
    let says = words::figure(&comparison, judge.phrases);
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}
