//! The drop folder: what somebody fetched in a browser is taken in as if it had come by itself. The files stay where they lie.

use super::report::{FileLine, Line, Outcome};
use super::{Order, version};
use crate::error::{Error, Kind, Result};
use crate::run::import::{self, Wanted};
use crate::store::Store;
use crate::store::vintage::{State, StoredFile, Taken, Vintage};
use std::path::{Path, PathBuf};

/// Publications of what lies there that is not known yet, with what became of it; one line a folder where nothing is new.
///
/// # Errors
/// The store cannot be read or written. A folder that cannot be read is a result.
pub(super) fn folders(
    order: &Order<'_>,
    folders: &[PathBuf],
    only: &[String],
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for folder in folders {
        match one(order, folder, only) {
            Ok(told) => lines.extend(told),
            Err(fault) if matches!(fault.kind(), Kind::Unreadable | Kind::Usage) => {
                // No path: reasons enter the log.
                let reasons = vec![format!("{}; {}", fault.what(), fault.way_out())];
                lines.push(Line {
                    outcome: Outcome::Unreachable,
                    reasons,
                    ..quiet(folder)
                });
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(lines)
}

fn quiet(folder: &Path) -> Line {
    Line {
        publication: "drop-folder".to_owned(),
        title: format!("Drop folder {}", folder.display()),
        ..Line::default()
    }
}

fn one(order: &Order<'_>, folder: &Path, only: &[String]) -> Result<Vec<Line>> {
    let is_there = order
        .world
        .list(folder)
        .is_ok_and(|listed| listed.is_some());
    if !is_there
        && order
            .world
            .keep()
            .folders(folder)
            .map_or(true, |inside| inside.is_empty())
    {
        return Err(Error::unreadable(
            folder.display().to_string(),
            "the drop folder is not there",
        )
        .hint("make it, or correct drop under [refresh] in yardstick.toml"));
    }
    let paths = [folder.to_owned()];
    let wanted = Wanted {
        paths: &paths,
        release: None,
        published: None,
        lenient: true,
    };
    let mut arrivals = import::gather(order.world, order.reference, &wanted)?;
    if !only.is_empty() {
        arrivals.retain(only);
    }
    let mut told = quiet(folder);
    let passed = arrivals
        .report
        .checks
        .iter()
        .map(|check| format!("{}: {}; {}", check.file, check.found, check.guidance));
    told.notes.extend(passed);
    let mut lines = Vec::new();
    if order.dry_run {
        let known = Store::open(order.world, order.store)?.vintages()?;
        for (publication, release, files) in arrivals.unknown_to(&known) {
            let files = files
                .iter()
                .map(|name| FileLine::offered(name, ""))
                .collect();
            let mut line = of(order, &publication, &release);
            (line.outcome, line.files) = (Outcome::Offered, files);
            lines.push(line);
        }
    } else {
        let report = arrivals.take_in(order.world, order.reference, order.store)?;
        told.notes.extend(report.notes);
        lines.extend(report.taken.iter().filter_map(|taken| became(order, taken)));
    }
    if !told.notes.is_empty() || lines.is_empty() {
        lines.insert(0, told);
    }
    Ok(lines)
}

fn of(order: &Order<'_>, publication: &str, release: &str) -> Line {
    let known = order.reference.sources.publication(publication);
    let mut line = known.map(Line::of).unwrap_or_default();
    (line.publication, line.release) = (publication.to_owned(), release.to_owned());
    line.notes.push("from the drop folder".to_owned());
    line
}

/// Nothing is said of what is known and sound. What is set aside stays a trouble while it lies there.
fn became(order: &Order<'_>, taken: &Taken) -> Option<Line> {
    let vintage = taken.vintage();
    let mut line = of(order, &vintage.publication, &vintage.release);
    line.outcome = match (&vintage.state, taken) {
        (State::Good, Taken::Known(_)) => return None,
        (State::Good, Taken::New(_)) => Outcome::New,
        (State::Quarantined(why), _) => {
            line.reasons.clone_from(why);
            line.notes.push(format!(
                "screened by version {}; take the file out of the folder, or put a sound one there",
                version(order.reference)
            ));
            Outcome::Quarantined
        }
    };
    line.vintage.clone_from(&vintage.id);
    line.published = vintage
        .published
        .map(|day| day.to_string())
        .unwrap_or_default();
    line.files = stored(vintage);
    Some(line)
}

fn stored(vintage: &Vintage) -> Vec<FileLine> {
    let line = |file: &StoredFile| FileLine {
        name: file.name.clone(),
        id: String::new(),
        bytes: usize::try_from(file.bytes).ok(),
        sha256: Some(file.sha256.clone()),
    };
    vintage.files.iter().map(line).collect()
}
