//! The one place that writes to the terminal: results to stdout, everything else to stderr. Nothing passes that a terminal would
//! obey, whatever file, name or answer of a server it comes from. A reader that goes away, such as `head`, is no error; a full disk is.

use crate::error::{Error, Result, on_one_line, printable, printable_but};
use crate::observation::check::Check;
use crate::table;
use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};
use clap::error::ContextValue;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Mutex;

/// Writes a result to stdout.
///
/// # Errors
/// It cannot be written, other than because the reader went away.
pub(crate) fn result(text: &str) -> Result<()> {
    to_stdout(&printable(text))
}

/// Writes a result in which tables are set in bold and dim letters, if they are.
///
/// # Errors
/// As [`result`].
pub(crate) fn painted_result(text: &str, is_painted: bool) -> Result<()> {
    if !is_painted {
        return result(text);
    }
    let text = printable_but(text, paint_length);
    written(painted(std::io::stdout().lock()), &text)
}

/// A stream for bold and dim letters. A console of Windows that knows no marks for them is told in its own way.
fn painted<S: RawStream + AsLockedWrite>(to: S) -> AutoStream<S> {
    AutoStream::new(to, ColorChoice::Always)
}

/// Writes a result's bytes, which are UTF-8, to stdout.
///
/// # Errors
/// As [`result`].
pub(crate) fn result_bytes(bytes: &[u8]) -> Result<()> {
    result(&String::from_utf8_lossy(bytes))
}

fn to_stdout(text: &str) -> Result<()> {
    written(std::io::stdout().lock(), text)
}

fn written(mut out: impl Write, text: &str) -> Result<()> {
    match out
        .write_all(text.as_bytes())
        .and_then(|()| out.flush())
    {
        // A closed pipe is how `head` says it has seen enough.
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            Err(Error::unwritten("standard output", fault.to_string())
                .hint("what was printed is not complete: make room where the output goes, or send it elsewhere, and run the command again"))
        }
        _ => Ok(()),
    }
}

/// The length of the mark at the front of a text that changes weight or colour of letters, and nothing else.
fn paint_length(text: &str) -> usize {
    let Some(codes) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let length = codes
        .find(|letter: char| !letter.is_ascii_digit() && letter != ';')
        .unwrap_or(codes.len());
    if codes[length..].starts_with('m') {
        text.len() - codes.len() + length + 1
    } else {
        0
    }
}

/// Writes lines to stderr. Where nobody can read them, nobody can be told.
fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

pub(crate) fn error(fault: &Error) {
    to_stderr(&format!("yardstick: {fault}\n"));
}

pub(crate) fn note(text: &str) {
    once(&format!("note: {}\n", printable(text)));
}

pub(crate) fn check(check: &Check) {
    once(&format!(
        "{}
",
        on_one_line(&check.to_string())
    ));
}

/// A line of a conversation, which may be told as often as it comes.
pub(crate) fn line(text: &str) {
    to_stderr(&format!("{}\n", printable(text)));
}

/// What this run has told beside its results.
static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Tells a message unless this run has told it: several outputs of one run meet the same figures and names.
fn once(text: &str) {
    let is_new = TOLD
        .lock()
        .map_or(true, |mut told| told.insert(text.to_owned()));
    if is_new {
        to_stderr(text);
    }
}

/// What clap answers to what was typed: help and version to stdout with code 0, mistakes to stderr with code 2.
pub(crate) fn usage(mut answer: clap::Error) -> u8 {
    let typed: Vec<_> = answer
        .context()
        .map(|(kind, value)| (kind, as_typed(value)))
        .collect();
    for (kind, value) in typed {
        answer.insert(kind, value);
    }
    let is_mistake = answer.use_stderr();
    let is_painted = if is_mistake {
        AutoStream::choice(&std::io::stderr()) != ColorChoice::Never
    } else {
        terminal_colours()
    };
    let text = if is_painted {
        answer.render().ansi().to_string()
    } else {
        answer.render().to_string()
    };
    if is_mistake {
        tell_mistake(&text, is_painted);
        return 2;
    }
    match painted_result(&text, is_painted) {
        Ok(()) => 0,
        Err(fault) => {
            error(&fault);
            fault.exit_code()
        }
    }
}

/// What clap says of a mistake. Where nobody can read it, nobody can be told.
fn tell_mistake(text: &str, is_painted: bool) {
    if !is_painted {
        return to_stderr(&printable(text));
    }
    let text = printable_but(text, paint_length);
    let _ = painted(std::io::stderr().lock()).write_all(text.as_bytes());
}

/// What was typed, as clap repeats it.
fn as_typed(value: &ContextValue) -> ContextValue {
    match value {
        ContextValue::String(text) => ContextValue::String(on_one_line(text).into_owned()),
        ContextValue::Strings(texts) => {
            let texts = texts.iter().map(|text| on_one_line(text).into_owned());
            ContextValue::Strings(texts.collect())
        }
        other => other.clone(),
    }
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

/// Whether somebody sits at the terminal who reads what is printed and can answer.
pub(crate) fn is_conversation() -> bool {
    std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
        && std::io::stderr().is_terminal()
}

/// Whether stdout is a terminal that wants colours.
pub(crate) fn terminal_colours() -> bool {
    AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// Writes a value to stdout as JSON.
///
/// # Errors
/// As [`result`].
pub(crate) fn json(value: serde_json::Value) -> Result<()> {
    result(&table::json::document(value))
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
    let text = printable(text);
    let lines = wrap(&text, width.saturating_sub(indent));
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
    bar.set_message(on_one_line(what).into_owned());
    bar
}
