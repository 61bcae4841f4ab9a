//! An improvement plan or a list of recommendations as its officer keeps it: a row is an action, or a point that inspectors were told
//! ([`points`]). The file is read with all its faults ([`read`]), counted ([`summary`]), and compared with an older version of itself
//! ([`changes`]).
//!
//! The words that an officer may use for a column, a status or a rating are data: `data/plan_words.csv`.

mod action;
pub(crate) mod changes;
pub(crate) mod consistency;
mod numbering;
mod points;
pub(crate) mod read;
mod spelling;
pub(crate) mod summary;
mod target;
mod vocabulary;

pub(crate) use action::{Action, ActionPlan, ActionStatus, PlanDay, Rag, TargetBound};
pub(crate) use points::{AccuracyPoint, PointOutcome};

/// The status that a word of an officer stands for.
pub(crate) fn status_of(word: &str) -> Option<ActionStatus> {
    vocabulary::Vocabulary::embedded().status(word)
}
