//! What a file holds: its columns, filters with their labels, indicators, periods, levels and symbols, before anyone has
//! told the catalogue about it.

use super::ees::columns::PLACE_AND_TIME;
use super::input::{KnownHeader, open_figures};
use super::symbols;
use crate::error::Result;
use crate::observation::check::Check;
use crate::world::World;
use csv::ByteRecord;
use std::collections::BTreeMap;
use std::path::Path;

/// What kind of column it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    PlaceAndTime,
    Filter,
    Indicator,
}

/// One column of a file.
pub(crate) struct ColumnFacts {
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Labels with their number of rows; for a filter only.
    pub(crate) labels: BTreeMap<String, u64>,
    /// Symbols with their number; for an indicator only.
    pub(crate) symbols: BTreeMap<&'static str, u64>,
    pub(crate) numbers: u64,
    pub(crate) least: f64,
    pub(crate) most: f64,
    /// Cells that are neither, with the first of them.
    pub(crate) others: u64,
    pub(crate) first_other: String,
}

/// What a file holds.
pub(crate) struct Inspection {
    pub(crate) file: String,
    pub(crate) format: &'static str,
    pub(crate) rows: u64,
    pub(crate) columns: Vec<ColumnFacts>,
    pub(crate) periods: BTreeMap<String, u64>,
    pub(crate) levels: BTreeMap<String, u64>,
    pub(crate) checks: Vec<Check>,
}

/// More labels than this and a column is no filter but a name or a number.
const MOST_LABELS: usize = 400;

/// Looks through a CSV.
///
/// # Errors
/// As [`open_figures`], and as reading the rows.
pub(crate) fn inspect(world: &dyn World, path: &Path) -> Result<Inspection> {
    let mut sheet = open_figures(world, path)?;
    let format = match KnownHeader::of(&sheet) {
        Some(KnownHeader::Bulk) => "LAIT bulk data",
        Some(KnownHeader::Ees) => "Explore Education Statistics",
        Some(KnownHeader::Dictionary) => "LAIT dictionary",
        Some(KnownHeader::Local) => "local tidy CSV",
        None => "unknown to this program",
    };
    let period = ["time_period", "Years", "period"]
        .into_iter()
        .find_map(|name| sheet.column(name));
    let identifier = sheet.column("time_identifier");
    let level = sheet.column("geographic_level");
    let mut columns: Vec<ColumnFacts> = sheet
        .header
        .iter()
        .map(|name| ColumnFacts::new(name))
        .collect();
    let (mut periods, mut levels) = (BTreeMap::new(), BTreeMap::new());
    let (mut rows, mut checks) = (0, Vec::new());
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, &mut checks)? {
        rows += 1;
        for (facts, cell) in columns.iter_mut().zip(record.iter()) {
            facts.note(cell);
        }
        count_period(&mut periods, &record, (period, identifier));
        count(&mut levels, &record, level);
    }
    for facts in &mut columns {
        facts.decide(rows);
    }
    let file = sheet.file.clone();
    sheet.close(world)?;
    Ok(Inspection {
        file,
        format,
        rows,
        columns,
        periods,
        levels,
        checks,
    })
}

/// Counts a row under its period: by its label, and by the week, month, quarter or term that stands beside it.
fn count_period(
    into: &mut BTreeMap<String, u64>,
    record: &ByteRecord,
    (period, identifier): (Option<usize>, Option<usize>),
) {
    let text = |at: Option<usize>| {
        at.and_then(|at| record.get(at))
            .map(|cell| String::from_utf8_lossy(cell))
    };
    match (text(period), text(identifier)) {
        (Some(label), Some(part)) if !part.to_lowercase().ends_with("year") => {
            *into.entry(format!("{label} {part}")).or_default() += 1;
        }
        _ => count(into, record, period),
    }
}

fn count(into: &mut BTreeMap<String, u64>, record: &ByteRecord, at: Option<usize>) {
    if let Some(cell) = at.and_then(|at| record.get(at)) {
        match std::str::from_utf8(cell)
            .ok()
            .and_then(|text| into.get_mut(text))
        {
            Some(count) => *count += 1,
            None => drop(into.insert(String::from_utf8_lossy(cell).into_owned(), 1)),
        }
    }
}

impl ColumnFacts {
    fn new(name: &str) -> ColumnFacts {
        ColumnFacts {
            name: name.to_owned(),
            role: if PLACE_AND_TIME.contains(&name) {
                Role::PlaceAndTime
            } else {
                Role::Indicator
            },
            labels: BTreeMap::new(),
            symbols: BTreeMap::new(),
            numbers: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
            others: 0,
            first_other: String::new(),
        }
    }

    fn note(&mut self, cell: &[u8]) {
        if self.role == Role::PlaceAndTime {
            return;
        }
        match symbols::reading(cell) {
            Some(reading) => match reading.value() {
                Some(value) => {
                    self.numbers += 1;
                    self.least = self.least.min(value);
                    self.most = self.most.max(value);
                    return;
                }
                None => *self.symbols.entry(reading.status().symbol()).or_default() += 1,
            },
            None => {
                self.others += 1;
                if self.first_other.is_empty() {
                    self.first_other = String::from_utf8_lossy(cell).into_owned();
                }
            }
        }
        let text = String::from_utf8_lossy(cell);
        if let Some(count) = self.labels.get_mut(text.as_ref()) {
            *count += 1;
        } else if self.labels.len() <= MOST_LABELS {
            self.labels.insert(text.into_owned(), 1);
        }
    }

    /// A column whose cells are mostly words is a filter; one whose cells are numbers and symbols is an indicator.
    fn decide(&mut self, rows: u64) {
        if self.role != Role::PlaceAndTime && self.others * 2 > rows {
            self.role = Role::Filter;
        }
        if self.role == Role::Indicator {
            self.labels.clear();
        }
    }
}
