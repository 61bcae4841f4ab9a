//! How a claim is known: for each question that was asked of a figure the test, its level and its result. The names of tests live here
//! and in `explain`, not in a paper's text.

use crate::compare::Comparison;
use crate::compare::change::ChangeSource;
use crate::finding::prose::{interval_apart, quantity, year_of};
use crate::finding::working::p_value;
use crate::stat::round::format_number;
use crate::stat::verdict::{Side, Verdict};

/// Stands where nothing could be tested.
const NO_COUNTS: &str = "none: no counts that give it are in the files read";

/// A row of "How we know".
pub(crate) struct KnownClaim {
    /// The indicator's id, by which its paragraph is found.
    pub(crate) indicator: String,
    /// Its short name.
    pub(crate) short: String,
    pub(crate) claim: &'static str,
    pub(crate) test: String,
    pub(crate) result: String,
}

/// The claims that a paragraph about a comparison may make.
pub(crate) fn claims(c: &Comparison<'_>) -> Vec<KnownClaim> {
    if c.reading.value().is_none() {
        return Vec::new();
    }
    [england(c), peers(c), rank(c), change(c), trend(c)]
        .into_iter()
        .flatten()
        .map(|(claim, test, result)| KnownClaim {
            indicator: c.indicator.id.clone(),
            short: c.indicator.short.clone(),
            claim,
            test,
            result,
        })
        .collect()
}

type ClaimParts = (&'static str, String, String);

fn england(c: &Comparison<'_>) -> Option<ClaimParts> {
    let published = c.comparable_england()?;
    let Some(against) = &c.tested().england else {
        return Some((
            "Against England",
            NO_COUNTS.to_owned(),
            format!("England {}", quantity(c.indicator, published)),
        ));
    };
    let limits = interval_apart(
        c.indicator,
        against.own.limits.p95,
        (published, against.value),
    );
    let verdict = match (against.verdict, against.verdict.side()) {
        (Verdict::Similar, _) => "not different",
        (_, Some(Side::Above)) => "higher",
        _ => "lower",
    };
    let level = if against.verdict.is_strong() {
        "99.8%"
    } else {
        "95%"
    };
    Some((
        "Against England",
        format!("{} interval, {level}", against.own.method.name()),
        format!(
            "{} to {} at 95%, England {}: {verdict}",
            limits.low,
            limits.high,
            format_number(limits.other, limits.decimals)
        ),
    ))
}

fn peers(c: &Comparison<'_>) -> Option<ClaimParts> {
    let place = c.tested().peers.as_ref()?;
    let expected = place.expected(c.indicator);
    let digits = |value: f64| format_number(value, c.indicator.decimals);
    let verdict = if place.is_expected() {
        "one more neighbour could lie there"
    } else {
        "beyond where one more would be expected"
    };
    Some((
        "Beside its neighbours",
        format!("{}, 95%", place.neighbours.method.name()),
        format!(
            "{} to {}: {verdict}",
            digits(expected.lower),
            digits(expected.upper)
        ),
    ))
}

fn rank(c: &Comparison<'_>) -> Option<ClaimParts> {
    let span = c.tested().span?;
    Some((
        "Place",
        "20,000 seeded draws of every count, 95%".to_owned(),
        format!(
            "{} of {}: {} to {}",
            span.place.rank, span.of, span.from, span.to
        ),
    ))
}

fn change(c: &Comparison<'_>) -> Option<ClaimParts> {
    let change = c.tested().change.as_ref()?;
    let from = year_of(c, change.from);
    let Some(test) = change.test else {
        let share = change.position?.share()?;
        return Some((
            "Change in a year",
            NO_COUNTS.to_owned(),
            format!(
                "since {from}: larger than {}% of all changes",
                format_number(share * 100.0, 0)
            ),
        ));
    };
    let verdict = match change.source() {
        ChangeSource::Beyond => "beyond chance",
        ChangeSource::Chance => "within chance",
        ChangeSource::Usual => "beyond chance in the counts, within what is usual",
        ChangeSource::Unknown => "within what is usual, but larger than most changes",
    };
    Some((
        "Change in a year",
        format!("{}, 95%", test.method.name()),
        format!("since {from}: p = {}, {verdict}", p_value(test.p)),
    ))
}

fn trend(c: &Comparison<'_>) -> Option<ClaimParts> {
    let recent = c.tested().recent.as_ref()?;
    Some((
        "Trend over five years",
        format!("{}, 99.8%", recent.trend.method.name()),
        recent.trend.direction.name().to_owned(),
    ))
}
