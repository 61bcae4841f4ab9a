//! Where new figures are looked for: `data/routes.toml`, and what `yardstick.toml` says in its place.

use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::reference::nearest::nearest;
use serde::{Deserialize, Deserializer};
use std::path::PathBuf;
use std::time::Duration;

/// A file of a publication, by names that outlast a release.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// How its name begins.
    pub(crate) name: String,
    /// Words that its title has, in lower case, all of them.
    title: Vec<String>,
    /// The release is whole without it.
    #[serde(default)]
    pub(crate) optional: bool,
    /// How its name ends, where it is no CSV.
    ending: Option<String>,
}

impl Wanted {
    /// How its name ends, with the dot.
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

    /// The name to keep the file under: the publisher's own where it is this file's, else the one the catalogue reads it by.
    pub(crate) fn own_name(&self, told: Option<&str>) -> String {
        let last = told
            .and_then(|name| name.rsplit(['/', '\\']).next())
            .filter(|name| self.is_named(name));
        let plain = |name: &&str| {
            name.ends_with(self.ending())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        };
        last.filter(plain)
            .map_or_else(|| format!("{}{}", self.name, self.ending()), str::to_owned)
    }

    /// Whether a file's name, with or without folders, is this file's.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        name.rsplit(['/', '\\'])
            .next()
            .is_some_and(|last| last.to_lowercase().starts_with(&self.name.to_lowercase()))
    }
}

/// How to get at a publication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Route {
    pub(crate) publication: String,
    #[serde(default)]
    pub(crate) files: Vec<Wanted>,
    /// The path of its page on GOV.UK, with `{year}` and `{before}` for the year and the one before: there the address of the file
    /// is found.
    pub(crate) page: Option<String>,
    /// Names of files that no service offers, for the drop folder.
    #[serde(default)]
    pub(crate) by_hand: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    service: Bases,
    route: Vec<Route>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bases {
    api: String,
    content: String,
    pages: String,
}

/// The two ways to DfE's service.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Way {
    /// Every file of every release.
    #[default]
    Content,
    /// Data sets with versions, of those publications that are in it.
    Api,
    /// The publication's own page on GOV.UK.
    Page,
}

/// The table `[refresh]` of `yardstick.toml`; every key may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wishes {
    api: Option<String>,
    content: Option<String>,
    pages: Option<String>,
    /// Folders into which somebody puts files that they fetched themselves.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) drop: Vec<PathBuf>,
    /// An address such as `http://proxy.example:8080`; the environment's proxy otherwise.
    proxy: Option<String>,
    /// Which way is tried first.
    first: Option<Way>,
    /// Seconds a server may be silent.
    timeout: Option<f64>,
    /// Seconds before the second try; twice as long before each further one.
    pause: Option<f64>,
    /// How often a request is tried.
    tries: Option<u32>,
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

/// Where and how patiently to ask.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) api: String,
    pub(crate) content: String,
    pub(crate) pages: String,
    pub(crate) proxy: Option<String>,
    pub(crate) first: Way,
    pub(crate) timeout: Duration,
    pub(crate) pause: Duration,
    pub(crate) tries: u32,
}

/// The API itself gives up after 30 seconds: longer, so that its 504 is heard.
const TIMEOUT: f64 = 45.0;
const PAUSE: f64 = 1.0;
const TRIES: u32 = 4;
/// Nobody waits longer for one answer, whatever a settings file says.
const LONGEST: f64 = 600.0;

/// Routes and service together.
pub(crate) struct Routes {
    pub(crate) service: Service,
    routes: Vec<Route>,
}

impl Routes {
    /// # Errors
    /// A fault of the program's own table, told like any other.
    pub(crate) fn read(wishes: &Wishes) -> Result<Routes> {
        let file: File = toml::from_str(include_str!("../../data/routes.toml"))
            .map_err(|fault| Error::unreadable("routes.toml", fault.to_string()))?;
        let base = |wish: &Option<String>, own: String| {
            wish.clone().unwrap_or(own).trim_end_matches('/').to_owned()
        };
        let seconds = |wish: Option<f64>, own: f64| {
            Duration::from_secs_f64(wish.unwrap_or(own).clamp(0.01, LONGEST))
        };
        let service = Service {
            api: base(&wishes.api, file.service.api),
            content: base(&wishes.content, file.service.content),
            pages: base(&wishes.pages, file.service.pages),
            proxy: wishes.proxy.clone(),
            first: wishes
                .first
                .filter(|way| *way != Way::Page)
                .unwrap_or_default(),
            timeout: seconds(wishes.timeout, TIMEOUT),
            pause: seconds(wishes.pause, PAUSE),
            tries: wishes.tries.unwrap_or(TRIES).max(1),
        };
        Ok(Routes {
            service,
            routes: file.route,
        })
    }

    /// Routes of all publications, or of those named by key, or by the start of a key that only one has.
    ///
    /// # Errors
    /// A name that stands for no publication with a route, or for several.
    pub(crate) fn of(&self, only: &[String], reference: &Reference) -> Result<Vec<&Route>> {
        if only.is_empty() {
            return Ok(self.routes.iter().collect());
        }
        let mut chosen: Vec<&Route> = Vec::new();
        for name in only {
            let key = name.trim().to_lowercase();
            let titled = |route: &&Route| {
                let title = reference
                    .sources
                    .publication(&route.publication)
                    .map(|p| p.title.to_lowercase());
                route.publication == key || title.as_ref() == Some(&key)
            };
            let near: Vec<&Route> = self
                .routes
                .iter()
                .filter(|route| route.publication.starts_with(&key))
                .collect();
            let found = self
                .routes
                .iter()
                .find(titled)
                .or_else(|| near.first().copied().filter(|_| near.len() == 1));
            let keys = || self.routes.iter().map(|route| route.publication.as_str());
            let route = found.ok_or_else(|| {
                let guess = nearest(&key, keys())
                    .map(|near| format!("; did you mean {near}?"))
                    .unwrap_or_default();
                Error::usage(format!(
                    "“{name}” is not a publication that can be refreshed{guess}"
                ))
                .expected(keys().collect::<Vec<_>>().join(", "))
            })?;
            if !chosen
                .iter()
                .any(|known| known.publication == route.publication)
            {
                chosen.push(route);
            }
        }
        Ok(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_of_a_known_publication_and_leads_somewhere() {
        let reference = Reference::embedded().expect("reference");
        let routes = Routes::read(&Wishes::default()).expect("routes");
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
        // Every file that the catalogue reads can be fetched.
        for entry in reference.catalogue.entries() {
            for mapping in &entry.ees {
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
        let wanted = Wanted {
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
