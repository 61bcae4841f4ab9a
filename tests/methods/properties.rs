//! What must be true of any input.

use proptest::prelude::*;
use rand_distr::{Distribution, Gamma};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

use super::stat::departure::onset;
use super::stat::exact::{binomial_two_sided, fisher_two_sided};
use super::stat::funnel::ratio_limits;
use super::stat::interval::{Estimate, Interval, Limits, mean_of, proportion, rate};
use super::stat::multiple::adjusted;
use super::stat::neighbours::neighbours;
use super::stat::quantile::quantile_groups;
use super::stat::rank_interval::{RankDraws, SEED};
use super::stat::shrink::shrink;
use super::stat::trend::{mann_kendall, theil_sen};
use super::stat::two_samples::two_rates;
use super::stat::verdict::{Verdict, against};

/// The estimate lies in its intervals, and the wider contains the narrower.
fn is_nested(found: &Estimate) -> bool {
    let Limits { p95, p998 } = found.limits;
    p95.contains(found.value) && p998.contains(p95.lower) && p998.contains(p95.upper)
}

fn width(of: Interval) -> f64 {
    of.upper - of.lower
}

proptest! {
    #[test]
    fn rates_lie_in_their_intervals_which_shrink_with_n(events in 0u32..2_000, people in 1u32..200_000, times in 2u32..50) {
        let (events, people, times) = (f64::from(events), f64::from(people), f64::from(times));
        let found = rate(events, people, 10_000.0).unwrap();
        prop_assert!(is_nested(&found));
        let more = rate(events * times, people * times, 10_000.0).unwrap();
        prop_assert!(width(more.limits.p95) < width(found.limits.p95));
        prop_assert!(width(more.limits.p998) < width(found.limits.p998));
    }

    #[test]
    fn proportions_lie_in_their_intervals_which_shrink_with_n(n in 1u32..5_000, part in 0.0..=1.0f64, times in 2u32..50) {
        let (n, times) = (f64::from(n), f64::from(times));
        let x = (n * part).round();
        let found = proportion(x, n, 1.0).unwrap();
        prop_assert!(is_nested(&found) && found.limits.p998.lower >= 0.0 && found.limits.p998.upper <= 1.0);
        let more = proportion(x * times, n * times, 1.0).unwrap();
        prop_assert!(width(more.limits.p95) < width(found.limits.p95));
    }

    #[test]
    fn means_lie_in_their_intervals(values in proptest::collection::vec(-1e6..1e6f64, 2..30)) {
        prop_assert!(is_nested(&mean_of(&values).unwrap()));
    }

    #[test]
    fn verdicts_turn_round_with_the_benchmark(events in 0u32..500, people in 1_000u32..100_000, benchmark in 0.0..0.1f64) {
        let found = rate(f64::from(events), f64::from(people), 1.0).unwrap();
        let (here, far) = (against(&found, benchmark), against(&found, benchmark * 2.0));
        prop_assert!(far <= here);
        prop_assert!(here != Verdict::MuchHigher || found.value > benchmark);
        prop_assert_eq!(against(&found, found.value), Verdict::Similar);
    }

    #[test]
    fn the_exact_test_sums_the_outcomes_no_likelier(n in 1u64..60, seen in 0u64..60, p in 0.02..0.98f64) {
        let seen = seen.min(n);
        let choose = |k: u64| (0..k).fold(1.0, |product, i| product * (n - i) as f64 / (i + 1) as f64);
        let probability = |k: u64| choose(k) * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32);
        let most = probability(seen) * (1.0 + 1e-7);
        let sum: f64 = (0..=n).map(probability).filter(|one| *one <= most).sum();
        prop_assert!((binomial_two_sided(seen, n, p) - sum).abs() < 1e-9);
    }

    #[test]
    fn fishers_test_does_not_care_which_way_the_table_lies(x1 in 0u64..40, n1 in 40u64..80, x2 in 0u64..40, n2 in 40u64..80) {
        let p = fisher_two_sided(x1, n1, x2, n2);
        for other in [
            fisher_two_sided(x2, n2, x1, n1),
            fisher_two_sided(n1 - x1, n1, n2 - x2, n2),
            fisher_two_sided(x1, x1 + x2, n1 - x1, n1 - x1 + n2 - x2),
        ] {
            prop_assert!((p - other).abs() < 1e-9, "{p} {other}");
        }
    }

    #[test]
    fn swapping_two_rates_turns_the_ratio_over(x1 in 1u64..400, x2 in 1u64..400, n1 in 1.0..1e5f64, n2 in 1.0..1e5f64) {
        let (one, other) = (two_rates(x1, n1, x2, n2).unwrap(), two_rates(x2, n2, x1, n1).unwrap());
        prop_assert!((one.ratio * other.ratio - 1.0).abs() < 1e-9);
        prop_assert!((one.limits.p95.lower * other.limits.p95.upper - 1.0).abs() < 1e-7);
        prop_assert!((one.p - other.p).abs() < 1e-9);
        prop_assert!(one.limits.p95.contains(one.ratio) && one.limits.p998.lower <= one.limits.p95.lower);
    }

    #[test]
    fn funnel_limits_hold_the_average_and_narrow(expected in 0.05..5_000.0f64) {
        let Limits { p95, p998 } = ratio_limits(expected);
        prop_assert!(p95.contains(1.0) && p998.lower <= p95.lower && p998.upper >= p95.upper);
        prop_assert!(ratio_limits(expected * 1.5).p95.upper < p95.upper);
    }

    #[test]
    fn groups_follow_the_values(values in proptest::collection::vec(0u8..40, 10..60), groups in 2usize..10) {
        let known: Vec<Option<f64>> = values.iter().map(|value| Some(f64::from(*value))).collect();
        let found = quantile_groups(&known, groups, false);
        for (a, group_a) in known.iter().zip(&found) {
            prop_assert!(group_a.is_some_and(|group| (1..=groups).contains(&group)));
            for (b, group_b) in known.iter().zip(&found) {
                prop_assert!(a > b || group_a <= group_b);
            }
        }
    }

    #[test]
    fn turning_time_round_turns_the_trend_round(values in proptest::collection::vec(-50i32..50, 8..20)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let times: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
        let back: Vec<f64> = values.iter().rev().copied().collect();
        let (there, here) = (mann_kendall(&values).unwrap(), mann_kendall(&back).unwrap());
        prop_assert_eq!(there.s, -here.s);
        prop_assert_eq!(there.p, here.p);
        let slopes = theil_sen(&times, &values).unwrap().slope + theil_sen(&times, &back).unwrap().slope;
        prop_assert!(slopes.abs() < 1e-9);
        prop_assert!(there.p > 0.0 && there.p <= 1.0 && there.tau.abs() <= 1.0 + 1e-12);
    }

    #[test]
    fn a_departure_does_not_depend_on_level_or_unit(
        gaps in proptest::collection::vec(-1.0..1.0f64, 8..16),
        shift in -5.0..5.0f64,
    ) {
        let years: Vec<f64> = (0..gaps.len()).map(|at| 2010.0 + at as f64).collect();
        let moved: Vec<f64> = gaps.iter().map(|gap| 4.0 * gap + shift).collect();
        let (one, other) = (onset(&years, &gaps).unwrap(), onset(&years, &moved).unwrap());
        prop_assert_eq!((one.step.first, one.kink.first), (other.step.first, other.kink.first));
        prop_assert!((one.aicc.kink - one.aicc.line - other.aicc.kink + other.aicc.line).abs() < 1e-6);
        prop_assert!(one.step.plausible.contains(&one.step.first) && one.kink.plausible.contains(&one.kink.first));
    }

    #[test]
    fn adjusted_p_is_larger_and_keeps_the_order(p in proptest::collection::vec(0.0..=1.0f64, 1..40)) {
        let found = adjusted(&p);
        for (a, adjusted_a) in p.iter().zip(&found) {
            prop_assert!(adjusted_a >= a && *adjusted_a <= 1.0);
            for (b, adjusted_b) in p.iter().zip(&found) {
                prop_assert!(a > b || adjusted_a <= adjusted_b);
            }
        }
    }

    #[test]
    fn shrunk_rates_lie_between_the_raw_one_and_the_average(
        counts in proptest::collection::vec((0u32..200, 100u32..9_000), 1..40),
    ) {
        let counts: Vec<(f64, f64)> = counts.iter().map(|(x, n)| (f64::from(*x), f64::from(*n))).collect();
        let found = shrink(&counts).unwrap();
        for area in &found.areas {
            let (low, high) = (area.raw.min(found.average), area.raw.max(found.average));
            prop_assert!(area.shrunk >= low - 1e-15 && area.shrunk <= high + 1e-15 && (0.0..=1.0).contains(&area.weight));
        }
    }

    #[test]
    fn neighbours_hold_their_own_mean(values in proptest::collection::vec(0.0..300.0f64, 7..11), own in 0.0..300.0f64) {
        let values: Vec<Option<f64>> = values.into_iter().map(Some).collect();
        let found = neighbours(&values).unwrap();
        let Limits { p95, p998 } = found.predicted;
        prop_assert!(p95.contains(found.mean) && p998.lower <= p95.lower && p998.upper >= p95.upper);
        let standing = found.standing(own, &values);
        prop_assert_eq!(standing.p < 0.05, !p95.contains(own));
        prop_assert!(standing.rank_from_highest + standing.rank_from_lowest <= found.n + 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn one_areas_rank_interval_is_that_of_all(
        counts in proptest::collection::vec((0u32..60, 500u32..5_000), 2..12),
        descending: bool,
    ) {
        let counts: Vec<(f64, f64)> = counts.iter().map(|(x, n)| (f64::from(*x), f64::from(*n))).collect();
        let draws = RankDraws::new(12, SEED);
        let (all, shares) = (draws.of_rates(&counts, descending).unwrap(), draws.of_proportions(&counts, descending).unwrap());
        for area in 0..counts.len() {
            prop_assert_eq!(draws.of_rate(&counts, area, descending).unwrap(), all[area]);
            prop_assert_eq!(draws.of_proportion(&counts, area, descending).unwrap(), shares[area]);
            prop_assert!(all[area].lower <= all[area].median && all[area].median <= all[area].upper);
        }
    }
}

/// The cube-root draws against true gamma draws, on counts from nought to thousands: no further apart than two sets of gamma
/// draws.
#[test]
fn rank_draws_agree_with_gamma_draws() {
    const SETS: usize = 4_000;
    for scale in [0.02, 0.2, 5.0] {
        let counts: Vec<(f64, f64)> = (0..60u32)
            .map(|area| (f64::from(area * 37 % 61), 400.0 + f64::from(area) * 40.0))
            .map(|(x, n): (f64, f64)| ((x * scale).floor(), n * scale))
            .collect();
        let found = RankDraws::new(counts.len(), SEED)
            .of_rates(&counts, true)
            .unwrap();
        let mut generator = Pcg64Mcg::seed_from_u64(1);
        let gammas: Vec<Gamma<f64>> = counts
            .iter()
            .map(|(x, n)| Gamma::new(x + 0.5, 1.0 / n).unwrap())
            .collect();
        let mut ranks = vec![Vec::with_capacity(SETS); counts.len()];
        for _ in 0..SETS {
            let drawn: Vec<f64> = gammas
                .iter()
                .map(|gamma| gamma.sample(&mut generator))
                .collect();
            for (area, rate) in drawn.iter().enumerate() {
                ranks[area].push(1 + drawn.iter().filter(|other| *other > rate).count());
            }
        }
        for (area, mut ranks) in ranks.into_iter().enumerate() {
            ranks.sort_unstable();
            let expected = [ranks[SETS / 40], ranks[SETS / 2], ranks[SETS - SETS / 40]];
            let interval = [found[area].lower, found[area].median, found[area].upper];
            for (one, other) in interval.into_iter().zip(expected) {
                assert!(
                    one.abs_diff(other) <= 3,
                    "{:?}: {interval:?} instead of {expected:?}",
                    counts[area]
                );
            }
        }
    }
}
