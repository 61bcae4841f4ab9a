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
    /// Several years together, published every year, so that neighbours overlap.
    Rolling,
    /// One named day, as local figures have it.
    Day,
    Month,
    /// Three months of a calendar year.
    Quarter,
    /// Three months of a year that begins in April.
    FinancialQuarter,
    /// Monday to Sunday.
    Week,
}

impl YearKind {
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
            YearKind::Rolling => "years together, overlapping",
            YearKind::Day => "on the day",
            YearKind::Month => "month",
            YearKind::Quarter => "quarter of the calendar year",
            YearKind::FinancialQuarter => "quarter of the year to 31 March",
            YearKind::Week => "week",
        }
    }

    /// The kind of whole year, or of day, that goes by these words.
    pub(crate) fn from_words(words: &str) -> Option<YearKind> {
        [
            YearKind::MarchSnapshot,
            YearKind::Financial,
            YearKind::Academic,
            YearKind::Calendar,
            YearKind::SeptemberSnapshot,
            YearKind::SeptemberYear,
            YearKind::JanuarySnapshot,
            YearKind::Rolling,
            YearKind::Day,
        ]
        .into_iter()
        .find(|kind| kind.words() == words)
    }

    /// Shorter than a year. Such figures come from officers' own files only.
    pub(crate) fn is_part_of_year(self) -> bool {
        matches!(
            self,
            YearKind::Month | YearKind::Quarter | YearKind::FinancialQuarter | YearKind::Week
        )
    }
}
