//! Screening before comparison: observations in, screened observations and a list of findings out. One check a file.
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
mod series_rows;
mod set_aside;
mod share_for_percent;
mod totals;
mod value_against_counts;

use crate::error::{Error, Result};
use crate::observation::check::Check;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::Source;
use crate::observation::set_aside::SetAsideRow;
use crate::observation::table::{Observations, View};
use crate::reference::Reference;
use series_rows::SeriesRows;
use set_aside::SetAsideRows;

/// Observations that went through every check. Figures that were set aside are not in `rows`, but still in the frame.
pub(crate) struct Screened {
    observations: Observations,
    view: View,
    /// Rows of each series that may be compared, in the order of the frame; one row an area and period.
    rows: Vec<u32>,
    /// Where the rows of each series start in `rows`; one more entry than there are series.
    starts: Vec<usize>,
    /// Rows that were there and are not compared.
    set_aside: SetAsideRows,
}

/// Runs every check on every figure.
///
/// # Errors
/// The frame is not of its fixed shape, which would be a fault of the program.
pub(crate) fn screen(
    observations: Observations,
    reference: &Reference,
    asked: ScreeningScope,
) -> Result<(Screened, Vec<Check>)> {
    let mut checks = Vec::new();
    let mut observations = observations;
    let mut set_aside = SetAsideRows::of(std::mem::take(&mut observations.set_aside));
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
            duplicates::keep_one(
                &series,
                (&ranks, reference),
                &mut kept,
                &mut set_aside,
                &mut checks,
            );
            one_kind::keep(&series, from, &mut kept, &mut checks);
            value_against_counts::keep(&series, from, &mut kept, &mut set_aside, &mut checks);
            share_for_percent::keep(&series, from, &mut kept, &mut set_aside, &mut checks);
            let unique = SeriesRows {
                rows: kept.get(from..).unwrap_or_default(),
                ..series
            };
            if asked != ScreeningScope::IdentityOnly {
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
            set_aside,
        },
        checks,
    ))
}

/// How much is checked. Checks that decide which figure is compared always run; checks of plausibility only where somebody reads their
/// findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScreeningScope {
    Everything,
    /// Everything, in the files that are named alone: no national figures are read with them.
    OfThemselves,
    IdentityOnly,
}

/// Rows gathered by series, in their order: a counting sort, since files come sorted or nearly so.
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

    /// Whether nothing was read of an indicator, by its id.
    pub(crate) fn lacks(&self, id: &str) -> bool {
        let series = self.indicators().iter().position(|of| of.id == id);
        series.is_none_or(|series| self.rows(series).is_empty())
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
        match (self.starts.get(series), self.starts.get(series + 1)) {
            (Some(from), Some(to)) => self.rows.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The rows of one series that were there and are not compared.
    pub(crate) fn set_aside(&self, series: usize) -> impl Iterator<Item = &SetAsideRow> {
        self.set_aside.of_series(series)
    }

    /// The columns of the frame.
    pub(crate) fn view(&self) -> &View {
        &self.view
    }
}
