//! Funnel limits that allow for the usual variation between areas.

use super::funnels::{outside, pairs, points};
use super::stat::funnel::{
    FunnelPoint, Overdispersion, proportions, rates, ratio_limits_as_counted, ratios,
};
use super::stat::verdict::Verdict;
use super::{FINE, Row, rows};

fn overdispersed(point: &FunnelPoint) -> Verdict {
    point.overdispersed_verdict.unwrap()
}

#[test]
fn overdispersed_rates_agree() {
    let all = rows("B_r_package_runs/rate_od_cla2025.csv");
    if all.is_empty() {
        return;
    }
    let funnel = ratios(&pairs(&all, "numerator", "expected")).unwrap();
    for (row, point) in all.iter().zip(points(&funnel)) {
        row.holds("ratio", point.value, FINE);
        row.holds("sqrt_z", point.z, FINE);
        let limits = point.overdispersed.unwrap();
        row.holds("sqrt_od_ll95", limits.p95.lower, FINE);
        row.holds("sqrt_od_ul95", limits.p95.upper, FINE);
        row.holds("sqrt_od_ll998", limits.p998.lower, FINE);
        row.holds("sqrt_od_ul998", limits.p998.upper, FINE);
        assert_eq!(
            overdispersed(&point) != Verdict::Similar,
            row.flag("sqrt_od_outlier95"),
            "{}",
            row.place
        );
        assert_eq!(
            overdispersed(&point).is_strong(),
            row.flag("sqrt_od_outlier998"),
            "{}",
            row.place
        );
        let counted = ratio_limits_as_counted(row.number("expected"));
        row.holds("log_poisson_ll95", counted.p95.lower, FINE);
        row.holds("log_poisson_ul95", counted.p95.upper, FINE);
        row.holds("log_poisson_ll998", counted.p998.lower, FINE);
        row.holds("log_poisson_ul998", counted.p998.upper, FINE);
    }
    let counts = rows("B_r_package_runs/rate_cla2025.csv");
    let from_counts = rates(&pairs(&counts, "numerator", "denominator")).unwrap();
    assert_eq!(
        outside(points(&from_counts).iter().map(|point| point.verdict)),
        (119, 104)
    );
    assert_eq!(
        outside(points(&from_counts).iter().map(overdispersed)),
        (23, 4)
    );
    for row in rows("B_r_package_runs/overdispersion_summary.csv")
        .iter()
        .filter(|row| row.text("dataset") == "cla2025")
    {
        let found = from_counts.overdispersion.unwrap();
        row.holds("average", from_counts.average, FINE);
        row.holds("sqrt_phi_winsorised10", found.phi, FINE);
        row.holds("sqrt_tau2_winsorised10", found.tau_squared, FINE);
    }
}

#[test]
fn overdispersed_proportions_agree() {
    let all = rows("B_r_package_runs/prop_od_cpprepeat2025.csv");
    if all.is_empty() {
        return;
    }
    let funnel = proportions(&pairs(&all, "numerator", "denominator")).unwrap();
    for (row, point) in all.iter().zip(points(&funnel)) {
        row.holds("percent", point.value * 100.0, FINE);
        row.holds("arcsine_z", point.z, FINE);
        let limits = point.overdispersed.unwrap().scaled(100.0);
        row.holds("od_ll95", limits.p95.lower, FINE);
        row.holds("od_ul95", limits.p95.upper, FINE);
        row.holds("od_ll998", limits.p998.lower, FINE);
        row.holds("od_ul998", limits.p998.upper, FINE);
        assert_eq!(
            overdispersed(&point).is_strong(),
            row.flag("od_outlier998"),
            "{}",
            row.place
        );
    }
    assert_eq!(
        outside(points(&funnel).iter().map(|point| point.verdict)),
        (61, 26)
    );
    assert_eq!(outside(points(&funnel).iter().map(overdispersed)), (18, 4));
    for row in rows("B_r_package_runs/overdispersion_summary.csv")
        .iter()
        .filter(|row| row.text("type") == "proportion")
    {
        let found = funnel.overdispersion.unwrap();
        row.holds("average", funnel.average, FINE);
        row.holds("arcsine_phi_winsorised10", found.phi, FINE);
        row.holds("arcsine_tau2_winsorised10", found.tau_squared, FINE);
    }
}

#[test]
fn small_sets_have_the_same_phi_but_no_overdispersed_limits() {
    let all = rows("B_r_package_runs/fpr_sr_cqc_adj95_withzero.csv");
    if all.is_empty() {
        return;
    }
    let funnel = ratios(&pairs(&all, "numerator", "denominator")).unwrap();
    assert!(
        funnel.overdispersion.is_none()
            && points(&funnel)
                .iter()
                .all(|point| point.overdispersed.is_none())
    );
    let errors: Vec<f64> = all
        .iter()
        .map(|row| 0.5 / row.number("denominator").sqrt())
        .collect();
    let z: Vec<f64> = points(&funnel).iter().map(|point| point.z).collect();
    let found = Overdispersion::of(&z, &errors);
    for (row, point) in all.iter().zip(points(&funnel)) {
        row.holds("rr", point.value, FINE);
        row.holds("Uzscore", point.z, FINE);
        row.holds("phi", found.phi, FINE);
        row.holds("tau2", found.tau_squared, FINE);
        let limits = ratio_limits_as_counted(row.number("denominator"));
        row.holds("LCL95", limits.p95.lower, FINE);
        row.holds("UCL99", limits.p998.upper, FINE);
    }
    // SHMI truncates on the log scale instead; the variance between areas comes from the same formula.
    let shmi = rows("B_r_package_runs/fpr_sr_shmi_adj99_pkgtest6.csv");
    let kept: Vec<&Row> = shmi
        .iter()
        .filter(|row| row.text("truncated") == "0")
        .collect();
    let z: Vec<f64> = kept.iter().map(|row| row.number("Wuzscore")).collect();
    let errors: Vec<f64> = kept
        .iter()
        .map(|row| row.number("denominator").sqrt().recip())
        .collect();
    let found = Overdispersion::of_trimmed(&z, &errors);
    for row in &kept {
        row.holds("phi", found.phi, FINE);
        row.holds("tau2", found.tau_squared, FINE);
    }
}
