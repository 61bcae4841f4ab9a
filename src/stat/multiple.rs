//! Many comparisons at once: of forty indicators two are flagged at 95% by chance alone.

use super::method::Method;

/// The method behind [`adjusted`].
pub(crate) const METHOD: Method = Method::BenjaminiHochberg;

/// Benjamini and Hochberg's adjusted p for each p, in the order given (R's `p.adjust(method = "BH")`): those at or below q make
/// up a list of which a share q is expected to be chance.
pub(crate) fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (from_largest, at) in order.into_iter().enumerate() {
        let rank = (p.len() - from_largest) as f64;
        least = least.min(p[at] * (p.len() as f64 / rank));
        adjusted[at] = least;
    }
    adjusted
}

/// How many of the comparisons survive at this rate of false discoveries.
pub(crate) fn survivors(p: &[f64], q: f64) -> usize {
    adjusted(p)
        .into_iter()
        .filter(|adjusted| *adjusted <= q)
        .count()
}
