//! An officer's own figures in a tidy CSV: `area, period, indicator, value[, numerator, denominator, status, note]`.
//!
//! They are local and unvalidated, and stay so: they get a series of their own apart from the national one, so that nothing can
//! rank them among published figures. Small counts among them are withheld before anything downstream can see them:
//! [`small_counts`].

mod fault;
mod periods;
mod row;
pub(crate) mod small_counts;
mod value_and_status;

use super::sheet::{Sheet, row_of};
use super::written::TakenCells;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::period::Period;
use crate::observation::provenance::Origin;
use crate::observation::set_aside::SetAsideRow;
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use csv::ByteRecord;
use periods::{PossiblePeriods, SeriesLabels};
use row::{LocalColumns, LocalRow, UnreadKey, UnreadRow};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut many = 0;
    while sheet.next(&mut record, checks)? {
        many += 1;
        if many > MOST_ROWS {
            return Err(too_many_rows(&sheet, row_of(&record)));
        }
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
    let labels = series_labels(&rows);
    for row in unread {
        enter_unread(row, &labels, builder);
    }
    let (mut rows, unsettled) = settled(rows, &labels, &file, checks);
    for row in unsettled {
        let series = builder.series(&row.indicator);
        builder.set_aside(SetAsideRow {
            series,
            area: Some(row.area),
            period: None,
        });
    }
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

/// A row is kept with its words until all are read: so many take some hundred megabytes, and a weekly figure of every authority over
/// ten years has a sixth of them.
const MOST_ROWS: usize = 500_000;

fn too_many_rows(sheet: &Sheet, row: u64) -> Error {
    Error::unreadable(
        &sheet.file,
        format!("a file of your own figures has more than {MOST_ROWS} rows"),
    )
    .at_row(row)
    .hint("keep the series that are asked about in a file of their own")
}

/// Enters that a row could not be read, with its area and period where these could.
fn enter_unread(row: UnreadKey, labels: &BTreeMap<String, SeriesLabels>, builder: &mut Builder) {
    let period = row.periods.and_then(|periods| {
        let alone = SeriesLabels::of(&[&periods]);
        let labels = labels.get(&row.indicator.id).unwrap_or(&alone);
        labels.settle(&periods).ok()
    });
    let period = period.map(|period| builder.period(period));
    let series = builder.series(&row.indicator);
    builder.set_aside(SetAsideRow {
        series,
        area: row.area,
        period,
    });
}

/// What is known of each series from all its labels.
fn series_labels(rows: &[LocalRow]) -> BTreeMap<String, SeriesLabels> {
    let mut labels: BTreeMap<&str, Vec<&PossiblePeriods>> = BTreeMap::new();
    for row in rows {
        labels
            .entry(&row.indicator.id)
            .or_default()
            .push(&row.periods);
    }
    labels
        .into_iter()
        .map(|(id, labels)| (id.to_owned(), SeriesLabels::of(&labels)))
        .collect()
}

/// Each row with its period, and those that have none, which are reported. A number that was read as a day is told once a series.
fn settled(
    rows: Vec<LocalRow>,
    labels: &BTreeMap<String, SeriesLabels>,
    file: &str,
    checks: &mut Vec<Check>,
) -> (Vec<(LocalRow, Period)>, Vec<LocalRow>) {
    let mut with_numbers: BTreeSet<String> = BTreeSet::new();
    let (mut settled, mut unsettled) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(labels) = labels.get(&row.indicator.id) else {
            continue;
        };
        match labels.settle(&row.periods) {
            Ok(period) => {
                if row.periods.is_number() && with_numbers.insert(row.indicator.id.clone()) {
                    checks.push(read_as_day(&period, file, row.number));
                }
                settled.push((row, period));
            }
            Err(check) => {
                checks.push(Check {
                    file: file.to_owned(),
                    row: Some(row.number),
                    ..*check
                });
                unsettled.push(row);
            }
        }
    }
    (settled, unsettled)
}

fn read_as_day(period: &Period, file: &str, row: u64) -> Check {
    Check::new(Severity::Note, "day-as-number", file)
        .row(row)
        .column("period")
        .found(format!(
            "“{}”, the number by which a spreadsheet keeps a day",
            period.label
        ))
        .guidance(format!(
            "read as {}, and other numbers of this series likewise",
            period.end.strftime("%-d %B %Y")
        ))
}
