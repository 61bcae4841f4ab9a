//! The columns of a table of figures, by whatever name officers give them, and its two forms.

use crate::source::sheet::form::{SheetForm, plain_heading};

/// The column that says which measure a row is of, and how officers call the others.
pub(in crate::measure) const MEASURE: &str = "measure";
pub(in crate::measure) const PERIOD: &str = "period";
pub(in crate::measure) const AREA: &str = "area";
pub(in crate::measure) const VALUE: &str = "value";
pub(in crate::measure) const NUMERATOR: &str = "numerator";
pub(in crate::measure) const DENOMINATOR: &str = "denominator";
/// Of a wide table: which of value, numerator and denominator a row holds.
pub(in crate::measure) const FIGURE: &str = "figure";

/// Other names of a column.
pub(in crate::measure) const NAMES: [(&str, &[&str]); 7] = [
    (
        MEASURE,
        &[
            "measure id",
            "indicator",
            "kpi",
            "pi",
            "performance indicator",
        ],
    ),
    (
        PERIOD,
        &[
            "month",
            "week",
            "week ending",
            "quarter",
            "term",
            "date",
            "reporting period",
        ],
    ),
    (
        AREA,
        &["district", "locality", "team", "place", "authority"],
    ),
    (VALUE, &["result", "actual", "performance"]),
    (NUMERATOR, &["count", "number"]),
    (DENOMINATOR, &["base", "out of", "cohort", "population"]),
    (FIGURE, &["part", "row"]),
];

/// A row a figure.
pub(super) struct LongForm;
/// A row a measure, a column a period.
pub(super) struct WideForm;

pub(super) fn column(heading: &str) -> Option<&'static str> {
    let plain = plain_heading(heading);
    let known = NAMES
        .iter()
        .find(|(name, others)| plain == *name || others.contains(&plain.as_str()));
    known.map(|(name, _)| *name)
}

impl SheetForm for LongForm {
    fn required(&self) -> &[&'static str] {
        &[MEASURE, PERIOD]
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        column(heading)
    }

    fn key(&self) -> Option<&'static str> {
        Some(MEASURE)
    }

    fn names_are_free(&self) -> bool {
        true
    }
}

impl SheetForm for WideForm {
    fn required(&self) -> &[&'static str] {
        &[MEASURE]
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        column(heading)
    }

    fn key(&self) -> Option<&'static str> {
        Some(MEASURE)
    }

    fn heads(&self) -> &[&'static str] {
        &[MEASURE, AREA]
    }

    fn names_are_free(&self) -> bool {
        true
    }
}
