//! Faults in an input are reported: where, what was found, what was expected, what to do. Nothing written before is lost.

use crate::program::{Desk, run};
use crate::rows::Rows;
use crate::sample;
use serde_json::Value;
use std::io::Write;

const EES: &str = "cla_number_and_rate_per_10k_children.csv";
const EES_HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,\
    la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000\n";
const BULK_HEADER: &str = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n";
const LOCAL_HEADER: &str = "area,period,indicator,value\n";

/// A row as the publisher writes it: of an authority, for one of the file's three labels.
fn ees_row(place: &str, label: &str, rate: &str) -> String {
    let region = if place == TORBAY {
        "E12000009,South West"
    } else {
        "E12000002,North West"
    };
    // As many of the children as the rate says, so that counts and rate agree.
    let rate_read = rate.parse::<f64>().ok().filter(|rate| rate.is_finite());
    let count = rate_read.map_or(531.0, |rate| rate * 2.8923);
    format!(
        "2025,Reporting year,Local authority,E92000001,England,{region},{place},{label},28923,{count:.0},{rate}\n"
    )
}

const BLACKPOOL: &str = "890,Blackpool,E06000009";
const TORBAY: &str = "880,Torbay,E06000027";
const SALFORD: &str = "355,Salford,E08000006";
const SNAPSHOT: &str = "Children looked after on 31 March each year";

/// An EES file without faults except in the rows given, which stand from row 3 on. Torbay and Salford are neighbours of Blackpool.
fn ees_with(rows: &[&str]) -> Vec<u8> {
    let sound = [(TORBAY, SNAPSHOT, "114"), (SALFORD, SNAPSHOT, "88")]
        .map(|(place, label, rate)| ees_row(place, label, rate));
    let labels = [
        "Children starting to be looked after each year",
        "Children ceasing to be looked after each year",
    ];
    let others = labels.map(|label| ees_row(TORBAY, label, "40"));
    [
        EES_HEADER,
        &sound[0],
        &rows.concat(),
        &sound[1],
        &others.concat(),
    ]
    .concat()
    .into_bytes()
}

/// A file without faults in which Blackpool's rate is on row 3.
fn ees(rate: &str) -> Vec<u8> {
    ees_with(&[&ees_row(BLACKPOOL, SNAPSHOT, rate)])
}

fn bulk(rows: &[&str]) -> Vec<u8> {
    format!("{BULK_HEADER}{}\n", rows.join("\n")).into_bytes()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory")
}

/// A file with so many rows that its gzip can be cut in the middle of the data.
fn many_rows() -> Vec<u8> {
    let rows: Vec<String> = (0..5_000)
        .map(|n| {
            format!(
                "LAC,,{},Blackpool,{}.{},890.0,North West",
                2016 + n % 10,
                n * 7919 % 977,
                n % 10
            )
        })
        .collect();
    bulk(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1"))
        .collect()
}

fn wide(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// A file that `check` refuses: its name, its bytes, and what the message must contain besides the name.
type Refused<'a> = (&'a str, Vec<u8>, &'a [&'a str]);

fn refused(cases: Vec<Refused<'_>>) {
    for (name, bytes, parts) in cases {
        let desk = Desk::new();
        desk.put(name, &bytes);
        let run = desk.run(&["check", name]);
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(300)]).into_owned();
        assert_eq!(
            (run.code, run.out.as_str()),
            (3, ""),
            "{name}:\n{start}\n{}",
            run.err
        );
        for part in parts.iter().chain(&[name, "where: "]) {
            assert!(
                run.err.contains(part),
                "“{part}” is not in what is said of {name}:\n{start}\n{}",
                run.err
            );
        }
        assert!(
            run.err.contains("what to do: ") || run.err.contains("expected: "),
            "no way out is shown:\n{}",
            run.err
        );
    }
}

/// A file with faults: its name, its bytes, and all its findings by check, severity, row and a part of what was found.
type Faulty<'a> = (&'a str, Vec<u8>, &'a [[&'a str; 4]]);

fn found(cases: Vec<Faulty<'_>>) {
    for (name, bytes, expected) in cases {
        let desk = Desk::new();
        desk.put(name, &bytes);
        let run = desk.run(&["check", name, "--format", "csv"]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let rows = Rows::read(run.out.as_bytes());
        assert_eq!(
            rows.len(),
            expected.len(),
            "{name}:\n{text}\n{}{}",
            run.out,
            run.err
        );
        for (row, [check, severity, line, part]) in rows.iter().zip(expected) {
            assert!(
                row.holds(&[
                    ("check", check),
                    ("severity", severity),
                    ("file", name),
                    ("row", line)
                ]),
                "{text}\n{}",
                run.out
            );
            assert!(
                row.get("found").contains(part),
                "“{part}” is not what was found:\n{}",
                run.out
            );
            // A row of the wrong length has no column of its own.
            let column = !row.get("column").is_empty() || *check == "ragged-row";
            assert!(column && !row.get("guidance").is_empty(), "{}", run.out);
        }
        let errors = expected
            .iter()
            .any(|[_, severity, ..]| *severity == "error");
        assert_eq!(run.code, i32::from(errors), "{name}: {}", run.err);
    }
}

#[test]
fn what_is_no_csv_is_refused() {
    let (packed, page) = (
        gzipped(&many_rows()),
        b"<!DOCTYPE html>\n<html><body>Sign in</body></html>".to_vec(),
    );
    let mut damaged = packed.clone();
    damaged[packed.len() / 2..packed.len() / 2 + 40].fill(0);
    refused(vec![
        (
            "words.csv",
            b"hello world\nthis is no table\n".to_vec(),
            &["row 1", "comma-separated"],
        ),
        (
            "cut.csv.gz",
            packed[..packed.len() / 2].to_vec(),
            &["too early", "download it again"],
        ),
        ("damaged.csv.gz", damaged, &["damaged"]),
        (
            "book.csv",
            b"PK\x03\x04\x14\0\x06\0\x08\0workbook".to_vec(),
            &["workbook cannot be read", "CSV UTF-8"],
        ),
        (
            "book.xlsx",
            b"PK\x03\x04\x14\0\x06\0\x08\0workbook".to_vec(),
            &["workbook cannot be read", "CSV UTF-8"],
        ),
        (
            "old.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            &["old Excel workbook"],
        ),
        ("page.csv", page, &["web page"]),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            &["not text"],
        ),
        ("odd.parquet", b"this is no Parquet".to_vec(), &["Parquet"]),
        ("empty.csv", Vec::new(), &["empty"]),
        (
            "wide.csv",
            wide("area,period,indicator,value\nBlackpool,2025,cla-rate,3\n")[..41].to_vec(),
            &["UTF-16", "damaged", "CSV UTF-8"],
        ),
    ]);
}

#[test]
fn text_in_no_one_encoding_is_refused() {
    refused(vec![
        (
            "header.csv",
            latin("ar\u{e9}a,period,indicator,value\nBlackpool,2025,cla-rate,3\n"),
            &["missing: area", "“ar\u{e9}a”", "row 1"],
        ),
        (
            "mixed.csv",
            [
                "area,period,indicator,value\nBlackpool,2025,C\u{f4}te,3\n".as_bytes(),
                &latin("Blackpool,2024,C\u{f4}te,3\n"),
            ]
            .concat(),
            &["Windows-1252 in another", "row 3", "UTF-8"],
        ),
    ]);
}

#[test]
fn a_header_that_does_not_fit_is_refused() {
    let without = String::from_utf8(ees("184"))
        .expect("UTF-8")
        .replace("time_identifier,", "")
        .replace("Reporting year,", "");
    let doubled = LOCAL_HEADER.replace("value", "value,value") + "Blackpool,2025,cla-rate,3,4\n";
    refused(vec![
        (EES, without.into_bytes(), &["time_identifier", "row 1"]),
        ("own.csv", doubled.into_bytes(), &["“value”", "twice"]),
        (
            "other.csv",
            b"name,colour\nA,red\n".to_vec(),
            &["header", "time_period"],
        ),
        (
            "own.csv",
            b"area,period,value\nBlackpool,2025,3\n".to_vec(),
            &["indicator"],
        ),
    ]);
}

#[test]
fn a_header_without_rows_is_refused_as_such() {
    refused(vec![
        (EES, EES_HEADER.as_bytes().to_vec(), &["no row"]),
        ("bulk.csv", BULK_HEADER.as_bytes().to_vec(), &["no row"]),
        ("own.csv", LOCAL_HEADER.as_bytes().to_vec(), &["no row"]),
    ]);
}

/// Windows-1252, which Excel writes, is read as such and said once.
#[test]
fn another_encoding_is_read_and_said() {
    let place = ees_row("890,Blackp\u{f6}\u{f6}l,E06000009", SNAPSHOT, "184");
    let own = format!("{LOCAL_HEADER}C\u{f4}te,2025,cla-rate,3\n");
    let published = String::from_utf8(ees_with(&[&place])).expect("UTF-8");
    for (name, text) in [("own.csv", own), (EES, published)] {
        let desk = Desk::new();
        desk.put(name, latin(&text));
        let run = desk.run(&["check", name, "--format", "csv"]);
        let told = run.out + &run.err;
        assert_eq!(
            told.matches("Windows-1252").count(),
            1,
            "{name} gives {}:\n{told}",
            run.code
        );
    }
}

#[test]
fn a_sound_file_has_no_findings() {
    found(vec![
        (EES, ees("184"), &[]),
        (
            "bulk.csv",
            bulk(&[
                "LAC,,2025,Blackpool,184,890.0,North West",
                "LAC,,2025,Torbay,-,880.0,South West",
            ]),
            &[],
        ),
    ]);
}

#[test]
fn a_cell_that_is_neither_number_nor_symbol_is_reported_with_its_place() {
    let cells = [
        "NaN", "inf", "-inf", "\"1,23\"", "12%", "n/a", "", "184 [c]", "1 84",
    ];
    for cell in sample::some(cells, 3) {
        let plain = cell.trim_matches('"');
        let row = format!("LAC,,2025,Blackpool,{cell},890.0,North West");
        found(vec![
            (EES, ees(cell), &[["cell", "error", "3", plain]]),
            ("bulk.csv", bulk(&[&row]), &[["cell", "error", "2", plain]]),
        ]);
        let desk = Desk::new();
        desk.put(EES, ees(cell));
        let run = desk.run(&[
            "compare",
            "Blackpool",
            "cla-rate",
            "--data",
            EES,
            "--format",
            "json",
        ]);
        assert_eq!(run.code, 1, "{cell}");
        let shown: Value = serde_json::from_str(&run.out).expect("JSON");
        assert!(
            shown[0]["value"].is_null(),
            "{cell} became {}",
            shown[0]["value"]
        );
        assert!(
            run.err.contains("row 3") && run.err.contains("rate_per_10000"),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_symbol_is_never_zero() {
    let symbols = [
        ("c", "suppressed"),
        ("z", "not applicable"),
        ("x", "not available"),
        ("u", "low reliability"),
        ("low", "rounds to zero"),
        ("k", "rounds to zero"),
        (":", "not available"),
        ("..", "not available"),
        (".", "not applicable"),
        ("~", "rounds to zero"),
        ("*", "suppressed"),
        ("[c]", "suppressed"),
        ("-", "not published"),
    ];
    for (symbol, status) in sample::some(symbols, 4) {
        check_symbol(symbol, status);
    }
}

/// Checks that a symbol is shown by its meaning and enters no figure.
fn check_symbol(symbol: &str, status: &str) {
    found(vec![(EES, ees(symbol), &[])]);
    let desk = Desk::new();
    desk.put(EES, ees(symbol));
    let run = desk.run(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--data",
        EES,
        "--format",
        "json",
    ]);
    let shown: Value = serde_json::from_str(&run.out).expect("JSON");
    let own = &shown[0];
    assert_eq!(
        (run.code, &own["value"], &own["status"]),
        (1, &Value::Null, &status.into()),
        "{symbol}"
    );
    for name in [
        "change",
        "rank",
        "rank_from_highest",
        "difference_from_neighbours",
        "rank_among_neighbours",
    ] {
        assert!(own[name].is_null(), "{symbol}: {name} is {}", own[name]);
    }
    assert_eq!(
        (&own["neighbour_mean"], &own["neighbours_with_data"]),
        (&101.into(), &2.into())
    );
    desk.done(&["benchmark", "--data", EES, "--out", "b.csv", "--quiet"]);
    let rows = desk.rows("b.csv");
    let row = rows.only(&[("indicator", "cla-rate"), ("authority", "Blackpool")]);
    assert_eq!(
        (
            row.get("value"),
            row.get("rank_from_highest"),
            row.get("ranked")
        ),
        ("", "", "2"),
        "{symbol}"
    );
    assert!(
        rows.iter()
            .filter(|row| row.get("indicator") == "cla-rate")
            .all(|row| row.get("value") != "0"),
        "{symbol}"
    );
}

#[test]
fn rows_that_do_not_fit_are_reported_with_their_place() {
    let row = |rate| ees_row(BLACKPOOL, SNAPSHOT, rate);
    let (own, other) = (row("184"), row("183.9"));
    let (long, short) = (
        own.replace('\n', ",more\n"),
        "2025,Reporting year,Local authority\n",
    );
    let twice = |severity, part| ["duplicate-key", severity, "4", part];
    let (nowhere, when) = (
        own.replace("890,Blackpool,E06000009", "999,Atlantis,E06009999"),
        own.replace("2025,", "soon,"),
    );
    found(vec![
        // The rate differs, the count in the same rows does not.
        (
            EES,
            ees_with(&[&own, &other]),
            &[
                twice("error", "Blackpool, 2025: 184 and 183.9"),
                twice("warning", "Blackpool, 2025"),
            ],
        ),
        (
            EES,
            ees_with(&[&own, &own]),
            &[
                twice("warning", "Blackpool, 2025"),
                twice("warning", "Blackpool, 2025"),
            ],
        ),
        (
            EES,
            ees_with(&[&long]),
            &[["ragged-row", "error", "3", "15 cells"]],
        ),
        (
            EES,
            ees_with(&[short]),
            &[["ragged-row", "error", "3", "3 cells"]],
        ),
        (
            EES,
            ees_with(&[&nowhere]),
            &[["unknown-area", "error", "3", "Atlantis"]],
        ),
        (EES, ees_with(&[&when]), &[["period", "error", "3", "soon"]]),
    ]);
    // It is not known which of the two is right, so neither is shown.
    let desk = Desk::new();
    desk.put(EES, ees_with(&[&own, &other]));
    let run = desk.run(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--data",
        EES,
        "--format",
        "json",
    ]);
    let shown: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((run.code, &shown[0]["value"]), (1, &Value::Null));
}

#[test]
fn what_cannot_be_is_reported_with_its_place() {
    let parts = [
        "980", "981", "982", "983", "984", "985", "986", "989", "990",
    ]
    .map(|code| format!("LAC,,2025,Region,6{},{code}.0,NA", &code[2..]));
    let england = [
        ["LAC,,2025,England,570,970.0,NA"].as_slice(),
        &parts.each_ref().map(String::as_str),
    ]
    .concat();
    let sound = "LAC,,2025,Blackpool,184,890.0,North West";
    found(vec![
        (
            "b.csv",
            bulk(&["%_of LAC Adopted,,2025,Blackpool,140,890.0,NW"]),
            &[["percent-over-100", "warning", "2", "140%"]],
        ),
        (
            "b.csv",
            bulk(&england),
            &[["england-out-of-range", "warning", "2", "570"]],
        ),
        (
            "b.csv",
            bulk(&[sound, "LAC,,2025,Cumbria,70,909.0,NW"]),
            &[["former-authority", "warning", "3", "Cumbria"]],
        ),
        (
            "b.csv",
            bulk(&["LAC,,0,Blackpool,70,890.0,NW", sound]),
            &[["period", "error", "2", "0"]],
        ),
        (
            "b.csv",
            bulk(&[sound, "LAC,,2025,Atlantis,70,999.0,NW"]),
            &[["unknown-area", "error", "3", "999"]],
        ),
    ]);
}

#[test]
fn a_folder_a_missing_file_and_a_bad_one_among_good_ones_are_said() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("nothing")).expect("a folder");
    desk.put("some/notes.txt", "minutes");
    desk.put(
        "mixed/own.csv",
        "area,period,indicator,value\nBlackpool,2025,cla-rate,3\n",
    );
    desk.put("mixed/cut.csv.gz", &gzipped(&many_rows())[..200]);
    for (arguments, parts) in [
        (
            ["check", "nothing"],
            ["nothing", "no file that can be read"],
        ),
        (["check", "some"], ["some", "no file that can be read"]),
        (["check", "absent.csv"], ["absent.csv", "not there"]),
        (["inspect", "absent.csv"], ["absent.csv", "not there"]),
        (["inspect", "some"], ["some", "folder"]),
        (["check", "mixed"], ["cut.csv.gz", "too early"]),
    ] {
        let run = desk.run(&arguments);
        assert_eq!(
            (run.code, run.out.as_str()),
            (3, ""),
            "{arguments:?}: {}",
            run.err
        );
        for part in parts.iter().chain(&["where: "]) {
            assert!(
                run.err.contains(part),
                "{arguments:?} does not say {part}:\n{}",
                run.err
            );
        }
        assert!(
            run.err.contains("what to do: ") || run.err.contains("expected: "),
            "no way out is shown:\n{}",
            run.err
        );
    }
}

/// Arguments with a name that does not exist, and what the message must contain.
const UNKNOWN_NAMES: [(&[&str], &[&str]); 18] = [
    (
        &["compare", "Blackpol", "cla-rate"],
        &["Blackpol", "Blackpool"],
    ),
    (
        &["compare", "North West", "cla-rate"],
        &["North West is not an authority"],
    ),
    (
        &["compare", "Blackpool", "cla-rat"],
        &["cla-rat", "cla-rate", "yardstick indicators"],
    ),
    (
        &["compare", "Blackpool", "cla-rate", "--period", "1999"],
        &["1999", "2016", "2025"],
    ),
    (
        &["compare", "Blackpool", "cla-rate", "--list", "2019"],
        &["2019", "2025 or 2021"],
    ),
    (
        &["compare", "Blackpool", "cla-rate", "--with", "costal"],
        &["costal", "coastal"],
    ),
    (
        &[
            "compare",
            "Blackpool",
            "cla-rate",
            "--with",
            "Torbay+Atlantis",
        ],
        &["Atlantis"],
    ),
    (&["compare", "Blackpool"], &["no indicator"]),
    (&["compare"], &["no authority", "yardstick.toml"]),
    (
        &[
            "profile",
            "Blackpool",
            "--theme",
            "care-leaver",
            "--out",
            "x",
        ],
        &["care-leaver", "care-leavers"],
    ),
    (&["benchmark"], &["--out"]),
    (
        &["benchmark", "--out", "b.docx"],
        &["b.docx", ".csv, .parquet or .arrow"],
    ),
    (
        &["explain", "Blackpool", "cla-rate", "--period", "1999"],
        &["1999"],
    ),
    (
        &["authorities", "--region", "Narnia"],
        &["Narnia", "North West"],
    ),
    (&["compare", "Blackpool", "--where", "a=b"], &["--column"]),
    (
        &[
            "compare",
            "Blackpool",
            "--column",
            "rate",
            "--where",
            "ab",
            "--data",
            "x.csv",
        ],
        &["equals sign"],
    ),
    (
        &["compare", "Blackpool", "cla-rate", "--format", "docx"],
        &["docx", "markdown"],
    ),
    (&["bench", "--out", "b.csv"], &["benchmark"]),
];

#[test]
fn names_that_nobody_bears_are_said_with_the_nearest() {
    for (arguments, parts) in sample::some(UNKNOWN_NAMES, 3) {
        let run = run(arguments);
        assert_eq!(run.code, 2, "yardstick {arguments:?}: {}", run.err);
        assert!(
            run.out.is_empty(),
            "yardstick {arguments:?} prints {}",
            run.out
        );
        for part in parts {
            assert!(
                run.err.contains(part),
                "“{part}” is not in what yardstick {arguments:?} says:\n{}",
                run.err
            );
        }
    }
}

#[test]
fn a_reading_fault_leaves_earlier_outputs_as_they_were() {
    let desk = Desk::new();
    desk.put("b.csv", "earlier");
    desk.put("out/index.html", "earlier");
    desk.put("cut.csv.gz", &gzipped(&many_rows())[..500]);
    let before = desk.files();
    let data = ["--data", "cut.csv.gz"];
    for arguments in [
        ["benchmark", "--out", "b.csv"].as_slice(),
        &["profile", "Blackpool", "--out", "out"],
        &["compare", "Blackpool", "cla-rate", "--out", "out"],
    ] {
        let run = desk.run(&[arguments, &data].concat());
        assert_eq!(run.code, 3, "{}", run.err);
        assert_eq!(
            (desk.text("b.csv"), desk.text("out/index.html")),
            ("earlier".to_owned(), "earlier".to_owned())
        );
        assert_eq!(desk.files(), before, "something was left behind");
    }
}

#[test]
fn what_cannot_be_written_is_said_and_earlier_outputs_stay() {
    let desk = Desk::new();
    desk.put("file", "a file, not a folder");
    std::fs::create_dir(desk.path("folder.csv")).expect("a folder");
    desk.put("out/index.html", "earlier");
    desk.put("out/profile.md", "earlier");
    std::fs::create_dir_all(desk.path("out/profile.csv")).expect("a folder");
    let before = desk.files();
    for arguments in [
        [
            "benchmark",
            "--indicator",
            "cla-rate",
            "--out",
            "file/b.csv",
        ]
        .as_slice(),
        &[
            "benchmark",
            "--indicator",
            "cla-rate",
            "--out",
            "folder.csv",
        ],
        &[
            "profile",
            "Blackpool",
            "--indicator",
            "cla-rate",
            "--out",
            "file",
        ],
        &[
            "profile",
            "Blackpool",
            "--indicator",
            "cla-rate",
            "--out",
            "out",
        ],
        &["compare", "Blackpool", "cla-rate", "--out", "out"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 4, "yardstick {arguments:?}: {}", run.err);
        assert!(
            run.err.contains("could not be written") && run.err.contains("what to do"),
            "{}",
            run.err
        );
        assert_eq!(
            desk.files(),
            before,
            "yardstick {arguments:?} left something behind"
        );
        assert_eq!(
            (desk.text("out/index.html"), desk.text("out/profile.md")),
            ("earlier".to_owned(), "earlier".to_owned())
        );
    }
}
