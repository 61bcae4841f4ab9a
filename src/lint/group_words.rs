//! The words with which a sentence names a group: the authorities among which it ranks a figure, or those with whom it compares one.

use super::claim::ClaimComparator;
use super::lexeme::WrittenNumber;
use super::sentence::ParsedSentence;
use crate::observation::area::Area;

/// Whether a number may be that of all authorities: there have been 148 to 153, and a few of them often have no figure.
pub(super) fn is_of_the_nation(number: WrittenNumber) -> bool {
    (110.0..=153.0).contains(&number.value) && number.decimals == 0 && !number.percent
}

/// Words that may stand between a rank and the group.
const PASSED_OVER: [&str; 34] = [
    "of",
    "out",
    "in",
    "among",
    "amongst",
    "all",
    "the",
    "its",
    "our",
    "other",
    "ten",
    "eleven",
    "rate",
    "rates",
    "figure",
    "figures",
    "percentage",
    "level",
    "levels",
    "local",
    "across",
    "english",
    "statistical",
    "proportion",
    "authorities",
    "authority",
    "councils",
    "quarter",
    "quartile",
    "whole",
    "value",
    "joint",
    "score",
    "when",
];

/// A group in which a figure is ranked.
pub(super) struct OrderMembers {
    pub(super) among: ClaimComparator,
    /// How many they are, where the sentence says so.
    pub(super) of: Option<usize>,
    /// The lexemes that say so.
    pub(super) covers: Vec<usize>,
}

/// Among whom a figure is ranked, by the words from here on.
pub(super) fn order_members(sentence: &ParsedSentence<'_>, from: usize) -> Option<OrderMembers> {
    let mut at = from;
    let (mut of, mut covers) = (None, Vec::new());
    for _ in 0..12 {
        if let Some(indicator) = sentence
            .indicators
            .iter()
            .find(|mention| mention.from == at)
        {
            at = indicator.to;
            continue;
        }
        let found = |among| Some((among, of));
        let among = match sentence.area_from(at) {
            Some(place) => return aggregate(place.of).map(|among| members(among, of, covers)),
            None => group_word(sentence, at).and_then(found),
        };
        if let Some((among, of)) = among {
            return Some(members(among, of, covers));
        }
        let lexeme = sentence.lexemes.get(at);
        let number = lexeme.and_then(|lexeme| lexeme.number());
        if let Some(number) = number.filter(|number| number.decimals == 0 && !number.percent) {
            of = Some(number.value as usize);
            covers.push(at);
            at += 1;
            continue;
        }
        let is_passed = lexeme.is_some_and(|lexeme| {
            lexeme.is_any(&PASSED_OVER) || lexeme.is_mark("()") || lexeme.whole().is_some()
        });
        if !is_passed {
            break;
        }
        at += 1;
    }
    // A number of authorities names all that have a figure: "highest of 151", "of 76 authorities".
    let counts_authorities = covers
        .last()
        .is_some_and(|last: &usize| sentence.is(last + 1, &["authorities", "councils", "local"]));
    let is_all = of.is_some_and(|of| {
        (110..=153).contains(&of) || (counts_authorities && (30..=153).contains(&of))
    });
    is_all.then(|| members(ClaimComparator::England, of, covers))
}

fn members(among: ClaimComparator, of: Option<usize>, covers: Vec<usize>) -> OrderMembers {
    // Of neighbours and regions the number may count the authority itself or not.
    let of = of.filter(|_| among == ClaimComparator::England);
    OrderMembers { among, of, covers }
}

/// The group that a word names by itself.
fn group_word(sentence: &ParsedSentence<'_>, at: usize) -> Option<ClaimComparator> {
    match sentence.lexemes.get(at)?.word()? {
        "nationally" | "national" | "country" | "nation" => Some(ClaimComparator::England),
        "region" | "regionally" | "regional" => Some(ClaimComparator::Region(None)),
        "neighbours" | "neighbour" => Some(ClaimComparator::Neighbours),
        _ => None,
    }
}

/// The group that a sentence names before a rank: "among its neighbours, ... the second lowest".
pub(super) fn members_before(sentence: &ParsedSentence<'_>, at: usize) -> Option<OrderMembers> {
    (0..at)
        .filter(|before| sentence.is(*before, &["among", "amongst", "of", "in", "across"]))
        .find_map(|before| {
            let found = order_members(sentence, before + 1)?;
            let is_place = matches!(
                found.among,
                ClaimComparator::England | ClaimComparator::Region(_) | ClaimComparator::Neighbours
            );
            is_place.then_some(found)
        })
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
pub(super) fn comparator(
    sentence: &ParsedSentence<'_>,
    from: usize,
) -> Option<(ClaimComparator, usize)> {
    let (mut has_all, mut has_mean, mut has_average) = (false, false, false);
    let mut list = None;
    for at in from..from + 12 {
        if let Some(place) = sentence.area_from(at) {
            let with = match aggregate(place.of) {
                Some(with) => with,
                // "Blackpool's neighbours" are not Blackpool.
                None if sentence.is(place.to, &["neighbours", "statistical"]) => continue,
                None => ClaimComparator::Authority(place.of),
            };
            return Some((with, place.to));
        }
        let lexeme = sentence.lexemes.get(at)?;
        // "2021's neighbours": those of the list of 2021.
        if sentence.year(at).is_some() || lexeme.is("s") {
            list = list.or(sentence.year(at));
            continue;
        }
        // "Level with that of 2021's (20.0)", "below it by that of 2021 (17.1)".
        if list.is_some() && lexeme.is_mark("(,;.") {
            return Some((ClaimComparator::NeighboursMean(list), at));
        }
        if lexeme.whole().is_some() || lexeme.is_mark("(") || lexeme.is_mark(")") {
            continue;
        }
        match lexeme.word()? {
            "national" | "nationally" | "english" => {
                return Some((ClaimComparator::England, at + 1));
            }
            "regional" | "region" => return Some((ClaimComparator::Region(None), at + 1)),
            "neighbours" | "neighbour" => {
                let after =
                    |words: &[&str]| sentence.is(at + 1, words) || sentence.is(at + 2, words);
                has_mean |= after(&["mean"]);
                has_average |= after(&["average", "median"]);
                let with = if has_mean {
                    ClaimComparator::NeighboursMean(list.or(list_year(sentence, at)))
                } else if has_all && !has_average {
                    ClaimComparator::AllNeighbours
                } else {
                    ClaimComparator::Neighbours
                };
                return Some((with, at + 1));
            }
            "all" | "every" | "each" | "any" => has_all = true,
            "mean" => has_mean = true,
            "average" | "median" => has_average = true,
            "than" | "the" | "that" | "of" | "for" | "in" | "its" | "our" | "both" | "their"
            | "statistical" | "rate" | "figure" | "to" | "with" | "as" | "from" | "across"
            | "group" | "other" | "nearest" | "it" | "by" | "list" => {}
            _ => return None,
        }
    }
    None
}

/// The year of the list by which neighbours are meant: "by the list of 2021".
fn list_year(sentence: &ParsedSentence<'_>, from: usize) -> Option<i16> {
    let list = (from..from + 7).find(|at| sentence.is(*at, &["list"]))?;
    (list..list + 3).find_map(|at| sentence.year(at))
}

/// "England", or "both England and the North West", with the end of the last.
pub(super) fn comparators(
    sentence: &ParsedSentence<'_>,
    from: usize,
) -> (Vec<ClaimComparator>, usize) {
    let Some((first, end)) = comparator(sentence, from) else {
        return (Vec::new(), from);
    };
    let mut found = vec![first];
    let mut next = end;
    while sentence.is(next, &["average", "mean", "median", "rate", "figure"]) {
        next += 1;
    }
    let after_figure = after_brackets(sentence, next);
    if sentence.is(after_figure, &["and"])
        && let Some((second, end)) = comparator(sentence, after_figure + 1)
    {
        found.push(second);
        next = end;
    }
    (found, next)
}

/// Where brackets end that begin at a lexeme; the lexeme itself where none do.
pub(super) fn after_brackets(sentence: &ParsedSentence<'_>, at: usize) -> usize {
    if !sentence.is_mark(at, "(") {
        return at;
    }
    (at..at + 12)
        .find(|close| sentence.is_mark(*close, ")"))
        .map_or(at, |close| close + 1)
}
