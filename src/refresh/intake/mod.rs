//! `import`: files that somebody brought by hand, recognised by header, digest or name, and taken into the store a release at a
//! time.

mod gather;
mod group;
mod recognise;
mod request;

pub(crate) use request::{ImportOrder, ImportReport, NOT_FOLLOWED};

use crate::error::Result;
use crate::reference::Reference;
use crate::refresh::state as refresh;
use crate::store::Store;
use crate::store::vintage::{Incoming, Reason, Taken, Vintage};
use crate::world::World;
use gather::{FoundFile, Gathering};
use group::{Releases, by_release};
use std::path::Path;

/// Takes in everything that is named.
///
/// # Errors
/// As [`gather`] and [`Arrivals::take_in`].
pub(crate) fn import(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
    wanted: &ImportOrder<'_>,
) -> Result<ImportReport> {
    gather(world, reference, wanted)?.take_in(world, reference, root)
}

/// Reads everything again that lies in quarantine, and what was read by an older catalogue.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn rescreen(
    world: &dyn World,
    reference: &Reference,
    store: &mut Store<'_>,
) -> Result<(ImportReport, usize)> {
    let mut gathering = Gathering {
        world,
        found: Vec::new(),
        checks: Vec::new(),
    };
    gathering.aside(&store.quarantine())?;
    let wanted = ImportOrder {
        paths: &[],
        release: None,
        published: None,
        lenient: false,
        accepts_losses: false,
    };
    let mut report =
        Arrivals::of(gathering, reference, &wanted)?.take_in(world, reference, store.root())?;
    let writing = store.write()?;
    report.notes.extend(writing.notes.iter().cloned());
    let again = store.keep_readings(&writing, reference)?;
    Ok((report, again))
}

/// Files by release, before they are taken in.
pub(crate) struct Arrivals {
    releases: Releases,
    accepts_losses: bool,
    pub(crate) report: ImportReport,
}

/// Reads and recognises everything that is named; nothing is taken in yet.
///
/// # Errors
/// A path that cannot be read; a file of a known publication whose release nobody says.
pub(crate) fn gather(
    world: &dyn World,
    reference: &Reference,
    wanted: &ImportOrder<'_>,
) -> Result<Arrivals> {
    let mut gathering = Gathering {
        world,
        found: Vec::new(),
        checks: Vec::new(),
    };
    for path in wanted.paths {
        gathering.path(path)?;
    }
    Arrivals::of(gathering, reference, wanted)
}

impl Arrivals {
    fn of(
        gathering: Gathering<'_>,
        reference: &Reference,
        wanted: &ImportOrder<'_>,
    ) -> Result<Arrivals> {
        let Gathering {
            world,
            found,
            checks,
        } = gathering;
        let mut report = ImportReport {
            checks,
            ..ImportReport::default()
        };
        let releases = by_release(world, reference, found, wanted, &mut report)?;
        Ok(Arrivals {
            releases,
            accepts_losses: wanted.accepts_losses,
            report,
        })
    }

    /// Only what belongs to these publications.
    pub(crate) fn retain(&mut self, publications: &[String]) {
        self.releases
            .retain(|release, _| publications.contains(&release.publication));
    }

    /// Publication, release and files of what no vintage has.
    pub(crate) fn unknown_to(&self, known: &[Vintage]) -> Vec<(String, String, Vec<String>)> {
        let mut unknown = Vec::new();
        for (release, files) in &self.releases {
            let names: Vec<String> = files
                .iter()
                .filter(|file| !is_held(file, known))
                .map(|file| file.original.name.to_string())
                .collect();
            if !names.is_empty() {
                unknown.push((release.publication.clone(), release.release.clone(), names));
            }
        }
        unknown
    }

    /// Takes everything into the store, one release at a time.
    ///
    /// # Errors
    /// The store cannot be written: nothing is taken in then, short of the releases before a full disk.
    pub(crate) fn take_in(
        self,
        world: &dyn World,
        reference: &Reference,
        root: &Path,
    ) -> Result<ImportReport> {
        let Arrivals {
            releases,
            accepts_losses,
            mut report,
        } = self;
        if releases.is_empty() {
            return Ok(report);
        }
        let mut store = Store::open(world, root)?;
        let writing = store.write()?;
        report.notes.extend(writing.notes.iter().cloned());
        let now = Some(world.now());
        for (release, files) in releases {
            // What another store uses was looked at there.
            let is_used_elsewhere = files
                .iter()
                .all(|file| file.hint.as_ref().is_some_and(Vintage::is_good));
            let incoming = Incoming {
                accepts_losses: accepts_losses || is_used_elsewhere,
                publication: release.publication,
                release: release.release,
                published: release.published,
                retrieved: release.retrieved.or(now),
                from: files
                    .first()
                    .map(|file| file.from.clone())
                    .unwrap_or_default(),
                reasons: files
                    .iter()
                    .filter_map(|file| Some(Reason::of(&file.original.name, file.damage.clone()?)))
                    .collect(),
                files: files
                    .into_iter()
                    .map(|file| (file.original.name.into(), file.original.bytes.to_vec()))
                    .collect(),
            };
            report
                .taken
                .extend(store.take_in(&writing, reference, incoming)?);
        }
        if report.taken.iter().any(Taken::is_new) {
            store.keep_readings(&writing, reference)?;
        }
        if report
            .taken
            .iter()
            .any(|taken| taken.is_new() && taken.vintage().is_good())
        {
            let remembered = refresh::RefreshState::read(world, root)?;
            refresh::RefreshState {
                took_in: now,
                ..remembered
            }
            .write(world, root)?;
        }
        Ok(report)
    }
}

fn is_held(file: &FoundFile, known: &[Vintage]) -> bool {
    known
        .iter()
        .any(|vintage| vintage.holds(&file.original.sha256))
}
