//! Where and when: the area and the period of a row.

use super::columns::{LIST_COLUMNS, PLACE_AND_TIME, unknown_columns};
use crate::error::Result;
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use crate::observation::table::Builder;
use crate::reference::Reference;
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
    region: Option<usize>,
    old: Option<usize>,
    new: Option<usize>,
    name: Option<usize>,
    areas: HashMap<Vec<u8>, Option<Area>>,
    periods: HashMap<YearKind, HashMap<Vec<u8>, Option<EnteredPeriod>>>,
    /// Rows of levels that are not read, such as wards.
    other_levels: BTreeMap<String, u32>,
    /// The first row and the number of rows of each area that nobody knows.
    unknown: BTreeMap<String, (u64, u32)>,
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
            region: sheet.column("region_code"),
            old: sheet.column("old_la_code"),
            new: sheet.column("new_la_code"),
            name: sheet.column("la_name"),
            areas: HashMap::new(),
            periods: HashMap::new(),
            other_levels: BTreeMap::new(),
            unknown: BTreeMap::new(),
        })
    }

    /// The area of a row; none where it is of another level or of an unknown area.
    pub(super) fn area(&mut self, record: &ByteRecord) -> Option<Area> {
        let key = match record.get(self.level)? {
            b"National" => return Some(Area::ENGLAND),
            b"Regional" => cell(record, self.region),
            b"Local authority" => match cell(record, self.old) {
                b"" | b"x" | b"z" => cell(record, self.new),
                code => code,
            },
            other => {
                *self
                    .other_levels
                    .entry(String::from_utf8_lossy(other).into_owned())
                    .or_default() += 1;
                return None;
            }
        };
        let area = match self.areas.get(key) {
            Some(known) => *known,
            None => {
                let text = String::from_utf8_lossy(key);
                let register = &self.reference.register;
                let area = register.by_code(&text).or_else(|| register.by_ons(&text));
                self.areas.insert(key.to_vec(), area);
                area
            }
        };
        if area.is_none() {
            let name = String::from_utf8_lossy(cell(record, self.name));
            let text = format!("{} ({name})", String::from_utf8_lossy(key));
            let (_, rows) = self.unknown.entry(text).or_insert((row_of(record), 0));
            *rows += 1;
        }
        area
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

    /// Reports what was passed over: levels that are not ours, areas that nobody knows, joint returns.
    pub(super) fn close(self, checks: &mut Vec<Check>) {
        for (level, rows) in &self.other_levels {
            checks.push(
                Check::new(Severity::Note, "other-level", &self.file)
                    .column("geographic_level")
                    .found(format!("{rows} rows of level “{level}”"))
                    .guidance("passed over"),
            );
        }
        for (area, (row, rows)) in &self.unknown {
            let code = area.split(" (").next().unwrap_or_default();
            let check = match self.reference.register.joint(code) {
                Some(_) => Check::new(Severity::Warning, "joint-return", &self.file)
                    .expected("one authority a row")
                    .guidance("authorities that report together: the figure is of neither alone and was set aside"),
                None => Check::new(Severity::Error, "unknown-area", &self.file)
                    .expected("a code of the register")
                    .guidance("the rows were set aside; the register may need a new authority"),
            };
            checks.push(
                check
                    .row(*row)
                    .column("old_la_code")
                    .found(format!("{area}, {rows} rows")),
            );
        }
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
