//! `breakdown`: who the people of an indicator are, or why they came, in named categories beside neighbours, region and England.

use super::folder;
use crate::chart::{ChartRequest, OutputFiles, multiples, shares};
use crate::compare::Comparison;
use crate::compare::breakdown::{ComparedBreakdown, read_beside};
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::inputs::figure_sources::{FigureSources, with_period};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::breakdown::Breakdown;
use crate::source::children::{self, ChildrenByCategory};
use crate::table;
use crate::table::breakdown::full;
use crate::world::World;
use std::path::{Path, PathBuf};

/// What to break down.
pub(crate) struct BreakdownOrder<'a> {
    pub(crate) area: Area,
    pub(crate) breakdowns: &'a [&'a Breakdown],
    pub(crate) comparators: Comparators,
    /// A period by its label; otherwise the newest of each breakdown.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
    /// An officer's own file of children by category.
    pub(crate) children: Option<&'a Path>,
}

impl BreakdownOrder<'_> {
    /// Reads the figures of all categories.
    ///
    /// # Errors
    /// As [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let ids = self.ids(reference);
        self.figures.study(world, reference, &ids, None, messages)
    }

    /// Every category, and those that are read beside them.
    fn ids(&self, reference: &Reference) -> Vec<String> {
        let all = reference.catalogue.breakdowns();
        let each = self.breakdowns.iter();
        let each = each.flat_map(|breakdown| [Some(*breakdown), read_beside(breakdown, all)]);
        let mut ids: Vec<String> = Vec::new();
        for id in each.flatten().flat_map(Breakdown::ids) {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
        ids
    }

    /// Compares the authority in every category.
    ///
    /// # Errors
    /// No category has a figure, or none has one of the period.
    pub(crate) fn compare<'s>(
        &self,
        study: &'s Study<'_>,
        messages: &dyn Messages,
    ) -> Result<Vec<Comparison<'s>>> {
        let ids = self.ids(study.reference);
        let panels: Vec<&Panel> = ids.iter().filter_map(|id| study.panel(id)).collect();
        if panels.is_empty() {
            return Err(self.figures.nothing_found());
        }
        let panels = with_period(panels, self.period, messages)?;
        study.compare_each(&panels, self.area, &self.comparators, self.period)
    }

    /// The breakdowns in which the authority has a figure, with rates where an officer's file has the children of a category.
    ///
    /// # Errors
    /// It has a figure in none of them; as [`children::read`].
    pub(crate) fn broken_down<'b, 's>(
        &'b self,
        world: &dyn World,
        compared: &'b [Comparison<'s>],
        (reference, messages): (&Reference, &dyn Messages),
    ) -> Result<Vec<ComparedBreakdown<'b, 's>>> {
        let children = self.children(world, reference, messages)?;
        let compared: Vec<&Comparison<'_>> = compared.iter().collect();
        let each = self.breakdowns.iter();
        let found = each.filter_map(|breakdown| {
            let whole = ComparedBreakdown::of(breakdown, &compared)?;
            Some(match &children {
                Some(all) if breakdown.is_of_population => {
                    whole.with_children(&all.file, |of| all.of(self.area, &breakdown.key, &of.key))
                }
                _ => whole,
            })
        });
        let found: Vec<_> = found.collect();
        if found.is_empty() {
            let place = reference.register.get(self.area);
            let name = place.map_or("the authority", |place| place.name.as_str());
            return Err(
                Error::nothing(format!("{name} has no published share in any category"))
                    .hint("small numbers are withheld; “yardstick compare” shows the whole"),
            );
        }
        Ok(found)
    }

    fn children(
        &self,
        world: &dyn World,
        reference: &Reference,
        messages: &dyn Messages,
    ) -> Result<Option<ChildrenByCategory>> {
        let Some(path) = self.children else {
            return Ok(None);
        };
        let mut checks = Vec::new();
        let children = children::read(world, reference, path, &mut checks)?;
        messages.tell_checks(&checks);
        Ok(Some(children))
    }

    /// Writes the chart and the table of each breakdown, and the tidy table of all, into a folder.
    ///
    /// # Errors
    /// As [`folder::write`]; a chart that cannot be made: a fault of the program.
    pub(crate) fn write(
        world: &dyn World,
        all: &[ComparedBreakdown<'_, '_>],
        prose: Prose<'_>,
        (into, request): (&Path, ChartRequest),
        messages: &dyn Messages,
    ) -> Result<()> {
        let mut files = OutputFiles::new();
        for whole in all {
            let chart = shares::of_one(whole, request);
            files.extend(chart.files("", true, request.bom)?);
            let categories: Vec<&Comparison<'_>> =
                whole.categories.iter().map(|of| of.comparison).collect();
            for chart in multiples::of_breakdown(whole.breakdown, &categories, request) {
                files.extend(chart.files("", true, request.bom)?);
            }
        }
        let table = full(all, prose);
        let tidy = table::csv::write(&table, request.bom);
        files.push((PathBuf::from("breakdowns.csv"), tidy));
        folder::write(world, into, files, messages)
    }
}

/// The breakdowns that typed words mean: of an indicator, of a breakdown’s own name, or of both.
///
/// # Errors
/// An indicator that nothing breaks down; a name that no breakdown has; no word at all.
pub(crate) fn chosen<'r>(
    reference: &'r Reference,
    indicator: Option<&str>,
    by: &[String],
) -> Result<Vec<&'r Breakdown>> {
    let all = reference.catalogue.breakdowns();
    let of_indicator: Vec<&Breakdown> = match indicator {
        Some(id) => all.iter().filter(|breakdown| breakdown.is_of(id)).collect(),
        None => all.iter().collect(),
    };
    if let (true, Some(id)) = (of_indicator.is_empty(), indicator) {
        let mut known: Vec<&str> = all.iter().map(|of| of.indicator.as_str()).collect();
        known.dedup();
        return Err(
            Error::usage(format!("{id} is not broken down into categories"))
                .expected(known.join(", ")),
        );
    }
    if by.is_empty() {
        return Ok(of_indicator);
    }
    let mut found: Vec<&Breakdown> = Vec::new();
    for word in by {
        let called: Vec<&Breakdown> = of_indicator
            .iter()
            .filter(|breakdown| breakdown.is_called(word))
            .copied()
            .collect();
        if called.is_empty() {
            let mut known: Vec<&str> = of_indicator.iter().map(|of| of.key.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            let whose = indicator.map_or(String::new(), |id| format!(" of {id}"));
            return Err(Error::usage(format!("“{word}” is not a breakdown{whose}"))
                .expected(known.join(", ")));
        }
        for of in called {
            if !found.iter().any(|other| other.name() == of.name()) {
                found.push(of);
            }
        }
    }
    Ok(found)
}
