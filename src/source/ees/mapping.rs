//! One mapping of the catalogue fitted to a file: its names turned into column numbers, and the figures that it finds.

use super::place::EnteredPeriod;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::Indicator;
use crate::observation::provenance::Origin;
use crate::observation::table::{Builder, Figure};
use crate::reference::catalogue::{Entry, Mapping};
use crate::source::rate::{PendingRate, rate};
use crate::source::sheet::{self, Sheet, row_of};
use crate::source::symbols;
use csv::ByteRecord;
use std::collections::{BTreeMap, HashMap};

/// Columns by number, each with the label that chooses a row.
pub(super) type RowSelection<'a> = Vec<(usize, &'a str)>;

/// A mapping fitted to a file.
pub(super) struct FittedMapping<'a> {
    pub(super) entry: &'a Entry,
    mapping: &'a Mapping,
    pub(super) indicator: Indicator,
    /// The column of the value, or of the count that stands in its place.
    measured: usize,
    measured_name: &'a str,
    numerator: Option<usize>,
    denominator: Option<usize>,
    pub(super) selection: RowSelection<'a>,
    /// RowSelection of the row that holds the denominator, where that is another row.
    pub(super) denominator_selection: Option<RowSelection<'a>>,
    /// Figures in the order of their rows, each with the year in which its period ends.
    figures: Vec<(Figure, i16)>,
    /// Denominators of other rows by area and period.
    denominators: HashMap<(u16, u16), (f64, Origin)>,
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
            mapping,
            measured: sheet.column(measured)?,
            measured_name: measured,
            numerator: column(sheet, mapping.numerator.as_ref()),
            denominator: column(sheet, mapping.denominator.as_ref()),
            selection,
            denominator_selection,
            figures: Vec::new(),
            denominators: HashMap::new(),
        })
    }

    /// How the name of its file starts in the catalogue.
    pub(super) fn file(&self) -> &str {
        &self.mapping.file
    }

    /// Whether a row holds the figure or its denominator.
    pub(super) fn chooses(&self, record: &ByteRecord) -> bool {
        matches(record, &self.selection) || self.holds_denominator(record)
    }

    fn holds_denominator(&self, record: &ByteRecord) -> bool {
        self.denominator_selection
            .as_ref()
            .is_some_and(|selection| matches(record, selection))
    }

    pub(super) fn has_figures(&self) -> bool {
        !self.figures.is_empty()
    }

    /// Takes a row that was chosen: its figure, its denominator, or both.
    pub(super) fn take(
        &mut self,
        record: &ByteRecord,
        (area, period): (Area, EnteredPeriod),
        (source, file): (u16, &str),
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        let row = row_of(record);
        let origin = Origin {
            file: source,
            row: u32::try_from(row).unwrap_or(u32::MAX),
        };
        let denominator = number(record, self.denominator);
        if self.holds_denominator(record)
            && let Some(value) = denominator
        {
            self.denominators
                .insert((area.0, period.number), (value, origin));
        }
        if !matches(record, &self.selection) {
            return;
        }
        let cell = record.get(self.measured).unwrap_or_default();
        let Some(reading) = symbols::reading(cell) else {
            checks.push(
                Check::new(Severity::Error, "cell", file)
                    .row(row)
                    .column(self.measured_name)
                    .found(format!("“{}”", String::from_utf8_lossy(cell)))
                    .expected(symbols::CELL_FORMS)
                    .guidance("the figure was set aside"),
            );
            return;
        };
        let figure = Figure {
            series: builder.series(&self.indicator),
            area,
            period: period.number,
            reading,
            numerator: number(record, self.numerator),
            denominator: denominator.filter(|_| self.denominator_selection.is_none()),
            origin,
            base: None,
        };
        self.figures.push((figure, period.end_year));
    }

    /// Joins denominators of other rows, turns counts into rates where the file has no rate, and enters the figures. Those whose
    /// denominator is in another file are put aside as pending.
    pub(super) fn enter(self, builder: &mut Builder, pending: &mut Vec<PendingRate<'a>>) {
        let per = self.mapping.per.unwrap_or(1.0);
        let decimals = self.indicator.decimals;
        let is_count = self.mapping.value.is_none() && self.denominator.is_some();
        for (mut figure, end_year) in self.figures {
            if let Some((denominator, origin)) =
                self.denominators.get(&(figure.area.0, figure.period))
            {
                figure.denominator = Some(*denominator);
                figure.base = Some(*origin);
            }
            if let Some(population) = &self.mapping.population {
                pending.push(PendingRate {
                    figure,
                    population,
                    per,
                    decimals,
                    year: end_year - population.lag,
                });
                continue;
            }
            if is_count {
                figure.reading = rate(figure.reading, figure.denominator, per, decimals);
            }
            builder.push(figure);
        }
    }
}

fn column(sheet: &Sheet, name: Option<&String>) -> Option<usize> {
    sheet.column(name?)
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

/// A number; none where the column is not there, or the cell holds none.
fn number(record: &ByteRecord, at: Option<usize>) -> Option<f64> {
    symbols::reading(record.get(at?)?)?.value()
}
