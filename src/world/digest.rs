//! SHA-256 of bytes and of streams.

use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A reader that digests the bytes that pass through it.
pub(crate) struct DigestingReader<R> {
    inner: R,
    state: Rc<RefCell<(Sha256, u64)>>,
}

/// The digest of a stream; take it once the stream has been read to its end.
pub(crate) struct StreamDigest(Rc<RefCell<(Sha256, u64)>>);

impl<R: Read> DigestingReader<R> {
    pub(crate) fn new(inner: R) -> (DigestingReader<R>, StreamDigest) {
        let state = Rc::new(RefCell::new((Sha256::new(), 0)));
        (
            DigestingReader {
                inner,
                state: Rc::clone(&state),
            },
            StreamDigest(state),
        )
    }
}

impl StreamDigest {
    /// The SHA-256 in hexadecimal, and the number of bytes.
    pub(crate) fn take(self) -> (String, u64) {
        let state = self.0.borrow();
        (hex(&state.0.clone().finalize()), state.1)
    }
}

impl<R: Read> Read for DigestingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut state = self.state.borrow_mut();
        state.0.update(buffer.get(..read).unwrap_or_default());
        state.1 += read as u64;
        Ok(read)
    }
}
