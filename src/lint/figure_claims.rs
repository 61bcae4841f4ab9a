//! Figures that a sentence claims: numbers that follow a name, an average or a period in one of the few ways in which papers write a
//! figure. Any other number is left alone.

use super::claim::{Assertion, Claim, FigureOwner};
use super::lexeme::{Lexeme, WrittenNumber};
use super::period_names::{NamedPeriod, TARGETS};
use super::sentence::ParsedSentence;
use crate::observation::area::Area;
use crate::observation::indicator::Unit;
use std::collections::BTreeSet;

/// The unit that is written with a number.
#[derive(Clone, Copy, PartialEq, Debug)]
enum WrittenUnit {
    None,
    Percent,
    Pounds,
    /// "Per 10,000".
    Per(f64),
    /// Percentage points, years, times: a difference, or something that is no indicator's unit.
    Other,
}

/// Words between a name and its figure.
const LINKING: [&str; 23] = [
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
    "share",
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

/// Words before a number that is approximate, or a limit.
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

/// Words that may follow a bare figure. Any other word is what the number counts.
const MAY_FOLLOW: [&str; 22] = [
    "in", "on", "at", "and", "compared", "against", "which", "than", "to", "from", "while", "but",
    "for", "as", "per", "with", "beside", "is", "was", "this", "when", "since",
];

/// Verbs and nouns of change, after which "from" and "to" stand before figures.
const CHANGES: [&str; 37] = [
    "rose",
    "risen",
    "rise",
    "rising",
    "increased",
    "increase",
    "increasing",
    "grew",
    "grown",
    "fell",
    "fallen",
    "fall",
    "falling",
    "decreased",
    "decrease",
    "reduced",
    "reduction",
    "dropped",
    "drop",
    "declined",
    "decline",
    "went",
    "improved",
    "improving",
    "improvement",
    "worsened",
    "worsening",
    "deteriorated",
    "up",
    "down",
    "moved",
    "doubled",
    "halved",
    "trebled",
    "quadrupled",
    "changed",
    "change",
];

/// Every figure that a sentence claims. `unit_of` gives the unit of an indicator.
/// Numbers that are `taken` are something else.
pub(super) fn claims(
    sentence: &ParsedSentence<'_>,
    taken: &BTreeSet<usize>,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Vec<Claim> {
    if sentence.is_about_others() {
        return Vec::new();
    }
    (0..sentence.lexemes.len())
        .filter(|at| !taken.contains(at) && !sentence.plain.hold(*at))
        .filter_map(|at| claim(sentence, at, &unit_of))
        .collect()
}

fn claim(
    sentence: &ParsedSentence<'_>,
    at: usize,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Option<Claim> {
    let number = sentence.lexemes[at]
        .number()
        .filter(|_| is_figure(sentence, at) && !is_target(sentence, at))?;
    let (owner, period) = owner(sentence, at)?;
    let unit = sentence
        .indicator_at(at)
        .and_then(unit_of)
        .filter(|unit| fits(sentence, at, (number, owner), unit))?;
    if unit.is_count() && !is_count_of(sentence, at, owner) {
        return None;
    }
    // In "from 215 in 2021 to 184" the only period of the sentence is not that of the second figure.
    let ends_a_change = at > 0 && sentence.is(at - 1, &["to", "from"]);
    let periods = match period.or_else(|| period_after(sentence, at)) {
        Some(named) => vec![named],
        // "In the last year it fell by 5 points from 13%".
        None if is_of_a_year_before(sentence, at) => Vec::new(),
        None if begins_a_year(sentence, at) => {
            let newest = sentence.heading_period();
            newest.into_iter().map(NamedPeriod::year_before).collect()
        }
        None if ends_a_change || turns_to_another_time(sentence, at) => Vec::new(),
        None => sentence.period(),
    };
    let is_earlier = is_of_a_year_before(sentence, at)
        || sentence.has_shortly_before(at, 1, &["from"])
            && sentence.has_shortly_before(at, 14, &CHANGES);
    let said = Assertion::Figure {
        owner,
        number,
        is_earlier,
    };
    sentence.claim(at, periods, said)
}

/// Whether a number is called that of a year before: "53% a year earlier", "53% in the previous year".
fn is_of_a_year_before(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    before_mark(sentence, at).any(|near| {
        (sentence.is(near, &["year"]) && sentence.is(near + 1, &["earlier", "before", "ago"]))
            || (sentence.is(near, &["previous"]) && sentence.is(near + 1, &["year"]))
    })
}

/// Whether a number is what the last year began with.
fn begins_a_year(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let words = ["in", "the", "last", "year"];
    let is_last_year = (0..words.len()).all(|here| sentence.is(here, &words[here..=here]));
    is_last_year && sentence.has_shortly_before(at, 1, &["from"])
}

/// Whether a number is a target or a forecast: "a target of 180", "18% is our aim".
fn is_target(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let before = (at.saturating_sub(12)..at)
        .rev()
        .take_while(|here| sentence.lexemes[*here].number().is_none())
        .any(|here| sentence.is(here, &TARGETS));
    before
        || (at + 1..at + 5)
            .any(|near| sentence.is(near, &TARGETS) && !sentence.is_mark(near - 1, ","))
}

/// Whether a sentence turns to another time between the period that it names and a number: "in 2023/24 ...; the rate is now".
fn turns_to_another_time(sentence: &ParsedSentence<'_>, at: usize) -> bool {
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
    let from = sentence.periods.last().map_or(at, |mention| mention.to);
    (from..at).any(|here| sentence.is(here, &TURNS) || sentence.is_mark(here, ";"))
}

/// A count is a figure only of an authority, and only where the sentence calls it the number of something.
fn is_count_of(sentence: &ParsedSentence<'_>, at: usize, owner: FigureOwner) -> bool {
    // "The number fell from 46 in 2015-16 to a low of 16", in a passage that says which number.
    let is_turn = at > 0 && follows_change(sentence, at - 1, at);
    if is_turn && sentence.has_lead() {
        return true;
    }
    let named = sentence
        .indicators
        .iter()
        .rev()
        .find(|mention| mention.to <= at);
    let is_number = named.is_some_and(|mention| {
        sentence.is(mention.from, &["number"])
            || sentence.has_shortly_before(mention.from, 3, &["number"])
    });
    is_number && matches!(owner, FigureOwner::Area(area) if area.is_authority())
}

/// Whether a number can be a figure: not part of a range, an interval, a fraction or a level, and not rounded by "about".
fn is_figure(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    const LEVELS: [&str; 5] = ["interval", "confidence", "level", "limits", "quartile"];
    let is_number = |at: Option<usize>| {
        at.and_then(|at| sentence.lexemes.get(at))
            .is_some_and(|lexeme| lexeme.number().is_some())
    };
    let back = |steps: usize| at.checked_sub(steps);
    let is_back =
        |steps: usize, words: &[&str]| back(steps).is_some_and(|before| sentence.is(before, words));
    let is_approximate = is_back(1, &ROUGHLY) || is_back(1, &["per", "every"]);
    let is_fraction = (is_back(1, &["of"]) && is_number(back(2)))
        || (sentence.is(at + 1, &["of"]) && is_number(Some(at + 2)));
    let opens_range =
        sentence.is(at + 1, &["to"]) && is_number(Some(at + 2)) && !is_back(1, &["from"]);
    let closes_range = is_back(1, &["to"]) && is_number(back(2)) && !is_back(3, &["from"]);
    let is_level = before_mark(sentence, at).any(|near| sentence.is(near, &LEVELS))
        || sentence.has_shortly_before(at, 4, &["interval", "p", "q"]);
    !(is_approximate || is_fraction || opens_range || closes_range || is_level)
}

/// The few lexemes after a number, up to a mark.
fn before_mark(sentence: &ParsedSentence<'_>, at: usize) -> impl Iterator<Item = usize> {
    (at + 1..at + 4).take_while(|near| !sentence.is_mark(*near, ",;:()"))
}

fn written_unit(sentence: &ParsedSentence<'_>, at: usize, number: WrittenNumber) -> WrittenUnit {
    const DIFFERENCES: [&str; 8] = [
        "points", "point", "pp", "higher", "lower", "more", "fewer", "less",
    ];
    let is_difference = before_mark(sentence, at).any(|near| sentence.is(near, &DIFFERENCES));
    let is_points =
        sentence.is(at + 1, &["percentage"]) && sentence.is(at + 2, &["point", "points"]);
    if is_difference || is_points {
        return WrittenUnit::Other;
    }
    let is_percent = number.percent
        || sentence.is(at + 1, &["percent", "pc"])
        || (sentence.is(at + 1, &["per"]) && sentence.is(at + 2, &["cent"]));
    if is_percent {
        return WrittenUnit::Percent;
    }
    if number.pounds {
        return WrittenUnit::Pounds;
    }
    let every = if sentence.is(at + 2, &["every"]) {
        at + 3
    } else {
        at + 2
    };
    if sentence.is(at + 1, &["per", "in", "for"])
        && let Some(base) = sentence
            .lexemes
            .get(every)
            .and_then(Lexeme::number)
            .filter(|base| base.value >= 100.0)
    {
        return WrittenUnit::Per(base.value);
    }
    let is_word = sentence
        .lexemes
        .get(at + 1)
        .is_some_and(|next| next.word().is_some());
    let counts_something =
        !sentence.is(at + 1, &MAY_FOLLOW) && sentence.area_from(at + 1).is_none();
    if is_word && (counts_something || sentence.is(at + 1, &["to", "per"])) {
        WrittenUnit::Other
    } else {
        WrittenUnit::None
    }
}

/// Whether a number is written as a figure of this unit is.
fn fits(
    sentence: &ParsedSentence<'_>,
    at: usize,
    (number, owner): (WrittenNumber, FigureOwner),
    unit: &Unit,
) -> bool {
    // Beside a figure with its unit the neighbours' averages stand without.
    let is_average = matches!(
        owner,
        FigureOwner::Neighbours | FigureOwner::NeighboursMean | FigureOwner::NeighboursMedian
    );
    match written_unit(sentence, at, number) {
        WrittenUnit::Percent => unit.is_percent(),
        WrittenUnit::Pounds => unit.key() == "pounds",
        WrittenUnit::Per(base) => unit
            .key()
            .strip_prefix("per-")
            .is_some_and(|own| own.replace(',', "") == base.to_string()),
        // The first figure of "from 215 in 2021 to 184 per 10,000" has its unit at the second.
        WrittenUnit::None => is_average || (!unit.is_percent() && unit.key() != "pounds"),
        WrittenUnit::Other => unit.key() == "cases-per-worker" && sentence.is(at + 1, &["cases"]),
    }
}

/// Whose figure a number is, and its period where that stands between the two.
fn owner(sentence: &ParsedSentence<'_>, at: usize) -> Option<(FigureOwner, Option<NamedPeriod>)> {
    let subject = sentence.area_at(at).map(FigureOwner::Area);
    if sentence.shares.iter().any(|share| share.from == at) {
        return subject.map(|owner| (owner, None));
    }
    let mut period = None;
    let mut here = at;
    for _ in 0..10 {
        let Some(before) = here.checked_sub(1) else {
            let is_first = sentence.continues && here < at;
            return subject.filter(|_| is_first).map(|owner| (owner, period));
        };
        if let Some(mention) = sentence.areas.iter().find(|mention| mention.to == here) {
            return Some((FigureOwner::Area(mention.of), period));
        }
        if let Some(mention) = sentence.periods.iter().find(|mention| mention.to == here) {
            period = period.or(Some(mention.of));
            let prepositions = ["in", "from", "to", "on", "at", "than"];
            if sentence.is_mark(mention.to, "(")
                && sentence.has_shortly_before(mention.from, 2, &prepositions)
            {
                return subject.map(|owner| (owner, period));
            }
            here = mention.from;
            continue;
        }
        if sentence.indicators.iter().any(|mention| mention.to == here)
            || follows_change(sentence, before, at)
        {
            return subject.map(|owner| (owner, period));
        }
        if let Some(owner) = average(sentence, before) {
            return Some((owner, period));
        }
        // "109 per 10,000 on 31 March 2021 and 88 per 10,000 on 31 March 2025".
        let joins = sentence.is(before, &["and"])
            && here == at
            && sentence.periods.iter().any(|mention| mention.to == before)
            && sentence.lexemes[..before]
                .iter()
                .any(|lexeme| lexeme.number().is_some());
        if joins {
            return subject.map(|owner| (owner, period));
        }
        // "The neighbours' mean by the list of 2021 (17.1)".
        if sentence.year(before).is_some()
            && sentence.has_shortly_before(before, 2, &["list", "that"])
        {
            return Some((FigureOwner::NeighboursMean, period));
        }
        if !sentence.is(before, &LINKING) && !sentence.is_mark(before, "(:,)") {
            let is_subject = sentence.continues && sentence.is(before, &["it", "this"]);
            return subject.filter(|_| is_subject).map(|owner| (owner, period));
        }
        here = before;
    }
    None
}

/// Whether a lexeme is "from" or "to" after a verb of change: "rose from 180 to 184".
fn follows_change(sentence: &ParsedSentence<'_>, before: usize, at: usize) -> bool {
    let is_turn = sentence.is(before, &["of"])
        && sentence.has_shortly_before(before, 1, &["peak", "low", "high"]);
    (is_turn || sentence.is(before, &["from", "to"]))
        && sentence.has_shortly_before(before, 14, &CHANGES)
        && !is_in_brackets(sentence, at)
}

fn is_in_brackets(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    count_marks(sentence, at, "(") > count_marks(sentence, at, ")")
}

/// How often a mark stands before a lexeme.
fn count_marks(sentence: &ParsedSentence<'_>, at: usize, mark: &str) -> usize {
    sentence.lexemes[..at]
        .iter()
        .filter(|lexeme| lexeme.is_mark(mark))
        .count()
}

/// Words for other groups than the statistical neighbours.
const OTHER_GROUPS: [&str; 6] = ["coastal", "seaside", "deprived", "chosen", "type", "other"];

/// "Neighbours' mean", "national average", "statistical neighbours".
fn average(sentence: &ParsedSentence<'_>, at: usize) -> Option<FigureOwner> {
    let lexeme = &sentence.lexemes[at];
    if lexeme.is_any(&["national", "nationally"]) {
        return Some(FigureOwner::Area(Area::ENGLAND));
    }
    if lexeme.is_any(&["regional", "region"]) {
        return Some(FigureOwner::Region);
    }
    let is_after = |words: &[&str]| at > 0 && sentence.is(at - 1, words);
    if lexeme.is_any(&["average", "mean", "median", "figure"])
        && is_after(&["national", "england", "english"])
    {
        return Some(FigureOwner::Area(Area::ENGLAND));
    }
    if lexeme.is_any(&["average", "mean", "figure"]) && is_after(&["regional"]) {
        return Some(FigureOwner::Region);
    }
    match lexeme.word()? {
        "mean" | "average" if is_of_neighbours(sentence, at) => Some(FigureOwner::NeighboursMean),
        "median" if is_of_neighbours(sentence, at) => Some(FigureOwner::NeighboursMedian),
        "neighbours" if !sentence.has_shortly_before(at, 3, &["all", "other", "one"]) => {
            Some(FigureOwner::Neighbours)
        }
        _ => None,
    }
}

/// Whether an average is that of the statistical neighbours, and of no other group or area.
fn is_of_neighbours(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    sentence.has_shortly_before(at + 3, 30, &["neighbours", "neighbour"])
        && !names_another_group(sentence)
        && !follows_area(sentence, at)
}

/// Whether a sentence names a group other than the statistical neighbours.
pub(super) fn names_another_group(sentence: &ParsedSentence<'_>) -> bool {
    (0..sentence.lexemes.len()).any(|at| sentence.is(at, &OTHER_GROUPS) && !sentence.is_in_name(at))
}

/// "England average".
fn follows_area(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    at > 0
        && sentence
            .areas
            .iter()
            .any(|mention| mention.to == at || mention.to + 1 == at)
}

/// The period that follows a figure directly: "184 per 10,000 (531 of 28,923) on 31 March 2025".
fn period_after(sentence: &ParsedSentence<'_>, at: usize) -> Option<NamedPeriod> {
    let mut here = at + 1;
    if sentence.is(here, &["per"]) {
        here += 2;
    }
    if sentence.is_mark(here, "(") {
        let length = sentence.lexemes[here..]
            .iter()
            .position(|lexeme| lexeme.is_mark(")"))?;
        let inside = sentence
            .periods
            .iter()
            .find(|mention| mention.from > here && mention.to <= here + length);
        if let Some(mention) = inside {
            let fills_brackets = mention.to - mention.from + 1 >= length.saturating_sub(2);
            return fills_brackets.then_some(mention.of);
        }
        here += length + 1;
    }
    let linking = ["in", "on", "at", "as", "for", "the", "year", "ending", "to"];
    while sentence.is(here, &linking) {
        here += 1;
    }
    sentence
        .periods
        .iter()
        .find(|mention| mention.from == here)
        .map(|mention| mention.of)
}
