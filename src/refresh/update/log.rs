//! The log: a line for each run with its time, the version, what became of each publication and why, and how the run ended. A run that
//! stopped half-way is logged too. Nothing personal is written: of a path only the part inside the store or the current folder, or the
//! file's name.

use super::report::{PublicationResult, RefreshOutcome, RefreshReport, RemadeOutput};
use crate::error::{Error, Result, printable};
use crate::world::storage::LogLimit;
use crate::world::{self, World};
use serde_json::{Value, json};
use std::path::Path;

/// Some thousand runs. A full file is renamed to FILE.1, and FILE.1 to FILE.2.
const BOUND: LogLimit = LogLimit {
    bytes: 256 * 1024,
    kept: 3,
};

/// What the log says of a run.
#[derive(Clone, Copy)]
pub(crate) struct RunRecord<'a> {
    publications: &'a [PublicationResult],
    outputs: &'a [RemadeOutput],
    exit_code: u8,
    /// The run only looked.
    dry_run: bool,
    /// What stopped the run, if something did.
    fault: Option<&'a Error>,
}

impl<'a> RunRecord<'a> {
    /// A run that came to its end.
    pub(crate) fn completed(report: &'a RefreshReport, dry_run: bool) -> RunRecord<'a> {
        RunRecord {
            publications: &report.publications,
            outputs: &report.outputs,
            exit_code: report.exit_code,
            dry_run,
            fault: None,
        }
    }

    /// A run that a fault stopped after these publications.
    pub(crate) fn stopped(
        publications: &'a [PublicationResult],
        fault: &'a Error,
        dry_run: bool,
    ) -> RunRecord<'a> {
        RunRecord {
            publications,
            outputs: &[],
            exit_code: fault.exit_code(),
            dry_run,
            fault: Some(fault),
        }
    }

    /// Publications that the log names: those downloaded by hand only where there is something to say.
    fn logged(&self) -> impl Iterator<Item = &'a PublicationResult> {
        self.publications.iter().filter(|result| {
            result.outcome != RefreshOutcome::ByHand
                || !result.files.is_empty()
                || !result.reasons.is_empty()
        })
    }

    fn requests(&self) -> u32 {
        self.publications.iter().map(|result| result.requests).sum()
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
    record: RunRecord<'_>,
) -> Result<()> {
    let when = world.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let redactor = PathRedactor::of(world, store);
    let line = if as_json {
        json_line(&when, record, &redactor)
    } else {
        text_line(&when, record, &redactor)
    };
    let added = world.storage().append_line(
        path,
        &format!("{}\n", printable(&line.replace(['\n', '\r'], " "))),
        BOUND,
    );
    added.map_err(|fault| world::unwritten(path, &fault))
}

/// An error's message on one line.
fn on_one_line(fault: &Error) -> String {
    fault.to_string().replace("\n  ", "; ")
}

fn json_line(when: &str, record: RunRecord<'_>, redactor: &PathRedactor) -> String {
    let mut line = json!({
        "at": when,
        "version": env!("CARGO_PKG_VERSION"),
        "exit_code": record.exit_code,
        "dry_run": record.dry_run,
        "requests": record.requests(),
        "publications": record.logged().collect::<Vec<_>>(),
        "outputs": record.outputs,
        "fault": record.fault.map(on_one_line),
    });
    redactor.redact_value(&mut line);
    line.to_string()
}

fn text_line(when: &str, record: RunRecord<'_>, redactor: &PathRedactor) -> String {
    let mut parts = vec![
        format!("exit {}", record.exit_code),
        counted(record.requests() as usize, "request"),
    ];
    if record.dry_run {
        parts.push("only looked".to_owned());
    }
    let (unchanged, others): (Vec<_>, Vec<_>) = record
        .logged()
        .partition(|result| result.outcome == RefreshOutcome::Nothing);
    parts.extend(others.into_iter().map(publication_text));
    if !unchanged.is_empty() {
        parts.push(format!(
            "{} with nothing new",
            counted(unchanged.len(), "publication")
        ));
    }
    parts.extend(record.outputs.iter().filter_map(output_text));
    parts.extend(
        record
            .fault
            .map(|fault| format!("stopped: {}", on_one_line(fault))),
    );
    redactor.redacted(&format!(
        "{when} yardstick {}: {}",
        env!("CARGO_PKG_VERSION"),
        parts.join("; ")
    ))
}

fn publication_text(result: &PublicationResult) -> String {
    let mut text = format!(
        "{} {}: {}",
        result.publication,
        result.release,
        result.outcome.words()
    );
    if !result.files.is_empty() {
        text.push_str(&format!(", {}", counted(result.files.len(), "file")));
    }
    if !result.missing.is_empty() {
        text.push_str(&format!(" without {}", result.missing.join(", ")));
    }
    if let Some(reason) = result.reasons.first() {
        text.push_str(&format!(" ({reason})"));
    }
    // The release is empty where it is not known.
    text.replace(" :", ":")
}

/// None for an output that was up to date.
fn output_text(output: &RemadeOutput) -> Option<String> {
    let what = match &output.fault {
        Some(fault) => format!("could not be made ({})", fault.replace("\n  ", "; ")),
        None if output.made => format!("made again ({})", output.reasons.join("; ")),
        None => return None,
    };
    Some(format!("{}: {what}", output.output))
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Removes folders from texts, and with them the names of users and machines.
struct PathRedactor {
    /// Each folder and what is written in its place, the longest first.
    folders: Vec<(String, &'static str)>,
}

impl PathRedactor {
    fn of(world: &dyn World, store: Option<&Path>) -> PathRedactor {
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
        PathRedactor { folders }
    }

    /// Redacts every text in a value.
    fn redact_value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.redacted(text),
            Value::Array(all) => all.iter_mut().for_each(|inside| self.redact_value(inside)),
            Value::Object(fields) => fields
                .values_mut()
                .for_each(|inside| self.redact_value(inside)),
            _ => {}
        }
    }

    fn redacted(&self, text: &str) -> String {
        let mut text = without_machine(text);
        for (folder, name) in &self.folders {
            let mut parts = text.split(folder.as_str());
            let mut whole = parts.next().map_or_else(String::new, str::to_owned);
            for part in parts {
                // A longer name that begins in the same way is another folder.
                let is_longer_name =
                    part.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
                whole.push_str(if is_longer_name { folder } else { name });
                whole.push_str(part);
            }
            text = whole;
        }
        text.split_inclusive(ends_a_word)
            .map(file_name_only)
            .collect()
    }
}

fn ends_a_word(c: char) -> bool {
    c.is_whitespace() || "“”‘’\"'()<>,;".contains(c)
}

/// Removes the machine's name from the owner of a lock: it is often the user's.
fn without_machine(text: &str) -> String {
    lock_owner(text).map_or_else(
        || text.to_owned(),
        |(before, number, since)| format!("{before}by process {number} since {since}"),
    )
}

/// The text before a lock's owner, the number of its process, and since when it holds the lock.
fn lock_owner(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("by process ")?;
    let (number, rest) = rest.split_once(" on ")?;
    let (_, since) = rest.split_once(" since ")?;
    let is_number = number.chars().all(|c| c.is_ascii_digit());
    is_number.then_some((before, number, since))
}

/// A word without the folders of the path that it is: a path from the root of a disk or from a user's folder.
fn file_name_only(word: &str) -> String {
    let (path, after) = word.split_at(word.trim_end_matches(ends_a_word).len());
    let is_absolute = ["/", "\\\\", "~/", "~\\"]
        .iter()
        .any(|start| path.starts_with(start));
    if !is_absolute && !starts_with_drive(path) {
        return word.to_owned();
    }
    let trimmed = path.trim_end_matches(['/', '\\']);
    let name = trimmed.rsplit(['/', '\\']).next().unwrap_or(trimmed);
    format!("{name}{after}")
}

/// Whether a path begins like `C:\` or `C:/`.
fn starts_with_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && letters.next().is_some_and(|c| matches!(c, '\\' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn a_line_a_run_and_a_full_file_is_set_aside() {
        let world = Memory::new(&[]);
        let report = RefreshReport::of(Vec::new(), Vec::new());
        let path = Path::new("refresh.log");
        let add = |as_json: bool| {
            add(
                &world,
                path,
                as_json,
                None,
                RunRecord::completed(&report, false),
            )
            .expect("written")
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
        let redactor = PathRedactor {
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
            let told = redactor.redacted(said);
            if said.contains("smithson") {
                // Another home: its folders go by the general rule, as far as spaces let it.
                assert!(!told.contains("/home"), "{told}");
            } else {
                assert_eq!(told, kept);
            }
        }
    }
}
