//! Lines as Excel ends them, carriage return and line feed, made plain.
//!
//! The `csv` crate ends a record at the carriage return and counts the line only with the feed, so that every record after the first
//! would stand one row too early: the row that a message or a paper names has to be the one that an editor shows.

use std::io::{self, BufRead, Read};

/// Passes everything on but carriage returns that a line feed follows.
pub(super) struct LineFeeds<R> {
    inner: R,
    /// A carriage return was read whose successor is not known yet.
    held: bool,
}

impl<R: BufRead> LineFeeds<R> {
    pub(super) fn new(inner: R) -> LineFeeds<R> {
        LineFeeds { inner, held: false }
    }
}

/// Whether the first line of a text ends as Excel ends it.
pub(super) fn are_needed(start: &[u8]) -> bool {
    start
        .split(|byte| *byte == b'\n')
        .next()
        .is_some_and(|line| line.len() < start.len() && line.ends_with(b"\r"))
}

impl<R: BufRead> Read for LineFeeds<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < out.len() {
            let ahead = self.inner.fill_buf()?;
            let Some(&byte) = ahead.first() else {
                if std::mem::take(&mut self.held)
                    && let Some(slot) = out.get_mut(written)
                {
                    *slot = b'\r';
                    written += 1;
                }
                break;
            };
            if self.held && byte != b'\n' {
                self.held = false;
                if let Some(slot) = out.get_mut(written) {
                    *slot = b'\r';
                    written += 1;
                }
                continue;
            }
            self.held = false;
            if byte == b'\r' {
                self.held = true;
                self.inner.consume(1);
                continue;
            }
            // Everything up to the next carriage return passes as it is.
            let run = ahead
                .iter()
                .position(|byte| *byte == b'\r')
                .unwrap_or(ahead.len())
                .min(out.len() - written);
            if let (Some(to), Some(from)) = (out.get_mut(written..written + run), ahead.get(..run))
            {
                to.copy_from_slice(from);
            }
            written += run;
            self.inner.consume(run);
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    #[test]
    fn a_record_stands_where_an_editor_shows_it() {
        let text = "a,b\r\n1,2\r\n3,4\r\n";
        assert!(are_needed(text.as_bytes()) && !are_needed(b"a,b\n1,2\r\n") && !are_needed(b"a\r"));
        let mut reader = csv::Reader::from_reader(LineFeeds::new(text.as_bytes()));
        let lines: Vec<u64> = reader
            .byte_records()
            .map(|record| record.unwrap().position().unwrap().line())
            .collect();
        assert_eq!(lines, [2, 3]);
    }

    proptest! {
        #[test]
        fn nothing_else_changes(text in "[ab\r\n]{0,60}", capacity in 1_usize..8) {
            let mut read = String::new();
            LineFeeds::new(BufReader::with_capacity(capacity, text.as_bytes())).read_to_string(&mut read).unwrap();
            prop_assert_eq!(read, text.replace("\r\n", "\n"));
        }
    }
}
