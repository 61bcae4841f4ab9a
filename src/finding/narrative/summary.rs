//! What a reader must know of many indicators: the weightiest facts, one a bullet, good and bad by the same weight.

use super::beside::{self, EndPlace};
use super::{NarrativeClause, course, figure};
use crate::compare::Comparison;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::kinds::Statement;
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::finding::prose::{list, number_word, short_quantity, year_of};
use serde_json::json;
use std::cmp::Reverse;

pub(super) const PHRASE_FORMS: [&PhraseForm; 8] = [
    &POINT, &LABEL, &PLACE, &PEERS, &MOVED, &LARGE, &STANDING, &ENGLAND,
];

const POINT: PhraseForm = PhraseForm::plain("summary.point", &["figure", "facts"]);
const LABEL: PhraseForm = PhraseForm::plain("summary.label", &["label", "judged"]);
const PLACE: PhraseForm = PhraseForm::plain("summary.place", &["highest", "of"]);
const PEERS: PhraseForm = PhraseForm::plain("summary.peers", &["above", "n"]);
const OF_CHANGE: &[&str] = &["up", "by", "before", "earlier", "share"];
const MOVED: PhraseForm = PhraseForm::tested("summary.moved", OF_CHANGE);
const LARGE: PhraseForm = PhraseForm::plain("summary.moved.large", OF_CHANGE);
const STANDING: PhraseForm = PhraseForm::plain("summary.standing", &["facts"]);
const ENGLAND: PhraseForm = PhraseForm::plain("summary.england", &["england"]);

/// A summary has at least so many bullets: where fewer figures stand out, it says where others stand.
const LEAST: usize = 4;
/// The weight of where a figure stands, which any has.
const OF_STANDING: u32 = 12;
/// Words of a bullet.
const MOST_WORDS: usize = 30;

/// One bullet: what it is about, and its sentence.
pub(crate) struct SummaryPoint {
    pub(crate) indicator: String,
    /// Set in bold before the sentence.
    pub(crate) label: String,
    pub(crate) clause: NarrativeClause,
    pub(crate) weight: u32,
    /// Highest or lowest in England, or beyond all neighbours: what no summary may leave out.
    pub(crate) is_weightiest: bool,
}

/// A reason to tell of a figure, with its words and the side on which it puts the figure.
struct SummaryReason {
    text: String,
    weight: u32,
    is_up: bool,
}

/// The weightiest points of some indicators, at most so many.
pub(crate) fn summary(
    compared: &[&Comparison<'_>],
    statements: &[Statement],
    phrases: &Phrases,
    most: usize,
) -> Vec<SummaryPoint> {
    let mut points: Vec<SummaryPoint> = compared
        .iter()
        .filter_map(|c| {
            let told: Vec<&Statement> = statements
                .iter()
                .filter(|told| told.indicator == c.indicator.id)
                .collect();
            point(c, &told, phrases)
        })
        .collect();
    // Stable: of equal weight the order of the paper stays.
    points.sort_by_key(|point| Reverse(point.weight));
    points.truncate(most);
    let heavy = points
        .iter()
        .filter(|point| point.weight > OF_STANDING)
        .count();
    points.truncate(heavy.max(LEAST.min(most)));
    points
}

/// The bullet of one indicator; none where nothing about it is worth a place on the first page.
pub(crate) fn point(
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Option<SummaryPoint> {
    c.reading.value()?;
    let end = beside::end_place(c);
    let is_beyond = is_beyond_all(c, statements);
    let is_first = end.is_some_and(|end| end.from_end == 1);
    let mut reasons: Vec<SummaryReason> = [
        end.map(|end| place(c, &end, phrases)),
        is_beyond.then(|| peers(c, phrases)).flatten(),
        moved(c, phrases),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_plain = reasons.is_empty();
    if is_plain {
        reasons.push(standing(c, phrases)?);
    }
    let weight = reasons.iter().map(|reason| reason.weight).sum();
    let figure = figure::in_brief(c, phrases)?;
    let england = england(c, phrases).filter(|_| !is_plain);
    let said = |reasons: &[SummaryReason], with_england: bool| {
        let facts: Vec<String> = reasons.iter().map(|reason| reason.text.clone()).collect();
        let tail = england.clone().filter(|_| with_england).unwrap_or_default();
        let values = vec![
            ("figure", figure.clone()),
            (
                "facts",
                if tail.is_empty() {
                    list(&facts)
                } else {
                    format!("{} {tail}", list(&facts))
                },
            ),
        ];
        phrases.say(c, &POINT, values)
    };
    let mut text = said(&reasons, true);
    while text.split_whitespace().count() > MOST_WORDS && reasons.len() > 1 {
        reasons.pop();
        text = said(&reasons, true);
    }
    if text.split_whitespace().count() > MOST_WORDS {
        text = said(&reasons, false);
    }
    let sides: Vec<bool> = reasons.iter().map(|reason| reason.is_up).collect();
    let judged = sides
        .first()
        .filter(|first| sides.iter().all(|side| side == *first))
        .and_then(|is_up| c.is_better(*is_up));
    let judged = judged.map_or("", |better| if better { ", better" } else { ", worse" });
    let label = phrases.say(
        c,
        &LABEL,
        vec![
            ("label", c.indicator.short.clone()),
            ("judged", judged.to_owned()),
        ],
    );
    let evidence = FindingEvidence {
        values: json!({
            "value": c.reading.value(),
            "rank": c.comparable_rank().map(|rank| rank.place.rank),
            "earlier": c.change.as_ref().map(|change| change.earlier),
        }),
        comparators: json!({
            "england": c.comparable_england(),
            "findings": statements.iter().map(|told| json!({ "kind": told.kind.name, "evidence": told.evidence })).collect::<Vec<_>>(),
        }),
        n: c.comparable_rank().map(|rank| rank.of),
        ..FindingEvidence::plain(own_value(c), "the findings named")
    };
    Some(SummaryPoint {
        indicator: c.indicator.id.clone(),
        label,
        clause: NarrativeClause::of("Summary", text, evidence, c),
        weight,
        is_weightiest: is_first || is_beyond,
    })
}

/// Whether a figure is beyond all its neighbours, and where one more would not be expected.
pub(super) fn is_beyond_all(c: &Comparison<'_>, statements: &[&Statement]) -> bool {
    let is_apart = statements
        .iter()
        .any(|told| told.kind.name == "ApartFromPeers");
    is_apart && c.tested().peers.as_ref().is_some_and(|of| of.beyond_all())
}

fn place(c: &Comparison<'_>, end: &EndPlace, phrases: &Phrases) -> SummaryReason {
    let values = vec![
        ("highest", beside::end_in_words(end)),
        ("of", end.of.to_string()),
    ];
    SummaryReason {
        text: phrases.say(c, &PLACE, values),
        weight: if end.from_end == 1 { 100 } else { 30 },
        is_up: end.is_highest,
    }
}

fn peers(c: &Comparison<'_>, phrases: &Phrases) -> Option<SummaryReason> {
    let place = c.tested().peers.as_ref()?;
    let is_above = place.own > place.neighbours.mean;
    let values = vec![
        ("above", if is_above { "above" } else { "below" }.to_owned()),
        ("n", number_word(place.neighbours.n)),
    ];
    Some(SummaryReason {
        text: phrases.say(c, &PEERS, values),
        weight: 70,
        is_up: is_above,
    })
}

/// A change since the year before that is beyond chance; without counts, one larger than most.
fn moved(c: &Comparison<'_>, phrases: &Phrases) -> Option<SummaryReason> {
    let change = course::told_change(c)?;
    let size = c.printed_change()?;
    let (form, weight) = match change.test {
        Some(test) if test.p < course::VERY_SURE => (&MOVED, 45),
        Some(_) => (&MOVED, 35),
        None => (&LARGE, 30),
    };
    let mut values = vec![
        ("up", if size > 0.0 { "up" } else { "down" }.to_owned()),
        ("before", figure::own_digits(c, change.earlier)),
        ("earlier", year_of(c, change.from)),
    ];
    values.extend(course::size_and_share(c, change));
    Some(SummaryReason {
        text: phrases.say(c, form, values),
        weight,
        is_up: size > 0.0,
    })
}

/// Where it stands beside England and its neighbours, where nothing more is to be told.
fn standing(c: &Comparison<'_>, phrases: &Phrases) -> Option<SummaryReason> {
    let (facts, is_above) = beside::standing_in_brief(c, phrases)?;
    Some(SummaryReason {
        text: phrases.say(c, &STANDING, vec![("facts", facts)]),
        weight: OF_STANDING,
        is_up: is_above,
    })
}

fn england(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let england = c.comparable_england()?;
    let values = vec![("england", short_quantity(c.indicator, england))];
    Some(phrases.say(c, &ENGLAND, values))
}
