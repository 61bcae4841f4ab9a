//! Which figures a command reads.

use super::Messages;
use super::load::{Input, Stored, way_to_figures};
use crate::compare::panel::Panel;
use crate::compare::study::{self, Study};
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::screen::ScreeningScope;
use crate::source::local::SmallCounts;
use crate::world::World;
use std::path::PathBuf;

/// Files and folders, the figures in the program, a store.
#[derive(Clone, Copy)]
pub(crate) struct FigureSources<'a> {
    /// Files and folders that are read in place of the figures in the program; may be none.
    pub(crate) data: &'a [PathBuf],
    /// The store that is read beside them, and of which day or vintages.
    pub(crate) stored: Option<&'a Stored>,
    /// What becomes of local counts of 1 to 5.
    pub(crate) small_counts: SmallCounts,
}

/// Those of the panels that have the period asked for; the others are named, each with the periods that it has.
///
/// # Errors
/// None of them has it.
pub(crate) fn with_period<'p>(
    panels: Vec<&'p Panel>,
    period: Option<&str>,
    messages: &dyn Messages,
) -> Result<Vec<&'p Panel>> {
    let (there, lacking) = Study::in_period(panels, period);
    let faults = lacking
        .iter()
        .zip(period)
        .map(|(panel, wanted)| study::no_period(panel, wanted));
    let mut faults: Vec<Error> = faults.collect();
    if there.is_empty()
        && let Some(first) = faults.pop()
    {
        return Err(first);
    }
    for fault in faults {
        messages.note(&format!("left out: {}; {}", fault.what(), fault.way_out()));
    }
    Ok(there)
}

impl FigureSources<'_> {
    /// Loads what a question about indicators needs; faults of the data are reported. No name means every indicator there is.
    ///
    /// # Errors
    /// As [`Study::load_showing`].
    pub(crate) fn study<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        indicators: &[String],
        by_hand: Option<&Entry>,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let input = Input {
            paths: self.data,
            indicators,
            categories: &[],
            by_hand,
            asked: ScreeningScope::Everything,
            stored: self.stored,
        };
        let study = Study::load_showing(world, reference, &input, self.small_counts)?;
        messages.tell_checks(&study.checks);
        Ok(study)
    }

    /// Whether the figures in the program are left out.
    pub(crate) fn without_embedded(&self) -> bool {
        self.stored
            .is_some_and(|stored| stored.as_at.without_embedded)
    }

    /// That no indicator asked for has a figure.
    pub(crate) fn nothing_found(&self) -> Error {
        let hint = if self.without_embedded() {
            way_to_figures(true)
        } else {
            "check --data, --theme and --indicator"
        };
        Error::nothing("none of these indicators is in the files that were read").hint(hint)
    }

    /// Reports which of the indicators asked for have no figure, where the figures in the program are left out.
    pub(crate) fn tell_lacking(
        &self,
        study: &Study<'_>,
        indicators: &[String],
        messages: &dyn Messages,
    ) {
        let lacking: Vec<&str> = indicators
            .iter()
            .map(String::as_str)
            .filter(|name| study.panel(name).is_none())
            .collect();
        if self.without_embedded() && !lacking.is_empty() {
            messages.note(&format!(
                "no figure for {}: {}",
                lacking.join(", "),
                way_to_figures(true)
            ));
        }
    }
}
