//! Explore Education Statistics files: recognised by their header, read by the catalogue's mappings or one made by hand.
//!
//! A mapping names columns and labels. Both change between releases, so a name that is not there is refused with the
//! nearest one that is; nothing is read by position and nothing unknown is read as no rows.

pub(crate) mod columns;
mod drift;
mod labels;
mod mapping;
mod place;

use super::rate::PendingRate;
use super::sheet::Sheet;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use csv::ByteRecord;
use drift::LackingColumns;
use labels::LabelsMet;
use mapping::FittedMapping;
use place::PlaceAndTime;
use std::collections::{BTreeMap, BTreeSet};

const UNRECOGNISED: &str = "no indicator of the catalogue is in this file";

/// Whether a file failed only because the catalogue has nothing in it.
pub(crate) fn is_unrecognised(fault: &Error) -> bool {
    fault.what() == UNRECOGNISED
}

/// Reads a file by those catalogue entries that fit it.
///
/// # Errors
/// A required column is missing; the file is one the catalogue knows by name but no mapping fits its header or labels; no
/// mapping fits at all.
pub(super) fn read<'a>(
    mut sheet: Sheet,
    entries: &[&'a Entry],
    reference: &Reference,
    source: u16,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<(Sheet, Vec<PendingRate<'a>>)> {
    let by_name = entries.iter().any(|entry| is_named(&sheet, entry));
    let (mut mappings, lacking) = fitted(&sheet, entries, by_name)?;
    if by_name {
        checks.extend(lacking.iter().map(|lack| lack.check(&sheet)));
    }
    let mut places = PlaceAndTime::new(&sheet, reference)?;
    let mut labels = LabelsMet::of(&mappings);
    let file = sheet.file.clone();
    let mut record = ByteRecord::new();
    while sheet.next(&mut record, checks)? {
        labels.note(&record);
        let Some(area) = places.area(&record) else {
            continue;
        };
        for mapping in &mut mappings {
            if mapping.chooses(&record)
                && let Some(period) =
                    places.period(&record, mapping.indicator.year, builder, checks)
            {
                mapping.take(&record, (area, period), (source, &file), builder, checks);
            }
        }
    }
    places.close(checks);
    if !by_name {
        // Under another name a file is one of the catalogue's by the rows that were found in it.
        let files: BTreeSet<&str> = mappings
            .iter()
            .filter(|mapping| mapping.has_figures())
            .map(FittedMapping::file)
            .collect();
        let of_file = lacking.iter().filter(|lack| files.contains(lack.file));
        checks.extend(of_file.map(|lack| lack.check(&sheet)));
    }
    let pending = enter(mappings, &labels, by_name, &sheet, builder, checks)?;
    Ok((sheet, pending))
}

/// Whether the catalogue knows a file of this name for an entry.
fn is_named(sheet: &Sheet, entry: &Entry) -> bool {
    entry.ees.iter().any(|m| sheet.file.starts_with(&m.file))
}

/// Mappings that fit the header, and what the header lacks for those entries that no mapping fits. Where the catalogue knows the
/// file by its name, only mappings of that name are tried.
///
/// # Errors
/// No mapping fits.
fn fitted<'a>(
    sheet: &Sheet,
    entries: &[&'a Entry],
    by_name: bool,
) -> Result<(Vec<FittedMapping<'a>>, Vec<LackingColumns<'a>>)> {
    let mut fitting = Vec::new();
    let mut lacking = Vec::new();
    for entry in entries {
        let before = fitting.len();
        let mut lacks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for mapping in &entry.ees {
            if by_name && !sheet.file.starts_with(&mapping.file) {
                continue;
            }
            let columns = sheet.missing_columns(&mapping.columns());
            if columns.is_empty() {
                fitting.extend(FittedMapping::new(sheet, entry, mapping));
                continue;
            }
            // Of several mappings the one that comes nearest to the file says what it lacks.
            let fewest = lacks
                .entry(&mapping.file)
                .or_insert_with(|| columns.clone());
            if columns.len() < fewest.len() {
                *fewest = columns;
            }
        }
        if fitting.len() == before {
            lacking.extend(lacks.into_iter().map(|(file, columns)| LackingColumns {
                id: &entry.id,
                file,
                columns,
            }));
        }
    }
    if !fitting.is_empty() {
        return Ok((fitting, lacking));
    }
    let nearest = lacking.first().filter(|_| by_name);
    Err(nearest.map_or_else(|| unrecognised(sheet), |lack| lack.fault(sheet)))
}

fn unrecognised(sheet: &Sheet) -> Error {
    Error::unreadable(&sheet.file, UNRECOGNISED)
        .hint("run “yardstick inspect” on it, then read it with --column and --where")
}

/// Enters for each indicator the figures of the first mapping that found some; reports for which none did, and why.
fn enter<'a>(
    mappings: Vec<FittedMapping<'a>>,
    labels: &LabelsMet,
    by_name: bool,
    sheet: &Sheet,
    builder: &mut Builder,
    checks: &mut Vec<Check>,
) -> Result<Vec<PendingRate<'a>>> {
    let (mut pending, mut entered) = (Vec::new(), BTreeSet::new());
    let mut faults: BTreeMap<&str, Error> = BTreeMap::new();
    for mapping in mappings {
        let id = mapping.entry.id.as_str();
        if entered.contains(id) {
            continue;
        }
        if mapping.has_figures() {
            entered.insert(id);
            faults.remove(id);
            mapping.enter(builder, &mut pending);
        } else {
            faults
                .entry(id)
                .or_insert_with(|| without_rows(&mapping, labels, sheet));
        }
    }
    if entered.is_empty() {
        return Err(faults
            .into_values()
            .next()
            .filter(|_| by_name)
            .unwrap_or_else(|| unrecognised(sheet)));
    }
    if by_name {
        checks.extend(faults.into_iter().map(|(id, fault)| {
            Check::new(Severity::Error, "unknown-label", &sheet.file)
                .column(id)
                .found(fault.what())
                .expected(fault.wanted())
                .guidance(fault.way_out())
        }));
    }
    Ok(pending)
}

/// Why a mapping found no row.
fn without_rows(mapping: &FittedMapping<'_>, labels: &LabelsMet, sheet: &Sheet) -> Error {
    let id = &mapping.entry.id;
    let fault = match labels.missing(&mapping.selection, sheet) {
        Some(missing) => {
            let near = match missing.nearest {
                Some(near) => format!("; the nearest label in the file is “{near}”"),
                None => String::new(),
            };
            Error::unreadable(
                &sheet.file,
                format!("no row is labelled “{}” ({id})", missing.label),
            )
            .in_column(missing.column)
            .expected(format!("rows with this label{near}"))
        }
        None => Error::unreadable(&sheet.file, format!("no row of this file holds {id}")),
    };
    fault.hint("the release changed its labels: tell the catalogue the new one")
}
