//! Whether a figure lies on the side of another figure on which it is said to lie.

use super::claim::{Claim, ClaimComparator, ClaimedComparison, ClaimedDirection};
use super::course_verdict::misjudged;
use super::judge::{ClaimColumns, Judge, Ruling, without_direction};
use super::rank_verdict::is_region;
use super::remark::ClaimVerdict;
use super::support_verdict;
use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::compare::{Comparison, PrintedSide};
use crate::finding::prose::lint as words;
use crate::reference::neighbours::NeighbourList;
use crate::stat::verdict::Side as TestedSide;

/// Checks a comparison with somebody's figure, and whether the difference is beyond chance where the sentence says so.
pub(super) fn compared(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    said: ClaimedComparison,
) -> Option<Ruling> {
    let ClaimedComparison {
        direction,
        with,
        significant,
        judged,
    } = said;
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
    if let Some(ruling) = misjudged(judge, panel, claim, side == TestedSide::Above, judged) {
        return Some(ruling);
    }
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

/// Checks whether a figure is the same as somebody's, as printed.
pub(super) fn level(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    with: ClaimComparator,
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let (verdict, at) = columns.verdict(ClaimVerdict::MisRanked, |at| {
        let comparison = judge.comparison(panel, at, claim.area);
        Some(sides(judge, &comparison, with)?.contains(&PrintedSide::Level))
    })?;
    let comparison = judge.comparison(panel, at, claim.area);
    let with_aggregates = with == ClaimComparator::England || is_region(with);
    let says = words::company(&comparison, with_aggregates, judge.phrases);
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
        ClaimComparator::Authority(other) => {
            let value = comparison.panel.value(comparison.at, other)?;
            Some(vec![comparison.side(value)?])
        }
        ClaimComparator::NeighboursMean(year) => {
            let mean = peers_of(comparison, year)?.spread?.mean;
            Some(vec![comparison.side(mean)?])
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

/// The neighbours by the list of a year; by the list that is used where no year is given.
fn peers_of<'c>(comparison: &'c Comparison<'_>, year: Option<i16>) -> Option<&'c Peers> {
    let meant = year.and_then(|year| NeighbourList::parse(&year.to_string()));
    let is_meant = |list: NeighbourList| year.is_none() || meant == Some(list);
    let own = Some(&comparison.neighbours).filter(|_| is_meant(comparison.list));
    let other = comparison
        .other
        .as_ref()
        .filter(|(list, _)| is_meant(*list))
        .map(|(_, peers)| peers);
    own.or(other)
        .filter(|peers| peers.enough() && !comparison.is_total())
}
