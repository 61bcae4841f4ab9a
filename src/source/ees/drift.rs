//! A header that is not what it was: which columns are not there, and what comes nearest.

use super::PLACE_AND_TIME;
use crate::error::Error;
use crate::reference::nearest::nearest;
use crate::source::sheet::Sheet;

/// A column that is not in a file.
pub(super) fn unknown_column(sheet: &Sheet, name: &str) -> Error {
    let near = nearest(name, sheet.header.iter().map(String::as_str));
    let fault = Error::unreadable(&sheet.file, format!("there is no column “{name}”"))
        .at_row(1)
        .in_column(name);
    match near {
        Some(near) => fault.expected(format!(
            "“{name}”; the nearest name in the file is “{near}”"
        )),
        None => {
            let own = |name: &&String| !PLACE_AND_TIME.contains(&name.as_str());
            let names: Vec<&str> = sheet
                .header
                .iter()
                .filter(own)
                .map(String::as_str)
                .collect();
            fault.expected(format!("“{name}”; the file has {}", names.join(", ")))
        }
    }
}

/// The same of several columns at once.
pub(super) fn unknown_columns(sheet: &Sheet, names: &[&str]) -> Error {
    if let [name] = names {
        return unknown_column(sheet, name);
    }
    let quoted = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("“{name}”"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let own: Vec<&str> = sheet
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| !PLACE_AND_TIME.contains(name))
        .collect();
    Error::unreadable(
        &sheet.file,
        format!("there are no columns {}", quoted(names)),
    )
    .at_row(1)
    .in_column(names.join(", "))
    .expected(format!(
        "{}; the file has {}",
        quoted(names),
        own.join(", ")
    ))
}
