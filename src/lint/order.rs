//! Is a figure where it is said to be: in that place of an order, on that side of somebody else's?

use super::Verdict;
use super::claim::{Claim, Company, End, Rank, Way};
use super::judge::{Columns, Found, Judge, columns};
use super::support;
use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::compare::{Comparison, Side};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::stat::verdict::Side as Lies;

/// A rank. "Best" and "worst" need a direction.
pub(super) fn placed(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (rank, end, company, of): (Rank, End, Company, Option<usize>),
) -> Option<Found> {
    let columns = columns(panel, claim, claim.area);
    let polarity = panel.indicator.polarity;
    let from_highest = match (end, polarity) {
        (End::Best | End::Worst, Polarity::Unset) => {
            return directionless(judge, panel, claim, &columns);
        }
        (End::Highest, _) | (End::Best, Polarity::Higher) | (End::Worst, Polarity::Lower) => {
            vec![true]
        }
        (End::Lowest, _) | (End::Best, Polarity::Lower) | (End::Worst, Polarity::Higher) => {
            vec![false]
        }
        (End::Either, _) => vec![true, false],
    };
    let holds = |at: usize| {
        let others = members(judge, panel, at, claim.area, company)?;
        // Of another number of authorities than have a figure: an order that leaves some out, which cannot be checked.
        let known = 1 + others
            .iter()
            .filter(|other| panel.value(at, **other).is_some())
            .count();
        if of.is_some_and(|of| of != known) {
            return None;
        }
        let is = |highest: &bool| in_place(panel, at, claim.area, &others, *highest, rank);
        from_highest
            .iter()
            .map(is)
            .collect::<Option<Vec<bool>>>()
            .map(|each| each.contains(&true))
    };
    let (verdict, at) = columns.ask(Verdict::MisRanked, holds)?;
    let c = judge.comparison(panel, at, claim.area)?;
    Some(
        judge.found(
            verdict,
            panel,
            at,
            claim.area,
            judge
                .words()
                .place_among(&c, company == Company::England, is_region(company)),
        ),
    )
}

fn is_region(company: Company) -> bool {
    matches!(company, Company::Region(_))
}

/// Better or worse of what nobody has given a direction.
pub(super) fn directionless(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    columns: &Columns,
) -> Option<Found> {
    let at = columns
        .at
        .iter()
        .copied()
        .find(|at| panel.value(*at, claim.area).is_some())?;
    Some(judge.found(
        Verdict::MisPolarised,
        panel,
        at,
        claim.area,
        judge.words().direction(&panel.indicator),
    ))
}

/// The other authorities of an order; none where the company is not the authority's own.
fn members(
    judge: &Judge<'_>,
    panel: &Panel,
    at: usize,
    area: Area,
    company: Company,
) -> Option<Vec<Area>> {
    let c = judge.comparison(panel, at, area)?;
    let of = |peers: &Peers| {
        peers
            .members
            .iter()
            .map(|member| member.area)
            .collect::<Vec<_>>()
    };
    match company {
        Company::England => Some(
            panel
                .slots
                .current()
                .iter()
                .filter_map(|slot| panel.slots.area(*slot))
                .filter(|a| *a != area)
                .collect(),
        ),
        Company::Region(named) => {
            let own = judge.reference.register.get(area)?.region?;
            (named.is_none_or(|region| region == own))
                .then(|| c.groups.first().map(of))
                .flatten()
        }
        Company::Neighbours | Company::AllNeighbours => {
            c.neighbours.enough().then(|| of(&c.neighbours))
        }
    }
}

/// Whether a place is the authority's, by figures as published or unrounded; of shared places each.
fn in_place(
    panel: &Panel,
    at: usize,
    area: Area,
    others: &[Area],
    highest: bool,
    rank: Rank,
) -> Option<bool> {
    let by = |value: &dyn Fn(Area) -> Option<f64>| {
        let own = value(area)?;
        let known: Vec<f64> = others.iter().filter_map(|other| value(*other)).collect();
        let before = known
            .iter()
            .filter(|v| if highest { **v > own } else { **v < own })
            .count();
        let level = known
            .iter()
            .filter(|v| (**v - own).abs() < f64::EPSILON)
            .count();
        Some(match rank {
            Rank::Exactly(place) => (before + 1..=before + 1 + level).contains(&place),
            // "One of the highest" is wrong only of what lies in the other half.
            Rank::Among => before < (known.len() + 1).div_ceil(2),
        })
    };
    let (published, exact) = (
        by(&|area| panel.value(at, area))?,
        by(&|area| panel.ranking_value(at, area))?,
    );
    Some(published || exact)
}

/// Higher, lower, better or worse than somebody, and whether that is beyond chance where the sentence says so.
pub(super) fn beside(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (way, company, significant): (Way, Company, bool),
) -> Option<Found> {
    let columns = columns(panel, claim, claim.area);
    let polarity = panel.indicator.polarity;
    let (lies, wrong) = match (way, polarity) {
        (Way::Level(side), _) => (side, Verdict::MisRanked),
        (_, Polarity::Unset) => return directionless(judge, panel, claim, &columns),
        (Way::Better, Polarity::Higher) | (Way::Worse, Polarity::Lower) => {
            (Lies::Above, Verdict::MisPolarised)
        }
        (Way::Better | Way::Worse, _) => (Lies::Below, Verdict::MisPolarised),
    };
    let holds = |at: usize| {
        let c = judge.comparison(panel, at, claim.area)?;
        let sides = sides(judge, &c, company)?;
        let wanted = if lies == Lies::Above {
            Side::Above
        } else {
            Side::Below
        };
        // Level figures are on neither side, and a reader of unrounded ones may see either.
        Some(sides.contains(&wanted) || sides.contains(&Side::Level))
    };
    let (verdict, at) = columns.ask(wrong, holds)?;
    let c = judge.comparison(panel, at, claim.area)?;
    if significant && !verdict.is_flag() {
        return support::of_side(judge, panel, &c, company, Some(lies));
    }
    let mut says = judge
        .words()
        .company(&c, company == Company::England || is_region(company));
    if wrong == Verdict::MisPolarised {
        says = format!("{says} {}", judge.words().direction(&panel.indicator));
    }
    Some(judge.found(verdict, panel, at, claim.area, says))
}

/// The sides on which a figure lies: of neighbours by mean and by median. None where nothing may be compared.
fn sides(judge: &Judge<'_>, c: &Comparison<'_>, company: Company) -> Option<Vec<Side>> {
    match company {
        Company::England => c
            .comparable_england()
            .and_then(|value| c.side(value))
            .map(|side| vec![side]),
        Company::Region(named) => {
            let (region, value) = c.comparable_region()?;
            let own = judge.reference.register.get(c.area)?.region;
            (named.is_none_or(|named| named == region || Some(named) == own))
                .then(|| c.side(value))
                .flatten()
                .map(|side| vec![side])
        }
        Company::Neighbours | Company::AllNeighbours => {
            let spread = c
                .neighbours
                .spread
                .filter(|_| c.neighbours.enough() && !c.is_total())?;
            if company == Company::Neighbours {
                return Some(vec![c.side(spread.mean)?, c.side(spread.median)?]);
            }
            let (least, most) = (c.side(spread.min())?, c.side(spread.max())?);
            Some(match (least, most) {
                (Side::Below, _) => vec![Side::Below],
                (_, Side::Above) => vec![Side::Above],
                (Side::Level, _) | (_, Side::Level) => vec![Side::Level],
                // Among them: on neither side of all.
                _ => Vec::new(),
            })
        }
    }
}
