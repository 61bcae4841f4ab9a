//! Texts that are packed one by one into a file that is compiled in, so that a question about one unpacks one.
//!
//! The file begins with a line that names its form and the length of its index. The index, packed, has lines of the form's own, then a
//! line a text: name, first byte and length of its part behind the index.

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write};

/// The file, its index read.
pub(super) struct PackedParts<'b> {
    /// The lines of the form's own.
    pub(super) head: Vec<String>,
    parts: BTreeMap<String, &'b [u8]>,
}

impl<'b> PackedParts<'b> {
    /// Reads the index of a file of a form, whose own lines are so many; none where the bytes are no such file.
    pub(super) fn parse(bytes: &'b [u8], form: &str, own_lines: usize) -> Option<PackedParts<'b>> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let first = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let length: usize = first.strip_prefix(form)?.parse().ok()?;
        let behind = bytes.get(end + 1..)?;
        let index = unpacked(behind.get(..length)?)?;
        let all = behind.get(length..)?;
        let mut lines = index.lines();
        let head = lines.by_ref().take(own_lines).map(str::to_owned).collect();
        let mut parts = BTreeMap::new();
        for line in lines {
            let mut cells = line.rsplitn(3, '\t');
            let length: usize = cells.next()?.parse().ok()?;
            let first: usize = cells.next()?.parse().ok()?;
            let part = all.get(first..first.checked_add(length)?)?;
            parts.insert(cells.next()?.to_owned(), part);
        }
        Some(PackedParts { head, parts })
    }

    /// One text: outside none where there is none of this name, inside none where it is malformed.
    pub(super) fn part(&self, name: &str) -> Option<Option<String>> {
        self.parts.get(name).map(|part| unpacked(part))
    }
}

/// The bytes of a file of a form: the lines of its own, and texts by name.
pub(super) fn write(form: &str, head: &str, texts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut index = head.to_owned();
    let mut parts: Vec<u8> = Vec::new();
    for (name, text) in texts {
        let part = packed(text);
        // Writing to a String cannot fail.
        let _ = writeln!(index, "{name}\t{}\t{}", parts.len(), part.len());
        parts.extend(part);
    }
    let index = packed(&index);
    let mut bytes = format!("{form}{}\n", index.len()).into_bytes();
    bytes.extend(index);
    bytes.extend(parts);
    bytes
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let written = encoder.write_all(text.as_bytes());
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

fn unpacked(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    ZlibDecoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_by_name_and_what_is_cut_off_is_no_such_file() {
        let texts = BTreeMap::from([
            ("a b".to_owned(), "one\n".repeat(300)),
            ("c".to_owned(), String::new()),
        ]);
        let bytes = write("form 1, index of ", "own line\n", &texts);
        let read = PackedParts::parse(&bytes, "form 1, index of ", 1).expect("read");
        assert_eq!(read.head, ["own line"]);
        for (name, text) in &texts {
            assert_eq!(read.part(name), Some(Some(text.clone())));
        }
        assert_eq!(read.part("d"), None);
        assert!(PackedParts::parse(&bytes, "form 2, index of ", 1).is_none());
        for cut in 0..bytes.len() {
            let read = PackedParts::parse(&bytes[..cut], "form 1, index of ", 1);
            assert!(read.is_none(), "cut at {cut} of {}", bytes.len());
        }
    }
}
