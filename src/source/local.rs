//! An officer's own figures in a tidy CSV: `area, period, indicator, value[, numerator, denominator, status, note]`.
//!
//! They are local and unvalidated, and stay so: they get a series of their own apart from the national one, so that nothing can
//! rank them among published figures. Small counts among them are withheld before anything downstream can see them:
//! [`small_counts`].

mod row;
pub(crate) mod small_counts;

use super::sheet::{Sheet, row_of};
use crate::error::Result;
use crate::observation::check::Check;
use crate::observation::period::Period;
use crate::observation::provenance::Origin;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;
use row::{LocalColumns, LocalRow, PossiblePeriods};
use std::collections::BTreeMap;

pub(crate) use row::{PREFIX, REQUIRED};
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

/// Each row with its period. A label that may name a year or a month is read as most other labels of its series are.
fn settled(rows: Vec<LocalRow>) -> Vec<(LocalRow, Period)> {
    let mut parts: BTreeMap<String, i64> = BTreeMap::new();
    for row in &rows {
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
    rows.into_iter()
        .filter_map(|mut row| {
            let (year, part) = (row.periods.year.take(), row.periods.part.take());
            let period = match parts.get(&row.indicator.id) {
                Some(lead) if *lead > 0 => part.or(year),
                _ => year.or(part),
            };
            Some((row, period?))
        })
        .collect()
}
