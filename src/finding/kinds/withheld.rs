//! No finding: why nothing is said of a figure, or why it is not compared.

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::standing::{self, WithheldBecause};
use crate::compare::study::Study;
use crate::finding::evidence::FindingEvidence;
use crate::finding::phrases::PhraseForm;
use crate::finding::prose::{Prose, reason};
use crate::observation::reading::Status;
use crate::reference::group::list_date;
use serde_json::json;

pub(super) const WITHHELD: FindingKind = FindingKind {
    name: "Withheld",
    method: None,
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&NO_FIGURE, &NOT_KNOWN, &NO_NEIGHBOURS, &TOO_FEW],
    find,
    working: no_working,
};

const NO_FIGURE: PhraseForm = PhraseForm::plain("withheld.figure", &["reason"]);
const NOT_KNOWN: PhraseForm = PhraseForm::plain("withheld.unread", &["reason"]);
const NO_NEIGHBOURS: PhraseForm = PhraseForm::plain("withheld.neighbours", &["list"]);
const TOO_FEW: PhraseForm = PhraseForm::plain("withheld.few", &["with", "n"]);

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let (phrase, values) = match standing::silence(c)?.why {
        WithheldBecause::NoFigure(status) => {
            let phrase = match status {
                Status::SetAside => &NOT_KNOWN,
                _ => &NO_FIGURE,
            };
            (phrase, vec![("reason", Prose::of(c).why_none(c))])
        }
        WithheldBecause::NoNeighbours => (&NO_NEIGHBOURS, vec![("list", list_date(c.list))]),
        WithheldBecause::TooFew { with_data, of } => (
            &TOO_FEW,
            vec![("with", with_data.to_string()), ("n", of.to_string())],
        ),
    };
    Some(Finding {
        kind: &WITHHELD,
        upward: None,
        weight: 4,
        phrase,
        values,
        question: Some(format!(
            "What do local records say of the {}, for which no figure can be compared?",
            c.indicator.noun
        )),
        evidence: FindingEvidence {
            n: Some(c.neighbours.with_data()),
            ..FindingEvidence::plain(json!({ "status": reason(c.reading.status()) }), "none")
        },
    })
}
