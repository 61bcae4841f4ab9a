//! Orders drawn at random, the same on every machine: for a placebo, the same rule on figures in an order that means nothing.

use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

/// Draws orders from one seed.
pub(crate) struct Shuffles {
    generator: Pcg64Mcg,
}

impl Shuffles {
    pub(crate) fn new(seed: u64) -> Shuffles {
        Shuffles {
            generator: Pcg64Mcg::seed_from_u64(seed),
        }
    }

    /// Puts values into an order of which each is as likely.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        values.shuffle(&mut self.generator);
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffles;
    use std::collections::BTreeMap;

    #[test]
    fn every_order_is_as_likely_and_a_seed_decides_all() {
        let draw = |seed: u64| {
            let mut shuffles = Shuffles::new(seed);
            let mut counts: BTreeMap<[u8; 3], u32> = BTreeMap::new();
            for _ in 0..6_000 {
                let mut values = [1, 2, 3];
                shuffles.shuffle(&mut values);
                *counts.entry(values).or_default() += 1;
            }
            counts
        };
        let counts = draw(7);
        assert_eq!(counts.len(), 6);
        assert!(
            counts.values().all(|count| (880..1_120).contains(count)),
            "{counts:?}"
        );
        assert_eq!(counts, draw(7));
        assert_ne!(counts, draw(8));
    }
}
