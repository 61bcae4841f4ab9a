//! Partial downloads on the disk: what arrived of a file lies in the store's folder until its release is taken in, so that after
//! a run that was killed or gave up the next one fetches only the rest.
//!
//! A part is neither a vintage nor an input: nothing of it is used until the whole file has passed every check. It can be deleted
//! at any time.

use super::partial::PartialFile;
use crate::world::storage::{FolderLock, LockAttempt};
use crate::world::unpacked::unpacked;
use crate::world::{self, World};
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The leading dot marks unfinished files: no reader takes the folder for a vintage.
const FOLDER: &str = ".downloads";
const PART: &str = "part";

/// The first line of a part's file; the bytes follow as they arrived.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct PartialFileHeader {
    url: String,
    validator: String,
    total: Option<usize>,
    headers: Vec<(String, String)>,
}

/// The folder of partial downloads. One run at a time writes into it.
pub(crate) struct PartialDownloads<'a> {
    world: &'a dyn World,
    folder: PathBuf,
    /// The folder of the release that is being fetched; none while nothing is kept.
    release: RefCell<Option<PathBuf>>,
    /// None inside where another run holds the lock: this run then fetches without keeping parts.
    lock: OnceCell<Option<Box<dyn FolderLock>>>,
}

/// The start of a digest: a release's name or an address may hold characters that a folder's name may not.
fn short_digest(text: &str) -> String {
    let digest = world::digest(text.as_bytes());
    digest.get(..16).unwrap_or(&digest).to_owned()
}

impl<'a> PartialDownloads<'a> {
    pub(crate) fn new(world: &'a dyn World, store: &Path) -> PartialDownloads<'a> {
        PartialDownloads {
            world,
            folder: store.join(FOLDER),
            release: RefCell::default(),
            lock: OnceCell::new(),
        }
    }

    /// Takes the folder's lock at the first call, and says whether this run has it.
    fn has_lock(&self) -> bool {
        self.lock
            .get_or_init(
                || match self.world.storage().lock(&self.folder, Duration::ZERO) {
                    Ok(LockAttempt::Ours { lock, .. }) => Some(lock),
                    _ => None,
                },
            )
            .is_some()
    }

    /// Parts that follow belong to this release; parts of other releases of the publication are removed.
    pub(crate) fn start_release(&self, publication: &str, release: &str) {
        if !self.has_lock() {
            return;
        }
        let keep = self.world.storage();
        let publication = self.folder.join(publication);
        let release = publication.join(short_digest(release));
        for other in keep.folders(&publication).unwrap_or_default() {
            if other != release {
                // What cannot be removed now is removed by the next run.
                let _ = keep.remove(&other);
            }
        }
        self.release.replace(Some(release));
    }

    /// Removes every part of a publication: its release is taken in, or nothing newer is published.
    pub(crate) fn remove_publication(&self, publication: &str) {
        self.release.replace(None);
        let folder = self.folder.join(publication);
        let exists = self
            .world
            .storage()
            .folders(&self.folder)
            .is_ok_and(|inside| inside.contains(&folder));
        if exists && self.has_lock() {
            let _ = self.world.storage().remove(&folder);
        }
    }

    fn file_folder(&self, url: &str) -> Option<PathBuf> {
        self.release
            .borrow()
            .as_ref()
            .map(|release| release.join(short_digest(url)))
    }

    /// The part of a file that an earlier run left.
    pub(crate) fn find(&self, url: &str) -> Option<PartialFile> {
        let file = self.world.open(&self.file_folder(url)?.join(PART)).ok()?;
        let mut bytes = unpacked(file).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head: PartialFileHeader = serde_json::from_slice(bytes.get(..end)?)
            .ok()
            .filter(|head: &PartialFileHeader| head.url == url)?;
        let bytes = bytes.split_off(end + 1);
        let fits = !bytes.is_empty() && head.total.is_none_or(|total| bytes.len() <= total);
        fits.then_some(PartialFile {
            bytes,
            validator: head.validator,
            total: head.total,
            headers: head.headers,
        })
    }

    /// Opens the file that takes a download from its first byte; none where it cannot be written.
    pub(crate) fn create(&self, url: &str, part: &PartialFile) -> Option<Box<dyn Write>> {
        let head = PartialFileHeader {
            url: url.to_owned(),
            validator: part.validator.clone(),
            total: part.total,
            headers: part.headers.clone(),
        };
        let line = serde_json::to_vec(&head).ok()?;
        let mut file = self.open(url, true)?;
        file.write_all(&[line, b"\n".to_vec()].concat()).ok()?;
        Some(file)
    }

    /// Opens the file that takes the bytes after those that are there.
    pub(crate) fn append(&self, url: &str) -> Option<Box<dyn Write>> {
        self.open(url, false)
    }

    fn open(&self, url: &str, anew: bool) -> Option<Box<dyn Write>> {
        let path = self.file_folder(url)?.join(PART);
        self.world.storage().writer(&path, anew).ok()
    }

    pub(crate) fn remove(&self, url: &str) {
        if let Some(folder) = self.file_folder(url) {
            let _ = self.world.storage().remove(&folder);
        }
    }
}
