//! The gate before comparison: observations in, screened observations and a list of findings out. One check a file.
//!
//! Only [`screen`] can make a [`Screened`], so nothing is compared that was not screened.

pub(crate) mod arrival;
mod complete;
mod duplicates;
mod england_in_range;
mod former_authority;
mod one_kind;
mod percent_over_100;
mod possible;
mod preference;
mod totals;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::Source;
use crate::observation::table::{Observations, View};
use crate::reference::Reference;

/// Observations that went through every check. What was set aside is not in `groups`, but still in the frame.
pub(crate) struct Screened {
    observations: Observations,
    view: View,
    /// Rows of each series that may be compared, in the order of the frame; one row an area and period.
    rows: Vec<u32>,
    /// Where each series' rows start in `rows`; one more entry than there are series.
    starts: Vec<usize>,
}

/// Rows of one series, for a check to look at.
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

    pub(crate) fn period(&self, row: u32) -> Option<&Period> {
        self.periods
            .get(usize::from(*self.view.periods().get(row as usize)?))
    }
}

/// Asks every question of every figure.
///
/// # Errors
/// The frame is not of its fixed shape, which would be a fault of the program.
pub(crate) fn screen(
    observations: Observations,
    reference: &Reference,
    asked: Asked,
) -> Result<(Screened, Vec<Check>)> {
    let mut checks = Vec::new();
    let view = observations
        .view()
        .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
    let (mut rows, mut starts) = by_series(&view, observations.indicators.len());
    {
        let ranks = preference::ranks(&observations.sources, reference);
        let (mut kept, mut kept_starts) = (Vec::with_capacity(rows.len()), vec![0]);
        for (number, indicator) in observations.indicators.iter().enumerate() {
            let range = starts.get(number).copied().unwrap_or(0)
                ..starts.get(number + 1).copied().unwrap_or(0);
            let series = SeriesRows {
                indicator,
                view: &view,
                periods: &observations.periods,
                sources: &observations.sources,
                rows: rows.get(range).unwrap_or_default(),
            };
            let from = kept.len();
            duplicates::keep_one(&series, &ranks, reference, &mut kept, &mut checks);
            one_kind::keep(&series, from, &mut kept, &mut checks);
            let unique = SeriesRows {
                rows: kept.get(from..).unwrap_or_default(),
                ..series
            };
            if asked != Asked::IdentityOnly {
                percent_over_100::check(&unique, &mut checks);
                former_authority::check(&unique, reference, &mut checks);
                england_in_range::check(&unique, &mut checks);
            }
            kept_starts.push(kept.len());
        }
        (rows, starts) = (kept, kept_starts);
    }
    Ok((
        Screened {
            observations,
            view,
            rows,
            starts,
        },
        checks,
    ))
}

/// How much to ask: what decides which figure is compared is always asked; plausibility only when someone reads the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Asked {
    Everything,
    /// Everything, of the files that are named and of nothing read beside them.
    OfThemselves,
    IdentityOnly,
}

/// Rows gathered by series, keeping their order: a counting sort, since files come sorted or nearly so.
fn by_series(view: &View, series: usize) -> (Vec<u32>, Vec<usize>) {
    let mut starts = vec![0usize; series + 1];
    for number in view.series() {
        if let Some(count) = starts.get_mut(usize::from(*number) + 1) {
            *count += 1;
        }
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut rows = vec![0u32; view.len()];
    for (row, number) in view.series().iter().enumerate() {
        let Some(at) = next.get_mut(usize::from(*number)) else {
            continue;
        };
        if let Some(slot) = rows.get_mut(*at) {
            *slot = u32::try_from(row).unwrap_or(u32::MAX);
        }
        *at += 1;
    }
    (rows, starts)
}

impl Screened {
    /// How many figures may be compared.
    pub(crate) fn figures(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn indicators(&self) -> &[Indicator] {
        &self.observations.indicators
    }

    pub(crate) fn periods(&self) -> &[Period] {
        &self.observations.periods
    }

    pub(crate) fn sources(&self) -> &[Source] {
        &self.observations.sources
    }

    /// The rows of one series that may be compared.
    pub(crate) fn rows(&self, series: usize) -> &[u32] {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(self.rows.len());
        self.rows
            .get(at(series)..at(series + 1))
            .unwrap_or_default()
    }

    /// The columns of the frame.
    pub(crate) fn view(&self) -> &View {
        &self.view
    }
}
