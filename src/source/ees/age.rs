//! Whether a file that no mapping reads in full is older or newer than what is known: a header differs for one reason or the other.

use super::place::PlaceAndTime;
use crate::error::Result;
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::source::coverage::FileSelection;
use crate::source::filter::IndicatorFilter;
use crate::source::national;
use crate::source::sheet::Sheet;
use csv::ByteRecord;
use std::collections::HashMap;

/// The newest year of a file beside that of the figures in the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileAge {
    /// It ends with this year, before the figures in the program do.
    Older(i16),
    /// Both end with this year.
    Same(i16),
    /// It ends with this year, after the figures in the program.
    Newer(i16),
    Unknown,
}

impl FileAge {
    /// Why columns are not there, and what can be done.
    pub(super) fn of_columns(self, id: &str) -> String {
        match self {
            FileAge::Older(year) => format!(
                "{id} cannot be read: the file ends with {year} and is of an older layout, which the catalogue does not know; {BY_HAND}"
            ),
            FileAge::Same(year) => format!(
                "{id} cannot be read: the release of {year} that this program knows has the column; fetch the file again, or {BY_HAND}"
            ),
            FileAge::Newer(year) => format!(
                "{id} cannot be read: the release changed its header for {year}, and the catalogue does not know the new names; {BY_HAND}"
            ),
            FileAge::Unknown => format!(
                "{id} cannot be read: the catalogue does not know this layout of the file; {BY_HAND}"
            ),
        }
    }

    /// Why labels are not there, and what can be done.
    pub(super) fn of_labels(self) -> String {
        match self {
            FileAge::Older(year) => format!(
                "the file ends with {year} and has the labels of an older release, which the catalogue does not know; {BY_HAND}"
            ),
            FileAge::Same(year) => format!(
                "the release of {year} that this program knows has the label; fetch the file again, or {BY_HAND}"
            ),
            FileAge::Newer(year) => format!(
                "the release changed its labels for {year}, and the catalogue does not know the new ones; {BY_HAND}"
            ),
            FileAge::Unknown => format!("the catalogue does not know these labels; {BY_HAND}"),
        }
    }
}

/// The way that is open to any EES file.
const BY_HAND: &str = "“yardstick inspect FILE” lists columns and labels, and compare reads one with --column and --where";

/// One row of each label of a period that a file has.
#[derive(Default)]
pub(super) struct FileTimes(HashMap<Vec<u8>, ByteRecord>);

impl FileTimes {
    pub(super) fn note(&mut self, record: &ByteRecord, time: usize) {
        let label = record.get(time).unwrap_or_default();
        if !self.0.contains_key(label) {
            self.0.insert(label.to_vec(), record.clone());
        }
    }

    /// The age of the file beside these indicators' figures in the program.
    ///
    /// # Errors
    /// As [`national::read`].
    pub(super) fn age(
        &self,
        ids: Vec<&str>,
        sheet: &Sheet,
        reference: &Reference,
    ) -> Result<FileAge> {
        let mut known = Builder::default();
        let names: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        let filter = IndicatorFilter::named(names.clone());
        national::read(reference, &filter, &FileSelection::default(), &mut known)?;
        let years = names.iter().filter_map(|id| known.find(id));
        let mut newest = None;
        for series in years {
            let years = known.known_of(series)?;
            newest = newest.max(years.iter().map(|(_, year, _, _)| *year).max());
        }
        let kind = names
            .iter()
            .find_map(|id| Some(reference.catalogue.get(id)?.year));
        let (Some(newest), Some(kind)) = (newest, kind) else {
            return Ok(FileAge::Unknown);
        };
        let mut places = PlaceAndTime::new(sheet, reference)?;
        let mut builder = Builder::default();
        let own = self
            .0
            .values()
            .filter_map(|record| places.period(record, kind, &mut builder))
            .map(|period| period.end_year)
            .max();
        Ok(match own {
            None => FileAge::Unknown,
            Some(own) if own < newest => FileAge::Older(own),
            Some(own) if own > newest => FileAge::Newer(own),
            Some(own) => FileAge::Same(own),
        })
    }
}
