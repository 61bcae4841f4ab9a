//! Which rows of a series were there and are not compared: what could not be read, and what contradicts itself. They are told as not
//! known, never as absent.

use super::series_rows::SeriesRows;
use crate::observation::set_aside::SetAsideRow;

/// Rows that were set aside, by series.
#[derive(Default)]
pub(crate) struct SetAsideRows {
    rows: Vec<SetAsideRow>,
}

impl SetAsideRows {
    /// Those that were set aside when the files were read.
    pub(super) fn of(rows: Vec<SetAsideRow>) -> SetAsideRows {
        SetAsideRows { rows }
    }

    /// One row of a series, of which place and period are known.
    pub(super) fn add(&mut self, series: &SeriesRows<'_>, row: u32) {
        let number = series.view.series().get(row as usize).copied();
        self.rows.push(SetAsideRow {
            series: number.unwrap_or_default(),
            area: Some(series.area(row)),
            period: series.period_number(row),
        });
    }

    pub(crate) fn of_series(&self, series: usize) -> impl Iterator<Item = &SetAsideRow> {
        self.rows
            .iter()
            .filter(move |row| usize::from(row.series) == series)
    }
}
