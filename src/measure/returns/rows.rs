//! Reads the rows of one file of figures.

use super::ReturnedFigure;
use super::columns::{AREA, DENOMINATOR, FIGURE, MEASURE, NAMES, NUMERATOR, PERIOD, VALUE, column};
use super::parts::{FigureParts, example, period, value};
use crate::error::{Error, Result};
use crate::measure::framework::MeasureFramework;
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DayOrder, day_form};
use crate::observation::indicator::Unit;
use crate::observation::reading::Reading;
use crate::source::sheet::Sheet;
use crate::source::sheet::form::plain_heading;
use crate::source::written::{CellPlace, TakenCells};
use std::collections::BTreeMap;

/// A cell of a figure before its period is settled.
struct LooseFigure {
    measure: usize,
    place: Option<usize>,
    label: String,
    parts: FigureParts,
    row: u64,
}

/// Reads the rows of one file.
pub(super) struct FigureReader<'f> {
    framework: &'f MeasureFramework,
    file: String,
    at: BTreeMap<&'static str, usize>,
    /// The columns that are periods, of a wide table.
    periods: Vec<(usize, String)>,
    taken: TakenCells,
    loose: Vec<LooseFigure>,
    /// Of a wide table: where the last figure of a measure, place and period stands among them.
    newest: BTreeMap<(usize, Option<usize>, String), usize>,
    checks: Vec<Check>,
}

impl<'f> FigureReader<'f> {
    pub(super) fn of(
        sheet: &Sheet,
        framework: &'f MeasureFramework,
        is_wide: bool,
    ) -> Result<FigureReader<'f>> {
        let at: BTreeMap<&'static str, usize> = NAMES
            .iter()
            .filter_map(|(name, _)| Some((*name, sheet.column(name)?)))
            .collect();
        let periods: Vec<(usize, String)> = match is_wide {
            false => Vec::new(),
            true => sheet
                .header
                .iter()
                .enumerate()
                .filter(|(place, heading)| {
                    !at.values().any(|known| known == place) && !heading.is_empty()
                })
                .map(|(place, heading)| (place, heading.clone()))
                .collect(),
        };
        if is_wide && periods.is_empty() {
            return Err(Error::unreadable(
                &sheet.file,
                "there is neither a column “period” nor a column a period",
            )
            .at_row(sheet.header_row));
        }
        Ok(FigureReader {
            framework,
            file: sheet.file.clone(),
            at,
            periods,
            taken: TakenCells::new(sheet.comma_is_of_thousands()),
            loose: Vec::new(),
            newest: BTreeMap::new(),
            checks: Vec::new(),
        })
    }

    fn cell<'c>(&self, cells: &'c [String], name: &str) -> &'c str {
        let at = self.at.get(name).copied();
        at.and_then(|at| cells.get(at)).map_or("", String::as_str)
    }

    pub(super) fn row(
        &mut self,
        cells: &[String],
        row: u64,
        unknown: &mut BTreeMap<String, usize>,
    ) {
        let name = self.cell(cells, MEASURE);
        let Some(measure) = self.framework.measure(name) else {
            *unknown.entry(name.to_owned()).or_default() += 1;
            return;
        };
        let place = match self.framework.place(self.cell(cells, AREA)) {
            Ok(place) => place,
            Err(near) => {
                let known: Vec<&str> = self
                    .framework
                    .places
                    .iter()
                    .map(|place| place.name.as_str())
                    .collect();
                let check = self.fault(
                    row,
                    AREA,
                    self.cell(cells, AREA),
                    format!(
                        "{} or one of its places: {}",
                        self.framework.authority,
                        known.join(", ")
                    ),
                );
                self.checks.push(match near.0 {
                    Some(near) => check.guidance(format!("the row was set aside; {near}")),
                    None => check,
                });
                return;
            }
        };
        if self.periods.is_empty() {
            let label = self.cell(cells, PERIOD).to_owned();
            let parts =
                [VALUE, NUMERATOR, DENOMINATOR].map(|name| self.number(cells, name, row, measure));
            let [Ok(value), Ok(numerator), Ok(denominator)] = parts else {
                return;
            };
            let parts = FigureParts {
                value,
                numerator,
                denominator,
            };
            self.loose.push(LooseFigure {
                measure,
                place,
                label,
                parts,
                row,
            });
        } else {
            self.wide_row(cells, (measure, place), row);
        }
    }

    /// A row of a wide table: a figure a period, or one part of them.
    fn wide_row(&mut self, cells: &[String], (measure, place): (usize, Option<usize>), row: u64) {
        let part = plain_heading(self.cell(cells, FIGURE));
        let part = match part.as_str() {
            "" => Some(VALUE),
            other => column(other).filter(|part| [VALUE, NUMERATOR, DENOMINATOR].contains(part)),
        };
        let Some(part) = part else {
            let found = self.cell(cells, FIGURE).to_owned();
            let check = self.fault(row, FIGURE, &found, "value, numerator or denominator");
            self.checks.push(check);
            return;
        };
        for (at, label) in self.periods.clone() {
            let cell = cells.get(at).map_or("", String::as_str).to_owned();
            let Ok(Some(reading)) = self.reading(&cell, &label, row, measure) else {
                continue;
            };
            // The last row of the same measure, place and period, whose other parts these may be.
            let key = (measure, place, label);
            let known = self.newest.get(&key).copied();
            let same = known.filter(|at| self.loose[*at].parts.part(part).is_none());
            let at = same.unwrap_or(self.loose.len());
            if same.is_none() {
                self.loose.push(LooseFigure {
                    measure,
                    place,
                    label: key.2.clone(),
                    parts: FigureParts::default(),
                    row,
                });
                self.newest.insert(key, at);
            }
            let slot = self.loose[at].parts.of(part);
            *slot = Some(reading);
        }
    }

    fn number(
        &mut self,
        cells: &[String],
        name: &'static str,
        row: u64,
        measure: usize,
    ) -> std::result::Result<Option<Reading>, ()> {
        let cell = self.cell(cells, name).to_owned();
        self.reading(&cell, name, row, measure)
    }

    /// A cell as a number or a symbol; none where it is blank.
    fn reading(
        &mut self,
        cell: &str,
        name: &str,
        row: u64,
        measure: usize,
    ) -> std::result::Result<Option<Reading>, ()> {
        if cell.is_empty() {
            return Ok(None);
        }
        let unit = match name {
            NUMERATOR | DENOMINATOR => Unit::new("count"),
            _ => self.framework.measures[measure].indicator.unit.clone(),
        };
        match self
            .taken
            .reading(cell.as_bytes(), CellPlace::new(row, name, &unit))
        {
            Ok(reading) => Ok(Some(reading)),
            Err(expected) => {
                let check = self.fault(row, name, cell, expected);
                self.checks.push(check);
                Err(())
            }
        }
    }

    fn fault(&self, row: u64, column: &str, found: &str, expected: impl Into<String>) -> Check {
        Check::new(Severity::Error, "set-aside", &self.file)
            .row(row)
            .column(column)
            .found(format!("“{found}”"))
            .expected(expected)
            .guidance("the row was set aside")
    }

    /// The figures with their periods, and what could not be used.
    pub(super) fn settled(mut self, file: usize) -> (Vec<ReturnedFigure>, Vec<Check>) {
        let mut order = DayOrder::default();
        for figure in &self.loose {
            order.note(day_form(&figure.label));
        }
        let mut figures = Vec::new();
        for loose in std::mem::take(&mut self.loose) {
            let measure = &self.framework.measures[loose.measure];
            let Some(period) = period(&loose.label, measure, order) else {
                let expected = format!(
                    "a {} that can be read one way only, such as {}",
                    measure.frequency.word(),
                    example(measure)
                );
                let check = self.fault(loose.row, PERIOD, &loose.label, expected);
                self.checks.push(check);
                continue;
            };
            match value(&loose.parts, measure) {
                Ok((reading, numerator, denominator)) => figures.push(ReturnedFigure {
                    measure: loose.measure,
                    place: loose.place,
                    period,
                    reading,
                    numerator,
                    denominator,
                    file,
                    row: loose.row,
                }),
                Err((found, expected)) => {
                    let check = self.fault(loose.row, VALUE, &found, expected);
                    self.checks.push(check);
                }
            }
        }
        let mut checks = self.taken.checks(&self.file);
        checks.extend(self.checks);
        (figures, checks)
    }
}
