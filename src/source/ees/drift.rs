//! A header that has changed: which columns are not there, and which come nearest.

use super::columns::PLACE_AND_TIME;
use crate::error::Error;
use crate::observation::check::{Check, Severity};
use crate::reference::nearest::nearest;
use crate::source::sheet::Sheet;

/// Columns that a file lacks, so that an indicator cannot be read from it.
pub(super) struct LackingColumns<'a> {
    /// The indicator's id.
    pub(super) id: &'a str,
    /// How the name of the file starts in the catalogue.
    pub(super) file: &'a str,
    pub(super) columns: Vec<&'a str>,
}

impl LackingColumns<'_> {
    pub(super) fn fault(&self, sheet: &Sheet) -> Error {
        unknown_columns(sheet, &self.columns).hint(format!(
            "the release changed its header: {} cannot be read until the catalogue knows the new names",
            self.id
        ))
    }

    pub(super) fn check(&self, sheet: &Sheet) -> Check {
        let fault = self.fault(sheet);
        Check::new(Severity::Error, "unknown-column", &sheet.file)
            .row(1)
            .found(fault.what())
            .expected(fault.wanted())
            .guidance(fault.way_out())
    }
}

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
        None => fault.expected(format!("“{name}”; the file has {}", own_columns(sheet))),
    }
}

/// The same of several columns at once.
fn unknown_columns(sheet: &Sheet, names: &[&str]) -> Error {
    if let [name] = names {
        return unknown_column(sheet, name);
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    let quoted = quoted.join(", ");
    Error::unreadable(&sheet.file, format!("there are no columns {quoted}"))
        .at_row(1)
        .in_column(names.join(", "))
        .expected(format!("{quoted}; the file has {}", own_columns(sheet)))
}

/// The columns that only this file has: its filters and indicators.
fn own_columns(sheet: &Sheet) -> String {
    let own: Vec<&str> = sheet
        .header
        .iter()
        .map(String::as_str)
        .filter(|name| !PLACE_AND_TIME.contains(name))
        .collect();
    own.join(", ")
}
