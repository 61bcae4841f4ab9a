//! Deprivation: is the rate what its deprivation alone would lead one to expect, given how far places as deprived lie apart? It is no
//! cause and no target: it says how rates go with deprivation over all authorities in one year.

use super::{Finding, FindingKind, NewsValue, WeighingRole, is_beyond_as_printed, no_working};
use crate::compare::Comparison;
use crate::compare::expected::{ExpectedRate, LEAST_R_SQUARED};
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, limits};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{above_or_below, digits, share_of_small_areas};
use crate::finding::working::{WorkingStep, both_limits, four};
use crate::stat::round::format_all_digits;
use crate::stat::verdict::Side;
use serde_json::json;

const METHOD: &str = "Given deprivation: least squares of the log of the rate on the square root of the share of small areas in England's most deprived \
                      tenth (2019), over all other authorities; 95% prediction interval.";

pub(crate) const OUTSIDE: FindingKind = FindingKind {
    name: "NotByDeprivation",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&BEYOND],
    find: find_outside,
    working,
};

pub(crate) const WITHIN: FindingKind = FindingKind {
    name: "GivenDeprivation",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&INSIDE],
    find: find_within,
    working: no_working,
};

const OF_EXPECTED: &[&str] = &["expected", "above", "low", "high"];
const BEYOND: PhraseForm = PhraseForm::plain("expected.outside", OF_EXPECTED);
const INSIDE: PhraseForm = PhraseForm::plain("expected.within", OF_EXPECTED);
/// The same in a paragraph that has told the figure.
const BEYOND_IN_SHORT: PhraseForm = PhraseForm::plain("narrative.expected.outside", OF_EXPECTED);
const INSIDE_IN_SHORT: PhraseForm = PhraseForm::plain("narrative.expected.within", OF_EXPECTED);
pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 2] = [&BEYOND_IN_SHORT, &INSIDE_IN_SHORT];

const OF_OUTSIDE: u32 = 46;
const OF_WITHIN: u32 = 18;

fn find_outside(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let expected = c.expected()?;
    let is_above = expected.beyond()? == Side::Above;
    is_beyond_as_printed(c, expected.rate, expected.limits.p95).then(|| Finding {
        kind: &OUTSIDE,
        upward: Some(is_above),
        weight: OF_OUTSIDE,
        phrase: &BEYOND,
        values: values(c, &expected),
        question: Some(format!(
            "Which of need, practice and recording, beside deprivation, go with a {} {} in places as deprived?",
            if is_above { "higher" } else { "lower" },
            c.indicator.noun
        )),
        evidence: evidence(&expected),
    })
}

/// Within the range is worth saying only of a figure that stands high or low, or apart from England: it puts that in proportion.
fn find_within(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let expected = c.expected()?;
    let tested = c.tested();
    let is_apart = |side: Option<Side>| side.is_some();
    let stands_apart = is_apart(
        tested
            .funnel
            .as_ref()
            .and_then(|place| place.wide_verdict.side()),
    ) || is_apart(tested.england.as_ref().and_then(|of| of.verdict.side()));
    (expected.beyond().is_none() && stands_apart).then(|| Finding {
        kind: &WITHIN,
        upward: None,
        weight: OF_WITHIN,
        phrase: &INSIDE,
        values: values(c, &expected),
        question: None,
        evidence: evidence(&expected),
    })
}

/// The figure beside what deprivation leads to expect; none where that is not known.
pub(in crate::finding) fn sentence(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let expected = c.expected()?;
    let is_beyond = is_beyond_as_printed(c, expected.rate, expected.limits.p95);
    let form = if is_beyond { &BEYOND } else { &INSIDE };
    Some(phrases.say(c, form, values(c, &expected)))
}

fn values(c: &Comparison<'_>, of: &ExpectedRate) -> PhraseValues {
    let limits = of.limits.p95;
    vec![
        ("expected", digits(c.indicator, of.expected)),
        ("above", above_or_below(of.rate > of.expected).to_owned()),
        ("low", digits(c.indicator, limits.lower)),
        ("high", digits(c.indicator, limits.upper)),
    ]
}

/// What a paragraph says of such a finding; none for other kinds.
pub(in crate::finding) fn in_narrative(
    kind: &FindingKind,
    c: &Comparison<'_>,
    phrases: &Phrases,
) -> Option<String> {
    let form = match kind.name {
        name if name == OUTSIDE.name => &BEYOND_IN_SHORT,
        name if name == WITHIN.name => &INSIDE_IN_SHORT,
        _ => return None,
    };
    Some(phrases.say(c, form, values(c, &c.expected()?)))
}

fn evidence(of: &ExpectedRate) -> FindingEvidence {
    FindingEvidence {
        values: json!({
            "value": of.rate, "numerator": of.count, "denominator": of.population, "deprived_share": of.share,
        }),
        comparators: json!({
            "expected": of.expected, "limits": limits(&of.limits), "intercept": of.line.intercept, "slope": of.line.slope,
            "residual_sd": of.line.sigma, "r_squared_left_out": of.r_squared,
        }),
        method: "least squares, log rate on root of deprived share, own left out".to_owned(),
        level: Some(95.0),
        n: Some(of.areas - 1),
    }
}

/// The steps of the working, whether or not the model holds.
fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let expected = c.expected().into_iter();
    expected
        .map(|of| {
            (
                "What would deprivation alone lead one to expect?",
                facts(&of),
            )
        })
        .collect()
}

fn facts(of: &ExpectedRate) -> Vec<String> {
    let root = of.share.sqrt();
    vec![
        format!(
            "{} (2019): root {}",
            share_of_small_areas(of.share),
            four(root)
        ),
        format!(
            "line through the other {} authorities: ln(rate) = {} + {} × root; residual standard deviation {}",
            of.areas - 1,
            format_all_digits(of.line.intercept),
            format_all_digits(of.line.slope),
            four(of.line.sigma)
        ),
        format!(
            "predicting authorities left out, it accounts for {} of the spread (at least {} is asked)",
            four(of.r_squared),
            four(LEAST_R_SQUARED)
        ),
        format!(
            "expected rate: exp({} + {} × {}) = {}",
            four(of.line.intercept),
            four(of.line.slope),
            four(root),
            four(of.expected)
        ),
        format!(
            "where one more authority as deprived would lie, {}",
            both_limits(&of.limits)
        ),
    ]
}
