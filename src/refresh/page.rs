//! A publication's own page on GOV.UK. The address of its file changes with every release; the address of the page changes only by
//! the year in it.

use super::client::{Client, Download};
use super::file_tag::FileTag;
use super::offer::{Availability, FetchedFiles, OfferedFile, ReleaseOffer, Unchanged};
use super::routes::{Channel, FilePattern, Route};
use super::state::{SeenPublication, SeenRelease, day};
use super::unpack;
use crate::error::Result;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct GovUkPage {
    title: String,
    base_path: Option<String>,
    public_updated_at: Option<String>,
    first_published_at: Option<String>,
    #[serde(default)]
    details: PageDetails,
}

#[derive(Deserialize, Default)]
struct PageDetails {
    #[serde(default)]
    attachments: Vec<Attachment>,
}

/// A file on a page, or a page within it, which has no file name.
#[derive(Deserialize)]
struct Attachment {
    url: String,
    #[serde(default)]
    title: String,
    filename: Option<String>,
    /// Bytes.
    file_size: Option<usize>,
}

impl Attachment {
    /// Its file name, or the last part of its address.
    fn name(&self) -> &str {
        self.filename
            .as_deref()
            .or_else(|| self.url.rsplit('/').next())
            .unwrap_or(&self.url)
    }
}

/// The page of this year, or of last year where that does not exist yet, with its address.
fn newest_page(
    client: &Client<'_>,
    path: &str,
    today: Date,
) -> Result<Option<(String, GovUkPage)>> {
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
        if let Some(page) = client.message_if_there::<GovUkPage>(&url)? {
            return Ok(Some((url, page)));
        }
    }
    Ok(None)
}

/// A note on a page's newest release, for a publication whose files the program does not read.
///
/// # Errors
/// The page cannot be reached.
pub(crate) fn note(client: &Client<'_>, path: &str, today: Date) -> Result<Option<String>> {
    Ok(newest_page(client, path, today)?.map(|(url, page)| {
        let of_day = page
            .public_updated_at
            .map_or_else(String::new, |updated| format!(" of {}", day(&updated)));
        let at = page.base_path.unwrap_or(url);
        format!("the newest release is “{}”{of_day}: {at}", page.title)
    }))
}

/// Looks for a release that is not the one seen before. A page that has moved is no fault: a note sends the user to the drop folder.
///
/// # Errors
/// The page cannot be reached.
pub(crate) fn look<'a>(
    client: &Client<'_>,
    (route, path): (&'a Route, &str),
    today: Date,
    seen: Option<&SeenPublication>,
) -> Result<Availability<'a>> {
    let by_hand = format!(
        "fetch {} in a browser, and put it into the drop folder",
        route.by_hand.join(" or ")
    );
    let Some((url, page)) = newest_page(client, path, today)? else {
        let note = format!("its page is not at {path} any more: {by_hand}");
        return Ok(unchanged(vec![note]));
    };
    let release = release(&url, &page);
    let before = seen
        .filter(|seen| seen.channel == Channel::Page)
        .map(|seen| &seen.release);
    if before == Some(&release) {
        return Ok(unchanged(Vec::new()));
    }
    if let Some(before) = before.filter(|before| before.day() > release.day()) {
        let note = format!(
            "the page of {} is gone: what was taken in stays in use",
            before.title
        );
        return Ok(unchanged(vec![note]));
    }
    let (mut files, mut notes) = (Vec::new(), Vec::new());
    for pattern in &route.files {
        match only_match(&page.details.attachments, pattern) {
            Some(file) => files.push(OfferedFile {
                pattern,
                url: Some(file.url.clone()),
                id: file.name().to_owned(),
                length: file.file_size,
            }),
            None => notes.push(format!(
                "its page has not one file that is surely {}: {by_hand}",
                pattern.name
            )),
        }
    }
    if files.is_empty() {
        return Ok(unchanged(notes));
    }
    Ok(Availability::New(Box::new(ReleaseOffer {
        notes,
        ..ReleaseOffer::new(Channel::Page, release, url, files)
    })))
}

fn unchanged<'a>(notes: Vec<String>) -> Availability<'a> {
    Availability::Unchanged(Unchanged::with_notes(notes))
}

/// The release of a page, named by the month in which the page first appeared.
fn release(url: &str, page: &GovUkPage) -> SeenRelease {
    let published = page
        .public_updated_at
        .as_ref()
        .or(page.first_published_at.as_ref());
    let title = page
        .first_published_at
        .as_ref()
        .or(published)
        .and_then(|first| day(first).parse::<Date>().ok())
        .map_or_else(
            || page.title.clone(),
            |day| day.strftime("%B %Y").to_string(),
        );
    SeenRelease {
        id: url.to_owned(),
        title,
        published: published.cloned(),
        updated: String::new(),
    }
}

/// The only file with the pattern's name; else the only one with its title.
fn only_match<'p>(files: &'p [Attachment], pattern: &FilePattern) -> Option<&'p Attachment> {
    only(files, pattern, |file| pattern.is_named(file.name()))
        .or_else(|| only(files, pattern, |file| pattern.is_titled(&file.title)))
}

fn only<'p>(
    files: &'p [Attachment],
    pattern: &FilePattern,
    is_it: impl Fn(&Attachment) -> bool,
) -> Option<&'p Attachment> {
    let mut fitting = files
        .iter()
        .filter(|file| file.name().to_lowercase().ends_with(pattern.ending()) && is_it(file));
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Fetches the files of an offer.
///
/// # Errors
/// A file does not arrive whole.
pub(crate) fn fetch(
    client: &Client<'_>,
    offer: &ReleaseOffer<'_>,
    known: &BTreeMap<String, FileTag>,
) -> Result<FetchedFiles> {
    let mut fetched = FetchedFiles::default();
    for file in &offer.files {
        let Some(url) = &file.url else { continue };
        let unpack = if file.pattern.ending() == ".ods" {
            unpack::spreadsheet
        } else {
            unpack::csv
        };
        // What a server said of an earlier release's address is no condition for this one.
        let known = known
            .get(&file.pattern.name)
            .filter(|tag| tag.of.as_ref() == Some(url));
        let read = |bytes| unpack(bytes).and_then(|bytes| of_length(bytes, file.length));
        if let Download::New(bytes, tag) = client.get(url, known, read)? {
            let name = file.pattern.kept_name(Some(&file.id));
            fetched.files.push((name, bytes));
            fetched.tags.insert(
                file.pattern.name.clone(),
                FileTag {
                    of: Some(url.clone()),
                    ..tag
                },
            );
        }
    }
    Ok(fetched)
}

/// The bytes of a file, held against the length that its page gives. A file that is cut off between two of its lines, or that a
/// proxy has changed, reads as a whole one.
fn of_length(bytes: Vec<u8>, published: Option<usize>) -> Result<Vec<u8>, String> {
    match published.filter(|length| *length != bytes.len()) {
        None => Ok(bytes),
        Some(length) => Err(format!(
            "{} bytes came, and its page says that it has {length}",
            bytes.len()
        )),
    }
}
