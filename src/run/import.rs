//! `import`: files that somebody brought by hand, recognised by header, digest or name, and taken into the store a release at a
//! time.

use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::refresh::state as refresh;
use crate::source::{ees, lait};
use crate::store::screening::Original;
use crate::store::vintage::{Incoming, State, Taken, Vintage};
use crate::store::{Store, UNKNOWN};
use crate::world::{self, World};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

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
    /// One entry a release.
    pub(crate) taken: Vec<Taken>,
    /// What an earlier run left behind, and how a release was told.
    pub(crate) notes: Vec<String>,
    /// Files passed over.
    pub(crate) checks: Vec<Check>,
}

impl Report {
    /// 0 where nothing is new, 10 where something was taken in, 11 where something was set aside.
    pub(crate) fn exit_code(&self) -> u8 {
        let new = self.taken.iter().filter_map(|taken| match taken {
            Taken::New(vintage) => Some(if vintage.is_good() { 10 } else { 11 }),
            Taken::Known(_) => None,
        });
        new.max().unwrap_or(0)
    }
}

/// A file on its way in.
struct Found {
    original: Original,
    /// The file, zip or folder as it was named.
    from: String,
    /// Named itself, so that it is not passed over.
    by_name: bool,
    /// Digest as it came, packed or not: a publisher's gzipped file is known by that.
    digest: String,
    /// What the store says that it was taken out of.
    hint: Option<Vintage>,
    /// Why it cannot be read at all.
    damage: Option<String>,
}

/// Which release a file belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Release {
    /// Files that others are divided by come first.
    later: bool,
    publication: String,
    release: String,
    published: Option<Date>,
}

/// Takes in everything that is named.
///
/// # Errors
/// As [`gather`] and [`Arrivals::take_in`].
pub(crate) fn import(world: &dyn World, reference: &Reference, root: &Path, wanted: &Wanted<'_>) -> Result<Report> {
    gather(world, reference, wanted)?.take_in(world, reference, root)
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
pub(crate) fn gather(world: &dyn World, reference: &Reference, wanted: &Wanted<'_>) -> Result<Arrivals> {
    let mut report = Report::default();
    let mut gathering = Gathering { world, found: Vec::new(), checks: Vec::new() };
    for path in wanted.paths {
        gathering.path(path)?;
    }
    let Gathering { found, checks, .. } = gathering;
    report.checks = checks;
    let releases = releases(world, reference, found, wanted, &mut report)?;
    Ok(Arrivals { releases, report })
}

impl Arrivals {
    /// Only what belongs to these publications.
    pub(crate) fn retain(&mut self, publications: &[String]) {
        self.releases.retain(|release, _| publications.contains(&release.publication));
    }

    /// Publication, release and files of what no vintage has.
    pub(crate) fn unknown_to(&self, known: &[Vintage]) -> Vec<(String, String, Vec<String>)> {
        let is_known = |file: &&Found| known.iter().any(|v| v.files.iter().any(|f| f.sha256 == file.original.sha256));
        let new = self.releases.iter().map(|(release, files)| {
            let names = files.iter().filter(|file| !is_known(file)).map(|file| file.original.name.clone()).collect();
            (release.publication.clone(), release.release.clone(), names)
        });
        new.filter(|(_, _, names): &(_, _, Vec<String>)| !names.is_empty()).collect()
    }

    /// Brings everything to the store, a release at a time.
    ///
    /// # Errors
    /// The store cannot be written: nothing is taken in then, short of the releases before a full disk.
    pub(crate) fn take_in(self, world: &dyn World, reference: &Reference, root: &Path) -> Result<Report> {
        let Arrivals { releases, mut report } = self;
        if releases.is_empty() {
            return Ok(report);
        }
        let mut store = Store::open(world, root)?;
        let writing = store.write()?;
        report.notes.extend(writing.notes.iter().cloned());
        let retrieved = Some(world.keep().now());
        for (release, files) in releases {
            let from = files.first().map(|file| file.from.clone()).unwrap_or_default();
            let incoming = Incoming {
                publication: release.publication,
                release: release.release,
                published: release.published,
                retrieved,
                from,
                quarantine: files.iter().filter_map(|file| file.damage.clone()).collect(),
                files: files.into_iter().map(|file| (file.original.name, file.original.bytes.to_vec())).collect(),
            };
            report.taken.push(store.take_in(&writing, reference, incoming)?);
        }
        if report.taken.iter().any(|taken| matches!(taken, Taken::New(vintage) if vintage.is_good())) {
            let remembered = refresh::State::read(world, root)?;
            refresh::State { took_in: retrieved, ..remembered }.write(world, root)?;
        }
        Ok(report)
    }
}

struct Gathering<'a> {
    world: &'a dyn World,
    found: Vec<Found>,
    checks: Vec<Check>,
}

impl Gathering<'_> {
    fn path(&mut self, path: &Path) -> Result<()> {
        let is_folder = self.world.list(path).map_err(|fault| world::unreadable(path, &fault))?.is_some()
            || self.world.keep().folders(path).is_ok_and(|inside| !inside.is_empty());
        if is_folder { self.folder(path, path, None) } else { self.file(path, &path.display().to_string(), true, None) }
    }

    fn folder(&mut self, folder: &Path, from: &Path, hint: Option<&Vintage>) -> Result<()> {
        let unreadable = |fault: std::io::Error| world::unreadable(folder, &fault);
        let files = self.world.list(folder).map_err(unreadable)?.unwrap_or_default();
        // A folder of another store says itself which release its files are of.
        let described = files.iter().find(|file| named(file) == "_vintage.json");
        let described = described.map(|file| world::read(self.world, file)).transpose()?;
        let own: Option<Vintage> = described.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if own.is_none() {
            for file in &files {
                self.file(file, &from.display().to_string(), false, hint)?;
            }
        }
        for inside in self.world.keep().folders(folder).map_err(unreadable)? {
            if !named(&inside).starts_with('.') {
                self.folder(&inside, from, own.as_ref().or(hint))?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, from: &str, by_name: bool, hint: Option<&Vintage>) -> Result<()> {
        let name = named(path);
        let ending = name.to_lowercase();
        let reads = [".csv", ".csv.gz", ".parquet", ".zip", ".ods"].iter().any(|known| ending.ends_with(known));
        if (!reads && !by_name) || ending.ends_with(".meta.csv") || name.starts_with('.') {
            self.pass_over(&name, "not a file of figures");
            return Ok(());
        }
        let bytes = world::read(self.world, path)?;
        // A spreadsheet is a zip by its bytes.
        if (bytes.starts_with(b"PK\x03\x04") && !ending.ends_with(".ods")) || ending.ends_with(".zip") {
            self.zip(&name, bytes, &path.display().to_string());
        } else {
            self.bytes(&name, &bytes, from, by_name, hint);
        }
        Ok(())
    }

    /// The files of a zip. Its central directory stands at the end, so a download cut short has none.
    fn zip(&mut self, name: &str, bytes: Vec<u8>, from: &str) {
        let mut entries = Vec::new();
        let unpacked = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).and_then(|mut archive| {
            for at in 0..archive.len() {
                let mut entry = archive.by_index(at)?;
                if entry.is_file() {
                    let mut inside = Vec::new();
                    // The check sum of the entry is verified at its end.
                    entry.read_to_end(&mut inside)?;
                    entries.push((entry.name()?.into_owned(), inside));
                }
            }
            Ok(())
        });
        if let Err(fault) = unpacked {
            let damage = format!("{name}: the zip is cut off or damaged ({fault}); fetch it again");
            let original = Original { name: name.to_owned(), sha256: world::digest(&bytes), bytes: bytes.into() };
            let digest = original.sha256.clone();
            self.found.push(Found { original, from: from.to_owned(), by_name: true, digest, hint: None, damage: Some(damage) });
            return;
        }
        for (path, inside) in entries {
            let name = named(Path::new(&path));
            let reads = [".csv", ".ods"].iter().any(|known| name.to_lowercase().ends_with(known));
            if reads && !name.to_lowercase().ends_with(".meta.csv") {
                self.bytes(&name, &inside, from, false, None);
            } else {
                self.pass_over(&name, "not a file of figures");
            }
        }
    }

    fn bytes(&mut self, name: &str, bytes: &[u8], from: &str, by_name: bool, hint: Option<&Vintage>) {
        let digest = world::digest(bytes);
        let (original, damage) = match Original::of(name, bytes) {
            Ok(original) => (original, None),
            Err(fault) => {
                let original = Original { name: name.to_owned(), sha256: digest.clone(), bytes: bytes.into() };
                (original, Some(format!("{name}: {}", fault.what())))
            }
        };
        self.found.push(Found { original, from: from.to_owned(), by_name, digest, hint: hint.cloned(), damage });
    }

    fn pass_over(&mut self, name: &str, why: &str) {
        self.checks.push(Check::new(Severity::Note, "not-recognised", name).found(why).guidance("passed over"));
    }
}

fn named(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
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
        let publication = known.as_ref().map(|k| k.publication.clone()).or_else(|| recognised(world, reference, &file));
        let name = file.original.name.clone();
        let Some(publication) = publication else {
            if wanted.lenient {
                let check = Check::new(Severity::Note, "not-recognised", &name);
                let what = file.damage.unwrap_or_else(|| "no publication that this program knows has such a file".to_owned());
                report.checks.push(check.found(what).guidance("left alone"));
                continue;
            }
            if !file.by_name && is_of_ees(world, &file) {
                let check = Check::new(Severity::Note, "not-recognised", &name);
                report.checks.push(check.found("no indicator of the catalogue is in this file").guidance("passed over"));
                continue;
            }
            let release = Release { later: true, publication: UNKNOWN.to_owned(), release: String::new(), published: None };
            releases.entry(release).or_default().push(file);
            continue;
        };
        let Some(release) = known.or_else(|| said(reference, &publication, &name, wanted, report)) else {
            if wanted.lenient {
                let check = Check::new(Severity::Note, "release-unsaid", &name).found("nobody says which release this is");
                report.checks.push(check.guidance("left alone; “yardstick import” takes it with --release and --published"));
            } else {
                unsaid.push(name);
            }
            continue;
        };
        releases.entry(release).or_default().push(file);
    }
    if unsaid.is_empty() {
        return Ok(releases);
    }
    Err(Error::usage(format!("nobody says which release these are: {}", unsaid.join(", ")))
        .expected("a file this program knows by its digest, or one whose name ends with its year")
        .hint("add --release \"November 2026\" --published 2026-11-26, as the publication’s page has them; nothing was taken in"))
}

/// By what the store says that a file comes from, or by its digest.
fn known(reference: &Reference, file: &Found) -> Option<Release> {
    let of = |publication: &str, release: &str, published| Release {
        later: !is_population(reference, publication),
        publication: publication.to_owned(),
        release: release.to_owned(),
        published,
    };
    if let Some(hint) = file.hint.as_ref().filter(|hint| hint.publication != UNKNOWN) {
        return Some(of(&hint.publication, &hint.release, hint.published));
    }
    let sources = &reference.sources;
    let known = sources.file_by_digest(&file.digest).or_else(|| sources.file_by_digest(&file.original.sha256))?;
    Some(of(&known.publication, &known.release, known.published.as_ref().and_then(|day| day.parse().ok())))
}

fn is_population(reference: &Reference, publication: &str) -> bool {
    let entries = reference.catalogue.entries();
    let needed: Vec<_> = entries.iter().flat_map(|e| &e.ees).filter_map(|m| m.population.as_ref()).collect();
    let serves = |file: &str| needed.iter().any(|population| population.file == file);
    entries.iter().any(|e| e.publication == publication && e.ees.iter().any(|m| serves(&m.file)))
}

/// The publication of a file that nobody knows by digest: by its header, and among those by its name.
fn recognised(world: &dyn World, reference: &Reference, file: &Found) -> Option<String> {
    if let Some(publication) = file.original.judged(world, reference) {
        return Some(publication.to_owned());
    }
    let entries = reference.catalogue.entries();
    let by_name = entries.iter().find(|e| e.ees.iter().any(|m| file.original.name.starts_with(&m.file)));
    let Ok(header) = file.original.header(world) else { return by_name.map(|e| e.publication.clone()) };
    let has = |names: &[&str]| names.iter().all(|name| header.iter().any(|h| h == name));
    if has(&lait::BULK) || has(&lait::DICTIONARY) {
        return Some("local-authority-interactive-tool".to_owned());
    }
    if !has(&ees::REQUIRED) {
        return by_name.map(|e| e.publication.clone());
    }
    let fits = || entries.iter().find(|e| e.ees.iter().any(|m| has(&m.columns())));
    by_name.or_else(fits).map(|e| e.publication.clone())
}

fn is_of_ees(world: &dyn World, file: &Found) -> bool {
    let header = file.original.header(world).unwrap_or_default();
    file.damage.is_none() && ees::REQUIRED.iter().all(|name| header.iter().any(|h| h == name))
}

/// The release as it was typed, else as the file's name has it.
fn said(reference: &Reference, publication: &str, name: &str, wanted: &Wanted<'_>, report: &mut Report) -> Option<Release> {
    let of = |release: String, published| Release {
        later: !is_population(reference, publication),
        publication: publication.to_owned(),
        release,
        published,
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
    let numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.filter_map(|part| part.parse().ok()).rfind(|year| (2010..2100).contains(year))
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
