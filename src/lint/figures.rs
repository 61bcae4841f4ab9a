//! The numbers of a sentence that are somebody's figure: those that follow a name, a mean or a period in one of the few ways
//! in which papers put a figure. Any other number is left alone.

use super::claim::{Claim, What, Whose};
use super::lexis::{Lexeme, Number};
use super::spoken::Spoken;
use super::when::Named;
use crate::observation::area::Area;
use crate::observation::indicator::Unit;

/// What stands beside a number.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Beside {
    Nothing,
    Percent,
    Pounds,
    Per(f64),
    /// Percentage points, years, times: a difference or something else.
    Other,
}

/// Words between a name and its figure.
const GLUE: [&str; 22] = [
    "was",
    "were",
    "is",
    "are",
    "of",
    "at",
    "stood",
    "stands",
    "figure",
    "rate",
    "now",
    "currently",
    "the",
    "an",
    "a",
    "in",
    "for",
    "on",
    "had",
    "has",
    "with",
    "been",
];

/// Words before a number that is only roughly so, or a limit.
const ROUGHLY: [&str; 16] = [
    "about",
    "around",
    "approximately",
    "approx",
    "nearly",
    "almost",
    "over",
    "under",
    "circa",
    "some",
    "least",
    "most",
    "by",
    "than",
    "roughly",
    "between",
];

/// Words after a bare number that say that it counts something else.
const MAY_FOLLOW: [&str; 22] = [
    "in", "on", "at", "and", "compared", "against", "which", "than", "to", "from", "while", "but",
    "for", "as", "per", "with", "beside", "is", "was", "this", "when", "since",
];

const MOVES: [&str; 16] = [
    "rose",
    "risen",
    "rise",
    "increased",
    "increase",
    "grew",
    "grown",
    "fell",
    "fallen",
    "fall",
    "decreased",
    "decrease",
    "reduced",
    "dropped",
    "declined",
    "went",
];

/// Every figure that a sentence claims.
pub(super) fn claims(spoken: &Spoken<'_>, unit_of: &dyn Fn(&str) -> Option<Unit>) -> Vec<Claim> {
    if spoken.local {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..spoken.lexemes.len() {
        let Some(number) = spoken.lexemes[at]
            .number()
            .filter(|_| is_figure(spoken, at))
        else {
            continue;
        };
        let unit = spoken.indicator_at(at).and_then(unit_of);
        let Some(unit) = unit.filter(|unit| fits(spoken, at, number, unit)) else {
            continue;
        };
        let Some((whose, period)) = anchor(spoken, at) else {
            continue;
        };
        if unit.is_count() && !counts(spoken, at, whose) {
            continue;
        }
        // In "from 215 in 2021 to 184" the one period that the sentence names is not that of the second figure.
        let ends_a_move = at > 0 && spoken.is(at - 1, &["to", "from"]);
        let whole = if ends_a_move || turns(spoken, at) {
            Vec::new()
        } else {
            spoken.period()
        };
        let when = period
            .or_else(|| period_after(spoken, at))
            .map_or(whole, |named| vec![named]);
        found.extend(spoken.claim(at, when, What::Figure { whose, number }));
    }
    found
}

/// Whether a sentence turns to another time between the period it names and a number: "in 2023/24 ...; the rate is now".
fn turns(spoken: &Spoken<'_>, at: usize) -> bool {
    const TURNS: [&str; 9] = [
        "now",
        "currently",
        "but",
        "while",
        "whereas",
        "since",
        "latest",
        "then",
        "later",
    ];
    let from = spoken.periods.last().map_or(at, |mention| mention.to);
    (from..at).any(|here| spoken.is(here, &TURNS) || spoken.lexemes[here].is_mark(";"))
}

/// A count is a figure only of whom the sentence is about, and only where the sentence says that it is the number of them.
fn counts(spoken: &Spoken<'_>, at: usize, whose: Whose) -> bool {
    let named = spoken
        .indicators
        .iter()
        .rev()
        .find(|mention| mention.to <= at);
    let said = named.is_some_and(|mention| {
        spoken.is(mention.from, &["number"]) || spoken.lately(mention.from, 3, &["number"])
    });
    said && matches!(whose, Whose::Area(area) if area.is_authority())
}

/// Whether a number can be a figure: no part of a range, an interval, a fraction or a level, and not rounded by "about".
fn is_figure(spoken: &Spoken<'_>, at: usize) -> bool {
    let lexeme = |at: usize| spoken.lexemes.get(at);
    let back = |steps: usize| at.checked_sub(steps).and_then(lexeme);
    let is_number = |lexeme: Option<&Lexeme>| lexeme.is_some_and(|l| l.number().is_some());
    let is = |lexeme: Option<&Lexeme>, word: &str| lexeme.is_some_and(|l| l.is(word));
    let roughly = back(1).is_some_and(|l| l.is_any(&ROUGHLY) || l.is("per"));
    let fraction = (is(back(1), "of") && is_number(back(2)))
        || (is(lexeme(at + 1), "of") && is_number(lexeme(at + 2)));
    let opens_range = is(lexeme(at + 1), "to") && is_number(lexeme(at + 2)) && !is(back(1), "from");
    let closes_range = is(back(1), "to") && is_number(back(2)) && !is(back(3), "from");
    let level = (at + 1..at + 4).any(|near| {
        spoken.is(
            near,
            &["interval", "confidence", "level", "limits", "quartile"],
        )
    });
    !(roughly
        || fraction
        || opens_range
        || closes_range
        || level
        || spoken.lately(at, 4, &["interval", "p", "q"]))
}

fn beside(spoken: &Spoken<'_>, at: usize, number: Number) -> Beside {
    let next = |steps: usize| spoken.lexemes.get(at + steps);
    let is = |steps: usize, words: &[&str]| spoken.is(at + steps, words);
    let percent =
        number.percent || is(1, &["percent", "pc"]) || (is(1, &["per"]) && is(2, &["cent"]));
    let differs = |from: usize| {
        (from..from + 3).any(|steps| {
            is(
                steps,
                &[
                    "points", "point", "pp", "higher", "lower", "more", "fewer", "less",
                ],
            )
        })
    };
    if differs(1) || (is(1, &["percentage"]) && is(2, &["point", "points"])) {
        return Beside::Other;
    }
    if percent {
        return Beside::Percent;
    }
    if number.pounds {
        return Beside::Pounds;
    }
    if is(1, &["per", "in", "for"])
        && let Some(base) = next(2)
            .and_then(Lexeme::number)
            .filter(|base| base.value >= 100.0)
    {
        return Beside::Per(base.value);
    }
    match next(1) {
        None => Beside::Nothing,
        Some(Lexeme::Word { .. }) if !is(1, &MAY_FOLLOW) && spoken.area_from(at + 1).is_none() => {
            Beside::Other
        }
        Some(Lexeme::Word { .. }) if is(1, &["to", "per"]) => Beside::Other,
        _ => Beside::Nothing,
    }
}

fn fits(spoken: &Spoken<'_>, at: usize, number: Number, unit: &Unit) -> bool {
    // The first of "from 215 in 2021 to 184 per 10,000" has its unit at the second.
    match beside(spoken, at, number) {
        Beside::Percent => unit.is_percent(),
        Beside::Pounds => unit.key() == "pounds",
        Beside::Per(base) => unit
            .key()
            .strip_prefix("per-")
            .is_some_and(|own| own.replace(',', "") == base.to_string()),
        Beside::Nothing => !unit.is_percent() && unit.key() != "pounds",
        Beside::Other => unit.key() == "cases-per-worker" && spoken.is(at + 1, &["cases"]),
    }
}

/// Whose figure a number is, and its period where that stands between the two.
fn anchor(spoken: &Spoken<'_>, at: usize) -> Option<(Whose, Option<Named>)> {
    let mut period = None;
    let mut here = at;
    for _ in 0..10 {
        let Some(before) = here.checked_sub(1) else {
            return (spoken.continues && here < at)
                .then(|| subject(spoken, at))
                .flatten()
                .map(|whose| (whose, period));
        };
        if let Some(mention) = spoken.areas.iter().find(|mention| mention.to == here) {
            return Some((Whose::Area(mention.of), period));
        }
        if let Some(mention) = spoken.periods.iter().find(|mention| mention.to == here) {
            period = period.or(Some(mention.of));
            here = mention.from;
            let opens = spoken
                .lexemes
                .get(here + (mention.to - mention.from))
                .is_some_and(|l| l.is_mark("("));
            if opens && spoken.lately(mention.from, 2, &["in", "from", "to", "on", "at", "than"]) {
                return subject(spoken, at).map(|whose| (whose, period));
            }
            continue;
        }
        if spoken.indicators.iter().any(|mention| mention.to == here) {
            return subject(spoken, at).map(|whose| (whose, period));
        }
        let lexeme = &spoken.lexemes[before];
        if let Some(whose) = average(spoken, before) {
            return Some((whose, period));
        }
        let moved = lexeme.is_any(&["from", "to"])
            && spoken.lately(before, 14, &MOVES)
            && !in_brackets(spoken, at);
        if moved {
            return subject(spoken, at).map(|whose| (whose, period));
        }
        if !lexeme.is_any(&GLUE) && !lexeme.is_mark("(:,)") {
            return (spoken.continues && lexeme.is_any(&["it", "this"]))
                .then(|| subject(spoken, at))
                .flatten()
                .map(|whose| (whose, period));
        }
        here = before;
    }
    None
}

fn in_brackets(spoken: &Spoken<'_>, at: usize) -> bool {
    let marks = |mark: &str| {
        spoken.lexemes[..at]
            .iter()
            .filter(|lexeme| lexeme.is_mark(mark))
            .count()
    };
    marks("(") > marks(")")
}

/// Whom the sentence is about at a number.
fn subject(spoken: &Spoken<'_>, at: usize) -> Option<Whose> {
    spoken.area_at(at).map(Whose::Area)
}

/// Words for other companies than the statistical neighbours.
const OTHERS: [&str; 6] = ["coastal", "seaside", "deprived", "chosen", "type", "other"];

/// "Neighbours' mean", "national average", "statistical neighbours".
fn average(spoken: &Spoken<'_>, at: usize) -> Option<Whose> {
    let among = || {
        let words = ["neighbours", "neighbour"];
        let near = spoken.lately(at + 3, 26, &words)
            && !spoken.lexemes.iter().any(|lexeme| lexeme.is_any(&OTHERS));
        near && !in_brackets_of_other(spoken, at)
    };
    let lexeme = &spoken.lexemes[at];
    if lexeme.is_any(&["national", "nationally"]) {
        return Some(Whose::Area(Area::ENGLAND));
    }
    if lexeme.is_any(&["regional", "region"]) {
        return Some(Whose::Region);
    }
    let before = |words: &[&str]| at > 0 && spoken.is(at - 1, words);
    if lexeme.is_any(&["average", "mean", "median", "figure"])
        && before(&["national", "england", "english"])
    {
        return Some(Whose::Area(Area::ENGLAND));
    }
    if lexeme.is_any(&["average", "mean", "figure"]) && before(&["regional"]) {
        return Some(Whose::Region);
    }
    match lexeme.word()? {
        "mean" | "average" if among() => Some(Whose::NeighboursMean),
        "median" if among() => Some(Whose::NeighboursMedian),
        "neighbours" if !spoken.lately(at, 3, &["all", "other", "one"]) => Some(Whose::Neighbours),
        _ => None,
    }
}

/// An average of something else than rates stands in the same sentence: "England average".
fn in_brackets_of_other(spoken: &Spoken<'_>, at: usize) -> bool {
    at > 0
        && spoken
            .areas
            .iter()
            .any(|mention| mention.to == at || mention.to + 1 == at)
}

/// "184 per 10,000 (531 of 28,923) on 31 March 2025": the period that follows a figure directly.
fn period_after(spoken: &Spoken<'_>, at: usize) -> Option<Named> {
    let mut here = at + 1;
    if spoken.is(here, &["per"]) {
        here += 2;
    }
    if spoken
        .lexemes
        .get(here)
        .is_some_and(|lexeme| lexeme.is_mark("("))
    {
        let close = spoken.lexemes[here..]
            .iter()
            .position(|lexeme| lexeme.is_mark(")"))?;
        let inside = spoken
            .periods
            .iter()
            .find(|mention| mention.from > here && mention.to <= here + close);
        if let Some(mention) = inside {
            return (mention.to - mention.from + 1 >= close.saturating_sub(2))
                .then_some(mention.of);
        }
        here += close + 1;
    }
    while spoken.is(
        here,
        &["in", "on", "at", "as", "for", "the", "year", "ending", "to"],
    ) {
        here += 1;
    }
    spoken
        .periods
        .iter()
        .find(|mention| mention.from == here)
        .map(|mention| mention.of)
}
