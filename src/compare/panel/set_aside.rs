//! Which figures of a panel are not known, because a row that may be theirs was set aside.

use super::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::reading::Status;
use std::sync::Arc;

impl Panel {
    /// Where a figure is absent and a row that may be its own was set aside, it is not known whether there is one.
    pub(super) fn note_set_aside(&mut self, series: usize, column: &[usize]) {
        let screened = Arc::clone(&self.screened);
        for row in screened.set_aside(series) {
            let periods = match row.period.map(|period| column.get(usize::from(period))) {
                None => 0..self.periods.len(),
                Some(Some(at)) => *at..at + 1,
                Some(None) => continue,
            };
            let slots = match row.area.map(|area| self.slots.slot(area)) {
                None => 0..self.slots.len(),
                Some(Some(slot)) => slot..slot + 1,
                Some(None) => continue,
            };
            for period in periods {
                for slot in slots.clone() {
                    let cell = period * self.slots.len() + slot;
                    if matches!(self.status[cell], Status::Absent | Status::SetAside) {
                        self.status[cell] = Status::SetAside;
                        self.set_aside[cell] = self.set_aside[cell].saturating_add(1);
                    }
                }
            }
        }
    }

    /// How many rows may hold a figure that is not known; none where it is known, or where there is no such row.
    pub(crate) fn rows_set_aside(&self, period: PeriodColumn, area: Area) -> u16 {
        let rows = self
            .cell(period, area)
            .and_then(|cell| self.set_aside.get(cell));
        rows.copied().unwrap_or_default()
    }
}
