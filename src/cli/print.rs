//! The one place that writes to the terminal: results to stdout, everything else to stderr. A reader that goes away, such as
//! `head`, is no error.
#![allow(clippy::print_stdout, clippy::print_stderr)] // this is the room for it

use crate::error::Error;
use crate::observation::check::{Check, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};

/// Writes a result to stdout.
pub(crate) fn result(text: &str) {
    result_bytes(text.as_bytes());
}

/// Writes a result's bytes to stdout as they are.
pub(crate) fn result_bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is how `head` says it has seen enough.
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

pub(crate) fn error(fault: &Error) {
    eprintln!("yardstick: {fault}");
}

pub(crate) fn note(text: &str) {
    eprintln!("note: {text}");
}

pub(crate) fn check(check: &Check) {
    let mut place = check.file.clone();
    if let Some(row) = check.row {
        place = format!("{place}, row {row}");
    }
    if let Some(column) = &check.column {
        place = format!("{place}, {column}");
    }
    let expected = if check.expected.is_empty() {
        String::new()
    } else {
        format!("; expected {}", check.expected)
    };
    let guidance = if check.guidance.is_empty() {
        String::new()
    } else {
        format!(": {}", check.guidance)
    };
    let place = place.trim_start_matches(", ");
    eprintln!(
        "{}: {place}: found {}{expected}{guidance}",
        word(check.severity),
        check.found
    );
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// What clap answers to what was typed: help and version to stdout with code 0, mistakes to stderr with code 2.
pub(crate) fn usage(answer: &clap::Error) -> u8 {
    // A closed pipe is no error.
    let _ = answer.print();
    if answer.use_stderr() { 2 } else { 0 }
}

/// The width of the terminal; none when stdout is a file or a pipe, where lines may be as long as they like.
pub(crate) fn width() -> Option<usize> {
    let out = std::io::stdout();
    if !out.is_terminal() {
        return None;
    }
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Some(columns.unwrap_or(100).max(60))
}

/// Whether stdout is a terminal that wants colours.
pub(crate) fn terminal_colours() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Writes a value to stdout as JSON.
pub(crate) fn json(value: &serde_json::Value) {
    result(&format!("{value:#}\n"));
}

/// The width of the terminal, `most` at most and where it does not say.
pub(crate) fn width_up_to(most: usize) -> usize {
    width().map_or(most, |width| width.min(most))
}

/// A sentence as an item of a list, in lines of at most `width` letters, each with its end.
pub(crate) fn item(sentence: &str, width: usize) -> String {
    labelled("- ", sentence, width)
}

/// A text beside its label, in lines of at most `width` letters, each with its end. Lines after the first are indented by the
/// label's length; an empty text has no line.
pub(crate) fn labelled(label: &str, text: &str, width: usize) -> String {
    let indent = label.chars().count();
    let lines = wrap(text, width.saturating_sub(indent));
    lines
        .iter()
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(at, line)| {
            let before = if at == 0 { label } else { "" };
            format!("{before:indent$}{line}\n")
        })
        .collect()
}

/// A text in lines of at most `width` letters, broken between words.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A bar on stderr for long work, when somebody looks on.
pub(crate) fn progress(quiet: bool, length: usize, what: &str) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}
