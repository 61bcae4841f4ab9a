//! The verdict against a published aggregate: England or a region.

use super::phrases::{PhraseForm, Phrases};
use super::prose::{Prose, interval_apart, significance_level};
use crate::compare::Comparison;
use crate::compare::significance::AgainstPublished;
use crate::observation::area::Area;
use crate::stat::verdict::Side;

const TESTED_AGAINST: &[&str] = &["higher", "benchmark", "low", "high", "method", "level"];
pub(super) const DIFFERENT: PhraseForm = PhraseForm::tested("about.england.apart", TESTED_AGAINST);
pub(super) const SIMILAR: PhraseForm = PhraseForm::tested(
    "about.england.alike",
    &["benchmark", "low", "high", "method", "level"],
);

/// The verdict against England or a region, as a comparison says it.
pub(super) fn about(c: &Comparison<'_>, against: &AgainstPublished, phrases: &Phrases) -> String {
    let limits = against.own.limits.p95;
    let benchmark = if against.benchmark == Area::ENGLAND {
        "England"
    } else {
        Prose::of(c).short(against.benchmark)
    };
    let published = c
        .panel
        .value(c.at, against.benchmark)
        .unwrap_or(against.value);
    let printed = interval_apart(c.indicator, limits, (published, published));
    let mut values = vec![
        ("benchmark", benchmark.to_owned()),
        ("low", printed.low),
        ("high", printed.high),
        ("method", against.own.method.name().to_owned()),
        ("level", significance_level(against.verdict).to_owned()),
    ];
    let higher = match against.verdict.side() {
        Some(Side::Above) => "higher",
        Some(Side::Below) => "lower",
        None => return phrases.say(c, &SIMILAR, values),
    };
    values.push(("higher", higher.to_owned()));
    phrases.say(c, &DIFFERENT, values)
}
