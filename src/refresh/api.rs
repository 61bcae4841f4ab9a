//! The public API, version 1: data sets with versions, of those publications that are in it.

use super::client::{Client, Got};
use super::offer::{Fetched, Looked, Offer, Part, day};
use super::routes::{Route, Wanted, Way};
use super::state::{Release, Seen};
use super::unpack;
use crate::error::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// More pages than this of one list are a service that counts wrongly.
const PAGES: u32 = 200;

#[derive(Deserialize)]
struct Page<T> {
    paging: Paging,
    results: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paging {
    total_pages: u32,
}

#[derive(Deserialize)]
struct Publication {
    id: String,
    slug: String,
}

#[derive(Deserialize, Clone)]
#[serde(rename_all = "camelCase")]
struct DataSet {
    id: String,
    title: String,
    status: String,
    superseding_data_set_id: Option<String>,
    latest_version: Option<Latest>,
}

#[derive(Deserialize, Clone)]
struct Latest {
    version: String,
    published: String,
}

#[derive(Deserialize)]
struct Version {
    #[serde(rename = "type")]
    kind: String,
    status: String,
    published: Option<String>,
    release: Titled,
}

#[derive(Deserialize)]
struct Titled {
    title: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changes {
    #[serde(default)]
    major_changes: BTreeMap<String, serde_json::Value>,
}

/// Every result of a list, page by page, in the largest pages that the service gives. A page past the end is empty, and an empty
/// list has one page.
fn every<T: DeserializeOwned>(
    client: &Client<'_>,
    url: &str,
    enough: impl Fn(&[T]) -> bool,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for page in 1..=PAGES {
        let joint = if url.contains('?') { '&' } else { '?' };
        let part: Page<T> = client.message(&format!("{url}{joint}page={page}"))?;
        let empty = part.results.is_empty();
        all.extend(part.results);
        if empty || page >= part.paging.total_pages || enough(&all) {
            break;
        }
    }
    Ok(all)
}

/// What is remembered of a publication's data sets, so that a list is read no further than it tells something new.
struct Before<'a> {
    /// The day and hour of the newest version of any of its data sets.
    newest: &'a str,
    /// Those that are followed: the file's name, the data set's id.
    followed: &'a BTreeMap<String, String>,
    route: &'a Route,
}

impl Before<'_> {
    /// Whether the rest of the list can tell nothing: it has the newest first, so that what follows was there before. Where
    /// one that concerns us is new, all that are followed must be seen.
    fn is_told(&self, sets: &[DataSet]) -> bool {
        let published: Vec<&str> = sets.iter().map(DataSet::published).collect();
        let reached = published.is_sorted_by(|a, b| a >= b)
            && published.last().is_some_and(|last| *last <= self.newest);
        let mut new = sets.iter().filter(|set| set.published() > self.newest);
        reached && (self.has_all(sets) || !new.any(|set| self.concerns(set)))
    }

    fn concerns(&self, set: &DataSet) -> bool {
        self.followed.values().any(|id| *id == set.id)
            || self
                .route
                .files
                .iter()
                .any(|wanted| wanted.is_titled(&set.title))
    }

    /// Whether all that are followed are among these.
    fn has_all(&self, sets: &[DataSet]) -> bool {
        self.followed
            .values()
            .all(|id| sets.iter().any(|set| set.id == *id))
    }
}

impl DataSet {
    fn published(&self) -> &str {
        self.latest_version
            .as_ref()
            .map(|latest| latest.published.as_str())
            .unwrap_or_default()
    }
}

/// The API's name of a publication, by its title and slug.
fn publication(client: &Client<'_>, title: &str, slug: &str) -> Result<String> {
    let words: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let url = format!(
        "{}/publications?search={}&pageSize=40",
        client.service.api,
        words.join("%20")
    );
    let found: Vec<Publication> = every(client, &url, |all: &[Publication]| {
        all.iter().any(|p| p.slug == slug)
    })?;
    found
        .into_iter()
        .find(|publication| publication.slug == slug)
        .map(|publication| publication.id)
        .ok_or_else(|| {
            Error::unreachable(url, "the publication is not in the public API")
                .hint("its files are fetched the other way")
        })
}

/// Looks for versions that were not seen before.
///
/// # Errors
/// The service cannot be reached, or has no data set of the publication.
pub(crate) fn look<'a>(
    client: &Client<'_>,
    route: &'a Route,
    (title, slug): (&str, &str),
    seen: Option<&Seen>,
) -> Result<Looked<'a>> {
    let seen = seen.filter(|seen| seen.way == Way::Api);
    let before = seen.and_then(|seen| {
        Some(Before {
            newest: seen.newest.as_deref()?,
            followed: &seen.sets,
            route,
        })
    });
    let told = |sets: &[DataSet]| before.as_ref().is_some_and(|before| before.is_told(sets));
    let list = |id: &str| {
        every::<DataSet>(
            client,
            &format!(
                "{}/publications/{id}/data-sets?pageSize=20",
                client.service.api
            ),
            told,
        )
    };
    let known = seen.and_then(|seen| seen.api_id.clone());
    // An id that was good last time is asked first; one that is no longer known is looked up again.
    let (api_id, sets) = match known.map(|id| list(&id).map(|sets| (id, sets))) {
        Some(Ok(found)) => found,
        _ => {
            let id = publication(client, title, slug)?;
            let sets = list(&id)?;
            (id, sets)
        }
    };
    let newest = sets.iter().map(DataSet::published).max().map(str::to_owned);
    if before
        .as_ref()
        .is_some_and(|before| !before.has_all(&sets) && before.is_told(&sets))
    {
        return Ok(Looked::Same {
            next: None,
            newest,
            notes: Vec::new(),
        });
    }
    let (mut notes, mut lacking, mut chosen) = (Vec::new(), Vec::new(), Vec::new());
    for wanted in &route.files {
        let followed = before
            .as_ref()
            .and_then(|before| before.followed.get(&wanted.name));
        match choose(client, (wanted, followed), &sets, &mut notes)? {
            Some(set) => chosen.push((wanted, set)),
            None if wanted.optional => {}
            None => lacking.push(wanted.name.clone()),
        }
    }
    if chosen.is_empty() {
        let url = format!("{}/publications/{api_id}/data-sets", client.service.api);
        return Err(Error::unreachable(
            url,
            "the public API has none of the files of this publication",
        )
        .hint("its files are fetched the other way"));
    }
    let id = chosen
        .iter()
        .map(|(_, (set, latest))| format!("{set} {}", latest.version))
        .collect::<Vec<_>>()
        .join(", ");
    if seen.is_some_and(|seen| seen.release.id == id) {
        return Ok(Looked::Same {
            next: None,
            newest,
            notes,
        });
    }
    let sets = chosen
        .iter()
        .map(|(wanted, (set, _))| (wanted.name.clone(), set.clone()))
        .collect();
    Ok(match offer(client, (api_id, id), chosen, seen, notes)? {
        Looked::New(offer) => Looked::New(Box::new(Offer {
            lacking,
            newest,
            sets,
            ..*offer
        })),
        same => same,
    })
}

/// A data set by its id, with its newest version.
type Chosen = (String, Latest);

/// The data set of a wanted file: by title, and by what superseded it; else the one that was followed before.
fn choose(
    client: &Client<'_>,
    (wanted, followed): (&Wanted, Option<&String>),
    sets: &[DataSet],
    notes: &mut Vec<String>,
) -> Result<Option<Chosen>> {
    let mut titled: Vec<&DataSet> = sets
        .iter()
        .filter(|set| wanted.is_titled(&set.title))
        .collect();
    if titled.is_empty() {
        titled.extend(sets.iter().filter(|set| Some(&set.id) == followed));
    }
    let standing = titled
        .iter()
        .find(|set| set.status == "Published")
        .or(titled.first());
    let Some(mut set) = standing.map(|set| (*set).clone()) else {
        return Ok(None);
    };
    if let Some(other) = set
        .superseding_data_set_id
        .clone()
        .filter(|_| set.status == "Deprecated")
    {
        notes.push(format!("“{}” was superseded", set.title));
        set = match sets.iter().find(|known| known.id == other) {
            Some(known) => known.clone(),
            None => client.message(&format!("{}/data-sets/{other}", client.service.api))?,
        };
    }
    if set.status == "Withdrawn" {
        notes.push(format!(
            "“{}” was withdrawn: what was taken in stays in use",
            set.title
        ));
        return Ok(None);
    }
    Ok(set.latest_version.map(|latest| (set.id, latest)))
}

fn offer<'a>(
    client: &Client<'_>,
    (api_id, id): (String, String),
    chosen: Vec<(&'a Wanted, Chosen)>,
    seen: Option<&Seen>,
    mut notes: Vec<String>,
) -> Result<Looked<'a>> {
    let mut release = Release {
        id,
        ..Release::default()
    };
    let mut parts = Vec::new();
    let from = format!("{}/publications/{api_id}", client.service.api);
    for (wanted, (set, latest)) in chosen {
        let at = format!(
            "{}/data-sets/{set}/versions/{}",
            client.service.api, latest.version
        );
        let version: Version = client.message(&at)?;
        if version.status == "Withdrawn" {
            notes.push(format!(
                "version {} of {} was withdrawn: what was taken in stays in use",
                latest.version, wanted.name
            ));
            continue;
        }
        if version.kind == "Major" && seen.is_some() {
            let changes: Changes = client.message(&format!("{at}/changes"))?;
            let what: Vec<String> = changes.major_changes.into_keys().collect();
            let what = if what.is_empty() {
                "nothing named".to_owned()
            } else {
                what.join(", ")
            };
            notes.push(format!(
                "version {} of {} is a major one: the service names {what}",
                latest.version, wanted.name
            ));
        }
        let published = version.published.unwrap_or(latest.published);
        if day(&published) > day(&release.published) {
            (release.title, release.published) = (version.release.title, published);
        }
        let url = format!(
            "{}/data-sets/{set}/csv?dataSetVersion={}",
            client.service.api, latest.version
        );
        parts.push(Part {
            wanted,
            url: Some(url),
            id: format!("{set} version {}", latest.version),
        });
    }
    if parts.is_empty() {
        return Ok(Looked::Same {
            next: None,
            newest: None,
            notes,
        });
    }
    let (api_id, lacking) = (Some(api_id), Vec::new());
    let (next, newest, zip, sets) = (None, None, None, BTreeMap::new());
    Ok(Looked::New(Box::new(Offer {
        way: Way::Api,
        release,
        api_id,
        next,
        newest,
        sets,
        parts,
        lacking,
        zip,
        from,
        notes,
    })))
}

/// Fetches the CSV of each data set: the API sends them compressed whatever it is asked for.
///
/// # Errors
/// A data set does not come whole.
pub(crate) fn fetch(client: &Client<'_>, offer: &Offer<'_>) -> Result<Fetched> {
    let mut fetched = Fetched::default();
    for part in &offer.parts {
        let Some(url) = &part.url else { continue };
        if let Got::New(bytes, tag) = client.get(url, None, unpack::csv)? {
            fetched.add(part.wanted, bytes, tag);
        }
    }
    Ok(fetched)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refresh::routes::{Routes, Wishes};
    use crate::world::Memory;
    use crate::world::net::Answer;

    fn pages(told: &[(&str, &str)]) -> Vec<u8> {
        let world = Memory::new(&[]);
        for (page, body) in told {
            let answer = Answer {
                status: 200,
                body: body.as_bytes().to_vec(),
                ..Answer::default()
            };
            world
                .script
                .tell(&format!("http://api/list?page={page}"), Some(answer));
        }
        let service = Routes::read(&Wishes::default()).expect("routes").service;
        let all = every::<u8>(&Client::new(&world, &service), "http://api/list", |_| false)
            .expect("a list");
        assert_eq!(world.script.asked.borrow().len(), told.len());
        all
    }

    #[test]
    fn a_page_past_the_end_is_empty_and_ends_the_list() {
        let full = r#"{"paging":{"page":1,"totalPages":9},"results":[1,2]}"#;
        assert_eq!(
            pages(&[
                ("1", full),
                ("2", r#"{"paging":{"page":2,"totalPages":9},"results":[]}"#)
            ]),
            [1, 2]
        );
    }

    #[test]
    fn an_empty_list_has_one_page() {
        assert!(
            pages(&[("1", r#"{"paging":{"page":1,"pageSize":20,"totalResults":0,"totalPages":1},"results":[]}"#)]).is_empty()
        );
    }
}
