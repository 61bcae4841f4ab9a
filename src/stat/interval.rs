//! Intervals for one figure: what chance in the count alone would allow, at 95% and at 99.8%.

use super::method::Method;
use super::order::mean;
use super::problem::Problem;
use super::special::{gamma_quantile, student_upper_quantile};

/// From this count on Byar's approximation serves; below it the exact Poisson limits do (PHE's switch).
const BYAR_FROM: f64 = 10.0;

/// Exact methods sum outcomes; nothing that counts people comes near this, and beyond it they would not end.
pub(crate) const MOST_PEOPLE: f64 = 1e12;

/// A confidence level with its normal quantile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Level {
    confidence: f64,
    z: f64,
}

impl Level {
    pub(crate) const P95: Level = Level {
        confidence: 0.95,
        z: 1.959_963_984_540_054,
    };
    pub(crate) const P998: Level = Level {
        confidence: 0.998,
        z: 3.090_232_306_167_813,
    };

    /// Any other level, for example 0.9, as published values are sometimes given.
    #[cfg(test)]
    #[allow(
        dead_code,
        reason = "the vectors in tests/methods.rs ask for it, which compile this room on their own"
    )]
    pub(crate) fn of(confidence: f64) -> Option<Level> {
        let z = super::special::normal_quantile(f64::midpoint(1.0, confidence));
        (confidence > 0.0 && confidence < 1.0).then_some(Level { confidence, z })
    }

    /// The normal quantile that leaves [`Level::tail`] above it.
    pub(crate) fn z(self) -> f64 {
        self.z
    }

    /// The probability left out on either side.
    pub(crate) fn tail(self) -> f64 {
        (1.0 - self.confidence) / 2.0
    }
}

/// A lower and an upper limit in the unit of the figure they belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Interval {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl Interval {
    pub(crate) fn scaled(self, by: f64) -> Interval {
        Interval {
            lower: self.lower * by,
            upper: self.upper * by,
        }
    }

    pub(crate) fn around(centre: f64, half_width: f64) -> Interval {
        Interval {
            lower: centre - half_width,
            upper: centre + half_width,
        }
    }

    /// Limits included.
    pub(crate) fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// The same thing at both levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    pub(crate) p95: Interval,
    pub(crate) p998: Interval,
}

impl Limits {
    pub(crate) fn scaled(self, by: f64) -> Limits {
        Limits {
            p95: self.p95.scaled(by),
            p998: self.p998.scaled(by),
        }
    }

    /// Computes both levels by one rule.
    pub(crate) fn by(rule: impl Fn(Level) -> Interval) -> Limits {
        Limits {
            p95: rule(Level::P95),
            p998: rule(Level::P998),
        }
    }
}

/// A figure with its intervals and the method that made them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub(crate) value: f64,
    pub(crate) limits: Limits,
    pub(crate) method: Method,
}

/// Whether a rate can be computed at all. More events than people is allowed: a person may be counted twice.
pub(crate) fn check_rate(events: f64, population: f64) -> Result<(), Problem> {
    if !events.is_finite() || !population.is_finite() {
        Err(Problem::NotANumber)
    } else if events < 0.0 {
        Err(Problem::NegativeCount)
    } else if events > MOST_PEOPLE || population > MOST_PEOPLE {
        Err(Problem::TooLarge)
    } else if population <= 0.0 {
        Err(Problem::NoPopulation)
    } else {
        Ok(())
    }
}

/// Whether a proportion can be computed at all.
pub(crate) fn check_proportion(numerator: f64, denominator: f64) -> Result<(), Problem> {
    check_rate(numerator, denominator)?;
    if numerator > denominator {
        Err(Problem::NotAProportion)
    } else {
        Ok(())
    }
}

/// Lower limit of a Poisson count by Byar's approximation; `None` where it falls below zero, which happens for very small counts.
/// Breslow and Day 1987, volume II, page 69; PHEindicatormethods.
pub(crate) fn byar_lower(count: f64, level: Level) -> Option<f64> {
    let cube_root = 1.0 - 1.0 / (9.0 * count) - level.z / (3.0 * count.sqrt());
    (count > 0.0 && cube_root >= 0.0).then(|| count * cube_root.powi(3))
}

/// Upper limit of a Poisson count by Byar's approximation.
pub(crate) fn byar_upper(count: f64, level: Level) -> f64 {
    let next = count + 1.0;
    next * (1.0 - 1.0 / (9.0 * next) + level.z / (3.0 * next.sqrt())).powi(3)
}

/// Exact (Garwood) limits of a Poisson count, from the chi-squared distribution.
pub(crate) fn exact_poisson(count: f64, level: Level) -> Interval {
    let tail = level.tail();
    // The gamma quantile of shape k is half the chi-squared quantile with 2k degrees of freedom.
    let lower = if count > 0.0 {
        gamma_quantile(tail, count)
    } else {
        0.0
    };
    Interval {
        lower,
        upper: gamma_quantile(1.0 - tail, count + 1.0),
    }
}

/// Limits of a count by PHE's rule: exact below 10 events, Byar from 10 on.
pub(crate) fn count_limits(count: f64, level: Level) -> Result<(Interval, Method), Problem> {
    check_rate(count, 1.0)?;
    match byar_lower(count, level) {
        Some(lower) if count >= BYAR_FROM => Ok((
            Interval {
                lower,
                upper: byar_upper(count, level),
            },
            Method::Byar,
        )),
        _ => Ok((exact_poisson(count, level), Method::ExactPoisson)),
    }
}

/// A rate `per` so many people, with Byar's or the exact limits.
pub(crate) fn rate(events: f64, population: f64, per: f64) -> Result<Estimate, Problem> {
    check_rate(events, population)?;
    let (p95, method) = count_limits(events, Level::P95)?;
    let (p998, _) = count_limits(events, Level::P998)?;
    let limits = Limits { p95, p998 }.scaled(per / population);
    Ok(Estimate {
        value: events / population * per,
        limits,
        method,
    })
}

/// Observed events over those expected (an indirectly standardised ratio); `expected` is taken as known.
pub(crate) fn ratio(observed: f64, expected: f64) -> Result<Estimate, Problem> {
    rate(observed, expected, 1.0)
}

/// Wilson's score limits for `numerator` of `denominator`, as parts of one. No continuity correction.
/// Wilson 1927; Newcombe and Altman 2000.
pub(crate) fn wilson(numerator: f64, denominator: f64, level: Level) -> Result<Interval, Problem> {
    check_proportion(numerator, denominator)?;
    let z = level.z;
    let share = numerator / denominator;
    let root = z * (z * z + 4.0 * numerator * (1.0 - share)).sqrt();
    let centre = 2.0 * numerator + z * z;
    let twice = 2.0 * (denominator + z * z);
    // At 0 and at n the limit is exactly the end of the scale; the root would leave a trace of rounding there.
    let lower = if numerator == 0.0 {
        0.0
    } else {
        (centre - root) / twice
    };
    let upper = if numerator == denominator {
        1.0
    } else {
        (centre + root) / twice
    };
    Ok(Interval { lower, upper })
}

/// A proportion `per` so many (100 for a percentage), with Wilson's limits.
pub(crate) fn proportion(numerator: f64, denominator: f64, per: f64) -> Result<Estimate, Problem> {
    let p95 = wilson(numerator, denominator, Level::P95)?;
    let p998 = wilson(numerator, denominator, Level::P998)?;
    let limits = Limits { p95, p998 }.scaled(per);
    Ok(Estimate {
        value: numerator / denominator * per,
        limits,
        method: Method::Wilson,
    })
}

/// Sample standard deviation (divisor n - 1); `None` for fewer than two values.
pub(crate) fn sample_sd(values: &[f64]) -> Option<f64> {
    let centre = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The mean of raw values with limits by Student's t. Published averages without their raw values have no interval.
pub(crate) fn mean_of(values: &[f64]) -> Result<Estimate, Problem> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Problem::NotANumber);
    }
    let too_few = Problem::TooFew {
        needed: 2,
        found: values.len(),
    };
    let (value, sd) = mean(values).zip(sample_sd(values)).ok_or(too_few)?;
    let n = values.len() as f64;
    let limits = Limits::by(|level| {
        let half_width = student_upper_quantile(level.tail(), n - 1.0) * sd / n.sqrt();
        Interval::around(value, half_width)
    });
    Ok(Estimate {
        value,
        limits,
        method: Method::StudentT,
    })
}
