//! What may be typed, and what is answered: exit codes, streams, formats, names, settings.

use crate::program::{Desk, run};
use crate::published::{published, text};
use crate::rows::Rows;
use crate::sample::{self, is_sweep};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::OnceLock;

const COMMANDS: [&str; 11] = [
    "authorities",
    "indicators",
    "neighbours",
    "inspect",
    "compare",
    "profile",
    "benchmark",
    "check",
    "explain",
    "completions",
    "man",
];
const FORMATS: [&str; 4] = ["table", "csv", "json", "markdown"];
const BOM: &[u8] = b"\xef\xbb\xbf";
const OWN: &str = "area,period,indicator,value\nBlackpool,2025,cla-adopted-percent,140\n";

/// Each command and its help, asked for once.
fn helps() -> impl Iterator<Item = (&'static str, &'static String)> {
    static TOLD: OnceLock<[String; COMMANDS.len()]> = OnceLock::new();
    let ask = || COMMANDS.map(|command| Desk::new().done(&[command, "--help"]));
    COMMANDS.into_iter().zip(TOLD.get_or_init(ask))
}

#[test]
fn help_names_every_command_and_each_has_its_own() {
    let help = Desk::new().done(&["--help"]);
    for (command, own) in helps() {
        assert!(help.contains(command), "{command} is not in the help");
        assert!(own.contains("Usage: yardstick") && own.len() > 100, "{own}");
        assert!(Desk::new().done(&["help", command]).contains(command));
    }
    assert!(
        help.contains("--data")
            && help.contains("--format")
            && help.contains("--quiet")
            && help.contains("--verbose")
    );
    assert!(!help.contains("extract"), "a maintainer's command");
    let bare = run(&[]);
    assert_eq!((bare.code, bare.out.as_str()), (2, ""));
    assert!(bare.err.contains("Usage"));
}

#[test]
fn help_names_no_option_that_is_not_there() {
    for (command, help) in helps() {
        let named = help
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .filter(|word| word.starts_with("--") && word.len() > 2);
        let listed: BTreeSet<&str> = help
            .lines()
            .filter_map(|line| {
                line.split("--")
                    .nth(1)
                    .filter(|_| line.trim_start().starts_with('-'))
            })
            .collect();
        let listed: BTreeSet<String> = listed
            .iter()
            .map(|rest| {
                format!(
                    "--{}",
                    rest.split([' ', ',', '=']).next().unwrap_or_default()
                )
            })
            .collect();
        let unknown: Vec<&str> = named.filter(|option| !listed.contains(*option)).collect();
        assert!(
            unknown.is_empty(),
            "the help of {command} names {unknown:?}"
        );
    }
}

#[test]
fn version_completions_and_manual() {
    assert_eq!(
        Desk::new().done(&["--version"]),
        format!("yardstick {}\n", env!("CARGO_PKG_VERSION"))
    );
    for (shell, part) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef yardstick"),
        ("fish", "complete -c yardstick"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let script = Desk::new().done(&["completions", shell]);
        assert!(
            script.contains(part) && script.contains("benchmark"),
            "{shell}"
        );
        // The scripts of the others complete options and commands alone.
        let names = [
            "blackburn-with-darwen",
            "cla-rate",
            "placements",
            "corporate-parenting",
        ];
        if ["bash", "zsh"].contains(&shell) {
            for name in names {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }
    let page = Desk::new().done(&["man"]);
    assert!(
        page.contains(".TH yardstick 1") && COMMANDS.iter().all(|command| page.contains(command)),
        "{page}"
    );
}

#[test]
fn exit_codes() {
    let desk = Desk::new();
    desk.put("own.csv", OWN);
    desk.put("bad.csv", "nothing");
    for (arguments, code) in [
        (["neighbours", "Blackpool"].as_slice(), 0),
        (&["check", "own.csv"], 0),
        (&["compare", "Cumbria", "cla-rate"], 1),
        (&["explain", "Isles of Scilly", "cla-rate"], 1),
        (&["neighbours", "Cumberland", "--list", "2021"], 1),
        (
            &[
                "compare",
                "Blackpool",
                "sw-caseload",
                "--data",
                "own.csv",
                "--indicator",
            ],
            2,
        ),
        (&["compare", "Nowhere", "cla-rate"], 2),
        (
            &["compare", "Blackpool", "cla-rate", "--data", "bad.csv"],
            3,
        ),
        (&["benchmark", "--out", "own.csv/b.csv"], 4),
    ] {
        let run = desk.run(arguments);
        assert_eq!(run.code, code, "yardstick {arguments:?}: {}", run.err);
    }
}

#[test]
fn results_go_to_stdout_and_messages_to_stderr() {
    let desk = Desk::new();
    let told = desk.run(&["benchmark", "--indicator", "cla-rate", "--out", "b.csv"]);
    assert!(
        told.out.is_empty() && told.err.contains("rows written to b.csv"),
        "{told:?}"
    );
    let quiet = desk.run(&[
        "benchmark",
        "--quiet",
        "--indicator",
        "cla-rate",
        "--out",
        "b.csv",
    ]);
    assert_eq!(
        (quiet.code, quiet.out.as_str(), quiet.err.as_str()),
        (0, "", "")
    );
    let note = desk.run(&["compare", "Dorset", "cla-rate", "--format", "json"]);
    assert!(
        note.err
            .contains("Dorset is the authority formed on 1 April 2019"),
        "{}",
        note.err
    );
    let _: Value = serde_json::from_str(&note.out).expect("JSON alone");
    assert_eq!(desk.run(&["compare", "Dorset", "cla-rate", "-q"]).err, "");
    // Output into a pipe has no colours unless they are asked for.
    assert!(!desk.done(&["neighbours", "Blackpool"]).contains('\u{1b}'));
    assert!(
        desk.done(&["compare", "Blackpool", "cla-rate", "--colour", "always"])
            .contains('\u{1b}')
    );
    assert_eq!(
        run(&["neighbours", "Blackpool", "--quiet", "--verbose"]).code,
        2
    );
}

#[test]
fn quiet_means_results_and_errors_only() {
    let desk = Desk::new();
    desk.put("own.csv", OWN);
    for command in [
        ["authorities", "Dorset"].as_slice(),
        &["neighbours", "Dorset"],
        &["explain", "Dorset", "cla-rate"],
        &["check", "own.csv"],
        &[
            "profile",
            "Dorset",
            "--indicator",
            "cla-rate",
            "--out",
            "out",
        ],
    ] {
        let run = desk.run(&[command, &["--quiet"]].concat());
        assert_eq!(
            (run.code, run.err.as_str()),
            (0, ""),
            "yardstick {command:?}"
        );
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let desk = Desk::new();
    for arguments in [
        ["indicators", "--all"].as_slice(),
        &["authorities", "--former", "--format", "csv"],
        &["compare", "Blackpool", "cla-rate"],
        &["--help"],
        &["man"],
    ] {
        let mut child = desk
            .program(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), told.as_str()),
            (Some(0), ""),
            "yardstick {arguments:?}"
        );
    }
}

#[test]
fn every_format_everywhere() {
    let desk = Desk::new();
    desk.put("own.csv", OWN);
    let commands = [
        ["authorities", "--region", "North West"].as_slice(),
        &["indicators", "adoption"],
        &["neighbours", "Blackpool"],
        &["inspect", "own.csv"],
        &["compare", "Blackpool", "cla-rate", "cla-sgo-percent"],
        &["check", "own.csv"],
    ];
    for command in sample::some(commands, 4) {
        let shown = FORMATS.map(|format| desk.done(&[command, &["--format", format]].concat()));
        let [table, csv, json, markdown] = &shown;
        assert!(table.lines().count() > 2, "{command:?}\n{table}");
        let rows = Rows::read(csv.as_bytes());
        assert!(
            rows.len() > 0 && rows.header.len() > 2,
            "{command:?}\n{csv}"
        );
        let parsed: Value = serde_json::from_str(json)
            .unwrap_or_else(|fault| panic!("{command:?}: {fault}\n{json}"));
        assert_eq!(
            parsed.as_array().map(Vec::len),
            Some(rows.len()),
            "{command:?}"
        );
        assert!(
            markdown.contains("| ---") || markdown.contains("|---") || markdown.contains("| --"),
            "{command:?}\n{markdown}"
        );
    }
}

#[test]
fn an_explanation_has_every_format_too() {
    let shown = FORMATS
        .map(|format| Desk::new().done(&["explain", "Blackpool", "cla-rate", "--format", format]));
    assert!(
        serde_json::from_str::<Value>(&shown[2]).is_ok(),
        "what --format json gives is no JSON:\n{}",
        shown[2]
    );
    assert!(
        shown[1] != shown[0] && shown[3] != shown[0],
        "--format is passed over"
    );
}

#[test]
fn authorities_answer_to_names_codes_and_abbreviations() {
    let desk = Desk::new();
    let spellings = [
        ("Blackpool", "890"),
        ("blackpool", "890"),
        ("890", "890"),
        ("E06000009", "890"),
        ("Hull", "810"),
        ("810", "810"),
        ("E06000010", "810"),
        ("Kingston upon Hull, City of", "810"),
        ("BwD", "889"),
        ("BCP", "839"),
        ("Dorset", "838"),
        ("Scilly", "420"),
        ("City of London", "201"),
        ("St Helens", "342"),
        ("St. Helens", "342"),
        ("Bristol", "801"),
        ("Herefordshire", "884"),
    ];
    // Every third is a name, a code of either kind, an abbreviation or a part of a name.
    for (query, code) in sample::some(spellings, 3) {
        let run = desk.run(&["compare", query, "cla-rate", "-q", "--format", "json"]);
        let found: Value =
            serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{query}: {}", run.err));
        assert_eq!(found[0]["la_code"], code, "{query}");
    }
    let listed = desk.json(&["authorities"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(153));
    for (query, parts) in [
        (
            "Cumbria",
            ["abolished", "Cumberland", "Westmorland and Furness"].as_slice(),
        ),
        (
            "Northamptonshire",
            &[
                "abolished",
                "North Northamptonshire",
                "West Northamptonshire",
            ],
        ),
        ("Dorset", &["formed on 1 April 2019", "835"]),
        ("Blackpol", &["Blackpool"]),
        ("Middlesborough", &["Middlesbrough"]),
        ("London", &["not an authority"]),
    ] {
        let told = desk.run(&["compare", query, "cla-rate"]).err;
        assert!(
            parts.iter().all(|part| told.contains(part)),
            "{query}: {told}"
        );
    }
}

#[test]
fn a_settings_file_names_the_authority_once() {
    let desk = Desk::new();
    desk.put("yardstick.toml", "authority = \"Torbay\"\n");
    assert_eq!(
        desk.json(&["compare", "cla-rate"])[0]["authority"].as_str(),
        Some("Torbay")
    );
    assert_eq!(
        desk.json(&["compare", "cla-rate", "cpp-rate"])[0]["authority"].as_str(),
        Some("Torbay")
    );
    assert_eq!(
        desk.json(&["compare", "Blackpool", "cla-rate"])[0]["authority"].as_str(),
        Some("Blackpool"),
        "one that is named goes before"
    );
    assert!(
        desk.done(&["neighbours"])
            .contains("Statistical neighbours of Torbay")
    );
    assert!(
        desk.done(&["explain", "cla-rate"])
            .contains("Torbay’s looked after rate")
    );
    desk.done(&["profile", "--indicator", "cla-rate", "--out", "out"]);
    assert!(desk.text("out/index.html").contains("Torbay"));
    for (bytes, part) in [
        ("authorty = \"Torbay\"\n", "authorty"),
        ("authority = Torbay\n", "yardstick.toml"),
        ("authority = \"Torbey\"\n", "Torbay"),
    ] {
        desk.put("yardstick.toml", bytes);
        let run = desk.run(&["compare", "cla-rate"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(
            run.err.contains(part) && run.err.contains("what to do"),
            "{}",
            run.err
        );
    }
    // The help is printed even where the settings file is broken.
    assert_eq!(desk.run(&["--help"]).code, 0);
}

#[test]
fn csv_files_open_in_excel_and_elsewhere() {
    let desk = Desk::new();
    for (more, with) in [([].as_slice(), true), (&["--no-bom"], false)] {
        desk.done(
            &[
                [
                    "profile",
                    "Blackpool",
                    "--indicator",
                    "cla-rate",
                    "--out",
                    "out",
                ]
                .as_slice(),
                more,
            ]
            .concat(),
        );
        desk.done(
            &[
                ["benchmark", "--indicator", "cla-rate", "--out", "b.csv"].as_slice(),
                more,
            ]
            .concat(),
        );
        let tables: Vec<String> = desk
            .files()
            .into_iter()
            .filter(|name| name.ends_with(".csv"))
            .collect();
        assert_eq!(tables.len(), 7, "{tables:?}");
        for name in tables {
            assert_eq!(desk.bytes(&name).starts_with(BOM), with, "{name}");
        }
    }
}

#[test]
fn other_lists_and_groups() {
    let desk = Desk::new();
    let by_2021 = desk.json(&["compare", "Blackpool", "cla-rate", "--list", "2021"]);
    assert_eq!(
        (&by_2021[0]["neighbour_list"], &by_2021[0]["neighbour_mean"]),
        (&"2021".into(), &130.1.into())
    );
    let with = "neighbours,region,england,type,coastal,deprived,Blackpool+Torbay+Hull";
    let found = desk.json(&["compare", "Blackpool", "cla-rate", "--with", with]);
    let groups = found[0]["groups"].as_array().expect("a list");
    let sizes: Vec<(&str, usize)> = groups
        .iter()
        .map(|g| {
            (
                g["key"].as_str().expect("text"),
                g["members"].as_array().expect("a list").len(),
            )
        })
        .collect();
    let names: Vec<&str> = sizes.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        [
            "region", "england", "type", "coastal", "deprived", "by-hand"
        ]
    );
    assert_eq!(
        (sizes[0].1, sizes[1].1, sizes[5].1),
        (23, 152, 2),
        "the authority itself is in no group"
    );
    for group in groups {
        assert!(
            !group["rule"].as_str().expect("text").is_empty(),
            "{}",
            group["key"]
        );
        let members = group["members"].as_array().expect("a list");
        let known: Vec<f64> = members.iter().filter_map(|m| m["value"].as_f64()).collect();
        let mean =
            known.iter().sum::<f64>() / f64::from(u32::try_from(known.len()).expect("153 at most"));
        assert!(
            (group["mean"].as_f64().expect("a number") - mean).abs() < 1e-9,
            "{}",
            group["key"]
        );
        assert!(members.iter().all(|m| m["authority"] != "Blackpool"));
    }
    groups_are_shown_with_rule_and_members(&desk);
}

fn groups_are_shown_with_rule_and_members(desk: &Desk) {
    let told = desk.done(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--with",
        "coastal,Torbay+Hull",
    ]);
    assert!(
        told.contains("half or more of their small areas") && told.contains("not official"),
        "a group without its rule:\n{told}"
    );
    assert!(
        told.contains("Kingston upon Hull") || told.contains("Hull"),
        "a group without its members:\n{told}"
    );
}

#[test]
fn fewer_than_seven_neighbours_are_not_compared_with() {
    let desk = Desk::new();
    // Of one theme in the ordinary suite: the whole has half a million rows.
    let theme: &[&str] = if is_sweep() {
        &[]
    } else {
        &["--theme", "children-in-need"]
    };
    desk.done(&[&["benchmark", "--out", "b.csv"][..], theme].concat());
    let rows = desk.rows("b.csv");
    let few = |row: &crate::rows::Row<'_>| {
        row.get("status") == "published"
            && ["1", "2", "3", "4", "5", "6"].contains(&row.get("neighbours_with_data"))
    };
    let row = rows
        .iter()
        .find(few)
        .expect("an authority with few neighbours that have data");
    assert!(
        row.number("neighbour_mean").is_some(),
        "the benchmark gives the mean of those available"
    );
    let arguments = [
        "compare",
        row.get("la_code"),
        row.get("indicator"),
        "--period",
        row.get("period"),
    ];
    let table = desk.done(&arguments);
    assert!(table.contains("fewer than seven"), "{table}");
    let found = desk.json(&arguments);
    assert_eq!(found[0]["neighbours"]["enough_to_compare"], false);
    let sentences = found[0]["sentences"].to_string();
    assert!(!sentences.contains("the mean of its"), "{sentences}");
    assert!(
        found[0]["neighbours_missing"]
            .as_str()
            .is_some_and(|missing| !missing.is_empty()),
        "which are missing, and why"
    );
}

#[test]
fn file_names_suit_every_system() {
    let Some(data) = published(
        "command_line::file_names_suit_every_system",
        "data/lait/bds_long.csv.gz",
    ) else {
        return;
    };
    let desk = Desk::new();
    let odd = [
        "%_3&4yr_olds",
        "LAC_Fixed_ Ex",
        "%_of LAC Adopted",
        "LAC",
        "CIN_Good _Develop",
        "LAC%_Adopt_AppUnop",
        "LACnum",
    ];
    let odd: Vec<&str> = sample::some(odd, 3).collect();
    let chosen: Vec<&str> = odd.iter().flat_map(|code| ["--indicator", code]).collect();
    desk.done(
        &[
            [
                "profile",
                "Blackpool",
                "--data",
                text(&data),
                "--out",
                "out",
            ]
            .as_slice(),
            &chosen,
        ]
        .concat(),
    );
    let files = desk.files();
    let plain = |name: &str| {
        name.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c))
    };
    let strange: Vec<&String> = files.iter().filter(|name| !plain(name)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    let parts = files
        .iter()
        .flat_map(|name| name.split('/'))
        .map(|part| part.split('.').next().unwrap_or_default());
    let reserved: Vec<&str> = parts
        .filter(|stem| ["con", "nul", "aux", "prn", "com1", "lpt1"].contains(stem))
        .collect();
    assert!(reserved.is_empty(), "{reserved:?}");
    assert_eq!(
        files
            .iter()
            .filter(|name| name.ends_with("-trend.svg"))
            .count(),
        odd.len(),
        "two indicators share a file name"
    );
    assert!(files.iter().all(|name| name.len() < 100));
}

#[test]
fn a_command_takes_the_formats_that_it_has_and_no_other() {
    for (command, formats) in [
        (["compare"].as_slice(), "table, csv, json, markdown"),
        (&["stat", "rate"], "table, csv, json, markdown"),
        (&["store", "list"], "table, csv, json, markdown"),
        (&["news"], "table, csv, json, markdown, html"),
        (&["calendar"], "table, csv, json, markdown, ics"),
    ] {
        let run = run(&[command, &["--format", "docx"]].concat());
        assert_eq!(run.code, 2, "{}", run.err);
        let listed = format!("[possible values: {formats}]");
        assert!(run.err.contains(&listed), "{command:?}: {}", run.err);
    }
    for command in [
        ["profile"].as_slice(),
        &["benchmark"],
        &["schedule"],
        &["store", "export"],
        &["completions"],
        &["man"],
    ] {
        let run = run(&[command, &["--format", "csv"]].concat());
        assert!(
            run.code == 2 && run.err.contains("unexpected argument '--format'"),
            "{command:?}: {}",
            run.err
        );
    }
    for (format, command) in [("ics", "calendar"), ("html", "news")] {
        let run = run(&["neighbours", "Blackpool", "--format", format]);
        assert!(
            run.code == 2 && run.err.contains(&format!("yardstick {command}")),
            "{}",
            run.err
        );
    }
}

#[test]
fn a_group_is_asked_for_by_its_name_or_by_one_of_the_settings() {
    let desk = Desk::new();
    desk.put(
        "yardstick.toml",
        "[group]\n\"Seaside friends\" = [\"Torbay\", \"Southend-on-Sea\", \"Blackpool\"]\n",
    );
    let said = |group: &str| {
        let run = desk.run(&["compare", "Blackpool", "cla-rate", "--with", group]);
        (run.code, run.out + &run.err)
    };
    let (code, text) = said("seaside-friends");
    assert!(
        code == 0
            && text.contains("other authorities of Seaside friends")
            && text.contains("chosen by hand, in yardstick.toml")
            && text.contains("Southend-on-Sea"),
        "{text}"
    );
    let (code, text) = said("core-cities");
    assert!(
        code == 0
            && text.contains("and authorities of the Core Cities group")
            && text.contains("Leeds"),
        "{text}"
    );
    let (code, text) = said("lancs");
    assert!(
        code == 2 && text.contains("greater-manchester") && text.contains("seaside-friends"),
        "{text}"
    );
    desk.put("yardstick.toml", "[group]\n\"Friends\" = [\"Nowhere\"]\n");
    let (code, text) = said("friends");
    assert!(
        code == 2 && text.contains("yardstick.toml") && text.contains("Nowhere"),
        "{text}"
    );
}
