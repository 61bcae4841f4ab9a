//! One published figure, followed from its row to every output; and the facts that anyone who knows the field would check first.

use crate::program::{Desk, Written};
use crate::published::{published, text};
use crate::rows::Rows;
use crate::workbook;
use polars::prelude::{AnyValue, DataFrame, ParquetReader, SerReader};
use serde_json::json;
use std::sync::OnceLock;

const FILE: &str = "cla_number_and_rate_per_10k_children.csv";
/// The SHA-256 of the release of November 2025, by `sha256sum`.
const SHA256: &str = "8228ce8c6f55fb1ee59b65988dad56c79ea7703c03eedd5c0f8af5997d6686ce";
/// The row on which Blackpool's figure of 2025 stands in that release.
const ROW: u64 = 84;

/// The figure as an officer would copy it out of the publisher's file.
const FIGURE: [(&str, &str); 6] = [
    ("period", "2025"),
    ("authority", "Blackpool"),
    ("value", "184"),
    ("numerator", "531"),
    ("denominator", "28923"),
    ("la_code", "890"),
];
const COMPANY: [(&str, &str); 8] = [
    ("neighbour_mean", "124.5"),
    ("neighbour_median", "126"),
    ("neighbour_min", "88"),
    ("neighbour_max", "170"),
    ("neighbours_with_data", "10"),
    ("region_name", "North West"),
    ("region", "90"),
    ("england", "67"),
];

/// A profile of one indicator, shared by the tests that read its files.
fn profile() -> &'static Written {
    static PROFILE: OnceLock<Written> = OnceLock::new();
    PROFILE.get_or_init(|| {
        let desk = Desk::new();
        desk.done(&[
            "profile",
            "Blackpool",
            "--indicator",
            "cla-rate",
            "--out",
            ".",
        ]);
        desk.clear_away()
    })
}

#[test]
fn it_starts_as_a_row_of_a_published_file() {
    let Some(file) = published(
        "journey::it_starts_as_a_row_of_a_published_file",
        &format!("data/ees/2025/{FILE}"),
    ) else {
        return;
    };
    let bytes = std::fs::read(&file).expect("the published file");
    let rows = Rows::read(&bytes);
    let row = rows.only(&[
        ("time_period", "2025"),
        ("la_name", "Blackpool"),
        (
            "population_type",
            "Children looked after on 31 March each year",
        ),
    ]);
    let cells = [
        "rate_per_10000",
        "children_count",
        "population_estimate",
        "old_la_code",
        "new_la_code",
    ]
    .map(|name| row.get(name));
    assert_eq!(cells, ["184", "531", "28923", "890", "E06000009"]);
    assert_eq!(row.line(), ROW);
    // Read from the file itself it is the same figure as the one in the program.
    let desk = Desk::new();
    let read = desk.json(&["compare", "Blackpool", "cla-rate", "--data", text(&file)]);
    let embedded = desk.json(&["compare", "Blackpool", "cla-rate"]);
    for name in [
        "value",
        "numerator",
        "denominator",
        "source_file",
        "source_row",
        "source_measure",
        "release",
        "rank_from_highest",
    ] {
        assert_eq!(read[0][name], embedded[0][name], "{name}");
    }
}

#[test]
fn it_arrives_in_json() {
    let all = Desk::new().json(&["compare", "Blackpool", "cla-rate"]);
    let found = &all[0];
    let expected = json!({
        "indicator": "cla-rate", "source_measure": "cla_number_and_rate_per_10k_children:rate_per_10000", "period": "2025",
        "authority": "Blackpool", "authority_code": "E06000009", "la_code": "890", "value": 184, "status": "published",
        "numerator": 531, "denominator": 28923, "source_file": FILE, "source_row": ROW, "change": 2,
        "england": 67, "region_name": "North West", "region": 90, "neighbour_list": "2025",
        "neighbour_mean": 124.5, "neighbour_median": 126, "neighbour_min": 88, "neighbour_max": 170, "neighbours_with_data": 10,
        "polarity": "none", "rank": null, "ranked": 151, "quartile": null, "rank_from_highest": 1, "rank_basis": "counts",
    });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(&found[name], value, "{name}");
    }
    assert!(
        found["release"]
            .as_str()
            .expect("text")
            .contains("November 2025"),
        "{}",
        found["release"]
    );
    let first = found["sentences"][0].as_str().expect("text");
    assert!(
        first.contains("184") && first.contains("531 of 28,923") && first.contains("31 March 2025"),
        "{first}"
    );
}

#[test]
fn it_arrives_in_csv() {
    let rows = Rows::read(
        Desk::new()
            .done(&["compare", "Blackpool", "cla-rate", "--format", "csv"])
            .as_bytes(),
    );
    let row = rows.only(&[]);
    assert!(row.holds(&FIGURE) && row.holds(&COMPANY));
    assert!(row.holds(&[("source_file", FILE), ("source_row", &ROW.to_string())]));
    let profiled = profile().rows("profile.csv");
    let row = profiled.only(&[]);
    assert!(row.holds(&FIGURE) && row.holds(&COMPANY));
}

#[test]
fn it_arrives_in_the_charts_and_their_data() {
    let trend = profile().rows("charts/cla-rate-trend.csv");
    let row = trend.only(&[("period", "2025")]);
    let place = ROW.to_string();
    assert!(row.holds(&[
        ("value", "184"),
        ("numerator", "531"),
        ("denominator", "28923"),
        ("source_file", FILE),
        ("source_row", &place)
    ]));
    assert!(row.holds(&[
        ("neighbour_mean", "124.5"),
        ("neighbour_median", "126"),
        ("region", "90"),
        ("england", "67")
    ]));
    let neighbours = profile().rows("charts/cla-rate-neighbours.csv");
    assert_eq!(neighbours.len(), 11);
    assert_eq!(
        neighbours.only(&[("authority", "Blackpool")]).get("value"),
        "184"
    );
    let everyone = profile().rows("charts/cla-rate-authorities.csv");
    assert_eq!(everyone.len(), 153);
    assert_eq!(
        everyone
            .iter()
            .next()
            .map(|row| (row.get("authority"), row.get("value"))),
        Some(("Blackpool", "184"))
    );
    for chart in ["trend", "neighbours", "authorities"] {
        let svg = profile().text(&format!("charts/cla-rate-{chart}.svg"));
        assert!(svg.contains("184"), "{chart}");
        assert!(
            svg.contains("November 2025"),
            "{chart} does not say which release it draws"
        );
    }
}

#[test]
fn it_arrives_in_the_workbook() {
    let sheets = workbook::sheets(profile().bytes("profile.xlsx"));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        (names.first(), names.last()),
        (Some(&"Cover"), Some(&"Looked after rate, places"))
    );
    let cells = |wanted: &str| {
        sheets
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, rows)| rows)
            .expect("the sheet")
    };
    let cover = cells("Cover").concat().join("\n");
    assert!(
        cover.contains("November 2025") && cover.contains("Open Government Licence v3.0"),
        "{cover}"
    );
    let series = cells("Looked after rate");
    let row = series
        .iter()
        .find(|row| row.first().is_some_and(|period| period == "2025"))
        .expect("the row of 2025");
    for value in [
        "184", "531", "28923", "124.5", "126", "90", "67", FILE, "84",
    ] {
        assert!(
            row.iter().any(|cell| cell == value),
            "{value} is not in {row:?}"
        );
    }
    let summary = cells("Summary").concat();
    assert!(
        summary.iter().any(|cell| cell == "184") && summary.iter().any(|cell| cell == "124.5"),
        "{summary:?}"
    );
    for (name, part) in workbook::unzip(profile().bytes("profile.xlsx")) {
        let part = String::from_utf8_lossy(&part).into_owned();
        assert!(
            !part.contains("<mergeCell") && !name.contains("vba"),
            "{name}: merged cells or macros"
        );
    }
}

#[test]
fn it_arrives_in_the_benchmark_in_every_format() {
    let desk = Desk::new();
    for format in ["csv", "parquet", "arrow"] {
        desk.done(&[
            "benchmark",
            "--indicator",
            "cla-rate",
            "--out",
            &format!("b.{format}"),
        ]);
    }
    let rows = desk.rows("b.csv");
    let row = rows.only(&[("period", "2025"), ("la_code", "890")]);
    assert!(row.holds(&FIGURE) && row.holds(&COMPANY));
    assert!(row.holds(&[("source_file", FILE), ("source_row", &ROW.to_string())]));

    let file = std::fs::File::open(desk.path("b.parquet")).expect("a file");
    let frame = ParquetReader::new(file).finish().expect("Parquet");
    assert_eq!(frame.height(), rows.len());
    let cell = |name: &str| frame_cell(&frame, row_of(&frame), name);
    for (name, value) in FIGURE.iter().chain(&COMPANY) {
        assert_eq!(&cell(name), value, "{name} in Parquet");
    }
    assert_eq!(
        (cell("source_file"), cell("source_row")),
        (FILE.to_owned(), ROW.to_string())
    );

    let arrow = arrow_texts(&desk.bytes("b.arrow"));
    let at = |name: &str| {
        arrow
            .iter()
            .find(|(column, _)| column == name)
            .map(|(_, cells)| cells)
            .expect("a column")
    };
    let line = (0..at("period").len())
        .find(|n| at("period")[*n] == "2025" && at("la_code")[*n] == "890")
        .expect("the row");
    for (name, value) in FIGURE.iter().chain(&COMPANY) {
        assert_eq!(&at(name)[line], value, "{name} in Arrow");
    }
}

fn row_of(frame: &DataFrame) -> usize {
    (0..frame.height())
        .find(|at| {
            frame_cell(frame, *at, "period") == "2025" && frame_cell(frame, *at, "la_code") == "890"
        })
        .expect("the row in Parquet")
}

fn frame_cell(frame: &DataFrame, at: usize, name: &str) -> String {
    match frame
        .column(name)
        .expect("a column")
        .get(at)
        .expect("a cell")
    {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => text.to_owned(),
        AnyValue::Float64(value) => value.to_string(),
        other => other.to_string(),
    }
}

/// Every column of an Arrow file as text.
fn arrow_texts(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};
    use arrow_schema::DataType;
    let reader =
        arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(bytes), None).expect("Arrow");
    assert!(
        reader
            .schema()
            .metadata()
            .get("releases")
            .is_some_and(|r| r.contains("November 2025")),
        "{:?}",
        reader.schema().metadata()
    );
    let mut columns: Vec<(String, Vec<String>)> = reader
        .schema()
        .fields()
        .iter()
        .map(|f| (f.name().clone(), Vec::new()))
        .collect();
    for batch in reader {
        let batch = batch.expect("a batch");
        for ((_, cells), array) in columns.iter_mut().zip(batch.columns()) {
            cells.extend((0..array.len()).map(|at| match array.data_type() {
                _ if array.is_null(at) => String::new(),
                DataType::Utf8 => array.as_string::<i32>().value(at).to_owned(),
                DataType::Float64 => array.as_primitive::<Float64Type>().value(at).to_string(),
                DataType::Int64 => array.as_primitive::<Int64Type>().value(at).to_string(),
                other => panic!("a column of {other}"),
            }));
        }
    }
    columns
}

#[test]
fn it_is_walked_home_by_explain() {
    let told = Desk::new().done(&["explain", "Blackpool", "cla-rate", "--period", "2025"]);
    for part in [
        FILE,
        &format!("row {ROW}"),
        SHA256,
        "November 2025 release",
        "531 ÷ 28923",
        "183.59",
        "÷ 10 = 124.5",
        "median 126",
        "North West: 90",
        "England: 67",
        "highest of 151",
    ] {
        assert!(told.contains(part), "“{part}” is not in\n{told}");
    }
}

#[test]
fn the_digest_is_that_of_the_published_file() {
    use sha2::{Digest, Sha256};
    let Some(file) = published(
        "journey::the_digest_is_that_of_the_published_file",
        &format!("data/ees/2025/{FILE}"),
    ) else {
        return;
    };
    let digest = Sha256::digest(std::fs::read(file).expect("the file"));
    assert_eq!(
        digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
        SHA256
    );
}

#[test]
fn blackpools_neighbours_in_order() {
    let found = Desk::new().json(&["neighbours", "Blackpool"]);
    let codes: Vec<&str> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["la_code"].as_str().expect("a code"))
        .collect();
    assert_eq!(
        codes,
        [
            "805", "806", "394", "341", "393", "807", "354", "880", "355", "861"
        ]
    );
    let names: Vec<&str> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["authority"].as_str().expect("a name"))
        .collect();
    assert_eq!(
        (names[0], names[7], names[9]),
        ("Hartlepool", "Torbay", "Stoke-on-Trent")
    );
}

#[test]
fn children_adopted_from_care_in_blackpool() {
    let desk = Desk::new();
    desk.done(&[
        "benchmark",
        "--indicator",
        "cla-adopted-count",
        "--out",
        "b.csv",
    ]);
    let rows = desk.rows("b.csv");
    let found: Vec<(String, Option<f64>)> = rows
        .iter()
        .filter(|row| row.holds(&[("authority", "Blackpool")]))
        .map(|row| (row.get("period").to_owned(), row.number("value")))
        .filter(|(period, _)| period.as_str() >= "2016")
        .collect();
    let expected = [46.0, 41.0, 36.0, 30.0, 35.0, 31.0, 16.0, 35.0, 37.0, 26.0];
    let expected: Vec<_> = (2016..)
        .zip(expected)
        .map(|(year, value)| (year.to_string(), Some(value)))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_verdict_that_turns_with_the_list_is_flagged() {
    let desk = Desk::new();
    let by = |authority: &str, list: &str| {
        desk.json(&["compare", authority, "cla-rate", "--list", list])[0].clone()
    };
    assert_eq!(by("Lancashire", "2025")["value"], 65);
    let (new, old) = (
        by("Blackburn with Darwen", "2025"),
        by("Blackburn with Darwen", "2021"),
    );
    assert_eq!(
        (
            &new["value"],
            &new["neighbour_mean"],
            &old["neighbour_mean"]
        ),
        (&json!(90), &json!(90.3), &json!(84.7))
    );
    // Level by one list and above by the other is no turn.
    assert_eq!(
        (&new["verdict_by_other_list"], &old["verdict_by_other_list"]),
        (&json!("same"), &json!("same"))
    );
    assert_eq!(by("Blackpool", "2025")["verdict_by_other_list"], "same");
    let turned = by("Bedford", "2025");
    assert_eq!(turned["verdict_by_other_list"], "turns");
    let sentences = turned["sentences"].to_string();
    assert!(
        sentences.contains("59.6") && sentences.contains("April 2021"),
        "{sentences}"
    );
    assert!(
        desk.done(&["compare", "Bedford", "cla-rate"])
            .contains("April 2021")
    );
}
