//! `explain --paper`: what a sentence, number, table or chart of a paper rests on, from the paper's manifest alone.

use super::entry::ManifestEntry;
use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::reference::nearest::nearest;
use serde_json::{Map, Value};

/// The entries that a reader means by “3.2”, “p3.2.1”, “Figure 1” or “table-2”.
///
/// # Errors
/// Usage: nothing of that number, with what there is.
pub(crate) fn entries<'m>(
    manifest: &'m Manifest,
    asked: &str,
) -> Result<Vec<(&'m str, &'m ManifestEntry)>> {
    let wanted = asked.trim().to_lowercase().replace(' ', "-");
    let paragraph = format!("p{}.", wanted.trim_start_matches('p').trim_end_matches('.'));
    let section = format!("s{}.", wanted.trim_start_matches('s').trim_end_matches('.'));
    // The sections of an annex have a letter: a reader's "A2.1" is the entry "annex-p2.1".
    let annex = wanted
        .strip_prefix('a')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let annex = annex.map(|rest| format!("annex-p{}.", rest.trim_end_matches('.')));
    let found: Vec<_> = manifest
        .entries
        .iter()
        .filter(|(id, _)| {
            *id == wanted
                || id.starts_with(&paragraph)
                || id.starts_with(&section)
                || annex.as_ref().is_some_and(|annex| id.starts_with(annex))
        })
        .collect();
    if found.is_empty() {
        let fault = Error::usage(format!("nothing in the manifest has the number “{asked}”"))
            .expected(
                "a paragraph such as 3.2, a figure such as figure-1, a table such as table-1; officers’ own words have none",
            );
        return Err(
            match nearest(&wanted, manifest.entries.iter().map(|(id, _)| id)) {
                Some(near) => fault.hint(format!("did you mean {near}?")),
                None => fault,
            },
        );
    }
    Ok(found)
}

/// An entry as lines of text, each with its depth of indentation: names in words, a line for each value.
///
/// # Errors
/// It cannot be written as JSON: a fault of the program.
pub(crate) fn lines(entry: &ManifestEntry) -> Result<Vec<(usize, String)>> {
    let mut lines = Vec::new();
    if let Value::Object(fields) = entry.json()? {
        object(&fields, 0, &mut lines);
    }
    Ok(lines)
}

fn object(fields: &Map<String, Value>, depth: usize, lines: &mut Vec<(usize, String)>) {
    for (name, value) in fields {
        member(&name.replace('_', " "), value, depth, lines);
    }
}

fn member(name: &str, value: &Value, depth: usize, lines: &mut Vec<(usize, String)>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            lines.push((depth, format!("{name}:")));
            object(fields, depth + 1, lines);
        }
        Value::Array(items) if items.iter().all(|item| !item.is_object()) => {
            let plain: Vec<String> = items.iter().map(plain).collect();
            lines.push((depth, format!("{name}: {}", plain.join(", "))));
        }
        Value::Array(items) => {
            for (item, at) in items.iter().zip(1..) {
                member(&format!("{name} {at}"), item, depth, lines);
            }
        }
        single => lines.push((depth, format!("{name}: {}", plain(single)))),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .filter(|_| number.is_f64())
            .map_or_else(|| number.to_string(), |value| value.to_string()),
        other => other.to_string(),
    }
}
