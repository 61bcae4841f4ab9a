//! Maintenance of a store: verifying every digest, removing old vintages, copying everything out.

use super::folder::{Store, Writing};
use super::form;
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::world;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is wrong with one vintage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreFault {
    /// Its folder within the store.
    pub(crate) vintage: String,
    pub(crate) file: String,
    pub(crate) what: String,
}

/// Which vintages to remove.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pruning {
    /// Keep so many good ones of each publication.
    pub(crate) keep: Option<usize>,
    /// Remove those published before this day.
    pub(crate) before: Option<Date>,
}

impl Store<'_> {
    /// Digests of a vintage's files as they were written.
    pub(super) fn sums(&self, folder: &Path) -> Result<Vec<(String, String)>> {
        let path = folder.join(form::SUMS);
        let text = String::from_utf8_lossy(&self.bytes(&path)?).into_owned();
        let pairs = text.lines().map(|line| {
            let (sha256, name) = line.split_once("  ")?;
            (sha256.len() == 64).then(|| (name.to_owned(), sha256.to_owned()))
        });
        pairs.collect::<Option<Vec<_>>>().ok_or_else(|| {
            Error::unreadable(path.display().to_string(), "the list of digests is damaged")
                .hint("move the folder out of the store, then import or fetch the release again")
        })
    }

    /// Verifies every digest, of the files that were written and of the original bytes inside. Answers with the number of vintages.
    ///
    /// # Errors
    /// The store's folder cannot be listed; a fault in a vintage is a result.
    pub(crate) fn verify(&self) -> Result<(usize, Vec<StoreFault>)> {
        let mut faults = Vec::new();
        let folders = self.folders()?;
        for folder in &folders {
            let vintage = self.within(folder);
            let found = [self.written_faults(folder), self.described_faults(folder)].concat();
            // A vintage that was let go of meanwhile is no fault.
            if !found.is_empty() && !self.folders()?.contains(folder) {
                continue;
            }
            faults.extend(found.into_iter().map(|(file, what)| StoreFault {
                vintage: vintage.clone(),
                file,
                what,
            }));
        }
        for folder in self.reading_folders()? {
            if !self.is_whole(&folder) {
                faults.push(StoreFault {
                    vintage: self.within(&folder),
                    file: form::FIGURES.to_owned(),
                    what: "what was read again is not as it was written: “yardstick store rescreen” makes it anew".to_owned(),
                });
            }
        }
        faults.extend(self.index_as_faults());
        faults.extend(self.state_faults());
        Ok((folders.len(), faults))
    }

    /// The path of a folder within the store.
    pub(super) fn within(&self, folder: &Path) -> String {
        folder
            .strip_prefix(&self.root)
            .unwrap_or(folder)
            .display()
            .to_string()
    }

    /// Files of a vintage that are not as they were written.
    fn written_faults(&self, folder: &Path) -> Vec<FileFault> {
        let sums = match self.sums(folder) {
            Ok(sums) => sums,
            Err(fault) => return vec![file_fault(form::SUMS, fault.what())],
        };
        let mut faults = Vec::new();
        for (name, sha256) in &sums {
            match self.bytes(&folder.join(name)) {
                Err(fault) => faults.push(file_fault(name, fault.what())),
                Ok(bytes) if world::digest(&bytes) != *sha256 => {
                    faults.push(file_fault(
                        name,
                        "the bytes are not those that were written",
                    ));
                }
                Ok(_) => {}
            }
        }
        if !sums.iter().any(|(name, _)| name == form::VINTAGE) {
            faults.push(file_fault(form::SUMS, "the list of digests is not whole"));
        }
        faults
    }

    /// What is wrong with a vintage's description, or with the originals that it names.
    fn described_faults(&self, folder: &Path) -> Vec<FileFault> {
        match self.describe(folder) {
            // A file that is not there was reported with the digests.
            Err(_) if self.bytes(&folder.join(form::VINTAGE)).is_err() => Vec::new(),
            Err(fault) => vec![file_fault(form::VINTAGE, fault.what())],
            Ok(vintage) => self.original_faults(&vintage),
        }
    }

    fn original_faults(&self, vintage: &Vintage) -> Vec<FileFault> {
        let mut faults = Vec::new();
        for file in &vintage.files {
            match self.original(vintage, &file.name) {
                Err(fault) => faults.push(file_fault(&file.name, fault.what())),
                Ok(original) if original.sha256 != file.sha256 => faults.push(file_fault(
                    &file.name,
                    "the original does not have the digest it was published with",
                )),
                Ok(_) => {}
            }
        }
        faults
    }

    /// Whether every file in a folder of figures that were read again is as it was written.
    fn is_whole(&self, folder: &Path) -> bool {
        self.sums(folder).is_ok_and(|sums| {
            !sums.is_empty()
                && sums.iter().all(|(name, sha256)| {
                    self.bytes(&folder.join(name))
                        .is_ok_and(|bytes| world::digest(&bytes) == *sha256)
                })
        })
    }

    /// Folders of figures that were read again.
    fn reading_folders(&self) -> Result<Vec<PathBuf>> {
        let mut level = vec![self.root.join(form::READINGS)];
        for _ in ["catalogue", "publication", "vintage"] {
            let inside = level.iter().map(|folder| {
                self.world
                    .storage()
                    .folders(folder)
                    .map_err(|fault| world::unreadable(folder, &fault))
            });
            level = inside.collect::<Result<Vec<_>>>()?.concat();
        }
        Ok(level)
    }

    /// The vintages that would be removed. The newest good one that holds an indicator always stays.
    ///
    /// # Errors
    /// As [`Store::vintages`].
    pub(crate) fn prunable(&self, pruning: Pruning) -> Result<Vec<Vintage>> {
        let all = self.vintages()?;
        let good: Vec<&Vintage> = all.iter().filter(|v| v.is_good()).collect();
        let mut needed: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut newest: BTreeMap<&str, &Vintage> = BTreeMap::new();
        for vintage in &good {
            for id in &vintage.indicators {
                let best = newest.entry(id).or_insert(vintage);
                if (vintage.day(), vintage.retrieved) > (best.day(), best.retrieved) {
                    *best = vintage;
                }
            }
            let first = good
                .iter()
                .filter(|v| v.publication == vintage.publication)
                .max_by_key(|v| (v.day(), v.retrieved));
            needed.extend(first.map(|v| (v.publication.as_str(), v.id.as_str())));
        }
        needed.extend(
            newest
                .values()
                .map(|v| (v.publication.as_str(), v.id.as_str())),
        );
        let gone = all.iter().filter(|vintage| {
            !needed.contains(&(vintage.publication.as_str(), vintage.id.as_str()))
                && (is_past_number(vintage, &good, pruning.keep)
                    || is_older(vintage, pruning.before))
        });
        Ok(gone.cloned().collect())
    }

    /// Removes a vintage: first it is renamed, so that nobody sees it any more, then deleted.
    ///
    /// # Errors
    /// The folder cannot be moved or removed.
    pub(crate) fn let_go(&self, writing: &Writing, vintage: &Vintage) -> Result<()> {
        let (storage, folder) = (self.world.storage(), self.folder(vintage));
        let aside = self.root.join(format!("{}{}", form::REMOVING, vintage.id));
        self.announce(&folder, None)?;
        let moved = storage
            .move_into_place(&folder, &aside)
            .and_then(|()| storage.remove(&aside));
        moved.map_err(|fault| world::unwritten(&folder, &fault))?;
        // The index says that it may be gone, and the next writer does the rest.
        let _ = self.write_index(writing);
        // Only good vintages are read again; their figures lie at the same path under another folder.
        let Ok(within) = folder.strip_prefix(self.root.join(form::VINTAGES)) else {
            return Ok(());
        };
        for reading in self.reading_folders()? {
            if reading.ends_with(within) {
                storage
                    .remove(&reading)
                    .map_err(|fault| world::unwritten(&reading, &fault))?;
            }
        }
        Ok(())
    }

    /// Every file of the store with its path within it, sorted: mark and page, then vintage by vintage.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(crate) fn everything(&self) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let mut all = Vec::new();
        for name in [form::PAGE_NAME, form::MARK] {
            all.push((PathBuf::from(name), self.bytes(&self.root.join(name))?));
        }
        for folder in self.folders()? {
            let within = folder
                .strip_prefix(&self.root)
                .unwrap_or(&folder)
                .to_owned();
            for (name, _) in self.sums(&folder)? {
                all.push((within.join(&name), self.bytes(&folder.join(&name))?));
            }
            all.push((
                within.join(form::SUMS),
                self.bytes(&folder.join(form::SUMS))?,
            ));
        }
        Ok(all)
    }
}

/// A file, and what is wrong with it.
type FileFault = (String, String);

fn file_fault(file: &str, what: &str) -> FileFault {
    (file.to_owned(), what.to_owned())
}

/// Whether so many good vintages of the same publication, or more, are newer.
fn is_past_number(vintage: &Vintage, good: &[&Vintage], keep: Option<usize>) -> bool {
    let newer: BTreeSet<Option<Date>> = good
        .iter()
        .filter(|other| other.publication == vintage.publication)
        .map(|other| other.day())
        .filter(|day| *day > vintage.day())
        .collect();
    keep.is_some_and(|keep| newer.len() >= keep)
}

fn is_older(vintage: &Vintage, before: Option<Date>) -> bool {
    vintage
        .day()
        .zip(before)
        .is_some_and(|(day, before)| day < before)
}
