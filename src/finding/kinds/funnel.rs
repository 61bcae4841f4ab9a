//! Usual variation: does the figure lie outside what authorities of its size usually show?

use super::{Finding, FindingKind, NewsValue, WeighingRole, is_beyond_as_printed, no_working};
use crate::compare::Comparison;
use crate::compare::nation::FunnelPlace;
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, level, limits};
use crate::finding::phrases::{PhraseForm, PhraseValues};
use crate::finding::prose::{above_or_below, digits};
use crate::finding::working::{WorkingStep, both_limits, four};
use crate::stat::round::{format_all_digits, format_number};
use crate::stat::verdict::{Side, Verdict};
use serde_json::json;

const METHOD: &str = "Usual variation: funnel limits around the average of all authorities, widened for the spread between them that is not \
                      chance (winsorised, additive).";

pub(super) const OUTSIDE: FindingKind = FindingKind {
    name: "OutsideExpected",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[&OUTSIDE_LIMITS],
    find: find_outside,
    working,
};

pub(super) const WITHIN: FindingKind = FindingKind {
    name: "WithinExpected",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&WITHIN_LIMITS],
    find: find_within,
    working: no_working,
};

const OUTSIDE_LIMITS: PhraseForm = PhraseForm::plain("funnel.outside", &["above", "low", "high"]);
const WITHIN_LIMITS: PhraseForm = PhraseForm::plain("funnel.within", &["low", "high"]);

fn find_outside(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let place = c.tested().funnel.as_ref()?;
    let is_above = place.wide_verdict.side()? == Side::Above;
    let question = format!(
        "Which of need, practice and recording puts the {} {} the range of other authorities?",
        c.indicator.noun,
        above_or_below(is_above)
    );
    is_beyond_as_printed(c, place.value, place.wide.p95).then(|| Finding {
        kind: &OUTSIDE,
        upward: Some(is_above),
        weight: if place.wide_verdict.is_strong() {
            48
        } else {
            44
        },
        phrase: &OUTSIDE_LIMITS,
        values: values(place, c),
        question: Some(question),
        evidence: evidence(place),
    })
}

/// Within the range is worth saying only beside a difference from England, which it puts in proportion.
fn find_within(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let place = c.tested().funnel.as_ref()?;
    let is_within = place.wide_verdict == Verdict::Similar && place.verdict != Verdict::Similar;
    is_within.then(|| Finding {
        kind: &WITHIN,
        upward: None,
        weight: 10,
        phrase: &WITHIN_LIMITS,
        values: values(place, c),
        question: None,
        evidence: evidence(place),
    })
}

fn values(place: &FunnelPlace, c: &Comparison<'_>) -> PhraseValues {
    let limits = place.wide.p95;
    vec![
        (
            "above",
            above_or_below(place.value > place.average).to_owned(),
        ),
        ("low", digits(c.indicator, limits.lower)),
        ("high", digits(c.indicator, limits.upper)),
    ]
}

fn evidence(place: &FunnelPlace) -> FindingEvidence {
    FindingEvidence {
        values: json!({
            "value": place.value, "denominator": place.over, "z": place.z,
            "verdict": place.verdict.name(), "overdispersed_verdict": place.wide_verdict.name(),
        }),
        comparators: json!({
            "average": place.average, "phi": place.overdispersion.phi, "tau_squared": place.overdispersion.tau_squared,
            "limits": limits(&place.plain), "overdispersed_limits": limits(&place.wide),
        }),
        method: place.method.name().to_owned(),
        level: Some(level(place.wide_verdict)),
        n: Some(place.areas),
    }
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let place = c.tested().funnel.iter();
    place
        .map(|place| ("Unusual among all authorities?", facts(place)))
        .collect()
}

fn facts(place: &FunnelPlace) -> Vec<String> {
    let spread = place.overdispersion;
    vec![
        format!(
            "average of {} authorities, counts over bases: {}",
            place.areas,
            format_all_digits(place.average)
        ),
        format!(
            "z = {} with chance only; plain limits at this size: {}",
            four(place.z),
            both_limits(&place.plain)
        ),
        format!("plain verdict: {}", place.verdict.name()),
        format!(
            "how much authorities vary: mean square of z, ends pulled in to the 10th and 90th percentile, φ = {}; τ² = {}",
            four(spread.phi),
            format_number(spread.tau_squared, 6)
        ),
        format!(
            "limits with τ² added ({}): {}",
            place.method.name(),
            both_limits(&place.wide)
        ),
        format!(
            "verdict given that variation: {}",
            place.wide_verdict.name()
        ),
    ]
}
