//! Where new figures are looked for: `data/routes.toml`, and what `yardstick.toml` says in its place.

use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::reference::nearest::did_you_mean;
use crate::world::redirects::{host_of, is_of};
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a file of a publication is recognised in each of its releases.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilePattern {
    /// The start of its name.
    pub(crate) name: String,
    /// Words in its title, in lower case; the title has all of them.
    title: Vec<String>,
    /// The release is complete without it.
    #[serde(default)]
    pub(crate) optional: bool,
    /// The end of its name with the dot, where it is no CSV.
    ending: Option<String>,
}

impl FilePattern {
    /// The end of its name, with the dot.
    pub(crate) fn ending(&self) -> &str {
        self.ending.as_deref().unwrap_or(".csv")
    }

    /// Whether a title, as the service gives it, is this file's.
    pub(crate) fn is_titled(&self, title: &str) -> bool {
        let title = title.to_lowercase().replace('_', " ");
        title
            .replace(' ', "_")
            .starts_with(&self.name.to_lowercase())
            || self.title.iter().all(|word| title.contains(word))
    }

    /// The name to keep the file under: the publisher's own where it fits the pattern, else the one by which the catalogue reads it.
    pub(crate) fn kept_name(&self, given: Option<&str>) -> String {
        given
            .and_then(|name| name.rsplit(['/', '\\']).next())
            .filter(|name| self.is_named(name) && self.is_plain(name))
            .map_or_else(|| format!("{}{}", self.name, self.ending()), str::to_owned)
    }

    /// Whether a name has the file's ending, and no character that a file system could refuse.
    fn is_plain(&self, name: &str) -> bool {
        name.ends_with(self.ending())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    }

    /// Whether a file's name, with or without folders, is this file's.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        name.rsplit(['/', '\\'])
            .next()
            .is_some_and(|last| last.to_lowercase().starts_with(&self.name.to_lowercase()))
    }
}

/// Where the files of a publication are found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Route {
    pub(crate) publication: String,
    #[serde(default)]
    pub(crate) files: Vec<FilePattern>,
    /// The path of its page on GOV.UK, where no service offers its files. `{year}` and `{before}` stand for the year and the one
    /// before.
    pub(crate) page: Option<String>,
    /// Names of files that no service offers, for the drop folder.
    #[serde(default)]
    pub(crate) by_hand: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutesFile {
    service: BaseAddresses,
    route: Vec<Route>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaseAddresses {
    api: String,
    content: String,
    pages: String,
    hosts: Vec<String>,
}

/// A service that releases are fetched from. The names in `yardstick.toml` and `refresh.json` are those of the variants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Channel {
    /// DfE's Content API: every file of every release.
    #[default]
    Content,
    /// DfE's public API: data sets with versions, for some publications.
    Api,
    /// A publication's own page on GOV.UK.
    Page,
}

/// The table `[refresh]` of `yardstick.toml`; every key may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RefreshSettings {
    api: Option<String>,
    content: Option<String>,
    pages: Option<String>,
    /// Folders for files that the user downloads.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) drop: Vec<PathBuf>,
    /// An address such as `http://proxy.example:8080`; the proxy of the environment where none is given.
    proxy: Option<String>,
    /// The service that is asked first.
    first: Option<Channel>,
    /// Seconds a server may be silent.
    timeout: Option<f64>,
    /// Seconds before the second try; twice as long before each further one.
    pause: Option<f64>,
    /// How often a request is tried.
    tries: Option<u32>,
    /// Seconds that one answer may take from its first byte to its last.
    longest_download: Option<f64>,
    /// Seconds after which a run asks for nothing more.
    longest_run: Option<f64>,
}

impl RefreshSettings {
    /// The same with relative paths in a folder.
    pub(crate) fn in_folder(self, folder: &Path) -> RefreshSettings {
        let drop = self.drop.iter().map(|path| folder.join(path)).collect();
        RefreshSettings { drop, ..self }
    }

    /// These settings, and others for what these leave out.
    pub(crate) fn or(self, others: RefreshSettings) -> RefreshSettings {
        RefreshSettings {
            api: self.api.or(others.api),
            content: self.content.or(others.content),
            pages: self.pages.or(others.pages),
            drop: if self.drop.is_empty() {
                others.drop
            } else {
                self.drop
            },
            proxy: self.proxy.or(others.proxy),
            first: self.first.or(others.first),
            timeout: self.timeout.or(others.timeout),
            pause: self.pause.or(others.pause),
            tries: self.tries.or(others.tries),
            longest_download: self.longest_download.or(others.longest_download),
            longest_run: self.longest_run.or(others.longest_run),
        }
    }
}

/// A path, or a list of paths.
///
/// # Errors
/// It is neither.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Paths {
        One(PathBuf),
        Many(Vec<PathBuf>),
    }
    Ok(match Paths::deserialize(from)? {
        Paths::One(path) => vec![path],
        Paths::Many(paths) => paths,
    })
}

/// The addresses of the services, and how long and how often each is asked.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) api: String,
    pub(crate) content: String,
    pub(crate) pages: String,
    pub(crate) proxy: Option<String>,
    pub(crate) first: Channel,
    pub(crate) timeout: Duration,
    pub(crate) pause: Duration,
    pub(crate) tries: u32,
    pub(crate) longest_download: Duration,
    pub(crate) longest_run: Duration,
    /// Hosts that files come from, beside those of the addresses; one that begins with a dot stands for all that end so.
    pub(crate) hosts: Vec<String>,
}

impl Service {
    /// The usual service, whose files may also come from the made-up hosts of the tests.
    #[cfg(test)]
    pub(crate) fn of_stand_ins() -> Service {
        let usual = Routes::read(&RefreshSettings::default())
            .expect("routes")
            .service;
        Service {
            api: "http://api".to_owned(),
            hosts: ["api", "service", "away"].map(str::to_owned).to_vec(),
            ..usual
        }
    }

    /// Whether an address may be asked: messages of a service name files, and may name any.
    ///
    /// # Errors
    /// It is on none of the hosts that files come from, or not encrypted where the services are: of kind unreachable.
    pub(crate) fn admits(&self, url: &str) -> Result<()> {
        let host = host_of(url).unwrap_or_default();
        let own = [&self.api, &self.content, &self.pages];
        let is_clear = !url.to_ascii_lowercase().starts_with("https://");
        if !is_of(&host, &self.hosts) {
            return Err(Error::unreachable(
                url,
                "the service names a file on none of the hosts that files come from",
            )
            .hint("fetch it in a browser, look at it, and take it in with “yardstick import”"));
        }
        if is_clear && own.iter().all(|address| address.starts_with("https://")) {
            return Err(Error::unreachable(
                url,
                "the service names a file that is not sent encrypted",
            )
            .hint("fetch it in a browser, look at it, and take it in with “yardstick import”"));
        }
        Ok(())
    }
}

/// Seconds. The public API itself gives up after 30: this is longer, so that its 504 arrives.
const TIMEOUT: f64 = 45.0;
/// Seconds.
const PAUSE: f64 = 1.0;
const TRIES: u32 = 4;
/// Seconds: no settings file makes a user wait longer for one answer.
const LONGEST: f64 = 600.0;
/// Seconds: a quarter of an hour for a file of some tens of megabytes, two hours for a run.
const LONGEST_DOWNLOAD: f64 = 900.0;
const LONGEST_RUN: f64 = 7200.0;
/// Seconds: no settings file lets a run go on for longer than a day.
const DAY: f64 = 86_400.0;

/// The route of each publication, and the services.
pub(crate) struct Routes {
    pub(crate) service: Service,
    routes: Vec<Route>,
}

impl Routes {
    /// Reads the program's own table, with the user's settings in place of its values.
    ///
    /// # Errors
    /// The program's own table is damaged.
    pub(crate) fn read(settings: &RefreshSettings) -> Result<Routes> {
        let file: RoutesFile = toml::from_str(include_str!("../../data/routes.toml"))
            .map_err(|fault| Error::unreadable("routes.toml", fault.to_string()))?;
        let api = base_address(settings.api.as_deref(), &file.service.api);
        let content = base_address(settings.content.as_deref(), &file.service.content);
        let pages = base_address(settings.pages.as_deref(), &file.service.pages);
        let own = [&api, &content, &pages].into_iter();
        let hosts = own
            .filter_map(|address| host_of(address))
            .chain(file.service.hosts);
        let service = Service {
            hosts: hosts.collect(),
            api,
            content,
            pages,
            proxy: settings.proxy.clone(),
            first: settings
                .first
                .filter(|channel| *channel != Channel::Page)
                .unwrap_or(Channel::Content),
            timeout: seconds("timeout", settings.timeout, TIMEOUT, LONGEST)?,
            pause: seconds("pause", settings.pause, PAUSE, LONGEST)?,
            longest_download: seconds(
                "longest_download",
                settings.longest_download,
                LONGEST_DOWNLOAD,
                DAY,
            )?,
            longest_run: seconds("longest_run", settings.longest_run, LONGEST_RUN, DAY)?,
            tries: settings.tries.unwrap_or(TRIES).max(1),
        };
        Ok(Routes {
            service,
            routes: file.route,
        })
    }

    /// Routes of all publications, or of those that are named.
    ///
    /// # Errors
    /// A name that stands for no publication with a route, or for several.
    pub(crate) fn of(&self, only: &[String], reference: &Reference) -> Result<Vec<&Route>> {
        if only.is_empty() {
            return Ok(self.routes.iter().collect());
        }
        let mut chosen: Vec<&Route> = Vec::new();
        for name in only {
            let route = self
                .named(name, reference)
                .ok_or_else(|| self.unknown(name))?;
            if !chosen
                .iter()
                .any(|known| known.publication == route.publication)
            {
                chosen.push(route);
            }
        }
        Ok(chosen)
    }

    /// The route of a publication by its key or title, or by the start of a key that only one has.
    fn named(&self, name: &str, reference: &Reference) -> Option<&Route> {
        let name = name.trim().to_lowercase();
        let exact = self.routes.iter().find(|route| {
            let publication = reference.sources.publication(&route.publication);
            route.publication == name
                || publication.is_some_and(|known| known.title.to_lowercase() == name)
        });
        exact.or_else(|| {
            let mut starting = self
                .routes
                .iter()
                .filter(|route| route.publication.starts_with(&name));
            starting.next().filter(|_| starting.next().is_none())
        })
    }

    fn unknown(&self, name: &str) -> Error {
        let keys = || self.routes.iter().map(|route| route.publication.as_str());
        let guess = did_you_mean(&name.trim().to_lowercase(), keys())
            .map_or_else(String::new, |question| format!("; {question}"));
        Error::usage(format!(
            "“{name}” is not a publication that can be refreshed{guess}"
        ))
        .expected(keys().collect::<Vec<_>>().join(", "))
    }
}

/// A service's address without the stroke at its end: the user's, or the program's own.
fn base_address(own: Option<&str>, default: &str) -> String {
    own.unwrap_or(default).trim_end_matches('/').to_owned()
}

/// A time of the settings, or the usual one.
fn seconds(key: &str, said: Option<f64>, usual: f64, longest: f64) -> Result<Duration> {
    let number = said.unwrap_or(usual);
    if number.is_finite() {
        Ok(Duration::from_secs_f64(number.clamp(0.01, longest)))
    } else {
        Err(Error::usage(format!(
            "{key} under [refresh] in yardstick.toml is {number}"
        ))
        .expected("a number of seconds"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_of_a_known_publication_and_leads_somewhere() {
        let reference = Reference::embedded().expect("reference");
        let routes = Routes::read(&RefreshSettings::default()).expect("routes");
        for route in &routes.routes {
            let publication = reference
                .sources
                .publication(&route.publication)
                .expect(&route.publication);
            assert!(
                !route.files.is_empty() || publication.slug.is_none(),
                "{}",
                route.publication
            );
            assert!(
                route.page.is_none() || publication.slug.is_none(),
                "{}",
                route.publication
            );
            assert!(
                !route.files.is_empty() || !route.by_hand.is_empty(),
                "{}",
                route.publication
            );
        }
        for publication in reference.sources.publications() {
            let goes_on_as = publication
                .goes_on_as
                .iter()
                .all(|key| reference.sources.publication(key).is_some());
            assert!(goes_on_as, "{}", publication.key);
        }
        // Every file that the catalogue reads and that is still published can be fetched.
        for entry in reference.catalogue.entries() {
            for mapping in entry.ees.iter().filter(|mapping| mapping.until.is_none()) {
                let known = routes
                    .routes
                    .iter()
                    .flat_map(|r| &r.files)
                    .any(|file| mapping.file.starts_with(&file.name));
                assert!(known, "{}", mapping.file);
            }
        }
    }

    #[test]
    fn a_file_is_known_by_its_name_or_by_the_words_of_its_title() {
        let wanted = FilePattern {
            name: "b1_children_in_need".to_owned(),
            title: vec!["b1".to_owned()],
            optional: false,
            ending: None,
        };
        for (name, is) in [
            ("data/b1_children_in_need_2013_to_2025.csv", true),
            ("B1_children_in_need.csv", true),
            ("b2_x.csv", false),
        ] {
            assert_eq!(wanted.is_named(name), is, "{name}");
        }
        for (title, is) in [
            ("B1 Children in need 2013 to 2025", true),
            ("B2: age", false),
            ("b1_children_in_need_2013", true),
        ] {
            assert_eq!(wanted.is_titled(title), is, "{title}");
        }
    }
}
