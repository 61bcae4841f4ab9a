//! What is behind a figure: `expected`, rates beside what deprivation would lead one to expect; `chain`, at which step from referral on a gap
//! opens; `target`, what other levels would take.

use super::folder;
use crate::chart::{ChartRequest, NamedChart, OutputFiles, deprivation, slug};
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
use crate::table::expected::{ExpectedRow, full};
use crate::table::{self, Table};
use crate::world::World;
use std::path::{Path, PathBuf};

/// Of whom, and in what.
pub(crate) struct InsightOrder<'a> {
    /// The authority; none for every one.
    pub(crate) area: Option<Area>,
    /// The indicators by id.
    pub(crate) indicators: &'a [String],
    /// Indicators that are read beside them, and not compared.
    pub(crate) beside: &'a [String],
    pub(crate) list: NeighbourList,
    /// A period by its label; otherwise the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
}

impl InsightOrder<'_> {
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
        let wanted = [self.indicators, self.beside].concat();
        let study = self
            .figures
            .study(world, reference, &wanted, None, messages)?;
        Ok(match self.area {
            Some(_) => study,
            None => study.sharing_nations(self.list),
        })
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
        let is_beside = |panel: &&Panel| !self.beside.contains(&panel.indicator.id);
        let panels: Vec<&Panel> = study.standing().filter(is_beside).collect();
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
    pub(crate) fn write_expected(
        &self,
        world: &dyn World,
        rows: &[ExpectedRow<'_, '_>],
        prose: Prose<'_>,
        (into, request, phrases): (&Path, ChartRequest, &Phrases),
        messages: &dyn Messages,
    ) -> Result<()> {
        let mut charts = Vec::new();
        // One authority's charts: those of all would be the same dots a hundred times.
        for row in rows.iter().filter(|_| self.area.is_some()) {
            let name = slug(&row.c.indicator.id);
            charts.extend(deprivation::FORM.of_one(row.c, &name, request, phrases));
        }
        let table = full(rows, prose);
        write(world, &charts, &[table], (into, request.bom), messages)
    }
}

/// Every rate of the catalogue.
pub(crate) fn every_rate(reference: &Reference) -> Vec<String> {
    let entries = reference.catalogue.entries().iter();
    let rates = entries.filter(|entry| entry.unit.is_rate());
    rates.map(|entry| entry.id.clone()).collect()
}

/// Writes charts and tidy tables into a folder.
///
/// # Errors
/// As [`folder::write`]; a chart that cannot be made: a fault of the program.
pub(crate) fn write(
    world: &dyn World,
    charts: &[NamedChart],
    tables: &[Table],
    (into, bom): (&Path, bool),
    messages: &dyn Messages,
) -> Result<()> {
    let mut files = OutputFiles::new();
    for chart in charts {
        files.extend(chart.files("", true, bom)?);
    }
    for table in tables {
        let name = format!("{}.csv", table.name);
        files.push((PathBuf::from(name), table::csv::write(table, bom)));
    }
    folder::write(world, into, files, messages)
}
