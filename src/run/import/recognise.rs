//! Which publication and release a file is of: by what a store says of it, by digest, header or name.

use super::gather::Found;
use super::{Report, Wanted};
use crate::reference::Reference;
use crate::source::{ees, lait};
use crate::store::vintage::UNKNOWN;
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;

/// Which release a file belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release {
    /// Files that others are divided by come first.
    pub(super) later: bool,
    pub(super) publication: String,
    pub(super) release: String,
    pub(super) published: Option<Date>,
    /// When the other store got it: of two corrections on one day the later one speaks here too.
    pub(super) retrieved: Option<Timestamp>,
    /// The vintage of another store that it was taken out of: what is one there is one here.
    pub(super) vintage: String,
}

impl Release {
    /// Of a file that nobody knows.
    pub(super) fn of_nobody(file: &Found) -> Release {
        let vintage = file
            .hint
            .as_ref()
            .map(|hint| hint.id.clone())
            .unwrap_or_default();
        let retrieved = file.hint.as_ref().and_then(|hint| hint.retrieved);
        Release {
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
pub(super) fn known(reference: &Reference, file: &Found) -> Option<Release> {
    let of = |publication: &str, release: &str, published, vintage: &str| Release {
        later: !is_population(reference, publication),
        publication: publication.to_owned(),
        release: release.to_owned(),
        published,
        retrieved: file.hint.as_ref().and_then(|hint| hint.retrieved),
        vintage: vintage.to_owned(),
    };
    if let Some(hint) = file
        .hint
        .as_ref()
        .filter(|hint| hint.publication != UNKNOWN)
    {
        return Some(of(
            &hint.publication,
            &hint.release,
            hint.published,
            &hint.id,
        ));
    }
    let sources = &reference.sources;
    let known = sources
        .file_by_digest(&file.digest)
        .or_else(|| sources.file_by_digest(&file.original.sha256))?;
    Some(of(
        &known.publication,
        &known.release,
        known.published.as_ref().and_then(|day| day.parse().ok()),
        "",
    ))
}

fn is_population(reference: &Reference, publication: &str) -> bool {
    let entries = reference.catalogue.entries();
    let needed: Vec<_> = entries
        .iter()
        .flat_map(|e| &e.ees)
        .filter_map(|m| m.population.as_ref())
        .collect();
    let serves = |file: &str| needed.iter().any(|population| population.file == file);
    entries
        .iter()
        .any(|e| e.publication == publication && e.ees.iter().any(|m| serves(&m.file)))
}

/// The publication of a file that nobody knows by digest: by its header, and among those by its name.
pub(super) fn recognised(world: &dyn World, reference: &Reference, file: &Found) -> Option<String> {
    if let Some(publication) = file.original.judged(world, reference) {
        return Some(publication.to_owned());
    }
    let entries = reference.catalogue.entries();
    let by_name = entries.iter().find(|e| {
        e.ees
            .iter()
            .any(|m| file.original.name.starts_with(&m.file))
    });
    let Ok(header) = file.original.header(world) else {
        return by_name.map(|e| e.publication.clone());
    };
    let has = |names: &[&str]| names.iter().all(|name| header.iter().any(|h| h == name));
    if has(&lait::BULK) || has(&lait::DICTIONARY) {
        return Some("local-authority-interactive-tool".to_owned());
    }
    if !has(&ees::columns::REQUIRED) {
        return by_name.map(|e| e.publication.clone());
    }
    let fits = || {
        entries
            .iter()
            .find(|e| e.ees.iter().any(|m| has(&m.columns())))
    };
    by_name.or_else(fits).map(|e| e.publication.clone())
}

pub(super) fn is_of_ees(world: &dyn World, file: &Found) -> bool {
    let header = file.original.header(world).unwrap_or_default();
    file.damage.is_none()
        && ees::columns::REQUIRED
            .iter()
            .all(|name| header.iter().any(|h| h == name))
}

/// The release as it was typed, else as the file's name has it.
pub(super) fn said(
    reference: &Reference,
    publication: &str,
    name: &str,
    wanted: &Wanted<'_>,
    report: &mut Report,
) -> Option<Release> {
    let of = |release: String, published| Release {
        later: !is_population(reference, publication),
        publication: publication.to_owned(),
        release,
        published,
        retrieved: None,
        vintage: String::new(),
    };
    match (wanted.release, wanted.published) {
        (Some(release), published) => return Some(of(release.to_owned(), published)),
        (None, Some(day)) => return Some(of(day.strftime("%B %Y").to_string(), Some(day))),
        (None, None) => {}
    }
    let year = year_in(name)?;
    let month = reference.sources.publication(publication)?.month?;
    // What comes out before the summer tells of the year before.
    let year = if month < 7 { year + 1 } else { year };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let release = first.strftime("%B %Y").to_string();
    report.notes.push(format!("{name}: taken as the {release} release, by its name; --release and --published say otherwise"));
    Some(of(release, None))
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
