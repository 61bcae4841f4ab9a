//! Looking after a store: every digest verified, old vintages let go, all of it copied out.

use super::vintage::Vintage;
use super::{Store, Writing, form};
use crate::error::{Error, Result};
use crate::world;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is wrong with one vintage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Its folder within the store.
    pub(crate) vintage: String,
    pub(crate) file: String,
    pub(crate) what: String,
}

/// Which vintages to let go of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pruning {
    /// Keep so many good ones of each publication.
    pub(crate) keep: Option<usize>,
    /// Let go of those published before this day.
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

    /// Verifies every digest: of what was written, and of the original bytes inside. Answers with the number of vintages.
    ///
    /// # Errors
    /// The store's folder cannot be listed; a fault in a vintage is a result.
    pub(crate) fn verify(&self) -> Result<(usize, Vec<Fault>)> {
        let mut faults = Vec::new();
        let folders = self.folders()?;
        for folder in &folders {
            let vintage = folder
                .strip_prefix(&self.root)
                .unwrap_or(folder)
                .display()
                .to_string();
            let mut tell = |file: &str, what: String| {
                faults.push(Fault {
                    vintage: vintage.clone(),
                    file: file.to_owned(),
                    what,
                })
            };
            match self.sums(folder) {
                Err(fault) => tell(form::SUMS, fault.what().to_owned()),
                Ok(sums) => {
                    for (name, sha256) in &sums {
                        match self.bytes(&folder.join(name)) {
                            Err(fault) => tell(name, fault.what().to_owned()),
                            Ok(bytes) if world::digest(&bytes) != *sha256 => {
                                tell(name, "the bytes are not those that were written".to_owned());
                            }
                            Ok(_) => {}
                        }
                    }
                    if !sums.iter().any(|(name, _)| name == form::VINTAGE) {
                        tell(form::SUMS, "the list of digests is not whole".to_owned());
                    }
                }
            }
            match self.describe(folder) {
                // A file that is not there was told with the digests.
                Err(_) if self.bytes(&folder.join(form::VINTAGE)).is_err() => {}
                Err(fault) => tell(form::VINTAGE, fault.what().to_owned()),
                Ok(of) if self.folder(&of) != *folder => {
                    tell(
                        form::VINTAGE,
                        "the folder does not bear this vintage's name".to_owned(),
                    );
                }
                Ok(of) => self.originals(&of, &mut tell),
            }
        }
        for folder in self.reading_folders()? {
            let name = folder
                .strip_prefix(&self.root)
                .unwrap_or(&folder)
                .display()
                .to_string();
            let sums = self.sums(&folder).unwrap_or_default();
            let is_whole = |(name, sha256): &(String, String)| {
                self.bytes(&folder.join(name))
                    .is_ok_and(|bytes| world::digest(&bytes) == *sha256)
            };
            if sums.is_empty() || !sums.iter().all(is_whole) {
                let what = "what was read again is not as it was written: “yardstick store rescreen” makes it anew".to_owned();
                faults.push(Fault {
                    vintage: name,
                    file: form::FIGURES.to_owned(),
                    what,
                });
            }
        }
        Ok((folders.len(), faults))
    }

    /// Folders of figures that were read again.
    fn reading_folders(&self) -> Result<Vec<PathBuf>> {
        let mut level = vec![self.root.join(form::READINGS)];
        for _ in ["catalogue", "publication", "vintage"] {
            let inside = level.iter().map(|folder| {
                self.world
                    .keep()
                    .folders(folder)
                    .map_err(|fault| world::unreadable(folder, &fault))
            });
            level = inside.collect::<Result<Vec<_>>>()?.concat();
        }
        Ok(level)
    }

    fn originals(&self, vintage: &Vintage, tell: &mut impl FnMut(&str, String)) {
        for file in &vintage.files {
            match self.original(vintage, &file.name) {
                Err(fault) => tell(&file.name, fault.what().to_owned()),
                Ok(original) if original.sha256 != file.sha256 => {
                    tell(
                        &file.name,
                        "the original does not have the digest it was published with".to_owned(),
                    );
                }
                Ok(_) => {}
            }
        }
    }

    /// The vintages that would be let go. The newest good one that holds an indicator always stays.
    ///
    /// # Errors
    /// As [`Store::vintages`].
    pub(crate) fn prunable(&self, asked: Pruning) -> Result<Vec<Vintage>> {
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
        let beyond = |vintage: &Vintage| {
            let days = good
                .iter()
                .filter(|v| v.publication == vintage.publication)
                .map(|v| v.day());
            let newer: BTreeSet<Option<Date>> = days.filter(|day| *day > vintage.day()).collect();
            asked.keep.is_some_and(|keep| newer.len() >= keep)
        };
        let old = |vintage: &Vintage| {
            asked
                .before
                .is_some_and(|before| vintage.day().is_some_and(|day| day < before))
        };
        let go = |vintage: &&Vintage| {
            (beyond(vintage) || old(vintage))
                && !needed.contains(&(vintage.publication.as_str(), vintage.id.as_str()))
        };
        Ok(all.iter().filter(go).cloned().collect())
    }

    /// Lets a vintage go: out of sight at once, then off the disk.
    ///
    /// # Errors
    /// The folder cannot be moved or removed.
    pub(crate) fn let_go(&self, _: &Writing, vintage: &Vintage) -> Result<()> {
        let (keep, folder) = (self.world.keep(), self.folder(vintage));
        let aside = self.root.join(format!("{}{}", form::REMOVING, vintage.id));
        let moved = keep
            .settle(&folder, &aside)
            .and_then(|()| keep.remove(&aside));
        moved.map_err(|fault| world::unwritten(&folder, &fault))?;
        let own = |of: &PathBuf| {
            vintage.is_good()
                && folder
                    .strip_prefix(self.root.join(form::VINTAGES))
                    .is_ok_and(|at| of.ends_with(at))
        };
        for reading in self.reading_folders()?.iter().filter(|of| own(of)) {
            keep.remove(reading)
                .map_err(|fault| world::unwritten(reading, &fault))?;
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
