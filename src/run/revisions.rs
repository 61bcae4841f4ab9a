//! Which releases to compare, whose revisions to report, and which papers to compare with them.

use crate::composition::manifest::Manifest;
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::load::{Stored, known_name};
use crate::reference::Reference;
use crate::revision::papers::{AffectedEntry, RevisionReports, affected};
use crate::revision::releases::{ReleaseFigures, named, newest};
use crate::revision::{RevisionReport, RevisionScope, between};
use crate::run::verify::again;
use crate::world::World;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Which revisions to report.
pub(crate) struct RevisionsOrder<'a> {
    /// The older and the newer release: vintages or releases of the store, or files and folders. Otherwise the newest release of each
    /// publication by `as_at`, and what was published before it.
    pub(crate) between: Option<[&'a str; 2]>,
    pub(crate) as_at: Option<Date>,
    /// Indicators by id, title or publisher's code; none means every one.
    pub(crate) indicators: &'a [String],
    pub(crate) scope: RevisionScope,
    /// Manifests of papers.
    pub(crate) papers: &'a [PathBuf],
    pub(crate) stored: &'a Stored,
}

/// Everything that was revised.
pub(crate) struct RevisionsOutcome {
    pub(crate) report: RevisionReport,
    /// Entries of the papers that rest on revised figures.
    pub(crate) affected: Vec<AffectedEntry>,
}

/// Compares two releases, and the papers that rest on the older with the newer.
///
/// # Errors
/// A name that is no indicator, release or file; a manifest that cannot be read. A paper that cannot be made again is noted, and what it
/// rests on is reported all the same.
pub(crate) fn revisions(
    world: &dyn World,
    reference: &Reference,
    order: &RevisionsOrder<'_>,
    messages: &dyn Messages,
) -> Result<RevisionsOutcome> {
    let indicators = order
        .indicators
        .iter()
        .map(|name| known_name(reference, name))
        .collect::<Result<Vec<String>>>()?;
    let (old, new) = match order.between {
        Some([old, new]) => (
            named(world, reference, order.stored, old, &indicators)?,
            named(world, reference, order.stored, new, &indicators)?,
        ),
        None => newest(world, reference, order.stored, order.as_at, &indicators)?,
    };
    let report = between(&old, &new, reference, order.scope);
    let mut entries = Vec::new();
    if !order.papers.is_empty() {
        let everywhere = between(&old, &new, reference, RevisionScope::Everywhere);
        let releases = ComparedReleases {
            old: &old,
            new: &new,
            everywhere: &everywhere,
        };
        for path in order.papers {
            entries.extend(releases.affected(world, reference, path, messages)?);
        }
    }
    Ok(RevisionsOutcome {
        report,
        affected: entries,
    })
}

struct ComparedReleases<'a> {
    old: &'a ReleaseFigures<'a>,
    new: &'a ReleaseFigures<'a>,
    everywhere: &'a RevisionReport,
}

impl ComparedReleases<'_> {
    /// The entries of a paper that rest on revised figures. The paper is made again of the newer release, to show how they read now.
    fn affected(
        &self,
        world: &dyn World,
        reference: &Reference,
        path: &Path,
        messages: &dyn Messages,
    ) -> Result<Vec<AffectedEntry>> {
        let name = path.display().to_string();
        let manifest = Manifest::open(world, path)?;
        let scope = RevisionScope::One(manifest.area()?);
        let own = between(self.old, self.new, reference, scope);
        let made = match &self.new.stored {
            Some(stored) => again(world, reference, &manifest, Some(stored)),
            None => Err(Error::nothing(
                "the newer side is of files that need not hold all it tells of",
            )),
        };
        if let Err(fault) = &made {
            messages.note(&format!("{name} was not made again: {}", fault.what()));
        }
        let reports = RevisionReports {
            everywhere: self.everywhere,
            own: &own,
        };
        affected(&name, &manifest, made.as_ref().ok(), &reports)
    }
}
