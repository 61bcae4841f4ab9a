//! The folder of a store: opening it, listing its vintages, taking the right to write into it.

use super::form::{self, StoreMarked, is_named};
use super::screening::Original;
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::world::storage::{FolderLock, LockAttempt};
use crate::world::unpacked::unpacked;
use crate::world::{self, World};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another: an import of everything takes seconds, a refresh over a slow line minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a reader begins again where vintages come and go.
const ATTEMPTS: usize = 20;
/// So often a fault is looked at again though the same vintages are there.
const CERTAIN: usize = 3;
const PAUSE: Duration = Duration::from_millis(30);

/// A folder of vintages. Reading takes no lock, since every vintage that can be seen is whole.
pub(crate) struct Store<'w> {
    pub(super) world: &'w dyn World,
    pub(super) root: PathBuf,
    is_there: bool,
}

/// The right to write into a store; given back when it is dropped.
pub(crate) struct Writing {
    _lock: Box<dyn FolderLock>,
    /// What an earlier process left behind, such as its lock or a half-made vintage.
    pub(crate) notes: Vec<String>,
}

impl<'w> Store<'w> {
    /// The folder of the store.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Opens a store. A folder that is empty or not there yet is an empty store; nothing is written.
    ///
    /// # Errors
    /// The folder holds something else, or a store of another form.
    pub(crate) fn open(world: &'w dyn World, root: &Path) -> Result<Store<'w>> {
        Ok(Store {
            world,
            root: root.to_owned(),
            is_there: form::look(world, root)? != StoreMarked::Nothing,
        })
    }

    /// Whether a store was ever made here.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there
    }

    /// Every vintage, quarantined ones too: by publication, then the newest first.
    ///
    /// # Errors
    /// A vintage whose description cannot be read.
    pub(crate) fn vintages(&self) -> Result<Vec<Vintage>> {
        let mut all = self.steadily(|| {
            let folders = self.folders()?;
            folders
                .iter()
                .map(|folder| self.describe(folder))
                .collect::<Result<Vec<_>>>()
        })?;
        all.sort_by(|a, b| {
            (&a.publication, b.day(), b.retrieved, &b.id).cmp(&(
                &b.publication,
                a.day(),
                a.retrieved,
                &a.id,
            ))
        });
        Ok(all)
    }

    /// Reads, and reads again where vintages came or went meanwhile: a reader takes no lock.
    ///
    /// # Errors
    /// Those of the reading, once the store stood still.
    pub(crate) fn steadily<T>(&self, read: impl Fn() -> Result<T>) -> Result<T> {
        for attempt in 0..ATTEMPTS {
            let before = self.folders()?;
            match read() {
                Err(_) if self.folders()? != before => {}
                // A vintage may have gone and come back between the two looks.
                Err(_) if attempt < CERTAIN => std::thread::sleep(PAUSE),
                done => return done,
            }
        }
        read()
    }

    /// Folders of vintages, sorted.
    pub(super) fn folders(&self) -> Result<Vec<PathBuf>> {
        let storage = self.world.storage();
        let mut found = Vec::new();
        for area in [form::VINTAGES, form::QUARANTINE] {
            let area = self.root.join(area);
            let listed = storage
                .folders(&area)
                .map_err(|fault| world::unreadable(&area, &fault))?;
            for publication in listed
                .into_iter()
                .filter(|path| is_named(path, "publication="))
            {
                let inside = storage
                    .folders(&publication)
                    .map_err(|fault| world::unreadable(&publication, &fault))?;
                found.extend(inside.into_iter().filter(|path| is_named(path, "vintage=")));
            }
        }
        Ok(found)
    }

    pub(super) fn describe(&self, folder: &Path) -> Result<Vintage> {
        let path = folder.join(form::VINTAGE);
        let place = path.display().to_string();
        let bytes = self.bytes(&path).map_err(|fault| {
            Error::unreadable(
                &place,
                format!("this vintage has lost its description: {}", fault.what()),
            )
            .hint("move its folder out of the store, then import or fetch the release again")
        })?;
        if !self.is_as_written(folder, form::VINTAGE, &bytes)? {
            return Err(Error::unreadable(
                &place,
                "the description of this vintage is not as it was written",
            )
            .hint("“yardstick store check” lists what is damaged; move the folder away and import or fetch the release again"));
        }
        let damaged = |what: String| {
            Error::unreadable(&place, what)
                .hint("move its folder out of the store, then import or fetch the release again")
        };
        let vintage: Vintage = serde_json::from_slice(&bytes).map_err(|fault| {
            damaged(format!(
                "the description of this vintage is damaged ({fault})"
            ))
        })?;
        if self.folder(&vintage) == *folder {
            Ok(vintage)
        } else {
            Err(damaged(
                "the folder does not bear the name of the vintage that it describes".to_owned(),
            ))
        }
    }

    /// Bytes of a file in the store. They are not recorded as an input: a run names the vintage.
    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>> {
        let read = self.world.open(path).and_then(unpacked);
        read.map_err(|fault| world::unreadable(path, &fault))
    }

    /// The folder of a vintage.
    pub(crate) fn folder(&self, vintage: &Vintage) -> PathBuf {
        let area = if vintage.is_good() {
            form::VINTAGES
        } else {
            form::QUARANTINE
        };
        self.root
            .join(area)
            .join(format!("publication={}", vintage.publication))
            .join(format!("vintage={}", vintage.id))
    }

    /// The folder of quarantined vintages.
    pub(crate) fn quarantine(&self) -> PathBuf {
        self.root.join(form::QUARANTINE)
    }

    /// Takes the lock, makes the store where there is none, and removes what a killed process left half-made.
    ///
    /// # Errors
    /// Another process holds the lock; the folder cannot be written.
    pub(crate) fn write(&mut self) -> Result<Writing> {
        let storage = self.world.storage();
        let (lock, left_behind) = match storage
            .lock(&self.root, PATIENCE)
            .map_err(|fault| world::unwritten(&self.root.join("lock"), &fault))?
        {
            LockAttempt::Ours { lock, left_behind } => (lock, left_behind),
            LockAttempt::Theirs(owner) => return Err(self.busy(&owner)),
        };
        let mut notes: Vec<String> = left_behind
            .map(|owner| {
                format!("a lock was left behind by {owner}, which has ended; it is ours now")
            })
            .into_iter()
            .collect();
        // Somebody may have made the store, or another form of it, since it was opened.
        let found = form::look(self.world, &self.root)?;
        if found != StoreMarked::Marked {
            form::make(self.world, &self.root)?;
        }
        if found == StoreMarked::Unmarked {
            notes.push(
                "the mark of the store was gone or empty, and is made anew: its vintages are here"
                    .to_owned(),
            );
        }
        self.is_there = true;
        for folder in storage
            .folders(&self.root)
            .map_err(|fault| world::unreadable(&self.root, &fault))?
        {
            let half_made = is_named(&folder, form::INCOMING);
            if half_made || is_named(&folder, form::REMOVING) {
                storage
                    .remove(&folder)
                    .map_err(|fault| world::unwritten(&folder, &fault))?;
                if half_made {
                    notes.push(format!(
                        "cleared away what an interrupted run left half-made: {}",
                        folder.display()
                    ));
                }
            }
        }
        notes.extend(self.index_notes());
        let writing = Writing { _lock: lock, notes };
        self.write_index(&writing)?;
        Ok(writing)
    }

    fn busy(&self, owner: &str) -> Error {
        let owner = if owner.is_empty() {
            "another process"
        } else {
            owner
        };
        Error::unwritten(
            self.root.display().to_string(),
            format!("the store is being written by {owner}"),
        )
        .hint(
            "wait until it is done; if that process hangs, end it: its lock is given back at once",
        )
    }

    /// An original file, unpacked.
    ///
    /// # Errors
    /// It is not there or damaged.
    pub(crate) fn original(&self, vintage: &Vintage, name: &str) -> Result<Original> {
        let path = self
            .folder(vintage)
            .join(form::ORIGINALS)
            .join(format!("{name}.gz"));
        Original::of(&format!("{name}.gz"), &self.bytes(&path)?)
    }

    /// Writes files with their digests into a temporary folder, flushes them and renames the folder: all of them appear, or none.
    ///
    /// # Errors
    /// A file cannot be written; the folder cannot be renamed.
    pub(super) fn put(
        &self,
        mut whole: Vec<(String, Vec<u8>)>,
        name: &str,
        place: &Path,
    ) -> Result<()> {
        whole.sort();
        let sums: String = whole
            .iter()
            .map(|(name, bytes)| format!("{}  {name}\n", world::digest(bytes)))
            .collect();
        let digest = world::digest(sums.as_bytes());
        whole.push((form::SUMS.to_owned(), sums.into_bytes()));
        let storage = self.world.storage();
        let aside = self.root.join(format!("{}{name}", form::INCOMING));
        let written = whole.iter().try_for_each(|(name, bytes)| {
            let path = aside.join(name);
            storage
                .write_through(&path, bytes)
                .map_err(|fault| world::unwritten(&path, &fault))
        });
        let is_reading = place.starts_with(self.root.join(form::READINGS));
        let announced = written.and_then(|()| {
            if is_reading {
                Ok(())
            } else {
                self.announce(place, Some(digest))
            }
        });
        let done = announced.and_then(|()| {
            storage
                .move_into_place(&aside, place)
                .map_err(|fault| world::unwritten(place, &fault))
        });
        if done.is_err() {
            // On a full disk this makes room again; the next run clears it away otherwise.
            let _ = storage.remove(&aside);
        }
        done
    }
}
