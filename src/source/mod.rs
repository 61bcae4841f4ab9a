//! Published files into observations: one file a publisher, recognised by header, never by position or name alone.

pub(crate) mod by_hand;
pub(crate) mod document;
pub(crate) mod ees;
pub(crate) mod inspect;
pub(crate) mod judgements;
pub(crate) mod lait;
mod line_feeds;
pub(crate) mod local;
pub(crate) mod national;
pub(crate) mod ofsted;
pub(crate) mod parquet;
pub(crate) mod sheet;
pub(crate) mod symbols;

use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::{Origin, Source};
use crate::observation::table::{Builder, Figure, Observations};
use crate::reference::Reference;
use crate::reference::catalogue::{Entry, Population};
use crate::world::{self, World};
use ees::Pending;
use jiff::civil::Date;
use lait::Dictionary;
use sheet::Sheet;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Whether an indicator is wanted, by id and publisher's code.
pub(crate) type Wanted<'a> = dyn Fn(&str, &str) -> bool + 'a;

/// What of a file may speak for an indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heard {
    Whole,
    /// Only of periods that end before this day.
    Before(Date),
    Not,
}

impl Heard {
    pub(crate) fn admits(self, period: &Period) -> bool {
        match self {
            Heard::Whole => true,
            Heard::Before(day) => period.end < day,
            Heard::Not => false,
        }
    }
}

/// Says what of a file may speak for an indicator.
pub(crate) type Hears<'a> = dyn Fn(&Source, &str) -> Heard + 'a;

/// Enters more figures.
pub(crate) type Beside<'a> = dyn Fn(&mut Builder) -> Result<()> + 'a;

type Filter<'a> = Box<dyn Fn(&Indicator) -> bool + 'a>;

/// What to read.
pub(crate) struct Request<'a> {
    /// Files and folders; none means the embedded figures.
    pub(crate) paths: &'a [PathBuf],
    /// Which indicators, by id or publisher's code; none means all.
    pub(crate) wanted: Option<&'a Wanted<'a>>,
    /// Read local files beside the embedded national figures, when there are no others.
    pub(crate) beside_national: bool,
    /// An indicator made by hand, read in place of the catalogue's.
    pub(crate) by_hand: Option<&'a Entry>,
    pub(crate) small_counts: SmallCounts,
    /// Which of the embedded figures may speak; none means all.
    pub(crate) embedded: Option<&'a Hears<'a>>,
    /// Enters figures beside the embedded ones: the vintages of a store.
    pub(crate) beside: Option<&'a Beside<'a>>,
}

/// What becomes of counts of 1 to 5 in local files.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum SmallCounts {
    /// Shown as `c`, with what would give one away.
    #[default]
    Withheld,
    /// For internal use: outputs say that they are not for publication.
    Shown,
}

/// What a file turned out to be.
enum Found {
    Dictionary(Sheet),
    Ees(Sheet),
    Bulk(Sheet),
    BulkParquet,
    Local(Sheet),
}

struct Input {
    path: PathBuf,
    found: Found,
    /// It came out of a folder, so what nobody asked for by name may be passed over.
    from_folder: bool,
}

/// Reads everything that is asked for. Local files alone are read beside the embedded national figures.
///
/// # Errors
/// A file that cannot be read or is not what it claims; see the readers.
pub(crate) fn read(
    world: &dyn World,
    reference: &Reference,
    request: &Request<'_>,
) -> Result<(Observations, Vec<Check>)> {
    let mut checks = Vec::new();
    let inputs = inputs(world, request.paths, &mut checks)?;
    let mut builder = Builder::default();
    let national = inputs.iter().any(|i| !matches!(i.found, Found::Local(_)));
    if !national && (request.beside_national || inputs.is_empty()) {
        let wanted = |id: &str| request.wanted.is_none_or(|wanted| wanted(id, id));
        national::read(reference, &wanted, request.embedded, &mut builder)?;
        if let Some(beside) = request.beside {
            beside(&mut builder)?;
        }
    }
    let mut reading = Reading {
        world,
        reference,
        request,
        dictionary: Dictionary::embedded(),
        checks,
        pending: Vec::new(),
    };
    for input in inputs {
        reading.one(input, &mut builder)?;
    }
    let Reading {
        mut checks,
        pending,
        ..
    } = reading;
    settle_populations(
        pending,
        reference,
        request.embedded,
        &mut builder,
        &mut checks,
    )?;
    let observations = builder
        .finish()
        .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
    Ok((observations, checks))
}

struct Reading<'a> {
    world: &'a dyn World,
    reference: &'a Reference,
    request: &'a Request<'a>,
    dictionary: Dictionary,
    checks: Vec<Check>,
    pending: Vec<Pending<'a>>,
}

impl<'a> Reading<'a> {
    fn one(&mut self, input: Input, builder: &mut Builder) -> Result<()> {
        let name = sheet::file_name(&input.path);
        let place = input.path.display().to_string();
        match input.found {
            Found::Dictionary(sheet) => self.dictionary.read(self.world, sheet, &mut self.checks),
            Found::Ees(sheet) => self.ees(sheet, input.from_folder, builder),
            Found::Bulk(sheet) => {
                let source = builder.source(blank_source(&name));
                let wanted = self.bulk_filter();
                let mut intake = lait::Intake::new(
                    self.reference,
                    &self.dictionary,
                    &name,
                    source,
                    wanted.as_deref(),
                );
                let sheet = lait::read(sheet, &mut intake, builder, &mut self.checks)?;
                let sha256 = sheet.close(self.world)?;
                builder.describe(
                    source,
                    self.reference.sources.describe(
                        &name,
                        &sha256,
                        "local-authority-interactive-tool",
                    ),
                );
                Ok(())
            }
            Found::BulkParquet => {
                let bytes = world::read(self.world, &input.path)?;
                let described = self.reference.sources.describe(
                    &name,
                    &world::digest(&bytes),
                    "local-authority-interactive-tool",
                );
                let source = builder.source(described);
                let wanted = self.bulk_filter();
                let mut intake = lait::Intake::new(
                    self.reference,
                    &self.dictionary,
                    &name,
                    source,
                    wanted.as_deref(),
                );
                parquet::read(bytes, &place, &mut intake, builder, &mut self.checks)
            }
            Found::Local(sheet) => {
                let source = builder.source(blank_source(&name));
                let shown = self.request.small_counts;
                let (sheet, small_counts) = local::read(
                    sheet,
                    self.reference,
                    source,
                    shown,
                    builder,
                    &mut self.checks,
                )?;
                let sha256 = sheet.close(self.world)?;
                builder.describe(
                    source,
                    Source {
                        file: name,
                        sha256,
                        local: true,
                        small_counts,
                        ..Source::default()
                    },
                );
                Ok(())
            }
        }
    }

    fn bulk_filter(&self) -> Option<Filter<'a>> {
        let wanted = self.request.wanted?;
        Some(Box::new(move |i: &Indicator| {
            wanted(&i.id, &i.source_measure)
        }))
    }

    fn ees(&mut self, sheet: Sheet, from_folder: bool, builder: &mut Builder) -> Result<()> {
        let name = sheet.file.clone();
        let all: Vec<&Entry> = match self.request.by_hand {
            Some(entry) => vec![entry],
            None => self
                .reference
                .catalogue
                .entries()
                .iter()
                .filter(|e| !e.ees.is_empty())
                .collect(),
        };
        let needed = |e: &&Entry| {
            self.request.wanted.is_none_or(|w| w(&e.id, &e.id)) || is_population(e, &all)
        };
        let entries: Vec<&Entry> = all.iter().filter(|e| needed(e)).copied().collect();
        let source = builder.source(blank_source(&name));
        let before = builder.len();
        let read = ees::read(
            sheet,
            &entries,
            self.reference,
            source,
            builder,
            &mut self.checks,
        );
        let (sheet, mut pending) = match read {
            Ok(done) => done,
            // A folder holds files that nobody asked for; one that should fit and does not is an error all the same.
            Err(fault) if from_folder && ees::is_unrecognised(&fault) => {
                let check =
                    Check::new(Severity::Note, "not-recognised", &name).found(fault.to_string());
                self.checks.push(check.guidance("passed over"));
                return Ok(());
            }
            Err(fault) => return Err(fault),
        };
        let publication = entries
            .iter()
            .find(|e| e.ees.iter().any(|m| name.starts_with(&m.file)))
            .map(|e| e.publication.clone());
        let sha256 = sheet.close(self.world)?;
        builder.describe(
            source,
            self.reference
                .sources
                .describe(&name, &sha256, &publication.unwrap_or_default()),
        );
        if builder.len() > before || !pending.is_empty() {
            self.pending.append(&mut pending);
        }
        Ok(())
    }
}

fn blank_source(name: &str) -> Source {
    Source {
        file: name.to_owned(),
        ..Source::default()
    }
}

/// Some wanted rate may need this entry as its denominator.
fn is_population(entry: &Entry, all: &[&Entry]) -> bool {
    all.iter()
        .flat_map(|e| &e.ees)
        .filter_map(|m| m.population.as_ref())
        .any(|p| serves(entry, p))
}

fn serves(entry: &Entry, population: &Population) -> bool {
    entry.ees.iter().any(|m| {
        m.file == population.file
            && m.value.as_deref() == Some(&population.column)
            && m.selection == population.selection
    })
}

/// Turns counts into rates by the population of the mid-year before: from the files that were read, else the embedded one.
fn settle_populations(
    pending: Vec<Pending<'_>>,
    reference: &Reference,
    embedded: Option<&Hears<'_>>,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<()> {
    if pending.is_empty() {
        return Ok(());
    }
    let mut populations: HashMap<(usize, u16, i16), (f64, Origin)> = HashMap::new();
    let needed = reference.catalogue.entries().iter().enumerate();
    let needed: Vec<(usize, &Entry)> = needed
        .filter(|(_, e)| pending.iter().any(|p| serves(e, p.population)))
        .collect();
    for (at, entry) in &needed {
        if builder.find(&entry.id).is_none() {
            national::read(reference, &|id| id == entry.id, embedded, builder)?;
        }
        if let Some(series) = builder.find(&entry.id) {
            builder.each_known(series, |area, year, value, origin| {
                populations.insert((*at, area.0, year), (value, origin));
            });
        }
    }
    let mut without: BTreeMap<i16, u32> = BTreeMap::new();
    for wait in pending {
        let entry = needed
            .iter()
            .find(|(_, e)| serves(e, wait.population))
            .map(|(at, _)| *at);
        let found = entry.and_then(|at| populations.get(&(at, wait.figure.area.0, wait.year)));
        let mut figure: Figure = wait.figure;
        figure.denominator = found.map(|f| f.0);
        figure.base = found.map(|f| f.1);
        if found.is_none() && figure.reading.value().is_some() {
            *without.entry(wait.year).or_default() += 1;
        }
        figure.reading = ees::rate(figure.reading, figure.denominator, wait.per, wait.decimals);
        builder.push(figure);
    }
    // One year may be without; where all are, nobody gave the population.
    let severity = if populations.is_empty() {
        Severity::Error
    } else {
        Severity::Warning
    };
    for (year, count) in without {
        let check = Check::new(severity, "no-population", "")
            .found(format!("{count} counts need the mid-{year} population"));
        checks.push(
            check.guidance(
                "their rates are not available; read the population file of that year too",
            ),
        );
    }
    Ok(())
}

/// Opens and recognises every file, dictionaries first, since the bulk data is read by them.
fn inputs(world: &dyn World, paths: &[PathBuf], checks: &mut Vec<Check>) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for path in paths {
        match world
            .list(path)
            .map_err(|fault| world::unreadable(path, &fault))?
        {
            None => inputs.push(recognise(world, path, false)?),
            Some(files) => {
                let before = inputs.len();
                for file in one_of_each(&files, checks) {
                    match recognise(world, &file, true) {
                        Ok(input) => inputs.push(input),
                        Err(fault) if fault.kind() == crate::error::Kind::Usage => {
                            let check = Check::new(
                                Severity::Note,
                                "not-recognised",
                                &sheet::file_name(&file),
                            );
                            checks.push(
                                check
                                    .found("none of the formats this program reads")
                                    .guidance("passed over"),
                            );
                        }
                        Err(fault) => return Err(fault),
                    }
                }
                if inputs.len() == before {
                    return Err(Error::unreadable(
                        path.display().to_string(),
                        "this folder holds no file that can be read",
                    )
                    .expected("EES files, LAIT bulk data or local CSVs"));
                }
            }
        }
    }
    inputs.sort_by_key(|input| match input.found {
        Found::Dictionary(_) => 0,
        Found::Ees(_) => 1,
        Found::Bulk(_) | Found::BulkParquet => 2,
        Found::Local(_) => 3,
    });
    Ok(inputs)
}

/// Of files that differ only in their packing (`x.csv`, `x.csv.gz`, `x.parquet`) one is enough: the plainest.
fn one_of_each(files: &[PathBuf], checks: &mut Vec<Check>) -> Vec<PathBuf> {
    let mut chosen: BTreeMap<String, &PathBuf> = BTreeMap::new();
    let packing = |name: &str| {
        let name = name.to_lowercase();
        [".csv", ".csv.gz", ".parquet"]
            .iter()
            .position(|ending| name.ends_with(ending))
    };
    let mut out = Vec::new();
    for file in files {
        let name = sheet::file_name(file);
        let Some(rank) = packing(&name) else {
            checks.push(
                Check::new(Severity::Note, "not-recognised", &name)
                    .found("neither CSV nor Parquet")
                    .guidance("passed over"),
            );
            continue;
        };
        let stem = name.split('.').next().unwrap_or_default().to_owned();
        match chosen.get(&stem) {
            Some(other) if packing(&sheet::file_name(other)).is_some_and(|o| o <= rank) => {}
            _ => drop(chosen.insert(stem.clone(), file)),
        }
    }
    for (stem, file) in &chosen {
        out.push((*file).clone());
        let twins = files
            .iter()
            .filter(|f| f != file && sheet::file_name(f).starts_with(&format!("{stem}.")));
        for twin in twins.filter(|f| packing(&sheet::file_name(f)).is_some()) {
            let check = Check::new(Severity::Note, "same-data", &sheet::file_name(twin));
            checks.push(
                check
                    .found(format!("the same name as {}", sheet::file_name(file)))
                    .guidance("passed over: read once is enough"),
            );
        }
    }
    out
}

fn recognise(world: &dyn World, path: &Path, from_folder: bool) -> Result<Input> {
    let name = sheet::file_name(path);
    let input = |found| Input {
        path: path.to_owned(),
        found,
        from_folder,
    };
    if name.to_lowercase().ends_with(".parquet") {
        return Ok(input(Found::BulkParquet));
    }
    let sheet = Sheet::open(world, path)?;
    let has = |names: &[&str]| names.iter().all(|n| sheet.column(n).is_some());
    if has(&lait::BULK) {
        return Ok(input(Found::Bulk(sheet)));
    }
    if has(&ees::REQUIRED) {
        return Ok(input(Found::Ees(sheet)));
    }
    if has(&lait::DICTIONARY) {
        return Ok(input(Found::Dictionary(sheet)));
    }
    if has(&local::REQUIRED) {
        return Ok(input(Found::Local(sheet)));
    }
    if from_folder {
        return Err(Error::usage(format!(
            "{name} has none of the headers this program knows"
        )));
    }
    Err(unrecognised(&sheet, path))
}

/// Says which format a file comes nearest to, and which of its columns is not there.
fn unrecognised(sheet: &Sheet, path: &Path) -> Error {
    let formats: [(&str, &[&str]); 3] = [
        ("an EES file", &ees::REQUIRED),
        ("LAIT bulk data", &lait::BULK),
        ("a local tidy CSV", &local::REQUIRED),
    ];
    let present = |names: &[&str]| names.iter().filter(|n| sheet.column(n).is_some()).count();
    let nearest = formats
        .iter()
        .max_by_key(|(_, names)| present(names))
        .filter(|(_, names)| present(names) > 0);
    let fault = Error::unreadable(
        path.display().to_string(),
        "the header is none of those this program knows",
    )
    .at_row(1);
    match nearest {
        Some((what, names)) => {
            let absent: Vec<&str> = names.iter().filter(|n| sheet.column(n).is_none()).copied().collect();
            fault.expected(format!("{what}; missing: {}", absent.join(", ")))
        }
        None => fault
            .expected("an EES file (time_period, geographic_level, ...), LAIT bulk data, or area, period, indicator, value")
            .hint("open the file and look at its first row: some downloads have title lines above the header"),
    }
}
