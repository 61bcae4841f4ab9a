//! Files of a release, read and screened before they are kept: what is in them, and why one of them is not used.

use super::figures::FigureColumns;
use super::predecessor::Predecessors;
use super::vintage::{Reason, StoredFile};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::table::Observations;
use crate::reference::Reference;
use crate::reference::catalogue::is_filed_as;
use crate::reference::judgements::Judgements;
use crate::reference::sources::COMPILATION;
use crate::screen::arrival::arrival;
use crate::screen::{ScreeningScope, screen};
use crate::source::filter::IndicatorFilter;
use crate::source::input::{InputFiles, open_figures};
use crate::source::local::SmallCounts;
use crate::source::sheet::Sheet;
use crate::source::{ees, files, judgements, lait, ofsted};
use crate::world::loaded::LoadedFiles;
use crate::world::plain_name::PlainName;
use crate::world::unpacked::unpacked;
use crate::world::{self, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An unpacked file.
#[derive(Clone)]
pub(crate) struct Original {
    pub(crate) name: PlainName,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) sha256: String,
}

impl Original {
    /// Unpacks a gzipped file, so that one file has one digest however it came.
    ///
    /// # Errors
    /// The compressed file is cut off or damaged.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Original> {
        let name = Path::new(name)
            .file_name()
            .map_or_else(|| name.to_owned(), |n| n.to_string_lossy().into_owned());
        let (name, bytes) = match name
            .strip_suffix(".gz")
            .filter(|_| bytes.starts_with(&[0x1f, 0x8b]))
        {
            None => (name, bytes.to_vec()),
            Some(plain) => {
                let unpacked = unpacked(flate2::read::MultiGzDecoder::new(bytes));
                let unpacked = unpacked.map_err(|fault| {
                    Error::unreadable(
                        &name,
                        format!("the compressed file is damaged, cut off or too large ({fault})"),
                    )
                    .hint("fetch it again")
                })?;
                (plain.to_owned(), unpacked)
            }
        };
        let sha256 = world::digest(&bytes);
        Ok(Original {
            name: PlainName::nearest(&name),
            sha256,
            bytes: bytes.into(),
        })
    }

    /// Whether it is a spreadsheet, which holds judgements and no figures.
    fn is_spreadsheet(&self) -> bool {
        self.name.to_lowercase().ends_with(".ods")
    }

    /// The publication of what somebody read from inspection reports; none of any other file.
    fn readings(&self, world: &dyn World) -> Option<&'static str> {
        let is_text = self.name.to_lowercase().ends_with(".csv");
        let publication =
            || judgements::publication_of_readings(&loaded(world, [self]), &self.path());
        is_text.then(publication).flatten()
    }

    /// The publication of a file of judgements: Ofsted's spreadsheets, or what was read from reports; none of any other file.
    pub(crate) fn judged(&self, world: &dyn World, reference: &Reference) -> Option<&'static str> {
        if !self.is_spreadsheet() {
            return self.readings(world);
        }
        ofsted::read(&loaded(world, [self]), reference, &[self.path()]).ok()?;
        let is_of_all_care = self
            .name
            .to_lowercase()
            .starts_with("childrens_social_care");
        Some(if is_of_all_care {
            "childrens-social-care-in-england"
        } else {
            "local-authority-inspection-outcomes"
        })
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(&*self.name)
    }

    /// Its rows under their header.
    ///
    /// # Errors
    /// As [`open_figures`].
    pub(crate) fn sheet(&self, world: &dyn World) -> Result<Sheet> {
        open_figures(&loaded(world, [self]), &self.path())
    }
}

fn loaded<'a, 'o>(
    world: &'a dyn World,
    files: impl IntoIterator<Item = &'o Original>,
) -> LoadedFiles<'a> {
    LoadedFiles {
        world,
        files: files
            .into_iter()
            .map(|file| (file.path(), Arc::clone(&file.bytes)))
            .collect(),
    }
}

/// What the files of a release hold.
#[derive(Default)]
pub(super) struct Screening {
    /// Figures of the files that are used.
    pub(super) rows: FigureColumns,
    /// In the order they came, each with the reasons why it is not used; none where it is.
    pub(super) files: Vec<(StoredFile, Vec<Reason>)>,
    pub(super) checks: Vec<Check>,
}

/// Faults after which figures of a file are not what they seem, or silently missing.
const GRAVE: [&str; 4] = ["unknown-column", "unknown-label", "ragged-row", "period"];

/// Reads every file on its own: one that cannot be read does not keep the others out. `populations` divide counts whose
/// release leaves the rates to its reader; `reasons` were found already; `before` are the releases that each file is held against.
///
/// # Errors
/// Only faults of the program: what is wrong with a file is a reason.
pub(super) fn screened(
    world: &dyn World,
    reference: &Reference,
    files: &[Original],
    populations: &[Original],
    reasons: &[Reason],
    before: Option<&Predecessors>,
) -> Result<Screening> {
    let mut found = Screening::default();
    for file in files {
        let divisors = populations
            .iter()
            .filter(|other| other.name != file.name && needs(reference, &file.name, &other.name));
        let divisors: Vec<&Original> = divisors.collect();
        let mut why: Vec<Reason> = reasons
            .iter()
            .filter(|reason| file.name == *reason.file)
            .cloned()
            .collect();
        let rows = if file.is_spreadsheet() || file.readings(world).is_some() {
            found.judgements(file, world, reference, &mut why)
        } else {
            found.one(world, reference, (file, &divisors), before, &mut why)?
        };
        let bytes = file.bytes.len() as u64;
        found.files.push((
            StoredFile {
                name: file.name.clone(),
                sha256: file.sha256.clone(),
                bytes,
                rows,
            },
            why,
        ));
    }
    Ok(found)
}

impl Screening {
    /// Reads one file, and answers with its records without the header.
    fn one(
        &mut self,
        world: &dyn World,
        reference: &Reference,
        (file, divisors): (&Original, &[&Original]),
        before: Option<&Predecessors>,
        why: &mut Vec<Reason>,
    ) -> Result<Option<u64>> {
        let paths: Vec<PathBuf> = [file]
            .into_iter()
            .chain(divisors.iter().copied())
            .map(Original::path)
            .collect();
        let folder = loaded(world, [file].into_iter().chain(divisors.iter().copied()));
        let all = IndicatorFilter::everything();
        let read = InputFiles::open(&folder, &paths).and_then(|files| {
            files::read_alone(files, &folder, reference, &all, SmallCounts::Withheld)
        });
        match read {
            Ok((observations, checks)) => {
                let own: Vec<Check> = checks
                    .into_iter()
                    .filter(|c| file.name == *c.file || c.file.is_empty())
                    .collect();
                let grave = own.iter().filter(|check| {
                    check.severity == Severity::Error && GRAVE.contains(&check.name)
                });
                let grave: BTreeSet<String> = grave.map(fault).collect();
                why.extend(grave.into_iter().map(|what| Reason::of(&file.name, what)));
                self.checks.extend(own);
                let rows = if why.is_empty() {
                    Some(FigureColumns::of(&observations, &file.name, reference)?)
                } else {
                    None
                };
                why.extend(on_arrival(observations, &file.name, reference)?);
                let held_against = rows.as_ref().zip(before);
                why.extend(
                    held_against
                        .into_iter()
                        .flat_map(|(rows, before)| before.losses(rows, &file.name, reference)),
                );
                if let (Some(rows), true) = (rows, why.is_empty()) {
                    self.rows.append(rows);
                }
                Ok(records(&file.bytes))
            }
            // A file of a known release that the catalogue takes nothing from is kept for its own sake.
            Err(fault)
                if ees::is_unrecognised(&fault)
                    && reference.sources.file_by_digest(&file.sha256).is_some() =>
            {
                self.checks.push(
                    Check::new(Severity::Note, "not-recognised", &file.name).found(fault.what()),
                );
                Ok(records(&file.bytes))
            }
            Err(_) if is_dictionary(file, world) => Ok(records(&file.bytes)),
            Err(fault) => {
                why.push(reason(file, &fault));
                Ok(None)
            }
        }
    }

    /// A file of judgements: its rows are the inspections that it holds.
    fn judgements(
        &mut self,
        file: &Original,
        world: &dyn World,
        reference: &Reference,
        why: &mut Vec<Reason>,
    ) -> Option<u64> {
        let alone = Judgements::default();
        match judgements::added(&loaded(world, [file]), reference, &[file.path()], &alone) {
            Ok((judgements, checks)) => {
                self.checks.extend(checks);
                Some(judgements.all().len() as u64)
            }
            Err(fault) => {
                why.push(Reason::of(&file.name, fault.what()));
                None
            }
        }
    }

    /// The first few findings of each kind in these files, as they are kept.
    pub(super) fn lines(&self, files: &[StoredFile]) -> Vec<String> {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut lines = Vec::new();
        let of_files = self.checks.iter().filter(|check| {
            check.file.is_empty() || files.iter().any(|file| file.name == *check.file)
        });
        for check in of_files {
            let count = counts.entry((&check.file, check.name)).or_default();
            *count += 1;
            if *count <= KEPT {
                lines.push(line(check));
            }
        }
        let more = counts.into_iter().filter(|(_, count)| *count > KEPT);
        lines.extend(
            more.map(|((file, name), count)| format!("{file}: {} more of {name}", count - KEPT)),
        );
        lines
    }
}

const KEPT: usize = 5;

/// A finding in one line.
fn line(check: &Check) -> String {
    let row = check
        .row
        .map(|row| format!(", row {row}"))
        .unwrap_or_default();
    let column = check
        .column
        .as_ref()
        .map(|column| format!(", {column}"))
        .unwrap_or_default();
    let expected = if check.expected.is_empty() {
        String::new()
    } else {
        format!("; expected {}", check.expected)
    };
    format!(
        "{} {}: {}{row}{column}: {}{expected}",
        check.severity, check.name, check.file, check.found
    )
}

/// The same without the file's name.
fn fault(check: &Check) -> String {
    let row = check
        .row
        .map(|row| format!("row {row}: "))
        .unwrap_or_default();
    let expected = if check.expected.is_empty() {
        String::new()
    } else {
        format!("; expected {}", check.expected)
    };
    format!("{row}{}: {}{expected}", check.name, check.found)
}

/// What is wrong with a file as a whole though every row of it reads: who is missing, totals that no longer add up, values that
/// cannot be. A compilation has gaps and roundings of its own, so nothing is asked of it.
fn on_arrival(
    observations: Observations,
    name: &str,
    reference: &Reference,
) -> Result<Vec<Reason>> {
    let own = observations
        .sources
        .iter()
        .find(|source| source.file == name);
    let publication = own.and_then(|source| reference.sources.titled(&source.publication));
    if publication.is_some_and(|publication| publication.key == COMPILATION) {
        return Ok(Vec::new());
    }
    let (screened, _) = screen(observations, reference, ScreeningScope::OfThemselves)?;
    let checks = arrival(&screened, reference)?
        .into_iter()
        .filter(|check| check.file == name);
    let told: BTreeSet<String> = checks.map(|check| fault(&check)).collect();
    Ok(Reason::several(name, told))
}

/// Why a file cannot be read, and what can be done.
fn reason(file: &Original, fault: &Error) -> Reason {
    let mut told = fault.what().to_owned();
    if !fault.wanted().is_empty() {
        told = format!("{told}; expected {}", fault.wanted());
    }
    if !fault.way_out().is_empty() {
        told = format!("{told}; {}", fault.way_out());
    }
    Reason::of(&file.name, told)
}

fn is_dictionary(file: &Original, world: &dyn World) -> bool {
    file.sheet(world)
        .is_ok_and(|sheet| sheet.has_columns(&lait::DICTIONARY))
}

/// Whether the rates of a file are made with the population in another.
fn needs(reference: &Reference, file: &str, population: &str) -> bool {
    let mappings = reference
        .catalogue
        .entries()
        .iter()
        .flat_map(|entry| &entry.ees);
    let mut of_file = mappings
        .filter(|mapping| mapping.is_filed_as(file))
        .filter_map(|mapping| mapping.population.as_ref());
    of_file.any(|needed| is_filed_as(population, &needed.file))
}

/// Whether a file is one that others are divided by.
pub(super) fn is_population(reference: &Reference, name: &str) -> bool {
    let needed = reference
        .catalogue
        .entries()
        .iter()
        .flat_map(|entry| &entry.ees)
        .filter_map(|m| m.population.as_ref());
    needed
        .into_iter()
        .any(|population| is_filed_as(name, &population.file))
}

/// Records under the header, told by their line ends; none of a file that is no text.
fn records(bytes: &[u8]) -> Option<u64> {
    if bytes.starts_with(b"PAR1") {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut record).ok()? {
        count += 1;
    }
    Some(count)
}
