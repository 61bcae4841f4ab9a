//! What paragraphs claim in set words: that a figure stayed between two others, that a change is no more than chance would bring, what it
//! was a year earlier, that it was apart from its neighbours when the series begins; and which of these is called better or worse.

use super::claim::{
    Assertion, Claim, ClaimComparator, ClaimedDirection, FigureOwner, OrderEnd, RangeOf,
};
use super::lexeme::{Lexeme, WrittenNumber};
use super::period_names::NamedPeriod;
use super::sentence::ParsedSentence;
use crate::stat::verdict::Side;

/// Every such claim. They are about what the passage or the sentence before is about.
pub(super) fn claims(sentence: &ParsedSentence<'_>) -> Vec<Claim> {
    if sentence.is_about_others() || !(sentence.continues || sentence.told.is_some()) {
        return Vec::new();
    }
    let mut found: Vec<Claim> = earlier(sentence).into_iter().collect();
    found.extend(change_from(sentence));
    for at in 0..sentence.lexemes.len() {
        found.extend(stayed(sentence, at));
        found.extend(left_out(sentence, at));
        found.extend(redefined(sentence, at));
        found.extend(moved_between(sentence, at));
        found.extend(now(sentence, at));
        found.extend(between_times(sentence, at));
        found.extend(chance(sentence, at));
        found.extend(unchanged(sentence, at));
        found.extend(backwards(sentence, at));
        found.extend(parted(sentence, at));
        found.extend(given_deprivation(sentence, at));
        found.extend(already_apart(sentence, at));
    }
    found
}

fn number(sentence: &ParsedSentence<'_>, at: usize) -> Option<WrittenNumber> {
    sentence.lexemes.get(at).and_then(Lexeme::number)
}

/// Whether words follow each other from a lexeme on.
fn has_words(sentence: &ParsedSentence<'_>, at: usize, words: &[&str]) -> bool {
    words
        .iter()
        .enumerate()
        .all(|(steps, word)| sentence.is(at + steps, &[word]))
}

/// Where a sentence begins behind a word that takes back what was said before.
fn behind_joint(sentence: &ParsedSentence<'_>) -> usize {
    usize::from(sentence.is(0, &["but"]))
}

/// The authority's own figure.
fn figure(
    sentence: &ParsedSentence<'_>,
    at: usize,
    periods: Vec<NamedPeriod>,
    is_earlier: bool,
) -> Option<Claim> {
    let said = Assertion::Figure {
        owner: FigureOwner::Area(sentence.area_at(at)?),
        number: number(sentence, at)?,
        is_earlier,
    };
    sentence.claim(at, periods, said)
}

/// "Deprivation alone would lead one to expect about 122; most places as deprived have 76 to 197".
fn given_deprivation(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Claim> {
    if !has_words(sentence, at, &["lead", "one", "to", "expect", "about"]) {
        return Vec::new();
    }
    let first = at + 5;
    let expected = number(sentence, first).and_then(|number| {
        let said = Assertion::Figure {
            owner: FigureOwner::GivenDeprivation,
            number,
            is_earlier: false,
        };
        sentence.claim(first, Vec::new(), said)
    });
    // "Places as deprived have 53 to 138", or as it once was said, "53 to 138 in places as deprived".
    let is_near =
        |low: usize| (low.saturating_sub(3)..low + 7).any(|at| sentence.is(at, &["deprived"]));
    let ends = (first + 1..first + 12)
        .filter(|low| is_near(*low))
        .find_map(|low| {
            let is_range = sentence.is(low + 1, &["to"]);
            Some((low, number(sentence, low)?, number(sentence, low + 2)?)).filter(|_| is_range)
        });
    let range = ends.and_then(|(at, low, high)| {
        let said = Assertion::Range {
            of: RangeOf::GivenDeprivation,
            low,
            high,
        };
        Some(sentence.claim(at, Vec::new(), said)?.covering([at + 2]))
    });
    expected.into_iter().chain(range).collect()
}

/// "A year earlier it was 53%".
fn earlier(sentence: &ParsedSentence<'_>) -> Option<Claim> {
    let first = behind_joint(sentence);
    let begins = has_words(sentence, first, &["a", "year", "earlier", "it"])
        || has_words(sentence, first, &["the", "year", "before", "it"]);
    let at = (first + 4..first + 7).find(|at| number(sentence, *at).is_some())?;
    let before = sentence.period();
    let periods = before.into_iter().map(NamedPeriod::year_before).collect();
    figure(sentence, at, periods, true).filter(|_| begins)
}

/// "The change from 619.3 in 2024": the figure of that year, whatever is said of the change.
fn change_from(sentence: &ParsedSentence<'_>) -> Option<Claim> {
    let first = behind_joint(sentence);
    let at = first + 3;
    let begins = has_words(sentence, first, &["the", "change", "from"]);
    let (period, _) = period_after(sentence, at).filter(|_| begins)?;
    figure(sentence, at, vec![period], true)
}

/// "But was 82.2% in 2023-24 and is 92.1% now".
fn between_times(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let begins = at >= 2 && has_words(sentence, at - 2, &["but", "was"]);
    let (period, _) = period_after(sentence, at).filter(|_| begins)?;
    figure(sentence, at, vec![period], true)
}

/// The period named shortly after a lexeme, and where it ends.
fn period_after(sentence: &ParsedSentence<'_>, at: usize) -> Option<(NamedPeriod, usize)> {
    sentence
        .periods
        .iter()
        .find(|mention| (at + 1..at + 4).contains(&mention.from))
        .map(|mention| (mention.of, mention.to))
}

/// "Has stayed between 42% and 54% since 2019", "has been 0% every year since 2019".
fn stayed(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let is_between = sentence.is(at, &["stayed", "remained", "been"])
        && sentence.is(at + 1, &["between"])
        && sentence.is(at + 3, &["and"]);
    let (low, high) = if is_between {
        (at + 2, at + 4)
    } else if sentence.is(at, &["been"]) && has_words(sentence, at + 2, &["every", "year", "since"])
    {
        (at + 1, at + 1)
    } else {
        return None;
    };
    let since = (high + 1..high + 4).find(|here| sentence.is(*here, &["since"]))?;
    let said = Assertion::Stayed {
        low: number(sentence, low)?,
        high: number(sentence, high)?,
        since: period_after(sentence, since)?.0,
    };
    Some(sentence.claim(low, Vec::new(), said)?.covering([high]))
}

/// "Since 2019, when the measure changed".
fn redefined(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let begins = sentence
        .is(at, &["since"])
        .then(|| period_after(sentence, at));
    let (period, behind) = begins.flatten()?;
    let behind = behind + usize::from(sentence.is_mark(behind, ","));
    has_words(sentence, behind, &["when", "the", "measure", "changed"])
        .then(|| sentence.claim(at + 1, Vec::new(), Assertion::Redefined { period }))
        .flatten()
}

/// "Leaving out 2020 and 2021 as unusual", "that leaves out 2020 as unusual".
fn left_out(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Claim> {
    let begins = [["leaving", "out"], ["leaves", "out"]];
    if !begins.iter().any(|words| has_words(sentence, at, words)) {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for here in at + 2..sentence.lexemes.len() {
        let period = match &sentence.lexemes[here] {
            Lexeme::Year(year) => NamedPeriod::Year(*year),
            Lexeme::Years(first, last) => NamedPeriod::Years(*first, *last),
            _ if sentence.is(here, &["and"]) || sentence.is_mark(here, ",") => continue,
            // Another reason is the writer's own.
            _ if has_words(sentence, here, &["as", "unusual"]) => return claims,
            _ => return Vec::new(),
        };
        let said = Assertion::LeftOut { period };
        claims.extend(sentence.claim(here, Vec::new(), said));
    }
    Vec::new()
}

/// "Has moved between 42% in 2019 and 54% in 2022": two figures of the past.
fn moved_between(sentence: &ParsedSentence<'_>, at: usize) -> Vec<Claim> {
    let begins = has_words(sentence, at, &["moved", "between"])
        || has_words(sentence, at, &["varied", "between"]);
    let first = begins.then(|| period_after(sentence, at + 2)).flatten();
    let Some((low_period, to)) = first else {
        return Vec::new();
    };
    let low = figure(sentence, at + 2, vec![low_period], true);
    let high = period_after(sentence, to + 1)
        .filter(|_| sentence.is(to, &["and"]))
        .and_then(|(period, _)| figure(sentence, to + 1, vec![period], true));
    low.into_iter().chain(high).collect()
}

/// "And is 23 now".
fn now(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let is_now = sentence.is(at + 1, &["now"]) && sentence.has_shortly_before(at, 1, &["is"]);
    figure(sentence, at, sentence.heading_period(), false).filter(|_| is_now)
}

/// "The change from 619.3 in 2024 is no more than chance would bring", "is no more than such figures often move", "up from 759.3, no more than chance would bring".
fn chance(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let is_of_usual = has_words(sentence, at, &["more", "than", "such", "figures", "often"]);
    if !is_of_usual && !has_words(sentence, at, &["more", "than", "chance"]) {
        return None;
    }
    let is_denied = sentence.has_shortly_before(at, 1, &["no", "not"]);
    let first = behind_joint(sentence);
    let is_about_a_change = has_words(sentence, first, &["the", "change", "from"]);
    // "And has moved since by no more than chance could bring" is about a longer time.
    let is_by = at > 1 && sentence.is(at - 2, &["by"]);
    if is_by || !(is_denied || is_about_a_change) {
        return None;
    }
    let from = sentence
        .periods
        .iter()
        .rfind(|mention| {
            mention.to <= at && sentence.has_shortly_before(mention.from, 4, &["from"])
        })
        .map(|mention| mention.of);
    let said = Assertion::Chance {
        is_beyond: !is_denied,
        from,
    };
    sentence.claim(at, sentence.heading_period(), said)
}

/// "It did not change in the last year".
fn unchanged(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let is_claimed = has_words(
        sentence,
        at,
        &["did", "not", "change", "in", "the", "last", "year"],
    );
    let periods = sentence.heading_period();
    is_claimed
        .then(|| sentence.claim(at, periods, Assertion::Unchanged))
        .flatten()
}

/// "From 15% in 2016-17 to a low of 11% in 2014-15".
fn backwards(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let (first, to) = period_after(sentence, at + 1)
        .filter(|_| sentence.is(at, &["from"]) && number(sentence, at + 1).is_some())?;
    let figure = (to + 1..to + 6)
        .find(|here| number(sentence, *here).is_some())
        .filter(|_| sentence.is(to, &["to"]))?;
    let (last, _) = period_after(sentence, figure)?;
    last.is_before(first)
        .then(|| sentence.claim(at, vec![first, last], Assertion::Backwards))
        .flatten()
}

/// The side that a word says.
fn side(sentence: &ParsedSentence<'_>, at: usize) -> Option<Side> {
    match sentence.lexemes.get(at)?.word()? {
        "above" => Some(Side::Above),
        "below" => Some(Side::Below),
        _ => None,
    }
}

/// "It began to rise above the average of its neighbours in 2020 or 2021; 14 of the other 144 authorities moved as far".
fn parted(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    const VERBS: [&str; 5] = ["rise", "fall", "jumped", "dropped", "further"];
    let side = side(sentence, at)?;
    let is_parting = sentence.has_shortly_before(at, 1, &VERBS)
        && (at + 1..at + 7).any(|near| sentence.is(near, &["neighbours"]));
    let periods: Vec<NamedPeriod> = sentence.periods.iter().map(|of| of.of).collect();
    let up = side == Side::Above;
    let counts = (at..sentence.lexemes.len()).filter(|here| number(sentence, *here).is_some());
    is_parting
        .then(|| sentence.claim(at, periods, Assertion::Parted { up }))
        .flatten()
        .map(|claim| claim.covering(counts))
}

/// "It was already above all its neighbours when these figures begin in 2016".
fn already_apart(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let side = side(sentence, at)?;
    let begins = (at..at + 12)
        .find(|here| sentence.is(*here, &["begin", "begins", "began"]))
        .and_then(|here| period_after(sentence, here));
    let is_claimed =
        sentence.has_shortly_before(at, 1, &["already"]) && sentence.is(at + 1, &["all"]);
    sentence
        .claim(at, vec![begins?.0], Assertion::AlreadyApart { side })
        .filter(|_| is_claimed)
}

/// What is called better or worse by words beside the claims: "Agency social workers, better:", "which is worse", "(67, worse)",
/// "a change for the better".
pub(super) fn judged(sentence: &ParsedSentence<'_>, claims: &[Claim]) -> Vec<Claim> {
    (0..sentence.lexemes.len())
        .filter_map(|at| {
            let is_better = match sentence.lexemes[at].word()? {
                "better" => true,
                "worse" => false,
                _ => return None,
            };
            let up = judged_direction(sentence, at, claims)?;
            sentence.claim(
                at,
                sentence.heading_period(),
                Assertion::Judged { up, is_better },
            )
        })
        .collect()
}

/// Which direction a word calls better or worse; none where that cannot be told in one way.
fn judged_direction(sentence: &ParsedSentence<'_>, at: usize, claims: &[Claim]) -> Option<bool> {
    let before = || {
        claims
            .iter()
            .filter(|claim| claim.covers.first() < Some(&at))
    };
    let is_of_a_change = at > 1 && has_words(sentence, at - 2, &["for", "the"]);
    let is_label = sentence.has_lead() && sentence.is_mark(at + 1, ":");
    if is_label {
        let judged = claims
            .iter()
            .filter(|claim| !is_of_a_change || is_change(claim));
        return one_direction(judged);
    }
    if at > 1 && has_words(sentence, at - 2, &["which", "is"]) {
        return one_direction(before());
    }
    let ends_a_bracket = sentence.is_mark(at + 1, ")") && sentence.has_lead();
    if !(is_of_a_change || ends_a_bracket) {
        return None;
    }
    before()
        .filter(|claim| is_change(claim) == is_of_a_change)
        .filter_map(|claim| Some((claim.covers.first()?, direction(claim)?)))
        .max_by_key(|(at, _)| **at)
        .map(|(_, up)| up)
}

fn is_change(claim: &Claim) -> bool {
    matches!(
        claim.assertion,
        Assertion::Changed(_) | Assertion::Run { .. }
    )
}

fn one_direction<'c>(claims: impl Iterator<Item = &'c Claim>) -> Option<bool> {
    let mut directions = claims.filter_map(direction);
    let first = directions.next()?;
    directions.all(|other| other == first).then_some(first)
}

/// Whether a claim puts a figure above others or says that it rose.
fn direction(claim: &Claim) -> Option<bool> {
    let direction = match claim.assertion {
        Assertion::Compared(said) => said.direction,
        Assertion::Changed(said) => said.direction,
        Assertion::Run { direction, .. } => direction,
        Assertion::Ranked { end, among, .. } => {
            let is_all = matches!(
                among,
                ClaimComparator::England | ClaimComparator::Neighbours
            );
            return match end {
                OrderEnd::Highest if is_all => Some(true),
                OrderEnd::Lowest if is_all => Some(false),
                _ => None,
            };
        }
        _ => return None,
    };
    match direction {
        ClaimedDirection::Level(side) => Some(side == Side::Above),
        ClaimedDirection::Better | ClaimedDirection::Worse => None,
    }
}
