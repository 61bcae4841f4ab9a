//! Funnel limits, plain and overdispersed, and which points lie outside them.

use super::stat::funnel::{
    Funnel, FunnelPoint, proportion_limits, proportions, rates, ratio_limits,
    ratio_limits_as_counted,
};
use super::stat::interval::{Interval, Level, Limits, exact_poisson, proportion, rate, ratio};
use super::stat::verdict::{Verdict, against, within};
use super::{FINE, Row, agree, rows};

fn phe_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::MuchLower => "Low (0.001)",
        Verdict::Lower => "Low (0.025)",
        Verdict::Similar => "Not significant",
        Verdict::Higher => "High (0.025)",
        Verdict::MuchHigher => "High (0.001)",
    }
}

pub(super) fn pairs(all: &[Row], over: &str, under: &str) -> Vec<(f64, f64)> {
    all.iter()
        .map(|row| (row.number(over), row.number(under)))
        .collect()
}

/// How many points lie outside at 95% and at 99.8%.
pub(super) fn outside(verdicts: impl Iterator<Item = Verdict>) -> (usize, usize) {
    verdicts.fold((0, 0), |(any, strong), verdict| {
        (
            any + usize::from(verdict != Verdict::Similar),
            strong + usize::from(verdict.is_strong()),
        )
    })
}

pub(super) fn points(funnel: &Funnel) -> Vec<FunnelPoint> {
    (0..).map_while(|at| funnel.point(at)).collect()
}

#[test]
fn funnel_verdicts_are_those_of_phe() {
    let average = rows("A_phe_tests_gpl3/funnel_prop_average.csv");
    for row in rows("A_phe_tests_gpl3/funnel_prop_significance.csv") {
        let found = proportion(row.number("numerator"), row.number("denominator"), 1.0).unwrap();
        let verdict = against(&found, average[0].number("average"));
        assert_eq!(
            phe_words(verdict),
            row.text("significance"),
            "{}",
            row.place
        );
    }
    for row in rows("A_phe_tests_gpl3/funnel_ratio_significance.csv") {
        let found = ratio(row.number("obs"), row.number("expected")).unwrap();
        assert_eq!(
            phe_words(against(&found, 1.0)),
            row.text("significance"),
            "{}",
            row.place
        );
    }
    for (file, over, under, verdict) in [
        (
            "A_phe_tests_gpl3/funnel_rate_crude_significance_with0.csv",
            "count",
            "pop",
            "crude_per_100000_with_0",
        ),
        (
            "B_r_package_runs/rate_cla2025.csv",
            "numerator",
            "denominator",
            "phe_funnel_significance",
        ),
        (
            "B_r_package_runs/funnel_rate_sig_small.csv",
            "numerator",
            "denominator",
            "significance",
        ),
    ] {
        let all = rows(file);
        for (row, point) in all
            .iter()
            .zip(rates(&pairs(&all, over, under)).iter().flat_map(points))
        {
            assert_eq!(phe_words(point.verdict), row.text(verdict), "{}", row.place);
        }
    }
}

#[test]
fn funnel_verdicts_of_proportions_are_those_of_phe() {
    let all = rows("B_r_package_runs/prop_cpprepeat2025.csv");
    for (row, point) in all.iter().zip(
        proportions(&pairs(&all, "numerator", "denominator"))
            .iter()
            .flat_map(points),
    ) {
        assert_eq!(
            phe_words(point.verdict),
            row.text("phe_funnel_significance"),
            "{}",
            row.place
        );
    }
}

/// The README's tolerance for rows of limits: PHE finds them by bisection.
fn loose(events: f64) -> f64 {
    if events == 1.0 { 1e-4 } else { 3e-6 }
}

/// A count's exact limits are the expected counts at which it just touches the average; `scale` brings them to the column's unit.
fn holds_curve(row: &Row, events: f64, unit: f64, average: f64, columns: [[&str; 4]; 2]) {
    for (level, [low_at, low, high_at, high]) in [Level::P95, Level::P998].into_iter().zip(columns)
    {
        let expected = exact_poisson(events, level);
        row.holds(low_at, expected.upper * unit, loose(events));
        row.holds(low, events / expected.upper * average, loose(events));
        row.holds(high_at, expected.lower * unit, loose(events));
        row.holds(high, events / expected.lower * average, loose(events));
        let curve = |at: f64| {
            if level == Level::P95 {
                ratio_limits(at).p95
            } else {
                ratio_limits(at).p998
            }
        };
        assert!(
            agree(curve(expected.upper).lower * expected.upper, events, FINE),
            "{}: lower curve",
            row.place
        );
        assert!(
            agree(curve(expected.lower).upper * expected.lower, events, FINE),
            "{}: upper curve",
            row.place
        );
    }
}

const RATE_COLUMNS: [[&str; 4]; 2] = [
    [
        "lower_2s_population_1_year",
        "lower_2s_limit",
        "upper_2s_population_1_year",
        "upper_2s_limit",
    ],
    [
        "lower_3s_population_1_year",
        "lower_3s_limit",
        "upper_3s_population_1_year",
        "upper_3s_limit",
    ],
];

#[test]
fn plain_limits_follow_phes_curves() {
    for row in rows("A_phe_tests_gpl3/funnel_rate_limits_dsr.csv") {
        let baseline = row.number("baseline");
        holds_curve(
            &row,
            row.number("Events"),
            1e5 / baseline / 3.0,
            baseline,
            RATE_COLUMNS,
        );
    }
    for row in rows("B_r_package_runs/rate_funnel_limits_cla2025.csv") {
        let baseline = row.number("baseline");
        holds_curve(
            &row,
            row.number("Events"),
            1e4 / baseline,
            baseline,
            RATE_COLUMNS,
        );
    }
    for row in rows("A_phe_tests_gpl3/funnel_ratio_limits_isr.csv") {
        let columns = [
            [
                "lower_2s_exp_events",
                "lower_2s_isr",
                "upper_2s_exp_events",
                "upper_2s_isr",
            ],
            [
                "lower_3s_exp_events",
                "lower_3s_isr",
                "upper_3s_exp_events",
                "upper_3s_isr",
            ],
        ];
        holds_curve(&row, row.number("Observed_events"), 1.0, 100.0, columns);
    }
}

#[test]
fn plain_limits_of_proportions_follow_phes_curves() {
    let phe = [
        "Lower2s0025limit",
        "Upper2s0025limit",
        "Lower3s0001limit",
        "Upper3s0001limit",
        "Baseline",
    ];
    let ours = [
        "lower_2s_limit",
        "upper_2s_limit",
        "lower_3s_limit",
        "upper_3s_limit",
        "baseline",
    ];
    for (file, columns) in [
        ("A_phe_tests_gpl3/funnel_prop_limits_pct.csv", phe),
        (
            "B_r_package_runs/prop_funnel_limits_cpprepeat2025.csv",
            ours,
        ),
    ] {
        for row in rows(file) {
            let limits =
                proportion_limits(row.number(columns[4]) / 100.0, row.number("Population"))
                    .scaled(100.0);
            let found = [
                limits.p95.lower,
                limits.p95.upper,
                limits.p998.lower,
                limits.p998.upper,
            ];
            for (column, found) in columns.into_iter().zip(found) {
                row.holds(column, found, loose(row.number("Population")));
            }
        }
    }
}

#[test]
fn limits_as_counted_and_flags_are_those_of_funnelplotr() {
    for row in rows("A_mit_tests/funnelplotr_poisson_limits.csv") {
        let limits = ratio_limits_as_counted(row.number("expected_count"));
        row.holds("ll95", limits.p95.lower, 1e-6);
        row.holds("ul95", limits.p95.upper, 1e-6);
        row.holds("ll998", limits.p998.lower, 1e-6);
        row.holds("ul998", limits.p998.upper, 1e-6);
    }
    for row in rows("A_mit_tests/funnelplotr_outlier_flags.csv") {
        let limits = |prefix: &str| {
            let at = |column: &str| row.number(&format!("{prefix}{column}"));
            Limits {
                p95: Interval {
                    lower: at("lcl95"),
                    upper: at("ucl95"),
                },
                p998: Interval {
                    lower: at("lcl998"),
                    upper: at("ucl998"),
                },
            }
        };
        for (prefix, column_95, column_998) in
            [("", "out95", "out998"), ("od_", "out95_od", "out998_od")]
        {
            let verdict = within(row.number("ratio"), &limits(prefix));
            assert_eq!(
                verdict != Verdict::Similar,
                row.flag(column_95),
                "{}",
                row.place
            );
            assert_eq!(verdict.is_strong(), row.flag(column_998), "{}", row.place);
        }
    }
}

#[test]
fn a_rate_lies_outside_its_plain_limits_exactly_when_its_interval_leaves_the_average_out() {
    let expected = 6.3;
    let limits = ratio_limits(expected).scaled(expected);
    for count in 0..10u32 {
        let verdict = against(&rate(f64::from(count), 1.0, 1.0).unwrap(), expected);
        assert_eq!(
            within(f64::from(count), &limits),
            verdict,
            "{count} where {expected} are expected"
        );
    }
}
