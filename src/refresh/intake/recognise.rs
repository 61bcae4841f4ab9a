//! Which publication and release a file is of: by what a store says of it, by digest, header or name.

use super::gather::FoundFile;
use super::request::{ImportOrder, ImportReport};
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use crate::source::readings::{is_of_readings, read_on};
use crate::source::{ees, lait};
use crate::store::vintage::UNKNOWN;
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Which release a file belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ImportedRelease {
    /// Files that others are divided by come first.
    pub(super) later: bool,
    pub(super) publication: String,
    pub(super) release: String,
    pub(super) published: Option<Date>,
    /// When the other store got it: of two corrections on one day the later one is used here too.
    pub(super) retrieved: Option<Timestamp>,
    /// The vintage of another store that it was taken out of; its files stay together here.
    pub(super) vintage: String,
}

impl ImportedRelease {
    /// Of a file that nobody knows.
    pub(super) fn of_nobody(file: &FoundFile) -> ImportedRelease {
        let vintage = file
            .hint
            .as_ref()
            .map(|hint| hint.id.to_string())
            .unwrap_or_default();
        let retrieved = file.hint.as_ref().and_then(|hint| hint.retrieved);
        ImportedRelease {
            later: true,
            publication: UNKNOWN.to_owned(),
            release: String::new(),
            published: None,
            retrieved,
            vintage,
        }
    }
}

/// By what the store says that a file comes from, or by its digest.
pub(super) fn known(reference: &Reference, file: &FoundFile) -> Option<ImportedRelease> {
    let retrieved = file.hint.as_ref().and_then(|hint| hint.retrieved);
    // What a file says of itself is believed of publications that are known, and of no others.
    if let Some(hint) = file
        .hint
        .as_ref()
        .filter(|hint| reference.sources.publication(&hint.publication).is_some())
    {
        return Some(ImportedRelease {
            later: !is_population(reference, &hint.publication),
            publication: hint.publication.to_string(),
            release: hint.release.clone(),
            published: hint.published,
            retrieved,
            vintage: hint.id.to_string(),
        });
    }
    let sources = &reference.sources;
    let known = sources
        .file_by_digest(&file.digest)
        .or_else(|| sources.file_by_digest(&file.original.sha256))?;
    Some(ImportedRelease {
        later: !is_population(reference, &known.publication),
        publication: known.publication.clone(),
        release: known.release.clone(),
        published: known.published.as_ref().and_then(|day| day.parse().ok()),
        retrieved,
        vintage: String::new(),
    })
}

fn is_population(reference: &Reference, publication: &str) -> bool {
    let entries = reference.catalogue.entries();
    let needed: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| &entry.ees)
        .filter_map(|mapping| mapping.population.as_ref())
        .map(|population| population.file.as_str())
        .collect();
    entries
        .iter()
        .filter(|entry| entry.publication == publication)
        .flat_map(|entry| &entry.ees)
        .any(|mapping| needed.contains(mapping.file.as_str()))
}

/// The publication of a file that nobody knows by digest: by columns and labels that are its own, else by its name.
pub(super) fn recognised(
    world: &dyn World,
    reference: &Reference,
    file: &FoundFile,
) -> Option<String> {
    if let Some(publication) = file.original.judged(world, reference) {
        return Some(publication.to_owned());
    }
    let by_name = || {
        let entry = reference.catalogue.of_file(&file.original.name);
        entry.map(|entry| entry.publication.clone())
    };
    let Ok(sheet) = file.original.sheet(world) else {
        return by_name();
    };
    if sheet.has_columns(&lait::BULK) || sheet.has_columns(&lait::DICTIONARY) {
        return Some(COMPILATION.to_owned());
    }
    if !sheet.has_columns(&ees::columns::REQUIRED) {
        return by_name();
    }
    // A file that breaks off is placed by its name, and screened as what it claims to be.
    ees::publication(sheet, reference).map_or_else(|_| by_name(), |known| known.map(str::to_owned))
}

pub(super) fn is_of_ees(world: &dyn World, file: &FoundFile) -> bool {
    let sheet = file.original.sheet(world);
    file.damage.is_none() && sheet.is_ok_and(|sheet| sheet.has_columns(&ees::columns::REQUIRED))
}

/// The release as it was typed, else as the file's name has it.
pub(super) fn said(
    reference: &Reference,
    publication: &str,
    name: &str,
    request: &ImportOrder<'_>,
    report: &mut ImportReport,
) -> Option<ImportedRelease> {
    let (release, published) = match (request.release, request.published) {
        (Some(release), published) => (release.to_owned(), published),
        (None, Some(day)) => (day.strftime("%B %Y").to_string(), Some(day)),
        (None, None) if is_of_readings(publication) && read_on(name).is_some() => {
            let day = read_on(name);
            let words = day.map_or_else(String::new, |day| day.strftime("%-d %B %Y").to_string());
            (words, day)
        }
        (None, None) => {
            let release = release_in(reference, publication, name)?;
            report.notes.push(format!("{name}: taken as the {release} release, by its name; --release and --published say otherwise"));
            (release, None)
        }
    };
    Some(ImportedRelease {
        later: !is_population(reference, publication),
        publication: publication.to_owned(),
        release,
        published,
        retrieved: None,
        vintage: String::new(),
    })
}

/// The release that a file's name tells, by its year and the month in which the publication comes out.
fn release_in(reference: &Reference, publication: &str, name: &str) -> Option<String> {
    let year = year_in(name)?;
    let month = reference.sources.publication(publication)?.month?;
    // A publication before the summer tells of the year before.
    let year = if month < 7 { year + 1 } else { year };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some(first.strftime("%B %Y").to_string())
}

/// The last year that a file's name holds.
fn year_in(name: &str) -> Option<i16> {
    let numbers = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4);
    numbers
        .filter_map(|part| part.parse().ok())
        .rfind(|year| (2010..2100).contains(year))
}
