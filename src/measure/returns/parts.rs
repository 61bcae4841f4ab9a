//! A figure of its parts: value, numerator and denominator, held against each other; and its period, by the frequency of its measure.

use super::columns::{DENOMINATOR, NUMERATOR};
use crate::measure::framework::{Frequency, Measure};
use crate::observation::day::{DayForm, DayOrder, day_form, serial_day};
use crate::observation::period::{Period, YearKind};
use crate::observation::reading::Reading;

#[derive(Clone, Default)]
pub(super) struct FigureParts {
    pub(super) value: Option<Reading>,
    pub(super) numerator: Option<Reading>,
    pub(super) denominator: Option<Reading>,
}

impl FigureParts {
    pub(super) fn part(&self, part: &str) -> Option<Reading> {
        match part {
            NUMERATOR => self.numerator,
            DENOMINATOR => self.denominator,
            _ => self.value,
        }
    }

    pub(super) fn of(&mut self, part: &str) -> &mut Option<Reading> {
        match part {
            NUMERATOR => &mut self.numerator,
            DENOMINATOR => &mut self.denominator,
            _ => &mut self.value,
        }
    }
}

/// What a label of the measure's frequency means.
pub(super) fn period(label: &str, measure: &Measure, order: DayOrder) -> Option<Period> {
    let takes = |period: &Period| measure.frequency.takes(period.kind);
    let part = Period::part_of_year(label).ok().filter(takes);
    let year = || Period::parse(label, YearKind::Financial).ok().filter(takes);
    let day = || {
        let settled = order
            .settle(day_form(label))
            .ok()
            .or_else(|| serial_day(label));
        settled.map(|day| Period::of_day(label, day)).filter(takes)
    };
    let by_day = matches!(day_form(label), DayForm::Clear(_) | DayForm::DayFirst(_));
    match by_day {
        true => day().or(part),
        false => part.or_else(year).or_else(day),
    }
}

pub(super) fn example(measure: &Measure) -> &'static str {
    match measure.frequency {
        Frequency::Week => "2026-W14 or w/e 5 April 2026",
        Frequency::Month => "2026-04 or Apr-26",
        Frequency::Quarter => "2026-27 Q1",
        Frequency::Term => "Autumn term 2026/27",
        Frequency::Year => "2025-26",
    }
}

pub(super) type SettledValue = (Reading, Option<f64>, Option<f64>);

/// The figure of its parts: as given, or the numerator over the denominator; a count may stand in either column.
pub(super) fn value(
    parts: &FigureParts,
    measure: &Measure,
) -> std::result::Result<SettledValue, (String, String)> {
    let known = |reading: &Option<Reading>| reading.and_then(|reading| reading.value());
    let (numerator, denominator) = (known(&parts.numerator), known(&parts.denominator));
    let unit = &measure.indicator.unit;
    if unit.is_count() {
        let reading = parts.value.or(parts.numerator);
        return reading
            .map(|reading| (reading, reading.value(), denominator))
            .ok_or_else(|| {
                (
                    "no figure".to_owned(),
                    "a count, or a symbol such as x where there is none".to_owned(),
                )
            });
    }
    let computed = match (numerator, denominator, measure.indicator.per) {
        (Some(_), Some(base), Some(_)) if base <= 0.0 => {
            return Err((
                format!("a denominator of {base}"),
                "more than 0; write x as the value where there was nobody".to_owned(),
            ));
        }
        (Some(count), Some(base), Some(per)) => Some(count / base * per),
        _ => None,
    };
    if let (Some(count), Some(base)) = (numerator, denominator)
        && unit.is_percent()
        && count > base
    {
        return Err((
            format!("{count} of {base}"),
            "a part that is no larger than its whole".to_owned(),
        ));
    }
    match (parts.value, computed) {
        (Some(Reading::Known(given)), Some(computed)) => {
            let rounding = 0.5 * 10f64.powi(-i32::from(measure.indicator.decimals)) * (1.0 + 1e-9);
            if (given - computed).abs() > rounding {
                return Err((
                    format!("{given} beside a numerator and denominator that give {computed:.2}"),
                    "a value that follows from them, or no value".to_owned(),
                ));
            }
            Ok((Reading::Known(computed), numerator, denominator))
        }
        (Some(reading), _) => Ok((reading, numerator, denominator)),
        (None, Some(computed)) => Ok((Reading::Known(computed), numerator, denominator)),
        (None, None) => match parts
            .numerator
            .or(parts.denominator)
            .filter(|of| of.value().is_none())
        {
            Some(symbol) => Ok((symbol, numerator, denominator)),
            None => Err((
                "no figure".to_owned(),
                "a value, or a numerator and a denominator".to_owned(),
            )),
        },
    }
}
