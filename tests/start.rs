//! A start without knowing a command: questions, answers, what is made, and what is said on the way. At a terminal, on Linux.

use crate::program::{Desk, run};
use crate::sample::{is_sweep, some};
use crate::screen::Screen;
use std::path::Path;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/reports/guided-start.txt");
const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const CTRL_C: &str = "\u{3}";
const DOWN: &str = "\u{1b}[B";

/// Runs a program at a terminal as a person does, found by its name, in a home of its own with a folder for documents.
fn at_terminal(desk: &Desk, words: &[&str], opener: Option<&str>) -> Screen {
    std::fs::create_dir_all(desk.path("Documents")).expect("a folder");
    let mut command = desk.program(words);
    let program = Path::new(command.get_program()).parent().expect("a folder");
    let mut path = vec![desk.path("bin"), program.to_owned()];
    path.extend(std::env::split_paths(
        &std::env::var_os("PATH").expect("a path"),
    ));
    command.env("PATH", std::env::join_paths(path).expect("a path"));
    if let Some(script) = opener {
        use std::os::unix::fs::PermissionsExt;
        desk.put("bin/xdg-open", script);
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(desk.path("bin/xdg-open"), executable).expect("a program");
        command.env_remove("YARDSTICK_NO_OPEN").env("DISPLAY", ":0");
    }
    Screen::of(&command)
}

/// What is seen, without the folder of the test and without what differs from one release of the figures to the next.
fn plain(desk: &Desk, seen: &str) -> String {
    let home = desk.path("");
    let home = home.to_str().expect("UTF-8").trim_end_matches('/');
    let seen = seen.replace(home, "/home/officer");
    let lines = seen.trim_end().lines().map(|line| {
        let line = line.trim_end();
        match (
            line.split_once(" files written to "),
            line.split_once(" written: "),
        ) {
            (Some((_, to)), _) => format!("note: ... files written to {to}"),
            (None, Some((page, size))) if size.contains(" MB, ") => format!("{page} written: ..."),
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The lines that a later view has and an earlier one had not.
fn since(earlier: &str, later: &str) -> String {
    let same = earlier
        .lines()
        .zip(later.lines())
        .take_while(|(one, other)| one == other)
        .count();
    later.lines().skip(same).collect::<Vec<_>>().join("\n")
}

/// Answers every question but the last, with a slip in the name, and gives a record of the way there.
fn converse(desk: &Desk, screen: &mut Screen) -> (String, Vec<String>) {
    let mut record = vec!["$ yardstick".to_owned()];
    let mut before = String::new();
    let untick = format!("{DOWN} ");
    for (wait, said, keys) in [
        ("Which authority?|Esc stops", "types Rochdle", "Rochdle"),
        ("Rochdle|> Rochdale|Esc stops", "presses Enter", ENTER),
        ("In which folder?|Esc stops", "presses Enter", ENTER),
        (
            "Which papers|Esc stops",
            "moves down and presses Space",
            &untick,
        ),
    ] {
        let seen = plain(desk, &screen.wait_for(wait));
        record.push(since(&before, &seen));
        record.push(format!("\n(The officer {said}.)\n"));
        before = seen;
        screen.press(keys);
    }
    let seen = plain(desk, &screen.wait_for("> [ ] Scrutiny update|Esc stops"));
    record.push(since(&before, &seen));
    (seen, record)
}

/// Types the printed commands that make papers in another folder: the files are the same to the last byte.
fn assert_printed_commands_ran(desk: &Desk, seen: &str) {
    let typed: Vec<&str> = seen
        .lines()
        .filter_map(|line| line.strip_prefix("    yardstick paper "))
        .collect();
    assert_eq!(typed.len(), 1, "{seen}");
    let again = Desk::new();
    again.put(
        "yardstick.toml",
        desk.bytes("Documents/yardstick/yardstick.toml"),
    );
    for line in typed {
        let words: Vec<&str> = std::iter::once("paper").chain(line.split(' ')).collect();
        again.done(&words);
    }
    for name in again.files() {
        let made = desk.bytes(&format!("Documents/yardstick/{name}"));
        assert!(again.bytes(&name) == made, "{name}");
    }
}

/// What is seen is written down in `reports/guided-start.txt`. `UPDATE_REPORTS=1 cargo test start` writes the record anew. The ordinary
/// suite stops before anything is made.
#[test]
fn a_guided_start_makes_what_it_says_by_the_commands_that_it_prints() {
    let desk = Desk::new();
    // The page cannot be opened, the folder can.
    let opener =
        "#!/bin/sh\necho \"$1\" >> \"$HOME/opened\"\ncase \"$1\" in *.html) exit 3;; esac\n";
    let mut screen = at_terminal(&desk, &[], Some(opener));
    let (before, mut record) = converse(&desk, &mut screen);
    let is_update = std::env::var_os("UPDATE_REPORTS").is_some();
    if !is_sweep() && !is_update {
        // What would be made costs a minute: the explorer holds the whole nation.
        screen.press(ESCAPE);
        let (code, seen) = screen.end();
        assert_eq!(code, 0, "{seen}");
        let committed = std::fs::read_to_string(RECORD).expect("the record");
        let record = record.join("\n");
        assert!(committed.starts_with(&record), "{record}");
        assert_eq!(desk.files(), ["bin/xdg-open"], "nothing was made");
        return;
    }
    screen.press(ENTER);
    record.push("\n(The officer presses Enter.)\n".to_owned());
    let (code, seen) = screen.end();
    let seen = plain(&desk, &seen);
    record.push(since(&before, &seen));
    let record = record.join("\n") + "\n";
    assert_eq!(code, 0, "{seen}");
    assert_eq!(
        desk.text("Documents/yardstick/yardstick.toml"),
        "authority = \"Rochdale\"\n"
    );
    let folder = desk.path("Documents/yardstick");
    assert!(folder.join("rochdale-profile/index.html").exists());
    let page = folder.join("rochdale-explorer.html");
    assert!(page.exists());
    assert_eq!(
        desk.text("opened"),
        format!("{}\n{}\n", folder.display(), page.display())
    );
    assert!(seen.contains("was not opened for you"), "{seen}");
    let outside = |name: &&String| {
        !name.starts_with("Documents/yardstick/")
            && !["bin/xdg-open", "opened"].contains(&name.as_str())
    };
    assert_eq!(
        desk.files().iter().find(outside),
        None,
        "nothing lies elsewhere"
    );
    assert_printed_commands_ran(&desk, &seen);
    if is_update {
        std::fs::write(RECORD, record).expect("written");
        return;
    }
    let committed = std::fs::read_to_string(RECORD).expect("the record");
    assert_eq!(
        record, committed,
        "UPDATE_REPORTS=1 writes reports/guided-start.txt anew"
    );
}

#[test]
fn whoever_stops_at_a_question_is_told_so_and_finds_nothing_written() {
    let stops = [
        (ESCAPE, &[][..]),
        (CTRL_C, &[]),
        (
            ESCAPE,
            &[("Which authority?", "890"), ("> Blackpool", ENTER)],
        ),
        (
            CTRL_C,
            &[
                ("Which authority?", "890"),
                ("> Blackpool", ENTER),
                ("In which folder?", "~/of my own\r"),
            ],
        ),
        (
            ESCAPE,
            &[
                ("Which authority?", "hull"),
                ("> Kingston upon Hull", ENTER),
                ("In which folder?", "papers\r"),
            ],
        ),
    ];
    for (stop, answers) in some(stops, 3) {
        let desk = Desk::new();
        let mut screen = at_terminal(&desk, &["start"], None);
        for (wait, keys) in answers {
            screen.wait_for(wait);
            screen.press(keys);
        }
        let last = ["Which authority?", "In which folder?", "Which papers"];
        screen.wait_for(last[answers.len().div_ceil(2).min(2)]);
        screen.press(stop);
        let (code, seen) = screen.end();
        assert_eq!(code, 0, "{seen}");
        assert!(seen.contains("Stopped, and nothing was written"), "{seen}");
        assert_eq!(desk.files(), Vec::<String>::new());
    }
}

#[test]
fn what_lies_in_the_folder_is_kept_and_what_is_wrong_there_is_told_before_anything_is_made() {
    let desk = Desk::new();
    desk.put(
        "Documents/yardstick/yardstick.toml",
        "authority = \"Torbay\"\nstor = 1\n",
    );
    desk.put("a.csv", "x\n");
    let mut screen = at_terminal(&desk, &[], None);
    screen.wait_for("Which authority?");
    screen.press("Rochdale");
    screen.wait_for("> Rochdale");
    screen.press(ENTER);
    screen.wait_for("In which folder?");
    screen.press("a.csv/below\r");
    screen.wait_for("is a file: choose a folder");
    screen.press(ENTER);
    screen.wait_for("Which papers");
    screen.press(ENTER);
    let (code, seen) = screen.end();
    assert_eq!(code, 2, "{seen}");
    assert_eq!(seen.matches("unknown field").count(), 1, "{seen}");
    assert!(seen.contains("yardstick.toml, row 2"), "{seen}");
    assert_eq!(
        desk.files(),
        ["Documents/yardstick/yardstick.toml", "a.csv"]
    );
}

#[test]
fn without_a_terminal_nobody_is_asked() {
    let start = run(&["start"]);
    assert_eq!(start.code, 2, "{}", start.err);
    assert!(
        start.err.contains("no terminal") && start.err.contains("yardstick profile AUTHORITY"),
        "{}",
        start.err
    );
    let bare = run(&[]);
    assert_eq!(bare.code, 2);
    assert!(
        bare.err.contains("Begin with one of these") && bare.out.is_empty(),
        "{}",
        bare.err
    );
    // A terminal that cannot draw is none to ask at.
    let desk = Desk::new();
    let mut command = desk.program(&[]);
    command.env("TERM", "dumb");
    let (code, seen) = Screen::of(&command).end();
    assert!(
        code == 2 && seen.contains("Begin with one of these"),
        "{seen}"
    );
}
