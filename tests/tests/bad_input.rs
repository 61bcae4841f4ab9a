//! What is wrong with an input is said: where, what was found, what was expected, what to do. Nothing written before is lost.

use crate::program::{Desk, run};
use std::io::Write;

const EES: &str = "cla_number_and_rate_per_10k_children.csv";
const EES_HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,\
    la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000\n";
const BULK_HEADER: &str = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n";
const LOCAL_HEADER: &str = "area,period,indicator,value\n";

/// A row as the publisher writes one, for Blackpool.
fn ees_row(rate: &str) -> String {
    ees_place("Blackpool", "890", "E06000009", rate)
}

fn ees_place(name: &str, code: &str, ons: &str, rate: &str) -> String {
    format!(
        "2025,Reporting year,Local authority,E92000001,England,E12000002,North West,{code},{name},{ons},\
         Children looked after on 31 March each year,28923,531,{rate}\n"
    )
}

/// An EES file in which Blackpool's rate stands on row 3, between two others.
fn ees(rate: &str) -> Vec<u8> {
    let (before, after) = (ees_place("Torbay", "880", "E06000027", "114"), ees_place("Salford", "355", "E08000006", "88"));
    [EES_HEADER, &before, &ees_row(rate), &after].concat().into_bytes()
}

fn bulk(rows: &[&str]) -> Vec<u8> {
    format!("{BULK_HEADER}{}\n", rows.join("\n")).into_bytes()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory")
}

/// Enough rows that a gzip is cut in the middle of its data.
fn many_rows() -> Vec<u8> {
    let rows: Vec<String> =
        (0..5_000).map(|n| format!("LAC,,{},Blackpool,{}.{},890.0,North West", 2016 + n % 10, n * 7919 % 977, n % 10)).collect();
    bulk(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect()
}

fn wide(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// One bad file: its name, its bytes, the exit codes of `check` that are right, and what the message must hold.
type Case<'a> = (&'a str, Vec<u8>, &'a [i32], &'a [&'a str]);

fn hold(cases: Vec<Case<'_>>) {
    for (name, bytes, codes, parts) in cases {
        let desk = Desk::new();
        desk.put(name, &bytes);
        let run = desk.run(&["check", name, "--format", "csv"]);
        let told = run.out + &run.err;
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(300)]).into_owned();
        assert!(codes.contains(&run.code), "{name} gives {}, not {codes:?}\n{start}\n{told}", run.code);
        for part in parts.iter().chain(&[name]) {
            assert!(told.contains(part), "“{part}” is not in what is said of {name}:\n{start}\n{told}");
        }
    }
}

#[test]
fn what_is_no_csv_is_refused() {
    let (packed, page) = (gzipped(&many_rows()), b"<!DOCTYPE html>\n<html><body>Sign in</body></html>".to_vec());
    let mut damaged = packed.clone();
    damaged[packed.len() / 2..packed.len() / 2 + 40].fill(0);
    hold(vec![
        ("words.csv", b"hello world\nthis is no table\n".to_vec(), &[3], &["row 1", "comma-separated"]),
        (
            "semicolons.csv",
            b"area;period;indicator;value\nBlackpool;2025;cla-rate;3\n".to_vec(),
            &[3],
            &["semicolons", "CSV UTF-8"],
        ),
        ("cut.csv.gz", packed[..packed.len() / 2].to_vec(), &[3], &["too early", "download it again"]),
        ("damaged.csv.gz", damaged, &[3], &["damaged"]),
        ("book.csv", b"PK\x03\x04\x14\0\x06\0\x08\0workbook".to_vec(), &[3], &["workbook", "CSV UTF-8"]),
        ("book.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0workbook".to_vec(), &[3], &["workbook", "CSV UTF-8"]),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), &[3], &["old Excel workbook"]),
        ("page.csv", page, &[3], &["web page"]),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), &[3], &["not text"]),
        ("odd.parquet", b"this is no Parquet".to_vec(), &[3], &["Parquet"]),
        ("empty.csv", Vec::new(), &[3], &["empty"]),
        ("wide.csv", wide("area,period,indicator,value\nBlackpool,2025,cla-rate,3\n"), &[3], &["UTF-16", "CSV UTF-8"]),
    ]);
}

#[test]
fn the_wrong_encoding_is_said_with_its_row() {
    hold(vec![
        ("header.csv", latin("ar\u{e9}a,period,indicator,value\nBlackpool,2025,cla-rate,3\n"), &[3], &["UTF-8", "row 1"]),
        ("cell.csv", latin(&format!("{LOCAL_HEADER}C\u{f4}te,2025,cla-rate,3\n")), &[1, 3], &["UTF-8", "2"]),
        (
            EES,
            latin(&[EES_HEADER, &ees_place("Blackp\u{f6}\u{f6}l", "890", "E06000009", "184")].concat()),
            &[1, 3],
            &["UTF-8", "2"],
        ),
    ]);
}

#[test]
fn a_header_that_does_not_fit_is_refused() {
    let without = String::from_utf8(ees("184")).expect("UTF-8").replace("time_identifier,", "").replace("Reporting year,", "");
    let doubled = LOCAL_HEADER.replace("value", "value,value") + "Blackpool,2025,cla-rate,3,4\n";
    hold(vec![
        (EES, without.into_bytes(), &[3], &["time_identifier", "row 1"]),
        (EES, EES_HEADER.as_bytes().to_vec(), &[3], &["no row"]),
        ("bulk.csv", BULK_HEADER.as_bytes().to_vec(), &[3], &["no row"]),
        ("own.csv", LOCAL_HEADER.as_bytes().to_vec(), &[3], &["no row"]),
        ("own.csv", doubled.into_bytes(), &[3], &["“value”", "twice"]),
        ("other.csv", b"name,colour\nA,red\n".to_vec(), &[3], &["header", "time_period"]),
        ("own.csv", b"area,period,value\nBlackpool,2025,3\n".to_vec(), &[3], &["indicator"]),
    ]);
}

#[test]
fn a_cell_that_is_neither_number_nor_symbol_is_reported_with_its_place() {
    for cell in ["NaN", "inf", "-inf", "\"1,234\"", "12%", "n/a", "", "184*", "1 84"] {
        hold(vec![(EES, ees(cell), &[1], &["rate_per_10000", ",3,", cell.trim_matches('"'), "symbols"])]);
        let desk = Desk::new();
        desk.put(EES, ees(cell));
        let run = desk.run(&["compare", "Blackpool", "cla-rate", "--data", EES, "--format", "json"]);
        assert_eq!(run.code, 1, "{cell}");
        let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        assert!(found[0]["value"].is_null(), "{cell} became {}", found[0]["value"]);
        assert!(run.err.contains("row 3"), "{}", run.err);
    }
}

#[test]
fn a_symbol_is_never_zero() {
    for (symbol, status) in [
        ("c", "suppressed"),
        ("z", "not applicable"),
        ("x", "not available"),
        ("u", "low reliability"),
        ("low", "rounds to zero"),
        ("k", "rounds to zero"),
        (":", "not available"),
        ("*", "suppressed"),
        ("[c]", "suppressed"),
        ("-", "not published"),
    ] {
        let desk = Desk::new();
        desk.put(EES, ees(symbol));
        let run = desk.run(&["compare", "Blackpool", "cla-rate", "--data", EES, "--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let own = &found[0];
        assert_eq!((run.code, &own["value"]), (1, &serde_json::Value::Null), "{symbol}");
        assert!(own["status"].as_str().expect("text").contains(status), "{symbol} is {}", own["status"]);
        for name in ["change", "rank", "rank_from_highest", "difference_from_neighbours", "rank_among_neighbours"] {
            assert!(own[name].is_null(), "{symbol}: {name} is {}", own[name]);
        }
        // Torbay and Salford are neighbours of Blackpool; as a neighbour of theirs it enters nothing either.
        assert_eq!((&own["neighbour_mean"], &own["neighbours_with_data"]), (&101.into(), &2.into()));
        desk.done(&["benchmark", "--data", EES, "--out", "b.csv", "--quiet"]);
        let rows = desk.rows("b.csv");
        let row = rows.only(&[("indicator", "cla-rate"), ("authority", "Blackpool")]);
        assert_eq!((row.get("value"), row.get("rank_from_highest"), row.get("ranked")), ("", "", "2"), "{symbol}");
        assert!(rows.iter().filter(|row| row.get("indicator") == "cla-rate").all(|row| row.get("value") != "0"), "{symbol}");
        let checked = desk.run(&["check", EES, "--format", "csv"]);
        assert!(!checked.out.contains(",cell,"), "{symbol} is no fault:\n{}", checked.out);
    }
}

#[test]
fn rows_that_do_not_fit_are_reported_with_their_place() {
    let twice = [EES_HEADER, &ees_row("184"), &ees_row("185")].concat();
    let again = [EES_HEADER, &ees_row("184"), &ees_row("184")].concat();
    let long = [EES_HEADER, ees_row("184").trim_end(), ",more\n", &ees_place("Torbay", "880", "E06000027", "114")].concat();
    let short = [EES_HEADER, "2025,Reporting year,Local authority\n", &ees_row("184")].concat();
    let nowhere = [EES_HEADER, &ees_place("Atlantis", "999", "E06009999", "3"), &ees_row("184")].concat();
    let when = [EES_HEADER, &ees_row("184").replace("2025,", "soon,"), &ees_row("184")].concat();
    hold(vec![
        (EES, twice.into_bytes(), &[1], &["duplicate-key", "Blackpool, 2025", "184", "185", "both were set aside"]),
        (EES, again.into_bytes(), &[0], &["duplicate-key", "Blackpool, 2025", "warning"]),
        (EES, long.into_bytes(), &[1], &["ragged-row", "15 cells", "14 cells", ",2,"]),
        (EES, short.into_bytes(), &[1], &["ragged-row", "3 cells", ",2,"]),
        (EES, nowhere.into_bytes(), &[1], &["Atlantis", ",2,"]),
        (EES, when.into_bytes(), &[1], &["soon", ",2,"]),
    ]);
}

#[test]
fn what_cannot_be_is_reported_with_its_place() {
    let parts = ["980", "981", "982", "983", "984", "985", "986", "989", "990"]
        .map(|code| format!("LAC,,2025,Region,6{},{code}.0,NA", &code[2..]));
    let england = [["LAC,,2025,England,570,970.0,NA"].as_slice(), &parts.each_ref().map(String::as_str)].concat();
    hold(vec![
        ("odd.csv", bulk(&["%_of LAC Adopted,,2025,Blackpool,140,890.0,North West"]), &[0], &["percent-over-100", "140%", ",2,"]),
        ("odd.csv", bulk(&england), &[0], &["england-out-of-range", "570", "60 to 69", ",2,"]),
        ("odd.csv", bulk(&["LAC,,2025,Cumbria,70,909.0,North West"]), &[0], &["former-authority", "Cumberland", ",2,"]),
        (
            "odd.csv",
            bulk(&["LAC,,0,Blackpool,70,890.0,North West", "LAC,,2025,Blackpool,184,890.0,North West"]),
            &[0, 1],
            &["“0”", ",2,"],
        ),
    ]);
}

#[test]
fn a_folder_a_missing_file_and_a_bad_one_among_good_ones_are_said() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("nothing")).expect("a folder");
    desk.put("some/notes.txt", "minutes");
    desk.put("mixed/own.csv", "area,period,indicator,value\nBlackpool,2025,cla-rate,3\n");
    desk.put("mixed/cut.csv.gz", &gzipped(&many_rows())[..200]);
    for (arguments, parts) in [
        (["check", "nothing"], ["nothing", "no file that can be read"]),
        (["check", "some"], ["some", "no file that can be read"]),
        (["check", "absent.csv"], ["absent.csv", "not there"]),
        (["inspect", "absent.csv"], ["absent.csv", "not there"]),
        (["inspect", "some"], ["some", "folder"]),
        (["check", "mixed"], ["cut.csv.gz", "too early"]),
    ] {
        let run = desk.run(&arguments);
        assert_eq!(run.code, 3, "{arguments:?}: {}", run.err);
        assert!(run.out.is_empty());
        for part in parts.iter().chain(&["what to do", "where"]) {
            assert!(run.err.contains(part) || run.err.contains("expected"), "{arguments:?} does not say {part}:\n{}", run.err);
        }
    }
}

#[test]
fn names_that_nobody_bears_are_said_with_the_nearest() {
    for (arguments, parts) in [
        (["compare", "Blackpol", "cla-rate"].as_slice(), ["Blackpol", "Blackpool"].as_slice()),
        (&["compare", "North West", "cla-rate"], &["North West is not an authority"]),
        (&["compare", "Blackpool", "cla-rat"], &["cla-rat", "cla-rate", "yardstick indicators"]),
        (&["compare", "Blackpool", "cla-rate", "--period", "1999"], &["1999", "2016", "2025"]),
        (&["compare", "Blackpool", "cla-rate", "--list", "2019"], &["2019", "2025 or 2021"]),
        (&["compare", "Blackpool", "cla-rate", "--with", "costal"], &["costal", "coastal"]),
        (&["compare", "Blackpool", "cla-rate", "--with", "Torbay+Atlantis"], &["Atlantis"]),
        (&["compare", "Blackpool"], &["no indicator"]),
        (&["compare"], &["no authority", "yardstick.toml"]),
        (&["profile", "Blackpool", "--theme", "care-leaver", "--out", "x"], &["care-leaver", "care-leavers"]),
        (&["profile", "Blackpool"], &["--out"]),
        (&["benchmark", "--out", "b.docx"], &["b.docx", ".csv, .parquet or .arrow"]),
        (&["explain", "Blackpool", "cla-rate", "--period", "1999"], &["1999"]),
        (&["authorities", "--region", "Narnia"], &["Narnia", "North West"]),
        (&["compare", "Blackpool", "--where", "a=b"], &["--column"]),
        (&["compare", "Blackpool", "--column", "rate", "--where", "ab", "--data", "x.csv"], &["equals sign"]),
        (&["compare", "Blackpool", "cla-rate", "--format", "docx"], &["docx", "markdown"]),
        (&["bench", "--out", "b.csv"], &["benchmark"]),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "yardstick {arguments:?}: {}", run.err);
        assert!(run.out.is_empty(), "yardstick {arguments:?} prints {}", run.out);
        for part in parts {
            assert!(run.err.contains(part), "“{part}” is not in what yardstick {arguments:?} says:\n{}", run.err);
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
        assert_eq!((desk.text("b.csv"), desk.text("out/index.html")), ("earlier".to_owned(), "earlier".to_owned()));
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
        ["benchmark", "--indicator", "cla-rate", "--out", "file/b.csv"].as_slice(),
        &["benchmark", "--indicator", "cla-rate", "--out", "folder.csv"],
        &["profile", "Blackpool", "--indicator", "cla-rate", "--out", "file"],
        &["profile", "Blackpool", "--indicator", "cla-rate", "--out", "out"],
        &["compare", "Blackpool", "cla-rate", "--out", "out"],
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 4, "yardstick {arguments:?}: {}", run.err);
        assert!(run.err.contains("could not be written") && run.err.contains("what to do"), "{}", run.err);
        assert_eq!(desk.files(), before, "yardstick {arguments:?} left something behind");
        assert_eq!((desk.text("out/index.html"), desk.text("out/profile.md")), ("earlier".to_owned(), "earlier".to_owned()));
    }
}
