//! Whether the indicators of a plan moved since their actions began, in a word each, and how many did.

use super::super::list;
use crate::compare::followed::{FollowedIndicator, NoMovement};
use crate::compare::since::{CourseVerdict, Since};

const NO_FIGURE_YET: &str = "no figure yet";
const NOTHING_BEFORE: &str = "no figure from before";
const BEGINNING_UNKNOWN: &str = "beginning unknown";
const BEGINNING_UNREAD: &str = "beginning not read";
const NOT_BEGUN: &str = "not begun";

/// What an indicator did since an action began, in the few words of a table's cell.
pub(crate) fn movement(beside: &FollowedIndicator<'_>) -> &'static str {
    match &beside.since {
        Err(NoMovement::BeginningUnknown) => BEGINNING_UNKNOWN,
        Err(NoMovement::BeginningUnread) => BEGINNING_UNREAD,
        Err(NoMovement::NotBegun) => NOT_BEGUN,
        Ok(Since::NotYet { .. }) => NO_FIGURE_YET,
        Ok(Since::NothingBefore | Since::NoBaseline { .. }) => NOTHING_BEFORE,
        Ok(Since::Course(course)) => course.verdict(&beside.panel.indicator).name(),
    }
}

/// How many were measured, with what came of it, and how many were not, with the reason; none where there are none.
pub(super) fn measured_and_others(with: &[&FollowedIndicator<'_>]) -> [Option<String>; 2] {
    let how_many = |wanted: &str| {
        with.iter()
            .filter(|beside| movement(beside) == wanted)
            .count()
    };
    let measured = [
        (how_many(CourseVerdict::Moved.name()), "moved beyond chance"),
        (
            how_many(CourseVerdict::NotBeyondChance.name()) + how_many(CourseVerdict::Same.name()),
            "did not move beyond chance",
        ),
        (
            how_many(CourseVerdict::NotTested.name()),
            "could not be tested",
        ),
    ];
    let others = [
        (
            how_many(NO_FIGURE_YET),
            "had no figure yet for a period after it",
        ),
        (
            how_many(CourseVerdict::NotAlike.name()),
            "changed its definition",
        ),
        (how_many(NOTHING_BEFORE), "had no figure from before it"),
        (how_many(BEGINNING_UNKNOWN), "had no known beginning"),
        (
            how_many(BEGINNING_UNREAD),
            "had a beginning that could not be read",
        ),
        (how_many(NOT_BEGUN), "had not begun"),
    ];
    [kinds_told(&measured), kinds_told(&others)]
}

/// How many are of each kind, as a list; none where there are none of any.
fn kinds_told(kinds: &[(usize, &str)]) -> Option<String> {
    let told: Vec<String> = kinds
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    (!told.is_empty()).then(|| list(&told))
}
