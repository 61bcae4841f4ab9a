//! The HTTP client of a refresh. It waits when a server asks it to, resumes a download that broke off, and never takes a web page
//! for data.

mod body_writer;
mod next_step;

use super::file_tag::FileTag;
use super::partial::PartialFile;
use super::partial_downloads::PartialDownloads;
use super::routes::Service;
use super::unpack;
use crate::error::{Error, Kind, Result};
use crate::world::World;
use crate::world::net::{HttpRequest, HttpResponse, OnBytes};
use body_writer::BodyWriter;
use jiff::Timestamp;
use next_step::{LATER, LIMIT, NextStep, next_step};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// The pause between two requests: a refresh must not be a load for the service.
const POLITE: Duration = Duration::from_millis(40);
/// A server that asks for a longer wait is asked again at the next run.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// A file that was downloaded, or the server's word that it has not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Download<T> {
    Unchanged,
    New(T, FileTag),
}

/// The client of one run.
pub(crate) struct Client<'a> {
    world: &'a dyn World,
    pub(crate) service: &'a Service,
    /// When the run began.
    begun: Timestamp,
    /// Requests sent so far.
    requests: Cell<u32>,
    /// Status of the last answer; 0 where there was none.
    status: Cell<u16>,
    /// Where broken-off downloads are kept; none in a run that only looks.
    downloads: Option<PartialDownloads<'a>>,
    /// Servers that never answered in this run: asking them for the next publication too would only take time.
    silent: RefCell<BTreeMap<String, Error>>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(world: &'a dyn World, service: &'a Service) -> Client<'a> {
        Client {
            world,
            service,
            begun: world.now(),
            requests: Cell::new(0),
            status: Cell::new(0),
            downloads: None,
            silent: RefCell::default(),
        }
    }

    /// The same client, keeping partial downloads in a store's folder.
    pub(crate) fn keeping_downloads(self, store: &Path) -> Client<'a> {
        Client {
            downloads: Some(PartialDownloads::new(self.world, store)),
            ..self
        }
    }

    /// Files of this release of a publication are downloaded next.
    pub(crate) fn start_release(&self, publication: &str, release: &str) {
        if let Some(downloads) = &self.downloads {
            downloads.start_release(publication, release);
        }
    }

    /// Removes the partial downloads of a publication: its release is taken in, or nothing newer is published.
    pub(crate) fn remove_downloads(&self, publication: &str) {
        if let Some(downloads) = &self.downloads {
            downloads.remove_publication(publication);
        }
    }

    /// How many requests were sent so far.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.get()
    }

    /// Reads a JSON message. Warnings under a 200 are failures: they say that part of the question was not understood.
    ///
    /// # Errors
    /// Of kind unreachable: no answer, a refusal, or something that is no such message.
    pub(crate) fn message<T: DeserializeOwned>(&self, url: &str) -> Result<T> {
        match self.download((url, None), None, |body| parsed_message(&body))? {
            Download::New(message, _) => Ok(message),
            Download::Unchanged => Err(Error::unreachable(
                url,
                "the server answered “not changed” to a question without a condition",
            )),
        }
    }

    /// As [`Client::message`]; none where the server has nothing at the address.
    ///
    /// # Errors
    /// As [`Client::message`], apart from a status of 404.
    pub(crate) fn message_if_there<T: DeserializeOwned>(&self, url: &str) -> Result<Option<T>> {
        match self.message(url) {
            Err(_) if self.status.get() == 404 => Ok(None),
            message => message.map(Some),
        }
    }

    /// Downloads a file and reads it by `read`, which says what is wrong with bytes that are not whole: those are asked for again.
    /// A download that an earlier run began is resumed.
    ///
    /// # Errors
    /// Of kind unreachable, after the last attempt.
    pub(crate) fn get<T>(
        &self,
        url: &str,
        known: Option<&FileTag>,
        read: impl Fn(Vec<u8>) -> Result<T, String>,
    ) -> Result<Download<T>> {
        self.download((url, known), self.downloads.as_ref(), read)
    }

    fn download<T>(
        &self,
        (url, known): (&str, Option<&FileTag>),
        downloads: Option<&PartialDownloads<'_>>,
        read: impl Fn(Vec<u8>) -> Result<T, String>,
    ) -> Result<Download<T>> {
        self.status.set(0);
        self.service.admits(url)?;
        if let Some(fault) = self.silent.borrow().get(server(url)) {
            return Err(fault.clone());
        }
        let mut partial = downloads
            .and_then(|downloads| downloads.find(url))
            .filter(|part| part.bytes.len() <= LIMIT);
        let mut writer = BodyWriter::new(downloads, url, partial.as_ref());
        let mut failure: Option<(Error, Option<Duration>)> = None;
        let mut is_answered = false;
        for attempt in 0..self.service.tries {
            self.pause(attempt, failure.take().map(|(_, asked)| asked));
            writer.start_attempt();
            let answer = match self.ask(url, known, partial.as_ref(), &mut |head, bytes| {
                writer.write(head, bytes, partial.as_ref());
            }) {
                Ok(answer) => answer,
                Err(fault) if fault.kind() == Kind::Unreachable => {
                    failure = Some((fault, None));
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            is_answered = true;
            self.status.set(answer.status);
            let step = next_step(url, answer, &mut partial);
            if partial.is_none() && !matches!(step, NextStep::Finish(_)) {
                writer.discard();
            }
            match step {
                NextStep::Finish(answer) if answer.status == 304 => {
                    return Ok(Download::Unchanged);
                }
                NextStep::Finish(answer) => {
                    let tag = FileTag::of_headers(&answer.headers);
                    let what = match unpacked(answer).and_then(&read) {
                        Ok(read) => return Ok(Download::New(read, tag)),
                        Err(what) => what,
                    };
                    failure = Some((Error::unreachable(url, what).hint(LATER), None));
                    writer.discard();
                }
                NextStep::Retry(_, Some(wait)) if wait > LONGEST_WAIT => {
                    return Err(too_long_a_wait(url, wait));
                }
                NextStep::Retry(fault, wait) => failure = Some((fault, wait)),
                NextStep::GiveUp(fault) => return Err(fault),
            }
        }
        let fault = failure.map_or_else(
            || Error::unreachable(url, "nothing was asked"),
            |(fault, _)| fault,
        );
        if !is_answered {
            self.silent
                .borrow_mut()
                .insert(server(url).to_owned(), fault.clone());
        }
        Err(fault)
    }

    fn ask(
        &self,
        url: &str,
        known: Option<&FileTag>,
        partial: Option<&PartialFile>,
        on_bytes: &mut OnBytes<'_>,
    ) -> Result<HttpResponse> {
        let mut headers = vec![("accept-encoding", "gzip".to_owned())];
        let whole = partial.filter(|part| part.is_whole()).map(PartialFile::tag);
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
        self.requests.set(self.requests.get() + 1);
        let request = HttpRequest {
            url: url.to_owned(),
            headers,
            limit: LIMIT,
            timeout: self.service.timeout,
            whole: self.service.longest_download.min(self.time_left(url)?),
            hosts: self.service.hosts.clone(),
            proxy: self.service.proxy.clone(),
        };
        self.world.net().fetch(&request, on_bytes)
    }

    /// How much of the time for a run is left.
    ///
    /// # Errors
    /// Nothing is: of kind unreachable.
    fn time_left(&self, url: &str) -> Result<Duration> {
        let longest = self.service.longest_run;
        let begun = self.world.now().duration_since(self.begun);
        let spent = Duration::try_from(begun).unwrap_or_default();
        let left = longest.saturating_sub(spent);
        if left.is_zero() {
            let what = format!("this run has taken {} seconds already", longest.as_secs());
            return Err(Error::unreachable(url, what).hint(
                "run again: what was taken in is kept; longest_run under [refresh] gives it longer",
            ));
        }
        Ok(left)
    }

    /// Waits before an attempt. `failed` says that the one before failed, and how long the server asked to wait.
    fn pause(&self, attempt: u32, failed: Option<Option<Duration>>) {
        if let Some(asked) = failed {
            self.world.net().sleep(self.wait(attempt, asked));
        } else if self.requests.get() > 0 {
            self.world.net().sleep(POLITE);
        }
    }

    /// As long as the server asks; else twice as long after each attempt, and by chance up to half as long again.
    fn wait(&self, attempt: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.service.pause * 2u32.saturating_pow(attempt.saturating_sub(1).min(10));
        asked.unwrap_or_else(|| {
            doubled
                .mul_f64(1.0 + self.world.net().chance() / 2.0)
                .min(LONGEST_WAIT)
        })
    }
}

/// The server of an address, with its port.
fn server(url: &str) -> &str {
    let name = url.find("://").map_or(0, |at| at + 3);
    url.get(name..)
        .and_then(|rest| rest.find('/'))
        .and_then(|end| url.get(..name + end))
        .unwrap_or(url)
}

fn parsed_message<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let value: Value =
        serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
            .map_err(|fault| format!("the answer is no message of the service ({fault})"))?;
    if let Some(warning) = value
        .get("warnings")
        .and_then(Value::as_array)
        .and_then(|list| list.first())
    {
        return Err(format!(
            "the service warns: {} {}",
            text_of(warning, "code"),
            text_of(warning, "message")
        ));
    }
    serde_json::from_value(value)
        .map_err(|fault| format!("the service’s message has changed ({fault})"))
}

/// A text in a warning; the service may leave out either.
fn text_of<'v>(warning: &'v Value, key: &str) -> &'v str {
    warning.get(key).and_then(Value::as_str).unwrap_or("")
}

fn too_long_a_wait(url: &str, wait: Duration) -> Error {
    let what = format!(
        "the server asks to be left alone for {} seconds",
        wait.as_secs()
    );
    Error::unreachable(url, what).hint("run again later")
}

/// The body without the compression that the server applied for the transfer.
fn unpacked(answer: HttpResponse) -> Result<Vec<u8>, String> {
    let is_packed = answer
        .header("content-encoding")
        .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
    let body = if is_packed {
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

#[cfg(test)]
mod tests;
