//! `findings`: what is worth saying of authorities, and the charts behind it. The report itself is made by
//! [`crate::finding::report`].

use super::folder;
use crate::chart::{self, ChartRequest, FORMS, ListedForm, NamedChart, OutputFiles};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::panel::Panel;
use crate::compare::pyramid::{BESIDE_ADOPTIONS, LAYERS};
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::finding::report::{AuthorityFindings, FindingTerms, report};
use crate::inputs::Messages;
use crate::inputs::figure_sources::{FigureSources, with_period};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::world::World;
use rayon::prelude::*;
use std::path::Path;

/// What to report.
pub(crate) struct FindingsOrder<'a> {
    pub(crate) areas: &'a [Area],
    /// Ids of the indicators.
    pub(crate) indicators: &'a [String],
    pub(crate) list: NeighbourList,
    pub(crate) phrases: &'a Phrases,
    /// Only so many findings of each authority.
    pub(crate) top: Option<usize>,
    /// A period by its label; otherwise the newest of each indicator.
    pub(crate) period: Option<&'a str>,
    pub(crate) figures: FigureSources<'a>,
}

impl FindingsOrder<'_> {
    /// Reads the figures, and those that findings set beside them.
    ///
    /// # Errors
    /// No indicator has a national figure, or one of the period; as [`FigureSources::study`].
    pub(crate) fn load<'r>(
        &self,
        world: &dyn World,
        reference: &'r Reference,
        messages: &dyn Messages,
    ) -> Result<Study<'r>> {
        let read = with_companions(self.indicators);
        let study = self
            .figures
            .study(world, reference, &read, None, messages)?;
        let panels = self.panels(&study);
        if panels.is_empty() {
            return Err(self.figures.nothing_found());
        }
        with_period(panels, self.period, messages)?;
        self.figures.tell_lacking(&study, self.indicators, messages);
        Ok(study)
    }

    /// National ones: local figures are compared with nobody's.
    fn panels<'s>(&self, study: &'s Study<'_>) -> Vec<&'s Panel> {
        self.indicators
            .iter()
            .filter_map(|id| study.panel(id))
            .filter(|panel| !panel.indicator.local)
            .collect()
    }

    /// Reports on each authority, in their order.
    pub(crate) fn report(&self, study: &Study<'_>) -> Vec<AuthorityFindings> {
        let terms = FindingTerms {
            reference: study.reference,
            list: self.list,
            phrases: self.phrases,
            top: self.top,
            period: self.period,
        };
        report(study, &self.panels(study), self.areas, terms)
    }

    /// Draws the funnel and the gap to neighbours of each indicator into a folder.
    ///
    /// # Errors
    /// As [`charts`] and [`folder::write`].
    pub(crate) fn write_charts(
        &self,
        world: &dyn World,
        study: &Study<'_>,
        (area, into): (Area, &Path),
        messages: &dyn Messages,
    ) -> Result<()> {
        let comparators = Comparators::neighbours(self.list);
        let (panels, _) = Study::in_period(self.panels(study), self.period);
        let compared = study.compare_each(&panels, area, &comparators, self.period)?;
        let files = charts(&compared, ChartRequest::default(), self.phrases)?;
        folder::write(world, into, files, messages)
    }
}

/// The indicators asked for, and those that findings set beside them.
fn with_companions(ids: &[String]) -> Vec<String> {
    let mut read = ids.to_vec();
    for companions in [&LAYERS[..], &BESIDE_ADOPTIONS[..]] {
        if !companions.iter().any(|id| contains(ids, id)) {
            continue;
        }
        read.extend(
            companions
                .iter()
                .filter(|id| !contains(ids, id))
                .map(|id| (*id).to_owned()),
        );
    }
    read
}

fn contains(ids: &[String], id: &str) -> bool {
    ids.iter().any(|known| known == id)
}

/// Files of the charts behind findings, as far as the data can bear them.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, reported like any other.
fn charts(
    compared: &[Comparison<'_>],
    request: ChartRequest,
    phrases: &Phrases,
) -> Result<OutputFiles> {
    let forms: Vec<ListedForm> = FORMS.into_iter().filter(|form| form.in_findings).collect();
    let of_each = compared
        .par_iter()
        .zip(chart::slugs(compared))
        .map(|(each, slug)| {
            let charts = forms
                .iter()
                .filter_map(|form| form.of_one(each, &slug, request, phrases));
            files(charts.collect(), request)
        })
        .collect::<Result<Vec<OutputFiles>>>()?;
    let every: Vec<&Comparison<'_>> = compared.iter().collect();
    let together = forms
        .iter()
        .flat_map(|form| form.of_several(&every, request));
    let together = files(together.collect(), request)?;
    Ok(of_each.into_iter().flatten().chain(together).collect())
}

fn files(charts: Vec<NamedChart>, request: ChartRequest) -> Result<OutputFiles> {
    let files = charts
        .par_iter()
        .map(|chart| chart.files("", true, request.bom))
        .collect::<Result<Vec<OutputFiles>>>()?;
    Ok(files.into_iter().flatten().collect())
}
