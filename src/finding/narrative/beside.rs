//! Beside others, in one sentence: the place among all authorities where it is one to tell, England, and the statistical neighbours.

use super::{NarrativeClause, clause_kind, figure, is_better, is_little};
use crate::compare::standing::{self, PeerPlace};
use crate::compare::{Comparison, PrintedSide};
use crate::finding::evidence::FindingEvidence;
use crate::finding::kinds::peers::end_level_with;
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{digits, list, number_word, short_quantity};
use crate::observation::reading::Status;
use crate::stat::verdict::{Side, Verdict};
use serde_json::json;

pub(super) const PHRASE_FORMS: [&PhraseForm; 10] = [
    &SENTENCE,
    &PLACE,
    &QUARTER,
    &ENGLAND,
    &ENGLAND_CLOSE,
    &ENGLAND_ALIKE,
    &ENGLAND_SAME,
    &PEERS_ALL,
    &PEERS_EDGE,
    &PEERS_AVERAGE,
];

const SENTENCE: PhraseForm = PhraseForm::plain("narrative.beside", &["facts", "judged"]);
const PLACE: PhraseForm = PhraseForm::plain("narrative.place", &["highest", "of", "judged"]);
const QUARTER: PhraseForm =
    PhraseForm::plain("narrative.place.quarter", &["highest", "of", "judged"]);
const ENGLAND: PhraseForm = PhraseForm::plain("narrative.england", &["above", "england", "judged"]);
const ENGLAND_CLOSE: PhraseForm = PhraseForm::plain("narrative.england.close", &["england"]);
const ENGLAND_ALIKE: PhraseForm = PhraseForm::tested("narrative.england.alike", &["england"]);
const ENGLAND_SAME: PhraseForm = PhraseForm::plain("narrative.england.same", &["england"]);
const OF_PEERS: &[&str] = &["above", "n", "with", "low", "high", "mean", "end", "judged"];
const PEERS_ALL: PhraseForm = PhraseForm::plain("narrative.peers.all", OF_PEERS);
const PEERS_EDGE: PhraseForm = PhraseForm::plain("narrative.peers.edge", OF_PEERS);
const PEERS_AVERAGE: PhraseForm = PhraseForm::plain("narrative.peers.average", OF_PEERS);

/// Places so near an end are told.
const NEAR: usize = 10;
/// An end that more authorities share than this is told as a quarter.
const MOST_SHARED: usize = 3;

/// One of the things that a figure stands beside.
struct BesideFact {
    form: &'static PhraseForm,
    values: PhraseValues,
    /// On which side of it the figure lies; none where it lies on neither.
    is_above: Option<bool>,
    /// Whether its words end with figures in brackets.
    has_bracket: bool,
}

impl BesideFact {
    fn say(&self, c: &Comparison<'_>, phrases: &Phrases, judged: &str) -> String {
        let mut values = self.values.clone();
        // A place has no bracket of its own; other facts have one with their figures.
        let judged = match judged {
            "" => String::new(),
            word if self.has_bracket => format!(", {word}"),
            word => format!(" ({word})"),
        };
        values.push(("judged", judged));
        phrases.say(c, self.form, values)
    }
}

/// A place among all authorities that is near an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct EndPlace {
    pub(super) from_end: usize,
    pub(super) is_highest: bool,
    shared_by: usize,
    pub(super) of: usize,
}

/// The sentence; none where there is nothing to stand beside.
pub(super) fn beside(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    told(c, &facts(c), phrases)
}

/// The sentence about a category of a breakdown: without a place among all, which for a part of a mix says little and where small numbers
/// are withheld cannot be known.
pub(super) fn of_category(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let facts: Vec<BesideFact> = [england(c), peers(c)].into_iter().flatten().collect();
    told(c, &facts, phrases)
}

fn told(c: &Comparison<'_>, facts: &[BesideFact], phrases: &Phrases) -> Option<NarrativeClause> {
    if facts.is_empty() {
        return None;
    }
    let said = sentence(c, facts, phrases);
    let tested = c.tested().england.is_some();
    let peers = c.tested().peers.as_ref();
    let evidence = FindingEvidence {
        values: json!({
            "value": c.reading.value(),
            "rank": c.comparable_rank().map(|rank| rank.place.rank),
            "shared_by": c.comparable_rank().map(|rank| rank.place.shared_by),
            "verdict": c.tested().england.as_ref().map(|against| against.verdict.name()),
        }),
        comparators: json!({
            "england": c.comparable_england(),
            "mean": peers.map(|of| of.neighbours.mean),
            "min": peers.map(|of| of.neighbours.min),
            "max": peers.map(|of| of.neighbours.max),
        }),
        method: "order of the figures; interval against the published aggregate; unweighted mean"
            .to_owned(),
        level: tested.then_some(95.0),
        n: c.comparable_rank().map(|rank| rank.of),
    };
    Some(NarrativeClause::of(clause_kind::BESIDE, said, evidence, c))
}

/// England and the neighbours in a few words, with the side where both lie on one; where there is little room, the first on a side, unless
/// that leaves out that the figure is like England's.
pub(super) fn standing_in_brief(
    c: &Comparison<'_>,
    has_room: bool,
    phrases: &Phrases,
) -> Option<(String, bool)> {
    let of_england = england(c);
    let is_like_england = of_england.as_ref().is_some_and(|of| of.is_above.is_none());
    if is_like_england && !has_room {
        return None;
    }
    let mut facts: Vec<BesideFact> = [of_england, peers(c)].into_iter().flatten().collect();
    // Before any is left out: one of two that lie on opposite sides would tell half of where the figure stands.
    let is_above = one_side(&facts)?;
    if !has_room {
        facts.retain(|fact| fact.is_above.is_some());
        facts.truncate(1);
    }
    for fact in &mut facts {
        if fact.form.key == PEERS_EDGE.key {
            // Their range takes more words than a bullet has.
            fact.form = &PEERS_AVERAGE;
        }
    }
    let said: Vec<String> = facts.iter().map(|fact| fact.say(c, phrases, "")).collect();
    Some((joined(&said, &facts), is_above))
}

/// Everything that a figure stands beside.
fn facts(c: &Comparison<'_>) -> Vec<BesideFact> {
    let facts = [place(c), england(c), peers(c)];
    facts.into_iter().flatten().collect()
}

/// On which side of all of these a figure lies; none where it lies on both, or on neither.
fn one_side(facts: &[BesideFact]) -> Option<bool> {
    let mut sides = facts.iter().filter_map(|fact| fact.is_above);
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// On which side of everything that it stands beside a figure lies.
pub(super) fn side_of_all(c: &Comparison<'_>) -> Option<bool> {
    one_side(&facts(c))
}

/// Whether a figure lies on this side of everything that it stands beside and differs from.
pub(super) fn lies_only_on(c: &Comparison<'_>, is_above: bool) -> bool {
    let mut sides = facts(c).into_iter().filter_map(|fact| fact.is_above);
    sides.all(|side| side == is_above)
}

/// Whether everything that a figure stands beside differs from it.
pub(super) fn differs_from_all(c: &Comparison<'_>) -> bool {
    facts(c).iter().all(|fact| fact.is_above.is_some())
}

/// On which side of England's figure a figure lies; none where the two are alike.
pub(super) fn side_of_england(c: &Comparison<'_>) -> Option<bool> {
    england(c)?.is_above
}

/// What is said to be better or worse: all facts together, or some of them alone.
struct BesideSenses {
    all: Option<bool>,
    each: Vec<Option<bool>>,
}

impl BesideSenses {
    fn of(c: &Comparison<'_>, facts: &[BesideFact]) -> BesideSenses {
        // What lies level with the figure, or is not clearly different, is neither better nor worse, so nothing is said of all.
        let all_differ = facts.iter().all(|fact| fact.is_above.is_some());
        let one_side = one_side(facts).filter(|_| all_differ);
        let of_side = |is_above: Option<bool>| is_above.and_then(|is_above| is_better(c, is_above));
        let alone = facts.iter().map(|fact| fact.is_above);
        let alone = alone.map(|is_above| of_side(is_above.filter(|_| one_side.is_none())));
        BesideSenses {
            all: of_side(one_side),
            each: alone.collect(),
        }
    }
}

/// Whether what a figure stands beside is said to be better (true) or worse, each time that the sentence says so.
pub(super) fn senses(c: &Comparison<'_>) -> Vec<bool> {
    let BesideSenses { all, each } = BesideSenses::of(c, &facts(c));
    all.into_iter().chain(each.into_iter().flatten()).collect()
}

/// The facts in one sentence. Where all lie on one side, whether that is better or worse is said once, at the end.
fn sentence(c: &Comparison<'_>, facts: &[BesideFact], phrases: &Phrases) -> String {
    let senses = BesideSenses::of(c, facts);
    let judged = match senses.all {
        Some(true) => ", which is better",
        Some(false) => ", which is worse",
        None => "",
    };
    let each: Vec<String> = facts
        .iter()
        .zip(&senses.each)
        .map(|(fact, sense)| {
            let own = match sense {
                Some(true) => "better",
                Some(false) => "worse",
                None => "",
            };
            fact.say(c, phrases, own)
        })
        .collect();
    let facts = joined(&each, facts);
    let values = vec![("facts", facts), ("judged", judged.to_owned())];
    phrases.say(c, &SENTENCE, values)
}

/// The facts as one list; with "but" where their sides turn once: a figure that some of them tell apart and the others do not, or that
/// lies between them.
fn joined(each: &[String], facts: &[BesideFact]) -> String {
    let turns: Vec<usize> = (1..facts.len())
        .filter(|at| {
            let sides = facts.get(at - 1).zip(facts.get(*at));
            sides.is_some_and(|(before, behind)| before.is_above != behind.is_above)
        })
        .collect();
    match turns.as_slice() {
        [at] => {
            let (before, behind) = each.split_at(*at);
            format!("{}, but {}", list(before), list(behind))
        }
        _ => list(each),
    }
}

/// Where the figure stands near an end of all authorities, chance allowed for.
pub(super) fn end_place(c: &Comparison<'_>) -> Option<EndPlace> {
    let rank = c.comparable_rank()?;
    let (first, shared, of) = (rank.place.rank, rank.place.shared_by.max(1), rank.of);
    let last = (of + 2).saturating_sub(first + shared);
    let (from_highest, from_lowest) = if c.indicator.polarity.is_highest_first() {
        (first, last)
    } else {
        (last, first)
    };
    let is_highest = from_highest <= from_lowest;
    if !is_highest && !has_known_low_end(c) {
        return None;
    }
    let from_end = from_highest.min(from_lowest);
    (from_end <= NEAR && shared <= MOST_SHARED && has_sure_place(c)).then_some(EndPlace {
        from_end,
        is_highest,
        shared_by: shared,
        of,
    })
}

/// Whether chance leaves a place to be told: it is no handful's, nor all or none of nobody knows how many, and not spread over a third of
/// all authorities.
fn has_sure_place(c: &Comparison<'_>) -> bool {
    let is_wide = c.tested().span.is_some_and(|span| span.is_wide());
    !figure::is_of_few(c) && !figure::is_all_or_none_of_unknown(c) && !is_wide
}

/// More withheld figures than this may hide the low end: small numbers are withheld.
const MOST_WITHHELD: usize = 8;

/// Whether it is known which figures are the lowest.
fn has_known_low_end(c: &Comparison<'_>) -> bool {
    let withheld = c.panel.slots.current().filter(|area| {
        let reading = c.panel.reading(c.at, *area);
        reading.status() == Status::Suppressed
    });
    withheld.count() < MOST_WITHHELD
}

/// "highest", "joint third lowest".
pub(super) fn end_in_words(end: &EndPlace) -> String {
    const NTH: [&str; NEAR + 1] = [
        "", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ",
        "ninth ", "tenth ",
    ];
    let joint = if end.shared_by > 1 { "joint " } else { "" };
    let nth = NTH.get(end.from_end).copied().unwrap_or_default();
    let word = if end.is_highest { "highest" } else { "lowest" };
    format!("{joint}{nth}{word}")
}

fn place(c: &Comparison<'_>) -> Option<BesideFact> {
    if let Some(end) = end_place(c) {
        return Some(BesideFact {
            form: &PLACE,
            values: vec![("highest", end_in_words(&end)), ("of", end.of.to_string())],
            is_above: Some(end.is_highest),
            has_bracket: false,
        });
    }
    let (is_highest, values) = end_quarter(c)?;
    Some(BesideFact {
        form: &QUARTER,
        values,
        is_above: Some(is_highest),
        has_bracket: false,
    })
}

/// Whether a figure is in the highest quarter of all authorities or in the lowest, with the values of the phrase; none in the middle half,
/// and where the place is not sure.
pub(super) fn end_quarter(c: &Comparison<'_>) -> Option<(bool, PhraseValues)> {
    let quarter = standing::quarter(c).filter(|_| has_sure_place(c))?;
    if !quarter.highest && !has_known_low_end(c) {
        return None;
    }
    let word = if quarter.highest { "highest" } else { "lowest" };
    let values = vec![("highest", word.to_owned()), ("of", quarter.of.to_string())];
    Some((quarter.highest, values))
}

/// Above, below, or not clearly different from England: by the test where counts bear one.
fn england(c: &Comparison<'_>) -> Option<BesideFact> {
    let england = c.comparable_england()?;
    let shown = vec![("england", short_quantity(c.indicator, england))];
    let side = c.side(england)?;
    if side == PrintedSide::Level {
        return Some(BesideFact {
            form: &ENGLAND_SAME,
            values: shown,
            is_above: None,
            has_bracket: true,
        });
    }
    let is_above = match c.tested().england.as_ref().map(|against| against.verdict) {
        Some(Verdict::Similar) => {
            return Some(BesideFact {
                form: &ENGLAND_ALIKE,
                values: shown,
                is_above: None,
                has_bracket: true,
            });
        }
        Some(verdict) => verdict.side()? == Side::Above,
        None if is_close(c, england) => {
            return Some(BesideFact {
                form: &ENGLAND_CLOSE,
                values: shown,
                is_above: None,
                has_bracket: true,
            });
        }
        None => side == PrintedSide::Above,
    };
    let mut values = shown;
    values.push(("above", above(is_above)));
    Some(BesideFact {
        form: &ENGLAND,
        values,
        is_above: Some(is_above),
        has_bracket: true,
    })
}

/// Whether a figure that could not be tested is so near another that neither side is worth a word.
fn is_close(c: &Comparison<'_>, other: f64) -> bool {
    let own = c.reading.value();
    own.is_some_and(|own| is_little(c, own - other, own.abs().max(other.abs())))
}

/// On which side of its neighbours a figure lies that is beyond them all, as a reader of the printed figures sees it, with the values of
/// their phrases.
pub(super) fn beyond_all(c: &Comparison<'_>) -> Option<(bool, PhraseValues)> {
    let place = c.tested().peers.as_ref().filter(|of| of.beyond_all())?;
    if end_level_with(place, c).is_some() {
        return None;
    }
    let is_above = place.own > place.neighbours.mean;
    let mut values = of_peers(c, place);
    values.push(("above", above(is_above)));
    Some((is_above, values))
}

fn peers(c: &Comparison<'_>) -> Option<BesideFact> {
    if let Some((is_above, values)) = beyond_all(c) {
        return Some(BesideFact {
            form: &PEERS_ALL,
            values,
            is_above: Some(is_above),
            has_bracket: true,
        });
    }
    let place = c.tested().peers.as_ref()?;
    let mean = place.neighbours.mean;
    let (is_above, word) = match c.side(mean)? {
        PrintedSide::Level => (None, "level with".to_owned()),
        _ if is_close(c, mean) => (None, "close to".to_owned()),
        side => {
            let is_above = side == PrintedSide::Above;
            (Some(is_above), above(is_above))
        }
    };
    let mut values = of_peers(c, place);
    values.push(("above", word));
    let edge = end_level_with(place, c).filter(|_| is_above.is_some());
    values.extend(edge.map(|end| ("end", end.to_owned())));
    Some(BesideFact {
        form: if edge.is_some() {
            &PEERS_EDGE
        } else {
            &PEERS_AVERAGE
        },
        values,
        is_above,
        has_bracket: true,
    })
}

fn of_peers(c: &Comparison<'_>, place: &PeerPlace) -> PhraseValues {
    let of = &place.neighbours;
    let with = if of.n == of.of { "" } else { " with a figure" };
    let of_mean = c.indicator.with_decimals(c.indicator.mean_decimals());
    vec![
        ("n", number_word(of.n)),
        ("with", with.to_owned()),
        ("low", digits(c.indicator, of.min)),
        ("high", digits(c.indicator, of.max)),
        ("mean", short_quantity(&of_mean, of.mean)),
    ]
}

fn above(is_above: bool) -> String {
    if is_above { "above" } else { "below" }.to_owned()
}
