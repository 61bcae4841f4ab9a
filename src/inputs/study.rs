//! What a run looks at, read and screened; with what nobody asked for and is read beside it.

use super::load::{Input, load_showing};
use crate::compare::study::Study;
use crate::error::Result;
use crate::reference::Reference;
use crate::source::local::SmallCounts;
use crate::world::World;

impl<'r> Study<'r> {
    /// Reads and screens what a question needs; local counts of 1 to 5 are withheld.
    ///
    /// # Errors
    /// As [`load_showing`].
    pub(crate) fn load(
        world: &dyn World,
        reference: &'r Reference,
        question: &Input<'_>,
    ) -> Result<Study<'r>> {
        Study::load_showing(world, reference, question, SmallCounts::Withheld)
    }

    /// The same, with a choice about local counts of 1 to 5.
    ///
    /// # Errors
    /// As [`load_showing`].
    pub(crate) fn load_showing(
        world: &dyn World,
        reference: &'r Reference,
        question: &Input<'_>,
        small_counts: SmallCounts,
    ) -> Result<Study<'r>> {
        let beside = read_beside(reference, question.indicators);
        let ids = [question.indicators, &beside[..]].concat();
        let question = Input {
            indicators: &ids,
            ..*question
        };
        let (screened, checks) = load_showing(world, reference, &question, small_counts)?;
        Ok(Study::of(reference, screened, checks).laying_aside(&beside))
    }
}

/// Indicators that nobody asked for and that say of what part of the people those asked for are. None where all are read.
fn read_beside(reference: &Reference, ids: &[String]) -> Vec<String> {
    let known = ids.iter().filter_map(|id| reference.catalogue.get(id));
    let mut beside: Vec<String> = known
        .filter_map(|entry| entry.rests_on.clone())
        .filter(|id| !ids.contains(id))
        .collect();
    beside.sort_unstable();
    beside.dedup();
    beside
}
