//! The network: one door, [`Network::fetch`], over HTTPS with the machine's own certificates and its proxy.
//!
//! Nothing is decoded here: bodies are the bytes that came, so that a download that broke off can go on where it stopped.

use super::{Disk, World};
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
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Hears of a body while it comes: the head of the answer, and its next bytes.
pub(crate) type Came<'a> = dyn FnMut(&Answer, &[u8]) + 'a;

/// What a run may ask of other machines, and of time.
pub(crate) trait Network {
    /// # Errors
    /// No answer at all: of kind unreachable, with what to do next. An answer that says no is an [`Answer`].
    fn fetch(&self, request: &Request, came: &mut Came<'_>) -> crate::error::Result<Answer>;
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
            let tls = TlsConfig::builder()
                .root_certs(RootCerts::PlatformVerifier)
                .build();
            let config = Config::builder()
                .http_status_as_error(false)
                .user_agent(AGENT)
                .tls_config(tls);
            config
                .timeout_connect(Some(CONNECT))
                .accept("*/*")
                .build()
                .new_agent()
        })
    }
}

impl Network for Disk {
    fn fetch(&self, request: &Request, came: &mut Came<'_>) -> crate::error::Result<Answer> {
        let agent = self.line.agent();
        let unreached = |fault: &ureq::Error| unreached(&request.url, fault);
        let mut asked = agent.get(&request.url);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let mut config = asked
            .config()
            .timeout_connect(Some(CONNECT.min(request.timeout)));
        config = config
            .timeout_recv_response(Some(request.timeout))
            .timeout_per_read(Some(request.timeout));
        if let Some(proxy) = &request.proxy {
            let but = ["NO_PROXY", "no_proxy"]
                .into_iter()
                .find_map(|name| self.variable(name));
            let proxy = own_proxy(proxy, but.as_deref()).map_err(|fault| {
                // What stands before the @ is a secret.
                let shown = proxy.rsplit('@').next().unwrap_or_default();
                Error::usage(format!("the proxy “{shown}” is not one ({fault})"))
                    .expected("an address such as http://proxy.example:8080")
                    .hint("correct proxy under [refresh] in yardstick.toml")
            })?;
            config = config.proxy(Some(proxy));
        }
        let answer = config.build().call().map_err(|fault| unreached(&fault))?;
        let (parts, body) = answer.into_parts();
        let text = |value: &ureq::http::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        let head = Answer {
            status: parts.status.as_u16(),
            headers,
            ..Answer::default()
        };
        let (body, cut) = drain(body, request.limit, &mut |bytes| came(&head, bytes));
        Ok(Answer { body, cut, ..head })
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn chance(&self) -> f64 {
        use std::hash::{BuildHasher, Hasher};
        // The standard library's maps are seeded anew by the system: the same randomness without a crate.
        let drawn = std::collections::hash_map::RandomState::new()
            .build_hasher()
            .finish();
        f64::from((drawn >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The proxy of the settings, passed by for the servers that the machine's `NO_PROXY` names.
fn own_proxy(address: &str, but: Option<&str>) -> Result<Proxy, ureq::Error> {
    let named = Proxy::new(address)?;
    let mut proxy = Proxy::builder(named.protocol())
        .host(named.host())
        .port(named.port());
    if let Some(name) = named.username() {
        proxy = proxy.username(name);
    }
    if let Some(password) = named.password() {
        proxy = proxy.password(password);
    }
    let but = but
        .into_iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .filter(|server| !server.is_empty());
    but.fold(proxy, |proxy, server| proxy.no_proxy(server))
        .build()
}

/// All that came of a body, and why there is no more, when there should be.
fn drain(body: Body, limit: usize, came: &mut dyn FnMut(&[u8])) -> (Vec<u8>, Option<String>) {
    let promised = body.content_length();
    let mut reader = body.into_with_config().limit(u64::MAX).reader();
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; CHUNK]);
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                let next = chunk.get(..read).unwrap_or_default();
                came(next);
                bytes.extend_from_slice(next);
            }
            Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => {}
            Err(fault) => return (bytes, Some(format!("the answer broke off ({fault})"))),
        }
        if bytes.len() > limit {
            return (
                bytes,
                Some(format!("the answer is longer than {limit} bytes")),
            );
        }
    }
    let short = promised.filter(|promised| *promised > bytes.len() as u64);
    let cut = short.map(|promised| format!("{} of {promised} bytes came", bytes.len()));
    (bytes, cut)
}

/// Says why there was no answer and what to do about it.
fn unreached(url: &str, fault: &ureq::Error) -> Error {
    let told = fault.to_string();
    let says = |word: &str| told.contains(word);
    let (what, hint) = match fault {
        ureq::Error::HostNotFound => (
            "the name of the server is not known here",
            "check the connection; behind a proxy, set proxy under [refresh] in yardstick.toml; without either, files can be taken in by \
             hand with “yardstick import” or a drop folder",
        ),
        ureq::Error::Timeout(_) => (
            "the server did not answer in time",
            "try again later, or give it longer: timeout under [refresh]",
        ),
        ureq::Error::ConnectProxyFailed(_) if says("407") => (
            "the proxy wants a name and password",
            "write proxy = \"http://NAME:PASSWORD@HOST:PORT\" under [refresh] in yardstick.toml; one that takes only a Windows \
             sign-in needs an exception from IT, or files taken in by hand with “yardstick import”",
        ),
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => (
            "the proxy did not let the request through",
            "check proxy under [refresh] in yardstick.toml, or HTTPS_PROXY",
        ),
        // A handshake that fails comes as a fault of the line.
        _ if says("certificate")
            && (says("Expired")
                || says("expired")
                || says("NotValidYet")
                || says("not valid yet")) =>
        {
            (
                "the server’s certificate is of another time than this machine’s",
                "check the machine’s date; if it is right, the server’s certificate has lapsed: try again later",
            )
        }
        _ if says("certificate") && (says("NotValidForName") || says("not valid for")) => (
            "the server’s certificate is another server’s",
            "a proxy or a sign-in page answers in its place: open the address in a browser",
        ),
        _ if says("No CA certificates") => (
            "this machine has no store of trusted certificates",
            "install the system’s certificates (ca-certificates), or let SSL_CERT_FILE name a file of them",
        ),
        _ if says("certificate")
            || matches!(fault, ureq::Error::Tls(_) | ureq::Error::Rustls(_)) =>
        {
            (
                "the server’s certificate is not trusted here",
                "the council’s proxy probably inspects traffic and signs with a root certificate of its own: ask IT to put that root into \
             the system’s store of trusted certificates; on Linux, SSL_CERT_FILE may name a file that holds it",
            )
        }
        ureq::Error::BadUri(_) => (
            "this is no address",
            "check api and content under [refresh] in yardstick.toml",
        ),
        _ => (
            "the server could not be reached",
            "check the connection and the proxy; without either, files can be taken in by hand with “yardstick import” or a drop folder",
        ),
    };
    Error::unreachable(url, format!("{what} ({told})")).hint(hint)
}

#[cfg(any(test, fuzzing))]
pub(crate) use script::Script;

/// Answers written beforehand, for tests.
#[cfg(any(test, fuzzing))]
mod script {
    use super::{Answer, Came, Network, Request};
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
            self.answers
                .borrow_mut()
                .entry(url.to_owned())
                .or_default()
                .push_back(answer);
        }

        /// Has every address that nothing was told of answer this.
        pub(crate) fn always(&self, answer: Answer) {
            self.otherwise.replace(Some(answer));
        }
    }

    impl Network for Memory {
        fn fetch(&self, request: &Request, came: &mut Came<'_>) -> Result<Answer> {
            self.script.asked.borrow_mut().push(request.clone());
            let mut answers = self.script.answers.borrow_mut();
            let waiting = answers.get_mut(&request.url);
            let next = waiting.and_then(|list| {
                if list.len() > 1 {
                    list.pop_front()
                } else {
                    list.front().cloned()
                }
            });
            let next = next.unwrap_or_else(|| self.script.otherwise.borrow().clone());
            let answer = next.ok_or_else(|| Error::unreachable(&request.url, "nobody answers"))?;
            came(&answer, &answer.body);
            Ok(answer)
        }

        fn sleep(&self, time: Duration) {
            self.script.slept.borrow_mut().push(time);
        }

        fn chance(&self) -> f64 {
            0.5
        }
    }
}
