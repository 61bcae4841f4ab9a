//! The bulk data behind DfE's Local Authority Interactive Tool: one long CSV (or Parquet) and a dictionary of its series.
//!
//! Traps met: codes hold commas and inner blanks (`LAC_Fixed_ Ex`), some records hold a line break inside quotes, one dash
//! stands for every reason a figure is missing, and one series has a stray period `0`.

pub(crate) mod compiled;
mod dictionary;

use super::filter::IndicatorFilter;
use super::place_cells::{self, PlaceCell, PlaceFault, PlaceFaults};
use super::sheet::{self, Sheet, form::NamedForm, row_of};
use super::symbols;
use super::written::{CellPlace, TakenCells};
use crate::error::Result;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::provenance::Origin;
use crate::observation::reading::{Reading, Status};
use crate::observation::set_aside::SetAsideRow;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;
use std::collections::HashMap;

pub(crate) use dictionary::{DICTIONARY, Dictionary, SeriesFacts, topic_key};

/// The columns that make a file LAIT bulk data.
pub(crate) const BULK: [&str; 5] = [
    "Short Desc",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
];

pub(super) const BULK_FORM: NamedForm = NamedForm {
    required: &BULK,
    optional: &[],
    key: None,
    heads: &[],
};
pub(super) const DICTIONARY_FORM: NamedForm = NamedForm {
    required: &DICTIONARY,
    ..BULK_FORM
};

/// Enters bulk rows, remembering the last series and period: the file is sorted, so most rows repeat both.
pub(crate) struct BulkIntake<'a> {
    reference: &'a Reference,
    dictionary: &'a Dictionary,
    file: String,
    source: u16,
    filter: &'a IndicatorFilter,
    code: Vec<u8>,
    label: Vec<u8>,
    series: Option<(u16, YearKind)>,
    period: Option<u16>,
    /// The catalogue leaves the period out.
    is_omitted: bool,
    known: HashMap<Vec<u8>, Option<(u16, YearKind)>>,
    /// The area of each number, name and region that was met; none for a row without one.
    places: HashMap<Vec<u8>, Option<Area>>,
    place_faults: PlaceFaults,
    faults: u32,
    taken: TakenCells,
}

/// A value as it is held: with twelve significant digits. The bulk data was kept in a spreadsheet, which left noise behind the last digit of
/// some values (99.100000000000009 beside 99.1) that would part what is printed alike.
pub(crate) fn held(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// One row of the bulk data as bytes, wherever it was stored.
pub(crate) struct BulkRow<'a> {
    pub(crate) code: &'a [u8],
    pub(crate) label: &'a [u8],
    pub(crate) area: &'a [u8],
    pub(crate) name: &'a [u8],
    /// Empty where the file has no such column.
    pub(crate) region: &'a [u8],
    pub(crate) value: &'a [u8],
    pub(crate) row: u64,
}

/// Only so many faults of a file are listed.
const LISTED: u32 = 200;

impl<'a> BulkIntake<'a> {
    pub(crate) fn new(
        reference: &'a Reference,
        dictionary: &'a Dictionary,
        file: &str,
        source: u16,
        filter: &'a IndicatorFilter,
    ) -> Self {
        BulkIntake {
            reference,
            dictionary,
            file: file.to_owned(),
            source,
            filter,
            code: Vec::new(),
            label: Vec::new(),
            series: None,
            period: None,
            is_omitted: false,
            known: HashMap::new(),
            places: HashMap::new(),
            place_faults: PlaceFaults::default(),
            faults: 0,
            taken: TakenCells::new(true),
        }
    }

    /// The area of a row; none where it names no place, or two.
    fn area(&mut self, row: &BulkRow<'_>, checks: &mut Vec<Check>) -> Option<Area> {
        let key = [row.area, row.name, row.region].join(&0);
        let known = self.places.get(&key).copied();
        match known {
            Some(Some(area)) => {
                self.place_faults.again(&key);
                return Some(area);
            }
            Some(None) if self.place_faults.again(&key) => return None,
            _ => {}
        }
        let cells = [("LA Number", row.area), ("LA and Regions", row.name)];
        let cells = cells.map(|(column, text)| PlaceCell { column, text });
        let register = &self.reference.register;
        let area = match place_cells::place(register, &cells) {
            Ok(area) => {
                let region = PlaceCell {
                    column: "Region",
                    text: row.region,
                };
                if let Some(other) = place_cells::other_region(register, area, region) {
                    self.place_faults.note_region(&key, row.row, other);
                }
                Some(area)
            }
            Err(fault) if matches!(*fault, PlaceFault::Contradiction(_)) => {
                self.place_faults.note(&key, row.row, String::new(), *fault);
                None
            }
            Err(_) => {
                self.report(checks, row, &UNKNOWN_AREA, row.area);
                None
            }
        };
        self.places.insert(key, area);
        area
    }

    /// Whether a row is known to be of a place that is no authority: a district, an area of Wales.
    fn is_elsewhere(&self, row: &BulkRow<'_>) -> bool {
        let number = String::from_utf8_lossy(row.area);
        let place = self.reference.register.in_file(&number);
        place.is_err_and(|unresolved| unresolved.is_elsewhere())
    }

    /// Enters one row, or reports why not.
    pub(crate) fn take(
        &mut self,
        row: &BulkRow<'_>,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        let is_same_series = self.code == row.code && !self.code.is_empty();
        if !is_same_series {
            self.code = row.code.to_vec();
            self.series = self.series_of(row.code, builder);
        }
        let Some((series, year)) = self.series else {
            return;
        };
        if !is_same_series || self.label != row.label {
            self.begin_period(row, year, builder, checks);
        }
        if self.is_omitted {
            return;
        }
        let area = self.area(row, checks);
        let (Some(area), Some(period)) = (area, self.period) else {
            if area.is_none() && self.is_elsewhere(row) {
                return;
            }
            builder.set_aside(SetAsideRow {
                series,
                area,
                period: self.period,
            });
            return;
        };
        let written = symbols::reading(row.value).or_else(|| self.as_written(row));
        let reading = match written {
            Some(Reading::Known(value)) => Reading::Known(held(value)),
            Some(missing) => missing,
            None => {
                self.report(checks, row, &UNREADABLE_VALUE, row.value);
                Reading::Missing(Status::SetAside)
            }
        };
        builder.push(Figure {
            series,
            area,
            period,
            reading,
            numerator: None,
            denominator: None,
            origin: Origin {
                file: self.source,
                row: u32::try_from(row.row).unwrap_or(u32::MAX),
            },
            base: None,
        });
    }

    /// Reports the rows whose number, name and region are not of one place, and says which cells were no plain numbers.
    pub(crate) fn close(self, checks: &mut Vec<Check>) {
        self.place_faults.report(&self.file, checks);
        checks.extend(self.taken.checks(&self.file));
    }

    /// The value of a row that is no plain number and no symbol.
    fn as_written(&mut self, row: &BulkRow<'_>) -> Option<Reading> {
        let code = String::from_utf8_lossy(row.code);
        let catalogue = &self.reference.catalogue;
        let of = self.dictionary.indicator(&code, catalogue);
        let place = CellPlace::new(row.row, "Values", &of.unit);
        self.taken.reading(row.value, place).ok()
    }

    /// Notes the period of a row that the rows behind it may share; none where the catalogue leaves it out, or it is no period.
    fn begin_period(
        &mut self,
        row: &BulkRow<'_>,
        year: YearKind,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) {
        self.label = row.label.to_vec();
        let label = String::from_utf8_lossy(row.label);
        let label = self.taken.year_label(&label, row.row, "Years");
        self.period = Period::parse(&label, year).ok().map(|p| builder.period(p));
        let omitted = self.omitted(&label);
        self.is_omitted = omitted.is_some();
        if let Some(reason) = omitted {
            checks.push(self.omission(row.row, &label, reason));
        } else if self.period.is_none() {
            self.report(checks, row, &UNREADABLE_PERIOD, row.label);
        }
    }

    fn omission(&self, row: u64, label: &str, reason: &str) -> Check {
        let code = String::from_utf8_lossy(&self.code);
        let check = Check::new(Severity::Warning, "omitted", &self.file)
            .row(row)
            .column("Years")
            .found(format!("{code}, {label}"));
        check.guidance(format!("its rows were set aside: {reason}"))
    }

    /// Why the catalogue leaves this period of the series out, if it does.
    fn omitted(&self, label: &str) -> Option<&'a str> {
        let entry = self
            .reference
            .catalogue
            .by_lait(std::str::from_utf8(&self.code).ok()?)?;
        entry
            .lait_omit
            .iter()
            .find(|o| o.period == label)
            .map(|o| o.reason.as_str())
    }

    fn series_of(&mut self, code: &[u8], builder: &mut Builder) -> Option<(u16, YearKind)> {
        if let Some(known) = self.known.get(code) {
            return *known;
        }
        let text = String::from_utf8_lossy(code);
        let own = self.dictionary.get(&text).map(|facts| facts.id.as_str());
        let indicator = if own.is_some_and(|id| self.filter.names(id)) {
            self.dictionary.own_indicator(&text)
        } else {
            self.dictionary.indicator(&text, &self.reference.catalogue)
        };
        let entry = self
            .filter
            .includes(&indicator.id, &indicator.source_measure)
            .then(|| (builder.series(&indicator), indicator.year));
        self.known.insert(code.to_vec(), entry);
        entry
    }

    fn report(
        &mut self,
        checks: &mut Vec<Check>,
        row: &BulkRow<'_>,
        fault: &RowFault,
        found: &[u8],
    ) {
        self.faults += 1;
        if self.faults <= LISTED {
            checks.push(
                Check::new(Severity::Error, fault.name, &self.file)
                    .row(row.row)
                    .column(fault.column)
                    .found(String::from_utf8_lossy(found))
                    .expected(fault.expected)
                    .guidance(fault.guidance),
            );
        }
    }
}

/// A fault that a row may have.
struct RowFault {
    name: &'static str,
    column: &'static str,
    expected: &'static str,
    guidance: &'static str,
}

const UNREADABLE_PERIOD: RowFault = RowFault {
    name: "period",
    column: "Years",
    expected: PERIOD_FORMS,
    guidance: "its rows were set aside",
};

const UNKNOWN_AREA: RowFault = RowFault {
    name: "unknown-area",
    column: "LA Number",
    expected: "the code of an authority, a region or England",
    guidance: "the row was set aside",
};

const UNREADABLE_VALUE: RowFault = RowFault {
    name: "cell",
    column: "Values",
    expected: symbols::CELL_FORMS,
    guidance: "the figure was set aside",
};

/// Reads bulk data from a CSV.
///
/// # Errors
/// As [`Sheet::next`]; a column of [`BULK`] that is missing.
pub(crate) fn read(
    mut sheet: Sheet,
    intake: &mut BulkIntake<'_>,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<Sheet> {
    sheet::refuse_doubled(&sheet, &BULK)?;
    let mut at = [0; 5];
    for (slot, name) in at.iter_mut().zip(BULK) {
        *slot = sheet.require(name)?;
    }
    let region = sheet.column("Region");
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, checks)? {
        let [code, label, name, value, area] = at.map(|at| record.get(at).unwrap_or_default());
        let row = BulkRow {
            code,
            label,
            area,
            name,
            region: region.and_then(|at| record.get(at)).unwrap_or_default(),
            value,
            row: row_of(&record),
        };
        intake.take(&row, builder, checks);
    }
    Ok(sheet)
}
