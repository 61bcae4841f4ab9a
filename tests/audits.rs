//! Quality audits: sheets as officers keep them, counted and tested. All of it is made up.

use crate::program::Desk;
use serde_json::Value;
use std::fmt::Write;

const AS_AT: &str = "2026-11-16";
const AUDITS: &str = "reports/example-audits.csv";

/// Numbers that look thrown, the same on every machine (Knuth's linear congruence).
struct Dice(u64);

impl Dice {
    /// From 0 to below `sides`.
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const GRADES: [&str; 4] = [
    "Outstanding",
    "Good",
    "Requires improvement to be good",
    "Inadequate",
];

/// Seven quarters of made-up audits: grades get better in the end, a team has few cases, moderators lower more than they raise.
fn made_up_audits() -> String {
    let mut dice = Dice(11);
    let mut sheet = String::from("date,grade,theme,team,auditor,moderated_grade\n");
    let themes = ["Assessment", "Planning", "Supervision", "Visits"];
    for month in 0..20_u64 {
        let (year, number) = (2025 + (month + 3) / 12, (month + 3) % 12 + 1);
        for _ in 0..12 + dice.throw(6) {
            let good = 40 + month * 2;
            let grade = match dice.throw(100) {
                few if few < 6 => 0,
                some if some < good => 1,
                most if most < 90 => 2,
                _ => 3,
            };
            let team = match dice.throw(40) {
                0 => "Court",
                north if north < 14 => "North",
                south if south < 27 => "South",
                _ => "East",
            };
            let moderated = match dice.throw(30) {
                0..=6 => GRADES[grade],
                7 | 8 => GRADES[(grade + 1).min(3)],
                9 => GRADES[grade.saturating_sub(1)],
                _ => "",
            };
            let day = if month == 19 {
                dice.throw(15)
            } else {
                dice.throw(28)
            } + 1;
            let auditor = char::from(b'A' + u8::try_from(dice.throw(6)).expect("a letter"));
            let theme = themes[usize::try_from(dice.throw(4)).expect("small")];
            let _ = writeln!(
                sheet,
                "{year}-{number:02}-{day:02},{},{theme},{team},{auditor},{moderated}",
                GRADES[grade]
            );
        }
    }
    sheet
}

#[test]
fn the_committed_example_is_what_the_generator_makes() {
    let made = made_up_audits();
    let there = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(AUDITS);
    if std::env::var_os("UPDATE_REPORTS").is_some() {
        std::fs::write(&there, &made).expect("written");
    }
    assert_eq!(std::fs::read_to_string(&there).expect(AUDITS), made);
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
