//! What a later release revised, over the published files: counted as others counted it, reported with what it changes, and carried
//! into the papers that rest on it.

use crate::program::Desk;
use crate::published::{published, text};
use crate::store::year_or_file;
use serde_json::Value;
use std::path::Path;

fn year(year: &str) -> Option<String> {
    published("revisions", &format!("data/ees/{year}")).map(|path| text(&path).to_owned())
}

/// A store of both releases.
fn stored() -> Option<Desk> {
    crate::releases::both_years()
}

fn of<'r>(rows: &'r Value, wanted: &[(&str, &str)]) -> Vec<&'r Value> {
    let rows = rows.as_array().expect("rows").iter();
    rows.filter(|row| wanted.iter().all(|(name, value)| row[*name] == *value))
        .collect()
}

#[test]
fn revisions_are_those_that_were_counted() {
    let (Some(old), Some(new)) = (year("2024"), year("2025")) else {
        return;
    };
    let desk = Desk::new();
    let rows = desk.json(&["revisions", "--between", &old, &new]);
    let rows = rows.as_array().expect("rows");
    let of = |id: &str, kind: &str| {
        rows.iter()
            .filter(|row| row["indicator"] == id && row["kind"] == kind)
            .count()
    };
    assert_eq!(
        (of("cla-rate", "changed"), of("cla-rate", "became-symbol")),
        (102, 4)
    );
    let blackpool: Vec<[&Value; 3]> = rows
        .iter()
        .filter(|row| row["indicator"] == "cla-rate" && row["la_code"] == "890")
        .map(|row| [&row["period"], &row["old"], &row["new"]])
        .collect();
    assert_eq!(
        serde_json::to_string(&blackpool).expect("JSON"),
        r#"[["2023",191,190],["2024",181,182]]"#
    );
    let london = rows.iter().find(|row| {
        row["indicator"] == "cla-rate" && row["la_code"] == "201" && row["period"] == "2023"
    });
    assert_eq!(
        london.map(|row| [&row["old"], &row["new"]].map(|v| v.as_i64())),
        Some([Some(107), Some(91)])
    );

    totals_are_those_that_were_counted(&desk, &old, &new);
}

/// Totals over the three tables of one file: rows in common, and counts, rates and populations revised.
fn totals_are_those_that_were_counted(desk: &Desk, old: &str, new: &str) {
    let printed = desk.done(&[
        "revisions",
        "--between",
        old,
        new,
        "--format",
        "markdown",
        "--authority",
        "Blackpool",
    ]);
    let cells = |id: &str| -> Vec<usize> {
        let line = printed
            .lines()
            .find(|line| line.starts_with(&format!("| {id} ")))
            .unwrap_or_else(|| panic!("{id}: {printed}"));
        line.split('|')
            .map(|cell| cell.trim().replace(',', "").parse().unwrap_or_default())
            .collect()
    };
    let sum = |at: usize| {
        ["cla-rate", "cla-starting-rate", "cla-ceasing-rate"]
            .iter()
            .map(|id| cells(id)[at])
            .sum::<usize>()
    };
    assert_eq!([sum(4), sum(5), sum(6), sum(7)], [2004, 195, 274, 987]);
    assert_eq!(
        (
            cells("cla-rate")[8],
            cells("cin-rate")[4],
            cells("cin-rate")[6],
            cells("cin-starting-rate")[6]
        ),
        (620, 1967, 0, 1)
    );
    assert_eq!(
        (
            cells("cpp-repeat-percent")[4],
            cells("cpp-repeat-percent")[6]
        ),
        (1967, 3)
    );
}

#[test]
fn without_two_names_the_newest_release_is_held_against_what_was_before_it() {
    let Some(desk) = stored() else { return };
    let run = desk.run(&["revisions", "--store", "st", "--format", "json"]);
    let rows: Value = serde_json::from_str(&run.out).expect("JSON");
    let ids = |name: &str| -> Vec<&str> {
        let mut ids: Vec<&str> = of(&rows, &[("indicator", "cla-rate")])
            .iter()
            .map(|row| row[name].as_str().expect("an id"))
            .collect();
        ids.dedup();
        ids
    };
    assert!(
        matches!(ids("old_vintage").as_slice(), [id] if id.starts_with("2024-11-01--")),
        "{:?}",
        ids("old_vintage")
    );
    assert!(
        matches!(ids("new_vintage").as_slice(), [id] if id.starts_with("2025-11-27--")),
        "{:?}",
        ids("new_vintage")
    );
    assert_eq!(
        of(&rows, &[("indicator", "cla-rate"), ("kind", "changed")]).len(),
        102
    );
    assert!(
        run.err.contains("compared: 2025-11-27--") && run.err.contains("with 2024-11-01--"),
        "{}",
        run.err
    );
    // Children in need and looked after are published on different days: each is compared with the release before it of its own.
    assert!(run.err.contains("compared: 2025-10-30--"), "{}", run.err);
    check_keys(&rows[0]);

    // As at a day before the later release was published, the earlier one is the newest.
    let then = desk.run(&[
        "revisions",
        "--store",
        "st",
        "--as-at",
        "2024-12-01",
        "--indicator",
        "cla-rate",
        "--format",
        "json",
    ]);
    assert_eq!((then.code, then.out.trim()), (0, "[]"), "{}", then.err);

    one_release_is_compared_with_the_programs_own();
}

/// Checks that a row has the keys on which programs rely.
fn check_keys(row: &Value) {
    let keys: Vec<&str> = row
        .as_object()
        .expect("a row")
        .keys()
        .map(String::as_str)
        .collect();
    for key in [
        "indicator",
        "authority",
        "authority_code",
        "la_code",
        "period",
        "kind",
        "old",
        "new",
        "old_vintage",
        "new_vintage",
    ] {
        assert!(keys.contains(&key), "{key} is not in {keys:?}");
    }
}

/// A store of one release is compared with the releases that the program holds, or revised by them.
fn one_release_is_compared_with_the_programs_own() {
    // Only the newest release is kept: before it there are only the older releases that the program holds.
    let (alone, new) = (Desk::new(), year_or_file("2025").expect("it was there"));
    assert_eq!(alone.run(&["import", &new, "--store", "st"]).code, 10);
    let run = alone.run(&[
        "revisions",
        "--store",
        "st",
        "--indicator",
        "cla-rate",
        "--format",
        "json",
    ]);
    assert_eq!(
        (run.out.trim(), run.err.contains("nothing to compare")),
        ("[]", true),
        "{}",
        run.err
    );
    // The program's own figures are newer than the older release, so they are its revision.
    let (older, old) = (Desk::new(), year_or_file("2024").expect("it was there"));
    assert_eq!(older.run(&["import", &old, "--store", "st"]).code, 10);
    let rows = older.json(&[
        "revisions",
        "--store",
        "st",
        "--indicator",
        "cla-rate",
        "--authority",
        "Blackpool",
    ]);
    let moved: Vec<[&Value; 3]> = of(&rows, &[])
        .into_iter()
        .map(|row| [&row["period"], &row["old"], &row["new"]])
        .collect();
    assert_eq!(
        serde_json::to_string(&moved).expect("JSON"),
        r#"[["2023",191,190],["2024",181,182]]"#
    );
    assert_eq!(
        Desk::new().run(&["revisions", "--store", "st"]).code,
        1,
        "no store at all"
    );
}

#[test]
fn figures_come_and_go_and_turn_into_symbols_and_back() {
    let (Some(old), Some(new)) = (year("2024"), year("2025")) else {
        return;
    };
    let kind = |before: &str,
                after: &str,
                desk: &Desk,
                wanted: &[(&str, &str)]|
     -> Vec<(Value, Value, Value)> {
        let rows = desk.json(&["revisions", "--between", before, after]);
        of(&rows, wanted)
            .into_iter()
            .map(|row| (row["kind"].clone(), row["old"].clone(), row["new"].clone()))
            .collect()
    };
    let desk = Desk::new();
    let doncaster = [
        ("indicator", "cpp-repeat-percent"),
        ("authority", "Doncaster"),
    ];
    let there = kind(&old, &new, &desk, &doncaster);
    assert!(
        there
            .iter()
            .any(|(kind, old, new)| kind == "became-symbol" && *old == 100 && new == "u"),
        "{there:?}"
    );
    let back = kind(&new, &old, &desk, &doncaster);
    assert!(
        back.iter()
            .any(|(kind, old, new)| kind == "became-value" && old == "u" && *new == 100),
        "{back:?}"
    );

    // One published row is missing in one of the releases.
    let name = "cla_number_and_rate_per_10k_children.csv";
    let whole = std::fs::read_to_string(Path::new(&new).join(name)).expect("the published file");
    assert_eq!(
        whole.lines().filter(|line| is_blackpool_2023(line)).count(),
        1
    );
    let without: String = whole
        .lines()
        .filter(|line| !is_blackpool_2023(line))
        .map(|line| format!("{line}\n"))
        .collect();
    desk.put(&format!("without/{name}"), without);
    desk.put(&format!("with/{name}"), &whole);
    let blackpool = [("indicator", "cla-rate"), ("authority", "Blackpool")];
    let gone = kind("with", "without", &desk, &blackpool);
    assert_eq!(gone, [("disappeared".into(), 190.into(), Value::Null)]);
    assert_eq!(
        kind("without", "with", &desk, &blackpool),
        [("appeared".into(), Value::Null, 190.into())]
    );
}

/// Whether a line of the file is Blackpool's row of 2023.
fn is_blackpool_2023(line: &str) -> bool {
    line.starts_with("2023,") && line.contains("Blackpool") && line.contains("on 31 March")
}

#[test]
fn every_entry_of_a_paper_that_rests_on_a_revised_figure_is_told_with_its_old_and_new_wording() {
    let Some(desk) = stored() else { return };
    make_paper(&desk);
    let asked = [
        "revisions",
        "--store",
        "st",
        "--paper",
        "p.manifest.json",
        "--authority",
        "Blackpool",
    ];
    let rows = desk.json(&asked);
    let moved = of(&rows, &[("indicator", "cla-rate"), ("period", "2024")]);
    let resting = moved.first().expect("a revision")["papers"]
        .as_array()
        .expect("papers")
        .clone();
    let entry = |start: &str| {
        resting
            .iter()
            .find(|entry| entry["id"].as_str().is_some_and(|id| id.starts_with(start)))
    };
    let (figure, table) = (
        entry("figure-1").expect("the chart"),
        entry("table-1").expect("the table"),
    );
    let (figure_values, table_values) = (figure["values"].to_string(), table["values"].to_string());
    assert!(figure_values.contains("2023 value: 191 → 190"), "{figure}");
    assert!(
        table_values.contains("2023: 191 → 190") && table_values.contains("2024: 181 → 182"),
        "{table}"
    );
    check_prose(&resting);

    let told = desk.run(&asked);
    for part in [
        "says",
        "now reads",
        "since",
        "Looked after rate, Blackpool 2024: 181 → 182",
        "p.manifest.json, figure-1",
    ] {
        assert!(told.out.contains(part), "{part} is not in\n{}", told.out);
    }
    // The own figure was not revised, but its rank among the others was, and the sentence rests on both.
    let place = "Three or more placements 2023-24: rank 124 → 118";
    assert!(
        told.out.replace("\n            ", " ").contains(place),
        "{}",
        told.out
    );
    let of_papers = told
        .out
        .lines()
        .take_while(|line| !line.starts_with("Revised figures"));
    assert!(
        of_papers.clone().all(|line| line.chars().count() <= 100),
        "{}",
        told.out
    );
}

/// Makes a paper from the older release.
fn make_paper(desk: &Desk) {
    desk.put(
        "d.toml",
        "title = \"Looked after in {authority}\"\n[front]\ncommittee = \"Board\"\ndate = \"1 January 2025\"\nreport_of = \"Director\"\n\
         author = \"Officer\"\ncontact = \"None\"\nclassification = \"Public\"\n[[section]]\nheading = \"Findings\"\n\
         indicators = [\"cla-rate\", \"cla-three-placements-percent\"]\nfindings = 6\ntables = [\"course\"]\nfigures = [\"cla-rate:trend\"]\n\
         text = \"\"\"\nThe rate was {cla-rate.value}, {cla-rate.rank} of all.\n\"\"\"\n",
    );
    let made = desk.run(&[
        "paper",
        "d.toml",
        "--authority",
        "Blackpool",
        "--store",
        "st",
        "--as-at",
        "2024-12-01",
        "--out",
        "p.md",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
}

/// Checks that sentences are given with their old and their new wording.
fn check_prose(resting: &[Value]) {
    let prose: Vec<&Value> = resting
        .iter()
        .filter(|entry| {
            entry["was"]
                .as_str()
                .is_some_and(|was| was.contains("181 for every 10,000"))
        })
        .collect();
    assert!(
        prose.iter().any(|entry| entry["now"]
            .as_str()
            .is_some_and(|now| now.contains("184 for every 10,000"))),
        "{resting:?}"
    );
    assert!(
        prose.iter().all(|entry| entry["prints_it"] == true),
        "{prose:?}"
    );
}
