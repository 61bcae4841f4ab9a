//! England: is the figure different from the published national one beyond chance in its count?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::significance::{AgainstPublished, whole};
use crate::compare::study::Study;
use crate::compare::tested::against_england;
use crate::finding::evidence::{FindingEvidence, level, limits, own_value};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{Prose, interval_apart, quantity, short_quantity, than};
use crate::finding::working::{WorkingStep, both_limits, four, p_value};
use crate::finding::{aggregate, region};
use crate::observation::area::Area;
use crate::stat::interval::Level;
use crate::stat::method::Method;
use crate::stat::round::{format_all_digits, format_number};
use crate::stat::verdict::{Side, Verdict};
use serde_json::json;

const METHOD: &str = "Against England: “significantly” means that the interval around the figure (Byar, exact Poisson or Wilson; 95%, or \
                      99.8% where said) leaves England’s published figure out.";

pub(super) const APART: FindingKind = FindingKind {
    name: "ApartFromEngland",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[
        &DIFFERENT,
        &UNTESTED,
        &ABOUT_PUBLISHED,
        &ABOUT_MISFIT,
        &aggregate::DIFFERENT,
    ],
    find: find_apart,
    working,
};

pub(super) const ALIKE: FindingKind = FindingKind {
    name: "NotApartFromEngland",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[&SIMILAR, &aggregate::SIMILAR],
    find: find_alike,
    working: no_working,
};

const DIFFERENT: PhraseForm = PhraseForm::tested(
    "england.apart",
    &["counts", "low", "high", "than", "england"],
);
const UNTESTED: PhraseForm = PhraseForm::plain("england.untested", &["than", "england"]);
const SIMILAR: PhraseForm =
    PhraseForm::tested("england.alike", &["counts", "low", "high", "england"]);
const ABOUT_PUBLISHED: PhraseForm = PhraseForm::plain("about.published", &["aggregates"]);
const ABOUT_MISFIT: PhraseForm = PhraseForm::plain("about.published.misfit", &["england"]);

fn find_apart(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let Some(against) = &c.tested().england else {
        return untested(c);
    };
    let is_above = against.verdict.side()? == Side::Above;
    // A difference that rounding hides would read as a contradiction.
    if c.printed(against.own.value) == c.printed(against.value) {
        return None;
    }
    Some(Finding {
        kind: &APART,
        upward: Some(is_above),
        weight: if against.verdict.is_strong() { 28 } else { 24 },
        phrase: &DIFFERENT,
        values: values(against, is_above, c),
        question: None,
        evidence: evidence(against, c),
    })
}

/// Without counts there is no test; none where the two are printed alike, or England's figure may not stand beside one
/// authority's.
fn untested(c: &Comparison<'_>) -> Option<Finding> {
    let england = c.comparable_england()?;
    let (own, other) = (c.printed(c.reading.value()?), c.printed(england));
    let is_above = own > other;
    (own != other).then(|| Finding {
        kind: &APART,
        upward: Some(is_above),
        weight: 6,
        phrase: &UNTESTED,
        values: vec![
            ("than", than(c.indicator, is_above)),
            ("england", short_quantity(c.indicator, england)),
        ],
        question: None,
        evidence: FindingEvidence {
            comparators: json!({ "england": england }),
            ..FindingEvidence::plain(
                own_value(c),
                "as published; not tested, since no counts that give it are in the files read",
            )
        },
    })
}

fn find_alike(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let against = c.tested().england.as_ref()?;
    (against.verdict == Verdict::Similar).then(|| Finding {
        kind: &ALIKE,
        upward: None,
        weight: 8,
        phrase: &SIMILAR,
        values: values(against, false, c),
        question: None,
        evidence: evidence(against, c),
    })
}

fn values(against: &AgainstPublished, is_above: bool, c: &Comparison<'_>) -> PhraseValues {
    let (over, of) = against.counts;
    let limits = against.own.limits.p95;
    let published = c.comparable_england().unwrap_or(against.value);
    let printed = interval_apart(c.indicator, limits, (published, against.value));
    let as_printed = c.indicator.with_decimals(printed.decimals);
    let england = short_quantity(&as_printed, printed.other);
    vec![
        (
            "counts",
            format!("{} of {}", format_number(over, 0), format_number(of, 0)),
        ),
        ("low", printed.low),
        ("high", printed.high),
        ("than", than(c.indicator, is_above)),
        ("england", england),
    ]
}

fn evidence(against: &AgainstPublished, c: &Comparison<'_>) -> FindingEvidence {
    FindingEvidence {
        values: json!({
            "value": against.own.value, "numerator": against.counts.0, "denominator": against.counts.1,
            "interval": limits(&against.own.limits), "verdict": against.verdict.name(), "p": against.p(),
        }),
        comparators: json!({
            "la_code": against.benchmark.la_code(), "value": against.value, "region": region::evidence(c),
        }),
        method: format!(
            "{} interval against the published aggregate",
            against.own.method.name()
        ),
        level: Some(level(against.verdict)),
        n: whole(against.counts.1).and_then(|n| usize::try_from(n).ok()),
    }
}

/// The published figures of the region and of England.
pub(crate) fn about_published(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let prose = Prose::of(c);
    let region = c
        .comparable_region()
        .map(|(region, value)| format!("{} {}", prose.short(region), quantity(c.indicator, value)));
    let england = c
        .comparable_england()
        .map(|value| format!("England {}", quantity(c.indicator, value)));
    let aggregates: Vec<String> = region.into_iter().chain(england).collect();
    let published = (!aggregates.is_empty()).then(|| {
        let values = vec![("aggregates", aggregates.join(", "))];
        phrases.say(c, &ABOUT_PUBLISHED, values)
    });
    let misfit = c.england_misfits().map(|value| {
        let values = vec![("england", quantity(c.indicator, value))];
        phrases.say(c, &ABOUT_MISFIT, values)
    });
    let said: Vec<String> = published.into_iter().chain(misfit).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The verdict against England as a comparison says it.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    against_england(c).map(|against| aggregate::about(c, &against, phrases))
}

/// England and the region on one interval, then the rest of the region.
fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let tested = c.tested();
    let against: Vec<&AgainstPublished> = [&tested.england, &tested.region]
        .into_iter()
        .flatten()
        .collect();
    let mut steps = Vec::new();
    if let Some(first) = against.first() {
        let mut facts = interval(c, first);
        facts.extend(against.iter().map(|against| verdict(against)));
        steps.push(("Different beyond chance in the count?", facts));
    }
    steps.extend(region::working(c));
    steps
}

fn interval(c: &Comparison<'_>, against: &AgainstPublished) -> Vec<String> {
    let (over, of) = against.counts;
    let per = c.indicator.per.unwrap_or(1.0);
    let z = four(Level::P95.z());
    let how = match against.own.method {
        Method::Byar => format!(
            "Byar, lower at 95%: {over} × (1 − 1 ÷ (9 × {over}) − {z} ÷ (3 × √{over}))³ ÷ {of} × {per} = {}; upper with {} and +",
            four(against.own.limits.p95.lower),
            over + 1.0
        ),
        Method::ExactPoisson => format!(
            "fewer than 10 events: exact limits of a Poisson count of {over}, ÷ {of} × {per}"
        ),
        _ => format!("Wilson’s limits for {over} of {of}, z = {z}, × {per}"),
    };
    vec![how, both_limits(&against.own.limits)]
}

fn verdict(against: &AgainstPublished) -> String {
    let name = if against.benchmark == Area::ENGLAND {
        "England"
    } else {
        "the region"
    };
    format!(
        "{name}, taken as exact: {}; the verdict is “{}”: an interval that leaves it out differs, touching does not (p = {})",
        format_all_digits(against.value),
        against.verdict.name(),
        p_value(against.p())
    )
}
