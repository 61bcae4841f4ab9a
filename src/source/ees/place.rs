//! Where and when: the area and the period of a row.

use super::columns::{LIST_COLUMNS, PLACE_AND_TIME, unknown_columns};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::identifier::IdentifierFault;
use crate::observation::period::{Period, YearKind};
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

const TIME_FRAME: &str = "time_frame";

/// Why rows have no period: the column that is at fault, what stands there, and what was expected.
type UnreadPeriod = (&'static str, String, &'static str);

/// Turns a row's place and time into an area and a period, and remembers those it has met.
pub(super) struct PlaceAndTime<'a> {
    reference: &'a Reference,
    file: String,
    time: usize,
    identifier: usize,
    /// The column in which attendance files say whether a week's row is of the week or of the year up to it.
    time_frame: Option<usize>,
    level: usize,
    columns: PlaceColumns,
    places: HashMap<Vec<u8>, Result<Area, RowWithoutArea>>,
    /// By the cells that say of which period a row is: `time_period`, `time_identifier` and `time_frame`, one behind the other.
    periods: HashMap<YearKind, HashMap<Vec<u8>, Option<EnteredPeriod>>>,
    /// The cells of the row that is being read.
    cells: Vec<u8>,
    /// What names no period, with the first row and the number of rows.
    unread: BTreeMap<UnreadPeriod, (u64, u32)>,
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
            time_frame: sheet.column(TIME_FRAME),
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
            cells: Vec::new(),
            unread: BTreeMap::new(),
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

    /// The period of a row, by what the row itself says; `kind` is the indicator's, which says when a reporting year ends. None where the
    /// row names no period that is known.
    pub(super) fn period(
        &mut self,
        record: &ByteRecord,
        kind: YearKind,
        builder: &mut Builder,
    ) -> Option<EnteredPeriod> {
        let cells =
            [Some(self.time), Some(self.identifier), self.time_frame].map(|at| cell(record, at));
        self.cells.clear();
        for cell in cells {
            self.cells.extend_from_slice(cell);
            // Files are UTF-8, in which there is no such byte.
            self.cells.push(0xff);
        }
        let known = self.periods.get(&kind);
        if let Some(Some(known)) = known.and_then(|periods| periods.get(&self.cells)) {
            return Some(*known);
        }
        let [label, identifier, frame] = cells.map(String::from_utf8_lossy);
        let found = identified(&label, &identifier, &frame, kind);
        let period = match found {
            Ok(period) => Some(EnteredPeriod {
                end_year: period.end_year(),
                number: builder.period(period),
            }),
            Err((column, expected)) => {
                let found = match column {
                    "time_period" => format!("“{label}” with “{identifier}”"),
                    TIME_FRAME => format!("“{frame}” with “{identifier}”"),
                    _ => format!("“{identifier}” with “{label}”"),
                };
                let (_, rows) = self
                    .unread
                    .entry((column, found, expected))
                    .or_insert((row_of(record), 0));
                *rows += 1;
                None
            }
        };
        self.periods
            .entry(kind)
            .or_default()
            .insert(self.cells.clone(), period);
        period
    }

    /// That the first of the rows without a period names none that is known; none where every row named one.
    pub(super) fn unread_period(&self) -> Option<Error> {
        let earliest = self.unread.iter().min_by_key(|(_, (row, _))| *row);
        earliest.map(|((column, found, expected), (row, _))| {
            Error::unreadable(
                &self.file,
                format!("no row names a period that is known; the first says {found}"),
            )
            .at_row(*row)
            .in_column(*column)
            .expected(*expected)
            .hint("nothing is guessed: ask the publisher which period is meant, or correct the column")
        })
    }

    /// Reports what was passed over: levels that are not ours, periods and places that are not known or differ from cell to cell, joint
    /// returns.
    pub(super) fn close(self, checks: &mut Vec<Check>) {
        for ((column, found, expected), (row, rows)) in &self.unread {
            checks.push(
                Check::new(Severity::Error, "period", &self.file)
                    .row(*row)
                    .column(*column)
                    .found(found.clone())
                    .expected(*expected)
                    .guidance(format!("set aside: {}", counted_rows(*rows))),
            );
        }
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

/// The period of cells, or the column that is at fault and what was expected in it.
fn identified(
    label: &str,
    identifier: &str,
    frame: &str,
    kind: YearKind,
) -> std::result::Result<Period, (&'static str, &'static str)> {
    let period = |to_date| {
        Period::identified(label, identifier, kind, to_date)
            .map_err(|fault: IdentifierFault| (fault.column(), fault.expected()))
    };
    let frame_fault = (
        TIME_FRAME,
        "“Week”, “Year to date” or a day of the week, beside a week of the year",
    );
    let whole = period(false)?;
    let frame = frame.trim().to_lowercase();
    match frame.as_str() {
        "" => Ok(whole),
        _ if whole.kind != YearKind::Week => Err(frame_fault),
        "week" | "weekly" => Ok(whole),
        "year to date" => period(true),
        day => whole.day_of_week(day).ok_or(frame_fault),
    }
}

fn counted_rows(rows: u32) -> String {
    if rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{rows} rows")
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
