//! DfE's public API, version 1: data sets with versions, for those publications that are in it.

use super::client::{Client, Download};
use super::offer::{Availability, FetchedFiles, OfferedFile, ReleaseOffer, Unchanged};
use super::routes::{Channel, FilePattern, Route};
use super::state::{SeenPublication, SeenRelease, day};
use super::unpack;
use crate::error::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A list that claims to have more pages than this is not read to its end.
const PAGES: u32 = 200;

#[derive(Deserialize)]
struct ResultPage<T> {
    paging: Paging,
    results: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paging {
    total_pages: u32,
}

#[derive(Deserialize)]
struct ApiPublication {
    id: String,
    slug: String,
}

#[derive(Deserialize, Clone)]
#[serde(rename_all = "camelCase")]
struct ApiDataSet {
    id: String,
    title: String,
    status: String,
    superseding_data_set_id: Option<String>,
    latest_version: Option<LatestVersion>,
}

#[derive(Deserialize, Clone)]
struct LatestVersion {
    version: String,
    published: String,
}

#[derive(Deserialize)]
struct DataSetVersion {
    #[serde(rename = "type")]
    kind: String,
    status: String,
    published: Option<String>,
    release: ReleaseTitle,
}

#[derive(Deserialize)]
struct ReleaseTitle {
    title: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VersionChanges {
    #[serde(default)]
    major_changes: BTreeMap<String, serde_json::Value>,
}

impl ApiDataSet {
    /// When its newest version came out; none where it has no version.
    fn published(&self) -> Option<&str> {
        self.latest_version
            .as_ref()
            .map(|latest| latest.published.as_str())
    }
}

/// Every result of a list, page by page, until `is_enough` holds of what was read. A page past the end is empty, and an empty list
/// has one page.
fn every<T: DeserializeOwned>(
    client: &Client<'_>,
    url: &str,
    is_enough: impl Fn(&[T]) -> bool,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    let joint = if url.contains('?') { '&' } else { '?' };
    for number in 1..=PAGES {
        let page: ResultPage<T> = client.message(&format!("{url}{joint}page={number}"))?;
        let is_empty = page.results.is_empty();
        all.extend(page.results);
        if is_empty || number >= page.paging.total_pages || is_enough(&all) {
            break;
        }
    }
    Ok(all)
}

/// What is remembered of a publication's data sets, so that their list is read only as far as it can hold something new.
struct KnownDataSets<'a> {
    /// When the newest version of any of its data sets came out.
    newest: &'a str,
    /// Ids of those that are followed, by the file's name.
    followed: &'a BTreeMap<String, String>,
    route: &'a Route,
}

impl<'a> KnownDataSets<'a> {
    fn of(seen: &'a SeenPublication, route: &'a Route) -> Option<KnownDataSets<'a>> {
        Some(KnownDataSets {
            newest: seen.newest.as_deref()?,
            followed: &seen.sets,
            route,
        })
    }

    /// Whether the rest of the list can hold nothing new. The list has the newest first, so what follows a known date is known. Where
    /// a new data set is one that we need, the list must be read until every followed one was seen.
    fn covers_rest_after(&self, sets: &[ApiDataSet]) -> bool {
        let published: Vec<Option<&str>> = sets.iter().map(ApiDataSet::published).collect();
        let is_reached = published.is_sorted_by(|a, b| a >= b)
            && published
                .last()
                .is_some_and(|last| *last <= Some(self.newest));
        let mut new = sets
            .iter()
            .filter(|set| set.published() > Some(self.newest));
        is_reached && (self.has_all(sets) || !new.any(|set| self.needs(set)))
    }

    fn needs(&self, set: &ApiDataSet) -> bool {
        self.followed.values().any(|id| *id == set.id)
            || self
                .route
                .files
                .iter()
                .any(|pattern| pattern.is_titled(&set.title))
    }

    /// Whether all that are followed are among these.
    fn has_all(&self, sets: &[ApiDataSet]) -> bool {
        self.followed
            .values()
            .all(|id| sets.iter().any(|set| set.id == *id))
    }
}

/// The publication's id in the API, found by its title and slug.
fn publication_id(client: &Client<'_>, title: &str, slug: &str) -> Result<String> {
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
    let found: Vec<ApiPublication> = every(client, &url, |all: &[ApiPublication]| {
        all.iter().any(|publication| publication.slug == slug)
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

/// The publication's id in the API and its data sets. An id from the last run is tried first; where it is no longer known, it is
/// looked up again.
fn data_sets(
    client: &Client<'_>,
    (title, slug): (&str, &str),
    known_id: Option<&str>,
    known: Option<&KnownDataSets<'_>>,
) -> Result<(String, Vec<ApiDataSet>)> {
    let list = |id: &str| {
        every(client, &data_sets_url(client, id, "?pageSize=20"), |sets| {
            known.is_some_and(|known| known.covers_rest_after(sets))
        })
    };
    if let Some(id) = known_id
        && let Ok(sets) = list(id)
    {
        return Ok((id.to_owned(), sets));
    }
    let id = publication_id(client, title, slug)?;
    let sets = list(&id)?;
    Ok((id, sets))
}

fn data_sets_url(client: &Client<'_>, publication: &str, query: &str) -> String {
    format!(
        "{}/publications/{publication}/data-sets{query}",
        client.service.api
    )
}

/// Looks for versions of data sets that were not seen before.
///
/// # Errors
/// The service cannot be reached, or has no data set of the publication.
pub(crate) fn look<'a>(
    client: &Client<'_>,
    route: &'a Route,
    publication: (&str, &str),
    seen: Option<&SeenPublication>,
) -> Result<Availability<'a>> {
    let seen = seen.filter(|seen| seen.channel == Channel::Api);
    let known = seen.and_then(|seen| KnownDataSets::of(seen, route));
    let known_id = seen.and_then(|seen| seen.api_id.as_deref());
    let (api_id, sets) = data_sets(client, publication, known_id, known.as_ref())?;
    let newest = sets
        .iter()
        .filter_map(ApiDataSet::published)
        .max()
        .map(str::to_owned);
    if known
        .as_ref()
        .is_some_and(|known| !known.has_all(&sets) && known.covers_rest_after(&sets))
    {
        return Ok(Availability::Unchanged(Unchanged {
            newest,
            ..Unchanged::default()
        }));
    }
    let mut notes = Vec::new();
    let (chosen, lacking) = choose_all(client, route, known.as_ref(), &sets, &mut notes)?;
    if chosen.is_empty() {
        return Err(Error::unreachable(
            data_sets_url(client, &api_id, ""),
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
        return Ok(Availability::Unchanged(Unchanged {
            next: None,
            newest,
            notes,
        }));
    }
    let sets = chosen
        .iter()
        .map(|(pattern, (set, _))| (pattern.name.clone(), set.clone()))
        .collect();
    let offer = offer(client, (&api_id, id), chosen, seen.is_some(), &mut notes)?;
    Ok(match offer {
        None => Availability::Unchanged(Unchanged::with_notes(notes)),
        Some(offer) => Availability::New(Box::new(ReleaseOffer {
            api_id: Some(api_id),
            newest,
            sets,
            lacking,
            notes,
            ..offer
        })),
    })
}

/// A data set by its id, with its newest version.
type ChosenDataSet = (String, LatestVersion);

/// Each file of a route that has a data set.
type ChosenFiles<'a> = Vec<(&'a FilePattern, ChosenDataSet)>;

/// The data set of each file of a route, and the names of files that have none.
fn choose_all<'a>(
    client: &Client<'_>,
    route: &'a Route,
    known: Option<&KnownDataSets<'_>>,
    sets: &[ApiDataSet],
    notes: &mut Vec<String>,
) -> Result<(ChosenFiles<'a>, Vec<String>)> {
    let (mut chosen, mut lacking) = (Vec::new(), Vec::new());
    for pattern in &route.files {
        let followed = known.and_then(|known| known.followed.get(&pattern.name));
        match choose(client, (pattern, followed), sets, notes)? {
            Some(set) => chosen.push((pattern, set)),
            None if pattern.optional => {}
            None => lacking.push(pattern.name.clone()),
        }
    }
    Ok((chosen, lacking))
}

/// The data set of a file: by its title, and by what superseded it; else the one that was followed before.
fn choose(
    client: &Client<'_>,
    (pattern, followed): (&FilePattern, Option<&String>),
    sets: &[ApiDataSet],
    notes: &mut Vec<String>,
) -> Result<Option<ChosenDataSet>> {
    let mut titled: Vec<&ApiDataSet> = sets
        .iter()
        .filter(|set| pattern.is_titled(&set.title))
        .collect();
    if titled.is_empty() {
        titled.extend(sets.iter().filter(|set| Some(&set.id) == followed));
    }
    let current = titled
        .iter()
        .find(|set| set.status == "Published")
        .or(titled.first());
    let Some(mut set) = current.map(|set| (*set).clone()) else {
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

/// The chosen data sets as an offer; none where every version was withdrawn.
fn offer<'a>(
    client: &Client<'_>,
    (api_id, id): (&str, String),
    chosen: ChosenFiles<'a>,
    is_known: bool,
    notes: &mut Vec<String>,
) -> Result<Option<ReleaseOffer<'a>>> {
    let mut release = SeenRelease {
        id,
        ..SeenRelease::default()
    };
    let mut files = Vec::new();
    for (pattern, (set, latest)) in chosen {
        let number = &latest.version;
        let at = format!("{}/data-sets/{set}/versions/{number}", client.service.api);
        let version: DataSetVersion = client.message(&at)?;
        if version.status == "Withdrawn" {
            notes.push(format!(
                "version {number} of {} was withdrawn: what was taken in stays in use",
                pattern.name
            ));
            continue;
        }
        if version.kind == "Major" && is_known {
            let what = major_changes(client, &at)?;
            notes.push(format!(
                "version {number} of {} is a major one: the service names {what}",
                pattern.name
            ));
        }
        files.push(OfferedFile {
            pattern,
            url: Some(format!(
                "{}/data-sets/{set}/csv?dataSetVersion={number}",
                client.service.api
            )),
            id: format!("{set} version {number}"),
            length: None,
        });
        let published = version.published.unwrap_or(latest.published);
        if Some(day(&published)) > release.day() {
            (release.title, release.published) = (version.release.title, Some(published));
        }
    }
    if files.is_empty() {
        return Ok(None);
    }
    let from = format!("{}/publications/{api_id}", client.service.api);
    Ok(Some(ReleaseOffer::new(Channel::Api, release, from, files)))
}

/// The major changes of a version in the service's own words.
fn major_changes(client: &Client<'_>, version: &str) -> Result<String> {
    let changes: VersionChanges = client.message(&format!("{version}/changes"))?;
    let names: Vec<String> = changes.major_changes.into_keys().collect();
    Ok(if names.is_empty() {
        "nothing named".to_owned()
    } else {
        names.join(", ")
    })
}

/// Fetches the CSV of each data set. The API compresses it whatever the request says.
///
/// # Errors
/// A file does not arrive whole.
pub(crate) fn fetch(client: &Client<'_>, offer: &ReleaseOffer<'_>) -> Result<FetchedFiles> {
    let mut fetched = FetchedFiles::default();
    for file in &offer.files {
        let Some(url) = &file.url else { continue };
        if let Download::New(bytes, tag) = client.get(url, None, unpack::csv)? {
            fetched.add(file.pattern, bytes, tag);
        }
    }
    Ok(fetched)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refresh::routes::Service;
    use crate::world::Memory;
    use crate::world::net::HttpResponse;

    fn pages(told: &[(&str, &str)]) -> Vec<u8> {
        let world = Memory::new(&[]);
        for (page, body) in told {
            let answer = HttpResponse {
                status: 200,
                body: body.as_bytes().to_vec(),
                ..HttpResponse::default()
            };
            world
                .script
                .tell(&format!("http://api/list?page={page}"), Some(answer));
        }
        let service = Service::of_stand_ins();
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
