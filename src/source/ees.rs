//! Explore Education Statistics files: recognised by columns and labels that no other file has, read by the catalogue's mappings or by
//! one made by hand.
//!
//! A mapping names columns and labels. Both change between releases, so a name that is not there is refused with the
//! nearest one that is; nothing is read by position and nothing unknown is read as no rows.

mod age;
mod clash;
pub(crate) mod columns;
mod drift;
mod labels;
mod layout;
mod mapping;
mod place;

use super::rate::PendingRate;
use super::sheet::Sheet;
use super::written::TakenCells;
use crate::error::{Error, Result};
use crate::observation::check::{Check, Severity};
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use age::{FileAge, FileTimes};
use clash::RowClashes;
use columns::LIST_COLUMNS;
use csv::ByteRecord;
use drift::{LIST_LABELS, LackingColumns, severity, without_rows};
use labels::LabelsMet;
use layout::Layouts;
use mapping::FittedMapping;
use place::{PlaceAndTime, RowWithoutArea};
use std::collections::{BTreeMap, BTreeSet};

const UNRECOGNISED: &str = "no indicator of the catalogue is in this file";
const NOT_ASKED_FOR: &str = "none of the indicators asked for is in this file";

/// Whether a file failed only because the catalogue has nothing in it.
pub(crate) fn is_unrecognised(fault: &Error) -> bool {
    fault.what() == UNRECOGNISED
}

/// Whether a file failed only because nothing in it was asked for.
pub(super) fn is_not_asked_for(fault: &Error) -> bool {
    is_unrecognised(fault) || fault.what() == NOT_ASKED_FOR
}

/// What an EES file gave besides the figures that were entered.
pub(super) struct EesFile<'a> {
    pub(super) sheet: Sheet,
    /// The publication that the catalogue files it under; empty where a column was named by hand.
    pub(super) publication: &'a str,
    /// Counts that wait for their population.
    pub(super) pending: Vec<PendingRate<'a>>,
}

/// Where what is read goes.
pub(super) struct EesIntake<'i> {
    /// The number of the file among the sources.
    pub(super) source: u16,
    pub(super) builder: &'i mut Builder,
    pub(super) checks: &'i mut Vec<Check>,
}

/// The publication of a file of the catalogue: by columns and labels that are its own, else by its name.
///
/// # Errors
/// As [`Sheet::next`].
pub(crate) fn publication(mut sheet: Sheet, reference: &Reference) -> Result<Option<&str>> {
    let entries: Vec<&Entry> = reference.catalogue.readable().collect();
    let mut layouts = Layouts::of(&sheet, &entries, |_| true);
    let (mut record, mut ragged) = (ByteRecord::new(), Vec::new());
    while !layouts.fitting.is_empty() && sheet.next(&mut record, &mut ragged)? {
        for mapping in &mut layouts.fitting {
            mapping.chooses(&record);
        }
    }
    let file = layout::recognised(&layouts.fitting, &layouts.lacking, &sheet.file);
    Ok(file.or(layouts.named).map(|file| file.publication))
}

/// Reads a file by those catalogue entries that fit it; what is not `wanted` is recognised and passed over.
///
/// # Errors
/// A required column is missing; the file is one the catalogue knows by name but no mapping fits its header or labels; no
/// mapping fits at all; no indicator in it is wanted.
pub(super) fn read<'a>(
    mut sheet: Sheet,
    entries: &[&'a Entry],
    wanted: impl Fn(&Entry) -> bool,
    reference: &Reference,
    mut intake: EesIntake<'_>,
) -> Result<EesFile<'a>> {
    let Layouts {
        fitting,
        lacking,
        named,
    } = Layouts::of(&sheet, entries, wanted);
    if fitting.is_empty() && named.is_none() {
        return Err(unrecognised(&sheet));
    }
    let mut rows = FileRows::of(fitting);
    rows.read(&mut sheet, reference, &mut intake)?;
    let recognised = layout::recognised(&rows.mappings, &lacking, &sheet.file);
    let Some(file) = recognised.or(named) else {
        return Err(unrecognised(&sheet));
    };
    if named.is_none_or(|named| named.name != file.name) {
        intake.checks.push(
            Check::new(Severity::Note, "read-as", &sheet.file)
                .found(format!("columns and labels of {}", file.name))
                .guidance("read as that file of the catalogue, whatever its name"),
        );
    }
    rows.mappings.retain(|mapping| mapping.file() == file.name);
    let lacking: Vec<_> = lacking
        .into_iter()
        .filter(|lack| lack.file == file.name)
        .collect();
    let age = rows.age(&lacking, &sheet, reference)?;
    let is_any_wanted = rows.mappings.iter().any(|mapping| mapping.is_wanted);
    let told: Vec<_> = lacking.iter().filter(|lack| lack.is_wanted).collect();
    if let (Some(lack), false) = (told.first(), is_any_wanted) {
        return Err(lack.fault(&sheet, age));
    }
    if !is_any_wanted {
        return Err(not_asked_for(&rows.mappings, &sheet));
    }
    intake
        .checks
        .extend(told.iter().map(|lack| lack.check(&sheet, age)));
    let pending = enter(rows, age, &sheet, &mut intake)?;
    Ok(EesFile {
        sheet,
        publication: file.publication,
        pending,
    })
}

/// Reads one column of any EES file, with the labels that choose its rows.
///
/// # Errors
/// The file has no such column or no row with these labels; several rows are of one place and period.
pub(super) fn read_by_hand<'a>(
    mut sheet: Sheet,
    entry: &'a Entry,
    reference: &Reference,
    mut intake: EesIntake<'_>,
) -> Result<EesFile<'a>> {
    let Layouts {
        fitting, lacking, ..
    } = Layouts::of(&sheet, &[entry], |_| true);
    if let Some(lack) = lacking.first() {
        return Err(columns::unknown_columns(&sheet, &lack.columns).hint(LIST_COLUMNS));
    }
    let mut rows = FileRows::of(fitting);
    rows.clashes = Some(RowClashes::default());
    rows.read(&mut sheet, reference, &mut intake)?;
    if let Some(mapping) = rows.mappings.iter().find(|mapping| !mapping.is_met()) {
        return Err(without_rows(mapping, &rows.labels, &sheet).hint(LIST_LABELS));
    }
    let is_empty = !rows.mappings.iter().any(FittedMapping::has_figures);
    if let Some(fault) = rows.without_period.take().filter(|_| is_empty) {
        return Err(fault);
    }
    for mapping in &rows.mappings {
        let clashes = rows.clashes.as_ref();
        if let Some(fault) = clashes.and_then(|clashes| clashes.fault(mapping, &sheet)) {
            return Err(fault);
        }
    }
    let mut pending = Vec::new();
    for mapping in rows.mappings {
        mapping.enter(&mut intake, &mut pending);
    }
    Ok(EesFile {
        sheet,
        publication: "",
        pending,
    })
}

fn unrecognised(sheet: &Sheet) -> Error {
    Error::unreadable(&sheet.file, UNRECOGNISED).hint(
        "“yardstick inspect FILE” shows what is in it; “yardstick compare AUTHORITY --data FILE --column NAME --where COLUMN=LABEL” reads a \
         column of it",
    )
}

/// That a file of the catalogue holds other indicators than those asked for.
fn not_asked_for(mappings: &[FittedMapping<'_>], sheet: &Sheet) -> Error {
    let held: BTreeSet<&str> = mappings.iter().map(|m| m.entry.id.as_str()).collect();
    if held.is_empty() {
        return unrecognised(sheet);
    }
    let held: Vec<&str> = held.into_iter().collect();
    Error::unreadable(&sheet.file, NOT_ASKED_FOR)
        .expected(format!("one of those that it holds: {}", held.join(", ")))
        .hint("name one of them, or another file with --data")
}

/// What the rows of a file gave.
struct FileRows<'a> {
    mappings: Vec<FittedMapping<'a>>,
    labels: LabelsMet,
    times: FileTimes,
    /// Rows of one place and period, where they are looked for.
    clashes: Option<RowClashes>,
    /// That the first of the rows that were set aside for it names no period that is known.
    without_period: Option<Error>,
}

impl<'a> FileRows<'a> {
    fn of(mappings: Vec<FittedMapping<'a>>) -> FileRows<'a> {
        FileRows {
            labels: LabelsMet::of(&mappings),
            mappings,
            times: FileTimes::default(),
            clashes: None,
            without_period: None,
        }
    }

    /// How old the file is beside the figures in the program; not looked for where nothing is missing from it.
    ///
    /// # Errors
    /// As [`FileTimes::age`].
    fn age(
        &self,
        lacking: &[LackingColumns<'_>],
        sheet: &Sheet,
        reference: &Reference,
    ) -> Result<FileAge> {
        if lacking.is_empty() && self.mappings.iter().all(FittedMapping::is_met) {
            return Ok(FileAge::Unknown);
        }
        let read = self
            .mappings
            .iter()
            .map(|mapping| mapping.entry.id.as_str());
        let ids = read.chain(lacking.iter().map(|lack| lack.id)).collect();
        self.times.age(ids, sheet, reference)
    }

    fn read(
        &mut self,
        sheet: &mut Sheet,
        reference: &Reference,
        intake: &mut EesIntake<'_>,
    ) -> Result<()> {
        let mut places = PlaceAndTime::new(sheet, reference)?;
        let time = sheet.require("time_period")?;
        let file = sheet.file.clone();
        let mut record = ByteRecord::new();
        let mut taken = TakenCells::new(sheet.comma_is_of_thousands());
        while sheet.next(&mut record, intake.checks)? {
            self.labels.note(&record);
            self.times.note(&record, time);
            let area = match places.area(&record) {
                Ok(area) => Some(area),
                Err(RowWithoutArea::SetAside) => None,
                Err(RowWithoutArea::NotOfOne) => continue,
            };
            for mapping in &mut self.mappings {
                if !(mapping.chooses(&record) && mapping.is_wanted) {
                    continue;
                }
                let year = mapping.indicator.year;
                let period = places.period(&record, year, intake.builder);
                let Some((area, period)) = area.zip(period) else {
                    mapping.set_aside(&record, area, period.map(|period| period.number));
                    continue;
                };
                if let Some(clashes) = &mut self.clashes {
                    clashes.note(&record, (area.0, period.number));
                }
                mapping.take(&record, (area, period), (intake.source, &file), &mut taken);
            }
        }
        self.without_period = places.unread_period();
        places.close(intake.checks);
        intake.checks.extend(taken.checks(&file));
        Ok(())
    }
}

/// Enters for each indicator the figures of the mapping that found most of what it names; reports for which none did, and why.
///
/// # Errors
/// No indicator has a row.
fn enter<'a>(
    rows: FileRows<'a>,
    age: FileAge,
    sheet: &Sheet,
    intake: &mut EesIntake<'_>,
) -> Result<Vec<PendingRate<'a>>> {
    let FileRows {
        mappings,
        labels,
        without_period,
        ..
    } = rows;
    let mut by_entry: BTreeMap<usize, Vec<FittedMapping<'a>>> = BTreeMap::new();
    for mapping in mappings.into_iter().filter(|mapping| mapping.is_wanted) {
        by_entry.entry(mapping.order).or_default().push(mapping);
    }
    let (mut pending, mut faults) = (Vec::new(), Vec::new());
    let (mut is_any_met, mut has_figures) = (false, false);
    for mut choices in by_entry.into_values() {
        // Of two that are as whole the first is taken, as the catalogue orders them.
        let best = (0..choices.len())
            .rev()
            .max_by_key(|at| choices.get(*at).map(FittedMapping::wholeness));
        let mapping = choices.swap_remove(best.unwrap_or_default());
        if !mapping.is_met() {
            let fault = without_rows(&mapping, &labels, sheet);
            faults.push((mapping.entry.id.as_str(), fault.hint(age.of_labels())));
            continue;
        }
        is_any_met = true;
        has_figures |= mapping.has_figures();
        intake.checks.extend(mapping.older_layout(&sheet.file));
        mapping.enter(intake, &mut pending);
    }
    if !is_any_met {
        let first = faults.into_iter().next();
        return first.map_or(Ok(pending), |(_, fault)| Err(fault));
    }
    if let Some(fault) = without_period.filter(|_| !has_figures) {
        return Err(fault);
    }
    let told = faults.into_iter().map(|(id, fault): (&str, Error)| {
        Check::new(severity(id), "unknown-label", &sheet.file)
            .column(id)
            .found(fault.what())
            .expected(fault.wanted())
            .guidance(fault.way_out())
    });
    intake.checks.extend(told);
    Ok(pending)
}
