//! Departure: when did the figure part from its neighbours' mean, or was it apart when the series began?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::departure::Parting;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, period};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{Prose, above_or_below, year_of};
use crate::finding::working::{WorkingStep, four, label, p_value};
use crate::stat::departure::{Gap, Shape};
use crate::stat::round::format_number;
use crate::stat::verdict::Side;
use serde_json::json;

const METHOD: &str = "Parting from neighbours: the shape of the gap to their mean, chosen by AICc, with the same fit for every authority to tell \
                      how rare it is.";

pub(in crate::finding) const PARTED: FindingKind = FindingKind {
    name: "PartedFromPeers",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[&AWAY, &TOWARDS, &NARRATED],
    find: find_parted,
    working,
};

pub(in crate::finding) const ALREADY: FindingKind = FindingKind {
    name: "AlreadyApart",
    method: Some(METHOD),
    news: NewsValue::NotNews,
    role: WeighingRole::Neither,
    phrases: &[
        &ALREADY_ONLY,
        &ALREADY_EARLIER,
        &ALREADY_CHANGED,
        &ALREADY_NARRATED,
    ],
    find: find_already,
    working: no_working,
};

const TURN: &[&str] = &["rise", "above", "years", "k", "n"];
const AWAY: PhraseForm = PhraseForm::plain("parted.away", TURN);
const TOWARDS: PhraseForm = PhraseForm::plain("parted.towards", TURN);
const ALREADY_ONLY: PhraseForm = PhraseForm::plain("already.only", &["above", "begins"]);
const ALREADY_EARLIER: PhraseForm = PhraseForm::plain("already.earlier", &["above", "begins"]);

const ALREADY_CHANGED: PhraseForm =
    PhraseForm::plain("already.changed", &["above", "begins", "now"]);

const NARRATED: PhraseForm = PhraseForm::plain("narrative.parted", TURN);
const ALREADY_NARRATED: PhraseForm = PhraseForm::plain("narrative.already", &["above", "begins"]);

/// A gap of so much on the same side before the turn was apart already.
const APART_BEFORE: f64 = 0.1;

fn find_parted(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let parting = c.tested().parting.as_ref().filter(|p| p.turned())?;
    let place = Prose::of(c).in_place(c.area);
    Some(Finding {
        kind: &PARTED,
        upward: Some(parting.onset.change > 0.0),
        weight: if parting.departed() { 58 } else { 36 },
        phrase: if parting.moves_away() {
            &AWAY
        } else {
            &TOWARDS
        },
        values: turn_values(parting, c)?,
        question: Some(format!(
            "What was decided or recorded differently {place} when its {} parted from its neighbours’?",
            c.indicator.noun
        )),
        evidence: evidence(parting, c),
    })
}

fn turn_values(parting: &Parting, c: &Comparison<'_>) -> Option<PhraseValues> {
    let (start, change) = (parting.onset.start, parting.onset.change);
    let is_up = change > 0.0;
    let rise = match (parting.onset.shape, is_up) {
        (Shape::Step, true) => "jumped",
        (Shape::Step, false) => "dropped",
        (_, true) => "began to rise",
        (_, false) => "began to fall",
    };
    let was_apart = (start > 0.0) == is_up && start.abs() > APART_BEFORE * change.abs().max(1.0);
    let further = if was_apart { "further " } else { "" };
    Some(vec![
        ("rise", rise.to_owned()),
        ("above", format!("{further}{}", above_or_below(is_up))),
        ("years", years_of_turn(c.panel, parting.years()?)),
        ("k", parting.placebo.moved_as_far.to_string()),
        ("n", parting.placebo.others.to_string()),
    ])
}

/// "in 2020", "in 2020 or 2021", "between 2018 and 2021".
pub(in crate::finding) fn years_of_turn(
    panel: &Panel,
    (from, to): (PeriodColumn, PeriodColumn),
) -> String {
    let (first, last) = (panel.period(from).short(), panel.period(to).short());
    match (from == to, panel.years_before(to, 1) == Some(from)) {
        (true, _) => format!("in {first}"),
        (false, true) => format!("in {first} or {last}"),
        (false, false) => format!("between {first} and {last}"),
    }
}

/// The same in a paragraph that has named the figure: when it parted, or that it was apart already and still is.
pub(in crate::finding) fn in_narrative(
    kind: &FindingKind,
    c: &Comparison<'_>,
    phrases: &Phrases,
) -> Option<String> {
    let parting = c.tested().parting.as_ref()?;
    if kind.name == PARTED.name {
        let values = turn_values(parting, c)?;
        return parting
            .moves_away()
            .then(|| phrases.say(c, &NARRATED, values));
    }
    let already = parting.already.filter(|_| kind.name == ALREADY.name)?;
    let is_still = place_today(c)? == PlaceToday::BeyondAll(already.side);
    (already.beyond_all && is_still).then(|| {
        let values = vec![
            (
                "above",
                above_or_below(already.side == Side::Above).to_owned(),
            ),
            ("begins", year_of(c, already.begins)),
        ];
        phrases.say(c, &ALREADY_NARRATED, values)
    })
}

fn find_already(c: &Comparison<'_>, _: &Study<'_>) -> Option<Finding> {
    let parting = c.tested().parting.as_ref()?;
    let already = parting.already?;
    let is_above = already.side == Side::Above;
    let of = if already.beyond_all { "all" } else { "most of" };
    let now = place_today(c)?;
    let is_still = match now {
        PlaceToday::BeyondAll(side) => side == already.side,
        PlaceToday::AmongMost(side) => side == already.side && !already.beyond_all,
        PlaceToday::Among => false,
    };
    Some(Finding {
        kind: &ALREADY,
        upward: Some(is_above),
        weight: 32,
        phrase: if !is_still {
            &ALREADY_CHANGED
        } else if parting.turned() {
            &ALREADY_EARLIER
        } else {
            &ALREADY_ONLY
        },
        values: vec![
            ("above", format!("{} {of}", above_or_below(is_above))),
            ("begins", year_of(c, already.begins)),
            ("now", now.in_words()),
        ],
        question: Some(format!(
            "How far back does the difference in the {} go, and do older local records show it?",
            c.indicator.noun
        )),
        evidence: evidence(parting, c),
    })
}

/// Where the figure lies among the neighbours in the period itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PlaceToday {
    BeyondAll(Side),
    /// On this side of the neighbours' middle half.
    AmongMost(Side),
    Among,
}

impl PlaceToday {
    fn in_words(self) -> String {
        match self {
            PlaceToday::BeyondAll(side) => {
                format!("{} all of them", above_or_below(side == Side::Above))
            }
            PlaceToday::AmongMost(side) => {
                format!("{} most of them", above_or_below(side == Side::Above))
            }
            PlaceToday::Among => "within their middle half".to_owned(),
        }
    }
}

/// None where too few neighbours have a figure.
fn place_today(c: &Comparison<'_>) -> Option<PlaceToday> {
    let place = c.tested().peers.as_ref()?;
    let side = if place.own > place.neighbours.median {
        Side::Above
    } else {
        Side::Below
    };
    Some(if place.beyond_all() {
        PlaceToday::BeyondAll(side)
    } else if place.in_middle_half() {
        PlaceToday::Among
    } else {
        PlaceToday::AmongMost(side)
    })
}

fn evidence(parting: &Parting, c: &Comparison<'_>) -> FindingEvidence {
    let (onset, record) = (&parting.onset, &parting.record);
    let range = parting
        .years()
        .map(|(from, to)| [period(c, from), period(c, to)]);
    let already = parting.already.map(|already| {
        json!({
            "begins": period(c, already.begins), "beyond_all": already.beyond_all,
            "outside_further_neighbour": already.outside_expected,
        })
    });
    let periods: Vec<String> = parting
        .columns
        .iter()
        .map(|column| period(c, *column))
        .collect();
    FindingEvidence {
        values: json!({
            "shape": onset.shape.name(), "best_shape": onset.best.name(), "years": range, "gaps": parting.gaps, "fitted": onset.fitted,
            "periods": periods,
            "aicc": { "constant": onset.aicc.constant, "line": onset.aicc.line, "step": onset.aicc.step, "kink": onset.aicc.kink },
            "start": onset.start, "end": onset.end, "already_apart": already, "beyond_counting_noise": parting.beyond_noise,
            "first_gap": record.first_gap, "widest_gap": record.widest_gap.1, "latest_gap": record.latest_gap,
        }),
        comparators: json!({
            "moved_as_far": parting.placebo.moved_as_far, "others": parting.placebo.others, "p": parting.placebo.p,
            "neighbours": parting.neighbours,
        }),
        method: onset.method.name().to_owned(),
        level: parting.departed().then_some(95.0),
        n: Some(parting.columns.len()),
    }
}

fn working(c: &Comparison<'_>) -> Vec<WorkingStep> {
    let parting = c.tested().parting.iter();
    parting
        .map(|of| {
            let facts = [gap_facts(c, of), shape_facts(c, of), verdict_facts(c, of)];
            ("When it parted from its neighbours", facts.concat())
        })
        .collect()
}

fn by_year(c: &Comparison<'_>, of: &Parting, gaps: &[f64]) -> String {
    let years: Vec<String> = of
        .columns
        .iter()
        .zip(gaps)
        .map(|(column, gap)| format!("{} {}", label(c, *column), four(*gap)))
        .collect();
    years.join(", ")
}

fn gap_facts(c: &Comparison<'_>, of: &Parting) -> Vec<String> {
    let unit = match of.gap {
        Gap::LogRatio => "logarithm of own figure ÷ neighbours’ mean",
        Gap::Difference => "own figure less neighbours’ mean",
    };
    let record = &of.record;
    let inside = match record.last_inside_middle_half {
        Some(position) => label(c, of.columns[position]),
        None => "never",
    };
    let beyond = record.beyond_all.map_or(0, |(_, years)| years);
    let (widest, widest_gap) = record.widest_gap;
    vec![
        format!(
            "last within its neighbours’ middle half: {inside}; years in a row beyond them all: {beyond}"
        ),
        format!(
            "own figure less neighbours’ mean: {} at first, {} at its widest ({}), {} now",
            four(record.first_gap),
            four(widest_gap),
            label(c, of.columns[widest]),
            four(record.latest_gap)
        ),
        format!(
            "gap ({unit}, {} neighbours with a figure each year): {}",
            of.neighbours,
            by_year(c, of, &of.gaps)
        ),
    ]
}

fn shape_facts(c: &Comparison<'_>, of: &Parting) -> Vec<String> {
    let aicc = &of.onset.aicc;
    vec![
        format!(
            "AICc: constant {}, line {}, step {}, kink {}; a dated shape must win by 2: {}",
            format_number(aicc.constant, 3),
            format_number(aicc.line, 3),
            format_number(aicc.step, 3),
            format_number(aicc.kink, 3),
            of.onset.shape.name()
        ),
        format!(
            "gap by that shape, least squares: {}",
            by_year(c, of, &of.onset.fitted)
        ),
        format!(
            "mean of the first three gaps {}, of the last three {}",
            four(of.onset.start),
            four(of.onset.end)
        ),
    ]
}

fn verdict_facts(c: &Comparison<'_>, of: &Parting) -> Vec<String> {
    let mut facts = vec![format!(
        "in {} of {} other authorities the gap to their own neighbours changed as much: p = (1 + {}) ÷ {} = {}",
        of.placebo.moved_as_far,
        of.placebo.others,
        of.placebo.moved_as_far,
        of.placebo.others + 1,
        p_value(of.placebo.p)
    )];
    if let Some((from, to)) = of.years() {
        facts.push(format!(
            "plausible first years: {} to {}",
            label(c, from),
            label(c, to)
        ));
    }
    if let Some(beyond) = of.beyond_noise {
        let word = if beyond { "more" } else { "no more" };
        facts.push(format!(
            "the way is {word} than chance in the counts, 3 × √(2 ÷ (3 × mean count))"
        ));
    }
    facts.push(if of.departed() {
        "a departure".to_owned()
    } else {
        "no departure: that needs a dated shape and p of 0.05 or less".to_owned()
    });
    facts
}
