//! A stand-in for DfE's two services on this machine: real files at the addresses and with the headers and messages of the services,
//! and every fault that a network can have, where a test asks for it.
//!
//! It shares no code with the program: its answers are written from the services' own descriptions.

mod answers;
mod described;
pub(crate) mod tunnel;
mod wire;

use sha2::{Digest, Sha256};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// A file of a release.
#[derive(Clone)]
pub(crate) struct DataFile {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) bytes: Vec<u8>,
}

impl DataFile {
    /// A real file. Its title is its name in words, or a title that does not say what it is.
    pub(crate) fn of(path: &Path, title: Option<&str>) -> DataFile {
        let name = path
            .file_name()
            .expect("a name")
            .to_str()
            .expect("UTF-8")
            .to_owned();
        let title = title.map_or_else(
            || name.trim_end_matches(".csv").replace('_', " "),
            str::to_owned,
        );
        DataFile {
            title,
            bytes: std::fs::read(path).expect("a file"),
            name,
        }
    }
}

/// The newest release of a publication.
#[derive(Clone)]
pub(crate) struct Release {
    pub(crate) slug: &'static str,
    pub(crate) title: &'static str,
    /// The release's own name, such as “2025”.
    pub(crate) release: String,
    /// One more with each correction of the same release.
    pub(crate) amendment: u32,
    /// Such as 2025-11-27T09:30:00+00:00.
    pub(crate) published: String,
    pub(crate) files: Vec<DataFile>,
    /// The version of its data sets in the API, such as 2.0.
    pub(crate) version: String,
    pub(crate) version_status: &'static str,
    pub(crate) set_status: &'static str,
}

impl Release {
    /// The service's id of this version of the release: another with every release and amendment.
    pub(crate) fn id(&self) -> String {
        guid(&format!(
            "{} {} {}",
            self.slug, self.release, self.amendment
        ))
    }

    pub(crate) fn file_id(&self, file: &DataFile) -> String {
        guid(&format!("{} {} {}", self.slug, self.release, file.name))
    }

    /// The API's id of a data set, which stays the same from release to release.
    pub(crate) fn set_id(&self, file: &DataFile) -> String {
        let stem: String = file.name.chars().filter(|c| !c.is_ascii_digit()).collect();
        guid(&format!("{} {stem}", self.slug))
    }
}

/// A fault at addresses that contain `at`, so many times.
#[derive(Clone)]
pub(crate) struct Trouble {
    pub(crate) at: &'static str,
    pub(crate) times: u32,
    pub(crate) what: What,
}

#[derive(Clone)]
pub(crate) enum What {
    Status(u16, &'static [(&'static str, &'static str)], &'static str),
    /// The body ends after so many thousandths. Its header gives the whole length, or none.
    Cut {
        at: usize,
        promised: bool,
    },
    /// The same, and the connection stays open without another byte for a long time.
    Stall {
        at: usize,
    },
    /// One bit of the body is flipped, after so many thousandths.
    Flip(usize),
    /// So many bytes more than the file has, which its header counts too.
    Longer(usize),
    /// A proxy's page for signing in, with the status 200.
    Page,
    /// The connection is closed without an answer.
    Hang,
    /// No answer comes at all.
    Silence,
    /// Warnings in a message, with the status 200.
    Warning,
}

/// A request as it was received.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A page of GOV.UK with files on it.
#[derive(Clone)]
pub(crate) struct GovPage {
    pub(crate) path: String,
    pub(crate) title: &'static str,
    /// Such as 2025-09-25T09:30:00+01:00.
    pub(crate) updated: &'static str,
    pub(crate) files: Vec<DataFile>,
}

/// Everything that the services hold, and every request they received.
#[derive(Default)]
pub(crate) struct Shelf {
    pub(crate) releases: Vec<Release>,
    pub(crate) troubles: Vec<Trouble>,
    pub(crate) asked: Vec<Asked>,
    /// Whether ranges of a file can be asked for.
    pub(crate) ranges: bool,
    /// Whether files are compressed when the request accepts it.
    pub(crate) packs: bool,
    /// Data sets that another replaced: by id, the id of the other.
    pub(crate) superseded: Vec<(String, String)>,
    /// Data sets with a newer version than their release: by id, when that was published.
    pub(crate) ahead: Vec<(String, String)>,
    /// Files of releases that are not in the API, by the start of their names.
    pub(crate) not_in_api: Vec<&'static str>,
    /// Results on a page of a list; the services' own number where it is 0.
    pub(crate) page: usize,
    pub(crate) pages: Vec<GovPage>,
    /// Whether the release has no zip.
    pub(crate) no_zip: bool,
    /// Whether answers set a cookie.
    pub(crate) cookies: bool,
    /// The time by the services' clock.
    pub(crate) date: Option<&'static str>,
    /// The address of this server.
    pub(crate) base: String,
    /// Bytes of bodies sent, by address.
    pub(crate) sent: Vec<(String, usize)>,
    /// What requests and answers had that the service's own description does not allow.
    pub(crate) undescribed: Vec<String>,
    /// Part of every file's entity tag: where it changes, every tag changes over the same bytes.
    pub(crate) salt: &'static str,
}

pub(crate) struct Server {
    shelf: Arc<Mutex<Shelf>>,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(releases: Vec<Release>) -> Server {
        Server::on(releases, "http", wire::serve)
    }

    /// The same server behind TLS.
    pub(crate) fn start_secure(
        releases: Vec<Release>,
        config: Arc<rustls::ServerConfig>,
    ) -> Server {
        Server::on(releases, "https", move |stream, shelf| {
            let line = rustls::ServerConnection::new(Arc::clone(&config)).expect("a configuration");
            wire::serve(rustls::StreamOwned::new(line, stream), shelf);
        })
    }

    fn on(
        releases: Vec<Release>,
        scheme: &str,
        serve: impl Fn(TcpStream, &Mutex<Shelf>) + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let base = format!("{scheme}://127.0.0.1:{port}");
        let shelf = Arc::new(Mutex::new(Shelf {
            releases,
            ranges: true,
            packs: true,
            page: 2,
            base,
            ..Shelf::default()
        }));
        let shared = Arc::clone(&shelf);
        let serve = Arc::new(serve);
        // The thread ends with the test binary.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shelf, serve) = (Arc::clone(&shared), Arc::clone(&serve));
                std::thread::spawn(move || serve(stream, &shelf));
            }
        });
        Server { shelf, port }
    }

    pub(crate) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().expect("the shelf")
    }

    /// The settings that make the program use this server.
    pub(crate) fn settings(&self) -> String {
        self.settings_at(&self.shelf().base)
    }

    /// The same with another name of this machine.
    pub(crate) fn settings_at(&self, base: &str) -> String {
        format!(
            "[refresh]\napi = \"{base}/api/v1\"\ncontent = \"{base}/content/api\"\npages = \"{base}/gov/api/content\"\n\
             pause = 0.01\ntimeout = 1.0\n"
        )
    }

    /// Puts new releases in the place of those of the same publication.
    pub(crate) fn publish(&self, releases: Vec<Release>) {
        let mut shelf = self.shelf();
        for release in releases {
            shelf.releases.retain(|known| known.slug != release.slug);
            shelf.releases.push(release);
        }
    }

    pub(crate) fn trouble(&self, at: &'static str, times: u32, what: What) {
        self.shelf().troubles.push(Trouble { at, times, what });
    }

    pub(crate) fn peace(&self) {
        self.shelf().troubles.clear();
    }

    /// Bytes of bodies sent since the last call, at addresses that contain `at`.
    pub(crate) fn sent(&self, at: &str) -> usize {
        let sent = std::mem::take(&mut self.shelf().sent);
        sent.into_iter()
            .filter(|(target, _)| target.contains(at))
            .map(|(_, bytes)| bytes)
            .sum()
    }

    /// The requests since the last call.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.shelf().asked)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Ok(shelf) = self.shelf.lock() else {
            return;
        };
        if !std::thread::panicking() {
            assert!(
                shelf.undescribed.is_empty(),
                "{}",
                shelf.undescribed.join("\n")
            );
        }
    }
}

/// An id of the form that the services use, always the same for the same text.
pub(crate) fn guid(text: &str) -> String {
    let hex: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "{}-{}-4{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}
