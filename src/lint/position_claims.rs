//! Positions that a sentence claims: the rank of a figure, its side of another figure, whether it changed, and whether any of that is
//! called significant, better or worse.

use super::claim::{Assertion, Claim, ClaimComparator, ClaimedDirection, ClaimedRank, OrderEnd};
use super::lexeme::{Lexeme, WrittenNumber};
use super::sentence::ParsedSentence;
use crate::observation::area::Area;
use crate::stat::verdict::Side;

/// Words with which a sentence denies, doubts or plans what it says, or says it of another time.
const NOT_CLAIMED: [&str; 23] = [
    "not",
    "no",
    "never",
    "already",
    "neither",
    "nor",
    "whether",
    "if",
    "would",
    "could",
    "may",
    "might",
    "should",
    "unless",
    "aim",
    "aims",
    "target",
    "expected",
    "forecast",
    "previously",
    "until",
    "without",
    "cannot",
];

/// Every claim about a position or a change.
pub(super) fn claims(sentence: &ParsedSentence<'_>) -> Vec<Claim> {
    if sentence.is_local {
        return Vec::new();
    }
    let is_in_name = |at: usize| {
        sentence
            .indicators
            .iter()
            .any(|mention| mention.from <= at && at < mention.to)
    };
    let mut found = Vec::new();
    for at in (0..sentence.lexemes.len()).filter(|at| !is_in_name(*at)) {
        let position = ranked(sentence, at).or_else(|| numbered(sentence, at));
        // "From 2022 to 2025": a change needs every period that is named.
        let named = || sentence.periods.iter().map(|mention| mention.of).collect();
        found.extend(position.and_then(|said| sentence.claim(at, sentence.period(), said)));
        found.extend(changed(sentence, at).and_then(|said| sentence.claim(at, named(), said)));
        found.extend(
            compared(sentence, at)
                .into_iter()
                .filter_map(|said| sentence.claim(at, sentence.period(), said)),
        );
    }
    found
}

/// Whether the words just before deny or doubt a claim.
fn is_not_claimed(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    sentence.has_shortly_before(at, 5, &NOT_CLAIMED)
}

/// The rank that a lexeme is: "3rd", "third".
fn ordinal(lexeme: &Lexeme) -> Option<usize> {
    const WORDS: [&str; 9] = [
        "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    match lexeme {
        Lexeme::Ordinal(rank) => Some(*rank),
        other => WORDS
            .iter()
            .position(|word| other.is(word))
            .map(|at| at + 2),
    }
}

/// Whether a rank is part of a range, which is no rank: "between 85th and 121st highest", "73rd to 91st".
fn is_in_range(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let is_rank = |at: Option<usize>| {
        at.and_then(|at| sentence.lexemes.get(at))
            .is_some_and(|lexeme| ordinal(lexeme).is_some())
    };
    let closes = sentence.has_shortly_before(at, 1, &["to", "and"])
        && (is_rank(at.checked_sub(2)) || is_rank(at.checked_sub(3)));
    closes || (sentence.is(at + 1, &["to"]) && is_rank(Some(at + 2)))
}

/// "The highest in England", "3rd lowest of its neighbours", "one of the highest in the region".
fn ranked(sentence: &ParsedSentence<'_>, at: usize) -> Option<Assertion> {
    let end = match sentence.lexemes.get(at)?.word()? {
        "highest" => OrderEnd::Highest,
        "lowest" => OrderEnd::Lowest,
        "best" => OrderEnd::Best,
        "worst" => OrderEnd::Worst,
        _ => return None,
    };
    let rank = at
        .checked_sub(1)
        .and_then(|before| ordinal(&sentence.lexemes[before]));
    if rank.is_some() && is_in_range(sentence, at - 1) || is_not_claimed(sentence, at) {
        return None;
    }
    let is_among = sentence.has_shortly_before(at, 4, &["among", "amongst"])
        || (sentence.has_shortly_before(at, 3, &["one"])
            && sentence.has_shortly_before(at, 2, &["of"]));
    let rank = match rank {
        Some(rank) => ClaimedRank::Exactly(rank),
        None if is_among => ClaimedRank::Among,
        None => ClaimedRank::Exactly(1),
    };
    let (among, of) = order_members(sentence, at + 1)?;
    Some(Assertion::Ranked {
        rank,
        end,
        among,
        of,
    })
}

/// "12th of 151 authorities", "ranked 12th out of 151".
fn numbered(sentence: &ParsedSentence<'_>, at: usize) -> Option<Assertion> {
    let Lexeme::Ordinal(rank) = sentence.lexemes.get(at)? else {
        return None;
    };
    let of = if sentence.is(at + 1, &["out"]) {
        at + 2
    } else {
        at + 1
    };
    let number = sentence
        .lexemes
        .get(of + 1)
        .and_then(Lexeme::number)
        .filter(|number| is_of_the_nation(*number))?;
    let is_claimed =
        sentence.is(of, &["of"]) && !is_in_range(sentence, at) && !is_not_claimed(sentence, at);
    is_claimed.then_some(Assertion::Ranked {
        rank: ClaimedRank::Exactly(*rank),
        end: OrderEnd::Either,
        among: ClaimComparator::England,
        of: Some(number.value as usize),
    })
}

/// Whether a number may be that of all authorities: there have been 148 to 153, and a few of them often have no figure.
fn is_of_the_nation(number: WrittenNumber) -> bool {
    (130.0..=153.0).contains(&number.value) && number.decimals == 0 && !number.percent
}

/// Among whom a figure is ranked, and how many they are where the sentence says so, by the words from here on.
fn order_members(
    sentence: &ParsedSentence<'_>,
    from: usize,
) -> Option<(ClaimComparator, Option<usize>)> {
    const PASSED_OVER: [&str; 20] = [
        "of",
        "in",
        "among",
        "amongst",
        "all",
        "the",
        "its",
        "our",
        "ten",
        "eleven",
        "rate",
        "rates",
        "figure",
        "percentage",
        "level",
        "local",
        "across",
        "english",
        "statistical",
        "proportion",
    ];
    let mut at = from;
    for _ in 0..9 {
        if let Some(indicator) = sentence
            .indicators
            .iter()
            .find(|mention| mention.from == at)
        {
            at = indicator.to;
            continue;
        }
        if let Some(place) = sentence.area_from(at) {
            return aggregate(place.of).map(|among| (among, None));
        }
        let lexeme = sentence.lexemes.get(at)?;
        let among = match lexeme.word() {
            Some("nationally" | "country" | "nation") => Some(ClaimComparator::England),
            Some("region" | "regionally") => Some(ClaimComparator::Region(None)),
            Some("neighbours" | "neighbour") => Some(ClaimComparator::Neighbours),
            _ => None,
        };
        if let Some(among) = among {
            return Some((among, None));
        }
        if let Some(number) = lexeme.number().filter(|number| is_of_the_nation(*number))
            && sentence.is(at + 1, &["authorities", "local", "councils"])
        {
            return Some((ClaimComparator::England, Some(number.value as usize)));
        }
        lexeme.is_any(&PASSED_OVER).then_some(())?;
        at += 1;
    }
    None
}

/// England or a region as something to compare with; none for an authority.
fn aggregate(area: Area) -> Option<ClaimComparator> {
    match area {
        Area::ENGLAND => Some(ClaimComparator::England),
        region if region.is_region() => Some(ClaimComparator::Region(Some(region))),
        _ => None,
    }
}

/// With whom a figure is compared, by the words from here on, and where these words end.
fn comparator(sentence: &ParsedSentence<'_>, from: usize) -> Option<(ClaimComparator, usize)> {
    let (mut has_all, mut has_mean) = (false, false);
    for at in from..from + 9 {
        if let Some(place) = sentence.area_from(at) {
            return aggregate(place.of).map(|with| (with, place.to));
        }
        match sentence.lexemes.get(at)?.word()? {
            "national" | "nationally" | "english" => {
                return Some((ClaimComparator::England, at + 1));
            }
            "regional" | "region" => return Some((ClaimComparator::Region(None), at + 1)),
            "neighbours" | "neighbour" => {
                let with = if has_all && !has_mean {
                    ClaimComparator::AllNeighbours
                } else {
                    ClaimComparator::Neighbours
                };
                return Some((with, at + 1));
            }
            "all" | "every" => has_all = true,
            "mean" | "average" | "median" => has_mean = true,
            "than" | "the" | "that" | "of" | "for" | "in" | "its" | "our" | "both"
            | "statistical" | "ten" | "rate" | "figure" | "to" => {}
            _ => return None,
        }
    }
    None
}

/// Higher, lower, better or worse than somebody's figure.
fn compared(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Assertion> {
    let direction = match sentence.lexemes[at].word() {
        Some("higher" | "above" | "greater") => ClaimedDirection::Level(Side::Above),
        Some("lower" | "below") => ClaimedDirection::Level(Side::Below),
        Some("better") => ClaimedDirection::Better,
        Some("worse") => ClaimedDirection::Worse,
        Some("different") => return not_different(sentence, at),
        _ => return Vec::new(),
    };
    let has_brackets = sentence.is_mark(at + 1, "(") && sentence.is_mark(at + 3, ")");
    let from = if has_brackets { at + 4 } else { at + 1 };
    let is_than = sentence.is(from, &["than"]);
    let is_by_amount = sentence.has_shortly_before(at, 3, &["points", "point", "times"]);
    if !is_than && (is_by_amount || !sentence.is(at, &["above", "below"])) {
        return Vec::new();
    }
    let significant = sentence.has_shortly_before(at, 2, &["significantly"]);
    if significant && sentence.has_shortly_before(at, 3, &["not"]) {
        return not_different(sentence, at);
    }
    if is_not_claimed(sentence, at) {
        return Vec::new();
    }
    comparators(sentence, from)
        .into_iter()
        .map(|with| Assertion::Compared {
            direction,
            with,
            significant,
        })
        .collect()
}

/// "England", or "both England and the North West".
fn comparators(sentence: &ParsedSentence<'_>, from: usize) -> Vec<ClaimComparator> {
    let Some((first, end)) = comparator(sentence, from) else {
        return Vec::new();
    };
    let mut found = vec![first];
    let mut next = end;
    while sentence.is(next, &["average", "mean", "rate", "figure"]) {
        next += 1;
    }
    if sentence.is(next, &["and"]) {
        found.extend(comparator(sentence, next + 1).map(|(second, _)| second));
    }
    found
}

/// "Not significantly different from England".
fn not_different(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Assertion> {
    let is_claimed = sentence.has_shortly_before(at, 2, &["significantly"])
        && sentence.has_shortly_before(at, 4, &["not"]);
    if !is_claimed {
        return Vec::new();
    }
    let from = if sentence.is(at + 1, &["from", "than", "to"]) {
        at + 2
    } else {
        at + 1
    };
    comparators(sentence, from)
        .into_iter()
        .map(|from| Assertion::NotDifferent { from })
        .collect()
}

const UP: [&str; 14] = [
    "rose",
    "risen",
    "rise",
    "rising",
    "increased",
    "increase",
    "increasing",
    "grew",
    "grown",
    "growth",
    "jumped",
    "up",
    "climbed",
    "increases",
];
const DOWN: [&str; 14] = [
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
    "down",
    "decreases",
];

/// "Rose significantly", "a significant fall", "improved", "got worse". A rise or a fall is a claim only where it is called
/// significant.
fn changed(sentence: &ParsedSentence<'_>, at: usize) -> Option<Assertion> {
    let direction = match sentence.lexemes[at].word()? {
        word if UP.contains(&word) => ClaimedDirection::Level(Side::Above),
        word if DOWN.contains(&word) => ClaimedDirection::Level(Side::Below),
        "improved" | "improving" | "improvement" => ClaimedDirection::Better,
        "worsened" | "worsening" | "deteriorated" | "deterioration" => ClaimedDirection::Worse,
        _ => return None,
    };
    let significant = sentence.has_shortly_before(at, 1, &["significantly", "significant"])
        || sentence.is(at + 1, &["significantly"]);
    let is_judged = matches!(
        direction,
        ClaimedDirection::Better | ClaimedDirection::Worse
    );
    ((significant || is_judged)
        && is_about_an_indicator(sentence, at)
        && !is_not_claimed(sentence, at))
    .then_some(Assertion::Changed {
        direction,
        significant,
    })
}

/// Whether what changes is the indicator itself: "the looked after rate has improved", not "the team that lowered the looked after
/// rate improved its practice".
fn is_about_an_indicator(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    const BETWEEN: [&str; 24] = [
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
    ];
    if is_noun_before_indicator(sentence, at) {
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
        if !(sentence.is(before, &BETWEEN) || sentence.is_mark(before, ")(")) {
            return sentence.continues && before == 0 && sentence.is(before, &["it", "this"]);
        }
        here = before;
    }
    false
}

/// "A fall in the looked after rate".
fn is_noun_before_indicator(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    const NOUNS: [&str; 8] = [
        "improvement",
        "reduction",
        "deterioration",
        "increase",
        "rise",
        "fall",
        "decrease",
        "drop",
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
