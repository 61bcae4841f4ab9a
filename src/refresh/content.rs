//! DfE's Content API: every file of every release. The ids of files change with each release, so they are looked up anew in each run;
//! two requests tell whether there is anything new.

use super::client::{Client, Download};
use super::file_tag::FileTag;
use super::offer::{Availability, FetchedFiles, OfferedFile, ReleaseOffer, Unchanged};
use super::routes::{Channel, FilePattern, Route};
use super::state::{SeenPublication, SeenRelease};
use super::unpack;
use crate::error::{Error, Result};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContentPublication {
    latest_release: Option<LatestRelease>,
    next_release_date: Option<PartialDate>,
    superseded_by_publication: Option<SupersedingPublication>,
}

#[derive(Deserialize)]
struct LatestRelease {
    id: String,
    slug: String,
    title: String,
}

#[derive(Deserialize)]
struct SupersedingPublication {
    slug: String,
    title: String,
}

/// A date whose day, or whose month and day, may be open. The service writes numbers as numbers or as texts.
#[derive(Deserialize)]
struct PartialDate {
    year: Value,
    month: Option<Value>,
    day: Option<Value>,
}

impl PartialDate {
    fn text(&self) -> Option<String> {
        let year = number(&self.year)?;
        let month = self.month.as_ref().and_then(number);
        let day = self.day.as_ref().and_then(number);
        Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }
}

fn number(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VersionSummary {
    published: Option<String>,
    #[serde(default)]
    last_updated: Option<String>,
    #[serde(default)]
    update_count: Option<u64>,
}

impl VersionSummary {
    /// A text that changes whenever the release is corrected.
    fn version_mark(&self) -> String {
        let updated = self.last_updated.as_deref().unwrap_or("");
        format!("{updated} {}", self.update_count.unwrap_or(0))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DataContent {
    #[serde(default)]
    data_sets: Vec<ContentDataSet>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContentDataSet {
    data_set_file_id: Option<String>,
    file_id: String,
    title: String,
}

/// Looks for a release that is not the one seen before.
///
/// # Errors
/// The service cannot be reached or no longer has the publication.
pub(crate) fn look<'a>(
    client: &Client<'_>,
    route: &'a Route,
    slug: &str,
    seen: Option<&SeenPublication>,
) -> Result<Availability<'a>> {
    let base = format!("{}/publications/{slug}", client.service.content);
    let publication: ContentPublication = client.message(&base)?;
    let next = publication
        .next_release_date
        .as_ref()
        .and_then(PartialDate::text);
    let mut notes = Vec::new();
    if let Some(other) = &publication.superseded_by_publication {
        notes.push(format!(
            "the publication goes on as “{}” ({})",
            other.title, other.slug
        ));
    }
    let Some(latest) = publication.latest_release else {
        return Err(
            Error::unreachable(base, "the publication has no release that can be seen")
                .hint("run again later"),
        );
    };
    let at = format!("{base}/releases/{}", latest.slug);
    let release = newest_release(client, latest, &at)?;
    let before = seen
        .filter(|seen| seen.channel == Channel::Content)
        .map(|seen| &seen.release);
    if let Some(before) = before {
        let withdrawn = withdrawal(before, &release);
        if *before == release || withdrawn.is_some() {
            notes.extend(withdrawn);
            return Ok(Availability::Unchanged(Unchanged {
                next,
                newest: None,
                notes,
            }));
        }
    }
    let content: DataContent = client.message(&format!("{at}/data-content"))?;
    let zip = format!("{}/releases/{}/files", client.service.content, release.id);
    let files = route
        .files
        .iter()
        .map(|pattern| offered_file(pattern, &content.data_sets, &zip))
        .collect();
    Ok(Availability::New(Box::new(ReleaseOffer {
        next,
        zip: Some(zip),
        notes,
        ..ReleaseOffer::new(Channel::Content, release, at, files)
    })))
}

fn newest_release(client: &Client<'_>, latest: LatestRelease, at: &str) -> Result<SeenRelease> {
    let summary: VersionSummary = client.message(&format!("{at}/version-summary"))?;
    Ok(SeenRelease {
        id: latest.id,
        title: latest.title,
        updated: summary.version_mark(),
        published: summary.published,
    })
}

/// A note that the release seen before was withdrawn, where the newest one is older.
fn withdrawal(before: &SeenRelease, newest: &SeenRelease) -> Option<String> {
    let day = before.day().filter(|day| Some(*day) > newest.day())?;
    Some(format!(
        "release {} of {day} was withdrawn; the newest is {} of {} again: what was taken in stays in use",
        before.title,
        newest.title,
        newest.day().unwrap_or("an unknown day"),
    ))
}

/// A file with its address: `files` is the address of all files of the release. Where two data sets have the words of a title,
/// neither is surely the one, and the names in the zip decide.
fn offered_file<'a>(
    pattern: &'a FilePattern,
    sets: &[ContentDataSet],
    files: &str,
) -> OfferedFile<'a> {
    let mut titled = sets.iter().filter(|set| pattern.is_titled(&set.title));
    match (titled.next(), titled.next()) {
        (Some(set), None) => OfferedFile {
            pattern,
            url: Some(format!("{files}/{}", set.file_id)),
            id: set
                .data_set_file_id
                .as_ref()
                .unwrap_or(&set.file_id)
                .clone(),
            length: None,
        },
        _ => OfferedFile {
            pattern,
            url: None,
            id: String::new(),
            length: None,
        },
    }
}

/// Fetches the files of an offer: nothing where each is unchanged; all of them where one is new, so that a vintage is complete.
///
/// # Errors
/// A file that the service offers does not arrive whole.
pub(crate) fn fetch(
    client: &Client<'_>,
    offer: &ReleaseOffer<'_>,
    known: &BTreeMap<String, FileTag>,
) -> Result<FetchedFiles> {
    let mut fetched = FetchedFiles::default();
    let mut unchanged = Vec::new();
    for file in &offer.files {
        let Some(url) = &file.url else { continue };
        match client.get(url, known.get(&file.pattern.name), unpack::csv)? {
            Download::Unchanged => unchanged.push((url, file.pattern)),
            Download::New(bytes, tag) => fetched.add(file.pattern, bytes, tag),
        }
    }
    let is_zip_unchanged = !fetch_from_zip(client, offer, known.get(ZIP), &mut fetched)?;
    if !fetched.files.is_empty() {
        for (url, pattern) in unchanged {
            if let Download::New(bytes, tag) = client.get(url, None, unpack::csv)? {
                fetched.add(pattern, bytes, tag);
            }
        }
        if is_zip_unchanged {
            fetch_from_zip(client, offer, None, &mut fetched)?;
        }
    }
    Ok(fetched)
}

/// The key of the zip's tag among those of files.
const ZIP: &str = "zip";

/// Fetches from the release's zip, by name, the files that have no address of their own. The answer is false where the server says
/// that the zip has not changed.
fn fetch_from_zip(
    client: &Client<'_>,
    offer: &ReleaseOffer<'_>,
    known: Option<&FileTag>,
    fetched: &mut FetchedFiles,
) -> Result<bool> {
    let zipped: Vec<_> = offer
        .files
        .iter()
        .filter(|file| file.url.is_none())
        .collect();
    let Some(zip) = offer.zip.as_ref().filter(|_| !zipped.is_empty()) else {
        return Ok(true);
    };
    let Download::New(files, tag) = client.get(zip, known, |bytes| unpack::zip(&bytes))? else {
        return Ok(false);
    };
    for file in zipped {
        match files.iter().find(|(name, _)| file.pattern.is_named(name)) {
            Some((name, bytes)) => {
                let csv =
                    unpack::csv(bytes.clone()).map_err(|what| Error::unreachable(zip, what))?;
                fetched
                    .files
                    .push((file.pattern.kept_name(Some(name)), csv));
            }
            None if file.pattern.optional => {}
            None => fetched.missing.push(file.pattern.name.clone()),
        }
    }
    fetched.tags.insert(ZIP.to_owned(), tag);
    Ok(true)
}
