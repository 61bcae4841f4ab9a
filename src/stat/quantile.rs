//! Quantile groups (quarters, fifths, tenths of the areas) as Public Health England assigns them.

use super::order::rank_min;

/// The group, 1 to `groups`, of each value by PHE's rule (PHEindicatormethods `phe_quantile`): ties share the lowest group, so
/// groups may be uneven. `invert` puts the largest values into group 1. A missing value has none; with fewer values than groups
/// nobody has.
pub(crate) fn quantile_groups(
    values: &[Option<f64>],
    groups: usize,
    invert: bool,
) -> Vec<Option<usize>> {
    let places = rank_min(values, invert);
    let known = places.iter().flatten().count();
    if groups == 0 || known < groups {
        return vec![None; values.len()];
    }
    let (n, k) = (known as f64, groups as f64);
    places
        .iter()
        .map(|place| {
            place.map(|place| {
                // The order of operations is PHE's: another one may round a border case the other way.
                let from_top = ((n + 1.0 - place.rank as f64) / (n / k)).ceil();
                ((k + 1.0 - from_top) as usize).max(1)
            })
        })
        .collect()
}
