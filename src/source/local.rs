//! An officer's own figures in a tidy CSV: `area, period, indicator, value[, numerator, denominator, status, note]`.
//!
//! They are local and unvalidated, and stay so: they get a series of their own apart from the national one, so that nothing can
//! rank them among published figures. Small counts among them are withheld before anything downstream can see them:
//! [`small_counts`].

mod row;
pub(crate) mod small_counts;
mod value_and_status;

use super::sheet::{Sheet, row_of};
use super::written::TakenCells;
use crate::error::Result;
use crate::observation::check::Check;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::provenance::Origin;
use crate::observation::set_aside::SetAsideRow;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;
use row::{LocalColumns, LocalRow, PossiblePeriods, UnreadRow};
use std::collections::BTreeMap;

pub(crate) use row::{FORM, PREFIX, REQUIRED};
pub(crate) use small_counts::{LET_THROUGH, SmallCounts, WITHHELD};

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
    let columns = LocalColumns::of(&sheet)?;
    let file = sheet.file.clone();
    let (mut rows, mut unread, mut record) = (Vec::new(), Vec::new(), ByteRecord::new());
    let mut taken = TakenCells::new(sheet.comma_is_of_thousands());
    while sheet.next(&mut record, checks)? {
        let fault = match columns.row(&record, reference, &mut taken) {
            Ok(row) => {
                let (row, fault) = *row;
                rows.push(row);
                fault
            }
            Err(row) => {
                let UnreadRow { fault, of } = *row;
                unread.extend(of);
                Some(fault)
            }
        };
        checks.extend(fault.map(|check| Check {
            file: file.clone(),
            row: Some(row_of(&record)),
            ..check
        }));
    }
    checks.extend(taken.checks(&file));
    let parts = part_years(&rows);
    for row in unread {
        let period = row
            .periods
            .and_then(|periods| settled_period(&parts, &row.indicator, periods));
        let period = period.map(|period| builder.period(period));
        let series = builder.series(&row.indicator);
        builder.set_aside(SetAsideRow {
            series,
            area: row.area,
            period,
        });
    }
    let mut rows = settled(rows, &parts);
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

/// By series, how many more rows name parts of a year than years.
fn part_years(rows: &[LocalRow]) -> BTreeMap<String, i64> {
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows {
        *parts.entry(row.indicator.id.clone()).or_default() += match row.periods {
            PossiblePeriods {
                year: Some(_),
                part: None,
            } => -1,
            PossiblePeriods {
                year: None,
                part: Some(_),
            } => 1,
            _ => 0,
        };
    }
    parts
}

/// Each row with its period. A label that may name a year or a month is read as most other labels of its series are.
fn settled(rows: Vec<LocalRow>, parts: &BTreeMap<String, i64>) -> Vec<(LocalRow, Period)> {
    rows.into_iter()
        .filter_map(|mut row| {
            let periods = PossiblePeriods {
                year: row.periods.year.take(),
                part: row.periods.part.take(),
            };
            let period = settled_period(parts, &row.indicator, periods)?;
            Some((row, period))
        })
        .collect()
}

fn settled_period(
    parts: &BTreeMap<String, i64>,
    indicator: &Indicator,
    PossiblePeriods { year, part }: PossiblePeriods,
) -> Option<Period> {
    match parts.get(&indicator.id) {
        Some(lead) if *lead > 0 => part.or(year),
        _ => year.or(part),
    }
}
