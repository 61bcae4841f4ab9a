//! Figures told by the people behind them: "531 children were looked after in Blackpool, 184 for every 10,000 children aged under 18",
//! "104 of 226 care leavers aged 19 to 21 were in work, 46%", "the average weekly cost was £825".

use super::claim::{Assertion, Claim, FigureOwner};
use super::lexeme::{Lexeme, WrittenNumber};
use super::sentence::ParsedSentence;
use crate::observation::indicator::Unit;
use std::ops::Range;

/// Every figure and count that stands with the plain words of the sentence's indicator.
pub(super) fn claims(
    sentence: &ParsedSentence<'_>,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Vec<Claim> {
    let unit = sentence.told.as_deref().and_then(unit_of);
    let Some(unit) = unit.filter(|_| !sentence.is_about_others()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for average in &sentence.plain.averages {
        found.extend(averaged(sentence, average));
    }
    for people in &sentence.plain.people {
        let did = sentence.plain.did_after(people.end);
        let said = match did {
            Some(did) if unit.is_percent() => shared(sentence, people, did),
            Some(_) if unit.is_count() => counted(sentence, people),
            Some(did) => rated(sentence, people, did, &unit),
            None => Vec::new(),
        };
        found.extend(said);
    }
    found
}

fn number(sentence: &ParsedSentence<'_>, at: Option<usize>) -> Option<WrittenNumber> {
    sentence.lexemes.get(at?).and_then(Lexeme::number)
}

/// The figure of the authority at a lexeme.
fn figure(sentence: &ParsedSentence<'_>, at: usize, number: WrittenNumber) -> Option<Claim> {
    let owner = FigureOwner::Area(sentence.area_at(sentence.lexemes.len())?);
    let said = Assertion::Figure {
        owner,
        number,
        is_earlier: false,
    };
    claim(sentence, at, said)
}

/// A claim about the place that the sentence names, wherever in it that stands: "531 children were looked after in Blackpool".
fn claim(sentence: &ParsedSentence<'_>, at: usize, said: Assertion) -> Option<Claim> {
    Some(Claim {
        area: sentence.area_at(sentence.lexemes.len())?,
        ..sentence.claim(at, sentence.period(), said)?
    })
}

fn counts(
    sentence: &ParsedSentence<'_>,
    at: usize,
    part: f64,
    whole: Option<f64>,
) -> Option<Claim> {
    claim(sentence, at, Assertion::Counts { part, whole })
}

/// "The average weekly cost of adoption services in Blackpool was £825".
fn averaged(sentence: &ParsedSentence<'_>, average: &Range<usize>) -> Option<Claim> {
    let was = (average.end..average.end + 16).find(|at| sentence.is(*at, &["was", "is"]))?;
    let told = number(sentence, Some(was + 1))?;
    figure(sentence, was + 1, told)
}

/// "26 children were adopted from care", "no children were adopted from care".
fn counted(sentence: &ParsedSentence<'_>, people: &Range<usize>) -> Vec<Claim> {
    let before = people.start.checked_sub(1);
    match (number(sentence, before), before) {
        (Some(count), Some(at)) if !count.percent => {
            figure(sentence, at, count).into_iter().collect()
        }
        (None, Some(at)) if sentence.is(at, &["no"]) => {
            figure(sentence, at, NOBODY).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

const NOBODY: WrittenNumber = WrittenNumber {
    value: 0.0,
    decimals: 0,
    percent: false,
    pounds: false,
};

/// "165 children came into care in Blackpool, 57 for every 10,000 children aged under 18", "57 children came into care for every 10,000",
/// "for every 10,000 children, 57 came into care".
fn rated(
    sentence: &ParsedSentence<'_>,
    people: &Range<usize>,
    did: &Range<usize>,
    unit: &Unit,
) -> Vec<Claim> {
    let Some(before) = people.start.checked_sub(1) else {
        return Vec::new();
    };
    let is_every = |at: &usize| {
        let base = number(sentence, Some(at + 1)).map(|base| base.value);
        sentence.is(*at, &["every", "per"]) && base == unit.per()
    };
    let first = number(sentence, Some(before)).filter(|first| !first.percent);
    let Some(every) = (did.end..(did.end + 24).min(sentence.lexemes.len())).find(is_every) else {
        // The base itself is no figure: "for every 10,000 children".
        let is_before = (0..before).any(|at| is_every(&at) && at + 1 != before);
        let rate = first.filter(|_| is_before);
        return rate
            .and_then(|rate| figure(sentence, before, rate))
            .into_iter()
            .collect();
    };
    let rate = if sentence.is(every - 1, &["for", "in"]) {
        every.checked_sub(2)
    } else {
        every.checked_sub(1)
    };
    let found = match (number(sentence, rate), rate, first) {
        (Some(rate), Some(at), first) if at > before => [
            figure(sentence, at, rate),
            first.and_then(|first| counts(sentence, before, first.value, None)),
        ],
        (_, _, Some(first)) => [figure(sentence, before, first), None],
        (_, _, None) => [None, None],
    };
    found.into_iter().flatten().collect()
}

/// "46% of care leavers were in work (104 of 226)", "12 of 23 care leavers were in work, 52%", "none of 102 children had ...".
fn shared(sentence: &ParsedSentence<'_>, people: &Range<usize>, did: &Range<usize>) -> Vec<Claim> {
    let back = |steps: usize| people.start.checked_sub(steps);
    let is = |at: Option<usize>, words: &[&str]| at.is_some_and(|at| sentence.is(at, words));
    let share = number(sentence, back(2)).filter(|share| share.percent);
    if let (Some(share), Some(at), true) = (share, back(2), is(back(1), &["of"])) {
        let (part, whole) = (did.end + 1, did.end + 3);
        let pair = number(sentence, Some(part))
            .zip(number(sentence, Some(whole)))
            .filter(|_| sentence.is_mark(did.end, "(") && sentence.is(part + 1, &["of"]));
        let pair = pair.and_then(|(over, base)| {
            Some(counts(sentence, part, over.value, Some(base.value))?.covering([whole]))
        });
        return figure(sentence, at, share)
            .into_iter()
            .chain(pair)
            .collect();
    }
    if let (true, Some(at)) = (is(back(1), &["no"]), back(1)) {
        return figure(sentence, at, NOBODY).into_iter().collect();
    }
    let (Some(base), true) = (number(sentence, back(1)), is(back(2), &["of"])) else {
        return Vec::new();
    };
    let part = match number(sentence, back(3)) {
        Some(part) if !part.percent => Some(part.value),
        None if is(back(3), &["none"]) => Some(0.0),
        _ => None,
    };
    let (Some(part), Some(at)) = (part, back(3)) else {
        return Vec::new();
    };
    let pair = counts(sentence, at, part, Some(base.value))
        .map(|claim| claim.covering([people.start - 1]));
    let share = (did.end..did.end + 3)
        .find_map(|at| Some((at, number(sentence, Some(at)).filter(|of| of.percent)?)))
        .and_then(|(at, share)| figure(sentence, at, share));
    pair.into_iter().chain(share).collect()
}
