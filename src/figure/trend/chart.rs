//! The words and values of a trend.

use crate::figure::parts::{Caption, ChartPoint};
use crate::figure::periods::PeriodBreak;

/// A line over the periods of the chart. `points` goes with the periods, one each; what is missing at its end counts as absent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrendLine {
    pub(crate) label: String,
    pub(crate) points: Vec<ChartPoint>,
    /// Decimals of the value at the end of the line. A mean may have one more than the figures it is of.
    pub(crate) decimals: u8,
}

/// A line whose points lie between the periods of the chart: months among years.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartYearLine {
    pub(crate) label: String,
    pub(crate) decimals: u8,
    /// In order of time.
    pub(crate) points: Vec<PartYearPoint>,
}

/// A point between the periods of the chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartYearPoint {
    /// Counted in periods: 1.5 is half-way from the second to the third. It may lie before the first or after the last.
    pub(crate) place: f64,
    /// The point's own period: "Sep 2025".
    pub(crate) period: String,
    pub(crate) value: ChartPoint,
}

/// The lowest and highest of a group at each period.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrendBand {
    /// What the shade means: "Shaded: lowest to highest neighbour".
    pub(crate) label: String,
    /// What its lower edge is: "Lowest neighbour".
    pub(crate) lowest: String,
    pub(crate) ranges: Vec<Option<(f64, f64)>>,
}

/// An authority's own line over the years beside its neighbours' mean and range, its region and England.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TrendChart {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// Decimals of the values along the own line.
    pub(crate) decimals: u8,
    pub(crate) periods: Vec<String>,
    pub(crate) own: TrendLine,
    /// Figures of the authority's own that nobody has validated; its label says so.
    pub(crate) local: Option<TrendLine>,
    /// The same where they come several times a year.
    pub(crate) local_parts: Option<PartYearLine>,
    pub(crate) neighbours: Option<TrendLine>,
    pub(crate) band: Option<TrendBand>,
    pub(crate) region: Option<TrendLine>,
    pub(crate) england: Option<TrendLine>,
    /// Thin lines, where they are asked for: the means of groups, and each neighbour's own.
    pub(crate) others: Vec<TrendLine>,
    pub(crate) breaks: Vec<PeriodBreak>,
}

impl TrendChart {
    /// Index of the last period.
    pub(super) fn last(&self) -> usize {
        self.periods.len().saturating_sub(1)
    }

    /// The points between the periods; none where the chart has no such line.
    pub(super) fn part_year_points(&self) -> &[PartYearPoint] {
        self.local_parts
            .as_ref()
            .map_or(&[], |parts| parts.points.as_slice())
    }

    /// Whether points between the periods lie after the last period. A leader from the last period to a label would then run through
    /// them.
    pub(super) fn runs_past_periods(&self) -> bool {
        let last = self.last() as f64;
        self.part_year_points()
            .iter()
            .any(|point| point.place > last)
    }
}
