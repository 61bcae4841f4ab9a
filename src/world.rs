//! Everything outside the program: files, folders that are kept over the years ([`storage`]), the network ([`net`]), LibreOffice
//! ([`office`]) and what a person has of their own ([`desktop`]). All of it is asked through one trait, [`World`], which also records what was read: the list of a run's inputs.
//!
//! Every output is written under another name and then renamed, all files of one output together: a run that fails leaves the last
//! good outputs as they were.

pub(crate) mod desktop;
mod digest;
mod disk;
mod disk_desktop;
mod disk_storage;
#[cfg(test)]
pub(crate) mod failing;
mod faults;
mod https;
pub(crate) mod loaded;
#[cfg(any(test, fuzzing))]
mod memory;
pub(crate) mod net;
mod office;
pub(crate) mod packing;
mod path_text;
pub(crate) mod plain_name;
pub(crate) mod redirects;
#[cfg(any(test, fuzzing))]
mod script;
pub(crate) mod storage;
pub(crate) mod text;
pub(crate) mod unpacked;

pub(crate) use digest::{DigestingReader, StreamDigest, digest};
pub(crate) use disk::{Disk, is_aside};
pub(crate) use faults::{unreadable, unwritten};
#[cfg(any(test, fuzzing))]
pub(crate) use memory::Memory;
pub(crate) use path_text::slashed;

use crate::error::{Error, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use unpacked::unpacked;

/// An input as it was read: its path, its length and the SHA-256 of its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RecordedInput {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// An output that is visible only once it is whole.
pub(crate) trait Sink: Write {
    /// Whether what lies in the output's place can be replaced: it is not protected, and no other program holds it open against that.
    ///
    /// # Errors
    /// It cannot.
    fn check_place(&self) -> io::Result<()>;
    /// Puts the output in its place.
    ///
    /// # Errors
    /// The output cannot be flushed or renamed; nothing is left behind.
    fn commit(self: Box<Self>) -> io::Result<()>;
    /// The same, and waits until both the bytes and the name lie on the disk.
    ///
    /// # Errors
    /// As [`Sink::commit`].
    fn commit_for_good(self: Box<Self>) -> io::Result<()>;
}

/// A file that is written and read back in one run.
pub(crate) trait Scratch: Read + Write + Seek {}

impl<T: Read + Write + Seek> Scratch for T {}

/// What a run may ask of the machine.
pub(crate) trait World {
    /// Bytes of a file, from start to end.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>>;
    /// Files of a folder, sorted by name, folders left out; `None` when the path is no folder.
    fn list(&self, path: &Path) -> io::Result<Option<Vec<PathBuf>>>;
    /// An output that becomes visible when it is committed.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>>;
    /// A file without a name in a folder, for what is read back in this run; it is gone with the run, whatever becomes of that.
    fn scratch(&self, folder: &Path) -> io::Result<Box<dyn Scratch>>;
    /// The PDF of a Word file, by LibreOffice; `None` where the machine has none, and Word has to save it as PDF instead.
    ///
    /// # Errors
    /// LibreOffice is there and makes no PDF.
    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>>;
    /// Whether the machine has LibreOffice.
    fn has_office(&self) -> bool;
    /// A variable of the environment, where it is set to something.
    fn variable(&self, name: &str) -> Option<String>;
    /// The working folder.
    fn here(&self) -> PathBuf;
    /// The path of this program; its bare name where the machine does not say.
    fn program(&self) -> PathBuf;
    /// The hour now. It is kept with what was fetched, and enters no output.
    fn now(&self) -> Timestamp;
    /// Records that an input was read.
    fn record(&self, input: RecordedInput);
    /// The inputs that were read so far, in order of path.
    fn inputs(&self) -> Vec<RecordedInput>;
    /// Empties the list of inputs: something else begins, with inputs of its own.
    fn forget_inputs(&self);
    /// Other machines.
    fn net(&self) -> &dyn net::Network;
    /// Folders that are kept over the years.
    fn storage(&self) -> &dyn storage::Storage;
    /// What the person at the machine has of their own.
    fn desktop(&self) -> &dyn desktop::Desktop;
}

/// The day it is, in UTC. Between midnight and one o'clock in summer this is yesterday; no release comes out at that time.
pub(crate) fn today(world: &dyn World) -> Date {
    world.now().to_zoned(TimeZone::UTC).date()
}

/// Reads a whole file and records it as an input.
///
/// # Errors
/// [`Error`] of kind unreadable, saying whether it is missing, a folder or damaged.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<Vec<u8>> {
    let bytes = world
        .open(path)
        .and_then(unpacked)
        .map_err(|fault| unreadable(path, &fault))?;
    world.record(RecordedInput {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: digest(&bytes),
    });
    Ok(bytes)
}

/// Reads a text file that need not be there.
///
/// # Errors
/// As [`read_text`].
pub(crate) fn read_optional_text(world: &dyn World, path: &Path) -> Result<Option<String>> {
    match world.open(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => read_text(world, path).map(Some),
    }
}

/// Reads a text that the program keeps for itself and that need not be there. It is not recorded as an input.
///
/// # Errors
/// It is there and cannot be read; damaged letters are no fault here.
pub(crate) fn read_own_text(world: &dyn World, path: &Path) -> Result<Option<String>> {
    match world.open(path).and_then(unpacked) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(unreadable(path, &fault)),
    }
}

/// Reads a text file, however an office wrote it: see [`text`].
///
/// # Errors
/// As [`read`], and when the bytes are no text.
pub(crate) fn read_text(world: &dyn World, path: &Path) -> Result<String> {
    let bytes = read(world, path)?;
    text::decode(&bytes)
        .map(|(text, _)| text)
        .map_err(|(fault, line)| no_text(path, fault).at_row(line))
}

/// Says what is wrong with a text's encoding and what to do about it.
pub(crate) fn no_text(path: &Path, fault: text::EncodingFault) -> Error {
    Error::unreadable(path.display().to_string(), fault.what())
        .hint("save it again as UTF-8; in Excel that is “CSV UTF-8 (comma delimited)”")
}

/// Writes several files as one: each aside first, then, once every place is known to be free, all renamed. All or none, short of a
/// rename that fails all the same.
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
    for (path, sink) in &staged {
        sink.check_place()
            .map_err(|fault| unwritten(path, &fault))?;
    }
    for (path, sink) in staged {
        sink.commit().map_err(|fault| unwritten(path, &fault))?;
    }
    Ok(())
}

/// Writes a file that a store or a later run rests on, and waits until it lies on the disk. The earlier one stays until then.
///
/// # Errors
/// It cannot be written; the earlier one is untouched.
pub(crate) fn write_for_good(world: &dyn World, path: &Path, bytes: &[u8]) -> Result<()> {
    world
        .create(path)
        .and_then(|mut sink| sink.write_all(bytes).map(|()| sink))
        .and_then(Sink::commit_for_good)
        .map_err(|fault| unwritten(path, &fault))
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
    fn a_file_that_is_held_open_stops_all_before_the_first_is_replaced() {
        let mut world = Memory::new(&[("out/a.csv", b"old a"), ("out/b.xlsx", b"old b")]);
        world.held = vec![PathBuf::from("out/b.xlsx")];
        let files = ["out/a.csv", "out/b.xlsx"].map(|path| (PathBuf::from(path), b"new".to_vec()));
        let fault = write_all(&world, &files).expect_err("the second file is held");
        assert_eq!(fault.exit_code(), 4);
        assert!(fault.place().ends_with("b.xlsx"), "{fault}");
        let kept = world.files.borrow();
        assert!(kept.values().all(|bytes| bytes.starts_with(b"old")));
        drop(kept);
        world.held.clear();
        write_all(&world, &files).expect("written");
    }

    /// Windows holds a file that a program has open; on Unix nobody may write into a program that runs.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_says_that_a_place_is_held_before_anything_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let [first, held] = ["first.csv", "held"].map(|name| folder.path().join(name));
        std::fs::write(&first, "old").expect("written");
        std::fs::copy("/bin/sleep", &held).expect("copied");
        let mut running = std::process::Command::new(&held)
            .arg("60")
            .spawn()
            .expect("it runs");
        let files = [&first, &held].map(|path| (path.clone(), b"new".to_vec()));
        let outcome = write_all(&Disk::default(), &files);
        running.kill().expect("stopped");
        running.wait().expect("ended");
        let fault = outcome
            .expect_err("a program that runs is held")
            .to_string();
        assert!(
            fault.contains("another program has it open") && !fault.contains("os error"),
            "{fault}"
        );
        assert_eq!(std::fs::read(&first).expect("read"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 2);
        write_all(&Disk::default(), &files).expect("written");
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
        let inputs = world.inputs();
        assert_eq!(
            inputs[0].sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
