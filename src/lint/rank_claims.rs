//! Ranks that a sentence claims: "the third highest in England", "148th of 148", "in the top quarter", "one of the lowest".

use super::claim::{Assertion, Claim, ClaimComparator, ClaimedRank, OrderEnd};
use super::doubt_and_praise::is_not_claimed;
use super::group_words::{OrderMembers, is_of_the_nation, members_before, order_members};
use super::lexeme::Lexeme;
use super::sentence::ParsedSentence;

/// The rank that is claimed at a lexeme.
pub(super) fn claim(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let (assertion, covers) = span(sentence, at)
        .or_else(|| share(sentence, at))
        .or_else(|| ranked(sentence, at))
        .or_else(|| numbered(sentence, at))?;
    Some(
        sentence
            .claim(at, sentence.period(), assertion)?
            .covering(covers),
    )
}

fn end_of(word: &str) -> Option<OrderEnd> {
    Some(match word {
        "highest" | "largest" | "greatest" | "upper" => OrderEnd::Highest,
        "lowest" | "smallest" | "lower" => OrderEnd::Lowest,
        "best" => OrderEnd::Best,
        "worst" => OrderEnd::Worst,
        "top" => OrderEnd::Top,
        "bottom" => OrderEnd::Bottom,
        _ => return None,
    })
}

fn rank_at(sentence: &ParsedSentence<'_>, at: Option<usize>) -> Option<usize> {
    sentence.lexemes.get(at?).and_then(Lexeme::ordinal)
}

/// "Between 85th and 121st best of 153": the ranks that chance allows. Neither of the two is the rank.
fn span(sentence: &ParsedSentence<'_>, at: usize) -> Option<(Assertion, Vec<usize>)> {
    let to = rank_at(sentence, Some(at))?;
    let joint = at.checked_sub(1)?;
    if !sentence.is(joint, &["to", "and"]) {
        return None;
    }
    let first = (at.saturating_sub(3)..joint)
        .rev()
        .find(|before| rank_at(sentence, Some(*before)).is_some())?;
    let from = rank_at(sentence, Some(first))?;
    let allows_for_chance = sentence
        .lexemes
        .iter()
        .any(|lexeme| lexeme.is_any(&["chance", "interval", "confidence"]));
    let mut covers = vec![first];
    if let Some(members) = order_members(sentence, at + 2) {
        covers.extend(members.covers);
    }
    allows_for_chance.then_some((Assertion::RankSpan { from, to }, covers))
}

/// Whether a rank is part of a range, which is no rank.
fn is_in_range(sentence: &ParsedSentence<'_>, at: usize) -> bool {
    let is_rank = |at: Option<usize>| rank_at(sentence, at).is_some();
    let closes = sentence.has_shortly_before(at, 1, &["to", "and"])
        && (is_rank(at.checked_sub(2)) || is_rank(at.checked_sub(3)));
    let opens = sentence.is(at + 1, &["to", "and"]) && is_rank(Some(at + 2));
    closes || opens
}

/// "In the top quarter", "among the lowest third of 152 authorities", "in the bottom 10%".
fn share(sentence: &ParsedSentence<'_>, at: usize) -> Option<(Assertion, Vec<usize>)> {
    let lexeme = sentence.lexemes.get(at)?;
    let end = end_of(sentence.lexemes.get(at.checked_sub(1)?)?.word()?)?;
    let rank = match (lexeme.word(), lexeme.number()) {
        (Some("quarter" | "quartile"), _) => ClaimedRank::Share(0.25),
        (Some("third" | "tertile"), _) => ClaimedRank::Share(1.0 / 3.0),
        (Some("fifth" | "quintile"), _) => ClaimedRank::Share(0.2),
        (Some("tenth" | "decile"), _) => ClaimedRank::Share(0.1),
        (Some("half"), _) => ClaimedRank::Share(0.5),
        (_, Some(number)) if number.percent => ClaimedRank::Share(number.value / 100.0),
        _ => ClaimedRank::Within(lexeme.whole()?),
    };
    if is_not_claimed(sentence, at - 1) {
        return None;
    }
    let members = order_members(sentence, at + 1).or_else(|| members_before(sentence, at));
    // "The top quartile" alone is that of all authorities; a number needs its group.
    let members = match (members, rank) {
        (Some(members), _) => members,
        (None, ClaimedRank::Share(_)) => OrderMembers {
            among: ClaimComparator::England,
            of: None,
            covers: Vec::new(),
        },
        (None, _) => return None,
    };
    Some(made(rank, end, members))
}

fn made(rank: ClaimedRank, end: OrderEnd, members: OrderMembers) -> (Assertion, Vec<usize>) {
    let assertion = Assertion::Ranked {
        rank,
        end,
        among: members.among,
        of: members.of,
    };
    (assertion, members.covers)
}

/// "The highest in England", "3rd lowest of its neighbours", "one of the highest in the region".
fn ranked(sentence: &ParsedSentence<'_>, at: usize) -> Option<(Assertion, Vec<usize>)> {
    let end = end_of(sentence.lexemes.get(at)?.word()?)
        .filter(|end| !matches!(end, OrderEnd::Top | OrderEnd::Bottom))?;
    // "Where 1st is best" says how ranks count.
    let is_a_rule = sentence.has_shortly_before(at, 1, &["is"])
        && at
            .checked_sub(2)
            .is_some_and(|first| rank_at(sentence, Some(first)) == Some(1));
    if sentence.is(at, &["upper", "lower"]) || is_a_rule || is_not_claimed(sentence, at) {
        return None;
    }
    let before = at.checked_sub(1);
    let rank = rank_at(sentence, before);
    if rank.is_some() && before.is_some_and(|before| is_in_range(sentence, before)) {
        return None;
    }
    let is_among = sentence.has_shortly_before(at, 4, &["among", "amongst"])
        || (sentence.has_shortly_before(at, 3, &["one"])
            && sentence.has_shortly_before(at, 2, &["of"]));
    let several = before
        .and_then(|before| sentence.lexemes.get(before)?.whole())
        .filter(|count| *count > 1 && rank.is_none());
    let rank = match (rank, several) {
        (Some(rank), _) => ClaimedRank::Exactly(rank),
        (None, Some(count)) if is_among => ClaimedRank::Within(count),
        (None, Some(_)) => return None,
        (None, None) if is_among => ClaimedRank::Among,
        (None, None) => ClaimedRank::Exactly(1),
    };
    let is_bare = sentence.is_mark(at + 1, ".,;)") || at + 1 >= sentence.lexemes.len();
    let members = order_members(sentence, at + 1)
        .or_else(|| members_before(sentence, at).filter(|_| is_bare))?;
    let mut made = made(rank, end, members);
    made.1.extend(before);
    Some(made)
}

/// "12th of 151 authorities", "ranked 12th out of 151", "5th nationally", "ranks 2nd among its neighbours", "ranked 148 of 148".
fn numbered(sentence: &ParsedSentence<'_>, at: usize) -> Option<(Assertion, Vec<usize>)> {
    const RANKED: [&str; 9] = [
        "rank", "ranks", "ranked", "ranking", "position", "place", "placed", "joint", "equal",
    ];
    let lexeme = sentence.lexemes.get(at)?;
    let rank = match lexeme {
        Lexeme::Number(_) if sentence.has_shortly_before(at, 2, &RANKED) => lexeme.whole()?,
        Lexeme::Number(_) => return None,
        lexeme => lexeme.ordinal()?,
    };
    let goes_on = sentence
        .lexemes
        .get(at + 1)
        .and_then(Lexeme::word)
        .is_some_and(|word| end_of(word).is_some());
    if goes_on || is_in_range(sentence, at) || is_not_claimed(sentence, at) {
        return None;
    }
    let is_ranked = sentence.has_shortly_before(at, 4, &RANKED);
    let leads = [
        "of",
        "out",
        "among",
        "amongst",
        "in",
        "nationally",
        "across",
        "regionally",
    ];
    let members = if sentence.is(at + 1, &leads) {
        order_members(sentence, at + 1)?
    } else if is_ranked {
        members_before(sentence, at)?
    } else {
        return None;
    };
    let has_nation = members.covers.iter().any(|of| {
        sentence
            .lexemes
            .get(*of)
            .and_then(Lexeme::number)
            .is_some_and(is_of_the_nation)
    });
    // "The third in the region" may count anything; "the third of 151" and "ranked third in the region" count authorities.
    (is_ranked || has_nation || matches!(lexeme, Lexeme::Ordinal(_))).then(|| {
        made(
            ClaimedRank::Exactly(rank),
            end_of_order(sentence, at),
            members,
        )
    })
}

/// "83rd of 151 authorities, where 1st is best".
fn end_of_order(sentence: &ParsedSentence<'_>, at: usize) -> OrderEnd {
    let first = (at + 1..sentence.lexemes.len())
        .find(|here| rank_at(sentence, Some(*here)) == Some(1) && sentence.is(here + 1, &["is"]));
    match first.and_then(|first| sentence.lexemes.get(first + 2)?.word()) {
        Some("best") => OrderEnd::Best,
        Some("worst") => OrderEnd::Worst,
        Some("highest") => OrderEnd::Highest,
        Some("lowest") => OrderEnd::Lowest,
        _ => OrderEnd::Either,
    }
}
