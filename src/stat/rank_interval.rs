//! How far chance in the counts alone could move a rank. A league table without this misleads (Goldstein and Spiegelhalter 1996).
//!
//! Each area's true rate is drawn 20,000 times from what its count allows (a gamma distribution with Jeffreys' half an event; for
//! a proportion the beta one), each draw ranks all areas, and the middle 95% of an area's ranks is its interval.
//!
//! The draws are normal numbers, made once for a seed and turned into each indicator's rates by Wilson and Hilferty's cube root,
//! on whose scale they are compared; so sixty indicators cost little more than one, and one area alone costs a fraction of all.
//! Against true gamma draws an interval moves no further than between two sets of those, even where counts are zero. The
//! generator is PCG (`rand_pcg`), whose output does not depend on the machine; the seed is fixed and printed with the method.

use std::ops::Range;
use std::sync::OnceLock;

use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

use super::interval::{check_proportion, check_rate};
use super::problem::Problem;

pub(crate) const DRAWS: usize = 20_000;
pub(crate) const SEED: u64 = 11;
/// Jeffreys' prior: half an event.
const PRIOR: f64 = 0.5;
/// Draws ranked together, so that an area's numbers are read in runs.
const BLOCK: usize = 50;
/// Draws of one area held against all others together: their numbers stay in the processor's nearest memory.
const RUN: usize = 1_000;

/// The ranks an area might hold by chance; 1 is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RankInterval {
    pub(crate) lower: usize,
    pub(crate) median: usize,
    pub(crate) upper: usize,
}

/// Normal numbers for so many areas, shared by all indicators.
#[derive(Debug)]
pub(crate) struct RankDraws {
    areas: usize,
    seed: u64,
    first: Normals,
    /// A proportion is a ratio of two gamma variables and needs a second set.
    second: OnceLock<Normals>,
}

/// One row of [`DRAWS`] numbers an area.
#[derive(Debug)]
struct Normals {
    numbers: Vec<f32>,
    /// The smallest and the largest of each row.
    reach: Vec<[f32; 2]>,
}

/// The cube root of a gamma variable: `centre + spread` x a normal number.
#[derive(Debug, Clone, Copy)]
struct CubeRoot {
    centre: f32,
    spread: f32,
}

/// What is drawn for an area: a rate, or the odds of a proportion, on the cube-root scale.
#[derive(Debug, Clone, Copy)]
enum Drawn {
    Rate(CubeRoot),
    Odds { with: CubeRoot, without: CubeRoot },
}

impl RankDraws {
    /// Draws for up to `areas` areas. The seed decides everything.
    pub(crate) fn new(areas: usize, seed: u64) -> RankDraws {
        RankDraws {
            areas,
            seed,
            first: Normals::new(areas, seed),
            second: OnceLock::new(),
        }
    }

    /// 95% rank intervals of rates, one for each pair of events and population, in the order given.
    pub(crate) fn of_rates(
        &self,
        counts: &[(f64, f64)],
        descending: bool,
    ) -> Result<Vec<RankInterval>, Problem> {
        Ok(self.of_all(&self.rates(counts)?, descending))
    }

    /// The interval of one of the rates, the same as [`RankDraws::of_rates`] gives it.
    pub(crate) fn of_rate(
        &self,
        counts: &[(f64, f64)],
        area: usize,
        descending: bool,
    ) -> Result<RankInterval, Problem> {
        self.of_one(&self.rates(counts)?, area, descending)
    }

    /// 95% rank intervals of proportions, one for each pair of numerator and denominator, in the order given.
    pub(crate) fn of_proportions(
        &self,
        counts: &[(f64, f64)],
        descending: bool,
    ) -> Result<Vec<RankInterval>, Problem> {
        Ok(self.of_all(&self.odds(counts)?, descending))
    }

    /// The interval of one of the proportions, the same as [`RankDraws::of_proportions`] gives it.
    pub(crate) fn of_proportion(
        &self,
        counts: &[(f64, f64)],
        area: usize,
        descending: bool,
    ) -> Result<RankInterval, Problem> {
        self.of_one(&self.odds(counts)?, area, descending)
    }

    fn rates(&self, counts: &[(f64, f64)]) -> Result<Vec<Drawn>, Problem> {
        self.fitting(counts)?
            .iter()
            .map(|&(events, population)| {
                check_rate(events, population)?;
                Ok(Drawn::Rate(CubeRoot::of(events + PRIOR, population)))
            })
            .collect()
    }

    fn odds(&self, counts: &[(f64, f64)]) -> Result<Vec<Drawn>, Problem> {
        self.fitting(counts)?
            .iter()
            .map(|&(x, n)| {
                check_proportion(x, n)?;
                // The odds rank as the beta variable with / (with + without) does.
                Ok(Drawn::Odds {
                    with: CubeRoot::of(x + PRIOR, 1.0),
                    without: CubeRoot::of(n - x + PRIOR, 1.0),
                })
            })
            .collect()
    }

    fn fitting<'a>(&self, counts: &'a [(f64, f64)]) -> Result<&'a [(f64, f64)], Problem> {
        if counts.len() > self.areas {
            Err(Problem::TooManyAreas { most: self.areas })
        } else {
            Ok(counts)
        }
    }

    fn second(&self) -> &Normals {
        self.second
            .get_or_init(|| Normals::new(self.areas, !self.seed))
    }

    /// Writes an area's values for some of the draws.
    fn fill(&self, drawn: Drawn, area: usize, draws: Range<usize>, values: &mut [f32]) {
        let first = self.first.row(area, draws.clone());
        match drawn {
            Drawn::Rate(rate) => {
                for (value, normal) in values.iter_mut().zip(first) {
                    *value = rate.at(*normal);
                }
            }
            Drawn::Odds { with, without } => {
                for ((value, normal), other) in values
                    .iter_mut()
                    .zip(first)
                    .zip(self.second().row(area, draws))
                {
                    *value = with.at(*normal) / without.positive_at(*other);
                }
            }
        }
    }

    /// The smallest and the largest value that an area has in any draw, or a little beyond.
    fn reach(&self, drawn: Drawn, area: usize) -> [f32; 2] {
        let [low, high] = self.first.reach[area];
        match drawn {
            Drawn::Rate(rate) => [rate.at(low), rate.at(high)],
            Drawn::Odds { with, without } => {
                let [other_low, other_high] =
                    self.second().reach[area].map(|normal| without.positive_at(normal));
                let (least, most) = (with.at(low), with.at(high));
                // A value below zero is furthest from it over the smallest divisor.
                [
                    least / if least < 0.0 { other_low } else { other_high },
                    most / if most < 0.0 { other_high } else { other_low },
                ]
            }
        }
    }

    fn of_all(&self, drawn: &[Drawn], descending: bool) -> Vec<RankInterval> {
        let areas = drawn.len();
        let mut tally = vec![0u32; areas * areas];
        let mut keys = vec![0u64; areas * BLOCK];
        let mut values = [0.0; BLOCK];
        for from in (0..DRAWS).step_by(BLOCK) {
            for (area, of) in drawn.iter().enumerate() {
                self.fill(*of, area, from..from + BLOCK, &mut values);
                for (draw, value) in values.iter().enumerate() {
                    keys[draw * areas + area] = sort_key(*value, area);
                }
            }
            for draw in keys.chunks_exact_mut(areas.max(1)) {
                draw.sort_unstable();
                for (below, key) in draw.iter().enumerate() {
                    tally[area_of(*key) * areas + below] += 1;
                }
            }
        }
        tally
            .chunks_exact(areas.max(1))
            .map(|counts| interval(counts, descending))
            .collect()
    }

    fn of_one(
        &self,
        drawn: &[Drawn],
        area: usize,
        descending: bool,
    ) -> Result<RankInterval, Problem> {
        if area >= drawn.len() {
            return Err(Problem::TooManyAreas { most: drawn.len() });
        }
        let [low, high] = self.reach(drawn[area], area);
        let (mut always_below, mut overlapping) = (0, Vec::new());
        for (other, of) in drawn.iter().enumerate().filter(|(other, _)| *other != area) {
            let [other_low, other_high] = self.reach(*of, other);
            if other_high < low {
                always_below += 1;
            } else if other_low <= high {
                overlapping.push((other, *of));
            }
        }
        let mut counts = vec![0u32; drawn.len()];
        let (mut own, mut values) = ([0.0; RUN], [0.0; RUN]);
        for from in (0..DRAWS).step_by(RUN) {
            let draws = from..from + RUN;
            self.fill(drawn[area], area, draws.clone(), &mut own);
            let mut below = [always_below; RUN];
            for (other, of) in &overlapping {
                self.fill(*of, *other, draws.clone(), &mut values);
                // Of equals the earlier counts as lower, as in the sorted keys.
                if *other < area {
                    count_where(|value, own| value <= own, &values, &own, &mut below);
                } else {
                    count_where(|value, own| value < own, &values, &own, &mut below);
                }
            }
            for below in below {
                counts[below as usize] += 1;
            }
        }
        Ok(interval(&counts, descending))
    }
}

impl Normals {
    fn new(areas: usize, seed: u64) -> Normals {
        let mut generator = Pcg64Mcg::seed_from_u64(seed);
        let numbers: Vec<f32> = (0..areas * DRAWS)
            .map(|_| {
                let normal: f64 = StandardNormal.sample(&mut generator);
                normal as f32
            })
            .collect();
        let reach = numbers.chunks_exact(DRAWS).map(reach_of).collect();
        Normals { numbers, reach }
    }

    fn row(&self, area: usize, draws: Range<usize>) -> &[f32] {
        &self.numbers[area * DRAWS + draws.start..area * DRAWS + draws.end]
    }
}

/// Adds one to each count whose value is below the own one. There are fewer areas than a count holds, and a sum that need not look for that
/// is made of several draws at once.
fn count_where(
    is_below: impl Fn(f32, f32) -> bool,
    values: &[f32; RUN],
    own: &[f32; RUN],
    counts: &mut [u32; RUN],
) {
    for ((count, value), own) in counts.iter_mut().zip(values).zip(own) {
        *count = count.wrapping_add(u32::from(is_below(*value, *own)));
    }
}

/// The smallest and the largest of some normal numbers, and zero among them.
fn reach_of(numbers: &[f32]) -> [f32; 2] {
    numbers.iter().fold([0.0f32; 2], |[low, high], normal| {
        [low.min(*normal), high.max(*normal)]
    })
}

impl CubeRoot {
    /// Of a gamma variable with this shape over `scale` (Wilson and Hilferty 1931).
    fn of(shape: f64, scale: f64) -> CubeRoot {
        let root = (shape / scale).cbrt();
        CubeRoot {
            centre: (root * (1.0 - 1.0 / (9.0 * shape))) as f32,
            spread: (root / (3.0 * shape.sqrt())) as f32,
        }
    }

    fn at(self, normal: f32) -> f32 {
        self.centre + self.spread * normal
    }

    /// As a divisor: kept above zero, which only counts of nearly none could reach.
    fn positive_at(self, normal: f32) -> f32 {
        self.at(normal).max(1e-3)
    }
}

/// Sorts as the value does, and as the area among equals.
fn sort_key(value: f32, area: usize) -> u64 {
    // Floats sort as their bits do once negative ones are turned round; + 0.0 makes the two zeros one.
    let bits = (value + 0.0).to_bits();
    let ordered = if bits >> 31 == 1 {
        !bits
    } else {
        bits | 1 << 31
    };
    u64::from(ordered) << 32 | area as u64
}

fn area_of(key: u64) -> usize {
    (key & u64::from(u32::MAX)) as usize
}

/// From how often an area had so many below it.
fn interval(counts: &[u32], descending: bool) -> RankInterval {
    RankInterval {
        lower: place_at(counts, 0.025, descending),
        median: place_at(counts, 0.5, descending),
        upper: place_at(counts, 0.975, descending),
    }
}

/// The rank up to which this share of the draws lies.
fn place_at(counts: &[u32], share: f64, descending: bool) -> usize {
    let wanted = share * DRAWS as f64;
    let mut seen = 0.0;
    for rank in 1..=counts.len() {
        seen += f64::from(
            counts[if descending {
                counts.len() - rank
            } else {
                rank - 1
            }],
        );
        if seen >= wanted {
            return rank;
        }
    }
    counts.len()
}
