//! `import`: files that somebody brought by hand, recognised by header, digest or name, and taken into the store a release at a
//! time.

mod gather;
mod recognise;

use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::refresh::state as refresh;
use crate::store::Store;
use crate::store::vintage::{Incoming, Reason, State, Taken, Vintage};
use crate::world::World;
use gather::{Found, Gathering};
use jiff::civil::Date;
use recognise::{Release, is_of_ees, known, recognised, said};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the finding that a file is none of this catalogue.
pub(crate) const NOT_FOLLOWED: &str = "not-followed";

/// What to take in, and what the files do not say themselves.
pub(crate) struct Wanted<'a> {
    pub(crate) paths: &'a [PathBuf],
    pub(crate) release: Option<&'a str>,
    pub(crate) published: Option<Date>,
    /// A file that cannot be placed is passed over, and does not stop the others.
    pub(crate) lenient: bool,
}

/// What became of everything that was named.
#[derive(Default)]
pub(crate) struct Report {
    /// One entry a release; two where some of its files were set aside.
    pub(crate) taken: Vec<Taken>,
    /// What an earlier run left behind, and how a release was told.
    pub(crate) notes: Vec<String>,
    /// Files passed over.
    pub(crate) checks: Vec<Check>,
}

impl Report {
    /// 0 where nothing is new, 10 where something was taken in, 11 where something was set aside.
    pub(crate) fn exit_code(&self) -> u8 {
        let new = self.taken.iter().filter(|taken| taken.is_new());
        new.map(|taken| if taken.vintage().is_good() { 10 } else { 11 })
            .max()
            .unwrap_or(0)
    }
}

/// Takes in everything that is named.
///
/// # Errors
/// As [`gather`] and [`Arrivals::take_in`].
pub(crate) fn import(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
    wanted: &Wanted<'_>,
) -> Result<Report> {
    gather(world, reference, wanted)?.take_in(world, reference, root)
}

/// Looks again at everything that lies in quarantine, and keeps what an older catalogue read as this one reads it.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn rescreen(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
) -> Result<(Report, usize)> {
    let mut store = super::store::open(world, root)?;
    let mut gathering = Gathering {
        world,
        found: Vec::new(),
        checks: Vec::new(),
    };
    gathering.aside(&store.quarantine())?;
    let wanted = Wanted {
        paths: &[],
        release: None,
        published: None,
        lenient: false,
    };
    let mut report =
        Arrivals::of(gathering, reference, &wanted)?.take_in(world, reference, root)?;
    let writing = store.write()?;
    report.notes.extend(writing.notes.iter().cloned());
    let again = store.keep_readings(&writing, reference)?;
    Ok((report, again))
}

/// Files by release, on their way in.
pub(crate) struct Arrivals {
    releases: BTreeMap<Release, Vec<Found>>,
    pub(crate) report: Report,
}

/// Reads and recognises everything that is named; nothing is taken in yet.
///
/// # Errors
/// A path that cannot be read; a file of a known publication whose release nobody says.
pub(crate) fn gather(
    world: &dyn World,
    reference: &Reference,
    wanted: &Wanted<'_>,
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
        wanted: &Wanted<'_>,
    ) -> Result<Arrivals> {
        let Gathering {
            world,
            found,
            checks,
        } = gathering;
        let mut report = Report {
            checks,
            ..Report::default()
        };
        let releases = releases(world, reference, found, wanted, &mut report)?;
        Ok(Arrivals { releases, report })
    }

    /// Only what belongs to these publications.
    pub(crate) fn retain(&mut self, publications: &[String]) {
        self.releases
            .retain(|release, _| publications.contains(&release.publication));
    }

    /// Publication, release and files of what no vintage has.
    pub(crate) fn unknown_to(&self, known: &[Vintage]) -> Vec<(String, String, Vec<String>)> {
        let is_known = |file: &&Found| {
            known
                .iter()
                .any(|vintage| vintage.holds(&file.original.sha256))
        };
        let new = self.releases.iter().map(|(release, files)| {
            let names = files
                .iter()
                .filter(|file| !is_known(file))
                .map(|file| file.original.name.clone())
                .collect();
            (release.publication.clone(), release.release.clone(), names)
        });
        new.filter(|(_, _, names): &(_, _, Vec<String>)| !names.is_empty())
            .collect()
    }

    /// Brings everything to the store, a release at a time.
    ///
    /// # Errors
    /// The store cannot be written: nothing is taken in then, short of the releases before a full disk.
    pub(crate) fn take_in(
        self,
        world: &dyn World,
        reference: &Reference,
        root: &Path,
    ) -> Result<Report> {
        let Arrivals {
            releases,
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
            let incoming = Incoming {
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
                    .map(|file| (file.original.name, file.original.bytes.to_vec()))
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

/// Files by release, populations first.
fn releases(
    world: &dyn World,
    reference: &Reference,
    found: Vec<Found>,
    wanted: &Wanted<'_>,
    report: &mut Report,
) -> Result<BTreeMap<Release, Vec<Found>>> {
    let mut releases: BTreeMap<Release, Vec<Found>> = BTreeMap::new();
    let mut unsaid: Vec<String> = Vec::new();
    for file in found {
        let known = known(reference, &file);
        let publication = known
            .as_ref()
            .map(|k| k.publication.clone())
            .or_else(|| recognised(world, reference, &file));
        let name = file.original.name.clone();
        let Some(publication) = publication else {
            if wanted.lenient {
                let check = Check::new(Severity::Note, NOT_FOLLOWED, &name);
                let what = file.damage.unwrap_or_else(|| {
                    "no publication that this program knows has such a file".to_owned()
                });
                report.checks.push(check.found(what).guidance("left alone"));
                continue;
            }
            match unfollowed(world, &file) {
                Some(check) => report.checks.push(check),
                None => releases
                    .entry(Release::of_nobody(&file))
                    .or_default()
                    .push(file),
            }
            continue;
        };
        match known.or_else(|| said(reference, &publication, &name, wanted, report)) {
            Some(release) => releases.entry(release).or_default().push(file),
            None if file.hint.is_some() => {
                report.notes.push(format!(
                    "{name} can be read now: import it with --release and --published"
                ));
                releases
                    .entry(Release::of_nobody(&file))
                    .or_default()
                    .push(file);
            }
            None if wanted.lenient => {
                let check = Check::new(Severity::Note, "release-unsaid", &name)
                    .found("nobody says which release this is");
                report.checks.push(check.guidance(
                    "left alone; “yardstick import” takes it with --release and --published",
                ));
            }
            None => unsaid.push(name),
        }
    }
    if unsaid.is_empty() {
        return Ok(releases);
    }
    Err(Error::usage(format!("nobody says which release these are: {}", unsaid.join(", ")))
        .expected("a file this program knows by its digest, or one whose name ends with its year")
        .hint("add --release \"November 2026\" --published 2026-11-26, as the publication’s page has them; nothing was taken in"))
}

/// A file that came with others and is no file of this catalogue: not followed, which is no fault of it. What was named itself, is
/// damaged, or is a page in place of a file, must be told as set aside.
fn unfollowed(world: &dyn World, file: &Found) -> Option<Check> {
    let is_page = file.original.bytes.trim_ascii_start().first() == Some(&b'<');
    if file.by_name
        || file.damage.is_some()
        || file.hint.is_some()
        || is_page
        || file.original.header(world).is_err()
    {
        return None;
    }
    let check = Check::new(Severity::Note, NOT_FOLLOWED, &file.original.name);
    Some(if is_of_ees(world, file) {
        check
            .found("no indicator of the catalogue is in this file")
            .guidance("passed over; “yardstick inspect” shows what is in it")
    } else {
        check
            .found("not a file of published figures")
            .guidance("passed over")
    })
}

/// One word for what became of a release.
pub(crate) fn word(taken: &Taken) -> &'static str {
    match taken {
        Taken::New(vintage) if vintage.is_good() => "taken in",
        Taken::New(_) => "quarantined",
        Taken::Known(vintage) if vintage.is_good() => "known",
        Taken::Known(_) => "known, quarantined",
    }
}

/// Why a vintage does not speak.
pub(crate) fn reasons(vintage: &Vintage) -> &[String] {
    match &vintage.state {
        State::Good => &[],
        State::Quarantined(reasons) => reasons,
    }
}
