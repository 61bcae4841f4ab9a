//! How much of a file is read into memory, unpacked where it is packed: one limit for files, archives and downloads. A few bytes may claim to
//! unpack to any length; what passes the limit is refused with its size, and never cut off in silence.

use std::io::{self, Read};
use zip::ZipArchive;

/// The most that one file or archive may unpack to. The largest file of national statistics has some tens of megabytes; with what is
/// made of it a run stays within a gigabyte.
pub(crate) const MOST_UNPACKED: u64 = 256 << 20;
/// The most parts of one archive.
const MOST_PARTS: usize = 10_000;

/// What is left of a limit, for all parts of one archive together.
pub(crate) struct UnpackingRoom {
    left: u64,
    most: u64,
}

impl UnpackingRoom {
    /// Room for one file or archive.
    pub(crate) fn new() -> UnpackingRoom {
        UnpackingRoom::of(MOST_UNPACKED)
    }

    /// Room for so many bytes.
    pub(crate) fn of(most: u64) -> UnpackingRoom {
        UnpackingRoom { left: most, most }
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// The reader's own, and where there is more than there is room for.
    pub(crate) fn read(&mut self, from: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let length = from.take(self.left + 1).read_to_end(&mut bytes)?;
        self.leave(length as u64)?;
        Ok(bytes)
    }

    /// Unpacks all parts of an archive and keeps nothing: for libraries that unpack by themselves and believe what a part says of its
    /// length.
    ///
    /// # Errors
    /// There is more than there is room for, a part is damaged, or there are too many; in words.
    pub(crate) fn pass_over<R: Read + io::Seek>(
        &mut self,
        archive: &mut ZipArchive<R>,
    ) -> Result<(), String> {
        parts_bounded(archive)?;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(|fault| fault.to_string())?;
            let length = io::copy(&mut part.take(self.left + 1), &mut io::sink());
            let length = length.map_err(|fault| fault.to_string())?;
            self.leave(length).map_err(|fault| fault.to_string())?;
        }
        Ok(())
    }

    fn leave(&mut self, length: u64) -> io::Result<()> {
        let most = self.most;
        self.left = self.left.checked_sub(length).ok_or_else(|| {
            io::Error::other(format!(
                "it holds more than {} megabytes, the most that is read into memory",
                most >> 20
            ))
        })?;
        Ok(())
    }
}

/// Reads one file to its end.
///
/// # Errors
/// As [`UnpackingRoom::read`].
pub(crate) fn unpacked(from: impl Read) -> io::Result<Vec<u8>> {
    UnpackingRoom::new().read(from)
}

/// Whether the number of an archive's parts is within the limit.
///
/// # Errors
/// It is not; in words.
pub(crate) fn parts_bounded<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Result<(), String> {
    if archive.len() > MOST_PARTS {
        return Err(format!(
            "it has {} parts where {MOST_PARTS} are the most",
            archive.len()
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unpacks_to_more_than_the_limit_is_refused_with_its_size() {
        let at_the_limit = io::repeat(b'x').take(MOST_UNPACKED);
        assert_eq!(
            unpacked(at_the_limit).expect("within it").len() as u64,
            MOST_UNPACKED
        );
        let fault = unpacked(io::repeat(b'x')).expect_err("no end");
        assert!(fault.to_string().contains("256 megabytes"), "{fault}");
        // All parts of an archive share the room.
        let mut room = UnpackingRoom::new();
        let half = MOST_UNPACKED / 2 + 1;
        room.read(io::repeat(b'x').take(half)).expect("half of it");
        assert!(room.read(io::repeat(b'x').take(half)).is_err());
    }
}
