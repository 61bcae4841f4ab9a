//! The verdict on a claim: each kind of claim is checked against the panels by a file of its own.

use super::claim::{Assertion, Claim, FigureOwner};
use super::judge::{Judge, Ruling};
use super::lexeme::WrittenNumber;
use super::remark::ClaimVerdict;
use super::{
    course_verdict, figure_verdict, position_verdict, range_verdict, rank_verdict, support_verdict,
    told_verdict,
};
use crate::compare::panel::Panel;

/// The ruling on a claim; none where it cannot be decided.
pub(super) fn on(judge: &mut Judge<'_>, claim: &Claim) -> Option<Ruling> {
    let Some(panel) = judge.panels.now.get(claim.indicator.as_str()).copied() else {
        let entry = judge.reference.catalogue.get(&claim.indicator)?;
        let says = judge.words().not_loaded(&entry.noun);
        return Some(Ruling::not_found(claim.area, says));
    };
    match claim.assertion {
        Assertion::Figure {
            owner,
            number,
            is_earlier,
        } => figure(judge, panel, claim, (owner, number, is_earlier)),
        Assertion::Times { of, number } => figure_verdict::times(judge, panel, claim, (of, number)),
        Assertion::Ranked {
            rank,
            end,
            among,
            of,
        } => rank_verdict::ranked(judge, panel, claim, (rank, end, among, of)),
        Assertion::RankSpan { from, to } => rank_verdict::span(judge, panel, claim, (from, to)),
        Assertion::Compared(said) => position_verdict::compared(judge, panel, claim, said),
        Assertion::Level { with } => position_verdict::level(judge, panel, claim, with),
        Assertion::NotDifferent { from } => {
            support_verdict::not_different(judge, panel, claim, from)
        }
        Assertion::Changed(said) => course_verdict::changed(judge, panel, claim, said),
        Assertion::Run {
            direction,
            length,
            judged,
        } => course_verdict::run(judge, panel, claim, (direction, length, judged)),
        Assertion::Record { end, span } => course_verdict::record(judge, panel, claim, (end, span)),
        Assertion::Slope { number } => course_verdict::slope(judge, panel, claim, number),
        Assertion::Expected { side, of } => {
            range_verdict::expected(judge, panel, claim, (side, of))
        }
        Assertion::Range { of, low, high } => {
            range_verdict::range(judge, panel, claim, of, (low, high))
        }
        Assertion::Counts { part, whole } => {
            range_verdict::counts(judge, panel, claim, (part, whole))
        }
        Assertion::Stayed { low, high, since } => {
            told_verdict::stayed(judge, panel, claim, (low, high, since))
        }
        Assertion::Redefined { period } => told_verdict::redefined(judge, panel, claim, period),
        Assertion::LeftOut { period } => told_verdict::left_out(judge, panel, claim, period),
        Assertion::Chance { is_beyond, from } => {
            told_verdict::chance(judge, panel, claim, (is_beyond, from))
        }
        Assertion::Unchanged => told_verdict::unchanged(judge, panel, claim),
        Assertion::Backwards => told_verdict::backwards(judge, panel, claim),
        Assertion::Judged { up, is_better } => {
            told_verdict::judged(judge, panel, claim, (up, is_better))
        }
        Assertion::Parted { up } => told_verdict::parted(judge, panel, claim, up),
        Assertion::AlreadyApart { side } => told_verdict::already_apart(judge, panel, claim, side),
    }
}

/// A figure that is told as an earlier one is not out of date.
fn figure(
    judge: &Judge<'_>,
    panel: &Panel,
    claim: &Claim,
    (owner, number, is_earlier): (FigureOwner, WrittenNumber, bool),
) -> Option<Ruling> {
    let mut ruling = figure_verdict::figure(judge, panel, claim, owner, number)?;
    if is_earlier && ruling.verdict == ClaimVerdict::Stale {
        ruling.verdict = ClaimVerdict::Agrees;
    }
    Some(ruling)
}
