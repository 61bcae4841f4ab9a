//! Whether a figure has the rank that it is said to have.

use super::claim::{Claim, ClaimComparator, ClaimedRank, OrderEnd};
use super::judge::{ClaimColumns, Judge, Ruling, without_direction};
use super::remark::ClaimVerdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::peers::Peers;
use crate::finding::prose::lint as words;
use crate::observation::area::Area;

/// Checks a rank. "Best" and "worst" need a direction.
pub(super) fn ranked(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (rank, end, among, of): (ClaimedRank, OrderEnd, ClaimComparator, Option<usize>),
) -> Option<Ruling> {
    let area = claim.area;
    let Some(from_highest) = orders(end, panel.indicator.polarity.is_better(true)) else {
        return without_direction(judge, panel, claim);
    };
    let columns = ClaimColumns::of(panel, claim, area);
    let (verdict, at) = columns.verdict(ClaimVerdict::MisRanked, |at| {
        let others = others_in_order(judge, panel, at, area, among)?;
        let ranked = 1 + others
            .iter()
            .filter(|other| panel.value(at, **other).is_some())
            .count();
        // In an order of another number of authorities a rank may be off by as many as are left out.
        let slack = of.map_or(0, |of| of.abs_diff(ranked));
        let holds = |from_highest: &bool| {
            let order = RankedOrder {
                panel,
                at,
                area,
                others: &others,
                from_highest: *from_highest,
            };
            order.holds(rank, slack)
        };
        from_highest
            .iter()
            .map(holds)
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

/// From which ends a rank may count, true from the highest; none where that needs a direction and there is none.
fn orders(end: OrderEnd, highest_is_best: Option<bool>) -> Option<Vec<bool>> {
    Some(match (end, highest_is_best) {
        (OrderEnd::Best | OrderEnd::Worst, None) => return None,
        (OrderEnd::Best, Some(highest_is_best)) => vec![highest_is_best],
        (OrderEnd::Worst, Some(highest_is_best)) => vec![!highest_is_best],
        (OrderEnd::Highest, _) | (OrderEnd::Top, None | Some(true)) => vec![true],
        (OrderEnd::Lowest, _) | (OrderEnd::Bottom, None | Some(true)) => vec![false],
        (OrderEnd::Either | OrderEnd::Top | OrderEnd::Bottom, _) => vec![true, false],
    })
}

pub(super) fn is_region(comparator: ClaimComparator) -> bool {
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
        ClaimComparator::Neighbours
        | ClaimComparator::NeighboursMean(_)
        | ClaimComparator::AllNeighbours => comparison
            .neighbours
            .enough()
            .then(|| members(&comparison.neighbours)),
        ClaimComparator::Authority(_) => None,
    }
}

fn members(peers: &Peers) -> Vec<Area> {
    peers.members.iter().map(|member| member.area).collect()
}

/// An authority among others, from one end.
struct RankedOrder<'o> {
    panel: &'o Panel,
    at: PeriodColumn,
    area: Area,
    others: &'o [Area],
    from_highest: bool,
}

impl RankedOrder<'_> {
    /// Whether the authority has a rank, by figures as published, as printed or unrounded; of shared ranks it has each.
    fn holds(&self, rank: ClaimedRank, slack: usize) -> Option<bool> {
        let (panel, at) = (self.panel, self.at);
        let by_published = self.holds_by(|area| panel.value(at, area), rank, slack)?;
        let by_unrounded = self.holds_by(|area| panel.ranking_value(at, area), rank, slack)?;
        let by_printed = self.holds_by(|area| panel.printed(at, area), rank, slack)?;
        Some(by_published || by_unrounded || by_printed)
    }

    fn holds_by(
        &self,
        value: impl Fn(Area) -> Option<f64>,
        rank: ClaimedRank,
        slack: usize,
    ) -> Option<bool> {
        let own = value(self.area)?;
        let known: Vec<f64> = self
            .others
            .iter()
            .filter_map(|other| value(*other))
            .collect();
        let is_before = |other: f64| {
            if self.from_highest {
                other > own
            } else {
                other < own
            }
        };
        let before = known.iter().filter(|other| is_before(**other)).count();
        let level = known
            .iter()
            .filter(|other| (**other - own).abs() < f64::EPSILON)
            .count();
        let all = known.len() + 1;
        Some(match rank {
            ClaimedRank::Exactly(rank) => {
                let first = (before + 1).saturating_sub(slack);
                (first..=before + 1 + level + slack).contains(&rank)
            }
            ClaimedRank::Within(rank) => before < rank + slack,
            ClaimedRank::Share(share) => {
                // Quartiles are reckoned in several ways: a figure at the limit may be on either side.
                before <= (share * all as f64).ceil() as usize
            }
            // "One of the highest" is wrong only of a figure in the other half.
            ClaimedRank::Among => before < all.div_ceil(2),
        })
    }
}

/// Checks the ranks that chance is said to allow. Draws differ a little from program to program.
pub(super) fn span(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (from, to): (usize, usize),
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let is_near = |one: usize, other: usize| one.abs_diff(other) <= 1;
    let (verdict, at) = columns.verdict(ClaimVerdict::MisRanked, |at| {
        let span = judge.with_nation(panel, at, claim.area).span()?;
        let mirrored = (span.of + 1 - span.to, span.of + 1 - span.from);
        Some(
            [(span.from, span.to), mirrored]
                .into_iter()
                .any(|(first, last)| is_near(first, from) && is_near(last, to)),
        )
    })?;
    let comparison = judge.comparison(panel, at, claim.area);
    let says = words::place_among(&comparison, true, false, judge.phrases);
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}
