//! The rows of a text, each with the line on which it stands in the file.

use super::line_feeds::END;
use super::row_bound::{RowBound, RowLength};
use crate::world::text::{EncodingFault, TextDecoder, TextEncoding, decode_windows_1252};
use csv::{ByteRecord, Position};
use std::io::Read;

/// Why a row could not be read.
pub(super) enum TextRowFault {
    Csv(csv::Error),
    /// The row and the number of the cell.
    Encoding(EncodingFault, u64, usize),
    /// A quote that the row opens is closed nowhere, so that the rest of the file is one cell.
    OpenQuote(u64),
    /// The row that is longer than any of a table.
    TooLong(u64),
}

/// Reads a text row by row, as [`super::line_feeds::LineFeeds`] passes it on.
pub(super) struct TextRows {
    reader: csv::Reader<RowBound<Box<dyn Read>>>,
    length: RowLength,
    decoder: TextDecoder,
    /// The rest is passed over: only its digest is wanted.
    buffer: ByteRecord,
}

impl TextRows {
    pub(super) fn new(text: Box<dyn Read>, separator: u8, decoder: TextDecoder) -> TextRows {
        let (text, length) = RowBound::new(text);
        let reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(separator)
            .buffer_capacity(super::BUFFER)
            .from_reader(text);
        TextRows {
            reader,
            length,
            decoder,
            buffer: ByteRecord::new(),
        }
    }

    /// The next row in UTF-8, its position being the line on which it starts. Empty lines are passed over.
    ///
    /// # Errors
    /// The text cannot be read on, or is no text.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<bool, TextRowFault> {
        let begins = self.reader.position().line();
        let read = self.reader.read_byte_record(record);
        if self.length.is_too_long() {
            return Err(TextRowFault::TooLong(begins));
        }
        self.length.start_row();
        if !read.map_err(TextRowFault::Csv)? {
            return Ok(false);
        }
        if record.len() == 1 && record.get(0) == Some(END) {
            return Ok(false);
        }
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n');
        let (behind, inside) = (self.reader.position().line(), inside.count() as u64);
        let is_open = record.iter().next_back().is_some_and(|cell| {
            cell.strip_suffix(b"\n")
                .is_some_and(|cell| cell.ends_with(END))
        });
        if is_open {
            return Err(TextRowFault::OpenQuote(behind.saturating_sub(inside)));
        }
        // The reader stands behind the row's own line feed; where it began there may have been empty lines.
        let row = behind.saturating_sub(inside + 1);
        let mut position = Position::new();
        position.set_line(row);
        record.set_position(Some(position));
        self.decode(record, row)?;
        Ok(true)
    }

    fn decode(&mut self, record: &mut ByteRecord, row: u64) -> Result<(), TextRowFault> {
        let is_utf8 = match self.decoder.piece(record.as_slice()) {
            Ok(text) => matches!(text, std::borrow::Cow::Borrowed(_)),
            Err(fault) => {
                let odd = |cell: &[u8]| std::str::from_utf8(cell).is_err();
                let at = record.iter().position(odd);
                return Err(TextRowFault::Encoding(fault, row, at.unwrap_or_default()));
            }
        };
        if !is_utf8 {
            let mut decoded = ByteRecord::with_capacity(record.as_slice().len() * 2, record.len());
            for (at, cell) in record.iter().enumerate() {
                // One cell may be UTF-8 by chance in a row that is not.
                let text = decode_windows_1252(cell);
                let text = text.ok_or(TextRowFault::Encoding(EncodingFault::Neither, row, at))?;
                decoded.push_field(text.as_bytes());
            }
            decoded.set_position(record.position().cloned());
            *record = decoded;
        }
        Ok(())
    }

    /// How the text was written, as far as it was read.
    pub(super) fn encoding(&self) -> TextEncoding {
        self.decoder.encoding()
    }

    /// Reads the rest, whatever it is.
    ///
    /// # Errors
    /// The text cannot be read on.
    pub(super) fn drain(&mut self) -> Result<(), csv::Error> {
        while self.reader.read_byte_record(&mut self.buffer)? {
            self.length.start_row();
        }
        Ok(())
    }
}
