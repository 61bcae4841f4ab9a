//! What was found in files, a row a finding.

use super::Table;
use super::cell::{optional, text};
use super::columns::TableColumns;
use crate::observation::check::Check;

/// Every finding with the name of its check.
pub(crate) fn checks(found: &[Check]) -> Table {
    columns(true, "Column or indicator", "What it means").table("findings", "Findings", found)
}

/// The columns of a finding. `is_named` adds the name of its check; the titles say what a place in a row is and what the guidance is about.
pub(super) fn columns<'a>(
    is_named: bool,
    place: &str,
    guidance: &str,
) -> TableColumns<'a, &'a Check> {
    TableColumns::<&Check>::new()
        .text("severity", "Severity", |check| {
            text(check.severity.to_string())
        })
        .when(is_named, |columns| {
            columns.text("check", "Check", |check| text(check.name))
        })
        .text("file", "File", |check| text(&check.file))
        .text("row", "Row", |check| {
            optional(check.row.map(|row| row.to_string()))
        })
        .text("column", place, |check| optional(check.column.as_ref()))
        .text("found", "Found", |check| text(&check.found))
        .text("expected", "Expected", |check| text(&check.expected))
        .text("guidance", guidance, |check| text(&check.guidance))
}
