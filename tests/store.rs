//! The store as the program uses it, over the published files: releases taken in once, read as at a day, revised and maintained; and a
//! run that is killed, a disk that is full, two runs that write at once.

use crate::program::Desk;
use crate::published::{published, text};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// The published files of a year; none where they are absent.
fn year(year: &str) -> Option<String> {
    published("the store", &format!("data/ees/{year}")).map(|path| text(&path).to_owned())
}

fn whole(desk: &Desk) {
    let run = desk.run(&["store", "check", "--store", "st"]);
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
    let half = desk
        .files()
        .into_iter()
        .find(|file| file.contains(".incoming"));
    assert_eq!(half, None);
}

fn blackpool(desk: &Desk, more: &[&str]) -> (String, f64) {
    let rows = desk.json(&[&["compare", "Blackpool", "cla-rate", "-q"], more].concat());
    let row = &rows[0];
    (
        row["period"].as_str().expect("a period").to_owned(),
        row["value"].as_f64().expect("a value"),
    )
}

#[test]
fn a_release_is_taken_in_once_and_speaks_from_its_day_on() {
    let (Some(old), Some(new)) = (year("2024"), year("2025")) else {
        return;
    };
    let desk = Desk::new();
    let first = desk.run(&["import", &old, &new, "--store", "st"]);
    assert_eq!(first.code, 10, "{}", first.err);
    let second = desk.run(&["import", &old, &new, "--store", "st"]);
    assert_eq!(second.code, 0, "{}", second.err);
    whole(&desk);
    assert_eq!(
        blackpool(&desk, &["--store", "st"]),
        ("2025".to_owned(), 184.0)
    );
    assert_eq!(
        blackpool(&desk, &["--store", "st", "--as-at", "2024-12-01"]),
        ("2024".to_owned(), 181.0)
    );
    assert_eq!(
        blackpool(&desk, &["--store", "st", "--period", "2024"]),
        ("2024".to_owned(), 182.0)
    );
    assert_eq!(
        blackpool(&desk, &["--store", "st", "--vintage", "November 2024"]),
        ("2024".to_owned(), 181.0)
    );
    desk.put("yardstick.toml", "store = \"st\"\n");
    assert_eq!(
        blackpool(&desk, &["--as-at", "2024-12-01"]),
        ("2024".to_owned(), 181.0)
    );
    let revised = desk.json(&[
        "revisions",
        "--between",
        "November 2024",
        "November 2025",
        "--indicator",
        "cla-rate",
    ]);
    assert_eq!(revised.as_array().map(Vec::len), Some(106));

    let file = desk
        .files()
        .into_iter()
        .find(|file| file.ends_with("figures.parquet"))
        .expect("figures");
    let mut bytes = desk.bytes(&file);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    desk.put(&file, bytes);
    let run = desk.run(&["store", "check", "--format", "json"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("figures.parquet"), "{}", run.out);
}

#[test]
fn a_header_nobody_knows_and_a_zip_cut_short_are_kept_aside() {
    let Some(new) = year("2025") else { return };
    let desk = Desk::new();
    let name = "cla_number_and_rate_per_10k_children.csv";
    let whole_file =
        String::from_utf8(std::fs::read(Path::new(&new).join(name)).expect("the file"))
            .expect("UTF-8");
    desk.put(
        &format!("in/{name}"),
        whole_file.replace("population_type", "kind_of_population"),
    );
    let bare = desk.run(&["import", "in", "--store", "st"]);
    assert_eq!(
        bare.code, 2,
        "nobody said which release it is: {}",
        bare.err
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
        "--format",
        "json",
    ];
    let run = desk.run(&said);
    assert_eq!(run.code, 11, "{}", run.err);
    assert!(
        run.out.contains("kind_of_population") && run.out.contains("population_type"),
        "{}",
        run.out
    );
    desk.put("cut.zip", b"PK\x03\x04 and no more");
    assert_eq!(desk.run(&["import", "cut.zip", "--store", "st"]).code, 11);
    desk.put("page.csv", "<!doctype html><html>sign in</html>");
    assert_eq!(desk.run(&["import", "page.csv", "--store", "st"]).code, 11);
    whole(&desk);
    assert_eq!(
        blackpool(&desk, &["--store", "st"]),
        ("2025".to_owned(), 184.0),
        "the last good figures speak"
    );
}

#[test]
fn a_copy_is_taken_in_again_and_the_newest_is_never_let_go() {
    let (Some(old), Some(new)) = (year("2024"), year("2025")) else {
        return;
    };
    let desk = Desk::new();
    assert_eq!(desk.run(&["import", &old, &new, "--store", "st"]).code, 10);
    desk.done(&["store", "export", "copy.zip", "--store", "st"]);
    desk.done(&["store", "export", "copy", "--store", "st"]);
    assert_eq!(
        desk.run(&["import", "copy", "--store", "st"]).code,
        0,
        "everything is known"
    );
    assert_eq!(desk.run(&["import", "copy", "--store", "again"]).code, 10);
    let ids = |store: &str| -> Vec<Value> {
        let listed = desk.json(&["store", "list", "--store", store]);
        listed
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["vintage"].clone())
            .collect()
    };
    assert_eq!(ids("again"), ids("st"));
    let before = ids("st").len();
    desk.done(&["store", "prune", "--before", "2030-01-01", "--store", "st"]);
    let after = ids("st");
    assert!(
        after.len() < before
            && after
                .iter()
                .any(|id| id.as_str().is_some_and(|id| id.starts_with("2025-11-27"))),
        "{after:?}"
    );
    whole(&desk);
}

#[test]
fn what_is_damaged_missing_or_foreign_is_told_with_what_to_do() {
    let Some(new) = year("2025") else { return };
    let desk = Desk::new();
    desk.put("in/cla.csv.gz", "no such thing");
    let name = "cla_number_and_rate_per_10k_children.csv";
    desk.put(
        &format!("in/{name}"),
        std::fs::read(Path::new(&new).join(name)).expect("the file"),
    );
    assert_eq!(desk.run(&["import", "in", "--store", "st"]).code, 11);
    desk.put("st/letter.txt", "dear");
    desk.put("st/vintages/other/letter.txt", "dear");
    whole(&desk);
    let inside = desk.run(&["store", "export", "st/copy", "--store", "st"]);
    assert!(
        inside.code == 2 && inside.err.contains("inside the store"),
        "{}",
        inside.err
    );
    let description = desk
        .files()
        .into_iter()
        .find(|file| file.starts_with("st/vintages/") && file.ends_with("_vintage.json"))
        .expect("a vintage");
    std::fs::remove_file(desk.path(&description)).expect("removed");
    let check = desk.run(&["store", "check", "--store", "st", "--format", "csv"]);
    assert_eq!(
        (check.code, check.out.lines().count()),
        (1, 2),
        "{}",
        check.out
    );
    for asked in [
        &["store", "list"][..],
        &["compare", "Blackpool", "cla-rate"],
    ] {
        let run = desk.run(&[asked, &["--store", "st"]].concat());
        assert!(
            run.code == 3 && run.err.contains("move its folder out of the store"),
            "{asked:?}: {}",
            run.err
        );
    }
    for (form, says) in [
        ("form = 0\n", "yardstick import"),
        ("form = 9\n", "newer yardstick"),
    ] {
        desk.put("st/store.toml", form);
        let run = desk.run(&["store", "list", "--store", "st"]);
        assert!(run.code == 3 && run.err.contains(says), "{}", run.err);
    }
}

#[test]
fn a_kill_at_any_moment_leaves_whole_vintages_only() {
    let Some(old) = year("2024") else { return };
    for pause in [2, 15, 60, 150, 300, 500, 800] {
        let desk = Desk::new();
        let mut child = desk
            .program(&["import", &old, "--store", "st", "-q"])
            .spawn()
            .expect("the program");
        std::thread::sleep(Duration::from_millis(pause));
        let _ = child.kill();
        let _ = child.wait();
        if desk.path("st/store.toml").is_file() {
            let run = desk.run(&["store", "check", "--store", "st"]);
            assert_eq!(run.code, 0, "after {pause} ms: {}", run.out);
        }
        let run = desk.run(&["import", &old, "--store", "st"]);
        assert!([0, 10].contains(&run.code), "after {pause} ms: {}", run.err);
        whole(&desk);
    }
}

#[test]
fn two_imports_at_once_take_everything_in_once() {
    let Some(old) = year("2024") else { return };
    let desk = Desk::new();
    let start = || {
        desk.program(&["import", &old, "--store", "st", "-q"])
            .spawn()
            .expect("the program")
    };
    let (mut one, mut other) = (start(), start());
    let mut codes = [one.wait(), other.wait()].map(|end| end.expect("an end").code());
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(10)]);
    whole(&desk);
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_leaves_nothing_half_visible() {
    let Some(old) = year("2024") else { return };
    let desk = Desk::new();
    let program = desk.program(&[]).get_program().to_owned();
    let limited = |blocks: &str| {
        let mut shell = std::process::Command::new("sh");
        // A limit on the size of files gives the error of a full disk, once its signal is ignored.
        shell
            .arg("-c")
            .arg("trap '' XFSZ; ulimit -f \"$1\"; exec \"$2\" import \"$3\" --store st -q")
            .arg("sh")
            .arg(blocks);
        // What the program prints must not reach the limit itself.
        shell
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        shell
            .arg(&program)
            .arg(&old)
            .current_dir(desk.path(""))
            .status()
            .expect("a shell")
            .code()
    };
    for blocks in ["8", "64", "200"] {
        assert_eq!(limited(blocks), Some(4), "{blocks} blocks");
        whole(&desk);
    }
    assert_eq!(desk.run(&["import", &old, "--store", "st"]).code, 10);
    whole(&desk);
}
