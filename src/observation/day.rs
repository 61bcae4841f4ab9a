//! Days: how many lie between two, and how a user types one in an option or a settings file. The rule for typed days is the same for
//! every command.

use crate::error::{Error, Result};
use jiff::civil::Date;

/// What a typed day looks like, for messages.
pub(crate) const TYPED_DAY_FORMS: &str = "a day such as 2025-10-31, 31/10/2025 or 31 October 2025";

/// The months’ names in their order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A year outside these is a mistake in typing.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2099;

/// Reads a day as ISO 8601 has it, as councils write it (day, month and a year of four figures), or with the month's name.
///
/// # Errors
/// Usage: the text is anything else.
pub(crate) fn typed_day(text: &str) -> Result<Date> {
    let typed = text.trim();
    iso(typed)
        .or_else(|| with_strokes(typed))
        .or_else(|| with_month_name(typed))
        .filter(|day| YEARS.contains(&day.year()))
        .ok_or_else(|| {
            Error::usage(format!(
                "“{text}” is not a day that can be read one way only"
            ))
            .expected(TYPED_DAY_FORMS)
        })
}

/// `2025-10-31`, without a time.
fn iso(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = *parts.as_slice() else {
        return None;
    };
    let has_all_figures = year.len() == 4 && month.len() == 2 && day.len() == 2;
    date(year, month, day).filter(|_| has_all_figures)
}

/// `31/10/2025` or `4/3/2025`: the day stands first.
fn with_strokes(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('/').collect();
    let [day, month, year] = *parts.as_slice() else {
        return None;
    };
    date(year, month, day).filter(|_| year.len() == 4)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    if ![year, month, day].into_iter().all(is_number) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `31 October 2025` or `31 Oct 2025`.
fn with_month_name(text: &str) -> Option<Date> {
    ["%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| Date::strptime(form, text).ok())
}

/// Days from one day to another; below zero where the other is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    // Two dates are never further apart than 32 bits hold.
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_iso_or_day_month_and_four_figures_of_the_year() {
        for text in [
            "2025-03-04",
            "04/03/2025",
            "4/3/2025",
            " 04/03/2025 ",
            "4 March 2025",
            "04 Mar 2025",
        ] {
            let day = typed_day(text).expect(text);
            assert_eq!(day, jiff::civil::date(2025, 3, 4), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_in_the_same_words() {
        for text in [
            "04/03/25",
            "03/31/2025",
            "31/02/2025",
            "04.03.2025",
            "04-03-2025",
            "04-Mar-25",
            "2025/03/04",
            "2025-3-4",
            "2025-03-04T09:30",
            "0205-03-04",
            "March 2025",
            "4 March 25",
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
