//! A file of settings or of a paper's definition in TOML, read with its faults told by row and likely cause.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The keys whose values are paths, or may be: as `C:\temp\new`, where double quotes make a tab and a line's end of it.
const PATH_KEYS: [&str; 11] = [
    "definition",
    "drop",
    "out",
    "paper",
    "phrases",
    "plan",
    "plan_before",
    "proxy",
    "store",
    "template",
    "words",
];

const SINGLE_QUOTES: &str = "write paths in single quotes, such as 'C:\\Data\\children', or with / in place of \\: a backslash between \
                             double quotes means something else";

/// Reads a text.
///
/// # Errors
/// Usage, with file and row: not TOML, an unknown key, a value of another type, a path that quotes have changed. What to do next is said
/// where the cause is plain.
pub(crate) fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T> {
    // A text that is no TOML is told by the parser below.
    let changed = DeTable::parse(text)
        .ok()
        .and_then(|all| changed_path(all.get_ref(), text));
    if let Some(at) = changed {
        return Err(
            Error::usage("this path is read otherwise than it was meant: double quotes make other signs of its backslashes, or it holds a tab")
                .in_file(file)
                .at_row(row_of(text, at))
                .hint(SINGLE_QUOTES),
        );
    }
    toml::from_str(text).map_err(|fault| {
        let at = fault.span().map_or(0, |span| span.start);
        let row = row_of(text, at);
        let line = text.lines().nth(row as usize - 1).unwrap_or_default();
        let error = Error::usage(fault.message().to_owned())
            .in_file(file)
            .at_row(row);
        match likely_cause(line) {
            Some(cause) => error.hint(cause),
            None => error,
        }
    })
}

/// The row, from 1, of a byte of the text.
fn row_of(text: &str, at: usize) -> u64 {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64
}

/// Where a path begins that is read otherwise than it was written; none where no path is.
fn changed_path(table: &DeTable<'_>, text: &str) -> Option<usize> {
    table.iter().find_map(|(key, value)| {
        let is_path = PATH_KEYS.contains(&key.get_ref().as_ref());
        changed_in(value, is_path, text)
    })
}

fn changed_in(value: &Spanned<DeValue<'_>>, is_path: bool, text: &str) -> Option<usize> {
    match value.get_ref() {
        DeValue::Table(table) => changed_path(table, text),
        DeValue::Array(items) => items
            .iter()
            .find_map(|item| changed_in(item, is_path, text)),
        DeValue::String(read) if is_path && is_changed(read, text, value.span()) => {
            Some(value.span().start)
        }
        _ => None,
    }
}

/// Whether a path holds a sign that no path has, or one that a backslash and the letters after it were made into.
fn is_changed(read: &str, text: &str, span: Range<usize>) -> bool {
    let written = text.get(span).unwrap_or_default();
    let is_escaped = written.starts_with('"')
        && written
            .replace("\\\\", "")
            .replace("\\\"", "")
            .contains('\\');
    is_escaped || read.chars().any(char::is_control)
}

/// What an office program does to such a line, or what a path between double quotes makes of it.
fn likely_cause(line: &str) -> Option<&'static str> {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let is_quoted = value.starts_with(['"', '\'']);
    if line.contains(['“', '”', '‘', '’', '„', '«', '»']) && !is_quoted {
        Some(
            "the quotes in this row are curly, as Word and Outlook make them: write straight ones (\") in a plain text editor",
        )
    } else if has_backslash_in_double_quotes(line) {
        Some(SINGLE_QUOTES)
    } else if line.contains('\u{a0}') {
        Some("a no-break space stands in this row: delete it and type a space")
    } else if !value.is_empty() && !is_quoted && value.starts_with(char::is_alphabetic) {
        Some("a name or a path stands between straight quotes: key = \"text\"")
    } else {
        None
    }
}

/// Also in a list of several paths, or on a line of it.
fn has_backslash_in_double_quotes(line: &str) -> bool {
    let mut open = None;
    line.chars().any(|letter| {
        match (open, letter) {
            (None, '"' | '\'') => open = Some(letter),
            (Some(quote), _) if quote == letter => open = None,
            _ => {}
        }
        open == Some('"') && letter == '\\'
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_path_that_double_quotes_change_is_refused_with_its_row() {
        for (text, row) in [
            (r#"store = "C:\temp\new""#, 1),
            ("\n[refresh]\ndrop = [\n  'C:\\a',\n  \"C:\\b\",\n]\n", 5),
            (
                "[[output]]\nprofile = true\nout = \"\\\\\\\\server\\new\"\n",
                3,
            ),
            (r#"plan = "C:\u2025\plan.csv""#, 1),
            (r#"words = "C:\fostering\words.md""#, 1),
            ("template = 'C:\ttemp'", 1),
            // No TOML at all, and the parser's own message.
            (r#"store = "C:\Users\z""#, 1),
            (r#"drop = ["D:\a", "C:\Users\z"]"#, 1),
            (r#"out = "C:\papers\""#, 1),
        ] {
            let told = read::<toml::Table>(text, "yardstick.toml").expect_err(text);
            assert_eq!(told.exit_code(), 2, "{text}");
            assert!(
                told.way_out().contains("write paths in single quotes"),
                "{text}: {told}"
            );
            let told = told.to_string();
            assert!(
                told.contains(&format!("yardstick.toml, row {row}\n")),
                "{text}: {told}"
            );
        }
    }

    #[test]
    fn paths_that_are_read_as_written_and_texts_stay() {
        for text in [
            r"store = 'C:\temp\new'",
            r#"store = "C:\\temp\\new""#,
            r#"store = "C:/temp/new""#,
            r#"out = ["a.docx", 'b\n.docx']"#,
            r#"text = "First.\n\nSecond.\tThird.""#,
        ] {
            read::<toml::Table>(text, "a.toml").expect(text);
        }
    }

    #[test]
    fn a_fault_is_told_with_its_row_and_its_cause() {
        for (text, row, cause) in [
            ("a = \"b\"\nc = “d”\n", 2, "curly"),
            ("\na = ‘b’\n", 2, "curly"),
            (
                "a = \"b\"\n\nstore = \"C:\\Users\\me\"\n",
                3,
                "single quotes",
            ),
            ("a = Blackpool\n", 1, "straight quotes"),
            ("a\u{a0}= \"b\"\n", 1, "no-break space"),
        ] {
            let told = read::<BTreeMap<String, String>>(text, "yardstick.toml")
                .expect_err(text)
                .to_string();
            let place = format!("yardstick.toml, row {row}");
            assert!(
                told.contains(&place) && told.contains(cause),
                "{text:?}: {told}"
            );
        }
        let sound: BTreeMap<String, String> =
            read("a = \"it’s “so”\"\r\n", "a.toml").expect("sound");
        assert_eq!(sound.get("a").map(String::as_str), Some("it’s “so”"));
    }
}
