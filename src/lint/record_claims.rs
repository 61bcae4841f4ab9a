//! Records that a sentence claims: since when a figure has not been so high or so low.

use super::claim::{Assertion, Claim, OrderEnd, RecordSpan};
use super::doubt_and_praise::is_not_claimed;
use super::sentence::ParsedSentence;

/// "The lowest since 2018", "the highest of the series, which begins in 2017", "its lowest for five years", "the highest on record".
pub(super) fn record(sentence: &ParsedSentence<'_>, at: usize) -> Option<Claim> {
    let end = match sentence.lexemes.get(at)?.word()? {
        "highest" => OrderEnd::Highest,
        "lowest" => OrderEnd::Lowest,
        "best" => OrderEnd::Best,
        "worst" => OrderEnd::Worst,
        _ => return None,
    };
    if is_not_claimed(sentence, at) || sentence.has_shortly_before(at, 1, &["of", "among"]) {
        return None;
    }
    const BETWEEN: [&str; 8] = [
        "figure",
        "rate",
        "level",
        "percentage",
        "value",
        "it",
        "has",
        "been",
    ];
    let next = (at + 1..at + 4).find(|here| !sentence.is(*here, &BETWEEN))?;
    let (span, number) = record_span(sentence, next)?;
    let periods = match span {
        // The only period of the sentence is where the time begins.
        RecordSpan::Since(_) | RecordSpan::Series(Some(_)) => sentence.period_before(at),
        _ => sentence.period(),
    };
    Some(
        sentence
            .claim(at, periods, Assertion::Record { end, span })?
            .covering(number),
    )
}

/// Over which years a record is claimed by the words from here on, and the lexeme that says how many.
fn record_span(sentence: &ParsedSentence<'_>, next: usize) -> Option<(RecordSpan, Option<usize>)> {
    let period_from = |from: usize| {
        sentence
            .periods
            .iter()
            .find(|mention| (from..from + 4).contains(&mention.from))
            .map(|mention| mention.of)
    };
    let begins = (next..next + 8)
        .find(|here| sentence.is(*here, &["begins", "began", "begin", "starts", "started"]))
        .and_then(|here| period_from(here + 1));
    let is_of_series = sentence.is(next, &["of", "in"])
        && (next + 1..next + 4).any(|here| sentence.is(here, &["series", "record", "records"]));
    let is_on_record = sentence.is(next, &["ever"])
        || (sentence.is(next, &["on"]) && sentence.is(next + 1, &["record"]));
    if sentence.is(next, &["since"]) {
        // "Since 2018; the series begins in 2016", but "since comparable figures began in 2016".
        let ends = |from: usize| {
            !(next..from).any(|here| sentence.is(here, &["began", "begin", "begins"]))
        };
        let since = sentence
            .periods
            .iter()
            .find(|mention| (next + 1..next + 5).contains(&mention.from) && ends(mention.from));
        return match since {
            Some(mention) => Some((RecordSpan::Since(mention.of), None)),
            None => Some((RecordSpan::Series(Some(begins?)), None)),
        };
    }
    if is_of_series || is_on_record {
        return Some((RecordSpan::Series(begins), None));
    }
    if !sentence.is(next, &["for", "in", "over"]) {
        return None;
    }
    let year = (next + 1..next + 6).find(|here| sentence.is(*here, &["years"]))?;
    let (number, years) =
        (next + 1..year).find_map(|here| Some((here, sentence.lexemes.get(here)?.whole()?)))?;
    Some((RecordSpan::Years(years), Some(number)))
}
