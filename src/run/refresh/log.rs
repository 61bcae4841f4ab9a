//! A line a run in a file: when, what came of it, and why. Neither names of people nor paths of theirs enter it.

use super::report::{Outcome, Report};
use crate::error::Result;
use crate::world::{self, World};
use serde_json::json;
use std::path::{Path, PathBuf};

/// A file of this size is set aside under its name with `.1`: some thousand runs.
const MOST_BYTES: usize = 256 * 1024;

/// Adds a line about a run, and sets the file aside when it has grown.
///
/// # Errors
/// The file cannot be read or written.
pub(crate) fn add(world: &dyn World, path: &Path, as_json: bool, report: &Report) -> Result<()> {
    let before = world::own_text(world, path)?.unwrap_or_default();
    let when = world.keep().now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let line = if as_json { structured(&when, report) } else { plain(&when, report) };
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut text = before;
    if text.len() + line.len() > MOST_BYTES {
        let mut aside = path.as_os_str().to_owned();
        aside.push(".1");
        files.push((PathBuf::from(aside), text.into_bytes()));
        text = String::new();
    }
    text.push_str(&line);
    text.push('\n');
    files.push((path.to_owned(), text.into_bytes()));
    world::write_all(world, &files)
}

fn structured(when: &str, report: &Report) -> String {
    let publications = report.publications.iter().filter(|line| line.outcome != Outcome::ByHand).map(|line| {
        json!({ "publication": line.publication, "outcome": line.outcome, "release": line.release, "missing": line.missing,
            "reasons": line.reasons })
    });
    let outputs = report
        .outputs
        .iter()
        .map(|output| json!({ "made": output.made, "failed": output.fault.is_some(), "reasons": output.reasons }));
    json!({
        "at": when,
        "exit_code": report.exit_code,
        "requests": report.requests,
        "publications": publications.collect::<Vec<_>>(),
        "outputs": outputs.collect::<Vec<_>>(),
    })
    .to_string()
}

fn plain(when: &str, report: &Report) -> String {
    let told = |outcome: Outcome| matches!(outcome, Outcome::New | Outcome::Quarantined | Outcome::Unreachable);
    let mut parts = vec![format!("exit {}", report.exit_code), format!("{} requests", report.requests)];
    for line in report.publications.iter().filter(|line| told(line.outcome)) {
        let why = line.reasons.first().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let but = if line.missing.is_empty() { String::new() } else { format!(" without {}", line.missing.join(", ")) };
        parts.push(format!("{} {}: {}{but}{why}", line.publication, line.release, line.outcome.words()));
    }
    let made = report.outputs.iter().filter(|output| output.made).count();
    parts.push(format!("{made} of {} outputs made again", report.outputs.len()));
    let failed = report.outputs.iter().filter(|output| output.fault.is_some()).count();
    parts.extend((failed > 0).then(|| format!("{failed} could not be made")));
    format!("{when} {}", parts.join("; ").replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn a_line_a_run_and_a_full_file_is_set_aside() {
        let world = Memory::new(&[]);
        let report = Report::of(Vec::new(), Vec::new());
        let path = Path::new("refresh.log");
        add(&world, path, false, &report).expect("written");
        add(&world, path, true, &report).expect("written");
        let text = |name: &str| world.files.borrow().get(Path::new(name)).map(|b| String::from_utf8_lossy(b).into_owned());
        let lines = text("refresh.log").expect("a log");
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.starts_with("2025-") && lines.contains("exit 0; 0 requests"), "{lines}");
        assert!(lines.lines().nth(1).is_some_and(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
        world.files.borrow_mut().insert(path.to_owned(), vec![b'x'; MOST_BYTES]);
        add(&world, path, false, &report).expect("written");
        assert_eq!(text("refresh.log").expect("a log").lines().count(), 1);
        assert_eq!(text("refresh.log.1").map(|old| old.len()), Some(MOST_BYTES));
    }
}
