//! Days as officers write them: ISO, with the month's name, or dd/mm/yyyy as Excel shows it. A day that could be read two ways is
//! never guessed: only another day of the same file, one that can be read one way alone, may settle the order.

use jiff::civil::Date;

/// What a cell holds, before the file's own habit is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Written {
    Clear(Date),
    /// Day first, and no other way: 30/06/2025.
    DayFirst(Date),
    /// Month first, and no other way: 06/30/2025. British files have none of these.
    MonthFirst,
    /// 05/07/2025: the day it is when the day stands first.
    Either(Date),
    NoDate,
}

/// In which order a file's days with strokes are written, as far as it proves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Habit {
    day_first: bool,
    month_first: bool,
}

/// Why a cell gives no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Trouble {
    NoDate,
    Ambiguous,
}

/// What a day looks like, for messages.
pub(super) const FORMS: &str = "a day such as 2025-06-30, 30/06/2025 or 30 June 2025";

/// Plans are of our time; anything else is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

/// Reads a cell on its own.
pub(super) fn written(text: &str) -> Written {
    // Excel adds a time of day where a column is formatted so.
    let text = text
        .strip_suffix(" 00:00:00")
        .or_else(|| text.strip_suffix(" 00:00"))
        .unwrap_or(text)
        .trim();
    let of_our_time = |date: &Date| YEARS.contains(&date.year());
    if let Some(found) = with_strokes(text) {
        return found;
    }
    let named = [
        "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d-%B-%Y",
    ];
    let found = named
        .iter()
        .filter_map(|form| Date::strptime(form, text).ok())
        .find(of_our_time);
    found.map_or(Written::NoDate, Written::Clear)
}

/// Three numbers with strokes or full stops between; none where the cell is something else.
fn with_strokes(text: &str) -> Option<Written> {
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let (first, second) = (number(first)?, number(second)?);
    // Two digits might be a year or a day.
    let year = number(year).filter(|y| YEARS.contains(y));
    let day = |day: i16, month: i16| {
        Date::new(year?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    Some(match (day(first, second), day(second, first)) {
        (Some(date), None) => Written::DayFirst(date),
        (Some(date), Some(other)) if date == other => Written::Clear(date),
        (Some(date), Some(_)) => Written::Either(date),
        (None, Some(_)) => Written::MonthFirst,
        (None, None) => Written::NoDate,
    })
}

impl Habit {
    /// Takes in one more cell of the file.
    pub(super) fn note(&mut self, cell: Written) {
        self.day_first |= matches!(cell, Written::DayFirst(_));
        self.month_first |= cell == Written::MonthFirst;
    }

    /// The day that a cell names.
    pub(super) fn settle(self, cell: Written) -> Result<Date, Trouble> {
        match cell {
            Written::Clear(date) | Written::DayFirst(date) => Ok(date),
            Written::Either(date) if self.day_first && !self.month_first => Ok(date),
            Written::Either(_) => Err(Trouble::Ambiguous),
            Written::MonthFirst | Written::NoDate => Err(Trouble::NoDate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Date {
        iso.parse().unwrap()
    }

    #[test]
    fn forms_of_a_day() {
        for (text, found) in [
            ("2025-06-30", Written::Clear(day("2025-06-30"))),
            ("30/06/2025", Written::DayFirst(day("2025-06-30"))),
            ("30.6.2025", Written::DayFirst(day("2025-06-30"))),
            ("30/06/2025 00:00:00", Written::DayFirst(day("2025-06-30"))),
            ("05/07/2025", Written::Either(day("2025-07-05"))),
            ("05/05/2025", Written::Clear(day("2025-05-05"))),
            ("06/30/2025", Written::MonthFirst),
            ("30 June 2025", Written::Clear(day("2025-06-30"))),
            ("30-Jun-25", Written::Clear(day("2025-06-30"))),
            ("31/06/2025", Written::NoDate),
            ("30/06/25", Written::NoDate),
            ("45838", Written::NoDate),
            ("TBC", Written::NoDate),
            ("0205-06-30", Written::NoDate),
            ("2025-06-31", Written::NoDate),
            ("", Written::NoDate),
        ] {
            assert_eq!(written(text), found, "{text}");
        }
    }

    #[test]
    fn only_the_file_itself_settles_the_order() {
        let either = written("05/07/2025");
        assert_eq!(Habit::default().settle(either), Err(Trouble::Ambiguous));
        let mut british = Habit::default();
        british.note(written("30/06/2025"));
        assert_eq!(british.settle(either), Ok(day("2025-07-05")));
        let mut mixed = british;
        mixed.note(written("06/30/2025"));
        assert_eq!(
            mixed.settle(either),
            Err(Trouble::Ambiguous),
            "a file that writes both ways settles nothing"
        );
    }
}
