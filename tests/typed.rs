//! What README and help say to type runs as it stands, in the order in which it stands there; and README, help and the manual page name
//! the same commands and exit codes.

use crate::program::{Desk, Run, utf8};
use crate::published::published;
use crate::sample::{self, is_sweep};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The commands of the program, by its own help: names that stand below a heading, two blanks in.
fn commands() -> Vec<String> {
    let help = Desk::new().done(&["--help"]);
    let (_, list) = help
        .split_once("\n\nMake something to read:\n")
        .expect("a list of commands");
    let (list, _) = list.split_once("\nOptions:").expect("an end");
    list.lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| line.starts_with(char::is_alphabetic))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// A line as a shell runs it, the program found by its name.
fn typed(desk: &Desk, line: &str) -> Run {
    let own = desk.program(&[]);
    let program = Path::new(own.get_program()).parent().expect("a folder");
    let mut path = vec![program.to_owned()];
    path.extend(std::env::split_paths(
        &std::env::var_os("PATH").expect("a path"),
    ));
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(desk.path(""));
    for (name, value) in own.get_envs() {
        shell.env(name, value.expect("a value"));
    }
    let output = shell
        .env("PATH", std::env::join_paths(path).expect("a path"))
        .output()
        .expect("a shell");
    Run {
        code: output.status.code().unwrap_or(-1),
        out: utf8(output.stdout),
        err: utf8(output.stderr),
    }
}

/// A folder with what the commands name: files of the project, the officer's own, and the published ones where they are here.
fn prepared(test: &str) -> (Desk, bool) {
    let desk = Desk::new();
    for name in [
        "example-plan.csv",
        "example-plan-2025-07.csv",
        "example-framework.toml",
        "example-figures.csv",
        "example-own-figures.csv",
        "example-months.csv",
        "example-audits.csv",
        "example-backlog.csv",
    ] {
        let bytes = std::fs::read(Path::new(ROOT).join("reports").join(name)).expect("an example");
        desk.put(&format!("reports/{name}"), &bytes);
        let own = match name {
            "example-plan.csv" => "plan.csv",
            "example-plan-2025-07.csv" => "older.csv",
            "example-framework.toml" => "framework.toml",
            "example-figures.csv" => "figures.csv",
            "example-own-figures.csv" => "own.csv",
            "example-audits.csv" => "audits.csv",
            "example-backlog.csv" => "backlog.csv",
            _ => "visits.csv",
        };
        desk.put(own, &bytes);
    }
    desk.put("events.csv", "events,population\n3,100\n5,120\n");
    // Nobody is to be reached from a test.
    desk.put(
        ".config/yardstick/yardstick.toml",
        "[refresh]\nproxy = \"http://127.0.0.1:9\"\ntries = 1\npause = 0\ntimeout = 1\n",
    );
    let mut has_published = true;
    for (year, folder) in [
        ("2024", "november-2024"),
        ("2025", "november-2025"),
        ("2025", "downloads"),
    ] {
        let name = "cla_number_and_rate_per_10k_children.csv";
        match published(test, &format!("data/ees/{year}/{name}")) {
            Some(file) => desk.put(
                &format!("{folder}/{name}"),
                std::fs::read(file).expect("a file"),
            ),
            None => has_published = false,
        }
    }
    (desk, has_published)
}

/// Exit codes that a command may end with here; all others have to succeed.
fn may_end_with(line: &str) -> &'static [i32] {
    let after = line.trim_start_matches("yardstick ");
    match after {
        // No network.
        "refresh" | "refresh --dry-run" => &[12],
        _ if after.starts_with("doctor") => &[0, 1],
        // Taken in, or set aside with the reason.
        _ if after.starts_with("import") => &[10, 11],
        _ => &[0],
    }
}

/// Whether a command makes everything for everybody, for which only a sweep has time. Other tests look at what it makes.
fn is_long(line: &str) -> bool {
    let is_whole_profile = line.starts_with("yardstick profile") && !line.contains("--");
    is_whole_profile
        || line.starts_with("yardstick explore")
        || line.starts_with("yardstick benchmark --out all.")
        || line.contains("--every-authority")
}

/// Whether a command reads published files, or a store that was made of them.
fn rests_on_published(line: &str) -> bool {
    ["import", "store", "revisions", "--as-at 2024", "downloads"]
        .iter()
        .any(|part| line.contains(part))
}

/// What a line reads or is told, and the file or folder that it makes, empty where none is named.
fn sides(line: &str) -> (&str, &str) {
    let (told, made) = line
        .split_once(" --out ")
        .or_else(|| line.split_once(" > "))
        .unwrap_or((line, ""));
    (told, made.split(' ').next().unwrap_or_default())
}

/// Whether a line reads what an earlier one makes, be it a file beside the one that is named there.
fn reads(line: &str, earlier: &str) -> bool {
    if earlier.starts_with("yardstick import") {
        return rests_on_published(line);
    }
    let (_, made) = sides(earlier);
    let name = made.split(['.', '/']).next().unwrap_or_default();
    let is_of =
        |rest: &str| rest.starts_with(['.', '/']) || (rest.is_empty() && made.contains('/'));
    !name.is_empty()
        && sides(line)
            .0
            .split(' ')
            .any(|word| word.strip_prefix(name).is_some_and(is_of))
}

/// The lines of every sixth command in the ordinary suite, and what makes the files that they read; all in a sweep.
fn sampled<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let command = |line: &'l str| line.split(' ').nth(1).unwrap_or_default();
    let mut commands: Vec<&str> = Vec::new();
    for &line in lines.iter().filter(|line| !is_settings(line)) {
        if !commands.contains(&command(line)) {
            commands.push(command(line));
        }
    }
    let chosen: Vec<&str> = sample::some(commands, 6).collect();
    let mut taken: Vec<&str> = Vec::new();
    for &line in lines.iter().rev() {
        let is_read = || taken.iter().any(|later| reads(later, line));
        if is_settings(line) || chosen.contains(&command(line)) || is_read() {
            taken.push(line);
        }
    }
    taken.reverse();
    taken
}

/// Whether a line is not typed but put into a file.
fn is_settings(line: &str) -> bool {
    line.starts_with("settings:")
}

/// Runs each line once, in order; what rests on published files only where they are here.
fn run_all(test: &str, lines: &[String]) {
    let (desk, has_published) = prepared(test);
    let can_run = |line: &&str| {
        let is_asked = *line == "yardstick start";
        let has_no_time = is_long(line) && !is_sweep();
        let has_no_files = rests_on_published(line) && !has_published;
        let is_left_out = is_asked || has_no_time || has_no_files;
        is_settings(line) || !is_left_out
    };
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(can_run).collect();
    let mut done = BTreeSet::new();
    for line in sampled(&lines) {
        if let Some(settings) = line.strip_prefix("settings:") {
            desk.put("yardstick.toml", settings);
            continue;
        }
        if !done.insert(line) {
            continue;
        }
        let run = typed(&desk, line);
        assert!(
            may_end_with(line).contains(&run.code),
            "{line}\nends with {}: {}{}",
            run.code,
            run.out,
            run.err
        );
        let says = !run.out.is_empty() || !run.err.is_empty() || line.contains('>');
        assert!(says || line.contains("--out"), "{line} says nothing");
    }
    let least = if is_sweep() { 30 } else { 6 };
    assert!(done.len() > least, "{done:?}");
}

/// The commands and settings of README in its order: lines of code, code within lines, and settings as a file.
fn of_readme() -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    let mut found = Vec::new();
    for (at, block) in text.split("```").enumerate() {
        if at % 2 == 0 {
            let code = block.split('`').skip(1).step_by(2);
            let code = code.map(|code| code.split_whitespace().collect::<Vec<_>>().join(" "));
            found.extend(code.filter(|code| code.starts_with("yardstick ")));
        } else if let Some(settings) = block.strip_prefix("toml\n") {
            found.push(format!("settings:{settings}"));
        } else {
            let lines = block.lines().skip(1);
            let known = |line: &&str| !["cargo build --release", "cargo test"].contains(line);
            for line in lines.filter(known) {
                assert!(line.starts_with("yardstick "), "README: {line}");
                found.push(line.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_command_of_the_readme_runs_in_the_order_in_which_it_stands_there() {
    run_all(
        "typed::every_command_of_the_readme_runs_in_the_order_in_which_it_stands_there",
        &of_readme(),
    );
}

#[test]
fn every_example_of_the_help_runs_as_it_stands() {
    let desk = Desk::new();
    let mut lines = Vec::new();
    let mut take = |words: &[&str]| {
        let long = desk.done(&[words, &["--help"]].concat());
        let short = desk.done(&[words, &["-h"]].concat());
        assert!(short.len() < long.len() || words == ["start"], "{words:?}");
        assert!(short.ends_with('\n') && long.ends_with('\n'), "{words:?}");
        let examples: Vec<String> = long
            .lines()
            .filter_map(|line| line.strip_prefix("  yardstick "))
            .map(|line| format!("yardstick {line}"))
            .collect();
        assert!(!examples.is_empty(), "{words:?} has no example");
        for example in examples.iter().take(3) {
            assert!(short.contains(example), "{words:?} -h lacks {example}");
        }
        lines.extend(examples);
    };
    take(&[]);
    for command in commands() {
        take(&[&command]);
        if command == "store" {
            for part in ["list", "report", "check", "rescreen", "prune", "export"] {
                take(&["store", part]);
            }
        }
    }
    run_all("typed::every_example_of_the_help_runs_as_it_stands", &lines);
}

#[test]
fn readme_help_and_manual_name_the_same_commands_and_exit_codes() {
    let there: BTreeSet<String> = commands().into_iter().collect();
    assert!(there.len() > 25, "{there:?}");
    let short = Desk::new().done(&["-h"]);
    let manual = Desk::new().done(&["man"]).replace("\\-", "-");
    for command in &there {
        assert!(short.contains(command), "-h: {command}");
        assert!(
            manual.contains(&format!("\\fByardstick {command}\\fR")),
            "man: {command}"
        );
    }
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    let named: BTreeSet<String> = readme
        .split(|letter: char| !letter.is_alphanumeric())
        .map(str::to_owned)
        .collect();
    let missing: Vec<&String> = there.difference(&named).collect();
    assert!(missing.is_empty(), "README does not name {missing:?}");
    for line in of_readme() {
        let command = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let known = ["-h", "why", "authority"].contains(&command.as_str());
        let is_settings = line.starts_with("settings:");
        assert!(
            known || is_settings || there.contains(&command),
            "README: {line}"
        );
    }
    for section in [
        "EXIT STATUS",
        "FILES",
        "ENVIRONMENT",
        "COMMANDS",
        "EXAMPLES",
    ] {
        assert!(manual.contains(section), "man has no {section}");
    }
    let (_, codes) = readme.split_once("## Exit codes").expect("a heading");
    let rows = codes
        .lines()
        .filter(|line| line.starts_with("| ") && !line.contains("---"));
    let mut seen = 0;
    for row in rows.skip(1).take_while(|row| row.starts_with("| ")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let meaning: String = cells[2]
            .split('`')
            .enumerate()
            .map(|(at, part)| match at % 2 {
                0 => part.to_owned(),
                _ => format!("“{part}”"),
            })
            .collect();
        assert!(manual.contains(&meaning), "man: {meaning}");
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// Nothing that is not there, or lies where it should not, is told in the words of the system.
#[test]
fn no_message_has_a_number_of_the_system() {
    let desk = Desk::new();
    desk.put("file", "x");
    desk.put("folder.csv/inside", "x");
    let lines = [
        "check nowhere",
        "inspect folder.csv",
        "inspect nowhere",
        "import nowhere --store st",
        "compare Blackpool cla-rate --data nowhere",
        "compare Blackpool cla-rate --store file",
        "compare Blackpool cla-rate --out file",
        "compare Blackpool cla-rate --phrases nowhere",
        "benchmark --indicator cla-rate --out folder.csv",
        "benchmark --indicator cla-rate --out file/b.csv",
        "paper nowhere.toml --authority Blackpool --out p.docx",
        "paper workforce --authority Blackpool --out file/p.docx",
        "paper workforce --authority Blackpool --template nowhere --out p.docx",
        "paper workforce --authority Blackpool --words nowhere --out p.docx",
        "plan nowhere",
        "lint nowhere.docx",
        "verify nowhere.json",
        "explain --paper nowhere.json 1",
        "stat rate --input nowhere",
        "stat rate --input folder.csv",
        "store list --store nowhere",
        "store list --store file",
        "store export file/copy --store nowhere",
        "refresh --offline --store file/st",
        "refresh --offline --store st --log folder.csv",
        "revisions --store nowhere",
        "revisions --between a b --store st",
        "news --authority Blackpool --since nowhere",
        "judgements Blackpool --data nowhere",
        "doctor --offline --store file/st",
        "calendar --store file",
    ];
    // Every third has a file that is not there, a folder in the place of a file, and a file in the place of a folder.
    for line in sample::some(lines, 3) {
        let run = typed(&desk, &format!("yardstick {line}"));
        let told = run.out + &run.err;
        assert!(!told.contains("os error"), "{line}: {told}");
        assert!(
            run.code > 0 || line.starts_with("import"),
            "{line} ends with {}: {told}",
            run.code
        );
    }
}

/// What was probably meant is said nearest first, and nothing that is far away.
#[test]
fn a_slip_is_answered_with_the_nearest() {
    for (line, nearest) in [
        ("compar Blackpool", "'compare'"),
        ("prfile", "'profile'"),
        ("neighbors", "'neighbours'"),
        ("store lst", "'list'"),
        ("compare Blackpool cla-rat", "such as cla-rate\n"),
        ("compare Blackpol cla-rate", "similar: Blackpool"),
        (
            "compare Blackpool cla-rate --with costal",
            "did you mean coastal?",
        ),
        (
            "paper scrutny",
            "did you mean scrutiny-social-care or scrutiny-youth-justice?",
        ),
        (
            "profile Blackpool --theme looked-aftr",
            "did you mean looked-after?",
        ),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let run = Desk::new().run(&words);
        assert_eq!(run.code, 2, "{line}: {}", run.err);
        assert!(run.err.contains(nearest), "{line}: {}", run.err);
        assert!(!run.err.contains("benchmark"), "{line}: {}", run.err);
    }
    let authority = Desk::new().run(&["Rochdale"]);
    assert!(
        authority.code == 2 && authority.err.contains("“yardstick profile Rochdale”"),
        "{}",
        authority.err
    );
    let strange = Desk::new().run(&["qqqq"]);
    assert!(!strange.err.contains("similar"), "{}", strange.err);
}

/// A message that is the same for many rows is said once.
#[test]
fn what_many_rows_have_in_common_is_said_once() {
    let desk = Desk::new();
    let rows: String = (0..9)
        .map(|at| format!("Blackpool,{},Visits,x{at}\n", 2010 + at))
        .collect();
    desk.put(
        "own.csv",
        format!("area,period,indicator,value\n{rows}Blackpool,2024,Visits,500\n"),
    );
    let run = desk.run(&["compare", "Blackpool", "Visits", "--data", "own.csv"]);
    assert_eq!(run.err.matches("set aside").count(), 1, "{}", run.err);
    assert!(
        run.err
            .contains("8 more findings like it (row 3: “x1”; row 4: “x2”; row 5: “x3”; row 6: “x4”; row 7: “x5”; ...)"),
        "{}",
        run.err
    );
}

/// A machine on which nothing was taken in yet: news say what they would compare, and how that comes about.
#[test]
fn news_of_a_fresh_machine_say_what_they_need() {
    let desk = Desk::new();
    // A sweep asks for the news of all indicators.
    let theme: &[&str] = if is_sweep() {
        &[]
    } else {
        &["--theme", "looked-after"]
    };
    let news = [
        &["news", "--authority", "Blackpool", "--store", "st"][..],
        theme,
    ]
    .concat();
    let since = ["--since", "2025-11-01", "--indicator", "cla-rate"];
    for more in [&[][..], &since[..2], &since] {
        let run = desk.run(&[&news[..], more].concat());
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        for part in [
            "nothing can be new yet",
            "st is empty",
            "“yardstick refresh”",
            "“yardstick import FOLDER”",
            "--between",
        ] {
            assert!(run.err.contains(part), "{part}: {}", run.err);
        }
    }
    let quiet = desk.run(&[&news[..], &["--quiet"]].concat());
    assert_eq!(quiet.err, "");
}

/// The folder of a profile for which none was named, and settings above it.
#[test]
fn a_profile_goes_into_a_folder_of_its_own_and_settings_hold_below_their_folder() {
    let desk = Desk::new();
    desk.put(
        "yardstick.toml",
        "authority = \"Kingston upon Hull, City of\"\n",
    );
    desk.put("june/papers/own.txt", "x");
    let mut command = desk.program(&["profile", "--indicator", "cla-rate"]);
    command.current_dir(desk.path("june/papers"));
    let output = command.output().expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let page = "june/papers/kingston-upon-hull-city-of-profile/index.html";
    assert!(desk.text(page).contains("Kingston upon Hull"));
    let mut doctor = desk.program(&["doctor", "--offline", "--format", "csv"]);
    let told = doctor
        .current_dir(desk.path("june/papers"))
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let place = desk.path("yardstick.toml");
    assert!(
        told.contains(&format!("{}: authority", place.display())),
        "{told}"
    );
}
