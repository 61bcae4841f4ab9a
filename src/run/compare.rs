//! `compare`: one authority in some indicators, with its neighbours, region, England and groups.

use super::folder;
use super::profile;
use crate::chart::ChartRequest;
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::inputs::Messages;
use crate::inputs::figure_sources::{FigureSources, with_period};
use crate::inputs::load::{known_name, not_read, spoken_name};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::world::World;
use std::path::Path;

/// What to compare.
pub(crate) struct CompareOrder<'a> {
    pub(crate) area: Area,
    /// Indicators by id, title or publisher's code; may be none where one is made by hand.
    pub(crate) indicators: &'a [String],
    /// An indicator made from a column of a file.
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) comparators: Comparators,
    /// A period by its label; otherwise the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    pub(crate) phrases: &'a Phrases,
    pub(crate) figures: FigureSources<'a>,
}

/// That the rows of an indicator are there and none of them could be used.
fn none_could_be_used(id: &str, rows: usize) -> Error {
    let counted = if rows == 1 {
        format!("the one row of {id} in the files that were read could not be used")
    } else {
        format!("none of the {rows} rows of {id} in the files that were read could be used")
    };
    Error::nothing(counted)
        .hint("each is told above with its row; “yardstick check FILE” lists them all")
}

impl CompareOrder<'_> {
    /// Reads the figures that are compared.
    ///
    /// # Errors
    /// No indicator was named; as [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        self.figures
            .study(world, reference, self.indicators, self.by_hand, messages)
    }

    /// Compares the authority, in the order in which the indicators were named.
    ///
    /// # Errors
    /// An indicator that was not read; a period that none of the indicators has.
    pub(crate) fn compare<'s>(
        &self,
        study: &'s Study<'_>,
        messages: &dyn Messages,
    ) -> Result<Vec<Comparison<'s>>> {
        let panels = if self.indicators.is_empty() {
            study.standing().collect()
        } else {
            let named = self.indicators.iter().map(|name| self.panel(study, name));
            named.collect::<Result<Vec<_>>>()?
        };
        let panels = with_period(panels, self.period, messages)?;
        study.compare_each(&panels, self.area, &self.comparators, self.period)
    }

    fn panel<'s>(&self, study: &'s Study<'_>, name: &str) -> Result<&'s Panel> {
        let id = spoken_name(study.reference, name, self.figures.data)?;
        study
            .panel(&id)
            .or_else(|| study.own_panel(&id))
            .ok_or_else(|| {
                let unread = study.rows_set_aside(&id);
                if unread > 0 {
                    return none_could_be_used(&id, unread);
                }
                // A name that no file has and nobody knows is a slip of the pen, not a gap in the data.
                if let Err(unknown) = known_name(study.reference, &id) {
                    return unknown;
                }
                not_read(&id, &study.checks, self.figures.without_embedded())
            })
    }

    /// Writes charts and tables of the comparisons into a folder.
    ///
    /// # Errors
    /// As [`profile::make`] and [`folder::write`].
    pub(crate) fn write(
        &self,
        world: &dyn World,
        reference: &Reference,
        compared: &[Comparison<'_>],
        (into, charts): (&Path, ChartRequest),
        messages: &dyn Messages,
    ) -> Result<()> {
        let files = profile::make(
            compared,
            self.area,
            reference,
            &self.comparators,
            charts,
            self.phrases,
            &|| (),
        )?;
        folder::write(world, into, files, messages)
    }
}
