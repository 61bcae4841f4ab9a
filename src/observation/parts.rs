//! Observations a part of the series at a time: in one part where they were few, else from the temporary file ([`super::spill`]).

use super::indicator::Indicator;
use super::provenance::Source;
use super::set_aside::SetAsideRow;
use super::spill::{self, Spill};
use super::table::{Builder, Observations};
use crate::error::Result;
use std::collections::HashMap;

/// A part holds so many figures, and the rest of its last series.
const PART: u64 = 2_000_000;

/// Figures of all series, as read; each part is screened for itself.
pub(crate) struct ObservationParts {
    spill: Option<Spill>,
    /// Everything but the figures where they were spilled; else all of it, until it was taken.
    rest: Option<Observations>,
    /// The first series that was not handed out.
    next: usize,
}

impl ObservationParts {
    /// Everything that was entered.
    ///
    /// # Errors
    /// As [`Builder::finish`], and where the temporary file takes no more.
    pub(crate) fn of(builder: Builder) -> Result<ObservationParts> {
        let (spill, rest) = builder.finish_spilled()?;
        Ok(ObservationParts {
            spill,
            rest: Some(rest),
            next: 0,
        })
    }

    /// The indicators of all parts; none once a part that is everything was taken.
    pub(crate) fn indicators(&self) -> &[Indicator] {
        self.rest.as_ref().map_or(&[], |rest| &rest.indicators)
    }

    /// The files of all parts, as [`ObservationParts::indicators`].
    pub(crate) fn sources(&self) -> &[Source] {
        self.rest.as_ref().map_or(&[], |rest| &rest.sources)
    }

    /// The next part; none behind the last.
    ///
    /// # Errors
    /// The temporary file cannot be read.
    pub(crate) fn next(&mut self) -> Result<Option<Observations>> {
        let Some(spill) = &self.spill else {
            return Ok(self.rest.take());
        };
        let Some(rest) = self.rest.as_ref() else {
            return Ok(None);
        };
        let mut part = Builder::default();
        for period in &rest.periods {
            part.period(period.clone());
        }
        for source in &rest.sources {
            part.source(source.clone());
        }
        let mut taken = 0;
        let mut numbers = HashMap::new();
        while taken < PART
            && let Some(indicator) = rest.indicators.get(self.next)
        {
            let of_all = u16::try_from(self.next).unwrap_or(u16::MAX);
            let series = part.series(indicator);
            numbers.insert(of_all, series);
            spill
                .read(of_all, |mut figure| {
                    figure.series = series;
                    part.push(figure);
                    taken += 1;
                })
                .map_err(|fault| spill::fault(&fault))?;
            self.next += 1;
        }
        if numbers.is_empty() {
            self.rest = None;
            return Ok(None);
        }
        for row in &rest.set_aside {
            if let Some(series) = numbers.get(&row.series) {
                part.set_aside(SetAsideRow {
                    series: *series,
                    ..*row
                });
            }
        }
        part.finish().map(Some)
    }
}
