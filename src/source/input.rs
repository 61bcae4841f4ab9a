//! Files and folders as they were named: opened, and recognised by their headers.

use super::ees;
use super::foreign;
use super::lait;
use super::local;
use super::sheet::{Sheet, file_name, stem};
use crate::error::{Error, Kind, Result};
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

impl KnownHeader {
    pub(super) fn of(sheet: &Sheet) -> Option<KnownHeader> {
        if sheet.has_columns(&lait::BULK) {
            Some(KnownHeader::Bulk)
        } else if sheet.has_columns(&ees::columns::REQUIRED) {
            Some(KnownHeader::Ees)
        } else if sheet.has_columns(&lait::DICTIONARY) {
            Some(KnownHeader::Dictionary)
        } else if sheet.has_columns(&local::REQUIRED) {
            Some(KnownHeader::Local)
        } else {
            None
        }
    }
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
                None => files.push(recognise(world, path, false)?),
                Some(inside) => {
                    let (before, told) = (files.len(), checks.len());
                    for file in one_of_each(&inside, &mut checks) {
                        files.extend(recognise_in_folder(world, &file, &mut checks)?);
                    }
                    if files.len() == before {
                        return Err(Error::unreadable(
                            path.display().to_string(),
                            "this folder holds no file that can be read",
                        )
                        .expected("EES files, LAIT bulk data or local CSVs")
                        .after(checks.get(told..).unwrap_or_default())
                        .hint("name a file itself to be told what it is"));
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
            files.extend(recognise_in_folder(world, path, &mut checks)?);
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

/// A file found in a folder; none, with a note, where its format is unknown.
fn recognise_in_folder(
    world: &dyn World,
    path: &Path,
    checks: &mut Vec<Check>,
) -> Result<Option<InputFile>> {
    match recognise(world, path, true) {
        Ok(file) => Ok(Some(file)),
        Err(fault) if fault.kind() == Kind::Usage => {
            checks.push(passed_over(
                path,
                "none of the formats this program reads",
                "passed over",
            ));
            Ok(None)
        }
        Err(fault) => Err(fault),
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
        let Some(rank) = packing(file) else {
            checks.push(passed_over(file, "neither CSV nor Parquet", "passed over"));
            continue;
        };
        let known = plainest
            .entry(stem(&file_name(file)).to_owned())
            .or_insert(file);
        if packing(known).is_some_and(|other| other > rank) {
            *known = file;
        }
    }
    for (stem, chosen) in &plainest {
        let twins = files.iter().filter(|file| {
            file != chosen
                && file_name(file).starts_with(&format!("{stem}."))
                && packing(file).is_some()
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

/// How plainly a file is packed, 0 being the plainest; none where it is of no format that is read.
pub(crate) fn packing(path: &Path) -> Option<usize> {
    let name = file_name(path).to_lowercase();
    [".csv", ".csv.gz", ".parquet"]
        .iter()
        .position(|ending| name.ends_with(ending))
}

fn recognise(world: &dyn World, path: &Path, from_folder: bool) -> Result<InputFile> {
    Ok(InputFile {
        path: path.to_owned(),
        format: format(world, path, from_folder)?,
        from_folder,
    })
}

fn format(world: &dyn World, path: &Path, from_folder: bool) -> Result<FileFormat> {
    let name = file_name(path);
    if name.to_lowercase().ends_with(".parquet") {
        return Ok(FileFormat::BulkParquet);
    }
    let sheet = Sheet::open(world, path)?;
    match KnownHeader::of(&sheet) {
        Some(KnownHeader::Bulk) => Ok(FileFormat::Bulk(sheet)),
        Some(KnownHeader::Ees) => Ok(FileFormat::Ees(sheet)),
        Some(KnownHeader::Dictionary) => Ok(FileFormat::Dictionary(sheet)),
        Some(KnownHeader::Local) => Ok(FileFormat::Local(sheet)),
        None if from_folder => Err(Error::usage(format!(
            "{name} has none of the headers this program knows"
        ))),
        None => Err(foreign::fault(sheet, &path.display().to_string())),
    }
}
