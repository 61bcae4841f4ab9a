//! Opening a table: what the bytes are, where the header stands, and what is said about it.

use super::form::SheetForm;
use super::header::{self, HeaderPlace, TextHeader};
use super::layout::{LayoutNotes, encoding_note};
use super::line_feeds::LineFeeds;
use super::text_rows::{TextRowFault, TextRows};
use super::workbook::{self, Worksheet};
use super::{
    BUFFER, Sheet, SheetDigest, SheetRows, file_name, no_text, open_quote, refusal, row_of,
    too_long, unsound,
};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::world::text::{self, TextDecoder, TextEncoding, UTF8_MARK};
use crate::world::unpacked::unpacked;
use crate::world::{self, DigestingReader, World};
use csv::{ByteRecord, StringRecord};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// How much of a text is looked at before its header is known.
const LOOKED_AT: usize = 1 << 16;

/// A table that is opened, before its columns are named.
struct Opened {
    rows: SheetRows,
    digest: SheetDigest,
    header: StringRecord,
    header_row: u64,
    place: HeaderPlace,
    separator: Option<u8>,
    /// What its file is called, with the sheet of a workbook.
    file: String,
    notes: Vec<Check>,
}

impl Sheet {
    /// Opens a file and finds its header: that of the first of these forms which it fits.
    ///
    /// # Errors
    /// The file is missing, a folder, empty, a web page, binary, no text, or has a header of one column; a workbook has two sheets of
    /// these forms.
    pub(crate) fn open(world: &dyn World, path: &Path, forms: &[&dyn SheetForm]) -> Result<Sheet> {
        let raw = world
            .open(path)
            .map_err(|fault| world::unreadable(path, &fault))?;
        let (raw, digest) = DigestingReader::new(raw);
        let mut raw = BufReader::with_capacity(BUFFER, raw);
        let start = peek(&mut raw).map_err(|fault| world::unreadable(path, &fault))?;
        let place = path.display().to_string();
        let opened = if start.starts_with(b"PK\x03\x04") {
            let bytes = unpacked(raw).map_err(|fault| world::unreadable(path, &fault))?;
            of_workbook(path, &bytes, forms)?
        } else {
            let digest = SheetDigest::Stream(Some(digest));
            if start.starts_with(&[0x1f, 0x8b]) {
                let mut plain =
                    BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(raw));
                let inside = peek(&mut plain).map_err(|fault| refusal::damaged(&place, &fault))?;
                of_text(path, plain, &inside, digest, forms)?
            } else {
                of_text(path, raw, &start, digest, forms)?
            }
        };
        named(opened, path, forms)
    }
}

/// Names the columns, and says what about the header is not as usual.
fn named(opened: Opened, path: &Path, forms: &[&dyn SheetForm]) -> Result<Sheet> {
    let form = opened.place.form.and_then(|at| forms.get(at)).copied();
    let (mut names, respelt) = header::names(&opened.header, form);
    let width = names.len();
    while names.len() > 1 && names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let place = path.display().to_string();
    if names.len() < 2 {
        return Err(one_column(&place, &names, opened.header_row));
    }
    let mut notes = opened.notes;
    let row = opened.header_row;
    if form.is_some_and(|form| !form.names_are_free()) && !respelt.is_empty() {
        let said: Vec<String> = respelt
            .iter()
            .map(|(heading, name)| format!("“{heading}” as {name}"))
            .collect();
        notes.push(said_once("heading", row, said.join(", "), "read as named"));
    }
    if width > names.len() && form.is_some() {
        let found = format!("{} columns without a name at the end", width - names.len());
        notes.push(said_once(
            "empty-columns",
            row,
            found,
            "passed over, being empty",
        ));
    }
    let is_by_hand = form.is_some_and(|form| form.key().is_some());
    let at = |name: &str| names.iter().position(|column| column == name);
    let needed = form.filter(|_| is_by_hand);
    let required = needed.iter().flat_map(|form| form.required());
    Ok(Sheet {
        required: required.filter_map(|name| at(name)).collect(),
        is_by_hand,
        total: form.and_then(|form| form.total()).and_then(at),
        rows: opened.rows,
        header_row: row,
        file: opened.file,
        form: opened.place.form,
        path: path.to_owned(),
        digest: opened.digest,
        width,
        separator: opened.separator,
        has_blanks: opened
            .header
            .iter()
            .any(|heading| heading.trim() != heading),
        ragged: 0,
        count: 0,
        layout: LayoutNotes::new(notes),
        header: names,
    })
}

fn one_column(place: &str, names: &[String], row: u64) -> Error {
    let found: String = names.concat().chars().take(60).collect();
    Error::unreadable(
        place,
        format!("the header has one column only, so the first row is a title or no table at all: “{found}”"),
    )
    .at_row(row)
    .expected("a header whose columns are separated by commas, semicolons, tabs or vertical bars (comma-separated is usual)")
    .hint("save the table from the spreadsheet as “CSV UTF-8 (comma delimited)”, or name the workbook itself")
}

fn said_once(name: &'static str, row: u64, found: String, guidance: &str) -> Check {
    Check::new(Severity::Note, name, "")
        .row(row)
        .found(found)
        .guidance(guidance)
}

/// A text, from its first bytes on.
fn of_text(
    path: &Path,
    mut input: impl BufRead + 'static,
    start: &[u8],
    digest: SheetDigest,
    forms: &[&dyn SheetForm],
) -> Result<Opened> {
    let place = path.display().to_string();
    refusal::refuse_other_formats(&place, start)?;
    let damaged = |fault: &io::Error| refusal::damaged(&place, fault);
    let (mut notes, mut decoder) = (Vec::new(), TextDecoder::default());
    let input: Box<dyn BufRead> = if text::is_utf16(start) {
        let bytes = unpacked(input).map_err(|fault| damaged(&fault))?;
        let text = text::decode_utf16(&bytes).map_err(|fault| no_text(path, fault, 1))?;
        notes.push(encoding_note(TextEncoding::Utf16, ""));
        Box::new(Cursor::new(text.into_bytes()))
    } else {
        if start.starts_with(UTF8_MARK) {
            input.consume(UTF8_MARK.len());
            decoder = TextDecoder::marked();
        }
        Box::new(input)
    };
    let mut lines = BufReader::with_capacity(BUFFER, LineFeeds::new(input));
    let mut start = Vec::with_capacity(LOOKED_AT);
    lines
        .by_ref()
        .take(LOOKED_AT as u64)
        .read_to_end(&mut start)
        .map_err(|fault| damaged(&fault))?;
    let found = header::of_text(&start, start.len() < LOOKED_AT, forms);
    let text: Box<dyn Read> = Box::new(Cursor::new(start).chain(lines));
    let mut rows = TextRows::new(text, found.separator, decoder);
    let header = skipped_to(&mut rows, found.place.above, path)?;
    let header_row = row_of(header.as_byte_record());
    notes.extend(text_notes(&found, header_row));
    Ok(Opened {
        rows: SheetRows::Text(rows),
        digest,
        header,
        header_row,
        place: found.place,
        separator: Some(found.separator),
        file: file_name(path),
        notes,
    })
}

/// The header, behind the rows above it.
fn skipped_to(rows: &mut TextRows, above: usize, path: &Path) -> Result<StringRecord> {
    let place = path.display().to_string();
    let mut record = ByteRecord::new();
    for _ in 0..=above {
        let more = rows.next(&mut record).map_err(|fault| match fault {
            TextRowFault::Csv(fault) => unsound(&place, &fault),
            TextRowFault::OpenQuote(row) => open_quote(&place, row),
            TextRowFault::TooLong(row) => too_long(&place, row),
            TextRowFault::Encoding(fault, row, _) => {
                no_text(path, fault, row).in_column("the header")
            }
        })?;
        if !more {
            return Err(Error::unreadable(place, "the file holds blank lines only")
                .at_row(1)
                .hint("look into the file; it may have been saved from an empty sheet"));
        }
    }
    // The rows let nothing pass that is not UTF-8.
    StringRecord::from_byte_record(record)
        .map_err(|_| no_text(path, text::EncodingFault::Neither, 1))
}

/// What is said of a text's separator and of what stands above its header.
fn text_notes(found: &TextHeader, header_row: u64) -> Vec<Check> {
    let mut notes = Vec::new();
    let titles = found.place.above - usize::from(found.is_said).min(found.place.above);
    if found.place.form.is_some() && titles > 0 {
        notes.push(titles_above(header_row, titles));
    }
    if found.place.form.is_some() && found.separator != b',' {
        let name = match found.separator {
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "vertical bars",
            _ => "the sign that its first line names",
        };
        let found = format!("columns separated by {name}");
        notes.push(said_once("separator", header_row, found, "read as such"));
    }
    notes
}

fn titles_above(header_row: u64, titles: usize) -> Check {
    let lines = if titles == 1 { "line" } else { "lines" };
    said_once(
        "title-lines",
        header_row,
        format!("the header, under {titles} {lines} of title"),
        "read from here; the lines above it were passed over",
    )
}

/// A workbook: the one sheet with a header of these forms; where none has, the first with any cell.
fn of_workbook(path: &Path, bytes: &[u8], forms: &[&dyn SheetForm]) -> Result<Opened> {
    let place = path.display().to_string();
    let sheets = match workbook::sheets(bytes) {
        Ok(Some(sheets)) => sheets,
        Ok(None) => {
            return Err(Error::unreadable(place, "this is a zip, not a table")
                .hint("unpack it, and name the CSV or the workbook (.xlsx, .ods) in it"));
        }
        Err(fault) => {
            return Err(
                Error::unreadable(place, format!("the workbook cannot be read ({fault})"))
                    .hint("open it in Excel or LibreOffice and save it again, or save its sheet as “CSV UTF-8”"),
            );
        }
    };
    let (mut sheet, header_place, mut notes) = chosen(sheets, &place, forms)?;
    if let Some(form) = header_place.form.and_then(|form| forms.get(form)) {
        notes.extend(filled_from_merged(&mut sheet, header_place.above, *form));
    }
    let file = format!("{}, sheet “{}”", file_name(path), sheet.name);
    let mut rows = sheet.rows.into_iter();
    let header = rows.nth(header_place.above);
    let (header_row, header) = header.ok_or_else(|| {
        Error::unreadable(&place, "the workbook has no cells")
            .hint("name a workbook with a table in it")
    })?;
    Ok(Opened {
        rows: SheetRows::Workbook(rows),
        digest: SheetDigest::Whole(world::digest(bytes), bytes.len() as u64),
        header: StringRecord::from(header),
        header_row,
        place: header_place,
        separator: None,
        file,
        notes,
    })
}

/// Fills the heads of rows that lie under merged cells, and says so.
fn filled_from_merged(sheet: &mut Worksheet, above: usize, form: &dyn SheetForm) -> Option<Check> {
    let (header_row, header) = sheet.rows.get(above).cloned()?;
    let is_head = |column: usize| {
        let name = header.get(column).and_then(|heading| form.column(heading));
        name.is_some_and(|name| form.heads().contains(&name))
    };
    let filled = sheet.fill_merged(header_row, is_head);
    let first = *filled.first()?;
    let rows = if filled.len() == 1 { "row" } else { "rows" };
    let found = format!("{} {rows} under merged cells", filled.len());
    let read_as = "read with what the merged cell beside them holds";
    Some(said_once("merged-cells", first, found, read_as))
}

/// The sheet to read, where its header is, and what is said of the choice.
fn chosen(
    sheets: Vec<Worksheet>,
    place: &str,
    forms: &[&dyn SheetForm],
) -> Result<(Worksheet, HeaderPlace, Vec<Check>)> {
    let tried: Vec<(Worksheet, HeaderPlace)> = sheets
        .into_iter()
        .filter(|sheet| !sheet.rows.is_empty())
        .map(|sheet| {
            let texts: Vec<Vec<String>> = sheet
                .rows
                .iter()
                .take(40)
                .map(|(_, row)| row.clone())
                .collect();
            let found = header::of_rows(&texts, forms);
            (sheet, found)
        })
        .collect();
    let fits = |(sheet, found): &(Worksheet, HeaderPlace)| found.form.is_some() && !sheet.is_hidden;
    let fitting: Vec<&str> = tried
        .iter()
        .filter(|each| fits(each))
        .map(|(sheet, _)| sheet.name.as_str())
        .collect();
    if let [first, second, ..] = fitting[..] {
        return Err(Error::unreadable(
            place,
            format!("two sheets of the workbook could be meant: “{first}” and “{second}”"),
        )
        .expected("one sheet with this table")
        .hint("save each as a file of its own, and name those"));
    }
    let names: Vec<String> = tried.iter().map(|(sheet, _)| sheet.name.clone()).collect();
    let at = tried.iter().position(fits).unwrap_or_else(|| {
        let shown = tried.iter().position(|(sheet, _)| !sheet.is_hidden);
        shown.unwrap_or_default()
    });
    let (sheet, found) = tried.into_iter().nth(at).ok_or_else(|| {
        Error::unreadable(place, "the workbook has no cells")
            .hint("name a workbook with a table in it")
    })?;
    let mut notes = Vec::new();
    if found.form.is_some() {
        let others: Vec<String> = names
            .iter()
            .filter(|name| **name != sheet.name)
            .map(|name| format!("“{name}”"))
            .collect();
        if !others.is_empty() {
            notes.push(
                Check::new(Severity::Note, "other-sheets", "")
                    .found(format!("beside it the sheets {}", others.join(", ")))
                    .guidance("passed over: they have no such table, or are hidden"),
            );
        }
        if found.above > 0 {
            let row = sheet.rows.get(found.above).map_or(1, |(row, _)| *row);
            notes.push(titles_above(row, found.above));
        }
    }
    Ok((sheet, found, notes))
}

fn peek<R: Read>(reader: &mut BufReader<R>) -> io::Result<Vec<u8>> {
    let ahead = reader.fill_buf()?;
    Ok(ahead
        .get(..512.min(ahead.len()))
        .unwrap_or_default()
        .to_vec())
}
