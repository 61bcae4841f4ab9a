//! Need, plans and care: what three indicators say together. Said with the base of the pyramid.

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::panel::Panel;
use crate::compare::pyramid::{self, LAYERS, ServicePyramid};
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::phrases::PhraseForm;
use crate::finding::prose::{digits, year_of};
use crate::stat::round::format_number;
use serde_json::{Value, json};

const METHOD: &str = "Need, plans and care: the three published rates side by side; no test.";

pub(super) const OPPOSED: FindingKind = FindingKind {
    name: "Opposed",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&CASES_AND_PLANS],
    find: find_opposed,
    working: no_working,
};

pub(super) const ESCALATION: FindingKind = FindingKind {
    name: "Escalation",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&SHARES],
    find: find_escalation,
    working: no_working,
};

const CASES_AND_PLANS: PhraseForm =
    PhraseForm::plain("opposed", &["a", "b", "c", "d", "from", "to"]);
const SHARES: PhraseForm =
    PhraseForm::plain("escalation", &["plans", "care", "peer_plans", "peer_care"]);

/// The panels of plans and care, where the comparison is of the base and all three were read.
fn upper_layers<'s>(c: &Comparison<'_>, study: &'s Study<'_>) -> Option<[&'s Panel; 2]> {
    let [base, plans, care] = LAYERS;
    let layers = [study.panel(plans)?, study.panel(care)?];
    (c.indicator.id == base).then_some(layers)
}

fn find_opposed(c: &Comparison<'_>, study: &Study<'_>) -> Option<Finding> {
    let [plans, _] = upper_layers(c, study)?;
    let pair = pyramid::opposed(c.panel, plans, c.at, c.area)?;
    let [from, to] = pair.columns;
    let [cases_before, cases_now] = pair.cases.map(|rate| digits(c.indicator, rate));
    let [plans_before, plans_now] = pair.plans.map(|rate| digits(c.indicator, rate));
    Some(Finding {
        kind: &OPPOSED,
        upward: None,
        weight: 40,
        phrase: &CASES_AND_PLANS,
        values: vec![
            ("a", cases_before),
            ("b", cases_now),
            ("c", plans_before),
            ("d", plans_now),
            ("from", year_of(c, from)),
            ("to", year_of(c, to)),
        ],
        question: Some(
            "Are thresholds between children in need and protection plans applied as they were before?"
                .to_owned(),
        ),
        evidence: FindingEvidence::plain(
            json!({
                "years": [period(c, from), period(c, to)], "cases": pair.cases, "plans": pair.plans,
            }),
            "pair rule: both moved by 5% or more",
        ),
    })
}

fn find_escalation(c: &Comparison<'_>, study: &Study<'_>) -> Option<Finding> {
    let [plans, care] = upper_layers(c, study)?;
    let of = pyramid::escalation([c.panel, plans, care], c)?;
    let (own, neighbours) = (of.latest.own, of.latest.neighbours?);
    let earlier: Vec<Value> = of.earlier.iter().map(|year| shares(year, c)).collect();
    Some(Finding {
        kind: &ESCALATION,
        upward: None,
        weight: 16,
        phrase: &SHARES,
        values: vec![
            ("plans", format_number(own.plans, 0)),
            ("care", format_number(own.care, 0)),
            ("peer_plans", format_number(neighbours.plans, 0)),
            ("peer_care", format_number(neighbours.care, 0)),
        ],
        question: None,
        evidence: FindingEvidence {
            comparators: json!({ "earlier": earlier }),
            n: Some(of.latest.with_data),
            ..FindingEvidence::plain(
                shares(&of.latest, c),
                "rates of plans and care over the rate of children in need, neighbours unweighted",
            )
        },
    })
}

fn shares(of: &ServicePyramid, c: &Comparison<'_>) -> Value {
    let [own, neighbours, england] = [Some(of.own), of.neighbours, of.england]
        .map(|of| of.map(|of| json!({ "plans": of.plans, "care": of.care })));
    json!({ "period": period(c, of.at), "own": own, "neighbours": neighbours, "england": england })
}
