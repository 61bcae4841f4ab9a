//! Accessible pages: axe-core in headless Chromium finds no fault in them, and finds the faults of a page that has some.

use crate::program::{Desk, must_have};
use crate::sample::{is_sweep, some};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The paper of the HTML writer's own snapshot test.
const PAPER: &str = include_str!(
    "../src/paper/write/snapshots/yardstick__paper__write__html__tests__specimen.snap.html"
);

/// What is wrong with pages; where the tools are absent, prints that `test` is skipped and gives `None`. Where `.ci/run` has installed
/// the tools, nothing is skipped.
pub(crate) fn violations(test: &str, pages: &[&Path]) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility/check.sh");
    // Each window is a start of the browser.
    let once = (!is_sweep()).then_some("--once");
    let run = Command::new("bash")
        .arg(script)
        .args(once)
        .args(pages)
        .output();
    let (code, out, err) = match run {
        Ok(run) => (
            run.status.code().unwrap_or(-1),
            text(run.stdout),
            text(run.stderr),
        ),
        Err(fault) => (77, String::new(), format!("no bash: {fault}")),
    };
    match code {
        0 | 1 => Some(out),
        77 if !must_have("axe") => {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {test}, because there is {}",
                err.trim()
            );
            None
        }
        _ => panic!("the check did not run ({code}): {err}"),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn pages_are_for_everyone() {
    let desk = Desk::new();
    let chosen = some(["cla-rate", "cla-adopted-percent"], 2).flat_map(|id| ["--indicator", id]);
    let arguments: Vec<&str> = ["profile", "Blackpool", "--out", "profile", "-q"]
        .into_iter()
        .chain(chosen)
        .collect();
    desk.done(&arguments);
    let mut pages = vec!["profile/index.html"];
    if is_sweep() {
        // The ordinary suite sees this paper in the test below, with three faults put into it.
        desk.put("paper/paper.html", PAPER);
        pages.push("paper/paper.html");
        // Of the same blocks, and many.
        let paper = ["paper", "scrutiny-social-care", "--authority", "Blackpool"];
        desk.done(&[&paper[..], &["--out", "real/paper.html", "-q"]].concat());
        pages.extend(["real/paper.html", "real/paper-annex.html"]);
    }
    let pages: Vec<std::path::PathBuf> = pages.iter().map(|name| desk.path(name)).collect();
    let pages: Vec<&Path> = pages.iter().map(std::path::PathBuf::as_path).collect();
    let Some(found) = violations("pages are for everyone", &pages) else {
        return;
    };
    assert!(found.is_empty(), "{found}");
}

/// The same check on a paper with faults must find them, and nothing else.
#[test]
fn what_shuts_people_out_is_found() {
    let desk = Desk::new();
    let faults =
        "<img src=\"x.png\"><p style=\"color:#aaa;background:#fff\">Hard to read</p></main>";
    let faulty = PAPER
        .replace("<html lang=\"en-GB\">", "<html>")
        .replace("</main>", faults);
    desk.put("faulty.html", faulty);
    let Some(found) = violations(
        "what shuts people out is found",
        &[&desk.path("faulty.html")],
    ) else {
        return;
    };
    let rules = ["image-alt", "color-contrast", "html-has-lang"];
    for rule in rules {
        assert!(
            found.contains(&format!("VIOLATION {rule} ")),
            "{rule} is not in {found}"
        );
    }
    // Each once in every window.
    let windows = found.matches(", window ").count();
    let violations = found.matches("VIOLATION ").count();
    assert_eq!(violations, windows * rules.len(), "{found}");
}
