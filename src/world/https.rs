//! HTTPS with the machine's own certificates and its proxy.

use super::net::{HttpRequest, HttpResponse, Network, OnBytes};
use super::redirects;
use crate::error::{Error, Result};
use std::cell::OnceCell;
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::HeaderMap;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Proxy};

/// Reaching a server that is there takes far less, even through a council's proxy.
const CONNECT: Duration = Duration::from_secs(15);
/// However little of the time for an answer is left, a question is asked.
const LEAST: Duration = Duration::from_millis(10);
/// Bytes read at once.
const CHUNK: usize = 64 * 1024;
/// A name and a version, nothing of the machine or its user.
const AGENT: &str = concat!("yardstick/", env!("CARGO_PKG_VERSION"));

/// Connections to servers, kept open between requests.
#[derive(Default)]
pub(super) struct Connections(OnceCell<Agent>);

impl Connections {
    /// Asks once, whatever is answered.
    fn ask(
        &self,
        request: &HttpRequest,
        url: &str,
        whole: Duration,
    ) -> Result<(HttpResponse, Body)> {
        let mut asked = self.agent().get(url);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let mut config = asked
            .config()
            .max_redirects(0)
            .timeout_global(Some(whole))
            .timeout_connect(Some(CONNECT.min(request.timeout)))
            .timeout_recv_response(Some(request.timeout))
            .timeout_per_read(Some(request.timeout));
        if let Some(address) = &request.proxy {
            config = config.proxy(Some(proxy(address)?));
        }
        let answer = config
            .build()
            .call()
            .map_err(|fault| unreached(url, &fault))?;
        let (parts, body) = answer.into_parts();
        let head = HttpResponse {
            status: parts.status.as_u16(),
            headers: headers(&parts.headers),
            ..HttpResponse::default()
        };
        Ok((head, body))
    }

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

impl Network for Connections {
    fn fetch(&self, request: &HttpRequest, on_bytes: &mut OnBytes<'_>) -> Result<HttpResponse> {
        let begun = Instant::now();
        let mut url = request.url.clone();
        let mut sent_on = 0;
        let (head, body) = loop {
            let left = request.whole.saturating_sub(begun.elapsed());
            let (head, body) = self.ask(request, &url, left.max(LEAST))?;
            let Some(to) = head
                .header("location")
                .filter(|_| redirects::sends_on(head.status))
            else {
                break (head, body);
            };
            sent_on += 1;
            let next = redirects::next_address(&url, to, &request.hosts);
            url = match next {
                Ok(next) if sent_on <= redirects::MOST => next,
                Ok(_) => return Err(astray(&url, "it is sent on again and again")),
                Err(fault) => return Err(astray(&url, &fault)),
            };
        };
        let (body, cut) = drain(body, request.limit, &mut |bytes| on_bytes(&head, bytes));
        Ok(HttpResponse { body, cut, ..head })
    }

    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn usual_proxy(&self) -> Option<String> {
        let proxy = Proxy::try_from_env()?;
        Some(format!(
            "{}://{}:{}",
            proxy.protocol(),
            proxy.host(),
            proxy.port()
        ))
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

fn headers(of: &HeaderMap) -> Vec<(String, String)> {
    of.iter()
        .map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), text)
        })
        .collect()
}

/// The proxy of the settings. Servers that the machine's `NO_PROXY` names are asked without it.
fn proxy(address: &str) -> Result<Proxy> {
    let without = ["NO_PROXY", "no_proxy"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|servers| !servers.is_empty())
        .unwrap_or_default();
    own_proxy(address, &without).map_err(|fault| {
        // What stands before the @ is a secret.
        let shown = address
            .rsplit_once('@')
            .map_or(address, |(_, server)| server);
        Error::usage(format!("the proxy “{shown}” is not one ({fault})"))
            .expected("an address such as http://proxy.example:8080")
            .hint("correct proxy under [refresh] in yardstick.toml")
    })
}

fn own_proxy(address: &str, without: &str) -> Result<Proxy, ureq::Error> {
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
    without
        .split(',')
        .map(str::trim)
        .filter(|server| !server.is_empty())
        .fold(proxy, |proxy, server| proxy.no_proxy(server))
        .build()
}

/// The bytes of a body that came, and why there are no more where there should be.
fn drain(body: Body, limit: usize, on_bytes: &mut dyn FnMut(&[u8])) -> (Vec<u8>, Option<String>) {
    let promised = body.content_length();
    let mut reader = body.into_with_config().limit(u64::MAX).reader();
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; CHUNK]);
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                let next = chunk.get(..read).unwrap_or_default();
                on_bytes(next);
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

/// Says that a server sends a question elsewhere.
fn astray(url: &str, what: &str) -> Error {
    Error::unreachable(url, format!("the server’s answer is not followed: {what}")).hint(
        "open the address in a browser; a sign-in page or a proxy may answer in its place; a service that has moved is named under \
         [refresh] in yardstick.toml",
    )
}

/// Says why there was no answer and what to do about it.
fn unreached(url: &str, fault: &ureq::Error) -> Error {
    let told = fault.to_string();
    // A handshake that fails comes as a fault of the connection.
    let (what, hint) =
        certificate_fault(fault, &told).unwrap_or_else(|| connection_fault(fault, &told));
    Error::unreachable(url, format!("{what} ({told})")).hint(hint)
}

fn connection_fault(fault: &ureq::Error, told: &str) -> (&'static str, &'static str) {
    match fault {
        ureq::Error::HostNotFound => (
            "the name of the server is not known here",
            "check the connection; behind a proxy, set proxy under [refresh] in yardstick.toml (Windows shows its address under Settings, \
             Network & internet, Proxy); without either, files can be taken in by hand with “yardstick import” or a drop folder",
        ),
        ureq::Error::Timeout(_) => (
            "the server did not answer in time",
            "try again later, or give it longer: timeout under [refresh]",
        ),
        ureq::Error::ConnectProxyFailed(_) if told.contains("407") => (
            "the proxy wants a name and password",
            "write proxy = \"http://NAME:PASSWORD@HOST:PORT\" under [refresh] in yardstick.toml; one that takes only a Windows \
             sign-in needs an exception from IT, or files taken in by hand with “yardstick import”",
        ),
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => (
            "the proxy did not let the request through",
            "check proxy under [refresh] in yardstick.toml, or HTTPS_PROXY",
        ),
        ureq::Error::BadUri(_) => (
            "this is no address",
            "check api and content under [refresh] in yardstick.toml",
        ),
        _ => (
            "the server could not be reached",
            "check the connection and the proxy; without either, files can be taken in by hand with “yardstick import” or a drop folder",
        ),
    }
}

/// None where the certificate of the server is not at fault.
fn certificate_fault(fault: &ureq::Error, told: &str) -> Option<(&'static str, &'static str)> {
    let of_line = matches!(
        fault,
        ureq::Error::HostNotFound
            | ureq::Error::Timeout(_)
            | ureq::Error::ConnectProxyFailed(_)
            | ureq::Error::InvalidProxyUrl
    );
    let is_named = told.contains("certificate");
    if of_line {
        None
    } else if is_named
        && contains_any(
            told,
            &["Expired", "expired", "NotValidYet", "not valid yet"],
        )
    {
        Some((
            "the server’s certificate is of another time than this machine’s",
            "check the machine’s date; if it is right, the server’s certificate has lapsed: try again later",
        ))
    } else if is_named && contains_any(told, &["NotValidForName", "not valid for"]) {
        Some((
            "the server’s certificate is another server’s",
            "a proxy or a sign-in page answers in its place: open the address in a browser",
        ))
    } else if told.contains("No CA certificates") {
        Some((
            "this machine has no store of trusted certificates",
            "install the system’s certificates (ca-certificates), or let SSL_CERT_FILE name a file of them",
        ))
    } else if is_named || matches!(fault, ureq::Error::Tls(_) | ureq::Error::Rustls(_)) {
        Some((
            "the server’s certificate is not trusted here",
            "the council’s proxy probably inspects traffic and signs with a root certificate of its own: ask IT to put that root into \
             the system’s store of trusted certificates; on Linux, SSL_CERT_FILE may name a file that holds it",
        ))
    } else {
        None
    }
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
