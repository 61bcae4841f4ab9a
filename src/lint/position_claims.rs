//! Positions that a sentence claims: the side of somebody's figure on which one lies, the range in which it lies, and whether the
//! difference is called significant, better or worse.

use super::claim::{
    Assertion, Claim, ClaimComparator, ClaimedComparison, ClaimedDirection, RangeOf,
};
use super::course_claims;
use super::doubt_and_praise::{is_not_claimed, judged_in_brackets};
use super::group_words::comparators;
use super::rank_claims;
use super::sentence::ParsedSentence;
use crate::stat::verdict::Side;

/// Every claim about a position, a rank or a change.
pub(super) fn claims(sentence: &ParsedSentence<'_>) -> Vec<Claim> {
    if sentence.is_about_others() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in (0..sentence.lexemes.len()).filter(|at| !sentence.is_in_name(*at)) {
        found.extend(rank_claims::claim(sentence, at));
        found.extend(course_claims::claims(sentence, at));
        found.extend(
            compared(sentence, at)
                .into_iter()
                .filter_map(|said| sentence.claim(at, sentence.period_at(at), said)),
        );
        found.extend(
            within(sentence, at).and_then(|said| sentence.claim(at, sentence.period(), said)),
        );
    }
    found
}

/// Higher, lower, better or worse than somebody's figure, or level with it.
fn compared(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Assertion> {
    let direction = match sentence.lexemes[at].word() {
        Some("higher" | "above" | "greater" | "exceeds" | "exceeded" | "exceeding" | "larger") => {
            ClaimedDirection::Level(Side::Above)
        }
        Some("lower" | "below" | "smaller" | "fewer") => ClaimedDirection::Level(Side::Below),
        Some("better") => ClaimedDirection::Better,
        Some("worse") => ClaimedDirection::Worse,
        Some("different") => return not_different(sentence, at),
        Some("level" | "equal" | "identical" | "same") => return level(sentence, at),
        _ => return Vec::new(),
    };
    let judged = judged_in_brackets(sentence, at + 1);
    let from = if judged.is_some() { at + 4 } else { at + 1 };
    let is_than = sentence.is(from, &["than"]);
    let needs_no_than = sentence.is(at, &["above", "below", "exceeds", "exceeded", "exceeding"]);
    let is_of_a_range = sentence.is(at, &["above", "below"]) && ends_with_range(sentence, from);
    if (!is_than && !needs_no_than) || is_of_a_range {
        return Vec::new();
    }
    let significant = sentence.has_shortly_before(at, 2, &["significantly", "clearly"])
        || sentence.has_shortly_before(at, 3, &["significantly"])
            && sentence.has_shortly_before(at, 2, &["and"]);
    if significant && sentence.has_shortly_before(at, 4, &["not"]) {
        return not_different(sentence, at);
    }
    // "Began to rise above", "dropped below": a change, not a place.
    const MOVES: [&str; 8] = [
        "moved", "from", "rise", "fall", "jumped", "dropped", "further", "rose",
    ];
    if is_not_claimed(sentence, at) || sentence.has_shortly_before(at, 1, &MOVES) {
        return Vec::new();
    }
    comparators(sentence, from)
        .0
        .into_iter()
        .map(|with| {
            Assertion::Compared(ClaimedComparison {
                direction,
                with,
                significant,
                judged,
            })
        })
        .collect()
}

/// Whether a range follows, which is no figure of anybody: "above the range expected", "above the 3 to 9 expected".
fn ends_with_range(sentence: &ParsedSentence<'_>, from: usize) -> bool {
    (from..from + 5).any(|near| sentence.is(near, &["range", "expected"]))
}

/// "Level with England", "the same as the neighbours' mean".
fn level(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Assertion> {
    // "Level with the highest of its neighbours" is a rank.
    let is_end = (at + 2..at + 4).any(|near| sentence.is(near, &["highest", "lowest"]));
    let is_claimed =
        sentence.is(at + 1, &["with", "to", "as"]) && !is_end && !is_not_claimed(sentence, at);
    if !is_claimed {
        return Vec::new();
    }
    comparators(sentence, at + 2)
        .0
        .into_iter()
        .filter(|with| *with != ClaimComparator::AllNeighbours)
        .map(|with| Assertion::Level { with })
        .collect()
}

/// "Not significantly different from England".
fn not_different(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Assertion> {
    let is_claimed = sentence.has_shortly_before(at, 2, &["significantly", "clearly"])
        && sentence.has_shortly_before(at, 4, &["not"]);
    if !is_claimed {
        return Vec::new();
    }
    let from = if sentence.is(at + 1, &["from", "than", "to"]) {
        at + 2
    } else {
        at + 1
    };
    comparators(sentence, from)
        .0
        .into_iter()
        .map(|from| Assertion::NotDifferent { from })
        .collect()
}

/// "Above the range expected", "within the middle half of its neighbours".
fn within(sentence: &ParsedSentence<'_>, at: usize) -> Option<Assertion> {
    let side = match sentence.lexemes.get(at)?.word()? {
        "above" => Some(Side::Above),
        "below" => Some(Side::Below),
        "within" | "inside" => None,
        _ => return None,
    };
    if is_not_claimed(sentence, at) {
        return None;
    }
    let has = |within: usize, words: &[&str]| {
        (at + 1..at + 1 + within).any(|near| sentence.is(near, words))
    };
    let is_range = has(4, &["range", "half"]) || (has(6, &["expected"]) && side.is_some());
    let of = if !is_range {
        return None;
    } else if has(12, &["neighbour", "neighbours"]) && has(6, &["expected"]) {
        RangeOf::FurtherNeighbour
    } else if has(5, &["expected"]) {
        RangeOf::UsualVariation
    } else if has(14, &["neighbours"]) && has(4, &["half"]) {
        RangeOf::NeighboursMiddle
    } else if has(14, &["neighbours"]) {
        RangeOf::Neighbours
    } else {
        return None;
    };
    Some(Assertion::Expected { side, of })
}
