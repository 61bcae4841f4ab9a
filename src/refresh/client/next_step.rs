//! What an answer means for a download: it is done, it is worth another attempt, or it never will be.

use crate::error::Error;
use crate::refresh::partial::{PartialFile, content_range};
use crate::refresh::unpack;
use crate::world::net::HttpResponse;
use std::time::Duration;

/// The largest file of a release has some tens of megabytes.
pub(super) const LIMIT: usize = 256 * 1024 * 1024;

pub(super) const LATER: &str = "run again later; what was taken in before is in use";

/// What to do after an answer.
pub(super) enum NextStep {
    Finish(HttpResponse),
    /// Ask again, after as long as the server asks to wait, where it does.
    Retry(Error, Option<Duration>),
    GiveUp(Error),
}

/// Decides by the status of an answer; `partial` holds what earlier attempts left, and what this one leaves.
pub(super) fn next_step(
    url: &str,
    answer: HttpResponse,
    partial: &mut Option<PartialFile>,
) -> NextStep {
    let refused =
        |what: &str| Error::unreachable(url, format!("{what} (status {})", answer.status));
    match answer.status {
        200 | 206 => join(url, answer, partial),
        // A file that arrived whole in an earlier run is still the current one.
        304 => NextStep::Finish(partial.take().map_or(answer, PartialFile::into_answer)),
        // The part that we have does not belong to the current file.
        416 => {
            *partial = None;
            NextStep::Retry(refused("the server has no such part of the file"), None)
        }
        429 => NextStep::Retry(
            refused("the server is asked too often").hint(LATER),
            retry_after(&answer),
        ),
        408 | 502 | 503 | 504 => NextStep::Retry(
            refused("the service is not available just now").hint(LATER),
            retry_after(&answer),
        ),
        400 => NextStep::GiveUp(
            refused("the service does not understand the question")
                .hint("a newer version of this program may"),
        ),
        403 => NextStep::GiveUp(
            refused("this is not published yet, or the network forbids it")
                .hint("check the proxy; or run again later"),
        ),
        404 => NextStep::GiveUp(
            refused("there is nothing at this address")
                .hint("it may have been renamed or withdrawn: look for it in a browser"),
        ),
        407 => NextStep::GiveUp(
            refused("the proxy wants a name and password")
                .hint("set proxy under [refresh] in yardstick.toml"),
        ),
        _ => NextStep::GiveUp(refused("the server refuses").hint(LATER)),
    }
}

/// Joins the parts of a file, or keeps what arrived for the next attempt.
fn join(url: &str, mut answer: HttpResponse, partial: &mut Option<PartialFile>) -> NextStep {
    let before = partial.take();
    let total = content_range(&answer).and_then(|(_, total)| total);
    if answer.status == 206 {
        let Some(part) = before.filter(|part| part.is_followed_by(&answer)) else {
            let what = "the server sent another part of the file than it was asked for";
            return NextStep::Retry(Error::unreachable(url, what), None);
        };
        prepend(part, &mut answer);
    }
    if let Some(why) = &answer.cut {
        let fault = Error::unreachable(url, why.clone()).hint(LATER);
        if answer.body.len() > LIMIT {
            return NextStep::GiveUp(fault);
        }
        let bytes = std::mem::take(&mut answer.body);
        *partial = PartialFile::resumable(&answer)
            .filter(|_| !bytes.is_empty())
            .map(|part| PartialFile { bytes, ..part });
        return NextStep::Retry(fault, None);
    }
    if let Some(total) = total.filter(|total| *total != answer.body.len()) {
        let what = format!(
            "the parts of the file make {} bytes, and it has {total}",
            answer.body.len()
        );
        return NextStep::Retry(Error::unreachable(url, what), None);
    }
    if unpack::is_page(&answer.body) {
        return NextStep::GiveUp(
            Error::unreachable(url, "a web page came in place of data")
                .hint("a proxy asks to sign in, or the service is being mended: open the address in a browser"),
        );
    }
    NextStep::Finish(answer)
}

/// Puts an earlier part before an answer's body, with those of its headers that the answer does not repeat.
fn prepend(part: PartialFile, answer: &mut HttpResponse) {
    answer.body = [part.bytes, std::mem::take(&mut answer.body)].concat();
    for (name, value) in part.headers {
        if answer.header(&name).is_none() {
            answer.headers.push((name, value));
        }
    }
}

/// How long the server asks to wait. A date is not followed: this machine's clock may be wrong.
fn retry_after(answer: &HttpResponse) -> Option<Duration> {
    answer
        .header("retry-after")?
        .trim()
        .parse()
        .ok()
        .map(Duration::from_secs)
}
