//! The periods of a series and of an officer's own beside it, on one axis.

use super::panel::Panel;
use crate::observation::period::Period;

/// One place on a chart's axis: a period with its column in the national panel, in the local one, or in both.
pub(crate) struct Tick<'p> {
    pub(crate) period: &'p Period,
    pub(crate) national: Option<usize>,
    pub(crate) local: Option<usize>,
}

/// National periods and, in their order, the local ones that reach further or lie between.
pub(crate) fn axis<'p>(panel: &'p Panel<'_>, local: Option<&'p Panel<'_>>) -> Vec<Tick<'p>> {
    let mut ticks: Vec<Tick<'p>> =
        panel.periods.iter().enumerate().map(|(at, p)| Tick { period: p, national: Some(at), local: None }).collect();
    for (at, period) in local.iter().flat_map(|l| l.periods.iter().enumerate()) {
        match ticks.iter_mut().find(|tick| tick.period.end == period.end && tick.period.is_like(period)) {
            Some(tick) => tick.local = Some(at),
            None => ticks.push(Tick { period, national: None, local: Some(at) }),
        }
    }
    ticks.sort_by_key(|tick| tick.period.end);
    ticks
}
