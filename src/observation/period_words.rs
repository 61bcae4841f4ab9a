//! How a period is named: in a sentence, on an axis, and as the label of a part of a year that a publisher identified by two columns.

use super::period::Period;
use super::year_kind::YearKind;
use jiff::civil::Date;

impl Period {
    /// How a sentence names it: "on 31 March 2025", "in 2024-25", "in the 2024/25 academic year".
    pub(crate) fn in_words(&self) -> String {
        let y = self.end_year();
        match self.kind {
            YearKind::MarchSnapshot => format!("on 31 March {y}"),
            YearKind::Financial => format!("in the year to 31 March {y}"),
            YearKind::Academic => format!("in the {} academic year", self.school_year()),
            YearKind::Calendar => format!("in {y}"),
            YearKind::SeptemberSnapshot => format!("on 30 September {y}"),
            YearKind::SeptemberYear => format!("in the year to 30 September {y}"),
            YearKind::JanuarySnapshot => format!("in January {y}"),
            YearKind::Tax => format!("in the {} tax year", self.financial_year()),
            YearKind::Reporting => format!("in the {y} reporting year"),
            YearKind::Rolling => format!("in {} together", self.label),
            YearKind::Day => format!("on {}", self.end.strftime("%-d %B %Y")),
            YearKind::Month => format!("in {}", self.end.strftime("%B %Y")),
            YearKind::Quarter | YearKind::Quarters | YearKind::FinancialQuarters => {
                format!("in {}", self.months("%B", " to "))
            }
            YearKind::FinancialQuarter => {
                format!(
                    "in quarter {} of {}",
                    self.quarters(),
                    self.financial_year()
                )
            }
            YearKind::AcademicQuarter => format!(
                "in quarter {} of the {} academic year",
                self.quarters(),
                self.school_year()
            ),
            YearKind::TaxQuarter => format!(
                "in quarter {} of the {} tax year",
                self.quarters(),
                self.financial_year()
            ),
            YearKind::AcademicQuarters => format!(
                "in quarters {} of the {} academic year",
                self.quarters(),
                self.school_year()
            ),
            YearKind::TaxQuarters => format!(
                "in quarters {} of the {} tax year",
                self.quarters(),
                self.financial_year()
            ),
            YearKind::Term => format!("in the {} term of {}", self.terms(), self.school_year()),
            YearKind::Terms => format!("in the {} terms of {}", self.terms(), self.school_year()),
            YearKind::HalfTerms => self.half_terms_in_words(),
            YearKind::Week => self.week_in_words(),
            YearKind::YearToDate => format!(
                "in the school year up to {} (week {})",
                self.end.strftime("%-d %B %Y"),
                self.end.iso_week_date().week()
            ),
        }
    }

    fn half_terms_in_words(&self) -> String {
        let half_terms = self.half_terms();
        let which = if half_terms.starts_with("six") {
            "all"
        } else {
            "the first"
        };
        format!("in {which} {half_terms} of {}", self.school_year())
    }

    /// The label an axis shows: short, and unambiguous about which year it is.
    pub(crate) fn short(&self) -> String {
        match self.kind {
            YearKind::Academic => self.school_year(),
            YearKind::Financial | YearKind::Tax => self.financial_year(),
            YearKind::Rolling => self.label.clone(),
            YearKind::Day => self.end.to_string(),
            YearKind::Month => self.end.strftime("%b %Y").to_string(),
            YearKind::Quarter | YearKind::Quarters | YearKind::FinancialQuarters => {
                self.months("%b", "–")
            }
            YearKind::FinancialQuarter | YearKind::TaxQuarter | YearKind::TaxQuarters => {
                format!("Q{} {}", self.quarters(), self.financial_year())
            }
            YearKind::AcademicQuarter | YearKind::AcademicQuarters => {
                format!("Q{} {}", self.quarters(), self.school_year())
            }
            YearKind::Term | YearKind::Terms => {
                let terms = self.terms();
                let (first, rest) = terms.split_at(1);
                format!("{}{rest} {}", first.to_uppercase(), self.school_year())
            }
            YearKind::HalfTerms => format!("{} {}", self.half_terms(), self.school_year()),
            YearKind::Week => format!("w/e {}", self.end.strftime("%-d %b %Y")),
            YearKind::YearToDate => format!("to {}", self.end.strftime("%-d %b %Y")),
            YearKind::MarchSnapshot
            | YearKind::Calendar
            | YearKind::SeptemberSnapshot
            | YearKind::SeptemberYear
            | YearKind::JanuarySnapshot
            | YearKind::Reporting => self.end_year().to_string(),
        }
    }

    /// The label of a part of a year, which [`Period::part_of_year`] reads back.
    pub(super) fn label_of_part(&self) -> String {
        let (calendar, quarters) = (self.end_year(), self.quarters().replace(" to ", "-Q"));
        let week = self.end.iso_week_date();
        match self.kind {
            YearKind::Month => self.end.strftime("%Y-%m").to_string(),
            YearKind::Quarter | YearKind::Quarters => format!("{calendar}-Q{quarters}"),
            YearKind::FinancialQuarter | YearKind::FinancialQuarters => {
                format!("{} Q{quarters}", self.financial_year())
            }
            YearKind::AcademicQuarter | YearKind::AcademicQuarters => {
                format!("{} academic Q{quarters}", self.school_year())
            }
            YearKind::TaxQuarter | YearKind::TaxQuarters => {
                format!("{} tax Q{quarters}", self.financial_year())
            }
            YearKind::Term => format!("{} {} term", self.school_year(), self.terms()),
            YearKind::Terms => format!("{} {} terms", self.school_year(), self.terms()),
            YearKind::HalfTerms => format!("{} {}", self.school_year(), self.half_terms()),
            YearKind::Week => format!("{}-W{:02}", week.year(), week.week()),
            YearKind::YearToDate => {
                format!("{}-W{:02} year to date", week.year(), week.week())
            }
            _ => self.short(),
        }
    }

    /// A week by its number where it has one, and by its days: weeks are counted from Monday.
    fn week_in_words(&self) -> String {
        let week = self.end.iso_week_date();
        if week.weekday() != jiff::civil::Weekday::Sunday {
            return format!("in the week ending {}", self.end.strftime("%-d %B %Y"));
        }
        let first = match (
            self.start.year() == self.end.year(),
            self.start.month() == self.end.month(),
        ) {
            (true, true) => "%-d",
            (true, false) => "%-d %B",
            (false, _) => "%-d %B %Y",
        };
        format!(
            "in week {} of {} ({} to {})",
            week.week(),
            week.year(),
            self.start.strftime(first),
            self.end.strftime("%-d %B %Y")
        )
    }

    /// The months of one or more quarters, the year once where it is one: "April to June 2026", "October 2026 to March 2027".
    fn months(&self, name: &str, between: &str) -> String {
        let first = if self.start.year() == self.end.year() {
            self.start.strftime(name).to_string()
        } else {
            self.start.strftime(&format!("{name} %Y")).to_string()
        };
        format!(
            "{first}{between}{}",
            self.end.strftime(&format!("{name} %Y"))
        )
    }

    /// The number of a quarter, or of the first and the last: "2", "1 to 3".
    fn quarters(&self) -> String {
        let begins = match self.kind {
            YearKind::Quarter | YearKind::Quarters => 1,
            YearKind::AcademicQuarter | YearKind::AcademicQuarters => 9,
            _ => 4,
        };
        // A quarter of the tax year begins on the 6th and ends on the 5th of the month after its last.
        let last = if self.kind == YearKind::TaxQuarter || self.kind == YearKind::TaxQuarters {
            (self.end.month() + 10) % 12 + 1
        } else {
            self.end.month()
        };
        let number = |month: i8| (month + 12 - begins) % 12 / 3 + 1;
        let (first, last) = (number(self.start.month()), number(last));
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    }

    fn terms(&self) -> String {
        let first = match self.start.month() {
            9 => "autumn",
            1 => "spring",
            _ => "summer",
        };
        let last = match self.end.month() {
            12 => "autumn",
            3 => "spring",
            _ => "summer",
        };
        if first == last {
            first.to_owned()
        } else {
            format!("{first} and {last}")
        }
    }

    fn half_terms(&self) -> &'static str {
        if self.end.month() == 5 {
            "five half terms"
        } else {
            "six half terms"
        }
    }

    /// The year from 1 April (or 6 April) that it lies in: "2026-27".
    fn financial_year(&self) -> String {
        years_from(self.start, 4, '-')
    }

    /// The year from 1 September that it lies in: "2026/27".
    fn school_year(&self) -> String {
        years_from(self.start, 9, '/')
    }
}

/// The two calendar years of a year that begins in a month.
fn years_from(day: Date, month: i8, between: char) -> String {
    let first = if day.month() >= month {
        day.year()
    } else {
        day.year() - 1
    };
    format!("{first}{between}{:02}", (first + 1).rem_euclid(100))
}
