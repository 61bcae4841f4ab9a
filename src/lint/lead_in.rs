//! The words that open a paragraph or a bullet and say what it is about: "Looked after rate, 31 March 2025." or "Referral rate:" or
//! "Three or more placements, for the better:". All its sentences are about that indicator, whatever other names occur in them as words.

use super::lexeme::lexemes;
use super::names::NameIndex;
use super::period_names::{self, NamedPeriod};

/// Longer openings are sentences.
const LONGEST: usize = 24;

/// Words that may stand beside the name and the period.
const BESIDE: [&str; 16] = [
    "the",
    "year",
    "to",
    "in",
    "at",
    "on",
    "of",
    "ending",
    "ended",
    "academic",
    "financial",
    "reporting",
    "calendar",
    "better",
    "worse",
    "years",
];

/// How a label ends that judges a change.
const OF_CHANGE: [&[&str]; 3] = [&["for"], &["the"], &["better", "worse"]];

/// What a passage says that it is about.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct LeadIn {
    /// The indicator's id.
    pub(super) indicator: String,
    /// The period; empty where it names none.
    pub(super) periods: Vec<NamedPeriod>,
}

/// The lead-in of a passage; none where it has none.
pub(super) fn lead_in(text: &str, names: &NameIndex) -> Option<LeadIn> {
    let text = text.trim_start_matches(['-', '•', '*', '_', ' ']);
    let end = text
        .char_indices()
        .find(|(at, letter)| {
            let rest = text[at + letter.len_utf8()..].trim_start_matches(['*', '_']);
            matches!(letter, '.' | ':') && rest.starts_with(char::is_whitespace)
        })
        .map(|(at, _)| at)?;
    let head = lexemes(&text[..end]);
    if head.len() > LONGEST {
        return None;
    }
    let indicators = names.indicators(&head);
    let (areas, periods) = (names.areas(&head), period_names::periods(&head));
    let first = indicators.first()?;
    let begins = head[..first.from]
        .iter()
        .all(|lexeme| lexeme.is_any(&["the", "our"]));
    let is_known = |at: usize| {
        (first.from..first.to).contains(&at)
            || periods.iter().any(|of| (of.from..of.to).contains(&at))
            || areas.iter().any(|of| (of.from..of.to).contains(&at))
    };
    // "For the better" as a whole: anything else that is for something is another matter.
    let last = head.len().saturating_sub(OF_CHANGE.len());
    let is_of_change = head[last..]
        .iter()
        .zip(OF_CHANGE)
        .all(|(lexeme, words)| lexeme.is_any(words));
    let plain = if is_of_change { last } else { head.len() };
    let is_plain =
        (0..plain).all(|at| is_known(at) || head[at].is_any(&BESIDE) || head[at].is_mark(",()–"));
    let one_period = periods.len() <= 1 && indicators.len() == 1;
    (begins && is_plain && one_period).then(|| LeadIn {
        indicator: first.of.clone(),
        periods: periods.iter().map(|mention| mention.of).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn a_lead_in_names_an_indicator_and_nothing_else() {
        let reference = Reference::embedded().expect("reference");
        let names = NameIndex::of(&reference);
        for (text, expected) in [
            (
                "Looked after rate, 31 March 2025. 531 children",
                Some(("cla-rate", 1)),
            ),
            (
                "**Referral rate:** 935.9 referrals were made",
                Some(("referral-rate", 0)),
            ),
            (
                "Three or more placements, better: 8% of",
                Some(("cla-three-placements-percent", 0)),
            ),
            (
                "Three or more placements, for the better: 8% of",
                Some(("cla-three-placements-percent", 0)),
            ),
            (
                "Reoffending, aged 10 to 14, worse: 52.2%",
                Some(("reoffending-10-14-percent", 0)),
            ),
            (
                "Absence, looked after, the 2024/25 academic year. 8.3%",
                Some(("cla-absence-percent", 1)),
            ),
            ("The looked after rate rose. It is 184.", None),
            ("Purpose: to note", None),
            ("Looked after rate", None),
        ] {
            let found = lead_in(text, &names);
            let told = found
                .as_ref()
                .map(|lead| (lead.indicator.as_str(), lead.periods.len()));
            assert_eq!(told, expected, "{text}");
        }
    }
}
