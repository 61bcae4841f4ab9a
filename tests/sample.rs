//! How much of the whole a test looks at: few authorities in the ordinary suite, many with `YARDSTICK_SWEEP=1`, which `.ci/run` sets, and
//! all with `YARDSTICK_SWEEP=all`. And what the program says of every authority, made once for all tests that read it.

use crate::program::Desk;
use serde_json::Value;
use std::sync::OnceLock;

/// Numbers that look like chance, the same on every machine (Knuth's linear congruence).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// From 0 to below a limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Whether the longer sweeps were asked for.
pub(crate) fn is_sweep() -> bool {
    !asked().is_empty()
}

fn asked() -> String {
    std::env::var("YARDSTICK_SWEEP").unwrap_or_default()
}

/// How many to take: so many in the ordinary suite, all of them in a whole sweep, a third of them in one that CI has time for.
pub(crate) fn size(ordinary: usize, all: usize) -> usize {
    match asked().as_str() {
        "" => ordinary,
        "all" => all,
        _ => ordinary.max(all.div_ceil(3)),
    }
}

/// Every so manieth in the ordinary suite, beginning with the first, and all in a sweep.
pub(crate) fn some<T>(all: impl IntoIterator<Item = T>, apart: usize) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if is_sweep() { 1 } else { apart })
}

/// One for each of a row of cases: in the ordinary suite the next in turn, in a sweep all.
pub(crate) fn in_turn<T: Clone, const MANY: usize>(
    all: [T; MANY],
    at: usize,
) -> impl Iterator<Item = T> {
    let each = if is_sweep() { MANY } else { 1 };
    all.into_iter().cycle().skip(at % MANY).take(each)
}

/// The authorities of a sweep: all, or where CI has no time for that every sixth.
pub(crate) fn swept_authorities() -> Vec<String> {
    let apart = if asked() == "all" { 1 } else { 6 };
    every_authority().into_iter().step_by(apart).collect()
}

/// The names of the authorities there today, in order.
fn every_authority() -> Vec<String> {
    let all = Desk::new().json(&["authorities"]);
    all.as_array()
        .expect("a list")
        .iter()
        .filter(|one| one["valid_to"].is_null())
        .filter_map(|one| one["authority"].as_str())
        .map(str::to_owned)
        .collect()
}

/// Every finding of every authority, made once.
pub(crate) fn findings() -> &'static [Value] {
    static FINDINGS: OnceLock<Vec<Value>> = OnceLock::new();
    FINDINGS.get_or_init(|| {
        let told =
            Desk::new().json(&["findings", "--every-authority", "--theme", "all", "--quiet"]);
        let Value::Array(told) = told else {
            panic!("no list");
        };
        told
    })
}
