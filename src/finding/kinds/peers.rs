//! Statistical neighbours: is the figure beyond them all, or where one more neighbour would be expected?

use super::category;
use super::{Finding, FindingKind, NewsValue, WeighingRole, is_beyond_as_printed, no_working};
use crate::compare::peers::{Peers, Spread};
use crate::compare::standing::{self, PeerPlace};
use crate::compare::study::Study;
use crate::compare::{Comparison, PrintedSide, significance};
use crate::finding::evidence::{FindingEvidence, limits};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{
    Prose, above_or_below, above_or_level, digits, judged_in_brackets, list, mean_digits,
    mean_digits_trimmed, number_word, place_of, reason, sentence_start,
};
use crate::finding::working::{WorkingStep, both_limits, four, p_value};
use crate::observation::indicator::Indicator;
use crate::reference::group::list_date;
use crate::stat::interval::Interval;
use crate::stat::round::{format_all_digits, format_number};
use serde_json::json;

const METHOD: &str = "Statistical neighbours: unweighted mean, median and range of those with data; “a further neighbour would be expected \
                      between” is the prediction interval of Crawford and Howell (95%).";

pub(super) const APART: FindingKind = FindingKind {
    name: "ApartFromPeers",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::ApartFromNeighbours,
    phrases: &[&BEYOND, &UNEXPECTED],
    find: find_apart,
    working,
};

pub(super) const WITHIN: FindingKind = FindingKind {
    name: "WithinPeers",
    method: Some(METHOD),
    news: NewsValue::NewFigure,
    role: WeighingRole::Neither,
    phrases: &[
        &EXPECTED,
        &LEVEL,
        &MIDDLE,
        &RANGE,
        &EDGE,
        &ABOUT_TOTAL,
        &ABOUT_NONE,
        &ABOUT_FEW,
        &ABOUT_ALL,
        &ABOUT_SOME,
        &ABOUT_FURTHER,
        &ABOUT_GROUP,
        &ABOUT_GROUP_FEW,
    ],
    find: find_within,
    working: no_working,
};

const AMONG: &[&str] = &["n", "low", "high", "mean", "median"];
const BESIDE_ALL: &[&str] = &["above", "n", "low", "high", "mean", "median"];
const BEYOND: PhraseForm = PhraseForm::plain("peers.beyond", BESIDE_ALL);
const UNEXPECTED: PhraseForm = PhraseForm::plain("peers.unexpected", BESIDE_ALL);
const EXPECTED: PhraseForm = PhraseForm::plain("peers.expected", BESIDE_ALL);
const LEVEL: PhraseForm = PhraseForm::plain("peers.level", AMONG);
const MIDDLE: PhraseForm = PhraseForm::plain("peers.middle", AMONG);
const RANGE: PhraseForm = PhraseForm::plain("peers.range", AMONG);
const EDGE: PhraseForm =
    PhraseForm::plain("peers.edge", &["end", "n", "low", "high", "mean", "median"]);
const ABOUT_TOTAL: PhraseForm = PhraseForm::plain("about.peers.total", &[]);
const ABOUT_NONE: PhraseForm = PhraseForm::plain("about.peers.none", &["list"]);
const ABOUT_FEW: PhraseForm = PhraseForm::plain("about.peers.few", &["with", "n", "missing"]);
const BESIDE_MEAN: &[&str] = &[
    "above", "with", "n", "judged", "mean", "median", "low", "high", "place", "missing",
];
const ABOUT_ALL: PhraseForm = PhraseForm::plain("about.peers.all", BESIDE_MEAN);
const ABOUT_SOME: PhraseForm = PhraseForm::plain("about.peers.some", BESIDE_MEAN);
const ABOUT_FURTHER: PhraseForm =
    PhraseForm::plain("about.peers.further", &["within", "low", "high"]);
const ABOUT_GROUP: PhraseForm = PhraseForm::plain(
    "about.group",
    &[
        "above", "group", "rule", "mean", "median", "low", "high", "with", "n", "place",
    ],
);
const ABOUT_GROUP_FEW: PhraseForm =
    PhraseForm::plain("about.group.few", &["group", "rule", "with", "n"]);

/// Taken off being apart from peers where chance in a small count could put the neighbours' mean right where the figure is.
const MAYBE_CHANCE: u32 = 30;

/// Beyond all neighbours and yet where one more would be expected are two sentences, and a paper needs both.
fn find_apart(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let place = c.tested().peers.as_ref()?;
    let unexpected =
        !place.is_expected() && is_beyond_as_printed(c, place.own, place.expected(c.indicator));
    let is_told_otherwise = place.beyond_all() && category::tells(c);
    if is_told_otherwise || (!place.beyond_all() && !unexpected) {
        return None;
    }
    let is_above = place.own > place.neighbours.mean;
    let (phrase, values) = if place.beyond_all() {
        (&BEYOND, neighbours_range(place, c))
    } else {
        (&UNEXPECTED, expected_range(place, c))
    };
    let weight = if place.is_expected() { 50 } else { 60 };
    let discount = if maybe_chance(place, c) {
        MAYBE_CHANCE
    } else {
        0
    };
    Some(Finding {
        kind: &APART,
        upward: Some(is_above),
        weight: weight - discount,
        phrase,
        values,
        question: Some(question(is_above, c)),
        evidence: evidence(place),
    })
}

fn maybe_chance(place: &PeerPlace, c: &Comparison<'_>) -> bool {
    significance::estimate(c.panel, c.at, c.area)
        .is_some_and(|own| own.limits.p95.contains(place.neighbours.mean))
}

fn question(is_above: bool, c: &Comparison<'_>) -> String {
    let asked = match c.is_better(is_above) {
        Some(false) => "what would it take to be among them",
        Some(true) => "what can others learn from it",
        None => "is that what the needs of children here would lead us to expect",
    };
    format!(
        "{}’s {} is {} all its statistical neighbours: {asked}?",
        Prose::of(c).short(c.area),
        c.indicator.noun,
        above_or_below(is_above)
    )
}

fn find_within(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let place = c.tested().peers.as_ref().filter(|p| p.is_expected())?;
    let of = &place.neighbours;
    let (phrase, values) = if place.beyond_all() {
        (&EXPECTED, expected_range(place, c))
    } else if c.side(of.mean) == Some(PrintedSide::Level) {
        (&LEVEL, neighbours_range(place, c))
    } else if let Some(end) = end_level_with(place, c) {
        let mut values = neighbours_range(place, c);
        values.push(("end", end.to_owned()));
        (&EDGE, values)
    } else if place.in_middle_half() {
        (&MIDDLE, among(place, c, of.q1, of.q3))
    } else {
        (&RANGE, neighbours_range(place, c))
    };
    Some(Finding {
        kind: &WITHIN,
        upward: None,
        weight: 12,
        phrase,
        values,
        question: None,
        evidence: evidence(place),
    })
}

/// "highest" or "lowest" where the figure is printed as the neighbours' highest or lowest is.
pub(in crate::finding) fn end_level_with(
    place: &PeerPlace,
    c: &Comparison<'_>,
) -> Option<&'static str> {
    let (own, of) = (c.printed(place.own), &place.neighbours);
    if own == c.printed(of.max) {
        Some("highest")
    } else if own == c.printed(of.min) {
        Some("lowest")
    } else {
        None
    }
}

fn neighbours_range(place: &PeerPlace, c: &Comparison<'_>) -> PhraseValues {
    among(place, c, place.neighbours.min, place.neighbours.max)
}

/// Where one more neighbour would be expected.
fn expected_range(place: &PeerPlace, c: &Comparison<'_>) -> PhraseValues {
    let Interval { lower, upper } = place.expected(c.indicator);
    among(place, c, lower, upper)
}

fn among(place: &PeerPlace, c: &Comparison<'_>, low: f64, high: f64) -> PhraseValues {
    let (indicator, of) = (c.indicator, &place.neighbours);
    // "ten", or "eight (of ten)".
    let how_many = if of.n == of.of {
        number_word(of.n)
    } else {
        format!("{} (of {})", number_word(of.n), number_word(of.of))
    };
    vec![
        ("above", above_or_below(place.own > of.mean).to_owned()),
        ("n", how_many),
        ("low", digits(indicator, low)),
        ("high", digits(indicator, high)),
        ("mean", mean_digits(indicator, of.mean)),
        ("median", mean_digits_trimmed(indicator, of.median)),
    ]
}

fn evidence(place: &PeerPlace) -> FindingEvidence {
    let (of, standing) = (&place.neighbours, &place.standing);
    FindingEvidence {
        values: json!({
            "value": place.own,
            "rank_from_highest": standing.rank_from_highest,
            "rank_from_lowest": standing.rank_from_lowest,
            "t": standing.t.is_finite().then_some(standing.t),
            "p": standing.p,
            "mads_from_median": standing.mads_from_median,
        }),
        comparators: json!({
            "mean": of.mean, "median": of.median, "sd": of.sd, "min": of.min, "max": of.max, "quartile_1": of.q1, "quartile_3": of.q3,
            "further_neighbour": limits(&of.predicted),
        }),
        method: of.method.name().to_owned(),
        level: Some(95.0),
        n: Some(of.n),
    }
}

/// The sentence about the neighbours, or why there is none.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> String {
    let peers = &c.neighbours;
    if c.is_total() {
        return phrases.say(c, &ABOUT_TOTAL, Vec::new());
    }
    if peers.members.is_empty() {
        return phrases.say(c, &ABOUT_NONE, vec![("list", list_date(c.list))]);
    }
    let (with_data, of) = (peers.with_data(), peers.members.len());
    let missing = ("missing", missing(c, peers));
    let (Some(spread), Some(side)) = (peers.comparable(), c.side_of(peers)) else {
        let values = vec![
            ("with", with_data.to_string()),
            ("n", of.to_string()),
            missing,
        ];
        return phrases.say(c, &ABOUT_FEW, values);
    };
    let (form, n) = if with_data == of {
        (&ABOUT_ALL, number_word(of))
    } else {
        (&ABOUT_SOME, of.to_string())
    };
    let mut values = spread_values(c.indicator, &spread);
    values.extend([
        ("above", above_or_level(side).to_owned()),
        ("with", with_data.to_string()),
        ("n", n),
        ("judged", judged_in_brackets(c.indicator, side)),
        ("place", place_among(peers)),
        missing,
    ]);
    phrases.say(c, form, values)
}

/// One sentence about a group that was asked for, with its rule.
pub(crate) fn about_group(c: &Comparison<'_>, peers: &Peers, phrases: &Phrases) -> String {
    let mut values = vec![
        ("group", peers.group.name.clone()),
        ("rule", peers.group.rule.clone()),
        ("with", peers.with_data().to_string()),
        ("n", peers.members.len().to_string()),
    ];
    let (Some(spread), Some(side)) = (peers.comparable(), c.side_of(peers)) else {
        return phrases.say(c, &ABOUT_GROUP_FEW, values);
    };
    values.extend(spread_values(c.indicator, &spread));
    values.extend([
        ("above", sentence_start(above_or_level(side))),
        ("place", place_among(peers)),
    ]);
    phrases.say(c, &ABOUT_GROUP, values)
}

/// Whether one more neighbour there would surprise.
pub(crate) fn about_further(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let place = standing::beside(c).ok().filter(|_| !c.is_total())?;
    let of = place.expected(c.indicator);
    let within = if place.is_expected() {
        "within"
    } else {
        "outside"
    };
    let values = vec![
        ("within", within.to_owned()),
        ("low", mean_digits_trimmed(c.indicator, of.lower)),
        ("high", mean_digits_trimmed(c.indicator, of.upper)),
    ];
    Some(phrases.say(c, &ABOUT_FURTHER, values))
}

fn spread_values(indicator: &Indicator, spread: &Spread) -> PhraseValues {
    vec![
        ("mean", mean_digits(indicator, spread.mean)),
        ("median", mean_digits_trimmed(indicator, spread.median)),
        ("low", digits(indicator, spread.min())),
        ("high", digits(indicator, spread.max())),
    ]
}

/// "; highest of 11 among them", or nothing.
fn place_among(peers: &Peers) -> String {
    match &peers.place {
        Some(place) => format!("; {} among them", place_of(place)),
        None => String::new(),
    }
}

/// "; no figure for Torbay (suppressed [c])", or nothing.
fn missing(c: &Comparison<'_>, peers: &Peers) -> String {
    let prose = Prose::of(c);
    let named: Vec<String> = peers
        .missing()
        .map(|m| format!("{} ({})", prose.short(m.area), reason(m.reading.status())))
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!("; no figure for {}", list(&named))
    }
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let place = c.tested().peers.iter();
    place
        .map(|place| ("Unusual among its neighbours?", facts(place)))
        .collect()
}

fn facts(place: &PeerPlace) -> Vec<String> {
    let of = &place.neighbours;
    let mads = match place.standing.mads_from_median {
        Some(mads) => format!(
            "; {} median absolute deviations from the median",
            format_number(mads, 2)
        ),
        None => String::new(),
    };
    vec![
        format!(
            "{} neighbours: mean {}, standard deviation {}",
            of.n,
            format_all_digits(of.mean),
            four(of.sd)
        ),
        format!(
            "one more neighbour: mean ± t × {} × √(1 + 1 ÷ {}) with {} degrees of freedom",
            four(of.sd),
            of.n,
            of.n - 1
        ),
        both_limits(&of.predicted),
        format!(
            "t = {}, p = {}; {} from the highest of {}{mads}",
            four(place.standing.t),
            p_value(place.standing.p),
            place.standing.rank_from_highest,
            of.n + 1,
        ),
    ]
}
