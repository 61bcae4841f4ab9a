//! A file of judgements, and what it covers.

use crate::observation::provenance::Source;
use jiff::civil::Date;

/// A file that judgements were read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct JudgementFile {
    pub(crate) source: Source,
    /// The day on which somebody read what reports say, where this is no release of the inspectorate's own.
    pub(crate) read_on: Option<Date>,
    /// Inspections up to this day are in it.
    pub(crate) inspected_to: Option<Date>,
    /// Reports published by this day are in it.
    pub(crate) complete_to: Option<Date>,
}

impl JudgementFile {
    /// A file of what somebody read from reports' pages on a day: what was published by then is in it as far as they read.
    pub(crate) fn read(source: Source, publisher: &str, day: Date) -> JudgementFile {
        let publisher = if source.publisher.is_empty() {
            publisher.to_owned()
        } else {
            source.publisher.clone()
        };
        JudgementFile {
            source: Source {
                publisher,
                ..source
            },
            read_on: Some(day),
            inspected_to: None,
            complete_to: Some(day),
        }
    }
}
