//! Bytes into text: UTF-8 with or without a byte order mark, UTF-16, and Windows-1252, which Excel's plain “CSV” and Word's web pages
//! are on a British machine. Every text file comes in here.

use std::borrow::Cow;

/// How a text was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TextEncoding {
    Utf8,
    Utf16,
    Windows1252,
}

impl TextEncoding {
    /// The name that people know it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TextEncoding::Utf8 => "UTF-8",
            TextEncoding::Utf16 => "UTF-16, which Excel calls “Unicode text”",
            TextEncoding::Windows1252 => "Windows-1252, which Excel calls plain “CSV”",
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum EncodingFault {
    /// Neither UTF-8 nor Windows-1252.
    Neither,
    /// UTF-8 in one place and Windows-1252 in another.
    Mixed,
    /// An odd number of bytes, or half of a pair.
    Utf16,
    /// Four bytes a letter, which no program of an office writes.
    Utf32,
}

impl EncodingFault {
    pub(crate) fn what(self) -> &'static str {
        match self {
            EncodingFault::Neither => "the text is neither UTF-8 nor Windows-1252",
            EncodingFault::Mixed => {
                "the text is UTF-8 in one place and Windows-1252 in another: two files were joined, or this row is damaged"
            }
            EncodingFault::Utf16 => "the text is UTF-16 and damaged",
            EncodingFault::Utf32 => "the text is UTF-32",
        }
    }
}

pub(crate) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const LITTLE: [u8; 2] = [0xff, 0xfe];
const BIG: [u8; 2] = [0xfe, 0xff];

/// Whether a text that starts so is UTF-16: by its mark, or by two letters of English in two bytes each.
pub(crate) fn is_utf16(start: &[u8]) -> bool {
    byte_order(start).is_some()
}

/// Whether the low byte of each letter stands first; none where the text is not UTF-16.
fn byte_order(start: &[u8]) -> Option<bool> {
    match start {
        [0xff, 0xfe, ..] => Some(true),
        [0xfe, 0xff, ..] => Some(false),
        [a, 0, b, 0, ..] if is_typed(*a) && is_typed(*b) => Some(true),
        [0, a, 0, b, ..] if is_typed(*a) && is_typed(*b) => Some(false),
        _ => None,
    }
}

fn is_typed(byte: u8) -> bool {
    byte.is_ascii_graphic() || byte.is_ascii_whitespace()
}

/// A whole text without its byte order mark, and how it was written.
///
/// # Errors
/// The fault, and the line on which it stands, counted from 1.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, TextEncoding), (EncodingFault, u64)> {
    if is_utf16(bytes) {
        return decode_utf16(bytes)
            .map(|text| (text, TextEncoding::Utf16))
            .map_err(|fault| (fault, 1));
    }
    let (bytes, mut decoder) = match bytes.strip_prefix(UTF8_MARK) {
        Some(rest) => (rest, TextDecoder::marked()),
        None => (bytes, TextDecoder::default()),
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), TextEncoding::Utf8));
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for (line, piece) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        text.push_str(&decoder.piece(piece).map_err(|fault| (fault, line))?);
    }
    Ok((text, decoder.encoding()))
}

/// A text in UTF-16 without its byte order mark.
///
/// # Errors
/// [`EncodingFault::Utf16`] or [`EncodingFault::Utf32`].
pub(crate) fn decode_utf16(bytes: &[u8]) -> Result<String, EncodingFault> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Err(EncodingFault::Utf32);
    }
    let is_little = byte_order(bytes).ok_or(EncodingFault::Utf16)?;
    let bytes = bytes
        .strip_prefix(&LITTLE)
        .or_else(|| bytes.strip_prefix(&BIG))
        .unwrap_or(bytes);
    let pairs = bytes.chunks_exact(2);
    // A line feed of one byte behind the last letter is all that an editor may add.
    if !matches!(pairs.remainder(), [] | [b'\n']) {
        return Err(EncodingFault::Utf16);
    }
    let units = pairs.map(|pair| match pair {
        [a, b] if is_little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| EncodingFault::Utf16)
}

/// Reads a text piece by piece, each a line or a record, so that a large file need not be in memory.
#[derive(Default)]
pub(crate) struct TextDecoder {
    /// What the letters beyond ASCII were so far.
    seen: Option<TextEncoding>,
}

impl TextDecoder {
    /// The next piece as text.
    ///
    /// # Errors
    /// [`EncodingFault::Neither`] or [`EncodingFault::Mixed`].
    pub(crate) fn piece<'b>(&mut self, bytes: &'b [u8]) -> Result<Cow<'b, str>, EncodingFault> {
        let found = match std::str::from_utf8(bytes) {
            Ok(text) if text.is_ascii() => return Ok(Cow::Borrowed(text)),
            Ok(text) => (TextEncoding::Utf8, Some(Cow::Borrowed(text))),
            Err(_) => (
                TextEncoding::Windows1252,
                decode_windows_1252(bytes).map(Cow::Owned),
            ),
        };
        match (self.seen, found) {
            (Some(seen), (encoding, _)) if seen != encoding => Err(EncodingFault::Mixed),
            (_, (_, None)) => Err(EncodingFault::Neither),
            (_, (encoding, Some(text))) => {
                self.seen = Some(encoding);
                Ok(text)
            }
        }
    }

    /// A decoder of a text whose byte order mark says that it is UTF-8.
    pub(crate) fn marked() -> TextDecoder {
        TextDecoder {
            seen: Some(TextEncoding::Utf8),
        }
    }

    /// How the text was written, as far as it was read.
    pub(crate) fn encoding(&self) -> TextEncoding {
        self.seen.unwrap_or(TextEncoding::Utf8)
    }
}

/// A text in Windows-1252; none where a byte stands for no letter.
pub(crate) fn decode_windows_1252(bytes: &[u8]) -> Option<String> {
    bytes.iter().map(|byte| windows_1252(*byte)).collect()
}

/// The characters of the bytes 0x80 to 0x9f in Windows-1252; the other bytes are as in Unicode. A full stop marks the five bytes
/// without a character.
const FROM_0X80: &str = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9f => FROM_0X80
            .chars()
            .nth(usize::from(byte - 0x80))
            .filter(|letter| *letter != '.'),
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes of a text in each way in which an office writes it.
    fn written(text: &str) -> Vec<Vec<u8>> {
        let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
            let mark = mark.then_some(0xfeff);
            mark.into_iter()
                .chain(text.encode_utf16())
                .flat_map(order)
                .collect()
        };
        let mut ways = vec![
            text.as_bytes().to_vec(),
            [UTF8_MARK, text.as_bytes()].concat(),
            utf16(u16::to_le_bytes, true),
            utf16(u16::to_be_bytes, true),
            utf16(u16::to_le_bytes, false),
            utf16(u16::to_be_bytes, false),
        ];
        let narrow: Option<Vec<u8>> = text
            .chars()
            .map(|letter| (0..=255_u8).find(|byte| windows_1252(*byte) == Some(letter)))
            .collect();
        ways.extend(narrow);
        ways
    }

    #[test]
    fn one_text_in_every_way() {
        let text = "area – “Children’s”\r\n£1,200 €3 Côte\nnaïve…";
        let ways = written(text);
        assert_eq!(ways.len(), 7);
        for bytes in ways {
            assert_eq!(decode(&bytes).expect("text").0, text, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        for (bytes, fault) in [
            (b"a\nb\x81".to_vec(), (EncodingFault::Neither, 2)),
            (b"caf\xc3\xa9\n\nCh\x92".to_vec(), (EncodingFault::Mixed, 3)),
            (b"Ch\x92\ncaf\xc3\xa9".to_vec(), (EncodingFault::Mixed, 2)),
            (b"\xff\xfea\0b".to_vec(), (EncodingFault::Utf16, 1)),
            (b"\xff\xfe\x00\xd8a\0".to_vec(), (EncodingFault::Utf16, 1)),
            (b"\xff\xfe\0\0a\0\0\0".to_vec(), (EncodingFault::Utf32, 1)),
        ] {
            assert_eq!(decode(&bytes), Err(fault), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn letters_of_an_office_survive_every_way(text in "[a-z]{2}([a-z0-9,;\n ]|[£€‘’“”–é][a-z ]){0,30}") {
            for bytes in written(&text) {
                prop_assert_eq!(&decode(&bytes).expect("text").0, &text);
            }
        }
    }
}
