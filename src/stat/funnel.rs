//! Funnels: is an area unusual among areas, given its size and given how much areas vary anyway?
//!
//! The plain limits allow for chance in the count only. For most social care rates nearly every area lies outside them, so the
//! overdispersed ones add the variance between areas (Spiegelhalter 2005, Statistics in Medicine 24, page 1185: additive random
//! effects). Known faults of other packages are avoided: limits are squared back from the square-root scale, the arcsine angle is
//! clamped, nothing is rounded on the way, and 99.8% is called 99.8%.

use super::interval::{Interval, Level, Limits, check_proportion, check_rate, proportion, rate};
use super::method::Method;
use super::order::{quantile_type7, sort_into};
use super::problem::Problem;
use super::special::crossing;
use super::verdict::{Verdict, against, within};
use statrs::function::gamma::{gamma_lr, gamma_ur};
use std::f64::consts::FRAC_PI_2;

/// Below this number of areas the variance between them cannot be told: no overdispersed limits.
pub(crate) const LEAST_AREAS: usize = 20;
/// Quantiles of the overdispersed limits with seven digits, as FunnelPlotR has them, so that its published limits come out to the
/// last digit printed. The exact ones would move a limit by two parts in ten million.
const OVERDISPERSED_Z: [f64; 2] = [1.959_964, 3.090_232];
/// The share of areas at either end whose z is pulled in before the variance is taken.
const WINSORISED: f64 = 0.1;

/// How much areas vary beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Overdispersion {
    /// Mean square of the winsorised z; 1 where chance explains all.
    pub(crate) phi: f64,
    /// The variance between areas on the transformed scale; 0 where phi asks for none.
    pub(crate) tau_squared: f64,
}

/// What kind of figure a funnel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FunnelMeasure {
    /// Events over population, against the pooled rate.
    Rate,
    /// Numerator over denominator, against the pooled proportion.
    Proportion,
    /// Observed over expected, against one.
    Ratio,
}

/// A funnel over areas. Limits and verdicts are computed when asked for, so that one area's verdict does not cost all areas'
/// limits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Funnel {
    /// The pooled rate or proportion as a part of one; 1 for ratios.
    pub(crate) average: f64,
    /// `None` with fewer than [`LEAST_AREAS`] areas.
    pub(crate) overdispersion: Option<Overdispersion>,
    pub(crate) method: Method,
    kind: FunnelMeasure,
    areas: Vec<(f64, f64)>,
    z: Vec<f64>,
}

/// One area in a funnel; value and limits as parts of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FunnelPoint {
    pub(crate) value: f64,
    /// Distance from the average in standard errors on the transformed scale, chance only, not winsorised.
    pub(crate) z: f64,
    pub(crate) plain: Limits,
    pub(crate) overdispersed: Option<Limits>,
    /// By the area's own interval, the rule of [`super::verdict`]; a plain limit says the same up to Byar's approximation.
    pub(crate) verdict: Verdict,
    pub(crate) overdispersed_verdict: Option<Verdict>,
}

impl Overdispersion {
    /// From each area's z and the standard error it was taken with, on the transformed scale.
    pub(crate) fn of(z: &[f64], errors: &[f64]) -> Overdispersion {
        let mut sorted = Vec::with_capacity(z.len());
        sort_into(z.iter().copied(), &mut sorted);
        let (low, high) = (
            quantile_type7(&sorted, WINSORISED),
            quantile_type7(&sorted, 1.0 - WINSORISED),
        );
        let pulled_in: Vec<f64> = z.iter().map(|z| z.max(low).min(high)).collect();
        Overdispersion::of_trimmed(&pulled_in, errors)
    }

    /// As [`Overdispersion::of`], for z whose ends were dealt with already.
    pub(crate) fn of_trimmed(z: &[f64], errors: &[f64]) -> Overdispersion {
        let areas = z.len() as f64;
        let phi = z.iter().map(|z| z * z).sum::<f64>() / areas;
        let weights = errors.iter().map(|error| error.powi(-2));
        let sum: f64 = weights.clone().sum();
        let sum_of_squares: f64 = weights.map(|weight| weight * weight).sum();
        let excess = areas * phi - (areas - 1.0);
        let tau_squared = if excess > 0.0 {
            excess / (sum - sum_of_squares / sum)
        } else {
            0.0
        };
        Overdispersion { phi, tau_squared }
    }
}

/// The scale on which a funnel's spread is even.
#[derive(Debug, Clone, Copy)]
enum Scale {
    /// Ratios of observed to expected; bears zero counts, which a logarithm does not.
    SquareRoot,
    /// Proportions around this average.
    Arcsine(f64),
}

impl Scale {
    fn target(self) -> f64 {
        match self {
            Scale::SquareRoot => 1.0,
            Scale::Arcsine(average) => average.sqrt().asin(),
        }
    }

    fn of(self, value: f64) -> f64 {
        match self {
            Scale::SquareRoot => value.sqrt(),
            Scale::Arcsine(_) => value.sqrt().asin(),
        }
    }

    fn back(self, on_scale: f64) -> f64 {
        match self {
            Scale::SquareRoot => on_scale.max(0.0).powi(2),
            Scale::Arcsine(_) => on_scale.clamp(0.0, FRAC_PI_2).sin().powi(2),
        }
    }
}

/// Rates (events, population) against their pooled rate. The average is the sum over the areas given, so a published total of
/// rounded counts does not disturb it.
pub(crate) fn rates(areas: &[(f64, f64)]) -> Result<Funnel, Problem> {
    areas
        .iter()
        .try_for_each(|&(events, population)| check_rate(events, population))?;
    Ok(Funnel::of(
        areas,
        pooled(areas)?,
        FunnelMeasure::Rate,
        Method::FunnelRate,
    ))
}

/// Proportions (numerator, denominator) against the pooled proportion.
pub(crate) fn proportions(areas: &[(f64, f64)]) -> Result<Funnel, Problem> {
    areas
        .iter()
        .try_for_each(|&(numerator, denominator)| check_proportion(numerator, denominator))?;
    Ok(Funnel::of(
        areas,
        pooled(areas)?,
        FunnelMeasure::Proportion,
        Method::FunnelProportion,
    ))
}

/// Ratios (observed, expected) against one.
pub(crate) fn ratios(areas: &[(f64, f64)]) -> Result<Funnel, Problem> {
    areas
        .iter()
        .try_for_each(|&(observed, expected)| check_rate(observed, expected))?;
    Ok(Funnel::of(
        areas,
        1.0,
        FunnelMeasure::Ratio,
        Method::FunnelRatio,
    ))
}

impl Funnel {
    fn of(areas: &[(f64, f64)], average: f64, kind: FunnelMeasure, method: Method) -> Funnel {
        let mut funnel = Funnel {
            average,
            overdispersion: None,
            method,
            kind,
            areas: areas.to_vec(),
            z: Vec::new(),
        };
        let errors: Vec<f64> = areas.iter().map(|&(_, over)| funnel.error(over)).collect();
        let scale = funnel.scale();
        funnel.z = areas
            .iter()
            .zip(&errors)
            .map(|(&(events, over), error)| {
                (scale.of(events / over / funnel.unit()) - scale.target()) / error
            })
            .collect();
        funnel.overdispersion =
            (areas.len() >= LEAST_AREAS).then(|| Overdispersion::of(&funnel.z, &errors));
        funnel
    }

    /// The area at this position of those given, with everything the funnel says of it.
    pub(crate) fn point(&self, at: usize) -> Option<FunnelPoint> {
        let &(events, over) = self.areas.get(at)?;
        Some(FunnelPoint {
            value: events / over,
            z: self.z[at],
            plain: self.plain_limits(over),
            overdispersed: self.overdispersed_limits(over),
            verdict: self.verdict(at)?,
            overdispersed_verdict: self.overdispersed_verdict(at),
        })
    }

    /// Whether an area differs from the average beyond chance in its count.
    pub(crate) fn verdict(&self, at: usize) -> Option<Verdict> {
        let &(events, over) = self.areas.get(at)?;
        let estimate = match self.kind {
            FunnelMeasure::Rate | FunnelMeasure::Ratio => rate(events, over, 1.0),
            FunnelMeasure::Proportion => proportion(events, over, 1.0),
        };
        Some(against(&estimate.ok()?, self.average))
    }

    /// Whether an area lies outside what is usual among areas; `None` too where there are too few of them.
    pub(crate) fn overdispersed_verdict(&self, at: usize) -> Option<Verdict> {
        let &(events, over) = self.areas.get(at)?;
        Some(within(events / over, &self.overdispersed_limits(over)?))
    }

    /// Plain limits at a population, denominator or expected count, for any point of the curve.
    pub(crate) fn plain_limits(&self, over: f64) -> Limits {
        match self.kind {
            FunnelMeasure::Rate => ratio_limits(self.average * over).scaled(self.average),
            FunnelMeasure::Proportion => proportion_limits(self.average, over),
            FunnelMeasure::Ratio => ratio_limits(over),
        }
    }

    /// Overdispersed limits at a population, denominator or expected count; the plain ones where areas vary no more than chance.
    pub(crate) fn overdispersed_limits(&self, over: f64) -> Option<Limits> {
        let Overdispersion { tau_squared, .. } = self.overdispersion?;
        if tau_squared == 0.0 {
            return Some(self.plain_limits(over));
        }
        Some(widened(self.scale(), self.error(over), tau_squared).scaled(self.unit()))
    }

    fn scale(&self) -> Scale {
        match self.kind {
            FunnelMeasure::Rate | FunnelMeasure::Ratio => Scale::SquareRoot,
            FunnelMeasure::Proportion => Scale::Arcsine(self.average),
        }
    }

    /// What brings a number on the back-transformed scale to the unit of the values: rates are transformed as ratios.
    fn unit(&self) -> f64 {
        if self.kind == FunnelMeasure::Rate {
            self.average
        } else {
            1.0
        }
    }

    /// Standard error on the transformed scale: from the expected count, or from a proportion's denominator.
    fn error(&self, over: f64) -> f64 {
        let size = if self.kind == FunnelMeasure::Rate {
            self.average * over
        } else {
            over
        };
        0.5 / size.sqrt()
    }
}

fn widened(scale: Scale, error: f64, tau_squared: f64) -> Limits {
    let spread = (error * error + tau_squared).sqrt();
    let [p95, p998] = OVERDISPERSED_Z.map(|z| Interval {
        lower: scale.back(scale.target() + -z * spread),
        upper: scale.back(scale.target() + z * spread),
    });
    Limits { p95, p998 }
}

/// Sum of the first over sum of the second.
fn pooled(areas: &[(f64, f64)]) -> Result<f64, Problem> {
    let over: f64 = areas.iter().map(|area| area.1).sum();
    let events: f64 = areas.iter().map(|area| area.0).sum();
    match (over > 0.0, events > 0.0) {
        (false, _) => Err(Problem::TooFew {
            needed: 1,
            found: areas.len(),
        }),
        (true, false) => Err(Problem::NoEvents),
        (true, true) => Ok(events / over),
    }
}

/// Plain limits of a proportion at a denominator: the average and so many of its standard errors, kept within 0 and 1.
pub(crate) fn proportion_limits(average: f64, denominator: f64) -> Limits {
    let error = (average * (1.0 - average) / denominator).sqrt();
    Limits::by(|level| {
        let Interval { lower, upper } = Interval::around(average, level.z() * error);
        Interval {
            lower: lower.max(0.0),
            upper: upper.min(1.0),
        }
    })
}

/// Plain limits of observed over expected where `expected` events are expected: the curve that PHE draws, on which a count's own
/// exact interval just touches the average. So a point lies outside exactly when its interval leaves the average out. Where
/// nothing is expected there is no upper limit.
pub(crate) fn ratio_limits(expected: f64) -> Limits {
    if expected.is_nan() || expected <= 0.0 {
        return Limits::by(|_| Interval {
            lower: 0.0,
            upper: f64::INFINITY,
        });
    }
    Limits::by(|level| {
        let lower = least_not_low(expected, level);
        Interval {
            lower,
            upper: most_not_high(expected, level),
        }
        .scaled(1.0 / expected)
    })
}

/// The count, as a real number, whose exact upper limit is `expected`: P(Poisson(expected) <= count) = tail.
fn least_not_low(expected: f64, level: Level) -> f64 {
    // With so few expected, no event at all would still not be low.
    if gamma_ur(1.0, expected) >= level.tail() {
        return 0.0;
    }
    crossing(0.0, expected, |count| {
        gamma_ur(count + 1.0, expected) - level.tail()
    })
}

/// The count, as a real number, whose exact lower limit is `expected`: P(Poisson(expected) >= count) = tail.
fn most_not_high(expected: f64, level: Level) -> f64 {
    let high = 2.0 * expected + 10.0 + 10.0 * expected.sqrt();
    crossing(f64::MIN_POSITIVE, high, |count| {
        level.tail() - gamma_lr(count, expected)
    })
}

/// Limits of observed over expected as FunnelPlotR and NHS SHMI draw them: the exact interval of `expected` taken as if it were a
/// count. Close to [`ratio_limits`] for many events, shifted by about one event for few; offered for comparison with those
/// charts.
#[cfg(test)]
#[allow(
    dead_code,
    reason = "the vectors in tests/methods.rs ask for it, which compile this room on their own"
)]
pub(crate) fn ratio_limits_as_counted(expected: f64) -> Limits {
    use super::special::gamma_quantile;
    Limits::by(|level| {
        let tail = level.tail();
        let lower = gamma_quantile(tail, expected);
        Interval {
            lower,
            upper: gamma_quantile(1.0 - tail, expected + 1.0),
        }
        .scaled(1.0 / expected)
    })
}
