//! The rows of one series, as every check reads them.

use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::Source;
use crate::observation::table::View;

/// Rows of one series.
pub(crate) struct SeriesRows<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) view: &'a View,
    pub(crate) periods: &'a [Period],
    pub(crate) sources: &'a [Source],
    pub(crate) rows: &'a [u32],
}

impl SeriesRows<'_> {
    pub(crate) fn file(&self, row: u32) -> &str {
        let source = self.view.origin(row as usize).file;
        self.sources
            .get(usize::from(source))
            .map_or("", |s| s.file.as_str())
    }

    /// A finding about one row, with its file and row filled in.
    pub(crate) fn at(&self, severity: Severity, name: &'static str, row: u32) -> Check {
        Check::new(severity, name, self.file(row))
            .row(u64::from(self.view.origin(row as usize).row))
            .column(&self.indicator.id)
    }

    /// The area that a row is about.
    pub(crate) fn area(&self, row: u32) -> Area {
        let code = self.view.areas().get(row as usize);
        Area(code.copied().unwrap_or_default())
    }

    /// The period of a row, as its position in `periods`.
    pub(crate) fn period_number(&self, row: u32) -> Option<u16> {
        self.view.periods().get(row as usize).copied()
    }

    pub(crate) fn period(&self, row: u32) -> Option<&Period> {
        self.periods.get(usize::from(self.period_number(row)?))
    }

    /// The label of a row's period, as published.
    pub(crate) fn label(&self, row: u32) -> &str {
        self.period(row).map_or("", |period| period.label.as_str())
    }
}
