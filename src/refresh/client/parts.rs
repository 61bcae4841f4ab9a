//! A file in parts: what came before a download broke off, whether what comes now belongs to it, and where it is poured meanwhile.

use super::{LATER, LIMIT, Tag, Verdict, unpacked_page};
use crate::error::Error;
use crate::refresh::spool::Spool;
use crate::world::net::Answer;
use std::io::Write;

/// What came before a download broke off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Partial {
    pub(crate) bytes: Vec<u8>,
    /// What the rest must still belong to.
    pub(crate) validator: String,
    /// How long the whole is, where the server said so.
    pub(crate) total: Option<usize>,
    /// Of the answer that it began with: the rest need not repeat them.
    pub(crate) headers: Vec<(String, String)>,
}

impl Partial {
    /// The beginning of an answer that can be gone on with.
    fn of(head: &Answer) -> Option<Partial> {
        let ranges = head.status == 206
            || head
                .header("accept-ranges")
                .is_some_and(|unit| unit.contains("bytes"));
        // A weak mark does not promise the same bytes.
        let strong = head.header("etag").filter(|mark| !mark.starts_with("W/"));
        let validator = strong
            .or_else(|| head.header("last-modified"))
            .filter(|_| ranges)?
            .to_owned();
        let length = || head.header("content-length")?.parse().ok();
        let total = if head.status == 206 {
            range(head).and_then(|(_, total)| total)
        } else {
            length()
        };
        Some(Partial {
            bytes: Vec::new(),
            validator,
            total,
            headers: head.headers.clone(),
        })
    }

    /// Nothing is missing; whether it is still the file only the server knows.
    pub(super) fn is_whole(&self) -> bool {
        self.total == Some(self.bytes.len())
    }

    /// What the server said of it.
    pub(super) fn tag(&self) -> Tag {
        super::tag(&self.headers)
    }

    pub(super) fn answer(self) -> Answer {
        Answer {
            status: 200,
            headers: self.headers,
            body: self.bytes,
            cut: None,
        }
    }

    /// Whether an answer is what follows these bytes, of the same file.
    fn is_followed_by(&self, head: &Answer) -> bool {
        let name = if self.validator.starts_with('"') {
            "etag"
        } else {
            "last-modified"
        };
        head.status == 206
            && range(head).is_some_and(|(from, _)| from == self.bytes.len())
            && head.header(name).is_none_or(|mark| mark == self.validator)
    }
}

/// Where a part begins, and how long the whole is.
fn range(head: &Answer) -> Option<(usize, Option<usize>)> {
    let (bounds, total) = head
        .header("content-range")?
        .strip_prefix("bytes ")?
        .split_once('/')?;
    Some((bounds.split('-').next()?.parse().ok()?, total.parse().ok()))
}

/// Joins the parts of a file, or keeps what came for the next try.
pub(super) fn assemble(url: &str, mut answer: Answer, partial: &mut Option<Partial>) -> Verdict {
    let before = partial.take();
    let total = range(&answer).and_then(|(_, total)| total);
    if answer.status == 206 {
        let Some(part) = before.filter(|part| part.is_followed_by(&answer)) else {
            let what = "the server sent another part of the file than it was asked for";
            return Verdict::Again(Error::unreachable(url, what), None);
        };
        answer.body = [part.bytes, answer.body].concat();
        let repeated: Vec<String> = answer
            .headers
            .iter()
            .map(|(name, _)| name.clone())
            .collect();
        answer.headers.extend(
            part.headers
                .into_iter()
                .filter(|(name, _)| !repeated.contains(name)),
        );
    }
    if let Some(why) = &answer.cut {
        let fault = Error::unreachable(url, why.clone()).hint(LATER);
        if answer.body.len() > LIMIT {
            return Verdict::Never(fault);
        }
        let bytes = std::mem::take(&mut answer.body);
        *partial = Partial::of(&answer)
            .filter(|_| !bytes.is_empty())
            .map(|part| Partial { bytes, ..part });
        return Verdict::Again(fault, None);
    }
    if let Some(total) = total.filter(|total| *total != answer.body.len()) {
        let what = format!(
            "the parts of the file make {} bytes, and it has {total}",
            answer.body.len()
        );
        return Verdict::Again(Error::unreachable(url, what), None);
    }
    match unpacked_page(url, &answer.body) {
        Some(fault) => Verdict::Never(fault),
        None => Verdict::Done(answer),
    }
}

/// A body on its way to the disk, through every try of one file.
pub(super) struct Pouring<'s> {
    spool: Option<&'s Spool<'s>>,
    url: &'s str,
    out: Option<Box<dyn Write>>,
    /// Bytes of the body that lie on the disk.
    kept: usize,
    begun: bool,
}

impl<'s> Pouring<'s> {
    pub(super) fn new(
        spool: Option<&'s Spool<'s>>,
        url: &'s str,
        found: Option<&Partial>,
    ) -> Pouring<'s> {
        Pouring {
            spool,
            url,
            out: None,
            kept: found.map_or(0, |part| part.bytes.len()),
            begun: false,
        }
    }

    /// A new answer will come.
    pub(super) fn next_try(&mut self) {
        self.begun = false;
    }

    /// Keeps the next bytes of an answer. A full disk only costs the next run the same download again.
    pub(super) fn take(&mut self, head: &Answer, bytes: &[u8], partial: Option<&Partial>) {
        // What a gateway says of itself is no part of the file.
        let Some(spool) = self
            .spool
            .filter(|_| !bytes.is_empty() && matches!(head.status, 200 | 206))
        else {
            return;
        };
        if !self.begun {
            self.begun = true;
            self.begin(spool, head, partial);
        }
        match self.out.as_mut().map(|out| out.write_all(bytes)) {
            Some(Ok(())) => self.kept += bytes.len(),
            Some(Err(_)) => self.forget(),
            None => {}
        }
    }

    fn begin(&mut self, spool: &Spool<'_>, head: &Answer, partial: Option<&Partial>) {
        let goes_on =
            partial.is_some_and(|part| part.is_followed_by(head) && part.bytes.len() == self.kept);
        if goes_on {
            if self.out.is_none() {
                self.out = spool.go_on(self.url);
            }
            return;
        }
        self.forget();
        self.out = Partial::of(head)
            .filter(|_| head.status == 200)
            .and_then(|part| spool.begin(self.url, &part));
    }

    /// Keeps nothing of it.
    pub(super) fn forget(&mut self) {
        self.out = None;
        if let Some(spool) = self.spool.filter(|_| self.kept > 0 || self.begun) {
            spool.forget(self.url);
        }
        self.kept = 0;
    }
}
