//! The periods that a sentence names, and whether it is about months, targets or a part of the children, which no national
//! publication holds.

use super::lexeme::{Lexeme, lexemes};
use super::names::Mention;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::observation::day::MONTHS;
use crate::observation::period::{Period, YearKind};
use jiff::civil::Date;

/// A period as a paper names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NamedPeriod {
    Day(Date),
    /// The first and the last year of "2024-25".
    Years(i16, i16),
    Year(i16),
}

impl NamedPeriod {
    /// Whether it ends before another of its kind; two of different kinds cannot be told.
    pub(super) fn is_before(self, other: NamedPeriod) -> bool {
        match (self, other) {
            (NamedPeriod::Day(one), NamedPeriod::Day(other)) => one < other,
            (NamedPeriod::Years(_, one), NamedPeriod::Years(_, other)) => one < other,
            (NamedPeriod::Year(one), NamedPeriod::Year(other)) => one < other,
            _ => false,
        }
    }

    /// The period a year earlier.
    pub(super) fn year_before(self) -> NamedPeriod {
        match self {
            NamedPeriod::Day(day) => {
                let before = Date::new(day.year() - 1, day.month(), day.day());
                before.map_or(NamedPeriod::Year(day.year() - 1), NamedPeriod::Day)
            }
            NamedPeriod::Years(first, last) => NamedPeriod::Years(first - 1, last - 1),
            NamedPeriod::Year(year) => NamedPeriod::Year(year - 1),
        }
    }
}

/// Words of an authority's own reporting between publications: no national publication holds these.
const NOT_PUBLISHED: [&str; 12] = [
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
    "provisional",
    "unvalidated",
];

/// Words of targets and forecasts: the figure beside them is no published one.
pub(super) const TARGETS: [&str; 11] = [
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
    "benchmark",
];

/// Words for a part of the children or of the area: its figures are not those of the whole.
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

/// The periods of a sentence, without those that date a list or the start of a series, or that it leaves out.
pub(super) fn periods(sentence: &[Lexeme]) -> Vec<Mention<NamedPeriod>> {
    let mut found: Vec<Mention<NamedPeriod>> = Vec::new();
    for at in 0..sentence.len() {
        let mention = match &sentence[at] {
            Lexeme::Years(first, last) => Mention {
                from: at,
                to: at + 1,
                of: NamedPeriod::Years(*first, *last),
            },
            Lexeme::Year(year) => year_or_day(sentence, at, *year),
            _ => continue,
        };
        if !dates_a_list(sentence, mention.from) && !is_left_out(sentence, mention.from) {
            found.push(mention);
        }
    }
    found
}

/// A year, or the day that ends with it: "31 March 2025". A month without a day is its last day.
fn year_or_day(sentence: &[Lexeme], at: usize, year: i16) -> Mention<NamedPeriod> {
    let whole_year = Mention {
        from: at,
        to: at + 1,
        of: NamedPeriod::Year(year),
    };
    let Some(month) = at.checked_sub(1).and_then(|before| month(sentence, before)) else {
        return whole_year;
    };
    let day = at
        .checked_sub(2)
        .and_then(|before| sentence[before].number())
        .map(|number| number.value)
        .filter(|day| (1.0..=31.0).contains(day));
    let (from, date) = match day {
        Some(day) => (at - 2, Date::new(year, month, day as i8)),
        None => (
            at - 1,
            Date::new(year, month, 1).map(|first| first.last_of_month()),
        ),
    };
    date.map_or(whole_year, |date| Mention {
        from,
        to: at + 1,
        of: NamedPeriod::Day(date),
    })
}

/// Whether a word in small letters is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))
}

fn month(sentence: &[Lexeme], at: usize) -> Option<i8> {
    let word = sentence.get(at)?.word()?;
    MONTHS
        .iter()
        .position(|month| month.eq_ignore_ascii_case(word))
        .and_then(|month| i8::try_from(month + 1).ok())
}

/// Whether a period is one of those that the sentence leaves out: "has risen since, leaving out 2020 and 2021".
fn is_left_out(sentence: &[Lexeme], from: usize) -> bool {
    let is_of_the_list = |lexeme: &Lexeme| {
        matches!(lexeme, Lexeme::Year(_) | Lexeme::Years(..))
            || lexeme.is_mark(",")
            || lexeme.is_any(&["and", "or"])
    };
    let before = &sentence[..from];
    let begins = before.iter().rposition(|lexeme| !is_of_the_list(lexeme));
    begins.is_some_and(|at| {
        let is_word = |at: usize, words: &[&str]| before[at].is_any(words);
        is_word(at, &["omitting", "excepting"])
            || is_word(at, &["out"]) && at > 0 && is_word(at - 1, &["leaving", "leaves", "left"])
    })
}

/// Whether the words before a period make it the date of a list: "the list of 2025".
fn dates_a_list(sentence: &[Lexeme], from: usize) -> bool {
    let is_before = |back: usize, words: &[&str]| {
        from.checked_sub(back)
            .is_some_and(|at| sentence[at].is_any(words))
    };
    // "2021's neighbours".
    let of_neighbours = sentence
        .iter()
        .skip(from + 1)
        .take(2)
        .any(|lexeme| lexeme.is("neighbours"));
    let of_that =
        is_before(1, &["of"]) && sentence.get(from + 1).is_some_and(|lexeme| lexeme.is("s"));
    of_neighbours
        || of_that
        || (is_before(2, &["list", "that", "lists", "index", "release"]) && is_before(1, &["of"]))
}

/// The word by which a sentence is about what no national publication holds: months, quarters, a part of the children.
/// `is_inside_name` says whether a lexeme is part of an indicator's name.
pub(super) fn local_word(
    sentence: &[Lexeme],
    periods: &[Mention<NamedPeriod>],
    is_inside_name: impl Fn(usize) -> bool,
) -> Option<String> {
    let word = (0..sentence.len()).find(|at| {
        !is_inside_name(*at)
            && (sentence[*at].is_any(&NOT_PUBLISHED)
                || names_a_part(sentence, *at)
                || names_a_quarter(sentence, *at))
    });
    match word {
        Some(at) => sentence[at].word().map(str::to_owned),
        None => periods
            .iter()
            .find_map(|period| other_day(period.of))
            .map(|day| day.to_string()),
    }
}

/// "Over the last five years" is a time, "over 12s" a part of the children; "under 18" are all children.
fn names_a_part(sentence: &[Lexeme], at: usize) -> bool {
    const TIMES: [&str; 7] = [
        "year", "years", "decade", "period", "time", "months", "same",
    ];
    let follows = |words: &[&str]| {
        sentence
            .iter()
            .skip(at + 1)
            .take(4)
            .any(|next| next.is_any(words))
    };
    let is_time = sentence[at].is("over") && follows(&TIMES);
    let is_everyone = sentence[at].is_any(&["aged", "under", "age"])
        && sentence
            .iter()
            .skip(at + 1)
            .take(4)
            .any(|next| matches!(next.whole(), Some(17 | 18)));
    sentence[at].is_any(&PARTS) && !is_time && !is_everyone
}

/// "A quarter of" is a share and "the top quarter" a part of an order, not a time.
fn names_a_quarter(sentence: &[Lexeme], at: usize) -> bool {
    const SHARES: [&str; 10] = [
        "top", "bottom", "highest", "lowest", "best", "worst", "upper", "lower", "first", "last",
    ];
    let is_of_an_order = at > 0 && sentence[at - 1].is_any(&SHARES);
    sentence[at].is("quarter")
        && !is_of_an_order
        && !sentence.get(at + 1).is_some_and(|next| next.is("of"))
}

/// A day other than those on which published years end.
fn other_day(period: NamedPeriod) -> Option<Date> {
    match period {
        NamedPeriod::Day(day) if !matches!((day.month(), day.day()), (3, 31) | (9, 30)) => {
            Some(day)
        }
        _ => None,
    }
}

/// The columns of a panel that a name may mean: "2024" may be the year to March 2024 or the year to March 2025.
pub(super) fn columns(panel: &Panel, named: NamedPeriod) -> Vec<PeriodColumn> {
    panel
        .columns()
        .filter(|at| means(panel.period(*at), named))
        .collect()
}

/// Whether a name means a time after a period, whichever kind of year it is meant in.
pub(super) fn is_after(named: NamedPeriod, period: &Period) -> bool {
    match named {
        NamedPeriod::Day(day) => day > period.end,
        NamedPeriod::Years(_, last) => last > period.end_year(),
        NamedPeriod::Year(year) => year > period.end_year(),
    }
}

fn means(period: &Period, named: NamedPeriod) -> bool {
    let spans_two = matches!(period.kind, YearKind::Financial | YearKind::Academic);
    match named {
        NamedPeriod::Day(day) => {
            period.end == day
                || (period.kind == YearKind::Academic && period.end.year() == day.year() + 1)
        }
        NamedPeriod::Years(first, last) if last - first == 1 => {
            period.end_year() == last || period.end_year() == first && !spans_two
        }
        NamedPeriod::Years(first, last) => {
            period.start.year() == first && period.end_year() == last
        }
        NamedPeriod::Year(year) => {
            period.end_year() == year || (spans_two && period.end_year() == year + 1)
        }
    }
}

/// The period that a heading names; empty where it names none or several.
pub(super) fn only_period(heading: &str) -> Vec<NamedPeriod> {
    match periods(&lexemes(heading)).as_slice() {
        [one] => vec![one.of],
        _ => Vec::new(),
    }
}
