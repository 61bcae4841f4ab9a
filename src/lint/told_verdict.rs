//! Whether the set words of paragraphs are so: a figure stayed between two others, a change is within chance, it parted from its
//! neighbours when it is said to have done.

use super::claim::Claim;
use super::course_verdict::misjudged;
use super::figure_verdict::is_rounded_to;
use super::judge::{ClaimColumns, Judge, Ruling};
use super::lexeme::WrittenNumber;
use super::period_names::{self, NamedPeriod};
use super::remark::ClaimVerdict;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::finding::prose::lint as words;
use crate::stat::round::round_half_away;
use crate::stat::verdict::Side;

/// Ends that are multiples of this may be round numbers, less than this away from the figures that they hold.
const ROUND: f64 = 5.0;

fn newest(panel: &Panel, claim: &Claim) -> Option<PeriodColumn> {
    ClaimColumns::of(panel, claim, claim.area).first_with_figure(panel, claim.area)
}

/// Checks the lowest and the highest figure since a period.
pub(super) fn stayed(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (low, high, since): (WrittenNumber, WrittenNumber, NamedPeriod),
) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let figures = |from: PeriodColumn, with_unusual: bool| -> Vec<f64> {
        let unusual: Vec<PeriodColumn> = panel.unusual_years(from, at).collect();
        panel
            .columns_to(at)
            .filter(|column| *column >= from && (with_unusual || !unusual.contains(column)))
            .filter_map(|column| panel.value(column, claim.area))
            .map(|value| round_half_away(value, panel.indicator.decimals))
            .collect()
    };
    let begins = period_names::columns(panel, since);
    let mut told = begins
        .iter()
        .flat_map(|from| [figures(*from, true), figures(*from, false)])
        .filter(|figures| figures.len() > 1)
        .peekable();
    // A range of one figure is none; of a year without a column nothing is known.
    if begins.is_empty() || low.value == high.value {
        told.peek()?;
    }
    let is_so = told.any(|figures| are_between(&figures, low, high));
    let wrong = ClaimVerdict::Differs;
    Some(of_course(judge, panel, claim, (at, is_so, wrong)))
}

/// Checks whether a year that is left out as unusual is one.
pub(super) fn left_out(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    period: NamedPeriod,
) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let first = panel.columns().next()?;
    let unusual: Vec<PeriodColumn> = panel.unusual_years(first, at).collect();
    let named = period_names::columns(panel, period);
    let holds = named.iter().any(|column| unusual.contains(column));
    let wrong = ClaimVerdict::Differs;
    Some(of_course(judge, panel, claim, (at, holds, wrong)))
}

/// Checks whether a measure changed in a year.
pub(super) fn redefined(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    period: NamedPeriod,
) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let named = period_names::columns(panel, period);
    let holds = named.iter().any(|column| {
        let before = panel.years_before(*column, 1);
        before.is_some_and(|before| panel.redefined_between(before, *column).is_some())
    });
    let wrong = ClaimVerdict::Differs;
    Some(of_course(judge, panel, claim, (at, holds, wrong)))
}

fn are_between(figures: &[f64], low: WrittenNumber, high: WrittenNumber) -> bool {
    let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
    let most = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_round = |end: WrittenNumber| end.value % ROUND == 0.0 && low.value < high.value;
    let is_loose = |end: WrittenNumber, by: f64| is_round(end) && (0.0..ROUND).contains(&by);
    let is_low = is_rounded_to(least, low) || is_loose(low, least - low.value);
    let is_high = is_rounded_to(most, high) || is_loose(high, high.value - most);
    is_low && is_high
}

/// Checks whether a test finds the change of the last year beyond chance.
pub(super) fn chance(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (is_beyond, from): (bool, Option<NamedPeriod>),
) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let comparison = judge.with_nation(panel, at, claim.area);
    let change = comparison.tested().change.as_ref()?;
    let is_meant =
        from.is_none_or(|from| period_names::columns(panel, from).contains(&change.from));
    if !is_meant {
        return None;
    }
    let (verdict, says) = match change.is_chance() {
        Some(is_chance) if is_chance != is_beyond => (
            ClaimVerdict::Agrees,
            words::no_movement(&comparison, judge.phrases),
        ),
        Some(true) => (
            ClaimVerdict::Unsupported,
            words::no_movement(&comparison, judge.phrases),
        ),
        Some(false) => (
            ClaimVerdict::Unsupported,
            words::movement(&comparison, judge.phrases),
        ),
        None => (
            ClaimVerdict::Unsupported,
            words::untested(&comparison, judge.phrases),
        ),
    };
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}

/// Checks whether the figure is that of the year before.
pub(super) fn unchanged(judge: &Judge<'_>, panel: &Panel, claim: &Claim) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let comparison = judge.comparison(panel, at, claim.area);
    let verdict = if comparison.printed_change()? == 0.0 {
        ClaimVerdict::Agrees
    } else {
        ClaimVerdict::MisDirected
    };
    let says = words::movement(&comparison, judge.phrases);
    Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
}

/// The ruling on a change that ends before it begins.
pub(super) fn backwards(judge: &Judge<'_>, panel: &Panel, claim: &Claim) -> Option<Ruling> {
    let at = panel.latest()?;
    Some(of_course(
        judge,
        panel,
        claim,
        (at, false, ClaimVerdict::MisDirected),
    ))
}

/// Checks whether a direction is better.
pub(super) fn judged(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (up, is_better): (bool, bool),
) -> Option<Ruling> {
    let at = newest(panel, claim)?;
    let wrong = misjudged(judge, panel, claim, up, Some(is_better));
    wrong.or_else(|| {
        let says = judge.words().direction(&panel.indicator);
        let verdict = ClaimVerdict::Agrees;
        Some(Ruling::shown_by(panel, (at, claim.area), verdict, says))
    })
}

/// Checks in which years a figure parted from its neighbours, and which way.
pub(super) fn parted(judge: &Judge<'_>, panel: &Panel, claim: &Claim, up: bool) -> Option<Ruling> {
    let at = panel.latest()?;
    let comparison = judge.with_nation(panel, at, claim.area);
    let parting = comparison
        .tested()
        .parting
        .as_ref()
        .filter(|of| of.turned())?;
    let (first, last) = parting.years()?;
    let is_in = |named: &NamedPeriod| {
        let columns = period_names::columns(panel, *named);
        columns.contains(&first) || columns.contains(&last)
    };
    let is_so = (parting.onset.change > 0.0) == up && claim.periods.iter().all(is_in);
    Some(of_course(
        judge,
        panel,
        claim,
        (at, is_so, ClaimVerdict::MisDirected),
    ))
}

/// Checks whether a figure was beyond all its neighbours when its series begins.
pub(super) fn already_apart(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    side: Side,
) -> Option<Ruling> {
    let at = panel.latest()?;
    let comparison = judge.with_nation(panel, at, claim.area);
    let already = comparison.tested().parting.as_ref()?.already?;
    let begins = claim
        .periods
        .iter()
        .any(|named| period_names::columns(panel, *named).contains(&already.begins));
    let is_so = already.side == side && begins;
    Some(of_course(
        judge,
        panel,
        claim,
        (at, is_so, ClaimVerdict::MisDirected),
    ))
}

/// The ruling on what is said of a course, shown by the figure at a column; with what is ruled where it is not so.
fn of_course(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (at, is_so, wrong): (PeriodColumn, bool, ClaimVerdict),
) -> Ruling {
    let verdict = if is_so { ClaimVerdict::Agrees } else { wrong };
    let comparison = judge.comparison(panel, at, claim.area);
    let says = words::course(&comparison, judge.phrases);
    Ruling::shown_by(panel, (at, claim.area), verdict, says)
}
