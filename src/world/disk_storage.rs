//! Folders that are kept over the years, on the machine's own disk.

use super::faults::may_pass;
use super::storage::{FolderLock, LockAttempt, LogLimit, Storage, older};
use jiff::Timestamp;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The machine's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DiskStorage;

const LOCK: &str = "lock";
/// A file of its own: on Windows nobody can read a file that is locked.
const OWNER: &str = "lock-owner.txt";
const PAUSE: Duration = Duration::from_millis(50);
/// How long a file or folder that something else looks into is waited for.
const SCANNED: Duration = Duration::from_secs(2);

struct DiskLock {
    /// Closing it gives the lock back; the system does so for a process that was killed.
    _file: File,
    owner: PathBuf,
}

impl FolderLock for DiskLock {}

impl Drop for DiskLock {
    fn drop(&mut self) {
        // What stays behind is recognised by the next owner.
        let _ = std::fs::remove_file(&self.owner);
    }
}

impl Storage for DiskStorage {
    fn data_folder(&self) -> Option<PathBuf> {
        let base = if cfg!(windows) {
            folder_of("LOCALAPPDATA").or_else(|| folder_of("APPDATA"))
        } else if cfg!(target_os = "macos") {
            folder_of("HOME").map(|home| home.join("Library").join("Application Support"))
        } else {
            folder_of("XDG_DATA_HOME")
                .or_else(|| folder_of("HOME").map(|home| home.join(".local").join("share")))
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
        let mut file = patiently(|| File::create(path))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        path.parent().map_or(Ok(()), sync_folder)
    }

    fn writer(&self, path: &Path, anew: bool) -> io::Result<Box<dyn Write>> {
        if !anew {
            let file = patiently(|| File::options().append(true).open(path))?;
            return Ok(Box::new(file));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Box::new(patiently(|| File::create(path))?))
    }

    fn move_into_place(&self, aside: &Path, place: &Path) -> io::Result<()> {
        if place.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let above = place.parent().unwrap_or(Path::new("."));
        let made: Vec<&Path> = above
            .ancestors()
            .take_while(|path| !path.exists())
            .collect();
        std::fs::create_dir_all(above)?;
        sync_folder(aside)?;
        patiently(|| std::fs::rename(aside, place))?;
        sync_folder(above)?;
        // A folder that was made just now is a name in the one above it.
        made.into_iter()
            .filter_map(Path::parent)
            .filter(|path| !path.as_os_str().is_empty())
            .try_for_each(sync_folder)
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        match patiently(|| std::fs::remove_dir_all(folder)) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    fn append_line(&self, path: &Path, line: &str, limit: LogLimit) -> io::Result<()> {
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
            let fits = length == 0 || length + line.len() as u64 <= limit.bytes;
            // Another process may have set the file aside while this one waited for it: then the next one is opened. Its length would
            // not tell: the next one may have grown to the same meanwhile.
            if fits || (lies_at(&file, path) && rotate(path, limit.kept).is_err()) {
                return file.write_all(line.as_bytes());
            }
        }
    }

    fn lock(&self, folder: &Path, patience: Duration) -> io::Result<LockAttempt> {
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
                    return Ok(LockAttempt::Theirs(
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
        let since = Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        std::fs::write(
            &owner,
            format!(
                "process {} on {} since {since}\n",
                std::process::id(),
                host()
            ),
        )?;
        Ok(LockAttempt::Ours {
            lock: Box::new(DiskLock { _file: file, owner }),
            left_behind,
        })
    }
}

/// Tries a step again for a moment where a scanner may hold what it works on, as it does with what is new.
pub(super) fn patiently<T>(step: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for_a_while(SCANNED, step)
}

fn for_a_while<T>(patience: Duration, step: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match step() {
            Err(fault) if may_pass(&fault) && begun.elapsed() < patience => {
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

/// The folder that a variable of the environment names.
fn folder_of(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Whether an open file is the one that has this path now.
fn lies_at(file: &File, path: &Path) -> bool {
    let open = file.try_clone().and_then(same_file::Handle::from_file);
    let named = same_file::Handle::from_path(path);
    matches!((open, named), (Ok(open), Ok(named)) if open == named)
}

/// Renames the log and its older files by one number each; the oldest is overwritten. On Windows, too, a file that is open may be renamed: Rust opens it so.
fn rotate(path: &Path, kept: u32) -> io::Result<()> {
    for number in (1..kept).rev() {
        match std::fs::rename(older(path, number), older(path, number + 1)) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
    }
    std::fs::rename(path, older(path, 1))
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
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    File::open(path)?.sync_all()
}

/// Windows has no such thing: its file system keeps renames in order.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn what_a_scanner_holds_is_tried_again_for_a_while_and_nothing_else_is() {
        let tried = Cell::new(0);
        let outcome = |kind: io::ErrorKind, fails: u32, patience: Duration| {
            tried.set(0);
            for_a_while(patience, || {
                tried.set(tried.get() + 1);
                if tried.get() > fails {
                    Ok(())
                } else {
                    Err(kind.into())
                }
            })
        };
        let held = io::ErrorKind::ExecutableFileBusy;
        assert!(outcome(held, 2, SCANNED).is_ok());
        assert_eq!(tried.get(), 3);
        let fault = outcome(held, u32::MAX, PAUSE * 3).expect_err("it is held for good");
        assert_eq!(fault.kind(), held);
        assert!((2..=4).contains(&tried.get()), "{}", tried.get());
        assert!(outcome(io::ErrorKind::NotFound, u32::MAX, SCANNED).is_err());
        assert_eq!(tried.get(), 1);
    }

    #[test]
    fn lines_of_many_writers_stay_whole_and_old_files_are_kept_up_to_their_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logs").join("a.log");
        let limit = LogLimit {
            bytes: 2000,
            kept: 2,
        };
        let line = |writer: usize, number: usize| format!("{writer} {number} {}\n", "x".repeat(90));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (path, line) = (&path, &line);
                scope.spawn(move || {
                    for number in 0..50 {
                        DiskStorage
                            .append_line(path, &line(writer, number), limit)
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
