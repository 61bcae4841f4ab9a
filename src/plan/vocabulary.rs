//! The words that an officer may use, from `data/plan_words.csv`: each spelling and the word it stands for.

use super::action::{ActionStatus, Rag, TargetBound};
use super::points::{PointOutcome, RowKind};
use super::spelling::plain;
use crate::reference::nearest::nearest;
use crate::source::sheet::form::{SheetForm, plain_heading};
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../data/plan_words.csv");

/// A column that holds one of some words.
#[derive(Clone, Copy)]
pub(super) struct PlanWord {
    pub(super) column: &'static str,
    /// The kind of word in `data/plan_words.csv`.
    pub(super) kind: &'static str,
    /// The name of the check that tells of a word that is none of them.
    pub(super) check: &'static str,
}

pub(super) const STATUS: PlanWord = PlanWord {
    column: "status",
    kind: "status",
    check: "plan-status",
};
pub(super) const KIND: PlanWord = PlanWord {
    column: "kind",
    kind: "kind",
    check: "plan-kind",
};
pub(super) const RAG: PlanWord = PlanWord {
    column: "rag",
    kind: "rag",
    check: "plan-rag",
};

/// The columns, in the order in which they are documented.
pub(super) const COLUMNS: [&str; 15] = [
    "ref",
    "kind",
    "source",
    "recommendation",
    "owner",
    "partner",
    "due",
    "started",
    "status",
    "rag",
    "updated",
    "indicator",
    "target",
    "evidence",
    "note",
];
/// A plan without these cannot be followed up.
pub(super) const REQUIRED: [&str; 3] = ["ref", "recommendation", "status"];
/// Every spelling.
pub(super) struct Vocabulary {
    /// By the kind of word, then by the spelling in plain form.
    words: BTreeMap<String, BTreeMap<String, String>>,
}

impl Vocabulary {
    /// The words that are compiled in.
    pub(super) fn embedded() -> Vocabulary {
        let mut words: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        for record in reader.records().flatten() {
            let (Some(kind), Some(word), Some(spellings)) =
                (record.get(0), record.get(1), record.get(2))
            else {
                continue;
            };
            words.entry(kind.to_owned()).or_default().extend(
                spellings
                    .split(';')
                    .map(|spelling| (plain(spelling), word.to_owned())),
            );
        }
        Vocabulary { words }
    }

    /// The word for a spelling.
    fn word(&self, kind: &str, text: &str) -> Option<&str> {
        self.words.get(kind)?.get(&plain(text)).map(String::as_str)
    }

    /// What a text stands for, of all that a kind of word may mean.
    fn meant<T: Copy>(
        &self,
        kind: &str,
        text: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let meant = self.word(kind, text)?;
        all.iter().copied().find(|each| word(*each) == meant)
    }

    pub(super) fn status(&self, text: &str) -> Option<ActionStatus> {
        self.meant("status", text, &ActionStatus::ALL, ActionStatus::word)
    }

    pub(super) fn kind(&self, text: &str) -> Option<RowKind> {
        self.meant("kind", text, &RowKind::ALL, RowKind::word)
    }

    pub(super) fn outcome(&self, text: &str) -> Option<PointOutcome> {
        self.meant("outcome", text, &PointOutcome::ALL, PointOutcome::word)
    }

    pub(super) fn rag(&self, text: &str) -> Option<Rag> {
        self.meant("rag", text, &Rag::ALL, Rag::word)
    }

    /// The bound with which a plain text begins, and the rest of the text. The longest spelling that fits counts.
    pub(super) fn bound<'t>(&self, text: &'t str) -> Option<(TargetBound, &'t str)> {
        let spellings = self.words.get("bound").into_iter().flatten();
        let found = spellings
            .filter_map(|(spelling, word)| Some((word, text.strip_prefix(spelling.as_str())?)));
        let (word, rest) = found.min_by_key(|(_, rest)| rest.len())?;
        TargetBound::ALL
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

impl SheetForm for Vocabulary {
    fn required(&self) -> &[&'static str] {
        &REQUIRED
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        let word = self
            .word("column", heading)
            .or_else(|| self.word("column", &plain_heading(heading)))?;
        COLUMNS.into_iter().find(|name| *name == word)
    }

    fn key(&self) -> Option<&'static str> {
        Some("ref")
    }

    /// A total is a matter of the plan: one with a status is an action.
    fn total(&self) -> Option<&'static str> {
        None
    }

    fn heads(&self) -> &[&'static str] {
        &["source", "owner", "partner"]
    }

    fn names_are_free(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_code_is_spelt_and_no_spelling_stands_for_two() {
        let words = Vocabulary::embedded();
        for status in ActionStatus::ALL {
            assert_eq!(words.status(status.word()), Some(status));
        }
        for kind in RowKind::ALL {
            assert_eq!(words.kind(kind.word()), Some(kind));
        }
        for outcome in PointOutcome::ALL {
            assert_eq!(words.outcome(outcome.word()), Some(outcome));
        }
        for rag in Rag::ALL {
            assert_eq!(words.rag(rag.word()), Some(rag));
        }
        for bound in TargetBound::ALL {
            assert_eq!(words.bound(bound.word()), Some((bound, "")));
        }
        let mut seen = std::collections::BTreeSet::new();
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            assert!(
                ["column", "kind", "status", "outcome", "rag", "bound"].contains(&&record[0]),
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
            (" Completed ", ActionStatus::Complete),
            ("ON-GOING", ActionStatus::InProgress),
            ("Not yet  started", ActionStatus::NotStarted),
            ("N/A", ActionStatus::Superseded),
            ("Delayed", ActionStatus::Overdue),
        ] {
            assert_eq!(words.status(text), Some(status), "{text}");
        }
        assert_eq!(words.status("nearly"), None);
        assert_eq!(words.near("status", "complet"), Some("complete"));
        assert_eq!(words.column("Due_Date"), Some("due"));
    }
}
