//! Word: paragraphs, headings, tables and notes. Deleted text and the fallback of drawings are left out, inserted text is in.

use super::passage::{Passage, PassageWriter};
use crate::error::{Error, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{Cursor, Read};

/// A part longer than this is no paper; a damaged or hostile file may claim any length.
const LONGEST_PART: u64 = 64 << 20;

/// The parts of a document that hold text, body first.
const PARTS: [(&str, bool); 3] = [
    ("word/document.xml", false),
    ("word/footnotes.xml", true),
    ("word/endnotes.xml", true),
];

/// Reads a document's bytes.
///
/// # Errors
/// The bytes are no Word document, or its text is not sound XML.
pub(super) fn read(bytes: &[u8], place: &str) -> Result<Vec<Passage>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| unsound(place, format!("this is not a Word document ({e})")))?;
    let mut passages = PassageWriter::default();
    for (part, notes) in PARTS {
        let mut text = String::new();
        match archive.by_name(part) {
            Ok(file) => file
                .take(LONGEST_PART)
                .read_to_string(&mut text)
                .map_err(|e| unsound(place, format!("{part} is damaged ({e})")))?,
            Err(_) if notes => continue,
            Err(e) => return Err(unsound(place, format!("it has no text ({e})"))),
        };
        passages.in_footnote = notes;
        passages.heading = if notes {
            String::new()
        } else {
            passages.heading
        };
        part_of(&text, &mut passages)
            .map_err(|e| unsound(place, format!("{part} is damaged ({e})")))?;
    }
    Ok(passages.done())
}

fn unsound(place: &str, what: String) -> Error {
    Error::unreadable(place, what)
        .expected("a Word document (.docx)")
        .hint("open it in Word and save it again as .docx")
}

fn part_of(xml: &str, passages: &mut PassageWriter) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let (mut in_text, mut heading, mut passed_over) = (false, false, 0_usize);
    loop {
        match reader.read_event()? {
            Event::Start(tag) if passed_over > 0 || is(&tag, "Fallback") => passed_over += 1,
            Event::End(_) if passed_over > 0 => passed_over -= 1,
            Event::Eof => return Ok(()),
            _ if passed_over > 0 => {}
            Event::Start(tag) | Event::Empty(tag)
                if is(&tag, "pStyle") || is(&tag, "outlineLvl") =>
            {
                heading |= is_heading(&tag)
            }
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = true,
                "p" => heading = false,
                "tbl" => passages.begin_table(),
                "tr" => passages.begin_row(),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" | "br" | "cr" => passages.blank(),
                "noBreakHyphen" => passages.write("-"),
                _ => {}
            },
            Event::Text(text) if in_text => passages.write(&text.xml10_content()),
            Event::GeneralRef(entity) if in_text => passages.write(&letter(&entity)),
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" if heading => passages.end_heading(),
                "p" => passages.end_paragraph(),
                "tc" => passages.end_cell(),
                "tbl" => passages.end_table(),
                _ => {}
            },
            _ => {}
        }
    }
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}

/// Whether a paragraph's style is a heading's, by the names that Word and its templates give them.
fn is_heading(tag: &BytesStart<'_>) -> bool {
    let value = tag
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == "val")
        .map(|a| a.value.to_lowercase());
    match value {
        Some(level) if is(tag, "outlineLvl") => level != "9",
        Some(style) => style.starts_with("heading") || style == "title",
        None => false,
    }
}

/// What an entity or a numbered letter stands for.
fn letter(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = entity.resolve_char_ref() {
        return letter.to_string();
    }
    super::html::named(&entity.xml10_content())
        .map(String::from)
        .unwrap_or_default()
}
