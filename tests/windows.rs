//! What Windows' shells, editors and folders do to a run, played on any system: patterns and quotation marks that a shell hands on, UTF-16
//! that PowerShell writes, paths in `yardstick.toml`, archives and digits that are the same wherever they are made.

use crate::program::Desk;
use crate::sample::is_sweep;
use serde_json::Value;

/// UTF-16 with its mark and Windows' line ends, as PowerShell 5.1 writes it behind `>`.
fn of_powershell(text: &str) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_pattern_that_no_shell_expands_names_the_files_that_fit() {
    let desk = Desk::new();
    for (name, value) in [("a", 140), ("b", 150)] {
        let text = format!("area,period,indicator,value\nBlackpool,2025,own-{name},{value}\n");
        desk.put(&format!("in/{name}.csv"), text);
    }
    let told = desk.json(&[
        "compare",
        "Blackpool",
        "local:own-a",
        "local:own-b",
        "--data",
        "in/*.csv",
    ]);
    let values: Vec<_> = (0..2).map(|at| told[at]["value"].as_i64()).collect();
    assert_eq!(values, [Some(140), Some(150)]);
    let run = desk.run(&["check", "in/*.xlsx"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(
        run.err.contains("no file fits this pattern") && run.err.contains("in/*.xlsx"),
        "{}",
        run.err
    );
    let run = desk.run(&["inspect", "in/?.csv"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("name one of them"), "{}", run.err);
}

#[test]
fn a_backslash_before_a_closing_quotation_mark_is_told() {
    let desk = Desk::new();
    let run = desk.run(&[
        "profile",
        "Blackpool",
        "--out",
        r#"C:\x y" --theme children"#,
    ]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("quotation mark") && run.err.contains(r#""C:\x y""#),
        "{}",
        run.err
    );
    assert!(desk.files().is_empty());
}

#[test]
fn a_path_in_the_settings_is_what_was_written_or_refused() {
    for (settings, row) in [
        (r#"store = "C:\temp\new""#, 1),
        ("authority = \"Blackpool\"\nstore = \"C:\\Users\\z\"", 2),
        ("[refresh]\ndrop = [\"C:\\new\"]", 2),
        ("[[output]]\nprofile = true\nout = \"D:\\reports\"", 3),
    ] {
        let desk = Desk::new();
        desk.put("yardstick.toml", settings);
        let run = desk.run(&["authorities", "Hull"]);
        assert_eq!(run.code, 2, "{settings}\n{}", run.err);
        let place = format!("yardstick.toml, row {row}");
        assert!(
            run.err.contains(&place) && run.err.contains("write paths in single quotes"),
            "{settings}\n{}",
            run.err
        );
        desk.put("yardstick.toml", settings.replace('"', "'"));
        desk.done(&["authorities", "Hull"]);
    }
}

#[test]
fn the_settings_that_the_readme_shows_for_windows_are_read() {
    let readme = include_str!("../README.md");
    let section = readme.split("## On Windows").nth(1).expect("a section");
    let example = section
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let example = example.expect("an example");
    assert!(
        example.contains(r"store = 'C:\Data\yardstick'"),
        "{example}"
    );
    let desk = Desk::new();
    desk.put("yardstick.toml", example);
    desk.done(&["authorities", "Hull"]);
}

#[test]
fn texts_that_powershell_wrote_are_read() {
    let desk = Desk::new();
    desk.put(
        "yardstick.toml",
        of_powershell("authority = \"Blackpool\"\n"),
    );
    let told = desk.json(&["compare", "cla-rate"]);
    assert_eq!(told[0]["authority"], "Blackpool");

    let definition = if is_sweep() {
        desk.done(&["paper", "one-page-profile", "--show"])
    } else {
        "title = \"Own\"\n[[section]]\nheading = \"Rate\"\nindicators = [\"cla-rate\"]\n".to_owned()
    };
    desk.put("own.toml", of_powershell(&definition));
    desk.put(
        "own.words.md",
        of_powershell("## cla-rate\nOur own words – “so”.\n"),
    );
    desk.done(&["paper", "own.toml", "--out", "own.md"]);
    assert!(desk.text("own.md").contains("Our own words – “so”."));

    // A manifest that was printed and kept, a paper that was saved again, a table that a command printed.
    let manifest = desk.text("own.manifest.json");
    desk.put("again.manifest.json", of_powershell(&manifest));
    desk.done(&["verify", "again.manifest.json"]);
    desk.put(
        "own.toml",
        of_powershell(&format!("since = true\n{definition}")),
    );
    desk.put("own.manifest.json", of_powershell(&manifest));
    desk.done(&[
        "paper",
        "own.toml",
        "--out",
        "own.md",
        "--date",
        "1 May 2026",
    ]);
    assert!(
        desk.text("own.manifest.json")
            .contains("\"since\": \"own.last.manifest.json\"")
    );
    let paper = desk.text("own.md");
    desk.put("again.md", of_powershell(&paper));
    let run = desk.run(&["lint", "again.md"]);
    assert!(run.code <= 1, "{}", run.err);
    assert_eq!(
        run.out.replace("again.md", ""),
        desk.run(&["lint", "own.md"]).out.replace("own.md", "")
    );
    let plan = "ref,recommendation,status\n1.1,Do it – “soon”,open\n";
    desk.put("plan.csv", of_powershell(plan));
    assert!(
        desk.done(&["plan", "plan.csv", "--as-at", "2026-01-01"])
            .contains('1')
    );
}

#[test]
fn a_definition_is_written_as_it_is() {
    let desk = Desk::new();
    let printed = desk.done(&["paper", "workforce", "--show"]);
    desk.done(&["paper", "workforce", "--show", "--out", "papers/own.toml"]);
    assert_eq!(desk.bytes("papers/own.toml"), printed.as_bytes());
    let run = desk.run(&["paper", "workforce", "--show", "--out", "own.docx"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains(".toml"), "{}", run.err);
    assert_eq!(desk.files(), ["papers/own.toml"]);
}

/// The most significant digits of a number with a point or a power in a JSON text; whole numbers keep all of theirs.
fn most_digits(text: &str) -> usize {
    let numbers = text
        .lines()
        .filter_map(|line| line.trim().trim_end_matches(',').rsplit(' ').next())
        .filter(|word| word.parse::<f64>().is_ok() && word.contains(['.', 'e']));
    let digits = numbers.map(|word| {
        let mantissa = word.split('e').next().unwrap_or_default();
        let plain = mantissa.trim_start_matches('-').replace('.', "");
        plain.trim_start_matches('0').trim_end_matches('0').len()
    });
    let all: Vec<usize> = digits.collect();
    assert!(all.len() > 100, "{} numbers", all.len());
    all.into_iter().max().unwrap_or_default()
}

#[test]
fn numbers_leave_with_twelve_digits_and_a_manifest_of_another_system_is_as_it_was() {
    let desk = Desk::new();
    // A shorter paper and the findings of one theme in the ordinary suite.
    let (paper, theme): (&str, &[&str]) = if is_sweep() {
        ("scrutiny-social-care", &[])
    } else {
        ("workforce", &["--theme", "looked-after"])
    };
    desk.done(&[
        "paper",
        paper,
        "--authority",
        "Blackpool",
        "--out",
        "paper.md",
    ]);
    let manifest = desk.text("paper.manifest.json");
    assert_eq!(most_digits(&manifest), 12);
    let findings = [&["findings", "Blackpool", "--format", "json"][..], theme].concat();
    assert_eq!(most_digits(&desk.done(&findings)), 12);
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    // Logarithms and powers of another system differ in the last bit, which may turn the last digit; more than that is told.
    let moved = |by: f64| {
        fn shift(value: &mut Value, by: f64) {
            match value {
                Value::Number(number) if number.is_f64() => {
                    let shifted = number.as_f64().map_or(0.0, |value| value * (1.0 + by));
                    *value = Value::from(shifted);
                }
                Value::Array(items) => items.iter_mut().for_each(|item| shift(item, by)),
                Value::Object(fields) => fields.values_mut().for_each(|field| shift(field, by)),
                _ => {}
            }
        }
        let mut other = manifest.clone();
        shift(&mut other["entries"], by);
        other.to_string()
    };
    desk.put("other.manifest.json", moved(1e-15));
    desk.done(&["verify", "other.manifest.json"]);
    desk.put("wrong.manifest.json", moved(1e-7));
    assert_eq!(desk.run(&["verify", "wrong.manifest.json"]).code, 1);
}

#[test]
fn archives_say_the_same_of_the_system_everywhere() {
    let desk = Desk::new();
    desk.done(&[
        "paper",
        "one-page-profile",
        "--authority",
        "Blackpool",
        "--out",
        "p.docx",
        "--out",
        "p.xlsx",
        "--out",
        "p.ods",
    ]);
    for name in ["p.docx", "p.xlsx", "p.ods"] {
        let bytes = desk.bytes(name);
        let entries: Vec<_> = bytes
            .windows(6)
            .filter(|window| window.starts_with(b"PK\x01\x02"))
            .map(|window| window[5])
            .collect();
        assert!(
            entries.len() > 3 && entries.iter().all(|made_on| *made_on == 3),
            "{name}: {entries:?}"
        );
    }
}

/// Every source file of the program without its tests, by path.
fn sources() -> Vec<(String, String)> {
    fn gather(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                gather(&path, found);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                let own = text
                    .split("#[cfg(test)]\nmod tests")
                    .next()
                    .unwrap_or_default();
                found.push((name, own.to_owned()));
            }
        }
    }
    let mut found = Vec::new();
    gather(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found
}

#[test]
fn what_would_differ_on_windows_leaves_by_one_door() {
    for (what, doors) in [
        // The options of an archive's part name the system unless they are told not to.
        ("SimpleFileOptions::default", &["world/packing.rs"][..]),
        // JSON with numbers; what a store keeps for itself and the report of a refresh have none with decimals.
        (":#}\\n\"", &["table/json.rs", "table/terminal.rs"]),
        (
            "to_string_pretty",
            &[
                "cli/refresh.rs",
                "refresh/state.rs",
                "store/index.rs",
                "store/intake.rs",
                "store/readings.rs",
            ],
        ),
        // It doubles the backslashes of a path.
        ("escape_debug", &[]),
        ("escape_default", &[]),
    ] {
        for (name, text) in sources() {
            let is_door = doors.iter().any(|door| name.ends_with(door));
            assert!(is_door || !text.contains(what), "{name}: {what}");
        }
    }
}
