//! A store as analysts read it: what DuckDB and Polars say of its figures is the same, and is what the published files hold.

use crate::notebooks::{output, python};
use crate::program::must_have;
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/read_store.py");

/// What both tools say of a store; where Python or its packages cannot be had, prints that and gives none.
fn said(test: &str, store: &Path) -> Option<Value> {
    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            assert!(!must_have("notebooks"), "no Python for the store: {why}");
            // Written to the stream itself: the test harness hides what a passing test prints with a macro.
            let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
            return None;
        }
    };
    let mut command = Command::new(python);
    command.arg(SCRIPT).arg(store).args(["duckdb", "polars"]);
    let printed = output(command.env("PYTHONDONTWRITEBYTECODE", "1"))
        .unwrap_or_else(|why| panic!("{why}"))
        .stdout;
    Some(serde_json::from_slice(&printed).expect("JSON"))
}

#[test]
fn two_tools_read_the_same_figures_days_and_gaps_from_a_store() {
    let Some(desk) = crate::releases::both_years() else {
        return;
    };
    let Some(said) = said("two tools read a store", &desk.path("st")) else {
        return;
    };
    let of = &said["duckdb"];
    // Whole numbers, days and texts are what they are, and figures are missing where a symbol stands.
    let columns = of["columns"].as_object().expect("columns");
    let kind = |name: &str| columns[name][0].as_str().expect("a kind");
    let missing = |name: &str| columns[name][1].as_u64().expect("a number");
    for (name, is) in [
        ("indicator", "text"),
        ("la_code", "whole"),
        ("period_start", "day"),
        ("period_end", "day"),
        ("value", "number"),
        ("row", "whole"),
        ("vintage", "text"),
    ] {
        assert_eq!(kind(name), is, "{name}");
    }
    for name in [
        "indicator",
        "la_code",
        "period_end",
        "status",
        "file",
        "row",
    ] {
        assert_eq!(missing(name), 0, "{name}");
    }
    let rows = of["rows"].as_u64().expect("rows");
    assert_eq!(
        rows - missing("value"),
        of["figures"].as_u64().expect("figures")
    );
    // As many rows as the store says that it holds.
    let listed = desk.json(&["store", "list", "--store", "st"]);
    let listed = listed.as_array().expect("vintages").iter();
    let figures = listed.map(|vintage| vintage["figures"].as_u64().expect("a number"));
    assert_eq!(figures.sum::<u64>(), rows);
    // The newest period of the releases: staff are counted on the last day of September.
    assert_eq!(of["days"][1], "2025-09-30");
}
