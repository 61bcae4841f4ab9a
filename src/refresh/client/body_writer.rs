//! Writes the body of a download to the disk while it arrives, across every attempt at one file.

use crate::refresh::partial::PartialFile;
use crate::refresh::partial_downloads::PartialDownloads;
use crate::world::net::HttpResponse;
use std::io::Write;

/// The writer of one file's partial download; it writes nothing where downloads are not kept.
pub(super) struct BodyWriter<'s> {
    downloads: Option<&'s PartialDownloads<'s>>,
    url: &'s str,
    out: Option<Box<dyn Write>>,
    /// Bytes of the body that are on the disk.
    written: usize,
    /// Whether bytes of the current answer arrived.
    has_begun: bool,
}

impl<'s> BodyWriter<'s> {
    pub(super) fn new(
        downloads: Option<&'s PartialDownloads<'s>>,
        url: &'s str,
        found: Option<&PartialFile>,
    ) -> BodyWriter<'s> {
        BodyWriter {
            downloads,
            url,
            out: None,
            written: found.map_or(0, |part| part.bytes.len()),
            has_begun: false,
        }
    }

    /// The next bytes belong to a new answer.
    pub(super) fn start_attempt(&mut self) {
        self.has_begun = false;
    }

    /// Writes the next bytes of an answer. A full disk is no fault: the next run downloads the file again.
    pub(super) fn write(
        &mut self,
        head: &HttpResponse,
        bytes: &[u8],
        partial: Option<&PartialFile>,
    ) {
        // The body of a gateway's error message is no part of the file.
        let Some(downloads) = self
            .downloads
            .filter(|_| !bytes.is_empty() && matches!(head.status, 200 | 206))
        else {
            return;
        };
        if !self.has_begun {
            self.has_begun = true;
            self.begin(downloads, head, partial);
        }
        match self.out.as_mut().map(|out| out.write_all(bytes)) {
            Some(Ok(())) => self.written += bytes.len(),
            Some(Err(_)) => self.discard(),
            None => {}
        }
    }

    fn begin(
        &mut self,
        downloads: &PartialDownloads<'_>,
        head: &HttpResponse,
        partial: Option<&PartialFile>,
    ) {
        let continues = partial
            .is_some_and(|part| part.is_followed_by(head) && part.bytes.len() == self.written);
        if continues {
            if self.out.is_none() {
                self.out = downloads.append(self.url);
            }
            return;
        }
        self.discard();
        self.out = PartialFile::resumable(head)
            .filter(|_| head.status == 200)
            .and_then(|part| downloads.create(self.url, &part));
    }

    /// Removes what was written.
    pub(super) fn discard(&mut self) {
        self.out = None;
        if let Some(downloads) = self
            .downloads
            .filter(|_| self.written > 0 || self.has_begun)
        {
            downloads.remove(self.url);
        }
        self.written = 0;
    }
}
