//! A line a run in a file: when, by which version, what came of each publication and why, how it ended. It is written when a run stopped
//! half-way, too. Nothing of a person enters it: of paths no more than the way inside the store, or the file's name.

use super::report::{Line, Outcome, Remade, Report};
use crate::error::{Error, Result};
use crate::world::keep::Bound;
use crate::world::{self, World};
use serde_json::{Value, json};
use std::path::Path;

/// Some thousand runs; then the file is set aside as FILE.1, and FILE.1 as FILE.2.
const BOUND: Bound = Bound {
    bytes: 256 * 1024,
    kept: 3,
};

/// How a run ended.
#[derive(Clone, Copy)]
pub(crate) struct Ended<'a> {
    pub(crate) publications: &'a [Line],
    pub(crate) outputs: &'a [Remade],
    pub(crate) exit_code: u8,
    /// It only looked.
    pub(crate) dry_run: bool,
    /// What stopped it, if something did.
    pub(crate) fault: Option<&'a Error>,
}

impl<'a> Ended<'a> {
    pub(crate) fn well(report: &'a Report, dry_run: bool) -> Ended<'a> {
        Ended {
            publications: &report.publications,
            outputs: &report.outputs,
            exit_code: report.exit_code,
            dry_run,
            fault: None,
        }
    }

    /// It stopped after these.
    pub(crate) fn stopped(publications: &'a [Line], fault: &'a Error, dry_run: bool) -> Ended<'a> {
        Ended {
            publications,
            outputs: &[],
            exit_code: fault.exit_code(),
            dry_run,
            fault: Some(fault),
        }
    }
}

/// Adds a line about a run. Runs that end at the same moment add whole lines, one after the other.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn add(
    world: &dyn World,
    path: &Path,
    as_json: bool,
    store: Option<&Path>,
    ended: Ended<'_>,
) -> Result<()> {
    let when = world
        .keep()
        .now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string();
    let discreet = Discreet::of(world, store);
    let line = if as_json {
        structured(&when, ended, &discreet)
    } else {
        plain(&when, ended, &discreet)
    };
    let added = world.keep().append(
        path,
        &format!("{}\n", line.replace(['\n', '\r'], " ")),
        BOUND,
    );
    added.map_err(|fault| world::unwritten(path, &fault))
}

fn looked_at(ended: Ended<'_>) -> impl Iterator<Item = &Line> {
    ended.publications.iter().filter(|line| {
        line.outcome != Outcome::ByHand || !line.files.is_empty() || !line.reasons.is_empty()
    })
}

fn told(fault: &Error) -> String {
    fault.to_string().replace("\n  ", "; ")
}

fn structured(when: &str, ended: Ended<'_>, discreet: &Discreet) -> String {
    let mut line = json!({
        "at": when,
        "version": env!("CARGO_PKG_VERSION"),
        "exit_code": ended.exit_code,
        "dry_run": ended.dry_run,
        "requests": ended.publications.iter().map(|line| line.requests).sum::<u32>(),
        "publications": looked_at(ended).collect::<Vec<_>>(),
        "outputs": ended.outputs,
        "fault": ended.fault.map(told),
    });
    discreet.value(&mut line);
    line.to_string()
}

fn plain(when: &str, ended: Ended<'_>, discreet: &Discreet) -> String {
    let requests: u32 = ended.publications.iter().map(|line| line.requests).sum();
    let mut parts = vec![
        format!("exit {}", ended.exit_code),
        several(requests as usize, "request"),
    ];
    if ended.dry_run {
        parts.push("only looked".to_owned());
    }
    let (quiet, loud): (Vec<&Line>, Vec<&Line>) =
        looked_at(ended).partition(|line| line.outcome == Outcome::Nothing);
    for line in loud {
        let why = line
            .reasons
            .first()
            .map(|reason| format!(" ({reason})"))
            .unwrap_or_default();
        let but = if line.missing.is_empty() {
            String::new()
        } else {
            format!(" without {}", line.missing.join(", "))
        };
        let files = if line.files.is_empty() {
            String::new()
        } else {
            format!(", {}", several(line.files.len(), "file"))
        };
        parts.push(
            format!(
                "{} {}: {}{files}{but}{why}",
                line.publication,
                line.release,
                line.outcome.words()
            )
            .replace(" :", ":"),
        );
    }
    if !quiet.is_empty() {
        parts.push(format!(
            "{} with nothing new",
            several(quiet.len(), "publication")
        ));
    }
    for output in ended
        .outputs
        .iter()
        .filter(|output| output.made || output.fault.is_some())
    {
        let what = match &output.fault {
            Some(fault) => format!("could not be made ({})", fault.replace("\n  ", "; ")),
            None => format!("made again ({})", output.reasons.join("; ")),
        };
        parts.push(format!("{}: {what}", output.output));
    }
    parts.extend(ended.fault.map(|fault| format!("stopped: {}", told(fault))));
    discreet.text(&format!(
        "{when} yardstick {}: {}",
        env!("CARGO_PKG_VERSION"),
        parts.join("; ")
    ))
}

fn several(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Takes folders, and with them people's names, out of texts.
struct Discreet {
    /// Folders and what stands in their place, the longest first.
    folders: Vec<(String, &'static str)>,
}

impl Discreet {
    fn of(world: &dyn World, store: Option<&Path>) -> Discreet {
        let here = world.here();
        let home = ["HOME", "USERPROFILE"]
            .into_iter()
            .filter_map(|name| world.variable(name))
            .map(|home| (home, "~"));
        let store = store.map(|store| (here.join(store).display().to_string(), "STORE"));
        let all = store
            .into_iter()
            .chain([(here.display().to_string(), ".")])
            .chain(home);
        let mut folders: Vec<(String, &str)> = all.filter(|(folder, _)| folder.len() > 2).collect();
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        Discreet { folders }
    }

    /// Every text in a value.
    fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(all) => all.iter_mut().for_each(|inside| self.value(inside)),
            Value::Object(fields) => fields.values_mut().for_each(|inside| self.value(inside)),
            _ => {}
        }
    }

    fn text(&self, text: &str) -> String {
        let mut text = without_machine(text);
        for (folder, name) in &self.folders {
            let parts: Vec<&str> = text.split(folder.as_str()).collect();
            let Some((first, rest)) = parts.split_first() else {
                continue;
            };
            let mut whole = (*first).to_owned();
            for part in rest {
                // Not of a longer name that begins alike.
                let is_it =
                    !part.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
                whole.push_str(if is_it { name } else { folder });
                whole.push_str(part);
            }
            text = whole;
        }
        let ends = |c: char| c.is_whitespace() || "“”‘’\"'()<>,;".contains(c);
        text.split_inclusive(ends)
            .map(|word| name_only(word, word.trim_end_matches(ends)))
            .collect()
    }
}

/// The owner of a lock without the name of its machine, which is often its user's.
fn without_machine(text: &str) -> String {
    let parts = || {
        let (before, rest) = text.split_once("by process ")?;
        let (number, rest) = rest
            .split_once(" on ")
            .filter(|(number, _)| number.chars().all(|c| c.is_ascii_digit()))?;
        let (_, since) = rest.split_once(" since ")?;
        Some(format!("{before}by process {number} since {since}"))
    };
    parts().unwrap_or_else(|| text.to_owned())
}

/// A path from the top of a disk, or of somebody's home, without its folders.
fn name_only(word: &str, path: &str) -> String {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next().is_some_and(|c| c == '\\' || c == '/');
    if !(drive
        || ["/", "\\\\", "~/", "~\\"]
            .iter()
            .any(|start| path.starts_with(start)))
    {
        return word.to_owned();
    }
    let trimmed = path.trim_end_matches(['/', '\\']);
    let name = trimmed.rsplit(['/', '\\']).next().unwrap_or_default();
    format!("{name}{}", word.get(path.len()..).unwrap_or_default())
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
        let add = |as_json: bool| {
            add(&world, path, as_json, None, Ended::well(&report, false)).expect("written")
        };
        add(false);
        add(true);
        let text = |name: &str| {
            world
                .files
                .borrow()
                .get(Path::new(name))
                .map(|b| String::from_utf8_lossy(b).into_owned())
        };
        let lines = text("refresh.log").expect("a log");
        assert_eq!(lines.lines().count(), 2);
        assert!(
            lines.starts_with("2025-") && lines.contains(": exit 0; 0 requests"),
            "{lines}"
        );
        assert!(
            lines
                .lines()
                .nth(1)
                .is_some_and(|line| serde_json::from_str::<Value>(line).is_ok())
        );
        world
            .files
            .borrow_mut()
            .insert(path.to_owned(), vec![b'x'; 256 * 1024]);
        add(false);
        assert_eq!(text("refresh.log").expect("a log").lines().count(), 1);
        assert_eq!(text("refresh.log.1").map(|old| old.len()), Some(256 * 1024));
    }

    #[test]
    fn nothing_of_a_person_stays() {
        let home = "/home/zoe smith".to_owned();
        let discreet = Discreet {
            folders: vec![(format!("{home}/work/store"), "STORE"), (home, "~")],
        };
        for (said, kept) in [
            (
                "where: /home/zoe smith/work/store/vintages/a.csv, row 3",
                "where: STORE/vintages/a.csv, row 3",
            ),
            (
                "where: /home/zoe smith/My Papers/b.docx",
                "where: My Papers/b.docx",
            ),
            (
                "/home/zoe smithson/c.csv: no",
                "/home/zoe smithson/c.csv: no",
            ),
            (r"C:\Users\zoe\Desktop\d.csv is gone", "d.csv is gone"),
            (r"“\\drive\zoe\e.csv” is gone", "“e.csv” is gone"),
            (
                "the store is being written by process 12 on ZOES-PC since 09:45",
                "the store is being written by process 12 since 09:45",
            ),
            (
                "https://content.example/a/b answers 504",
                "https://content.example/a/b answers 504",
            ),
            (
                "at most 1/2 of it, 95% / 99%",
                "at most 1/2 of it, 95%  99%",
            ),
        ] {
            let told = discreet.text(said);
            if said.contains("smithson") {
                // Another home: its folders go by the general rule, as far as spaces let it.
                assert!(!told.contains("/home"), "{told}");
            } else {
                assert_eq!(told, kept);
            }
        }
    }
}
