//! Quantiles and tails of the usual distributions, thin over `statrs`, without its panics.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::f64::consts::SQRT_2;

use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// Newton's method doubles its digits at each step; the bracket halves otherwise. Neither needs more.
const MOST_STEPS: usize = 200;
/// A step of Newton's method so small, beside the value, is the last: the digits that it gives are twice as many as those that were right,
/// and a double has no more. To look once more costs a continued fraction, a third of an explorer's time.
const LAST_STEP: f64 = 1e-10;
/// Above this the continued fraction of the beta function, which is cut off after 140 steps, no longer converges near its mean.
const LARGE: f64 = 1e6;

/// The value below which a standard normal variable falls with probability `p`, 0 < p < 1.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}

/// Probability that a standard normal variable lies further from zero than `z`.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// Probability that a chi-squared variable with `freedom` degrees of freedom exceeds `x`.
pub(crate) fn chi_squared_upper(x: f64, freedom: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    gamma_ur(freedom / 2.0, x / 2.0)
}

/// Probability that Student's t with `freedom` degrees of freedom lies further from zero than `t`.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if t == 0.0 {
        return 1.0;
    }
    if t.is_infinite() {
        return 0.0;
    }
    if t.is_nan() {
        return f64::NAN;
    }
    beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

thread_local! {
    /// Quantiles of Student's t by tail and degrees of freedom: an explorer asks for the same few a hundred thousand times.
    static STUDENT: RefCell<BTreeMap<[u64; 2], f64>> = const { RefCell::new(BTreeMap::new()) };
}

/// The value that Student's t with `freedom` degrees of freedom exceeds with probability `tail`, 0 < tail < 0.5.
pub(crate) fn student_upper_quantile(tail: f64, freedom: f64) -> f64 {
    let key = [tail.to_bits(), freedom.to_bits()];
    if let Some(known) = STUDENT.with_borrow(|known| known.get(&key).copied()) {
        return known;
    }
    // Of the two shares that make one, this is the small one for many degrees of freedom, and keeps its digits.
    let share = beta_quantile(1.0 - 2.0 * tail, 0.5, freedom / 2.0);
    let found = (freedom * share / (1.0 - share)).sqrt();
    STUDENT.with_borrow_mut(|known| known.insert(key, found));
    found
}

/// The quantile `p` of the beta distribution, 0 < p < 1. Not by `inv_beta_reg`, which never ends when `a` and `b` are very
/// unequal: 100,000,000 and 2 are enough.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if a.min(b) > LARGE {
        return large_beta_quantile(p, a, b);
    }
    // Of the two shares the smaller is sought: next to 1 there are few numbers.
    if a > b {
        return 1.0 - beta_quantile(1.0 - p, b, a);
    }
    let log_norm = ln_beta(a, b);
    // The approximation for large shapes is a good start for all but the smallest: each step that it saves is a continued fraction.
    let start = if a > 2.0 {
        large_beta_quantile(p, a, b)
    } else {
        a / (a + b)
    };
    newton(
        start,
        |x| {
            if x >= 1.0 {
                1.0 - p
            } else if p < 0.5 {
                beta_reg(a, b, x) - p
            } else {
                (1.0 - p) - beta_reg(b, a, 1.0 - x)
            }
        },
        |x| ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - log_norm).exp(),
    )
}

/// Carter's approximation (1947; algorithm AS 109), good to twelve digits for shapes above [`LARGE`].
fn large_beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let z = normal_quantile(1.0 - p);
    let (s, t) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let (r, h) = ((z * z - 3.0) / 6.0, 2.0 / (s + t));
    let w = z * (h + r).sqrt() / h - (t - s) * (r + 5.0 / 6.0 - 2.0 / (3.0 * h));
    a / (a + b * (2.0 * w).exp())
}

/// Quantile of the gamma distribution with this shape and unit rate, 0 < p < 1: Newton's method from Wilson and Hilferty's
/// approximation, held in a bracket, on the smaller tail so that no digits are lost.
pub(crate) fn gamma_quantile(p: f64, shape: f64) -> f64 {
    let z = normal_quantile(p);
    let cube_root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * shape.sqrt());
    let small = ((p.ln() + ln_gamma(shape + 1.0)) / shape).exp();
    let start = if cube_root > 0.3 {
        shape * cube_root.powi(3)
    } else {
        small
    };
    // So small a shape that the quantile is smaller than any number.
    if start == 0.0 {
        return 0.0;
    }
    let log_norm = ln_gamma(shape);
    newton(
        start,
        |x| {
            if p < 0.5 {
                gamma_lr(shape, x) - p
            } else {
                (1.0 - p) - gamma_ur(shape, x)
            }
        },
        |x| ((shape - 1.0) * x.ln() - x - log_norm).exp(),
    )
}

/// Finds where the increasing `excess` crosses zero on the positive axis; `slope` is its derivative.
fn newton(start: f64, excess: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high, mut x) = (0.0, f64::INFINITY, start);
    for _ in 0..MOST_STEPS {
        let at = excess(x);
        if at == 0.0 {
            return x;
        }
        if at < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let mut next = x - at / slope(x);
        let is_inside = next > low && next < high;
        if !is_inside {
            next = if high.is_finite() {
                f64::midpoint(low, high)
            } else {
                2.0 * x
            };
        }
        let enough = if is_inside { LAST_STEP } else { 4e-15 };
        if (next - x).abs() <= enough * x {
            return next;
        }
        x = next;
    }
    x
}

/// Finds where the increasing `excess` crosses zero between `low` and `high`, which must bracket it: regula falsi with the
/// Illinois rule, and the midpoint wherever that would leave the bracket.
pub(crate) fn crossing(mut low: f64, mut high: f64, excess: impl Fn(f64) -> f64) -> f64 {
    let (mut at_low, mut at_high) = (excess(low), excess(high));
    if at_low >= 0.0 {
        return low;
    }
    let mut last_was_low = None;
    for _ in 0..MOST_STEPS {
        if high - low <= 1e-14 * high {
            break;
        }
        let secant = (low * at_high - high * at_low) / (at_high - at_low);
        let x = if secant > low && secant < high {
            secant
        } else {
            f64::midpoint(low, high)
        };
        let at = excess(x);
        if at == 0.0 {
            return x;
        }
        let is_low = at < 0.0;
        let again = last_was_low == Some(is_low);
        if is_low {
            (low, at_low) = (x, at);
            at_high /= if again { 2.0 } else { 1.0 };
        } else {
            (high, at_high) = (x, at);
            at_low /= if again { 2.0 } else { 1.0 };
        }
        last_was_low = Some(is_low);
    }
    f64::midpoint(low, high)
}
