//! Runs: has the figure moved the same way for several years in a row?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working, record};
use crate::compare::Comparison;
use crate::compare::course::{ChangeRun, Heading};
use crate::compare::study::Study;
use crate::finding::evidence::FindingEvidence;
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::finding::prose::{judged_if_up, ordinal, rise_or_fall, rose_or_fell};
use serde_json::json;

pub(super) const RUN_OF: FindingKind = FindingKind {
    name: "RunOf",
    method: Some(record::METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[&RUN, &ABOUT],
    find,
    working: no_working,
};

const RUN: PhraseForm = PhraseForm::plain("run", &["rose", "nth", "judged"]);
const ABOUT: PhraseForm = PhraseForm::plain("about.run", &["nth", "rise"]);

/// A comparison says two as well: it says everything.
const LEAST_ABOUT: usize = 2;

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let run = c.run.filter(ChangeRun::is_told)?;
    let is_up = run.direction == Heading::Up;
    Some(Finding {
        kind: &RUN_OF,
        upward: Some(is_up),
        weight: 18,
        phrase: &RUN,
        values: vec![
            ("rose", rose_or_fell(is_up).to_owned()),
            ("nth", ordinal(run.length)),
            ("judged", judged_if_up(c.indicator, is_up)),
        ],
        question: None,
        evidence: FindingEvidence {
            n: Some(run.length),
            ..FindingEvidence::plain(
                json!({ "value": c.reading.value(), "rising": is_up }),
                "order of years",
            )
        },
    })
}

/// A run as a comparison says it.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let run = c.run.filter(|run| run.length >= LEAST_ABOUT)?;
    let values = vec![
        ("nth", ordinal(run.length)),
        (
            "rise",
            rise_or_fall(run.direction == Heading::Up).to_owned(),
        ),
    ];
    Some(phrases.say(c, &ABOUT, values))
}
