//! The region without the authority: is the figure different from the rest of its region? No finding of its own; said of a
//! comparison, kept beside the evidence about England, and worked out by `explain`.

use super::aggregate;
use super::phrases::{PhraseForm, Phrases};
use super::prose::{Prose, quantity};
use super::working::{WorkingStep, both_limits, four, p_value};
use crate::compare::rest::{self, ROUNDED_TO, RestOfRegion, RestVerdict, Unsound};
use crate::compare::significance::CountBasis;
use crate::compare::{Comparison, significance};
use crate::observation::area::Area;
use crate::stat::round::format_all_digits;
use serde_json::{Value, json};

pub(super) const PHRASE_FORMS: [&PhraseForm; 3] = [&APART, &ALIKE, &OPEN];

const APART: PhraseForm = PhraseForm::tested(
    "about.rest.apart",
    &["higher", "rest", "region", "method", "level"],
);
const ALIKE: PhraseForm =
    PhraseForm::tested("about.rest.alike", &["rest", "region", "method", "level"]);
const OPEN: PhraseForm = PhraseForm::tested("about.rest.open", &["rest", "region"]);

/// The verdict against the rest of the region; against the region itself where its rest cannot be told.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    match rest::beside(c)? {
        Ok(rest) => Some(about_rest(c, &rest, phrases)),
        Err(_) => {
            let (region, _) = c.comparable_region()?;
            let against = significance::against(c.panel, c.at, c.area, region)?;
            Some(aggregate::about(c, &against, phrases))
        }
    }
}

fn about_rest(c: &Comparison<'_>, rest: &RestOfRegion, phrases: &Phrases) -> String {
    let method = match rest.basis {
        CountBasis::Rate => "exact conditional test",
        CountBasis::Proportion => "Fisher’s exact test",
    };
    let mut values = vec![
        ("rest", quantity(c.indicator, rest.value)),
        ("region", rest_of(c, rest.region)),
        ("method", method.to_owned()),
    ];
    match rest.verdict {
        RestVerdict::Apart { above, level } => {
            let higher = if above { "higher" } else { "lower" };
            values.extend([
                ("higher", higher.to_owned()),
                ("level", format!("{level}%")),
            ]);
            phrases.say(c, &APART, values)
        }
        RestVerdict::Alike => {
            values.push(("level", "95%".to_owned()));
            phrases.say(c, &ALIKE, values)
        }
        RestVerdict::Open => phrases.say(c, &OPEN, values),
    }
}

/// "the rest of the North West", "the rest of London".
fn rest_of(c: &Comparison<'_>, region: Area) -> String {
    let name = Prose::of(c).short(region);
    let bare = ["London", "Yorkshire"]
        .iter()
        .any(|part| name.contains(part));
    format!("the rest of {}{name}", if bare { "" } else { "the " })
}

/// The published region, and the rest of it without the authority's own counts.
pub(super) fn evidence(c: &Comparison<'_>) -> Option<Value> {
    let (area, published) = c.comparable_region()?;
    let tested = c.tested();
    let rest = tested.rest.map(|rest| {
        json!({
            "numerator": rest.rest.0, "denominator": rest.rest.1, "counts_rounded_to": ROUNDED_TO, "value": rest.value, "p": rest.p,
            "largest_p_before_rounding": rest.largest_p, "verdict": rest.verdict.name(), "method": rest.method.name(),
        })
    });
    let verdict = tested.region.as_ref().map(|against| against.verdict.name());
    Some(json!({ "la_code": area.la_code(), "value": published, "verdict": verdict, "rest": rest }))
}

pub(super) fn working(c: &Comparison<'_>) -> Option<WorkingStep> {
    let facts = match rest::beside(c)? {
        Ok(rest) => facts(c, rest),
        Err(unsound) => vec![not_tested(unsound)],
    };
    Some(("Different from the rest of its region?", facts))
}

fn not_tested(unsound: Unsound) -> String {
    format!("not tested: {}", unsound.reason())
}

fn facts(c: &Comparison<'_>, rest: RestOfRegion) -> Vec<String> {
    let RestOfRegion {
        own,
        published,
        rest: others,
        ..
    } = rest;
    let mut facts = vec![
        format!(
            "{}: {} − {} = {} of {} − {} = {}, which gives {}",
            rest_of(c, rest.region),
            published.0,
            own.0,
            others.0,
            published.1,
            own.1,
            others.1,
            format_all_digits(rest.value)
        ),
        format!(
            "regional counts are published to the nearest {ROUNDED_TO}, so the rest is known to within {}; the published figure stays beside it",
            ROUNDED_TO / 2.0
        ),
    ];
    facts.extend(rest.size().map(|(size, limits)| match rest.basis {
        CountBasis::Rate => format!(
            "ratio of the two rates {}; {}",
            four(size),
            both_limits(&limits)
        ),
        CountBasis::Proportion => format!(
            "difference in parts of one {}; {}",
            four(size),
            both_limits(&limits)
        ),
    }));
    facts.push(format!(
        "{}: p = {}; at most {} whatever the counts before rounding: {}",
        rest.method.name(),
        p_value(rest.p),
        p_value(rest.largest_p),
        rest.verdict.name()
    ));
    facts
}
