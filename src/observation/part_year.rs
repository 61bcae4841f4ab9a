//! Months, quarters and weeks, as local figures have them.
//!
//! `2026-Q2` is a quarter of the calendar year, April to June; `2026-27 Q2` one of the financial year, July to September. They
//! are told apart because a council's "Q2" is usually the second of these.

use super::day::MONTHS;
use super::year_kind::YearKind;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// What such a label looks like, for messages.
pub(crate) const PART_FORMS: &str = "a month such as 2026-10 or Oct 2026, a quarter such as 2026-Q2 or 2026-27 Q2, or a week such as 2026-W14";

/// Kind, first and last day of a label without finality; `None` when it names no part of a year.
pub(super) fn parse(body: &str) -> Option<(YearKind, Date, Date)> {
    let lower = body.to_lowercase();
    week(&lower)
        .or_else(|| quarter(&lower))
        .or_else(|| month(&lower))
}

/// `2026-w14`: Monday to Sunday, as ISO 8601 counts weeks.
fn week(body: &str) -> Option<(YearKind, Date, Date)> {
    let (year, number) = body.split_once('w')?;
    let (year, number) = (
        four_digits(year.trim_end_matches(['-', ' ']))?,
        number.parse::<i8>().ok()?,
    );
    let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
    let sunday = ISOWeekDate::new(year, number, Weekday::Sunday).ok()?.date();
    Some((YearKind::Week, monday, sunday))
}

/// `q2` before or behind a year (calendar) or two with a dash or stroke between them (financial).
fn quarter(body: &str) -> Option<(YearKind, Date, Date)> {
    let (before, after) = body.split_once('q')?;
    let number = after
        .get(..1)?
        .parse::<i8>()
        .ok()
        .filter(|number| (1..=4).contains(number))?;
    let separators: &[char] = &['-', ' ', '/', ','];
    let (before, after) = (
        before.trim_matches(separators),
        after[1..].trim_matches(separators),
    );
    let year = match (before, after) {
        ("", year) | (year, "") => year,
        _ => return None,
    };
    let (kind, year, first) = match year.split_once(['-', '/']) {
        None => (YearKind::Quarter, four_digits(year)?, number * 3 - 2),
        Some((start, end)) => {
            let start = four_digits(start)?;
            let follows = end.len() == 2 && end.parse::<i16>().ok()? == (start + 1).rem_euclid(100);
            let (year, month) = if number == 4 {
                (start + 1, 1)
            } else {
                (start, number * 3 + 1)
            };
            follows.then_some((YearKind::FinancialQuarter, year, month))?
        }
    };
    let last = Date::new(year, first + 2, 1).ok()?.last_of_month();
    Some((kind, Date::new(year, first, 1).ok()?, last))
}

/// `2026-10`, `oct 2026`, `october 2026`, or `oct-26` as a spreadsheet writes it.
fn month(body: &str) -> Option<(YearKind, Date, Date)> {
    let (first, second) = body.split_once(['-', ' '])?;
    let second = second.trim();
    let (year, month) = match four_digits(first) {
        Some(year) => (
            year,
            second.parse::<i8>().ok().filter(|_| second.len() <= 2)?,
        ),
        None => {
            let (month, _) = (1..).zip(MONTHS).find(|(_, name)| is_month(first, name))?;
            (four_digits(second).or_else(|| two_digits(second))?, month)
        }
    };
    let start = Date::new(year, month, 1).ok()?;
    Some((YearKind::Month, start, start.last_of_month()))
}

/// Whether a word is a month's name or what people shorten it to.
fn is_month(word: &str, name: &str) -> bool {
    let is_it = |start: &str| start.eq_ignore_ascii_case(word);
    is_it(name) || name.get(..3).is_some_and(is_it) || (word == "sept" && name == "September")
}

/// `26` for 2026.
fn two_digits(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    (text.len() == 2).then_some(2000 + year)
}

fn four_digits(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|year| digits && (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::super::period::Period;
    use super::*;

    use YearKind::{FinancialQuarter, Month, Quarter, Week};

    /// Each line a case: label, kind, start, end, as people read it.
    const LOCAL: [(&str, YearKind, &str, &str, &str); 14] = [
        ("2026-10", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("Oct 2026", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        (
            "October 2026",
            Month,
            "2026-10-01",
            "2026-10-31",
            "Oct 2026",
        ),
        ("Oct-26", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("Sept 2026", Month, "2026-09-01", "2026-09-30", "Sep 2026"),
        ("2011-12", Month, "2011-12-01", "2011-12-31", "Dec 2011"),
        (
            "2024-02 (prov)",
            Month,
            "2024-02-01",
            "2024-02-29",
            "Feb 2024",
        ),
        (
            "2026-Q2",
            Quarter,
            "2026-04-01",
            "2026-06-30",
            "Apr–Jun 2026",
        ),
        (
            "Q4 2026",
            Quarter,
            "2026-10-01",
            "2026-12-31",
            "Oct–Dec 2026",
        ),
        (
            "2026-27 Q2",
            FinancialQuarter,
            "2026-07-01",
            "2026-09-30",
            "Q2 2026-27",
        ),
        (
            "2026/27 Q4",
            FinancialQuarter,
            "2027-01-01",
            "2027-03-31",
            "Q4 2026-27",
        ),
        (
            "Q1 2026-27",
            FinancialQuarter,
            "2026-04-01",
            "2026-06-30",
            "Q1 2026-27",
        ),
        (
            "2026-W14",
            Week,
            "2026-03-30",
            "2026-04-05",
            "w/e 5 Apr 2026",
        ),
        (
            "2026-W53",
            Week,
            "2026-12-28",
            "2027-01-03",
            "w/e 3 Jan 2027",
        ),
    ];

    #[test]
    fn labels_of_local_files() {
        for (label, kind, start, end, short) in LOCAL {
            let p = Period::part_of_year(label).expect(label);
            assert_eq!(
                (p.kind, p.start.to_string(), p.end.to_string()),
                (kind, start.to_owned(), end.to_owned()),
                "{label}"
            );
            assert_eq!((p.label.as_str(), p.short().as_str()), (label, short));
        }
    }

    #[test]
    fn what_names_no_part_of_a_year_is_refused() {
        for label in [
            "2026",
            "2026-13",
            "2026-00",
            "2026-27",
            "2026-Q5",
            "2026-28 Q1",
            "Q2",
            "2025-W53",
            "2026-W0",
            "Octember 2026",
            "O 2026",
            "Oct",
            "2026-27 Q2 x",
            "week 14",
            "2026-04-05",
            "",
        ] {
            assert!(Period::part_of_year(label).is_err(), "{label}");
        }
    }
}
