//! A publication's own page on GOV.UK: the address of its file changes with every release, that of the page as the years do.

use super::client::{Client, Got, Tag};
use super::offer::{Fetched, Looked, Offer, Part, day};
use super::routes::{Route, Wanted, Way};
use super::state::{Release, Seen};
use super::unpack;
use crate::error::Result;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Page {
    title: String,
    base_path: Option<String>,
    public_updated_at: Option<String>,
    first_published_at: Option<String>,
    #[serde(default)]
    details: Details,
}

#[derive(Deserialize, Default)]
struct Details {
    #[serde(default)]
    attachments: Vec<Attachment>,
}

/// A file on a page. Pages within pages have no name of a file.
#[derive(Deserialize)]
struct Attachment {
    url: String,
    #[serde(default)]
    title: String,
    filename: Option<String>,
}

impl Attachment {
    fn name(&self) -> &str {
        self.filename
            .as_deref()
            .or_else(|| self.url.rsplit('/').next())
            .unwrap_or_default()
    }
}

/// This year's page, or last year's where that is not there yet, with its address.
fn newest(client: &Client<'_>, path: &str, today: Date) -> Result<Option<(String, Page)>> {
    let years = if path.contains("{year}") {
        vec![today.year(), today.year() - 1]
    } else {
        vec![today.year()]
    };
    for year in years {
        let path = path
            .replace("{year}", &year.to_string())
            .replace("{before}", &(year - 1).to_string());
        let url = format!("{}/{path}", client.service.pages);
        if let Some(page) = client.message_if_there::<Page>(&url)? {
            return Ok(Some((url, page)));
        }
    }
    Ok(None)
}

/// What a page says of its newest release, for a publication whose files no reader takes.
///
/// # Errors
/// The page cannot be reached.
pub(crate) fn tell(client: &Client<'_>, path: &str, today: Date) -> Result<Option<String>> {
    let told = |(url, page): (String, Page)| {
        let at = page.base_path.unwrap_or(url);
        format!(
            "the newest release is “{}” of {}: {at}",
            page.title,
            day(&page.public_updated_at.unwrap_or_default())
        )
    };
    Ok(newest(client, path, today)?.map(told))
}

/// Looks for a release that is not the one seen before. Where the page has moved, the drop folder is left.
///
/// # Errors
/// The page cannot be reached.
pub(crate) fn look<'a>(
    client: &Client<'_>,
    route: &'a Route,
    today: Date,
    seen: Option<&Seen>,
) -> Result<Looked<'a>> {
    let path = route.page.as_deref().unwrap_or_default();
    let by_hand = || {
        format!(
            "fetch {} in a browser, and put it into the drop folder",
            route.by_hand.join(" or ")
        )
    };
    let same = |note: Option<String>| Looked::Same {
        next: None,
        newest: None,
        notes: note.into_iter().collect(),
    };
    let Some((url, page)) = newest(client, path, today)? else {
        return Ok(same(Some(format!(
            "its page is not at {path} any more: {}",
            by_hand()
        ))));
    };
    let published = page
        .public_updated_at
        .or(page.first_published_at.clone())
        .unwrap_or_default();
    let named = page.first_published_at.as_deref().unwrap_or(&published);
    let title = day(named).parse::<Date>().map_or_else(
        |_| page.title.clone(),
        |day| day.strftime("%B %Y").to_string(),
    );
    let release = Release {
        id: url.clone(),
        title,
        published,
        updated: String::new(),
    };
    let before = seen
        .filter(|seen| seen.way == Way::Page)
        .map(|seen| &seen.release);
    if before == Some(&release) {
        return Ok(same(None));
    }
    if let Some(before) = before.filter(|before| day(&before.published) > day(&release.published)) {
        return Ok(same(Some(format!(
            "the page of {} is gone: what was taken in stays in use",
            before.title
        ))));
    }
    let mut parts = Vec::new();
    let mut notes = Vec::new();
    for wanted in &route.files {
        match only(&page.details.attachments, wanted) {
            Some(file) => parts.push(Part {
                wanted,
                url: Some(file.url.clone()),
                id: file.name().to_owned(),
            }),
            None => notes.push(format!(
                "its page has not one file that is surely {}: {}",
                wanted.name,
                by_hand()
            )),
        }
    }
    if parts.is_empty() {
        return Ok(Looked::Same {
            next: None,
            newest: None,
            notes,
        });
    }
    let (way, lacking, sets) = (Way::Page, Vec::new(), BTreeMap::new());
    Ok(Looked::New(Box::new(Offer {
        way,
        release,
        api_id: None,
        next: None,
        newest: None,
        sets,
        parts,
        lacking,
        zip: None,
        from: url,
        notes,
    })))
}

/// The file by its name; else the only one by its title.
fn only<'p>(files: &'p [Attachment], wanted: &Wanted) -> Option<&'p Attachment> {
    let ends = |file: &&Attachment| file.name().to_lowercase().ends_with(wanted.ending());
    let one = |fits: &dyn Fn(&Attachment) -> bool| {
        let mut fitting = files.iter().filter(ends).filter(|file| fits(file));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    one(&|file| wanted.is_named(file.name())).or_else(|| one(&|file| wanted.is_titled(&file.title)))
}

/// Fetches the files of an offer.
///
/// # Errors
/// A file does not come whole.
pub(crate) fn fetch(
    client: &Client<'_>,
    offer: &Offer<'_>,
    known: &BTreeMap<String, Tag>,
) -> Result<Fetched> {
    let mut fetched = Fetched::default();
    for part in &offer.parts {
        let Some(url) = &part.url else { continue };
        let read = |bytes| {
            if part.wanted.ending() == ".ods" {
                unpack::spreadsheet(bytes)
            } else {
                unpack::csv(bytes)
            }
        };
        // An address of an earlier release says nothing of this one.
        let known = known
            .get(&part.wanted.name)
            .filter(|tag| tag.of.as_ref() == Some(url));
        if let Got::New(bytes, tag) = client.get(url, known, read)? {
            let name = part.wanted.own_name(Some(&part.id));
            fetched.files.push((name, bytes));
            fetched.tags.insert(
                part.wanted.name.clone(),
                Tag {
                    of: Some(url.clone()),
                    ..tag
                },
            );
        }
    }
    Ok(fetched)
}
