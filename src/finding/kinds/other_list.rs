//! The list of neighbours: does the verdict against their mean turn with it?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::standing;
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::finding::prose::{above_or_level, mean_digits};
use crate::reference::group::list_date;
use serde_json::json;

pub(super) const NEIGHBOURS_CHANGED: FindingKind = FindingKind {
    name: "NeighboursChanged",
    method: Some("Both of DfE’s lists of statistical neighbours were tried."),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&NEIGHBOURS, &ABOUT],
    find,
    working: no_working,
};

const NEIGHBOURS: PhraseForm = PhraseForm::plain(
    "neighbours",
    &["this", "list", "mean", "that", "other", "other_mean"],
);
const ABOUT: PhraseForm = PhraseForm::plain(
    "about.list",
    &["this", "list", "that", "other", "other_mean"],
);

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let flip = standing::flip(c)?;
    let values = vec![
        ("this", above_or_level(flip.this).to_owned()),
        ("list", c.list.to_string()),
        ("mean", mean_digits(c.indicator, flip.mean)),
        ("that", above_or_level(flip.that).to_owned()),
        ("other", flip.other.to_string()),
        ("other_mean", mean_digits(c.indicator, flip.other_mean)),
    ];
    Some(Finding {
        kind: &NEIGHBOURS_CHANGED,
        upward: None,
        weight: 22,
        phrase: &NEIGHBOURS,
        values,
        question: Some(format!(
            "Which list of neighbours do our targets for the {} rest on?",
            c.indicator.noun
        )),
        evidence: FindingEvidence {
            comparators: json!({
                c.list.to_string(): flip.mean,
                flip.other.to_string(): flip.other_mean,
            }),
            ..FindingEvidence::plain(own_value(c), "neighbours' mean by either list")
        },
    })
}

/// Where the verdict turns with the list of neighbours; the lists by their months.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let (this, that, other) = c.flips()?;
    let other_mean = c.other.as_ref()?.1.spread?.mean;
    let values = vec![
        ("this", above_or_level(this).to_owned()),
        ("list", list_date(c.list)),
        ("that", above_or_level(that).to_owned()),
        ("other", list_date(other)),
        ("other_mean", mean_digits(c.indicator, other_mean)),
    ];
    Some(phrases.say(c, &ABOUT, values))
}
