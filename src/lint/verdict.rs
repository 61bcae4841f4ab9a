//! The verdict on a claim: each kind of claim is checked against the panels by a file of its own.

use super::claim::{Assertion, Claim};
use super::judge::{Judge, Ruling};
use super::{figure_verdict, position_verdict, support_verdict};

/// The ruling on a claim; none where it cannot be decided.
pub(super) fn on(judge: &mut Judge<'_>, claim: &Claim) -> Option<Ruling> {
    let Some(panel) = judge.panels.now.get(claim.indicator.as_str()).copied() else {
        let entry = judge.reference.catalogue.get(&claim.indicator)?;
        let says = judge.words().not_loaded(&entry.noun);
        return Some(Ruling::not_found(claim.area, says));
    };
    match claim.assertion {
        Assertion::Figure { owner, number } => {
            figure_verdict::figure(judge, panel, claim, owner, number)
        }
        Assertion::Ranked {
            rank,
            end,
            among,
            of,
        } => position_verdict::ranked(judge, panel, claim, (rank, end, among, of)),
        Assertion::Compared {
            direction,
            with,
            significant,
        } => position_verdict::compared(judge, panel, claim, (direction, with, significant)),
        Assertion::NotDifferent { from } => {
            support_verdict::not_different(judge, panel, claim, from)
        }
        Assertion::Changed {
            direction,
            significant,
        } => support_verdict::changed(judge, panel, claim, direction, significant),
    }
}
