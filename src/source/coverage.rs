//! Which published files are used for an indicator, and for which of its periods.

use crate::observation::period::Period;
use crate::observation::provenance::Source;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Which periods of a file are used for an indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Coverage {
    Whole,
    /// Only periods that end before this day.
    Before(Date),
    Nothing,
}

impl Coverage {
    pub(crate) fn includes(self, period: &Period) -> bool {
        match self {
            Coverage::Whole => true,
            Coverage::Before(day) => period.end < day,
            Coverage::Nothing => false,
        }
    }
}

/// Which releases of an indicator are used: those of one day, or all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReleaseChoice {
    Of(Date),
    Before(Date),
}

impl ReleaseChoice {
    fn includes(self, published: Option<Date>) -> bool {
        match self {
            ReleaseChoice::Of(day) => published == Some(day),
            ReleaseChoice::Before(day) => published.is_some_and(|published| published < day),
        }
    }
}

/// Decides which files are used, both those compiled into the program and those in a store. The default uses all of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileSelection {
    /// Only what was published by this day.
    pub(crate) day: Option<Date>,
    /// Files compiled into the program are not used.
    pub(crate) without_embedded: bool,
    /// Ids of the vintages that were chosen by name.
    pub(crate) named: BTreeSet<String>,
    /// For each indicator of those vintages, the end of its first period there: other files are used only for earlier periods.
    pub(crate) first_named_period: BTreeMap<String, Date>,
    /// For an indicator by id, which of its releases are used.
    pub(crate) releases: BTreeMap<String, ReleaseChoice>,
    /// SHA-256 of files that are not used.
    pub(crate) left_out: BTreeSet<String>,
    /// SHA-256 of the files that figures may have been divided by; none means any file.
    pub(crate) divisors: Option<BTreeSet<String>>,
}

impl FileSelection {
    /// Which periods of a file are used for an indicator.
    pub(crate) fn admits(&self, source: &Source, indicator: &str) -> Coverage {
        let is_embedded = source.vintage.is_empty();
        let is_by_day = self
            .day
            .is_none_or(|day| source.published.is_some_and(|published| published <= day));
        let is_chosen_release = self
            .releases
            .get(indicator)
            .is_none_or(|release| release.includes(source.published));
        if !is_by_day
            || !is_chosen_release
            || (is_embedded && self.without_embedded)
            || self.left_out.contains(&source.sha256)
        {
            return Coverage::Nothing;
        }
        match self.first_named_period.get(indicator) {
            Some(first) if !self.named.contains(&source.vintage) => Coverage::Before(*first),
            _ => Coverage::Whole,
        }
    }

    /// Whether figures are used that were divided by the file of this SHA-256.
    pub(crate) fn admits_divisor(&self, sha256: &str) -> bool {
        self.divisors
            .as_ref()
            .is_none_or(|divisors| divisors.contains(sha256))
    }
}
