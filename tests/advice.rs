//! Advice leads somewhere: what a message tells to do next is possible for that file and that command.

use crate::program::Desk;
use crate::published::{published, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Commands that messages name in quotation marks.
fn advised(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            advised(&path, found);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "csv")
        {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let joined: String = text
                .split("\\\n")
                .enumerate()
                .map(|(at, part)| if at == 0 { part } else { part.trim_start() })
                .collect();
            for rest in joined.split("“yardstick ").skip(1) {
                if let Some((command, _)) = rest.split_once('”') {
                    found.insert(command.to_owned());
                }
            }
        }
    }
}

/// Every command that a message advises exists, with every option that it is advised with.
#[test]
fn advised_commands_exist() {
    let mut all = BTreeSet::new();
    advised(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut all,
    );
    assert!(all.len() > 20, "{all:?}");
    let desk = Desk::new();
    let mut helps: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for command in &all {
        let mut words = command
            .split_whitespace()
            .filter(|word| !word.starts_with('{'));
        let Some(first) = words.next().filter(|first| *first != "COMMAND") else {
            continue;
        };
        let mut path = vec![first.to_owned()];
        if first == "store" || first == "help" {
            path.extend(words.next().map(str::to_owned));
        }
        let options = command
            .split_whitespace()
            .filter(|word| word.starts_with("--"));
        let help = helps.entry(path.clone()).or_insert_with(|| {
            let arguments: Vec<&str> = path.iter().map(String::as_str).collect();
            let help = if first == "help" {
                arguments
            } else {
                [arguments.as_slice(), &["--help"]].concat()
            };
            desk.done(&help)
        });
        for option in options {
            assert!(
                help.contains(option),
                "“yardstick {command}”: there is no {option}"
            );
        }
    }
}

/// The part of a message after “what to do: ”.
fn way(err: &str) -> &str {
    err.split_once("what to do: ")
        .map_or("", |(_, way)| way.trim())
}

/// A column that is not in the file: the nearest is named, nothing is said of releases, and `inspect` lists the columns.
#[test]
fn a_mistyped_column_leads_to_the_columns() {
    let test = "advice::a_mistyped_column_leads_to_the_columns";
    for (path, typed, meant) in [
        (
            "cases/15-school-places/school_applications_and_offers.csv",
            "first_preference_offer",
            "first_preference_offers",
        ),
        (
            "cases/02-ehcp-timeliness/timeliness_20_week.csv",
            "pc_plans_issued_within_20_week",
            "pc_plans_issued_within_20_weeks",
        ),
    ] {
        let Some(file) = published(test, path) else {
            return;
        };
        let desk = Desk::new();
        for command in [
            vec!["compare", "Blackpool", "--data", text(&file)],
            vec!["inspect", text(&file)],
        ] {
            let refused = desk.run(&[command.as_slice(), &["--column", typed]].concat());
            assert_eq!(refused.code, 3, "{}", refused.err);
            assert!(
                refused
                    .err
                    .contains(&format!("there is no column “{typed}”")),
                "{}",
                refused.err
            );
            assert!(
                refused.err.contains(&format!("“{meant}”")),
                "{}",
                refused.err
            );
            assert!(!refused.err.contains("release"), "{}", refused.err);
            assert!(
                way(&refused.err).contains("yardstick inspect FILE"),
                "{}",
                refused.err
            );
        }
        assert!(desk.done(&["inspect", text(&file)]).contains(meant));
    }
}

/// The unit of a column that is read by hand: percentages stay within 0 and 100.
#[test]
fn a_percentage_by_hand_stays_one() {
    let Some(file) = published(
        "advice::a_percentage_by_hand_stays_one",
        "cases/02-ehcp-timeliness/timeliness_20_week.csv",
    ) else {
        return;
    };
    let told = Desk::new().done(&[
        "compare",
        "Blackpool",
        "--column",
        "pc_plans_issued_within_20_weeks",
        "--where",
        "breakdown=All EHC plans issued",
        "--data",
        text(&file),
    ]);
    assert!(told.contains("60.5") && told.contains('%'), "{told}");
    assert!(!told.contains("121.1"), "{told}");
}

const HEADER: &str = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code";

/// A file with a row for each combination of labels, of every neighbour that is asked for.
fn combined(filters: &[(&str, &[&str])]) -> String {
    let names: Vec<&str> = filters.iter().map(|(name, _)| *name).collect();
    let mut rows = vec![String::new()];
    for (_, labels) in filters {
        rows = rows
            .iter()
            .flat_map(|row| labels.iter().map(move |label| format!("{row},\"{label}\"")))
            .collect();
    }
    let mut text = format!("{HEADER},{},value_percent\n", names.join(","));
    for (at, (code, name, ons)) in [
        ("890", "Blackpool", "E06000009"),
        ("880", "Torbay", "E06000027"),
    ]
    .iter()
    .enumerate()
    {
        for (number, row) in rows.iter().enumerate() {
            let value = 10 * (at + 1) + number;
            text += &format!(
                "2024,Calendar year,Local authority,E92000001,England,E12000002,North West,{ons},{name},{code}{row},{value}\n"
            );
        }
    }
    text
}

/// Where rows are of one place and period, the columns that tell them apart are named, and the options that are advised choose one.
#[test]
fn rows_of_one_place_and_period_are_told_apart_as_advised() {
    let kinds: [&[(&str, &[&str])]; 5] = [
        &[("phase", &["Primary", "Secondary"])],
        &[
            ("phase", &["Primary", "Secondary"]),
            ("sex", &["Boys", "Girls", "Total"]),
        ],
        &[("age", &["5", "6", "7"])],
        &[
            ("topic", &["All", "All"]),
            ("breakdown", &["White", "Black", "Asian"]),
        ],
        &[("sort of school", &["a, b", "c"])],
    ];
    for filters in kinds {
        let desk = Desk::new();
        desk.put("x.csv", combined(filters));
        let base = [
            "compare",
            "Blackpool",
            "--data",
            "x.csv",
            "--column",
            "value_percent",
        ];
        let refused = desk.run(&base);
        assert_eq!(refused.code, 2, "{filters:?}: {}", refused.err);
        let options: Vec<&str> = way(&refused.err)
            .split("--where \"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(option, _)| option)
            .collect();
        if filters.iter().any(|(name, _)| *name == "topic") {
            // Two rows with all labels alike, which no option tells apart.
            assert!(
                options.is_empty() && way(&refused.err).contains("no --where can choose"),
                "{}",
                refused.err
            );
            continue;
        }
        assert_eq!(options.len(), filters.len(), "{filters:?}: {}", refused.err);
        let chosen: Vec<&str> = options
            .iter()
            .flat_map(|option| ["--where", *option])
            .collect();
        let found = desk.json(&[base.as_slice(), &chosen].concat());
        assert!(found[0]["value"].is_number(), "{found}");
    }
}

/// A column is read from EES files only: another format says so, and names the way that is open.
#[test]
fn a_column_of_another_format_is_refused_as_such() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "area,period,indicator,value\nBlackpool,2024,Contacts,812\nBlackpool,2025,Contacts,800\n",
    );
    let refused = desk.run(&[
        "compare",
        "Blackpool",
        "--data",
        "own.csv",
        "--column",
        "value",
    ]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(
        refused.err.contains("a local tidy CSV") && way(&refused.err).contains("name an indicator"),
        "{}",
        refused.err
    );
    let found = desk.json(&["compare", "Blackpool", "Contacts", "--data", "own.csv"]);
    assert_eq!(found[0]["value"], 800);
}

/// A column without a file.
#[test]
fn a_column_needs_a_file() {
    let desk = Desk::new();
    for command in ["compare", "explain"] {
        let refused = desk.run(&[command, "Blackpool", "--column", "number"]);
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(way(&refused.err).contains("--data FILE"), "{}", refused.err);
    }
}

/// An indicator that a file of the catalogue does not hold: what it holds is named, and read.
#[test]
fn an_indicator_of_another_file_is_told_from_an_unknown_file() {
    let test = "advice::an_indicator_of_another_file_is_told_from_an_unknown_file";
    let Some(file) = published(
        test,
        "data/ees/2025/d3_cpps_subsequent_plan_2013_to_2025.csv",
    ) else {
        return;
    };
    let desk = Desk::new();
    let refused = desk.run(&[
        "compare",
        "Blackpool",
        "cla-attainment-8-score",
        "--data",
        text(&file),
    ]);
    assert_eq!(
        refused.code,
        if refused.err.contains("none of the indicators asked for") {
            3
        } else {
            2
        },
        "{}",
        refused.err
    );
    let refused = desk.run(&["compare", "Blackpool", "cla-rate", "--data", text(&file)]);
    assert!(
        refused
            .err
            .contains("none of the indicators asked for is in this file"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("cpp-repeat-percent"),
        "{}",
        refused.err
    );
    desk.done(&[
        "compare",
        "Blackpool",
        "cpp-repeat-percent",
        "--data",
        text(&file),
    ]);
}

/// Files of judgements of which nothing can be read name their cells.
#[test]
fn judgements_that_cannot_be_read_name_their_cells() {
    let test = "advice::judgements_that_cannot_be_read_name_their_cells";
    let Some(file) = published(test, "cases/54-ods-error-cell/error.ods") else {
        return;
    };
    let desk = Desk::new();
    let refused = desk.run(&["judgements", "Blackpool", "--data", text(&file)]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        refused.err.contains("set aside: ") && refused.err.contains("row "),
        "{}",
        refused.err
    );
    desk.done(&["judgements", "Blackpool"]);
    desk.put(
        "own.csv",
        "area,publication_date,overall\nBlackpool,2025-01-01,splendid\n",
    );
    let refused = desk.run(&["judgements", "Blackpool", "--data", "own.csv"]);
    assert!(
        refused.err.contains("splendid") && refused.err.contains("row 2"),
        "{}",
        refused.err
    );
    desk.put("plan.csv", "ref,recommendation,status\n,,\n");
    let refused = desk.run(&["plan", "plan.csv", "--as-at", "2025-06-01"]);
    assert_ne!(refused.code, 0);
    assert!(!way(&refused.err).is_empty(), "{}", refused.err);
}

/// Findings beyond the first few: what lists them all does.
#[test]
fn more_findings_are_listed_as_advised() {
    let desk = Desk::new();
    let rows: String = (0..9)
        .map(|n| format!("Nowhere {n},2025,Contacts,1\n"))
        .collect();
    desk.put(
        "own.csv",
        format!("area,period,indicator,value\nBlackpool,2025,Contacts,812\n{rows}"),
    );
    let command = ["compare", "Blackpool", "Contacts", "--data", "own.csv"];
    let told = desk.run(&command);
    assert!(
        told.err.contains("8 more findings") && told.err.contains("--verbose"),
        "{}",
        told.err
    );
    // What is the matter is said once, with the rows of the others.
    assert_eq!(told.err.matches("the row was set aside").count(), 1);
    assert!(
        told.err.contains("row 4: “Nowhere 1”; row 5: “Nowhere 2”"),
        "{}",
        told.err
    );
    let all = desk.run(&[command.as_slice(), &["--verbose"]].concat());
    for n in 0..9 {
        assert!(all.err.contains(&format!("Nowhere {n}")), "{}", all.err);
    }
}

/// Rows that contradict each other in an officer's own file: no filter is spoken of, for there is none.
#[test]
fn rows_that_contradict_each_other_lead_to_the_file() {
    let desk = Desk::new();
    desk.put(
        "own.csv",
        "area,period,indicator,value\nBlackpool,2025,Contacts,812\nBlackpool,2025,Contacts,813\n",
    );
    let run = desk.run(&["check", "own.csv"]);
    assert!(
        run.out.contains("keep one of the two rows") && !run.out.contains("filter"),
        "{}",
        run.out
    );
}
