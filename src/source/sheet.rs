//! A CSV as it lies on disk: plain or gzipped, with or without a byte order mark, read record by record with its row.
//!
//! This pass exists because a frame reader pads short rows, renames duplicate headers and reports an encoding fault without
//! its place. Here each of these is said, with the row.

use super::line_feeds::{self, LineFeeds};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::world::{self, DigestingReader, RecordedInput, StreamDigest, World};
use csv::ByteRecord;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// An open CSV with its header.
pub(crate) struct Sheet {
    reader: csv::Reader<Box<dyn Read>>,
    pub(crate) header: Vec<String>,
    pub(crate) file: String,
    path: std::path::PathBuf,
    digest: Option<StreamDigest>,
    ragged: u32,
    rows: u64,
}

const BUFFER: usize = 1 << 18;
/// Of each kind of fault only the first few are listed; the rest are counted.
const LISTED: u32 = 20;

impl Sheet {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// The file is missing, a folder, empty, a workbook, a web page, binary, not UTF-8, or has a blank or doubled header.
    pub(crate) fn open(world: &dyn World, path: &Path) -> Result<Sheet> {
        let name = file_name(path);
        let raw = world
            .open(path)
            .map_err(|fault| world::unreadable(path, &fault))?;
        let (raw, digest) = DigestingReader::new(raw);
        let mut raw = BufReader::with_capacity(BUFFER, raw);
        let start = peek(&mut raw).map_err(|fault| world::unreadable(path, &fault))?;
        let place = path.display().to_string();
        let input: Box<dyn Read> = if start.starts_with(&[0x1f, 0x8b]) {
            let mut plain =
                BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(raw));
            let inside = peek(&mut plain).map_err(|fault| damaged(&place, &fault))?;
            refuse_other_formats(&place, &inside)?;
            with_line_feeds(plain, &inside)
        } else {
            refuse_other_formats(&place, &start)?;
            with_line_feeds(raw, &start)
        };
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(input);
        let header = header(&mut reader, &place)?;
        Ok(Sheet {
            reader,
            header,
            file: name,
            path: path.to_owned(),
            digest: Some(digest),
            ragged: 0,
            rows: 0,
        })
    }

    /// Where a column is, by its exact name.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h == name)
    }

    /// Where a column is that must be there.
    ///
    /// # Errors
    /// It is not there.
    pub(crate) fn require(&self, name: &str) -> Result<usize> {
        self.column(name)
            .ok_or_else(|| Error::unreadable(&self.file, "a column is missing").in_column(name))
    }

    /// Whether it has all of these columns.
    pub(crate) fn has_columns(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }

    /// Those of these columns that it has not.
    pub(crate) fn missing_columns<'n>(&self, names: &[&'n str]) -> Vec<&'n str> {
        names
            .iter()
            .filter(|name| self.column(name).is_none())
            .copied()
            .collect()
    }

    /// The next record as it lies there, whether or not it has as many cells as the header.
    ///
    /// # Errors
    /// The file ends in the middle (a truncated download) or cannot be read on.
    pub(crate) fn next_of_any_length(&mut self, record: &mut ByteRecord) -> Result<bool> {
        let more = self
            .reader
            .read_byte_record(record)
            .map_err(|fault| self.fault(&fault))?;
        if !more {
            return if self.rows == 0 {
                Err(self.without_rows())
            } else {
                Ok(false)
            };
        }
        self.rows += 1;
        if std::str::from_utf8(record.as_slice()).is_err() {
            return Err(self.not_utf8(record));
        }
        Ok(true)
    }

    /// The next whole record. A row with too few or too many cells is reported and passed over.
    ///
    /// # Errors
    /// As [`Sheet::next_of_any_length`].
    pub(crate) fn next(
        &mut self,
        record: &mut ByteRecord,
        checks: &mut Vec<Check>,
    ) -> Result<bool> {
        loop {
            if !self.next_of_any_length(record)? {
                return Ok(false);
            }
            if record.len() == self.header.len() {
                return Ok(true);
            }
            self.ragged += 1;
            if self.ragged <= LISTED {
                checks.push(
                    Check::new(Severity::Error, "ragged-row", &self.file)
                        .row(row_of(record))
                        .found(format!("{} cells", record.len()))
                        .expected(format!("{} cells, as the header has", self.header.len()))
                        .guidance("the row was set aside; look for a missing quote or a comma inside a name"),
                );
            }
        }
    }

    fn without_rows(&self) -> Error {
        Error::unreadable(
            self.path.display().to_string(),
            "there is no row under the header",
        )
        .at_row(2)
        .hint("download it again; a header alone is often a query that found nothing")
    }

    fn not_utf8(&self, record: &ByteRecord) -> Error {
        let at = record
            .iter()
            .position(|cell| std::str::from_utf8(cell).is_err());
        let column = at
            .and_then(|at| self.header.get(at))
            .map_or("", String::as_str);
        not_utf8(&self.path.display().to_string(), row_of(record), column)
    }

    fn fault(&self, fault: &csv::Error) -> Error {
        let place = self.path.display().to_string();
        match fault.kind() {
            csv::ErrorKind::Io(io) => damaged(&place, io),
            _ => Error::unreadable(place, format!("the file is not a sound CSV ({fault})"))
                .hint("fetch it again"),
        }
    }

    /// Ends the reading: reads what is left so that the digest covers the whole file, and tells the world.
    ///
    /// # Errors
    /// The rest of the file cannot be read.
    pub(crate) fn close(mut self, world: &dyn World) -> Result<String> {
        let mut record = ByteRecord::new();
        while self
            .reader
            .read_byte_record(&mut record)
            .map_err(|fault| self.fault(&fault))?
        {}
        let (sha256, bytes) = self
            .digest
            .take()
            .map(StreamDigest::take)
            .unwrap_or_default();
        world.record(RecordedInput {
            path: self.path.clone(),
            bytes,
            sha256: sha256.clone(),
        });
        Ok(sha256)
    }
}

/// The line on which a record starts, the header's being 1: the row a text editor shows.
pub(crate) fn row_of(record: &ByteRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

fn with_line_feeds(input: impl BufRead + 'static, start: &[u8]) -> Box<dyn Read> {
    if line_feeds::are_needed(start) {
        Box::new(LineFeeds::new(input))
    } else {
        Box::new(input)
    }
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// A file's name up to its first full stop.
pub(crate) fn stem(name: &str) -> &str {
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn peek<R: Read>(reader: &mut BufReader<R>) -> io::Result<Vec<u8>> {
    let ahead = reader.fill_buf()?;
    Ok(ahead
        .get(..512.min(ahead.len()))
        .unwrap_or_default()
        .to_vec())
}

fn damaged(place: &str, fault: &io::Error) -> Error {
    let what = match fault.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the compressed file ends too early: it was cut off on its way".to_owned()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the compressed file is damaged ({fault})")
        }
        _ => format!("the file could not be read to its end ({fault})"),
    };
    Error::unreadable(place, what)
        .hint("download it again and compare its size with the publisher's")
}

/// Says what a file is that is no CSV, by how it starts.
pub(crate) fn refuse_other_formats(place: &str, start: &[u8]) -> Result<()> {
    let trimmed = start.trim_ascii_start().to_ascii_lowercase();
    let (what, hint) = if start.is_empty() {
        (
            "the file is empty",
            "download it again; an empty file is often an interrupted download",
        )
    } else if start.starts_with(b"PK\x03\x04") {
        (
            "this is a workbook or a zip, not a CSV",
            "save the sheet as “CSV UTF-8”, or unpack the zip, and name the CSV",
        )
    } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
        (
            "this is an old Excel workbook, not a CSV",
            "save the sheet as “CSV UTF-8” and name that file",
        )
    } else if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        (
            "the file is UTF-16, which Excel calls “Unicode text”",
            "save it as “CSV UTF-8 (comma delimited)”",
        )
    } else if trimmed.starts_with(b"<!doctype") || trimmed.starts_with(b"<html") {
        (
            "this is a web page, not a CSV",
            "a proxy or a sign-in page answered in place of the file: download it in a browser",
        )
    } else if start.contains(&0) {
        (
            "this is not text",
            "name a CSV, a gzipped CSV or a Parquet file",
        )
    } else {
        return Ok(());
    };
    Err(Error::unreadable(place, what).hint(hint))
}

fn header(reader: &mut csv::Reader<Box<dyn Read>>, place: &str) -> Result<Vec<String>> {
    let bytes = reader.byte_headers().map_err(|fault| match fault.kind() {
        csv::ErrorKind::Io(io) => damaged(place, io),
        _ => Error::unreadable(place, format!("the header cannot be read ({fault})")),
    })?;
    let mut names: Vec<String> = Vec::with_capacity(bytes.len());
    for cell in bytes {
        let name = std::str::from_utf8(cell).map_err(|_| not_utf8(place, 1, "the header"))?;
        // Columns without a name, and the doubled `SNP` of one old sheet, are only trouble for whoever asks for them.
        names.push(name.to_owned());
    }
    if names.len() < 2 {
        let found: String = names.concat().chars().take(60).collect();
        return Err(Error::unreadable(place, format!("the first row has one column only: “{found}”"))
            .at_row(1)
            .expected("a comma-separated header")
            .hint("if columns are separated by semicolons or tabs, save the file as “CSV UTF-8 (comma delimited)”"));
    }
    Ok(names)
}

pub(crate) fn not_utf8(place: &str, row: u64, column: &str) -> Error {
    Error::unreadable(place, "the text is not UTF-8")
        .at_row(row)
        .in_column(column)
        .hint("the file was probably saved by Excel as plain “CSV”: save it as “CSV UTF-8 (comma delimited)”")
}

/// A doubled name among those that are asked for would make the choice of column a guess.
pub(crate) fn refuse_doubled(sheet: &Sheet, names: &[&str]) -> Result<()> {
    for name in names {
        if sheet.header.iter().filter(|h| h == name).count() > 1 {
            return Err(Error::unreadable(
                sheet.path.display().to_string(),
                format!("the column “{name}” is there twice"),
            )
            .at_row(1)
            .hint("remove or rename one of them"));
        }
    }
    Ok(())
}
