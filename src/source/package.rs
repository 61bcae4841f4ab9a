//! What the readers and the writer of office files share: attributes of their XML, and how the parts of a Word file name each other.

use crate::world::text::{UTF8_MARK, decode_utf16, is_utf16};
use quick_xml::events::BytesStart;

/// An attribute by its name without the prefix.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value)
        .ok()
        .map(|text| text.into_owned())
}

/// How often a cell or row stands, or how many it spans: 1 where its attribute says nothing.
pub(crate) fn repeats(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}

/// XML as text: UTF-8, or UTF-16; none where the bytes are neither.
pub(crate) fn text_of_part(bytes: &[u8]) -> Option<String> {
    if is_utf16(bytes) {
        return decode_utf16(bytes).ok();
    }
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

/// The name of the part that a target means, seen from the part that refers to it.
pub(crate) fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = source.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The part that lists what a part refers to. The package itself is the part with no name.
pub(crate) fn relations_of(source: &str) -> String {
    match source.rsplit_once('/') {
        None | Some(("", _)) => format!("_rels/{}.rels", source.trim_start_matches('/')),
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_part_that_refers() {
        for (source, target, expected) in [
            ("", "word/document2.xml", "word/document2.xml"),
            ("", "/word/document.xml", "word/document.xml"),
            ("", "word\\document.xml", "word/document.xml"),
            ("word/document.xml", "media/a.png", "word/media/a.png"),
            ("word/document.xml", "footnotes.xml", "word/footnotes.xml"),
            ("word/document.xml", "./a/../notes.xml", "word/notes.xml"),
            ("word/document.xml", "../notes.xml", "notes.xml"),
        ] {
            assert_eq!(resolve(source, target), expected, "{source} {target}");
        }
        assert_eq!(
            [relations_of(""), relations_of("word/document.xml")],
            ["_rels/.rels", "word/_rels/document.xml.rels"]
        );
    }

    #[test]
    fn parts_are_text_in_the_encodings_of_xml() {
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("<é/>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(text_of_part(&utf16).as_deref(), Some("<é/>"));
        assert_eq!(
            text_of_part("\u{feff}<é/>".as_bytes()).as_deref(),
            Some("<é/>")
        );
        assert_eq!(text_of_part(b"<\xE9/>"), None);
    }
}
