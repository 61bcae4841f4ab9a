//! What a reader must know of many indicators: the weightiest facts, one a bullet, good and bad by the same weight.

use super::beside::{self, EndPlace};
use super::{NarrativeClause, clause_kind, course, figure, is_better, last_year};
use crate::compare::Comparison;
use crate::compare::shape::SeriesPoint;
use crate::finding::evidence::{FindingEvidence, own_value};
use crate::finding::kinds::{Statement, category};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{answered, list, sentence_case, short_quantity, year_of};
use serde_json::{Value, json};
use std::cmp::Reverse;

pub(super) const PHRASE_FORMS: [&PhraseForm; 14] = [
    &POINT,
    &LABEL,
    &PLACE,
    &PEERS,
    &MOVED,
    &LARGE,
    &QUARTER,
    &STANDING,
    &CONTRARY,
    &ANSWERS,
    &ENGLAND,
    &NEWS_PLACE,
    &NEWS_PLACE_OF_SOME,
    &NEWS_PEERS,
];

const POINT: PhraseForm = PhraseForm::plain("summary.point", &["figure", "facts"]);
const LABEL: PhraseForm = PhraseForm::plain("summary.label", &["label", "judged"]);
const PLACE: PhraseForm = PhraseForm::plain("summary.place", &["highest", "of"]);
const PEERS: PhraseForm = PhraseForm::plain("summary.peers", &["above", "n", "with"]);
const OF_CHANGE: &[&str] = &["up", "by", "before", "earlier", "share"];
const MOVED: PhraseForm = PhraseForm::tested("summary.moved", OF_CHANGE);
const LARGE: PhraseForm = PhraseForm::plain("summary.moved.large", OF_CHANGE);
const QUARTER: PhraseForm = PhraseForm::plain(
    "summary.quarter",
    &["highest", "of", "up", "before", "earlier"],
);
const STANDING: PhraseForm = PhraseForm::plain("summary.standing", &["facts"]);
const CONTRARY: PhraseForm =
    PhraseForm::plain("summary.contrary", &["facts", "up", "before", "earlier"]);
const NEWS_PLACE: PhraseForm = PhraseForm::plain("chart.news.place", &["highest"]);
/// Where many authorities have no figure, "in England" alone claims too much.
const NEWS_PLACE_OF_SOME: PhraseForm =
    PhraseForm::plain("chart.news.place.some", &["highest", "of"]);
const NEWS_PEERS: PhraseForm = PhraseForm::plain("chart.news.peers", &["above", "n", "with"]);
const ANSWERS: PhraseForm = PhraseForm::plain("summary.answers", &["own", "england"]);
const ENGLAND: PhraseForm = PhraseForm::plain("summary.england", &["england"]);

/// A summary has at most so many bullets, unless others are asked for.
pub(crate) const USUAL_POINTS: usize = 6;
/// A summary has at least so many bullets: where fewer figures stand out, it says where others stand.
const LEAST: usize = 4;
/// The weights of the highest or lowest in England, and of a figure beyond all neighbours.
const OF_AN_END: u32 = 100;
const OF_PEERS: u32 = 70;
/// The weight of where a figure stands, which any has.
const OF_STANDING: u32 = 12;
/// The same where a test finds that it differs from England.
const OF_TESTED_STANDING: u32 = 16;
/// In the highest or lowest quarter, and moving further that way: neither alone is told.
const OF_QUARTER: u32 = 25;
/// Words of a bullet behind its label, which with it makes at most thirty.
const MOST_WORDS: usize = 25;

/// A figure of more words leaves none for the size of its change.
const LONG_FIGURE: usize = 12;
/// Behind a figure of more words there is no room for both England and the neighbours.
const LONGEST_WITH_BOTH: usize = 15;

/// One bullet: what it is about, and its sentence.
pub(crate) struct SummaryPoint {
    pub(crate) indicator: String,
    /// Set in bold before the sentence.
    pub(crate) label: String,
    pub(crate) clause: NarrativeClause,
    pub(crate) weight: u32,
    /// Whether its label says better (true) or worse, of where it stands or of its change.
    pub(crate) is_better: Option<bool>,
    /// Highest or lowest in England, or beyond all neighbours: what no summary may leave out.
    pub(crate) is_weightiest: bool,
}

/// A reason to tell of a figure, with its words and the side on which it puts the figure.
struct SummaryReason {
    text: String,
    weight: u32,
    is_up: bool,
    /// Whether it tells a change, and not where the figure stands.
    is_change: bool,
}

/// The weightiest of some points, at most so many; of equal weight in their order. Where all that are judged are better, and the same is
/// worth saying of one that is worse, that one takes the place of the lightest that is neither; and the other way round: nobody who reads
/// only this must think that there is no other side.
pub(crate) fn weightiest<'p>(
    points: impl Iterator<Item = &'p SummaryPoint>,
    most: usize,
) -> Vec<&'p SummaryPoint> {
    let mut points: Vec<&SummaryPoint> = points.collect();
    points.sort_by_key(|point| Reverse(point.weight));
    let others = points.split_off(most.min(points.len()));
    show_both_sides(&mut points, &others);
    let heavy = points
        .iter()
        .filter(|point| point.weight > OF_TESTED_STANDING)
        .count();
    points.truncate(heavy.max(LEAST.min(most)));
    points
}

fn show_both_sides<'p>(points: &mut [&'p SummaryPoint], others: &[&'p SummaryPoint]) {
    let has = |points: &[&SummaryPoint], side| points.iter().any(|of| of.is_better == Some(side));
    for side in [false, true] {
        let is_missing = has(points, !side) && !has(points, side);
        let other = others
            .iter()
            .filter(|_| is_missing)
            .find(|of| of.is_better == Some(side) && of.weight > OF_TESTED_STANDING);
        let lightest = points
            .iter_mut()
            .rev()
            .find(|of| of.is_better.is_none() && !of.is_weightiest);
        if let (Some(other), Some(lightest)) = (other, lightest) {
            *lightest = other;
        }
    }
    points.sort_by_key(|point| Reverse(point.weight));
}

/// The bullet of one indicator; none where nothing about it is worth a place on the first page.
pub(crate) fn point(
    c: &Comparison<'_>,
    statements: &[&Statement],
    phrases: &Phrases,
) -> Option<SummaryPoint> {
    c.reading.value()?;
    if is_share_of_population(c) {
        return None;
    }
    let mut reasons = standing_out(c, phrases);
    let is_weightiest = reasons.iter().any(|reason| reason.weight >= OF_PEERS);
    let figure = figure::in_brief(c, phrases)?;
    let has_room = figure.split_whitespace().count() <= LONG_FIGURE;
    reasons.extend(moved(c, has_room, phrases));
    if reasons.is_empty() {
        reasons.extend(moving_on(c, phrases));
    }
    let is_plain = reasons.is_empty();
    if is_plain {
        let has_room_for_both = figure.split_whitespace().count() <= LONGEST_WITH_BOTH;
        reasons.push(standing(c, has_room_for_both, phrases)?);
    }
    let weight = reasons.iter().map(|reason| reason.weight).sum();
    let england = england(c, phrases).filter(|_| !is_plain);
    let text = match told_contrary(c, &figure, &reasons, phrases).filter(|_| is_plain) {
        Some(text) => text,
        None => sentence(c, &figure, &mut reasons, england, phrases),
    };
    let text = match answers(c, phrases) {
        Some(answers) => format!("{text} {answers}"),
        None => text,
    };
    let is_better = judged(c, &reasons);
    let values = vec![
        ("label", label(c)),
        ("judged", judged_in_words(is_better, &reasons).to_owned()),
    ];
    let label = phrases.say(c, &LABEL, values);
    let evidence = evidence(c, statements);
    Some(SummaryPoint {
        indicator: c.indicator.id.clone(),
        label,
        clause: NarrativeClause::of(clause_kind::SUMMARY, text, evidence, c),
        weight,
        is_better,
        is_weightiest,
    })
}

/// A group of the population as a share of those looked after or helped: without how many children of the group live there, it says nothing
/// that a first page should.
fn is_share_of_population(c: &Comparison<'_>) -> bool {
    let category = c.reference.catalogue.category(&c.indicator.id);
    category.is_some_and(|(breakdown, _)| breakdown.is_of_population)
}

/// Of what part of the people there is an answer, where that is too few to call the figure better or worse.
fn answers(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let of = c.answered.filter(|of| of.is_too_few())?;
    let [own, england] = answered(&of);
    let values = vec![("own", own), ("england", england)];
    Some(phrases.say(c, &ANSWERS, values))
}

/// What a bullet begins with: the indicator's short name; of a category what it is a category of, too.
fn label(c: &Comparison<'_>) -> String {
    match c.reference.catalogue.category(&c.indicator.id) {
        Some((breakdown, category)) => {
            format!("{}, {}", breakdown.title, sentence_case(&category.title))
        }
        None => c.indicator.short.clone(),
    }
}

/// The sentence of a bullet. Where it is too long, the lightest reasons leave it, then England.
fn sentence(
    c: &Comparison<'_>,
    figure: &str,
    reasons: &mut Vec<SummaryReason>,
    england: Option<String>,
    phrases: &Phrases,
) -> String {
    let said = |reasons: &[SummaryReason], england: Option<&String>| {
        let facts: Vec<String> = reasons.iter().map(|reason| reason.text.clone()).collect();
        let facts = match england {
            Some(england) => format!("{} {england}", list(&facts)),
            None => list(&facts),
        };
        let values = vec![("figure", figure.to_owned()), ("facts", facts)];
        phrases.say(c, &POINT, values)
    };
    let is_long = |text: &str| text.split_whitespace().count() > MOST_WORDS;
    let mut text = said(reasons, england.as_ref());
    while is_long(&text) && reasons.len() > 1 {
        reasons.pop();
        text = said(reasons, england.as_ref());
    }
    if is_long(&text) {
        text = said(reasons, None);
    }
    text
}

/// The sentence of a figure that only stands where it stands, while it moves the other way: "below England, but up from 54 in 2021". None
/// where it does not, or where the two have no room.
fn told_contrary(
    c: &Comparison<'_>,
    figure: &str,
    reasons: &[SummaryReason],
    phrases: &Phrases,
) -> Option<String> {
    let reason = reasons.first()?;
    let (is_up, begins) = movement_against(c, reason.is_up)?;
    let values = vec![
        ("facts", reason.text.clone()),
        ("up", if is_up { "up" } else { "down" }.to_owned()),
        ("before", figure::own_digits(c, begins.value)),
        ("earlier", year_of(c, begins.column)),
    ];
    let facts = phrases.say(c, &CONTRARY, values);
    let text = phrases.say(
        c,
        &POINT,
        vec![("figure", figure.to_owned()), ("facts", facts)],
    );
    (text.split_whitespace().count() <= MOST_WORDS).then_some(text)
}

/// The movement under way, where it goes towards the other end than the one at which a figure stands.
fn movement_against(c: &Comparison<'_>, stands_above: bool) -> Option<(bool, SeriesPoint)> {
    course::under_way(c).filter(|(is_up, _)| *is_up != stands_above)
}

/// Whether a point is for the better, where all reasons point one way and someone has said which way is good.
fn judged(c: &Comparison<'_>, reasons: &[SummaryReason]) -> Option<bool> {
    let first = reasons.first()?;
    let one_way = reasons.iter().all(|reason| reason.is_up == first.is_up);
    // A change for the better of a figure that stands worse than something beside it is neither, and so is one between two, or one that
    // moves towards the others.
    let stands = beside::lies_only_on(c, first.is_up);
    let is_apart = first.weight > OF_TESTED_STANDING || beside::differs_from_all(c);
    let is_contrary = first.weight < OF_PEERS && movement_against(c, first.is_up).is_some();
    is_better(c, first.is_up).filter(|_| one_way && stands && is_apart && !is_contrary)
}

/// Better and worse are of where a figure stands; of one whose change alone is told, the label says that it is the change.
fn judged_in_words(is_better: Option<bool>, reasons: &[SummaryReason]) -> &'static str {
    let is_change = reasons.iter().all(|reason| reason.is_change);
    match (is_better, is_change) {
        (Some(true), false) => ", better",
        (Some(false), false) => ", worse",
        (Some(true), true) => ", for the better",
        (Some(false), true) => ", for the worse",
        (None, _) => "",
    }
}

fn evidence(c: &Comparison<'_>, statements: &[&Statement]) -> FindingEvidence {
    let findings: Vec<Value> = statements
        .iter()
        .map(|told| json!({ "kind": told.kind.name, "evidence": told.evidence }))
        .collect();
    FindingEvidence {
        values: json!({
            "value": c.reading.value(),
            "rank": c.comparable_rank().map(|rank| rank.place.rank),
            "earlier": c.change.as_ref().map(|change| change.earlier),
        }),
        comparators: json!({ "england": c.comparable_england(), "findings": findings }),
        n: c.comparable_rank().map(|rank| rank.of),
        ..FindingEvidence::plain(own_value(c), "the findings named")
    }
}

/// What puts a figure apart from others: its place among all authorities, and being beyond all neighbours.
fn standing_out(c: &Comparison<'_>, phrases: &Phrases) -> Vec<SummaryReason> {
    let place = beside::end_place(c).map(|end| place(c, &end, phrases));
    place.into_iter().chain(peers(c, phrases)).collect()
}

/// The same as the news of a chart, in few words: "highest in England, above all ten neighbours"; none where nothing does.
pub(in crate::finding) fn headline(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let end = beside::end_place(c);
    let place = end.map(|end| {
        let highest = ("highest", beside::end_in_words(&end));
        if is_nearly_all(c, &end) {
            return phrases.say(c, &NEWS_PLACE, vec![highest]);
        }
        let of = ("of", end.of.to_string());
        phrases.say(c, &NEWS_PLACE_OF_SOME, vec![highest, of])
    });
    let peers = beyond_all(c).map(|(_, values)| phrases.say(c, &NEWS_PEERS, values));
    let said: Vec<String> = place.into_iter().chain(peers).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// Whether nine in ten authorities or more have a figure.
fn is_nearly_all(c: &Comparison<'_>, end: &EndPlace) -> bool {
    end.of * 10 >= c.panel.slots.current().count() * 9
}

fn place(c: &Comparison<'_>, end: &EndPlace, phrases: &Phrases) -> SummaryReason {
    let values = vec![
        ("highest", beside::end_in_words(end)),
        ("of", end.of.to_string()),
    ];
    SummaryReason {
        text: phrases.say(c, &PLACE, values),
        weight: if end.from_end == 1 { OF_AN_END } else { 30 },
        is_up: end.is_highest,
        is_change: false,
    }
}

/// Beyond all neighbours, unless the figure may be England's but for chance, as its paragraph says; a category has to be apart from England.
pub(super) fn beyond_all(c: &Comparison<'_>) -> Option<(bool, PhraseValues)> {
    let against = c.tested().england.as_ref();
    let is_told = if category::tells(c) {
        category::beyond_all(c).is_some()
    } else {
        against.is_none_or(|against| against.verdict.side().is_some())
    };
    beside::beyond_all(c).filter(|_| is_told)
}

fn peers(c: &Comparison<'_>, phrases: &Phrases) -> Option<SummaryReason> {
    let (is_up, values) = beyond_all(c)?;
    Some(SummaryReason {
        text: phrases.say(c, &PEERS, values),
        weight: OF_PEERS,
        is_up,
        is_change: false,
    })
}

/// A change since the year before that is beyond chance; without counts, one larger than most.
fn moved(c: &Comparison<'_>, has_room: bool, phrases: &Phrases) -> Option<SummaryReason> {
    let change = last_year::told_change(c)?;
    let size = c.printed_change()?;
    let (form, weight) = match change.test {
        Some(test) if test.p < last_year::VERY_SURE => (&MOVED, 45),
        Some(_) => (&MOVED, 35),
        None => (&LARGE, 30),
    };
    let mut values = vec![
        ("up", if size > 0.0 { "up" } else { "down" }.to_owned()),
        ("before", figure::own_digits(c, change.earlier)),
        ("earlier", year_of(c, change.from)),
    ];
    values.extend(last_year::size_and_share(c, change));
    if !has_room {
        // Both figures say how large it was; the first of a name counts.
        values.insert(0, ("by", String::new()));
    }
    Some(SummaryReason {
        text: phrases.say(c, form, values),
        weight,
        is_up: size > 0.0,
        is_change: true,
    })
}

/// In the highest or lowest quarter of all authorities, and moving further that way.
fn moving_on(c: &Comparison<'_>, phrases: &Phrases) -> Option<SummaryReason> {
    let (is_highest, mut values) = beside::end_quarter(c)?;
    let (is_up, begins, _) = course::latest_movement(c)?;
    values.extend([
        ("up", if is_up { "up" } else { "down" }.to_owned()),
        ("before", figure::own_digits(c, begins.value)),
        ("earlier", year_of(c, begins.column)),
    ]);
    (is_up == is_highest).then(|| SummaryReason {
        text: phrases.say(c, &QUARTER, values),
        weight: OF_QUARTER,
        is_up,
        is_change: false,
    })
}

/// Where it stands beside England and its neighbours, where nothing more is to be told.
fn standing(c: &Comparison<'_>, has_room: bool, phrases: &Phrases) -> Option<SummaryReason> {
    let (facts, is_above) = beside::standing_in_brief(c, has_room, phrases)?;
    let against = c.tested().england.as_ref();
    let is_tested = against.is_some_and(|against| against.verdict.side().is_some());
    Some(SummaryReason {
        text: phrases.say(c, &STANDING, vec![("facts", facts)]),
        weight: if is_tested {
            OF_TESTED_STANDING
        } else {
            OF_STANDING
        },
        is_up: is_above,
        is_change: false,
    })
}

fn england(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let england = c.comparable_england()?;
    let values = vec![("england", short_quantity(c.indicator, england))];
    Some(phrases.say(c, &ENGLAND, values))
}
