//! The part of a file that arrived before its download broke off, and whether a later answer continues it.

use super::file_tag::FileTag;
use crate::world::net::HttpResponse;

/// The bytes that arrived, with what the server said about the whole file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PartialFile {
    pub(crate) bytes: Vec<u8>,
    /// The `ETag` or `Last-Modified` value that the rest must still carry.
    pub(crate) validator: String,
    /// Length of the whole file in bytes, where the server said so.
    pub(crate) total: Option<usize>,
    /// Headers of the first answer: later answers need not repeat them.
    pub(crate) headers: Vec<(String, String)>,
}

impl PartialFile {
    /// An empty part for an answer whose download can be resumed; none where the server does not allow that.
    pub(super) fn resumable(head: &HttpResponse) -> Option<PartialFile> {
        let accepts_ranges = head.status == 206
            || head
                .header("accept-ranges")
                .is_some_and(|unit| unit.contains("bytes"));
        // A weak ETag does not promise the same bytes.
        let strong = head.header("etag").filter(|etag| !etag.starts_with("W/"));
        let validator = strong
            .or_else(|| head.header("last-modified"))
            .filter(|_| accepts_ranges)?
            .to_owned();
        let total = if head.status == 206 {
            content_range(head).and_then(|(_, total)| total)
        } else {
            head.header("content-length")
                .and_then(|length| length.parse().ok())
        };
        Some(PartialFile {
            bytes: Vec::new(),
            validator,
            total,
            headers: head.headers.clone(),
        })
    }

    /// Whether every byte is here; only the server knows whether it is still the current file.
    pub(super) fn is_whole(&self) -> bool {
        self.total == Some(self.bytes.len())
    }

    pub(super) fn tag(&self) -> FileTag {
        FileTag::of_headers(&self.headers)
    }

    /// The whole file as if it had arrived in one answer.
    pub(super) fn into_answer(self) -> HttpResponse {
        HttpResponse {
            status: 200,
            headers: self.headers,
            body: self.bytes,
            cut: None,
        }
    }

    /// Whether an answer starts where these bytes end and belongs to the same file.
    pub(super) fn is_followed_by(&self, head: &HttpResponse) -> bool {
        let name = if self.validator.starts_with('"') {
            "etag"
        } else {
            "last-modified"
        };
        head.status == 206
            && content_range(head).is_some_and(|(from, _)| from == self.bytes.len())
            && head
                .header(name)
                .is_none_or(|value| value == self.validator)
    }
}

/// Offset of the first byte of an answer, and the length of the whole file where the server gives it.
pub(super) fn content_range(head: &HttpResponse) -> Option<(usize, Option<usize>)> {
    let (bounds, total) = head
        .header("content-range")?
        .strip_prefix("bytes ")?
        .split_once('/')?;
    Some((bounds.split('-').next()?.parse().ok()?, total.parse().ok()))
}
