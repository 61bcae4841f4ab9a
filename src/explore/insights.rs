//! What the program says of what is behind a figure, an authority at a time: at which step a gap opens, and what other levels would take.
//! What deprivation leads to expect is in the paragraphs.

use crate::compare::Comparison;
use crate::compare::chain::{ChainAgainst, TO_CARE, TO_PLAN, chains};
use crate::compare::comparators::Comparators;
use crate::compare::learn::{LearnAmong, learn, towards_england};
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::compare::target::{targets, towards_neighbours};
use crate::finding::prose::{
    Prose, chains as chain_words, learned as learned_words, targets as target_words,
};
use crate::observation::area::Area;
use crate::reference::neighbours::NeighbourList;
use rayon::prelude::*;

/// What is said of some indicators, a text for each authority of today; empty where nothing can be said.
pub(super) struct SaidOfInsight {
    pub(super) title: &'static str,
    pub(super) indicators: Vec<String>,
    pub(super) texts: Vec<String>,
}

/// The chains by their names.
pub(super) const CHAINS: [(&str, &[&str]); 2] = [
    (chain_words::TO_PLAN, &TO_PLAN),
    (chain_words::TO_CARE, &TO_CARE),
];

/// Everything that is said of what is behind the figures of every authority.
pub(super) fn said(study: &Study<'_>, areas: &[Area], list: NeighbourList) -> Vec<SaidOfInsight> {
    let chains = CHAINS
        .into_iter()
        .filter_map(|(title, ids)| of_chain(study, areas, list, (title, ids)));
    let entries = study.reference.catalogue.entries();
    let targets: Vec<SaidOfInsight> = entries
        .par_iter()
        .filter_map(|entry| of_target(study, areas, list, study.panel(&entry.id)?))
        .collect();
    let learned = entries.iter().filter(|entry| entry.scorecard);
    let learned: Vec<SaidOfInsight> = learned
        .filter_map(|entry| of_learn(study, areas, list, study.panel(&entry.id)?))
        .collect();
    chains.chain(targets).chain(learned).collect()
}

/// None where nothing is said of anybody.
fn with_texts(
    title: &'static str,
    indicators: Vec<String>,
    texts: Vec<String>,
) -> Option<SaidOfInsight> {
    let is_any = texts.iter().any(|text| !text.is_empty());
    is_any.then_some(SaidOfInsight {
        title,
        indicators,
        texts,
    })
}

fn of_chain(
    study: &Study<'_>,
    areas: &[Area],
    list: NeighbourList,
    (title, ids): (&'static str, &[&str]),
) -> Option<SaidOfInsight> {
    let panels: Option<Vec<&Panel>> = ids.iter().map(|id| study.panel(id)).collect();
    let panels = panels?;
    let comparators = Comparators::neighbours(list);
    let text = |area: &Area| {
        let compared = study
            .compare_each(&panels, *area, &comparators, None)
            .ok()?;
        let steps: Vec<&Comparison<'_>> = compared.iter().collect();
        let chain = chains(&steps, ChainAgainst::Neighbours).pop()?;
        let prose = Prose {
            reference: study.reference,
        };
        let mut said = prose.chain_sentences(*area, &chain);
        said.push(chain_words::FLOWS.to_owned());
        Some(said.join("\n"))
    };
    let texts = areas.iter().map(|area| text(area).unwrap_or_default());
    let indicators = ids.iter().map(|id| (*id).to_owned()).collect();
    with_texts(title, indicators, texts.collect())
}

fn of_target(
    study: &Study<'_>,
    areas: &[Area],
    list: NeighbourList,
    panel: &Panel,
) -> Option<SaidOfInsight> {
    let at = panel.latest().filter(|_| !panel.indicator.local)?;
    let comparators = Comparators::neighbours(list);
    let text = |area: &Area| {
        let c = study.comparison(panel, at, *area, &comparators);
        let of = targets(&c, towards_neighbours(&c))?;
        let mut said = Prose::of(&c).target_sentences(&c, &of);
        if c.is_better(false).is_none() {
            said.push(target_words::NO_DIRECTION.to_owned());
        }
        said.push(target_words::NOT_A_FORECAST.to_owned());
        Some(said.join("\n"))
    };
    let texts = areas.iter().map(|area| text(area).unwrap_or_default());
    let indicators = vec![panel.indicator.id.clone()];
    with_texts(target_words::TITLE, indicators, texts.collect())
}

/// Of the headlines that are rates: the rule is tried on every authority for each, which takes too long for all indicators.
fn of_learn(
    study: &Study<'_>,
    areas: &[Area],
    list: NeighbourList,
    panel: &Panel,
) -> Option<SaidOfInsight> {
    let at = panel.latest().filter(|_| panel.indicator.unit.is_rate())?;
    let comparators = Comparators::neighbours(list);
    let text = |area: &Area| {
        let c = study.comparison(panel, at, *area, &comparators);
        let of = learn(&c, &LearnAmong::LIKE_OURS, towards_england(&c)).ok()?;
        let mut said = Prose::of(&c).learned_sentences(&c, &of);
        said.push(learned_words::NOT_WHY.to_owned());
        Some(said.join("\n"))
    };
    let texts: Vec<String> = areas
        .par_iter()
        .map(|area| text(area).unwrap_or_default())
        .collect();
    let indicators = vec![panel.indicator.id.clone()];
    with_texts(learned_words::TITLE, indicators, texts)
}
