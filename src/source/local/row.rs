//! A row of an officer's own file.

use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::part_year::PART_FORMS;
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::reading::Reading;
use crate::reference::Reference;
use crate::source::sheet::{self, Sheet, row_of};
use crate::source::symbols;
use csv::ByteRecord;

/// The columns that make a file our tidy CSV.
pub(crate) const REQUIRED: [&str; 4] = ["area", "period", "indicator", "value"];
const OPTIONAL: [&str; 4] = ["numerator", "denominator", "status", "note"];

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

/// What the label of a period may mean: `2011-12` is a financial year, or December.
pub(super) struct PossiblePeriods {
    pub(super) year: Option<Period>,
    pub(super) part: Option<Period>,
}

impl PossiblePeriods {
    /// Reads a label; none where it names no period.
    fn read(label: &str, year: YearKind) -> Option<PossiblePeriods> {
        let periods = PossiblePeriods {
            year: Period::parse(label, year).ok(),
            part: Period::part_of_year(label).ok(),
        };
        (periods.year.is_some() || periods.part.is_some()).then_some(periods)
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
            .at_row(1)
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

    /// # Errors
    /// The check that tells of the first cell that cannot be read.
    pub(super) fn row(
        &self,
        record: &ByteRecord,
        reference: &Reference,
    ) -> Result<LocalRow, Box<Check>> {
        let (area, period) = (cell(record, self.area), cell(record, self.period));
        let indicator = indicator(&cell(record, self.indicator), reference)
            .ok_or_else(|| fault("indicator", "", "an indicator's id or name"))?;
        let resolved = reference
            .register
            .resolve(&area)
            .map_err(|unresolved| fault("area", &area, unresolved.to_string()))?;
        let periods = PossiblePeriods::read(&period, indicator.year).ok_or_else(|| {
            fault(
                "period",
                &period,
                format!("{PERIOD_FORMS}; or {PART_FORMS}"),
            )
        })?;
        let mut value = cell(record, self.value);
        if let Some(status) = self.status.filter(|_| value.is_empty()) {
            value = cell(record, status);
        }
        Ok(LocalRow {
            number: row_of(record),
            reading: reading("value", &value)?,
            numerator: number("numerator", record, self.numerator)?,
            denominator: number("denominator", record, self.denominator)?,
            indicator,
            area: resolved.area,
            periods,
        })
    }
}

fn cell(record: &ByteRecord, at: usize) -> String {
    let bytes = record.get(at).unwrap_or_default();
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn reading(column: &str, text: &str) -> Result<Reading, Box<Check>> {
    symbols::reading(text.as_bytes()).ok_or_else(|| fault(column, text, symbols::CELL_FORMS))
}

/// A numerator or denominator; none where the cell is empty or holds a symbol.
fn number(column: &str, record: &ByteRecord, at: Option<usize>) -> Result<Option<f64>, Box<Check>> {
    match at.map(|at| cell(record, at)) {
        Some(text) if !text.is_empty() => Ok(reading(column, &text)?.value()),
        _ => Ok(None),
    }
}

fn fault(column: &str, found: &str, expected: impl Into<String>) -> Box<Check> {
    Box::new(
        Check::new(Severity::Error, "local-row", "")
            .column(column)
            .found(format!("“{found}”"))
            .expected(expected)
            .guidance("the row was set aside"),
    )
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
        id: name.to_owned(),
        source_measure: name.to_owned(),
        title: name.to_owned(),
        short: name.to_owned(),
        noun: name.to_owned(),
        theme: "local".to_owned(),
        unit: Unit::new(""),
        decimals: 1,
        polarity: Polarity::Unset,
        polarity_reason: "A local measure: nobody has said which direction is good.".to_owned(),
        banded: false,
        year: YearKind::Financial,
        per: None,
        total: false,
        england_comparable: true,
        caution: String::new(),
        publication: String::new(),
        month: 0,
        breaks: Vec::new(),
        local: true,
    }
}
