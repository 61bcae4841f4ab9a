//! How often the methods for series find something where nothing happened: simulated here, and compared with the table that the design
//! measured in the same way (4,000 series each, seeded). The rates are the reason why a date is seldom given.

use rand_distr::{Distribution, StandardNormal};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

use super::stat::departure::{Onset, Shape, onset};
use super::stat::trend::mann_kendall;
use super::{Row, rows};

const SERIES: usize = 3_000;

/// A series of `n` points: autoregressive with coefficient `phi` (1 for a random walk), unit marginal spread, and a drift a year.
struct Process {
    name: &'static str,
    phi: f64,
    drift: f64,
}

const PROCESSES: [Process; 7] = [
    Process {
        name: "iid",
        phi: 0.0,
        drift: 0.0,
    },
    Process {
        name: "AR .3",
        phi: 0.3,
        drift: 0.0,
    },
    Process {
        name: "AR .6",
        phi: 0.6,
        drift: 0.0,
    },
    Process {
        name: "AR .8",
        phi: 0.8,
        drift: 0.0,
    },
    Process {
        name: "random walk",
        phi: 1.0,
        drift: 0.0,
    },
    Process {
        name: "drift 0.3sd/yr iid",
        phi: 0.0,
        drift: 0.3,
    },
    Process {
        name: "drift 0.3sd/yr AR.6",
        phi: 0.6,
        drift: 0.3,
    },
];

impl Process {
    fn series(&self, n: usize, generator: &mut Pcg64Mcg) -> Vec<f64> {
        let mut normal = || -> f64 { StandardNormal.sample(generator) };
        let innovation = if self.phi < 1.0 {
            (1.0 - self.phi * self.phi).sqrt()
        } else {
            1.0
        };
        let mut level = normal();
        let mut values = Vec::with_capacity(n);
        for year in 0..n {
            if year > 0 {
                level = self.phi * level + innovation * normal();
            }
            values.push(level + self.drift * year as f64);
        }
        values
    }
}

/// Shares of the series in which something was found.
#[derive(Default)]
struct Seen {
    aicc: f64,
    margin: f64,
    mann_kendall: f64,
}

fn is_break(shape: Shape) -> bool {
    matches!(shape, Shape::Step | Shape::Kink)
}

fn simulate(process: &Process, n: usize, seed: u64) -> Seen {
    let mut generator = Pcg64Mcg::seed_from_u64(seed);
    let years: Vec<f64> = (0..n).map(|year| year as f64).collect();
    let mut seen = Seen::default();
    let one = 1.0 / SERIES as f64;
    for _ in 0..SERIES {
        let values = process.series(n, &mut generator);
        let Onset { shape, best, .. } = onset(&years, &values).unwrap();
        seen.aicc += if is_break(best) { one } else { 0.0 };
        seen.margin += if is_break(shape) { one } else { 0.0 };
        seen.mann_kendall += if mann_kendall(&values).unwrap().p < 0.05 {
            one
        } else {
            0.0
        };
    }
    seen
}

/// Three standard errors of the difference between our share and one from 4,000 series, and the table's rounding.
fn error(share: f64) -> f64 {
    3.0 * (share.max(0.005) * (1.0 - share) * (1.0 / SERIES as f64 + 1.0 / 4_000.0)).sqrt() + 0.005
}

fn holds(row: &Row, column: &str, found: f64) {
    let expected = row.number(column);
    assert!(
        (found - expected).abs() <= error(expected),
        "{}, {column}: {found} instead of {expected}",
        row.place
    );
}

#[test]
fn false_alarms_are_as_frequent_as_the_table_says() {
    for (at, row) in rows("C_reference/changepoint_false_alarm.csv")
        .iter()
        .enumerate()
    {
        let process = PROCESSES
            .iter()
            .find(|process| process.name == row.text("null"))
            .unwrap();
        let seen = simulate(process, row.count("T") as usize, at as u64);
        holds(row, "aicc_step_or_hinge", seen.aicc);
        holds(row, "MK5", seen.mann_kendall);
    }
}

#[test]
fn the_margin_keeps_dates_rare_in_series_without_a_break() {
    // Shares at 10, 13 and 15 points of the rule with its margin, before the placebo: statistics.md, section 9.
    let table = [
        ("iid", [0.005, 0.018, 0.021]),
        ("AR .6", [0.06, 0.17, 0.24]),
        ("random walk", [0.14, 0.34, 0.43]),
    ];
    for (name, shares) in table {
        let process = PROCESSES
            .iter()
            .find(|process| process.name == name)
            .unwrap();
        for (n, expected) in [10, 13, 15].into_iter().zip(shares) {
            let found = simulate(process, n, 1).margin;
            assert!(
                (found - expected).abs() <= error(expected),
                "{name}, {n} points: {found} instead of {expected}"
            );
        }
    }
}

/// The same points in any order: whatever their level and spread, a break is named no more often than in independent ones.
#[test]
fn shuffled_series_have_no_departures_beyond_the_stated_rate() {
    let rates = [
        163f64, 171.0, 178.0, 197.0, 228.0, 214.0, 219.0, 210.0, 201.0, 184.0, 150.0, 158.0, 166.0,
    ];
    let years: Vec<f64> = (0..rates.len()).map(|year| year as f64).collect();
    let mut generator = Pcg64Mcg::seed_from_u64(5);
    let mut named = 0;
    for _ in 0..SERIES {
        let mut keyed: Vec<(f64, f64)> = rates
            .iter()
            .map(|rate| (StandardNormal.sample(&mut generator), rate.ln()))
            .collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let gaps: Vec<f64> = keyed.into_iter().map(|(_, gap)| gap).collect();
        named += usize::from(is_break(onset(&years, &gaps).unwrap().shape));
    }
    let found = named as f64 / SERIES as f64;
    assert!(found <= 0.018 + error(0.018), "{found}");
}
