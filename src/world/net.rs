//! What a run may ask of other machines: [`Network::fetch`].
//!
//! Nothing is decoded here: bodies are the bytes that came, so that a download that broke off can go on where it stopped.

use crate::error::Result;
use std::time::Duration;

/// A question to a server. It is always a GET; nothing else is ever sent.
#[derive(Clone, Debug)]
pub(crate) struct HttpRequest {
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// An answer longer than this many bytes is cut off.
    pub(crate) limit: usize,
    /// How long to wait for the server's next bytes.
    pub(crate) timeout: Duration,
    /// How long the whole answer may take: a server that sends a byte a second is never silent.
    pub(crate) whole: Duration,
    /// Hosts to which the server may send the question on, beside its own; one that begins with a dot stands for all that end so.
    pub(crate) hosts: Vec<String>,
    /// The proxy to go through; the environment's where none is given.
    pub(crate) proxy: Option<String>,
}

/// What a server answered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct HttpResponse {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Why the body is not whole, when it is not.
    pub(crate) cut: Option<String>,
}

impl HttpResponse {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Called while a body comes, with the head of the answer and the next bytes.
pub(crate) type OnBytes<'a> = dyn FnMut(&HttpResponse, &[u8]) + 'a;

/// What a run may ask of other machines, and of time.
pub(crate) trait Network {
    /// # Errors
    /// No answer at all: of kind unreachable, with what to do next. An answer that says no is an [`HttpResponse`].
    fn fetch(&self, request: &HttpRequest, on_bytes: &mut OnBytes<'_>) -> Result<HttpResponse>;
    /// Waits, so that a server that is busy is left alone.
    fn sleep(&self, time: Duration);
    /// The address of the proxy that is gone through where a request names none: the environment's, or that of Windows' own settings.
    fn usual_proxy(&self) -> Option<String>;
    /// A random number from 0 up to 1, so that councils do not all ask again in the same second.
    fn chance(&self) -> f64;
}
