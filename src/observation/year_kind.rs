//! What kind of year an indicator is reported for, or what part of a year.

/// What kind of year an indicator is reported for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum YearKind {
    /// A count on one day, 31 March.
    MarchSnapshot,
    /// 1 April to 31 March.
    Financial,
    /// 1 September to 31 August.
    Academic,
    Calendar,
    /// A count on one day, 30 September.
    SeptemberSnapshot,
    /// 1 October to 30 September.
    SeptemberYear,
    /// The January school census.
    JanuarySnapshot,
    /// 6 April to 5 April.
    Tax,
    /// A publisher's reporting year of which nobody has said when it begins and ends. It is ordered as if it were the calendar year.
    Reporting,
    /// Several years together, published every year, so that neighbours overlap.
    Rolling,
    /// One named day, as local figures have it.
    Day,
    Month,
    /// Three months of a calendar year.
    Quarter,
    /// Three months of a year that begins in April.
    FinancialQuarter,
    /// A quarter of an academic year.
    AcademicQuarter,
    /// A quarter of a tax year.
    TaxQuarter,
    /// Several quarters of a calendar year together.
    Quarters,
    /// Several quarters of a year that begins in April, such as the half year from April to September.
    FinancialQuarters,
    AcademicQuarters,
    TaxQuarters,
    /// A school term.
    Term,
    /// Two school terms together.
    Terms,
    /// The first five, or all six, half terms of a school year.
    HalfTerms,
    /// Monday to Sunday, or the seven days up to a named one.
    Week,
    /// From the beginning of a school year to the end of a week.
    YearToDate,
}

impl YearKind {
    const ALL: [YearKind; 25] = [
        YearKind::MarchSnapshot,
        YearKind::Financial,
        YearKind::Academic,
        YearKind::Calendar,
        YearKind::SeptemberSnapshot,
        YearKind::SeptemberYear,
        YearKind::JanuarySnapshot,
        YearKind::Tax,
        YearKind::Reporting,
        YearKind::Rolling,
        YearKind::Day,
        YearKind::Month,
        YearKind::Quarter,
        YearKind::FinancialQuarter,
        YearKind::AcademicQuarter,
        YearKind::TaxQuarter,
        YearKind::Quarters,
        YearKind::FinancialQuarters,
        YearKind::AcademicQuarters,
        YearKind::TaxQuarters,
        YearKind::Term,
        YearKind::Terms,
        YearKind::HalfTerms,
        YearKind::Week,
        YearKind::YearToDate,
    ];

    /// How a person would name it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            YearKind::MarchSnapshot => "on 31 March",
            YearKind::Financial => "year to 31 March",
            YearKind::Academic => "academic year",
            YearKind::Calendar => "calendar year",
            YearKind::SeptemberSnapshot => "on 30 September",
            YearKind::SeptemberYear => "year to 30 September",
            YearKind::JanuarySnapshot => "January census",
            YearKind::Tax => "tax year",
            YearKind::Reporting => "reporting year",
            YearKind::Rolling => "years together, overlapping",
            YearKind::Day => "on the day",
            YearKind::Month => "month",
            YearKind::Quarter => "quarter of the calendar year",
            YearKind::FinancialQuarter => "quarter of the year to 31 March",
            YearKind::AcademicQuarter => "quarter of the academic year",
            YearKind::TaxQuarter => "quarter of the tax year",
            YearKind::Quarters => "several quarters of the calendar year",
            YearKind::FinancialQuarters => "several quarters of the year to 31 March",
            YearKind::AcademicQuarters => "several quarters of the academic year",
            YearKind::TaxQuarters => "several quarters of the tax year",
            YearKind::Term => "school term",
            YearKind::Terms => "two school terms",
            YearKind::HalfTerms => "school half terms",
            YearKind::Week => "week",
            YearKind::YearToDate => "school year up to the end of a week",
        }
    }

    /// The kind that goes by these words.
    pub(crate) fn from_words(words: &str) -> Option<YearKind> {
        Self::ALL.into_iter().find(|kind| kind.words() == words)
    }

    /// Other than a whole year, a day or several years.
    pub(crate) fn is_part_of_year(self) -> bool {
        self.comes_often() || self.is_cumulative()
    }

    /// A part of a year on which the next one of its kind follows without a gap: a month, a quarter, a term, a week.
    pub(crate) fn comes_often(self) -> bool {
        matches!(
            self,
            YearKind::Month
                | YearKind::Quarter
                | YearKind::FinancialQuarter
                | YearKind::AcademicQuarter
                | YearKind::TaxQuarter
                | YearKind::Term
                | YearKind::Week
        )
    }

    /// A part of a year that may share days with others of its kind: the first two quarters, the first three.
    pub(crate) fn is_cumulative(self) -> bool {
        matches!(
            self,
            YearKind::Quarters
                | YearKind::FinancialQuarters
                | YearKind::AcademicQuarters
                | YearKind::TaxQuarters
                | YearKind::Terms
                | YearKind::HalfTerms
                | YearKind::YearToDate
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_own_words() {
        for kind in YearKind::ALL {
            assert_eq!(YearKind::from_words(kind.words()), Some(kind));
        }
        assert_eq!(YearKind::from_words("fortnight"), None);
    }
}
