//! What a command is asked about and what it reads: files, vintages and figures (`load`, `study`, `figure_sources`), and authorities, lists and
//! indicators by the names that people type (`named`), several authorities together too (`footprint`).

use crate::observation::check::Check;

pub(crate) mod figure_sources;
pub(crate) mod find;
pub(crate) mod footprint;
pub(crate) mod load;
pub(crate) mod named;
mod study;

/// Takes what a command reports while it works, apart from its outcome.
pub(crate) trait Messages {
    /// Faults of the data that was read.
    fn tell_checks(&self, checks: &[Check]);

    /// Something worth knowing, unless only results and errors were asked for.
    fn note(&self, text: &str);

    /// Shows how far work of this many steps has come. Each call of what it gives is one step; the end is when that is dropped.
    fn progress(&self, what: &str, steps: usize) -> Box<dyn Fn() + Sync>;
}
