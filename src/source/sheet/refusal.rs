//! What is no table, and what is wrong with one that cannot be read on: said with its place and a way out.

use crate::error::{Error, Result};
use crate::world::text::{self, UTF8_MARK};
use std::io;

/// Says what a file is that is neither text nor a workbook, by how it starts.
pub(super) fn refuse_other_formats(place: &str, start: &[u8]) -> Result<()> {
    let trimmed = start
        .strip_prefix(UTF8_MARK)
        .unwrap_or(start)
        .trim_ascii_start()
        .to_ascii_lowercase();
    let (what, hint) = if start.is_empty() {
        (
            "the file is empty",
            "download it again; an empty file is often an interrupted download",
        )
    } else if start.starts_with(b"PK\x03\x04") {
        (
            "this is a zip or a damaged workbook, not a table",
            "unpack the zip, or save the sheet as “CSV UTF-8”, and name that file",
        )
    } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
        (
            "this is an old Excel workbook, or one with a password",
            "save it as .xlsx without a password, or as “CSV UTF-8”, and name that file",
        )
    } else if trimmed.starts_with(b"<!doctype")
        || trimmed.starts_with(b"<html")
        || trimmed.starts_with(b"<?xml")
    {
        (
            "this is a web page, not a table",
            "a proxy or a sign-in page may have answered in place of the file: download it in a browser; a table saved as a web page has to be saved as “CSV UTF-8”",
        )
    } else if start.starts_with(b"%PDF") {
        (
            "this is a PDF, not a table",
            "ask for the table behind it as a CSV or a workbook",
        )
    } else if start.contains(&0) && !text::is_utf16(start) {
        (
            "this is not text",
            "name a CSV, a gzipped CSV, a workbook (.xlsx, .ods) or a Parquet file",
        )
    } else {
        return Ok(());
    };
    Err(Error::unreadable(place, what).hint(hint))
}

/// Says why a file could not be read to its end.
pub(super) fn damaged(place: &str, fault: &io::Error) -> Error {
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
