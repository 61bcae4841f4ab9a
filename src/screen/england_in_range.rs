//! England outside the range of its regions: a rate or percentage of the whole lies between those of its parts, so a figure
//! that does not is something else, such as a sum of rates.

use super::series_rows::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use std::collections::BTreeMap;

/// Published figures are rounded, the parts and the whole each on their own.
const ROUNDING: f64 = 1.0;

/// One period: England's row and figure, and the regions' figures.
type Year = (Option<(u32, f64)>, Vec<f64>);

pub(crate) fn check(series: &SeriesRows<'_>, checks: &mut Vec<Check>) {
    if series.indicator.is_total() {
        return;
    }
    let mut periods: BTreeMap<u16, Year> = BTreeMap::new();
    for row in series.rows {
        let area = series.area(*row);
        if area.is_authority() {
            continue;
        }
        let (Some(period), Some(value)) = (
            series.period_number(*row),
            series.view.reading(*row as usize).value(),
        ) else {
            continue;
        };
        let entry = periods.entry(period).or_default();
        if area == Area::ENGLAND {
            entry.0 = Some((*row, value));
        } else {
            entry.1.push(value);
        }
    }
    for (england, regions) in periods.into_values() {
        let Some((row, value)) = england.filter(|_| regions.len() >= 5) else {
            continue;
        };
        let least = regions.iter().copied().fold(f64::INFINITY, f64::min);
        let most = regions.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if value < least - ROUNDING || value > most + ROUNDING {
            let label = series.label(row);
            checks.push(
                series
                    .at(Severity::Warning, "england-out-of-range", row)
                    .found(format!("England {value} in {label}"))
                    .expected(format!("between its regions, {least} to {most}"))
                    .guidance("do not compare with England: the figure may be a sum, or of another definition"),
            );
        }
    }
}
