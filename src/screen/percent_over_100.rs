//! A percentage outside 0 to 100: possible where numerator and denominator are of different groups, a fault otherwise.

use super::series_rows::SeriesRows;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::Reading;

pub(crate) fn check(series: &SeriesRows<'_>, checks: &mut Vec<Check>) {
    if !series.indicator.unit.is_percent() {
        return;
    }
    for row in series.rows {
        if let Reading::Known(value) = series.view.reading(*row as usize)
            && !(0.0..=100.0).contains(&value)
        {
            let check = series
                .at(Severity::Warning, "percent-over-100", *row)
                .found(format!("{value}%"));
            checks.push(
                check
                    .expected("0 to 100")
                    .guidance("used as published: ask the publisher before quoting it"),
            );
        }
    }
}
