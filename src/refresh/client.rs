//! One patient client: it asks, waits when it is told to, goes on where a download broke off, and never takes a page for data.

use super::routes::Service;
use super::unpack;
use crate::error::{Error, Kind, Result};
use crate::world::World;
use crate::world::net::{Answer, Request};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
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

/// What came before a download broke off.
struct Partial {
    bytes: Vec<u8>,
    /// What the rest must still belong to.
    validator: String,
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
    /// Servers that never answered in this run: asking them for the next publication too would only take time.
    silent: RefCell<BTreeMap<String, Error>>,
}

/// The server of an address, with its port.
fn server(url: &str) -> &str {
    let name = url.find("://").map_or(0, |at| at + 3);
    url.get(name..).and_then(|rest| rest.find('/')).and_then(|end| url.get(..name + end)).unwrap_or(url)
}

impl<'a> Client<'a> {
    pub(crate) fn new(world: &'a dyn World, service: &'a Service) -> Client<'a> {
        Client { world, service, asked: Cell::new(0), silent: RefCell::default() }
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
            let value: Value = serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body))
                .map_err(|fault| format!("the answer is no message of the service ({fault})"))?;
            if let Some(warning) = value.get("warnings").and_then(Value::as_array).and_then(|list| list.first()) {
                let text = |key: &str| warning.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                return Err(format!("the service warns: {} {}", text("code"), text("message")));
            }
            serde_json::from_value(value).map_err(|fault| format!("the service’s message has changed ({fault})"))
        };
        match self.get(url, None, read)? {
            Got::New(message, _) => Ok(message),
            Got::Same => Err(Error::unreachable(url, "the server answered “not changed” to a question without a condition")),
        }
    }

    /// Gets what is at an address, read by `read`, which says what is wrong with bytes that are not whole: those are asked for
    /// again.
    ///
    /// # Errors
    /// Of kind unreachable, once patience is at its end.
    pub(crate) fn get<T>(&self, url: &str, known: Option<&Tag>, read: impl Fn(Vec<u8>) -> Result<T, String>) -> Result<Got<T>> {
        if let Some(fault) = self.silent.borrow().get(server(url)) {
            return Err(fault.clone());
        }
        let mut partial = None;
        let mut last = None;
        let mut heard = false;
        for attempt in 0..self.service.tries {
            let wanted = last.take().map(|(_, wait)| wait);
            if let Some(wait) = wanted {
                self.world.net().sleep(self.wait(attempt, wait));
            } else if self.asked.get() > 0 {
                self.world.net().sleep(POLITE);
            }
            let answer = match self.ask(url, known, partial.as_ref()) {
                Ok(answer) => answer,
                Err(fault) if fault.kind() == Kind::Unreachable => {
                    last = Some((fault, None));
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            heard = true;
            match judge(url, answer, &mut partial) {
                Verdict::Done(answer) if answer.status == 304 => return Ok(Got::Same),
                Verdict::Done(answer) => {
                    let tag = tag(&answer);
                    match unpacked(answer).and_then(&read) {
                        Ok(read) => return Ok(Got::New(read, tag)),
                        Err(what) => last = Some((Error::unreachable(url, what).hint(LATER), None)),
                    }
                }
                Verdict::Again(_, Some(wait)) if wait > LONGEST_WAIT => {
                    let what = format!("the server asks to be left alone for {} seconds", wait.as_secs());
                    return Err(Error::unreachable(url, what).hint("run again later"));
                }
                Verdict::Again(fault, wait) => last = Some((fault, wait)),
                Verdict::Never(fault) => return Err(fault),
            }
        }
        let fault = last.map_or_else(|| Error::unreachable(url, "nothing was asked"), |(fault, _)| fault);
        if !heard {
            self.silent.borrow_mut().insert(server(url).to_owned(), fault.clone());
        }
        Err(fault)
    }

    fn ask(&self, url: &str, known: Option<&Tag>, partial: Option<&Partial>) -> Result<Answer> {
        let mut headers = vec![("accept-encoding", "gzip".to_owned())];
        if let Some(part) = partial {
            headers.push(("range", format!("bytes={}-", part.bytes.len())));
            headers.push(("if-range", part.validator.clone()));
        } else if let Some(tag) = known {
            headers.extend(tag.etag.clone().map(|etag| ("if-none-match", etag)));
            headers.extend(tag.last_modified.clone().map(|day| ("if-modified-since", day)));
        }
        self.asked.set(self.asked.get() + 1);
        let (timeout, proxy) = (self.service.timeout, self.service.proxy.clone());
        self.world.net().fetch(&Request { url: url.to_owned(), headers, limit: LIMIT, timeout, proxy })
    }

    /// As long as the server asks; else twice as long each time, and up to half as long again by chance.
    fn wait(&self, attempt: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.service.pause * 2u32.saturating_pow(attempt.saturating_sub(1).min(10));
        asked.unwrap_or_else(|| doubled.mul_f64(1.0 + self.world.net().chance() / 2.0).min(LONGEST_WAIT))
    }
}

const LATER: &str = "run again later; what was taken in before is in use";

fn judge(url: &str, answer: Answer, partial: &mut Option<Partial>) -> Verdict {
    let refused = |what: &str| Error::unreachable(url, format!("{what} (status {})", answer.status));
    match answer.status {
        200 | 206 => assemble(url, answer, partial),
        304 => Verdict::Done(answer),
        // What we have is no part of what is there now.
        416 => {
            *partial = None;
            Verdict::Again(refused("the server has no such part of the file"), None)
        }
        429 => Verdict::Again(refused("the server is asked too often").hint(LATER), retry_after(&answer)),
        408 | 502 | 503 | 504 => {
            Verdict::Again(refused("the service is not available just now").hint(LATER), retry_after(&answer))
        }
        400 => {
            Verdict::Never(refused("the service does not understand the question").hint("a newer version of this program may"))
        }
        403 => Verdict::Never(
            refused("this is not published yet, or the network forbids it").hint("check the proxy; or run again later"),
        ),
        404 => Verdict::Never(
            refused("there is nothing at this address").hint("it may have been renamed or withdrawn: look for it in a browser"),
        ),
        407 => Verdict::Never(refused("the proxy wants a name and password").hint("set proxy under [refresh] in yardstick.toml")),
        _ => Verdict::Never(refused("the server refuses").hint(LATER)),
    }
}

/// Joins the parts of a file, or keeps what came for the next try.
fn assemble(url: &str, mut answer: Answer, partial: &mut Option<Partial>) -> Verdict {
    if let Some(part) = partial.take()
        && answer.status == 206
    {
        let from = answer.header("content-range").and_then(|range| range.strip_prefix("bytes ")?.split('-').next()?.parse().ok());
        if from != Some(part.bytes.len()) {
            return Verdict::Again(
                Error::unreachable(url, "the server sent another part of the file than it was asked for"),
                None,
            );
        }
        answer.body = [part.bytes, answer.body].concat();
    }
    if let Some(why) = &answer.cut {
        let fault = Error::unreachable(url, why.clone()).hint(LATER);
        if answer.body.len() > LIMIT {
            return Verdict::Never(fault);
        }
        let ranges = answer.status == 206 || answer.header("accept-ranges").is_some_and(|unit| unit.contains("bytes"));
        // A weak mark does not promise the same bytes.
        let strong = answer.header("etag").filter(|mark| !mark.starts_with("W/"));
        let validator = strong.or_else(|| answer.header("last-modified")).map(str::to_owned);
        let body = std::mem::take(&mut answer.body);
        *partial = validator.filter(|_| ranges && !body.is_empty()).map(|validator| Partial { bytes: body, validator });
        return Verdict::Again(fault, None);
    }
    if unpack::is_page(&answer.body) {
        let what = "a web page came in place of data";
        return Verdict::Never(
            Error::unreachable(url, what)
                .hint("a proxy asks to sign in, or the service is being mended: open the address in a browser"),
        );
    }
    Verdict::Done(answer)
}

/// The body as it was before the server packed it for the journey.
fn unpacked(answer: Answer) -> Result<Vec<u8>, String> {
    let packed = answer.header("content-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
    let body = if packed { unpack::gunzip(&answer.body)? } else { answer.body };
    if unpack::is_page(&body) { Err("a web page came in place of data".to_owned()) } else { Ok(body) }
}

fn tag(answer: &Answer) -> Tag {
    let header = |name: &str| answer.header(name).map(str::to_owned);
    let name = answer.header("content-disposition").and_then(|told| told.split("filename=").nth(1)?.split(';').next());
    let name = name.map(|name| name.trim().trim_matches('"').to_owned());
    Tag { etag: header("etag"), last_modified: header("last-modified"), name }
}

/// How long the server asks to wait. A date is not followed: this machine's clock may be wrong.
fn retry_after(answer: &Answer) -> Option<Duration> {
    answer.header("retry-after")?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests;
