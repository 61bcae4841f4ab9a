//! A sentence with everything that it names: indicators, authorities and periods. What it does not name itself it takes from the
//! sentence before ("It was ..."), from the heading above, or from the authority of the paper.

use super::claim::{Assertion, Claim};
use super::lexeme::{Lexeme, lexemes};
use super::names::{Mention, NameIndex};
use super::other_place;
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
    /// A sentence that names no indicator is about the subject: it stands in the row of a table that names it.
    pub(super) is_in_row: bool,
}

/// A sentence and what it names.
pub(super) struct ParsedSentence<'b> {
    pub(super) lexemes: Vec<Lexeme>,
    pub(super) indicators: Vec<Mention<String>>,
    pub(super) areas: Vec<Mention<Area>>,
    pub(super) periods: Vec<Mention<NamedPeriod>>,
    /// As [`period_names::local_word`].
    pub(super) local_word: Option<String>,
    /// A place that is no authority and that the sentence is about.
    pub(super) other_place: Option<String>,
    /// Shares that stand before what they are a share of: "16% of children leaving care were adopted".
    pub(super) shares: Vec<Mention<String>>,
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
        let shares = names.shares(&lexemes);
        let mut areas = names.areas(&lexemes);
        areas.retain(|area| {
            !indicators
                .iter()
                .any(|indicator| indicator.from <= area.from && area.to <= indicator.to)
        });
        let periods = period_names::periods(&lexemes);
        let is_inside_name = |at: usize| {
            indicators
                .iter()
                .chain(&shares)
                .any(|mention| mention.from <= at && at < mention.to)
        };
        let local_word = period_names::local_word(&lexemes, &periods, is_inside_name);
        let other_place = other_place::find(&lexemes, &areas, is_inside_name);
        let start = text.trim_start_matches(['-', '•', '*', ' ']).to_lowercase();
        let continues = indicators.is_empty()
            && shares.is_empty()
            && (before.is_in_row
                || CONTINUES
                    .iter()
                    .any(|words| start.starts_with(&format!("{words} "))));
        ParsedSentence {
            lexemes,
            indicators,
            areas,
            periods,
            local_word,
            other_place,
            shares,
            continues,
            before,
        }
    }

    /// The id of the indicator that a lexeme is about: the last one named before it, or the only one of the sentence, or the one of
    /// the sentence before.
    pub(super) fn indicator_at(&self, at: usize) -> Option<&str> {
        let share = self
            .shares
            .iter()
            .find(|share| share.from <= at && at < share.to);
        let named = share.or_else(|| {
            self.indicators
                .iter()
                .rev()
                .find(|mention| mention.from <= at)
        });
        let only = match (self.indicators.as_slice(), self.shares.as_slice()) {
            ([one], []) | ([], [one]) => Some(one),
            _ => None,
        };
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

    /// The period of the clause that begins at a lexeme, where the sentence names several: "above its neighbours when the series
    /// begins in 2013; in 2025 ...".
    pub(super) fn period_at(&self, at: usize) -> Vec<NamedPeriod> {
        if self.periods.len() < 2 {
            return self.period();
        }
        let end = (at..self.lexemes.len())
            .find(|here| self.is_mark(*here, ";"))
            .unwrap_or(self.lexemes.len());
        self.periods
            .iter()
            .find(|mention| (at..end).contains(&mention.from))
            .map(|mention| vec![mention.of])
            .unwrap_or_default()
    }

    /// The period of the heading above.
    pub(super) fn heading_period(&self) -> Vec<NamedPeriod> {
        self.before.heading.clone()
    }

    /// The period that a sentence is about beside the one that begins a time: "in 2025 ... the lowest since 2018".
    pub(super) fn other_period(&self) -> Vec<NamedPeriod> {
        match self.periods.as_slice() {
            [first, _] => vec![first.of],
            _ => self.before.heading.clone(),
        }
    }

    /// The year that a lexeme is.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        match self.lexemes.get(at) {
            Some(Lexeme::Year(year)) => Some(*year),
            _ => None,
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
            covers: vec![at],
        })
    }

    /// Whether the sentence names an indicator, or goes on about the one before.
    pub(super) fn names_an_indicator(&self) -> bool {
        !self.indicators.is_empty()
            || !self.shares.is_empty()
            || (self.continues && self.before.subject.is_some())
    }

    /// Whether nothing that the sentence says is about a whole authority in a published period.
    pub(super) fn is_about_others(&self) -> bool {
        self.local_word.is_some() || self.other_place.is_some()
    }

    /// Whether a lexeme is part of the name of an indicator.
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        self.indicators
            .iter()
            .any(|mention| mention.from <= at && at < mention.to)
            || self
                .shares
                .iter()
                .any(|share| share.from < at && at < share.to)
    }

    /// Whether a period is named at a lexeme.
    pub(super) fn is_in_period(&self, at: usize) -> bool {
        self.periods
            .iter()
            .any(|mention| mention.from <= at && at < mention.to)
    }

    /// The periods of a sentence that is a heading for those after it: an indicator, a period, and nothing else.
    pub(super) fn heads_with(&self) -> Option<Vec<NamedPeriod>> {
        let is_plain = (0..self.lexemes.len()).all(|at| {
            self.is_in_name(at)
                || self.is_in_period(at)
                || self
                    .areas
                    .iter()
                    .any(|mention| mention.from <= at && at < mention.to)
                || self.is_mark(at, ".,:;()–")
                || self.is(at, &["the", "year", "to", "in", "at", "on", "of", "ending"])
        });
        let named = !self.indicators.is_empty() && self.periods.len() == 1;
        (is_plain && named).then(|| self.periods.iter().map(|mention| mention.of).collect())
    }

    /// The subject that the next sentence may continue.
    pub(super) fn subject(&self) -> Option<(String, Area)> {
        let last = self.indicators.last().or(self.shares.last())?;
        Some((last.of.clone(), self.area_at(last.to)?))
    }
}
