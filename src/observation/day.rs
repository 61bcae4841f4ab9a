//! Days: how many lie between two, and how people write one, in a cell as in an option. There is one reader for all of them, so that
//! no file has a day that another one refuses.
//!
//! A year of two figures is of this century. A day before 1900 or after 2100 is a mistake in typing and none. Where day and month could
//! change places, [`DayForm::Either`] says so, and whoever reads a column decides by its other cells.

pub(crate) use super::words::MONTHS;
use super::words::{figures, is_month_name, month_named, plain};
use crate::error::{Error, Result};
use jiff::civil::{Date, Weekday};

/// What a typed day looks like, for messages.
pub(crate) const TYPED_DAY_FORMS: &str = "a day such as 2025-10-31, 31/10/2025 or 31 October 2025";

/// What a day in a cell looks like, for messages.
pub(crate) const DAY_FORMS: &str =
    "a day between 1900 and 2100 such as 2025-06-30, 30/06/2025 or 30 June 2025";

/// A year outside these is a mistake in typing.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// What a text holds, before it is known which of day and month stands first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DayForm {
    Clear(Date),
    /// The day stands first, since no other reading is a day: 30/06/2025.
    DayFirst(Date),
    /// The month stands first, since no other reading is a day: 06/30/2025. British files have none of these.
    MonthFirst,
    /// 05/07/2025 may be read in both ways; the day with the day first.
    Either(Date),
    NoDate,
}

/// The order of day and month in a file, as far as its cells prove it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DayOrder {
    day_first: bool,
    month_first: bool,
}

/// Why a cell gives no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DayFault {
    NoDate,
    Ambiguous,
}

impl DayOrder {
    /// Takes in one more cell of the file.
    pub(crate) fn note(&mut self, cell: DayForm) {
        self.day_first |= matches!(cell, DayForm::DayFirst(_));
        self.month_first |= cell == DayForm::MonthFirst;
    }

    /// The order where nothing but a cell with the month first could make one doubt that the day stands first.
    pub(crate) fn with_day_first(self) -> DayOrder {
        DayOrder {
            day_first: true,
            ..self
        }
    }

    /// The day in a cell.
    pub(crate) fn settle(self, cell: DayForm) -> std::result::Result<Date, DayFault> {
        match cell {
            DayForm::Clear(date) | DayForm::DayFirst(date) => Ok(date),
            DayForm::Either(date) if self.day_first && !self.month_first => Ok(date),
            DayForm::Either(_) => Err(DayFault::Ambiguous),
            DayForm::MonthFirst | DayForm::NoDate => Err(DayFault::NoDate),
        }
    }
}

/// Reads a day as people, publishers and spreadsheets write it, with or without a time behind it.
pub(crate) fn day_form(text: &str) -> DayForm {
    let text = plain(text);
    let text = without_time(&text);
    let found =
        in_numbers(text).unwrap_or_else(|| in_words(text).map_or(DayForm::NoDate, DayForm::Clear));
    match found {
        DayForm::Clear(day) | DayForm::DayFirst(day) | DayForm::Either(day)
            if !YEARS.contains(&day.year()) =>
        {
            DayForm::NoDate
        }
        found => found,
    }
}

/// The day in a text whose writer puts the day before the month, as British publishers do.
pub(crate) fn british_day(text: &str) -> Option<Date> {
    DayOrder::default()
        .with_day_first()
        .settle(day_form(text))
        .ok()
}

/// Reads a day as a person types it in an option or a settings file; the day stands before the month.
///
/// # Errors
/// Usage: the text is anything else, or has a time of day, which no command asks for.
pub(crate) fn typed_day(text: &str) -> Result<Date> {
    british_day(text)
        .filter(|_| !text.contains(':'))
        .ok_or_else(|| {
            Error::usage(format!(
                "“{text}” is not a day that can be read one way only"
            ))
            .expected(TYPED_DAY_FORMS)
        })
}

/// The day for which a spreadsheet keeps a number of five figures: 45838 is 30 June 2025. Such a number is a day only among days.
pub(crate) fn serial_day(text: &str) -> Option<Date> {
    let text = plain(text);
    let days: i32 = text.parse().ok().filter(|_| text.len() == 5)?;
    let day = Date::constant(1899, 12, 30)
        .checked_add(jiff::Span::new().days(days))
        .ok()?;
    (figures(&text).is_some() && YEARS.contains(&day.year())).then_some(day)
}

/// The text without a time of day, as databases and spreadsheets add one.
fn without_time(text: &str) -> &str {
    let Some((day, time)) = text
        .rsplit_once(['t', ' '])
        .filter(|(day, _)| day.len() >= 8)
    else {
        return text;
    };
    let clock = time
        .split(['+', 'z', '.'])
        .next()
        .unwrap_or_default()
        .trim();
    let parts: Vec<&str> = clock.split(':').collect();
    let is_time = (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| part.len() == 2 && figures(part).is_some());
    if is_time { day } else { text }
}

/// Three numbers with strokes, full stops or hyphens between them, or eight figures; none where the text is something else.
fn in_numbers(text: &str) -> Option<DayForm> {
    if text.len() == 8 && figures(text).is_some() {
        return Some(clear(&text[..4], &text[4..6], &text[6..]));
    }
    let separator = ['/', '.', '-']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [first, second, third] = *parts.as_slice() else {
        return None;
    };
    figures(first).and(figures(second)).and(figures(third))?;
    if first.len() == 4 {
        return Some(clear(first, second, third));
    }
    let year = year(third)?;
    // With hyphens and two figures each, the year may as well stand first: 25-06-30.
    let year_first = separator == '-'
        && third.len() == 2
        && date(2000 + number(first)?, number(second)?, number(third)?).is_some();
    if year_first {
        return Some(DayForm::NoDate);
    }
    let (first, second) = (number(first)?, number(second)?);
    Some(
        match (date(year, second, first), date(year, first, second)) {
            (Some(day), None) => DayForm::DayFirst(day),
            (Some(day), Some(other)) if day == other => DayForm::Clear(day),
            (Some(day), Some(_)) => DayForm::Either(day),
            (None, Some(_)) => DayForm::MonthFirst,
            (None, None) => DayForm::NoDate,
        },
    )
}

fn clear(year: &str, month: &str, day: &str) -> DayForm {
    let read = || date(number(year)?, number(month)?, number(day)?);
    read().map_or(DayForm::NoDate, DayForm::Clear)
}

/// A day with its month's name: “30 June 2025”, “30-Jun-25”, “Friday 4th July 2025”, “June 30, 2025”, “end of June 2025”. A day of the
/// week that the date does not have makes it none.
fn in_words(text: &str) -> Option<Date> {
    let mut words: Vec<&str> = text
        .split([' ', ',', '-', '/', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    let weekday = words.first().and_then(|word| weekday(word));
    if weekday.is_some() {
        words.remove(0);
    }
    let day = match *words.as_slice() {
        ["end", "of", month, year] | ["end", month, year] => {
            return date(self::year(year)?, month_named(month)?, 1).map(Date::last_of_month);
        }
        [month, day, year] if is_month_name(month) && year.len() == 4 => {
            date(self::year(year)?, month_named(month)?, ordinal(day)?)
        }
        [year, month, day] if year.len() == 4 && figures(year).is_some() => {
            date(self::year(year)?, month_named(month)?, ordinal(day)?)
        }
        [day, month, year] => date(self::year(year)?, month_named(month)?, ordinal(day)?),
        [day, "of", month, year] => date(self::year(year)?, month_named(month)?, ordinal(day)?),
        _ => None,
    }?;
    weekday
        .is_none_or(|weekday| weekday == day.weekday())
        .then_some(day)
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// A day of the week by its name or the beginning of it: “Fri”, “Thurs”.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .into_iter()
        .find(|(name, _)| word.len() >= 3 && name.starts_with(word))
        .map(|(_, weekday)| weekday)
}

/// A day of the month with or without “st”, “nd”, “rd” or “th”.
fn ordinal(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    number(digits).filter(|_| ["", "st", "nd", "rd", "th"].contains(&ending))
}

/// A year of four figures, or of two and then of this century.
fn year(word: &str) -> Option<i16> {
    match word.len() {
        4 => number(word),
        2 => number(word).map(|year| 2000 + year),
        _ => None,
    }
}

/// A number of at most four figures.
fn number(text: &str) -> Option<i16> {
    figures(text)
        .filter(|_| text.len() <= 4)
        .and_then(|number| i16::try_from(number).ok())
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days from one day to another; below zero where the other is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    // Two dates are never further apart than 32 bits hold.
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    #[test]
    fn forms_of_a_day() {
        let clear = |iso| DayForm::Clear(day(iso));
        let day_first = |iso| DayForm::DayFirst(day(iso));
        for (text, found) in [
            ("2025-06-30", clear("2025-06-30")),
            ("2025/06/30", clear("2025-06-30")),
            ("2025-6-3", clear("2025-06-03")),
            ("20250630", clear("2025-06-30")),
            ("2025-06-30T00:00:00", clear("2025-06-30")),
            ("2025-06-30T09:30:00.000Z", clear("2025-06-30")),
            ("2025-06-30 00:00:00", clear("2025-06-30")),
            ("30/06/2025", day_first("2025-06-30")),
            ("30/06/25", day_first("2025-06-30")),
            ("15/06/25", day_first("2025-06-15")),
            ("30.6.2025", day_first("2025-06-30")),
            ("30-06-2025", day_first("2025-06-30")),
            ("30/06/2025 00:00:00", day_first("2025-06-30")),
            ("30/06/2025 00:00", day_first("2025-06-30")),
            (" 30\u{2011}06\u{2011}2025\u{a0}", day_first("2025-06-30")),
            ("05/07/2025", DayForm::Either(day("2025-07-05"))),
            ("05/07/25", DayForm::Either(day("2025-07-05"))),
            ("05/05/2025", clear("2025-05-05")),
            ("06/30/2025", DayForm::MonthFirst),
            ("06/30/25", DayForm::MonthFirst),
            ("30 June 2025", clear("2025-06-30")),
            ("30-Jun-25", clear("2025-06-30")),
            ("30 JUN 2025", clear("2025-06-30")),
            ("4th July 2025", clear("2025-07-04")),
            ("Friday 4 July 2025", clear("2025-07-04")),
            ("Fri, 4 July 2025", clear("2025-07-04")),
            ("14th May 2025", clear("2025-05-14")),
            ("14th of May 2025", clear("2025-05-14")),
            ("1 Sept 2025", clear("2025-09-01")),
            ("June 30, 2025", clear("2025-06-30")),
            ("End of June 2025", clear("2025-06-30")),
            ("end Feb 24", clear("2024-02-29")),
        ] {
            assert_eq!(day_form(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "TBC",
            "Ongoing",
            "45838",
            "2025",
            "June 2025",
            "Jun-25",
            "Q2 2025/26",
            "31/06/2025",
            "2025-06-31",
            "2025-13-04",
            "0025-06-15",
            "15/06/0025",
            "0205-06-30",
            "1899-12-31",
            "31/12/1899",
            "2101-01-01",
            "15/06/2101",
            "15/06/225",
            "30-06-25",
            "25-06-30",
            "Thursday 4 July 2025",
            "4xx July 2025",
            "00/01/1900",
            "2025-03-04x",
            "é025-03-04",
            "+4/3/2025",
            "//2025",
            "1/2",
            "1/2/3/2025",
            "End of 2025",
        ] {
            assert_eq!(day_form(text), DayForm::NoDate, "{text}");
        }
    }

    #[test]
    fn no_day_is_read_outside_1900_to_2100() {
        for year in 0..=9999 {
            let text = format!("15/06/{year:04}");
            let found = day_form(&text);
            let expected = if YEARS.contains(&year) {
                DayForm::DayFirst(Date::constant(year, 6, 15))
            } else {
                DayForm::NoDate
            };
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_day_is_read_back_from_each_of_its_forms() {
        let mut at = day("1900-01-01");
        while at <= day("2100-12-31") {
            for form in [
                "%Y-%m-%d",
                "%d/%m/%Y",
                "%-d %B %Y",
                "%d-%b-%Y",
                "%A %-d %B %Y",
                "%Y%m%d",
            ] {
                let text = at.strftime(form).to_string();
                assert_eq!(british_day(&text), Some(at), "{text}");
            }
            at = at.checked_add(jiff::Span::new().days(17)).unwrap();
        }
    }

    #[test]
    fn only_the_file_itself_settles_the_order() {
        let either = day_form("05/07/2025");
        assert_eq!(DayOrder::default().settle(either), Err(DayFault::Ambiguous));
        let mut british = DayOrder::default();
        british.note(day_form("30/06/25"));
        assert_eq!(british.settle(either), Ok(day("2025-07-05")));
        let mut mixed = british;
        mixed.note(day_form("06/30/2025"));
        assert_eq!(
            mixed.settle(either),
            Err(DayFault::Ambiguous),
            "a file that writes both ways settles nothing"
        );
    }

    #[test]
    fn numbers_of_a_spreadsheet() {
        for (text, iso) in [
            ("45838", "2025-06-30"),
            ("45748", "2025-04-01"),
            ("45838.0", "2025-06-30"),
            ("36526", "2000-01-01"),
        ] {
            assert_eq!(serial_day(text), Some(day(iso)), "{text}");
        }
        for text in [
            "4583", "458380", "99999", "45838.5", "-4583", "+4583", "TBC", "",
        ] {
            assert_eq!(serial_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_typed_day_has_the_day_before_the_month() {
        for text in [
            "2025-03-04",
            "04/03/2025",
            "4/3/2025",
            "04/03/25",
            " 04/03/2025 ",
            "04.03.2025",
            "4 March 2025",
            "04 Mar 2025",
            "04-Mar-25",
        ] {
            assert_eq!(typed_day(text).expect(text), day("2025-03-04"), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_in_the_same_words() {
        for text in [
            "03/31/2025",
            "31/02/2025",
            "04-03-25",
            "2025-03-04T09:30",
            "0025-03-04",
            "0205-03-04",
            "March 2025",
            "45838",
            "+4/3/2025",
            "//2025",
            "soon",
            "",
        ] {
            let fault = typed_day(text).expect_err(text);
            assert_eq!(
                fault.what(),
                format!("“{text}” is not a day that can be read one way only")
            );
            assert_eq!((fault.wanted(), fault.exit_code()), (TYPED_DAY_FORMS, 2));
        }
    }
}
