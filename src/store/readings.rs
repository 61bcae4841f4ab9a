//! Vintages that an older catalogue read, read again from their kept originals: a new catalogue may know indicators that it did
//! not. What a vintage says of itself stays as it was written; the new reading has a folder of its own, and can be deleted at any time.

use super::describe::read_by;
use super::folder::{Store, Writing};
use super::form::{self, READING, is_named};
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::source::filter::IndicatorFilter;
use crate::world;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Figures of a vintage as this program reads them.
pub(super) struct VintageFigures {
    pub(super) parquet: Vec<u8>,
    pub(super) place: String,
    /// Ids of the indicators that have figures in it.
    pub(super) indicators: Vec<String>,
}

/// What a reading that was kept says of itself.
#[derive(Serialize, Deserialize)]
struct Kept {
    read_by: String,
    indicators: Vec<String>,
}

impl Store<'_> {
    /// The figures of a vintage: as they were kept, or read again where another catalogue read them. Nothing where none of the
    /// wanted indicators can be in it.
    ///
    /// # Errors
    /// The vintage is damaged.
    pub(super) fn figures(
        &self,
        vintage: &Vintage,
        reference: &Reference,
        filter: &IndicatorFilter,
    ) -> Result<Option<VintageFigures>> {
        let is_included = filter.includes_any(&vintage.indicators);
        if vintage.read_by == read_by(reference) {
            return if is_included {
                self.first_reading(vintage).map(Some)
            } else {
                Ok(None)
            };
        }
        if let Some(kept) = self.kept(vintage, reference) {
            return Ok(Some(kept).filter(|kept| filter.includes_any(&kept.indicators)));
        }
        if !is_included && !may_hold(vintage, reference, filter) {
            return Ok(None);
        }
        match self.read_again(vintage, reference)? {
            Some(again) => Ok(Some(again)),
            None if vintage.figures == 0 => Ok(None),
            None => self.first_reading(vintage).map(Some),
        }
    }

    /// As it was read when it was taken in.
    fn first_reading(&self, vintage: &Vintage) -> Result<VintageFigures> {
        let folder = self.folder(vintage);
        let path = folder.join(form::FIGURES);
        let parquet = self.bytes(&path)?;
        if !self.is_as_written(&folder, form::FIGURES, &parquet)? {
            return Err(Error::unreadable(
                path.display().to_string(),
                "the figures of this vintage are not as they were written",
            )
            .hint("“yardstick store check” lists what is damaged; move the folder away and import or fetch the release again"));
        }
        Ok(VintageFigures {
            parquet,
            place: path.display().to_string(),
            indicators: vintage.indicators.clone(),
        })
    }

    pub(super) fn is_as_written(
        &self,
        folder: &std::path::Path,
        name: &str,
        bytes: &[u8],
    ) -> Result<bool> {
        Ok(self
            .sums(folder)?
            .iter()
            .any(|(written, sha256)| written == name && *sha256 == world::digest(bytes)))
    }

    /// A reading by this very catalogue that was kept; none where it is damaged, since it can be made again.
    fn kept(&self, vintage: &Vintage, reference: &Reference) -> Option<VintageFigures> {
        let folder = self.reading_folder(vintage, reference);
        let kept: Kept = serde_json::from_slice(&self.bytes(&folder.join(READING)).ok()?).ok()?;
        let path = folder.join(form::FIGURES);
        let parquet = self.bytes(&path).ok()?;
        let whole = kept.read_by == read_by(reference)
            && self.is_as_written(&folder, form::FIGURES, &parquet).ok()?;
        whole.then(|| VintageFigures {
            parquet,
            place: path.display().to_string(),
            indicators: kept.indicators,
        })
    }

    fn reading_folder(&self, vintage: &Vintage, reference: &Reference) -> PathBuf {
        let edition = format!("catalogue={}", reference.catalogue.edition);
        let within = self.folder(vintage);
        let within = within
            .strip_prefix(self.root.join(form::VINTAGES))
            .unwrap_or(&within);
        self.root.join(form::READINGS).join(edition).join(within)
    }

    /// Reads the originals; none where this catalogue cannot read one of them, so that the figures before stay in use.
    fn read_again(
        &self,
        vintage: &Vintage,
        reference: &Reference,
    ) -> Result<Option<VintageFigures>> {
        let originals = vintage
            .files
            .iter()
            .map(|file| self.original(vintage, &file.name))
            .collect::<Result<Vec<_>>>()?;
        let populations =
            self.populations(reference, &originals, &self.vintages()?, vintage.day())?;
        let screening =
            super::screening::screened(self.world, reference, &originals, &populations, &[], None)?;
        if screening.files.iter().any(|(_, why)| !why.is_empty()) {
            return Ok(None);
        }
        let indicators = screening.rows.indicators.iter().cloned().collect();
        let place = self.folder(vintage).display().to_string();
        Ok(Some(VintageFigures {
            parquet: screening.rows.parquet()?,
            place,
            indicators,
        }))
    }

    /// How many vintages another catalogue read, of which no reading by this one is kept.
    pub(crate) fn read_otherwise(&self, vintages: &[Vintage], reference: &Reference) -> usize {
        let otherwise = vintages
            .iter()
            .filter(|v| v.is_good() && v.read_by != read_by(reference));
        otherwise
            .filter(|vintage| self.kept(vintage, reference).is_none())
            .count()
    }

    /// Keeps a reading of every vintage that another catalogue read, and lets go of the readings of other catalogues. Answers with
    /// how many were read again.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub(crate) fn keep_readings(&self, _: &Writing, reference: &Reference) -> Result<usize> {
        let storage = self.world.storage();
        let readings = self.root.join(form::READINGS);
        let edition = format!("catalogue={}", reference.catalogue.edition);
        for folder in storage
            .folders(&readings)
            .map_err(|fault| world::unreadable(&readings, &fault))?
        {
            if !is_named(&folder, &edition) {
                storage
                    .remove(&folder)
                    .map_err(|fault| world::unwritten(&folder, &fault))?;
            }
        }
        let mut again = 0;
        for vintage in self
            .vintages()?
            .iter()
            .filter(|v| v.is_good() && v.read_by != read_by(reference))
        {
            if self.kept(vintage, reference).is_some() {
                continue;
            }
            let Some(reading) = self.read_again(vintage, reference)? else {
                continue;
            };
            let place = self.reading_folder(vintage, reference);
            storage
                .remove(&place)
                .map_err(|fault| world::unwritten(&place, &fault))?;
            let kept = Kept {
                read_by: read_by(reference),
                indicators: reading.indicators,
            };
            let said = serde_json::to_string_pretty(&kept)
                .map_err(|fault| Error::unwritten(READING, fault.to_string()))?;
            let files = vec![
                (form::FIGURES.to_owned(), reading.parquet),
                (READING.to_owned(), format!("{said}\n").into_bytes()),
            ];
            self.put(files, &vintage.id, &place)?;
            again += 1;
        }
        Ok(again)
    }
}

/// Whether a catalogue that knows more may find a wanted indicator in the files of a vintage.
fn may_hold(vintage: &Vintage, reference: &Reference, filter: &IndicatorFilter) -> bool {
    reference
        .catalogue
        .readable()
        .filter(|entry| filter.includes(&entry.id, &entry.id))
        .any(|entry| {
            (vintage.publication == *COMPILATION && entry.lait.is_some())
                || entry
                    .ees
                    .iter()
                    .any(|mapping| vintage.has_file_named(&mapping.file))
        })
}
