//! Values that others published, with citations. This module needs no other file.

use super::stat::control::{Settings, chart};
use super::stat::exact::{binomial_two_sided, clopper_pearson, fisher_two_sided};
use super::stat::interval::{
    Interval, Level, byar_lower, byar_upper, exact_poisson, mean_of, wilson,
};
use super::stat::multiple::survivors;
use super::stat::order::{quantile_type7, rank_min};
use super::stat::special::{chi_squared_upper, normal_quantile, student_upper_quantile};
use super::stat::trend::theil_sen;
use super::stat::two_samples::{two_proportions, two_rates};

/// Agreement with a number printed to so many decimals.
fn printed(found: f64, expected: f64, decimals: i32) {
    let half_unit = 0.5 * 10f64.powi(-decimals) * 1.000_001;
    assert!(
        (found - expected).abs() <= half_unit,
        "{found} instead of {expected}"
    );
}

fn interval(found: Interval, [lower, upper]: [f64; 2], decimals: i32) {
    printed(found.lower, lower, decimals);
    printed(found.upper, upper, decimals);
}

/// Newcombe 1998, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, pages 857 to 872, table I:
/// method 3 (Wilson's score) and method 5 (Clopper and Pearson).
#[test]
fn newcombe_single_proportions() {
    for (x, n, score, exact) in [
        (81u32, 263u32, [0.2553, 0.3662], [0.2527, 0.3676]),
        (15, 148, [0.0624, 0.1605], [0.0578, 0.1617]),
        (0, 20, [0.0, 0.1611], [0.0, 0.1684]),
        (1, 29, [0.0061, 0.1718], [0.0009, 0.1776]),
    ] {
        interval(
            wilson(f64::from(x), f64::from(n), Level::P95).unwrap(),
            score,
            4,
        );
        interval(
            clopper_pearson(u64::from(x), u64::from(n), Level::P95),
            exact,
            4,
        );
    }
}

/// Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in Medicine 17, pages 873 to
/// 890, table II, method 10.
#[test]
fn newcombe_differences() {
    for (x1, n1, x2, n2, limits) in [
        (56, 70, 48, 80, [0.0524, 0.3339]),
        (9, 10, 3, 10, [0.1705, 0.8090]),
        (6, 7, 2, 7, [0.0582, 0.8062]),
        (5, 56, 0, 29, [-0.0381, 0.1926]),
        (0, 10, 0, 20, [-0.1611, 0.2775]),
        (0, 10, 0, 10, [-0.2775, 0.2775]),
        (10, 10, 0, 20, [0.6791, 1.0]),
        (10, 10, 0, 10, [0.6075, 1.0]),
    ] {
        interval(
            two_proportions(x1, n1, x2, n2).unwrap().limits.p95,
            limits,
            4,
        );
    }
}

/// Exact 95% limits of a Poisson count: Garwood 1936, Biometrika 28, pages 437 to 442; the factors that Breslow and Day 1987,
/// Statistical Methods in Cancer Research II, table 2.10, give as limits over the count are 0.0253 and 5.57 for 1, 0.480 and 1.84
/// for 10, 0.814 and 1.22 for 100. Byar's approximation (the same book, section 2.3) is to be close to them.
#[test]
fn garwood_and_breslow_and_day() {
    for (count, limits, decimals) in [
        (0.0, [0.0, 3.69], 2),
        (1.0, [0.0253, 5.57], 2),
        (2.0, [0.242, 7.22], 2),
        (3.0, [0.619, 8.77], 2),
        (4.0, [1.09, 10.24], 2),
        (5.0, [1.62, 11.67], 2),
        (10.0, [4.80, 18.39], 2),
        (20.0, [12.22, 30.89], 2),
        (50.0, [37.11, 65.92], 2),
        (100.0, [81.36, 121.63], 2),
    ] {
        let exact = exact_poisson(count, Level::P95);
        interval(exact, limits, decimals);
        if count >= 10.0 {
            let byar = Interval {
                lower: byar_lower(count, Level::P95).unwrap(),
                upper: byar_upper(count, Level::P95),
            };
            assert!(
                (byar.lower / exact.lower - 1.0).abs() < 0.002
                    && (byar.upper / exact.upper - 1.0).abs() < 0.002,
                "{count}"
            );
        }
    }
    printed(exact_poisson(1.0, Level::P95).lower, 0.0253, 4);
    for (count, [lower, upper]) in [(10.0, [0.480, 1.84]), (100.0, [0.814, 1.22])] {
        let exact = exact_poisson(count, Level::P95);
        printed(exact.lower / count, lower, 3);
        printed(exact.upper / count, upper, 2);
    }
}

/// Fisher 1935, The Design of Experiments: the tea tasting, three of four cups right; two-sided as in R's help of `fisher.test`.
/// Conover 1971, page 97, as in R's help of `binom.test`: 682 of 925 plants where three quarters are expected.
/// R's help of `poisson.test`: 11 cases in 800 against 21 in 3,011.
#[test]
fn exact_tests() {
    printed(fisher_two_sided(3, 4, 1, 4), 0.4857, 4);
    printed(binomial_two_sided(682, 925, 0.75), 0.3825, 4);
    interval(
        clopper_pearson(682, 925, Level::P95),
        [0.707_668_3, 0.765_406_6],
        7,
    );
    let found = two_rates(11, 800.0, 21, 3011.0).unwrap();
    printed(found.p, 0.07967, 5);
    printed(found.ratio, 1.971_488, 6);
    interval(found.limits.p95, [0.858_426_4, 4.277_265_9], 7);
}

/// "Student" 1908, Biometrika 6, page 20: the additional hours of sleep; the interval as R's `t.test` prints it.
#[test]
fn students_sleep() {
    let found = mean_of(&[1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]).unwrap();
    printed(found.value, 1.58, 9);
    interval(found.limits.p95, [0.700_114_2, 2.459_885_8], 7);
}

/// Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57, section 4.1: of fifteen tests four survive at
/// 0.05.
#[test]
fn benjamini_and_hochbergs_example() {
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ];
    assert_eq!(survivors(&p, 0.05), 4);
}

/// Hollander and Wolfe 1973, Nonparametric Statistical Methods, example 9.1: the effect of cloud seeding, a slope of -0.056 a
/// year.
#[test]
fn cloud_seeding() {
    let found = theil_sen(&[1.0, 2.0, 3.0, 4.0, 5.0], &[1.26, 1.27, 1.12, 1.16, 1.03]).unwrap();
    printed(found.slope, -0.056, 3);
}

/// Tables in any textbook: the normal, t and chi-squared quantiles; the critical value in Fingertips' open code.
#[test]
fn tables() {
    printed(normal_quantile(0.975), 1.959_963_984_540_054, 14);
    printed(normal_quantile(0.999), 3.090_232_306_167_813, 13);
    printed(Level::of(0.99).unwrap().z(), 2.5758, 4);
    for (freedom, quantile) in [(1.0, 12.706), (4.0, 2.776), (9.0, 2.262), (30.0, 2.042)] {
        printed(student_upper_quantile(0.025, freedom), quantile, 3);
    }
    printed(chi_squared_upper(3.841, 1.0), 0.05, 4);
    printed(chi_squared_upper(9.549_535_706_083_24, 1.0), 0.002, 12);
}

/// R's help of `quantile` and `rank`: type 7 of 1 to 10; ranks of 3 1 4 1 5 9 2 6 5 3 5 with ties at the minimum.
#[test]
fn quantiles_and_ranks() {
    let sorted: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(
        [0.25, 0.5, 0.75].map(|p| quantile_type7(&sorted, p)),
        [3.25, 5.5, 7.75]
    );
    let digits = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5].map(|digit| Some(f64::from(digit)));
    let ranks: Vec<usize> = rank_min(&digits, false)
        .into_iter()
        .flatten()
        .map(|place| place.rank)
        .collect();
    assert_eq!(ranks, [4, 1, 6, 1, 7, 11, 3, 10, 7, 4, 7]);
}

/// Limits of an XmR chart are the mean and 2.66 mean moving ranges (Shewhart's 3 over d2 = 1.128 for pairs): worked by hand.
#[test]
fn limits_by_hand() {
    let values = [
        10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0, 10.0, 12.0, 11.0, 13.0,
    ];
    let found = chart(&values, &Settings::default()).unwrap();
    // Ranges 2 1 2 3 2 1 2 3 2 1 2 have the mean 21/11.
    printed(found.points[0].mean, 11.5, 12);
    interval(
        found.points[0].limits,
        [11.5 - 2.66 * 21.0 / 11.0, 11.5 + 2.66 * 21.0 / 11.0],
        12,
    );
    assert!(found.trial && found.points.iter().all(|point| point.rule.is_none()));
}
