//! What a sentence says of a figure's place: its rank, its side of somebody else's, whether it moved, and whether any of that is
//! called significant, better or worse.

use super::claim::{Claim, Company, End, Rank, Way, What};
use super::lexis::Lexeme;
use super::spoken::Spoken;
use crate::observation::area::Area;
use crate::stat::verdict::Side;

/// Words with which a sentence takes back, doubts or wishes what it says, or says it of another time.
const NOT_SAID: [&str; 23] = [
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

/// Every claim about a place or a movement.
pub(super) fn claims(spoken: &Spoken<'_>) -> Vec<Claim> {
    if spoken.local {
        return Vec::new();
    }
    let mut found = Vec::new();
    for at in 0..spoken.lexemes.len() {
        if spoken
            .indicators
            .iter()
            .any(|mention| mention.from <= at && at < mention.to)
        {
            continue;
        }
        let said = ranked(spoken, at)
            .or_else(|| numbered(spoken, at))
            .into_iter()
            .chain(moved(spoken, at))
            .chain(beside(spoken, at));
        let when = |what: &What| match what {
            // "From 2022 to 2025": a movement needs every period there is.
            What::Moved { .. } => spoken.periods.iter().map(|mention| mention.of).collect(),
            _ => spoken.period(),
        };
        found.extend(said.filter_map(|what| spoken.claim(at, when(&what), what)));
    }
    found
}

/// Whether the words just before take a claim back.
fn taken_back(spoken: &Spoken<'_>, at: usize) -> bool {
    spoken.lately(at, 5, &NOT_SAID)
}

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

/// "Between 85th and 121st highest", "73rd to 91st": a range of ranks, which is no rank.
fn in_range(spoken: &Spoken<'_>, at: usize) -> bool {
    let is = |at: Option<usize>| {
        at.and_then(|at| spoken.lexemes.get(at))
            .is_some_and(|lexeme| ordinal(lexeme).is_some())
    };
    let before =
        spoken.lately(at, 1, &["to", "and"]) && (is(at.checked_sub(2)) || is(at.checked_sub(3)));
    before || (spoken.is(at + 1, &["to"]) && is(Some(at + 2)))
}

/// "The highest in England", "3rd lowest of its neighbours", "one of the highest in the region".
fn ranked(spoken: &Spoken<'_>, at: usize) -> Option<What> {
    let end = match spoken.lexemes.get(at)?.word()? {
        "highest" => End::Highest,
        "lowest" => End::Lowest,
        "best" => End::Best,
        "worst" => End::Worst,
        _ => return None,
    };
    let place = at
        .checked_sub(1)
        .and_then(|before| ordinal(&spoken.lexemes[before]));
    if place.is_some() && in_range(spoken, at - 1) || taken_back(spoken, at) {
        return None;
    }
    let among = spoken.lately(at, 4, &["among", "amongst"])
        || (spoken.lately(at, 3, &["one"]) && spoken.lately(at, 2, &["of"]));
    // "The second of the highest" and the like are no place in an order.
    let rank = match place {
        Some(place) => Rank::Exactly(place),
        None if among => Rank::Among,
        None => Rank::Exactly(1),
    };
    let (company, of) = field(spoken, at + 1)?;
    Some(What::Placed {
        rank,
        end,
        company,
        of,
    })
}

/// "12th of 151 authorities", "ranked 12th out of 151".
fn numbered(spoken: &Spoken<'_>, at: usize) -> Option<What> {
    let place = ordinal(spoken.lexemes.get(at)?)
        .filter(|_| matches!(spoken.lexemes[at], Lexeme::Ordinal(_)))?;
    let of = if spoken.is(at + 1, &["out"]) {
        at + 2
    } else {
        at + 1
    };
    let number = spoken
        .lexemes
        .get(of + 1)
        .and_then(Lexeme::number)
        .filter(|number| is_nation(*number))?;
    let said = spoken.is(of, &["of"]) && !in_range(spoken, at) && !taken_back(spoken, at);
    let (rank, of) = (Rank::Exactly(place), Some(number.value as usize));
    said.then_some(What::Placed {
        rank,
        end: End::Either,
        company: Company::England,
        of,
    })
}

/// There have been 148 to 153 authorities; a few of them often have no figure.
fn is_nation(number: super::lexis::Number) -> bool {
    (130.0..=153.0).contains(&number.value) && number.decimals == 0 && !number.percent
}

/// Among whom something is highest, in the words that follow.
fn field(spoken: &Spoken<'_>, from: usize) -> Option<(Company, Option<usize>)> {
    const PASSED: [&str; 20] = [
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
        if let Some(indicator) = spoken.indicators.iter().find(|mention| mention.from == at) {
            at = indicator.to;
            continue;
        }
        if let Some(place) = spoken.area_from(at) {
            return match place.of {
                Area::ENGLAND => Some((Company::England, None)),
                region if region.is_region() => Some((Company::Region(Some(region)), None)),
                _ => None,
            };
        }
        let lexeme = spoken.lexemes.get(at)?;
        if lexeme.is_any(&["nationally", "country", "nation"]) {
            return Some((Company::England, None));
        }
        if lexeme.is_any(&["region", "regionally"]) {
            return Some((Company::Region(None), None));
        }
        if lexeme.is_any(&["neighbours", "neighbour"]) {
            return Some((Company::Neighbours, None));
        }
        let nation = lexeme.number().filter(|number| is_nation(*number));
        if let Some(number) =
            nation.filter(|_| spoken.is(at + 1, &["authorities", "local", "councils"]))
        {
            return Some((Company::England, Some(number.value as usize)));
        }
        lexeme.is_any(&PASSED).then_some(())?;
        at += 1;
    }
    None
}

/// With whom a figure is compared, in the words from here on, and where they end.
fn company(spoken: &Spoken<'_>, from: usize) -> Option<(Company, usize)> {
    let (mut all, mut mean) = (false, false);
    for at in from..from + 9 {
        if let Some(place) = spoken.area_from(at) {
            return match place.of {
                Area::ENGLAND => Some((Company::England, place.to)),
                region if region.is_region() => Some((Company::Region(Some(region)), place.to)),
                _ => None,
            };
        }
        let lexeme = spoken.lexemes.get(at)?;
        match lexeme.word()? {
            "national" | "nationally" | "english" => return Some((Company::England, at + 1)),
            "regional" | "region" => return Some((Company::Region(None), at + 1)),
            "neighbours" | "neighbour" => {
                let company = if all && !mean {
                    Company::AllNeighbours
                } else {
                    Company::Neighbours
                };
                return Some((company, at + 1));
            }
            "all" | "every" => all = true,
            "mean" | "average" | "median" => mean = true,
            "than" | "the" | "that" | "of" | "for" | "in" | "its" | "our" | "both"
            | "statistical" | "ten" | "rate" | "figure" | "to" => {}
            _ => return None,
        }
    }
    None
}

/// Higher, lower, better or worse than somebody.
fn beside(spoken: &Spoken<'_>, at: usize) -> Vec<What> {
    let way = match spoken.lexemes[at].word() {
        Some("higher" | "above" | "greater") => Way::Level(Side::Above),
        Some("lower" | "below") => Way::Level(Side::Below),
        Some("better") => Way::Better,
        Some("worse") => Way::Worse,
        Some("different") => return alike(spoken, at),
        _ => return Vec::new(),
    };
    let brackets = spoken.lexemes.get(at + 1).is_some_and(|l| l.is_mark("("))
        && spoken.lexemes.get(at + 3).is_some_and(|l| l.is_mark(")"));
    let from = if brackets { at + 4 } else { at + 1 };
    let by_amount =
        spoken.lately(at, 3, &["points", "point", "times"]) && !spoken.is(from, &["than"]);
    if by_amount || (!spoken.is(from, &["than"]) && !spoken.is(at, &["above", "below"])) {
        return Vec::new();
    }
    let significant = spoken.lately(at, 2, &["significantly"]);
    if significant && spoken.lately(at, 3, &["not"]) {
        return alike(spoken, at);
    }
    if taken_back(spoken, at) {
        return Vec::new();
    }
    companies(spoken, from)
        .into_iter()
        .map(|company| What::Beside {
            way,
            company,
            significant,
        })
        .collect()
}

/// "England", or "both England and the North West".
fn companies(spoken: &Spoken<'_>, from: usize) -> Vec<Company> {
    let Some((first, end)) = company(spoken, from) else {
        return Vec::new();
    };
    let mut found = vec![first];
    let mut next = end;
    while spoken.is(next, &["average", "mean", "rate", "figure"]) {
        next += 1;
    }
    if spoken.is(next, &["and"]) {
        found.extend(company(spoken, next + 1).map(|(second, _)| second));
    }
    found
}

/// "Not significantly different from England".
fn alike(spoken: &Spoken<'_>, at: usize) -> Vec<What> {
    let said = spoken.lately(at, 2, &["significantly"]) && spoken.lately(at, 4, &["not"]);
    let from = if spoken.is(at + 1, &["from", "than", "to"]) {
        at + 2
    } else {
        at + 1
    };
    if said {
        companies(spoken, from)
            .into_iter()
            .map(|company| What::Alike { company })
            .collect()
    } else {
        Vec::new()
    }
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

/// "Rose significantly", "a significant fall", "improved", "got worse".
fn moved(spoken: &Spoken<'_>, at: usize) -> Option<What> {
    let way = match spoken.lexemes[at].word()? {
        word if UP.contains(&word) => Way::Level(Side::Above),
        word if DOWN.contains(&word) => Way::Level(Side::Below),
        "improved" | "improving" | "improvement" => Way::Better,
        "worsened" | "worsening" | "deteriorated" | "deterioration" => Way::Worse,
        _ => return None,
    };
    let before = spoken.lately(at, 1, &["significantly", "significant"]);
    let significant = before || spoken.is(at + 1, &["significantly"]);
    let judged = matches!(way, Way::Better | Way::Worse);
    let about = is_about_the_figure(spoken, at);
    ((significant || judged) && about && !taken_back(spoken, at))
        .then_some(What::Moved { way, significant })
}

/// Whether a verb's subject is the indicator itself: "the looked after rate has improved", not "the team that lowered the looked
/// after rate improved its practice".
fn is_about_the_figure(spoken: &Spoken<'_>, at: usize) -> bool {
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
    if spoken.is(
        at,
        &[
            "improvement",
            "reduction",
            "deterioration",
            "increase",
            "rise",
            "fall",
            "decrease",
            "drop",
        ],
    ) {
        let next = if spoken.is(at + 2, &["the", "our", "its"]) {
            at + 3
        } else {
            at + 2
        };
        if spoken.is(at + 1, &["in"])
            && spoken.indicators.iter().any(|mention| mention.from == next)
        {
            return true;
        }
    }
    let mut here = at;
    while let Some(before) = here.checked_sub(1) {
        if spoken.indicators.iter().any(|mention| mention.to == here) {
            return true;
        }
        let passed = |mentions: Option<usize>| mentions.filter(|from| *from < here);
        let place = passed(
            spoken
                .areas
                .iter()
                .find(|mention| mention.to == here)
                .map(|mention| mention.from),
        );
        let period = passed(
            spoken
                .periods
                .iter()
                .find(|mention| mention.to == here)
                .map(|mention| mention.from),
        );
        if let Some(from) = place.or(period) {
            here = from;
            continue;
        }
        let lexeme = &spoken.lexemes[before];
        if !(lexeme.is_any(&BETWEEN) || lexeme.is_mark(")(")) {
            return spoken.continues && before == 0 && lexeme.is_any(&["it", "this"]);
        }
        here = before;
    }
    false
}
