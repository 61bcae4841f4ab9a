//! Files of a release, read and screened before they are kept: what is in them, and why one must not speak.

use super::figures::Rows;
use super::vintage::StoredFile;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::source::sheet::Sheet;
use crate::source::{self, Request, SmallCounts, ees, lait, ofsted};
use crate::world::shelf::Shelf;
use crate::world::{self, World};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An unpacked file.
#[derive(Clone)]
pub(crate) struct Original {
    pub(crate) name: String,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) sha256: String,
}

impl Original {
    /// Unpacks a gzipped file, so that one file has one digest however it came.
    ///
    /// # Errors
    /// The compressed file is cut off or damaged.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Original> {
        let name = Path::new(name).file_name().map_or_else(|| name.to_owned(), |n| n.to_string_lossy().into_owned());
        let (name, bytes) = match name.strip_suffix(".gz").filter(|_| bytes.starts_with(&[0x1f, 0x8b])) {
            None => (name, bytes.to_vec()),
            Some(plain) => {
                let mut unpacked = Vec::new();
                flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).map_err(|fault| {
                    Error::unreadable(&name, format!("the compressed file is cut off or damaged ({fault})"))
                        .hint("fetch it again")
                })?;
                (plain.to_owned(), unpacked)
            }
        };
        let sha256 = world::digest(&bytes);
        Ok(Original { name, sha256, bytes: bytes.into() })
    }

    /// Whether it is a spreadsheet, which holds judgements and no figures.
    fn is_spreadsheet(&self) -> bool {
        self.name.to_lowercase().ends_with(".ods")
    }

    /// The publication of a spreadsheet of Ofsted's judgements; none of any other file.
    pub(crate) fn judged(&self, world: &dyn World, reference: &Reference) -> Option<&'static str> {
        let read = || ofsted::read(&shelf(world, [self]), reference, &[self.path()]);
        (self.is_spreadsheet() && read().is_ok()).then(|| {
            let of_all_care = self.name.to_lowercase().starts_with("childrens_social_care");
            if of_all_care { "childrens-social-care-in-england" } else { "local-authority-inspection-outcomes" }
        })
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(&self.name)
    }

    /// Columns of its header; none where it is no CSV.
    pub(crate) fn header(&self, world: &dyn World) -> Result<Vec<String>> {
        Sheet::open(&shelf(world, [self]), &self.path()).map(|sheet| sheet.header)
    }
}

fn shelf<'a, 'o>(world: &'a dyn World, files: impl IntoIterator<Item = &'o Original>) -> Shelf<'a> {
    Shelf { world, files: files.into_iter().map(|file| (file.path(), Arc::clone(&file.bytes))).collect() }
}

/// What the files of a release hold.
#[derive(Default)]
pub(super) struct Screening {
    pub(super) rows: Rows,
    pub(super) files: Vec<StoredFile>,
    pub(super) checks: Vec<Check>,
    /// Why it must not speak; empty where it may.
    pub(super) reasons: Vec<String>,
}

/// Faults after which figures of a file are not what they seem, or silently missing.
const GRAVE: [&str; 4] = ["unknown-column", "unknown-label", "ragged-row", "period"];

/// Reads every file. `populations` divide counts whose release leaves the rates to its reader.
///
/// # Errors
/// Only faults of the program: what is wrong with a file is a reason.
pub(super) fn screened(
    world: &dyn World,
    reference: &Reference,
    files: &[Original],
    populations: &[Original],
) -> Result<Screening> {
    let mut found = Screening::default();
    for file in files {
        if file.is_spreadsheet() {
            found.judgements(file, world, reference);
            continue;
        }
        let beside = populations.iter().filter(|other| other.name != file.name && needs(reference, &file.name, &other.name));
        let beside: Vec<&Original> = beside.collect();
        let paths: Vec<PathBuf> = [file].into_iter().chain(beside.iter().copied()).map(Original::path).collect();
        let request = Request {
            paths: &paths,
            wanted: None,
            beside_national: false,
            by_hand: None,
            embedded: None,
            beside: None,
            small_counts: SmallCounts::default(),
        };
        let shelf = shelf(world, [file].into_iter().chain(beside));
        let rows = match source::read(&shelf, reference, &request) {
            Ok((observations, checks)) => {
                let own = checks.into_iter().filter(|check| check.file == file.name || check.file.is_empty());
                found.note(own.collect());
                found.rows.add(&observations, &file.name, reference)?;
                rows(&file.bytes)
            }
            // A file of a known release that the catalogue takes nothing from is kept for its own sake.
            Err(fault) if ees::is_unrecognised(&fault) && reference.sources.file_by_digest(&file.sha256).is_some() => {
                found.note(vec![Check::new(Severity::Note, "not-recognised", &file.name).found(fault.what())]);
                rows(&file.bytes)
            }
            Err(_) if is_dictionary(file, world) => rows(&file.bytes),
            Err(fault) => {
                found.reasons.push(reason(file, &fault, world));
                None
            }
        };
        let bytes = file.bytes.len() as u64;
        found.files.push(StoredFile { name: file.name.clone(), sha256: file.sha256.clone(), bytes, rows });
    }
    Ok(found)
}

impl Screening {
    /// A spreadsheet of judgements: its rows are the inspections that it holds.
    fn judgements(&mut self, file: &Original, world: &dyn World, reference: &Reference) {
        let rows = match ofsted::read(&shelf(world, [file]), reference, &[file.path()]) {
            Ok((judgements, checks)) => {
                self.note(checks);
                Some(judgements.all().len() as u64)
            }
            Err(fault) => {
                self.reasons.push(format!("{}: {}", file.name, fault.what()));
                None
            }
        };
        let bytes = file.bytes.len() as u64;
        self.files.push(StoredFile { name: file.name.clone(), sha256: file.sha256.clone(), bytes, rows });
    }

    fn note(&mut self, checks: Vec<Check>) {
        let grave = checks.iter().filter(|check| check.severity == Severity::Error && GRAVE.contains(&check.name));
        let reasons: BTreeSet<String> = grave.map(line).collect();
        self.reasons.extend(reasons);
        self.checks.extend(checks);
    }

    /// The first few findings of each kind, as they are kept.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for check in &self.checks {
            let count = counts.entry((&check.file, check.name)).or_default();
            *count += 1;
            if *count <= KEPT {
                lines.push(line(check));
            }
        }
        let more = counts.into_iter().filter(|(_, count)| *count > KEPT);
        lines.extend(more.map(|((file, name), count)| format!("{file}: {} more of {name}", count - KEPT)));
        lines
    }
}

const KEPT: usize = 5;

/// A finding in one line.
fn line(check: &Check) -> String {
    let row = check.row.map(|row| format!(", row {row}")).unwrap_or_default();
    let column = check.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
    let expected = if check.expected.is_empty() { String::new() } else { format!("; expected {}", check.expected) };
    format!("{} {}: {}{row}{column}: {}{expected}", check.severity, check.name, check.file, check.found)
}

/// Why a file cannot be read, with the columns it has.
fn reason(file: &Original, fault: &Error, world: &dyn World) -> String {
    let mut told = format!("{}: {}", file.name, fault.what());
    if !fault.wanted().is_empty() {
        told = format!("{told}; expected {}", fault.wanted());
    }
    if let Ok(header) = file.header(world) {
        told = format!("{told}; its columns are {}", header.join(", "));
    }
    told
}

fn is_dictionary(file: &Original, world: &dyn World) -> bool {
    file.header(world).is_ok_and(|header| lait::DICTIONARY.iter().all(|name| header.iter().any(|h| h == name)))
}

/// Whether the rates of a file are made with the population in another.
fn needs(reference: &Reference, file: &str, population: &str) -> bool {
    let mappings = reference.catalogue.entries().iter().flat_map(|entry| &entry.ees);
    let mut of_file =
        mappings.filter(|mapping| file.starts_with(&mapping.file)).filter_map(|mapping| mapping.population.as_ref());
    of_file.any(|needed| population.starts_with(&needed.file))
}

/// Whether a file is one that others are divided by.
pub(super) fn is_population(reference: &Reference, name: &str) -> bool {
    let needed = reference.catalogue.entries().iter().flat_map(|entry| &entry.ees).filter_map(|m| m.population.as_ref());
    needed.into_iter().any(|population| name.starts_with(&population.file))
}

/// Records under the header, told by their line ends; none of a file that is no text.
fn rows(bytes: &[u8]) -> Option<u64> {
    if bytes.starts_with(b"PAR1") {
        return None;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).ok()? {
        rows += 1;
    }
    Some(rows)
}
