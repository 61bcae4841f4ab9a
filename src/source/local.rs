//! An officer's own figures in a tidy CSV: `area, period, indicator, value[, numerator, denominator, status, note]`.
//!
//! They are local and unvalidated, and stay so: they get a series of their own beside the national one, so that nothing can
//! rank them among published figures. Small counts among them are withheld before anything downstream can see them:
//! [`small_counts`].

mod small_counts;

use super::SmallCounts;
use super::sheet::{self, Sheet, row_of};
use super::symbols;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::indicator::{Indicator, Polarity, Unit};
use crate::observation::part_year::PART_FORMS;
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::provenance::Origin;
use crate::observation::reading::Reading;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;
use std::collections::BTreeMap;

pub(crate) use small_counts::{LET_THROUGH, WITHHELD};

/// The columns that make a file our tidy CSV.
pub(crate) const REQUIRED: [&str; 4] = ["area", "period", "indicator", "value"];
const OPTIONAL: [&str; 4] = ["numerator", "denominator", "status", "note"];

/// What stands before the id of a local series.
pub(crate) const PREFIX: &str = "local:";

/// A row as it was read, while the rows beside it still have a say in what it means.
struct Row {
    number: u64,
    indicator: Indicator,
    area: Area,
    times: Times,
    reading: Reading,
    numerator: Option<f64>,
    denominator: Option<f64>,
}

/// What a label of a period may mean: `2011-12` is a financial year, or December.
struct Times {
    year: Option<Period>,
    part: Option<Period>,
}

/// Reads a tidy CSV. The second answer is whether counts of 1 to 5 were let through.
///
/// # Errors
/// As [`Sheet::next`]; a doubled column; a column name that is not one of ours (a typing mistake would otherwise be lost).
pub(crate) fn read(
    mut sheet: Sheet,
    reference: &Reference,
    source: u16,
    shown: SmallCounts,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<(Sheet, bool)> {
    let columns = columns(&sheet)?;
    let file = sheet.file.clone();
    let (mut rows, mut record) = (Vec::new(), ByteRecord::new());
    while sheet.next(&mut record, checks)? {
        match columns.row(&record, reference) {
            Ok(row) => rows.push(row),
            Err(check) => checks.push(Check {
                file: file.clone(),
                row: Some(row_of(&record)),
                ..*check
            }),
        }
    }
    let mut rows = settled(rows);
    let small = small_counts::withhold(&mut rows, reference, shown, &file, checks);
    for (row, period) in rows {
        let (series, period) = (builder.series(&row.indicator), builder.period(period));
        builder.push(Figure {
            series,
            area: row.area,
            period,
            reading: row.reading,
            numerator: row.numerator,
            denominator: row.denominator,
            origin: Origin {
                file: source,
                row: u32::try_from(row.number).unwrap_or(u32::MAX),
            },
            base: None,
        });
    }
    Ok((sheet, small && shown == SmallCounts::Shown))
}

/// Each row with its period. A label that may be a year or a month is what most of its series' other labels are.
fn settled(rows: Vec<Row>) -> Vec<(Row, Period)> {
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    for row in &rows {
        *parts.entry(row.indicator.id.clone()).or_default() += match row.times {
            Times {
                year: Some(_),
                part: None,
            } => -1,
            Times {
                year: None,
                part: Some(_),
            } => 1,
            _ => 0,
        };
    }
    let settle = |mut row: Row| {
        let monthly = parts.get(&row.indicator.id).is_some_and(|lead| *lead > 0);
        let (year, part) = (row.times.year.take(), row.times.part.take());
        let period = if monthly {
            part.or(year)
        } else {
            year.or(part)
        }?;
        Some((row, period))
    };
    rows.into_iter().filter_map(settle).collect()
}

fn columns(sheet: &Sheet) -> Result<Columns> {
    sheet::refuse_doubled(sheet, &REQUIRED)?;
    sheet::refuse_doubled(sheet, &OPTIONAL)?;
    let known =
        |name: &String| REQUIRED.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str());
    if let Some(odd) = sheet.header.iter().find(|h| !known(h)) {
        let expected = [REQUIRED, OPTIONAL].concat().join(", ");
        return Err(Error::unreadable(
            &sheet.file,
            format!("“{odd}” is not a column of a local file"),
        )
        .at_row(1)
        .expected(expected));
    }
    let at = |name: &str| sheet.column(name);
    Ok(Columns {
        area: at("area"),
        period: at("period"),
        indicator: at("indicator"),
        value: at("value"),
        numerator: at("numerator"),
        denominator: at("denominator"),
        status: at("status"),
    })
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
    let check = Check::new(Severity::Error, "local-row", "")
        .column(column)
        .found(format!("“{found}”"));
    Box::new(check.expected(expected).guidance("the row was set aside"))
}

impl Columns {
    fn row(&self, record: &ByteRecord, reference: &Reference) -> Result<Row, Box<Check>> {
        let cell = |at: Option<usize>| {
            String::from_utf8_lossy(at.and_then(|at| record.get(at)).unwrap_or_default())
                .trim()
                .to_owned()
        };
        let (area, period) = (cell(self.area), cell(self.period));
        let indicator = indicator(&cell(self.indicator), reference)
            .ok_or_else(|| fault("indicator", "", "an indicator's id or name"))?;
        let resolved = reference
            .register
            .resolve(&area)
            .map_err(|unresolved| fault("area", &area, unresolved.to_string()))?;
        let times = Times {
            year: Period::parse(&period, indicator.year).ok(),
            part: Period::part_of_year(&period).ok(),
        };
        if times.year.is_none() && times.part.is_none() {
            return Err(fault(
                "period",
                &period,
                format!("{PERIOD_FORMS}; or {PART_FORMS}"),
            ));
        }
        let (value, status) = (cell(self.value), cell(self.status));
        let text = if value.is_empty() { &status } else { &value };
        let reading = symbols::reading(text.as_bytes())
            .ok_or_else(|| fault("value", text, symbols::CELL_FORMS))?;
        let number = |name: &str, at: Option<usize>| match cell(at) {
            empty if empty.is_empty() => Ok(None),
            text => match symbols::reading(text.as_bytes()) {
                Some(Reading::Known(n)) => Ok(Some(n)),
                Some(Reading::Missing(_)) => Ok(None),
                None => Err(fault(name, &text, symbols::CELL_FORMS)),
            },
        };
        Ok(Row {
            number: row_of(record),
            numerator: number("numerator", self.numerator)?,
            denominator: number("denominator", self.denominator)?,
            indicator,
            area: resolved.area,
            times,
            reading,
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
