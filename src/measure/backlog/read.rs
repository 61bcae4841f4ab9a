//! Reads a sheet of a backlog: a row a week or a day, with what was done in it, what was left at its end, or both, and how many there
//! were at first. Days are put together into weeks.

use crate::error::{Error, Result};
use crate::measure::personal::{refuse_cell, refuse_header};
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DayForm, DayOrder, day_form, days_between, serial_day};
use crate::observation::indicator::Unit;
use crate::observation::period::{Period, YearKind};
use crate::source::sheet::form::{SheetForm, plain_heading, tidy};
use crate::source::sheet::{RowShape, Sheet, row_of};
use crate::source::written::{CellPlace, TakenCells};
use crate::world::World;
use csv::ByteRecord;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::path::Path;

const PERIOD: &str = "period";
/// The same by the day on which a week begins.
const BEGINS: &str = "week commencing";
pub(super) const DONE: &str = "done";
pub(super) const REMAINING: &str = "remaining";
pub(super) const TOTAL: &str = "total";

/// A column and how officers call it besides.
const NAMES: [(&str, &[&str]); 5] = [
    (
        PERIOD,
        &["week", "week ending", "w/e", "day", "date", "as at"],
    ),
    (BEGINS, &["week beginning", "week starting", "w/c", "w/b"]),
    (
        DONE,
        &[
            "completed",
            "reviewed",
            "closed",
            "done in week",
            "done this week",
        ],
    ),
    (
        REMAINING,
        &["to do", "still to do", "left", "left to do", "outstanding"],
    ),
    (TOTAL, &["all cases", "cases in all", "cases at first"]),
];

const WANTED: &str =
    "columns period (a week or a day) and done or remaining; total in the first row";

fn column(heading: &str) -> Option<&'static str> {
    let plain = plain_heading(heading);
    let known = NAMES
        .iter()
        .find(|(name, others)| plain == *name || others.contains(&plain.as_str()));
    known.map(|(name, _)| *name)
}

/// A row a week or a day; `key` is the column that says which.
struct BacklogForm {
    key: &'static [&'static str],
}

impl SheetForm for BacklogForm {
    fn required(&self) -> &[&'static str] {
        self.key
    }

    fn column(&self, heading: &str) -> Option<&'static str> {
        column(heading)
    }

    fn key(&self) -> Option<&'static str> {
        self.key.first().copied()
    }

    fn names_are_free(&self) -> bool {
        true
    }
}

/// What was returned for a week, the Sunday of which is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ReturnedWeek {
    pub(super) done: Option<f64>,
    pub(super) remaining: Option<f64>,
    pub(super) is_whole: bool,
    pub(super) row: u64,
}

/// What was read.
pub(super) struct BacklogSheet {
    pub(super) file: String,
    pub(super) sha256: String,
    pub(super) weeks: BTreeMap<Date, ReturnedWeek>,
    /// Totals with their rows, in the order of the file.
    pub(super) totals: Vec<(u64, f64)>,
    pub(super) checks: Vec<Check>,
}

/// A row before its period is settled.
struct LooseWeek {
    row: u64,
    label: String,
    done: Option<f64>,
    remaining: Option<f64>,
}

/// When a row's figure was taken, and the days it is of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct WeekSpan {
    start: Date,
    end: Date,
    is_day: bool,
}

/// # Errors
/// The file cannot be read, has no periods or no figures, or looks like one about named people.
pub(super) fn read(world: &dyn World, path: &Path, as_at: Date) -> Result<BacklogSheet> {
    let forms = [
        BacklogForm { key: &[PERIOD] },
        BacklogForm { key: &[BEGINS] },
    ];
    let mut sheet = Sheet::open(world, path, &[&forms[0], &forms[1]])?;
    let file = sheet.file.clone();
    if let Some(refused) = refuse_header(&sheet.header, &file, sheet.header_row) {
        return Err(refused.expected(WANTED));
    }
    let places: BTreeMap<&'static str, usize> = NAMES
        .iter()
        .filter_map(|(name, _)| Some((*name, sheet.column(name)?)))
        .collect();
    let has_figures = places.contains_key(DONE) || places.contains_key(REMAINING);
    let Some(form) = sheet.form.filter(|_| has_figures) else {
        return Err(Error::unreadable(&file, "this is no sheet of a backlog")
            .at_row(sheet.header_row)
            .expected(WANTED)
            .hint("name the columns “period” and “done” or “remaining”"));
    };
    let mut found = BacklogSheet {
        file,
        sha256: String::new(),
        weeks: BTreeMap::new(),
        totals: Vec::new(),
        checks: Vec::new(),
    };
    let loose = rows(&mut sheet, &places, &mut found)?;
    found.sha256 = sheet.close(world)?;
    found.settle(&loose, form == 1, as_at);
    Ok(found)
}

fn rows(
    sheet: &mut Sheet,
    places: &BTreeMap<&'static str, usize>,
    found: &mut BacklogSheet,
) -> Result<Vec<LooseWeek>> {
    let key = if places.contains_key(PERIOD) {
        PERIOD
    } else {
        BEGINS
    };
    let mut taken = TakenCells::new(sheet.comma_is_of_thousands());
    let (mut loose, mut record) = (Vec::new(), ByteRecord::new());
    while let Some(shape) = sheet.next_row(&mut record, &mut found.checks)? {
        let cells: Vec<String> = record
            .iter()
            .map(|cell| tidy(&String::from_utf8_lossy(cell)))
            .collect();
        let row = row_of(&record);
        if let Some(refused) = cells
            .iter()
            .find_map(|cell| refuse_cell(cell, &sheet.file, row))
        {
            return Err(refused.expected(WANTED));
        }
        if let RowShape::Ragged(cells) = shape {
            let told = format!("{cells} cells");
            let expected = format!("{} as in the header", sheet.header.len());
            found.set_aside("ragged-row", row, (None, told), expected);
            continue;
        }
        let cell = |name: &str| places.get(name).and_then(|at| cells.get(*at));
        let mut figure = |name: &'static str| {
            let cell = cell(name).filter(|cell| !cell.is_empty())?;
            found.figure(&mut taken, cell, (name, row))
        };
        let (done, remaining, total) = (figure(DONE), figure(REMAINING), figure(TOTAL));
        found.totals.extend(total.map(|total| (row, total)));
        loose.push(LooseWeek {
            row,
            label: cell(key).cloned().unwrap_or_default(),
            done,
            remaining,
        });
    }
    found.checks.extend(taken.checks(&sheet.file));
    Ok(loose)
}

impl BacklogSheet {
    pub(super) fn tell(
        &mut self,
        name: &'static str,
        row: u64,
        (column, found): (Option<&str>, String),
        (expected, guidance): (String, &str),
    ) {
        // What is set aside is an error; what is used though it does not fit, a warning.
        let severity = match name {
            "other-total" | "too-many-done" | "remaining-grew" | "done-does-not-fit" => {
                Severity::Warning
            }
            _ => Severity::Error,
        };
        let mut check = Check::new(severity, name, &self.file)
            .row(row)
            .found(found)
            .expected(expected)
            .guidance(guidance);
        check.column = column.map(str::to_owned);
        self.checks.push(check);
    }

    fn set_aside(
        &mut self,
        name: &'static str,
        row: u64,
        what: (Option<&str>, String),
        expected: String,
    ) {
        self.tell(name, row, what, (expected, "the row was set aside"));
    }

    /// A count; none where a cell holds a symbol or something else, which is told.
    fn figure(
        &mut self,
        taken: &mut TakenCells,
        cell: &str,
        (name, row): (&'static str, u64),
    ) -> Option<f64> {
        let unit = Unit::new("count");
        let read = taken.reading(cell.as_bytes(), CellPlace::new(row, name, &unit));
        let count = read.ok().and_then(|reading| reading.value());
        let count = count.filter(|count| *count >= 0.0 && count.fract() == 0.0);
        if count.is_none() {
            let told = (Some(name), format!("“{cell}”"));
            let expected = "a count of cases, 0 or more".to_owned();
            self.tell("no-count", row, told, (expected, "the cell was left out"));
        }
        count
    }

    /// Puts rows into weeks. Days that lie whole weeks apart are the ends of weeks.
    fn settle(&mut self, loose: &[LooseWeek], begins: bool, as_at: Date) {
        let mut order = DayOrder::default();
        for week in loose {
            order.note(day_form(&week.label));
        }
        let order = order.with_day_first();
        let spans: Vec<Option<WeekSpan>> = loose
            .iter()
            .map(|week| span(&week.label, order, begins))
            .collect();
        let days: Vec<Date> = spans
            .iter()
            .flatten()
            .filter(|span| span.is_day)
            .map(|span| span.end)
            .collect();
        let is_daily = days
            .windows(2)
            .any(|pair| days_between(pair[0], pair[1]) % 7 != 0);
        for (week, span) in loose.iter().zip(spans) {
            let Some(span) = span else {
                let told = (Some(PERIOD), format!("“{}”", week.label));
                let expected =
                    "a week such as 2026-W40 or w/e 4 October 2026, or a day such as 2026-10-04";
                self.set_aside("no-week", week.row, told, expected.to_owned());
                continue;
            };
            // A row made ready for a week to come, or of a week without a figure.
            if week.done.is_none() && week.remaining.is_none() {
                continue;
            }
            if span.start > as_at {
                let told = (Some(PERIOD), format!("“{}” with a figure", week.label));
                let expected = format!("nothing yet after {as_at}, the day of asking");
                self.set_aside("week-to-come", week.row, told, expected);
                continue;
            }
            self.enter(week, span, (is_daily, as_at));
        }
        if is_daily {
            self.end_of_days(&days, as_at);
        }
    }

    fn enter(&mut self, week: &LooseWeek, span: WeekSpan, (is_daily, as_at): (bool, Date)) {
        let Some(sunday) = sunday_of(span.end) else {
            return;
        };
        let of_day = is_daily && span.is_day;
        let returned = ReturnedWeek {
            done: week.done,
            remaining: week.remaining,
            is_whole: of_day || span.end <= as_at,
            row: week.row,
        };
        let Some(before) = self.weeks.get_mut(&sunday) else {
            self.weeks.insert(sunday, returned);
            return;
        };
        if of_day {
            let sum = [before.done, week.done].into_iter().flatten();
            before.done = sum.reduce(|one, other| one + other);
            before.remaining = week.remaining.or(before.remaining);
            before.row = week.row;
            return;
        }
        if (before.done, before.remaining) != (week.done, week.remaining) {
            let first = before.row;
            let told = (Some(PERIOD), format!("“{}” once more", week.label));
            let expected = format!("one row a week: row {first} is of the same week, and was kept");
            self.set_aside("twice", week.row, told, expected);
        }
    }

    /// The first and the last week of days are whole where they reach from Monday, and to Friday or the day of asking is past it.
    fn end_of_days(&mut self, days: &[Date], as_at: Date) {
        let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
            return;
        };
        if let Some(mut week) = self.weeks.first_entry() {
            week.get_mut().is_whole &= first.weekday() == Weekday::Monday;
        }
        let from_monday = last.weekday().to_monday_zero_offset();
        let friday = Weekday::Friday.to_monday_zero_offset();
        if let Some(mut week) = self.weeks.last_entry() {
            week.get_mut().is_whole &= from_monday >= friday || *week.key() < as_at;
        }
    }
}

/// The Sunday on or after a day: weeks that end on a Friday are the same weeks.
fn sunday_of(day: Date) -> Option<Date> {
    let days = Weekday::Sunday.to_monday_zero_offset() - day.weekday().to_monday_zero_offset();
    day.checked_add(i32::from(days).days()).ok()
}

/// The days of a label; none where it names neither a week nor a day.
fn span(label: &str, order: DayOrder, begins: bool) -> Option<WeekSpan> {
    let form = day_form(label);
    let day = match form {
        DayForm::NoDate | DayForm::MonthFirst => serial_day(label),
        form => order.settle(form).ok(),
    };
    if let Some(day) = day {
        let end = if begins {
            day.checked_add(6.days()).ok()?
        } else {
            day
        };
        let start = if begins {
            day
        } else {
            sunday_of(day)?.checked_sub(6.days()).ok()?
        };
        return Some(WeekSpan {
            start,
            end,
            is_day: !begins,
        });
    }
    let week = Period::part_of_year(label)
        .ok()
        .filter(|period| period.kind == YearKind::Week)?;
    Some(WeekSpan {
        start: week.start,
        end: week.end,
        is_day: false,
    })
}
