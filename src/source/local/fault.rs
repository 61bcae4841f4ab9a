//! The check that tells of a cell for which a row of an officer's own file was set aside.

use crate::observation::check::{Check, Severity};

/// File and row are not known here.
pub(super) fn fault(column: &str, found: &str, expected: impl Into<String>) -> Box<Check> {
    Box::new(
        Check::new(Severity::Error, "local-row", "")
            .column(column)
            .found(format!("“{found}”"))
            .expected(expected)
            .guidance("the row was set aside"),
    )
}
