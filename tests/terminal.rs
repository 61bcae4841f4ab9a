//! What reaches a terminal: nothing that it would obey, from whatever file, name or option it comes; and a run whose output could not
//! be written says so.

use crate::program::{Desk, Run};
use crate::refresh::{Office, changed, cla};
use crate::sample::{self, is_sweep};

/// Letters that a terminal obeys, or that turn the direction of what follows.
const HOSTILE: &str = "\u{1b}[31m\u{1b}]0;t\u{7}\u{8}\u{c}\u{7f}\u{85}\u{9b}2J\u{202e}\u{2066}";

/// Whether a letter may not reach a terminal. Said here anew, so that the program's own list is checked too.
fn is_obeyed(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_harmless(arguments: &[&str], run: &Run) {
    for (stream, text) in [("stdout", &run.out), ("stderr", &run.err)] {
        let text = text.replace("\r\n", "\n");
        if let Some(at) = text.find(is_obeyed) {
            let around: String = text[..at].chars().rev().take(60).collect();
            let around: String = around.chars().rev().collect();
            panic!(
                "{arguments:?}: {:?} in {stream} after “{around}”",
                text[at..].chars().next()
            );
        }
    }
}

/// A folder of files in which names, cells and headings are hostile.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let h = HOSTILE;
    // Windows has no such letters in names of files.
    let name = if cfg!(unix) {
        format!("a{h}")
    } else {
        "a".to_owned()
    };
    let months: String = (1..=14)
        .map(|at| {
            let (year, month) = (2024 + (at - 1) / 12, (at - 1) % 12 + 1);
            format!(
                "Blackpool,{year}-{month:02},Visits {h},{}\n",
                60 + at * 7 % 11
            )
        })
        .collect();
    let own = format!(
        "area,period,indicator,value\n{months}{h},2024-04,Visits {h},{h}\nBlackpool,{h},x,1\n"
    );
    desk.put(&format!("{name}.csv"), &own);
    desk.put(
        "odd-head.csv",
        format!("area,period,indicator,value,{h}\nBlackpool,2024,x {h},1,{h}\n"),
    );
    desk.put(
        "ees.csv",
        format!(
            "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,{h},cla_rate\n\
             2025,{h},Local authority,E92000001,England,E12000002,North West,890,E06000009,Black{h}pool,{h},{h}\n"
        ),
    );
    desk.put(
        "plan.csv",
        format!(
            "ref,recommendation,owner,due,started,status,updated,indicator,target,{h}\n\
             A{h},Do {h},{h},{h},{h},{h},2025-05-14,{h},{h},{h}\nA2{h},x,{h},2025-01-01,,in progress,2025-05-14,cla-rate,5,\n"
        ),
    );
    put_papers(&desk);
    (desk, name)
}

/// Judgements, papers, definitions, wording and manifests.
fn put_papers(desk: &Desk) {
    let h = HOSTILE;
    desk.put(
        "judged.csv",
        format!(
            "area,framework,kind,inspection_date,publication_date,overall,{h}\nBlackpool,ILACS,standard inspection,2022-12-05,{h},Good,\n\
             Lancashire,ILACS,standard inspection,2022-11-28,2023-01-27,Good,\n{h},ILACS,standard inspection,2022-11-28,2023-01-27,{h},{h}\n"
        ),
    );
    desk.put(
        "paper.md",
        format!("# Blackpool {h}\n\nIn {h} Blackpool had a rate of 999 per 10,000 children looked after at 31 March 2025{h}.\n"),
    );
    desk.put(
        "own.toml",
        "title = \"A\\u001b[31m\\u009b\\u202e paper\"\n[[section]]\nheading = \"\\u001b[31m\"\nindicators = [\"\\u001b[31m\"]\n",
    );
    desk.put("broken.toml", format!("title = \"A{h}\"\n{h} = 1\n"));
    desk.put("phrases.csv", format!("key,phrase,brief\n{h},{h},{h}\n"));
    desk.put(
        "stat.csv",
        format!("area,events,population,{h}\n{h},1,10,\n{h}b,{h},{h},{h}\n"),
    );
    desk.put("p.manifest.json", format!("{{\"paper\": \"{h}\"}}"));
    desk.put(
        "q.manifest.json",
        "{\"title\": \"\\u001b[31m\\u009b\\u202e\"}",
    );
    desk.put("other.zip", format!("PK\u{3}\u{4}{h}"));
}

/// Each command with what it reads or is told, and how much of it is hostile; `FILE` stands for the file with the hostile name.
const ORDERS: &[&[&str]] = &[
    &["benchmark", "--out", "HOSTILE.txt"],
    &["benchmark", "--out", "b.csv", "--data", "FILE"],
    &["authorities", "HOSTILE"],
    &["indicators", "HOSTILE"],
    &["neighbours", "HOSTILE"],
    &["judgements", "HOSTILE"],
    &[
        "judgements",
        "Blackpool",
        "--data",
        "judged.csv",
        "--as-at",
        "2024-01-01",
        "--verbose",
    ],
    &["judgements", "Blackpool", "--data", "FILE"],
    &["inspect", "FILE"],
    &["inspect", "odd-head.csv"],
    &["inspect", "ees.csv"],
    &[
        "inspect", "ees.csv", "--column", "cla_rate", "--where", "HOSTILE",
    ],
    &["inspect", "HOSTILE"],
    &["compare", "Blackpool", "HOSTILE"],
    &[
        "compare",
        "Blackpool",
        "Visits HOSTILE",
        "--data",
        "FILE",
        "--verbose",
    ],
    &["compare", "Blackpool", "cla-rate", "--period", "HOSTILE"],
    &["compare", "Blackpool", "cla-rate", "--with", "HOSTILE"],
    &[
        "compare",
        "Blackpool",
        "cla-rate",
        "--data",
        "ees.csv",
        "--verbose",
    ],
    &[
        "compare",
        "Blackpool",
        "cla-rate",
        "--phrases",
        "phrases.csv",
    ],
    &["findings", "Blackpool", "--data", "FILE", "--verbose"],
    &["findings", "Blackpool", "--data", "odd-head.csv"],
    &["lint", "paper.md", "--authority", "Blackpool"],
    &["lint", "paper.md"],
    &["lint", "HOSTILE.md"],
    &[
        "profile",
        "Blackpool",
        "--data",
        "FILE",
        "--out",
        "prof HOSTILE",
        "--indicator",
        "Visits HOSTILE",
    ],
    &["paper"],
    &["paper", "own.toml", "--show"],
    &[
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--out",
        "o.md",
    ],
    &[
        "paper",
        "broken.toml",
        "--authority",
        "Blackpool",
        "--out",
        "o.md",
    ],
    &[
        "paper",
        "one-page-profile",
        "--authority",
        "Blackpool",
        "--template",
        "other.zip",
        "--out",
        "o.docx",
    ],
    &[
        "paper",
        "improvement-plan",
        "--authority",
        "Blackpool",
        "--plan",
        "plan.csv",
        "--out",
        "o HOSTILE.md",
    ],
    &["paper", "HOSTILE", "--out", "o.md"],
    &["verify", "p.manifest.json"],
    &["verify", "q.manifest.json"],
    &["explain", "--paper", "p.manifest.json", "HOSTILE"],
    &["explain", "Blackpool", "HOSTILE"],
    &["explain", "Blackpool", "Visits HOSTILE", "--data", "FILE"],
    &["plan", "plan.csv", "--authority", "Blackpool", "--verbose"],
    &["plan", "plan.csv", "--before", "FILE"],
    &["check", "FILE", "odd-head.csv", "ees.csv", "other.zip"],
    &["stat", "rate", "--input", "stat.csv"],
    &["stat", "control", "--input", "FILE"],
    &["stat", "funnel", "--input", "stat.csv"],
    &[
        "import",
        "FILE",
        "other.zip",
        "--store",
        "st HOSTILE",
        "--release",
        "HOSTILE",
    ],
    &["store", "list", "--store", "st HOSTILE"],
    &["store", "check", "--store", "st HOSTILE"],
    &["store", "rescreen", "--store", "st HOSTILE"],
    &["store", "prune", "--before", "HOSTILE", "--store", "st"],
    &[
        "revisions",
        "--store",
        "st HOSTILE",
        "--between",
        "HOSTILE",
        "HOSTILE",
    ],
    &["refresh", "--offline", "--store", "st HOSTILE"],
    &["refresh", "--offline", "--only", "HOSTILE", "--store", "st"],
    &[
        "news",
        "--since",
        "HOSTILE",
        "--authority",
        "Blackpool",
        "--store",
        "st HOSTILE",
    ],
    &["calendar", "--authority", "HOSTILE"],
    &["calendar", "--format", "ics"],
    &["schedule", "--print", "cron", "--at", "HOSTILE"],
    &["schedule", "--print", "cron", "--store", "st HOSTILE"],
    &["doctor", "--offline", "--store", "st HOSTILE"],
    &["completions", "bash"],
    &["completions", "HOSTILE"],
    &["man"],
    &["help"],
    &["HOSTILE"],
    &["compare", "--HOSTILE"],
];

#[test]
fn nothing_that_a_terminal_obeys_is_printed_by_any_command() {
    let (desk, name) = desk();
    let file = format!("{name}.csv");
    let mut spelled = 0;
    for (at, order) in sample::some(ORDERS.iter().enumerate(), 3) {
        let hostile = if cfg!(unix) { HOSTILE } else { "\u{202e}" };
        let order: Vec<String> = order
            .iter()
            .map(|word| word.replace("HOSTILE", hostile).replace("FILE", &file))
            .collect();
        let order: Vec<&str> = order.iter().map(String::as_str).collect();
        // Each order as a terminal gets it, and in a sweep in one more form, all of which have their turn with every sort of order.
        let other: [&[&str]; 3] = [
            &["--format", "csv"],
            &["--format", "json"],
            &["--format", "markdown"],
        ];
        let forms = [&[][..], other[at % other.len()]];
        let forms = if is_sweep() { &forms[..] } else { &forms[..1] };
        for format in forms {
            if !format.is_empty() && order.contains(&"--format") {
                continue;
            }
            let arguments = [&order[..], format].concat();
            let run = desk.run(&arguments);
            assert_harmless(&arguments, &run);
            spelled += usize::from(
                [&run.out, &run.err]
                    .iter()
                    .any(|text| text.contains("\\u001b")),
            );
            if *format == ["--format", "json"] && run.code == 0 && run.out.starts_with(['[', '{']) {
                let read: Result<serde_json::Value, _> = serde_json::from_str(&run.out);
                assert!(read.is_ok(), "{arguments:?}: {read:?}");
            }
        }
    }
    let least = if is_sweep() { 30 } else { 6 };
    assert!(
        spelled > least,
        "most runs repeat what they were given: {spelled}"
    );
    // The settings file is read by every command.
    desk.put("yardstick.toml", format!("authority = \"{HOSTILE}\"\n"));
    assert_harmless(&["settings"], &desk.run(&["compare", "cla-rate"]));
    desk.put("yardstick.toml", "authority = \"\\u001b[31m\\u009b\"\nstore = \"\\u001b[31m\"\n[[output]]\npaper = \"\\u001b[31m\"\n");
    for arguments in [
        &["compare", "cla-rate"][..],
        &["doctor", "--offline"],
        &["calendar"],
        &["news"],
    ] {
        assert_harmless(arguments, &desk.run(arguments));
    }
}

/// What a service answers: titles, names of releases, headings of files.
#[test]
fn answers_of_a_service_are_printed_harmless() {
    let Some(mut release) = cla("2025") else {
        return println!("skipped: the published files are not here");
    };
    release.title = "Children \u{1b}[31m\u{9b}2J\u{202e} looked after";
    release.release = format!("2025 {HOSTILE}");
    let sound = changed(&release, |text| text);
    let odd = changed(&release, |text| {
        text.replacen("time_period", &format!("time_{HOSTILE}"), 1)
    });
    for (at, release) in [sound, odd].into_iter().enumerate() {
        let office = Office::new(vec![release], "");
        let orders = [
            &["refresh", "--dry-run"][..],
            &["refresh", "--verbose"],
            &["refresh", "--format", "json"],
            &["store", "list"],
            &["store", "list", "--format", "csv"],
            &["revisions"],
            &["news"],
            &["calendar"],
            &["doctor", "--offline"],
        ];
        // In the ordinary suite the two have the commands in turn.
        let apart = if is_sweep() { 1 } else { 2 };
        for arguments in orders.into_iter().skip(at % apart).step_by(apart) {
            assert_harmless(arguments, &office.desk.run(arguments));
        }
    }
}

#[test]
fn a_file_with_line_ends_in_its_name_tells_no_second_message() {
    let desk = Desk::new();
    if cfg!(unix) {
        let name = "a\nyardstick: all is well.csv";
        desk.put(name, "no,columns\n1,2\n");
        for arguments in [["check", name], ["inspect", name], ["plan", name]] {
            let run = desk.run(&arguments);
            assert!(
                !run.err.contains("\nyardstick: all is well"),
                "{arguments:?}: {}",
                run.err
            );
        }
    }
}

#[test]
fn colours_are_still_printed() {
    let run = Desk::new().run(&["neighbours", "Blackpool", "--colour", "always"]);
    assert!(run.out.contains("\u{1b}[1m"), "{}", run.out);
}

#[cfg(target_os = "linux")]
const FORMATS: [&str; 4] = ["table", "csv", "json", "markdown"];
/// Commands that print a table in each of these.
#[cfg(target_os = "linux")]
const WITH_FORMATS: &[&[&str]] = &[
    &["authorities"],
    &["indicators"],
    &["neighbours", "Blackpool"],
    &["judgements", "Blackpool"],
    &["compare", "Blackpool", "cla-rate"],
    &["explain", "Blackpool", "cla-rate"],
    &["findings", "Blackpool"],
    &["inspect", "stat.csv"],
    &["check", "stat.csv"],
    &["lint", "paper.md", "--authority", "Blackpool"],
    &["plan", "plan.csv"],
    &["paper"],
    &["stat", "rate", "--input", "stat.csv"],
    &["store", "list", "--store", "st"],
    &["calendar"],
    &["doctor", "--offline"],
];
/// Whatever else is printed.
#[cfg(target_os = "linux")]
const OTHERS: &[&[&str]] = &[
    &["--help"],
    &["--version"],
    &["help", "compare"],
    &["compare", "--help"],
    &["completions", "bash"],
    &["completions", "powershell"],
    &["man"],
    &["paper", "workforce", "--show"],
    &["schedule", "--print", "cron"],
    &["calendar", "--format", "ics"],
];

/// `/dev/full` takes nothing, as a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told_by_every_command() {
    use std::process::Stdio;
    let full = || {
        Stdio::from(
            std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .expect("a device"),
        )
    };
    let desk = Desk::new();
    desk.put(
        "plan.csv",
        "ref,recommendation,status,updated\nA1,x,complete,2025-05-14\n",
    );
    desk.put("stat.csv", "events,population\n1,10\n");
    desk.put(
        "paper.md",
        "The rate of children looked after in Blackpool was 999 per 10,000 at 31 March 2025.\n",
    );
    // In the ordinary suite some commands in one form each, all forms in turn.
    let mut orders: Vec<Vec<&str>> = sample::some(WITH_FORMATS.iter().enumerate(), 5)
        .flat_map(|(at, order)| {
            sample::in_turn(FORMATS, at).map(|format| [order, &["--format", format][..]].concat())
        })
        .collect();
    orders.extend(sample::some(OTHERS, 3).map(|order| order.to_vec()));
    for order in orders {
        let output = desk
            .program(&order)
            .stdout(full())
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        if output.status.code() != Some(4) {
            let sound = desk.run(&order);
            assert!(sound.out.is_empty(), "{order:?}: {told}");
            continue;
        }
        assert!(told.contains("standard output"), "{order:?}: {told}");
    }
    // Nobody can be told where the errors go nowhere; the run still ends as it would.
    for (order, code) in [
        (&["compare", "Nowhere", "cla-rate"][..], 2),
        (&["compare", "--nothing"], 2),
    ] {
        let output = desk
            .program(order)
            .stderr(full())
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{order:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    use std::process::Stdio;
    let desk = Desk::new();
    for order in [
        &["authorities", "--format", "csv"][..],
        &["man"],
        &["--help"],
        &["completions", "zsh"],
    ] {
        let mut child = desk
            .program(order)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(
            (
                output.status.code(),
                String::from_utf8_lossy(&output.stderr).as_ref()
            ),
            (Some(0), ""),
            "{order:?}"
        );
    }
}
