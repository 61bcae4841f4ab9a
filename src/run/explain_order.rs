//! What to explain: an authority's figure in one indicator and period.

use super::Messages;
use super::figure_sources::FigureSources;
use super::load::spoken_name;
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::world::World;

/// What to explain.
pub(crate) struct ExplainOrder<'a> {
    pub(crate) area: Area,
    /// By id, title or publisher's code; none where one is made by hand.
    pub(crate) indicator: Option<&'a str>,
    /// An indicator made from a column of a file.
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) comparators: Comparators,
    /// A period by its label; otherwise the newest.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
}

impl ExplainOrder<'_> {
    /// Reads the indicator.
    ///
    /// # Errors
    /// A name that is no indicator; as [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let id = self.id(reference)?;
        self.figures
            .study(world, reference, id.as_slice(), self.by_hand, messages)
    }

    fn id(&self, reference: &Reference) -> Result<Option<String>> {
        self.indicator
            .map(|name| spoken_name(reference, name, self.figures.data))
            .transpose()
    }

    /// Compares the authority in the indicator.
    ///
    /// # Errors
    /// The indicator was not read; a period that it does not have.
    pub(crate) fn compare<'s>(&self, study: &'s Study<'_>) -> Result<Comparison<'s>> {
        let panel = match self.id(study.reference)? {
            Some(id) => study.panel(&id),
            None => study.standing().next(),
        };
        study
            .compare_each(panel.as_slice(), self.area, &self.comparators, self.period)?
            .pop()
            .ok_or_else(|| Error::nothing("the indicator is in none of the files that were read"))
    }
}
