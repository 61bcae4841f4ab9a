//! Days in the cells of a plan file: ISO, with the month's name, or dd/mm/yyyy as Excel shows it. A cell that could be read in two
//! ways is not guessed: only another cell of the same file that can be read in one way alone may settle the order of day and month.

use jiff::civil::Date;

/// What a cell holds, before the order of the file's days is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayForm {
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
pub(super) struct DayOrder {
    day_first: bool,
    month_first: bool,
}

/// Why a cell gives no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayFault {
    NoDate,
    Ambiguous,
}

/// What a day looks like, for messages.
pub(super) const FORMS: &str = "a day such as 2025-06-30, 30/06/2025 or 30 June 2025";

/// A year outside these is a mistake in typing.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

/// Reads a cell without regard to others.
pub(super) fn day_form(text: &str) -> DayForm {
    // Excel adds a time of day where a column is formatted so.
    let text = text
        .strip_suffix(" 00:00:00")
        .or_else(|| text.strip_suffix(" 00:00"))
        .unwrap_or(text)
        .trim();
    if let Some(found) = in_numbers(text) {
        return found;
    }
    let named = [
        "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d-%B-%Y",
    ];
    named
        .iter()
        .filter_map(|form| Date::strptime(form, text).ok())
        .find(|date| YEARS.contains(&date.year()))
        .map_or(DayForm::NoDate, DayForm::Clear)
}

/// Three numbers separated by strokes or full stops; none where the cell is something else.
fn in_numbers(text: &str) -> Option<DayForm> {
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    let [first, second, year] = *parts.as_slice() else {
        return None;
    };
    let (first, second) = (number(first)?, number(second)?);
    // Two figures might be a year or a day.
    let year = number(year).filter(|year| YEARS.contains(year));
    let date = |day: i16, month: i16| {
        Date::new(year?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    Some(match (date(first, second), date(second, first)) {
        (Some(date), None) => DayForm::DayFirst(date),
        (Some(date), Some(other)) if date == other => DayForm::Clear(date),
        (Some(date), Some(_)) => DayForm::Either(date),
        (None, Some(_)) => DayForm::MonthFirst,
        (None, None) => DayForm::NoDate,
    })
}

fn number(part: &str) -> Option<i16> {
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
    part.parse().ok().filter(|_| is_number)
}

impl DayOrder {
    /// Takes in one more cell of the file.
    pub(super) fn note(&mut self, cell: DayForm) {
        self.day_first |= matches!(cell, DayForm::DayFirst(_));
        self.month_first |= cell == DayForm::MonthFirst;
    }

    /// The day in a cell.
    pub(super) fn settle(self, cell: DayForm) -> Result<Date, DayFault> {
        match cell {
            DayForm::Clear(date) | DayForm::DayFirst(date) => Ok(date),
            DayForm::Either(date) if self.day_first && !self.month_first => Ok(date),
            DayForm::Either(_) => Err(DayFault::Ambiguous),
            DayForm::MonthFirst | DayForm::NoDate => Err(DayFault::NoDate),
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
            ("2025-06-30", DayForm::Clear(day("2025-06-30"))),
            ("30/06/2025", DayForm::DayFirst(day("2025-06-30"))),
            ("30.6.2025", DayForm::DayFirst(day("2025-06-30"))),
            ("30/06/2025 00:00:00", DayForm::DayFirst(day("2025-06-30"))),
            ("05/07/2025", DayForm::Either(day("2025-07-05"))),
            ("05/05/2025", DayForm::Clear(day("2025-05-05"))),
            ("06/30/2025", DayForm::MonthFirst),
            ("30 June 2025", DayForm::Clear(day("2025-06-30"))),
            ("30-Jun-25", DayForm::Clear(day("2025-06-30"))),
            ("31/06/2025", DayForm::NoDate),
            ("30/06/25", DayForm::NoDate),
            ("45838", DayForm::NoDate),
            ("TBC", DayForm::NoDate),
            ("0205-06-30", DayForm::NoDate),
            ("2025-06-31", DayForm::NoDate),
            ("", DayForm::NoDate),
        ] {
            assert_eq!(day_form(text), found, "{text}");
        }
    }

    #[test]
    fn only_the_file_itself_settles_the_order() {
        let either = day_form("05/07/2025");
        assert_eq!(DayOrder::default().settle(either), Err(DayFault::Ambiguous));
        let mut british = DayOrder::default();
        british.note(day_form("30/06/2025"));
        assert_eq!(british.settle(either), Ok(day("2025-07-05")));
        let mut mixed = british;
        mixed.note(day_form("06/30/2025"));
        assert_eq!(
            mixed.settle(either),
            Err(DayFault::Ambiguous),
            "a file that writes both ways settles nothing"
        );
    }
}
