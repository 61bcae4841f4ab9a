//! The machine that the program runs on.

use super::desktop::Desktop;
use super::disk_desktop::DiskDesktop;
use super::disk_storage::{DiskStorage, patiently, sync_folder};
use super::https::Connections;
use super::net::Network;
use super::office;
use super::storage::Storage;
use super::{RecordedInput, Scratch, Sink, World};
use crate::error::Result;
use jiff::Timestamp;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How the name of a temporary file begins and ends.
const ASIDE: (&str, &str) = (".yardstick-", ".part");

/// Whether a file has the name of a temporary one.
pub(crate) fn is_aside(name: &str) -> bool {
    name.starts_with(ASIDE.0) && name.ends_with(ASIDE.1)
}

/// The machine itself.
#[derive(Default)]
pub(crate) struct Disk {
    /// Folders in which the temporary files of killed processes were removed.
    cleared: RefCell<BTreeSet<PathBuf>>,
    inputs: RefCell<BTreeMap<PathBuf, RecordedInput>>,
    storage: DiskStorage,
    desktop: DiskDesktop,
    connections: Connections,
}

struct DiskSink {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Write for DiskSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

impl Sink for DiskSink {
    fn check_place(&self) -> io::Result<()> {
        // A pipe would wait for its reader, and is no output that could be replaced.
        if !self.path.is_file() {
            return Ok(());
        }
        patiently(|| std::fs::File::options().write(true).open(&self.path)).map(|_| ())
    }

    fn commit(self: Box<Self>) -> io::Result<()> {
        // Not flushed to the disk: an output can be made again, and a profile has hundreds. The standard library's own renaming is
        // the one that knows Windows' long paths.
        let aside = self.file.into_temp_path();
        patiently(|| std::fs::rename(&aside, &self.path))
    }

    fn commit_for_good(self: Box<Self>) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        let folder = self.path.parent().map(Path::to_owned);
        self.commit()?;
        folder.map_or(Ok(()), |folder| sync_folder(&folder))
    }
}

impl World for Disk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        // Opening a folder succeeds on some systems and fails only at the first read, on others with "access denied".
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // A named pipe or a device is never at its end, and opening one may wait for ever.
        if std::fs::metadata(path)?.is_file() {
            Ok(Box::new(patiently(|| std::fs::File::open(path))?))
        } else {
            Err(io::Error::other("it is a pipe or a device, and no file"))
        }
    }

    fn list(&self, path: &Path) -> io::Result<Option<Vec<PathBuf>>> {
        if !path.is_dir() {
            return Ok(None);
        }
        let mut files = Vec::new();
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            // A link to a file is a file to whoever made it.
            if entry.path().is_file() {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(Some(files))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let folder = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        std::fs::create_dir_all(folder)?;
        if self.cleared.borrow_mut().insert(folder.to_owned()) {
            remove_abandoned(folder);
        }
        Ok(Box::new(DiskSink {
            file: aside(folder)?,
            path: path.to_owned(),
        }))
    }

    fn scratch(&self, folder: &Path) -> io::Result<Box<dyn Scratch>> {
        std::fs::create_dir_all(folder)?;
        Ok(Box::new(tempfile::tempfile_in(folder)?))
    }

    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>> {
        office::pdf(docx)
    }

    fn has_office(&self) -> bool {
        office::soffice().is_some()
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }

    fn here(&self) -> PathBuf {
        std::env::current_dir().unwrap_or_default()
    }

    fn program(&self) -> PathBuf {
        std::env::current_exe().unwrap_or_else(|_| PathBuf::from("yardstick"))
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
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
        &self.connections
    }

    fn storage(&self) -> &dyn Storage {
        &self.storage
    }

    fn desktop(&self) -> &dyn Desktop {
        &self.desktop
    }
}

/// A file to write under a temporary name. Its lock shows that the process that writes it still runs.
fn aside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    loop {
        let file = patiently(|| {
            tempfile::Builder::new()
                .prefix(ASIDE.0)
                .suffix(ASIDE.1)
                .make_in(folder, ordinary_file)
        })?;
        // Some network drives have no locks: there nothing is cleared away either.
        let _ = file.as_file().try_lock();
        // Before it was locked another process may have taken it for one left behind, and removed it.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes the temporary files of processes that were killed: those that nobody holds the lock of.
fn remove_abandoned(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries
        .flatten()
        .filter(|entry| is_aside(&entry.file_name().to_string_lossy()))
    {
        let left = std::fs::File::options().write(true).open(entry.path());
        if left.is_ok_and(|file| file.try_lock().is_ok()) {
            // One that cannot be removed does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A new file with the permissions that any new file has: an output on a shared drive is for colleagues too. Nor has it the mark by
/// which Windows knows a temporary file, and by which OneDrive leaves it out.
fn ordinary_file(path: &Path) -> io::Result<std::fs::File> {
    std::fs::File::options()
        .write(true)
        .create_new(true)
        .open(path)
}
