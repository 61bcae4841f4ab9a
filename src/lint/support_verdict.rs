//! Whether a test supports what a sentence calls significant, or not significant.

use super::claim::{Claim, ClaimComparator};
use super::judge::{ClaimColumns, ClaimedSpan, Judge, Ruling, newest_column};
use super::remark::ClaimVerdict;
use crate::compare::change::level_of;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::significance;
use crate::compare::tested::against_england;
use crate::compare::{Comparison, standing, trend};
use crate::finding::prose::lint as words;
use crate::observation::area::Area;
use crate::stat::trend::Direction;
use crate::stat::verdict::Side;

/// Checks "not significantly different from".
pub(super) fn not_different(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    from: ClaimComparator,
) -> Option<Ruling> {
    let columns = ClaimColumns::of(panel, claim, claim.area);
    let at = columns.first_with_figure(panel, claim.area)?;
    let comparison = judge.comparison(panel, at, claim.area);
    difference(judge, panel, &comparison, from, None)
}

/// Checks whether a difference is beyond chance on the claimed side; no side claims that it is not beyond chance.
pub(super) fn difference(
    judge: &Judge<'_>,
    panel: &Panel,
    comparison: &Comparison<'_>,
    with: ClaimComparator,
    claimed: Option<Side>,
) -> Option<Ruling> {
    let (at, area) = (comparison.at, comparison.area);
    let tested = tested_side(panel, comparison, with)?;
    let is_newest = newest_column(panel, area) == Some(at);
    let verdict = match (tested == DifferenceTest::Side(claimed), is_newest) {
        (true, true) => ClaimVerdict::Agrees,
        (true, false) => ClaimVerdict::Stale,
        (false, _) => ClaimVerdict::Unsupported,
    };
    let says = match tested {
        DifferenceTest::Side(_) => words::tests(comparison, judge.phrases),
        DifferenceTest::Not => words::untested(comparison, judge.phrases),
    };
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

/// What a test says of a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DifferenceTest {
    /// There is no test.
    Not,
    /// The side on which the figure lies beyond chance; none where it does not.
    Side(Option<Side>),
}

/// None where the named region is not the one that the authority may be compared with.
fn tested_side(
    panel: &Panel,
    comparison: &Comparison<'_>,
    with: ClaimComparator,
) -> Option<DifferenceTest> {
    let side = match with {
        ClaimComparator::England => {
            against_england(comparison).map(|against| against.verdict.side())
        }
        ClaimComparator::Region(named) => {
            let (region, _) = comparison
                .comparable_region()
                .filter(|(region, _)| named.is_none_or(|named| named == *region))?;
            significance::against(panel, comparison.at, comparison.area, region)
                .map(|against| against.verdict.side())
        }
        ClaimComparator::Authority(_) => return None,
        ClaimComparator::Neighbours
        | ClaimComparator::NeighboursMean(_)
        | ClaimComparator::AllNeighbours => standing::beside(comparison).ok().map(|place| {
            let side = if place.own > place.neighbours.mean {
                Side::Above
            } else {
                Side::Below
            };
            (!place.is_expected()).then_some(side)
        }),
    };
    Some(side.map_or(DifferenceTest::Not, DifferenceTest::Side))
}

/// Whether any test finds the change.
pub(super) fn change_beyond_chance(
    judge: &mut Judge<'_>,
    panel: &Panel,
    area: Area,
    up: bool,
    spans: &[ClaimedSpan],
) -> Option<Ruling> {
    let tests: Vec<bool> = spans
        .iter()
        .flat_map(|span| change_tests(judge, panel, area, up, span))
        .collect();
    let at = spans.first()?.to;
    let comparison = judge.comparison(panel, at, area);
    comparison.reading.value()?;
    // Over other years than those that are tested the figure may well have changed beyond chance.
    let has_counts = significance::counts(panel, at, area).is_some();
    if tests.is_empty() && has_counts {
        return None;
    }
    let is_newest = newest_column(panel, area) == Some(at);
    let (verdict, says) = if tests.contains(&true) {
        let verdict = if is_newest {
            ClaimVerdict::Agrees
        } else {
            ClaimVerdict::Stale
        };
        (verdict, words::movement(&comparison, judge.phrases))
    } else if tests.is_empty() {
        (
            ClaimVerdict::Unsupported,
            words::untested(&comparison, judge.phrases),
        )
    } else {
        (
            ClaimVerdict::Unsupported,
            words::no_movement(&comparison, judge.phrases),
        )
    };
    Some(Ruling::shown_by(panel, (at, area), verdict, says))
}

/// Whether a test whose first column is this is about a span.
fn begins_at(span: &ClaimedSpan, column: Option<PeriodColumn>) -> bool {
    span.from.is_empty() || column.is_some_and(|column| span.from.contains(&column))
}

/// Whether each test that is about the span finds a change in the claimed direction: from one year to the next, between the two years named
/// where it is a share, over five years, and over the whole series.
fn change_tests(
    judge: &mut Judge<'_>,
    panel: &Panel,
    area: Area,
    up: bool,
    span: &ClaimedSpan,
) -> Vec<bool> {
    let claimed = if up {
        Direction::Increasing
    } else {
        Direction::Decreasing
    };
    let mut found = Vec::new();
    let year = judge
        .changes(panel, span.to)
        .one_year(panel, span.to, area)
        .filter(|year| begins_at(span, Some(year.from)));
    if let Some(year) = year
        && let Some(test) = year.test
    {
        found.push(level_of(test.p).is_some() && (year.now > year.earlier) == up);
    }
    found.extend(span.from.iter().filter_map(|from| {
        let has_moved = significance::share_moved(panel, (*from, span.to), area)?;
        let (before, now) = (panel.value(*from, area)?, panel.value(span.to, area)?);
        Some(has_moved && (now > before) == up)
    }));
    let recent = trend::recent_years(panel, span.to, area)
        .filter(|recent| begins_at(span, recent.columns.first().copied()));
    found.extend(recent.map(|recent| recent.trend.direction == claimed));
    let whole = trend::sustained(panel, span.to, area)
        .filter(|sustained| begins_at(span, sustained.columns.first().copied()));
    found.extend(whole.map(|sustained| sustained.run.sustained == claimed));
    found
}
