//! What comes first. An authority that is apart from those like it and getting worse is what a committee should hear first.

use super::{England, Finding, Placed, Record, Trend};
use crate::compare::Comparison;
use crate::compare::change::level_of;
use crate::compare::course::Direction;
use crate::compare::significance;
use crate::stat::trend;
use crate::stat::verdict::{Side, Verdict};

/// Added where a finding lies on the side that its polarity calls worse.
const WORSE: u32 = 10;
/// Added to being apart, and to moving, where an authority is apart and moving further the same way.
const APART_AND_WORSENING: u32 = 50;

/// Findings with their weights, weightiest first; equal ones stay as they came.
pub(crate) fn weighed(case: &Comparison<'_>, found: Vec<Finding>) -> Vec<(u32, Finding)> {
    let apart = found.iter().find_map(|finding| match finding {
        Finding::ApartFromPeers(_) => up(finding),
        _ => None,
    });
    let moving = |upward: bool| {
        found
            .iter()
            .any(|finding| is_move(finding) && up(finding) == Some(upward))
    };
    // Without polarity, moving further away stands for getting worse; with it, only the worse side does.
    let both = apart.filter(|side| case.is_better(*side) != Some(true) && moving(*side));
    let weight = |finding: &Finding| {
        let worse = up(finding).is_some_and(|up| case.is_better(up) == Some(false));
        let part_of_both = both.is_some() && up(finding) == both;
        let crowned =
            part_of_both && (is_move(finding) || matches!(finding, Finding::ApartFromPeers(_)));
        base(finding).saturating_sub(discount(finding, case))
            + if worse { WORSE } else { 0 }
            + if crowned { APART_AND_WORSENING } else { 0 }
    };
    let mut weighed: Vec<(u32, Finding)> = found
        .iter()
        .map(|finding| (weight(finding), finding.clone()))
        .collect();
    weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    weighed
}

fn is_move(finding: &Finding) -> bool {
    matches!(finding, Finding::Changed(_) | Finding::Trending(_))
}

/// Taken off being apart from peers where chance in a small count could put the neighbours' mean right where the figure is.
const MAYBE_CHANCE: u32 = 30;

fn discount(finding: &Finding, case: &Comparison<'_>) -> u32 {
    let Finding::ApartFromPeers(place) = finding else {
        return 0;
    };
    let own = significance::estimate(case.panel, case.at, case.area);
    if own.is_some_and(|own| own.limits.p95.contains(place.neighbours.mean)) {
        MAYBE_CHANCE
    } else {
        0
    }
}

/// What a kind of finding weighs by itself: rarer and better tested weighs more.
fn base(finding: &Finding) -> u32 {
    match finding {
        Finding::ApartFromPeers(place) if !place.is_expected() => 60,
        Finding::ApartFromPeers(_) => 50,
        Finding::PartedFromPeers(parting) if parting.departed() => 58,
        Finding::PartedFromPeers(_) => 36,
        Finding::OutsideExpected(place) if place.wide_verdict.is_strong() => 48,
        Finding::OutsideExpected(_) => 44,
        Finding::Changed(change) => match change.test.and_then(|test| level_of(test.p)) {
            Some(level) if level > 99.0 => 42,
            Some(_) => 34,
            None => 26,
        },
        Finding::Opposed(_) => 40,
        Finding::Trending(Trend::Recent(_)) => 35,
        Finding::Trending(Trend::Sustained(_)) => 30,
        Finding::AlreadyApart(_) => 32,
        Finding::ApartFromEngland(England::Tested(against)) if against.verdict.is_strong() => 28,
        Finding::ApartFromEngland(England::Tested(_)) => 24,
        Finding::NeighboursChanged(_) => 22,
        Finding::ExtremeSince(Record::Since(_)) => 20,
        Finding::ExtremeSince(Record::Lowest(_)) => 18,
        Finding::RunOf(_) => 18,
        Finding::Placed(Placed::Ranked(span)) if is_extreme(span.place.rank, span.of) => 21,
        Finding::Placed(_) => 14,
        Finding::Escalation(_) => 16,
        Finding::WithinPeers(_) => 12,
        Finding::WithinExpected(_) => 10,
        Finding::NotApartFromEngland(_) => 8,
        Finding::ApartFromEngland(England::Untested(_)) => 6,
        Finding::Withheld(_) => 4,
    }
}

/// Among the first or last tenth.
fn is_extreme(rank: usize, of: usize) -> bool {
    rank * 10 <= of || (of + 1 - rank.min(of)) * 10 <= of
}

/// Which way a finding points, if any.
pub(crate) fn up(finding: &Finding) -> Option<bool> {
    let side = |verdict: Verdict| verdict.side().map(|side| side == Side::Above);
    let direction = |of: trend::Direction| match of {
        trend::Direction::Increasing => Some(true),
        trend::Direction::Decreasing => Some(false),
        trend::Direction::NoChange => None,
    };
    match finding {
        Finding::Placed(Placed::Quarter(quarter)) => Some(quarter.highest),
        Finding::ApartFromPeers(place) => Some(place.own > place.neighbours.mean),
        Finding::ApartFromEngland(England::Tested(against)) => side(against.verdict),
        Finding::ApartFromEngland(England::Untested(gap)) => Some(gap.is_above()),
        Finding::OutsideExpected(place) => side(place.wide_verdict),
        Finding::Changed(change) => Some(change.now > change.earlier),
        Finding::Trending(Trend::Recent(recent)) => direction(recent.trend.direction),
        Finding::Trending(Trend::Sustained(sustained)) => direction(sustained.run.sustained),
        Finding::ExtremeSince(Record::Since(extreme)) => Some(extreme.direction == Direction::Up),
        Finding::ExtremeSince(Record::Lowest(_)) => Some(false),
        Finding::RunOf(run) => Some(run.direction == Direction::Up),
        Finding::PartedFromPeers(parting) => Some(parting.onset.change > 0.0),
        Finding::AlreadyApart(parting) => {
            parting.already.map(|already| already.side == Side::Above)
        }
        Finding::Placed(Placed::Ranked(_))
        | Finding::WithinPeers(_)
        | Finding::NotApartFromEngland(_)
        | Finding::WithinExpected(_)
        | Finding::Opposed(_)
        | Finding::Escalation(_)
        | Finding::NeighboursChanged(_)
        | Finding::Withheld(_) => None,
    }
}
