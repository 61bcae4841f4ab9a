//! When: the periods that a sentence names, and whether it speaks of months and weeks, which are nobody's published figures.

use super::lexis::Lexeme;
use super::names::Mention;
use crate::compare::panel::Panel;
use crate::observation::period::{Period, YearKind};
use jiff::civil::Date;

/// A period as a paper names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    Day(Date),
    Years(i16, i16),
    Year(i16),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words of an authority's own reporting between publications, and of what is not yet so.
const NOT_PUBLISHED: [&str; 22] = [
    "q1",
    "q2",
    "q3",
    "q4",
    "quarterly",
    "monthly",
    "weekly",
    "week",
    "month",
    "today",
    "target",
    "targets",
    "forecast",
    "forecasts",
    "projected",
    "trajectory",
    "ambition",
    "aim",
    "aims",
    "scenario",
    "provisional",
    "unvalidated",
];

/// Words for a part of the children or of the area, whose figures are not those of the whole.
const PARTS: [&str; 30] = [
    "aged",
    "age",
    "under",
    "over",
    "older",
    "younger",
    "girls",
    "boys",
    "males",
    "females",
    "ethnic",
    "ethnicity",
    "white",
    "black",
    "asian",
    "disabled",
    "ward",
    "wards",
    "locality",
    "localities",
    "neighbourhood",
    "excluding",
    "infants",
    "babies",
    "teenagers",
    "adolescents",
    "siblings",
    "cohort",
    "team",
    "teams",
];

/// The periods of a sentence. One that dates a list or the start of a series is left out.
pub(super) fn periods(sentence: &[Lexeme]) -> Vec<Mention<Named>> {
    let mut found: Vec<Mention<Named>> = Vec::new();
    for at in 0..sentence.len() {
        let mention = match &sentence[at] {
            Lexeme::Years(first, last) => Mention {
                from: at,
                to: at + 1,
                of: Named::Years(*first, *last),
            },
            Lexeme::Year(year) => year_or_day(sentence, at, *year),
            _ => continue,
        };
        if !dates_a_list(sentence, mention.from) {
            found.push(mention);
        }
    }
    found
}

fn year_or_day(sentence: &[Lexeme], at: usize, year: i16) -> Mention<Named> {
    let plain = Mention {
        from: at,
        to: at + 1,
        of: Named::Year(year),
    };
    let Some(month) = at.checked_sub(1).and_then(|before| month(sentence, before)) else {
        return plain;
    };
    let day = at
        .checked_sub(2)
        .and_then(|before| sentence[before].number())
        .map(|number| number.value);
    let last = if month == 3 { 31 } else { 30 };
    let (from, day) = match day.filter(|day| (1.0..=31.0).contains(day)) {
        Some(day) => (at - 2, day as i8),
        None => (at - 1, last),
    };
    Date::new(year, month, day).map_or(plain, |date| Mention {
        from,
        to: at + 1,
        of: Named::Day(date),
    })
}

fn month(sentence: &[Lexeme], at: usize) -> Option<i8> {
    let word = sentence.get(at)?.word()?;
    MONTHS
        .iter()
        .position(|month| *month == word)
        .and_then(|month| i8::try_from(month + 1).ok())
}

fn dates_a_list(sentence: &[Lexeme], from: usize) -> bool {
    let before = |back: usize| from.checked_sub(back).and_then(|at| sentence.get(at));
    let listed =
        before(2).is_some_and(|word| word.is_any(&["list", "that", "lists", "index", "release"]));
    listed && before(1).is_some_and(|word| word.is("of"))
}

/// Whether the sentence speaks of what no national publication holds: months, quarters, targets, some of the children.
pub(super) fn is_local(
    sentence: &[Lexeme],
    periods: &[Mention<Named>],
    inside_names: impl Fn(usize) -> bool,
) -> bool {
    let odd = |period: &Mention<Named>| matches!(period.of, Named::Day(day) if !matches!((day.month(), day.day()), (3, 31) | (9, 30)));
    let quarter = |at: usize| {
        sentence[at].is("quarter") && !sentence.get(at + 1).is_some_and(|next| next.is("of"))
    };
    // "Over five years" is a time, "over 12s" a part of the children.
    let part = |at: usize| {
        sentence[at].is_any(&PARTS)
            && !sentence
                .get(at + 2)
                .is_some_and(|next| next.is_any(&["year", "years"]))
    };
    let words = (0..sentence.len()).any(|at| {
        !inside_names(at) && (sentence[at].is_any(&NOT_PUBLISHED) || part(at) || quarter(at))
    });
    words || periods.iter().any(odd)
}

/// The columns of a panel that a name may mean: "2024" may be the year to March 2024 or the year to March 2025.
pub(super) fn columns(panel: &Panel, named: Named) -> Vec<usize> {
    (0..panel.periods.len())
        .filter(|at| {
            panel
                .periods
                .get(*at)
                .is_some_and(|period| means(period, named))
        })
        .collect()
}

fn means(period: &Period, named: Named) -> bool {
    let spans_two = matches!(period.kind, YearKind::Financial | YearKind::Academic);
    match named {
        Named::Day(day) => {
            period.end == day
                || (period.kind == YearKind::Academic && period.end.year() == day.year() + 1)
        }
        Named::Years(first, last) if last - first == 1 => {
            period.end_year() == last || period.end_year() == first && !spans_two
        }
        Named::Years(first, last) => period.start.year() == first && period.end_year() == last,
        Named::Year(year) => {
            period.end_year() == year || (spans_two && period.end_year() == year + 1)
        }
    }
}

/// The one period that a heading names; empty where it names none or several.
pub(super) fn only(heading: &str) -> Vec<Named> {
    match periods(&super::lexis::lexemes(heading)).as_slice() {
        [one] => vec![one.of],
        _ => Vec::new(),
    }
}
