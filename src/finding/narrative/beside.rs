//! Beside others, in one sentence: the place among all authorities where it is one to tell, England, and the statistical neighbours.

use super::{NarrativeClause, figure};
use crate::compare::standing::{self, PeerPlace};
use crate::compare::{Comparison, PrintedSide};
use crate::finding::evidence::FindingEvidence;
use crate::finding::phrases::{PhraseForm, Phrases};
use crate::finding::prose::{digits, list, mean_digits, number_word, short_quantity};
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
/// What is close: less than so many points of a percentage, or so small a part of other figures.
const CLOSE_POINTS: f64 = 1.0;
const CLOSE_PART: f64 = 0.02;
/// An end that more authorities share than this is told as a quarter.
const MOST_SHARED: usize = 3;

/// One of the things that a figure stands beside.
pub(super) struct BesideFact {
    form: &'static PhraseForm,
    values: Vec<(&'static str, String)>,
    /// On which side of it the figure lies; none where it lies on neither.
    pub(super) is_above: Option<bool>,
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
    pub(super) shared_by: usize,
    pub(super) of: usize,
}

/// The sentence; none where there is nothing to stand beside.
pub(super) fn beside(c: &Comparison<'_>, phrases: &Phrases) -> Option<NarrativeClause> {
    let facts: Vec<BesideFact> = [place(c), england(c), peers(c)]
        .into_iter()
        .flatten()
        .collect();
    if facts.is_empty() {
        return None;
    }
    let said = sentence(c, &facts, phrases);
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
    Some(NarrativeClause::of("Beside", said, evidence, c))
}

/// England and the neighbours in a few words, with the side where both lie on one.
pub(super) fn standing_in_brief(c: &Comparison<'_>, phrases: &Phrases) -> Option<(String, bool)> {
    let mut facts: Vec<BesideFact> = [england(c), peers(c)].into_iter().flatten().collect();
    for fact in &mut facts {
        if fact.form.key == PEERS_EDGE.key {
            // Their range takes more words than a bullet has.
            fact.form = &PEERS_AVERAGE;
        }
    }
    let sides: Vec<bool> = facts.iter().filter_map(|fact| fact.is_above).collect();
    let [first, rest @ ..] = sides.as_slice() else {
        return None;
    };
    if !rest.iter().all(|side| side == first) {
        return None;
    }
    let said: Vec<String> = facts.iter().map(|fact| fact.say(c, phrases, "")).collect();
    Some((list(&said), *first))
}

/// On which side of everything that it stands beside a figure lies; none where it lies on both, or on neither.
pub(super) fn side_of_all(c: &Comparison<'_>) -> Option<bool> {
    let facts = [place(c), england(c), peers(c)].into_iter().flatten();
    let sides: Vec<bool> = facts.filter_map(|fact| fact.is_above).collect();
    let (first, rest) = sides.split_first()?;
    rest.iter().all(|side| side == first).then_some(*first)
}

/// The facts in one sentence. Where all lie on one side, whether that is better or worse is said once, at the end.
fn sentence(c: &Comparison<'_>, facts: &[BesideFact], phrases: &Phrases) -> String {
    let one_side = side_of_all(c);
    // In a handful neither side is better.
    let is_better = |is_above| c.is_better(is_above).filter(|_| !figure::is_of_few(c));
    let judged = one_side.and_then(is_better).map_or("", |better| {
        if better {
            ", which is better"
        } else {
            ", which is worse"
        }
    });
    let each: Vec<String> = facts
        .iter()
        .map(|fact| {
            let own = fact
                .is_above
                .filter(|_| one_side.is_none())
                .and_then(is_better);
            let own = own.map_or("", |better| if better { "better" } else { "worse" });
            fact.say(c, phrases, own)
        })
        .collect();
    let values = vec![("facts", list(&each)), ("judged", judged.to_owned())];
    phrases.say(c, &SENTENCE, values)
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
    let from_end = from_highest.min(from_lowest);
    let sure = !figure::is_of_few(c) && !c.span().is_some_and(|span| span.is_wide());
    (from_end <= NEAR && shared <= MOST_SHARED && sure).then_some(EndPlace {
        from_end,
        is_highest,
        shared_by: shared,
        of,
    })
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
    let sure = !figure::is_of_few(c) && !c.span().is_some_and(|span| span.is_wide());
    let quarter = standing::quarter(c).filter(|_| sure)?;
    let word = if quarter.highest { "highest" } else { "lowest" };
    Some(BesideFact {
        form: &QUARTER,
        values: vec![("highest", word.to_owned()), ("of", quarter.of.to_string())],
        is_above: Some(quarter.highest),
        has_bracket: false,
    })
}

/// Above, below, or not clearly different from England: by the test where counts bear one.
pub(super) fn england(c: &Comparison<'_>) -> Option<BesideFact> {
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
    let Some(own) = c.reading.value() else {
        return false;
    };
    let size = (own - other).abs();
    if c.indicator.unit.is_percent() {
        size < CLOSE_POINTS
    } else {
        size < CLOSE_PART * own.abs().max(other.abs())
    }
}

pub(super) fn peers(c: &Comparison<'_>) -> Option<BesideFact> {
    let place = c.tested().peers.as_ref()?;
    let (own, of) = (c.printed(place.own), &place.neighbours);
    let edge = if own == c.printed(of.max) {
        Some("highest")
    } else if own == c.printed(of.min) {
        Some("lowest")
    } else {
        None
    };
    let is_beyond = place.beyond_all() && edge.is_none();
    let (is_above, word) = match c.side(of.mean)? {
        PrintedSide::Level => (None, "level with".to_owned()),
        _ if is_close(c, of.mean) && !is_beyond => (None, "close to".to_owned()),
        side => {
            let is_above = side == PrintedSide::Above;
            (Some(is_above), above(is_above))
        }
    };
    let form = if is_beyond {
        &PEERS_ALL
    } else if edge.is_some() && is_above.is_some() {
        &PEERS_EDGE
    } else {
        &PEERS_AVERAGE
    };
    let mut values = of_peers(c, place);
    values.push(("above", word));
    values.push(("end", edge.unwrap_or_default().to_owned()));
    Some(BesideFact {
        form,
        values,
        is_above,
        has_bracket: true,
    })
}

fn of_peers(c: &Comparison<'_>, place: &PeerPlace) -> Vec<(&'static str, String)> {
    let of = &place.neighbours;
    let with = if of.n == of.of { "" } else { " with a figure" };
    vec![
        ("n", number_word(of.n)),
        ("with", with.to_owned()),
        ("low", digits(c.indicator, of.min)),
        ("high", digits(c.indicator, of.max)),
        ("mean", with_sign(c, of.mean)),
    ]
}

/// A mean with the sign that stands close to a number: "51.6%", "124.5".
fn with_sign(c: &Comparison<'_>, mean: f64) -> String {
    let digits = mean_digits(c.indicator, mean);
    if c.indicator.unit.is_percent() {
        format!("{digits}%")
    } else if c.indicator.unit.is_pounds() {
        format!("£{digits}")
    } else {
        digits
    }
}

fn above(is_above: bool) -> String {
    if is_above { "above" } else { "below" }.to_owned()
}
