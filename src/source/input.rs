//! Files and folders as they were named: opened, and recognised by their headers.

use super::ees;
use super::foreign;
use super::lait;
use super::local;
use super::sheet::form::SheetForm;
use super::sheet::{Sheet, file_name, stem};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::world::{self, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The headers by which a CSV is recognised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KnownHeader {
    Bulk,
    Ees,
    /// The list of LAIT's series.
    Dictionary,
    Local,
}

/// The headers that are known, the most telling first, with the form by which each is known.
const KNOWN: [(KnownHeader, &dyn SheetForm); 4] = [
    (KnownHeader::Bulk, &lait::BULK_FORM),
    (KnownHeader::Ees, &ees::columns::FORM),
    (KnownHeader::Dictionary, &lait::DICTIONARY_FORM),
    (KnownHeader::Local, &local::FORM),
];

impl KnownHeader {
    pub(super) fn of(sheet: &Sheet) -> Option<KnownHeader> {
        let (header, _) = sheet.form.and_then(|at| KNOWN.get(at))?;
        Some(*header)
    }
}

/// Opens a table of figures of any known format.
///
/// # Errors
/// As [`Sheet::open`].
pub(crate) fn open_figures(world: &dyn World, path: &Path) -> Result<Sheet> {
    Sheet::open(world, path, &KNOWN.map(|(_, form)| form))
}

/// What a file turned out to be.
pub(super) enum FileFormat {
    /// The list of LAIT's series.
    Dictionary(Sheet),
    Ees(Sheet),
    Bulk(Sheet),
    BulkParquet,
    Local(Sheet),
}

impl FileFormat {
    /// What a file is whose columns cannot be chosen by hand; none of an EES file, and of a dictionary, which has no figures.
    pub(super) fn without_columns(&self) -> Option<&'static str> {
        match self {
            FileFormat::Ees(_) | FileFormat::Dictionary(_) => None,
            FileFormat::Bulk(_) | FileFormat::BulkParquet => Some("LAIT bulk data"),
            FileFormat::Local(_) => Some("a local tidy CSV"),
        }
    }
}

/// A file to read.
pub(super) struct InputFile {
    pub(super) path: PathBuf,
    pub(super) format: FileFormat,
    /// It was found in a folder, so it may be passed over where nothing in it is of use.
    pub(super) from_folder: bool,
}

/// Files to read, dictionaries first, since the bulk data is read by them.
pub(crate) struct InputFiles {
    pub(super) files: Vec<InputFile>,
    /// Files that were passed over.
    pub(super) checks: Vec<Check>,
}

impl InputFiles {
    /// Opens and recognises every file.
    ///
    /// # Errors
    /// A path that cannot be read, a folder without a file that can be read, a file that was named and has an unknown header.
    pub(crate) fn open(world: &dyn World, paths: &[PathBuf]) -> Result<InputFiles> {
        let (mut files, mut checks) = (Vec::new(), Vec::new());
        for path in paths {
            let listed = world
                .list(path)
                .map_err(|fault| world::unreadable(path, &fault))?;
            match listed {
                None => match format(world, path)? {
                    Recognised::As(format) => files.push(InputFile {
                        path: path.to_owned(),
                        format: *format,
                        from_folder: false,
                    }),
                    Recognised::No(fault) => return Err(fault),
                },
                Some(inside) => {
                    let (before, mut unknown) = (files.len(), Vec::new());
                    for file in one_of_each(&inside, &mut checks) {
                        files.extend(recognise_in_folder(
                            world,
                            &file,
                            &mut checks,
                            &mut unknown,
                        )?);
                    }
                    if files.len() == before {
                        return Err(nothing_in(path, unknown));
                    }
                }
            }
        }
        Ok(InputFiles::in_order(files, checks))
    }

    /// Opens and recognises files that were found in folders. Those of an unknown format are passed over.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub(crate) fn found(world: &dyn World, paths: &[PathBuf]) -> Result<InputFiles> {
        let (mut files, mut checks) = (Vec::new(), Vec::new());
        for path in paths {
            files.extend(recognise_in_folder(
                world,
                path,
                &mut checks,
                &mut Vec::new(),
            )?);
        }
        Ok(InputFiles::in_order(files, checks))
    }

    fn in_order(mut files: Vec<InputFile>, checks: Vec<Check>) -> InputFiles {
        files.sort_by_key(|file| match file.format {
            FileFormat::Dictionary(_) => 0,
            FileFormat::Ees(_) => 1,
            FileFormat::Bulk(_) | FileFormat::BulkParquet => 2,
            FileFormat::Local(_) => 3,
        });
        InputFiles { files, checks }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether all of them are an officer's own: they are compared with national figures from elsewhere.
    pub(crate) fn are_local(&self) -> bool {
        self.files
            .iter()
            .all(|file| matches!(file.format, FileFormat::Local(_)))
    }
}

/// A file found in a folder; none, with a note, where its format is unknown. `unknown` takes up what is wrong with it.
fn recognise_in_folder(
    world: &dyn World,
    path: &Path,
    checks: &mut Vec<Check>,
    unknown: &mut Vec<Error>,
) -> Result<Option<InputFile>> {
    let fault = match format(world, path) {
        Ok(Recognised::As(format)) => {
            return Ok(Some(InputFile {
                path: path.to_owned(),
                format: *format,
                from_folder: true,
            }));
        }
        Ok(Recognised::No(fault)) => fault,
        // Workbooks lie in folders for many reasons: one that cannot be read is no reason to stop.
        Err(fault) if is_workbook(path) => fault,
        Err(fault) => return Err(fault),
    };
    checks.push(passed_over(path, fault.what(), "passed over"));
    unknown.push(fault);
    Ok(None)
}

fn is_workbook(path: &Path) -> bool {
    let name = file_name(path).to_lowercase();
    WORKBOOKS.iter().any(|ending| name.ends_with(ending))
}

/// Why no file of a folder can be read: what is wrong with its only file, or with the first of several.
fn nothing_in(folder: &Path, unknown: Vec<Error>) -> Error {
    let (number, place) = (unknown.len(), folder.display().to_string());
    match unknown.into_iter().next() {
        None => Error::unreadable(place, "this folder holds no file that can be read")
            .expected("EES files, LAIT bulk data, or your own figures as CSV, .xlsx or .ods"),
        Some(only) if number == 1 => only,
        Some(first) => {
            let what = format!(
                "none of the {number} files in this folder can be read; the first: {}",
                first.what()
            );
            let fault = Error::unreadable(first.place(), what).expected(first.wanted());
            fault.hint(format!(
                "name one of them alone to see what is wrong with it: yardstick check {}",
                first.place()
            ))
        }
    }
}

fn passed_over(path: &Path, found: &str, guidance: &str) -> Check {
    Check::new(Severity::Note, "not-recognised", &file_name(path))
        .found(found)
        .guidance(guidance)
}

/// Of files that differ only in their packing (`x.csv`, `x.csv.gz`, `x.parquet`) one is enough: the plainest.
fn one_of_each(files: &[PathBuf], checks: &mut Vec<Check>) -> Vec<PathBuf> {
    let mut plainest: BTreeMap<String, &PathBuf> = BTreeMap::new();
    for file in files {
        let Some(rank) = plainness(file) else {
            checks.push(passed_over(
                file,
                "neither CSV nor Parquet nor a workbook",
                "passed over",
            ));
            continue;
        };
        let known = plainest
            .entry(stem(&file_name(file)).to_owned())
            .or_insert(file);
        if plainness(known).is_some_and(|other| other > rank) {
            *known = file;
        }
    }
    for (stem, chosen) in &plainest {
        let twins = files.iter().filter(|file| {
            file != chosen
                && file_name(file).starts_with(&format!("{stem}."))
                && plainness(file).is_some()
        });
        for twin in twins {
            checks.push(
                Check::new(Severity::Note, "same-data", &file_name(twin))
                    .found(format!("the same name as {}", file_name(chosen)))
                    .guidance("passed over: read once is enough"),
            );
        }
    }
    plainest.into_values().cloned().collect()
}

/// How plainly published figures are packed, 0 being the plainest; none where a file is of no format in which they are.
pub(crate) fn packing(path: &Path) -> Option<usize> {
    let name = file_name(path).to_lowercase();
    PACKINGS.iter().position(|ending| name.ends_with(ending))
}

/// The same for every file that is read, an officer's workbook being the least plain.
fn plainness(path: &Path) -> Option<usize> {
    packing(path).or_else(|| is_workbook(path).then_some(PACKINGS.len()))
}

const PACKINGS: [&str; 3] = [".csv", ".csv.gz", ".parquet"];
/// How the names of workbooks end.
const WORKBOOKS: [&str; 3] = [".xlsx", ".xlsm", ".ods"];

/// Whether a file's header is known.
enum Recognised {
    As(Box<FileFormat>),
    /// What is wrong with it.
    No(Error),
}

fn format(world: &dyn World, path: &Path) -> Result<Recognised> {
    if file_name(path).to_lowercase().ends_with(".parquet") {
        return Ok(Recognised::As(Box::new(FileFormat::BulkParquet)));
    }
    let sheet = open_figures(world, path)?;
    Ok(match KnownHeader::of(&sheet) {
        Some(KnownHeader::Bulk) => Recognised::As(Box::new(FileFormat::Bulk(sheet))),
        Some(KnownHeader::Ees) => Recognised::As(Box::new(FileFormat::Ees(sheet))),
        Some(KnownHeader::Dictionary) => Recognised::As(Box::new(FileFormat::Dictionary(sheet))),
        Some(KnownHeader::Local) => Recognised::As(Box::new(FileFormat::Local(sheet))),
        None => Recognised::No(foreign::fault(sheet, &path.display().to_string())),
    })
}
