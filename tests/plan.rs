//! An officer's plan: counted, compared with its older version and shown with the figures, and never given as the reason why they moved.

use crate::program::Desk;
use serde_json::Value;

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/example-plan.csv");
const OLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/reports/example-plan-2025-07.csv"
);
const HEADER: &str =
    "ref,source,recommendation,owner,due,started,status,rag,updated,indicator,target,note\n";

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, path) in [("plan.csv", PLAN), ("older.csv", OLDER)] {
        desk.put(name, std::fs::read(path).expect("the example"));
    }
    desk
}

fn with(rows: &str) -> Desk {
    let desk = Desk::new();
    desk.put("plan.csv", format!("{HEADER}{rows}"));
    desk
}

fn action<'v>(told: &'v Value, reference: &str) -> &'v Value {
    told["actions"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|a| a["ref"] == reference)
        .expect("the action")
}

#[test]
fn summary_as_printed() {
    insta::assert_snapshot!(desk().done(&[
        "plan",
        "plan.csv",
        "--before",
        "older.csv",
        "--authority",
        "Blackpool"
    ]));
}

#[test]
fn the_ends_of_a_course_are_the_published_figures() {
    let desk = desk();
    let told = desk.json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    let found = action(&told, "I3");
    // Begun on 14 May 2021: the count of 31 March 2021 is the last before it.
    for (end, year) in [("before", "2021"), ("since", "2025")] {
        let compared = desk.json(&["compare", "Blackpool", "cla-rate", "--period", year]);
        assert_eq!(
            found["evidence"][end]["value"].as_f64(),
            compared[0]["value"].as_f64(),
            "{end}"
        );
        assert_eq!(found["evidence"][end]["period"], year);
    }
    assert!(found["p"].is_number() && found["evidence"]["method"].is_string());
    assert_eq!(found["target_met"], "not met");
}

#[test]
fn what_moved_is_told_with_its_direction() {
    let told = desk().json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    let found = action(&told, "I6");
    assert_eq!(
        (&found["movement"], &found["target_met"]),
        (&"fell beyond chance (better)".into(), &"met".into())
    );
    assert!(found["p"].as_f64().expect("a number") < 0.05);
    assert!(
        found["sentences"][0]
            .as_str()
            .expect("words")
            .contains("more than chance would explain (better)")
    );
    assert_eq!(action(&told, "W2")["movement"], "not begun");
}

#[test]
fn a_beginning_that_is_not_said_is_not_invented() {
    let told = desk().json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    let found = action(&told, "R2");
    assert_eq!(
        (&found["movement"], &found["before_value"]),
        (&"beginning unknown".into(), &Value::Null)
    );
    assert!(
        found["sentences"][0]
            .as_str()
            .expect("words")
            .contains("does not say when the action began")
    );
}

#[test]
fn national_figures_come_late_and_that_is_said() {
    let told = desk().json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    let found = action(&told, "W1");
    assert_eq!(found["movement"], "no figure yet");
    assert!(
        found["sentences"][0]
            .as_str()
            .expect("words")
            .contains("no figure yet for a period after")
    );
}

#[test]
fn nothing_is_said_to_have_caused_anything() {
    let desk = desk();
    for format in ["table", "markdown", "json"] {
        let out = desk.done(&[
            "plan",
            "plan.csv",
            "--before",
            "older.csv",
            "--authority",
            "Blackpool",
            "--format",
            format,
        ]);
        let lower = out.to_lowercase();
        for word in [
            "because",
            "caused",
            "due to",
            "thanks to",
            "as a result",
            "led to",
            "improved",
            "significant",
        ] {
            assert!(!lower.contains(word), "{format} says “{word}”:\n{out}");
        }
        assert!(
            out.contains("does not show that the action moved it"),
            "{format}"
        );
    }
}

#[test]
fn all_complete_and_no_authority() {
    let rows: String = (1..=85)
        .map(|n| format!("{n},Board,Action {n},Lead,2025-01-31,,complete,green,2025-06-30,,,\n"))
        .collect();
    let run = with(&rows).run(&["plan", "plan.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains(
            "As at 30 June 2025 (the newest update in the file), 85 of 85 actions are complete."
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("None is overdue.") && run.err.contains("--authority"));
}

#[test]
fn the_day_may_be_named_and_decides_what_is_overdue() {
    let desk = with("A1,,x,,2025-03-31,,in progress,,2025-03-01,,,\n");
    assert!(
        desk.done(&["plan", "plan.csv"])
            .contains("None is overdue.")
    );
    assert!(
        desk.done(&["plan", "plan.csv", "--as-at", "30/04/2025"])
            .contains("1 is overdue: A1 by 30 days.")
    );
    assert!(
        desk.done(&["plan", "plan.csv", "--as-at", "05/04/2025"])
            .contains("1 is overdue: A1 by 5 days."),
        "the day stands first"
    );
    for (day, said) in [("05-04-25", "one way only"), ("soon", "one way only")] {
        let run = desk.run(&["plan", "plan.csv", "--as-at", day]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
    let run = with("A1,,x,,,,in progress,,,,,\n").run(&["plan", "plan.csv"]);
    assert_eq!(run.code, 2, "nothing says as at which day");
    assert!(run.err.contains("--as-at"), "{}", run.err);
}

/// The text of a table, a Markdown paper or JSON about a plan must not say that a thing is not there which could not be read.
#[test]
fn what_could_not_be_read_is_not_known() {
    let desk = with(
        "A1,,x,HR,when ready,soon,in progress,,2025-05-14,cla-rate,,\nA2,,x,HR,2025-12-31,,in progress,,someday,,,\nA3,,x,,,,in progress,,,,,\n\
         A4,,short\n",
    );
    let out = desk.done(&["plan", "plan.csv", "--authority", "Blackpool"]);
    for said in [
        "(the newest update that could be read; 1 could not)",
        "None is known to be overdue.",
        "Whether 1 open action is overdue is not known: the due day of A1 could not be read.",
        "1 open action has no day by which to be done.",
        "1 row was set aside and counted nowhere: 5; how it stands is not known.",
        "not known: “when ready”",
        "The day on which the action began could not be read",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert!(!out.contains("None is overdue"), "{out}");
    let told = desk.json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    assert_eq!(told["overdue_not_known"], serde_json::json!(["A1"]));
    assert_eq!(action(&told, "A1")["overdue"], "not known");
    assert_eq!(action(&told, "A3")["overdue"], "no");
    assert_eq!(told["tally"][0]["overdue_not_known"], 1);
}

#[test]
fn what_inspectors_were_told_is_shown_apart_and_counts_as_no_action() {
    let desk = Desk::new();
    desk.put(
        "plan.csv",
        "ref,kind,source,recommendation,owner,status,updated,evidence\n\
         A1,,Ofsted,Audit weekly,Head of Safeguarding,In progress,2026-01-15,Minutes of May\n\
         P1,Factual accuracy,Ofsted,Caseloads are those of May,,Partly accepted,,Return of May\n\
         P2,Factual accuracy,Ofsted,The panel met in March,,Rejected,,\n",
    );
    let told = desk.json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    assert_eq!(told["actions"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["points"][0]["outcome"], "accepted in part");
    let coverage = &told["coverage"][0];
    assert_eq!(
        (
            coverage["recommendations"].as_u64(),
            coverage["evidenced"].as_u64()
        ),
        (Some(1), Some(1))
    );
    let shown = desk.done(&[
        "plan",
        "plan.csv",
        "--authority",
        "Blackpool",
        "--format",
        "markdown",
    ]);
    assert!(shown.contains("1 of 1"), "{shown}");
    let order = ["paper", "inspection-position", "--authority", "Blackpool"];
    desk.done(&[&order[..], &["--plan", "plan.csv", "--out", "p.md"]].concat());
    let paper = desk.text("p.md");
    for words in [
        "2 points were put to inspectors on the accuracy of draft reports: 1 accepted in part, 1 not accepted.",
        "What we told the inspectors, and what became of it",
        "The panel met in March",
    ] {
        assert!(paper.contains(words), "no “{words}”: {paper}");
    }
    assert!(
        !desk
            .run(&["verify", "p.manifest.json", "-q"])
            .err
            .contains("differs")
    );
}

#[test]
fn a_paper_tells_a_plan_as_at_the_day_that_is_named() {
    let desk = with(
        "A1,,x,,2025-12-31,,in progress,,2025-03-01,,,\nA2,,x,,when ready,,in progress,,,,,\n",
    );
    desk.put(
        "own.toml",
        "title = \"Plan\"\n[[section]]\nheading = \"The plan\"\nplan = \"plan.csv\"\n",
    );
    let paper = |day: &[&str]| {
        let order = [
            "paper",
            "own.toml",
            "--authority",
            "Blackpool",
            "--out",
            "p.md",
        ];
        let run = desk.run(&[&order[..], day].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let paper = desk.text("p.md");
        assert!(
            paper.contains("Whether 1 open action is overdue is not known: the due day of A2 could not be read."),
            "{paper}"
        );
        paper
    };
    let newest = paper(&[]);
    assert!(
        newest.contains("As at 1 March 2025") && newest.contains("None is known to be overdue."),
        "{newest}"
    );
    let named = paper(&["--as-at", "2026-06-30"]);
    assert!(
        named.contains("As at 30 June 2026,") && named.contains("1 is overdue: A1 by 181 days."),
        "{named}"
    );
    let run = desk.run(&["verify", "p.manifest.json"]);
    assert_eq!(
        run.code, 0,
        "made again as at the same day: {}{}",
        run.out, run.err
    );
}

/// Files as officers keep them, in the folder beside the project.
#[test]
fn plans_of_real_trackers_hide_nothing() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases");
    let read = |name: &str| std::fs::read(format!("{cases}/{name}"));
    let (Ok(days), Ok(layout)) = (
        read("28-plan-dates/plan.csv"),
        read("30-plan-layout/plan-no-title.csv"),
    ) else {
        return println!("skipped: the cases are not here");
    };
    let desk = Desk::new();
    desk.put("days.csv", days);
    desk.put("layout.csv", layout);
    let told = desk.json(&["plan", "days.csv", "--as-at", "2025-07-01"]);
    let actions = told["actions"].as_array().expect("a list");
    // Whatever forms of a day are read, an open action is late, not late, or not known.
    for found in actions {
        let open = found["status"] != "complete";
        let known = !found["due"].is_null();
        assert_eq!(found["overdue"] == "not known", open && !known, "{found}");
    }
    let is_any = told["overdue_not_known"].is_array();
    let said = told["summary"].to_string();
    assert_eq!(
        said.contains("is not known: the due day of"),
        is_any,
        "{said}"
    );
    let out = desk.done(&["plan", "layout.csv", "--as-at", "2025-07-15"]);
    assert!(
        out.contains("As at 15 July 2025, 1 of 3 actions is complete; 2 in progress"),
        "the total is no action, and the step under a merged number is one:\n{out}"
    );
    assert!(!out.contains("set aside"), "{out}");
}

#[test]
fn faults_are_told_with_row_and_column_in_every_format() {
    let desk = with(
        "A1,,x,,TBC,,complete,green,2025-06-30,,,\nA1,,again,,,,complete,,,,,\nA2,,x,,,,complet,,2025-06-30,,,\n\
         A3,,x,,,2024-01-01,in progress,,2025-06-30,cla-rat,,\n",
    );
    let told = desk.json(&["plan", "plan.csv", "--authority", "Blackpool"]);
    let rows: Vec<String> = told["faults"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| {
            format!(
                "{} {} {}",
                f["row"].as_str().unwrap_or(""),
                f["column"].as_str().unwrap_or(""),
                f["severity"].as_str().unwrap_or("")
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "2 due error",
            "3 ref error",
            "4 status error",
            "5 indicator warning"
        ]
    );
    assert!(
        told["faults"][3]["expected"]
            .as_str()
            .expect("words")
            .contains("cla-rate")
    );
    assert_eq!(told["rows_set_aside"], serde_json::json!([3]));
    for format in ["table", "markdown", "csv"] {
        let run = desk.run(&[
            "plan",
            "plan.csv",
            "--authority",
            "Blackpool",
            "--format",
            format,
        ]);
        assert!(
            (run.out + &run.err).contains("perhaps “complete”"),
            "{format}"
        );
    }
}

#[test]
fn what_is_no_plan_is_refused_with_its_reason() {
    for (bytes, code, said) in [
        ("a b c\n1 2 3\n".as_bytes(), 3, "semicolons"),
        (
            b"area,value\nBlackpool,3\n".as_slice(),
            3,
            "“ref” is missing",
        ),
        (HEADER.as_bytes(), 3, "no row under the header"),
        (b"PK\x03\x04".as_slice(), 3, "workbook"),
    ] {
        let desk = Desk::new();
        desk.put("plan.csv", bytes);
        let run = desk.run(&["plan", "plan.csv"]);
        assert_eq!(run.code, code, "{}", run.err);
        assert!(
            run.err.contains(said) && run.err.contains("plan.csv"),
            "{}",
            run.err
        );
    }
}

/// Twenty months around a level of 80, and six at 95 from the day on which the action began.
fn own_months(level_since: u8) -> String {
    let mut csv = "area,period,indicator,value\n".to_owned();
    for month in 0..26 {
        let value = if month < 20 {
            80 + i32::from(month % 3 == 0) - i32::from(month % 4 == 0)
        } else {
            i32::from(level_since)
        };
        csv += &format!(
            "Blackpool,{}-{:02}-28,visits-in-time-percent,{value}\n",
            2023 + month / 12,
            month % 12 + 1
        );
    }
    csv
}

#[test]
fn own_months_are_charted_from_those_before() {
    let desk = with(
        "A1,,Visit every child on time,,,2024-09-01,in progress,,2025-03-31,visits-in-time-percent,at least 90,\n",
    );
    desk.put("moved.csv", own_months(95));
    desk.put("level.csv", own_months(80));
    let plan = ["plan", "plan.csv", "--authority", "Blackpool", "--data"];
    let moved = desk.json(&[&plan[..], &["moved.csv"]].concat());
    let own = &action(&moved, "A1")["evidence"]["own"];
    assert_eq!(
        (&own["points_before"], &own["points_since"]),
        (&20.into(), &6.into())
    );
    assert_eq!(own["signals"].as_array().expect("a list").len(), 6);
    assert_eq!(own["signals"][0]["rule"], "above the upper limit");
    let said = action(&moved, "A1")["sentences"].to_string();
    assert!(
        said.contains("local, unvalidated") && said.contains("not tested"),
        "{said}"
    );
    assert_eq!(action(&moved, "A1")["target_met"], "met");
    let level = desk.json(&[&plan[..], &["level.csv"]].concat());
    assert!(
        action(&level, "A1")["sentences"]
            .to_string()
            .contains("none of the 6 since is a signal")
    );
}

#[test]
fn same_file_same_bytes() {
    let desk = desk();
    let told = || {
        desk.done(&[
            "plan",
            "plan.csv",
            "--before",
            "older.csv",
            "--authority",
            "Blackpool",
            "--format",
            "json",
        ])
    };
    assert_eq!(told(), told());
}
