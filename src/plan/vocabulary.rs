//! The words an officer may use, out of `data/plan_words.csv`: each spelling and the one word it stands for.

use super::{Bound, Rag, Status};
use crate::reference::nearest::nearest;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../data/plan_words.csv");

/// Every spelling, by the kind of word it is.
pub(super) struct Vocabulary {
    /// Kind, then spelling in plain form, to its word.
    words: BTreeMap<String, BTreeMap<String, String>>,
}

/// Small letters, one blank between words: how spellings are compared.
pub(super) fn plain(text: &str) -> String {
    let separated = text.replace(['_', '\u{a0}'], " ").to_lowercase();
    separated.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Vocabulary {
    /// The words that are compiled in.
    pub(super) fn embedded() -> Vocabulary {
        let mut words: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        for record in reader.records().flatten() {
            let cell = |at: usize| record.get(at).unwrap_or_default();
            let kind = words.entry(cell(0).to_owned()).or_default();
            kind.extend(
                cell(2)
                    .split(';')
                    .map(|spelling| (plain(spelling), cell(1).to_owned())),
            );
        }
        Vocabulary { words }
    }

    /// The word that a spelling stands for.
    fn word(&self, kind: &str, text: &str) -> Option<&str> {
        self.words.get(kind)?.get(&plain(text)).map(String::as_str)
    }

    pub(super) fn column(&self, heading: &str) -> Option<&str> {
        self.word("column", heading)
    }

    pub(super) fn status(&self, text: &str) -> Option<Status> {
        let word = self.word("status", text)?;
        Status::ALL.into_iter().find(|status| status.word() == word)
    }

    pub(super) fn rag(&self, text: &str) -> Option<Rag> {
        let word = self.word("rag", text)?;
        Rag::ALL.into_iter().find(|rag| rag.word() == word)
    }

    /// The bound at the beginning of a plain text, with what follows it: by the longest spelling that fits.
    pub(super) fn bound<'t>(&self, text: &'t str) -> Option<(Bound, &'t str)> {
        let spellings = self.words.get("bound").into_iter().flatten();
        let found = spellings
            .filter_map(|(spelling, word)| Some((word, text.strip_prefix(spelling.as_str())?)));
        let (word, rest) = found.min_by_key(|(_, rest)| rest.len())?;
        Bound::ALL
            .into_iter()
            .find(|bound| bound.word() == word)
            .map(|bound| (bound, rest))
    }

    /// The nearest spelling of a kind, for messages.
    pub(super) fn near(&self, kind: &str, text: &str) -> Option<&str> {
        nearest(
            &plain(text),
            self.words.get(kind)?.keys().map(String::as_str),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_code_is_spelt_and_no_spelling_stands_for_two() {
        let words = Vocabulary::embedded();
        for status in Status::ALL {
            assert_eq!(words.status(status.word()), Some(status));
        }
        for rag in Rag::ALL {
            assert_eq!(words.rag(rag.word()), Some(rag));
        }
        for bound in Bound::ALL {
            assert_eq!(words.bound(bound.word()), Some((bound, "")));
        }
        let mut seen = std::collections::BTreeSet::new();
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            assert!(
                ["column", "status", "rag", "bound"].contains(&&record[0]),
                "{record:?}"
            );
            for spelling in record[2].split(';') {
                assert!(
                    seen.insert((record[0].to_owned(), plain(spelling))),
                    "{spelling} is there twice"
                );
            }
        }
    }

    #[test]
    fn spellings_of_the_trackers_are_known() {
        let words = Vocabulary::embedded();
        for (text, status) in [
            (" Completed ", Status::Complete),
            ("ON-GOING", Status::InProgress),
            ("Not yet  started", Status::NotStarted),
            ("N/A", Status::Superseded),
            ("Delayed", Status::Overdue),
        ] {
            assert_eq!(words.status(text), Some(status), "{text}");
        }
        assert_eq!(words.status("nearly"), None);
        assert_eq!(words.near("status", "complet"), Some("complete"));
        assert_eq!(words.column("Due_Date"), Some("due"));
    }
}
