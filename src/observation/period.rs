//! A reporting period: its label as published, what kind of year it is, when it starts and ends, and how final it is.
//!
//! Plain labels name the END year (`2025` is the year to 31 March 2025, or the school year 2024/25), range labels start with
//! the START year (`2024-25`). Sorting by label or by the first four digits therefore puts the same year in two places; we
//! sort by the day a period ends.

use super::finality::Finality;
pub(crate) use super::year_kind::YearKind;
use super::{part_year, year_label};
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
        self.kind == other.kind || (!part && (!day || (self.is_one_day() && other.is_one_day())))
    }

    fn is_one_day(&self) -> bool {
        self.start == self.end
    }

    /// Whether whole periods of their kind lie between this and a later month, quarter or week.
    pub(crate) fn leaves_out(&self, later: &Period) -> bool {
        self.kind.is_part_of_year()
            && self.kind == later.kind
            && self.end.tomorrow().is_ok_and(|next| next < later.start)
    }

    /// Whether it lies so many years after another of its kind: October after October.
    pub(crate) fn follows_by_years(&self, earlier: &Period, years: i16) -> bool {
        let apart = if self.kind == YearKind::Week {
            self.end.iso_week_date().year() - earlier.end.iso_week_date().year()
        } else {
            self.years_after(earlier)
        };
        self.kind == earlier.kind
            && apart == years
            && self.place_in_year() == earlier.place_in_year()
    }

    /// Which week or month of the year it ends in; 0 for a whole year.
    fn place_in_year(&self) -> i8 {
        match self.kind {
            YearKind::Week => self.end.iso_week_date().week(),
            kind if kind.is_part_of_year() => self.end.month(),
            _ => 0,
        }
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

    /// How a sentence names it: "on 31 March 2025", "in 2024-25", "in the 2024/25 academic year".
    pub(crate) fn in_words(&self) -> String {
        let (y, before) = (self.end_year(), self.end_year() - 1);
        let short = y.rem_euclid(100);
        match self.kind {
            YearKind::MarchSnapshot => format!("on 31 March {y}"),
            YearKind::Financial => format!("in the year to 31 March {y}"),
            YearKind::Academic => format!("in the {before}/{short:02} academic year"),
            YearKind::Calendar => format!("in {y}"),
            YearKind::SeptemberSnapshot => format!("on 30 September {y}"),
            YearKind::SeptemberYear => format!("in the year to 30 September {y}"),
            YearKind::JanuarySnapshot => format!("in January {y}"),
            YearKind::Rolling => format!("in {} together", self.label),
            YearKind::Day => format!("on {}", self.label),
            YearKind::Month => format!("in {}", self.end.strftime("%B %Y")),
            YearKind::Quarter => format!(
                "in {} to {}",
                self.start.strftime("%B"),
                self.end.strftime("%B %Y")
            ),
            YearKind::FinancialQuarter => {
                format!("in quarter {} of {}", self.quarter(), self.financial_year())
            }
            YearKind::Week => format!("in the week ending {}", self.end.strftime("%-d %B %Y")),
        }
    }

    /// 1 for April to June.
    fn quarter(&self) -> i8 {
        (self.end.month() + 8) / 3 % 4 + 1
    }

    /// The financial year in which it ends: "2026-27".
    fn financial_year(&self) -> String {
        let first = if self.end.month() > 3 {
            self.end_year()
        } else {
            self.end_year() - 1
        };
        format!("{first}-{:02}", (first + 1).rem_euclid(100))
    }

    /// The label an axis shows: short, and unambiguous about which year it is.
    pub(crate) fn short(&self) -> String {
        let (y, before) = (self.end_year(), self.end_year() - 1);
        let short = y.rem_euclid(100);
        match self.kind {
            YearKind::Academic => format!("{before}/{short:02}"),
            YearKind::Financial => format!("{before}-{short:02}"),
            YearKind::Rolling | YearKind::Day => self.label.clone(),
            YearKind::Month => self.end.strftime("%b %Y").to_string(),
            YearKind::Quarter => format!(
                "{}–{}",
                self.start.strftime("%b"),
                self.end.strftime("%b %Y")
            ),
            YearKind::FinancialQuarter => format!("Q{} {}", self.quarter(), self.financial_year()),
            YearKind::Week => format!("w/e {}", self.end.strftime("%-d %b %Y")),
            _ => y.to_string(),
        }
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
    use YearKind::{Academic, Calendar, Financial, MarchSnapshot, Rolling, SeptemberSnapshot};

    /// Each line a case: label, indicator's kind, then kind, start, end, finality.
    const PUBLISHED: [(&str, YearKind, YearKind, &str, &str, Finality); 14] = [
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
            "in the week ending 5 April 2026"
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
