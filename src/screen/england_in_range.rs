//! England outside the range of its regions: a rate or percentage of the whole lies between those of its parts, so a figure
//! that does not is something else, such as a sum of rates.

use super::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use std::collections::BTreeMap;

/// Published figures are rounded, the parts and the whole each on their own.
const ROUNDING: f64 = 1.0;

/// One period: England's row and figure, and the regions' figures.
type Year = (Option<(u32, f64)>, Vec<f64>);

pub(crate) fn check(series: &SeriesRows<'_>, checks: &mut Vec<Check>) {
    if series.indicator.total || series.indicator.unit.is_count() {
        return;
    }
    let mut periods: BTreeMap<u16, Year> = BTreeMap::new();
    for row in series.rows {
        let at = *row as usize;
        let area = Area(series.view.areas().get(at).copied().unwrap_or_default());
        if area.is_authority() {
            continue;
        }
        let Some(value) = series.view.reading(at).value() else {
            continue;
        };
        let entry = periods
            .entry(series.view.periods().get(at).copied().unwrap_or_default())
            .or_default();
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
            let label = series
                .period(row)
                .map(|p| p.label.clone())
                .unwrap_or_default();
            let check = series
                .at(Severity::Warning, "england-out-of-range", row)
                .found(format!("England {value} in {label}"));
            checks.push(
                check
                    .expected(format!("between its regions, {least} to {most}"))
                    .guidance("do not compare with England: the figure may be a sum, or of another definition"),
            );
        }
    }
}
