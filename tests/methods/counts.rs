//! Intervals and tests on counts, proportions and means.

use super::stat::exact::{binomial_two_sided, clopper_pearson, poisson_two_sided};
use super::stat::interval::{
    Estimate, Interval, Level, byar_lower, byar_upper, count_limits, exact_poisson, mean_of,
    proportion, rate, ratio, wilson,
};
use super::stat::method::Method;
use super::stat::two_samples::{two_counts, two_proportions, two_rates};
use super::stat::verdict::{Side, single_overlap};
use super::{FINE, Row, agree, rows};

fn level(row: &Row) -> Level {
    let text = row.text("confidence");
    let confidence = text.strip_suffix('%').map_or_else(
        || text.parse().unwrap(),
        |percent| percent.parse::<f64>().unwrap() / 100.0,
    );
    match confidence {
        0.95 => Level::P95,
        0.998 => Level::P998,
        other => Level::of(other).unwrap(),
    }
}

/// Rows with all their inputs. By its type no function can be called without an input.
fn known(file: &str) -> Vec<Row> {
    let inputs = ["Numerator", "Denominator", "numerator", "denominator"];
    rows(file)
        .into_iter()
        .filter(|row| {
            !inputs
                .iter()
                .any(|column| row.cells.get(*column).is_some_and(String::is_empty))
        })
        .collect()
}

/// Compares value, limits and method; `columns` name the limits.
fn holds(row: &Row, estimate: &Estimate, columns: [&str; 4]) {
    row.holds("value", estimate.value, FINE);
    let limits = estimate.limits;
    let found = [
        limits.p95.lower,
        limits.p95.upper,
        limits.p998.lower,
        limits.p998.upper,
    ];
    for (column, found) in columns.into_iter().zip(found) {
        row.holds(column, found, FINE);
    }
    let name = match estimate.method {
        Method::Byar => "Byars",
        Method::ExactPoisson => "Exact",
        Method::Wilson => "Wilson",
        Method::StudentT => "Student's t-distribution",
        other => panic!("{other:?} belongs to no interval"),
    };
    assert_eq!(name, row.text("method"), "{}", row.place);
}

const LONG: [&str; 4] = ["lower95_0cl", "upper95_0cl", "lower99_8cl", "upper99_8cl"];
const SHORT: [&str; 4] = ["lower95", "upper95", "lower998", "upper998"];

#[test]
fn rates_have_byar_or_exact_limits() {
    for row in known("A_phe_tests_gpl3/rate.csv") {
        holds(
            &row,
            &rate(
                row.number("Numerator"),
                row.number("Denominator"),
                row.number("multiplier"),
            )
            .unwrap(),
            LONG,
        );
    }
    for row in rows("B_r_package_runs/rate_ci_edge.csv") {
        holds(
            &row,
            &rate(
                row.number("numerator"),
                row.number("denominator"),
                row.number("multiplier"),
            )
            .unwrap(),
            SHORT,
        );
    }
    for file in [
        "A_phe_tests_gpl3/rate_grouped.csv",
        "B_r_package_runs/rate_ci_edge_90pct.csv",
    ] {
        for row in known(file) {
            let column = |lower: &str, upper: &str| {
                row.number(if row.cells.contains_key(lower) {
                    lower
                } else {
                    upper
                })
            };
            let (events, population) = (
                column("numerator", "Numerator"),
                column("denominator", "Denominator"),
            );
            let (limits, _) = count_limits(events, level(&row)).unwrap();
            let limits = limits.scaled(row.number("multiplier") / population);
            row.holds("lowercl", limits.lower, FINE);
            row.holds("uppercl", limits.upper, FINE);
        }
    }
}

#[test]
fn proportions_have_wilson_limits() {
    for row in known("A_phe_tests_gpl3/proportion.csv") {
        holds(
            &row,
            &proportion(
                row.number("Numerator"),
                row.number("Denominator"),
                row.number("multiplier"),
            )
            .unwrap(),
            LONG,
        );
    }
    for row in rows("B_r_package_runs/proportion_ci_edge.csv") {
        holds(
            &row,
            &proportion(
                row.number("numerator"),
                row.number("denominator"),
                row.number("multiplier"),
            )
            .unwrap(),
            SHORT,
        );
    }
    for row in known("A_phe_tests_gpl3/proportion_grouped.csv") {
        let limits = wilson(
            row.number("Numerator"),
            row.number("Denominator"),
            level(&row),
        )
        .unwrap()
        .scaled(row.number("multiplier"));
        row.holds("lowercl", limits.lower, FINE);
        row.holds("uppercl", limits.upper, FINE);
    }
    for row in rows("B_python/wilson_clopper_pearson.csv") {
        let limits = wilson(row.number("x"), row.number("n"), level(&row)).unwrap();
        row.holds("wilson_low", limits.lower, FINE);
        row.holds("wilson_high", limits.upper, FINE);
        let exact = clopper_pearson(row.count("x"), row.count("n"), level(&row));
        row.holds("clopper_pearson_low", exact.lower, FINE);
        row.holds("clopper_pearson_high", exact.upper, FINE);
    }
}

#[test]
fn raw_byar_wilson_and_exact_limits_agree() {
    for row in rows("A_phe_tests_gpl3/byar_wilson.csv") {
        let (x, level) = (row.number("x"), level(&row));
        match row.maybe("n") {
            Some(n) => {
                let limits = wilson(x, n, level).unwrap();
                row.holds("lowercl", limits.lower, FINE);
                row.holds("uppercl", limits.upper, FINE);
            }
            None => {
                assert_eq!(
                    byar_lower(x, level).is_some(),
                    row.maybe("lowercl").is_some(),
                    "{}",
                    row.place
                );
                row.holds("lowercl", byar_lower(x, level).unwrap_or_default(), FINE);
                row.holds("uppercl", byar_upper(x, level), FINE);
            }
        }
    }
    for row in rows("B_python/poisson_exact_byar.csv") {
        let exact = exact_poisson(row.number("x"), level(&row));
        row.holds("exact_low", exact.lower, FINE);
        row.holds("exact_high", exact.upper, FINE);
        row.holds(
            "byar_low",
            byar_lower(row.number("x"), level(&row)).unwrap_or_default(),
            FINE,
        );
        row.holds("byar_high", byar_upper(row.number("x"), level(&row)), FINE);
    }
}

#[test]
fn standardised_ratios_and_means_have_their_limits() {
    for row in rows("A_phe_tests_gpl3/isr_ratio.csv") {
        let per = match row.text("statistic").rsplit(' ').next().unwrap() {
            "x" | "1" => 1.0,
            other => other.parse().unwrap(),
        };
        let per = row.maybe("ref_rate").map_or(per, |reference| {
            // A standardised rate is the ratio times the reference rate, which the file prints already multiplied.
            reference
        });
        let estimate = ratio(row.number("observed"), row.number("expected")).unwrap();
        let scaled = Estimate {
            value: estimate.value * per,
            limits: estimate.limits.scaled(per),
            method: estimate.method,
        };
        holds(&row, &scaled, LONG);
    }
    for folder in ["A_phe_tests_gpl3", "B_r_package_runs"] {
        let values = rows(&format!("{folder}/mean_values.csv"));
        for row in rows(&format!("{folder}/mean_expected.csv")) {
            let group: Vec<f64> = values
                .iter()
                .filter(|of| either(of, "area", "group") == either(&row, "area", "group"))
                .filter_map(|of| either(of, "values", "value").parse().ok())
                .collect();
            holds(&row, &mean_of(&group).unwrap(), LONG);
        }
    }
}

/// The cell of whichever of two columns a file has.
fn either<'r>(row: &'r Row, column: &str, other: &str) -> &'r str {
    row.cells
        .get(column)
        .or(row.cells.get(other))
        .expect("one of two columns")
}

#[test]
fn published_figures_of_all_authorities_have_their_limits() {
    for row in rows("B_r_package_runs/rate_cla2025.csv") {
        let found = rate(row.number("numerator"), row.number("denominator"), 10_000.0).unwrap();
        row.holds("rate", found.value, FINE);
        row.holds("lower95", found.limits.p95.lower, FINE);
        row.holds("upper95", found.limits.p95.upper, FINE);
        row.holds("lower998", found.limits.p998.lower, FINE);
        row.holds("upper998", found.limits.p998.upper, FINE);
    }
    for row in rows("B_r_package_runs/prop_cpprepeat2025.csv") {
        let found = proportion(row.number("numerator"), row.number("denominator"), 100.0).unwrap();
        row.holds("percent", found.value, FINE);
        row.holds("lower95", found.limits.p95.lower, FINE);
        row.holds("upper95", found.limits.p95.upper, FINE);
        row.holds("lower998", found.limits.p998.lower, FINE);
        row.holds("upper998", found.limits.p998.upper, FINE);
    }
}

#[test]
fn the_single_overlap_rule_is_that_of_fingertips() {
    for row in rows("A_mit_tests/fingertips_benchmark_outcome.csv") {
        let interval = Interval {
            lower: row.number("lower_ci"),
            upper: row.number("upper_ci"),
        };
        let found = match (
            single_overlap(interval, row.number("benchmark_value")),
            row.text("polarity"),
        ) {
            (None, _) => "Similar",
            (Some(Side::Above), "NoJudgement") => "Higher",
            (Some(Side::Below), "NoJudgement") => "Lower",
            (Some(Side::Above), "HighIsGood") | (Some(Side::Below), "LowIsGood") => "Better",
            (Some(_), _) => "Worse",
        };
        assert_eq!(found, row.text("expected_outcome"), "{}", row.place);
    }
}

#[test]
fn one_sample_tests_agree_with_r() {
    for row in rows("B_base_r/poisson_one_sample.csv") {
        let (x, n) = (row.count("x"), row.number("n"));
        row.holds(
            "p_two_sided",
            poisson_two_sided(x, n * row.number("benchmark")),
            FINE,
        );
        for (level, low, high) in [
            (Level::P95, "lcl95", "ucl95"),
            (Level::P998, "lcl998", "ucl998"),
        ] {
            let limits = exact_poisson(x as f64, level).scaled(1.0 / n);
            row.holds(low, limits.lower, FINE);
            row.holds(high, limits.upper, FINE);
        }
    }
    for row in rows("B_base_r/binom_one_sample.csv") {
        let (x, n) = (row.count("x"), row.count("n"));
        row.holds("p_exact", binomial_two_sided(x, n, row.number("p0")), FINE);
        let limits = clopper_pearson(x, n, Level::P95);
        row.holds("cp_lcl95", limits.lower, FINE);
        row.holds("cp_ucl95", limits.upper, FINE);
    }
}

#[test]
fn two_sample_tests_agree_with_r_and_statsmodels() {
    for file in ["B_base_r/poisson_two_sample.csv", "B_python/two_rates.csv"] {
        for row in rows(file) {
            let found = two_rates(
                row.count("x1"),
                row.number("n1"),
                row.count("x2"),
                row.number("n2"),
            )
            .unwrap();
            row.holds("rate_ratio", found.ratio, FINE);
            row.holds(
                if row.cells.contains_key("p_exact") {
                    "p_exact"
                } else {
                    "p_exact_conditional"
                },
                found.p,
                FINE,
            );
            if row.cells.contains_key("rr_lcl95") {
                row.holds("rr_lcl95", found.limits.p95.lower, FINE);
                row.holds("rr_ucl95", found.limits.p95.upper, FINE);
            }
        }
    }
    for row in rows("B_base_r/two_counts_exact.csv") {
        let found = two_counts(row.count("x1"), row.count("x2")).unwrap();
        row.holds("p_exact_conditional", found.p, FINE);
        row.holds("ratio", found.ratio, FINE);
        row.holds("ratio_low95", found.limits.p95.lower, FINE);
        row.holds("ratio_high95", found.limits.p95.upper, FINE);
    }
    for row in rows("B_base_r/two_proportions.csv") {
        let found = two_proportions(
            row.count("x1"),
            row.count("n1"),
            row.count("x2"),
            row.count("n2"),
        )
        .unwrap();
        row.holds("fisher_p", found.p, FINE);
        row.holds("prop_test_p_nocorr", found.p_chi_squared, FINE);
    }
    for row in rows("B_python/two_proportions_newcombe.csv") {
        let found = two_proportions(
            row.count("x1"),
            row.count("n1"),
            row.count("x2"),
            row.count("n2"),
        )
        .unwrap();
        row.holds("diff", found.difference, FINE);
        row.holds("newcombe_low95", found.limits.p95.lower, FINE);
        row.holds("newcombe_high95", found.limits.p95.upper, FINE);
    }
}

#[test]
fn the_tolerance_itself_is_tight() {
    assert!(agree(1.0 + 1e-9, 1.0, FINE) && !agree(1.0 + 1e-7, 1.0, FINE));
}
