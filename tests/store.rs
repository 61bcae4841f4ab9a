//! The store as the program uses it, over the published files: releases taken in once, read as at a day, revised and maintained; and a
//! run that is killed, a disk that is full, two runs that write at once.

use crate::program::Desk;
use crate::published::{published, text};
use crate::sample;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// The published files of a year; none where they are absent.
fn year(year: &str) -> Option<String> {
    published("the store", &format!("data/ees/{year}")).map(|path| text(&path).to_owned())
}

/// The same in a sweep, and in the ordinary suite one of the files, which is taken in sooner.
pub(crate) fn year_or_file(of: &str) -> Option<String> {
    let name = "cla_number_and_rate_per_10k_children.csv";
    year(of).map(|folder| match sample::is_sweep() {
        true => folder,
        false => format!("{folder}/{name}"),
    })
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
    let (Some(old), Some(new)) = (year_or_file("2024"), year_or_file("2025")) else {
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
    let Some(desk) = crate::releases::both_years() else {
        return;
    };
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
    let Some(old) = year_or_file("2024") else {
        return;
    };
    for pause in sample::some([2, 15, 60, 150, 300, 500, 800], 4) {
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
    let Some(old) = year_or_file("2024") else {
        return;
    };
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
    let Some(old) = year_or_file("2024") else {
        return;
    };
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
    // The last is more than the single file of the ordinary suite needs.
    let limits = ["16", "64", "200"];
    let tried = if sample::is_sweep() { 3 } else { 2 };
    for blocks in &limits[..tried] {
        assert_eq!(limited(blocks), Some(4), "{blocks} blocks");
        whole(&desk);
    }
    assert_eq!(desk.run(&["import", &old, "--store", "st"]).code, 10);
    whole(&desk);
}

/// A published file, whole, with its header.
fn lines_of(name: &str) -> Option<Vec<String>> {
    let path = published("the store", &format!("data/ees/2025/{name}"))?;
    let text = std::fs::read_to_string(path).expect("a text");
    Some(text.lines().map(|line| format!("{line}\n")).collect())
}

/// Files of figures that were cut off at the end of a line, as a download or a copy leaves them: every row reads, and only what is
/// missing tells.
#[test]
fn a_release_that_was_cut_off_is_set_aside_with_the_numbers() {
    let mut files = vec![
        "csww_indicators_2017_to_2025.csv",
        "la_cla_placement_stability.csv",
        "b1_children_in_need_2013_to_2025.csv",
    ];
    if sample::is_sweep() {
        files.extend([
            "cla_number_and_rate_per_10k_children.csv",
            "d3_cpps_subsequent_plan_2013_to_2025.csv",
            "d5_cpps_at31march_by_duration_2013_to_2025.csv",
            "la_care_leavers_accommodation_suitability.csv",
            "la_cla_school_moves.csv",
            "la_conviction_health_outcome_cla.csv",
            "ks4_la.csv",
            "ons_mid-year_population_estimates_2012_to_2024.csv",
        ]);
    }
    let cuts = files
        .into_iter()
        .flat_map(|name| [30, 50, 90, 99].map(|part| (name, part)));
    for (name, part) in sample::some(cuts, 3) {
        let Some(lines) = lines_of(name) else { return };
        let desk = Desk::new();
        desk.put(name, lines[..lines.len() * part / 100].concat());
        let said = ["--release", "November 2025", "--published", "2025-11-27"];
        let run = desk.run(&[&["import", name, "--store", "st"], said.as_slice()].concat());
        assert_eq!(run.code, 11, "{name} {part}%: {}", run.out);
        assert!(
            run.out.contains("have no row in") || run.out.contains("no row is labelled"),
            "{name} {part}%: {}",
            run.out
        );
    }
}

/// The file with something taken out of it, and what is said of that; nothing of the last one.
fn thinned(lines: &[String]) -> [(&'static str, String, &'static str); 4] {
    let header = lines[0].trim_start_matches('\u{feff}').trim_end();
    let at = |column: &str| {
        header
            .split(',')
            .position(|name| name == column)
            .expect(column)
    };
    let (period, level) = (at("time_period"), at("geographic_level"));
    let kept = |is_kept: &dyn Fn(&[&str]) -> bool| -> String {
        let rows = lines[1..]
            .iter()
            .filter(|line| is_kept(&line.split(',').collect::<Vec<_>>()));
        [&lines[..1], &rows.cloned().collect::<Vec<_>>()]
            .concat()
            .concat()
    };
    let symbols: String = lines
        .iter()
        .map(|line| {
            let mut cells: Vec<&str> = line.trim_end().split(',').collect();
            let is_authority = cells[level] == "Local authority" && cells[period] == "2024";
            if is_authority {
                let last = cells.len() - 1;
                cells[last] = "c";
            }
            format!("{}\n", cells.join(","))
        })
        .collect();
    [
        (
            "the newest years",
            kept(&|row| row[period] < "2024"),
            "years that",
        ),
        (
            "many older years",
            kept(&|row| row[period] > "2024"),
            "years that",
        ),
        ("figures", symbols, "are symbols, where"),
        ("nothing", lines.concat(), ""),
    ]
}

/// Years, an indicator and figures that the release before had, taken out so cleanly that the file alone tells nothing.
#[test]
fn a_release_is_held_against_the_one_before_it() {
    let name = "cla_number_and_rate_per_10k_children.csv";
    let (Some(old), Some(lines)) = (year("2024"), lines_of(name)) else {
        return;
    };
    let before = Desk::new();
    let first = before.run(&[
        "import",
        &format!("{old}/{name}"),
        "--store",
        "st",
        "--release",
        "November 2024",
        "-q",
    ]);
    assert_eq!(first.code, 10, "{}", first.err);
    for (at, (what, file, said)) in thinned(&lines).into_iter().enumerate() {
        // The ordinary suite tries one of the two with years taken out.
        if at == 1 && !sample::is_sweep() {
            continue;
        }
        let desk = before.copy();
        desk.put(name, file);
        let import = [
            "import",
            name,
            "--store",
            "st",
            "--release",
            "November 2025",
            "--published",
            "2025-11-27",
        ];
        let run = desk.run(&import);
        if said.is_empty() {
            assert_eq!(run.code, 10, "{what}: {}", run.out);
            continue;
        }
        let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            run.code == 11 && words.contains(said),
            "{what}: {}",
            run.out
        );
        // Who has looked takes it in all the same.
        if at == 0 || sample::is_sweep() {
            let run = desk.run(&[&import[..], &["--accept-losses"]].concat());
            assert_eq!(run.code, 10, "{what}: {} {}", run.out, run.err);
        }
    }
}

/// A file that comes by itself, or again after it was set aside, is held against the nearest release that has it, and not against what
/// came beside it.
#[test]
fn a_file_is_held_against_the_release_that_has_it() {
    let name = "cla_number_and_rate_per_10k_children.csv";
    let (Some(old), Some(new), Some(lines)) = (year("2024"), year("2025"), lines_of(name)) else {
        return;
    };
    let desk = Desk::new();
    let said = [
        "--store",
        "st",
        "--release",
        "November 2025",
        "--published",
        "2025-11-27",
    ];
    let first = desk.run(&["import", &format!("{old}/{name}"), "--store", "st", "-q"]);
    assert_eq!(first.code, 10, "{}", first.err);
    let other = format!("{new}/la_cla_placement_stability.csv");
    let beside = desk.run(&[&["import", other.as_str(), "-q"], said.as_slice()].concat());
    assert_eq!(beside.code, 10, "{}", beside.err);
    let [(_, _, _), (_, thin, _), ..] = thinned(&lines);
    desk.put(name, thin);
    for _ in ["first", "again"] {
        let run = desk.run(&[&["import", name], said.as_slice()].concat());
        assert!([0, 11].contains(&run.code), "{}", run.out);
        let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("quarantined") && words.contains("years that"),
            "{}",
            run.out
        );
    }
}

/// Questions and checks beside a process that imports and prunes without a pause.
#[test]
fn readers_beside_a_writer_answer_and_raise_no_alarm() {
    let (Some(old), Some(new)) = (year_or_file("2024"), year_or_file("2025")) else {
        return;
    };
    let desk = Desk::new();
    assert_eq!(desk.run(&["import", &new, "--store", "st", "-q"]).code, 10);
    let (rounds, readers) = if sample::is_sweep() { (12, 2) } else { (2, 1) };
    // Readers go on for as long as the writer's thread lives, also where it fails.
    let writer_lives = std::sync::Arc::new(());
    std::thread::scope(|scope| {
        let (desk, old) = (&desk, &old);
        let own = std::sync::Arc::clone(&writer_lives);
        scope.spawn(move || {
            for _ in 0..rounds {
                let run = desk.run(&["import", old, "--store", "st", "-q"]);
                assert!([0, 10].contains(&run.code), "{}", run.err);
                let run = desk.run(&["store", "prune", "--keep", "1", "--store", "st", "-q"]);
                assert_eq!(run.code, 0, "{}", run.err);
            }
            drop(own);
        });
        for _ in 0..readers {
            let writer_lives = &writer_lives;
            scope.spawn(move || {
                while std::sync::Arc::strong_count(writer_lives) > 1 {
                    let run = desk.run(&["compare", "Blackpool", "cla-rate", "--store", "st"]);
                    assert_eq!(run.code, 0, "{}", run.err);
                    assert!(!run.err.contains("store-index"), "{}", run.err);
                    let check = desk.run(&["store", "check", "--store", "st", "-q"]);
                    assert_eq!(check.code, 0, "{} {}", check.out, check.err);
                }
            });
        }
    });
}

/// A release with another count and rate of Blackpool's looked-after children in 2021, or without that row.
fn edition(file: &str, figure: Option<[&'static str; 2]>) -> String {
    let head = file.lines().next().expect("a header");
    let column = |name: &str| {
        let mut names = head.trim_start_matches('\u{feff}').split(',');
        names.position(|known| known == name).expect("a column")
    };
    let (time, place) = (column("time_period"), column("la_name"));
    let (count, value) = (column("children_count"), column("rate_per_10000"));
    let lines = file.lines().filter_map(|line| {
        let mut cells: Vec<&str> = line.split(',').collect();
        let is_it = cells[time] == "2021"
            && cells[place] == "Blackpool"
            && line.contains("looked after on 31 March");
        match (is_it, figure) {
            (true, None) => None,
            (true, Some(figure)) => {
                [cells[count], cells[value]] = figure;
                Some(cells.join(","))
            }
            (false, _) => Some(line.to_owned()),
        }
    });
    lines.map(|line| line + "\n").collect()
}

#[test]
fn a_release_of_which_every_figure_has_a_newer_one_is_passed_over_and_no_other() {
    let Some(year) = year("2025") else {
        return;
    };
    let name = "cla_number_and_rate_per_10k_children.csv";
    let file = std::fs::read_to_string(Path::new(&year).join(name)).expect("a release");
    let desk = Desk::new();
    let editions = [
        Some(["605", "214"]),
        Some(["607", "215"]),
        Some(["610", "216"]),
        None,
    ];
    for (number, figure) in (1..).zip(editions) {
        let text = edition(&file, figure);
        assert_ne!(text, file, "{figure:?} changes a row");
        desk.put(name, text);
        let run = desk.run(&[
            "import",
            name,
            "--store",
            "st",
            "--release",
            &format!("Edition {number}"),
            "--published",
            &format!("2026-06-0{number}"),
            "--accept-losses",
        ]);
        assert_eq!(run.code, 10, "{}\n{}", run.out, run.err);
    }
    let rate = |as_at: &str| {
        let more = ["--store", "st", "--period", "2021", "--as-at", as_at];
        blackpool(&desk, &more).1
    };
    assert_eq!(rate("2026-06-01"), 214.0);
    assert_eq!(rate("2026-06-02"), 215.0);
    assert_eq!(rate("2026-06-03"), 216.0);
    // The newest edition has no such row, so the one before it speaks.
    assert_eq!(rate("2026-06-04"), 216.0);
    // What is damaged and not needed does no harm, and is found all the same.
    let figures: Vec<String> = desk
        .files()
        .into_iter()
        .filter(|path| path.ends_with("figures.parquet"))
        .collect();
    let oldest = figures
        .iter()
        .find(|path| path.contains("2026-06-01"))
        .expect("the first edition");
    desk.put(oldest, b"nothing");
    assert_eq!(rate("2026-06-04"), 216.0);
    assert_eq!(desk.run(&["store", "check", "--store", "st"]).code, 1);
}
