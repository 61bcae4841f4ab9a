//! A sentence with everything that it names: indicators, authorities and periods. What it does not name itself it takes from the
//! sentence before ("It was ..."), from the heading above, or from the authority of the paper.

use super::claim::{Assertion, Claim};
use super::lead_in::LeadIn;
use super::lexeme::{Lexeme, lexemes};
use super::names::{Mention, NameIndex};
use super::other_place;
use super::period_names::{self, NamedPeriod};
use super::plain_names::PlainSpans;
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
    /// What the paragraph or bullet says at its beginning that it is about.
    pub(super) lead: Option<LeadIn>,
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
    /// The indicator of the lead-in, or the one that the plain words of the sentence name.
    pub(super) told: Option<String>,
    /// Where the plain words of that indicator stand.
    pub(super) plain: PlainSpans,
    before: &'b SentenceContext,
}

/// The beginnings of sentences that continue the one before.
const CONTINUES: [&str; 16] = [
    "it",
    "this",
    "that",
    "these",
    "the rate",
    "the figure",
    "the percentage",
    "the number",
    "the share",
    "in the last year it",
    "a year earlier it",
    "the change from",
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

/// A sentence without “Even so,” in front, which takes back what was said before and claims nothing itself.
fn without_joint(mut lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let is_joint = lexemes.first().is_some_and(|word| word.is("even"))
        && lexemes.get(1).is_some_and(|word| word.is("so"));
    if is_joint {
        let has_comma = lexemes.get(2).is_some_and(|mark| mark.is_mark(","));
        lexemes.drain(..2 + usize::from(has_comma));
    }
    lexemes
}

impl<'b> ParsedSentence<'b> {
    pub(super) fn parse(
        text: &str,
        names: &NameIndex,
        before: &'b SentenceContext,
    ) -> ParsedSentence<'b> {
        let lexemes = without_joint(lexemes(text));
        let mut indicators = names.indicators(&lexemes);
        let mut shares = names.shares(&lexemes);
        let lead = before.lead.as_ref().map(|lead| lead.indicator.clone());
        let told = lead.or_else(|| named_plainly(&lexemes, names, (&indicators, &shares)));
        let mut plain = PlainSpans::default();
        if let Some(id) = &told {
            plain = names.plain.spans(id, &lexemes);
            indicators.retain(|of| of.of == *id || is_named_as_a_measure(&lexemes, of));
            let is_share = names.plain.is_share(id);
            shares.retain(|of| of.of == *id || !is_share);
        }
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
                || plain.hold(at)
        };
        let local_word = period_names::local_word(&lexemes, &periods, is_inside_name);
        let elsewhere = names.elsewhere(&lexemes);
        let other_place = other_place::find(&lexemes, &areas, &elsewhere, is_inside_name);
        let start = text.trim_start_matches(['-', '•', '*', ' ']).to_lowercase();
        let goes_on = || {
            CONTINUES
                .iter()
                .any(|words| start.starts_with(&format!("{words} ")))
        };
        let is_unnamed = indicators.is_empty() && shares.is_empty();
        let continues = before.lead.is_some() || (is_unnamed && (before.is_in_row || goes_on()));
        ParsedSentence {
            lexemes,
            indicators,
            areas,
            periods,
            local_word,
            other_place,
            shares,
            continues,
            told,
            plain,
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
        match (named.or(only), &self.told, &self.before.subject) {
            (Some(mention), None, _) => Some(&mention.of),
            // What stands before another name is about what the passage is about.
            (Some(mention), Some(_), _) if named.is_some() => Some(&mention.of),
            (_, Some(told), _) => Some(told),
            (None, None, Some((id, _))) if self.continues => Some(id),
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
            [one] if self.dates_another_figure(one) => self.before.heading.clone(),
            [_, _, ..] if self.has_lead() => self.before.heading.clone(),
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

    /// Whether the passage says at its beginning what it is about.
    pub(super) fn has_lead(&self) -> bool {
        self.before.lead.is_some()
    }

    /// Whether a period of a passage with a lead-in is that of an earlier figure alone, or begins a time: "from 13% in 2023-24",
    /// "since 2016".
    fn dates_another_figure(&self, period: &Mention<NamedPeriod>) -> bool {
        let is_dated = (period.from.saturating_sub(3)..period.from)
            .any(|at| self.lexemes[at].number().is_some() && !self.plain.hold(at));
        let begins = ["since", "from", "begins", "began", "begin", "than"];
        self.has_lead() && (is_dated || self.has_shortly_before(period.from, 2, &begins))
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
            .find(|mention| {
                (at..end).contains(&mention.from) && !self.dates_another_figure(mention)
            })
            .map(|mention| vec![mention.of])
            .unwrap_or_else(|| match self.has_lead() {
                true => self.before.heading.clone(),
                false => Vec::new(),
            })
    }

    /// The period of the heading above.
    pub(super) fn heading_period(&self) -> Vec<NamedPeriod> {
        self.before.heading.clone()
    }

    /// The period that a sentence is about beside those named after a lexeme: "in 2025 ... the lowest since 2018".
    pub(super) fn period_before(&self, at: usize) -> Vec<NamedPeriod> {
        let before = self.periods.iter().rfind(|mention| mention.to <= at);
        match before {
            Some(mention) => vec![mention.of],
            None => self.before.heading.clone(),
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
            || self.told.is_some()
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
            || self.plain.hold(at)
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
        if let Some(told) = &self.told {
            return Some((told.clone(), self.area_at(self.lexemes.len())?));
        }
        let last = self.indicators.last().or(self.shares.last())?;
        Some((last.of.clone(), self.area_at(last.to)?))
    }
}

/// The indicator that a sentence names by plain words alone.
fn named_plainly(
    sentence: &[Lexeme],
    names: &NameIndex,
    (indicators, shares): (&[Mention<String>], &[Mention<String>]),
) -> Option<String> {
    let id = names.plain.subject(sentence)?;
    let spans = names.plain.spans(id, sentence);
    let is_other = |mention: &Mention<String>| {
        mention.of != id && !(mention.from..mention.to).any(|at| spans.hold(at))
    };
    let has_other = indicators.iter().any(is_other) || shares.iter().any(|share| share.of != id);
    (!has_other).then(|| id.to_owned())
}

/// Whether a name stands for a measure, and not for the children or the work that it also says: "the looked after rate".
fn is_named_as_a_measure(sentence: &[Lexeme], mention: &Mention<String>) -> bool {
    const MEASURES: [&str; 6] = [
        "rate",
        "percentage",
        "number",
        "proportion",
        "share",
        "average",
    ];
    let is_measure = sentence[mention.from..mention.to]
        .iter()
        .any(|lexeme| lexeme.is_any(&MEASURES));
    let is_subject = mention
        .from
        .checked_sub(1)
        .is_some_and(|before| sentence[before].is_any(&["the", "our", "its"]));
    is_measure && is_subject
}
