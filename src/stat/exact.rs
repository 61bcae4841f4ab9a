//! Exact two-sided tests on counts, as R's `binom.test`, `poisson.test` and `fisher.test` compute them: the probability of every
//! outcome no likelier than the one seen.

use statrs::function::gamma::ln_gamma;
use std::sync::LazyLock;

use super::interval::{Interval, Level};
use super::special::beta_quantile;

/// R treats outcomes whose probabilities differ by less than this part as equally likely.
const RELATIVE_ERROR: f64 = 1e-7;
/// Terms below this part of their sum change nothing.
const NEGLIGIBLE: f64 = 1e-18;

/// A distribution on whole numbers with one peak.
trait Peaked {
    fn ln_probability(&self, k: u64) -> f64;
    /// Probability of k + 1 over that of k.
    fn step_up(&self, k: u64) -> f64;
    fn peak(&self) -> u64;
    fn first(&self) -> u64;
    /// The last outcome; `None` when there is none.
    fn last(&self) -> Option<u64>;
}

struct Binomial {
    n: u64,
    p: f64,
}

struct Poisson {
    mean: f64,
}

/// Marked items among `drawn` out of `marked + unmarked`.
struct Hypergeometric {
    drawn: u64,
    marked: u64,
    unmarked: u64,
}

/// How many logarithms of factorials are kept: the children of most counts, not the population.
const KEPT: u64 = 4096;

fn ln_factorial(k: u64) -> f64 {
    /// Nine of them go into each step of a search, always of the same few counts.
    static KNOWN: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let all = (0..KEPT).map(|k| ln_gamma(k as f64 + 1.0));
        all.collect()
    });
    let known = usize::try_from(k).ok().and_then(|at| KNOWN.get(at));
    known.copied().unwrap_or_else(|| ln_gamma(k as f64 + 1.0))
}

fn ln_choose(n: u64, k: u64) -> f64 {
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

/// `k ln p`, which is 0 for no events even where p is 0.
fn ln_power(k: u64, p: f64) -> f64 {
    if k == 0 { 0.0 } else { k as f64 * p.ln() }
}

impl Peaked for Binomial {
    fn ln_probability(&self, k: u64) -> f64 {
        ln_choose(self.n, k) + ln_power(k, self.p) + ln_power(self.n - k, 1.0 - self.p)
    }
    fn step_up(&self, k: u64) -> f64 {
        (self.n - k) as f64 * self.p / ((k + 1) as f64 * (1.0 - self.p))
    }
    fn peak(&self) -> u64 {
        (((self.n + 1) as f64 * self.p) as u64).min(self.n)
    }
    fn first(&self) -> u64 {
        0
    }
    fn last(&self) -> Option<u64> {
        Some(self.n)
    }
}

impl Peaked for Poisson {
    fn ln_probability(&self, k: u64) -> f64 {
        ln_power(k, self.mean) - self.mean - ln_factorial(k)
    }
    fn step_up(&self, k: u64) -> f64 {
        self.mean / (k + 1) as f64
    }
    fn peak(&self) -> u64 {
        self.mean as u64
    }
    fn first(&self) -> u64 {
        0
    }
    fn last(&self) -> Option<u64> {
        None
    }
}

impl Peaked for Hypergeometric {
    fn ln_probability(&self, k: u64) -> f64 {
        ln_choose(self.marked, k) + ln_choose(self.unmarked, self.drawn - k)
            - ln_choose(self.marked + self.unmarked, self.drawn)
    }
    fn step_up(&self, k: u64) -> f64 {
        let drawn_left = (self.drawn - k) as f64;
        let unmarked_after = (self.unmarked + k + 1 - self.drawn) as f64;
        (self.marked - k) as f64 * drawn_left / ((k + 1) as f64 * unmarked_after)
    }
    fn peak(&self) -> u64 {
        let all = (self.marked + self.unmarked + 2) as f64;
        (((self.drawn + 1) as f64 * (self.marked + 1) as f64 / all) as u64)
            .clamp(self.first(), self.marked.min(self.drawn))
    }
    fn first(&self) -> u64 {
        self.drawn.saturating_sub(self.unmarked)
    }
    fn last(&self) -> Option<u64> {
        Some(self.marked.min(self.drawn))
    }
}

/// Probability of `k` or fewer; `k` must not lie beyond the peak.
fn lower_tail(of: &impl Peaked, k: u64) -> f64 {
    let mut term = of.ln_probability(k).exp();
    let mut sum = term;
    for below in (of.first()..k).rev() {
        term /= of.step_up(below);
        sum += term;
        if term <= NEGLIGIBLE * sum {
            break;
        }
    }
    sum
}

/// Probability of `k` or more; `k` must not lie before the peak.
fn upper_tail(of: &impl Peaked, k: u64) -> f64 {
    let mut term = of.ln_probability(k).exp();
    let mut sum = term;
    let mut at = k;
    while of.last().is_none_or(|last| at < last) {
        term *= of.step_up(at);
        sum += term;
        if term <= NEGLIGIBLE * sum {
            break;
        }
        at += 1;
    }
    sum
}

/// The smallest number in `low..=high` from which on `holds` is true, or `high + 1`.
fn first_where(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut end) = (low, high + 1);
    while low < end {
        let middle = low + (end - low) / 2;
        if holds(middle) {
            end = middle
        } else {
            low = middle + 1
        }
    }
    low
}

/// Whether the logarithm of an outcome's probability is at most `most`.
fn is_unlikely(of: &impl Peaked, k: u64, most: f64) -> bool {
    of.ln_probability(k) <= most
}

/// The sum of the probabilities of all outcomes no likelier than `seen`.
fn two_sided(of: &impl Peaked, seen: u64) -> f64 {
    let most = of.ln_probability(seen) + RELATIVE_ERROR.ln_1p();
    let peak = of.peak();
    if of.ln_probability(peak) <= most {
        return 1.0;
    }
    let mut far = peak.max(seen).max(1);
    while of.last().is_none_or(|last| far < last) && !is_unlikely(of, far, most) {
        far *= 2;
    }
    let far = of.last().map_or(far, |last| far.min(last));
    let above = first_where(peak, far, |k| is_unlikely(of, k, most));
    let below = first_where(of.first(), peak, |k| !is_unlikely(of, k, most));
    let upper = if above > far {
        0.0
    } else {
        upper_tail(of, above)
    };
    let lower = if below == of.first() {
        0.0
    } else {
        lower_tail(of, below - 1)
    };
    (lower + upper).min(1.0)
}

/// Two-sided p of `events` out of `n` when each has probability `p` (R's `binom.test`).
pub(crate) fn binomial_two_sided(events: u64, n: u64, p: f64) -> f64 {
    if p <= 0.0 {
        return if events == 0 { 1.0 } else { 0.0 };
    }
    if p >= 1.0 {
        return if events == n { 1.0 } else { 0.0 };
    }
    two_sided(&Binomial { n, p }, events)
}

/// Two-sided p of `events` when `expected` are expected (R's `poisson.test` of one count).
pub(crate) fn poisson_two_sided(events: u64, expected: f64) -> f64 {
    if expected <= 0.0 {
        return if events == 0 { 1.0 } else { 0.0 };
    }
    two_sided(&Poisson { mean: expected }, events)
}

/// Fisher's exact two-sided p for `x1` of `n1` against `x2` of `n2` (R's `fisher.test`); the counts must not exceed their totals.
pub(crate) fn fisher_two_sided(x1: u64, n1: u64, x2: u64, n2: u64) -> f64 {
    let marked = x1 + x2;
    two_sided(
        &Hypergeometric {
            drawn: n1,
            marked,
            unmarked: n1 + n2 - marked,
        },
        x1,
    )
}

/// Clopper and Pearson's exact limits for `events` of `n`, as parts of one.
pub(crate) fn clopper_pearson(events: u64, n: u64, level: Level) -> Interval {
    let (x, rest) = (events as f64, (n - events) as f64);
    let tail = level.tail();
    Interval {
        lower: if events == 0 {
            0.0
        } else {
            beta_quantile(tail, x, rest + 1.0)
        },
        upper: if events == n {
            1.0
        } else {
            beta_quantile(1.0 - tail, x + 1.0, rest)
        },
    }
}
