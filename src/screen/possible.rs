//! Values that cannot be: below zero where nothing can be, or more children than there are.

use super::series_rows::SeriesRows;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::Reading;

pub(crate) fn check(series: &SeriesRows<'_>, checks: &mut Vec<Check>) {
    let unit = &series.indicator.unit;
    // Scores may be negative, and some percentages are of another group than what they count: `percent-over-100` tells of those.
    let most = match unit.key() {
        "per-10,000" => 10_000.0,
        "percent" => 1_000.0,
        _ if unit.is_count() || unit.is_rate() => f64::INFINITY,
        _ => return,
    };
    for row in series.rows {
        if let Reading::Known(value) = series.view.reading(*row as usize)
            && !(0.0..=most).contains(&value)
        {
            let check = series
                .at(Severity::Error, "not-possible", *row)
                .found(value.to_string());
            checks.push(
                check
                    .expected(format!("0 to {most}"))
                    .guidance("ask the publisher"),
            );
        }
    }
}
