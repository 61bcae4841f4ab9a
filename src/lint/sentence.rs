//! A sentence with everything that it names: indicators, authorities and periods. What it does not name itself it takes from the
//! sentence before ("It was ..."), from the heading above, or from the authority of the paper.

use super::claim::{Assertion, Claim};
use super::lexeme::{Lexeme, lexemes};
use super::names::{Mention, NameIndex};
use super::period_names::{self, NamedPeriod};
use crate::observation::area::Area;

/// What a sentence may take from the text before it.
#[derive(Clone, Default)]
pub(super) struct SentenceContext {
    /// The indicator and the authority of the last sentence under this heading that named an indicator.
    pub(super) subject: Option<(String, Area)>,
    /// The period in the heading; empty where it names none.
    pub(super) heading: Vec<NamedPeriod>,
    /// The authority that the paper is about.
    pub(super) home: Option<Area>,
}

/// A sentence and what it names.
pub(super) struct ParsedSentence<'b> {
    pub(super) lexemes: Vec<Lexeme>,
    pub(super) indicators: Vec<Mention<String>>,
    pub(super) areas: Vec<Mention<Area>>,
    pub(super) periods: Vec<Mention<NamedPeriod>>,
    /// As [`period_names::is_local`].
    pub(super) is_local: bool,
    /// It continues the sentence before, and has the same subject.
    pub(super) continues: bool,
    before: &'b SentenceContext,
}

/// The beginnings of sentences that continue the one before.
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

/// Words after which a place is compared with, and is not the subject of the sentence.
const COMPARED: [&str; 12] = [
    "than", "with", "to", "like", "unlike", "against", "and", "from", "below", "above", "beside",
    "or",
];

impl<'b> ParsedSentence<'b> {
    pub(super) fn parse(
        text: &str,
        names: &NameIndex,
        before: &'b SentenceContext,
    ) -> ParsedSentence<'b> {
        let lexemes = lexemes(text);
        let indicators = names.indicators(&lexemes);
        let mut areas = names.areas(&lexemes);
        areas.retain(|area| {
            !indicators
                .iter()
                .any(|indicator| indicator.from <= area.from && area.to <= indicator.to)
        });
        let periods = period_names::periods(&lexemes);
        let is_local = period_names::is_local(&lexemes, &periods, |at| {
            indicators
                .iter()
                .any(|mention| mention.from <= at && at < mention.to)
        });
        let start = text.trim_start_matches(['-', '•', '*', ' ']).to_lowercase();
        let continues = indicators.is_empty()
            && CONTINUES
                .iter()
                .any(|words| start.starts_with(&format!("{words} ")));
        ParsedSentence {
            lexemes,
            indicators,
            areas,
            periods,
            is_local,
            continues,
            before,
        }
    }

    /// The id of the indicator that a lexeme is about: the last one named before it, or the only one of the sentence, or the one of
    /// the sentence before.
    pub(super) fn indicator_at(&self, at: usize) -> Option<&str> {
        let named = self
            .indicators
            .iter()
            .rev()
            .find(|mention| mention.from <= at);
        let only = self
            .indicators
            .first()
            .filter(|_| self.indicators.len() == 1);
        match (named.or(only), &self.before.subject) {
            (Some(mention), _) => Some(&mention.of),
            (None, Some((id, _))) if self.continues => Some(id),
            _ => None,
        }
    }

    /// The authority that a lexeme is about: the last one named before it as a subject, else that of the sentence before, else the
    /// paper's.
    pub(super) fn area_at(&self, at: usize) -> Option<Area> {
        let named = self
            .areas
            .iter()
            .rev()
            .find(|mention| mention.from <= at && !self.is_compared_with(mention));
        match (named, &self.before.subject) {
            (Some(mention), _) => Some(mention.of),
            (None, Some((_, area))) if self.continues => Some(*area),
            _ => self.before.home,
        }
    }

    /// Whether a place is compared with. England and regions are so unless they are the subject: "England's rate", "in England, the
    /// rate".
    fn is_compared_with(&self, mention: &Mention<Area>) -> bool {
        let before = self.lexemes[..mention.from]
            .iter()
            .rev()
            .find(|lexeme| !lexeme.is_any(&["the", "in", "of"]));
        let follows_comparison =
            before.is_some_and(|word| word.is_any(&COMPARED) || word.is_mark("("));
        let is_subject = self
            .indicators
            .iter()
            .any(|indicator| indicator.from == mention.to)
            || (mention.from > 0
                && mention.from <= 2
                && self.lexemes[mention.from - 1].is_any(&["in", "for"]));
        follows_comparison || (!mention.of.is_authority() && !is_subject)
    }

    /// The period that the whole sentence is about: the only one that it names, unless that begins a time ("since 2022"); that of the
    /// heading where it names none.
    pub(super) fn period(&self) -> Vec<NamedPeriod> {
        match self.periods.as_slice() {
            [] => self.before.heading.clone(),
            [one] => {
                let words = ["since", "from", "begins", "began", "than"];
                if self.has_shortly_before(one.from, 2, &words) {
                    Vec::new()
                } else {
                    vec![one.of]
                }
            }
            _ => Vec::new(),
        }
    }

    /// Whether a lexeme is one of these words.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.lexemes
            .get(at)
            .is_some_and(|lexeme| lexeme.is_any(words))
    }

    /// Whether a lexeme is one of these marks.
    pub(super) fn is_mark(&self, at: usize, marks: &str) -> bool {
        self.lexemes
            .get(at)
            .is_some_and(|lexeme| lexeme.is_mark(marks))
    }

    /// The mention of a place that begins at a lexeme.
    pub(super) fn area_from(&self, at: usize) -> Option<&Mention<Area>> {
        self.areas.iter().find(|mention| mention.from == at)
    }

    /// Whether one of these words is among the `within` lexemes before a lexeme.
    pub(super) fn has_shortly_before(&self, at: usize, within: usize, words: &[&str]) -> bool {
        (at.saturating_sub(within)..at).any(|before| self.is(before, words))
    }

    /// A claim made at a lexeme, about the indicator and the authority there.
    pub(super) fn claim(
        &self,
        at: usize,
        periods: Vec<NamedPeriod>,
        assertion: Assertion,
    ) -> Option<Claim> {
        Some(Claim {
            indicator: self.indicator_at(at)?.to_owned(),
            area: self.area_at(at)?,
            periods,
            assertion,
        })
    }

    /// The subject that the next sentence may continue.
    pub(super) fn subject(&self) -> Option<(String, Area)> {
        let last = self.indicators.last()?;
        Some((last.of.clone(), self.area_at(last.to)?))
    }
}
