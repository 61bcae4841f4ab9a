//! Trends, control charts and departures.

use super::stat::control::{self, Assurance, Rule, Settings, assurance, chart_of_any_length};
use super::stat::departure::{Break, Shape, log_gap, onset, placebo};
use super::stat::interval::{Interval, rate};
use super::stat::trend::{Direction, TrendPoint, mann_kendall, recent, theil_sen};
use super::stat::verdict::Side;
use super::{FINE, Row, rows};

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Increasing => "Increasing",
        Direction::Decreasing => "Decreasing",
        Direction::NoChange => "NoChange",
    }
}

#[test]
fn the_recent_trend_is_that_of_fingertips() {
    let inputs = rows("A_mit_tests/fingertips_trend_inputs.csv");
    for row in rows("A_mit_tests/fingertips_trend_expected.csv") {
        let points: Vec<TrendPoint> = inputs
            .iter()
            .filter(|input| input.text("case") == row.text("case"))
            .map(trend_point)
            .collect();
        // Two cases have missing or empty intervals, which the publisher's program compares with NaN and calls no change.
        match recent(&points) {
            Err(_) => assert!(
                ["GpRegisteredPopulationOver65", "EmergencyReadmissions"]
                    .contains(&row.text("case"))
            ),
            Ok(found) => {
                assert_eq!(
                    word(found.direction),
                    row.text("expected_marker_in_fingertips_tests"),
                    "{}",
                    row.place
                );
                row.holds("slope", found.slope, FINE);
                row.holds("chi_square", found.chi_squared, FINE);
            }
        }
    }
    for row in rows("C_reference/fingertips_trend_cla_2021_2025.csv") {
        let point = |year: u32| {
            let counts = (
                row.number(&format!("count_{year}")),
                row.number(&format!("pop_{year}")),
            );
            let found = rate(counts.0, counts.1, 10_000.0).unwrap();
            TrendPoint {
                value: found.value,
                p95: Some(found.limits.p95),
                counts: Some(counts),
            }
        };
        let found = recent(&(2021..=2025).map(point).collect::<Vec<_>>()).unwrap();
        assert_eq!(word(found.direction), row.text("marker"), "{}", row.place);
        assert_eq!(
            found.holds_without_any_point,
            row.flag("no_outlier_check"),
            "{}",
            row.place
        );
        row.holds("slope_per_10000", found.slope, FINE);
        row.holds("chi_square", found.chi_squared, FINE);
    }
}

fn trend_point(input: &Row) -> TrendPoint {
    TrendPoint {
        value: input.number("value"),
        p95: input
            .maybe("lower95")
            .zip(input.maybe("upper95"))
            .map(|(lower, upper)| Interval { lower, upper }),
        counts: input.maybe("count").zip(input.maybe("denominator")),
    }
}

#[test]
fn rank_methods_agree_with_pymannkendall_and_scipy() {
    for row in rows("B_python/mann_kendall_theil_sen.csv") {
        let values = row.known("values_in_year_order");
        let times: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
        let (test, line) = (
            mann_kendall(&values).unwrap(),
            theil_sen(&times, &values).unwrap(),
        );
        for (column, found) in [
            ("mk_S", test.s),
            ("mk_varS", test.variance),
            ("mk_z", test.z),
            ("mk_p_normal", test.p),
            ("kendall_tau_b", test.tau),
            ("theilsen_slope", line.slope),
            ("theilsen_intercept_median", line.intercept),
            ("slope_low95", line.p95.lower),
            ("slope_high95", line.p95.upper),
        ] {
            row.holds(column, found, FINE);
        }
    }
}

fn cause(rule: Option<Rule>) -> &'static str {
    match rule {
        None => "Common Cause",
        Some(Rule::Outside(Side::Above)) => "Above UCL",
        Some(Rule::Outside(Side::Below)) => "Below LCL",
        Some(Rule::Trend(Side::Above)) => "7 Point Trend (Increasing)",
        Some(Rule::Trend(Side::Below)) => "7 Point Trend (Decreasing)",
        Some(Rule::TwoOfThree(Side::Above)) => "2 in 3 Above CL",
        Some(Rule::TwoOfThree(Side::Below)) => "2 in 3 Below CL",
        Some(Rule::Run(Side::Above)) => "7 Points Above CL",
        Some(Rule::Run(Side::Below)) => "7 Points Below CL",
    }
}

fn assured(found: Assurance) -> &'static str {
    match found {
        Assurance::ConsistentlyPasses => "consistent_pass",
        Assurance::ConsistentlyFails => "consistent_fail",
        Assurance::Inconsistent => "inconsistent",
    }
}

#[test]
fn control_charts_are_those_of_making_data_count() {
    let points = rows("B_r_package_runs/xmr_points.csv");
    for series in rows("B_r_package_runs/xmr_series.csv") {
        let own: Vec<&Row> = points
            .iter()
            .filter(|row| row.text("series_id") == series.text("series_id"))
            .collect();
        let values: Vec<f64> = own.iter().map(|row| row.number("y")).collect();
        // The file counts from 1.
        let rebase: Vec<usize> = series
            .maybe("rebase_at")
            .map(|at| at as usize - 1)
            .into_iter()
            .collect();
        let settings = Settings {
            keep_extreme_ranges: !series.flag("screen_outliers"),
            holes_before: &[],
            rebase_before: &rebase,
            fix_after: series
                .maybe("fix_after_n_points")
                .map(|points| points as usize),
        };
        let found = chart_of_any_length(&values, &settings).unwrap();
        for (row, point) in own.iter().zip(&found.points) {
            row.holds("mean", point.mean, FINE);
            row.holds("lpl", point.limits.lower, FINE);
            row.holds("upl", point.limits.upper, FINE);
            row.holds("rebase_group", point.group as f64, 0.0);
            assert_eq!(
                cause(point.rule),
                row.text("special_cause_type"),
                "{}",
                row.place
            );
        }
        assert_eq!(
            found.trial,
            series.flag("short_group_warning_any"),
            "{}",
            series.place
        );
        if let Some(target) = series.maybe("target") {
            let limits = found.points[found.points.len() - 1].limits;
            let higher = series.text("improvement_direction") == "increase";
            assert_eq!(
                assured(assurance(limits, target, higher)),
                series.text("assurance_type"),
                "{}",
                series.place
            );
        }
    }
}

#[test]
fn assurance_is_that_of_making_data_count() {
    for row in rows("A_mit_tests/nhsr_assurance.csv")
        .iter()
        .filter(|row| row.text("improvement_direction") != "neutral")
    {
        let limits = Interval {
            lower: row.number("lpl"),
            upper: row.number("upl"),
        };
        let found = assurance(
            limits,
            row.number("target"),
            row.text("improvement_direction") == "increase",
        );
        assert_eq!(
            assured(found),
            row.text("expected_assurance"),
            "{}",
            row.place
        );
    }
}

#[test]
fn single_rules_are_those_of_making_data_count() {
    for row in rows("A_mit_tests/nhsr_spc_rule_units.csv") {
        let input = row.known("input");
        let near: Vec<bool> = input.iter().map(|number| *number == 1.0).collect();
        let sides = signs(row.known("relative_to_mean"));
        let found = match row.text("rule") {
            "seven_point_one_side_mean" => control::seven_on_one_side(&signs(input)),
            "part_of_seven" => control::part_of_seven(&signs(input)),
            "seven_point_trend" => control::seven_point_trends(&input),
            "two_in_three" => control::threes(&near, &sides),
            "part_of_two_in_three_after_rule" => control::two_of_three(&near, &sides),
            other => panic!("{}: unknown rule {other}", row.place),
        };
        assert_eq!(found, signs(row.known("expected")), "{}", row.place);
    }
}

fn signs(numbers: Vec<f64>) -> Vec<i8> {
    numbers.into_iter().map(|number| number as i8).collect()
}

/// The years and log gaps of a series.
fn gaps(series: &str) -> (Vec<f64>, Vec<f64>) {
    let own = rows("B_changepoint/gap_series.csv")
        .into_iter()
        .filter(|row| row.text("series_id") == series);
    own.map(|row| {
        let gap = row
            .maybe("la_rate")
            .map(|rate| log_gap(rate, row.number("neighbour_mean")).unwrap());
        // The file prints ten digits of the rates, so what is calculated from them agrees to about as many.
        row.holds(
            "log_ratio",
            gap.unwrap_or_else(|| row.number("log_ratio")),
            1e-6,
        );
        (row.number("year"), row.number("log_ratio"))
    })
    .unzip()
}

fn shape(name: &str) -> Shape {
    match name {
        "constant" => Shape::Constant,
        "line" => Shape::Line,
        "step" => Shape::Step,
        "kink" => Shape::Kink,
        other => panic!("unknown shape {other}"),
    }
}

#[test]
fn the_four_shapes_agree_with_r() {
    for row in rows("B_changepoint/gap_models_summary.csv") {
        let (years, gaps) = gaps(row.text("series_id"));
        let found = onset(&years, &gaps).unwrap();
        // The logarithms were printed with ten digits.
        let tolerance = 1e-6;
        row.holds("aicc_constant", found.aicc.constant, tolerance);
        row.holds("aicc_line", found.aicc.line, tolerance);
        row.holds("aicc_step", found.aicc.step, tolerance);
        row.holds("aicc_kink", found.aicc.kink, tolerance);
        row.holds("gap_first3", found.start, tolerance);
        row.holds("gap_last3", found.end, tolerance);
        row.holds("change_last3_minus_first3", found.change, tolerance);
        assert_eq!(found.best, shape(row.text("best")), "{}", row.place);
        row.holds("step_last_year_before", years[found.step.first - 1], 0.0);
        row.holds("step_first_year_after", years[found.step.first], 0.0);
        row.holds("kink_last_year_before", years[found.kink.first - 1], 0.0);
        let before = |of: &Break| {
            of.plausible
                .iter()
                .map(|at| years[at - 1])
                .collect::<Vec<f64>>()
        };
        assert_eq!(
            before(&found.step),
            row.known("step_plausible_last_years"),
            "{}",
            row.place
        );
        assert_eq!(
            before(&found.kink),
            row.known("kink_plausible_last_years"),
            "{}",
            row.place
        );
    }
    for row in rows("B_changepoint/gap_models_by_year.csv") {
        let (years, gaps) = gaps(row.text("series_id"));
        let found = onset(&years, &gaps).unwrap();
        let at = row.count("k") as usize - 3;
        row.holds("rss_step", found.step.rss[at], 1e-6);
        row.holds("rss_kink", found.kink.rss[at], 1e-6);
    }
}

#[test]
fn the_placebo_counts_those_who_moved_as_far() {
    // Half of the areas are printed, so the count of the others is a lower bound and their order is exact.
    let all = rows("C_reference/placebo_lac_2016_2025.csv");
    let changes: Vec<f64> = all.iter().map(|row| row.number("D")).collect();
    for (at, row) in all.iter().enumerate() {
        let others: Vec<f64> = changes
            .iter()
            .enumerate()
            .filter(|(of, _)| *of != at)
            .map(|(_, change)| *change)
            .collect();
        let found = placebo(changes[at], &others);
        let expected = (row.number("p_D") * 145.0).round() as usize - 1;
        assert!(
            found.moved_as_far <= expected && expected <= found.moved_as_far + 145 - all.len(),
            "{}",
            row.place
        );
    }
}
