//! A file of judgements, and what it covers.

use crate::observation::provenance::Source;
use jiff::civil::Date;

/// A file that judgements were read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct JudgementFile {
    pub(crate) source: Source,
    /// Inspections up to this day are in it.
    pub(crate) inspected_to: Option<Date>,
    /// Reports published by this day are in it.
    pub(crate) complete_to: Option<Date>,
}
