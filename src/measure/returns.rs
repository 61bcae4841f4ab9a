//! Reads the figures that are returned for a framework, as officers keep them: a row a figure, or a row a measure with a column a period;
//! CSV, XLSX or ODS, one file or a folder. Each figure keeps its file and row. Whatever cannot be used is a check; no row vanishes.

mod columns;
mod parts;
mod rows;

use super::framework::MeasureFramework;
use super::personal::{refuse_cell, refuse_header};
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::source::sheet::form::tidy;
use crate::source::sheet::{RowShape, Sheet, row_of};
use crate::world::{self, World};
use columns::{LongForm, WideForm};
use csv::ByteRecord;
use rows::FigureReader;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One returned figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReturnedFigure {
    /// Which measure of the framework.
    pub(crate) measure: usize,
    /// Which place; none for the whole authority.
    pub(crate) place: Option<usize>,
    pub(crate) period: Period,
    pub(crate) reading: Reading,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    /// Which file, and its row.
    pub(crate) file: usize,
    pub(crate) row: u64,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReturnedFile {
    pub(crate) name: String,
    pub(crate) sha256: String,
}

/// All that was returned.
#[derive(Default)]
pub(crate) struct Returns {
    pub(crate) figures: Vec<ReturnedFigure>,
    pub(crate) files: Vec<ReturnedFile>,
    pub(crate) checks: Vec<Check>,
    /// Names of rows that no measure has, with how many rows each.
    pub(crate) unknown: BTreeMap<String, usize>,
}

/// Reads files and folders of figures.
///
/// # Errors
/// A path that cannot be read, or holds no table of figures; a file that looks like one about single children.
pub(crate) fn read(
    world: &dyn World,
    paths: &[PathBuf],
    framework: &MeasureFramework,
) -> Result<Returns> {
    let mut returns = Returns::default();
    for path in paths {
        let listed = world
            .list(path)
            .map_err(|fault| world::unreadable(path, &fault))?;
        match listed {
            None => returns.read_file(world, path, framework)?,
            Some(inside) => {
                let files: Vec<&PathBuf> = inside.iter().filter(|file| is_table(file)).collect();
                if files.is_empty() {
                    return Err(Error::nothing("the folder holds no CSV, XLSX or ODS file")
                        .in_file(path.display().to_string()));
                }
                for file in files {
                    returns.read_file(world, file, framework)?;
                }
            }
        }
    }
    returns.tell_unknown(framework);
    Ok(returns)
}

/// Lock files of a program that holds a sheet open begin with a tilde or a dot.
fn is_table(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let is_lock = name.starts_with('~') || name.starts_with('.');
    !is_lock
        && [".csv", ".xlsx", ".ods"]
            .iter()
            .any(|end| name.ends_with(end))
}

impl Returns {
    fn read_file(
        &mut self,
        world: &dyn World,
        path: &Path,
        framework: &MeasureFramework,
    ) -> Result<()> {
        let mut sheet = Sheet::open(world, path, &[&LongForm, &WideForm])?;
        if let Some(refused) = refuse_header(&sheet.header, &sheet.file, sheet.header_row) {
            return Err(refused);
        }
        let Some(form) = sheet.form else {
            return Err(
                Error::unreadable(&sheet.file, "no column says which measure a row is of")
                    .at_row(sheet.header_row)
                    .expected("columns measure, period and value, or measure and a column a period")
                    .hint("name the column with the measures’ ids or titles “measure”"),
            );
        };
        let file = sheet.file.clone();
        let mut reader = FigureReader::of(&sheet, framework, form == 1)?;
        let mut record = ByteRecord::new();
        let mut checks = Vec::new();
        while let Some(shape) = sheet.next_row(&mut record, &mut checks)? {
            let cells: Vec<String> = record
                .iter()
                .map(|cell| tidy(&String::from_utf8_lossy(cell)))
                .collect();
            let row = row_of(&record);
            if let Some(refused) = cells.iter().find_map(|cell| refuse_cell(cell, &file, row)) {
                return Err(refused);
            }
            if let RowShape::Ragged(found) = shape {
                checks.push(
                    Check::new(Severity::Error, "ragged-row", &file)
                        .row(row)
                        .found(format!("{found} cells"))
                        .expected(format!("{} as in the header", sheet.header.len()))
                        .guidance("the row was set aside"),
                );
                continue;
            }
            reader.row(&cells, row, &mut self.unknown);
        }
        let sha256 = sheet.close(world)?;
        let at = self.files.len();
        self.files.push(ReturnedFile {
            name: file.clone(),
            sha256,
        });
        let (figures, faults) = reader.settled(at);
        self.figures.extend(figures);
        checks.extend(faults);
        self.checks
            .extend(checks.into_iter().map(|check| match check.file.is_empty() {
                true => Check {
                    file: file.clone(),
                    ..check
                },
                false => check,
            }));
        Ok(())
    }

    /// Rows whose measure the framework does not have, with the nearest name.
    fn tell_unknown(&mut self, framework: &MeasureFramework) {
        for (name, rows) in &self.unknown {
            let near = framework
                .nearest_measure(name)
                .map_or("no measure has a name like it".to_owned(), |near| {
                    format!("the nearest name is “{near}”")
                });
            self.checks.push(
                Check::new(Severity::Error, "unknown-measure", &framework.file)
                    .found(format!(
                        "“{name}” in {rows} {}",
                        if *rows == 1 { "row" } else { "rows" }
                    ))
                    .expected("a measure of the framework")
                    .guidance(format!(
                        "{near}; add the name to its aliases, or define the measure"
                    )),
            );
        }
    }
}
