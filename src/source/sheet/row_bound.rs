//! How long a row of a text may be. A row is read whole before anything is known of it, and three megabytes of a packed file may be one
//! row of thousands of millions of commas.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The longest row in bytes: longer than any note of an officer's, and than a record of any published table.
pub(super) const LONGEST_ROW: u64 = 1 << 20;

/// How many bytes were read since the last row ended.
#[derive(Clone, Default)]
pub(super) struct RowLength(Rc<Cell<u64>>);

impl RowLength {
    /// A row was read to its end.
    pub(super) fn start_row(&self) {
        self.0.set(0);
    }

    pub(super) fn is_too_long(&self) -> bool {
        self.0.get() > LONGEST_ROW
    }
}

/// Passes bytes on until a row is too long.
pub(super) struct RowBound<R> {
    inner: R,
    length: RowLength,
}

impl<R: Read> RowBound<R> {
    pub(super) fn new(inner: R) -> (RowBound<R>, RowLength) {
        let length = RowLength::default();
        let bound = RowBound {
            inner,
            length: length.clone(),
        };
        (bound, length)
    }
}

impl<R: Read> Read for RowBound<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.length.is_too_long() {
            return Err(io::Error::other("a row is too long"));
        }
        let read = self.inner.read(out)?;
        self.length.0.set(self.length.0.get() + read as u64);
        Ok(read)
    }
}
