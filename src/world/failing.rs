//! A machine that fails, for tests: its disk fills up, or its process is killed between two steps, or in the middle of one. All
//! else is as in [`Memory`], which holds the files and outlives it.

use super::desktop::Desktop;
use super::net::Network;
use super::storage::{LockAttempt, LogLimit, Storage};
use super::{Memory, RecordedInput, Scratch, Sink, World};
use crate::error::Result;
use jiff::Timestamp;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

/// Of how many moments of failure a test tries one: a sweep tries them all.
pub(crate) fn one_of(ordinary: usize) -> usize {
    if is_sweep() { 1 } else { ordinary }
}

/// Whether the longer sweeps were asked for.
pub(crate) fn is_sweep() -> bool {
    std::env::var("YARDSTICK_SWEEP").is_ok_and(|asked| !asked.is_empty())
}

pub(crate) struct Failing<'a> {
    world: &'a Memory,
    disk: Rc<Drive>,
    made: Cell<usize>,
}

/// What runs out.
struct Drive {
    files: Rc<std::cell::RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    /// Bytes that it holds in all; none means any number.
    room: Option<usize>,
    /// Changes that may still be made before the process is killed, the last of them half; none means any number.
    life: Cell<Option<usize>>,
}

impl Drive {
    /// Lets a change be made, or kills the process before it.
    fn step(&self) -> io::Result<()> {
        let left = self.life.get().map(|left| left.saturating_sub(1));
        self.life.set(left);
        if self.is_dead() {
            Err(io::Error::other("killed"))
        } else {
            Ok(())
        }
    }

    fn is_dead(&self) -> bool {
        self.life.get() == Some(0)
    }

    /// Adds to a file what the disk has room for; half of it where this is what the process is killed in.
    fn add(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let was_dead = self.is_dead();
        let step = self.step();
        if was_dead {
            return step;
        }
        let mut files = self.files.borrow_mut();
        let used: usize = files.values().map(Vec::len).sum();
        let fits = self.room.map_or(bytes.len(), |room| {
            room.saturating_sub(used).min(bytes.len())
        });
        let written = if step.is_err() { fits / 2 } else { fits };
        files
            .entry(path.to_owned())
            .or_default()
            .extend_from_slice(&bytes[..written]);
        if written < bytes.len() && step.is_ok() {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            step
        }
    }
}

impl<'a> Failing<'a> {
    fn new(world: &'a Memory, room: Option<usize>, life: Option<usize>) -> Failing<'a> {
        let disk = Rc::new(Drive {
            files: Rc::clone(&world.files),
            room,
            life: Cell::new(life),
        });
        Failing {
            world,
            disk,
            made: Cell::new(0),
        }
    }

    /// With a disk that has so many bytes left.
    pub(crate) fn full_after(world: &'a Memory, bytes: usize) -> Failing<'a> {
        let used: usize = world.files.borrow().values().map(Vec::len).sum();
        Failing::new(world, Some(used + bytes), None)
    }

    /// In a process that is killed in its change of this number; the first is 1.
    pub(crate) fn killed_at(world: &'a Memory, step: usize) -> Failing<'a> {
        Failing::new(world, None, Some(step))
    }
}

struct FailingSink {
    disk: Rc<Drive>,
    aside: PathBuf,
    path: PathBuf,
    done: bool,
}

impl Write for FailingSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.add(&self.aside, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for FailingSink {
    fn check_place(&self) -> io::Result<()> {
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> io::Result<()> {
        self.disk.step()?;
        let mut files = self.disk.files.borrow_mut();
        let bytes = files.remove(&self.aside).unwrap_or_default();
        files.insert(self.path.clone(), bytes);
        drop(files);
        self.done = true;
        Ok(())
    }

    fn commit_for_good(self: Box<Self>) -> io::Result<()> {
        self.commit()
    }
}

impl Drop for FailingSink {
    fn drop(&mut self) {
        if !self.done && !self.disk.is_dead() {
            self.disk.files.borrow_mut().remove(&self.aside);
        }
    }
}

/// A file at whose end bytes are added as they come.
struct FailingWriter {
    disk: Rc<Drive>,
    path: PathBuf,
}

impl Write for FailingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.add(&self.path, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl World for Failing<'_> {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        self.world.open(path)
    }

    fn list(&self, path: &Path) -> io::Result<Option<Vec<PathBuf>>> {
        self.world.list(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        self.disk.step()?;
        self.made.set(self.made.get() + 1);
        let aside = path.with_file_name(format!(".yardstick-{}.part", self.made.get()));
        self.disk
            .files
            .borrow_mut()
            .insert(aside.clone(), Vec::new());
        Ok(Box::new(FailingSink {
            disk: Rc::clone(&self.disk),
            aside,
            path: path.to_owned(),
            done: false,
        }))
    }

    fn scratch(&self, folder: &Path) -> io::Result<Box<dyn Scratch>> {
        self.disk.step()?;
        self.world.scratch(folder)
    }

    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>> {
        self.world.pdf(docx)
    }

    fn has_office(&self) -> bool {
        self.world.has_office()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.world.variable(name)
    }

    fn here(&self) -> PathBuf {
        self.world.here()
    }

    fn program(&self) -> PathBuf {
        self.world.program()
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn record(&self, input: RecordedInput) {
        self.world.record(input);
    }

    fn inputs(&self) -> Vec<RecordedInput> {
        self.world.inputs()
    }

    fn forget_inputs(&self) {
        self.world.forget_inputs();
    }

    fn net(&self) -> &dyn Network {
        self.world.net()
    }

    fn storage(&self) -> &dyn Storage {
        self
    }

    fn desktop(&self) -> &dyn Desktop {
        self.world.desktop()
    }
}

impl Storage for Failing<'_> {
    fn data_folder(&self) -> Option<PathBuf> {
        self.world.data_folder()
    }

    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        self.world.folders(path)
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if !self.disk.is_dead() {
            self.disk.files.borrow_mut().remove(path);
        }
        self.disk.add(path, bytes)
    }

    fn writer(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>> {
        self.disk.step()?;
        drop(self.world.writer(path, anew)?);
        Ok(Box::new(FailingWriter {
            disk: Rc::clone(&self.disk),
            path: path.to_owned(),
        }))
    }

    fn append_line(&self, path: &Path, line: &str, limit: LogLimit) -> io::Result<()> {
        self.disk.step()?;
        self.world.append_line(path, line, limit)
    }

    fn move_into_place(&self, aside: &Path, place: &Path) -> io::Result<()> {
        self.disk.step()?;
        self.world.move_into_place(aside, place)
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        self.disk.step()?;
        self.world.remove(folder)
    }

    fn lock(&self, folder: &Path, patience: Duration) -> io::Result<LockAttempt> {
        self.world.lock(folder, patience)
    }
}
