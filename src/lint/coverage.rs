//! How much of a paper could be checked: of each sentence, which of its figures were, and why the others were not.

use super::lexeme::Lexeme;
use super::sentence::ParsedSentence;
use crate::source::document::PassagePlace;
use std::collections::BTreeSet;

/// How many sentences with figures there are, and how many of them could be checked.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct CheckedCount {
    pub(crate) with_figures: usize,
    /// Of these, every figure was checked.
    pub(crate) in_full: usize,
    /// Of these, some figures were checked.
    pub(crate) in_part: usize,
    pub(crate) flagged: usize,
}

impl CheckedCount {
    pub(crate) fn checked(self) -> usize {
        self.in_full + self.in_part
    }

    /// Of these, no figure was checked.
    pub(crate) fn unchecked(self) -> usize {
        self.with_figures - self.checked()
    }
}

/// A sentence with figures of which some or all could not be checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct UncheckedSentence {
    pub(crate) sentence: String,
    pub(crate) heading: String,
    pub(crate) place: PassagePlace,
    /// Something in it was checked.
    pub(crate) in_part: bool,
    /// Why the figures were not checked.
    pub(crate) reason: String,
}

/// The numbers of a sentence that a reader takes for figures or ranks: no years, bases of rates, levels of confidence, or numbers of
/// tables and paragraphs.
pub(super) fn figures(sentence: &ParsedSentence<'_>) -> Vec<usize> {
    (0..sentence.lexemes.len())
        .filter(|at| is_figure(sentence, *at))
        .collect()
}

fn is_figure(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    const REFERENCES: [&str; 16] = [
        "table",
        "figure",
        "fig",
        "chart",
        "annex",
        "appendix",
        "paragraph",
        "para",
        "section",
        "page",
        "note",
        "recommendation",
        "item",
        "stage",
        "form",
        "step",
    ];
    const LEVELS: [&str; 5] = ["interval", "confidence", "level", "limits", "draws"];
    const TIMES: [&str; 8] = [
        "year", "years", "months", "month", "weeks", "days", "am", "pm",
    ];
    let lexeme = &sentence.lexemes[at];
    let Some(number) = lexeme.number() else {
        // "Where 1st is best" says how ranks count.
        let is_a_rule =
            sentence.has_shortly_before(at, 1, &["where"]) || sentence.is(at + 1, &["is"]);
        return matches!(lexeme, Lexeme::Ordinal(_)) && !sentence.is_in_period(at) && !is_a_rule;
    };
    let is_named = sentence.is_in_name(at) || sentence.is_in_period(at);
    let is_base = sentence.has_shortly_before(at, 1, &["per", "every"]) && number.value >= 100.0;
    let is_reference = sentence.has_shortly_before(at, 1, &REFERENCES);
    let is_numbered = at == 0 && number.decimals > 0 && !number.percent;
    let is_level = (at + 1..at + 3).any(|near| sentence.is(near, &LEVELS))
        || (number.percent
            && [95.0, 99.0, 99.8, 99.9].contains(&number.value)
            && (sentence.is_mark(at + 1, ")") || sentence.is_mark(at + 1, ";")))
        || sentence.has_shortly_before(at, 3, &["p"]);
    let is_time = sentence.is(at + 1, &TIMES) || sentence.is(at + 2, &["olds"]);
    let is_month = sentence
        .lexemes
        .get(at + 1)
        .and_then(Lexeme::word)
        .is_some_and(super::period_names::is_month);
    !(is_named || is_base || is_reference || is_numbered || is_level || is_time || is_month)
}

/// Why the figures of a sentence were not checked, and whether others were; none where all were. `decided` are the lexemes of claims
/// that were ruled on, `without_figure` says why a claim was not.
pub(super) fn not_checked(
    sentence: &ParsedSentence<'_>,
    has_authority: bool,
    decided: &BTreeSet<usize>,
    without_figure: Option<&str>,
) -> Option<(bool, String)> {
    let left: Vec<String> = figures(sentence)
        .into_iter()
        .filter(|at| !decided.contains(at))
        .filter_map(|at| written(&sentence.lexemes[at]))
        .collect();
    if left.is_empty() && !decided.is_empty() {
        return None;
    }
    let reason = if !decided.is_empty() {
        format!(
            "what {} {} cannot be told from the words",
            left.join(", "),
            if left.len() == 1 { "is" } else { "are" }
        )
    } else if !sentence.names_an_indicator() {
        "it names no indicator that this program knows".to_owned()
    } else if let Some(place) = &sentence.other_place {
        format!("it is about {place}, which is no authority with published figures")
    } else if let Some(word) = &sentence.local_word {
        format!("“{word}”: no national publication holds that")
    } else if !has_authority {
        "it does not say which authority it is about: --authority does".to_owned()
    } else if let Some(why) = without_figure {
        why.to_owned()
    } else {
        "what its figures are cannot be told from the words in one way only".to_owned()
    };
    Some((!decided.is_empty(), reason))
}

/// A number as it is written.
fn written(lexeme: &Lexeme) -> Option<String> {
    if let Lexeme::Ordinal(rank) = lexeme {
        return Some(crate::finding::prose::ordinal(*rank));
    }
    let number = lexeme.number()?;
    let millions = number.decimals < 0;
    let (value, decimals) = if millions {
        (number.value / 1_000_000.0, number.decimals + 6)
    } else {
        (number.value, number.decimals)
    };
    let decimals = usize::try_from(decimals).unwrap_or(0);
    let pounds = if number.pounds { "£" } else { "" };
    let percent = if number.percent { "%" } else { "" };
    let unit = if millions { " million" } else { percent };
    Some(format!("{pounds}{value:.decimals$}{unit}"))
}
