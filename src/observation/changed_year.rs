//! Years that a spreadsheet made months of: it takes 2009-10, 2010-11 and 2011-12 for October 2009, November 2010 and December 2011, and
//! shows them as Oct-09, Nov-10 and Dec-11, or as the first days of these months. Other years it leaves alone, since 2012-13 has no
//! thirteenth month, so that a series may hold both.

use super::day::{DayForm, day_form};
use super::period::Period;
use super::year_kind::YearKind;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Whether every month of a series is one that a spreadsheet makes of a year, and the series bears out that it did: by several of
/// them, a year and a month apart, or by years beside them.
pub(crate) fn are_changed_years(labels: &[&str]) -> bool {
    let months: BTreeSet<Date> = labels.iter().filter_map(|label| month(label)).collect();
    let all_changed = months.iter().all(|month| year_of_month(*month).is_some());
    all_changed
        && match months.len() {
            0 => false,
            1 => labels.iter().any(|label| is_year(label)),
            _ => true,
        }
}

/// The year behind a label, if a spreadsheet has changed it: “2009-10” behind “Oct-09”.
pub(crate) fn year_behind(label: &str) -> Option<String> {
    year_of_month(month(label)?)
}

fn year_of_month(month: Date) -> Option<String> {
    let second = (month.year() + 1).rem_euclid(100);
    (i16::from(month.month()) == second).then(|| format!("{}-{second:02}", month.year()))
}

fn is_year(label: &str) -> bool {
    Period::parse(label, YearKind::Financial).is_ok_and(|period| period.kind != YearKind::Day)
}

/// The first day of the month that a label names, by its name or by that day, unless the label may be a year.
fn month(label: &str) -> Option<Date> {
    if is_year(label) {
        return None;
    }
    let first = match day_form(label) {
        DayForm::Clear(day) | DayForm::DayFirst(day) | DayForm::Either(day) => day,
        DayForm::MonthFirst | DayForm::NoDate => {
            Period::part_of_year(label)
                .ok()
                .filter(|part| part.kind == YearKind::Month)?
                .start
        }
    };
    (first.day() == 1).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_year_that_can_be_changed_is_found_again() {
        for year in 2000..=2011 {
            let second = year + 1 - 2000;
            let month = jiff::civil::date(year, i8::try_from(second).unwrap(), 1);
            let wanted = Some(format!("{year}-{second:02}"));
            for form in ["%b-%y", "%B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%b-%y"] {
                let label = month.strftime(form).to_string();
                assert_eq!(year_behind(&label), wanted, "{label}");
            }
        }
    }

    #[test]
    fn a_series_must_bear_it_out() {
        let changed: [&[&str]; 5] = [
            &["Oct-09", "Nov-10"],
            &["Jan-00", "Dec-11"],
            &["2007-08", "Oct-09"],
            &["2012-13", "01/12/2011"],
            &["Oct-09", "Oct-09", "Nov-10", "2008/09"],
        ];
        for labels in changed {
            assert!(are_changed_years(labels), "{labels:?}");
        }
        let sound: [&[&str]; 8] = [
            &[],
            &["Oct-09"],
            &["Oct-09", "Oct-09"],
            &["Sep-09", "Oct-09", "Nov-09"],
            &["2009-10", "2010-11", "2011-12"],
            &["Oct-09", "Oct-10", "Oct-11"],
            &["01/01/2025", "01/02/2025"],
            &["2024-25", "Apr-25"],
        ];
        for labels in sound {
            assert!(!are_changed_years(labels), "{labels:?}");
        }
    }
}
