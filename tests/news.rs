//! What is new, what is due, whether all is in order, and the timers that look after it: as an officer asks for them.

use crate::program::{Desk, run};
use crate::published::published;
use serde_json::Value;
use std::collections::BTreeSet;

/// Both years of DfE's files, by path; none where they are missing.
fn years() -> Option<[String; 2]> {
    let path = |year: &str| Some(published("news", &format!("data/ees/{year}"))?.to_string_lossy().into_owned());
    Some([path("2024")?, path("2025")?])
}

fn of<'v>(rows: &'v Value, part: &str) -> Vec<&'v Value> {
    rows.as_array().expect("rows").iter().filter(|row| row["part"] == part).collect()
}

#[test]
fn a_new_year_its_crossings_and_the_revisions_before_it_are_told() {
    let Some([old, new]) = years() else { return };
    let desk = Desk::new();
    let between = ["--store", "store", "news", "--between", &old, &new, "--authority", "Blackpool"];
    let rows = desk.json(&[&between[..], &["--indicator", "cla-rate"]].concat());
    let [told] = of(&rows, "new")[..] else { panic!("{rows}") };
    let text = told["text"].as_str().unwrap();
    assert_eq!(told["period"], "2025");
    assert!(text.contains("184 per 10,000") && text.contains("rose by 2 from 2024 (182 per 10,000)"), "{text}");
    let [revised] = of(&rows, "revised")[..] else { panic!("{rows}") };
    let text = revised["text"].as_str().unwrap();
    assert!(text.contains("2024 was 181, is 182 per 10,000") && text.contains("2023 was 191, is 190 per 10,000"), "{text}");
    let all = desk.json(&between);
    let weights: Vec<i64> = of(&all, "new").iter().map(|row| row["weight"].as_i64().unwrap()).collect();
    assert!(weights.len() > 5 && weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
    assert!(of(&all, "new").iter().any(|row| row["text"].as_str().unwrap().contains("England now (")), "{all}");
    assert!(!of(&all, "not-updated").is_empty());
    let page = desk.done(&between);
    assert!(page.lines().count() <= 40, "{page}");
    assert!(page.starts_with("Blackpool: what is new\n") && page.contains("more: --format csv lists all."), "{page}");
    let html = desk.done(&[&between[..], &["--format", "html"]].concat());
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<h2>New figures</h2>"), "{html}");
    assert!(desk.done(&[&between[..], &["--format", "markdown"]].concat()).contains("\n## New figures\n\n- "));
}

#[test]
fn where_nothing_happened_nothing_is_printed() {
    let Some([_, new]) = years() else { return };
    let desk = Desk::new();
    assert_eq!(desk.done(&["--store", "store", "news", "--between", &new, &new, "--authority", "Blackpool"]), "");
    assert_eq!(desk.done(&["--store", "store", "news", "--authority", "Blackpool"]), "", "a store that is not there");
    let neither = desk.run(&["--store", "store", "news", "--since", "yesterweek", "--authority", "Blackpool"]);
    assert!(neither.code == 2 && neither.err.contains("neither a day nor a paper"), "{}", neither.err);
}

#[test]
fn a_store_tells_what_its_newest_releases_brought_and_what_came_since_a_day() {
    let Some([old, new]) = years() else { return };
    let desk = Desk::new();
    assert_eq!(desk.run(&["--store", "store", "import", &old]).code, 10);
    assert_eq!(desk.run(&["--store", "store", "import", &new]).code, 10);
    let ask = |more: &[&str]| {
        let asked = ["--store", "store", "news", "--authority", "Blackpool", "--indicator", "cla-rate"];
        desk.json(&[&asked[..], more].concat())
    };
    for rows in [ask(&[]), ask(&["--since", "2025-06-30"])] {
        assert!(of(&rows, "new")[0]["text"].as_str().unwrap().contains("184 per 10,000"), "{rows}");
        assert_eq!(of(&rows, "revised").len(), 1, "{rows}");
    }
    assert_eq!(ask(&["--since", "2026-11-01"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn what_is_due_is_told_as_at_a_day_with_what_waits_for_it() {
    let desk = Desk::new();
    desk.put("yardstick.toml", "authority = \"Blackpool\"\n[[output]]\npaper = \"corporate-parenting\"\nout = \"board.docx\"\n");
    let as_at = |day: &str| desk.json(&["--store", "store", "calendar", "--as-at", day]);
    let row = |rows: &Value, key: &str| {
        rows.as_array().expect("rows").iter().find(|row| row["publication"] == key).cloned().expect("the publication")
    };
    const CLA: &str = "children-looked-after-in-england-including-adoptions";
    let cla = row(&as_at("2026-11-22"), CLA);
    assert_eq!((cla["state"].as_str(), cla["due_by"].as_str()), (Some("due now"), Some("2026-11-30")));
    assert_eq!(cla["own"], "board.docx");
    assert!(cla["papers"].as_str().unwrap().contains("corporate-parenting"), "{cla}");
    assert!(cla["themes"].as_str().unwrap().contains("Looked after"), "{cla}");
    assert_eq!(row(&as_at("2026-12-01"), CLA)["state"], "overdue");
    assert_eq!(row(&as_at("2026-10-31"), CLA)["state"], "later");
    let other = ["--store", "store", "calendar", "--as-at", "2026-11-22", "--authority", "Leeds"];
    assert!(row(&desk.json(&other), CLA)["own"].is_null(), "Leeds keeps none");
    assert!(desk.done(&["--store", "store", "calendar", "--as-at", "2026-11-22"]).contains("as at 22 November 2026"));
}

#[test]
fn the_calendar_for_programs_is_sound_and_its_events_keep_their_names() {
    let desk = Desk::new();
    let ics = |day: &str| desk.done(&["--store", "store", "calendar", "--format", "ics", "--as-at", day]);
    let (text, later) = (ics("2026-11-22"), ics("2026-11-23"));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let uids = |text: &str| -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(uids(&text), uids(&later));
    assert_eq!(uids(&text).iter().collect::<BTreeSet<_>>().len(), text.matches("BEGIN:VEVENT").count());
    assert_eq!(text.matches("DTSTART;VALUE=DATE:").count(), text.matches("DTEND;VALUE=DATE:").count());
    let elsewhere = desk.run(&["neighbours", "Blackpool", "--format", "ics"]);
    assert!(elsewhere.code == 2 && elsewhere.err.contains("calendar"), "{}", elsewhere.err);
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_what_to_do() {
    let desk = Desk::new();
    let told = |expected: i32| {
        let run = desk.run(&["--store", "store", "doctor", "--as-at", "2026-11-22", "--format", "json"]);
        assert_eq!(run.code, expected, "{}\n{}", run.out, run.err);
        serde_json::from_str::<Value>(&run.out).expect("JSON")
    };
    let state = |rows: &Value, name: &str| {
        let row = rows.as_array().expect("rows").iter().find(|row| row["check"] == name).cloned();
        row.unwrap_or_else(|| panic!("no {name} in {rows}"))
    };
    let sound = told(0);
    for name in ["store", "store health", "write to store", "write to this folder", "clock", "fonts", "yardstick.toml"] {
        assert_eq!(state(&sound, name)["state"], "ok", "{name}");
    }
    assert!(desk.files().is_empty(), "looking leaves nothing: {:?}", desk.files());
    desk.put("yardstick.toml", "authority = \"Blackpool\"\nauthorty = 1\n");
    let broken = state(&told(1), "yardstick.toml");
    assert!(broken["state"] == "fault" && broken["found"].as_str().unwrap().contains("authorty"), "{broken}");
    assert!(!broken["next"].as_str().unwrap_or_default().is_empty(), "{broken}");
    let output = "authority = \"Blackpool\"\n[[output]]\npaper = \"workforce\"\nout = \"w.docx\"\ntemplate = \"gone.docx\"\n";
    desk.put("yardstick.toml", output);
    let gone = state(&told(1), "output w.docx");
    assert!(gone["state"] == "fault" && gone["found"].as_str().unwrap().contains("not there"), "{gone}");
    desk.put("yardstick.toml", "");
    let early = desk.run(&["--store", "store", "doctor", "--as-at", "2020-01-01"]);
    assert!(early.code == 1 && early.out.contains("set the machine"), "{}", early.out);
    let mut command = desk.program(&["--store", "store", "doctor"]);
    let with_proxy = command.env("HTTPS_PROXY", "http://zoe:s3cret@proxy.example:8080").output().expect("it runs");
    let shown = String::from_utf8(with_proxy.stdout).expect("UTF-8");
    assert!(shown.contains("proxy.example:8080") && !shown.contains("s3cret") && !shown.contains("zoe"), "{shown}");
}

#[test]
fn timers_run_a_quiet_refresh_after_half_past_nine_and_catch_up() {
    let desk = Desk::new();
    let print = |form: &str| desk.done(&["--store", "my store", "schedule", "--print", form, "--as-at", "2026-11-22"]);
    let systemd = print("systemd");
    for part in ["Type=oneshot", "refresh --quiet --log ", "OnCalendar=Mon *-*-* 09:45:00 Europe/London", "Persistent=true", "my store\""] {
        assert!(systemd.contains(part), "{part} is not in {systemd}");
    }
    let cron = print("cron");
    assert!(cron.contains("\n45 9 * * 1 cd ") && cron.contains("@reboot ") && cron.contains("my store'"), "{cron}");
    let windows = print("windows");
    assert!(windows.is_ascii(), "shells on Windows change what is not");
    for part in [
        "<RunLevel>LeastPrivilege</RunLevel>",
        "<StartWhenAvailable>true</StartWhenAvailable>",
        "<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
        "<StartBoundary>2026-11-22T09:45:00</StartBoundary>",
        "<November />",
        "&quot;",
    ] {
        assert!(windows.contains(part), "{part} is not in {windows}");
    }
    let early = run(&["schedule", "--print", "cron", "--at", "09:15"]);
    assert!(early.code == 2 && early.err.contains("09:30"), "{}", early.err);
}
