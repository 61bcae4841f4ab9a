//! Files that lack what a mapping of the catalogue names.

use super::age::FileAge;
use super::columns::unknown_columns;
use super::labels::LabelsMet;
use super::mapping::FittedMapping;
use crate::error::Error;
use crate::observation::check::{Check, Severity};
use crate::reference::breakdown::may_be_category;
use crate::source::sheet::Sheet;

/// Where to look for the labels of a column.
pub(super) const LIST_LABELS: &str =
    "“yardstick inspect FILE” lists the labels of every filter of the file";

/// How grave it is that a file has nothing for an indicator. One category of many that a release calls otherwise, or has no more, is no
/// reason to keep the whole file out.
pub(super) fn severity(id: &str) -> Severity {
    if may_be_category(id) {
        Severity::Warning
    } else {
        Severity::Error
    }
}

/// Columns that a file lacks, so that an indicator cannot be read from it.
pub(super) struct LackingColumns<'a> {
    /// The indicator's id.
    pub(super) id: &'a str,
    /// How the name of the file starts in the catalogue.
    pub(super) file: &'a str,
    pub(super) columns: Vec<&'a str>,
    /// Whether the indicator was asked for.
    pub(super) is_wanted: bool,
}

impl LackingColumns<'_> {
    pub(super) fn fault(&self, sheet: &Sheet, age: FileAge) -> Error {
        unknown_columns(sheet, &self.columns).hint(age.of_columns(self.id))
    }

    pub(super) fn check(&self, sheet: &Sheet, age: FileAge) -> Check {
        let fault = self.fault(sheet, age);
        Check::new(severity(self.id), "unknown-column", &sheet.file)
            .row(sheet.header_row)
            .found(fault.what())
            .expected(fault.wanted())
            .guidance(fault.way_out())
    }
}

/// Why a mapping found no row.
pub(super) fn without_rows(
    mapping: &FittedMapping<'_>,
    labels: &LabelsMet,
    sheet: &Sheet,
) -> Error {
    let id = &mapping.entry.id;
    let Some(missing) = labels.missing(&mapping.selection, sheet) else {
        let chosen: Vec<String> = mapping
            .selection
            .iter()
            .map(|(_, label)| format!("“{label}”"))
            .collect();
        let what = format!("no row is labelled {} ({id})", chosen.join(" and "));
        return Error::unreadable(&sheet.file, what)
            .expected("rows with all of these labels; each is there, but not together");
    };
    let near = match missing.nearest {
        Some(near) => format!("; the nearest label in the file is “{near}”"),
        None => String::new(),
    };
    Error::unreadable(
        &sheet.file,
        format!("no row is labelled “{}” ({id})", missing.label),
    )
    .in_column(missing.column)
    .expected(format!("rows with this label{near}"))
}
