//! The methods of `stat/` against values that others computed.
//!
//! `published` needs no other file. The other modules read the test vectors in `../shared/oracle/stats`, with the tolerances that its
//! README gives, and say that they are skipped where that folder is absent. `properties`, `edges` and `false_alarms` check what must be
//! true of any input.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skips"
)]

// The room is private to the library and depends on crates alone, so it is compiled into this test as it is.
#[path = "../src/stat/mod.rs"]
#[allow(dead_code, reason = "what only the product asks for")]
mod stat;

#[path = "methods/counts.rs"]
mod counts;
#[path = "methods/edges.rs"]
mod edges;
#[path = "methods/false_alarms.rs"]
mod false_alarms;
#[path = "methods/funnels.rs"]
mod funnels;
#[path = "methods/overdispersion.rs"]
mod overdispersion;
#[path = "methods/properties.rs"]
mod properties;
#[path = "methods/published.rs"]
mod published;
#[path = "methods/series.rs"]
mod series;
#[path = "methods/standing.rs"]
mod standing;

use std::collections::BTreeMap;
use std::path::Path;

/// A row of a vector file by column name.
struct Row {
    place: String,
    cells: BTreeMap<String, String>,
}

/// The rows of a vector file. Where the shared folder is absent, prints that the test is skipped and gives none.
fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/oracle/stats")
        .join(file);
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: ../shared/oracle/stats/{file} is not here");
        return Vec::new();
    };
    let header: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let row = |(at, record): (usize, csv::StringRecord)| Row {
        place: format!("{file}, row {}", at + 2),
        cells: header
            .iter()
            .cloned()
            .zip(record.iter().map(str::to_owned))
            .collect(),
    };
    reader
        .records()
        .map(Result::unwrap)
        .enumerate()
        .map(row)
        .collect()
}

impl Row {
    fn text(&self, column: &str) -> &str {
        self.cells
            .get(column)
            .unwrap_or_else(|| panic!("{}: no column {column}", self.place))
    }

    /// A blank cell is `None`.
    fn maybe(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        (!text.is_empty()).then(|| {
            text.parse()
                .unwrap_or_else(|_| panic!("{}: {column} is {text:?}", self.place))
        })
    }

    fn number(&self, column: &str) -> f64 {
        self.maybe(column)
            .unwrap_or_else(|| panic!("{}: {column} is blank", self.place))
    }

    fn count(&self, column: &str) -> u64 {
        self.number(column) as u64
    }

    fn flag(&self, column: &str) -> bool {
        ["True", "TRUE", "1"].contains(&self.text(column))
    }

    /// Numbers within one cell, separated by semicolons; a blank one is `None`.
    fn list(&self, column: &str) -> Vec<Option<f64>> {
        self.text(column)
            .split(';')
            .map(|part| part.parse().ok())
            .collect()
    }

    fn known(&self, column: &str) -> Vec<f64> {
        self.list(column).into_iter().flatten().collect()
    }

    /// Compares a result with a column; a blank cell is not compared.
    fn holds(&self, column: &str, found: f64, tolerance: f64) {
        if let Some(expected) = self.maybe(column) {
            assert!(
                agree(found, expected, tolerance),
                "{}, {column}: {found} instead of {expected}",
                self.place
            );
        }
    }
}

/// The README's relative tolerance for intervals, z, phi and tau squared.
const FINE: f64 = 1e-8;

/// Relative agreement; absolute near zero, where twelve digits are printed.
fn agree(found: f64, expected: f64, tolerance: f64) -> bool {
    found == expected || (found - expected).abs() <= tolerance * expected.abs().max(1e-4)
}
