//! Whether a figure has the rank that it is said to have, or lies on that side of another figure.

use super::claim::{Claim, ClaimComparator, ClaimedDirection, ClaimedRank, OrderEnd};
use super::judge::{ClaimColumns, Judge, Ruling, without_direction};
use super::remark::ClaimVerdict;
use super::support_verdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::Peers;
use crate::compare::{Comparison, PrintedSide};
use crate::finding::prose::lint as words;
use crate::observation::area::Area;
use crate::stat::verdict::Side as TestedSide;

/// Checks a rank. "Best" and "worst" need a direction.
pub(super) fn ranked(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (rank, end, among, of): (ClaimedRank, OrderEnd, ClaimComparator, Option<usize>),
) -> Option<Ruling> {
    let area = claim.area;
    let highest_is_best = panel.indicator.polarity.is_better(true);
    let from_highest = match (end, highest_is_best) {
        (OrderEnd::Best | OrderEnd::Worst, None) => {
            return without_direction(judge, panel, claim);
        }
        (OrderEnd::Highest, _) => vec![true],
        (OrderEnd::Lowest, _) => vec![false],
        (OrderEnd::Best, Some(highest_is_best)) => vec![highest_is_best],
        (OrderEnd::Worst, Some(highest_is_best)) => vec![!highest_is_best],
        (OrderEnd::Either, _) => vec![true, false],
    };
    let columns = ClaimColumns::of(panel, claim, area);
    let (verdict, at) = columns.verdict(ClaimVerdict::MisRanked, |at| {
        let others = others_in_order(judge, panel, at, area, among)?;
        let ranked = 1 + others
            .iter()
            .filter(|other| panel.value(at, **other).is_some())
            .count();
        // An order of another number of authorities leaves some out, and cannot be checked.
        if of.is_some_and(|of| of != ranked) {
            return None;
        }
        from_highest
            .iter()
            .map(|from_highest| has_rank(panel, (at, area), &others, *from_highest, rank))
            .collect::<Option<Vec<bool>>>()
            .map(|holds| holds.contains(&true))
    })?;
    let comparison = judge.comparison(panel, at, area);
    let says = words::place_among(
        &comparison,
        among == ClaimComparator::England,
        is_region(among),
        judge.phrases,
    );
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

fn is_region(comparator: ClaimComparator) -> bool {
    matches!(comparator, ClaimComparator::Region(_))
}

/// The other authorities in an order; none where it is of a region that is not the authority's own, or of too few neighbours.
fn others_in_order(
    judge: &Judge<'_>,
    panel: &Panel,
    at: PeriodColumn,
    area: Area,
    among: ClaimComparator,
) -> Option<Vec<Area>> {
    let comparison = judge.comparison(panel, at, area);
    match among {
        ClaimComparator::England => Some(
            panel
                .slots
                .current()
                .filter(|other| *other != area)
                .collect(),
        ),
        ClaimComparator::Region(named) => {
            let own = judge.reference.register.get(area)?.region?;
            let peers = comparison.groups.first()?;
            named
                .is_none_or(|region| region == own)
                .then(|| members(peers))
        }
        ClaimComparator::Neighbours | ClaimComparator::AllNeighbours => comparison
            .neighbours
            .enough()
            .then(|| members(&comparison.neighbours)),
    }
}

fn members(peers: &Peers) -> Vec<Area> {
    peers.members.iter().map(|member| member.area).collect()
}

/// Whether the authority has a rank, by figures as published or unrounded; of shared ranks it has each.
fn has_rank(
    panel: &Panel,
    (at, area): (PeriodColumn, Area),
    others: &[Area],
    from_highest: bool,
    rank: ClaimedRank,
) -> Option<bool> {
    let by_published = has_rank_by(
        |area| panel.value(at, area),
        area,
        others,
        from_highest,
        rank,
    )?;
    let by_unrounded = has_rank_by(
        |area| panel.ranking_value(at, area),
        area,
        others,
        from_highest,
        rank,
    )?;
    Some(by_published || by_unrounded)
}

fn has_rank_by(
    value: impl Fn(Area) -> Option<f64>,
    area: Area,
    others: &[Area],
    from_highest: bool,
    rank: ClaimedRank,
) -> Option<bool> {
    let own = value(area)?;
    let known: Vec<f64> = others.iter().filter_map(|other| value(*other)).collect();
    let before = known
        .iter()
        .filter(|other| {
            if from_highest {
                **other > own
            } else {
                **other < own
            }
        })
        .count();
    let level = known
        .iter()
        .filter(|other| (**other - own).abs() < f64::EPSILON)
        .count();
    Some(match rank {
        ClaimedRank::Exactly(rank) => (before + 1..=before + 1 + level).contains(&rank),
        // "One of the highest" is wrong only of a figure in the other half.
        ClaimedRank::Among => before < (known.len() + 1).div_ceil(2),
    })
}

/// Checks a comparison with somebody's figure, and whether the difference is beyond chance where the sentence says so.
pub(super) fn compared(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (direction, with, significant): (ClaimedDirection, ClaimComparator, bool),
) -> Option<Ruling> {
    let (side, if_false) = match (direction, direction.is_up(&panel.indicator)) {
        (ClaimedDirection::Level(side), _) => (side, ClaimVerdict::MisRanked),
        (_, None) => return without_direction(judge, panel, claim),
        (_, Some(true)) => (TestedSide::Above, ClaimVerdict::MisPolarised),
        (_, Some(false)) => (TestedSide::Below, ClaimVerdict::MisPolarised),
    };
    let claimed = if side == TestedSide::Above {
        PrintedSide::Above
    } else {
        PrintedSide::Below
    };
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let (verdict, at) = columns.verdict(if_false, |at| {
        let comparison = judge.comparison(panel, at, claim.area);
        let sides = sides(judge, &comparison, with)?;
        // Level figures are on neither side; a reader of unrounded ones may see either.
        Some(sides.contains(&claimed) || sides.contains(&PrintedSide::Level))
    })?;
    let comparison = judge.comparison(panel, at, claim.area);
    if significant && !verdict.is_flag() {
        return support_verdict::difference(judge, panel, &comparison, with, Some(side));
    }
    let with_aggregates = with == ClaimComparator::England || is_region(with);
    let mut says = words::company(&comparison, with_aggregates, judge.phrases);
    if if_false == ClaimVerdict::MisPolarised {
        says = format!("{says} {}", judge.words().direction(&panel.indicator));
    }
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}

/// The sides on which a figure lies: of neighbours by mean and by median. None where the two may not be compared.
fn sides(
    judge: &Judge<'_>,
    comparison: &Comparison<'_>,
    with: ClaimComparator,
) -> Option<Vec<PrintedSide>> {
    match with {
        ClaimComparator::England => {
            let value = comparison.comparable_england()?;
            Some(vec![comparison.side(value)?])
        }
        ClaimComparator::Region(named) => {
            let (region, value) = comparison.comparable_region()?;
            let own = judge.reference.register.get(comparison.area)?.region;
            let is_own = named.is_none_or(|named| named == region || Some(named) == own);
            let side = comparison.side(value)?;
            is_own.then(|| vec![side])
        }
        ClaimComparator::Neighbours | ClaimComparator::AllNeighbours => {
            let spread = comparison.comparable_neighbours()?;
            if with == ClaimComparator::Neighbours {
                return Some(vec![
                    comparison.side(spread.mean)?,
                    comparison.side(spread.median)?,
                ]);
            }
            let (lowest, highest) = (
                comparison.side(spread.min())?,
                comparison.side(spread.max())?,
            );
            Some(match (lowest, highest) {
                (PrintedSide::Below, _) => vec![PrintedSide::Below],
                (_, PrintedSide::Above) => vec![PrintedSide::Above],
                (PrintedSide::Level, _) | (_, PrintedSide::Level) => vec![PrintedSide::Level],
                // Among the neighbours: on neither side of all of them.
                _ => Vec::new(),
            })
        }
    }
}
