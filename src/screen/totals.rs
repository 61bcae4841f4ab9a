//! Totals that no longer add up: a region's count, rounded to ten, against its authorities' exact ones, wherever none of these is
//! hidden behind a symbol.

use super::series_rows::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A total is rounded to the nearest ten, its parts are not.
const ROUNDING: f64 = 5.0;

/// The count of a place.
enum PlaceCount {
    Known(f64),
    /// Behind a symbol.
    Hidden,
    /// The place did not exist.
    Nobody,
}

/// A region in a period.
struct RegionTotal {
    /// Row and count of the region itself.
    total: Option<(u32, f64)>,
    /// The sum of its authorities; none once one of them is hidden.
    sum: Option<f64>,
}

impl Default for RegionTotal {
    fn default() -> RegionTotal {
        RegionTotal {
            total: None,
            sum: Some(0.0),
        }
    }
}

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    let is_counted = series.indicator.total && series.indicator.unit.is_count();
    if !is_counted && !series.view.has_counts() {
        return;
    }
    let mut regions: BTreeMap<(u16, Area), RegionTotal> = BTreeMap::new();
    let mut present: BTreeSet<(u16, Area)> = BTreeSet::new();
    for row in series.rows {
        let Some(period) = series.period_number(*row) else {
            continue;
        };
        let area = series.area(*row);
        let count = count(series, *row, is_counted);
        present.insert((period, area));
        if area.is_region() {
            if let PlaceCount::Known(value) = count {
                regions.entry((period, area)).or_default().total = Some((*row, value));
            }
        } else if let Some(region) = reference.register.get(area).and_then(|place| place.region) {
            let region = regions.entry((period, region)).or_default();
            match count {
                PlaceCount::Known(value) => region.sum = region.sum.map(|sum| sum + value),
                PlaceCount::Hidden => region.sum = None,
                PlaceCount::Nobody => {}
            }
        }
    }
    for ((period, region), found) in regions {
        let (Some((row, total)), Some(sum)) = (found.total, found.sum) else {
            continue;
        };
        let is_complete = series.period(row).is_some_and(|of| {
            are_all_present(reference, region, of.end, |area| {
                present.contains(&(period, area))
            })
        });
        if is_complete && sum > 0.0 && (total - sum).abs() > ROUNDING {
            let name = reference
                .register
                .get(region)
                .map_or_else(|| region.0.to_string(), |place| place.name.clone());
            checks.push(
                series
                    .at(Severity::Error, "totals-differ", row)
                    .found(format!("{name} {total} in {}", series.label(row)))
                    .expected(format!("about {sum}, the sum of its authorities"))
                    .guidance("ask the publisher"),
            );
        }
    }
}

/// Whether every authority of a region that existed on a day has a row. Two that report together have no row of their own, and the
/// region counts them all the same.
fn are_all_present(
    reference: &Reference,
    region: Area,
    day: Date,
    is_present: impl Fn(Area) -> bool,
) -> bool {
    let register = &reference.register;
    register
        .all()
        .filter(|place| place.area.is_authority() && place.region == Some(region))
        .filter(|place| register.exists_on(place.area, day))
        .all(|place| is_present(place.area))
}

fn count(series: &SeriesRows<'_>, row: u32, is_counted: bool) -> PlaceCount {
    let at = row as usize;
    match (series.view.reading(at), series.view.numerator(at)) {
        (Reading::Known(value), _) if is_counted => PlaceCount::Known(value),
        (_, Some(value)) if !is_counted => PlaceCount::Known(value),
        (Reading::Missing(Status::NotApplicable), _) => PlaceCount::Nobody,
        _ => PlaceCount::Hidden,
    }
}
