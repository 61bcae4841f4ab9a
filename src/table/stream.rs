//! CSV a row at a time, for tables too long to hold: `benchmark` writes half a million rows through here.
//!
//! The dialect, which `csv.rs` shares: RFC 4180 quoting, UTF-8, and LF at the end of a row. LF and not CRLF because every reader met
//! with, Excel among them, takes both, while with CRLF `cut`, `diff` and git find a stray character in the last column.

use std::io::{self, Write};

use super::digits;
use super::inert::inert;
use crate::stat::round::settled;

/// Written out whenever at least this much has gathered: large enough that the system calls do not show, small enough for a cache.
const CHUNK: usize = 1 << 17;

/// CsvRows in memory: fields are appended to the row in hand until [`CsvRows::end`].
#[derive(Debug, Default)]
pub(crate) struct CsvRows {
    bytes: Vec<u8>,
    /// Where the row in hand begins.
    start: usize,
}

impl CsvRows {
    /// A field of text, quoted only where it must be, and made words where a spreadsheet would run it.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        push_quoted(&mut self.bytes, text);
        self.comma()
    }

    /// A field, or several with commas between, that is already quoted: see [`quoted`].
    pub(crate) fn raw(&mut self, fields: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(fields);
        self.comma()
    }

    /// The number as it leaves for programs ([`settled`]); an empty field where it is not finite.
    pub(crate) fn number(&mut self, value: f64) -> &mut Self {
        digits::push_number(&mut self.bytes, settled(value));
        self.comma()
    }

    /// A number, or an empty field.
    pub(crate) fn optional(&mut self, value: Option<f64>) -> &mut Self {
        match value {
            Some(value) => self.number(value),
            None => self.comma(),
        }
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, value: i64) -> &mut Self {
        digits::push_whole(&mut self.bytes, value);
        self.comma()
    }

    /// A whole number, or an empty field.
    pub(crate) fn optional_whole(&mut self, value: Option<i64>) -> &mut Self {
        match value {
            Some(value) => self.whole(value),
            None => self.comma(),
        }
    }

    /// An empty field: a missing value.
    pub(crate) fn empty(&mut self) -> &mut Self {
        self.comma()
    }

    /// Ends the row in hand.
    pub(crate) fn end(&mut self) {
        // A row of one empty field would be a blank line, which readers skip.
        if self.bytes.len() == self.start + 1 {
            self.bytes.truncate(self.start);
            self.bytes.extend_from_slice(b"\"\"\n");
        } else if let Some(comma) = self.bytes.get_mut(self.start..).and_then(<[u8]>::last_mut) {
            *comma = b'\n';
        }
        self.start = self.bytes.len();
    }

    /// Everything written so far.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Every field ends in a comma; the end of the row turns the last one into a line end.
    fn comma(&mut self) -> &mut Self {
        self.bytes.push(b',');
        self
    }
}

/// CsvRows on their way to a writer.
///
/// ```text
/// sink.row().raw(&quoted("cla-rate")).number(184.0).optional(None);
/// sink.end_row()?;
/// ```
#[derive(Debug)]
pub(crate) struct CsvSink<W: Write> {
    to: W,
    /// What is not yet passed on.
    waiting: CsvRows,
}

impl<W: Write> CsvSink<W> {
    /// Begins a file: the byte order mark if wanted, then the header. Nothing is written before the first chunk is full.
    pub(crate) fn new(to: W, header: &[&str], bom: bool) -> io::Result<Self> {
        let mut sink = Self {
            to,
            waiting: CsvRows {
                bytes: Vec::with_capacity(CHUNK + CHUNK / 4),
                start: 0,
            },
        };
        if bom {
            sink.waiting = begin_with_bom(sink.waiting);
        }
        for name in header {
            sink.row().text(name);
        }
        sink.end_row()?;
        Ok(sink)
    }

    /// The row in hand, to add fields to.
    pub(crate) fn row(&mut self) -> &mut CsvRows {
        &mut self.waiting
    }

    /// Ends the row in hand, and passes on what has gathered when it is enough.
    pub(crate) fn end_row(&mut self) -> io::Result<()> {
        self.waiting.end();
        if self.waiting.bytes.len() >= CHUNK {
            self.pass_on()?;
        }
        Ok(())
    }

    /// Passes on the rest and gives the writer back, flushed.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.pass_on()?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.to.write_all(&self.waiting.bytes)?;
        self.waiting.bytes.clear();
        self.waiting.start = 0;
        Ok(())
    }
}

/// A field of text as [`CsvRows::text`] writes it, to keep for [`CsvRows::raw`].
pub(crate) fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    push_quoted(&mut out, text);
    out
}

/// Empty rows that begin with the byte order mark by which Excel knows UTF-8.
pub(super) fn begin_with_bom(mut rows: CsvRows) -> CsvRows {
    rows.bytes.extend_from_slice("\u{feff}".as_bytes());
    rows.start = rows.bytes.len();
    rows
}

fn push_quoted(out: &mut Vec<u8>, text: &str) {
    let text = inert(text);
    let text = text.as_bytes();
    if !text
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    for byte in text {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the `csv` crate reads back, header row included.
    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_row_of_every_kind() {
        let mut sink = CsvSink::new(Vec::new(), &["a", "b,c", "d", "e", "f", "g"], false).unwrap();
        let kept = [
            quoted("cla-rate").as_slice(),
            b",",
            &quoted("Hull, City of"),
        ]
        .concat();
        sink.row()
            .raw(&kept)
            .number(184.0)
            .optional(Some(-0.5))
            .optional(None)
            .whole(531);
        sink.end_row().unwrap();
        let bytes = sink.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a,\"b,c\",d,e,f,g\ncla-rate,\"Hull, City of\",184,-0.5,,531\n"
        );
    }

    #[test]
    fn one_empty_field_is_not_a_blank_line() {
        let mut sink = CsvSink::new(Vec::new(), &["only"], true).unwrap();
        sink.row().empty();
        sink.end_row().unwrap();
        sink.row().text("x");
        sink.end_row().unwrap();
        assert_eq!(sink.finish().unwrap(), "\u{feff}only\n\"\"\nx\n".as_bytes());
    }

    #[test]
    fn chunks_join_without_a_seam() {
        let mut sink = CsvSink::new(Vec::new(), &["n", "text"], false).unwrap();
        for number in 0..40_000_i64 {
            sink.row().whole(number).text("twelve bytes");
            sink.end_row().unwrap();
        }
        let rows = read(&sink.finish().unwrap());
        assert_eq!(rows.len(), 40_001);
        assert!(
            rows.iter()
                .skip(1)
                .enumerate()
                .all(|(at, row)| row == &[at.to_string(), "twelve bytes".to_owned()])
        );
    }

    #[test]
    fn a_full_disk_is_reported() {
        let mut small = [0; 4];
        let sink = CsvSink::new(small.as_mut_slice(), &["a", "b", "c"], false).unwrap();
        assert!(sink.finish().is_err());
    }

    proptest! {
        #[test]
        fn any_text_reads_back(rows in prop::collection::vec(prop::collection::vec("[a,\"\r\n\t' é|=+-]{0,6}", 1..5), 1..6)) {
            let mut written = CsvRows::default();
            for row in &rows {
                for field in row {
                    written.text(field);
                }
                written.end();
            }
            let inert: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|field| inert(field).into_owned()).collect()).collect();
            prop_assert_eq!(read(&written.into_bytes()), inert);
        }

        #[test]
        fn any_number_reads_back_as_it_leaves(value in any::<f64>()) {
            let mut rows = CsvRows::default();
            rows.text("x").number(value);
            rows.end();
            let field = &read(&rows.into_bytes())[0][1];
            if value.is_finite() {
                prop_assert_eq!(field.parse::<f64>().unwrap().to_bits(), settled(value).to_bits());
            } else {
                prop_assert_eq!(field, "");
            }
        }
    }
}
