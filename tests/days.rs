//! Days as they are typed: every command reads them by the same rule, and refuses every other text with the same message.

use crate::program::{Desk, Run};
use crate::sample::in_turn;

/// Commands that take a day, here in the place of `DAY`.
const COMMANDS: [&[&str]; 12] = [
    &["compare", "Blackpool", "cla-rate", "--as-at", "DAY"],
    &["benchmark", "--out", "all.csv", "--as-at", "DAY"],
    &["findings", "Blackpool", "--as-at", "DAY"],
    &["judgements", "Blackpool", "--as-at", "DAY"],
    &["calendar", "--as-at", "DAY"],
    &["doctor", "--offline", "--as-at", "DAY"],
    &["schedule", "--print", "windows", "--as-at", "DAY"],
    &["plan", "plan.csv", "--as-at", "DAY"],
    &["news", "--authority", "Blackpool", "--as-at", "DAY"],
    &["store", "prune", "--dry-run", "--before", "DAY"],
    &["import", "own.csv", "--published", "DAY"],
    &[
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--out",
        "own.md",
    ],
];

const PLAN: &str =
    "ref,recommendation,due,status,updated\nA1,x,2025-03-01,in progress,2025-01-31\n";

const PAPER: &str = r#"title = "Own"
[[section]]
heading = "Inspection"
judgements = true
judgements_as_at = "DAY"
"#;

/// Runs a command with a day, in a folder of its own with a store, a plan and the definition of a paper.
fn with_day(command: &[&str], day: &str) -> Run {
    let desk = Desk::new();
    desk.put("plan.csv", PLAN);
    desk.put("own.csv", "a,b\n1,2\n");
    desk.put("own.toml", PAPER.replace("DAY", day));
    let typed = command.iter().map(|word| word.replace("DAY", day));
    let arguments: Vec<String> = ["--store".to_owned(), "store".to_owned()]
        .into_iter()
        .chain(typed)
        .collect();
    let run = desk.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    // Each run has a folder of its own, which some commands name.
    let folder = desk.path("");
    let folder = folder
        .to_str()
        .expect("UTF-8")
        .trim_end_matches(['/', '\\']);
    Run {
        out: run.out.replace(folder, "FOLDER"),
        ..run
    }
}

#[test]
fn every_command_reads_a_day_in_every_spelling() {
    for (at, command) in COMMANDS.into_iter().enumerate() {
        let iso = with_day(command, "2025-03-04");
        assert!(
            !iso.err.contains("one way only"),
            "{command:?}: {}",
            iso.err
        );
        for day in in_turn(["04/03/2025", "04/03/25", "4 March 2025"], at) {
            let other = with_day(command, day);
            assert_eq!(
                (other.code, other.out),
                (iso.code, iso.out.clone()),
                "{command:?} with {day}: {}",
                other.err
            );
        }
    }
}

#[test]
fn every_command_refuses_the_same_days_in_the_same_words() {
    for (at, command) in COMMANDS.into_iter().enumerate() {
        let days = ["04-03-25", "03/31/2025", "04/03/0025", "2101-03-04", "soon"];
        for day in in_turn(days, at) {
            let run = with_day(command, day);
            assert_eq!(run.code, 2, "{command:?} with {day}: {}", run.err);
            assert!(
                run.err.contains(&format!(
                    "“{day}” is not a day that can be read one way only"
                )) && run
                    .err
                    .contains("a day such as 2025-10-31, 31/10/2025 or 31 October 2025"),
                "{command:?} with {day}: {}",
                run.err
            );
        }
    }
}

#[test]
fn a_group_and_a_beginning_of_news_take_the_same_days() {
    let group = |day: &str| {
        let group = format!("judged-good@{day}");
        Desk::new().run(&["compare", "Blackpool", "cla-rate", "--with", &group])
    };
    let iso = group("2025-03-04");
    assert_eq!((iso.code, iso.out), (0, group("04/03/2025").out));
    let news = |day: &str| {
        Desk::new().run(&[
            "--store",
            "store",
            "news",
            "--authority",
            "Blackpool",
            "--since",
            day,
        ])
    };
    assert_eq!(news("2025-03-04").err, news("04/03/2025").err);
    for run in [group("04-03-25"), news("04-03-25")] {
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err
                .contains("a day such as 2025-10-31, 31/10/2025 or 31 October 2025"),
            "{}",
            run.err
        );
    }
}
