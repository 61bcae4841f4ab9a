//! The parts of a Word file, found as Word finds them: by the relations between them, whatever they are called.

use crate::error::{Error, Result};
use crate::source::package::{attribute, relations_of, resolve, text_of_part};
use crate::world::unpacked::UnpackingRoom;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::Cursor;
use zip::ZipArchive;

/// A part longer than this is no paper's; a damaged or hostile file may claim any length.
const LONGEST_PART: u64 = 64 << 20;
/// The first bytes of a file of Word before 2007, and of an encrypted one.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Where the body is in a file that does not say.
const USUAL_BODY: &str = "word/document.xml";

/// An open Word file.
pub(super) struct WordParts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The number of each part in the zip, by its name in small letters with slashes.
    numbers: BTreeMap<String, usize>,
    place: String,
}

impl<'b> WordParts<'b> {
    /// # Errors
    /// The bytes are no Word file: an older one, one with a password, a damaged one, or something else.
    pub(super) fn open(bytes: &'b [u8], place: &str) -> Result<WordParts<'b>> {
        if bytes.starts_with(OLE) {
            return Err(Error::unreadable(
                place,
                "this is a document of Word before 2007 (.doc), or one with a password",
            )
            .expected("a Word document (.docx) without a password")
            .hint("open it in Word, take the password away if it has one, and save it as .docx"));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|fault| unsound(place, format!("this is not a Word document ({fault})")))?;
        let mut numbers = BTreeMap::new();
        for number in 0..archive.len() {
            // Some programs write Windows' own separators, which Word accepts.
            let name = archive
                .by_index_raw(number)
                .ok()
                .and_then(|part| Some(part.name().ok()?.replace('\\', "/")));
            if let Some(name) = name {
                numbers.insert(name.trim_start_matches('/').to_lowercase(), number);
            }
        }
        Ok(WordParts {
            archive,
            numbers,
            place: place.to_owned(),
        })
    }

    /// The text of a part; none where there is no such part.
    ///
    /// # Errors
    /// The part is damaged.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(number) = self.numbers.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let read = self
            .archive
            .by_index(*number)
            .map(|part| UnpackingRoom::of(LONGEST_PART).read(part));
        let bytes = match read {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(fault)) => return Err(self.damaged(name, &fault)),
            Err(fault) => return Err(self.damaged(name, &fault)),
        };
        match text_of_part(&bytes) {
            Some(text) => Ok(Some(text)),
            None => Err(self.damaged(name, &"it is neither UTF-8 nor UTF-16")),
        }
    }

    pub(super) fn damaged(&self, name: &str, fault: &dyn std::fmt::Display) -> Error {
        unsound(&self.place, format!("{name} is damaged ({fault})"))
    }

    /// The part with the body.
    ///
    /// # Errors
    /// No part has one: the file is no Word document.
    pub(super) fn body(&mut self) -> Result<String> {
        let related = self.related("", "officeDocument")?;
        let body = related
            .into_iter()
            .chain([USUAL_BODY.to_owned()])
            .find(|name| self.numbers.contains_key(&name.to_lowercase()));
        body.ok_or_else(|| {
            unsound(
                &self.place,
                "this is not a Word document: none of its parts is the body of one".to_owned(),
            )
        })
    }

    /// The first part to which a part refers as the given kind, such as `footnotes`. The package itself is the part with no name.
    ///
    /// # Errors
    /// The list of relations is damaged.
    pub(super) fn related(&mut self, source: &str, kind: &str) -> Result<Option<String>> {
        let list = relations_of(source);
        let Some(xml) = self.text(&list)? else {
            return Ok(None);
        };
        let mut reader = Reader::from_str(&xml);
        loop {
            let event = reader
                .read_event()
                .map_err(|fault| self.damaged(&list, &fault))?;
            match event {
                Event::Start(tag) | Event::Empty(tag)
                    if tag.local_name().as_ref() == "Relationship" =>
                {
                    let is_kind = attribute(&tag, "Type")
                        .is_some_and(|full| full.rsplit('/').next() == Some(kind));
                    if is_kind && let Some(target) = attribute(&tag, "Target") {
                        return Ok(Some(resolve(source, &target)));
                    }
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

fn unsound(place: &str, what: String) -> Error {
    Error::unreadable(place, what)
        .expected("a Word document (.docx)")
        .hint("open it in Word and save it again as .docx")
}
