//! Line ends of every system made plain: CR LF of Windows, a lone CR of old Macs and of line breaks within an Excel cell, and LF.
//!
//! The `csv` crate ends a record at the carriage return and counts the line only with the feed, so that every record after the first
//! would stand one row too early: the row that a message or a paper names has to be the one that an editor shows.

use std::io::{self, BufRead, Read};

/// The line that ends every text: a quote that is closed nowhere would swallow it. Old files of DOS end with it themselves.
pub(super) const END: &[u8] = b"\x1a";

/// Passes everything on, each line end as one line feed, and [`END`] as a last line.
pub(super) struct LineFeeds<R> {
    inner: R,
    /// The last byte was a carriage return: a line feed behind it belongs to it.
    after_return: bool,
    last: u8,
    /// How much of the last line was passed on; none before the text's own end.
    ended: Option<usize>,
}

impl<R: BufRead> LineFeeds<R> {
    pub(super) fn new(inner: R) -> LineFeeds<R> {
        LineFeeds {
            inner,
            after_return: false,
            last: b'\n',
            ended: None,
        }
    }
}

impl<R: BufRead> Read for LineFeeds<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < out.len() {
            let ahead = self.inner.fill_buf()?;
            let Some(&byte) = ahead.first() else {
                let begin = usize::from(self.last == b'\n');
                let at = self.ended.get_or_insert(begin);
                let Some((slot, byte)) = out.get_mut(written).zip(b"\n\x1a\n".get(*at)) else {
                    break;
                };
                *slot = *byte;
                *at += 1;
                written += 1;
                continue;
            };
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                self.inner.consume(1);
                continue;
            }
            if byte == b'\r' {
                self.after_return = true;
                if let Some(slot) = out.get_mut(written) {
                    *slot = b'\n';
                    written += 1;
                }
                self.last = b'\n';
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
                self.last = from.last().copied().unwrap_or(self.last);
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

    proptest! {
        #[test]
        fn each_line_end_is_one_line_feed(text in "[ab\r\n]{0,60}", capacity in 1_usize..8) {
            let mut read = String::new();
            LineFeeds::new(BufReader::with_capacity(capacity, text.as_bytes())).read_to_string(&mut read).unwrap();
            let mut plain = text.replace("\r\n", "\n").replace('\r', "\n");
            if !plain.is_empty() && !plain.ends_with('\n') {
                plain.push('\n');
            }
            plain.push_str("\x1a\n");
            prop_assert_eq!(read, plain);
        }
    }
}
