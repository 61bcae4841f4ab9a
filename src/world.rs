//! The only door outside: files, what a store asks ([`keep`]), the network ([`net`]) and LibreOffice ([`office`]). It
//! remembers what was read, which is a run's list of inputs.
//!
//! Everything that is written is written aside and renamed, all files of one output together: a failed run leaves the last
//! good outputs as they were.

#[cfg(test)]
pub(crate) mod failing;
pub(crate) mod keep;
pub(crate) mod net;
mod office;
pub(crate) mod shelf;

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// An input as it was read: where, how long, and the digest of its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Seen {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// An output that is visible only once it is whole.
pub(crate) trait Sink: Write {
    /// Puts the output in its place.
    ///
    /// # Errors
    /// The output cannot be flushed or renamed; nothing is left behind.
    fn commit(self: Box<Self>) -> io::Result<()>;
}

/// What a run may ask of the machine.
pub(crate) trait World {
    /// Bytes of a file, from start to end.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;
    /// Files of a folder, sorted by name, folders left out; `None` when the path is no folder.
    fn list(&self, path: &Path) -> io::Result<Option<Vec<PathBuf>>>;
    /// An output that becomes visible when it is committed.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    /// The PDF of a Word file, by LibreOffice; `None` where the machine has none, and Word has to save it as PDF instead.
    ///
    /// # Errors
    /// LibreOffice is there and makes no PDF.
    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>>;
    /// Whether the machine has LibreOffice.
    fn has_office(&self) -> bool;
    /// A variable of the environment, where it is set to something.
    fn variable(&self, name: &str) -> Option<String>;
    /// The folder one works in.
    fn here(&self) -> PathBuf;
    /// Where this program lies; its bare name where the machine does not say.
    fn program(&self) -> PathBuf;
    fn remember(&self, seen: Seen);
    /// What was read so far, in order of path.
    fn seen(&self) -> Vec<Seen>;
    /// Forgets what was read: something else begins, with inputs of its own.
    fn forget(&self);
    /// Other machines.
    fn net(&self) -> &dyn net::Network;
    /// What a store asks of the machine.
    fn keep(&self) -> &dyn keep::Keep;
}

/// Reads a whole file and remembers it.
///
/// # Errors
/// [`Error`] of kind unreadable, saying whether it is missing, a folder or damaged.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    world
        .open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|fault| unreadable(path, &fault))?;
    world.remember(Seen {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: digest(&bytes),
    });
    Ok(bytes)
}

/// Reads a text file that need not be there.
///
/// # Errors
/// As [`read`], and when the text is not UTF-8.
pub(crate) fn read_optional_text(world: &dyn World, path: &Path) -> Result<Option<String>> {
    match world.open(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => read_text(world, path).map(Some),
    }
}

/// Reads a text that the program keeps for itself and that need not be there: it is no input of what is made.
///
/// # Errors
/// It is there and cannot be read; damaged letters are no fault here.
pub(crate) fn own_text(world: &dyn World, path: &Path) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    match world
        .open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
    {
        Ok(_) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(unreadable(path, &fault)),
    }
}

/// Reads a text file.
///
/// # Errors
/// As [`read`], and when the text is not UTF-8.
pub(crate) fn read_text(world: &dyn World, path: &Path) -> Result<String> {
    String::from_utf8(read(world, path)?).map_err(|_| {
        Error::unreadable(path.display().to_string(), "the file is not UTF-8 text")
            .hint("save it as UTF-8")
    })
}

/// Writes several files as one: each aside first, then all renamed. Same paths, same order, all or none short of a rename
/// that fails half-way.
///
/// # Errors
/// [`Error`] of kind unwritten naming the file; nothing is changed unless every file could be written in full.
pub(crate) fn write_all(world: &dyn World, files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let sink = world
            .create(path)
            .and_then(|mut sink| sink.write_all(bytes).map(|()| sink));
        staged.push((path, sink.map_err(|fault| unwritten(path, &fault))?));
    }
    for (path, sink) in staged {
        sink.commit().map_err(|fault| unwritten(path, &fault))?;
    }
    Ok(())
}

pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Says what is wrong with an input file and what to do about it.
pub(crate) fn unreadable(path: &Path, fault: &io::Error) -> Error {
    let (what, hint) = match fault.kind() {
        io::ErrorKind::NotFound => (
            "the file is not there",
            "check the path; a file on a shared drive may have been moved",
        ),
        io::ErrorKind::PermissionDenied => (
            "the file may not be read",
            "ask for read access, or copy it to a folder of your own",
        ),
        io::ErrorKind::IsADirectory => ("this is a folder, not a file", "name a file in it"),
        io::ErrorKind::NotADirectory => (
            "a file lies where its path names a folder",
            "check the path, or choose another folder",
        ),
        _ => (
            "the file could not be read to its end",
            "fetch it again and check its size",
        ),
    };
    Error::unreadable(path.display().to_string(), format!("{what} ({fault})")).hint(hint)
}

pub(crate) fn unwritten(path: &Path, fault: &io::Error) -> Error {
    let hint = match fault.kind() {
        io::ErrorKind::PermissionDenied => {
            "choose a folder you may write to with --out; if the file is open in Excel or Word, close it"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "free some space on the drive and run again; earlier outputs are as they were"
        }
        _ => "check that the folder exists and is writable; earlier outputs are as they were",
    };
    Error::unwritten(
        path.display().to_string(),
        format!("the output could not be written ({fault})"),
    )
    .hint(hint)
}

/// A reader that digests what passes, and tells the world when the end is reached.
pub(crate) struct Digesting<R> {
    inner: R,
    state: Rc<RefCell<(Sha256, u64)>>,
}

/// The digest of a stream, to be asked once the stream has been read to its end.
pub(crate) struct Digest256(Rc<RefCell<(Sha256, u64)>>);

impl<R: Read> Digesting<R> {
    pub(crate) fn new(inner: R) -> (Digesting<R>, Digest256) {
        let state = Rc::new(RefCell::new((Sha256::new(), 0)));
        (
            Digesting {
                inner,
                state: Rc::clone(&state),
            },
            Digest256(state),
        )
    }
}

impl Digest256 {
    pub(crate) fn take(self) -> (String, u64) {
        let state = self.0.borrow();
        (hex(&state.0.clone().finalize()), state.1)
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut state = self.state.borrow_mut();
        state.0.update(buffer.get(..read).unwrap_or_default());
        state.1 += read as u64;
        Ok(read)
    }
}

const ASIDE: (&str, &str) = (".yardstick-", ".part");

/// Whether a file bears the name of one that is being written aside.
pub(crate) fn is_aside(name: &str) -> bool {
    name.starts_with(ASIDE.0) && name.ends_with(ASIDE.1)
}

/// The machine itself.
#[derive(Default)]
pub(crate) struct Disk {
    /// Folders that were looked through for what a killed process left there.
    cleared: RefCell<BTreeSet<PathBuf>>,
    seen: RefCell<BTreeMap<PathBuf, Seen>>,
    line: net::Line,
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
    fn commit(self: Box<Self>) -> io::Result<()> {
        // No flush to the platter: an output can be made again, and a profile has hundreds.
        self.file
            .persist(&self.path)
            .map(|_| ())
            .map_err(|fault| fault.error)
    }
}

impl World for Disk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        // Opening a folder succeeds on some systems and fails only at the first read, on others with "access denied".
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Box::new(std::fs::File::open(path)?))
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
            clear(folder);
        }
        let file = aside(folder)?;
        ordinary_permissions(file.path())?;
        Ok(Box::new(DiskSink {
            file,
            path: path.to_owned(),
        }))
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

    fn remember(&self, seen: Seen) {
        self.seen.borrow_mut().insert(seen.path.clone(), seen);
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().values().cloned().collect()
    }

    fn forget(&self) {
        self.seen.borrow_mut().clear();
    }

    fn keep(&self) -> &dyn keep::Keep {
        self
    }

    fn net(&self) -> &dyn net::Network {
        self
    }
}

/// A file to write aside. Its lock says that its writer lives.
fn aside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let make = || {
        tempfile::Builder::new()
            .prefix(ASIDE.0)
            .suffix(ASIDE.1)
            .tempfile_in(folder)
    };
    loop {
        let file = make()?;
        // Some network drives have no locks: there nothing is cleared away either.
        let _ = file.as_file().try_lock();
        // Between its making and its lock another process may have taken it for one left behind.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes what processes that were killed were writing aside: the files that nobody holds the lock of.
fn clear(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries
        .flatten()
        .filter(|entry| is_aside(&entry.file_name().to_string_lossy()))
    {
        let left = std::fs::File::options().write(true).open(entry.path());
        if left.is_ok_and(|file| file.try_lock().is_ok()) {
            // One that cannot be removed is in nobody's way.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Temporary files are private to their owner; an output on a shared drive is for colleagues too.
#[cfg(unix)]
fn ordinary_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn ordinary_permissions(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A world of its own for tests: files in memory, nothing else.
#[cfg(any(test, fuzzing))]
pub(crate) struct Memory {
    pub(crate) files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    /// Paths whose writing fails, to see what is left behind.
    pub(crate) refuses: Vec<PathBuf>,
    pub(crate) script: net::Script,
    /// How many bytes a store may still write; none means any number.
    pub(crate) room: std::cell::Cell<Option<usize>>,
    /// Another process that holds every lock.
    pub(crate) locked_by: Option<String>,
    pub(crate) clock: std::cell::Cell<jiff::Timestamp>,
    seen: RefCell<BTreeMap<PathBuf, Seen>>,
}

#[cfg(any(test, fuzzing))]
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
            script: net::Script::default(),
            room: std::cell::Cell::new(None),
            locked_by: None,
            clock: std::cell::Cell::new(jiff::Timestamp::constant(1_764_201_600, 0)),
            seen: RefCell::default(),
        }
    }
}

#[cfg(any(test, fuzzing))]
struct MemorySink {
    files: Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>,
    path: PathBuf,
    bytes: Vec<u8>,
}

#[cfg(any(test, fuzzing))]
impl Write for MemorySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(any(test, fuzzing))]
impl Sink for MemorySink {
    fn commit(self: Box<Self>) -> io::Result<()> {
        self.files.borrow_mut().insert(self.path, self.bytes);
        Ok(())
    }
}

#[cfg(any(test, fuzzing))]
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
        }))
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
        PathBuf::new()
    }

    fn program(&self) -> PathBuf {
        PathBuf::from("yardstick")
    }

    fn remember(&self, seen: Seen) {
        self.seen.borrow_mut().insert(seen.path.clone(), seen);
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().values().cloned().collect()
    }

    fn forget(&self) {
        self.seen.borrow_mut().clear();
    }

    fn keep(&self) -> &dyn keep::Keep {
        self
    }

    fn net(&self) -> &dyn net::Network {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_fails_leaves_every_earlier_output() {
        let mut world = Memory::new(&[("out/a.csv", b"old a"), ("out/b.csv", b"old b")]);
        world.refuses = vec![PathBuf::from("out/b.csv")];
        let files = [("out/a.csv", "new a"), ("out/b.csv", "new b")]
            .map(|(p, b)| (PathBuf::from(p), b.as_bytes().to_vec()));
        let fault = write_all(&world, &files).expect_err("the second file is refused");
        assert_eq!(fault.exit_code(), 4);
        assert_eq!(
            world
                .files
                .borrow()
                .get(Path::new("out/a.csv"))
                .map(Vec::as_slice),
            Some(b"old a".as_slice())
        );
    }

    #[test]
    fn a_disk_output_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table with space.csv");
        let world = Disk::default();
        let mut sink = world.create(&path).expect("created");
        sink.write_all(b"half").expect("written");
        drop(sink);
        assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 0);
        write_all(&world, &[(path.clone(), b"whole".to_vec())]).expect("written");
        assert_eq!(std::fs::read(&path).expect("read"), b"whole");
        assert!(world.open(folder.path()).is_err(), "a folder is no file");
    }

    #[test]
    fn what_was_read_is_remembered_with_its_digest() {
        let world = Memory::new(&[("in.csv", b"abc")]);
        read(&world, Path::new("in.csv")).expect("read");
        let seen = world.seen();
        assert_eq!(
            seen[0].sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
