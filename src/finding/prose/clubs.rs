//! Words about a club of councils that share one framework.

use super::{digits, list, number_word, quantity, sentence_start};
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::stat::verdict::{Side, Verdict};

/// Said on every page.
pub(crate) const CAUTION: &str = "Local and unvalidated figures of the members; counts of 1 to 5 and what could be worked out from one are withheld (c). Ranks \
     of close figures say little: the range and what lies beyond chance say more.";

/// The newest period of a measure with its range.
pub(crate) fn range(
    indicator: &Indicator,
    period: &Period,
    range: Option<[f64; 3]>,
    councils: usize,
) -> String {
    match range {
        None => format!(
            "{}: no council shows a figure for {}.",
            indicator.title,
            period.short()
        ),
        Some([low, middle, high]) => format!(
            "In {}, {} of the councils range from {} to {}; the middle one has {}.",
            period.short(),
            number_word(councils),
            digits(indicator, low),
            quantity(indicator, high),
            digits(indicator, middle)
        ),
    }
}

/// The place of a council.
pub(crate) fn place(
    indicator: &Indicator,
    council: &str,
    value: Option<f64>,
    rank: Option<usize>,
    of: usize,
) -> String {
    match value.zip(rank) {
        None => format!("{council} shows no figure."),
        Some((value, rank)) => {
            let order = match indicator.polarity.is_better(true) {
                Some(true) => "highest first, which is best",
                Some(false) => "lowest first, which is best",
                None => "highest first",
            };
            format!(
                "{council} has {}, {} of {of} ({order}).",
                quantity(indicator, value),
                super::ordinal(rank)
            )
        }
    }
}

/// Which councils lie apart from the club as a whole by more than chance.
pub(crate) fn apart(verdicts: &[(String, Verdict)]) -> String {
    let of = |side: Side| -> Vec<String> {
        let those = verdicts
            .iter()
            .filter(|(_, verdict)| verdict.side() == Some(side));
        those.map(|(council, _)| council.clone()).collect()
    };
    let (above, below) = (of(Side::Above), of(Side::Below));
    let said: Vec<String> = [("above", above), ("below", below)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} it: {}", list(&names)))
        .collect();
    if said.is_empty() {
        "None differs from the club as a whole by more than chance in its count.".to_owned()
    } else {
        format!(
            "Apart from the club as a whole by more than chance, {}.",
            said.join("; ")
        )
    }
}

/// Who sent nothing for a period, and who means something else by the measure.
pub(crate) fn holes(missing: &[String], others: usize) -> Vec<String> {
    let mut said = Vec::new();
    if !missing.is_empty() {
        said.push(format!("No row for the period from {}.", list(missing)));
    }
    match others {
        0 => {}
        1 => said.push(
            "The file of one council defines it otherwise: its title, unit or direction differs."
                .to_owned(),
        ),
        many => said.push(format!(
            "The files of {} councils define it otherwise: title, unit or direction differ.",
            number_word(many)
        )),
    }
    said
}

/// How a verdict is printed.
pub(crate) fn verdict(of: Option<Verdict>) -> &'static str {
    match of.and_then(Verdict::side) {
        Some(Side::Above) => "above the club, beyond chance",
        Some(Side::Below) => "below the club, beyond chance",
        None if of.is_some() => "no more apart than chance allows",
        None => "no counts to tell",
    }
}

/// Who sent figures.
pub(crate) fn members(councils: &[String]) -> String {
    sentence_start(&format!(
        "{} councils sent figures: {}.",
        number_word(councils.len()),
        list(councils)
    ))
}

/// A measure's picture in words.
pub(crate) fn alt(indicator: &Indicator, of: &[(String, f64)]) -> String {
    let each: Vec<String> = of
        .iter()
        .map(|(council, value)| format!("{council} {}", digits(indicator, *value)))
        .collect();
    format!("Funnel chart of {}: {}.", indicator.title, each.join("; "))
}

/// The words of a club's funnel: centre, limits, key.
pub(crate) const CENTRE: &str = "Club";
pub(crate) const LIMITS: &str = "chance in the counts";
pub(crate) const BASE: &str = "Base";
pub(crate) const OUTSIDE: &str = "Beyond chance";
