//! The network: one door, [`Network::fetch`], over HTTPS with the machine's own certificates and its proxy.
//!
//! Nothing is decoded here: bodies are the bytes that came, so that a download that broke off can go on where it stopped.

use super::Disk;
use crate::error::Error;
use std::cell::OnceCell;
use std::io::Read;
use std::time::Duration;
use ureq::config::Config;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Proxy};

/// Reaching a server that is there takes far less, even through a council's proxy.
const CONNECT: Duration = Duration::from_secs(15);
/// Bytes asked of the line at once.
const CHUNK: usize = 64 * 1024;
/// A name and a version, nothing of the machine or its user.
const AGENT: &str = concat!("yardstick/", env!("CARGO_PKG_VERSION"));

/// What is asked of a server: always GET, nothing is ever sent but this.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// More bytes than this are no answer to what was asked.
    pub(crate) limit: usize,
    /// How long the server may be silent.
    pub(crate) timeout: Duration,
    /// The proxy to go through; the environment's where none is given.
    pub(crate) proxy: Option<String>,
}

/// What a server answered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Why the body is not whole, when it is not.
    pub(crate) cut: Option<String>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What a run may ask of other machines, and of time.
pub(crate) trait Network {
    /// # Errors
    /// No answer at all: of kind unreachable, with what to do next. An answer that says no is an [`Answer`].
    fn fetch(&self, request: &Request) -> crate::error::Result<Answer>;
    /// Waits, so that a server that is busy is left alone.
    fn sleep(&self, time: Duration);
    /// A number from 0 up to 1, other on every machine, so that councils do not all ask again in the same second.
    fn chance(&self) -> f64;
}

/// The machine's line: connections are kept open between requests.
#[derive(Default)]
pub(super) struct Line(OnceCell<Agent>);

impl Line {
    fn agent(&self) -> &Agent {
        self.0.get_or_init(|| {
            // Windows and macOS verify by their own stores, where a council's inspecting proxy has its root; elsewhere the
            // certificates are read from the system's folder.
            let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
            let config = Config::builder().http_status_as_error(false).user_agent(AGENT).tls_config(tls);
            config.timeout_connect(Some(CONNECT)).accept("*/*").build().new_agent()
        })
    }
}

impl Network for Disk {
    fn fetch(&self, request: &Request) -> crate::error::Result<Answer> {
        let agent = self.line.agent();
        let unreached = |fault: &ureq::Error| unreached(&request.url, fault);
        let mut asked = agent.get(&request.url);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let mut config = asked.config().timeout_connect(Some(CONNECT.min(request.timeout)));
        config = config.timeout_recv_response(Some(request.timeout)).timeout_per_read(Some(request.timeout));
        if let Some(proxy) = &request.proxy {
            let proxy = Proxy::new(proxy).map_err(|fault| {
                Error::usage(format!("the proxy “{proxy}” is not one ({fault})"))
                    .expected("an address such as http://proxy.example:8080")
                    .hint("correct proxy under [refresh] in yardstick.toml")
            })?;
            config = config.proxy(Some(proxy));
        }
        let answer = config.build().call().map_err(|fault| unreached(&fault))?;
        let (parts, body) = answer.into_parts();
        let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        let (body, cut) = drain(body, request.limit);
        Ok(Answer { status: parts.status.as_u16(), headers, body, cut })
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn chance(&self) -> f64 {
        use std::hash::{BuildHasher, Hasher};
        // The standard library's maps are seeded anew by the system: the same randomness without a crate.
        let drawn = std::collections::hash_map::RandomState::new().build_hasher().finish();
        f64::from((drawn >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
    }
}

/// All that came of a body, and why there is no more, when there should be.
fn drain(body: Body, limit: usize) -> (Vec<u8>, Option<String>) {
    let promised = body.content_length();
    let mut reader = body.into_with_config().limit(u64::MAX).reader();
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; CHUNK]);
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => bytes.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => {}
            Err(fault) => return (bytes, Some(format!("the answer broke off ({fault})"))),
        }
        if bytes.len() > limit {
            return (bytes, Some(format!("the answer is longer than {limit} bytes")));
        }
    }
    let short = promised.filter(|promised| *promised > bytes.len() as u64);
    let cut = short.map(|promised| format!("{} of {promised} bytes came", bytes.len()));
    (bytes, cut)
}

/// Says why there was no answer and what to do about it.
fn unreached(url: &str, fault: &ureq::Error) -> Error {
    let (what, hint) = match fault {
        ureq::Error::HostNotFound => (
            "the name of the server is not known here",
            "check the connection; behind a proxy, set proxy under [refresh] in yardstick.toml",
        ),
        ureq::Error::Timeout(_) => {
            ("the server did not answer in time", "try again later, or give it longer: timeout under [refresh]")
        }
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => {
            ("the proxy did not let the request through", "check proxy under [refresh] in yardstick.toml, or HTTPS_PROXY")
        }
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => (
            "the server's certificate is not trusted here",
            "where the network inspects traffic, its root certificate must be in the system's store",
        ),
        ureq::Error::BadUri(_) => ("this is no address", "check api and content under [refresh] in yardstick.toml"),
        _ => (
            "the server could not be reached",
            "check the connection and the proxy; files can be taken in by hand with “yardstick import”",
        ),
    };
    Error::unreachable(url, format!("{what} ({fault})")).hint(hint)
}

#[cfg(any(test, fuzzing))]
pub(crate) use script::Script;

/// Answers written beforehand, for tests.
#[cfg(any(test, fuzzing))]
mod script {
    use super::{Answer, Network, Request};
    use crate::error::{Error, Result};
    use crate::world::Memory;
    use std::cell::RefCell;
    use std::collections::{BTreeMap, VecDeque};
    use std::time::Duration;

    /// What each address answers, one after the other (the last one again and again), and what was asked.
    #[derive(Default)]
    pub(crate) struct Script {
        pub(crate) answers: RefCell<BTreeMap<String, VecDeque<Option<Answer>>>>,
        pub(crate) asked: RefCell<Vec<Request>>,
        pub(crate) slept: RefCell<Vec<Duration>>,
        /// What every other address answers.
        otherwise: RefCell<Option<Answer>>,
    }

    impl Script {
        /// Adds an answer; `None` is none at all.
        pub(crate) fn tell(&self, url: &str, answer: Option<Answer>) {
            self.answers.borrow_mut().entry(url.to_owned()).or_default().push_back(answer);
        }

        /// Has every address that nothing was told of answer this.
        pub(crate) fn always(&self, answer: Answer) {
            self.otherwise.replace(Some(answer));
        }
    }

    impl Network for Memory {
        fn fetch(&self, request: &Request) -> Result<Answer> {
            self.script.asked.borrow_mut().push(request.clone());
            let mut answers = self.script.answers.borrow_mut();
            let waiting = answers.get_mut(&request.url);
            let next = waiting.and_then(|list| if list.len() > 1 { list.pop_front() } else { list.front().cloned() });
            next.unwrap_or_else(|| self.script.otherwise.borrow().clone())
                .ok_or_else(|| Error::unreachable(&request.url, "nobody answers"))
        }

        fn sleep(&self, time: Duration) {
            self.script.slept.borrow_mut().push(time);
        }

        fn chance(&self) -> f64 {
            0.5
        }
    }
}
