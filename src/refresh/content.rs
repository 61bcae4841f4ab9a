//! The Content API: every file of every release. Ids are found anew each run, since they change with each release; two requests
//! tell whether there is anything new.

use super::client::{Client, Got, Tag};
use super::offer::{Fetched, Looked, Offer, Part, day};
use super::routes::{Route, Wanted, Way};
use super::state::{Release, Seen};
use super::unpack;
use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Publication {
    latest_release: Option<Latest>,
    next_release_date: Option<PartialDate>,
    superseded_by_publication: Option<Superseding>,
}

#[derive(Deserialize)]
struct Latest {
    id: String,
    slug: String,
    title: String,
}

#[derive(Deserialize)]
struct Superseding {
    slug: String,
    title: String,
}

/// A date of which the day, or the month too, may be open. The service writes numbers as numbers or as texts.
#[derive(Deserialize)]
struct PartialDate {
    year: serde_json::Value,
    month: Option<serde_json::Value>,
    day: Option<serde_json::Value>,
}

impl PartialDate {
    fn text(&self) -> Option<String> {
        let number = |value: &serde_json::Value| {
            value
                .as_u64()
                .or_else(|| value.as_str()?.trim().parse().ok())
        };
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    published: Option<String>,
    last_updated: Option<String>,
    update_count: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DataContent {
    #[serde(default)]
    data_sets: Vec<DataSet>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DataSet {
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
    seen: Option<&Seen>,
) -> Result<Looked<'a>> {
    let base = format!("{}/publications/{slug}", client.service.content);
    let publication: Publication = client.message(&base)?;
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
    let summary: Summary = client.message(&format!("{at}/version-summary"))?;
    let published = summary.published.unwrap_or_default();
    let updated = format!(
        "{} {}",
        summary.last_updated.unwrap_or_default(),
        summary.update_count.unwrap_or_default()
    );
    let release = Release {
        id: latest.id,
        title: latest.title,
        published,
        updated,
    };
    let before = seen
        .filter(|seen| seen.way == Way::Content)
        .map(|seen| &seen.release);
    if before == Some(&release) {
        return Ok(Looked::Same {
            next,
            newest: None,
            notes,
        });
    }
    if let Some(before) = before.filter(|before| day(&before.published) > day(&release.published)) {
        notes.push(format!(
            "release {} of {} was withdrawn; the newest is {} of {} again: what was taken in stays in use",
            before.title,
            day(&before.published),
            release.title,
            day(&release.published),
        ));
        return Ok(Looked::Same {
            next,
            newest: None,
            notes,
        });
    }
    let content: DataContent = client.message(&format!("{at}/data-content"))?;
    let files = format!("{}/releases/{}/files", client.service.content, release.id);
    let parts = route.files.iter().map(|wanted| {
        let mut titled = content
            .data_sets
            .iter()
            .filter(|set| wanted.is_titled(&set.title));
        // Two of the same words: neither is surely the one, and the names in the zip tell.
        let one = titled.next().filter(|_| titled.next().is_none());
        let id = one
            .map(|set| {
                set.data_set_file_id
                    .clone()
                    .unwrap_or_else(|| set.file_id.clone())
            })
            .unwrap_or_default();
        Part {
            wanted,
            url: one.map(|set| format!("{files}/{}", set.file_id)),
            id,
        }
    });
    let parts = parts.collect();
    let (way, zip, lacking, sets) = (Way::Content, Some(files), Vec::new(), BTreeMap::new());
    Ok(Looked::New(Box::new(Offer {
        way,
        release,
        api_id: None,
        next,
        newest: None,
        sets,
        parts,
        lacking,
        zip,
        from: at,
        notes,
    })))
}

/// Fetches the files of an offer. When each is what it was, there is nothing; when one is new, all are fetched, so that a vintage
/// is whole.
///
/// # Errors
/// A file that the service offers does not come whole.
pub(crate) fn fetch(
    client: &Client<'_>,
    offer: &Offer<'_>,
    known: &BTreeMap<String, Tag>,
) -> Result<Fetched> {
    let mut fetched = Fetched::default();
    let mut same = Vec::new();
    for part in &offer.parts {
        let Some(url) = &part.url else { continue };
        match client.get(url, known.get(&part.wanted.name), unpack::csv)? {
            Got::Same => same.push((url, part.wanted)),
            Got::New(bytes, tag) => fetched.add(part.wanted, bytes, tag),
        }
    }
    let zip_same = !from_zip(client, offer, known.get(ZIP), &mut fetched)?;
    if !fetched.files.is_empty() {
        for (url, wanted) in same {
            if let Got::New(bytes, tag) = client.get(url, None, unpack::csv)? {
                fetched.add(wanted, bytes, tag);
            }
        }
        if zip_same {
            from_zip(client, offer, None, &mut fetched)?;
        }
    }
    Ok(fetched)
}

/// The key of the zip's mark among those of files.
const ZIP: &str = "zip";

/// Finds in the release's zip, by name, the files that no title told; whether there was another zip than the one we know.
fn from_zip(
    client: &Client<'_>,
    offer: &Offer<'_>,
    known: Option<&Tag>,
    fetched: &mut Fetched,
) -> Result<bool> {
    let unnamed: Vec<_> = offer
        .parts
        .iter()
        .filter(|part| part.url.is_none())
        .collect();
    let Some(zip) = offer.zip.as_ref().filter(|_| !unnamed.is_empty()) else {
        return Ok(true);
    };
    let Got::New(files, tag) = client.get(zip, known, |bytes| unpack::zip(&bytes))? else {
        return Ok(false);
    };
    for part in unnamed {
        match files.iter().find(|(name, _)| part.wanted.is_named(name)) {
            Some((name, bytes)) => {
                let csv =
                    unpack::csv(bytes.clone()).map_err(|what| Error::unreachable(zip, what))?;
                fetched.files.push((part.wanted.own_name(Some(name)), csv));
            }
            None if part.wanted.optional => {}
            None => fetched.missing.push(part.wanted.name.clone()),
        }
    }
    fetched.tags.insert(ZIP.to_owned(), tag);
    Ok(true)
}

impl Fetched {
    pub(super) fn add(&mut self, wanted: &Wanted, bytes: Vec<u8>, tag: Tag) {
        self.files
            .push((wanted.own_name(tag.name.as_deref()), bytes));
        self.tags.insert(wanted.name.clone(), tag);
    }
}
