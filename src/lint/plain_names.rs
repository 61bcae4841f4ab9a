//! The plain words of the indicators in a sentence: whom one is about and what they did, as in "531 children were looked after in
//! Blackpool, 184 for every 10,000 children aged under 18". Such words name the indicator where no other has the same.

use super::lexeme::{Lexeme, lexemes};
use crate::observation::indicator::Unit;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// The place may stand between the people and what they did: "in Kingston upon Thames, together with Richmond upon Thames".
const MOST_BETWEEN: usize = 14;

/// The plain words of every indicator, by its id.
pub(super) struct PlainNames(BTreeMap<String, PlainName>);

/// The plain words of one indicator, as lexemes.
struct PlainName {
    unit: Unit,
    /// Whom it counts, plural and singular.
    who: Vec<Vec<String>>,
    /// Whom a rate or a share is of.
    of: Vec<Vec<String>>,
    /// What they did, plural and singular.
    did: Vec<Vec<String>>,
    /// What the others did, where more is better.
    not: Vec<Vec<String>>,
    /// What an average or a sum is of.
    average: Vec<Vec<String>>,
}

/// Where the plain words of one indicator stand in a sentence.
#[derive(Default)]
pub(super) struct PlainSpans {
    /// Whom it is about.
    pub(super) people: Vec<Range<usize>>,
    /// What they did.
    pub(super) did: Vec<Range<usize>>,
    /// What the others did: figures of theirs are not the indicator's.
    not: Vec<Range<usize>>,
    /// What an average or a sum is of.
    pub(super) averages: Vec<Range<usize>>,
}

impl PlainSpans {
    /// Whether a lexeme is one of the words.
    pub(super) fn hold(&self, at: usize) -> bool {
        self.people
            .iter()
            .chain(&self.did)
            .chain(&self.not)
            .chain(&self.averages)
            .any(|span| span.contains(&at))
    }

    /// What the people did whose words end at a lexeme.
    pub(super) fn did_after(&self, end: usize) -> Option<&Range<usize>> {
        self.did
            .iter()
            .find(|did| (end..=end + MOST_BETWEEN).contains(&did.start))
    }
}

impl PlainNames {
    pub(super) fn of(reference: &Reference) -> PlainNames {
        let is_its_own = |entry: &&Entry| {
            let category = reference.catalogue.category(&entry.id);
            category.is_none_or(|(_, category)| category.same_as.is_none())
        };
        // A category that is the share of an indicator goes by the words of that.
        let readable = reference.catalogue.readable().filter(is_its_own);
        let named = readable.filter_map(|entry| {
            let words = reference.words.get(&entry.id)?;
            let name = PlainName {
                unit: entry.unit.clone(),
                who: phrases([&words.who, &words.one]),
                of: phrases([
                    &words.of,
                    if entry.unit.is_percent() {
                        &words.one
                    } else {
                        ""
                    },
                ]),
                did: phrases([&words.did, &words.did_one]),
                not: phrases([&words.not]),
                average: phrases([&words.average, &words.sum]),
            };
            Some((entry.id.clone(), name))
        });
        PlainNames(named.collect())
    }

    /// Where the words of an indicator stand.
    pub(super) fn spans(&self, id: &str, sentence: &[Lexeme]) -> PlainSpans {
        let Some(name) = self.0.get(id) else {
            return PlainSpans::default();
        };
        let mut people = places(&name.who, sentence);
        people.extend(places(&name.of, sentence));
        PlainSpans {
            people,
            did: places(&name.did, sentence),
            not: places(&name.not, sentence),
            averages: places(&name.average, sentence),
        }
    }

    /// Whether an indicator is a percentage.
    pub(super) fn is_share(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|name| name.unit.is_percent())
    }

    /// The indicator that a sentence names by plain words, where only one fits best.
    pub(super) fn subject(&self, sentence: &[Lexeme]) -> Option<&str> {
        let fits: Vec<(usize, &str)> = self
            .0
            .iter()
            .filter_map(|(id, name)| Some((name.fit(sentence)?, id.as_str())))
            .collect();
        let most = fits.iter().map(|(words, _)| *words).max()?;
        let mut best = fits.iter().filter(|(words, _)| *words == most);
        match (best.next(), best.next()) {
            (Some((_, id)), None) => Some(id),
            _ => None,
        }
    }
}

impl PlainName {
    /// How many words of a sentence say what this is, with the numbers that its unit has; none where they do not.
    fn fit(&self, sentence: &[Lexeme]) -> Option<usize> {
        if !self.average.is_empty() {
            let span = places(&self.average, sentence).into_iter().next()?;
            return has_number(sentence, span.end..sentence.len()).then_some(span.len());
        }
        let people = if self.unit.is_percent() {
            places(&self.of, sentence)
        } else {
            places(&self.who, sentence)
        };
        let did = places(&self.did, sentence);
        let per = per_of(sentence);
        people
            .into_iter()
            .filter(|people| self.is_counted(sentence, people.start, per))
            .find_map(|people| {
                let did = did.iter().find(|did| {
                    (people.end..=people.end + MOST_BETWEEN).contains(&did.start)
                        && !sentence[people.end..did.start]
                            .iter()
                            .any(|lexeme| lexeme.is_mark(";.") || lexeme.number().is_some())
                })?;
                Some(people.len() + did.len())
            })
    }

    /// Whether the number before the people is one that a share, a rate or a count has.
    fn is_counted(&self, sentence: &[Lexeme], people: usize, per: Option<f64>) -> bool {
        let back = |steps: usize| people.checked_sub(steps).and_then(|at| sentence.get(at));
        let number = back(1).and_then(Lexeme::number);
        if self.unit.is_percent() {
            let is_share = back(1).is_some_and(|of| of.is("of"))
                && back(2)
                    .and_then(Lexeme::number)
                    .is_some_and(|share| share.percent);
            let is_count = number.is_some_and(|base| !base.percent)
                && back(2).is_some_and(|of| of.is("of"))
                && back(3).is_some_and(|part| part.number().is_some() || part.is("none"));
            return is_share || is_count || back(1).is_some_and(|no| no.is("no"));
        }
        let is_number =
            number.is_some_and(|number| !number.percent) || back(1).is_some_and(|no| no.is("no"));
        is_number && per == self.unit.per()
    }
}

/// The words of phrases, without empty ones.
fn phrases<const N: usize>(texts: [&str; N]) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = texts
        .iter()
        .map(|text| {
            lexemes(text)
                .iter()
                .filter_map(Lexeme::key)
                .map(Cow::into_owned)
                .collect()
        })
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect();
    found.dedup();
    found
}

/// Where any of the phrases stands; of those that begin at one lexeme the longest.
fn places(phrases: &[Vec<String>], sentence: &[Lexeme]) -> Vec<Range<usize>> {
    (0..sentence.len())
        .filter_map(|at| {
            phrases
                .iter()
                .filter_map(|words| Some(at..at + length(words, &sentence[at..])?))
                .max_by_key(|span| span.len())
        })
        .collect()
}

/// How many lexemes a phrase takes up at the beginning; commas inside it may be left out. None where it is not there.
fn length(words: &[String], sentence: &[Lexeme]) -> Option<usize> {
    let mut at = 0;
    for (number, word) in words.iter().enumerate() {
        while number > 0 && sentence.get(at).is_some_and(|lexeme| lexeme.is_mark(",")) {
            at += 1;
        }
        (sentence.get(at)?.key()? == *word).then_some(())?;
        at += 1;
    }
    Some(at)
}

/// The base of the rate that a sentence gives: "for every 10,000", "per 10,000".
fn per_of(sentence: &[Lexeme]) -> Option<f64> {
    (1..sentence.len())
        .filter(|at| sentence[at - 1].is_any(&["every", "per"]))
        .find_map(|at| Some(sentence[at].number()?.value))
}

fn has_number(sentence: &[Lexeme], within: Range<usize>) -> bool {
    sentence[within]
        .iter()
        .any(|lexeme| lexeme.number().is_some())
}
