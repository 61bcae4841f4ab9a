//! The figures in the program are the published ones, and the catalogue is complete.

use crate::program::Desk;
use crate::published::{published, text};
use crate::rows::Rows;
use crate::sample;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Ids of indicators that users rely on.
const FIXED: [&str; 20] = [
    "cla-rate",
    "cla-starting-rate",
    "cla-ceasing-rate",
    "cpp-rate",
    "cpp-repeat-percent",
    "cin-rate",
    "referral-rate",
    "re-referral-percent",
    "cla-adopted-count",
    "cla-adopted-percent",
    "cla-sgo-percent",
    "cla-three-placements-percent",
    "cla-long-term-stability-percent",
    "care-leaver-eet-percent",
    "care-leaver-accommodation-percent",
    "sw-vacancy-percent",
    "sw-turnover-percent",
    "sw-agency-percent",
    "sw-caseload",
    "first-time-entrants-rate",
];

fn catalogue() -> Vec<toml::Table> {
    let text =
        std::fs::read_to_string(Path::new(DATA).join("indicators.toml")).expect("the catalogue");
    let whole: toml::Table = text.parse().expect("TOML");
    let entries = whole["indicator"].as_array().expect("a list");
    entries
        .iter()
        .map(|entry| entry.as_table().expect("a table").clone())
        .collect()
}

fn id(entry: &toml::Table) -> &str {
    entry["id"].as_str().expect("text")
}

#[test]
fn the_extract_is_the_published_figures() {
    let Some(data) = published("embedded::the_extract_is_the_published_figures", "data") else {
        return;
    };
    let desk = Desk::new();
    desk.done(&["extract", "--from", text(&data), "--into", "national"]);
    let made = desk.files();
    for path in &made {
        // Judgements lie beside the folder of figures, as in this project.
        let name = Path::new("data").join(path).display().to_string();
        let there = std::fs::read(Path::new(DATA).join(path))
            .unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let fresh = desk.bytes(path);
        let line = || {
            fresh
                .split(|b| *b == b'\n')
                .zip(there.split(|b| *b == b'\n'))
                .position(|(a, b)| a != b)
        };
        assert!(
            there == fresh,
            "{name} is not what the published files give, from line {:?}",
            line().map(|n| n + 1)
        );
    }
    let entries = std::fs::read_dir(Path::new(DATA).join("national"))
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name());
    let there: BTreeSet<String> = entries
        .map(|name| format!("national/{}", name.to_str().expect("UTF-8")))
        .collect();
    assert!(
        made.contains(&"judgements.csv".to_owned()),
        "no judgements were made"
    );
    let stray: Vec<&String> = there
        .iter()
        .filter(|name| name.ends_with(".csv") && !made.contains(name))
        .collect();
    assert!(stray.is_empty(), "no published file gives {stray:?}");
}

#[test]
fn every_indicator_of_the_catalogue_has_figures() {
    let catalogue = catalogue();
    let lait = concat!(env!("CARGO_MANIFEST_DIR"), "/data/lait_series.csv");
    let lait = Rows::read(&std::fs::read(lait).expect("the list of series"));
    let read = |code: &str| {
        let mut entries = catalogue.iter();
        entries.any(|entry| entry.get("lait").and_then(toml::Value::as_str) == Some(code))
    };
    // Every series of the tool that no indicator is read from.
    let others = lait.iter().filter(|row| !read(row.get("code")));
    let others: Vec<&str> = sample::some(others.map(|row| row.get("id")), 12).collect();
    let some = sample::some(catalogue.iter().map(id), 6).chain(["cla-rate", "cpp-rate"]);
    let own: BTreeSet<&str> = some.collect();
    let mut asked = vec!["benchmark", "--out", "b.csv"];
    // In a sweep the benchmark decides by itself what is in it.
    if !sample::is_sweep() {
        asked.extend(
            own.iter()
                .chain(&others)
                .flat_map(|id| ["--indicator", *id]),
        );
    }
    let desk = Desk::new();
    desk.done(&asked);
    let rows = desk.rows("b.csv");
    every_indicator_has_figures(&rows, &own, others.len());
    every_row_stands_once(&rows);
}

/// Checks that a benchmark has figures of all these indicators of ours, of as many others, and of nothing else.
fn every_indicator_has_figures(rows: &Rows, own: &BTreeSet<&str>, others: usize) {
    let mut found: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.get("status") == "published") {
        let (places, periods) = found.entry(row.get("indicator")).or_default();
        places.insert(row.get("la_code"));
        periods.insert(row.get("period_end"));
    }
    for id in own {
        let (places, periods) = found
            .get(id)
            .unwrap_or_else(|| panic!("{id} has no figure"));
        assert!(
            places.len() >= 100,
            "{id} has figures of {} authorities",
            places.len()
        );
        assert!(!periods.is_empty());
    }
    let (series, ours): (Vec<&&str>, Vec<&&str>) =
        found.keys().partition(|known| known.starts_with("lait-"));
    assert_eq!(
        ours.len(),
        own.len(),
        "the benchmark has indicators that the catalogue has not"
    );
    assert_eq!(series.len(), others);
    assert_eq!(found["cla-rate"].0.len(), 153);
    let (first, last) = (found["cpp-rate"].1.first(), found["cpp-rate"].1.last());
    assert_eq!((first, last), (Some(&"2013-03-31"), Some(&"2025-03-31")));
}

/// One row an indicator, period and current authority, whether or not it has a value.
fn every_row_stands_once(rows: &Rows) {
    let places: BTreeSet<&str> = rows.iter().map(|row| row.get("la_code")).collect();
    assert_eq!(places.len(), 153);
    let keys: BTreeSet<[&str; 3]> = rows
        .iter()
        .map(|row| ["indicator", "period", "la_code"].map(|name| row.get(name)))
        .collect();
    assert_eq!(keys.len(), rows.len());
    for row in rows.iter() {
        assert_eq!(
            ["published", "joint return"].contains(&row.get("status")),
            !row.get("value").is_empty(),
            "{} {}",
            row.get("indicator"),
            row.get("authority")
        );
    }
}

#[test]
fn the_catalogue_is_whole() {
    let catalogue = catalogue();
    assert!(catalogue.len() >= 60, "{} indicators", catalogue.len());
    let ids: BTreeSet<&str> = catalogue.iter().map(id).collect();
    assert_eq!(ids.len(), catalogue.len(), "an id is there twice");
    let missing: Vec<_> = FIXED.iter().filter(|id| !ids.contains(**id)).collect();
    assert!(missing.is_empty(), "{missing:?} are fixed ids");
    for entry in &catalogue {
        for key in [
            "title",
            "short",
            "theme",
            "unit",
            "polarity",
            "polarity_reason",
            "year",
            "publication",
        ] {
            let told = entry
                .get(key)
                .and_then(toml::Value::as_str)
                .unwrap_or_default();
            assert!(!told.is_empty(), "{} has no {key}", id(entry));
        }
        let polarity = entry["polarity"].as_str().expect("text");
        assert!(
            ["higher-is-better", "lower-is-better", "none"].contains(&polarity),
            "{}: {polarity}",
            id(entry)
        );
        assert!(
            entry["polarity_reason"].as_str().expect("text").len() > 30,
            "{} does not say why",
            id(entry)
        );
        let readable = ["ees", "lait"].iter().any(|key| entry.contains_key(*key));
        assert!(readable, "{} says in no file where to read it", id(entry));
        assert!(
            id(entry)
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            id(entry)
        );
    }
    let headlines = catalogue
        .iter()
        .filter(|entry| entry.get("scorecard").and_then(toml::Value::as_bool) == Some(true))
        .count();
    assert!(
        (25..=30).contains(&headlines),
        "{headlines} indicators on the scorecard"
    );
    let themes: BTreeSet<&str> = catalogue
        .iter()
        .map(|entry| entry["theme"].as_str().expect("text"))
        .collect();
    assert!(themes.len() >= 9, "{themes:?}");
}

#[test]
fn every_output_says_where_the_figures_are_from() {
    let desk = Desk::new();
    for format in ["table", "csv", "json", "markdown"] {
        let out = desk.done(&["compare", "Blackpool", "cla-rate", "--format", format]);
        assert!(out.contains("November 2025 release"), "{format}:\n{out}");
    }
}

#[test]
fn the_numbers_of_indicators_in_the_text_are_those_of_the_catalogue() {
    let catalogue =
        std::fs::read_to_string(Path::new(DATA).join("indicators.toml")).expect("the catalogue");
    let catalogue: toml::Value = toml::from_str(&catalogue).expect("TOML");
    let entries = catalogue["indicator"].as_array().expect("indicators");
    let themes: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry["theme"].as_str())
        .collect();
    let headlines = entries
        .iter()
        .filter(|entry| entry.get("scorecard").and_then(toml::Value::as_bool) == Some(true));
    let said = format!(
        "{} indicators in {} themes; {} of them are the headlines",
        entries.len(),
        themes.len(),
        headlines.count()
    );
    let readme =
        std::fs::read_to_string(Path::new(DATA).join("README.md")).expect("data/README.md");
    assert!(
        readme.contains(&said),
        "data/README.md does not say “{said}”"
    );
    // The other texts do without a number, or would have to be held too.
    for text in ["README.md", "CHANGELOG.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(text);
        let written = std::fs::read_to_string(path).expect("a text of the project");
        let counted = format!("{} indicators", entries.len());
        assert!(
            !written.contains(&counted),
            "{text} counts the indicators by hand"
        );
    }
}

#[test]
fn every_fact_has_its_origin() {
    let readme =
        std::fs::read_to_string(Path::new(DATA).join("README.md")).expect("data/README.md");
    for entry in std::fs::read_dir(DATA).expect("a folder") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("UTF-8");
        assert!(
            name == "README.md" || readme.contains(&name),
            "data/README.md does not say where {name} is from"
        );
    }
    assert!(readme.contains("Open Government Licence v3.0"));
}
