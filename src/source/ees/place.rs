//! Where and when: the area and the period of a row.

use super::columns::{LIST_COLUMNS, PLACE_AND_TIME, unknown_columns};
use crate::error::Result;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::table::Builder;
use crate::reference::Reference;
use crate::source::place_cells::{self, PlaceCell, PlaceFault, PlaceFaults};
use crate::source::sheet::{self, Sheet, row_of};
use csv::ByteRecord;
use std::collections::{BTreeMap, HashMap};

/// A period that was entered into the builder.
#[derive(Clone, Copy)]
pub(super) struct EnteredPeriod {
    /// The builder's number of it.
    pub(super) number: u16,
    /// The calendar year in which it ends.
    pub(super) end_year: i16,
}

/// Turns a row's place and time into an area and a period, and remembers those it has met.
pub(super) struct PlaceAndTime<'a> {
    reference: &'a Reference,
    file: String,
    time: usize,
    identifier: usize,
    level: usize,
    columns: PlaceColumns,
    places: HashMap<Vec<u8>, Result<Area, RowWithoutArea>>,
    periods: HashMap<YearKind, HashMap<Vec<u8>, Option<EnteredPeriod>>>,
    /// Rows of levels that are not read, such as wards.
    other_levels: BTreeMap<String, u32>,
    faults: PlaceFaults,
}

/// Where the cells stand that name a place; none where the file has no such column.
struct PlaceColumns {
    country: Option<usize>,
    region: Option<usize>,
    region_name: Option<usize>,
    old: Option<usize>,
    new: Option<usize>,
    name: Option<usize>,
}

/// Why a row has no area.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RowWithoutArea {
    /// It is of a level that is not read, of authorities that report together, or of a place that is no authority.
    NotOfOne,
    /// Its place is not known, or its cells name two places: it was set aside.
    SetAside,
}

impl<'a> PlaceAndTime<'a> {
    /// # Errors
    /// A required column is missing; a column is there twice.
    pub(super) fn new(sheet: &Sheet, reference: &'a Reference) -> Result<PlaceAndTime<'a>> {
        sheet::refuse_doubled(sheet, &PLACE_AND_TIME)?;
        Ok(PlaceAndTime {
            reference,
            file: sheet.file.clone(),
            time: need(sheet, "time_period")?,
            identifier: need(sheet, "time_identifier")?,
            level: need(sheet, "geographic_level")?,
            columns: PlaceColumns {
                country: sheet.column("country_code"),
                region: sheet.column("region_code"),
                region_name: sheet.column("region_name"),
                old: sheet.column("old_la_code"),
                new: sheet.column("new_la_code"),
                name: sheet.column("la_name"),
            },
            places: HashMap::new(),
            periods: HashMap::new(),
            other_levels: BTreeMap::new(),
            faults: PlaceFaults::default(),
        })
    }

    /// The area of a row.
    ///
    /// # Errors
    /// [`RowWithoutArea`]: it is of another level, of several authorities, or was set aside.
    pub(super) fn area(&mut self, record: &ByteRecord) -> Result<Area, RowWithoutArea> {
        let level = cell(record, Some(self.level));
        let Some(cells) = self.columns.cells(level, record) else {
            *self
                .other_levels
                .entry(String::from_utf8_lossy(level).into_owned())
                .or_default() += 1;
            return Err(RowWithoutArea::NotOfOne);
        };
        let mut key = level.to_vec();
        for cell in &cells.place {
            key.push(0);
            key.extend_from_slice(cell.text);
        }
        for cell in &cells.region {
            key.push(1);
            key.extend_from_slice(cell.text);
        }
        if let Some(known) = self.places.get(&key) {
            self.faults.again(&key);
            return *known;
        }
        let found = self.new_place(&key, &cells, row_of(record));
        self.places.insert(key, found);
        found
    }

    /// The area of cells that no row before had, with what is wrong with them noted.
    fn new_place(
        &mut self,
        key: &[u8],
        cells: &CellsOfPlace<'_>,
        row: u64,
    ) -> Result<Area, RowWithoutArea> {
        let register = &self.reference.register;
        match place_cells::place(register, &cells.place) {
            Ok(area) => {
                let other = cells
                    .region
                    .iter()
                    .find_map(|cell| place_cells::other_region(register, area, *cell));
                if let Some(other) = other {
                    self.faults.note_region(key, row, other);
                }
                Ok(area)
            }
            Err(fault) => {
                let without = match *fault {
                    PlaceFault::Joint | PlaceFault::Elsewhere(_) => RowWithoutArea::NotOfOne,
                    _ => RowWithoutArea::SetAside,
                };
                self.faults.note(key, row, cells.shown(), *fault);
                Err(without)
            }
        }
    }

    /// The period of a row for an indicator of this kind: a plain label does not say which kind of year it names. None where it is no
    /// label of a period.
    pub(super) fn period(
        &mut self,
        record: &ByteRecord,
        kind: YearKind,
        builder: &mut Builder,
        checks: &mut Vec<Check>,
    ) -> Option<EnteredPeriod> {
        let label = cell(record, Some(self.time));
        // A program that keeps a column of whole numbers as decimals writes 2025 as 2025.0.
        let label = label.strip_suffix(b".0").unwrap_or(label);
        let kind = match cell(record, Some(self.identifier)) {
            b"Academic year" => YearKind::Academic,
            b"Financial year" => YearKind::Financial,
            b"Calendar year" => YearKind::Calendar,
            _ => kind,
        };
        let known = self.periods.get(&kind).and_then(|labels| labels.get(label));
        if let Some(known) = known {
            return *known;
        }
        let text = String::from_utf8_lossy(label);
        let period = Period::parse(&text, kind).ok().map(|period| EnteredPeriod {
            end_year: period.end_year(),
            number: builder.period(period),
        });
        if period.is_none() {
            checks.push(
                Check::new(Severity::Error, "period", &self.file)
                    .row(row_of(record))
                    .column("time_period")
                    .found(text)
                    .expected(PERIOD_FORMS)
                    .guidance("the rows of this period were set aside"),
            );
        }
        self.periods
            .entry(kind)
            .or_default()
            .insert(label.to_vec(), period);
        period
    }

    /// Reports what was passed over: levels that are not ours, places that are not known or differ from cell to cell, joint returns.
    pub(super) fn close(self, checks: &mut Vec<Check>) {
        for (level, rows) in &self.other_levels {
            checks.push(
                Check::new(Severity::Note, "other-level", &self.file)
                    .column("geographic_level")
                    .found(format!("{rows} rows of level “{level}”"))
                    .guidance("passed over"),
            );
        }
        self.faults.report(&self.file, checks);
    }
}

/// The cells of a row that name its place, the deciding one first, and those that name its region.
struct CellsOfPlace<'c> {
    place: Vec<PlaceCell<'c>>,
    region: Vec<PlaceCell<'c>>,
}

impl CellsOfPlace<'_> {
    /// The deciding cell and the name beside it: "999 (Atlantis)".
    fn shown(&self) -> String {
        let text = |cell: &PlaceCell<'_>| String::from_utf8_lossy(cell.text).into_owned();
        let code = self
            .place
            .iter()
            .map(text)
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let name = self.place.last().map(text).unwrap_or_default();
        format!("{code} ({name})")
    }
}

impl PlaceColumns {
    /// None for a level that is not read.
    fn cells<'c>(&self, level: &[u8], record: &'c ByteRecord) -> Option<CellsOfPlace<'c>> {
        let at = |column: &'static str, at: Option<usize>| PlaceCell {
            column,
            text: cell(record, at),
        };
        let regions = [
            at("region_code", self.region),
            at("region_name", self.region_name),
        ];
        let (place, region) = match level {
            b"National" => (
                vec![
                    at("country_code", self.country),
                    PlaceCell {
                        column: "geographic_level",
                        text: b"England",
                    },
                ],
                Vec::new(),
            ),
            b"Regional" => (regions.to_vec(), Vec::new()),
            b"Local authority" => (
                vec![
                    at("old_la_code", self.old),
                    at("new_la_code", self.new),
                    at("la_name", self.name),
                ],
                regions.to_vec(),
            ),
            _ => return None,
        };
        Some(CellsOfPlace { place, region })
    }
}

fn need(sheet: &Sheet, name: &str) -> Result<usize> {
    sheet
        .column(name)
        .ok_or_else(|| unknown_columns(sheet, &[name]).hint(LIST_COLUMNS))
}

/// Empty where the file has no such column.
fn cell(record: &ByteRecord, at: Option<usize>) -> &[u8] {
    at.and_then(|at| record.get(at)).unwrap_or_default()
}
