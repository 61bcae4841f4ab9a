//! Releases kept as vintages on the disk: the original bytes, what was read from them, and when. A vintage is written aside,
//! flushed and renamed, so that it is there whole or not at all; none is ever rewritten. The figures in the program are vintage
//! zero and lie in no store.

pub(crate) mod care;
mod describe;
mod figures;
mod form;
mod readings;
pub(crate) mod screening;
pub(crate) mod speaking;
#[cfg(test)]
mod tests;
pub(crate) mod vintage;

use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::world::keep::{Held, Locking};
use crate::world::{self, World};
use figures::Rows;
use flate2::Compression;
pub(crate) use form::{READING, VINTAGE};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use screening::Original;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use vintage::{Incoming, Reason, Taken, Vintage};

/// How long a writer waits for another: an import of everything takes seconds, a refresh over a slow line minutes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The publication of a file nobody knows.
pub(crate) const UNKNOWN: &str = "unknown";

/// A folder of vintages. Reading takes no lock: what is visible is whole.
pub(crate) struct Store<'w> {
    world: &'w dyn World,
    root: PathBuf,
    is_there: bool,
}

/// The right to write into a store; given back when it is dropped.
pub(crate) struct Writing {
    _lock: Box<dyn Held>,
    /// What an earlier process left behind: its lock, a half-made vintage.
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
            is_there: form::look(world, root)?,
        })
    }

    /// Whether anything was ever kept here.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there
    }

    /// Every vintage, quarantined ones too: by publication, then the newest first.
    ///
    /// # Errors
    /// A vintage whose description cannot be read.
    pub(crate) fn vintages(&self) -> Result<Vec<Vintage>> {
        let mut all = Vec::new();
        for folder in self.folders()? {
            all.push(self.describe(&folder)?);
        }
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

    /// Folders of vintages, sorted.
    fn folders(&self) -> Result<Vec<PathBuf>> {
        let keep = self.world.keep();
        let mut found = Vec::new();
        for area in [form::VINTAGES, form::QUARANTINE] {
            let area = self.root.join(area);
            let listed = keep
                .folders(&area)
                .map_err(|fault| world::unreadable(&area, &fault))?;
            for publication in listed
                .into_iter()
                .filter(|path| is_part(path, "publication="))
            {
                let inside = keep
                    .folders(&publication)
                    .map_err(|fault| world::unreadable(&publication, &fault))?;
                found.extend(inside.into_iter().filter(|path| is_part(path, "vintage=")));
            }
        }
        Ok(found)
    }

    fn describe(&self, folder: &Path) -> Result<Vintage> {
        let path = folder.join(form::VINTAGE);
        let place = path.display().to_string();
        let bytes = self.bytes(&path).map_err(|fault| {
            Error::unreadable(
                &place,
                format!("this vintage has lost its description: {}", fault.what()),
            )
            .hint("move its folder out of the store, then import or fetch the release again")
        })?;
        serde_json::from_slice(&bytes).map_err(|fault| {
            Error::unreadable(
                place,
                format!("the description of this vintage is damaged ({fault})"),
            )
            .hint("move its folder out of the store, then import or fetch the release again")
        })
    }

    /// Bytes of a file in the store. They are no input of their own: the vintage is what a run names.
    fn bytes(&self, path: &Path) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = self
            .world
            .open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes));
        read.map_err(|fault| world::unreadable(path, &fault))?;
        Ok(bytes)
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

    /// The folder of what was set aside.
    pub(crate) fn quarantine(&self) -> PathBuf {
        self.root.join(form::QUARANTINE)
    }

    /// Takes the lock, makes the store where there is none, and clears away what a killed process left half-made.
    ///
    /// # Errors
    /// Another process holds the lock; the folder cannot be written.
    pub(crate) fn write(&mut self) -> Result<Writing> {
        let keep = self.world.keep();
        let (lock, left_behind) = match keep
            .lock(&self.root, PATIENCE)
            .map_err(|fault| world::unwritten(&self.root.join("lock"), &fault))?
        {
            Locking::Ours { lock, left_behind } => (lock, left_behind),
            Locking::Theirs(owner) => return Err(self.busy(&owner)),
        };
        let mut notes: Vec<String> = left_behind
            .map(|owner| {
                format!("a lock was left behind by {owner}, which has ended; it is ours now")
            })
            .into_iter()
            .collect();
        // Somebody may have made the store, or another form of it, since it was opened.
        if !form::look(self.world, &self.root)? {
            form::make(self.world, &self.root)?;
        }
        self.is_there = true;
        for folder in keep
            .folders(&self.root)
            .map_err(|fault| world::unreadable(&self.root, &fault))?
        {
            let half_made = is_part(&folder, form::INCOMING);
            if half_made || is_part(&folder, form::REMOVING) {
                keep.remove(&folder)
                    .map_err(|fault| world::unwritten(&folder, &fault))?;
                if half_made {
                    notes.push(format!(
                        "cleared away what an interrupted run left half-made: {}",
                        folder.display()
                    ));
                }
            }
        }
        Ok(Writing { _lock: lock, notes })
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

    /// Reads, screens and keeps the files of one release: those that pass as one vintage, those that fail as another in quarantine,
    /// with the reasons. What lay in quarantine and is now kept otherwise is let go there.
    ///
    /// # Errors
    /// The store cannot be read or written: nothing of a vintage is visible then.
    pub(crate) fn take_in(
        &self,
        writing: &Writing,
        reference: &Reference,
        incoming: Incoming,
    ) -> Result<Vec<Taken>> {
        let (mut files, reasons) = unpacked(&incoming);
        let known = self.vintages()?;
        let speaking =
            |file: &Original| known.iter().find(|v| v.is_good() && v.holds(&file.sha256));
        let mut taken: Vec<Taken> = Vec::new();
        for vintage in files.iter().filter_map(speaking) {
            if !taken.iter().any(|taken| taken.vintage().id == vintage.id) {
                taken.push(Taken::Known(vintage.clone()));
            }
        }
        files.retain(|file| speaking(file).is_none());
        if files.is_empty() {
            self.let_go_of_doubles(writing, &known, &[])?;
            return Ok(taken);
        }
        let populations = self.populations(reference, &files, &known, describe::day(&incoming))?;
        let screening = screening::screened(self.world, reference, &files, &populations, &reasons)?;
        let parts = describe::parts(&incoming, &screening, &reasons, reference);
        let mut rows = Some(screening.rows);
        taken.clear();
        for mut vintage in parts {
            vintage.retrieved = retrieved(&vintage, &known);
            let twin = known.iter().find(|v| {
                v.publication == vintage.publication
                    && v.id == vintage.id
                    && v.is_good() == vintage.is_good()
            });
            if let Some(twin) = twin {
                taken.push(Taken::Known(twin.clone()));
                continue;
            }
            let figures = if vintage.is_good() { rows.take() } else { None };
            self.settle(&vintage, &files, figures)?;
            taken.push(Taken::New(vintage));
        }
        self.let_go_of_doubles(writing, &known, &taken)?;
        Ok(taken)
    }

    /// Lets go of what lies in quarantine when every file of it speaks now, or was set aside anew with fewer beside it.
    fn let_go_of_doubles(
        &self,
        writing: &Writing,
        known: &[Vintage],
        taken: &[Taken],
    ) -> Result<()> {
        let standing = || {
            known
                .iter()
                .filter(|v| v.is_good())
                .chain(taken.iter().filter(|t| t.is_new()).map(Taken::vintage))
        };
        for vintage in known.iter().filter(|v| !v.is_good()) {
            let is_kept = taken
                .iter()
                .any(|t| t.vintage().id == vintage.id && !t.vintage().is_good());
            if !is_kept
                && vintage
                    .files
                    .iter()
                    .all(|file| standing().any(|other| other.holds(&file.sha256)))
            {
                self.let_go(writing, vintage)?;
            }
        }
        Ok(())
    }

    /// Population files: those of this release that read well, else the newest kept that was out by the day, else the first.
    fn populations(
        &self,
        reference: &Reference,
        files: &[Original],
        known: &[Vintage],
        day: Option<Date>,
    ) -> Result<Vec<Original>> {
        let mut own = Vec::new();
        for file in files
            .iter()
            .filter(|file| screening::is_population(reference, &file.name))
        {
            let read =
                screening::screened(self.world, reference, std::slice::from_ref(file), &[], &[])?;
            own.extend(
                read.files
                    .iter()
                    .all(|(_, why)| why.is_empty())
                    .then(|| file.clone()),
            );
        }
        if !own.is_empty() {
            return Ok(own);
        }
        let holds = |v: &&Vintage| {
            v.is_good()
                && v.files
                    .iter()
                    .any(|f| screening::is_population(reference, &f.name))
        };
        let by_then = |v: &&Vintage| day.is_none() || v.day() <= day;
        let held = || known.iter().filter(holds);
        let chosen = held()
            .filter(by_then)
            .max_by_key(|v| v.day())
            .or_else(|| held().min_by_key(|v| v.day()));
        let Some(chosen) = chosen else {
            return Ok(Vec::new());
        };
        let names = chosen
            .files
            .iter()
            .filter(|f| screening::is_population(reference, &f.name));
        names
            .map(|file| self.original(chosen, &file.name))
            .collect()
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

    /// Writes a vintage aside and puts it in its place.
    fn settle(&self, vintage: &Vintage, files: &[Original], figures: Option<Rows>) -> Result<()> {
        use rayon::prelude::*;
        let own: Vec<&Original> = files
            .iter()
            .filter(|file| vintage.holds(&file.sha256))
            .collect();
        let packed: std::io::Result<Vec<(String, Vec<u8>)>> = own
            .par_iter()
            .map(|file| {
                Ok((
                    format!("{}/{}.gz", form::ORIGINALS, file.name),
                    gzip(&file.bytes)?,
                ))
            })
            .collect();
        let place = self.folder(vintage);
        let mut whole = packed.map_err(|fault| world::unwritten(&place, &fault))?;
        if let Some(figures) = figures {
            whole.push((form::FIGURES.to_owned(), figures.parquet()?));
        }
        let described = serde_json::to_string_pretty(vintage)
            .map_err(|fault| Error::unwritten(form::VINTAGE, fault.to_string()))?;
        whole.push((
            form::VINTAGE.to_owned(),
            format!("{described}\n").into_bytes(),
        ));
        self.put(whole, &vintage.id, &place)
    }

    /// Writes files with their digests aside, flushes them and renames their folder: whole, or not at all.
    fn put(&self, mut whole: Vec<(String, Vec<u8>)>, name: &str, place: &Path) -> Result<()> {
        whole.sort();
        let sums: String = whole
            .iter()
            .map(|(name, bytes)| format!("{}  {name}\n", world::digest(bytes)))
            .collect();
        whole.push((form::SUMS.to_owned(), sums.into_bytes()));
        let keep = self.world.keep();
        let aside = self.root.join(format!("{}{name}", form::INCOMING));
        let written = whole.iter().try_for_each(|(name, bytes)| {
            let path = aside.join(name);
            keep.write_through(&path, bytes)
                .map_err(|fault| world::unwritten(&path, &fault))
        });
        let settled = written.and_then(|()| {
            keep.settle(&aside, place)
                .map_err(|fault| world::unwritten(place, &fault))
        });
        if settled.is_err() {
            // On a full disk this makes room again; the next run clears it away otherwise.
            let _ = keep.remove(&aside);
        }
        settled
    }
}

/// The hour of a retrieval: of two vintages of one publication and day the one that came later speaks, also where the clock was
/// set back in between.
fn retrieved(vintage: &Vintage, known: &[Vintage]) -> Option<Timestamp> {
    let rivals = known
        .iter()
        .filter(|v| v.publication == vintage.publication && v.day() == vintage.day());
    match (vintage.retrieved, rivals.filter_map(|v| v.retrieved).max()) {
        (Some(now), Some(last)) if now <= last => last.checked_add(1.second()).ok(),
        (now, _) => now,
    }
}

/// The files as they are kept, and why some must not speak. Two files of one name keep both.
fn unpacked(incoming: &Incoming) -> (Vec<Original>, Vec<Reason>) {
    let mut files: Vec<Original> = Vec::new();
    let mut reasons = incoming.reasons.clone();
    for (name, bytes) in &incoming.files {
        let mut file = Original::of(name, bytes).unwrap_or_else(|fault| {
            let reason = Reason::of(name, fault.what());
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
            Original {
                name: name.clone(),
                sha256: world::digest(bytes),
                bytes: bytes.as_slice().into(),
            }
        });
        if files.iter().any(|known| known.sha256 == file.sha256) {
            continue;
        }
        if files.iter().any(|known| known.name == file.name) {
            let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
            file.name = format!(
                "{stem}--{}.{ending}",
                file.sha256.get(..8).unwrap_or_default()
            );
        }
        files.push(file);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    (files, reasons)
}

fn is_part(path: &Path, start: &str) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(start))
}

/// Fast compression: published tables shrink tenfold at any level, and an import should not keep anybody waiting. No hour and
/// no name inside, so that the same bytes give the same file.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes)?;
    packed.finish()
}
