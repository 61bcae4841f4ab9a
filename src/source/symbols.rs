//! From the text of a published cell to a reading: a number, a known symbol, or neither, which is a fault to report.

use crate::observation::reading::{Reading, Status};

/// Reads one cell. A number is what national files write: digits with an optional sign, fraction and exponent; not `NaN`,
/// `inf`, `1,234` or `12%`, which spreadsheets leave behind and which other parsers take or drop silently.
///
/// Returns `None` for a cell that is neither number nor symbol.
pub(crate) fn reading(cell: &[u8]) -> Option<Reading> {
    let cell = cell.trim_ascii();
    match cell.first()? {
        b'0'..=b'9' | b'+' | b'.' => number(cell).or_else(|| symbol(cell).map(Reading::Missing)),
        b'-' if cell.len() > 1 => number(cell),
        _ => symbol(cell).map(Reading::Missing),
    }
}

fn number(cell: &[u8]) -> Option<Reading> {
    let text = std::str::from_utf8(cell).ok()?;
    // Rust's parser rounds correctly, which the last bit of a published value needs; it takes "infinity" and "nan", which
    // cannot get here because they start with a letter, save behind a sign.
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Reading::Known(value))
}

/// Today's symbols and the obsolete forms of earlier releases, with or without the square brackets of statistical notes.
fn symbol(cell: &[u8]) -> Option<Status> {
    let inner = cell
        .strip_prefix(b"[")
        .and_then(|c| c.strip_suffix(b"]"))
        .unwrap_or(cell);
    Some(match inner.to_ascii_lowercase().as_slice() {
        b"c" | b"*" => Status::Suppressed,
        b"z" | b"." => Status::NotApplicable,
        b"x" | b":" | b".." => Status::NotAvailable,
        b"u" => Status::LowReliability,
        b"low" | b"~" => Status::RoundsToZero,
        b"k" => Status::RoundsToZeroSensitive,
        b"-" => Status::Unexplained,
        _ => return None,
    })
}

/// What a cell may hold, for messages.
pub(crate) const CELL_FORMS: &str =
    "a number, or one of the symbols c, z, x, u, low, k, or the older : ~ .. . * -";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (cell, expected) in [
            ("184", Some(Reading::Known(184.0))),
            (" 5 ", Some(Reading::Known(5.0))),
            ("-0.3", Some(Reading::Known(-0.3))),
            ("7.0000000000000007E-2", Some(Reading::Known(0.07))),
            (
                "99.100000000000009",
                Some(Reading::Known(99.100_000_000_000_01)),
            ),
            ("0", Some(Reading::Known(0.0))),
            ("c", Some(Reading::Missing(Status::Suppressed))),
            ("[c]", Some(Reading::Missing(Status::Suppressed))),
            ("C", Some(Reading::Missing(Status::Suppressed))),
            ("z", Some(Reading::Missing(Status::NotApplicable))),
            (":", Some(Reading::Missing(Status::NotAvailable))),
            ("..", Some(Reading::Missing(Status::NotAvailable))),
            (".", Some(Reading::Missing(Status::NotApplicable))),
            ("low", Some(Reading::Missing(Status::RoundsToZero))),
            ("k", Some(Reading::Missing(Status::RoundsToZeroSensitive))),
            ("u", Some(Reading::Missing(Status::LowReliability))),
            ("-", Some(Reading::Missing(Status::Unexplained))),
            ("1,234", None),
            ("12%", None),
            ("NaN", None),
            ("-inf", None),
            ("+infinity", None),
            ("n/a", None),
            ("", None),
            ("cc", None),
        ] {
            assert_eq!(reading(cell.as_bytes()), expected, "{cell:?}");
        }
    }
}
