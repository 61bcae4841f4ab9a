//! An officer's own figures in a tidy CSV: `area, period, indicator, value[, numerator, denominator, status, note]`.
//!
//! They are local and unvalidated, and stay so: they get a series of their own beside the national one, so that nothing can
//! rank them among published figures.

use super::sheet::{self, Sheet, row_of};
use super::symbols;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::provenance::Origin;
use crate::observation::reading::Reading;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;

/// The columns that make a file our tidy CSV.
pub(crate) const REQUIRED: [&str; 4] = ["area", "period", "indicator", "value"];
const OPTIONAL: [&str; 4] = ["numerator", "denominator", "status", "note"];

/// What stands before the id of a local series.
pub(crate) const PREFIX: &str = "local:";

/// Reads a tidy CSV.
///
/// # Errors
/// As [`Sheet::next`]; a doubled column; a column name that is not one of ours (a typing mistake would otherwise be lost).
pub(crate) fn read(
    mut sheet: Sheet,
    reference: &Reference,
    source: u16,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<Sheet> {
    sheet::refuse_doubled(&sheet, &REQUIRED)?;
    sheet::refuse_doubled(&sheet, &OPTIONAL)?;
    let known = |name: &String| REQUIRED.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str());
    if let Some(odd) = sheet.header.iter().find(|h| !known(h)) {
        let expected = [REQUIRED, OPTIONAL].concat().join(", ");
        return Err(Error::unreadable(&sheet.file, format!("“{odd}” is not a column of a local file"))
            .at_row(1)
            .expected(expected));
    }
    let at = |name: &str| sheet.column(name);
    let columns = Columns {
        area: at("area"),
        period: at("period"),
        indicator: at("indicator"),
        value: at("value"),
        numerator: at("numerator"),
        denominator: at("denominator"),
        status: at("status"),
    };
    let file = sheet.file.clone();
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, checks)? {
        match columns.figure(&record, reference, source, builder) {
            Ok(figure) => builder.push(figure),
            Err(check) => checks.push(Check { file: file.clone(), row: Some(row_of(&record)), ..*check }),
        }
    }
    Ok(sheet)
}

struct Columns {
    area: Option<usize>,
    period: Option<usize>,
    indicator: Option<usize>,
    value: Option<usize>,
    numerator: Option<usize>,
    denominator: Option<usize>,
    status: Option<usize>,
}

fn fault(column: &str, found: &str, expected: impl Into<String>) -> Box<Check> {
    let check = Check::new(Severity::Error, "local-row", "").column(column).found(format!("“{found}”"));
    Box::new(check.expected(expected).guidance("the row was set aside"))
}

impl Columns {
    fn figure(
        &self,
        record: &ByteRecord,
        reference: &Reference,
        source: u16,
        builder: &mut Builder,
    ) -> Result<Figure, Box<Check>> {
        let cell =
            |at: Option<usize>| String::from_utf8_lossy(at.and_then(|at| record.get(at)).unwrap_or_default()).trim().to_owned();
        let (area, period) = (cell(self.area), cell(self.period));
        let indicator =
            indicator(&cell(self.indicator), reference).ok_or_else(|| fault("indicator", "", "an indicator's id or name"))?;
        let resolved = reference.register.resolve(&area).map_err(|unresolved| fault("area", &area, unresolved.to_string()))?;
        let period = Period::parse(&period, indicator.year).map_err(|_| fault("period", &period, PERIOD_FORMS))?;
        let (value, status) = (cell(self.value), cell(self.status));
        let text = if value.is_empty() { &status } else { &value };
        let reading = symbols::reading(text.as_bytes()).ok_or_else(|| fault("value", text, symbols::CELL_FORMS))?;
        let number = |name: &str, at: Option<usize>| match cell(at) {
            empty if empty.is_empty() => Ok(None),
            text => match symbols::reading(text.as_bytes()) {
                Some(Reading::Known(n)) => Ok(Some(n)),
                Some(Reading::Missing(_)) => Ok(None),
                None => Err(fault(name, &text, symbols::CELL_FORMS)),
            },
        };
        Ok(Figure {
            numerator: number("numerator", self.numerator)?,
            denominator: number("denominator", self.denominator)?,
            series: builder.series(&indicator),
            area: resolved.area,
            period: builder.period(period),
            reading,
            origin: Origin { file: source, row: u32::try_from(row_of(record)).unwrap_or(u32::MAX) },
            base: None,
        })
    }
}

/// The local twin of a catalogue indicator, or one of its own when the catalogue has none of that name.
fn indicator(name: &str, reference: &Reference) -> Option<Indicator> {
    if name.is_empty() {
        return None;
    }
    let known = reference.catalogue.get(name);
    let base = known.map(|entry| entry.indicator(name, None));
    let mut indicator = base.unwrap_or_else(|| Indicator {
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
    });
    indicator.id = format!("{PREFIX}{}", indicator.id);
    indicator.local = true;
    Some(indicator)
}
