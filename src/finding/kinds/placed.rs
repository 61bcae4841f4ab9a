//! Rank: where is the figure among all authorities, and how far could chance move it?

use super::{Finding, FindingKind, NewsValue, WeighingRole};
use crate::compare::Comparison;
use crate::compare::nation::RankSpan;
use crate::compare::peers::{PlaceOf, RankOrder};
use crate::compare::shrunk::EvenedOut;
use crate::compare::standing::{self, Quarter};
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{ordinal, place};
use crate::finding::working::{WorkingStep, four};
use crate::stat::method::Method;
use crate::stat::rank_interval::{DRAWS, SEED};
use crate::stat::round::format_number;
use serde_json::json;

pub(super) const PLACED: FindingKind = FindingKind {
    name: "Placed",
    method: Some(
        "Ranks: where counts are published a rank has the range that chance in the counts allows (20,000 seeded draws, 95%).",
    ),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[&SPAN, &WIDE, &FIRST, &QUARTER, &ABOUT_BEST, &ABOUT_HIGHEST],
    find,
    working,
};

const SPAN: PhraseForm = PhraseForm::plain("placed.span", &["place", "of", "from", "to", "basis"]);
const WIDE: PhraseForm = PhraseForm::plain("placed.wide", &["from", "to", "end", "of", "basis"]);
const FIRST: PhraseForm = PhraseForm::plain("placed.first", &["place", "of", "basis"]);
const QUARTER: PhraseForm = PhraseForm::plain("placed.quarter", &["end", "of"]);
const ABOUT_BEST: PhraseForm =
    PhraseForm::plain("about.place.best", &["place", "of", "band", "basis"]);
const ABOUT_HIGHEST: PhraseForm =
    PhraseForm::plain("about.place.highest", &["place", "of", "basis"]);

fn find(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    match c.tested().span {
        Some(span) => Some(ranked(&span, c)),
        // Without counts a rank has no interval, and only the ends and the outer quarters are named.
        None => {
            at_an_end(c).or_else(|| standing::quarter(c).map(|quarter| in_quarter(&quarter, c)))
        }
    }
}

fn ranked(span: &RankSpan, c: &Comparison<'_>) -> Finding {
    Finding {
        kind: &PLACED,
        upward: None,
        weight: if is_extreme(span.place.rank, span.of) {
            21
        } else {
            14
        },
        phrase: if span.is_wide() { &WIDE } else { &SPAN },
        values: span_values(span, c),
        question: None,
        evidence: FindingEvidence {
            values: json!({ "value": c.reading.value(), "rank": span.place.rank, "shared_by": span.place.shared_by }),
            comparators: json!({ "rank_interval": { "lower": span.from, "upper": span.to }, "seed": SEED, "draws": DRAWS }),
            method: Method::RankDraws.name().to_owned(),
            level: Some(95.0),
            n: Some(span.of),
        },
    }
}

/// Among the first or last tenth.
fn is_extreme(rank: usize, of: usize) -> bool {
    rank * 10 <= of || (of + 1 - rank.min(of)) * 10 <= of
}

fn span_values(span: &RankSpan, c: &Comparison<'_>) -> PhraseValues {
    let order = RankOrder::of(c.indicator.polarity);
    let name = place(&PlaceOf {
        place: span.place,
        of: span.of,
        order,
    });
    let from_below = order == RankOrder::HighestFirst && name.ends_with("lowest");
    let (from, to) = if from_below {
        (span.of + 1 - span.to, span.of + 1 - span.from)
    } else {
        (span.from, span.to)
    };
    let end = match order {
        RankOrder::BestFirst => "",
        RankOrder::HighestFirst if from_below => " lowest",
        RankOrder::HighestFirst => " highest",
    };
    vec![
        ("place", place_in_words(name, order)),
        ("basis", basis(order).to_owned()),
        ("of", span.of.to_string()),
        ("from", ordinal(from)),
        ("to", ordinal(to)),
        ("end", end.to_owned()),
    ]
}

/// "the 36th highest", "53rd".
fn place_in_words(name: String, order: RankOrder) -> String {
    match order {
        RankOrder::BestFirst => name,
        RankOrder::HighestFirst => format!("the {name}"),
    }
}

/// What the place counts from, where it is not said with the place.
fn basis(order: RankOrder) -> &'static str {
    match order {
        RankOrder::BestFirst => ", where 1st is best",
        RankOrder::HighestFirst => "",
    }
}

/// The highest or the lowest of all, alone or with others: more than being among a quarter.
fn at_an_end(c: &Comparison<'_>) -> Option<Finding> {
    let rank = c.comparable_rank()?;
    let is_last = rank.place.rank + rank.place.shared_by > rank.of;
    let is_first = rank.place.rank == 1;
    // Shared by many, an end is no place of note.
    let is_at_end = (is_first || is_last) && rank.place.shared_by <= MOST_AT_AN_END;
    let highest_is_first = c.indicator.polarity.is_highest_first();
    is_at_end.then(|| Finding {
        kind: &PLACED,
        upward: Some(is_first == highest_is_first),
        weight: 21,
        phrase: &FIRST,
        values: vec![
            ("place", place_in_words(place(rank), rank.order)),
            ("of", rank.of.to_string()),
            ("basis", basis(rank.order).to_owned()),
        ],
        question: None,
        evidence: FindingEvidence {
            values: json!({ "value": c.reading.value(), "rank": rank.place.rank, "shared_by": rank.place.shared_by }),
            n: Some(rank.of),
            ..FindingEvidence::plain(own_value(c), "order of the published figures")
        },
    })
}

/// An end that more authorities share than this is told as a quarter.
const MOST_AT_AN_END: usize = 3;

fn in_quarter(quarter: &Quarter, c: &Comparison<'_>) -> Finding {
    let end = if quarter.highest { "highest" } else { "lowest" };
    let quartiles = c.quartiles.map(|q| [q.q1, q.q2, q.q3]);
    Finding {
        kind: &PLACED,
        upward: Some(quarter.highest),
        weight: 14,
        phrase: &QUARTER,
        values: vec![("end", end.to_owned()), ("of", quarter.of.to_string())],
        question: None,
        evidence: FindingEvidence {
            comparators: json!({ "quartiles": quartiles }),
            n: Some(quarter.of),
            ..FindingEvidence::plain(own_value(c), "quartiles, type 7")
        },
    }
}

/// The place as a comparison says it.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let rank = c.comparable_rank()?;
    let basis = if c.rank_on_counts {
        ", ranked on unrounded figures"
    } else {
        ""
    };
    let band = match c.band {
        Some(band) => format!(", quartile band {}", band.letter()),
        None => String::new(),
    };
    let form = match rank.order {
        RankOrder::BestFirst => &ABOUT_BEST,
        RankOrder::HighestFirst => &ABOUT_HIGHEST,
    };
    let values = vec![
        ("place", place(rank)),
        ("of", rank.of.to_string()),
        ("band", band),
        ("basis", basis.to_owned()),
    ];
    Some(phrases.say(c, form, values))
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let span = c
        .tested()
        .span
        .map(|span| ("How far chance could move its rank", rank_by_chance(&span)));
    let evened = EvenedOut::of(c.panel, c.at)
        .map(|of| ("Its order with small counts evened out", evened_out(c, &of)));
    span.into_iter().chain(evened).collect()
}

fn rank_by_chance(span: &RankSpan) -> Vec<String> {
    vec![
        format!(
            "rank {} of {} on unrounded figures, in the indicator’s own order",
            span.place.rank, span.of
        ),
        format!(
            "{DRAWS} draws of every authority’s figure from what its count allows, seed {SEED}: the middle 95% of its ranks"
        ),
        format!("ranks {} to {}", span.from, span.to),
    ]
}

fn evened_out(c: &Comparison<'_>, of: &EvenedOut) -> Vec<String> {
    let mut facts = vec![format!(
        "{} over {} authorities with counts: average {}, variance between authorities {}",
        of.method.name(),
        of.of,
        four(of.average),
        format_number(of.variance, 8)
    )];
    facts.extend(of.place(c.area).map(|own| {
        format!(
            "{} = average + {} × (own figure − average): place {} of {}, in the indicator’s own order",
            four(own.value),
            four(own.weight),
            own.place.rank,
            of.of
        )
    }));
    facts.push("for ordering only: the published figure stays the figure".to_owned());
    facts
}
