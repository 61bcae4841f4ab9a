//! Which figures are used: as at a day, of a vintage, joined from several; files that were set aside and can be read after all; a store
//! that is copied and taken in again.

use crate::program::Desk;
use crate::published::{published, text};
use crate::rows::Rows;
use crate::sample;
use polars::prelude::{Column, ParquetReader, SerReader};
use serde_json::Value;
use std::path::Path;

const CLA: &str = "cla_number_and_rate_per_10k_children.csv";
const STABILITY: &str = "la_cla_placement_stability.csv";

fn year(year: &str) -> Option<String> {
    published("vintages", &format!("data/ees/{year}")).map(|path| text(&path).to_owned())
}

fn file(folder: &str, name: &str) -> String {
    std::fs::read_to_string(Path::new(folder).join(name)).expect("the published file")
}

/// A store of both releases.
fn stored() -> Option<Desk> {
    crate::releases::both_years()
}

/// Period, value, release and vintage of each point of a series for Blackpool.
fn series(desk: &Desk, indicator: &str, more: &[&str]) -> Vec<[String; 4]> {
    let asked = [
        "benchmark",
        "--indicator",
        indicator,
        "--store",
        "st",
        "--out",
        "b.csv",
        "-q",
    ];
    desk.done(&[&asked, more].concat());
    let rows: Rows = desk.rows("b.csv");
    let of = rows
        .iter()
        .filter(|row| row.holds(&[("authority", "Blackpool")]));
    of.map(|row| ["period", "value", "release", "vintage"].map(|name| row.get(name).to_owned()))
        .collect()
}

fn point<'s>(series: &'s [[String; 4]], period: &str) -> Option<(&'s str, &'s str, &'s str)> {
    let found = series.iter().find(|point| point[0] == period)?;
    Some((
        &found[1],
        &found[2],
        found[3].split("--").next().unwrap_or_default(),
    ))
}

#[test]
fn a_long_series_is_joined_from_releases_and_each_point_knows_its_own() {
    let Some(desk) = stored() else { return };
    let now = series(&desk, "cla-rate", &[]);
    assert_eq!(
        point(&now, "2018").map(|p| p.1),
        Some("April 2026"),
        "{now:?}"
    );
    assert_eq!(
        point(&now, "2020"),
        Some(("228", "November 2024", "2024-11-01"))
    );
    assert_eq!(
        point(&now, "2023"),
        Some(("190", "November 2025", "2025-11-27"))
    );
    assert_eq!(
        point(&now, "2025"),
        Some(("184", "November 2025", "2025-11-27"))
    );

    let then = series(&desk, "cla-rate", &["--as-at", "2024-12-01"]);
    assert_eq!(
        (point(&then, "2023"), point(&then, "2025")),
        (Some(("191", "November 2024", "2024-11-01")), None)
    );
    assert!(
        then.iter().all(|point| point[2] == "November 2024"),
        "nothing that was published later: {then:?}"
    );

    // Of a vintage: its own years from itself, older years from the others, newer years not at all.
    let of_it = series(&desk, "cla-rate", &["--vintage", "2024-11-01"]);
    assert_eq!(
        (point(&of_it, "2023"), point(&of_it, "2025")),
        (Some(("191", "November 2024", "2024-11-01")), None)
    );
    assert_eq!(
        point(&of_it, "2018").map(|p| p.1),
        Some("April 2026"),
        "{of_it:?}"
    );
    // Series that it does not have are the same as without it.
    let beside = "care-leaver-accommodation-percent";
    assert_eq!(
        series(&desk, beside, &["--vintage", "2024-11-01"]),
        series(&desk, beside, &[]),
        "of the same publication"
    );
    // Of another publication, which the store of the ordinary suite has as well.
    let other = if sample::is_sweep() {
        "cin-rate"
    } else {
        "cpp-repeat-percent"
    };
    assert_eq!(
        series(&desk, other, &["--vintage", "2024-11-01"]),
        series(&desk, other, &[])
    );
}

#[test]
fn every_question_can_be_asked_as_at_a_day_and_of_a_vintage() {
    let Some(desk) = stored() else { return };
    let ways = [["--as-at", "2024-12-01"], ["--vintage", "November 2024"]];
    for asked in ways {
        every_question_is_answered(&desk, &asked);
    }
    for asked in sample::some(ways, 2) {
        a_profile_and_a_paper_are_made(&desk, &asked);
    }
    let wrong = desk.run(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--store",
        "st",
        "--vintage",
        "November 1999",
    ]);
    assert!(
        wrong.code == 2 && wrong.err.contains("2025-11-27--"),
        "{}",
        wrong.err
    );
}

/// What the store answers as at a day or of a vintage.
fn answer(desk: &Desk, arguments: &[&str], asked: &[&str]) -> String {
    let run = desk.run(&[arguments, &["--store", "st"], asked].concat());
    assert_eq!(
        run.code, 0,
        "yardstick {arguments:?} {asked:?}\n{}",
        run.err
    );
    run.out
}

/// Asks every question as at a day or of a vintage.
fn every_question_is_answered(desk: &Desk, asked: &[&str]) {
    let run = |arguments: &[&str]| answer(desk, arguments, asked);
    assert!(
        run(&["compare", "Blackpool", "cla-rate"]).contains("181"),
        "{asked:?}"
    );
    assert!(
        run(&["findings", "Blackpool", "--indicator", "cla-rate"]).contains("181 per 10,000"),
        "{asked:?}"
    );
    let home = run(&["explain", "Blackpool", "cla-rate"]);
    assert!(
        home.contains("vintage of the store: 2024-11-01--") && home.contains("row 84"),
        "{home}"
    );
    let news = run(&[
        "news",
        "--authority",
        "Blackpool",
        "--indicator",
        "cla-rate",
    ]);
    assert!(!news.contains("184"), "{news}");
}

/// Makes a profile and a paper as at a day or of a vintage.
fn a_profile_and_a_paper_are_made(desk: &Desk, asked: &[&str]) {
    let run = |arguments: &[&str]| answer(desk, arguments, asked);
    run(&[
        "profile",
        "Blackpool",
        "--indicator",
        "cla-rate",
        "--out",
        "profile",
    ]);
    assert!(
        desk.files().iter().any(|file| file.starts_with("profile/")),
        "{asked:?}"
    );
    run(&[
        "paper",
        "corporate-parenting",
        "--authority",
        "Blackpool",
        "--out",
        "p.md",
    ]);
    assert!((desk.text("p.md") + &desk.text("p-annex.md")).contains("181 for every"));
    assert!(
        desk.text("p.manifest.json").contains("2024-11-01--"),
        "the manifest names the vintage"
    );
    assert_eq!(
        desk.run(&["verify", "p.manifest.json"]).code,
        0,
        "{asked:?}: the paper is made again as it was"
    );
}

#[test]
fn one_unreadable_file_is_set_aside_and_its_sisters_speak() {
    let Some(new) = year("2025") else { return };
    let desk = Desk::new();
    put_one_unreadable_file(&desk, &new);
    let said = [
        "import",
        "in",
        "--store",
        "st",
        "--release",
        "November 2026",
        "--published",
        "2026-11-26",
    ];
    let run = desk.run(&[&said[..], &["-v"]].concat());
    assert_eq!(run.code, 11, "{}", run.err);
    assert!(
        run.err.contains("another_table.csv")
            && run
                .err
                .contains("2 files are not followed by the catalogue"),
        "{}",
        run.err
    );
    let listed = desk.json(&["store", "list", "--store", "st"]);
    let states: Vec<[&Value; 3]> = listed
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| [&row["state"], &row["release"], &row["files"]])
        .collect();
    let told = serde_json::to_string(&states).expect("JSON");
    assert_eq!(states.len(), 2, "{told}");
    assert!(
        told.contains(&format!(r#"["good","November 2026","{CLA}"]"#)),
        "{told}"
    );
    assert!(
        told.contains(&format!(r#"["quarantined","November 2026","{STABILITY}"]"#)),
        "{told}"
    );
    assert!(
        listed.to_string().contains("share_of_children"),
        "the reason names the column"
    );
    let row = desk.json(&["compare", "Blackpool", "cla-rate", "--store", "st", "-q"]);
    assert_eq!(row[0]["numerator"], 532);
    assert_eq!(desk.run(&said).code, 0, "both are known");
    assert_eq!(desk.run(&["store", "check", "--store", "st"]).code, 0);

    a_file_whose_totals_differ_is_set_aside(&desk, &new);
}

/// A file that can be read, one of which a column has another name, and two that are not followed.
fn put_one_unreadable_file(desk: &Desk, new: &str) {
    desk.put(
        &format!("in/{CLA}"),
        file(new, CLA).replace(",28923,531,184", ",28923,532,184"),
    );
    desk.put(
        &format!("in/{STABILITY}"),
        file(new, STABILITY).replacen("children_percent", "share_of_children", 1),
    );
    desk.put(
        "in/another_table.csv",
        "time_period,time_identifier,geographic_level,country_code,things\n2025,Reporting year,National,E92000001,7\n",
    );
    desk.put("in/notes.csv", "who,what\nme,nothing\n");
}

fn a_file_whose_totals_differ_is_set_aside(desk: &Desk, new: &str) {
    let totals = file(new, CLA).replace(",14620,", ",16620,");
    desk.put(&format!("totals/{CLA}"), totals);
    let run = desk.run(&[
        "import",
        "totals",
        "--store",
        "other",
        "--release",
        "November 2026",
        "--published",
        "2026-11-26",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 11, "{}", run.err);
    assert!(
        run.out.contains("totals-differ") && run.out.contains("16620"),
        "{}",
        run.out
    );
}

#[test]
fn what_lies_in_quarantine_is_taken_in_once_it_can_be_read() {
    let Some(new) = year("2025") else { return };
    let desk = Desk::new();
    desk.put(&format!("in/{CLA}"), file(&new, CLA));
    assert_eq!(desk.run(&["import", "in", "--store", "st"]).code, 10);
    assert_eq!(
        desk.run(&["store", "rescreen", "--store", "st"]).code,
        0,
        "there is nothing to look at again"
    );
    // As an older program left the file: set aside, without figures.
    let folder = desk
        .files()
        .into_iter()
        .find_map(|name| name.strip_suffix("/_vintage.json").map(str::to_owned))
        .expect("a vintage");
    let aside = folder.replace("/vintages/", "/quarantine/");
    for name in desk
        .files()
        .into_iter()
        .filter(|name| name.starts_with(&folder) && !name.ends_with(".parquet"))
    {
        let mut bytes = desk.bytes(&name);
        if name.ends_with("_vintage.json") {
            let mut said: Value = serde_json::from_slice(&bytes).expect("JSON");
            said["state"] = serde_json::json!({ "quarantined": ["a column that nobody knew"] });
            (said["figures"], said["read_by"]) = (0.into(), "yardstick 0.0.1".into());
            bytes = serde_json::to_vec(&said).expect("JSON");
        }
        desk.put(&name.replace(&folder, &aside), bytes);
    }
    std::fs::remove_dir_all(desk.path("st/vintages")).expect("removed");
    desk.sign_store_again("st");
    let stays = desk.json(&["store", "list", "--store", "st"]);
    assert_eq!(stays[0]["state"], "quarantined");
    let run = desk.run(&["store", "rescreen", "--store", "st"]);
    assert_eq!(run.code, 10, "{}", run.err);
    let listed = desk.json(&["store", "list", "--store", "st"]);
    assert_eq!(
        (listed.as_array().map(Vec::len), &listed[0]["state"]),
        (Some(1), &"good".into()),
        "{listed}"
    );
    assert_eq!(desk.run(&["store", "check", "--store", "st"]).code, 0);
    assert_eq!(
        point(&series(&desk, "cla-rate", &[]), "2025"),
        Some(("184", "November 2025", "2025-11-27"))
    );
}

#[test]
fn a_vintage_of_an_older_catalogue_answers_by_the_newer_and_is_never_rewritten() {
    let Some(new) = year("2025") else { return };
    let desk = Desk::new();
    desk.put(
        &format!("in/{CLA}"),
        file(&new, CLA).replace(",28923,531,184", ",28923,532,184"),
    );
    let said = [
        "import",
        "in",
        "--store",
        "st",
        "--release",
        "November 2026",
        "--published",
        "2026-11-26",
    ];
    assert_eq!(desk.run(&said).code, 10);
    // As a program wrote the store whose catalogue did not have the indicator.
    make_older(&desk);
    let numerator = || {
        desk.json(&["compare", "Blackpool", "cla-rate", "--store", "st", "-q"])[0]["numerator"]
            .clone()
    };
    assert_eq!(numerator(), 532, "read again at the question");
    let kept = |desk: &Desk| -> Vec<(String, Vec<u8>)> {
        let files = desk
            .files()
            .into_iter()
            .filter(|name| name.starts_with("st/vintages/"));
        files
            .map(|name| (name.clone(), desk.bytes(&name)))
            .collect()
    };
    let before = kept(&desk);
    assert_eq!(desk.run(&["store", "rescreen", "--store", "st"]).code, 10);
    assert_eq!(
        desk.run(&["store", "rescreen", "--store", "st"]).code,
        0,
        "once"
    );
    assert!(
        kept(&desk) == before,
        "what the vintage says of itself stays"
    );
    let reading = desk
        .files()
        .into_iter()
        .find(|name| name.contains("/readings/") && name.ends_with("figures.parquet"));
    let reading = reading.expect("a reading beside it");
    assert_eq!(numerator(), 532);
    let mut bytes = desk.bytes(&reading);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.put(&reading, bytes);
    assert_eq!(numerator(), 532, "a damaged reading is passed over");
    let check = desk.run(&["store", "check", "--store", "st"]);
    assert!(
        check.code == 1 && check.out.contains("rescreen"),
        "{}",
        check.out
    );
}

/// Gives the vintage the description that a program with an older catalogue wrote.
fn make_older(desk: &Desk) {
    let name = desk
        .files()
        .into_iter()
        .find(|name| name.ends_with("_vintage.json"))
        .expect("a vintage");
    let mut described: Value = serde_json::from_slice(&desk.bytes(&name)).expect("JSON");
    described["indicators"] = serde_json::json!(["cla-count"]);
    described["read_by"] = "yardstick 0.0.1, catalogue 00000000".into();
    desk.put(&name, serde_json::to_vec_pretty(&described).expect("JSON"));
    desk.sign_store_again("st");
}

#[test]
fn a_copy_imports_to_the_very_same_store() {
    let Some(desk) = stored() else { return };
    desk.put("cut.zip", b"PK\x03\x04 and no more");
    assert_eq!(desk.run(&["import", "cut.zip", "--store", "st"]).code, 11);
    desk.done(&["store", "export", "copy.zip", "--store", "st"]);
    desk.done(&["store", "export", "copy", "--store", "st"]);
    let kept = |store: &str, part: &str| -> Vec<(String, Vec<u8>)> {
        let start = format!("{store}/{part}/");
        let files = desk
            .files()
            .into_iter()
            .filter(|name| name.starts_with(&start));
        files
            .map(|name| (name[start.len()..].to_owned(), desk.bytes(&name)))
            .collect()
    };
    for (from, to) in [("copy.zip", "zipped"), ("copy", "copied")] {
        let run = desk.run(&["import", from, "--store", to]);
        assert_eq!(run.code, 11, "{from}: {}", run.err);
        assert!(
            kept(to, "vintages") == kept("st", "vintages"),
            "{from}: every byte of every vintage"
        );
        let names = |store: &str| {
            kept(store, "quarantine")
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(to), names("st"), "{from}: what was set aside too");
        assert_eq!(
            desk.run(&["import", from, "--store", to]).code,
            0,
            "{from}: once"
        );
        assert_eq!(desk.run(&["store", "check", "--store", to]).code, 0);
    }
}

#[test]
fn vintages_are_data_partitioned_by_publication_and_vintage() {
    let Some(desk) = stored() else { return };
    let listed = desk.json(&["store", "list", "--store", "st"]);
    let mut seen = 0;
    for row in listed.as_array().expect("rows") {
        let [publication, vintage] =
            ["publication", "vintage"].map(|name| row[name].as_str().expect("text"));
        let path = desk.path(&format!(
            "st/vintages/publication={publication}/vintage={vintage}/figures.parquet"
        ));
        let frame = ParquetReader::new(std::fs::File::open(&path).expect("a file"))
            .finish()
            .expect("Parquet");
        assert_eq!(
            frame.height() as u64,
            row["figures"].as_u64().expect("a count"),
            "{}",
            path.display()
        );
        let columns = [
            "indicator",
            "la_code",
            "period",
            "period_end",
            "value",
            "status",
            "file",
            "row",
        ];
        assert!(
            columns.iter().all(|name| frame.column(name).is_ok()),
            "{}",
            path.display()
        );
        let (value, status) = (
            frame.column("value").expect("values"),
            frame.column("status").and_then(Column::str).expect("text"),
        );
        let symbols = status
            .iter()
            .filter(|symbol| symbol.is_some_and(|symbol| !symbol.is_empty()))
            .count();
        assert_eq!(
            value.null_count(),
            symbols,
            "a figure or the reason there is none: {}",
            path.display()
        );
        seen += frame.height();
    }
    let least = if sample::is_sweep() { 90_000 } else { 30_000 };
    assert!(seen > least, "{seen}");
    // Nothing else in there is taken for data by readers of partitioned folders.
    let inside = desk
        .files()
        .into_iter()
        .filter(|name| name.starts_with("st/vintages/") && !name.ends_with("/figures.parquet"));
    assert_eq!(
        inside.filter(|name| !is_hidden(name)).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

/// Whether readers of partitioned folders pass over a file.
fn is_hidden(name: &str) -> bool {
    name.contains("/_files/")
        || name
            .rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with('_'))
}
