//! What a sentence claims of the course of a figure: that it rose or fell, by how much, and for how many years in a row.

use super::claim::{Assertion, ChangeSize, Claim, ClaimedChange, ClaimedDirection, RunLength};
use super::doubt_and_praise::{is_not_claimed, judged_at_the_end};
use super::lexeme::Lexeme;
use super::movement::clause;
use super::record_claims::record;
use super::sentence::ParsedSentence;
use crate::stat::verdict::Side;

const UP: [&str; 21] = [
    "rose",
    "risen",
    "rise",
    "rises",
    "rising",
    "increased",
    "increase",
    "increasing",
    "increases",
    "grew",
    "grown",
    "growth",
    "growing",
    "jumped",
    "up",
    "climbed",
    "doubled",
    "trebled",
    "tripled",
    "quadrupled",
    "doubling",
];
const DOWN: [&str; 20] = [
    "fell",
    "fallen",
    "fall",
    "falls",
    "falling",
    "decreased",
    "decrease",
    "decreases",
    "decreasing",
    "reduced",
    "reduction",
    "dropped",
    "drop",
    "declined",
    "decline",
    "declining",
    "down",
    "halved",
    "halving",
    "lowered",
];
const BETTER: [&str; 4] = ["improved", "improving", "improvement", "improves"];
const WORSE: [&str; 6] = [
    "worsened",
    "worsening",
    "deteriorated",
    "deterioration",
    "deteriorating",
    "worsens",
];

/// The claims about the course of a figure that are made at a lexeme.
pub(super) fn claims(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Claim> {
    if let Some(record) = record(sentence, at) {
        return vec![record];
    }
    let Some(direction) = direction(&sentence.lexemes[at]) else {
        return Vec::new();
    };
    if is_not_claimed(sentence, at) || !is_about_an_indicator(sentence, at) {
        return Vec::new();
    }
    if let Some(run) = run(sentence, at, direction) {
        return vec![run];
    }
    let size = size(sentence, at);
    // "By 13 (34%)": in the indicator's unit, and as a part of the earlier figure.
    let part = size.and_then(|(_, number)| part_in_brackets(sentence, number));
    let slope = slope(sentence, at).filter(|_| sentence.has_shortly_before(at, 2, &["sustained"]));
    changed(sentence, at, direction, size)
        .into_iter()
        .chain(part.and_then(|part| changed(sentence, at, direction, Some(part))))
        .chain(slope)
        .collect()
}

fn part_in_brackets(sentence: &ParsedSentence<'_>, number: usize) -> Option<(ChangeSize, usize)> {
    let at = number + 2;
    let part = sentence.lexemes.get(at)?.number()?;
    let is_part =
        part.percent && sentence.is_mark(number + 1, "(") && sentence.is_mark(at + 1, ")");
    is_part.then_some((ChangeSize::By(part), at))
}

/// "A sustained fall from 2016 to 2025, of about 0.7 a year".
fn slope(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let here = (at + 1..sentence.lexemes.len()).find(|here| {
        let unit_ends = (here + 1..here + 4)
            .find(|near| sentence.is(*near, &["a", "per"]) && sentence.is(near + 1, &["year"]));
        sentence.lexemes[*here].number().is_some() && unit_ends.is_some()
    })?;
    let number = sentence.lexemes[here].number()?;
    sentence.claim(here, Vec::new(), Assertion::Slope { number })
}

fn direction(lexeme: &Lexeme) -> Option<ClaimedDirection> {
    match lexeme.word()? {
        word if UP.contains(&word) => Some(ClaimedDirection::Level(Side::Above)),
        word if DOWN.contains(&word) => Some(ClaimedDirection::Level(Side::Below)),
        word if BETTER.contains(&word) => Some(ClaimedDirection::Better),
        word if WORSE.contains(&word) => Some(ClaimedDirection::Worse),
        _ => None,
    }
}

/// Whether a lexeme is a word for a change.
fn is_verb(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let word = sentence.lexemes.get(at).and_then(direction);
    word.is_some() && !sentence.is_in_name(at)
}

/// "Rose for the third year in a row", "the third fall in a row", "fell three years running", "has risen every year since 2021".
fn run(sentence: &ParsedSentence<'_>, at: usize, direction: ClaimedDirection) -> Option<Claim> {
    let judged = judged_at_the_end(sentence, at..sentence.lexemes.len());
    let made = |length, covers: Vec<usize>| {
        let assertion = Assertion::Run {
            direction,
            length,
            judged,
        };
        Some(
            sentence
                .claim(at, years_of_a_run(sentence), assertion)?
                .covering(covers),
        )
    };
    let near = at.saturating_sub(5)..(at + 12).min(sentence.lexemes.len());
    let each = near.clone().find(|here| {
        sentence.is(*here, &["every", "each"])
            && sentence.is(here + 1, &["year"])
            && sentence.is(here + 2, &["since", "from"])
    });
    if let Some(each) = each {
        let since = sentence
            .periods
            .iter()
            .find(|mention| mention.from >= each + 3 && mention.from <= each + 5)?;
        return made(RunLength::Since(since.of), Vec::new());
    }
    let row = near.clone().find(|here| {
        sentence.is(*here, &["consecutive", "successive", "running"])
            || (sentence.is(*here, &["row", "succession"])
                && sentence.has_shortly_before(*here, 2, &["a", "in"]))
    })?;
    let count = (row.saturating_sub(5)..row).rev().find_map(|here| {
        let lexeme = &sentence.lexemes[here];
        let length = match (lexeme.ordinal(), lexeme.whole()) {
            (Some(nth), _) => RunLength::Exactly(nth),
            (None, Some(years)) => RunLength::AtLeast(years),
            _ => return None,
        };
        Some((here, length))
    });
    let (number, length) = count?;
    made(length, vec![number])
}

/// The period in which a run ends: the last that the sentence names, unless it begins a time.
fn years_of_a_run(sentence: &ParsedSentence<'_>) -> Vec<super::period_names::NamedPeriod> {
    sentence.period()
}

/// "Rose significantly", "fell by 4.1 points to 12", "a sustained rise", "improved", "doubled since 2019".
fn changed(
    sentence: &ParsedSentence<'_>,
    at: usize,
    direction: ClaimedDirection,
    size: Option<(ChangeSize, usize)>,
) -> Option<Claim> {
    let clause = clause(sentence, at, |here| is_verb(sentence, here));
    let calls = ["significantly", "significant", "sustained"];
    let significant = sentence.has_shortly_before(at, 2, &calls)
        || sentence.is(at + 1, &["significantly"])
        || (at..clause.end).any(|here| is_beyond_chance(sentence, here));
    let (size, covers) = match size {
        Some((size, number)) => (Some(size), vec![number]),
        None => (None, Vec::new()),
    };
    let said = ClaimedChange {
        direction,
        significant,
        size,
        years: years_of_a_change(sentence, at).or_else(|| years_of_a_step(sentence, at)),
        begins: clause.begins,
        judged: judged_at_the_end(sentence, at..clause.end),
    };
    // "From 2022 to 2025": a change needs every period that is named.
    let mut named = clause.periods;
    if named.is_empty() {
        named = sentence.heading_period();
    }
    Some(
        sentence
            .claim(at, named, Assertion::Changed(said))?
            .covering(covers),
    )
}

/// "More than chance would bring".
fn is_beyond_chance(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    sentence.is(at, &["more"])
        && sentence.is(at + 1, &["than"])
        && sentence.is(at + 2, &["chance"])
        && !sentence.has_shortly_before(at, 1, &["no"])
}

/// By how much something changed, and the lexeme that says so.
fn size(sentence: &ParsedSentence<'_>, at: usize) -> Option<(ChangeSize, usize)> {
    let times = match sentence.lexemes.get(at)?.word()? {
        "doubled" | "doubling" => Some(2.0),
        "trebled" | "tripled" => Some(3.0),
        "quadrupled" => Some(4.0),
        "halved" | "halving" => Some(0.5),
        _ => None,
    };
    if let Some(times) = times {
        let size = if sentence.has_shortly_before(at, 1, &["nearly", "almost"]) {
            ChangeSize::NearlyTimes(times)
        } else if sentence.has_shortly_before(at, 1, &["than"]) {
            ChangeSize::BeyondTimes(times)
        } else {
            ChangeSize::Times(times)
        };
        return Some((size, at));
    }
    let by = (at + 1..at + 5).find(|here| sentence.is(*here, &["by", "of"]))?;
    // "A fall of 3 points", but not "a rise of the rate".
    let (here, number) =
        (by + 1..by + 2).find_map(|here| Some((here, sentence.lexemes.get(here)?.number()?)))?;
    let is_points = sentence.is(here + 1, &["percentage", "points", "point", "pp"]);
    let is_other = sentence.is(here + 1, &["times", "places", "children", "years", "year"]);
    if is_other {
        return None;
    }
    Some(if is_points {
        (ChangeSize::Points(number), here)
    } else {
        (ChangeSize::By(number), here)
    })
}

/// "Over five years", "in the last three years", "over the year", "from the previous year".
fn years_of_a_change(sentence: &ParsedSentence<'_>, at: usize) -> Option<i16> {
    // "In the last year it fell".
    let is_last_year = sentence.is(0, &["in"])
        && (1..4).any(|near| sentence.is(near, &["last"]) && sentence.is(near + 1, &["year"]));
    if is_last_year && at < 8 {
        return Some(1);
    }
    let end = (at + 14).min(sentence.lexemes.len());
    (at + 1..end).find_map(|here| {
        let begins = sentence.is(
            here,
            &["over", "in", "within", "during", "on", "from", "than"],
        );
        if !begins {
            return None;
        }
        let year = (here + 1..here + 5)
            .find(|near| sentence.is(*near, &["year", "years"]))
            .filter(|year| !sentence.is_in_period(*year) && !sentence.is_in_period(*year + 1))?;
        let between: Vec<usize> = (here + 1..year).collect();
        let count = between
            .iter()
            .find_map(|near| sentence.lexemes.get(*near)?.whole());
        let is_last = between.iter().any(|near| {
            sentence.is(
                *near,
                &["last", "previous", "past", "same", "prior", "before"],
            )
        });
        let is_plain = between
            .iter()
            .all(|near| sentence.is(*near, &["the", "last", "past", "previous", "prior"]));
        match count {
            Some(years) => i16::try_from(years).ok(),
            None if is_last && sentence.is(year, &["year"]) => Some(1),
            None if is_plain && sentence.is(here, &["over"]) && sentence.is(year, &["year"]) => {
                Some(1)
            }
            None => None,
        }
    })
}

/// "Fell to 46%" is said of the last year, "has fallen to 46%" of any time.
fn years_of_a_step(sentence: &ParsedSentence<'_>, at: usize) -> Option<i16> {
    let to = (at + 1..at + 3).find(|here| sentence.is(*here, &["to"]))?;
    let is_figure = sentence
        .lexemes
        .get(to + 1)
        .is_some_and(|lexeme| lexeme.number().is_some());
    let is_perfect = sentence.has_shortly_before(at, 3, &["has", "have", "had", "since"])
        || (0..sentence.lexemes.len()).any(|here| sentence.is(here, &["since", "from"]));
    (is_figure && !is_perfect).then_some(1)
}

/// Words that may stand between an indicator and the word for its change.
const BETWEEN: [&str; 57] = [
    "has",
    "have",
    "had",
    "was",
    "is",
    "also",
    "again",
    "then",
    "significantly",
    "significant",
    "slightly",
    "a",
    "shows",
    "showed",
    "figure",
    "rate",
    "an",
    "sustained",
    "been",
    "in",
    "for",
    "since",
    "saw",
    "further",
    "and",
    "but",
    "sharply",
    "steadily",
    "marked",
    "which",
    "that",
    "it",
    "now",
    "continued",
    "to",
    "more",
    "than",
    "on",
    "at",
    "the",
    "third",
    "second",
    "annual",
    "consecutive",
    "share",
    "sum",
    "number",
    "average",
    "peak",
    "low",
    "from",
    "of",
    "last",
    "year",
    "nearly",
    "almost",
    "then",
];

/// Whether what changes is the indicator itself: "the looked after rate has improved", not "the team that lowered the looked after
/// rate improved its practice".
fn is_about_an_indicator(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    if is_noun_before_indicator(sentence, at) || is_added_to_a_fact(sentence, at) {
        return true;
    }
    let mut here = at;
    while let Some(before) = here.checked_sub(1) {
        if sentence.indicators.iter().any(|mention| mention.to == here) {
            return true;
        }
        if let Some(from) = start_of_name_before(sentence, here) {
            here = from;
            continue;
        }
        if sentence.plain.hold(before) {
            here = before;
            continue;
        }
        let is_figure = sentence.lexemes[before].number().is_some()
            || sentence.is(before, &["per", "cent", "percent"]);
        let is_between = sentence.is(before, &BETWEEN)
            || sentence.lexemes[before].ordinal().is_some()
            || sentence.is_mark(before, ")(,£")
            || UP
                .iter()
                .chain(&DOWN)
                .any(|verb| sentence.lexemes[before].is(verb))
            || is_figure;
        if !is_between {
            return sentence.continues
                && before == 0
                && sentence.is(before, &["it", "this", "that"]);
        }
        if before == 0 {
            return sentence.continues;
        }
        here = before;
    }
    false
}

/// "..., down by 5 percentage points from 13%", in a passage that says what it is about.
fn is_added_to_a_fact(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let follows = at > 0
        && (sentence.is_mark(at - 1, ",") || sentence.is(at - 1, &["and"]))
        && sentence.is(at + 1, &["by", "from"]);
    sentence.has_lead() && sentence.is(at, &["up", "down"]) && follows
}

/// "A fall in the looked after rate".
fn is_noun_before_indicator(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    const NOUNS: [&str; 9] = [
        "improvement",
        "reduction",
        "deterioration",
        "increase",
        "rise",
        "fall",
        "decrease",
        "drop",
        "decline",
    ];
    let next = if sentence.is(at + 2, &["the", "our", "its"]) {
        at + 3
    } else {
        at + 2
    };
    sentence.is(at, &NOUNS)
        && sentence.is(at + 1, &["in"])
        && sentence
            .indicators
            .iter()
            .any(|mention| mention.from == next)
}

/// Where the name of a place or a period begins that ends before a lexeme.
fn start_of_name_before(sentence: &ParsedSentence<'_>, at: usize) -> Option<usize> {
    let place = sentence.areas.iter().find(|mention| mention.to == at);
    let period = sentence.periods.iter().find(|mention| mention.to == at);
    place
        .map(|mention| mention.from)
        .or(period.map(|mention| mention.from))
        .filter(|from| *from < at)
}
