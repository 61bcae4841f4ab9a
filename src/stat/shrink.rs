//! Rates of small areas drawn toward the average by as much as chance in their counts asks (Marshall 1991). For ordering areas
//! and for maps; never printed as the figure, which is the published one.

use super::interval::check_rate;
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
    areas.iter().try_for_each(|&(events, population)| check_rate(events, population))?;
    if areas.is_empty() {
        return Err(Problem::TooFew { needed: 1, found: 0 });
    }
    let events: f64 = areas.iter().map(|area| area.0).sum();
    let people: f64 = areas.iter().map(|area| area.1).sum();
    let average = events / people;
    let squares: f64 = areas.iter().map(|&(o, n)| n * (o / n - average).powi(2)).sum();
    let mean_population = people / areas.len() as f64;
    let variance = (squares / people - average / mean_population).max(0.0);
    let one = |&(events, population): &(f64, f64)| {
        let raw = events / population;
        let weight = if variance > 0.0 { variance / (variance + average / population) } else { 0.0 };
        Shrunk { raw, shrunk: average + weight * (raw - average), weight }
    };
    Ok(Shrinkage { average, variance, areas: areas.iter().map(one).collect(), method: Method::EmpiricalBayes })
}
