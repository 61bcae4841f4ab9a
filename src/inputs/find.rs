//! Which indicators there are, and which of them officers' words mean: those of the catalogue first, then the series of DfE's tool that no
//! indicator of the catalogue is read from.

use crate::error::Result;
use crate::finding::prose::theme;
use crate::observation::indicator::Polarity;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::search::{SearchQuery, SearchTexts};
use crate::source::lait::{Dictionary, SeriesFacts};
use std::cmp::Reverse;

/// One indicator, or one series of DfE's tool.
#[derive(Clone, Debug)]
pub(crate) struct ListedIndicator {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) theme: String,
    /// Empty for a series of DfE's tool, which does not say.
    pub(crate) unit: String,
    pub(crate) polarity: Polarity,
    /// Its code in DfE's tool, if it is there.
    pub(crate) code: Option<String>,
}

/// Every indicator of the catalogue; with `series` every series of DfE's tool too.
pub(crate) fn every(reference: &Reference, series: bool) -> Vec<ListedIndicator> {
    let entries = reference.catalogue.entries().iter().map(of_entry);
    let dictionary = Dictionary::embedded();
    let others = others(reference, &dictionary);
    entries
        .chain(others.filter(|_| series).map(of_series))
        .collect()
}

/// The indicators that words mean, those of the catalogue first, then categories of breakdowns and series of DfE's tool; each the likelier the earlier.
///
/// # Errors
/// As [`SearchQuery::of`].
pub(crate) fn found(reference: &Reference, typed: &str) -> Result<Vec<ListedIndicator>> {
    let query = SearchQuery::of(typed)?;
    let mut found = Vec::new();
    for entry in reference.catalogue.entries() {
        let words = reference.words.get(&entry.id);
        let texts = SearchTexts {
            names: &[&entry.title, &entry.short, &entry.noun, &entry.id],
            others: &[
                &theme(&entry.theme),
                entry.lait.as_deref().unwrap_or_default(),
                words.map_or("", |words| &words.why),
            ],
        };
        if let Some(likeness) = query.likeness(&texts) {
            let rank = (2, likeness, entry.is_headline());
            found.push((rank, of_entry(entry)));
        }
    }
    for breakdown in reference.catalogue.breakdowns() {
        for category in &breakdown.categories {
            let texts = SearchTexts {
                names: &[&category.title],
                others: &[&breakdown.title, &breakdown.people],
            };
            let entry = reference.catalogue.get(&category.id);
            if let Some((likeness, entry)) = query.likeness(&texts).zip(entry) {
                found.push(((1, likeness, true), of_entry(entry)));
            }
        }
    }
    let dictionary = Dictionary::embedded();
    for (code, facts) in others(reference, &dictionary) {
        let texts = SearchTexts {
            names: &[&facts.title, &facts.id],
            others: &[&facts.topic, code],
        };
        if let Some(likeness) = query.likeness(&texts) {
            found.push(((1, likeness, false), of_series((code, facts))));
        }
    }
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    Ok(found.into_iter().map(|(_, indicator)| indicator).collect())
}

/// Series of DfE's tool that no indicator of the catalogue is read from.
fn others<'d>(
    reference: &'d Reference,
    dictionary: &'d Dictionary,
) -> impl Iterator<Item = (&'d str, &'d SeriesFacts)> {
    dictionary
        .sorted()
        .into_iter()
        .filter(|(code, _)| reference.catalogue.by_lait(code).is_none())
}

fn of_entry(entry: &Entry) -> ListedIndicator {
    ListedIndicator {
        id: entry.id.clone(),
        title: entry.title.clone(),
        theme: theme(&entry.theme),
        unit: entry.unit.axis(),
        polarity: entry.polarity,
        code: entry.lait.clone(),
    }
}

fn of_series((code, facts): (&str, &SeriesFacts)) -> ListedIndicator {
    ListedIndicator {
        id: facts.id.clone(),
        title: facts.title.clone(),
        theme: facts.topic.clone(),
        unit: String::new(),
        polarity: facts.polarity,
        code: Some(code.to_owned()),
    }
}
