//! DfE's own tool (LAIT) agrees: ten authorities and all its measures, from its bulk data, to the last bit.

use crate::program::Desk;
use crate::published::{published, text};
use crate::rows::{Row, Rows};
use crate::sample;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of the table of DfE's tool.
const EXPECTED_ROWS: usize = 4_460;

/// Series that two measures share, of which one has quartile bands and the other has not. A series has one row in our table, with bands.
const BANDED_ONCE: [&str; 2] = ["CINPermAbsent_3Term", "CINPermExclusion"];

/// Series of which some figures differ by noise alone: the tool parts authorities that stand alike.
const TIES_SPLIT: [&str; 2] = ["2yr_Ofsted_rating", "3&4yr_Ofsted_rating"];

/// The key of a row in the two tables: measure, period, three-digit code.
type Key = (String, String, String);

fn expected(test: &str) -> Option<Rows> {
    let expected = Rows::read(
        &std::fs::read(published(test, "oracle/lait/expected.csv")?).expect("the oracle"),
    );
    assert_eq!(expected.len(), EXPECTED_ROWS);
    Some(expected)
}

/// The same in a sweep, and in the ordinary suite its rows of some measures, among them those with rules of their own; and the arguments
/// that ask for these measures.
fn expected_of_some(test: &str) -> Option<(Rows, Vec<String>)> {
    let whole = expected(test)?;
    if sample::is_sweep() {
        return Some((whole, Vec::new()));
    }
    let all: BTreeSet<&str> = whole.iter().map(|row| row.get("measure_short")).collect();
    let some = sample::some(all, 12).chain(BANDED_ONCE).chain(TIES_SPLIT);
    let some: BTreeSet<&str> = some.collect();
    let file = published(test, "oracle/lait/expected.csv")?;
    let file = std::fs::File::open(file).expect("the oracle");
    let rows = Rows::keep(file, |row| some.contains(row.get("measure_short")));
    let asked = some.iter().flat_map(|id| ["--indicator", *id]);
    Some((rows, asked.map(str::to_owned).collect()))
}

fn key_of_expected(row: Row<'_>) -> Key {
    (
        row.get("measure_short").to_owned(),
        row.get("period").to_owned(),
        row.get("la_number").to_owned(),
    )
}

/// The rows of a benchmark of the bulk data that the tool's table has too, by key.
fn benchmark(more: &[&str], expected: &Rows) -> Rows {
    let desk = Desk::new();
    desk.done(&[&["benchmark", "--quiet", "--out", "b.csv"], more].concat());
    let areas: BTreeSet<&str> = expected.iter().map(|row| row.get("la_number")).collect();
    let file =
        std::io::BufReader::new(std::fs::File::open(desk.path("b.csv")).expect("the benchmark"));
    Rows::keep(file, |row| areas.contains(row.get("la_code")))
}

fn by_key(rows: &Rows) -> BTreeMap<Key, Row<'_>> {
    let key = |row: Row<'_>| {
        (
            row.get("source_measure").to_owned(),
            row.get("period").to_owned(),
            row.get("la_code").to_owned(),
        )
    };
    let map: BTreeMap<Key, Row<'_>> = rows.iter().map(|row| (key(row), row)).collect();
    assert_eq!(
        map.len(),
        rows.len(),
        "one row an indicator, period and authority"
    );
    map
}

/// DfE's table writes `-` where a measure has no polarity; ours leaves the cell empty.
fn plain(cell: &str) -> &str {
    if cell == "-" { "" } else { cell }
}

/// Figures are held at twelve significant digits: noise of the spreadsheet behind the bulk data is no figure.
fn same_figure(own: Option<f64>, theirs: Option<f64>) -> bool {
    let held = theirs.map(|theirs| format!("{theirs:.11e}").parse().expect("a number"));
    own.map(f64::to_bits) == held.map(f64::to_bits)
}

fn near(own: Option<f64>, theirs: Option<f64>) -> bool {
    match (own, theirs) {
        (Some(own), Some(theirs)) => (own - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
        _ => own.is_none() && theirs.is_none(),
    }
}

/// What differs between a row of our table and one of theirs, apart from rank and band.
fn differences(own: Row<'_>, theirs: Row<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, other) in [
        ("value", "value"),
        ("region", "region_value"),
        ("england", "england_value"),
    ] {
        let (a, b) = (own.number(name), theirs.number(other));
        if !same_figure(a, b) {
            found.push(format!("{name} {a:?}, theirs {b:?}"));
        }
    }
    for (name, other) in [("change", "change"), ("neighbour_mean", "sn_average")] {
        let (a, b) = (own.number(name), theirs.number(other));
        if !near(a, b) {
            found.push(format!("{name} {a:?}, theirs {b:?}"));
        }
    }
    if own.get("neighbours_with_data") != theirs.get("sn_n") {
        found.push(format!(
            "neighbours_with_data {}, theirs {}",
            own.get("neighbours_with_data"),
            theirs.get("sn_n")
        ));
    }
    found
}

/// What differs in rank and number ranked; and, apart from these, what differs in band, for the series of which one measure has none.
fn rank_differences(own: Row<'_>, theirs: Row<'_>, field: &str) -> (Vec<String>, bool) {
    let mut found = Vec::new();
    for (name, other) in [
        ("rank", format!("rank_{field}")),
        ("ranked", format!("ranked_{field}")),
    ] {
        if own.get(name) != plain(theirs.get(&other)) {
            found.push(format!(
                "{name} {}, theirs {}",
                own.get(name),
                theirs.get(&other)
            ));
        }
    }
    (
        found,
        own.get("quartile") == plain(theirs.get(&format!("quartile_{field}"))),
    )
}

/// Compares a benchmark of the bulk data with the tool's table.
fn hold_bulk_data(test: &str, more: &[&str], field: &str) -> Option<(usize, usize)> {
    let data = published(test, "data/lait/bds_long.csv.gz")?;
    let (expected, asked) = expected_of_some(test)?;
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let rows = benchmark(
        &[&["--data", text(&data)], more, asked.as_slice()].concat(),
        &expected,
    );
    Some(hold(&rows, &expected, field))
}

/// Compares a benchmark with the tool's table; `field` is `current` or `lait`. Gives the ranks and the bands that differ since the tool parts
/// figures that are alike.
fn hold(rows: &Rows, expected: &Rows, field: &str) -> (usize, usize) {
    let own = by_key(rows);
    let (mut faults, mut banded_once) = (Vec::new(), 0);
    let mut of_ties = (0, 0);
    for theirs in expected.iter() {
        let key = key_of_expected(theirs);
        let Some(own) = own.get(&key) else {
            faults.push(format!("{key:?} is not there"));
            continue;
        };
        let (mut ranks, mut same_band) = rank_differences(*own, theirs, field);
        if TIES_SPLIT.contains(&key.0.as_str()) {
            of_ties.0 += ranks.len();
            of_ties.1 += usize::from(!same_band);
            (ranks, same_band) = (Vec::new(), true);
        }
        let mut found = [differences(*own, theirs), ranks].concat();
        if !same_band
            && BANDED_ONCE.contains(&key.0.as_str())
            && theirs.get("no_quartile") == "N"
            && !own.get("quartile").is_empty()
        {
            banded_once += 1;
        } else if !same_band {
            found.push(format!(
                "quartile {}, theirs {}",
                own.get("quartile"),
                theirs.get(&format!("quartile_{field}"))
            ));
        }
        faults.extend(found.into_iter().map(|fault| format!("{key:?}: {fault}")));
    }
    assert!(
        faults.is_empty(),
        "{} differences, the first:\n{}",
        faults.len(),
        faults
            .iter()
            .take(20)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
    let of_two = expected.iter().filter(|row| {
        BANDED_ONCE.contains(&row.get("measure_short")) && row.get("no_quartile") == "N"
    });
    let with_value = of_two.filter(|row| !row.get("value").is_empty()).count();
    assert_eq!(
        banded_once, with_value,
        "rows banded for the sake of a measure's twin"
    );
    of_ties
}

#[test]
fn every_row_agrees_over_current_authorities() {
    let test = "lait_oracle::every_row_agrees_over_current_authorities";
    if let Some(of_ties) = hold_bulk_data(test, &[], "current") {
        assert_eq!(of_ties, OF_TIES_CURRENT);
    }
}

/// Every series of the tool, by its own id, from the figures that are compiled in.
#[test]
fn every_row_agrees_without_any_file() {
    let test = "lait_oracle::every_row_agrees_without_any_file";
    let Some(expected) = expected(test) else {
        return;
    };
    let series = concat!(env!("CARGO_MANIFEST_DIR"), "/data/lait_series.csv");
    let series = Rows::read(&std::fs::read(series).expect("the list of series"));
    let ids: Vec<&str> = series.iter().map(|row| row.get("id")).collect();
    assert_eq!(ids.len(), 434);
    let more: Vec<&str> = ids.iter().flat_map(|id| ["--indicator", *id]).collect();
    let rows = benchmark(&more, &expected);
    assert_eq!(hold(&rows, &expected, "current"), OF_TIES_CURRENT);
}

/// Ranks and bands of the ten authorities that differ from the tool's since it parts figures that are alike.
const OF_TIES_CURRENT: (usize, usize) = (1, 0);
const OF_TIES_LAIT: (usize, usize) = (1, 0);

#[test]
fn every_row_agrees_with_abolished_authorities_ranked_too() {
    let test = "lait_oracle::every_row_agrees_with_abolished_authorities_ranked_too";
    if let Some(of_ties) = hold_bulk_data(test, &["--rank-abolished"], "lait") {
        assert_eq!(of_ties, OF_TIES_LAIT);
    }
}

/// What the ordinary suite compares of each packing: rates and shares, many years and few, and codes with signs in them.
const SOME_SERIES: [&str; 8] = [
    "--indicator",
    "LAC",
    "--indicator",
    "LAC_Fixed_ Ex",
    "--indicator",
    "CINPermExclusion",
    "--indicator",
    "3&4yr_Ofsted_rating",
];

/// The same rows as CSV, gzipped CSV and Parquet give the same table except for the place of reading, and the same bytes when read again.
#[test]
fn every_packing_gives_the_same_table() {
    let test = "lait_oracle::every_packing_gives_the_same_table";
    let (Some(gz), Some(parquet)) = (
        published(test, "data/lait/bds_long.csv.gz"),
        published(test, "data/lait/bds_long.parquet"),
    ) else {
        return;
    };
    let desk = Desk::new();
    let mut plain = std::fs::File::create(desk.path("bds_long.csv")).expect("a file");
    let packed = std::io::BufReader::new(std::fs::File::open(&gz).expect("the bulk data"));
    std::io::copy(&mut flate2::bufread::GzDecoder::new(packed), &mut plain).expect("sound gzip");
    let asked: &[&str] = if sample::is_sweep() {
        &[]
    } else {
        &SOME_SERIES
    };
    for (data, out) in [
        ("bds_long.csv", "plain.csv"),
        (text(&gz), "gz.csv"),
        (text(&gz), "again.csv"),
        (text(&parquet), "parquet.csv"),
    ] {
        let benchmark = ["benchmark", "--quiet", "--data", data, "--out", out];
        desk.done(&[&benchmark, asked].concat());
    }
    assert!(
        desk.bytes("gz.csv") == desk.bytes("again.csv"),
        "the same file read twice gives other bytes"
    );
    let apart = ["source_file", "source_row", "release"];
    for other in ["plain.csv", "parquet.csv"] {
        assert_same(&desk, "gz.csv", other, &apart);
    }
}

/// Checks that two tables are the same row by row, except for some columns.
fn assert_same(desk: &Desk, one: &str, other: &str, apart: &[&str]) {
    let open = |name: &str| csv::Reader::from_path(desk.path(name)).expect("a table");
    let (mut one, mut other) = (open(one), open(other));
    let header = one.headers().expect("a header").clone();
    assert_eq!(&header, other.headers().expect("a header"));
    let kept: Vec<usize> = (0..header.len())
        .filter(|at| !apart.contains(&header[*at].trim_start_matches('\u{feff}')))
        .collect();
    let (mut a, mut b) = (csv::ByteRecord::new(), csv::ByteRecord::new());
    let least = if sample::is_sweep() { 500_000 } else { 2_000 };
    let mut rows = 0;
    while one.read_byte_record(&mut a).expect("a row") {
        assert!(
            other.read_byte_record(&mut b).expect("a row"),
            "one table ends after {rows} rows"
        );
        rows += 1;
        if let Some(at) = kept.iter().find(|at| a[**at] != b[**at]) {
            panic!(
                "row {rows}, {}: {:?} and {:?}",
                &header[*at], &a[*at], &b[*at]
            );
        }
    }
    assert!(
        !other.read_byte_record(&mut b).expect("a row") && rows > least,
        "{rows} rows"
    );
}
