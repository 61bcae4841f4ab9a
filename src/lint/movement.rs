//! The clauses of a sentence with several verbs of change: "rose from 163 in 2016 to a peak of 228 in 2020, then fell to 182 in 2024,
//! and has risen since". Each verb has the periods of its own clause, and begins where the one before it ended.

use super::period_names::NamedPeriod;
use super::sentence::ParsedSentence;

/// What one verb of change governs.
pub(super) struct MovementClause {
    /// The periods that it is about.
    pub(super) periods: Vec<NamedPeriod>,
    /// Whether it begins or ends in the only one of them; none where that may be either.
    pub(super) begins: Option<bool>,
    /// The lexeme at which the next clause begins.
    pub(super) end: usize,
}

/// The clause of the verb at a lexeme. `is_verb` says which lexemes are verbs of change.
pub(super) fn clause(
    sentence: &ParsedSentence<'_>,
    at: usize,
    is_verb: impl Fn(usize) -> bool,
) -> MovementClause {
    let length = sentence.lexemes.len();
    // "And has changed little since", "and has moved since by no more than chance": the end of what was told before.
    let ends = |here: usize| is_verb(here) || sentence.is(here, &["changed", "moved", "stayed"]);
    let end = (at + 1..length).find(|here| ends(*here)).unwrap_or(length);
    let first = (0..length).find(|here| is_verb(*here)).unwrap_or(at);
    let start = if first == at { 0 } else { at };
    let own: Vec<_> = sentence
        .periods
        .iter()
        .filter(|mention| (start..end).contains(&mention.from))
        .collect();
    let periods: Vec<NamedPeriod> = own.iter().map(|mention| mention.of).collect();
    let begins = match own.as_slice() {
        [only] => begins_in(sentence, only.from),
        _ => None,
    };
    let before = sentence.periods.iter().rfind(|mention| mention.to <= at);
    let (Some(before), true) = (before.filter(|_| first != at), periods.len() < 2) else {
        return MovementClause {
            periods,
            begins,
            end,
        };
    };
    let is_since =
        sentence.is(at + 1, &["since"]) || sentence.has_shortly_before(at, 2, &["since"]);
    let is_then = sentence.has_shortly_before(at, 3, &["then"]);
    let (periods, begins) = match periods.as_slice() {
        [] if is_since => (vec![before.of], Some(true)),
        [to] if is_then => (vec![before.of, *to], None),
        _ => (periods, begins),
    };
    MovementClause {
        periods,
        begins,
        end,
    }
}

/// Whether a change begins, or else ends, in the only period of its clause: "since 2016", "in 2025".
fn begins_in(sentence: &ParsedSentence<'_>, period: usize) -> Option<bool> {
    let is_after = |words: &[&str]| sentence.has_shortly_before(period, 3, words);
    if is_after(&["since", "from", "than"]) {
        Some(true)
    } else if is_after(&["in", "at", "on", "by", "to"]) {
        Some(false)
    } else {
        None
    }
}
