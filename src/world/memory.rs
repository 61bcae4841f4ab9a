//! A machine for tests: files in memory, answers of servers written beforehand.

use super::desktop::Desktop;
use super::net::Network;
use super::script::Script;
use super::storage::{FolderLock, LockAttempt, LogLimit, Storage, older};
use super::{RecordedInput, Scratch, Sink, World};
use crate::error::Result;
use jiff::Timestamp;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// A world of its own for tests: files in memory, nothing else.
pub(crate) struct Memory {
    pub(crate) files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    /// Paths whose writing fails, to see what is left behind.
    pub(crate) refuses: Vec<PathBuf>,
    /// Paths that another program has open, so that nobody may replace them.
    pub(crate) held: Vec<PathBuf>,
    pub(crate) script: Script,
    /// How many bytes a store may still write; none means any number.
    pub(crate) room: Cell<Option<usize>>,
    /// Another process that holds every lock.
    pub(crate) locked_by: Option<String>,
    pub(crate) clock: Cell<Timestamp>,
    /// The working folder, and the folder of the person; empty where a test needs neither.
    pub(crate) here: PathBuf,
    pub(crate) home: PathBuf,
    /// Files that belong to somebody else.
    pub(crate) strangers: Vec<PathBuf>,
    pub(crate) inputs: RefCell<BTreeMap<PathBuf, RecordedInput>>,
}

impl Memory {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Memory {
        Memory {
            files: Rc::new(RefCell::new(
                files
                    .iter()
                    .map(|(p, b)| (PathBuf::from(p), b.to_vec()))
                    .collect(),
            )),
            refuses: Vec::new(),
            held: Vec::new(),
            script: Script::default(),
            room: Cell::new(None),
            locked_by: None,
            clock: Cell::new(Timestamp::constant(1_764_201_600, 0)),
            here: PathBuf::new(),
            home: PathBuf::new(),
            strangers: Vec::new(),
            inputs: RefCell::default(),
        }
    }
}

struct MemorySink {
    files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    path: PathBuf,
    bytes: Vec<u8>,
    is_held: bool,
}

impl Write for MemorySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for MemorySink {
    fn check_place(&self) -> io::Result<()> {
        if self.is_held {
            return Err(io::ErrorKind::ExecutableFileBusy.into());
        }
        Ok(())
    }

    fn commit(self: Box<Self>) -> io::Result<()> {
        self.files.borrow_mut().insert(self.path, self.bytes);
        Ok(())
    }

    fn commit_for_good(self: Box<Self>) -> io::Result<()> {
        self.commit()
    }
}

impl World for Memory {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let bytes = self
            .files
            .borrow()
            .get(path)
            .cloned()
            .ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes)))
    }

    fn list(&self, path: &Path) -> io::Result<Option<Vec<PathBuf>>> {
        let files = self.files.borrow();
        let inside: Vec<_> = files
            .keys()
            .filter(|p| p.parent() == Some(path))
            .cloned()
            .collect();
        Ok((!inside.is_empty()).then_some(inside))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        if self.refuses.iter().any(|p| p == path) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(Box::new(MemorySink {
            files: Rc::clone(&self.files),
            path: path.to_owned(),
            bytes: Vec::new(),
            is_held: self.held.iter().any(|held| held == path),
        }))
    }

    fn scratch(&self, _: &Path) -> io::Result<Box<dyn Scratch>> {
        Ok(Box::new(io::Cursor::new(Vec::new())))
    }

    fn pdf(&self, _: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn has_office(&self) -> bool {
        false
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn here(&self) -> PathBuf {
        self.here.clone()
    }

    fn program(&self) -> PathBuf {
        PathBuf::from("yardstick")
    }

    fn now(&self) -> Timestamp {
        self.clock.get()
    }

    fn record(&self, input: RecordedInput) {
        self.inputs.borrow_mut().insert(input.path.clone(), input);
    }

    fn inputs(&self) -> Vec<RecordedInput> {
        self.inputs.borrow().values().cloned().collect()
    }

    fn forget_inputs(&self) {
        self.inputs.borrow_mut().clear();
    }

    fn net(&self) -> &dyn Network {
        &self.script
    }

    fn storage(&self) -> &dyn Storage {
        self
    }

    fn desktop(&self) -> &dyn Desktop {
        self
    }
}

impl Desktop for Memory {
    fn home(&self) -> Option<PathBuf> {
        Some(self.home.clone()).filter(|home| !home.as_os_str().is_empty())
    }

    fn documents(&self) -> Option<PathBuf> {
        None
    }

    fn configuration(&self) -> Option<PathBuf> {
        self.home()
            .map(|home| home.join(".config").join("yardstick"))
    }

    fn is_strangers(&self, file: &Path, _: &Path) -> bool {
        self.strangers.iter().any(|of| of == file)
    }

    fn enter(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn is_on_path(&self, _: &Path) -> bool {
        true
    }

    fn show(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

struct MemoryLock;

impl FolderLock for MemoryLock {}

struct MemoryWriter {
    files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    path: PathBuf,
}

impl Write for MemoryWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.files
            .borrow_mut()
            .entry(self.path.clone())
            .or_default()
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Storage for Memory {
    fn data_folder(&self) -> Option<PathBuf> {
        Some(PathBuf::from("data/yardstick"))
    }

    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let files = self.files.borrow();
        let inside = files.keys().filter_map(|file| {
            let mut rest = file.strip_prefix(path).ok()?.components();
            let first = rest.next()?;
            rest.next().map(|_| path.join(first))
        });
        Ok(inside.collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let room = self.room.get();
        if self.refuses.iter().any(|refused| path.ends_with(refused))
            || room.is_some_and(|room| room < bytes.len())
        {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.room.set(room.map(|room| room - bytes.len()));
        self.files
            .borrow_mut()
            .insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn writer(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>> {
        if anew {
            self.files.borrow_mut().insert(path.to_owned(), Vec::new());
        }
        Ok(Box::new(MemoryWriter {
            files: Rc::clone(&self.files),
            path: path.to_owned(),
        }))
    }

    fn move_into_place(&self, aside: &Path, place: &Path) -> io::Result<()> {
        let mut files = self.files.borrow_mut();
        let moved: Vec<PathBuf> = files
            .keys()
            .filter(|file| file.starts_with(aside))
            .cloned()
            .collect();
        for file in moved {
            let rest = file
                .strip_prefix(aside)
                .map_err(io::Error::other)?
                .to_owned();
            let bytes = files.remove(&file).unwrap_or_default();
            files.insert(place.join(rest), bytes);
        }
        Ok(())
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        self.files
            .borrow_mut()
            .retain(|file, _| !file.starts_with(folder));
        Ok(())
    }

    fn append_line(&self, path: &Path, line: &str, limit: LogLimit) -> io::Result<()> {
        let mut files = self.files.borrow_mut();
        let length = files.get(path).map_or(0, Vec::len);
        if length > 0 && (length + line.len()) as u64 > limit.bytes {
            let full = files.remove(path).unwrap_or_default();
            files.insert(older(path, 1), full);
        }
        files
            .entry(path.to_owned())
            .or_default()
            .extend_from_slice(line.as_bytes());
        Ok(())
    }

    fn lock(&self, _: &Path, _: Duration) -> io::Result<LockAttempt> {
        match &self.locked_by {
            Some(owner) => Ok(LockAttempt::Theirs(owner.clone())),
            None => Ok(LockAttempt::Ours {
                lock: Box::new(MemoryLock),
                left_behind: None,
            }),
        }
    }
}
