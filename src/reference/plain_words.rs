//! The plain English of each indicator: whom it is about and what they did, why it matters, and what to ask of whom.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The words of one indicator; `data/plain_words.toml` says how each reads in a sentence. Words that its unit has no use for are empty.
#[derive(Deserialize, Debug, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlainWords {
    #[serde(default)]
    pub(crate) of: String,
    #[serde(default)]
    pub(crate) who: String,
    #[serde(default)]
    pub(crate) one: String,
    #[serde(default)]
    pub(crate) did: String,
    #[serde(default)]
    pub(crate) did_one: String,
    #[serde(default)]
    pub(crate) not: String,
    #[serde(default)]
    pub(crate) average: String,
    #[serde(default)]
    pub(crate) sum: String,
    /// Its groups are of a few dozen at most, and how many they are is not published.
    #[serde(default)]
    pub(crate) few: bool,
    pub(crate) topic: String,
    pub(crate) why: String,
    pub(crate) ask: String,
    pub(crate) service: String,
}

/// The words of every indicator of the catalogue, by its id.
#[derive(Deserialize, Debug)]
#[serde(transparent)]
pub(crate) struct WordsOfIndicators(BTreeMap<String, PlainWords>);

impl WordsOfIndicators {
    pub(crate) fn parse(text: &str) -> Result<WordsOfIndicators, toml::de::Error> {
        toml::from_str(text)
    }

    /// The same with the words of more indicators.
    pub(super) fn with(
        mut self,
        more: impl IntoIterator<Item = (String, PlainWords)>,
    ) -> WordsOfIndicators {
        self.0.extend(more);
        self
    }

    /// The words of an indicator; none for an officer's own, and for LAIT's measures that are in no catalogue.
    pub(crate) fn get(&self, id: &str) -> Option<&PlainWords> {
        self.0.get(id)
    }
}

#[cfg(test)]
mod tests {
    use crate::reference::Reference;
    use std::collections::BTreeSet;

    #[test]
    fn every_indicator_has_the_words_that_its_unit_needs() {
        let reference = Reference::embedded().expect("reference");
        let catalogue = &reference.catalogue;
        assert_eq!(reference.words.0.len(), catalogue.readable().count());
        let mut topics = BTreeSet::new();
        for entry in catalogue.readable() {
            let id = &entry.id;
            let words = reference
                .words
                .get(id)
                .unwrap_or_else(|| panic!("no words for {id}"));
            assert!(topics.insert(&words.topic), "{id}: {}", words.topic);
            let unit = &entry.unit;
            let counted = [&words.did, &words.did_one, &words.one];
            let is_counted = unit.is_percent() || unit.is_rate() || unit.is_count();
            assert!(
                counted.iter().all(|text| text.is_empty() != is_counted),
                "{id}"
            );
            assert_eq!(
                words.of.is_empty(),
                !(unit.is_percent() || unit.is_rate()),
                "{id}"
            );
            assert_eq!(
                words.who.is_empty(),
                !(unit.is_rate() || unit.is_count()),
                "{id}"
            );
            assert_eq!(
                words.average.is_empty() == words.sum.is_empty(),
                is_counted,
                "{id}"
            );
            for text in [&words.why, &words.ask] {
                assert!(text.split_whitespace().count() <= 22, "{id}: {text}");
                assert!(!text.contains('\''), "{id}: {text}");
            }
            assert!(words.why.ends_with('.') && words.ask.ends_with('?'), "{id}");
        }
    }
}
