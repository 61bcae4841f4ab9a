//! How archives are packed that the program writes: with no hour and no trace of the machine, so that the same parts give the same bytes
//! on every system.

use std::ops::Range;
use zip::write::SimpleFileOptions;
use zip::{DateTime, System};

/// Options of a part. The archive says of itself that it was made on Unix wherever it is made: by itself it would name the system.
pub(crate) fn part_options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
}

/// The end of an archive without a comment, and what stands where in it.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
const PARTS: Range<usize> = 10..12;
const DIRECTORY: Range<usize> = 16..20;
/// An entry of the archive's directory: its length without the three texts behind it, and the lengths of these.
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
const TEXT_LENGTHS: [Range<usize>; 3] = [28..30, 30..32, 32..34];
/// The byte that names the system.
const MADE_ON: usize = 5;

/// The archive of a library that names the system it runs on, with Unix in its place. One of a form that the library does not write stays
/// as it is.
pub(crate) fn made_on_unix(mut archive: Vec<u8>) -> Vec<u8> {
    for at in made_on(&archive).unwrap_or_default() {
        archive[at] = u8::from(System::Unix);
    }
    archive
}

/// Where each part's entry names its system; none where this is no plain archive.
fn made_on(archive: &[u8]) -> Option<Vec<usize>> {
    let end = archive.get(archive.len().checked_sub(END_LENGTH)?..)?;
    if !end.starts_with(END) {
        return None;
    }
    let mut at = number(end.get(DIRECTORY)?);
    let mut found = Vec::new();
    for _ in 0..number(end.get(PARTS)?) {
        let entry = archive.get(at..at.checked_add(ENTRY_LENGTH)?)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        found.push(at + MADE_ON);
        let texts = TEXT_LENGTHS
            .iter()
            .filter_map(|range| entry.get(range.clone()));
        at += ENTRY_LENGTH + texts.map(number).sum::<usize>();
    }
    Some(found)
}

/// A number of the archive, its low byte first.
fn number(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rev()
        .fold(0, |number, byte| (number << 8) | usize::from(*byte))
}

/// The systems that the parts of an archive name.
#[cfg(test)]
pub(crate) fn systems(archive: &[u8]) -> Vec<System> {
    let found = made_on(archive).unwrap_or_default();
    assert!(!found.is_empty(), "no archive");
    found.into_iter().map(|at| archive[at].into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;

    fn archive(system: System) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["[Content_Types].xml", "a/b é.xml", "c"] {
            zip.start_file(name, part_options().system(system)).unwrap();
            zip.write_all(name.repeat(40).as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_windows_packs_is_what_unix_packs() {
        let (unix, windows) = (archive(System::Unix), archive(System::Dos));
        assert_ne!(unix, windows);
        assert_eq!(systems(&windows), [System::Dos; 3]);
        assert_eq!(made_on_unix(windows), unix);
        assert_eq!(made_on_unix(unix.clone()), unix);
    }

    #[test]
    fn what_is_no_plain_archive_stays() {
        let mut cut = archive(System::Dos);
        cut.truncate(cut.len() - 1);
        let mut astray = archive(System::Dos);
        let end = astray.len() - END_LENGTH;
        astray[end + 16] = 1;
        for bytes in [Vec::new(), b"PK".to_vec(), cut, astray] {
            assert_eq!(made_on_unix(bytes.clone()), bytes);
        }
    }
}
