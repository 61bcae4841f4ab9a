//! Reads the CSV files compiled into the binary; a fault names file, line and column, what stands there and what should.

use jiff::civil::Date;

use crate::observation::area::Area;

pub(crate) const A_CODE: &str = "a three-digit code";
pub(crate) const CODES: &str = "three-digit codes with ; between them";
pub(super) const A_DATE: &str = "a date such as 2019-04-01";

/// A fault in one of the files under `data/`: a fault of the build, told like any other.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}, line {line}, column “{column}”: found “{found}”, expected {expected}")]
pub(crate) struct RegisterFault {
    /// File name without folders.
    pub(crate) file: &'static str,
    /// Counted as a text editor does, the header being line 1.
    pub(crate) line: u64,
    /// Empty when the fault is about the whole line.
    pub(crate) column: String,
    pub(crate) found: String,
    pub(crate) expected: String,
}

/// One record, its cells by column name.
pub(crate) struct ReferenceRow {
    file: &'static str,
    line: u64,
    header: &'static [&'static str],
    record: csv::StringRecord,
}

impl ReferenceRow {
    /// The cell as it stands; empty for a name that is not in the header.
    pub(crate) fn text(&self, column: &str) -> &str {
        let place = self.header.iter().position(|name| *name == column);
        place
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
    }

    pub(crate) fn fault(&self, column: &str, expected: impl Into<String>) -> RegisterFault {
        RegisterFault {
            file: self.file,
            line: self.line,
            column: column.to_owned(),
            found: self.text(column).to_owned(),
            expected: expected.into(),
        }
    }

    /// # Errors
    /// The cell is not what `read` takes.
    pub(crate) fn read<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, RegisterFault> {
        read(self.text(column)).ok_or_else(|| self.fault(column, expected))
    }

    /// None for an empty cell.
    ///
    /// # Errors
    /// The cell is filled with what `read` does not take.
    pub(crate) fn optional<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, RegisterFault> {
        if self.text(column).is_empty() {
            Ok(None)
        } else {
            self.read(column, expected, read).map(Some)
        }
    }

    /// The parts of a cell with `;` between them; none for an empty cell.
    ///
    /// # Errors
    /// A part that `read` does not take.
    pub(crate) fn list<T>(
        &self,
        column: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, RegisterFault> {
        let cell = self.text(column);
        let parts = if cell.is_empty() {
            Vec::new()
        } else {
            cell.split(';').map(read).collect()
        };
        parts
            .into_iter()
            .collect::<Option<Vec<T>>>()
            .ok_or_else(|| self.fault(column, expected))
    }
}

/// All records of a file whose header is exactly `header`.
///
/// # Errors
/// Another header, a ragged record, no record at all.
pub(crate) fn rows(
    file: &'static str,
    text: &str,
    header: &'static [&'static str],
) -> Result<Vec<ReferenceRow>, RegisterFault> {
    let whole = |line: u64, found: String, expected: String| RegisterFault {
        file,
        line,
        column: String::new(),
        found,
        expected,
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let found = reader
        .headers()
        .map_err(|e| whole(1, e.to_string(), "a header".to_owned()))?;
    if found.iter().ne(header.iter().copied()) {
        return Err(whole(
            1,
            found.iter().collect::<Vec<_>>().join(","),
            header.join(","),
        ));
    }
    let mut rows = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line);
            whole(line, e.to_string(), format!("{} cells", header.len()))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(ReferenceRow {
            file,
            line,
            header,
            record,
        });
    }
    if rows.is_empty() {
        return Err(whole(
            2,
            "the end of the file".to_owned(),
            "at least one record".to_owned(),
        ));
    }
    Ok(rows)
}

/// "890" -> 890: exactly three digits, nothing else.
pub(crate) fn code(text: &str) -> Option<Area> {
    let digits = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok().map(Area)).flatten()
}

/// "E06000009": a letter and eight digits.
pub(crate) fn ons(text: &str) -> Option<String> {
    let (first, rest) = text.split_at_checked(1)?;
    let sound = first.bytes().all(|b| b.is_ascii_alphabetic())
        && rest.len() == 8
        && rest.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.to_ascii_uppercase())
}

pub(crate) fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[&str] = &["code", "list"];

    fn fault(text: &str) -> String {
        rows("it.csv", text, HEAD)
            .and_then(|rows| {
                rows.iter()
                    .map(|r| r.list("list", "codes", code))
                    .collect::<Result<Vec<_>, _>>()
            })
            .expect_err(text)
            .to_string()
    }

    #[test]
    fn a_fault_says_where() {
        for (text, said) in [
            (
                "code\n1\n",
                "it.csv, line 1, column “”: found “code”, expected code,list",
            ),
            (
                "code,list\n",
                "it.csv, line 2, column “”: found “the end of the file”",
            ),
            (
                "code,list\n890,889;x\n",
                "it.csv, line 2, column “list”: found “889;x”, expected codes",
            ),
            ("code,list\n890,889\n888\n", "it.csv, line 3, column “”"),
        ] {
            assert!(
                fault(text).starts_with(said),
                "{} for {text:?}",
                fault(text)
            );
        }
    }

    #[test]
    fn codes_are_three_digits_and_ons_codes_nine_characters() {
        assert_eq!(code("890"), Some(Area(890)));
        for text in ["", "89", "0890", "+90", "8 9", "é0"] {
            assert_eq!(code(text), None, "{text}");
        }
        assert_eq!(ons("e06000009").as_deref(), Some("E06000009"));
        for text in ["", "E0600009", "E06000009 ", "06E000009", "éE060000"] {
            assert_eq!(ons(text), None, "{text}");
        }
    }
}
