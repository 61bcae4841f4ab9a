//! Downloads that broke off: what came of a file lies in the store's folder until its release is taken in, so that a run that was
//! killed or gave up leaves the next one only the rest to fetch.
//!
//! A part is no vintage and no input: nothing of it counts until the whole file has passed every check. It can be deleted at any
//! time.

use super::client::parts::Partial;
use crate::world::keep::{Held, Locking};
use crate::world::{self, World};
use serde::{Deserialize, Serialize};
use std::cell::{OnceCell, RefCell};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Named like what is half-made, so that no reader takes it for a vintage.
const FOLDER: &str = ".downloads";
const PART: &str = "part";

/// The first line of a part; the bytes follow as they came.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Head {
    url: String,
    validator: String,
    total: Option<usize>,
    headers: Vec<(String, String)>,
}

/// The folder of parts, while one run writes into it.
pub(crate) struct Spool<'a> {
    world: &'a dyn World,
    folder: PathBuf,
    /// The folder of the release that is being fetched; none where nothing is kept.
    release: RefCell<Option<PathBuf>>,
    /// Ours, or nothing: a second run at the same time fetches without keeping.
    lock: OnceCell<Option<Box<dyn Held>>>,
}

/// The start of a digest: names of releases and addresses are no names of folders.
fn short(text: &str) -> String {
    let digest = world::digest(text.as_bytes());
    digest.get(..16).unwrap_or(&digest).to_owned()
}

impl<'a> Spool<'a> {
    pub(crate) fn new(world: &'a dyn World, store: &Path) -> Spool<'a> {
        Spool {
            world,
            folder: store.join(FOLDER),
            release: RefCell::default(),
            lock: OnceCell::new(),
        }
    }

    fn is_ours(&self) -> bool {
        let take = || match self.world.keep().lock(&self.folder, Duration::ZERO) {
            Ok(Locking::Ours { lock, .. }) => Some(lock),
            _ => None,
        };
        self.lock.get_or_init(take).is_some()
    }

    /// From now on files of this release come; what came of others of the publication is swept.
    pub(crate) fn fetching(&self, publication: &str, release: &str) {
        if !self.is_ours() {
            return;
        }
        let release = self.folder.join(publication).join(short(release));
        for other in self
            .world
            .keep()
            .folders(&self.folder.join(publication))
            .unwrap_or_default()
        {
            if other != release {
                // What stays behind is swept by the next run.
                let _ = self.world.keep().remove(&other);
            }
        }
        self.release.replace(Some(release));
    }

    /// Nothing of a publication is under way any more.
    pub(crate) fn sweep(&self, publication: &str) {
        self.release.replace(None);
        let folder = self.folder.join(publication);
        let is_there = self
            .world
            .keep()
            .folders(&self.folder)
            .is_ok_and(|inside| inside.contains(&folder));
        if is_there && self.is_ours() {
            let _ = self.world.keep().remove(&folder);
        }
    }

    fn place(&self, url: &str) -> Option<PathBuf> {
        self.release
            .borrow()
            .as_ref()
            .map(|release| release.join(short(url)))
    }

    /// What is there of a file.
    pub(crate) fn find(&self, url: &str) -> Option<Partial> {
        let mut bytes = Vec::new();
        let mut file = self.world.open(&self.place(url)?.join(PART)).ok()?;
        file.read_to_end(&mut bytes).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let head: Head = serde_json::from_slice(bytes.get(..end)?)
            .ok()
            .filter(|head: &Head| head.url == url)?;
        let bytes = bytes.split_off(end + 1);
        let fits = !bytes.is_empty() && head.total.is_none_or(|total| bytes.len() <= total);
        fits.then_some(Partial {
            bytes,
            validator: head.validator,
            total: head.total,
            headers: head.headers,
        })
    }

    /// Where a file's bytes go from its start; none where they cannot be kept.
    pub(crate) fn begin(&self, url: &str, part: &Partial) -> Option<Box<dyn Write>> {
        let head = Head {
            url: url.to_owned(),
            validator: part.validator.clone(),
            total: part.total,
            headers: part.headers.clone(),
        };
        let line = serde_json::to_vec(&head).ok()?;
        let mut file = self
            .world
            .keep()
            .pour(&self.place(url)?.join(PART), true)
            .ok()?;
        file.write_all(&[line, b"\n".to_vec()].concat()).ok()?;
        Some(file)
    }

    /// Where the bytes go that follow those that are there.
    pub(crate) fn go_on(&self, url: &str) -> Option<Box<dyn Write>> {
        self.world
            .keep()
            .pour(&self.place(url)?.join(PART), false)
            .ok()
    }

    pub(crate) fn forget(&self, url: &str) {
        if let Some(place) = self.place(url) {
            let _ = self.world.keep().remove(&place);
        }
    }
}
