//! Rates of small areas drawn toward the average by as much as chance in their counts asks (Marshall 1991). For ordering areas
//! and for maps; never printed as the figure, which is the published one.

use super::interval::{check_proportion, check_rate};
use super::method::Method;
use super::problem::Problem;

/// One area's rate before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shrunk {
    pub(crate) raw: f64,
    pub(crate) shrunk: f64,
    /// The part of the raw rate's distance from the average that is kept: 1 keeps all.
    pub(crate) weight: f64,
}

/// All areas' rates, in the order given, with what they were drawn toward.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shrinkage {
    /// The pooled rate.
    pub(crate) average: f64,
    /// The variance between areas; 0 where chance explains all, and then every area gets the average.
    pub(crate) variance: f64,
    pub(crate) areas: Vec<Shrunk>,
    pub(crate) method: Method,
}

/// Global empirical Bayes by the method of moments, as `spdep::EBest`, for pairs of events and population.
pub(crate) fn shrink(areas: &[(f64, f64)]) -> Result<Shrinkage, Problem> {
    areas
        .iter()
        .try_for_each(|&(events, population)| check_rate(events, population))?;
    toward_average(areas, Method::EmpiricalBayes, |average| average)
}

/// The same for parts of a whole, whose chance is binomial: a half varies less than a count of as many events would.
pub(crate) fn shrink_shares(areas: &[(f64, f64)]) -> Result<Shrinkage, Problem> {
    areas
        .iter()
        .try_for_each(|&(part, of)| check_proportion(part, of))?;
    toward_average(areas, Method::EmpiricalBayesShares, |average| {
        average * (1.0 - average)
    })
}

/// `chance` gives the variance of one person's outcome at the average.
fn toward_average(
    areas: &[(f64, f64)],
    method: Method,
    chance: impl Fn(f64) -> f64,
) -> Result<Shrinkage, Problem> {
    if areas.is_empty() {
        return Err(Problem::TooFew {
            needed: 1,
            found: 0,
        });
    }
    let events: f64 = areas.iter().map(|area| area.0).sum();
    let people: f64 = areas.iter().map(|area| area.1).sum();
    let average = events / people;
    let squares: f64 = areas
        .iter()
        .map(|&(o, n)| n * (o / n - average).powi(2))
        .sum();
    let mean_population = people / areas.len() as f64;
    let variance = (squares / people - chance(average) / mean_population).max(0.0);
    let shrunk = areas.iter().map(|&(events, population)| {
        let raw = events / population;
        let weight = if variance > 0.0 {
            variance / (variance + chance(average) / population)
        } else {
            0.0
        };
        Shrunk {
            raw,
            shrunk: average + weight * (raw - average),
            weight,
        }
    });
    Ok(Shrinkage {
        average,
        variance,
        areas: shrunk.collect(),
        method,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_drawn_less_than_rates_where_they_are_large_and_alike_where_small() {
        let large = [(60.0, 100.0), (10.0, 40.0), (150.0, 200.0), (5.0, 20.0)];
        let (rates, shares) = (
            shrink(&large).expect("rates"),
            shrink_shares(&large).expect("shares"),
        );
        assert!(
            rates
                .areas
                .iter()
                .zip(&shares.areas)
                .all(|(rate, share)| share.weight > rate.weight)
        );
        assert!(
            shares
                .areas
                .iter()
                .all(|of| (0.0..=1.0).contains(&of.weight))
        );
        // The smaller the count, the more it is drawn.
        assert!(
            shares.areas[3].weight < shares.areas[1].weight
                && shares.areas[1].weight < shares.areas[2].weight
        );
        let small = [(6.0, 10_000.0), (90.0, 20_000.0), (3.0, 9_000.0)];
        let (rates, shares) = (
            shrink(&small).expect("rates"),
            shrink_shares(&small).expect("shares"),
        );
        assert!(
            rates
                .areas
                .iter()
                .zip(&shares.areas)
                .all(|(rate, share)| (rate.weight - share.weight).abs() < 1e-3)
        );
        assert_eq!(shrink_shares(&[(3.0, 2.0)]), Err(Problem::NotAProportion));
    }
}
