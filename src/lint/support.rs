//! Is what a sentence calls significant, or better than before, supported by a test or by the figures?

use super::Verdict;
use super::claim::{Claim, Company, Way};
use super::judge::{Found, Judge, columns};
use super::{order, when};
use crate::compare::change::{OneYear, level_of};
use crate::compare::panel::Panel;
use crate::compare::significance;
use crate::compare::tested::against_england;
use crate::compare::{Comparison, standing, trend};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::stat::trend::Direction;
use crate::stat::verdict::Side;

/// "Not significantly different from".
pub(super) fn alike(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    company: Company,
) -> Option<Found> {
    let columns = columns(panel, claim, claim.area);
    let at = columns
        .at
        .iter()
        .copied()
        .find(|at| panel.value(*at, claim.area).is_some())?;
    of_side(
        judge,
        panel,
        &judge.comparison(panel, at, claim.area)?,
        company,
        None,
    )
}

/// Whether a difference is beyond chance on the side claimed; none claims that it is not.
pub(super) fn of_side(
    judge: &Judge<'_>,
    panel: &Panel,
    c: &Comparison<'_>,
    company: Company,
    claimed: Option<Side>,
) -> Option<Found> {
    let tested: Option<Option<Side>> = match company {
        Company::England => against_england(c).map(|against| against.verdict.side()),
        Company::Region(named) => {
            let (region, _) = c
                .comparable_region()
                .filter(|(region, _)| named.is_none_or(|named| named == *region))?;
            significance::against(panel, c.at, c.area, region).map(|against| against.verdict.side())
        }
        Company::Neighbours | Company::AllNeighbours => standing::beside(c).ok().map(|place| {
            let side = if place.own > place.neighbours.mean {
                Side::Above
            } else {
                Side::Below
            };
            (!place.is_expected()).then_some(side)
        }),
    };
    let supported = tested == Some(claimed);
    let newest = columns_newest(panel, c.area);
    let verdict = match (supported, newest == Some(c.at)) {
        (true, true) => Verdict::Agrees,
        (true, false) => Verdict::Stale,
        (false, _) => Verdict::Unsupported,
    };
    let words = judge.words();
    let says = if tested.is_some() {
        words.tests(c)
    } else {
        words.untested(c)
    };
    Some(judge.found(verdict, panel, c.at, c.area, says))
}

fn columns_newest(panel: &Panel, area: Area) -> Option<usize> {
    (0..=panel.latest()?)
        .rev()
        .find(|at| panel.value(*at, area).is_some())
}

/// The columns between which something is said to have moved.
struct Stretch {
    /// Where it may begin; empty where that is not said.
    from: Vec<usize>,
    to: usize,
}

fn stretches(panel: &Panel, claim: &Claim) -> Option<Vec<Stretch>> {
    let newest = columns_newest(panel, claim.area)?;
    let meant = |named: &when::Named| when::columns(panel, *named);
    let each: Vec<Vec<usize>> = claim.when.iter().map(meant).collect();
    Some(match each.as_slice() {
        [] => vec![Stretch {
            from: Vec::new(),
            to: newest,
        }],
        // "Since 2022" or "in 2024-25": the only period may be either end.
        [one] => {
            let since = one.iter().filter(|at| **at < newest).map(|at| Stretch {
                from: vec![*at],
                to: newest,
            });
            since
                .chain(one.iter().map(|at| Stretch {
                    from: Vec::new(),
                    to: *at,
                }))
                .collect()
        }
        [first, last] => last
            .iter()
            .map(|to| Stretch {
                from: first.iter().copied().filter(|at| at < to).collect(),
                to: *to,
            })
            .collect(),
        _ => return None,
    })
}

/// Up, down, better or worse than before.
pub(super) fn moved(
    judge: &mut Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    way: Way,
    significant: bool,
) -> Option<Found> {
    let up = match (way, panel.indicator.polarity) {
        (Way::Level(side), _) => side == Side::Above,
        (_, Polarity::Unset) => {
            return order::directionless(judge, panel, claim, &columns(panel, claim, claim.area));
        }
        (Way::Better, polarity) => polarity == Polarity::Higher,
        (Way::Worse, polarity) => polarity == Polarity::Lower,
    };
    let stretches = stretches(panel, claim)?;
    if !matches!(way, Way::Level(_)) {
        let moves: Vec<f64> = stretches
            .iter()
            .flat_map(|stretch| sizes(panel, claim.area, stretch))
            .collect();
        let to = stretches.first()?.to;
        let wrong = !moves.is_empty()
            && moves
                .iter()
                .all(|size| if up { *size < 0.0 } else { *size > 0.0 });
        if wrong || !significant {
            let verdict = if wrong {
                Verdict::MisPolarised
            } else {
                Verdict::Agrees
            };
            let c = judge.comparison(panel, to, claim.area)?;
            let says = format!(
                "{} {}",
                judge.words().movement(&c),
                judge.words().direction(&panel.indicator)
            );
            return (!moves.is_empty()).then(|| judge.found(verdict, panel, to, claim.area, says));
        }
    }
    supported(judge, panel, claim, up, &stretches)
}

/// How far a figure moved over a stretch; over one, three and five years where its beginning is not said.
fn sizes(panel: &Panel, area: Area, stretch: &Stretch) -> Vec<f64> {
    let back = [1, 3, 5]
        .into_iter()
        .filter_map(|years| panel.years_before(stretch.to, years));
    let from: Vec<usize> = if stretch.from.is_empty() {
        back.collect()
    } else {
        stretch.from.clone()
    };
    from.into_iter()
        .filter_map(|from| Some(panel.value(stretch.to, area)? - panel.value(from, area)?))
        .collect()
}

/// Whether any test finds the movement: from one year to the next, over five years, or over the whole series.
fn supported(
    judge: &mut Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    up: bool,
    stretches: &[Stretch],
) -> Option<Found> {
    let area = claim.area;
    let wanted = if up {
        Direction::Increasing
    } else {
        Direction::Decreasing
    };
    let (mut tested, mut found, mut shown) = (false, false, None);
    for stretch in stretches {
        let year: Option<OneYear> = judge
            .changes(panel, stretch.to)
            .one_year(panel, stretch.to, area);
        let recent = trend::recent_years(panel, stretch.to, area);
        let sustained = trend::sustained(panel, stretch.to, area);
        let begins = |first: Option<&usize>| {
            stretch.from.is_empty() || first.is_some_and(|first| stretch.from.contains(first))
        };
        if let Some((year, test)) = year.as_ref().and_then(|year| Some((year, year.test?)))
            && begins(Some(&year.from))
        {
            tested = true;
            found |= level_of(test.p).is_some() && (year.now > year.earlier) == up;
        }
        if let Some(recent) = recent
            .as_ref()
            .filter(|recent| begins(recent.columns.first()))
        {
            tested = true;
            found |= recent.trend.direction == wanted;
        }
        if let Some(sustained) = sustained
            .as_ref()
            .filter(|sustained| begins(sustained.columns.first()))
        {
            tested = true;
            found |= sustained.run.sustained == wanted;
        }
        shown = shown.or(Some(stretch.to));
    }
    let at = shown?;
    let c = judge
        .comparison(panel, at, area)
        .filter(|c| c.reading.value().is_some())?;
    let words = judge.words();
    // A stretch of other years than the tests know may well have moved beyond chance: nothing is shown.
    let has_counts = significance::counts(panel, at, area).is_some();
    if !tested && has_counts {
        return None;
    }
    let newest = columns_newest(panel, area) == Some(at);
    let (verdict, says) = match (found, tested) {
        (true, _) if newest => (Verdict::Agrees, words.movement(&c)),
        (true, _) => (Verdict::Stale, words.movement(&c)),
        (false, true) => (Verdict::Unsupported, words.no_movement(&c)),
        (false, false) => (Verdict::Unsupported, words.untested(&c)),
    };
    Some(judge.found(verdict, panel, at, area, says))
}
