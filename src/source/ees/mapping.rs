//! One mapping of the catalogue fitted to a file: its names turned into column numbers, and the figures that it finds.

use super::EesIntake;
use super::place::EnteredPeriod;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Unit};
use crate::observation::provenance::Origin;
use crate::observation::reading::{Reading, Status};
use crate::observation::set_aside::SetAsideRow;
use crate::observation::table::Figure;
use crate::reference::catalogue::{Entry, Mapping};
use crate::source::rate::{PendingRate, rate};
use crate::source::sheet::{self, Sheet, row_of};
use crate::source::symbols;
use crate::source::written::{CellPlace, TakenCells};
use csv::ByteRecord;
use std::collections::{BTreeMap, HashMap};

/// Columns by number, each with the label that chooses a row.
pub(super) type RowSelection<'a> = Vec<(usize, &'a str)>;

/// A mapping fitted to a file.
pub(super) struct FittedMapping<'a> {
    pub(super) entry: &'a Entry,
    /// Where the entry stands among those that were tried.
    pub(super) order: usize,
    /// Whether the indicator was asked for; where it was not, it helps to recognise the file and no more.
    pub(super) is_wanted: bool,
    mapping: &'a Mapping,
    pub(super) indicator: Indicator,
    /// The column of the value, or of the count that stands in its place.
    pub(super) measured: usize,
    measured_name: &'a str,
    numerator: Option<usize>,
    denominator: Option<usize>,
    pub(super) selection: RowSelection<'a>,
    /// RowSelection of the row that holds the denominator, where that is another row.
    pub(super) denominator_selection: Option<RowSelection<'a>>,
    /// Whether a row has all labels of the selection.
    is_met: bool,
    /// Figures in the order of their rows.
    figures: Vec<FoundFigure>,
    /// Denominators of other rows by area and period.
    denominators: HashMap<(u16, u16), (f64, Origin)>,
    /// Cells that are neither number nor symbol.
    faults: Vec<Check>,
    /// Area and period, where they are known, of rows that were chosen and set aside.
    set_aside: Vec<(Option<Area>, Option<u16>)>,
}

/// A figure that was read, and is entered only where its mapping is the one that reads the file.
struct FoundFigure {
    area: Area,
    period: EnteredPeriod,
    reading: Reading,
    numerator: Option<f64>,
    denominator: Option<f64>,
    origin: Origin,
}

impl<'a> FittedMapping<'a> {
    /// None where the file lacks a column of the mapping.
    pub(super) fn new(
        sheet: &Sheet,
        entry: &'a Entry,
        mapping: &'a Mapping,
    ) -> Option<FittedMapping<'a>> {
        let selection = selection(sheet, &mapping.selection)?;
        let denominator_selection = if mapping.denominator_where.is_empty() {
            None
        } else {
            let replaced = self::selection(sheet, &mapping.denominator_where)?;
            let mut both: RowSelection<'a> = selection
                .iter()
                .filter(|(at, _)| replaced.iter().all(|(other, _)| other != at))
                .copied()
                .collect();
            both.extend(replaced);
            Some(both)
        };
        let measured = mapping.value.as_ref().or(mapping.numerator.as_ref())?;
        let stem = sheet::stem(&sheet.file);
        Some(FittedMapping {
            indicator: entry.indicator(&format!("{stem}:{measured}"), mapping.per),
            entry,
            order: 0,
            is_wanted: true,
            mapping,
            measured: sheet.column(measured)?,
            measured_name: measured,
            numerator: column(sheet, mapping.numerator.as_ref())?,
            denominator: column(sheet, mapping.denominator.as_ref())?,
            selection,
            denominator_selection,
            is_met: false,
            figures: Vec::new(),
            denominators: HashMap::new(),
            faults: Vec::new(),
            set_aside: Vec::new(),
        })
    }

    /// How the name of its file starts in the catalogue.
    pub(super) fn file(&self) -> &'a str {
        &self.mapping.file
    }

    /// Whether a file of this name is the catalogue's file by its name.
    pub(super) fn is_filed_as(&self, name: &str) -> bool {
        self.mapping.is_filed_as(name)
    }

    /// Whether labels choose its rows.
    pub(super) fn has_labels(&self) -> bool {
        !self.selection.is_empty()
    }

    pub(super) fn has_figures(&self) -> bool {
        !self.figures.is_empty()
    }

    /// Whether some row has all labels of the selection.
    pub(super) fn is_met(&self) -> bool {
        self.is_met
    }

    /// How much of what it names was found: rows, and the rows of its denominators.
    pub(super) fn wholeness(&self) -> (bool, bool) {
        let has_bases = self.denominator_selection.is_none() || !self.denominators.is_empty();
        (self.is_met, has_bases)
    }

    /// That the file has the layout of older releases, where the mapping is one of those.
    pub(super) fn older_layout(&self, file: &str) -> Option<Check> {
        let until = self.mapping.until.as_ref()?;
        Some(
            Check::new(Severity::Note, "older-layout", file)
                .column(&self.entry.id)
                .found(format!(
                    "the layout that {} had until {until}: {}",
                    self.mapping.file,
                    self.mapping.columns().join(", ")
                ))
                .guidance("read by the catalogue’s mapping for it"),
        )
    }

    /// Whether a row holds the figure or its denominator.
    pub(super) fn chooses(&mut self, record: &ByteRecord) -> bool {
        let is_chosen = matches(record, &self.selection);
        self.is_met |= is_chosen;
        is_chosen || self.holds_denominator(record)
    }

    fn holds_denominator(&self, record: &ByteRecord) -> bool {
        self.denominator_selection
            .as_ref()
            .is_some_and(|selection| matches(record, selection))
    }

    /// Notes a row that holds the figure of a place or a period that could not be read.
    pub(super) fn set_aside(
        &mut self,
        record: &ByteRecord,
        area: Option<Area>,
        period: Option<u16>,
    ) {
        if matches(record, &self.selection) {
            self.set_aside.push((area, period));
        }
    }

    /// Takes a row that was chosen: its figure, its denominator, or both.
    pub(super) fn take(
        &mut self,
        record: &ByteRecord,
        (area, period): (Area, EnteredPeriod),
        (source, file): (u16, &str),
        taken: &mut TakenCells,
    ) {
        let row = row_of(record);
        let origin = Origin {
            file: source,
            row: u32::try_from(row).unwrap_or(u32::MAX),
        };
        let holds_denominator = self.holds_denominator(record);
        let mut told = CellReport {
            file,
            taken,
            checks: &mut self.faults,
        };
        let denominator = told.count(record, self.denominator, self.mapping.denominator.as_ref());
        if holds_denominator && let Some(value) = denominator {
            self.denominators
                .insert((area.0, period.number), (value, origin));
        }
        if !matches(record, &self.selection) {
            return;
        }
        let cell = record.get(self.measured).unwrap_or_default();
        // A count that stands in the place of a rate is no rate yet.
        let of_counts = Unit::new("count");
        let unit = match self.mapping.value {
            Some(_) => &self.indicator.unit,
            None => &of_counts,
        };
        let place = CellPlace::new(row, self.measured_name, unit);
        let reading = told
            .reading(cell, place)
            .unwrap_or(Reading::Missing(Status::SetAside));
        let numerator = told.count(record, self.numerator, self.mapping.numerator.as_ref());
        self.figures.push(FoundFigure {
            area,
            period,
            reading,
            numerator,
            denominator: denominator.filter(|_| self.denominator_selection.is_none()),
            origin,
        });
    }

    /// Joins denominators of other rows, turns counts into rates where the file has no rate, and enters the figures. Those whose
    /// denominator is in another file are put aside as pending.
    pub(super) fn enter(self, intake: &mut EesIntake<'_>, pending: &mut Vec<PendingRate<'a>>) {
        intake.checks.extend(self.faults);
        if self.figures.is_empty() && self.set_aside.is_empty() {
            return;
        }
        let series = intake.builder.series(&self.indicator);
        for (area, period) in self.set_aside {
            intake.builder.set_aside(SetAsideRow {
                series,
                area,
                period,
            });
        }
        let per = self.mapping.per.unwrap_or(1.0);
        let decimals = self.indicator.decimals;
        let is_count = self.mapping.value.is_none() && self.denominator.is_some();
        for found in self.figures {
            let other_row = self.denominators.get(&(found.area.0, found.period.number));
            let mut figure = Figure {
                series,
                area: found.area,
                period: found.period.number,
                reading: found.reading,
                numerator: found.numerator,
                denominator: other_row.map(|(value, _)| *value).or(found.denominator),
                origin: found.origin,
                base: other_row.map(|(_, origin)| *origin),
            };
            if let Some(population) = &self.mapping.population {
                pending.push(PendingRate {
                    figure,
                    population,
                    per,
                    decimals,
                    year: found.period.end_year - population.lag,
                });
                continue;
            }
            if is_count {
                figure.reading = rate(figure.reading, figure.denominator, per, decimals);
            }
            intake.builder.push(figure);
        }
    }
}

/// Where a column is that a mapping may name; none where it names one that is not in the file.
fn column(sheet: &Sheet, name: Option<&String>) -> Option<Option<usize>> {
    name.map(|name| sheet.column(name))
        .map_or(Some(None), |at| at.map(Some))
}

/// None where a column is not in the file.
fn selection<'a>(sheet: &Sheet, labels: &'a BTreeMap<String, String>) -> Option<RowSelection<'a>> {
    labels
        .iter()
        .map(|(name, label)| Some((sheet.column(name)?, label.as_str())))
        .collect()
}

fn matches(record: &ByteRecord, selection: &[(usize, &str)]) -> bool {
    selection
        .iter()
        .all(|(at, label)| record.get(*at) == Some(label.as_bytes()))
}

/// What is told of the cells of a file.
pub(super) struct CellReport<'a> {
    pub(super) file: &'a str,
    pub(super) taken: &'a mut TakenCells,
    pub(super) checks: &'a mut Vec<Check>,
}

impl CellReport<'_> {
    /// Reads a cell; none, with a check, where it is neither number nor symbol.
    fn reading(&mut self, cell: &[u8], place: CellPlace<'_>) -> Option<Reading> {
        match self.taken.reading(cell, place) {
            Ok(reading) => Some(reading),
            Err(expected) => {
                self.checks.push(
                    Check::new(Severity::Error, "cell", self.file)
                        .row(place.row)
                        .column(place.column)
                        .found(format!("“{}”", String::from_utf8_lossy(cell)))
                        .expected(expected)
                        .guidance("the figure was set aside"),
                );
                None
            }
        }
    }

    /// A count beside a figure; none where the column is not there, or the cell is blank or holds no number.
    fn count(
        &mut self,
        record: &ByteRecord,
        at: Option<usize>,
        name: Option<&String>,
    ) -> Option<f64> {
        let cell = record.get(at?)?;
        if let Some(reading) = symbols::reading(cell) {
            return reading.value();
        }
        if cell.trim_ascii().is_empty() {
            return None;
        }
        let unit = Unit::new("count");
        let column = name.map_or("", String::as_str);
        let row = row_of(record);
        self.reading(cell, CellPlace::new(row, column, &unit))?
            .value()
    }
}
