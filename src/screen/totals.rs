//! Totals that no longer add up: a region's count, rounded to ten, against its authorities' exact ones, wherever none of them
//! hides behind a symbol.

use super::SeriesRows;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use std::collections::{BTreeMap, BTreeSet};

/// A total is rounded to the nearest ten, its parts are not.
const ROUNDING: f64 = 5.0;

/// A count, if there is one; none where it hides behind a symbol, nothing where the place did not exist.
enum Count {
    Known(f64),
    Hidden,
    Nobody,
}

/// A region in a period: its row and count, and the sum of its authorities while all of them are known.
type Region = (Option<(u32, f64)>, Option<f64>);

pub(crate) fn check(series: &SeriesRows<'_>, reference: &Reference, checks: &mut Vec<Check>) {
    let counted = series.indicator.total && series.indicator.unit.is_count();
    if !counted && !series.view.has_counts() {
        return;
    }
    let mut regions: BTreeMap<(u16, Area), Region> = BTreeMap::new();
    let mut present: BTreeSet<(u16, Area)> = BTreeSet::new();
    for row in series.rows {
        let at = *row as usize;
        let area = Area(series.view.areas().get(at).copied().unwrap_or_default());
        let period = series.view.periods().get(at).copied().unwrap_or_default();
        let known = count(series, at, counted);
        present.insert((period, area));
        if area.is_region() {
            if let Count::Known(value) = known {
                regions.entry((period, area)).or_insert((None, Some(0.0))).0 = Some((*row, value));
            }
        } else if let Some(region) = reference.register.get(area).and_then(|place| place.region) {
            let sum = &mut regions
                .entry((period, region))
                .or_insert((None, Some(0.0)))
                .1;
            match known {
                Count::Known(value) => *sum = sum.map(|sum| sum + value),
                Count::Hidden => *sum = None,
                Count::Nobody => {}
            }
        }
    }
    for ((period, region), (total, sum)) in regions {
        let Some(((row, total), sum)) = total.zip(sum).filter(|(_, sum)| *sum > 0.0) else {
            continue;
        };
        let Some(end) = series.period(row).map(|period| period.end) else {
            continue;
        };
        // Two authorities that report together have no row of their own, and the region counts them all the same.
        let standing = reference
            .register
            .all()
            .filter(|place| place.area.is_authority() && place.region == Some(region));
        let mut standing = standing.filter(|place| reference.register.exists_on(place.area, end));
        if !standing.all(|place| present.contains(&(period, place.area))) {
            continue;
        }
        if (total - sum).abs() > ROUNDING {
            let name = reference
                .register
                .get(region)
                .map(|place| place.name.clone())
                .unwrap_or_default();
            let label = series
                .period(row)
                .map(|period| period.label.clone())
                .unwrap_or_default();
            let check = series
                .at(Severity::Error, "totals-differ", row)
                .found(format!("{name} {total} in {label}"));
            checks.push(
                check
                    .expected(format!("about {sum}, the sum of its authorities"))
                    .guidance("ask the publisher"),
            );
        }
    }
}

fn count(series: &SeriesRows<'_>, at: usize, counted: bool) -> Count {
    match (series.view.reading(at), series.view.numerator(at)) {
        (Reading::Known(value), _) if counted => Count::Known(value),
        (_, Some(value)) if !counted => Count::Known(value),
        (Reading::Missing(Status::NotApplicable), _) => Count::Nobody,
        _ => Count::Hidden,
    }
}
