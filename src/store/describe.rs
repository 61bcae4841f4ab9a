//! What a vintage says of itself: which release, which files, what was found in them, and by what it was read.

use super::screening::Screening;
use super::vintage::{Incoming, Reason, State, StoredFile, UNKNOWN, Vintage};
use crate::reference::Reference;
use crate::reference::sources::first_of;
use crate::world;
use crate::world::plain_name::PlainName;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The day from which a release is used.
pub(super) fn day(incoming: &Incoming) -> Option<Date> {
    incoming.published.or_else(|| first_of(&incoming.release))
}

/// The vintage of the files that may be used, then that of those set aside. Where there are none of a kind there is no vintage.
pub(super) fn parts(
    incoming: &Incoming,
    screening: &Screening,
    reasons: &[Reason],
    reference: &Reference,
) -> Vec<Vintage> {
    let (good, bad): (Vec<_>, Vec<_>) = screening.files.iter().partition(|(_, why)| why.is_empty());
    // What is wrong with the release and with no file of it is kept with its good vintage.
    let of_release = reasons.iter().filter(|reason| {
        !screening
            .files
            .iter()
            .any(|(file, _)| file.name == *reason.file)
    });
    let of_release: Vec<String> = of_release.map(Reason::line).collect();
    let mut parts = Vec::new();
    if !good.is_empty() {
        let mut usable = vintage(incoming, stored(&good), State::Good, screening, reference);
        usable.indicators = screening.rows.indicators.iter().cloned().collect();
        usable.figures = screening.rows.len();
        usable.cells = screening.rows.cells();
        usable.checks.extend(of_release);
        parts.push(usable);
    }
    if !bad.is_empty() {
        let why = bad
            .iter()
            .flat_map(|(_, why)| why)
            .map(Reason::line)
            .collect();
        parts.push(vintage(
            incoming,
            stored(&bad),
            State::Quarantined(why),
            screening,
            reference,
        ));
    }
    parts
}

fn vintage(
    incoming: &Incoming,
    files: Vec<StoredFile>,
    state: State,
    screening: &Screening,
    reference: &Reference,
) -> Vintage {
    let day = day(incoming).map_or_else(|| "undated".to_owned(), |day| day.to_string());
    let digest = of_all(&files);
    Vintage {
        publication: PlainName::nearest(if incoming.publication.is_empty() {
            UNKNOWN
        } else {
            &incoming.publication
        }),
        id: PlainName::nearest(&format!("{day}--{}", digest.get(..8).unwrap_or(&digest))),
        release: incoming.release.clone(),
        published: incoming.published,
        retrieved: incoming.retrieved,
        from: incoming.from.clone(),
        state,
        indicators: Vec::new(),
        figures: 0,
        cells: BTreeMap::new(),
        checks: screening.lines(&files),
        read_by: read_by(reference),
        files,
    }
}

/// The files without the reasons.
fn stored(part: &[&(StoredFile, Vec<Reason>)]) -> Vec<StoredFile> {
    part.iter().map(|(file, _)| file.clone()).collect()
}

/// The program and the edition of the catalogue that read a vintage.
pub(super) fn read_by(reference: &Reference) -> String {
    format!(
        "yardstick {}, catalogue {}",
        env!("CARGO_PKG_VERSION"),
        reference.catalogue.edition
    )
}

/// One digest of all files.
fn of_all(files: &[StoredFile]) -> String {
    match files {
        [only] => only.sha256.clone(),
        several => {
            let lines: String = several
                .iter()
                .map(|file| format!("{}  {}\n", file.sha256, file.name))
                .collect();
            world::digest(lines.as_bytes())
        }
    }
}
