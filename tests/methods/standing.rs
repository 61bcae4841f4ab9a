//! Ranks, quantiles, bands, rank intervals, neighbours and shrinkage.

use std::collections::BTreeMap;

use super::stat::interval::sample_sd;
use super::stat::neighbours::{LEAST_NEIGHBOURS, neighbours};
use super::stat::order::{Quartiles, band, rank_min};
use super::stat::quantile::quantile_groups;
use super::stat::rank_interval::{RankDraws, SEED};
use super::stat::shrink::shrink;
use super::{FINE, Row, rows};

#[test]
fn bands_and_ranks_are_those_of_lait() {
    for row in rows("A_mit_tests/lait_quartile_band.csv") {
        let at = |column| row.number(column);
        let quartiles = Quartiles {
            q0: at("q0"),
            q1: at("q25"),
            q2: at("q50"),
            q3: at("q75"),
            q4: at("q100"),
        };
        // A value beyond the largest cannot arise from the values that made the quartiles.
        if row.text("expected_band") != "Error" {
            let found = band(at("value"), &quartiles, row.text("polarity") == "High");
            assert_eq!(found.letter(), row.text("expected_band"), "{}", row.place);
        }
    }
    for row in rows("A_mit_tests/lait_rank.csv") {
        let found = rank_min(&row.list("values"), row.text("polarity") == "High");
        let found: Vec<Option<f64>> = found
            .into_iter()
            .map(|place| place.map(|place| place.rank as f64))
            .collect();
        assert_eq!(found, row.list("expected_rank"), "{}", row.place);
    }
}

/// Compares the groups of one complete set of rows.
fn holds_groups(set: &[&Row], groups: usize, invert: bool, column: &str) {
    let values: Vec<Option<f64>> = set.iter().map(|row| row.maybe("value")).collect();
    for (row, found) in set.iter().zip(quantile_groups(&values, groups, invert)) {
        assert_eq!(
            found.map(|group| group as f64),
            row.maybe(column),
            "{}",
            row.place
        );
    }
}

#[test]
fn quantile_groups_are_those_of_phe() {
    let all = rows("A_phe_tests_gpl3/quantile_deciles_within_group.csv");
    let mut sets: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &all {
        sets.entry((row.text("indicator"), row.text("group")))
            .or_default()
            .push(row);
    }
    for set in sets.values() {
        holds_groups(set, 10, set[0].flag("invert"), "expected_decile");
    }
    // quantile_quartiles.csv cannot be used: its quartiles are those of a larger set, of which it prints a part.
}

#[test]
fn quantile_groups_share_ties_and_leave_the_missing_out() {
    let inputs = rows("B_r_package_runs/quantile_ties_inputs.csv");
    for row in rows("B_r_package_runs/quantile_ties.csv") {
        let case: Vec<&Row> = inputs
            .iter()
            .filter(|input| input.text("case") == row.text("case"))
            .collect();
        let values: Vec<Option<f64>> = case.iter().map(|input| input.maybe("value")).collect();
        let found = quantile_groups(
            &values,
            row.count("nquantiles") as usize,
            row.flag("invert"),
        );
        let at = case
            .iter()
            .position(|input| input.text("id") == row.text("id"))
            .unwrap();
        assert_eq!(
            found[at].map(|group| group as f64),
            row.maybe("quantile"),
            "{}",
            row.place
        );
    }
    let all = rows("B_r_package_runs/rate_cla2025.csv");
    let values: Vec<Option<f64>> = all.iter().map(|row| row.maybe("rate")).collect();
    let columns = [
        ("quintile_invert_true", 5, true),
        ("quintile_invert_false", 5, false),
        ("quartile_invert_false", 4, false),
        ("decile_invert_true", 10, true),
    ];
    for (column, groups, invert) in columns {
        for (row, found) in all.iter().zip(quantile_groups(&values, groups, invert)) {
            assert_eq!(
                found.map(|group| group as f64),
                row.maybe(column),
                "{}",
                row.place
            );
        }
    }
}

fn counts(all: &[Row]) -> Vec<(f64, f64)> {
    all.iter()
        .map(|row| (row.number("numerator"), row.number("denominator")))
        .collect()
}

#[test]
fn rank_intervals_lie_within_two_places() {
    let all = rows("B_r_package_runs/rate_cla2025.csv");
    let found = RankDraws::new(all.len(), SEED)
        .of_rates(&counts(&all), true)
        .unwrap();
    let rates: Vec<Option<f64>> = counts(&all)
        .into_iter()
        .map(|(events, people)| Some(events / people))
        .collect();
    let ranks = rank_min(&rates, true);
    for row in rows("C_reference/rank_intervals_cla2025.csv") {
        let at = all
            .iter()
            .position(|of| of.text("new_la_code") == row.text("new_la_code"))
            .unwrap();
        assert_eq!(
            ranks[at].unwrap().rank as f64,
            row.number("rank_high_to_low"),
            "{}",
            row.place
        );
        let interval = found[at];
        for (column, rank) in [
            ("rank_low95", interval.lower),
            ("rank_med", interval.median),
            ("rank_high95", interval.upper),
        ] {
            assert!(
                (rank as f64 - row.number(column)).abs() <= 2.0,
                "{}, {column}: {rank}",
                row.place
            );
        }
    }
}

#[test]
fn neighbours_are_summed_up_as_r_does() {
    for row in rows("B_base_r/neighbour_stats.csv") {
        let values = row.list("neighbour_values");
        let found = neighbours(&values).unwrap();
        let own = row.number("la_value");
        let standing = found.standing(own, &values);
        assert_eq!(found.n as f64, row.number("n_neighbours"), "{}", row.place);
        for (column, number) in [
            ("mean", found.mean),
            ("median", found.median),
            ("sd", found.sd),
            ("min", found.min),
            ("q1_type7", found.q1),
            ("q3_type7", found.q3),
            ("max", found.max),
            ("iqr_type7", found.q3 - found.q1),
            ("mad_unscaled", found.mad),
            ("z_sample_sd", (own - found.mean) / found.sd),
            ("t_single_case", standing.t),
            ("p_single_case", standing.p),
            ("pi95_low", found.predicted.p95.lower),
            ("pi95_high", found.predicted.p95.upper),
            ("pi998_low", found.predicted.p998.lower),
            ("pi998_high", found.predicted.p998.upper),
            (
                "rank_high_to_low_of_group",
                standing.rank_from_highest as f64,
            ),
        ] {
            row.holds(column, number, FINE);
        }
        row.holds(
            "mads_from_median",
            standing.mads_from_median.unwrap_or(f64::NAN),
            FINE,
        );
        assert_eq!(standing.above_all, row.flag("above_all"), "{}", row.place);
        assert_eq!(standing.below_all, row.flag("below_all"), "{}", row.place);
        assert!(found.n >= LEAST_NEIGHBOURS && sample_sd(&row.known("neighbour_values")).is_some());
    }
}

#[test]
fn shrinkage_is_that_of_spdep() {
    let all = rows("B_r_package_runs/rate_cla2025.csv");
    let found = if all.is_empty() {
        Vec::new()
    } else {
        shrink(&counts(&all)).unwrap().areas
    };
    for row in rows("B_spdep_esda/eb_marshall_cla2025.csv") {
        let at = all
            .iter()
            .position(|of| of.text("new_la_code") == row.text("new_la_code"))
            .unwrap();
        row.holds("raw", found[at].raw, FINE);
        row.holds("estmm", found[at].shrunk, FINE);
    }
    let small = rows("B_spdep_esda/eb_marshall_small.csv");
    for (row, found) in small.iter().zip(
        shrink(&counts(&small))
            .map(|found| (found.average, found.variance, found.areas))
            .iter()
            .flat_map(|(average, variance, areas)| {
                areas.iter().map(move |area| (*average, *variance, *area))
            }),
    ) {
        row.holds("a", found.1, FINE);
        row.holds("b", found.0, FINE);
        row.holds("raw", found.2.raw, FINE);
        row.holds("estmm", found.2.shrunk, FINE);
    }
}
