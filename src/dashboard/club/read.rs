//! Reads the exported files of a club. A row that cannot be used is a check; a council that sent two files has its figures from both, and two
//! different figures for one period are set aside.

use super::export::COLUMNS;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::period::{Period, YearKind};
use crate::source::sheet::form::{NamedForm, tidy};
use crate::source::sheet::{Sheet, row_of};
use crate::world::{self, World};
use csv::ByteRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FORM: NamedForm = NamedForm {
    required: &[
        "council", "measure", "title", "unit", "better", "period", "value",
    ],
    optional: &["la_code", "numerator", "denominator"],
    key: Some("council"),
    heads: &["council", "measure"],
};

/// A figure of one council.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClubFigure {
    /// None where it is withheld.
    pub(crate) value: Option<f64>,
    pub(crate) counts: Option<(f64, f64)>,
    pub(crate) file: String,
    pub(crate) row: u64,
}

/// What a measure is, as a council's file has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClubDefinition {
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) better: String,
}

/// All files together.
#[derive(Default)]
pub(crate) struct Club {
    pub(crate) councils: BTreeSet<String>,
    /// By measure: its definitions with the councils that have each.
    pub(crate) definitions: BTreeMap<String, BTreeMap<ClubDefinition, BTreeSet<String>>>,
    /// By measure, period and council.
    pub(crate) figures: BTreeMap<String, BTreeMap<Period, BTreeMap<String, ClubFigure>>>,
    pub(crate) checks: Vec<Check>,
}

impl Club {
    /// Reads every CSV of a folder.
    ///
    /// # Errors
    /// The folder or a file cannot be read, or no file of it is an exported one.
    pub(crate) fn read(world: &dyn World, folder: &Path) -> Result<Club> {
        let place = folder.display().to_string();
        let listed = world
            .list(folder)
            .map_err(|fault| world::unreadable(folder, &fault))?
            .ok_or_else(|| Error::usage("this is a file, not a folder").in_file(place.clone()))?;
        let is_csv = |path: &&std::path::PathBuf| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("csv"))
        };
        let mut club = Club::default();
        for path in listed.iter().filter(is_csv) {
            club.read_file(world, path)?;
        }
        if club.councils.is_empty() {
            return Err(Error::nothing("the folder holds no exported figures")
                .in_file(place)
                .expected(format!("CSV files with the columns {}", COLUMNS.join(", ")))
                .hint("each member writes one with “yardstick club export”"));
        }
        Ok(club)
    }

    fn read_file(&mut self, world: &dyn World, path: &Path) -> Result<()> {
        let mut sheet = Sheet::open(world, path, &[&FORM])?;
        if sheet.form.is_none() {
            self.checks.push(
                Check::new(Severity::Error, "other-file", &sheet.file)
                    .found(sheet.header.join(", "))
                    .expected(COLUMNS.join(", "))
                    .guidance("the file was passed over"),
            );
            return Ok(());
        }
        let at: BTreeMap<&str, usize> = COLUMNS
            .iter()
            .filter_map(|name| Some((*name, sheet.column(name)?)))
            .collect();
        let (file, mut record) = (sheet.file.clone(), ByteRecord::new());
        let mut checks = Vec::new();
        while sheet.next_row(&mut record, &mut checks)?.is_some() {
            let cell = |name: &str| {
                let bytes = at.get(name).and_then(|at| record.get(*at));
                tidy(&String::from_utf8_lossy(bytes.unwrap_or_default()))
            };
            let row = row_of(&record);
            if let Err((column, expected)) = self.enter(&cell, (&file, row)) {
                checks.push(
                    Check::new(Severity::Error, "set-aside", &file)
                        .row(row)
                        .column(column)
                        .found(format!("“{}”", cell(column)))
                        .expected(expected)
                        .guidance("the row was set aside"),
                );
            }
        }
        sheet.close(world)?;
        self.checks.extend(checks);
        Ok(())
    }

    fn enter(
        &mut self,
        cell: &dyn Fn(&str) -> String,
        (file, row): (&str, u64),
    ) -> std::result::Result<(), (&'static str, String)> {
        let (council, measure) = (cell("council"), cell("measure"));
        let label = cell("period");
        let period = Period::part_of_year(&label)
            .or_else(|_| Period::parse(&label, YearKind::Financial))
            .map_err(|_| ("period", "a month, quarter, week or year".to_owned()))?;
        let number = |name: &'static str| match cell(name).as_str() {
            "" | "c" => Ok(None),
            text => match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(Some(value)),
                _ => Err((name, "a number, or c where it is withheld".to_owned())),
            },
        };
        let (value, counts) = (
            number("value")?,
            number("numerator")?.zip(number("denominator")?),
        );
        self.councils.insert(council.clone());
        let definition = ClubDefinition {
            title: cell("title"),
            unit: cell("unit"),
            better: cell("better"),
        };
        let definitions = self.definitions.entry(measure.clone()).or_default();
        definitions
            .entry(definition)
            .or_default()
            .insert(council.clone());
        let figures = self
            .figures
            .entry(measure)
            .or_default()
            .entry(period)
            .or_default();
        let figure = ClubFigure {
            value,
            counts,
            file: file.to_owned(),
            row,
        };
        match figures.get(&council) {
            Some(known) if known.value != value => {
                figures.remove(&council);
                Err((
                    "value",
                    "one figure for each council, measure and period: both were set aside"
                        .to_owned(),
                ))
            }
            _ => {
                figures.insert(council, figure);
                Ok(())
            }
        }
    }

    /// The definition that most councils have, as an indicator; with how many have another.
    pub(crate) fn indicator(&self, measure: &str) -> Option<(Indicator, usize)> {
        let all = self.definitions.get(measure)?;
        let (usual, councils) = all.iter().max_by_key(|(_, councils)| councils.len())?;
        let others = all.values().map(BTreeSet::len).sum::<usize>() - councils.len();
        let unit = Unit::new(&usual.unit);
        let polarity = match usual.better.as_str() {
            word if word == Polarity::Higher.key() => Polarity::Higher,
            word if word == Polarity::Lower.key() => Polarity::Lower,
            _ => Polarity::Unset,
        };
        let decimals = u8::from(!unit.is_count());
        Some((
            Indicator::local(measure, &usual.title, unit, decimals, polarity),
            others,
        ))
    }
}
