//! What a store asks of the machine: the hour, a folder of its own, folders that appear whole or not at all, one writer at a time.

use super::Disk;
use jiff::Timestamp;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What keeps data over the years, beside what one run needs.
pub(crate) trait Keep {
    /// The hour now. It is kept with what was fetched, and enters no output.
    fn now(&self) -> Timestamp;
    /// The folder in which this machine's user keeps the data of programs; `None` where the machine does not say.
    fn data_folder(&self) -> Option<PathBuf>;
    /// Folders inside a folder, sorted by name; none where it is not there.
    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>>;
    /// Writes a file with the folders above it, and waits until it lies on the disk.
    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// A file to pour bytes into as they come: a new one with the folders above it, or the end of one that is there.
    fn pour(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>>;
    /// Renames a whole folder to its place, where nothing may lie yet.
    fn settle(&self, aside: &Path, place: &Path) -> io::Result<()>;
    /// Removes a folder with all that is in it.
    fn remove(&self, folder: &Path) -> io::Result<()>;
    /// Adds a line at the end of a file that never grows past its bound, whole whoever else adds one.
    fn append(&self, path: &Path, line: &str, bound: Bound) -> io::Result<()>;
    /// Takes the lock of a folder, waiting for its holder so long.
    fn lock(&self, folder: &Path, patience: Duration) -> io::Result<Locking>;
}

/// How large a file of lines may grow, and how many older ones are kept: FILE.1 is the newest of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub(crate) bytes: u64,
    pub(crate) kept: u32,
}

/// The name of the file that was set aside so many files ago.
fn aside(path: &Path, number: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{number}"));
    PathBuf::from(name)
}

/// A lock that is given back when it is dropped, even by a process that is killed.
pub(crate) trait Held {}

/// What became of asking for a lock.
pub(crate) enum Locking {
    /// It is ours. An owner that ended without giving it back is named.
    Ours {
        lock: Box<dyn Held>,
        left_behind: Option<String>,
    },
    /// Another process holds it: its number, machine and since when, where it could be read.
    Theirs(String),
}

const LOCK: &str = "lock";
/// A file of its own: on Windows nobody can read a file that is locked.
const OWNER: &str = "lock-owner.txt";
const PAUSE: Duration = Duration::from_millis(50);

struct DiskLock {
    /// Closing it gives the lock back; the system does so for a process that was killed.
    _file: File,
    owner: PathBuf,
}

impl Held for DiskLock {}

impl Drop for DiskLock {
    fn drop(&mut self) {
        // What stays behind is recognised by the next owner.
        let _ = std::fs::remove_file(&self.owner);
    }
}

impl Keep for Disk {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn data_folder(&self) -> Option<PathBuf> {
        let named = |name: &str| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let home = || named("HOME");
        let base = if cfg!(windows) {
            named("LOCALAPPDATA").or_else(|| named("APPDATA"))
        } else if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library").join("Application Support"))
        } else {
            named("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local").join("share")))
        };
        base.map(|base| base.join("yardstick"))
    }

    fn folders(&self, path: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = match std::fs::read_dir(path) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn pour(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>> {
        if !anew {
            return Ok(Box::new(File::options().append(true).open(path)?));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Box::new(File::create(path)?))
    }

    fn settle(&self, aside: &Path, place: &Path) -> io::Result<()> {
        if place.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let above = place.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(above)?;
        sync_folder(aside)?;
        std::fs::rename(aside, place)?;
        sync_folder(above)
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        match std::fs::remove_dir_all(folder) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    fn append(&self, path: &Path, line: &str, bound: Bound) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        loop {
            // Windows locks no file that is opened for appending alone.
            let mut file = File::options()
                .create(true)
                .read(true)
                .append(true)
                .open(path)?;
            // A drive that knows no locks still takes a line in one piece.
            let _ = file.lock();
            let length = file.metadata()?.len();
            let fits = length == 0 || length + line.len() as u64 <= bound.bytes;
            // Another process may have set the file aside while this one waited for it: then the next one is opened.
            let is_ours = || std::fs::metadata(path).is_ok_and(|now| now.len() == length);
            if fits || (is_ours() && set_aside(path, bound.kept).is_err()) {
                return file.write_all(line.as_bytes());
            }
        }
    }

    fn lock(&self, folder: &Path, patience: Duration) -> io::Result<Locking> {
        std::fs::create_dir_all(folder)?;
        let owner = folder.join(OWNER);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(LOCK))?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(fault)) => return Err(fault),
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    std::thread::sleep(PAUSE)
                }
                Err(TryLockError::WouldBlock) => {
                    return Ok(Locking::Theirs(
                        std::fs::read_to_string(&owner)
                            .unwrap_or_default()
                            .trim()
                            .to_owned(),
                    ));
                }
            }
        }
        let left_behind = std::fs::read_to_string(&owner)
            .ok()
            .map(|text| text.trim().to_owned());
        // A disk that was full leaves the file without a word in it.
        let left_behind = left_behind.filter(|text| !text.is_empty());
        let since = self.now().strftime("%Y-%m-%d %H:%M:%S UTC");
        std::fs::write(
            &owner,
            format!(
                "process {} on {} since {since}\n",
                std::process::id(),
                host()
            ),
        )?;
        Ok(Locking::Ours {
            lock: Box::new(DiskLock { _file: file, owner }),
            left_behind,
        })
    }
}

/// Makes room for a new file, and lets the oldest go. On Windows, too, a file that is open may be renamed: Rust opens it so.
fn set_aside(path: &Path, kept: u32) -> io::Result<()> {
    for number in (1..kept).rev() {
        match std::fs::rename(aside(path, number), aside(path, number + 1)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
    }
    std::fs::rename(path, aside(path, 1))
}

/// The machine's name, for whoever has to find the process that holds a lock on a shared drive.
fn host() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    let named = named.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    named
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "this machine".to_owned())
}

/// A rename is on the disk only once its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows has no such thing: its file system keeps renames in order.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_many_writers_stay_whole_and_old_files_are_kept_up_to_their_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logs").join("a.log");
        let bound = Bound {
            bytes: 2000,
            kept: 2,
        };
        let line = |writer: usize, number: usize| format!("{writer} {number} {}\n", "x".repeat(90));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (path, line) = (&path, &line);
                scope.spawn(move || {
                    for number in 0..50 {
                        Disk::default()
                            .append(path, &line(writer, number), bound)
                            .expect("added");
                    }
                });
            }
        });
        let names: Vec<String> = std::fs::read_dir(folder.path().join("logs"))
            .expect("listed")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(names.len(), 3, "the file and two older ones: {names:?}");
        for name in names {
            let text =
                std::fs::read_to_string(folder.path().join("logs").join(&name)).expect("text");
            assert!(
                text.len() <= 2000 && text.ends_with('\n') && text.len() > 90,
                "{name}: {}",
                text.len()
            );
            assert!(
                text.lines()
                    .all(|line| line.len() >= 94 && line.ends_with(&"x".repeat(90))),
                "{text}"
            );
        }
    }
}

#[cfg(any(test, fuzzing))]
mod memory {
    use super::{Bound, Held, Keep, Locking, aside};
    use crate::world::Memory;
    use jiff::Timestamp;
    use std::cell::RefCell;
    use std::collections::{BTreeMap, BTreeSet};
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::rc::Rc;
    use std::time::Duration;

    struct MemoryLock;

    impl Held for MemoryLock {}

    struct MemoryPour {
        files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
        path: PathBuf,
    }

    impl Write for MemoryPour {
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

    impl Keep for Memory {
        fn now(&self) -> Timestamp {
            self.clock.get()
        }

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

        fn pour(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>> {
            if anew {
                self.files.borrow_mut().insert(path.to_owned(), Vec::new());
            }
            Ok(Box::new(MemoryPour {
                files: Rc::clone(&self.files),
                path: path.to_owned(),
            }))
        }

        fn settle(&self, aside: &Path, place: &Path) -> io::Result<()> {
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

        fn append(&self, path: &Path, line: &str, bound: Bound) -> io::Result<()> {
            let mut files = self.files.borrow_mut();
            let length = files.get(path).map_or(0, Vec::len);
            if length > 0 && (length + line.len()) as u64 > bound.bytes {
                let full = files.remove(path).unwrap_or_default();
                files.insert(aside(path, 1), full);
            }
            files
                .entry(path.to_owned())
                .or_default()
                .extend_from_slice(line.as_bytes());
            Ok(())
        }

        fn lock(&self, _: &Path, _: Duration) -> io::Result<Locking> {
            match &self.locked_by {
                Some(owner) => Ok(Locking::Theirs(owner.clone())),
                None => Ok(Locking::Ours {
                    lock: Box::new(MemoryLock),
                    left_behind: None,
                }),
            }
        }
    }
}
