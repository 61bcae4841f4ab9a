//! `expected`: rates beside what deprivation alone would lead one to expect.

use super::folder;
use crate::chart::{ChartRequest, OutputFiles, deprivation, slug};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::inputs::figure_sources::{FigureSources, with_period};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::table;
use crate::table::expected::{ExpectedRow, full};
use crate::world::World;
use std::path::{Path, PathBuf};

/// Of whom, and in what.
pub(crate) struct ExpectedOrder<'a> {
    /// The authority; none for every one.
    pub(crate) area: Option<Area>,
    /// The indicators by id; every rate of the catalogue where there are none.
    pub(crate) indicators: &'a [String],
    pub(crate) list: NeighbourList,
    /// A period by its label; otherwise the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
}

impl ExpectedOrder<'_> {
    /// Reads the figures.
    ///
    /// # Errors
    /// As [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let rates: Vec<String> = if self.indicators.is_empty() {
            let entries = reference.catalogue.entries().iter();
            let rates = entries.filter(|entry| entry.unit.is_rate());
            rates.map(|entry| entry.id.clone()).collect()
        } else {
            self.indicators.to_vec()
        };
        let study = self
            .figures
            .study(world, reference, &rates, None, messages)?;
        Ok(study.sharing_nations(self.list))
    }

    /// Compares the authority, or every one, in every indicator: those of an authority together.
    ///
    /// # Errors
    /// There is no figure, or none of the period.
    pub(crate) fn compare<'s>(
        &self,
        study: &'s Study<'_>,
        messages: &dyn Messages,
    ) -> Result<Vec<Comparison<'s>>> {
        let panels: Vec<&Panel> = study.standing().collect();
        if panels.is_empty() {
            return Err(self.figures.nothing_found());
        }
        let panels = with_period(panels, self.period, messages)?;
        let areas = match self.area {
            Some(area) => vec![area],
            None => study.current(),
        };
        let comparators = Comparators::neighbours(self.list);
        let mut all = Vec::new();
        for area in areas {
            all.extend(study.compare_each(&panels, area, &comparators, self.period)?);
        }
        if self.area.is_some() && all.iter().all(|c| c.reading.value().is_none()) {
            return Err(Error::nothing(
                "the authority has no figure in any of these",
            ));
        }
        Ok(all)
    }

    /// Writes the chart of each indicator that is held against deprivation, and the tidy table of all, into a folder.
    ///
    /// # Errors
    /// As [`folder::write`]; a chart that cannot be made: a fault of the program.
    pub(crate) fn write(
        &self,
        world: &dyn World,
        rows: &[ExpectedRow<'_, '_>],
        prose: Prose<'_>,
        (into, request, phrases): (&Path, ChartRequest, &Phrases),
        messages: &dyn Messages,
    ) -> Result<()> {
        let mut files = OutputFiles::new();
        // One authority's charts: those of all would be the same dots a hundred times.
        for row in rows.iter().filter(|_| self.area.is_some()) {
            let name = slug(&row.c.indicator.id);
            if let Some(chart) = deprivation::FORM.of_one(row.c, &name, request, phrases) {
                files.extend(chart.files("", true, request.bom)?);
            }
        }
        let tidy = table::csv::write(&full(rows, prose), request.bom);
        files.push((PathBuf::from("expected.csv"), tidy));
        folder::write(world, into, files, messages)
    }
}
