//! Whether a file that arrived is the one that was asked for, and whole: no web page in place of data, no file that ends half-way,
//! no zip without its directory. A server that fails in the middle of an answer has already sent its status of 200.

use crate::world::unpacked::{UnpackingRoom, parts_bounded, unpacked};
use flate2::read::MultiGzDecoder;
use std::io::Cursor;
use zip::ZipArchive;

/// Whether bytes are a web page: proxies and maintenance notices answer with one under a status of 200.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start: String = start
        .iter()
        .take(512)
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let start = start.trim_start();
    ["<!doctype", "<html", "<head", "<?xml", "<!--"]
        .iter()
        .any(|mark| start.starts_with(mark))
}

/// Unpacks a gzip.
///
/// # Errors
/// It is damaged or ends too early, or unpacks to too much.
pub(crate) fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    unpacked(MultiGzDecoder::new(bytes)).map_err(|fault| {
        format!("the compressed answer is damaged, cut off or too large ({fault})")
    })
}

/// A CSV that is whole, unpacked where it was compressed.
///
/// # Errors
/// It is something else, empty, or ends within a line.
pub(crate) fn csv(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let bytes = if bytes.starts_with(b"\x1f\x8b") {
        gunzip(&bytes)?
    } else {
        bytes
    };
    if is_page(&bytes) {
        return Err("a web page came in place of the file".to_owned());
    }
    match bytes.first() {
        None => Err("the file is empty".to_owned()),
        Some(b'{' | b'[') => Err("a message came in place of the file".to_owned()),
        Some(_) if bytes.starts_with(b"PK\x03\x04") => {
            Err("a zip came in place of a CSV".to_owned())
        }
        Some(_) if bytes.contains(&0) => Err("the file is no text".to_owned()),
        // Every data file of the service ends with a line's end: one that does not was cut off under a 200.
        Some(_) if bytes.last() != Some(&b'\n') => {
            Err("the file ends in the middle of a line".to_owned())
        }
        Some(_) => Ok(bytes),
    }
}

/// An OpenDocument spreadsheet that is whole: a zip with its directory, every part with the sum it should have.
///
/// # Errors
/// It is something else, or cut off.
pub(crate) fn spreadsheet(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if parts(&bytes, |name| name == "content.xml")?.is_empty() {
        return Err("a zip came in place of a spreadsheet".to_owned());
    }
    Ok(bytes)
}

/// The CSV files of a zip, by their names in it, once its directory is there and every part has the sum it should have.
///
/// # Errors
/// It is no zip, is cut off, or a part is damaged.
pub(crate) fn zip(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    parts(bytes, |name| name.to_lowercase().ends_with(".csv"))
}

/// The parts of a zip whose names are wanted. Every part is read, so that damage in any of them is found.
fn parts(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, String> {
    if is_page(bytes) {
        return Err("a web page came in place of the zip".to_owned());
    }
    // The directory stands at the end: a zip that broke off has none.
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    parts_bounded(&archive).map_err(damaged)?;
    let (mut files, mut room) = (Vec::new(), UnpackingRoom::new());
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        // Only reading a part to its end compares its checksum.
        let plain = room.read(part).map_err(damaged)?;
        if wanted(&name) {
            files.push((name, plain));
        }
    }
    Ok(files)
}

fn damaged(fault: impl std::fmt::Display) -> String {
    format!("the zip is damaged, cut off or too large ({fault})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            archive
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("a part");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("a zip").into_inner()
    }

    #[test]
    fn a_zip_that_breaks_off_anywhere_is_never_taken() {
        let rows: Vec<u8> = (0..2_000u32)
            .flat_map(|n| format!("{n},{}\n", n.wrapping_mul(2_654_435_761)).into_bytes())
            .collect();
        let whole = packed(&[
            ("data/a.csv", &rows),
            ("data-guidance/data-guidance.txt", b"words"),
        ]);
        let files = zip(&whole).expect("whole");
        assert_eq!(files, [("data/a.csv".to_owned(), rows)]);
        for end in (0..whole.len()).step_by(7) {
            assert!(
                zip(&whole[..end]).is_err(),
                "cut at {end} of {}",
                whole.len()
            );
        }
        for at in 60..400 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert!(zip(&flipped).is_err(), "a bit flipped at {at}");
        }
    }

    #[test]
    fn what_is_no_csv_is_said() {
        for (bytes, said) in [
            (b"<!DOCTYPE html><p>Sign in".as_slice(), "web page"),
            (b"\xef\xbb\xbf\n <html>", "web page"),
            (b"", "empty"),
            (b"{\"status\":404}", "message"),
            (b"a,b\n1,2", "middle of a line"),
            (b"\x1f\x8bnonsense", "damaged"),
            (b"a\0b\n", "no text"),
        ] {
            let fault = csv(bytes.to_vec()).expect_err("no CSV");
            assert!(fault.contains(said), "{fault}");
        }
        assert_eq!(csv(b"a,b\n1,2\n".to_vec()).expect("a CSV"), b"a,b\n1,2\n");
    }
}
