//! A row of an officer's own file.

use super::fault::fault;
use super::periods::{PossiblePeriods, forms};
use super::value_and_status::{self, Contradiction};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::reading::{Reading, Status};
use crate::reference::Reference;
use crate::source::sheet::form::{NamedForm, tidy};
use crate::source::sheet::{self, Sheet, row_of};
use crate::source::written::{CellPlace, SPREADSHEET_ERROR, TakenCells, is_spreadsheet_error};
use csv::ByteRecord;

/// The columns that make a file our tidy CSV.
pub(crate) const REQUIRED: [&str; 4] = ["area", "period", "indicator", "value"];
const OPTIONAL: [&str; 4] = ["numerator", "denominator", "status", "note"];
pub(crate) const FORM: NamedForm = NamedForm {
    required: &REQUIRED,
    optional: &OPTIONAL,
    key: Some("area"),
    heads: &["area", "period", "indicator"],
};

/// What stands before the id of a local series.
pub(crate) const PREFIX: &str = "local:";

/// A row as it was read. Which period it is of may depend on the other rows of its series.
pub(super) struct LocalRow {
    /// The line on which it starts, the header's being 1.
    pub(super) number: u64,
    pub(super) indicator: Indicator,
    pub(super) area: Area,
    pub(super) periods: PossiblePeriods,
    pub(super) reading: Reading,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
}

/// A row of which place or period cannot be read.
pub(super) struct UnreadRow {
    pub(super) fault: Check,
    /// None where not even the indicator can be read, or where the row is of a place that is no authority.
    pub(super) of: Option<UnreadKey>,
}

/// What is known of a row that cannot be read.
pub(super) struct UnreadKey {
    pub(super) indicator: Indicator,
    pub(super) area: Option<Area>,
    pub(super) periods: Option<PossiblePeriods>,
}

impl UnreadRow {
    fn of(
        fault: Check,
        indicator: Indicator,
        area: Option<Area>,
        periods: Option<PossiblePeriods>,
    ) -> Box<UnreadRow> {
        Box::new(UnreadRow {
            fault,
            of: Some(UnreadKey {
                indicator,
                area,
                periods,
            }),
        })
    }
}

/// Where the columns are.
pub(super) struct LocalColumns {
    area: usize,
    period: usize,
    indicator: usize,
    value: usize,
    numerator: Option<usize>,
    denominator: Option<usize>,
    status: Option<usize>,
}

impl LocalColumns {
    /// # Errors
    /// A column that is doubled, missing, or not one of ours.
    pub(super) fn of(sheet: &Sheet) -> Result<LocalColumns> {
        sheet::refuse_doubled(sheet, &REQUIRED)?;
        sheet::refuse_doubled(sheet, &OPTIONAL)?;
        let known = [REQUIRED, OPTIONAL].concat();
        if let Some(odd) = sheet
            .header
            .iter()
            .find(|name| !known.contains(&name.as_str()))
        {
            return Err(Error::unreadable(
                &sheet.file,
                format!("“{odd}” is not a column of a local file"),
            )
            .at_row(sheet.header_row)
            .expected(known.join(", ")));
        }
        Ok(LocalColumns {
            area: sheet.require("area")?,
            period: sheet.require("period")?,
            indicator: sheet.require("indicator")?,
            value: sheet.require("value")?,
            numerator: sheet.column("numerator"),
            denominator: sheet.column("denominator"),
            status: sheet.column("status"),
        })
    }

    /// A row, with what is wrong with its figure, which is then not known.
    ///
    /// # Errors
    /// Indicator, place or period cannot be read.
    pub(super) fn row(
        &self,
        record: &ByteRecord,
        reference: &Reference,
        taken: &mut TakenCells,
    ) -> Result<Box<(LocalRow, Option<Check>)>, Box<UnreadRow>> {
        let (area, period) = (cell(record, self.area), cell(record, self.period));
        let period = taken.year_label(&period, row_of(record), "period");
        let name = cell(record, self.indicator);
        for (column, text) in [("area", &area), ("period", &period), ("indicator", &name)] {
            if is_spreadsheet_error(text) {
                let fault = *fault(column, text, SPREADSHEET_ERROR);
                return Err(Box::new(UnreadRow { fault, of: None }));
            }
        }
        let indicator = indicator(&name, reference).ok_or_else(|| {
            let fault = *fault("indicator", "", "an indicator’s id or name");
            Box::new(UnreadRow { fault, of: None })
        })?;
        let place = reference.register.in_file(&area).map_err(|unresolved| {
            let fault = fault("area", &area, format!("{A_PLACE}: {unresolved}"));
            (fault, unresolved.is_elsewhere())
        });
        let periods = PossiblePeriods::read(&period, indicator.year);
        let (place, periods) = match (place, periods) {
            (Ok(place), Some(periods)) => (place, periods),
            // A row of a district is nobody else's.
            (Err((fault, true)), _) => {
                let fault = *fault;
                return Err(Box::new(UnreadRow { fault, of: None }));
            }
            (Err((fault, false)), periods) => {
                return Err(UnreadRow::of(*fault, indicator, None, periods));
            }
            (Ok(place), None) => {
                let fault = fault("period", &period, forms());
                return Err(UnreadRow::of(*fault, indicator, Some(place), None));
            }
        };
        let (reading, fault) = self.reading(record, &indicator.unit, taken);
        let parts = number("numerator", record, self.numerator, taken).and_then(|above| {
            Ok((
                above,
                number("denominator", record, self.denominator, taken)?,
            ))
        });
        let (reading, (numerator, denominator), fault) = match parts {
            Ok(parts) => (reading, parts, fault),
            Err(other) => (
                Reading::Missing(Status::SetAside),
                (None, None),
                fault.or(Some(*other)),
            ),
        };
        let is_known = reading != Reading::Missing(Status::SetAside);
        let row = LocalRow {
            number: row_of(record),
            reading,
            numerator: numerator.filter(|_| is_known),
            denominator: denominator.filter(|_| is_known),
            indicator,
            area: place,
            periods,
        };
        Ok(Box::new((row, fault)))
    }

    /// What value and status say together. A figure beside a symbol that says there is none is neither: it is not known, or withheld
    /// where the symbol withholds.
    fn reading(
        &self,
        record: &ByteRecord,
        unit: &Unit,
        taken: &mut TakenCells,
    ) -> (Reading, Option<Check>) {
        let value = cell(record, self.value);
        let status = self.status.map(|at| cell(record, at)).unwrap_or_default();
        let mut cause = String::new();
        let place = CellPlace::new(row_of(record), "value", unit);
        let of_value = |value: &str| match taken.reading(value.as_bytes(), place) {
            Ok(reading) => Some(reading),
            Err(expected) => {
                cause = expected;
                None
            }
        };
        match value_and_status::read(&value, &status, of_value) {
            Ok(reading) => (reading, None),
            Err(Contradiction::Value) => (
                Reading::Missing(Status::SetAside),
                Some(*fault("value", &value, cause)),
            ),
            Err(Contradiction::UnknownStatus) => (
                Reading::Missing(Status::SetAside),
                Some(*fault("status", &status, value_and_status::FORMS)),
            ),
            Err(Contradiction::Both(withheld)) => {
                let guidance = match withheld {
                    Status::Suppressed => {
                        "the figure is withheld: c; empty the one cell or the other"
                    }
                    _ => "the row was set aside; empty the one cell or the other",
                };
                let check = Check::new(Severity::Error, "value-contradicts-status", "")
                    .column("status")
                    .found(format!("value “{value}” beside status “{status}”"))
                    .expected("a figure, or a symbol for why there is none, not both")
                    .guidance(guidance);
                (Reading::Missing(withheld), Some(check))
            }
        }
    }
}

/// What names a place in a file.
const A_PLACE: &str = "an authority, a region or England by its full name or code";

fn cell(record: &ByteRecord, at: usize) -> String {
    let bytes = record.get(at).unwrap_or_default();
    tidy(&String::from_utf8_lossy(bytes))
}

fn reading(
    column: &str,
    text: &str,
    unit: &Unit,
    record: &ByteRecord,
    taken: &mut TakenCells,
) -> Result<Reading, Box<Check>> {
    let row = row_of(record);
    let place = CellPlace::new(row, column, unit);
    taken
        .reading(text.as_bytes(), place)
        .map_err(|expected| fault(column, text, expected))
}

/// A numerator or denominator; none where the cell is empty or holds a symbol.
fn number(
    column: &str,
    record: &ByteRecord,
    at: Option<usize>,
    taken: &mut TakenCells,
) -> Result<Option<f64>, Box<Check>> {
    let unit = Unit::new("count");
    match at.map(|at| cell(record, at)) {
        Some(text) if !text.is_empty() => Ok(reading(column, &text, &unit, record, taken)?.value()),
        _ => Ok(None),
    }
}

/// The local counterpart of an indicator of the catalogue, or one of its own where the catalogue has none of that name. None where
/// there is no name.
fn indicator(name: &str, reference: &Reference) -> Option<Indicator> {
    if name.is_empty() {
        return None;
    }
    let mut indicator = match reference.catalogue.get(name) {
        Some(entry) => entry.indicator(name, None),
        None => own_indicator(name),
    };
    indicator.id = format!("{PREFIX}{}", indicator.id);
    indicator.local = true;
    Some(indicator)
}

fn own_indicator(name: &str) -> Indicator {
    Indicator {
        polarity_reason: "A local measure: nobody has said which direction is good.".to_owned(),
        ..Indicator::local(name, name, Unit::new(""), 1, Polarity::Unset)
    }
}
