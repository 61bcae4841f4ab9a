//! The text of a plan file: UTF-8, or what Excel's plain “CSV” is on a British machine.

use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};

/// Reads UTF-8 with or without a byte order mark, or Windows-1252 with a check.
///
/// # Errors
/// The bytes are neither.
pub(super) fn decoded(bytes: &[u8], file: &str, checks: &mut Vec<Check>) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text: Option<String> = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let text = text.ok_or_else(|| {
        Error::unreadable(file, "the text is neither UTF-8 nor Windows-1252")
            .hint("save it as “CSV UTF-8”")
    })?;
    checks.push(
        Check::new(Severity::Note, "plan-encoding", file)
            .found("text in Windows-1252")
            .guidance("read as such; saved as “CSV UTF-8” it would read the same everywhere"),
    );
    Ok(text)
}

/// The characters of the bytes 0x80 to 0x9f in Windows-1252; the other bytes are as in Unicode. A full stop marks the five bytes
/// without a character.
const FROM_0X80: &str = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9f => FROM_0X80
            .chars()
            .nth(usize::from(byte - 0x80))
            .filter(|c| *c != '.'),
        _ => Some(char::from(byte)),
    }
}
