//! A sentence with everything it names: what it is about, of whom, and when. What it does not say itself it takes from the
//! sentence before ("It was ..."), the heading above, or the paper's own authority.

use super::claim::{Claim, What};
use super::lexis::{Lexeme, lexemes};
use super::names::{Mention, Names};
use super::when::{self, Named};
use crate::observation::area::Area;

/// What a sentence may take from what stands before it.
#[derive(Clone, Default)]
pub(super) struct Before {
    /// The indicator and authority last spoken of under this heading.
    pub(super) subject: Option<(String, Area)>,
    /// The period in the heading, where it names one.
    pub(super) heading: Vec<Named>,
    /// The authority the paper is about.
    pub(super) home: Option<Area>,
}

/// A sentence, taken apart.
pub(super) struct Spoken<'b> {
    pub(super) lexemes: Vec<Lexeme>,
    pub(super) indicators: Vec<Mention<String>>,
    pub(super) areas: Vec<Mention<Area>>,
    pub(super) periods: Vec<Mention<Named>>,
    pub(super) local: bool,
    /// It goes on about the sentence before.
    pub(super) continues: bool,
    before: &'b Before,
}

/// How sentences begin that go on about the one before.
const CONTINUES: [&str; 12] = [
    "it",
    "this",
    "that",
    "these",
    "the rate",
    "the figure",
    "the percentage",
    "the number",
    "published beside it",
    "its",
    "both",
    "above",
];

/// Words after which a place is somebody to compare with, not whom the sentence is about.
const COMPARED: [&str; 12] = [
    "than", "with", "to", "like", "unlike", "against", "and", "from", "below", "above", "beside",
    "or",
];

impl<'b> Spoken<'b> {
    pub(super) fn of(text: &str, names: &Names, before: &'b Before) -> Spoken<'b> {
        let lexemes = lexemes(text);
        let indicators = names.indicators(&lexemes);
        let mut areas = names.areas(&lexemes);
        areas.retain(|area| {
            !indicators
                .iter()
                .any(|indicator| indicator.from <= area.from && area.to <= indicator.to)
        });
        let periods = when::periods(&lexemes);
        let inside = |at: usize| {
            indicators
                .iter()
                .any(|mention| mention.from <= at && at < mention.to)
        };
        let local = when::is_local(&lexemes, &periods, inside);
        let start = text.trim_start_matches(['-', '•', '*', ' ']).to_lowercase();
        let continues = indicators.is_empty()
            && CONTINUES
                .iter()
                .any(|words| start.starts_with(&format!("{words} ")));
        Spoken {
            lexemes,
            indicators,
            areas,
            periods,
            local,
            continues,
            before,
        }
    }

    /// The indicator that a lexeme is about: the last one named before it; for a sentence with one only, that one.
    pub(super) fn indicator_at(&self, at: usize) -> Option<&str> {
        let named = self
            .indicators
            .iter()
            .rev()
            .find(|mention| mention.from <= at);
        let named = named.or_else(|| {
            self.indicators
                .first()
                .filter(|_| self.indicators.len() == 1)
        });
        match named {
            Some(mention) => Some(&mention.of),
            None if self.continues => self.before.subject.as_ref().map(|(id, _)| id.as_str()),
            None => None,
        }
    }

    /// The authority that a lexeme is about: the last one named before it as a subject, else the one before, else the paper's.
    pub(super) fn area_at(&self, at: usize) -> Option<Area> {
        let subject = |mention: &&Mention<Area>| mention.from <= at && !self.is_compared(mention);
        match self.areas.iter().rev().find(subject) {
            Some(mention) => Some(mention.of),
            None if self.continues => self
                .before
                .subject
                .as_ref()
                .map(|(_, area)| *area)
                .or(self.before.home),
            None => self.before.home,
        }
    }

    fn is_compared(&self, mention: &Mention<Area>) -> bool {
        let before: Vec<&Lexeme> = self.lexemes[..mention.from]
            .iter()
            .rev()
            .filter(|l| !l.is_any(&["the", "in", "of"]))
            .take(1)
            .collect();
        let compared = before
            .first()
            .is_some_and(|word| word.is_any(&COMPARED) || word.is_mark("("));
        // England and regions are spoken of beside an authority; only "England's rate" and "in England, the rate" are about them.
        let owns = self
            .indicators
            .iter()
            .any(|indicator| indicator.from == mention.to)
            || (mention.from > 0
                && mention.from <= 2
                && self.lexemes[mention.from - 1].is_any(&["in", "for"]));
        compared || (!mention.of.is_authority() && !owns)
    }

    /// The period that the whole sentence is about: the only one it names, as long as nothing is said to date from it.
    pub(super) fn period(&self) -> Vec<Named> {
        match self.periods.as_slice() {
            [] => self.before.heading.clone(),
            [one] => {
                let before = |back: usize| {
                    one.from
                        .checked_sub(back)
                        .and_then(|at| self.lexemes.get(at))
                };
                let dates = ["since", "from", "begins", "began", "than"];
                let dated = before(1).is_some_and(|w| w.is_any(&dates))
                    || before(2).is_some_and(|w| w.is_any(&dates));
                if dated { Vec::new() } else { vec![one.of] }
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.lexemes
            .get(at)
            .is_some_and(|lexeme| lexeme.is_any(words))
    }

    /// The mention of a place that begins here.
    pub(super) fn area_from(&self, at: usize) -> Option<&Mention<Area>> {
        self.areas.iter().find(|mention| mention.from == at)
    }

    /// Whether one of these words stands shortly before a lexeme.
    pub(super) fn lately(&self, at: usize, within: usize, words: &[&str]) -> bool {
        (at.saturating_sub(within)..at).any(|before| self.is(before, words))
    }

    /// A claim made at a lexeme about what the sentence is about there.
    pub(super) fn claim(&self, at: usize, when: Vec<Named>, what: What) -> Option<Claim> {
        Some(Claim {
            indicator: self.indicator_at(at)?.to_owned(),
            area: self.area_at(at)?,
            when,
            what,
        })
    }

    /// The subject that a sentence after this one may go on about.
    pub(super) fn subject(&self) -> Option<(String, Area)> {
        let last = self.indicators.last()?;
        Some((last.of.clone(), self.area_at(last.to)?))
    }
}
