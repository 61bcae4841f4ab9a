//! One patient client: it asks, waits when it is told to, goes on where a download broke off, and never takes a page for data.

pub(crate) mod parts;

use super::routes::Service;
use super::spool::Spool;
use super::unpack;
use crate::error::{Error, Kind, Result};
use crate::world::World;
use crate::world::net::{Answer, Came, Request};
use parts::{Partial, Pouring, assemble};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// The largest file of a release is some tens of megabytes.
const LIMIT: usize = 256 * 1024 * 1024;
/// Between two requests, so that nobody notices us.
const POLITE: Duration = Duration::from_millis(40);
/// A server that asks for more patience than this is asked again at the next run.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// What a server said of a file, to be said back to it: then it answers only when there is another.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Tag {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
    /// The address it was said of, where that changes from release to release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<String>,
    /// The file's name, as the server gives it.
    #[serde(skip)]
    pub(crate) name: Option<String>,
}

/// A file that came, or word that the one we have is still the one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Got<T> {
    Same,
    New(T, Tag),
}

/// What to do with an answer.
enum Verdict {
    Done(Answer),
    Again(Error, Option<Duration>),
    Never(Error),
}

pub(crate) struct Client<'a> {
    world: &'a dyn World,
    pub(crate) service: &'a Service,
    asked: Cell<u32>,
    /// What the last answer's status was; 0 where there was none.
    status: Cell<u16>,
    /// Where downloads are kept that break off; nowhere where a run only looks.
    spool: Option<Spool<'a>>,
    /// Servers that never answered in this run: asking them for the next publication too would only take time.
    silent: RefCell<BTreeMap<String, Error>>,
}

/// The server of an address, with its port.
fn server(url: &str) -> &str {
    let name = url.find("://").map_or(0, |at| at + 3);
    url.get(name..)
        .and_then(|rest| rest.find('/'))
        .and_then(|end| url.get(..name + end))
        .unwrap_or(url)
}

impl<'a> Client<'a> {
    pub(crate) fn new(world: &'a dyn World, service: &'a Service) -> Client<'a> {
        Client {
            world,
            service,
            asked: Cell::new(0),
            status: Cell::new(0),
            spool: None,
            silent: RefCell::default(),
        }
    }

    /// The same, keeping what comes in a store's folder until it is taken in.
    pub(crate) fn keeping(self, store: &Path) -> Client<'a> {
        Client {
            spool: Some(Spool::new(self.world, store)),
            ..self
        }
    }

    /// Files of this release of a publication come next.
    pub(crate) fn fetching(&self, publication: &str, release: &str) {
        if let Some(spool) = &self.spool {
            spool.fetching(publication, release);
        }
    }

    /// Nothing of a publication is under way any more: it is taken in, or there is nothing newer.
    pub(crate) fn sweep(&self, publication: &str) {
        if let Some(spool) = &self.spool {
            spool.sweep(publication);
        }
    }

    /// How many requests were sent so far.
    pub(crate) fn asked(&self) -> u32 {
        self.asked.get()
    }

    /// A message of the service. Warnings under a 200 are failures: they say that part of the question was not understood.
    ///
    /// # Errors
    /// Of kind unreachable: no answer, a refusal, or something that is no such message.
    pub(crate) fn message<T: DeserializeOwned>(&self, url: &str) -> Result<T> {
        let read = |body: Vec<u8>| {
            let value: Value =
                serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body))
                    .map_err(|fault| {
                        format!("the answer is no message of the service ({fault})")
                    })?;
            if let Some(warning) = value
                .get("warnings")
                .and_then(Value::as_array)
                .and_then(|list| list.first())
            {
                let text = |key: &str| {
                    warning
                        .get(key)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned()
                };
                return Err(format!(
                    "the service warns: {} {}",
                    text("code"),
                    text("message")
                ));
            }
            serde_json::from_value(value)
                .map_err(|fault| format!("the service’s message has changed ({fault})"))
        };
        match self.patiently((url, None), None, read)? {
            Got::New(message, _) => Ok(message),
            Got::Same => Err(Error::unreachable(
                url,
                "the server answered “not changed” to a question without a condition",
            )),
        }
    }

    /// As [`Client::message`], where there may be nothing at the address.
    ///
    /// # Errors
    /// As [`Client::message`]; that there is nothing is no error.
    pub(crate) fn message_if_there<T: DeserializeOwned>(&self, url: &str) -> Result<Option<T>> {
        match self.message(url) {
            Err(_) if self.status.get() == 404 => Ok(None),
            told => told.map(Some),
        }
    }

    /// Gets the file that is at an address, read by `read`, which says what is wrong with bytes that are not whole: those are asked
    /// for again. What came of it in an earlier run is gone on with.
    ///
    /// # Errors
    /// Of kind unreachable, once patience is at its end.
    pub(crate) fn get<T>(
        &self,
        url: &str,
        known: Option<&Tag>,
        read: impl Fn(Vec<u8>) -> Result<T, String>,
    ) -> Result<Got<T>> {
        self.patiently((url, known), self.spool.as_ref(), read)
    }

    fn patiently<T>(
        &self,
        (url, known): (&str, Option<&Tag>),
        spool: Option<&Spool<'_>>,
        read: impl Fn(Vec<u8>) -> Result<T, String>,
    ) -> Result<Got<T>> {
        self.status.set(0);
        if let Some(fault) = self.silent.borrow().get(server(url)) {
            return Err(fault.clone());
        }
        let mut partial = spool
            .and_then(|spool| spool.find(url))
            .filter(|part| part.bytes.len() <= LIMIT);
        let mut pouring = Pouring::new(spool, url, partial.as_ref());
        let mut last = None;
        let mut heard = false;
        for attempt in 0..self.service.tries {
            let wanted = last.take().map(|(_, wait)| wait);
            if let Some(wait) = wanted {
                self.world.net().sleep(self.wait(attempt, wait));
            } else if self.asked.get() > 0 {
                self.world.net().sleep(POLITE);
            }
            pouring.next_try();
            let answer = match self.ask(url, known, partial.as_ref(), &mut |head, bytes| {
                pouring.take(head, bytes, partial.as_ref())
            }) {
                Ok(answer) => answer,
                Err(fault) if fault.kind() == Kind::Unreachable => {
                    last = Some((fault, None));
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            heard = true;
            self.status.set(answer.status);
            let verdict = judge(url, answer, &mut partial);
            if partial.is_none() && !matches!(verdict, Verdict::Done(_)) {
                pouring.forget();
            }
            match verdict {
                Verdict::Done(answer) if answer.status == 304 => return Ok(Got::Same),
                Verdict::Done(answer) => {
                    let tag = tag(&answer.headers);
                    match unpacked(answer).and_then(&read) {
                        Ok(read) => return Ok(Got::New(read, tag)),
                        Err(what) => last = Some((Error::unreachable(url, what).hint(LATER), None)),
                    }
                    pouring.forget();
                }
                Verdict::Again(_, Some(wait)) if wait > LONGEST_WAIT => {
                    let what = format!(
                        "the server asks to be left alone for {} seconds",
                        wait.as_secs()
                    );
                    return Err(Error::unreachable(url, what).hint("run again later"));
                }
                Verdict::Again(fault, wait) => last = Some((fault, wait)),
                Verdict::Never(fault) => return Err(fault),
            }
        }
        let fault = last.map_or_else(
            || Error::unreachable(url, "nothing was asked"),
            |(fault, _)| fault,
        );
        if !heard {
            self.silent
                .borrow_mut()
                .insert(server(url).to_owned(), fault.clone());
        }
        Err(fault)
    }

    fn ask(
        &self,
        url: &str,
        known: Option<&Tag>,
        partial: Option<&Partial>,
        came: &mut Came<'_>,
    ) -> Result<Answer> {
        let mut headers = vec![("accept-encoding", "gzip".to_owned())];
        let whole = partial.filter(|part| part.is_whole()).map(Partial::tag);
        if let Some(part) = partial.filter(|part| !part.is_whole()) {
            headers.push(("range", format!("bytes={}-", part.bytes.len())));
            headers.push(("if-range", part.validator.clone()));
        } else if let Some(tag) = whole.as_ref().or(known) {
            headers.extend(tag.etag.clone().map(|etag| ("if-none-match", etag)));
            headers.extend(
                tag.last_modified
                    .clone()
                    .map(|day| ("if-modified-since", day)),
            );
        }
        self.asked.set(self.asked.get() + 1);
        let (timeout, proxy) = (self.service.timeout, self.service.proxy.clone());
        self.world.net().fetch(
            &Request {
                url: url.to_owned(),
                headers,
                limit: LIMIT,
                timeout,
                proxy,
            },
            came,
        )
    }

    /// As long as the server asks; else twice as long each time, and up to half as long again by chance.
    fn wait(&self, attempt: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.service.pause * 2u32.saturating_pow(attempt.saturating_sub(1).min(10));
        asked.unwrap_or_else(|| {
            doubled
                .mul_f64(1.0 + self.world.net().chance() / 2.0)
                .min(LONGEST_WAIT)
        })
    }
}

const LATER: &str = "run again later; what was taken in before is in use";

fn judge(url: &str, answer: Answer, partial: &mut Option<Partial>) -> Verdict {
    let refused =
        |what: &str| Error::unreachable(url, format!("{what} (status {})", answer.status));
    match answer.status {
        200 | 206 => assemble(url, answer, partial),
        // A file that came whole in an earlier run is still the one.
        304 => Verdict::Done(partial.take().map_or(answer, Partial::answer)),
        // What we have is no part of what is there now.
        416 => {
            *partial = None;
            Verdict::Again(refused("the server has no such part of the file"), None)
        }
        429 => Verdict::Again(
            refused("the server is asked too often").hint(LATER),
            retry_after(&answer),
        ),
        408 | 502 | 503 | 504 => Verdict::Again(
            refused("the service is not available just now").hint(LATER),
            retry_after(&answer),
        ),
        400 => Verdict::Never(
            refused("the service does not understand the question")
                .hint("a newer version of this program may"),
        ),
        403 => Verdict::Never(
            refused("this is not published yet, or the network forbids it")
                .hint("check the proxy; or run again later"),
        ),
        404 => Verdict::Never(
            refused("there is nothing at this address")
                .hint("it may have been renamed or withdrawn: look for it in a browser"),
        ),
        407 => Verdict::Never(
            refused("the proxy wants a name and password")
                .hint("set proxy under [refresh] in yardstick.toml"),
        ),
        _ => Verdict::Never(refused("the server refuses").hint(LATER)),
    }
}

/// The fault, where a page for people came in place of data.
fn unpacked_page(url: &str, body: &[u8]) -> Option<Error> {
    unpack::is_page(body).then(|| {
        Error::unreachable(url, "a web page came in place of data")
            .hint("a proxy asks to sign in, or the service is being mended: open the address in a browser")
    })
}

/// The body as it was before the server packed it for the journey.
fn unpacked(answer: Answer) -> Result<Vec<u8>, String> {
    let packed = answer
        .header("content-encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
    let body = if packed {
        unpack::gunzip(&answer.body)?
    } else {
        answer.body
    };
    if unpack::is_page(&body) {
        Err("a web page came in place of data".to_owned())
    } else {
        Ok(body)
    }
}

fn tag(headers: &[(String, String)]) -> Tag {
    let header = |name: &str| {
        headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let told = header("content-disposition");
    let name = told
        .as_deref()
        .and_then(|told| told.split("filename=").nth(1)?.split(';').next());
    let name = name.map(|name| name.trim().trim_matches('"').to_owned());
    Tag {
        etag: header("etag"),
        last_modified: header("last-modified"),
        of: None,
        name,
    }
}

/// How long the server asks to wait. A date is not followed: this machine's clock may be wrong.
fn retry_after(answer: &Answer) -> Option<Duration> {
    answer
        .header("retry-after")?
        .trim()
        .parse()
        .ok()
        .map(Duration::from_secs)
}

#[cfg(test)]
mod tests;
