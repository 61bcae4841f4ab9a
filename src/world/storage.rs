//! What a store asks of the machine: a folder of its own, folders that appear whole or not at all, one writer at a time.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Folders that are kept over the years: a store, the log of refreshes, downloads that broke off.
pub(crate) trait Storage {
    /// The folder in which this machine's user keeps the data of programs; `None` where the machine does not say.
    fn data_folder(&self) -> Option<PathBuf>;
    /// Folders inside a folder, sorted by name; none where it is not there.
    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>>;
    /// Writes a file, making the folders above it, and waits until it lies on the disk.
    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// A file to write bytes into as they come: a new one, making the folders above it, or the end of one that is there.
    fn writer(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>>;
    /// Renames a whole folder to its final place, where nothing may lie yet.
    fn move_into_place(&self, aside: &Path, place: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it.
    fn remove(&self, folder: &Path) -> io::Result<()>;
    /// Adds a line at the end of a log that never grows past its limit. Lines of several processes stay whole.
    fn append_line(&self, path: &Path, line: &str, limit: LogLimit) -> io::Result<()>;
    /// Takes the lock of a folder, waiting at most this long for its holder.
    fn lock(&self, folder: &Path, patience: Duration) -> io::Result<LockAttempt>;
}

/// How large a log may grow, and how many older files of it are kept: FILE.1 is the newest of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LogLimit {
    pub(crate) bytes: u64,
    pub(crate) kept: u32,
}

/// A lock that is given back when it is dropped, even by a process that is killed.
pub(crate) trait FolderLock {}

/// The outcome of asking for a lock.
pub(crate) enum LockAttempt {
    /// It is ours. An owner that ended without giving it back is named.
    Ours {
        lock: Box<dyn FolderLock>,
        left_behind: Option<String>,
    },
    /// Another process holds it: its number, machine and since when, where it could be read.
    Theirs(String),
}

/// The name of an older file of a log; 1 is the newest of them.
pub(super) fn older(path: &Path, number: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{number}"));
    PathBuf::from(name)
}
