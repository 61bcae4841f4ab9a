//! Authorities of today taken together: the sums are those of what was published, they are what a region and England publish of the same
//! authorities, and they hold over the reorganisations of 2019, 2021 and 2023.

use crate::program::Desk;
use crate::rows::Rows;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Counts of regions and of England are published to the nearest 10.
const ROUNDED_BY: f64 = 5.0;
/// Rates by which whole regions are summed.
const RATES: [&str; 6] = [
    "cin-rate",
    "cpp-rate",
    "cpp-starting-rate",
    "cla-rate",
    "cla-starting-rate",
    "cla-ceasing-rate",
];
const LANCASHIRE: &str = "Blackpool+Lancashire+Blackburn with Darwen";

/// A published row of an indicator in the program.
#[derive(Clone, Debug)]
struct Published {
    value: Option<f64>,
    numerator: Option<f64>,
    denominator: Option<f64>,
}

/// Every row of an indicator by area and period, as the program carries it.
fn published(indicator: &str) -> BTreeMap<(u16, String), Published> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/national/{indicator}.csv"));
    let text = std::fs::read_to_string(path).expect("the figures of an indicator");
    let (_, text) = text.split_once('\n').expect("a comment before the header");
    let rows = Rows::read(text.as_bytes());
    rows.iter()
        .map(|row| {
            let number = |name: &str| row.text(name).parse().ok();
            let area = row.text("area").parse().expect("a code");
            let found = Published {
                value: number("value"),
                numerator: number("numerator"),
                denominator: number("denominator"),
            };
            ((area, row.text("period").to_owned()), found)
        })
        .collect()
}

/// Names of the authorities there today that lie in a region by its code, or in England.
fn authorities(desk: &Desk) -> Vec<(String, u16, u16)> {
    let all = desk.json(&["authorities"]);
    let all = all.as_array().expect("a list").iter();
    let current = all.filter(|one| one["valid_to"].is_null());
    current
        .map(|one| {
            let code = |name: &str| {
                let code = one[name].as_str().expect("a code");
                code.parse().expect("a number")
            };
            let name = one["authority"].as_str().expect("a name").to_owned();
            (name, code("la_code"), code("region_code"))
        })
        .collect()
}

fn together(desk: &Desk, area: &str, more: &[&str]) -> Value {
    let asked = ["footprint", "--area", area, "--as", "The whole", "-q"];
    desk.json(&[&asked[..], more].concat())
}

/// One indicator of a footprint; none where it could not be summed.
fn summed(told: &Value, indicator: &str) -> Option<Value> {
    let each = told["indicators"].as_array().expect("indicators");
    each.iter().find(|of| of["indicator"] == indicator).cloned()
}

fn number(of: &Value, name: &str) -> f64 {
    of[name].as_f64().unwrap_or_else(|| panic!("{name}: {of}"))
}
