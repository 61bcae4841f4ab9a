//! What each command does, one file a command: an order in, an outcome back. Which arguments make an order, and how an outcome is
//! printed, is decided in `cli`.

use crate::observation::check::Check;

pub(crate) mod benchmark;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod figure_sources;
pub(crate) mod findings;
mod folder;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod json;
pub(crate) mod judgements;
pub(crate) mod lint;
pub(crate) mod lists;
pub(crate) mod load;
pub(crate) mod named;
pub(crate) mod news;
pub(crate) mod outputs;
pub(crate) mod paper;
pub(crate) mod plan;
pub(crate) mod profile;
pub(crate) mod refresh;
pub(crate) mod revisions;
pub(crate) mod schedule;
pub(crate) mod store;

/// Takes what a command reports while it works, apart from its outcome.
pub(crate) trait Messages {
    /// Faults of the data that was read.
    fn tell_checks(&self, checks: &[Check]);

    /// Something worth knowing, unless only results and errors were asked for.
    fn note(&self, text: &str);

    /// Shows how far work of this many steps has come. Each call of what it gives is one step; the end is when that is dropped.
    fn progress(&self, what: &str, steps: usize) -> Box<dyn Fn() + Sync>;
}
