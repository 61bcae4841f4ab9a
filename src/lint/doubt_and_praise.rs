//! Words with which a sentence denies or doubts what it says, and brackets in which it calls something better or worse.

use super::group_words::after_brackets;
use super::sentence::ParsedSentence;
use std::ops::Range;

/// Words with which a sentence denies, doubts or plans what it says, or says it of another time.
const NOT_CLAIMED: [&str; 27] = [
    "not",
    "no",
    "never",
    "already",
    "neither",
    "nor",
    "whether",
    "if",
    "would",
    "could",
    "may",
    "might",
    "should",
    "unless",
    "aim",
    "aims",
    "target",
    "expected",
    "forecast",
    "previously",
    "until",
    "without",
    "cannot",
    "will",
    "yet",
    "must",
    "hope",
];

/// Whether the words just before deny or doubt a claim.
pub(super) fn is_not_claimed(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    sentence.has_shortly_before(at, 5, &NOT_CLAIMED)
}

/// Whether brackets that follow at once call what is before them better: "lower (worse)".
pub(super) fn judged_in_brackets(sentence: &ParsedSentence<'_>, at: usize) -> Option<bool> {
    if !(sentence.is_mark(at, "(") && sentence.is_mark(at + 2, ")")) {
        return None;
    }
    match sentence.lexemes.get(at + 1)?.word()? {
        "better" | "improved" | "improvement" => Some(true),
        "worse" | "worsened" | "deterioration" => Some(false),
        _ => None,
    }
}

/// Whether the end of a sentence or of its clause calls a change better: "... to 9.1% in 2025 (better)".
pub(super) fn judged_at_the_end(
    sentence: &ParsedSentence<'_>,
    mut clause: Range<usize>,
) -> Option<bool> {
    clause
        .by_ref()
        .take_while(|at| !sentence.is_mark(*at, ";"))
        .find_map(|at| {
            let judged = judged_in_brackets(sentence, at)?;
            // The brackets after "higher" belong to "higher".
            let is_own = after_brackets(sentence, at) > at
                && !sentence.has_shortly_before(at, 1, &["higher", "lower", "above", "below"]);
            is_own.then_some(judged)
        })
}
