//! The explorer as its readers use it: one file in a real browser, without a network; and the site of pages that need no script.

use crate::accessibility::violations;
use crate::program::{Desk, must_have};
use crate::published::{published, text};
use crate::sample::is_sweep;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A mail's attachment: the whole nation in every indicator.
const MOST_BYTES: usize = 5_000_000;

/// What of the page the ordinary suite looks at. A sweep adds the keyboard, the pictures, what is taken away, and every view in three
/// widths and two colour schemes, which costs two minutes.
const ORDINARY_PARTS: [&str; 1] = ["choosing"];

/// The published file with the looked after rate.
const LOOKED_AFTER: &str = "data/ees/2025/cla_number_and_rate_per_10k_children.csv";

/// What `tests/explorer/check.sh` finds wrong with a page beside the charts of `profiles`; where its tools are absent, prints that `test` is
/// skipped and gives `None`.
fn faults(test: &str, page: &Path, profiles: &Path) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explorer/check.sh");
    let mut check = Command::new("bash");
    check.arg(script).args([page, profiles]);
    if !is_sweep() {
        check.args(ORDINARY_PARTS);
    }
    let run = check.output();
    let (code, said) = match run {
        Ok(run) => {
            let said =
                [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
            (run.status.code().unwrap_or(-1), said.concat())
        }
        Err(fault) => (77, format!("no bash: {fault}")),
    };
    match code {
        0 => Some(String::new()),
        1 => Some(said),
        77 if !must_have("explorer") => {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {test}, because there is {}",
                said.trim()
            );
            None
        }
        _ => panic!("the check did not run ({code}): {said}"),
    }
}

/// The file with the looked after rate; in the ordinary suite its rows of the last two years alone, of which an explorer is made in little
/// more than half the time.
fn looked_after(test: &str, desk: &Desk) -> Option<PathBuf> {
    let file = published(test, LOOKED_AFTER)?;
    if is_sweep() {
        return Some(file);
    }
    let all = std::fs::read_to_string(file).expect("the file");
    let (head, rows) = all.split_once('\n').expect("a head");
    let mut some = format!("{head}\n");
    for row in rows.lines().filter(|row| *row >= "2024") {
        some.push_str(&format!("{row}\n"));
    }
    desk.put("some.csv", some);
    Some(desk.path("some.csv"))
}

/// One run makes both: an explorer of everything costs half a minute. The ordinary suite makes one of the file with the looked after rate,
/// which is what its browser looks at, and leaves the papers of a site to a sweep.
#[test]
fn a_site_needs_no_script_and_its_explorer_no_network() {
    let test = "explorer::a_site_needs_no_script_and_its_explorer_no_network";
    let desk = Desk::new();
    let explore = ["explore", "--authority", "Blackpool", "-q"];
    let file = || looked_after(test, &desk);
    if let Some(file) = (!is_sweep()).then(file).flatten() {
        let own = ["--out", "site/explorer.html", "--data", text(&file)];
        desk.done(&[&explore[..], &own].concat());
    } else {
        desk.done(&[&explore[..], &["--site", "site"]].concat());
        pages_need_no_script(&desk);
    }
    let html = desk.text("site/explorer.html");
    assert!(html.len() <= MOST_BYTES, "{} bytes", html.len());
    // Without a script: the summary and the scorecard, the licence, and not a word from elsewhere.
    for said in [
        "Blackpool at a glance</h1>",
        "Looked after rate",
        "<table>",
        "Open Government Licence v3.0",
    ] {
        assert!(html.contains(said), "{said}");
    }
    for loaded in ["src=\"http", "href=\"http", "@import", "url(http"] {
        assert!(!html.contains(loaded), "{loaded}");
    }
    // Beside whose charts a sweep lays those of the page.
    let authorities = ["Blackpool", "Lancashire", "Rutland"];
    for authority in authorities.into_iter().filter(|_| is_sweep()) {
        let chosen = ["--indicator", "cla-rate", "--indicator", "cpp-rate"];
        desk.done(&[&["profile", authority, "-q"][..], &chosen].concat());
    }
    if let Some(found) = faults(test, &desk.path("site/explorer.html"), &desk.path("")) {
        assert!(found.is_empty(), "{found}");
    }
}

fn pages_need_no_script(desk: &Desk) {
    // The template escapes every slash of an attribute.
    let page = desk
        .text("site/blackpool/index.html")
        .replace("&#x2f;", "/");
    assert!(!page.contains("<script"));
    let links = page
        .match_indices("href=\"")
        .filter_map(|(at, _)| page[at + 6..].split('"').next());
    let mut papers = 0;
    for link in links.filter(|link| !link.starts_with('#')) {
        let file = link.split('#').next().unwrap();
        let path = desk.path("site/blackpool").join(file);
        assert!(path.exists(), "{link}");
        papers += usize::from(link.starts_with("papers/"));
    }
    assert_eq!(
        papers, 10,
        "one link for each standard paper that needs no file of an officer's"
    );
    let paper = desk.text("site/blackpool/papers/scrutiny-social-care.html");
    let alone = Desk::new();
    alone.done(&[
        "paper",
        "scrutiny-social-care",
        "--authority",
        "Blackpool",
        "--out",
        "paper.html",
        "-q",
    ]);
    assert_eq!(
        paper,
        alone.text("paper.html"),
        "a paper of the site is the paper"
    );
    let pages = ["site/index.html", "site/blackpool/index.html"].map(|name| desk.path(name));
    let pages: Vec<&Path> = pages.iter().map(std::path::PathBuf::as_path).collect();
    if let Some(found) = violations("a site needs no script", &pages) {
        assert!(found.is_empty(), "{found}");
    }
}

/// Other files than the figures in the program, another list first, and nobody chosen.
#[test]
fn an_explorer_of_ones_own_files_holds_these_alone() {
    let test = "an explorer of one's own files holds these alone";
    let desk = Desk::new();
    let Some(file) = looked_after(test, &desk) else {
        return;
    };
    let arguments = [
        "explore",
        "--data",
        text(&file),
        "--list",
        "2021",
        "--with",
        "coastal,Kent+Cornwall",
        "--out",
        "own.html",
    ];
    let run = desk.run(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("own.html written"), "{}", run.err);
    let html = desk.text("own.html");
    for said in ["Choose an authority</h1>", ">Blackpool<"] {
        assert!(html.contains(said), "{said}");
    }
    assert!(html.len() < MOST_BYTES / 4, "{} bytes", html.len());
}

#[test]
fn what_cannot_be_made_is_told_before_anything_is_read() {
    let desk = Desk::new();
    for (arguments, said) in [
        (
            ["explore", "--out", "explorer.docx"],
            "does not end in .html",
        ),
        (["explore", "--with", "seasde"], "seasde"),
    ] {
        let run = desk.run(&arguments);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert!(desk.files().is_empty());
}
