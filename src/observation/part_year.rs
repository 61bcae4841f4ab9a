//! Months, quarters, terms and weeks, as local figures have them and as this program writes those of the national ones.
//!
//! `2026-Q2` is a quarter of the calendar year, April to June; `2026-27 Q2` one of the financial year, July to September. They
//! are told apart because a council's "Q2" is usually the second of these.

use super::day::{DayForm, day_form};
use super::words::{figures, is_month_name, month_named, plain};
use super::year_kind::YearKind;
use super::year_label::{BaseYear, NamedYear, Years, named_year};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// What such a label looks like, for messages.
pub(crate) const PART_FORMS: &str = "a month such as 2026-10 or Oct 2026, a quarter such as 2026-Q2 or 2026-27 Q2, a term such as 2026/27 autumn term, or a week such as 2026-W14 or w/e 5 April 2026";

/// Kind, first day, last day.
pub(super) type Span = (YearKind, Date, Date);

/// Kind, first and last day of a label without finality; `None` when it names no part of a year.
pub(super) fn parse(body: &str) -> Option<Span> {
    let text = plain(body);
    let forms: [fn(&str) -> Option<Span>; 7] = [
        month,
        quarters,
        week,
        year_to_date,
        week_by_day,
        terms,
        half_terms,
    ];
    forms.into_iter().find_map(|form| form(&text))
}

/// `2026-w14`: Monday to Sunday, as ISO 8601 counts weeks.
fn week(text: &str) -> Option<Span> {
    let (year, number) = text.split_once('w')?;
    let year = year.trim_end_matches(['-', ' ']);
    iso_week(four_figures(year)?, i8::try_from(figures(number)?).ok()?)
}

/// A week as ISO 8601 counts them, and as DfE's files do; none where the year has no week of this number.
pub(super) fn iso_week(year: i16, number: i8) -> Option<Span> {
    let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
    Some((YearKind::Week, monday, sunday_of(monday)?))
}

fn sunday_of(monday: Date) -> Option<Date> {
    monday.checked_add(6.days()).ok()
}

/// `2025-w30 year to date`: from the beginning of the school year to the end of the week.
fn year_to_date(text: &str) -> Option<Span> {
    let (_, _, sunday) = week(text.strip_suffix(" year to date")?)?;
    to_date(sunday)
}

/// From the beginning of a school year to the Sunday of a week that begins in it.
pub(super) fn to_date(sunday: Date) -> Option<Span> {
    let monday = sunday.checked_sub(6.days()).ok()?;
    let first = if monday.month() >= 9 {
        monday.year()
    } else {
        monday.year() - 1
    };
    Some((YearKind::YearToDate, Date::new(first, 9, 1).ok()?, sunday))
}

/// `w/e 5 april 2026`, `w/c 30 march 2026`: the seven days up to, or from, the day.
fn week_by_day(text: &str) -> Option<Span> {
    let named = |names: &[&str]| names.iter().find_map(|name| text.strip_prefix(name));
    if let Some(rest) = named(&["w/e", "week ending", "week to"]) {
        let end = day_of_week(rest, &[Weekday::Friday, Weekday::Saturday, Weekday::Sunday])?;
        return Some((YearKind::Week, end.checked_sub(6.days()).ok()?, end));
    }
    let rest = named(&["w/c", "w/b", "week commencing", "week beginning"])?;
    let start = day_of_week(rest, &[Weekday::Sunday, Weekday::Monday])?;
    Some((YearKind::Week, start, start.checked_add(6.days()).ok()?))
}

/// The day on which a week ends or begins. Where day and month could change places, the one reading stands that is one of the days on
/// which weeks do.
fn day_of_week(text: &str, usual: &[Weekday]) -> Option<Date> {
    match day_form(text.trim_start_matches([' ', ':'])) {
        DayForm::Clear(day) | DayForm::DayFirst(day) => Some(day),
        DayForm::Either(day) => {
            let other = Date::new(day.year(), day.day(), day.month()).ok()?;
            let is_sure = usual.contains(&day.weekday()) && !usual.contains(&other.weekday());
            is_sure.then_some(day)
        }
        DayForm::MonthFirst | DayForm::NoDate => None,
    }
}

/// `q2`, `qtr 2`, `quarter 2` or `q1-q3` before or behind a year (of the calendar, unless it says otherwise) or two with a dash or
/// stroke between them (financial, unless it says otherwise).
fn quarters(text: &str) -> Option<Span> {
    let text = text
        .replace("quarters", "q")
        .replace("quarter", "q")
        .replace("qtr.", "q")
        .replace("qtr", "q")
        .replace("q ", "q");
    let separators: &[char] = &['-', ' ', '/', ','];
    let (before, after) = text.split_once('q')?;
    let (first, rest) = quarter_number(after)?;
    let (last, rest) = last_quarter(rest).unwrap_or((first, rest));
    let (before, rest) = (
        before.trim_matches(separators),
        rest.trim_matches(separators),
    );
    let year = match (before, rest) {
        ("", year) | (year, "") => year,
        _ => return None,
    };
    let NamedYear { base, years } = named_year(year)?;
    let (base, year) = match (years, base) {
        (Years::One(year), None | Some(BaseYear::Calendar)) => (BaseYear::Calendar, year),
        (Years::Two(first), base) if base != Some(BaseYear::Calendar) => {
            (base.unwrap_or(BaseYear::Financial), first)
        }
        _ => return None,
    };
    quarters_of(base, year, first, last)
}

fn quarter_number(text: &str) -> Option<(i8, &str)> {
    let number = i8::try_from(figures(text.get(..1)?)?).ok()?;
    let next_is_figure = text[1..].starts_with(|next: char| next.is_ascii_digit());
    ((1..=4).contains(&number) && !next_is_figure).then_some((number, &text[1..]))
}

/// The last of several quarters: `-q3`, ` to q3`, ` and q2`.
fn last_quarter(rest: &str) -> Option<(i8, &str)> {
    let rest = ["-q", " to q", " and q"]
        .into_iter()
        .find_map(|mark| rest.strip_prefix(mark))?;
    quarter_number(rest)
}

/// One quarter or several of a year that begins in `year`.
pub(super) fn quarters_of(base: BaseYear, year: i16, first: i8, last: i8) -> Option<Span> {
    if !(1..=4).contains(&first) || !(first..=4).contains(&last) {
        return None;
    }
    let (month, day, one, several) = match base {
        BaseYear::Calendar => (1, 1, YearKind::Quarter, YearKind::Quarters),
        BaseYear::Financial => (
            4,
            1,
            YearKind::FinancialQuarter,
            YearKind::FinancialQuarters,
        ),
        BaseYear::Academic => (9, 1, YearKind::AcademicQuarter, YearKind::AcademicQuarters),
        BaseYear::Tax => (4, 6, YearKind::TaxQuarter, YearKind::TaxQuarters),
    };
    let begins = Date::new(year, month, day).ok()?;
    let start = begins
        .checked_add((i32::from(first - 1) * 3).months())
        .ok()?;
    let after = begins.checked_add((i32::from(last) * 3).months()).ok()?;
    let kind = if first == last { one } else { several };
    Some((kind, start, after.yesterday().ok()?))
}

/// A school term or two, by the number of the first and the last: autumn, spring, summer. Together they fill the school year: their
/// own days differ from place to place.
pub(super) fn terms_of(first_year: i16, first: usize, last: usize) -> Option<Span> {
    const STARTS: [(i16, i8); 3] = [(0, 9), (1, 1), (1, 4)];
    const ENDS: [(i16, i8, i8); 3] = [(0, 12, 31), (1, 3, 31), (1, 8, 31)];
    let (later, month) = *STARTS.get(first)?;
    let start = Date::new(first_year + later, month, 1).ok()?;
    let (later, month, day) = *ENDS.get(last).filter(|_| last >= first)?;
    let end = Date::new(first_year + later, month, day).ok()?;
    let kind = if first == last {
        YearKind::Term
    } else {
        YearKind::Terms
    };
    Some((kind, start, end))
}

pub(super) const TERMS: [&str; 3] = ["autumn", "spring", "summer"];

/// Which terms such words name: `autumn`, `spring and summer`.
pub(super) fn term_numbers(words: &str) -> Option<(usize, usize)> {
    match words.split_once(" and ") {
        None => term_number(words).map(|one| (one, one)),
        Some((first, last)) => {
            let (first, last) = (term_number(first)?, term_number(last)?);
            (last == first + 1).then_some((first, last))
        }
    }
}

fn term_number(word: &str) -> Option<usize> {
    TERMS.iter().position(|name| *name == word.trim())
}

/// `autumn term 2026/27`, `2026/27 autumn and spring terms`, `spring term 2027`.
fn terms(text: &str) -> Option<Span> {
    let (before, after) = text
        .split_once("terms")
        .or_else(|| text.split_once("term"))
        .filter(|(before, _)| !before.ends_with("half "))?;
    let from = TERMS.iter().filter_map(|name| before.find(name)).min()?;
    let (year_before, words) = before.split_at(from);
    let (first, last) = term_numbers(words.trim())?;
    let year = match (year_before.trim(), after.trim_matches([' ', ','])) {
        ("", year) | (year, "") => year,
        _ => return None,
    };
    let first_year = match named_year(year)? {
        NamedYear {
            base: None | Some(BaseYear::Academic),
            years: Years::Two(first),
        } => first,
        // A term lies in one calendar year.
        NamedYear {
            base: None,
            years: Years::One(year),
        } if first == last => {
            if first == 0 {
                year
            } else {
                year - 1
            }
        }
        _ => return None,
    };
    terms_of(first_year, first, last)
}

/// `2017/18 five half terms`: up to the summer break in May, or the whole of the school year.
fn half_terms(text: &str) -> Option<Span> {
    let (year, number) = text.strip_suffix(" half terms")?.rsplit_once(' ')?;
    match named_year(year)?.years {
        Years::Two(first) => half_terms_of(first, number),
        _ => None,
    }
}

/// The first `five` or all `six` half terms of a school year.
pub(super) fn half_terms_of(first_year: i16, number: &str) -> Option<Span> {
    let end = match number {
        "five" => Date::new(first_year + 1, 5, 31),
        "six" => Date::new(first_year + 1, 8, 31),
        _ => return None,
    };
    let start = Date::new(first_year, 9, 1).ok()?;
    Some((YearKind::HalfTerms, start, end.ok()?))
}

/// `2026-10`, `2026/10`, `202610`, `10/2026`, `oct 2026`, `2026 october`, or `oct-26` as a spreadsheet writes it.
fn month(text: &str) -> Option<Span> {
    if text.len() == 6 && figures(text).is_some() {
        return month_of(four_figures(&text[..4])?, number_of_month(&text[4..])?);
    }
    let (first, second) = text.split_once(['-', ' ', '/'])?;
    let second = second.trim();
    let (year, month) = match (four_figures(first), four_figures(second)) {
        (Some(year), _) if is_month_name(second) => (year, month_named(second)?),
        (Some(year), None) => (year, number_of_month(second)?),
        (None, Some(year)) if figures(first).is_some() => (year, number_of_month(first)?),
        (None, year) => (year.or_else(|| two_figures(second))?, month_named(first)?),
        (Some(_), Some(_)) => return None,
    };
    month_of(year, month)
}

/// The whole of a month.
pub(super) fn month_of(year: i16, month: i16) -> Option<Span> {
    let start = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some((YearKind::Month, start, start.last_of_month()))
}

fn number_of_month(text: &str) -> Option<i16> {
    i16::try_from(figures(text)?)
        .ok()
        .filter(|_| text.len() <= 2)
}

/// `26` for 2026.
fn two_figures(text: &str) -> Option<i16> {
    let year = i16::try_from(figures(text)?).ok()?;
    (text.len() == 2).then_some(2000 + year)
}

fn four_figures(text: &str) -> Option<i16> {
    let year = i16::try_from(figures(text)?).ok()?;
    (text.len() == 4 && (1900..=2100).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::super::period::Period;
    use super::*;

    use YearKind::{
        AcademicQuarter, AcademicQuarters, FinancialQuarter, FinancialQuarters, HalfTerms, Month,
        Quarter, Quarters, TaxQuarter, Term, Terms, Week, YearToDate,
    };

    /// Each line a case: label, kind, start, end, as people read it.
    const LABELS: [(&str, YearKind, &str, &str, &str); 57] = [
        ("2026-10", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("2026/10", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("10/2026", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("10-2026", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("202610", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("202610.0", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("Oct 2026", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        (
            "October 2026",
            Month,
            "2026-10-01",
            "2026-10-31",
            "Oct 2026",
        ),
        (
            "October-2026",
            Month,
            "2026-10-01",
            "2026-10-31",
            "Oct 2026",
        ),
        (
            "2026 October",
            Month,
            "2026-10-01",
            "2026-10-31",
            "Oct 2026",
        ),
        ("2026-Oct", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("Oct-26", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        ("OCT 26", Month, "2026-10-01", "2026-10-31", "Oct 2026"),
        (
            "Oct\u{a0}2026",
            Month,
            "2026-10-01",
            "2026-10-31",
            "Oct 2026",
        ),
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
            "Quarter 4, 2026",
            Quarter,
            "2026-10-01",
            "2026-12-31",
            "Oct–Dec 2026",
        ),
        (
            "2026-Q1-Q3",
            Quarters,
            "2026-01-01",
            "2026-09-30",
            "Jan–Sep 2026",
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
            "Q1 26/27",
            FinancialQuarter,
            "2026-04-01",
            "2026-06-30",
            "Q1 2026-27",
        ),
        (
            "Q1 2026-2027",
            FinancialQuarter,
            "2026-04-01",
            "2026-06-30",
            "Q1 2026-27",
        ),
        (
            "Q1 FY26/27",
            FinancialQuarter,
            "2026-04-01",
            "2026-06-30",
            "Q1 2026-27",
        ),
        (
            "FY2026-27 Q1",
            FinancialQuarter,
            "2026-04-01",
            "2026-06-30",
            "Q1 2026-27",
        ),
        (
            "Qtr 2 2026/27",
            FinancialQuarter,
            "2026-07-01",
            "2026-09-30",
            "Q2 2026-27",
        ),
        (
            "2026/27 Quarter 3",
            FinancialQuarter,
            "2026-10-01",
            "2026-12-31",
            "Q3 2026-27",
        ),
        (
            "2026–27 Q3",
            FinancialQuarter,
            "2026-10-01",
            "2026-12-31",
            "Q3 2026-27",
        ),
        (
            "Q1 to Q2 2026-27",
            FinancialQuarters,
            "2026-04-01",
            "2026-09-30",
            "Apr–Sep 2026",
        ),
        (
            "2026-27 Q3-Q4",
            FinancialQuarters,
            "2026-10-01",
            "2027-03-31",
            "Oct 2026–Mar 2027",
        ),
        (
            "2026/27 academic Q1",
            AcademicQuarter,
            "2026-09-01",
            "2026-11-30",
            "Q1 2026/27",
        ),
        (
            "2026/27 academic Q1-Q3",
            AcademicQuarters,
            "2026-09-01",
            "2027-05-31",
            "Q1 to 3 2026/27",
        ),
        (
            "2026-27 tax Q1",
            TaxQuarter,
            "2026-04-06",
            "2026-07-05",
            "Q1 2026-27",
        ),
        (
            "Autumn term 2026/27",
            Term,
            "2026-09-01",
            "2026-12-31",
            "Autumn 2026/27",
        ),
        (
            "2026-27 spring term",
            Term,
            "2027-01-01",
            "2027-03-31",
            "Spring 2026/27",
        ),
        (
            "202627 summer term",
            Term,
            "2027-04-01",
            "2027-08-31",
            "Summer 2026/27",
        ),
        (
            "Autumn term 2026",
            Term,
            "2026-09-01",
            "2026-12-31",
            "Autumn 2026/27",
        ),
        (
            "Spring term 2027",
            Term,
            "2027-01-01",
            "2027-03-31",
            "Spring 2026/27",
        ),
        (
            "Summer Term 2027",
            Term,
            "2027-04-01",
            "2027-08-31",
            "Summer 2026/27",
        ),
        (
            "2026/27 autumn and spring terms",
            Terms,
            "2026-09-01",
            "2027-03-31",
            "Autumn and spring 2026/27",
        ),
        (
            "Autumn and spring term 2026/27",
            Terms,
            "2026-09-01",
            "2027-03-31",
            "Autumn and spring 2026/27",
        ),
        (
            "2026/27 spring and summer terms",
            Terms,
            "2027-01-01",
            "2027-08-31",
            "Spring and summer 2026/27",
        ),
        (
            "2017/18 five half terms",
            HalfTerms,
            "2017-09-01",
            "2018-05-31",
            "five half terms 2017/18",
        ),
        (
            "2017/18 six half terms",
            HalfTerms,
            "2017-09-01",
            "2018-08-31",
            "six half terms 2017/18",
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
        (
            "w/e 5 April 2026",
            Week,
            "2026-03-30",
            "2026-04-05",
            "w/e 5 Apr 2026",
        ),
        (
            "w/e 05/04/2026",
            Week,
            "2026-03-30",
            "2026-04-05",
            "w/e 5 Apr 2026",
        ),
        (
            "W/E 03/04/26",
            Week,
            "2026-03-28",
            "2026-04-03",
            "w/e 3 Apr 2026",
        ),
        (
            "Week ending 27/03/2026",
            Week,
            "2026-03-21",
            "2026-03-27",
            "w/e 27 Mar 2026",
        ),
        (
            "w/c 30/03/2026",
            Week,
            "2026-03-30",
            "2026-04-05",
            "w/e 5 Apr 2026",
        ),
        (
            "week commencing 6 April 2026",
            Week,
            "2026-04-06",
            "2026-04-12",
            "w/e 12 Apr 2026",
        ),
        (
            "w/b: 06-Apr-26",
            Week,
            "2026-04-06",
            "2026-04-12",
            "w/e 12 Apr 2026",
        ),
        (
            "2025-W30 year to date",
            YearToDate,
            "2024-09-01",
            "2025-07-27",
            "to 27 Jul 2025",
        ),
    ];

    #[test]
    fn labels_are_read_as_published_and_as_officers_write_them() {
        for (label, kind, start, end, short) in LABELS {
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
            "Q1 26",
            "Q1 FY2026",
            "Q11 2026",
            "Q3-Q1 2026-27",
            "2025-W53",
            "2026-W0",
            "week 14",
            "Week 14 2026",
            "w/e 2026",
            "w/e 01/02/2026",
            "w/c 30 February 2026",
            "Octember 2026",
            "O 2026",
            "Oct",
            "10/26",
            "13/2026",
            "2026-27 Q2 x",
            "spring 2026",
            "spring term",
            "Autumn and summer term 2026/27",
            "Autumn and spring term 2026",
            "autumn half term 2026",
            "2026-27 seven half terms",
            "2026-04-05",
            "1899-10",
            "2101-10",
            "",
        ] {
            assert!(Period::part_of_year(label).is_err(), "{label}");
        }
    }

    #[test]
    fn every_part_has_its_own_label_and_days_in_order() {
        let mut all: Vec<Span> = Vec::new();
        for year in [1999, 2000, 2023, 2024] {
            for base in [
                BaseYear::Calendar,
                BaseYear::Financial,
                BaseYear::Academic,
                BaseYear::Tax,
            ] {
                for first in 1..=4 {
                    all.extend((first..=4).filter_map(|last| quarters_of(base, year, first, last)));
                }
            }
            for first in 0..3 {
                all.extend((first..3).filter_map(|last| terms_of(year, first, last)));
            }
            all.extend(
                ["five", "six"]
                    .map(|number| half_terms_of(year, number))
                    .into_iter()
                    .flatten(),
            );
            all.extend((1..=12).filter_map(|month| month_of(year, month)));
            for number in 1..=53 {
                if let Some(week) = iso_week(year, number) {
                    all.extend(to_date(week.2));
                    all.push(week);
                }
            }
        }
        let mut labels = std::collections::BTreeSet::new();
        for (kind, start, end) in all {
            let period = Period::of_part(kind, start, end);
            assert!(start < end, "{period}");
            if (kind, period.start.month(), period.end.month()) == (Terms, 9, 8) {
                continue; // All three terms together are a school year.
            }
            let back = Period::of_kind(&period.label, kind).expect(&period.label);
            assert_eq!(back, period);
            assert!(labels.insert(period.label.clone()), "{period} twice");
            assert!(period.in_words().starts_with("in ") && !period.short().is_empty());
        }
        assert_eq!(
            labels.len(),
            4 * (4 * 10 + 5 + 2 + 12) + (52 + 52 + 52 + 52) * 2
        );
    }

    #[test]
    fn parts_that_tile_a_year_leave_nothing_out() {
        for base in [
            BaseYear::Calendar,
            BaseYear::Financial,
            BaseYear::Academic,
            BaseYear::Tax,
        ] {
            let quarters: Vec<Period> = [2023, 2024]
                .into_iter()
                .flat_map(|year| (1..=4).filter_map(move |one| quarters_of(base, year, one, one)))
                .map(|(kind, start, end)| Period::of_part(kind, start, end))
                .collect();
            for pair in quarters.windows(2) {
                assert!(
                    pair[0] < pair[1] && !pair[0].leaves_out(&pair[1]),
                    "{}",
                    pair[0]
                );
            }
            assert!(quarters[0].leaves_out(&quarters[2]));
            assert!(quarters[4].follows_by_years(&quarters[0], 1));
        }
    }
}
