//! Ranges and counts that a sentence gives beside a figure: the neighbours' range, the interval around the figure, the range expected,
//! and the counts behind it.

use super::claim::{Assertion, Claim, RangeOf};
use super::figure_claims::names_another_group;
use super::lexeme::{Lexeme, WrittenNumber};
use super::sentence::ParsedSentence;
use std::collections::BTreeSet;

/// Every range and every pair of counts.
/// Numbers that are `taken` are something else.
pub(super) fn claims(sentence: &ParsedSentence<'_>, taken: &BTreeSet<usize>) -> Vec<Claim> {
    if sentence.is_about_others() {
        return Vec::new();
    }
    (0..sentence.lexemes.len())
        .filter(|at| !taken.contains(at))
        .filter_map(|at| range(sentence, at).or_else(|| counts(sentence, at)))
        .collect()
}

fn number(sentence: &ParsedSentence<'_>, at: usize) -> Option<WrittenNumber> {
    sentence.lexemes.get(at).and_then(Lexeme::number)
}

/// "88 to 170", "between 88 and 170", where the words beside it say of what it is the range.
fn range(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let (low, high) = (number(sentence, at)?, number(sentence, at + 2)?);
    let is_between = sentence.has_shortly_before(at, 1, &["between"]);
    let is_range = sentence.is(at + 1, &["to"]) || (is_between && sentence.is(at + 1, &["and"]));
    if !is_range {
        return None;
    }
    let before = |within: usize, words: &[&str]| sentence.has_shortly_before(at, within, words);
    let after = |within: usize, words: &[&str]| {
        (at + 3..at + 3 + within).any(|near| sentence.is(near, words))
    };
    let of_neighbours =
        before(14, &["neighbours", "neighbour"]) || after(8, &["neighbour", "neighbours"]);
    let of = if before(3, &["interval"]) {
        RangeOf::OwnInterval
    } else if before(4, &["expected"]) || after(2, &["expected"]) {
        if of_neighbours {
            RangeOf::FurtherNeighbour
        } else {
            RangeOf::UsualVariation
        }
    } else if names_another_group(sentence) || !of_neighbours {
        return None;
    } else if before(12, &["half"]) {
        RangeOf::NeighboursMiddle
    } else if before(2, &["neighbours", "range", "from", "ranging"]) || before(4, &["figure"]) {
        RangeOf::Neighbours
    } else {
        return None;
    };
    let claim = sentence.claim(at, sentence.period(), Assertion::Range { of, low, high })?;
    Some(claim.covering([at + 2]))
}

/// "(531 of 28,923".
fn counts(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let (part, whole) = (number(sentence, at)?, number(sentence, at + 2)?);
    let is_whole =
        |number: WrittenNumber| number.decimals == 0 && !number.percent && !number.pounds;
    let is_pair = sentence.is(at + 1, &["of"])
        && at > 0
        && sentence.is_mark(at - 1, "(")
        && is_whole(part)
        && is_whole(whole)
        && !sentence.is(at + 3, &["neighbours", "authorities", "years"]);
    if !is_pair {
        return None;
    }
    let said = Assertion::Counts {
        part: part.value,
        whole: Some(whole.value),
    };
    Some(
        sentence
            .claim(at, sentence.period(), said)?
            .covering([at + 2]),
    )
}
