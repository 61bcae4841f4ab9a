//! The commands for what is new, what is due and whether all is in order, and the timers that run them.

use crate::program::{Desk, run};
use crate::published::published;
use crate::releases::{both_years, files_of_year, take_in};
use crate::rows::row_with;
use crate::sample;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Both years of DfE's files, by path; none where they are absent.
fn years() -> Option<[String; 2]> {
    let path = |year: &str| {
        Some(
            published("news", &format!("data/ees/{year}"))?
                .to_string_lossy()
                .into_owned(),
        )
    };
    Some([path("2024")?, path("2025")?])
}

fn of<'v>(rows: &'v Value, part: &str) -> Vec<&'v Value> {
    rows.as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["part"] == part)
        .collect()
}

/// A store into which both years were taken, one after the other: as the other tests have it in the ordinary suite.
fn desk_of_two_years() -> Option<Desk> {
    static MADE: OnceLock<Option<Desk>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let desk = Desk::new();
        if sample::is_sweep() {
            for year in ["2024", "2025"] {
                take_in(&desk, "store", &files_of_year(year)?);
            }
        } else {
            let other = both_years()?;
            for name in other.files() {
                let own = name.replacen("st/", "store/", 1);
                desk.put(&own, other.bytes(&name));
            }
        }
        Some(desk)
    });
    made.as_ref().map(Desk::copy)
}

fn text<'v>(rows: &'v Value, part: &str, indicator: &str) -> &'v str {
    let row = of(rows, part)
        .into_iter()
        .find(|row| row["indicator"] == indicator);
    row.and_then(|row| row["text"].as_str())
        .unwrap_or_else(|| panic!("no {part} {indicator} in {rows}"))
}

#[test]
fn a_new_year_its_crossings_and_the_revisions_before_it_are_told() {
    let Some([old, new]) = years() else { return };
    let desk = Desk::new();
    let between = [
        "--store",
        "store",
        "news",
        "--between",
        &old,
        &new,
        "--authority",
        "Blackpool",
    ];
    let rows = desk.json(&[&between[..], &["--indicator", "cla-rate"]].concat());
    let [told] = of(&rows, "new")[..] else {
        panic!("{rows}")
    };
    let rate = told["text"].as_str().unwrap();
    assert_eq!(told["period"], "2025");
    let told = "In 2025, 531 children were looked after in Blackpool, 184 for every 10,000 children aged under 18.";
    let moved = "The change from 182 in 2024 is no more than chance would bring.";
    assert!(rate.starts_with(told) && rate.contains(moved), "{rate}");
    let revised = text(&rows, "revised", "cla-rate");
    let years = "2024 was 181, is 182 per 10,000; 2023 was 191, is 190 per 10,000";
    assert!(revised.contains(years), "{revised}");

    let all = desk.json(&between);
    crossings_and_ranks_are_told(&all);
    let late = of(&all, "not-updated");
    assert!(
        late.iter()
            .all(|row| row["text"].as_str().unwrap().starts_with(['O', 'D', 'W']))
            && late.len() > 3,
        "{late:?}"
    );
}

fn crossings_and_ranks_are_told(all: &Value) {
    let weights: Vec<i64> = of(all, "new")
        .iter()
        .map(|row| row["weight"].as_i64().unwrap())
        .collect();
    assert!(
        weights.len() > 5 && weights.is_sorted_by(|a, b| a >= b),
        "{weights:?}"
    );
    let placements = text(all, "new", "cla-three-placements-percent");
    assert!(
        placements.contains(
            "In the last year it fell from 13%, more than chance would bring, a change for the better."
        ),
        "{placements}"
    );
    let crossed = "It is now below England and its neighbours’ median (above both in 2023-24), moved from quartile band D to A and is the \
                   lowest of the series, which begins in 2020-21.";
    assert!(placements.ends_with(crossed), "{placements}");
    assert!(
        text(all, "new", "cpp-starting-rate")
            .contains("By no more than chance would bring, it is now above its neighbours’ median")
    );
    assert!(
        text(all, "revised", "cla-three-placements-percent")
            .contains("its verdict against England from higher to similar")
    );
    let ranked = text(all, "revised", "cla-three-placements-two-years-percent");
    assert!(
        ranked.contains("2023-24 was 31, is 30%") && ranked.contains("its rank from 141 to 137"),
        "{ranked}"
    );
}

#[test]
fn news_are_one_page_in_each_form_and_say_what_they_leave_out() {
    let Some(desk) = desk_of_two_years() else {
        return;
    };
    let ask = |more: &[&str]| {
        desk.done(
            &[
                &["--store", "store", "news", "--authority", "Lancashire"],
                more,
            ]
            .concat(),
        )
    };
    let page = ask(&[]);
    assert!(
        page.starts_with("Lancashire: what is new\nFrom what was taken in on ")
            && page.lines().count() <= 60,
        "{page}"
    );
    assert!(
        page.contains("Children in need (October 2025)")
            && page.contains("told in brief")
            && page.contains("--format csv")
    );
    assert!(
        page.lines().all(|line| line.chars().count() <= 100),
        "{page}"
    );
    let rows = stable_of(&desk, "Lancashire");
    assert!(
        of(&rows, "missing-neighbour").is_empty(),
        "all ten of Lancashire have figures: {rows}"
    );
    let rows = stable_of(&desk, "City of London");
    let missing = text(
        &rows,
        "missing-neighbour",
        "cla-long-term-stability-percent",
    );
    assert!(
        missing.contains("1 of 10 neighbours: Kensington and Chelsea (suppressed [c])"),
        "{missing}"
    );
    let html = ask(&["--format", "html"]);
    assert!(
        html.starts_with("<!DOCTYPE html>")
            && html.contains(">New figures</h2>")
            && !html.contains("<script"),
        "{html}"
    );
    let markdown = ask(&["--format", "markdown"]);
    assert!(markdown.contains("\n## New figures\n\n- "), "{markdown}");
    let points = html.matches("<li ").count();
    assert_eq!(points, markdown.matches("\n- ").count());
    assert_eq!(points, page.matches("\n- ").count());
}

/// The news of an authority: all in a sweep, and in the ordinary suite those of the indicator of which a neighbour has no figure.
fn stable_of(desk: &Desk, authority: &str) -> Value {
    let all = ["--store", "store", "news", "--authority", authority];
    let one = ["--indicator", "cla-long-term-stability-percent"];
    let more: &[&str] = if sample::is_sweep() { &[] } else { &one };
    desk.json(&[&all, more].concat())
}

#[test]
fn nothing_is_said_twice_nor_called_better_where_nobody_says_what_is() {
    let Some(desk) = desk_of_two_years() else {
        return;
    };
    let authorities = ["Blackpool", "Lancashire", "Cumberland", "City of London"];
    for authority in sample::some(authorities, 3) {
        let rows = desk.json(&["--store", "store", "news", "--authority", authority]);
        let mut seen = BTreeSet::new();
        for row in rows.as_array().expect("rows") {
            let told = row["text"].as_str().expect("text");
            assert!(seen.insert(told), "{authority}: twice: {told}");
            let sentences: Vec<&str> = told.split(". ").collect();
            assert_eq!(
                sentences.iter().collect::<BTreeSet<_>>().len(),
                sentences.len(),
                "{told}"
            );
            let neutral = [
                "cla-rate",
                "cla-count",
                "cin-rate",
                "cla-starting-rate",
                "cla-ceasing-rate",
            ];
            if row["indicator"]
                .as_str()
                .is_some_and(|id| neutral.contains(&id))
            {
                assert!(
                    !["better", "worse", "band"]
                        .iter()
                        .any(|word| told.contains(word)),
                    "{told}"
                );
            }
            let moves = [" it rose ", " it fell ", "It rose ", "It fell "]
                .iter()
                .any(|word| told.contains(word));
            let marked = ["than chance", "such figures", "larger change", "definition"]
                .iter()
                .any(|word| told.contains(word));
            assert!(
                !moves || marked,
                "a change without what stands behind it: {told}"
            );
            assert!(
                !["because", "due to", "driven", "thanks to"]
                    .iter()
                    .any(|cause| told.contains(cause)),
                "{told}"
            );
        }
    }
}

#[test]
fn news_since_a_paper_name_where_it_rests_on_what_was_revised() {
    let Some(desk) = desk_of_two_years() else {
        return;
    };
    let paper = "title = \"Looked after in {authority}\"\nabout = \"A test\"\nmax_pages = 4\n\n[[section]]\nheading = \"Rate\"\n\
                 indicators = [\"cla-rate\"]\nfindings = 4\ntables = [\"standing\"]\n";
    desk.put("rate.toml", paper);
    let made = [
        "--store",
        "store",
        "--as-at",
        "2024-12-01",
        "paper",
        "rate.toml",
        "--authority",
        "Blackpool",
        "--out",
        "my papers/rate.md",
    ];
    desk.done(&made);
    let since = |paper: &str| desk.json(&["--store", "store", "news", "--since", paper]);
    let rows = since("my papers/rate.md");
    assert_eq!(rows, since("my papers/rate.manifest.json"));
    assert!(
        text(&rows, "new", "cla-rate").contains("184 for every 10,000"),
        "{rows}"
    );
    let revised = text(&rows, "revised", "cla-rate");
    assert!(
        revised.contains("2024 was 181, is 182")
            && revised.contains("The paper rests on it in")
            && revised.contains("p2.1.1"),
        "{revised}"
    );
    assert!(
        !rows.to_string().contains("cin-rate"),
        "of the paper's own indicators alone"
    );
    desk.put("other.docx", "no paper of ours");
    let bare = desk.run(&[
        "--store",
        "store",
        "news",
        "--since",
        "other.docx",
        "--authority",
        "Blackpool",
    ]);
    assert!(
        bare.code == 2 && bare.err.contains("lies no manifest"),
        "{}",
        bare.err
    );
}

#[test]
fn where_nothing_happened_nothing_is_printed() {
    let Some([_, new]) = years() else { return };
    let desk = Desk::new();
    assert_eq!(
        desk.done(&[
            "--store",
            "store",
            "news",
            "--between",
            &new,
            &new,
            "--authority",
            "Blackpool"
        ]),
        ""
    );
    assert_eq!(
        desk.done(&["--store", "store", "news", "--authority", "Blackpool"]),
        "",
        "a store that is not there"
    );
    let neither = desk.run(&[
        "--store",
        "store",
        "news",
        "--since",
        "yesterweek",
        "--authority",
        "Blackpool",
    ]);
    assert!(
        neither.code == 2 && neither.err.contains("neither a day nor a paper"),
        "{}",
        neither.err
    );
}

#[test]
fn a_store_tells_what_its_newest_releases_brought_and_what_came_since_a_day() {
    let (Some(desk), Some(new)) = (desk_of_two_years(), files_of_year("2025")) else {
        return;
    };
    let ask = |more: &[&str]| {
        let asked = [
            "--store",
            "store",
            "news",
            "--authority",
            "Blackpool",
            "--indicator",
            "cla-rate",
        ];
        desk.json(&[&asked[..], more].concat())
    };
    for rows in [ask(&[]), ask(&["--since", "2025-06-30"])] {
        assert!(
            of(&rows, "new")[0]["text"]
                .as_str()
                .unwrap()
                .contains("184 for every 10,000"),
            "{rows}"
        );
        assert_eq!(of(&rows, "revised").len(), 1, "{rows}");
    }
    assert_eq!(
        ask(&["--since", "2026-11-01"]).as_array().map(Vec::len),
        Some(0)
    );
    // A run that takes nothing in changes nothing; one that takes older files in brings no news.
    let before = ask(&[]);
    let new = new.iter().map(String::as_str);
    let again: Vec<&str> = ["--store", "store", "import"]
        .into_iter()
        .chain(new)
        .collect();
    assert_eq!(desk.run(&again).code, 0);
    assert_eq!(ask(&[]), before);
}

#[test]
fn what_is_due_is_told_as_at_a_day_with_what_waits_for_it() {
    let desk = Desk::new();
    desk.put("yardstick.toml", "authority = \"Blackpool\"\n[[output]]\npaper = \"corporate-parenting\"\nout = \"board.docx\"\n");
    let as_at = |day: &str| desk.json(&["--store", "store", "calendar", "--as-at", day]);
    const CLA: &str = "children-looked-after-in-england-including-adoptions";
    let cla = row_with(&as_at("2026-11-22"), "publication", CLA);
    assert_eq!(
        (cla["state"].as_str(), cla["due_by"].as_str()),
        (Some("due now"), Some("2026-11-30"))
    );
    assert_eq!(cla["own"], "board.docx");
    assert!(
        cla["papers"]
            .as_str()
            .unwrap()
            .contains("corporate-parenting"),
        "{cla}"
    );
    assert!(
        cla["themes"].as_str().unwrap().contains("Looked after"),
        "{cla}"
    );
    assert_eq!(
        row_with(&as_at("2026-12-01"), "publication", CLA)["state"],
        "overdue"
    );
    assert_eq!(
        row_with(&as_at("2026-10-31"), "publication", CLA)["state"],
        "later"
    );
    let other = [
        "--store",
        "store",
        "calendar",
        "--as-at",
        "2026-11-22",
        "--authority",
        "Leeds",
    ];
    assert!(
        row_with(&desk.json(&other), "publication", CLA)["own"].is_null(),
        "Leeds keeps none"
    );
    assert!(
        desk.done(&["--store", "store", "calendar", "--as-at", "2026-11-22"])
            .contains("as at 22 November 2026")
    );
}

#[test]
fn the_calendar_for_programs_is_sound_and_its_events_keep_their_names() {
    let desk = Desk::new();
    let ics = |day: &str| {
        desk.done(&[
            "--store", "store", "calendar", "--format", "ics", "--as-at", day,
        ])
    };
    let (text, later) = (ics("2026-11-22"), ics("2026-11-23"));
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
            && text.ends_with("END:VCALENDAR\r\n")
    );
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])),
        "{text}"
    );
    assert_eq!(text, ics("2026-11-22"), "the same day, the same bytes");
    let unfolded = text.replace("\r\n ", "");
    let known = |line: &str| {
        line.split_once(':')
            .map(|(name, _)| name.split(';').next().unwrap_or_default().to_owned())
    };
    for event in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let names: Vec<String> = event.split("\r\n").filter_map(known).collect();
        for needed in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"] {
            assert_eq!(
                names.iter().filter(|name| *name == needed).count(),
                1,
                "{needed} in {event}"
            );
        }
        assert!(
            event.contains("\r\nDTSTAMP:20261122T000000Z\r\n"),
            "{event}"
        );
    }
    let listed = unfolded
        .split("\r\n")
        .filter(|line| line.starts_with("DESCRIPTION:"));
    assert!(
        listed.clone().count() > 5
            && listed.clone().all(|line| !line
                .replace("\\,", "")
                .replace("\\;", "")
                .contains([',', ';']))
    );
    assert_eq!(uids(&text), uids(&later));
    assert_eq!(
        uids(&text).iter().collect::<BTreeSet<_>>().len(),
        text.matches("BEGIN:VEVENT").count()
    );
    assert_eq!(
        text.matches("DTSTART;VALUE=DATE:").count(),
        text.matches("DTEND;VALUE=DATE:").count()
    );
}

#[test]
fn only_the_calendar_is_written_for_calendars() {
    let elsewhere = Desk::new().run(&["neighbours", "Blackpool", "--format", "ics"]);
    assert!(
        elsewhere.code == 2 && elsewhere.err.contains("calendar"),
        "{}",
        elsewhere.err
    );
}

/// The lines of a calendar that identify its events.
fn uids(text: &str) -> Vec<String> {
    text.replace("\r\n ", "")
        .split("\r\n")
        .filter(|line| line.starts_with("UID:"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_doctor_finds_what_is_wrong_and_says_what_to_do() {
    let desk = Desk::new();
    let told = |expected: i32| {
        let run = desk.run(&[
            "--store",
            "store",
            "doctor",
            "--offline",
            "--as-at",
            "2026-11-22",
            "--format",
            "json",
        ]);
        assert_eq!(run.code, expected, "{}\n{}", run.out, run.err);
        serde_json::from_str::<Value>(&run.out).expect("JSON")
    };
    let sound = told(0);
    for name in [
        "store",
        "store health",
        "write to store",
        "write to this folder",
        "clock",
        "fonts",
        "yardstick.toml",
    ] {
        assert_eq!(row_with(&sound, "check", name)["state"], "ok", "{name}");
    }
    assert!(
        desk.files().is_empty(),
        "looking leaves nothing: {:?}",
        desk.files()
    );
    desk.put(
        "yardstick.toml",
        "authority = \"Blackpool\"\nauthorty = 1\n",
    );
    let broken = row_with(&told(1), "check", "yardstick.toml");
    assert!(
        broken["state"] == "fault" && broken["found"].as_str().unwrap().contains("authorty"),
        "{broken}"
    );
    assert!(
        !broken["next"].as_str().unwrap_or_default().is_empty(),
        "{broken}"
    );
    let output = "authority = \"Blackpool\"\n[[output]]\npaper = \"workforce\"\nout = \"w.docx\"\ntemplate = \"gone.docx\"\n";
    desk.put("yardstick.toml", output);
    let gone = row_with(&told(1), "check", "output w.docx");
    assert!(
        gone["state"] == "fault" && gone["found"].as_str().unwrap().contains("not there"),
        "{gone}"
    );
}

#[test]
fn the_doctor_names_a_wrong_clock_and_hides_the_password_of_a_proxy() {
    let desk = Desk::new();
    desk.put("yardstick.toml", "");
    let early = desk.run(&[
        "--store",
        "store",
        "doctor",
        "--offline",
        "--as-at",
        "2020-01-01",
    ]);
    assert!(
        early.code == 1 && early.out.contains("set the machine"),
        "{}",
        early.out
    );
    let mut command = desk.program(&["--store", "store", "doctor", "--offline"]);
    let with_proxy = command
        .env("HTTPS_PROXY", "http://zoe:s3cret@proxy.example:8080")
        .output()
        .expect("it runs");
    let shown = String::from_utf8(with_proxy.stdout).expect("UTF-8");
    assert!(
        shown.contains("proxy.example:8080") && !shown.contains("s3cret") && !shown.contains("zoe"),
        "{shown}"
    );
}

#[test]
fn the_doctor_names_what_is_damaged_and_the_way_out_of_it() {
    let Some(desk) = desk_of_two_years() else {
        return;
    };
    let told = |store: &str| -> Value {
        let run = desk.run(&[
            "--store",
            store,
            "doctor",
            "--as-at",
            "2026-11-22",
            "--format",
            "json",
        ]);
        assert!(run.code <= 1, "{}", run.err);
        serde_json::from_str(&run.out).expect("JSON")
    };
    assert_eq!(check_row(&told("store"), "store health").0, "ok");
    desk.put("full/notes.txt", "mine");
    let (state, what, next) = check_row(&told("full"), "store");
    assert!(
        state == "fault" && what.contains("full") && next.contains("--store"),
        "{what} {next}"
    );

    let figures = desk
        .files()
        .into_iter()
        .find(|name| name.ends_with("figures.parquet"))
        .expect("figures");
    let mut bytes = desk.bytes(&figures);
    bytes[100] ^= 1;
    desk.put(&figures, bytes);
    let (state, what, next) = check_row(&told("store"), "store health");
    assert!(
        state == "fault" && what.contains("figures.parquet") && next.contains("again"),
        "{what} {next}"
    );

    let description = desk
        .files()
        .into_iter()
        .rfind(|name| name.ends_with("_vintage.json"))
        .expect("a description");
    desk.put(&description, "{");
    let rows = told("store");
    let (state, what, next) = check_row(&rows, "store");
    assert!(
        state == "fault" && what.contains("_vintage.json") && next.contains("again"),
        "{what} {next}"
    );
    let (state, what, _) = check_row(&rows, "store health");
    assert!(
        state == "fault" && what.contains(" faults; the first: "),
        "what else is damaged is told too: {what}"
    );
    every_fault_has_a_next_step(&desk, &rows);
}

fn every_fault_has_a_next_step(desk: &Desk, rows: &Value) {
    let page = desk
        .run(&["--store", "store", "doctor", "--as-at", "2026-11-22"])
        .out;
    assert!(page.contains("2 faults to mend"), "{page}");
    for row in rows.as_array().expect("rows") {
        let is_sound = row["state"] == "ok";
        assert!(
            is_sound || row["next"].as_str().is_some_and(|next| !next.is_empty()),
            "no way out: {row}"
        );
    }
}

/// State, finding and next step of a check of the doctor; no next step where nothing is to be done.
fn check_row(rows: &Value, name: &str) -> (String, String, String) {
    let row = row_with(rows, "check", name);
    let [state, found, next] =
        ["state", "found", "next"].map(|key| row[key].as_str().unwrap_or_default().to_owned());
    (state, found, next)
}

#[test]
fn timers_run_a_quiet_refresh_after_half_past_nine_and_catch_up() {
    let desk = Desk::new();
    let print = |form: &str| {
        desk.done(&[
            "--store",
            "my store",
            "schedule",
            "--print",
            form,
            "--as-at",
            "2026-11-22",
        ])
    };
    let systemd = print("systemd");
    for part in [
        "Type=oneshot",
        "refresh --quiet --log ",
        "OnCalendar=Mon *-*-* 09:45:00 Europe/London",
        "Persistent=true",
        "my store\"",
    ] {
        assert!(systemd.contains(part), "{part} is not in {systemd}");
    }
    let cron = print("cron");
    assert!(
        cron.contains("\n45 9 * * 1 cd ")
            && cron.contains("@reboot ")
            && cron.contains("my store'"),
        "{cron}"
    );
    assert!(
        cron.contains("\nCRON_TZ=Europe/London\n") && cron.contains("\n20 * * * * cd "),
        "{cron}"
    );
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
    assert!(
        early.code == 2 && early.err.contains("09:30"),
        "{}",
        early.err
    );
}

#[test]
fn timers_of_a_folder_with_an_odd_name_quote_it() {
    let odd = Desk::new();
    odd.put("Zoë’s 50% work/yardstick.toml", "store = \"figures\"\n");
    let in_odd = |form: &str| {
        let mut command = odd.program(&["schedule", "--print", form, "--as-at", "2026-11-22"]);
        let done = command
            .current_dir(odd.path("Zoë’s 50% work"))
            .output()
            .expect("it runs");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let (cron, systemd, windows) = (in_odd("cron"), in_odd("systemd"), in_odd("windows"));
    assert!(
        cron.contains("Zoë’\\''s 50\\% work") || cron.contains("Zoë’s 50\\% work'"),
        "{cron}"
    );
    assert!(
        cron.lines()
            .filter(|line| line.contains(" refresh "))
            .all(|line| line.contains("--if-older-than")),
        "{cron}"
    );
    assert!(
        systemd.contains("50%% work/refresh.log\"") && systemd.contains("50%% work\n"),
        "{systemd}"
    );
    assert!(
        windows.is_ascii() && windows.contains("Zo&#235;&#8217;s 50% work"),
        "{windows}"
    );
}
