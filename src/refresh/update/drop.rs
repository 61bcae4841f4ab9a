//! The drop folder: files that the user downloaded with a browser are taken in like those that a service offers. They stay where they
//! are.

use super::report::{PublicationResult, RefreshOutcome, RefreshedFile};
use super::{PublicationsOrder, version};
use crate::error::{Error, Kind, Result};
use crate::refresh::intake::{self, ImportOrder};
use crate::store::Store;
use crate::store::vintage::{State as VintageState, StoredFile, Taken, Vintage};
use std::path::{Path, PathBuf};

/// What became of each publication with a new file in the folders; one result for a folder in which nothing is new. `only` holds keys
/// of publications; all of them where it is empty.
///
/// # Errors
/// The store cannot be read or written. A folder that cannot be read is a result.
pub(super) fn folders(
    order: &PublicationsOrder<'_>,
    folders: &[PathBuf],
    only: &[String],
) -> Result<Vec<PublicationResult>> {
    let mut results = Vec::new();
    for folder in folders {
        match one(order, folder, only) {
            Ok(found) => results.extend(found),
            Err(fault) if matches!(fault.kind(), Kind::Unreadable | Kind::Usage) => {
                // Without the path: reasons are written to the log.
                let reasons = vec![format!("{}; {}", fault.what(), fault.way_out())];
                results.push(PublicationResult {
                    outcome: RefreshOutcome::Unreachable,
                    reasons,
                    ..folder_result(folder)
                });
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(results)
}

/// The result of a folder in which nothing is new.
fn folder_result(folder: &Path) -> PublicationResult {
    PublicationResult {
        publication: "drop-folder".to_owned(),
        title: format!("Drop folder {}", folder.display()),
        ..PublicationResult::default()
    }
}

fn one(
    order: &PublicationsOrder<'_>,
    folder: &Path,
    only: &[String],
) -> Result<Vec<PublicationResult>> {
    if !exists(order, folder) {
        return Err(Error::unreadable(
            folder.display().to_string(),
            "the drop folder is not there",
        )
        .hint("make it, or correct drop under [refresh] in yardstick.toml"));
    }
    let paths = [folder.to_owned()];
    let wanted = ImportOrder {
        paths: &paths,
        release: None,
        published: None,
        lenient: true,
        accepts_losses: false,
    };
    let mut arrivals = intake::gather(order.world, order.reference, &wanted)?;
    if !only.is_empty() {
        arrivals.retain(only);
    }
    let mut of_folder = folder_result(folder);
    let passed_over = arrivals
        .report
        .checks
        .iter()
        .map(|check| format!("{}: {}; {}", check.file, check.found, check.guidance));
    of_folder.notes.extend(passed_over);
    let mut results = Vec::new();
    if order.dry_run {
        let known = Store::open(order.world, order.store)?.vintages()?;
        for (publication, release, files) in arrivals.unknown_to(&known) {
            let files = files
                .iter()
                .map(|name| RefreshedFile::offered(name, ""))
                .collect();
            results.push(PublicationResult {
                outcome: RefreshOutcome::Offered,
                files,
                ..publication_result(order, &publication, &release)
            });
        }
    } else {
        let report = arrivals.take_in(order.world, order.reference, order.store)?;
        of_folder.notes.extend(report.notes);
        let taken = report.taken.iter();
        results.extend(taken.filter_map(|taken| taken_result(order, taken)));
    }
    if !of_folder.notes.is_empty() || results.is_empty() {
        results.insert(0, of_folder);
    }
    Ok(results)
}

/// Whether the folder is there. One that holds nothing but folders is.
fn exists(order: &PublicationsOrder<'_>, folder: &Path) -> bool {
    let has_files = order
        .world
        .list(folder)
        .is_ok_and(|listed| listed.is_some());
    has_files
        || order
            .world
            .storage()
            .folders(folder)
            .is_ok_and(|inside| !inside.is_empty())
}

fn publication_result(
    order: &PublicationsOrder<'_>,
    publication: &str,
    release: &str,
) -> PublicationResult {
    let known = order.reference.sources.publication(publication);
    PublicationResult {
        publication: publication.to_owned(),
        release: release.to_owned(),
        notes: vec!["from the drop folder".to_owned()],
        ..known.map(PublicationResult::of).unwrap_or_default()
    }
}

/// None for a file that is stored already and sound. A file that is set aside is reported in every run while it lies in the folder.
fn taken_result(order: &PublicationsOrder<'_>, taken: &Taken) -> Option<PublicationResult> {
    let vintage = taken.vintage();
    let mut result = publication_result(order, &vintage.publication, &vintage.release);
    result.outcome = match (&vintage.state, taken) {
        (VintageState::Good, Taken::Known(_)) => return None,
        (VintageState::Good, Taken::New(_)) => RefreshOutcome::New,
        (VintageState::Quarantined(why), _) => {
            result.reasons.clone_from(why);
            result.notes.push(format!(
                "screened by version {}; take the file out of the folder, or put a sound one there",
                version(order.reference)
            ));
            RefreshOutcome::Quarantined
        }
    };
    result.vintage = vintage.id.to_string();
    result.published = vintage
        .published
        .map_or_else(String::new, |day| day.to_string());
    result.files = stored_files(vintage);
    Some(result)
}

fn stored_files(vintage: &Vintage) -> Vec<RefreshedFile> {
    vintage.files.iter().map(stored_file).collect()
}

fn stored_file(file: &StoredFile) -> RefreshedFile {
    RefreshedFile {
        name: file.name.to_string(),
        id: String::new(),
        bytes: usize::try_from(file.bytes).ok(),
        sha256: Some(file.sha256.clone()),
    }
}
