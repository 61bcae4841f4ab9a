//! Observations: the tidy long table of published figures, one row a figure, as a polars frame with fixed columns.
//!
//! Names are interned: `series`, `period` and `file` are positions in the lists of the observations, so that six million rows fit in
//! a few hundred megabytes. A missing figure is a null with a status, never a zero and never a NaN.

use super::area::Area;
use super::indicator::Indicator;
use super::period::Period;
use super::provenance::{Origin, Source};
pub(crate) use super::published::Figure;
use super::reading::{Reading, Status};
use super::set_aside::SetAsideRow;
use super::spill::{self, Spill, SpillFile};
use crate::error::{Error, Result};
use polars::prelude::{
    Column, DataFrame, DataType, Float64Chunked, IntoColumn, NamedFrom, PolarsError, Scalar,
    Series, UInt8Chunked, UInt16Chunked, UInt32Chunked,
};
use std::collections::HashMap;

/// Published figures of any number of indicators, as read: not yet screened.
#[derive(Clone, Debug)]
pub(crate) struct Observations {
    frame: DataFrame,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) periods: Vec<Period>,
    pub(crate) sources: Vec<Source>,
    /// Rows that were there and hold no figure that could be taken, where place or period is not known.
    pub(crate) set_aside: Vec<SetAsideRow>,
}

/// Collects figures and interns the names they share.
#[derive(Default)]
pub(crate) struct Builder {
    columns: ColumnValues,
    indicators: Vec<Indicator>,
    by_measure: HashMap<String, u16>,
    periods: Vec<Period>,
    by_period: HashMap<Period, u16>,
    sources: Vec<Source>,
    set_aside: Vec<SetAsideRow>,
    /// Where figures go that are more than are held in memory; none where there may not be so many.
    spill: Option<Spill>,
    /// What there is too much of; nothing more of it is kept.
    full: Option<BuilderFull>,
}

/// All figures of all authorities that were ever published about children are a tenth of this; so many take half a gigabyte.
const MOST_FIGURES: usize = 16_000_000;
/// So many figures take a hundred megabytes while they are read.
const MOST_IN_MEMORY: usize = 4_000_000;
/// Rows that are set aside are kept with their words.
const MOST_SET_ASIDE: usize = 1_000_000;

/// What there is too much of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct BuilderFull {
    what: &'static str,
    most: usize,
}

#[derive(Default)]
struct ColumnValues {
    series: Vec<u16>,
    area: Vec<u16>,
    period: Vec<u16>,
    value: Vec<Option<f64>>,
    status: Vec<u8>,
    counts: Vec<(u32, f64, f64)>,
    file: Vec<u16>,
    row: Vec<u32>,
    bases: Vec<(u32, Origin)>,
}

impl Builder {
    /// A builder of any number of figures: what is more than [`MOST_IN_MEMORY`] goes into a temporary file, and comes back a part of
    /// the series at a time ([`super::parts`]).
    pub(crate) fn of_any_number(file: Box<dyn SpillFile>) -> Builder {
        Builder {
            spill: Some(Spill::new(file)),
            ..Builder::default()
        }
    }

    /// The number of an indicator, entering it when its source measure is new.
    pub(crate) fn series(&mut self, indicator: &Indicator) -> u16 {
        if let Some(found) = self.by_measure.get(&indicator.id) {
            return *found;
        }
        if self.is_full("indicators", self.indicators.len(), MOST_NAMES) {
            return u16::MAX;
        }
        let number = index(self.indicators.len());
        self.by_measure.insert(indicator.id.clone(), number);
        self.indicators.push(indicator.clone());
        number
    }

    pub(crate) fn period(&mut self, period: Period) -> u16 {
        if let Some(found) = self.by_period.get(&period) {
            return *found;
        }
        if self.is_full("periods", self.periods.len(), MOST_NAMES) {
            return u16::MAX;
        }
        let number = index(self.periods.len());
        self.by_period.insert(period.clone(), number);
        self.periods.push(period);
        number
    }

    pub(crate) fn source(&mut self, source: Source) -> u16 {
        if self.is_full("files", self.sources.len(), MOST_NAMES) {
            return u16::MAX;
        }
        self.sources.push(source);
        index(self.sources.len() - 1)
    }

    /// Replaces what is known of a source: its digest tells the release, and is known only at the end of the file.
    pub(crate) fn describe(&mut self, source: u16, known: Source) {
        if let Some(entry) = self.sources.get_mut(usize::from(source)) {
            *entry = known;
        }
    }

    /// The number of an indicator that was entered before.
    pub(crate) fn find(&self, id: &str) -> Option<u16> {
        self.by_measure.get(id).copied()
    }

    /// Every known figure of a series: area, year in which its period ends, value, origin.
    ///
    /// # Errors
    /// The temporary file cannot be read.
    pub(crate) fn known_of(&self, series: u16) -> Result<Vec<(Area, i16, f64, Origin)>> {
        let mut known = Vec::new();
        let mut take = |figure: Figure| {
            let period = self.periods.get(usize::from(figure.period));
            if let (Some(value), Some(period)) = (figure.reading.value(), period) {
                known.push((figure.area, period.end_year(), value, figure.origin));
            }
        };
        if let Some(spill) = &self.spill {
            spill
                .read(series, &mut take)
                .map_err(|fault| spill::fault(&fault))?;
        }
        let columns = &self.columns;
        for (at, of) in columns.series.iter().enumerate() {
            if *of == series
                && let Some(figure) = columns.figure(at)
            {
                take(figure);
            }
        }
        Ok(known)
    }

    pub(crate) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// Enters a figure.
    pub(crate) fn push(&mut self, figure: Figure) {
        let many = self.columns.value.len();
        if many >= MOST_IN_MEMORY && self.spill.is_some() {
            self.spill_figures();
        } else if self.is_full("figures", many, MOST_FIGURES) {
            return;
        }
        let c = &mut self.columns;
        let at = u32::try_from(c.value.len()).unwrap_or(u32::MAX);
        if figure.numerator.is_some() || figure.denominator.is_some() {
            c.counts.push((
                at,
                figure.numerator.unwrap_or(f64::NAN),
                figure.denominator.unwrap_or(f64::NAN),
            ));
        }
        if let Some(base) = figure.base {
            c.bases.push((at, base));
        }
        c.series.push(figure.series);
        c.area.push(figure.area.0);
        c.period.push(figure.period);
        c.value.push(figure.reading.value());
        c.status.push(figure.reading.status() as u8);
        c.file.push(figure.origin.file);
        c.row.push(figure.origin.row);
    }

    /// Notes a row of which place or period could not be read.
    pub(crate) fn set_aside(&mut self, row: SetAsideRow) {
        let many = self.set_aside.len();
        if self.is_full("rows that cannot be read", many, MOST_SET_ASIDE) {
            return;
        }
        self.set_aside.push(row);
    }

    /// Whether there is as much of something as is kept; that is remembered, and told at the end.
    fn is_full(&mut self, what: &'static str, many: usize, most: usize) -> bool {
        if many >= most {
            self.full.get_or_insert(BuilderFull { what, most });
        }
        many >= most
    }

    /// Puts the figures in memory into the temporary file.
    fn spill_figures(&mut self) {
        let columns = std::mem::take(&mut self.columns);
        if let Some(spill) = &mut self.spill {
            let figure = |at| columns.figure(at);
            spill.write(&columns.series, self.indicators.len(), figure);
        }
    }

    /// What there was too much of, and what the temporary file refused.
    fn check_full(&mut self) -> Result<()> {
        if let Some(BuilderFull { what, most }) = self.full {
            return Err(Error::unreadable(
                "the files that were named",
                format!("they hold more than {most} {what}, the most that one run takes"),
            )
            .hint("name fewer files, or --indicator for what is wanted of them"));
        }
        let refused = self.spill.as_mut().and_then(Spill::take_fault);
        refused.map_or(Ok(()), |fault| Err(spill::fault(&fault)))
    }

    /// The figures that were spilled and everything else; no spill where all of it is in memory.
    ///
    /// # Errors
    /// As [`Builder::finish`], and where the temporary file takes no more.
    pub(super) fn finish_spilled(mut self) -> Result<(Option<Spill>, Observations)> {
        let is_spilled = self.spill.as_ref().is_some_and(|spill| !spill.is_empty());
        if is_spilled {
            self.spill_figures();
        }
        self.check_full()?;
        let spill = self.spill.take().filter(|_| is_spilled);
        Ok((spill, self.finish()?))
    }

    /// Everything that was entered.
    ///
    /// # Errors
    /// There was too much of something; the columns do not fit together, which is a fault of this program.
    pub(crate) fn finish(mut self) -> Result<Observations> {
        self.check_full()?;
        let frame = self
            .columns
            .frame()
            .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
        Ok(Observations {
            frame,
            indicators: self.indicators,
            periods: self.periods,
            sources: self.sources,
            set_aside: self.set_aside,
        })
    }
}

impl ColumnValues {
    fn figure(&self, at: usize) -> Option<Figure> {
        let sparse = u32::try_from(at).ok()?;
        let counts = (!self.counts.is_empty())
            .then(|| self.counts.binary_search_by_key(&sparse, |entry| entry.0))
            .and_then(|found| self.counts.get(found.ok()?));
        let base = (!self.bases.is_empty())
            .then(|| self.bases.binary_search_by_key(&sparse, |entry| entry.0))
            .and_then(|found| self.bases.get(found.ok()?));
        let count = |count: f64| Some(count).filter(|count| !count.is_nan());
        Some(Figure {
            series: *self.series.get(at)?,
            area: Area(*self.area.get(at)?),
            period: *self.period.get(at)?,
            reading: match *self.value.get(at)? {
                Some(value) => Reading::Known(value),
                None => Reading::Missing(Status::from_code(*self.status.get(at)?)),
            },
            numerator: counts.and_then(|(_, numerator, _)| count(*numerator)),
            denominator: counts.and_then(|(_, _, denominator)| count(*denominator)),
            origin: Origin {
                file: *self.file.get(at)?,
                row: *self.row.get(at)?,
            },
            base: base.map(|(_, base)| *base),
        })
    }

    fn frame(self) -> Result<DataFrame, PolarsError> {
        let rows = self.value.len();
        let numerator = sparse("numerator", rows, &self.counts, |(row, count, _)| {
            (*row, *count)
        });
        let denominator = sparse("denominator", rows, &self.counts, |(row, _, count)| {
            (*row, *count)
        });
        let base_file = sparse("base_file", rows, &self.bases, |(row, base)| {
            (*row, f64::from(base.file))
        });
        let base_row = sparse("base_row", rows, &self.bases, |(row, base)| {
            (*row, f64::from(base.row))
        });
        let value: Float64Chunked = self.value.into_iter().collect();
        let columns = vec![
            Series::new("series".into(), self.series).into_column(),
            Series::new("area".into(), self.area).into_column(),
            Series::new("period".into(), self.period).into_column(),
            value.with_name("value".into()).into_column(),
            Series::new("status".into(), self.status).into_column(),
            numerator,
            denominator,
            Series::new("file".into(), self.file).into_column(),
            Series::new("row".into(), self.row).into_column(),
            base_file,
            base_row,
        ];
        DataFrame::new(rows, columns)
    }
}

/// A column that is mostly null: the bulk file publishes no counts at all, and a constant null costs nothing.
fn sparse<T>(name: &str, rows: usize, entries: &[T], at: impl Fn(&T) -> (u32, f64)) -> Column {
    if entries.is_empty() {
        return Column::new_scalar(name.into(), Scalar::null(DataType::Float64), rows);
    }
    let mut values = vec![None; rows];
    for entry in entries {
        let (row, value) = at(entry);
        if let Some(slot) = values.get_mut(row as usize).filter(|_| !value.is_nan()) {
            *slot = Some(value);
        }
    }
    values
        .into_iter()
        .collect::<Float64Chunked>()
        .with_name(name.into())
        .into_column()
}

/// Interned names are few: a file of more series or periods is not national data.
const MOST_NAMES: usize = u16::MAX as usize;

fn index(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

impl Observations {
    /// The same, with counts of rows that carry none: each the row of the frame, its numerator and its denominator, in the order of
    /// the rows.
    ///
    /// # Errors
    /// The columns do not fit together: a fault of this program.
    pub(crate) fn with_counts(mut self, found: &[(u32, [Option<f64>; 2])]) -> Result<Observations> {
        let fault = |fault: PolarsError| Error::unreadable("the observations", fault.to_string());
        let view = self.view().map_err(fault)?;
        for (name, which) in [("numerator", 0), ("denominator", 1)] {
            let mut counts: Vec<Option<f64>> = (0..view.len())
                .map(|row| match which {
                    0 => view.numerator(row),
                    _ => view.denominator(row),
                })
                .collect();
            for (row, pair) in found {
                if let Some(slot) = counts.get_mut(*row as usize) {
                    *slot = slot.or(pair[which]);
                }
            }
            let counts: Float64Chunked = counts.into_iter().collect();
            self.frame
                .with_column(counts.with_name(name.into()).into_column())
                .map_err(fault)?;
        }
        Ok(self)
    }

    /// The frame's columns, for rooms that do not know polars. ColumnValues are shared, not copied.
    ///
    /// # Errors
    /// polars' own, when a column is not of its fixed type.
    pub(crate) fn view(&self) -> Result<View, PolarsError> {
        let frame = &self.frame;
        Ok(View {
            series: frame.column("series")?.u16()?.clone(),
            area: frame.column("area")?.u16()?.clone(),
            period: frame.column("period")?.u16()?.clone(),
            value: frame.column("value")?.f64()?.clone(),
            status: frame.column("status")?.u8()?.clone(),
            numerator: optional_column(frame, "numerator")?,
            denominator: optional_column(frame, "denominator")?,
            file: frame.column("file")?.u16()?.clone(),
            row: frame.column("row")?.u32()?.clone(),
            base_file: optional_column(frame, "base_file")?,
            base_row: optional_column(frame, "base_row")?,
        })
    }
}

/// A column that may be null throughout: then it is not there.
fn optional_column(frame: &DataFrame, name: &str) -> Result<Option<Float64Chunked>, PolarsError> {
    let column = frame.column(name)?;
    if column.null_count() == column.len() {
        return Ok(None);
    }
    Ok(Some(column.f64()?.clone()))
}

/// The frame's columns, each of one chunk and without nulls where a slice is given.
#[derive(Clone, Debug)]
pub(crate) struct View {
    series: UInt16Chunked,
    area: UInt16Chunked,
    period: UInt16Chunked,
    value: Float64Chunked,
    status: UInt8Chunked,
    numerator: Option<Float64Chunked>,
    denominator: Option<Float64Chunked>,
    file: UInt16Chunked,
    row: UInt32Chunked,
    base_file: Option<Float64Chunked>,
    base_row: Option<Float64Chunked>,
}

impl View {
    pub(crate) fn len(&self) -> usize {
        self.series.len()
    }

    /// The series of each row.
    pub(crate) fn series(&self) -> &[u16] {
        self.series.cont_slice().unwrap_or_default()
    }

    /// The area's code of each row.
    pub(crate) fn areas(&self) -> &[u16] {
        self.area.cont_slice().unwrap_or_default()
    }

    /// The period of each row, as its position in the list of periods.
    pub(crate) fn periods(&self) -> &[u16] {
        self.period.cont_slice().unwrap_or_default()
    }

    pub(crate) fn reading(&self, at: usize) -> Reading {
        match self.value.get(at) {
            Some(value) => Reading::Known(value),
            None => Reading::Missing(Status::from_code(
                self.status.get(at).unwrap_or(Status::Absent as u8),
            )),
        }
    }

    pub(crate) fn origin(&self, at: usize) -> Origin {
        Origin {
            file: self.file.get(at).unwrap_or_default(),
            row: self.row.get(at).unwrap_or_default(),
        }
    }

    pub(crate) fn numerator(&self, at: usize) -> Option<f64> {
        self.numerator.as_ref()?.get(at)
    }

    pub(crate) fn denominator(&self, at: usize) -> Option<f64> {
        self.denominator.as_ref()?.get(at)
    }

    /// True when any figure carries a count, so that unrounded rates can be had.
    pub(crate) fn has_counts(&self) -> bool {
        self.numerator.is_some()
    }

    pub(crate) fn figure(&self, at: usize) -> Figure {
        let file = self.base_file.as_ref().and_then(|file| file.get(at));
        let base = file.zip(self.base_row.as_ref().and_then(|row| row.get(at)));
        Figure {
            series: self.series.get(at).unwrap_or_default(),
            area: Area(self.area.get(at).unwrap_or_default()),
            period: self.period.get(at).unwrap_or_default(),
            reading: self.reading(at),
            numerator: self.numerator(at),
            denominator: self.denominator(at),
            origin: self.origin(at),
            base: base.map(|(file, row)| Origin {
                file: whole(file),
                row: whole(row),
            }),
        }
    }
}

/// Back from the float column that carried a small whole number exactly.
fn whole<T: TryFrom<u64> + Default>(value: f64) -> T {
    T::try_from(value.max(0.0).round() as u64).unwrap_or_default()
}
