//! The log, a line a run: what a line contains, that it is whole and names no person, that old lines are removed; and when a run is not
//! due.

use crate::program::Desk;
use crate::published::published;
use crate::server::{DataFile, Release, Server};
use serde_json::Value;

const CLA: &str = "children-looked-after-in-england-including-adoptions";
/// An address at which nothing answers.
const NOBODY: &str = "[refresh]\napi = \"http://127.0.0.1:1\"\ncontent = \"http://127.0.0.1:1\"\npause = 0.01\ntries = 1\n";

fn cla() -> Option<Release> {
    let folder = published("logs", "data/ees/2025")?;
    let files = vec![
        DataFile::of(
            &folder.join("cla_number_and_rate_per_10k_children.csv"),
            None,
        ),
        DataFile::of(
            &folder.join("la_cla_placement_stability.csv"),
            Some("Stability of CLA"),
        ),
    ];
    Some(Release {
        slug: CLA,
        title: "Children looked after in England including adoptions",
        release: "2025".to_owned(),
        amendment: 0,
        published: "2025-11-27T09:30:00+00:00".to_owned(),
        files,
        version: "1.0".to_owned(),
        version_status: "Published",
        set_status: "Published",
    })
}

fn json(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"))
}

#[test]
fn a_line_says_what_was_decided_and_why_and_names_nobody() {
    let Some(release) = cla() else { return };
    let (desk, server) = (Desk::new(), Server::start(vec![release]));
    desk.put(
        "zoe/work/yardstick.toml",
        format!(
            "authority = \"Blackpool\"\nstore = \"my store\"\n{}",
            server.settings()
        ),
    );
    let run = |form: &str, log: &str, code: i32| {
        let mut command = desk.program(&[
            "refresh",
            "--quiet",
            "--only",
            CLA,
            "--log",
            log,
            "--log-format",
            form,
        ]);
        let done = command
            .current_dir(desk.path("zoe/work"))
            .env("HOME", desk.path("zoe"))
            .output()
            .expect("it runs");
        assert_eq!(
            done.status.code(),
            Some(code),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        done.stdout
    };
    assert!(
        !run("json", "logs/a.log", 10).is_empty(),
        "what was taken in is told"
    );
    assert!(
        run("json", "logs/a.log", 0).is_empty(),
        "nothing new is told to nobody"
    );
    let text = desk.text("zoe/work/logs/a.log");
    check_lines(&text);

    std::fs::remove_dir_all(desk.path("zoe/work/my store")).expect("removed");
    run("text", "b.log", 10);
    let line = desk.text("zoe/work/b.log");
    let told = format!(" yardstick {}: exit 10; ", env!("CARGO_PKG_VERSION"));
    assert!(
        line.contains(&told) && line.contains(&format!("{CLA} 2025: taken in, 2 files")),
        "{line}"
    );
    assert!(line.ends_with('\n') && line.lines().count() == 1, "{line}");
    assert!(
        !text.contains("zoe") && !line.contains("zoe"),
        "a home folder is nobody's business: {text} {line}"
    );
}

/// Checks the lines of a run that took a release in and of one that found nothing new.
fn check_lines(text: &str) {
    let lines: Vec<Value> = text.lines().map(json).collect();
    let [first, second] = lines.as_slice() else {
        panic!("{text}")
    };
    assert_eq!(
        (first["exit_code"].as_i64(), first["version"].as_str()),
        (Some(10), Some(env!("CARGO_PKG_VERSION")))
    );
    assert!(
        first["at"]
            .as_str()
            .is_some_and(|at| at.len() == 20 && at.ends_with('Z')),
        "{first}"
    );
    let publication = &first["publications"][0];
    assert_eq!(
        (
            publication["publication"].as_str(),
            publication["outcome"].as_str()
        ),
        (Some(CLA), Some("new"))
    );
    assert_eq!(
        (
            publication["release"].as_str(),
            publication["files"].as_array().map(Vec::len)
        ),
        (Some("2025"), Some(2))
    );
    assert_eq!(
        publication["files"][0]["sha256"].as_str().map(str::len),
        Some(64)
    );
    assert!(
        publication["requests"].as_u64() > Some(2) && first["requests"] == publication["requests"],
        "{first}"
    );
    assert_eq!(
        (
            second["exit_code"].as_i64(),
            second["publications"][0]["outcome"].as_str()
        ),
        (Some(0), Some("nothing"))
    );
    assert_eq!(
        second["publications"][0]["release"], "2025",
        "what we have is named"
    );
}

#[test]
fn a_run_that_was_stopped_leaves_its_line_too() {
    let desk = Desk::new();
    let last = |settings: &str, code: i32| {
        desk.put("yardstick.toml", settings);
        let home = desk.path("");
        let mut command = desk.program(&[
            "refresh",
            "--quiet",
            "--only",
            CLA,
            "--log",
            "a.log",
            "--log-format",
            "json",
        ]);
        let done = command.env("HOME", home).output().expect("it runs");
        assert_eq!(
            done.status.code(),
            Some(code),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let line = json(desk.text("a.log").lines().last().expect("a line"));
        assert_eq!(line["exit_code"].as_i64(), Some(i64::from(code)), "{line}");
        line
    };
    assert!(
        fault(&last("stoer = \"here\"\n", 2)).contains("stoer"),
        "a mistake in the settings"
    );
    assert!(
        fault(&last("store = \"s\"\n[[output]]\nout = \"a.docx\"\n", 2)).contains("[[output]]")
    );
    desk.put("full/notes.txt", "mine");
    assert!(
        fault(&last("store = \"full\"\n", 3)).contains("no store"),
        "a folder of something else"
    );
    desk.put("file", "no folder");
    let inside = desk.path("file").join("store");
    let path = inside.to_str().expect("UTF-8").replace('\\', "/");
    let line = last(&format!("store = \"{path}\"\n{NOBODY}"), 3);
    assert!(
        fault(&line).contains("STORE/store.toml")
            && !line
                .to_string()
                .contains(desk.path("").to_str().expect("UTF-8")),
        "{line}"
    );
    let line = last(&format!("store = \"s\"\n{NOBODY}"), 12);
    assert_eq!(line["publications"][0]["outcome"], "unreachable", "{line}");
    assert!(
        line["publications"][0]["reasons"][0]
            .as_str()
            .is_some_and(|why| !why.is_empty())
            && line["fault"].is_null()
    );
    assert_eq!(desk.text("a.log").lines().count(), 5);
}

/// The fault that a line of the log names.
fn fault(line: &Value) -> &str {
    line["fault"].as_str().unwrap_or_else(|| panic!("{line}"))
}

#[test]
fn runs_at_once_leave_whole_lines_and_old_lines_make_room() {
    let desk = Desk::new();
    desk.put("yardstick.toml", format!("store = \"s\"\n{NOBODY}"));
    let full = format!("{}\n", "x".repeat(99)).repeat(2621);
    desk.put("a.log", &full);
    for (name, text) in [("a.log.1", "one"), ("a.log.2", "two"), ("a.log.3", "three")] {
        desk.put(name, text);
    }
    let start = || {
        let mut command = desk.program(&[
            "refresh",
            "--only",
            CLA,
            "--log",
            "a.log",
            "--log-format",
            "json",
            "--quiet",
        ]);
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("started")
    };
    let all: Vec<_> = (0..6).map(|_| start()).collect();
    for mut run in all {
        assert_eq!(run.wait().expect("ended").code(), Some(12));
    }
    let text = desk.text("a.log");
    assert_eq!(text.lines().map(json).count(), 6, "{text}");
    assert_eq!(
        (
            desk.text("a.log.1"),
            desk.text("a.log.2"),
            desk.text("a.log.3")
        ),
        (full, "one".to_owned(), "two".to_owned())
    );
    assert!(
        !desk.files().iter().any(|name| name.starts_with("a.log.4")),
        "{:?}",
        desk.files()
    );
}

#[test]
fn a_run_that_is_not_due_does_nothing_at_all() {
    let desk = Desk::new();
    desk.put("yardstick.toml", format!("store = \"s\"\n{NOBODY}"));
    let run = |age: &str| {
        desk.run(&[
            "refresh",
            "--only",
            CLA,
            "--log",
            "a.log",
            "--if-older-than",
            age,
        ])
    };
    assert_eq!(run("7d").code, 12, "never run: it is due");
    std::fs::remove_file(desk.path("a.log")).expect("a line was written");
    let hours =
        |hours: i64| (jiff::Timestamp::now() - jiff::SignedDuration::from_hours(hours)).to_string();
    desk.put(
        "s/refresh.json",
        format!("{{\"looked\": \"{}\"}}", hours(2)),
    );
    let idle = run("7d");
    assert_eq!(
        (idle.code, idle.out.as_str(), idle.err.as_str()),
        (0, "", "")
    );
    assert!(!desk.path("a.log").exists(), "and no line says so");
    std::fs::remove_file(desk.path("s/refresh.json")).expect("removed");
    assert_eq!(run("soon").code, 2);

    let lock = std::fs::File::options()
        .write(true)
        .open(desk.path("s/refreshing/lock"))
        .expect("left by the first run");
    lock.lock().expect("ours");
    let beside = run("1h");
    assert_eq!(
        (beside.code, beside.out.as_str()),
        (0, ""),
        "another run is under way: {}",
        beside.err
    );
    drop(lock);
    assert_eq!(run("1h").code, 12);
}

#[test]
fn a_whole_run_is_remembered_and_the_next_timer_finds_nothing_due() {
    let Some(folder) = published("logs", "data/ees/2025") else {
        return;
    };
    let release = |slug: &'static str, file: &str| Release {
        slug,
        files: vec![DataFile::of(&folder.join(format!("{file}.csv")), None)],
        ..cla().expect("the same folder")
    };
    let releases = vec![
        cla().expect("the same folder"),
        release(
            "characteristics-of-children-in-need",
            "d3_cpps_subsequent_plan_2013_to_2025",
        ),
        release(
            "outcomes-for-children-in-need-including-children-looked-after-by-local-authorities-in-england",
            "ks4_la",
        ),
        release(
            "children-s-social-work-workforce",
            "csww_indicators_2017_to_2025",
        ),
        release(
            "stability-measures-for-children-looked-after-in-england",
            "la_cla_school_moves",
        ),
    ];
    let (desk, server) = (Desk::new(), Server::start(releases));
    desk.put(
        "yardstick.toml",
        format!("store = \"store\"\n{}", server.settings()),
    );
    let first = desk.run(&["refresh", "--quiet"]);
    assert!(
        [10, 11].contains(&first.code),
        "{} {}",
        first.code,
        first.err
    );
    server.asked();
    assert_eq!(
        desk.run(&["refresh", "--quiet", "--if-older-than", "7d"])
            .code,
        0
    );
    assert!(server.asked().is_empty(), "nobody is asked anything");
    let doctor = desk.run(&["doctor", "--format", "json"]).out;
    assert!(
        doctor.contains("the last run that reached every service ended on") || first.code == 11,
        "{doctor}"
    );
}
