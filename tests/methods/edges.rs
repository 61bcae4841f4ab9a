//! What is refused, and the extremes at which formulas fail.

use super::stat::change::{YearCount, change, dispersion, percentage_change, position};
use super::stat::control::{LEAST_POINTS, Settings, chart};
use super::stat::departure::{
    Field, Gap, Shape, already_apart, exceeds_counting_noise, gaps, log_gap, onset, record,
};
use super::stat::funnel::{LEAST_AREAS, rates};
use super::stat::interval::{Interval, Level, exact_poisson, mean_of, proportion, rate};
use super::stat::method::Method;
use super::stat::neighbours::neighbours;
use super::stat::problem::Problem;
use super::stat::rank_interval::{RankDraws, SEED};
use super::stat::special::beta_quantile;
use super::stat::trend::{TrendPoint, long_run, mann_kendall, recent};
use super::stat::two_samples::two_rates;
use super::stat::verdict::Side;

#[test]
fn what_is_no_count_is_refused_by_name() {
    assert_eq!(rate(-1.0, 10.0, 1.0), Err(Problem::NegativeCount));
    assert_eq!(rate(1.0, 0.0, 1.0), Err(Problem::NoPopulation));
    assert_eq!(rate(f64::NAN, 1.0, 1.0), Err(Problem::NotANumber));
    assert_eq!(rate(1e13, 1e14, 1.0), Err(Problem::TooLarge));
    assert_eq!(proportion(11.0, 10.0, 1.0), Err(Problem::NotAProportion));
    assert_eq!(proportion(0.0, 0.0, 1.0), Err(Problem::NoPopulation));
    assert_eq!(rate(12.0, 10.0, 1.0).map(|found| found.value), Ok(1.2));
    assert_eq!(
        mean_of(&[1.0]),
        Err(Problem::TooFew {
            needed: 2,
            found: 1
        })
    );
    assert_eq!(two_rates(0, 1.0, 0, 1.0), Err(Problem::NoEvents));
    assert_eq!(rates(&[(0.0, 10.0)]), Err(Problem::NoEvents));
    assert_eq!(
        rates(&[]),
        Err(Problem::TooFew {
            needed: 1,
            found: 0
        })
    );
    assert_eq!(
        neighbours(&[Some(1.0); 6]).map(|found| found.n),
        Err(Problem::TooFew {
            needed: 7,
            found: 6
        })
    );
    assert_eq!(log_gap(0.0, 3.0), Err(Problem::NoLogarithm));
    assert_eq!(
        chart(&[1.0; 11], &Settings::default()).map(|_| ()),
        Err(Problem::TooFew {
            needed: LEAST_POINTS,
            found: 11
        })
    );
    assert_eq!(
        long_run(&[0.0; 7], &[0.0; 7]).map(|_| ()),
        Err(Problem::TooFew {
            needed: 8,
            found: 7
        })
    );
    assert_eq!(
        RankDraws::new(1, SEED).of_rates(&[(1.0, 2.0); 2], true),
        Err(Problem::TooManyAreas { most: 1 })
    );
    assert_eq!(
        Problem::TooFew {
            needed: 7,
            found: 6
        }
        .to_string(),
        "6 values are given, at least 7 are needed"
    );
}

#[test]
fn what_is_no_trend_is_refused_by_name() {
    let point = TrendPoint {
        value: 1.0,
        p95: None,
        counts: None,
    };
    assert_eq!(recent(&[point; 5]), Err(Problem::NoInterval));
    assert_eq!(
        recent(&[point; 4]),
        Err(Problem::TooFew {
            needed: 5,
            found: 4
        })
    );
    let full = TrendPoint {
        p95: Some(Interval {
            lower: 0.5,
            upper: 1.5,
        }),
        counts: Some((5.0, 5.0)),
        ..point
    };
    assert_eq!(recent(&[full; 5]), Err(Problem::CountEqualsDenominator));
}

#[test]
fn series_without_movement_have_none() {
    let years: Vec<f64> = (2013..2026).map(f64::from).collect();
    let still = onset(&years, &[0.3; 13]).unwrap();
    assert_eq!(
        (still.shape, still.best, still.dated()),
        (Shape::Constant, Shape::Constant, None)
    );
    let line: Vec<f64> = years.iter().map(|year| year * 0.1).collect();
    assert_eq!(onset(&years, &line).unwrap().shape, Shape::Line);
    let test = mann_kendall(&[4.0; 9]).unwrap();
    assert_eq!((test.p, test.tau), (1.0, 0.0));
    let chart = chart(&[5.0; 12], &Settings::default()).unwrap();
    assert!(chart.points.iter().all(|point| point.rule.is_none()));
    let same = neighbours(&[Some(3.0); 10]).unwrap();
    assert_eq!(same.standing(3.0, &[Some(3.0); 10]).p, 1.0);
    assert_eq!(same.standing(4.0, &[Some(3.0); 10]).p, 0.0);
}

#[test]
fn a_clean_step_is_dated_and_stays_so_when_years_are_missing() {
    let years = [
        2013.0, 2014.0, 2015.0, 2016.0, 2017.0, 2018.0, 2019.0, 2022.0, 2023.0, 2024.0, 2025.0,
    ];
    let gaps = [
        0.01, -0.02, 0.0, 0.02, -0.01, 0.0, 0.01, 0.31, 0.29, 0.3, 0.32,
    ];
    let found = onset(&years, &gaps).unwrap();
    assert_eq!(found.shape, Shape::Step);
    assert_eq!(
        found.dated().map(|of| (years[of.first], of.range())),
        Some((2022.0, (7, 7)))
    );
    assert!(
        exceeds_counting_noise(found.change, 500.0) && !exceeds_counting_noise(found.change, 50.0)
    );
}

#[test]
fn a_neighbour_that_comes_late_does_not_move_the_gap() {
    let (steady, late) = ([Some(10.0), Some(10.0)], [None, Some(90.0)]);
    let mut rows: Vec<&[Option<f64>]> = vec![&steady; 7];
    rows.push(&late);
    assert_eq!(
        gaps(&[12.0, 12.0], &rows, Gap::Difference),
        Ok(vec![2.0, 2.0])
    );
    assert_eq!(
        gaps(&[10.0, 10.0], &rows, Gap::LogRatio),
        Ok(vec![0.0, 0.0])
    );
    assert_eq!(
        gaps(&[0.0, 10.0], &rows, Gap::LogRatio),
        Err(Problem::NoLogarithm)
    );
    assert_eq!(
        gaps(&[12.0, 12.0], &rows[1..], Gap::Difference),
        Err(Problem::TooFew {
            needed: 7,
            found: 6
        })
    );
    assert_eq!(
        gaps(&[12.0], &rows, Gap::Difference),
        Err(Problem::UnequalLengths)
    );
}

#[test]
fn the_plain_description_needs_no_model() {
    let field = Field {
        mean: 60.0,
        middle_half: Interval {
            lower: 50.0,
            upper: 70.0,
        },
        range: Interval {
            lower: 40.0,
            upper: 90.0,
        },
    };
    let own = [65.0, 55.0, 95.0, 120.0, 100.0];
    let found = record(&own, &[field; 5]).unwrap();
    assert_eq!(found.last_inside_middle_half, Some(1));
    assert_eq!(found.beyond_all, Some((Side::Above, 3)));
    assert_eq!(
        (found.first_gap, found.widest_gap, found.latest_gap),
        (5.0, (3, 60.0), 40.0)
    );
    assert_eq!(
        already_apart(&own[2..], &[field.range; 3]),
        Some(Side::Above)
    );
    assert_eq!(already_apart(&own, &[field.range; 5]), None);
    assert_eq!(already_apart(&own[3..], &[field.range; 2]), None);
}

#[test]
fn an_overdispersed_indicator_asks_more_of_a_change() {
    let (earlier, later) = (of_10_000(100), of_10_000(140));
    let plain = change(earlier, later, Some(1.1)).unwrap();
    let wide = change(earlier, later, Some(2.9)).unwrap();
    assert_eq!(
        (plain.method, wide.method),
        (Method::ConditionalTest, Method::OverdispersedChange)
    );
    assert!(plain.p < 0.05 && wide.p > 0.05 && (plain.z - 40.0 / 240f64.sqrt()).abs() < 1e-12);
    assert_eq!(dispersion(&[(earlier, later); 19]), None);
    let mixed: Vec<(YearCount, YearCount)> = (0..40)
        .map(|at| {
            if at % 2 == 0 {
                (earlier, later)
            } else {
                (later, earlier)
            }
        })
        .collect();
    assert!(dispersion(&mixed).is_some_and(|spread| spread > 2.5));
    assert_eq!(
        position(-0.09, &[0.01, -0.05, 0.2, 0.09]).share(),
        Some(0.5)
    );
    assert_eq!(
        (
            percentage_change(19.0, 19.0, 30.0),
            percentage_change(50.0, 50.0, 60.0)
        ),
        (None, Some(20.0))
    );
}

fn of_10_000(events: u64) -> YearCount {
    YearCount {
        events,
        population: 10_000.0,
    }
}

#[test]
fn small_sets_of_areas_have_no_overdispersed_limits() {
    let areas: Vec<(f64, f64)> = (1..=25u32)
        .map(|area| (f64::from(area % 9 + 1), f64::from(area) * 40.0 + 200.0))
        .collect();
    assert!(
        rates(&areas[..LEAST_AREAS - 1])
            .unwrap()
            .point(0)
            .unwrap()
            .overdispersed
            .is_none()
    );
    assert!(
        rates(&areas)
            .unwrap()
            .point(0)
            .unwrap()
            .overdispersed
            .is_some()
    );
    assert!(rates(&areas).unwrap().point(25).is_none());
}

/// Very unequal and very large shapes, where other solvers never end or lose precision: closed forms for a shape of 1, the
/// normal limit for large ones, and the gamma limit between.
#[test]
fn beta_quantiles_end_whatever_the_shapes() {
    for shape in [1.0, 50.0, 1e6, 1e8, 1e10] {
        near(
            beta_quantile(0.025, 1.0, shape),
            -(0.975_f64.ln() / shape).exp_m1(),
            1e-9 + 1e-14 * shape,
        );
        near(
            1.0 - beta_quantile(0.975, shape, 1.0),
            -(0.975_f64.ln() / shape).exp_m1(),
            1e-4 + 1e-16 * shape,
        );
    }
    for shape in [1e5, 0.99e6, 1.01e6, 1e9, 1e12_f64] {
        let reach = 1.959_963_984_540_054 * (2.0 / shape).sqrt();
        let share = beta_quantile(0.025, shape, shape + 1.0);
        near((share / (1.0 - share)).ln(), -reach, 1e-2);
    }
    // The gamma function itself has few exact digits here; what is checked is that this ends.
    assert!((0.0..1e-10).contains(&beta_quantile(0.025, 2.0, 1e12)));
    near(beta_quantile(0.5, 8.0, 1e9) * 1e9, 7.669_249_443, 1e-5);
    assert_eq!(exact_poisson(1e-320, Level::P95).lower, 0.0);
}

/// Checks that two numbers agree to within a relative tolerance.
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found / expected - 1.0).abs() < tolerance,
        "{found} {expected}"
    );
}
