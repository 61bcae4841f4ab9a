//! Values so high that an axis which reached them would press all others flat.

/// With fewer values than this none is an outlier.
const LEAST_VALUES: usize = 20;
/// A value this many times as high as the next is an outlier.
const OUTLYING: f64 = 1.5;
const MOST_OUTLIERS: usize = 3;

/// Indices of the outliers, the highest first: the values above the lowest wide gap among the highest few.
pub(super) fn outliers(values: &[f64]) -> Vec<usize> {
    if values.len() < LEAST_VALUES {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let count = (1..=MOST_OUTLIERS).rev().find(|count| {
        let (last, next) = (values[order[count - 1]], values[order[*count]]);
        next > 0.0 && last > OUTLYING * next
    });
    order.truncate(count.unwrap_or(0));
    order
}
