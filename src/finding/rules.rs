//! What is worth saying. Each threshold stands here with its reason; how it was computed is not decided in this room.

use super::{England, Finding, Gap, Placed, Record, Trend};
use crate::compare::Comparison;
use crate::compare::change::level_of;
use crate::compare::pyramid::{self, BESIDE_ADOPTIONS, LAYERS};
use crate::compare::standing;
use crate::compare::study::Study;
use crate::stat::interval::Interval;
use crate::stat::trend::Direction;
use crate::stat::verdict::Verdict;

/// A change larger than this part of all one-year changes is news even where chance in the counts cannot be told.
const LARGE_CHANGE: f64 = 0.9;
/// Two falls in a row are what every fourth authority shows in any year; three are worth a sentence.
const LEAST_RUN: usize = 3;

/// Everything worth saying about one authority in one indicator, in no order. Other indicators come from the study.
pub(crate) fn of(case: &Comparison<'_>, study: &Study<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = standing::silence(case)
        .map(Finding::Withheld)
        .into_iter()
        .collect();
    if case.reading.value().is_none() {
        return found;
    }
    found.extend(placed(case));
    found.extend(peers(case));
    found.extend(standing::flip(case).map(Finding::NeighboursChanged));
    found.extend(england(case));
    found.extend(expected(case));
    found.extend(changed(case));
    found.extend(trending(case));
    found.extend(record(case, study));
    found.extend(
        case.run
            .filter(|run| run.length >= LEAST_RUN)
            .map(Finding::RunOf),
    );
    found.extend(parted(case));
    found.extend(across(case, study));
    found
}

fn placed(case: &Comparison<'_>) -> Option<Finding> {
    let span = case.tested().span.map(Placed::Ranked);
    span.or_else(|| standing::quarter(case).map(Placed::Quarter))
        .map(Finding::Placed)
}

/// Beyond all neighbours and yet where one more would be expected are two sentences, and a paper needs both.
fn peers(case: &Comparison<'_>) -> Vec<Finding> {
    let Some(place) = &case.tested().peers else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let unexpected =
        !place.is_expected() && beyond_as_printed(case, place.own, place.expected(case.indicator));
    if place.beyond_all() || unexpected {
        found.push(Finding::ApartFromPeers(place.clone()));
    }
    if place.is_expected() {
        found.push(Finding::WithinPeers(place.clone()));
    }
    found
}

fn england(case: &Comparison<'_>) -> Option<Finding> {
    let Some(against) = &case.tested().england else {
        return Gap::of(case).map(|gap| Finding::ApartFromEngland(England::Untested(gap)));
    };
    match against.verdict {
        Verdict::Similar => Some(Finding::NotApartFromEngland(against.clone())),
        // A difference that rounding hides would read as a contradiction.
        _ if case.printed(against.own.value) == case.printed(against.value) => None,
        _ => Some(Finding::ApartFromEngland(England::Tested(against.clone()))),
    }
}

/// Within the range is worth saying only beside a difference from England, which it puts in proportion.
fn expected(case: &Comparison<'_>) -> Option<Finding> {
    let place = case.tested().funnel.as_ref()?;
    match place.wide_verdict {
        Verdict::Similar if place.verdict == Verdict::Similar => None,
        Verdict::Similar => Some(Finding::WithinExpected(place.clone())),
        _ if !beyond_as_printed(case, place.value, place.wide.p95) => None,
        _ => Some(Finding::OutsideExpected(place.clone())),
    }
}

/// Whether a reader of the rounded figures sees the value outside the limits: else the sentence would contradict itself.
fn beyond_as_printed(case: &Comparison<'_>, value: f64, limits: Interval) -> bool {
    let printed = |value: f64| case.printed(value);
    printed(value) < printed(limits.lower) || printed(value) > printed(limits.upper)
}

fn changed(case: &Comparison<'_>) -> Option<Finding> {
    let change = case.tested().change.as_ref()?;
    let moved = case.printed(change.now) != case.printed(change.earlier);
    let tested = change.test.is_some_and(|test| level_of(test.p).is_some());
    let large = change
        .position
        .and_then(|p| p.share())
        .is_some_and(|share| share >= LARGE_CHANGE);
    // Where the test finds nothing, a large change is chance in small counts.
    (moved && (tested || (large && change.test.is_none())))
        .then(|| Finding::Changed(change.clone()))
}

/// The recent trend where there is one, else a sustained one. A trend whose ends point the other way, as weighted years can,
/// would contradict itself in a sentence.
fn trending(case: &Comparison<'_>) -> Option<Finding> {
    let points = |columns: &[usize], direction: Direction| {
        let value = |column: &usize| {
            case.panel
                .value(*column, case.area)
                .map(|value| case.printed(value))
        };
        let (first, last) = (
            columns.first().and_then(value),
            columns.last().and_then(value),
        );
        first
            .zip(last)
            .is_some_and(|(first, last)| match direction {
                Direction::Increasing => last > first,
                Direction::Decreasing => last < first,
                Direction::NoChange => false,
            })
    };
    let recent = case
        .tested()
        .recent
        .as_ref()
        .filter(|of| points(&of.columns, of.trend.direction));
    let sustained = case
        .tested()
        .sustained
        .as_ref()
        .filter(|of| points(&of.columns, of.run.sustained));
    let trend = recent
        .cloned()
        .map(Trend::Recent)
        .or_else(|| sustained.cloned().map(Trend::Sustained));
    trend.map(Finding::Trending)
}

/// A record of the latest year; for counts, which bear little else, the lowest year too.
fn record(case: &Comparison<'_>, study: &Study<'_>) -> Option<Finding> {
    if let Some(extreme) = case.extreme {
        return Some(Finding::ExtremeSince(Record::Since(extreme)));
    }
    let [adoptions, companion] = BESIDE_ADOPTIONS;
    let companion = study
        .panel(companion)
        .filter(|_| case.indicator.id == adoptions);
    let lowest = pyramid::lowest(case.panel, case.at, case.area, companion)
        .filter(|_| case.indicator.unit.is_count());
    lowest.map(|lowest| Finding::ExtremeSince(Record::Lowest(lowest)))
}

fn parted(case: &Comparison<'_>) -> Vec<Finding> {
    let Some(parting) = &case.tested().parting else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if parting.turned() {
        found.push(Finding::PartedFromPeers(parting.clone()));
    }
    if parting.already.is_some() {
        found.push(Finding::AlreadyApart(parting.clone()));
    }
    found
}

/// What more than one indicator says together; told with the base of the pyramid.
fn across(case: &Comparison<'_>, study: &Study<'_>) -> Vec<Finding> {
    let [base, plans, care] = LAYERS;
    let (Some(plans), Some(care), true) = (
        study.panel(plans),
        study.panel(care),
        case.indicator.id == base,
    ) else {
        return Vec::new();
    };
    let opposed = pyramid::opposed(case.panel, plans, case.at, case.area).map(Finding::Opposed);
    let escalation = pyramid::escalation([case.panel, plans, care], case)
        .filter(|e| e.latest.neighbours.is_some());
    let escalation = escalation.map(Finding::Escalation);
    opposed.into_iter().chain(escalation).collect()
}
