//! A reporting period: its label as published, what kind of year it is, when it starts and ends, and how final it is.
//!
//! Plain labels name the END year (`2025` is the year to 31 March 2025, or the school year 2024/25), range labels start with
//! the START year (`2024-25`). Sorting by label or by the first four digits therefore puts the same year in two places; we
//! sort by the day a period ends.

use super::finality::Finality;
use super::words::plain;
pub(crate) use super::year_kind::YearKind;
use super::{day, part_year, year_label};
use jiff::ToSpan;
use jiff::civil::Date;
use std::cmp::Ordering;
use std::fmt;

/// A reporting period. Ordered by end, then start, then kind, finality and label, which is a total order.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Period {
    pub(crate) label: String,
    pub(crate) kind: YearKind,
    pub(crate) start: Date,
    pub(crate) end: Date,
    pub(crate) finality: Finality,
}

/// A label that names no period.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not the label of a reporting period")]
pub(crate) struct NotAPeriod(pub(crate) String);

/// What a period label looks like, for messages.
pub(crate) const PERIOD_FORMS: &str = "a label such as 2025, 202425, 2024-25, 2024/25, 2014-16, 2013/14-15/16 or 2025-06-30, with (prov), (Rev), (Final) or (OT) where it applies";

impl Period {
    /// Reads a published label. `kind` is the indicator's year kind, which a plain label cannot say; a range of more than one
    /// year is rolling whatever the kind.
    ///
    /// # Errors
    /// [`NotAPeriod`] when the label has none of the known forms, names years that do not follow each other, or the stray `0`.
    pub(crate) fn parse(label: &str, kind: YearKind) -> Result<Period, NotAPeriod> {
        Period::read(label, |body| year_label::parse(body, kind))
    }

    /// Reads the label of a month, a quarter or a week. `2011-12` is December here and a year in [`Period::parse`]: whoever
    /// reads a series decides by its other labels.
    ///
    /// # Errors
    /// [`NotAPeriod`] when the label has none of these forms.
    pub(crate) fn part_of_year(label: &str) -> Result<Period, NotAPeriod> {
        Period::read(label, part_year::parse)
    }

    /// Reads the label of a period of a kind that is known, as a store or another file of this program gives it.
    ///
    /// # Errors
    /// [`NotAPeriod`] when the label names no period of this kind.
    pub(crate) fn of_kind(label: &str, kind: YearKind) -> Result<Period, NotAPeriod> {
        if kind.is_part_of_year() {
            Period::part_of_year(label)
                .ok()
                .filter(|period| period.kind == kind)
                .ok_or_else(|| NotAPeriod(label.to_owned()))
        } else {
            Period::parse(label, kind)
        }
    }

    /// A part of a year of which a publisher says kind and days; its label is ours.
    pub(super) fn of_part(kind: YearKind, start: Date, end: Date) -> Period {
        let unlabelled = Period {
            label: String::new(),
            kind,
            start,
            end,
            finality: Finality::Unstated,
        };
        Period {
            label: unlabelled.label_of_part(),
            ..unlabelled
        }
    }

    /// A day that stands in an officer's file in whatever form.
    pub(crate) fn of_day(label: &str, day: Date) -> Period {
        Period {
            label: label.to_owned(),
            kind: YearKind::Day,
            start: day,
            end: day,
            finality: Finality::Unstated,
        }
    }

    /// Reads a label: its finality here, what is left of it by `body`.
    fn read(
        label: &str,
        body: impl Fn(&str) -> Option<(YearKind, Date, Date)>,
    ) -> Result<Period, NotAPeriod> {
        let read = Finality::split(label.trim())
            .and_then(|(rest, finality)| Some((body(rest)?, finality)));
        let ((kind, start, end), finality) = read.ok_or_else(|| NotAPeriod(label.to_owned()))?;
        Ok(Period {
            label: label.trim().to_owned(),
            kind,
            start,
            end,
            finality,
        })
    }

    /// Whether the figures of two periods may stand in one series: a month's is not held against a year's, nor one day's
    /// against what came together in a year.
    pub(crate) fn is_like(&self, other: &Period) -> bool {
        let part = self.kind.is_part_of_year() || other.kind.is_part_of_year();
        let day = self.kind == YearKind::Day || other.kind == YearKind::Day;
        self.is_of_kind(other) || (!part && (!day || (self.is_one_day() && other.is_one_day())))
    }

    /// Whether two periods are of one kind: the first two quarters of a year are of another kind than the first three.
    pub(crate) fn is_of_kind(&self, other: &Period) -> bool {
        let cumulative = self.kind.is_cumulative() && self.kind != YearKind::YearToDate;
        self.kind == other.kind && (!cumulative || self.place_in_year() == other.place_in_year())
    }

    fn is_one_day(&self) -> bool {
        self.start == self.end
    }

    /// Whether whole periods of their kind lie between this and a later month, quarter, term or week.
    pub(crate) fn leaves_out(&self, later: &Period) -> bool {
        self.kind.comes_often()
            && self.kind == later.kind
            && self.end.tomorrow().is_ok_and(|next| next < later.start)
    }

    /// Whether it lies so many years after another of its kind: October after October.
    pub(crate) fn follows_by_years(&self, earlier: &Period, years: i16) -> bool {
        let apart = if self.is_counted_in_weeks() {
            self.end.iso_week_date().year() - earlier.end.iso_week_date().year()
        } else {
            self.years_after(earlier)
        };
        self.kind == earlier.kind
            && apart == years
            && self.place_in_year() == earlier.place_in_year()
    }

    fn is_counted_in_weeks(&self) -> bool {
        matches!(self.kind, YearKind::Week | YearKind::YearToDate)
    }

    /// Which week, or which months, of the year it is; nothing for a whole year.
    fn place_in_year(&self) -> (i8, i8) {
        if self.is_counted_in_weeks() {
            (0, self.end.iso_week_date().week())
        } else if self.kind.is_part_of_year() {
            (self.start.month(), self.end.month())
        } else {
            (0, 0)
        }
    }

    /// Whether another label names the same part of a year: “Oct 2026” is “2026-10”.
    pub(crate) fn is_also_called(&self, label: &str) -> bool {
        self.kind.is_part_of_year()
            && Period::of_kind(label, self.kind)
                .is_ok_and(|other| (other.start, other.end) == (self.start, self.end))
    }

    /// A day of a week that begins on Monday, by its name.
    pub(crate) fn day_of_week(&self, name: &str) -> Option<Period> {
        let weekday = day::weekday(&plain(name))?;
        let days = i32::from(weekday.to_monday_zero_offset());
        let day = self.start.checked_add(days.days()).ok()?;
        Some(Period::of_day(&day.to_string(), day))
    }

    /// The last day; none where nobody has said when the year ends.
    pub(crate) fn last_day(&self) -> Option<Date> {
        (self.kind != YearKind::Reporting).then_some(self.end)
    }

    /// The calendar year in which it ends.
    pub(crate) fn end_year(&self) -> i16 {
        self.end.year()
    }

    pub(crate) fn years_after(&self, earlier: &Period) -> i16 {
        self.end_year() - earlier.end_year()
    }

    pub(crate) fn overlaps(&self, earlier: &Period) -> bool {
        self.start <= earlier.end
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.end, self.start, self.kind, self.finality, &self.label).cmp(&(
            other.end,
            other.start,
            other.kind,
            other.finality,
            &other.label,
        ))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Finality::{Final, Outturn, Provisional, Revised, Unstated};
    use YearKind::{
        Academic, Calendar, Day, Financial, MarchSnapshot, Rolling, SeptemberSnapshot, Tax,
    };

    /// Each line a case: label, indicator's kind, then kind, start, end, finality.
    const PUBLISHED: [(&str, YearKind, YearKind, &str, &str, Finality); 28] = [
        (
            "2025",
            MarchSnapshot,
            MarchSnapshot,
            "2025-03-31",
            "2025-03-31",
            Unstated,
        ),
        (
            "2025",
            Academic,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Unstated,
        ),
        (
            "2025",
            SeptemberSnapshot,
            SeptemberSnapshot,
            "2025-09-30",
            "2025-09-30",
            Unstated,
        ),
        (
            "2024",
            Calendar,
            Calendar,
            "2024-01-01",
            "2024-12-31",
            Unstated,
        ),
        (
            "202425",
            Academic,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Unstated,
        ),
        (
            "2024-25",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "2024/25",
            Academic,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Unstated,
        ),
        (
            "2014-16",
            Calendar,
            Rolling,
            "2014-01-01",
            "2016-12-31",
            Unstated,
        ),
        (
            "2013/14-15/16",
            Academic,
            Rolling,
            "2013-01-01",
            "2016-12-31",
            Unstated,
        ),
        (
            "2025 (prov)",
            Academic,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Provisional,
        ),
        (
            "2024 (Rev)",
            Academic,
            Academic,
            "2023-09-01",
            "2024-08-31",
            Revised,
        ),
        (
            "2021 (Final)",
            Academic,
            Academic,
            "2020-09-01",
            "2021-08-31",
            Final,
        ),
        (
            "2024-25 (OT)",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Outturn,
        ),
        (
            "1999-00",
            Financial,
            Financial,
            "1999-04-01",
            "2000-03-31",
            Unstated,
        ),
        (
            "2024-2025",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "2024/2025",
            Academic,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Unstated,
        ),
        (
            "2024–25",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "2024 to 2025",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "24/25",
            Financial,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "FY24/25",
            Academic,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "2024-25 financial year",
            Academic,
            Financial,
            "2024-04-01",
            "2025-03-31",
            Unstated,
        ),
        (
            "Academic year 2024/25",
            Financial,
            Academic,
            "2024-09-01",
            "2025-08-31",
            Unstated,
        ),
        (
            "2024-25 tax year",
            Financial,
            Tax,
            "2024-04-06",
            "2025-04-05",
            Unstated,
        ),
        (
            "calendar year 2024",
            Financial,
            Calendar,
            "2024-01-01",
            "2024-12-31",
            Unstated,
        ),
        (
            "2025.0",
            MarchSnapshot,
            MarchSnapshot,
            "2025-03-31",
            "2025-03-31",
            Unstated,
        ),
        (
            "2014-2016",
            Calendar,
            Rolling,
            "2014-01-01",
            "2016-12-31",
            Unstated,
        ),
        (
            "30 June 2025",
            Financial,
            Day,
            "2025-06-30",
            "2025-06-30",
            Unstated,
        ),
        (
            "01-Apr-25",
            Financial,
            Day,
            "2025-04-01",
            "2025-04-01",
            Unstated,
        ),
    ];

    #[test]
    fn labels_of_the_published_files() {
        for (label, hint, kind, start, end, finality) in PUBLISHED {
            let p = Period::parse(label, hint).expect(label);
            let got = (p.kind, p.start.to_string(), p.end.to_string(), p.finality);
            assert_eq!(
                got,
                (kind, start.to_owned(), end.to_owned(), finality),
                "{label}"
            );
            assert_eq!(p.label, label);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for label in [
            "0",
            "",
            "25",
            "FY25",
            "FY2025",
            "AY2025",
            "11/12",
            "24/26",
            "2024-25 calendar year",
            "0025-06-15",
            "2200",
            "202426",
            "2024-24",
            "2025 (guess)",
            "13/14-15/16",
            "2025-13-40",
            "year",
            "2013/14-15/17",
        ] {
            assert!(
                Period::parse(label, YearKind::Financial).is_err(),
                "{label}"
            );
        }
    }

    #[test]
    fn parts_of_years_keep_apart_from_years() {
        let part = |label| Period::part_of_year(label).expect(label);
        let year = |label, kind| Period::parse(label, kind).expect(label);
        let (month, march) = (part("2026-03"), year("2026", YearKind::MarchSnapshot));
        assert!(
            month.end == march.end && !month.is_like(&march) && !month.is_like(&part("2026-Q1"))
        );
        assert!(
            march.is_like(&year("2026-06-30", YearKind::Day))
                && !year("2026", YearKind::Financial).is_like(&year("2026-06-30", YearKind::Day))
        );
        assert!(
            month.follows_by_years(&part("2025-03"), 1)
                && !month.follows_by_years(&part("2025-04"), 1)
        );
        assert!(
            part("2026-W01").follows_by_years(&part("2025-W01"), 1)
                && !part("2026-W02").follows_by_years(&part("2025-W01"), 1)
        );
        assert!(march.follows_by_years(&year("2025", YearKind::MarchSnapshot), 1));
        assert_eq!(part("2026-27 Q4").in_words(), "in quarter 4 of 2026-27");
        assert_eq!(
            part("2026-W14").in_words(),
            "in week 14 of 2026 (30 March to 5 April 2026)"
        );
    }

    #[test]
    fn plain_and_range_labels_of_one_year_end_together() {
        let plain = Period::parse("2025", YearKind::Financial).expect("plain");
        let range = Period::parse("2024-25", YearKind::Financial).expect("range");
        assert_eq!((plain.start, plain.end), (range.start, range.end));
        assert_eq!(plain.short(), "2024-25");
    }
}
