//! Quality audits and backlogs: sheets as officers keep them, counted, tested and told without a promise. All of it is made up.

use crate::program::Desk;
use crate::sample::Chance;
use serde_json::Value;
use std::fmt::Write;

const AS_AT: &str = "2026-11-16";
const AUDITS: &str = "reports/example-audits.csv";
const BACKLOG: &str = "reports/example-backlog.csv";

const GRADES: [&str; 4] = [
    "Outstanding",
    "Good",
    "Requires improvement to be good",
    "Inadequate",
];

/// Seven quarters of made-up audits: grades get better in the end, a team has few cases, moderators lower more than they raise.
fn made_up_audits() -> String {
    let mut dice = Chance(11);
    let mut sheet = String::from("date,grade,theme,team,auditor,moderated_grade\n");
    let themes = ["Assessment", "Planning", "Supervision", "Visits"];
    for month in 0..20_u64 {
        let (year, number) = (2025 + (month + 3) / 12, (month + 3) % 12 + 1);
        for _ in 0..12 + dice.below(6) {
            let good = 40 + month * 2;
            let grade = match dice.below(100) {
                few if few < 6 => 0,
                some if some < good => 1,
                most if most < 90 => 2,
                _ => 3,
            };
            let team = match dice.below(40) {
                0 => "Court",
                north if north < 14 => "North",
                south if south < 27 => "South",
                _ => "East",
            };
            let moderated = match dice.below(30) {
                0..=6 => GRADES[grade],
                7 | 8 => GRADES[(grade + 1).min(3)],
                9 => GRADES[grade.saturating_sub(1)],
                _ => "",
            };
            let day = if month == 19 {
                dice.below(15)
            } else {
                dice.below(28)
            } + 1;
            let auditor = char::from(b'A' + u8::try_from(dice.below(6)).expect("a letter"));
            let theme = themes[usize::try_from(dice.below(4)).expect("small")];
            let _ = writeln!(
                sheet,
                "{year}-{number:02}-{day:02},{},{theme},{team},{auditor},{moderated}",
                GRADES[grade]
            );
        }
    }
    sheet
}

/// Twenty weeks of a made-up review of 2,300 cases: a week of holidays, a week without a row, a week in which cases came in.
fn made_up_backlog() -> String {
    let mut dice = Chance(7);
    let mut sheet = String::from("week ending,done,remaining,total\n");
    let first = jiff::civil::date(2026, 7, 5);
    let mut left = 2_300;
    for week in 0..20_i64 {
        let done = if week == 8 { 9 } else { 44 + dice.below(38) };
        let came = if week == 12 { 25 } else { 0 };
        left = left - done + came;
        if week == 15 {
            continue;
        }
        let day = first
            .checked_add(jiff::Span::new().weeks(week))
            .expect("a day");
        let total = if week == 0 { "2300" } else { "" };
        let _ = writeln!(sheet, "{day},{done},{left},{total}");
    }
    sheet
}

#[test]
fn the_committed_examples_are_what_the_generator_makes() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, made) in [(AUDITS, made_up_audits()), (BACKLOG, made_up_backlog())] {
        if std::env::var_os("UPDATE_REPORTS").is_some() {
            std::fs::write(root.join(name), &made).expect("written");
        }
        let there = std::fs::read_to_string(root.join(name)).expect(name);
        assert_eq!(there, made, "{name}");
    }
}

fn audit(desk: &Desk, more: &[&str]) -> Value {
    desk.json(&[&["audit", "audits.csv", "--as-at", AS_AT, "-q"], more].concat())
}

fn with_audits(sheet: &str) -> Desk {
    let desk = Desk::new();
    desk.put("audits.csv", sheet);
    desk
}

fn shares<'v>(told: &'v Value, scope: &str, name: &str) -> Vec<&'v Value> {
    let rows = told["shares"].as_array().expect("shares");
    let wanted =
        |row: &&Value| row["scope"] == scope && (row["name"].as_str().unwrap_or_default() == name);
    rows.iter().filter(wanted).collect()
}

fn words(told: &Value) -> &str {
    told["paragraph"].as_str().expect("a paragraph")
}

/// Every sentence can be read aloud: none over 42 words, no run of four words twice.
fn reads_well(paragraph: &str) {
    let sentences = paragraph.split_inclusive(['.', ';']).collect::<Vec<_>>();
    for sentence in paragraph.split(". ") {
        let words = sentence.split_whitespace().count();
        assert!(words <= 42, "{words} words: {sentence}");
    }
    let mut seen = std::collections::BTreeSet::new();
    for sentence in sentences {
        let plain: Vec<String> = sentence
            .split_whitespace()
            .map(|word| {
                word.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            })
            .filter(|word| word.chars().all(char::is_alphabetic))
            .collect();
        for run in plain.windows(4) {
            assert!(seen.insert(run.to_vec()), "{run:?} twice in {paragraph}");
        }
    }
}

#[test]
fn every_case_is_counted_once_and_its_share_has_wilsons_limits() {
    let sheet = made_up_audits();
    let told = audit(&with_audits(&sheet), &[]);
    let lines = sheet.lines().count() - 1;
    let of_quarters = shares(&told, "quarter", "");
    let each: u64 = of_quarters
        .iter()
        .filter(|row| row["grade"] != "Good or outstanding")
        .map(|row| row["cases"].as_u64().expect("a count"))
        .sum();
    assert_eq!(each, lines as u64);
    assert_eq!(told["cases"].as_u64(), Some(lines as u64));
    // By hand, from the sheet: July to September 2026.
    let in_quarter = |line: &&str| {
        ["2026-07", "2026-08", "2026-09"]
            .iter()
            .any(|month| line.starts_with(month))
    };
    let good = |line: &&str| line.contains(",Good,") || line.contains(",Outstanding,");
    let cases: Vec<&str> = sheet.lines().filter(in_quarter).collect();
    let n = cases.len() as f64;
    let x = cases
        .iter()
        .filter(|line| good(&&line[..30.min(line.len())]))
        .count() as f64;
    let row = of_quarters
        .iter()
        .find(|row| row["period"] == "2026-27 Q2" && row["grade"] == "Good or outstanding")
        .expect("the quarter");
    let number = |name: &str| row[name].as_f64().expect(name);
    assert_eq!((number("cases"), number("base")), (x, n));
    let z = 1.959_963_984_540_054_f64;
    let centre = (x / n + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * ((x / n * (1.0 - x / n) + z * z / (4.0 * n)) / n).sqrt();
    assert!((number("lower95") - 100.0 * (centre - half)).abs() < 1e-8);
    assert!((number("upper95") - 100.0 * (centre + half)).abs() < 1e-8);
    reads_well(words(&told));
}

/// A sheet of so many cases by grade in each of some months.
fn sheet_of(months: &[(&str, [usize; 4])]) -> String {
    let mut sheet = String::from("Date,Grade\n");
    for (month, counts) in months {
        for (grade, count) in GRADES.iter().zip(counts) {
            for _ in 0..*count {
                let _ = writeln!(sheet, "{month}-14,{grade}");
            }
        }
    }
    sheet
}

#[test]
fn improved_is_said_only_where_a_change_is_beyond_chance() {
    let by_chance = sheet_of(&[("2026-05", [1, 19, 16, 2]), ("2026-08", [2, 22, 14, 3])]);
    let told = audit(&with_audits(&by_chance), &[]);
    let said = words(&told);
    assert!(
        !said.contains("improved") && !said.contains("worsened"),
        "{said}"
    );
    assert!(said.contains("no audited case a year earlier"), "{said}");
    reads_well(said);
    let beyond = sheet_of(&[
        ("2025-08", [0, 9, 28, 3]),
        ("2026-05", [0, 10, 27, 4]),
        ("2026-08", [4, 32, 5, 0]),
    ]);
    let told = audit(&with_audits(&beyond), &[]);
    let said = words(&told);
    assert!(said.contains("improved beyond chance"), "{said}");
    let changes = told["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 10);
    // R: fisher.test(matrix(c(0, 41, 4, 37), 2)) has p = 0.1159; chi-squared of 36/41 and 10/41 by hand.
    let of = |share: &str, against: &str| {
        let mut all = changes.iter();
        all.find(|row| row["share"] == share && row["against"] == against)
            .expect("a change")
    };
    let good = of("Good or outstanding", "the quarter before");
    assert_eq!(good["test"], "chi-squared");
    let worse = sheet_of(&[("2026-05", [4, 32, 5, 0]), ("2026-08", [0, 10, 27, 4])]);
    let told = audit(&with_audits(&worse), &[]);
    assert!(
        words(&told).contains("worsened beyond chance"),
        "{}",
        words(&told)
    );
    let small = of("Outstanding", "the quarter before");
    assert_eq!(small["test"], "Fisher");
    let p = small["p"].as_f64().expect("p");
    assert!((p - 0.115_9).abs() < 1e-3, "{p}");
}

#[test]
fn moderators_are_held_against_first_grades() {
    // The counts of SAS's guide to its FREQ procedure, weighted kappa 0.5082 with 0.3798 to 0.6366.
    let counts = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]];
    let mut sheet = String::from("quarter,audit grade,moderated grade\n");
    for (first, row) in counts.iter().enumerate() {
        for (second, count) in row.iter().enumerate() {
            for _ in 0..*count {
                let _ = writeln!(sheet, "2026-27 Q1,{},{}", GRADES[first], GRADES[second]);
            }
        }
    }
    let desk = with_audits(&sheet);
    let told = audit(&desk, &[]);
    let row = &told["moderation"][0];
    let near = |name: &str, value: f64| {
        let found = row[name].as_f64().expect(name);
        assert!((found - value).abs() < 5e-5, "{name}: {found}");
    };
    near("kappa", 0.508_2);
    near("lower95", 0.379_8);
    near("upper95", 0.636_55);
    assert_eq!(
        (
            &row["cases"],
            &row["same"],
            &row["lowered"],
            &row["raised"],
            &row["far"]
        ),
        (&88.into(), &45.into(), &24.into(), &19.into(), &7.into())
    );
    assert!(words(&told).contains("0.51 (weighted kappa, linear weights, 0.38 to 0.64)"));
    // By the second grades 6 + 13 + … are good or better: columns 17 and 20 of 88.
    let second = audit(&desk, &["--moderated"]);
    let main = &shares(&second, "quarter", "")[0];
    assert_eq!((&main["cases"], &main["base"]), (&37.into(), &88.into()));
}

#[test]
fn no_row_vanishes() {
    let desk = with_audits(
        "Audit date,Grade,Theme,Moderated grade,Notes\n\
         14/07/2026,good,Visits,Outstanding,seen\n\
         15/07/2026,RI,visits ,adequate,\n\
         16/07/2026,satisfactory,Visits,,\n\
         sometime,Good,Visits,,\n\
         17/01/2027,Good,Visits,,\n\
         Q2 2026-27,Inadequate,Plans,,\n\
         Aug 2026,Good,Plans,,\n\
         18/07/2026,,Plans,,\n",
    );
    let told = audit(&desk, &[]);
    assert_eq!(told["cases"], 4);
    let faults = told["faults"].as_array().expect("faults");
    let found: Vec<(&str, &str)> = faults
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().unwrap_or_default();
            (text("check"), text("row"))
        })
        .collect();
    for expected in [
        ("unknown-grade", "3"),
        ("unknown-grade", "4"),
        ("no-quarter", "5"),
        ("day-to-come", "6"),
        ("unknown-grade", "9"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    // One theme, however it is typed; of so few nothing is said.
    assert_eq!(shares(&told, "theme", "Visits").len(), 5);
    assert!(
        words(&told).contains("Too few cases to tell"),
        "{}",
        words(&told)
    );
}

#[test]
fn a_sheet_that_names_somebody_is_refused() {
    let desk = Desk::new();
    for (sheet, what) in [
        (
            "date,grade,Child's name\n2026-07-14,Good,A\n",
            "Child's name",
        ),
        (
            "date,grade,Social worker\n2026-07-14,Good,A\n",
            "Social worker",
        ),
        (
            "date,grade,ref\n2026-07-14,Good,943 476 5919\n",
            "NHS number",
        ),
        (
            "date,grade,team\n2026-07-14,Good,A123456789012\n",
            "pupil number",
        ),
    ] {
        desk.put("audits.csv", sheet);
        let run = desk.run(&["audit", "audits.csv", "--as-at", AS_AT]);
        assert!(
            run.code == 2 && run.err.contains(what),
            "{}: {}",
            run.code,
            run.err
        );
        assert!(run.out.is_empty(), "{}", run.out);
    }
}

#[test]
fn a_folder_of_an_audit_has_text_chart_and_tables() {
    let desk = with_audits(&made_up_audits());
    desk.done(&["audit", "audits.csv", "--as-at", AS_AT, "--out", "out"]);
    let files = desk.files();
    for name in [
        "audits.md",
        "audits.csv",
        "audit-changes.csv",
        "audit-groups.csv",
        "audit-moderation.csv",
        "audits-by-quarter.svg",
        "audits-by-quarter.png",
        "audits-by-quarter.csv",
    ] {
        assert!(
            files
                .iter()
                .any(|file| file.ends_with(&format!("out/{name}"))),
            "{name}: {files:?}"
        );
    }
    let drawn = desk.text("out/audits-by-quarter.svg");
    assert!(drawn.contains("Good or outstanding") && drawn.contains("Inadequate"));
    let rows = desk.rows("out/audits.csv");
    assert_eq!(rows.len() % 5, 0);
    let page = desk.text("out/audits.md");
    assert!(page.contains("Ofsted gave none") && page.contains("Fleiss, Cohen and Everitt"));
}

fn backlog(desk: &Desk, more: &[&str]) -> Value {
    let as_at: &[&str] = if more.contains(&"--as-at") {
        &[]
    } else {
        &["--as-at", AS_AT]
    };
    let asked = ["backlog", "backlog.csv", "--due", "2027-03-29", "-q"];
    desk.json(&[&asked[..], as_at, more].concat())
}

/// Weeks to Sunday 15 November 2026 of so many done each, from 600.
fn steady(weeks: usize, done: u32) -> String {
    let mut sheet = String::from("period,done,remaining,total\n");
    for week in 0..weeks {
        let back = i64::try_from(weeks - 1 - week).expect("few");
        let day = jiff::civil::date(2026, 11, 15)
            .checked_sub(jiff::Span::new().weeks(back))
            .expect("a day");
        let left = 600 - (u32::try_from(week).expect("few") + 1) * done;
        let total = if week == 0 { "600" } else { "" };
        let _ = writeln!(sheet, "w/e {day},{done},{left},{total}");
    }
    sheet
}

fn with_backlog(sheet: &str) -> Desk {
    let desk = Desk::new();
    desk.put("backlog.csv", sheet);
    desk
}

fn pace<'v>(told: &'v Value, named: &str) -> &'v Value {
    let rows = told["paces"].as_array().expect("paces");
    rows.iter()
        .find(|row| row["pace"] == named)
        .unwrap_or_else(|| panic!("{named}: {rows:?}"))
}

#[test]
fn a_steady_backlog_ends_where_a_division_says() {
    let told = backlog(&with_backlog(&steady(10, 20)), &[]);
    // 400 left on 15 November; 133 days, 19 weeks, until 29 March.
    assert_eq!(
        (told["done"].as_f64(), told["left"].as_f64()),
        (Some(200.0), Some(400.0))
    );
    assert_eq!(told["weeks_left"].as_f64(), Some(19.0));
    let needed = told["needed_a_week"].as_f64().expect("a pace");
    assert!((needed - 400.0 / 19.0).abs() < 1e-9);
    // At 20 a week 400 take 20 weeks: 5 April 2027; every draw is alike.
    for named in [
        "the last four weeks",
        "the last eight weeks",
        "the slowest of the last eight",
    ] {
        assert_eq!(pace(&told, named)["done_by"], "2027-04-05", "{named}");
    }
    let late = pace(&told, "drawn, late end");
    assert_eq!(
        (&late["done_by"], late["left_when_due"].as_f64()),
        (&"2027-04-05".into(), Some(20.0))
    );
    let said = words(&told);
    assert!(
        said.contains("takes 22 cases a week") && said.contains("never a promise"),
        "{said}"
    );
    assert!(
        told["faults"].as_array().is_some_and(Vec::is_empty),
        "{}",
        told["faults"]
    );
    reads_well(said);
}

#[test]
fn weeks_are_the_same_whichever_columns_tell_them() {
    let whole = backlog(&with_backlog(&steady(9, 25)), &[]);
    let sheet = steady(9, 25);
    let column = |keep: [usize; 3], header: &str| {
        let rows = sheet.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            keep.map(|at| cells[at]).join(",")
        });
        format!("{header}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let done_only = column([0, 1, 3], "Week,Completed,Total");
    let left_only = column([0, 2, 3], "Week ending,Left to do,Total");
    let commencing = column([0, 1, 3], "week commencing,done,total");
    let mut by_monday = String::new();
    for line in commencing.lines() {
        let (label, rest) = line.split_once(',').expect("cells");
        let monday = label.strip_prefix("w/e ").map(|day| {
            let day: jiff::civil::Date = day.parse().expect("a day");
            day.checked_sub(jiff::Span::new().days(6))
                .expect("a day")
                .to_string()
        });
        let _ = writeln!(
            by_monday,
            "{},{rest}",
            monday.unwrap_or_else(|| label.to_owned())
        );
    }
    for sheet in [done_only, left_only, by_monday] {
        let told = backlog(&with_backlog(&sheet), &[]);
        assert_eq!(told["paces"], whole["paces"], "{sheet}");
        assert_eq!(told["left"], whole["left"], "{sheet}");
    }
    // The days of a week are put together; Thursday is no whole week yet.
    let mut daily = String::from("day,done\n");
    let mut day = jiff::civil::date(2026, 10, 5);
    while day <= jiff::civil::date(2026, 11, 12) {
        if day.weekday().to_monday_zero_offset() < 5 {
            let _ = writeln!(daily, "{day},5");
        }
        day = day.tomorrow().expect("a day");
    }
    let told = backlog(
        &with_backlog(&daily),
        &["--total", "600", "--as-at", "2026-11-12"],
    );
    assert_eq!(told["left"].as_f64(), Some(600.0 - 29.0 * 5.0));
    let four = pace(&told, "the last four weeks");
    assert_eq!(four["cases_a_week"].as_f64(), Some(25.0));
    assert_eq!(told["weeks"].as_array().map(Vec::len), Some(6));
}

#[test]
fn holes_and_contradictions_are_told_with_their_rows() {
    let desk = with_backlog(
        "period,done,remaining,total\n\
         w/e 2026-09-20,20,580,600\n\
         w/e 2026-09-27,20,560,\n\
         w/e 2026-10-04,20,575,\n\
         w/e 2026-10-11,30,555,650\n\
         w/e 2026-10-25,20,515,\n\
         w/e 2026-10-25,40,515,\n\
         w/e 2026-11-01,many,500,\n\
         w/e 2026-11-08,15,485,\n\
         w/e 2026-11-29,15,470,\n\
         autumn,1,1,\n\
         w/e 2026-12-06,,,\n",
    );
    let told = backlog(&desk, &[]);
    let faults = told["faults"].as_array().expect("faults");
    let has = |check: &str, row: &str| {
        faults
            .iter()
            .any(|fault| fault["check"] == check && fault["row"] == row)
    };
    for (check, row) in [
        ("remaining-grew", "4"),
        ("done-does-not-fit", "5"),
        ("other-total", "5"),
        ("twice", "7"),
        ("no-count", "8"),
        ("week-to-come", "10"),
        ("no-week", "11"),
    ] {
        assert!(has(check, row), "{check} in row {row}: {faults:?}");
    }
    assert_eq!(faults.len(), 7, "{faults:?}");
    let said = words(&told);
    assert!(said.contains("the week to 18 October 2026"), "{said}");
    assert!(said.contains("Rows 4 and 5 contradict"), "{said}");
    assert_eq!(told["left"].as_f64(), Some(485.0));
    // 40 over two weeks, the hole among them.
    let weeks = told["weeks"].as_array().expect("weeks");
    let over_hole = weeks
        .iter()
        .find(|week| week["week_to"] == "2026-10-25")
        .expect("a week");
    assert_eq!(over_hole["pace"].as_f64(), Some(20.0));
    reads_well(said);
    desk.put("backlog.csv", "period,done\nw/e 2026-11-08,15\n");
    let run = desk.run(&[
        "backlog",
        "backlog.csv",
        "--due",
        "2027-03-29",
        "--as-at",
        AS_AT,
    ]);
    assert!(run.code == 2 && run.err.contains("--total"), "{}", run.err);
}

#[test]
fn what_is_over_due_or_too_short_is_told_as_such() {
    let due = |sheet: &str, due: &str| {
        let desk = with_backlog(sheet);
        desk.json(&[
            "backlog",
            "backlog.csv",
            "--due",
            due,
            "--as-at",
            AS_AT,
            "-q",
        ])
    };
    let late = due(&steady(9, 25), "2026-11-01");
    assert!(words(&late).contains("which has passed") && late["needed_a_week"].is_null());
    let over = due(&steady(10, 60), "2027-03-29");
    assert!(words(&over).contains("none was left") && !words(&over).contains("promise"));
    let short = due(&steady(2, 25), "2027-03-29");
    assert!(
        words(&short).contains("not drawn from two whole weeks"),
        "{}",
        words(&short)
    );
    // Nothing moves: no day is named, and none is promised.
    let still = due(&steady(8, 0), "2027-03-29");
    assert!(
        words(&still).contains("not within 5 years"),
        "{}",
        words(&still)
    );
    let stale = backlog(&with_backlog(&steady(9, 25)), &["--as-at", "2026-12-14"]);
    assert!(
        words(&stale).contains("what was done since is not known"),
        "{}",
        words(&stale)
    );
}

#[test]
fn the_made_up_review_is_drawn_the_same_every_time() {
    let desk = with_backlog(&made_up_backlog());
    let asked = [
        "backlog",
        "backlog.csv",
        "--due",
        "2027-03-31",
        "--as-at",
        AS_AT,
        "--out",
    ];
    desk.done(&[&asked[..], &["one"]].concat());
    desk.done(&[&asked[..], &["two"]].concat());
    for name in [
        "backlog.md",
        "backlog.csv",
        "backlog-by-week.svg",
        "backlog-by-week.csv",
    ] {
        assert_eq!(
            desk.text(&format!("one/{name}")),
            desk.text(&format!("two/{name}")),
            "{name}"
        );
    }
    let drawn = desk.text("one/backlog-by-week.svg");
    assert!(drawn.contains("At the pace needed") && drawn.contains("Left to do"));
    let told = backlog(&desk, &[]);
    let day = |named: &str| {
        pace(&told, named)["done_by"]
            .as_str()
            .unwrap_or("9999")
            .to_owned()
    };
    let (early, late) = (day("drawn, early end"), day("drawn, late end"));
    let mean = day("the last eight weeks");
    assert!(day("the fastest of the last eight") <= early && early <= mean && mean <= late);
    assert!(late <= day("the slowest of the last eight"));
    reads_well(words(&told));
}
