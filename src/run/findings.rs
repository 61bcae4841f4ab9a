//! `findings`: what is worth saying about an authority, weightiest first, with the number of comparisons it took.

use super::evidence;
use crate::chart::{self, ChartRequest, FORMS, ListedForm, NamedChart, OutputFiles};
use crate::compare::comparators::Comparators;
use crate::compare::nation::{Asking, Nation};
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::compare::{Comparison, compare};
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::finding::words::Words;
use crate::finding::{rules, weigh};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::multiple;
use rayon::prelude::*;
use serde_json::Value;
use std::sync::Arc;

/// One sentence with everything behind it.
pub(crate) struct Told {
    pub(crate) area: Area,
    pub(crate) kind: &'static str,
    pub(crate) indicator: String,
    pub(crate) period: String,
    pub(crate) sentence: String,
    /// What a committee may want to ask of it.
    pub(crate) question: Option<String>,
    pub(crate) weight: u32,
    pub(crate) evidence: Value,
}

/// One authority's findings.
pub(crate) struct Report {
    pub(crate) area: Area,
    pub(crate) told: Vec<Told>,
    pub(crate) reckoning: Reckoning,
}

/// How many comparisons were made, and how many tests survive all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Reckoning {
    pub(crate) indicators: usize,
    pub(crate) made: usize,
    pub(crate) tests: usize,
    pub(crate) survivors: usize,
}

/// The share of a list of survivors that may be chance.
pub(crate) const FALSE_DISCOVERIES: f64 = 0.05;

/// What holds for every authority asked about.
#[derive(Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) list: NeighbourList,
    pub(crate) phrases: &'a Phrases,
    pub(crate) top: Option<usize>,
}

/// What one indicator says about one authority.
struct Part {
    told: Vec<Told>,
    made: usize,
    p: Vec<f64>,
}

/// Reports on authorities, in their order.
pub(crate) fn report(
    study: &Study<'_>,
    chosen: &[&Panel],
    areas: &[Area],
    terms: Terms<'_>,
) -> Vec<Report> {
    let asking = if areas.len() > 1 {
        Asking::Everyone
    } else {
        Asking::One
    };
    let by_indicator: Vec<Vec<Part>> = chosen
        .par_iter()
        .filter_map(|panel| {
            let at = panel.latest()?;
            let nation = Nation::of(panel, at, study.reference, terms.list, asking);
            let nation = Arc::new(nation);
            Some(
                areas
                    .iter()
                    .filter_map(|area| part(study, panel, *area, &nation, terms))
                    .collect(),
            )
        })
        .collect();
    let mut columns: Vec<std::vec::IntoIter<Part>> =
        by_indicator.into_iter().map(Vec::into_iter).collect();
    areas
        .iter()
        .map(|area| {
            let parts: Vec<Part> = columns.iter_mut().filter_map(Iterator::next).collect();
            gathered(*area, parts, terms.top)
        })
        .collect()
}

fn part(
    study: &Study<'_>,
    panel: &Panel,
    area: Area,
    nation: &Arc<Nation>,
    terms: Terms<'_>,
) -> Option<Part> {
    let comparators = Comparators::neighbours(terms.list);
    let comparison = compare(panel, nation.at, area, study.reference, &comparators)?.within(nation);
    let speaker = Words {
        reference: terms.reference,
    };
    let found = rules::of(&comparison, study);
    let told = weigh::weighed(&comparison, found)
        .into_iter()
        .map(|(weight, finding)| Told {
            area,
            kind: finding.kind(),
            indicator: comparison.indicator.id.clone(),
            period: comparison.period.label.clone(),
            sentence: speaker.finding(&finding, &comparison, terms.phrases),
            question: speaker.question(&finding, &comparison),
            weight,
            evidence: evidence::of(&finding, &comparison, speaker),
        });
    Some(Part {
        told: told.collect(),
        made: comparison.tested().made(),
        p: comparison.tested().p(),
    })
}

fn gathered(area: Area, parts: Vec<Part>, top: Option<usize>) -> Report {
    let p: Vec<f64> = parts
        .iter()
        .flat_map(|part| part.p.iter().copied())
        .collect();
    let reckoning = Reckoning {
        indicators: parts.len(),
        made: parts.iter().map(|part| part.made).sum(),
        tests: p.len(),
        survivors: multiple::survivors(&p, FALSE_DISCOVERIES),
    };
    let mut told: Vec<Told> = parts.into_iter().flat_map(|part| part.told).collect();
    // Stable: of equal weight the catalogue's order stays.
    told.sort_by_key(|told| std::cmp::Reverse(told.weight));
    told.truncate(top.unwrap_or(usize::MAX));
    Report {
        area,
        told,
        reckoning,
    }
}

/// OutputFiles of the charts behind findings, as far as the data can bear them.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, told like any other.
pub(crate) fn charts(compared: &[Comparison<'_>], request: ChartRequest) -> Result<OutputFiles> {
    let forms: Vec<ListedForm> = FORMS.into_iter().filter(|form| form.in_findings).collect();
    let of_each = compared
        .par_iter()
        .zip(chart::slugs(compared))
        .map(|(each, slug)| {
            let charts = forms
                .iter()
                .filter_map(|form| form.of_one(each, &slug, request));
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
