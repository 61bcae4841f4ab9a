//! Breakdowns: every share is the published one, for all places and years; nothing is computed from what others leave; the question why
//! children came is answered by one command; an officer's own count of children makes rates.

use crate::program::Desk;
use crate::published::{published, text};
use std::collections::BTreeMap;

/// The columns of a published file: place, breakdown, category, number and share.
const LONG: [&str; 4] = ["cla_group", "characteristic", "number", "percentage"];

/// Key of each breakdown and category by the labels of the published files, from the table that the program was built with.
struct Labels {
    table: toml::Value,
}

impl Labels {
    fn read() -> Labels {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/breakdowns.toml");
        let text = std::fs::read_to_string(path).expect("the breakdowns");
        Labels {
            table: toml::from_str(&text).expect("TOML"),
        }
    }

    /// For an indicator: breakdown label and category label -> the two keys.
    fn of(&self, indicator: &str) -> BTreeMap<(String, String), (String, String)> {
        let all = self.table["people"].as_array().expect("people");
        let people = all
            .iter()
            .find(|people| people["indicator"].as_str() == Some(indicator))
            .expect("the indicator");
        let mut labels = BTreeMap::new();
        for breakdown in people["breakdown"].as_array().expect("breakdowns") {
            for category in breakdown["categories"].as_array().expect("categories") {
                for group in breakdown["labels"].as_array().expect("labels") {
                    for label in category["labels"].as_array().expect("labels") {
                        labels.insert(
                            (words(group), words(label)),
                            (words(&breakdown["key"]), words(&category["key"])),
                        );
                    }
                }
            }
        }
        labels
    }
}

fn words(value: &toml::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The published cell of each category, place and year: number and share as they stand in the file.
type PublishedCells = BTreeMap<(String, String, String, String), (String, String)>;

fn published_cells(path: &std::path::Path, labels: &Labels, indicator: &str) -> PublishedCells {
    let keys = labels.of(indicator);
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let header: Vec<String> = reader
        .headers()
        .expect("a header")
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let at = |name: &str| header.iter().position(|of| of == name).expect("a column");
    let [group, category, number, share] = LONG.map(at);
    let (level, year, code) = (at("geographic_level"), at("time_period"), at("old_la_code"));
    let mut cells = PublishedCells::new();
    for record in reader.records() {
        let record = record.expect("a row");
        if &record[level] != "Local authority" {
            continue;
        }
        let labels = (record[group].to_owned(), record[category].to_owned());
        let Some((breakdown, category)) = keys.get(&labels) else {
            continue;
        };
        let key = (
            breakdown.clone(),
            category.clone(),
            record[code].to_owned(),
            record[year].to_owned(),
        );
        cells.insert(key, (record[number].to_owned(), record[share].to_owned()));
    }
    cells
}

#[test]
fn every_share_and_number_is_the_published_one_for_all_places_and_years() {
    let files = [
        ("cla-count", "la_cla_on_31_march_by_characteristics.csv"),
        (
            "cla-starting-count",
            "la_children_who_started_to_be_looked_after_during_the_year.csv",
        ),
        (
            "cla-ceasing-count",
            "la_children_who_ceased_during_the_year.csv",
        ),
    ];
    let Some(folder) = published("breakdowns", "data/people") else {
        return;
    };
    let labels = Labels::read();
    let desk = Desk::new();
    desk.done(&["benchmark", "--breakdowns", "--out", "all.csv", "-q"]);
    let all = desk.rows("all.csv");
    for (indicator, file) in files {
        let cells = published_cells(&folder.join(file), &labels, indicator);
        assert!(cells.len() > 15_000, "{file}: {}", cells.len());
        let (mut known, mut withheld) = (0, 0);
        for row in all.iter().filter(|row| row.get("broken_down") == indicator) {
            let key = (
                row.get("breakdown").to_owned(),
                row.get("category").to_owned(),
                row.get("la_code").to_owned(),
                row.get("period").to_owned(),
            );
            let Some((number, share)) = cells.get(&key) else {
                // The release of the year before has years that this one has no more.
                assert!(
                    row.get("period") == "2020" || row.get("status") == "absent",
                    "{key:?}"
                );
                continue;
            };
            match share.parse::<f64>() {
                Ok(share) => {
                    known += 1;
                    assert_eq!(row.get("value").parse(), Ok(share), "{key:?}");
                    assert_eq!(
                        row.get("numerator").parse(),
                        number.parse::<f64>(),
                        "{key:?}"
                    );
                }
                // A share that rounds to 0 and is not 0 has its number, a withheld one has none.
                Err(_) => {
                    withheld += 1;
                    assert_eq!(row.get("value"), "", "{key:?}");
                    let given = row.number("numerator");
                    assert_eq!(given, number.parse().ok(), "{key:?}");
                }
            }
        }
        assert!(known > 10_000 && withheld > 1_000, "{known} {withheld}");
    }
}

#[test]
fn factors_are_parts_of_all_assessments_with_one() {
    let Some(folder) = published("breakdowns", "data/people") else {
        return;
    };
    let path = folder.join("c3_factors_identified_at_end_of_assessment_2018_to_2025.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|of| of == name).expect("a column");
    let desk = Desk::new();
    let (mut checked, columns) = (0, ["Neglect", "Domestic_Abuse_parent"]);
    let ids = ["neglect", "domestic-abuse-parent"]
        .map(|factor| format!("assessment-factor-count-by-factor-{factor}"));
    desk.done(&[
        "benchmark",
        "--indicator",
        &ids[0],
        "--indicator",
        &ids[1],
        "--out",
        "f.csv",
        "-q",
    ]);
    let rows = desk.rows("f.csv");
    let mut made: BTreeMap<(String, String, String), (String, String)> = BTreeMap::new();
    for row in rows.iter() {
        let key = (
            row.get("indicator").to_owned(),
            row.get("la_code").to_owned(),
            row.get("period").to_owned(),
        );
        made.insert(
            key,
            (
                row.get("value").to_owned(),
                row.get("denominator").to_owned(),
            ),
        );
    }
    for record in reader.records() {
        let record = record.expect("a row");
        for (id, column) in ids.iter().zip(columns) {
            let of: Result<f64, _> = record[at("Episodes_with_assessment_factor")].parse();
            let number: Result<f64, _> = record[at(column)].parse();
            let key = (
                id.clone(),
                record[at("old_la_code")].to_owned(),
                record[at("time_period")].to_owned(),
            );
            let (Ok(of), Ok(number), Some((value, base))) = (of, number, made.get(&key)) else {
                continue;
            };
            checked += 1;
            let share = (number / of * 1000.0 + 1e-9).round() / 10.0;
            assert_eq!(value.parse(), Ok(share), "{key:?}");
            assert_eq!(base.parse(), Ok(of), "{key:?}");
        }
    }
    assert!(checked > 2_000, "{checked}");
}

#[test]
fn why_children_came_into_care_is_answered_by_one_command() {
    let desk = Desk::new();
    let told = desk.json(&["why", "Blackpool", "cla-starting-count", "--by", "need"]);
    let need = &told[0];
    assert_eq!(need["number"], 165.0);
    assert_eq!(need["mix"]["differs_from_england"], true);
    let categories = need["categories"].as_array().expect("categories");
    let neglect = &categories[0];
    assert_eq!(neglect["category"], "abuse-or-neglect");
    assert_eq!(neglect["share"].as_f64(), Some(79.0));
    assert_eq!(neglect["number"].as_f64(), Some(130.0));
    assert_eq!(neglect["beyond_chance"], "yes");
    let paragraph = need["paragraph"].as_str().expect("a paragraph");
    assert!(
        paragraph.starts_with("79% of children who started to be looked after in Blackpool came into care mainly because of abuse or neglect (130 of 165)."),
        "{paragraph}"
    );
    // What is withheld is neither counted nor worked out: the rest of 165 is not said to be of these.
    let withheld: Vec<_> = categories
        .iter()
        .filter(|of| of["status"] == "suppressed")
        .collect();
    assert_eq!(withheld.len(), 3);
    assert!(
        withheld
            .iter()
            .all(|of| of["share"].is_null() && of["number"].is_null())
    );
}

#[test]
fn what_is_not_broken_down_is_refused_with_what_is() {
    let desk = Desk::new();
    for (arguments, named) in [
        (
            ["who", "Blackpool", "cpp-repeat-percent"].as_slice(),
            "cla-starting-count",
        ),
        (
            &["who", "Blackpool", "cla-count", "--by", "colour"],
            "ethnicity",
        ),
        (&["who", "Blackpool", "nonsense"], "is not an indicator"),
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(named), "{}", run.err);
    }
    let scilly = desk.run(&["who", "Isles of Scilly", "cla-count"]);
    assert_eq!(scilly.code, 1, "{}{}", scilly.out, scilly.err);
    assert!(scilly.err.contains("no published share"), "{}", scilly.err);
}

#[test]
fn children_of_an_officers_file_make_rates_and_a_bad_row_is_told() {
    let desk = Desk::new();
    desk.put(
        "children.csv",
        "authority,breakdown,category,children\nHackney,ethnicity,White,\"20,000\"\nHackney,ethnicity,black,12000\nHackney,ethnicity,purple,9\n",
    );
    let arguments = ["who", "Hackney", "cla-count", "--by", "ethnicity"];
    let with = [
        &arguments[..],
        &["--children", "children.csv", "--format", "csv"],
    ]
    .concat();
    let run = desk.run(&with);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("children.csv, row 4") && run.err.contains("purple"),
        "{}",
        run.err
    );
    let rows = crate::rows::Rows::read(run.out.as_bytes());
    let by_category: BTreeMap<&str, _> =
        rows.iter().map(|row| (row.get("category"), row)).collect();
    let number = |category: &str, column: &str| {
        by_category[category]
            .get(column)
            .parse::<f64>()
            .expect("a number")
    };
    let rate = number("black", "number") / 12_000.0 * 10_000.0;
    assert!((number("black", "rate") - rate).abs() < 1e-9);
    let ratio = rate / (number("white", "number") / 20_000.0 * 10_000.0);
    assert!((number("black", "rate_ratio") - ratio).abs() < 1e-9);
    assert!(number("black", "rate_ratio_lower95") < ratio);
    assert_eq!(
        by_category["white"].get("rate_ratio"),
        "",
        "the first is the base"
    );
    assert_eq!(by_category["asian"].get("rate"), "");
    let plain = desk.run(&arguments);
    assert!(
        plain
            .out
            .contains("no rates for every 10,000 children of each group"),
        "{}",
        plain.out
    );
}

#[test]
fn a_breakdown_file_that_is_taken_in_is_a_vintage_like_any_other() {
    let Some(folder) = published("breakdowns", "data/people") else {
        return;
    };
    let desk = Desk::new();
    let file = folder.join("la_children_who_started_to_be_looked_after_during_the_year.csv");
    let taken = desk.run(&["import", text(&file), "--store", "store"]);
    assert_eq!(taken.code, 10, "{}", taken.err);
    let from_store = [
        "who",
        "Blackpool",
        "cla-starting-count",
        "--by",
        "need",
        "--store",
        "store",
        "--without-embedded",
        "--format",
        "csv",
    ];
    let told = crate::rows::Rows::read(desk.done(&from_store).as_bytes());
    let first = told.iter().next().expect("a row");
    assert_eq!((first.get("share"), first.get("number")), ("79", "130"));
}

#[test]
fn a_chart_and_a_tidy_table_of_each_breakdown_are_written() {
    let desk = Desk::new();
    desk.done(&[
        "who",
        "Blackpool",
        "cla-count",
        "--by",
        "age,need",
        "--out",
        "out",
        "-q",
    ]);
    let files = desk.files();
    for name in [
        "out/breakdowns.csv",
        "out/cla-count-by-age-breakdown.svg",
        "out/cla-count-by-need-breakdown.png",
        "out/cla-count-by-need-breakdown.csv",
    ] {
        assert!(files.iter().any(|file| file == name), "{name}: {files:?}");
    }
    let svg = desk.text("out/cla-count-by-age-breakdown.svg");
    for words in ["Under 1", "Neighbours’ range", "England", "8% (40)"] {
        assert!(svg.contains(words), "{words}");
    }
    let tidy = desk.rows("out/breakdowns.csv");
    assert_eq!(tidy.iter().count(), 5 + 8);
}

/// A category and an indicator of the catalogue that are one share are one figure, of every authority.
#[test]
fn a_category_that_is_an_indicator_has_its_figures() {
    let labels = Labels::read();
    let mut same: BTreeMap<String, String> = BTreeMap::new();
    for people in labels.table["people"].as_array().expect("people") {
        for breakdown in people["breakdown"].as_array().expect("breakdowns") {
            for category in breakdown["categories"].as_array().expect("categories") {
                if let Some(id) = category.get("same_as") {
                    let [indicator, by, key] =
                        [&people["indicator"], &breakdown["key"], &category["key"]].map(words);
                    same.insert(format!("{indicator}-by-{by}-{key}"), words(id));
                }
            }
        }
    }
    assert!(same.len() > 10, "{same:?}");
    let desk = Desk::new();
    let mut arguments = vec!["benchmark", "--out", "both.csv", "-q"];
    for (category, indicator) in &same {
        arguments.extend(["--indicator", category, "--indicator", indicator]);
    }
    desk.done(&arguments);
    let rows = desk.rows("both.csv");
    let mut figures: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    for row in rows.iter() {
        if let Some(value) = row.number("value") {
            figures.insert(
                (
                    row.get("indicator"),
                    row.get("la_code"),
                    row.get("period_end"),
                ),
                value,
            );
        }
    }
    let mut compared = 0;
    for ((id, code, end), value) in &figures {
        let Some(indicator) = same.get(*id) else {
            continue;
        };
        if let Some(other) = figures.get(&(indicator.as_str(), *code, *end)) {
            compared += 1;
            // One may be printed with a decimal more.
            assert!(
                (value - other).abs() <= 0.051,
                "{id} {code} {end}: {value}, {other}"
            );
        }
    }
    assert!(compared > 10_000, "{compared}");
}
