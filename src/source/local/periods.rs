//! Which period each row of an officer's own file is of. A label alone may leave it open: `2011-12` is a financial year or December,
//! `05/07/2025` a day in July or in May, `45748` a day or a mistake. The other rows of its series decide, and where they do not the row
//! is set aside.

use super::fault::fault;
use crate::observation::changed_year::{are_changed_years, year_behind};
use crate::observation::check::{Check, Severity};
use crate::observation::day::{DayFault, DayForm, DayOrder, day_form, serial_day};
use crate::observation::part_year::PART_FORMS;
use crate::observation::period::{PERIOD_FORMS, Period, YearKind};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What the label of a period may mean.
pub(super) struct PossiblePeriods {
    label: String,
    year: Option<Period>,
    part: Option<Period>,
    /// The label as a day, where it is one.
    day: DayForm,
    /// The day for which a spreadsheet keeps this number.
    serial: Option<Date>,
}

/// What a period looks like in an officer's own file, for messages.
pub(super) fn forms() -> String {
    format!("{PERIOD_FORMS}; or {PART_FORMS}")
}

impl PossiblePeriods {
    /// Reads a label; none where it names no period.
    pub(super) fn read(label: &str, year: YearKind) -> Option<PossiblePeriods> {
        let periods = PossiblePeriods {
            label: label.to_owned(),
            year: Period::parse(label, year).ok(),
            part: Period::part_of_year(label).ok(),
            day: day_form(label),
            serial: serial_day(label),
        };
        let is_open = matches!(periods.day, DayForm::Either(_)) || periods.serial.is_some();
        (periods.year.is_some() || periods.part.is_some() || is_open).then_some(periods)
    }

    /// Whether the label is a number for which a spreadsheet keeps a day.
    pub(super) fn is_number(&self) -> bool {
        self.serial.is_some()
    }
}

/// What is known of a series from all its labels.
pub(super) struct SeriesLabels {
    /// Labels that can only be parts of years, less those that can only be years.
    lead: i64,
    /// Each of its months is one that a spreadsheet makes out of a year, and other rows bear that out.
    has_changed_years: bool,
    order: DayOrder,
    has_days: bool,
}

impl SeriesLabels {
    pub(super) fn of(rows: &[&PossiblePeriods]) -> SeriesLabels {
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        let mut order = DayOrder::default();
        rows.iter().for_each(|row| order.note(row.day));
        let firsts: BTreeSet<Date> = rows
            .iter()
            .filter_map(|row| match row.day {
                DayForm::Either(day) => Some(day),
                _ => None,
            })
            .collect();
        // The first of month after month: with the month first they would all be days of one January.
        if firsts.len() >= 3 && firsts.iter().all(|day| day.day() == 1) {
            order = order.with_day_first();
        }
        SeriesLabels {
            lead: rows
                .iter()
                .map(|row| match (&row.year, &row.part) {
                    (Some(_), None) => -1,
                    (None, Some(_)) => 1,
                    _ => 0,
                })
                .sum(),
            has_changed_years: are_changed_years(&labels),
            order,
            has_days: rows.iter().any(|row| order.settle(row.day).is_ok()),
        }
    }

    /// The period of one of its labels.
    ///
    /// # Errors
    /// The check that says why it has none.
    pub(super) fn settle(&self, label: &PossiblePeriods) -> Result<Period, Box<Check>> {
        let text = label.label.clone();
        if let Some(year) = year_behind(&text).filter(|_| self.has_changed_years) {
            return Err(Box::new(
                Check::new(Severity::Error, "year-as-month", "")
                    .column("period")
                    .found(format!("“{text}”"))
                    .expected(year.clone())
                    .guidance(format!(
                        "the row was set aside: months a year and a month apart are years, such as {year}, of which a spreadsheet made months; format the column as text, type the years again and save"
                    )),
            ));
        }
        let lead = if self.has_changed_years {
            -1
        } else {
            self.lead
        };
        let (year, part) = (label.year.clone(), label.part.clone());
        let settled = if lead > 0 {
            part.or(year)
        } else {
            year.or(part)
        };
        if let Some(period) = settled {
            return Ok(period);
        }
        match (self.order.settle(label.day), label.serial) {
            (Ok(day), _) => Ok(Period::of_day(&text, day)),
            (Err(_), Some(day)) if self.has_days => Ok(Period::of_day(&text, day)),
            (Err(DayFault::Ambiguous), _) => Err(fault(
                "period",
                &text,
                "a day that can be read one way only, such as 2025-06-30: nothing in the series says whether the day or the month stands first",
            )),
            (Err(DayFault::NoDate), Some(day)) => Err(fault(
                "period",
                &text,
                format!(
                    "{}; a spreadsheet keeps {} by this number: format its column as dates",
                    forms(),
                    day.strftime("%-d %B %Y")
                ),
            )),
            (Err(DayFault::NoDate), None) => Err(fault("period", &text, forms())),
        }
    }
}
