//! A file of settings or of a paper's definition in TOML, read with its faults told by row and likely cause.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;

/// Reads a text.
///
/// # Errors
/// Usage, with file and row: not TOML, an unknown key, a value of another type. What to do next is said where the cause is plain.
pub(crate) fn read<T: DeserializeOwned>(text: &str, file: &str) -> Result<T> {
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

/// What an office program does to such a line.
fn likely_cause(line: &str) -> Option<&'static str> {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let is_quoted = value.starts_with(['"', '\'']);
    if line.contains(['“', '”', '‘', '’', '„', '«', '»']) && !is_quoted {
        Some(
            "the quotes in this row are curly, as Word and Outlook make them: write straight ones (\") in a plain text editor",
        )
    } else if value.starts_with('"') && value.contains('\\') {
        Some(
            "a backslash between double quotes means something else: write the path between single quotes, or with / in place of \\",
        )
    } else if line.contains('\u{a0}') {
        Some("a no-break space stands in this row: delete it and type a space")
    } else if !value.is_empty() && !is_quoted && value.starts_with(char::is_alphabetic) {
        Some("a name or a path stands between straight quotes: key = \"text\"")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_fault_is_told_with_its_row_and_its_cause() {
        for (text, row, cause) in [
            ("a = \"b\"\nc = “d”\n", 2, "curly"),
            ("\na = ‘b’\n", 2, "curly"),
            ("a = \"b\"\n\nstore = \"C:\\Users\\me\"\n", 3, "backslash"),
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
