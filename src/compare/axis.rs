//! The periods of a series and of an officer's own beside it, on one axis; and where parts of years lie on an axis of years.

use super::panel::{Panel, PeriodColumn};
use crate::observation::period::Period;
use jiff::civil::Date;

/// How far apart periods are taken to be where there is only one.
const A_YEAR: f64 = 365.25;

/// One place on a chart's axis: a period with its column in the national panel, in the local one, or in both.
pub(crate) struct AxisTick<'p> {
    pub(crate) period: &'p Period,
    pub(crate) national: Option<PeriodColumn>,
    pub(crate) local: Option<PeriodColumn>,
}

/// National periods and, in their order, the local ones that reach further or lie between.
pub(crate) fn axis<'p>(panel: &'p Panel, local: Option<&'p Panel>) -> Vec<AxisTick<'p>> {
    let mut ticks: Vec<AxisTick<'p>> = panel
        .columns()
        .map(|at| AxisTick {
            period: panel.period(at),
            national: Some(at),
            local: None,
        })
        .collect();
    let local = local.into_iter();
    for (at, period) in local.flat_map(|own| own.columns().map(|at| (at, own.period(at)))) {
        match ticks
            .iter_mut()
            .find(|tick| tick.period.end == period.end && tick.period.is_like(period))
        {
            Some(tick) => tick.local = Some(at),
            None => ticks.push(AxisTick {
                period,
                national: None,
                local: Some(at),
            }),
        }
    }
    ticks.sort_by_key(|tick| tick.period.end);
    ticks
}

/// Where a day lies among the ends of periods, counted in periods.
pub(crate) fn place(periods: &[Period], day: Date) -> Option<f64> {
    let days = |from: Date, to: Date| f64::from((to - from).get_days());
    let last = periods.len().checked_sub(1)?;
    let before = periods.iter().rposition(|p| p.end <= day).unwrap_or(0);
    let (from, to) = if before < last {
        (before, before + 1)
    } else {
        (last.saturating_sub(1), last)
    };
    let step = if from == to {
        A_YEAR
    } else {
        days(periods[from].end, periods[to].end).max(1.0)
    };
    Some(before as f64 + days(periods[before].end, day) / step)
}
