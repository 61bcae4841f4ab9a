//! Figures of a vintage, read back from its Parquet file and entered into a builder.

use super::figures::{DAYS, day_of};
use super::folder::Store;
use super::vintage::Vintage;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::period::{Period, YearKind};
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::{Reading, Status};
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use crate::source::coverage::{Coverage, FileSelection};
use crate::source::filter::IndicatorFilter;
use crate::source::lait::Dictionary;
use crate::source::parquet;
use jiff::civil::Date;
use polars::prelude::{
    Column, DataFrame, DataType, Float64Chunked, PolarsError, StringChunked, UInt16Chunked,
    UInt32Chunked,
};
use std::collections::BTreeMap;

impl Store<'_> {
    /// Enters the figures of a vintage that the filter includes and the selection admits, each with the vintage in its source.
    /// Answers with the number of those left out, since the file that they were divided by is not in the store.
    ///
    /// # Errors
    /// The vintage is damaged.
    pub(crate) fn enter(
        &self,
        vintage: &Vintage,
        reference: &Reference,
        filter: &IndicatorFilter,
        selection: &FileSelection,
        builder: &mut Builder,
    ) -> Result<usize> {
        let Some(figures) = self.figures(vintage, reference, filter)? else {
            return Ok(0);
        };
        let damaged = |fault: PolarsError| damaged(&figures.place, &fault);
        let frame = parquet::frame(figures.parquet, None).map_err(damaged)?;
        let mut entry = VintageEntry {
            columns: StoredColumns::of(&frame).map_err(damaged)?,
            vintage,
            reference,
            dictionary: Dictionary::embedded(),
            filter,
            selection,
            series: None,
            period: None,
            coverage: None,
            files: BTreeMap::new(),
            left_out: 0,
        };
        for at in 0..frame.height() {
            entry.row(at, builder).map_err(damaged)?;
        }
        Ok(entry.left_out)
    }
}

/// The end of the first period that each indicator has figures or symbols for.
///
/// # Errors
/// The Parquet file is damaged, or of another shape.
pub(super) fn first_periods(bytes: Vec<u8>, place: &str) -> Result<BTreeMap<String, Date>> {
    let damaged = |fault: PolarsError| damaged(place, &fault);
    let frame = parquet::frame(bytes, None).map_err(damaged)?;
    let indicator = text(&frame, "indicator").map_err(damaged)?;
    let ends = ends(&frame).map_err(damaged)?;
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    for (id, day) in indicator
        .iter()
        .zip(ends)
        .filter_map(|(id, day)| id.zip(day))
    {
        let known = first.entry(id).or_insert(day);
        *known = (*known).min(day);
    }
    Ok(first
        .into_iter()
        .map(|(id, day)| (id.to_owned(), day))
        .collect())
}

/// The last day of each row's period. Vintages that were taken in by the first programs have days as text, year first.
fn ends(frame: &DataFrame) -> Result<Vec<Option<Date>>, PolarsError> {
    let [_, end] = DAYS;
    let column = frame.column(end)?;
    if column.dtype() == &DataType::String {
        let text = column.str()?.iter();
        return Ok(text.map(|day| day?.parse().ok()).collect());
    }
    let days = column.date()?.physical().iter();
    Ok(days.map(|day| day_of(day?)).collect())
}

/// A row of a vintage, as far as it says who has a figure for which year.
pub(super) struct StoredRow<'f> {
    pub(super) file: &'f str,
    pub(super) indicator: &'f str,
    pub(super) area: u16,
    pub(super) end: Date,
    pub(super) is_symbol: bool,
}

/// Calls `take` for every row.
///
/// # Errors
/// As [`first_periods`].
pub(super) fn each(
    bytes: Vec<u8>,
    place: &str,
    mut take: impl FnMut(&StoredRow<'_>),
) -> Result<()> {
    let damaged = |fault: PolarsError| damaged(place, &fault);
    let frame = parquet::frame(bytes, None).map_err(damaged)?;
    let columns = StoredColumns::of(&frame).map_err(damaged)?;
    let ends = ends(&frame).map_err(damaged)?;
    for (at, end) in ends.into_iter().enumerate() {
        if let (Some(end), Some(area)) = (end, columns.area.get(at)) {
            take(&StoredRow {
                file: cell(columns.file, at).map_err(damaged)?,
                indicator: cell(columns.indicator, at).map_err(damaged)?,
                area,
                end,
                is_symbol: columns.value.get(at).is_none(),
            });
        }
    }
    Ok(())
}

fn damaged(place: &str, fault: &PolarsError) -> Error {
    Error::unreadable(place, format!("the figures of this vintage cannot be read ({fault})"))
        .hint("“yardstick store check” says which vintages are damaged; import or fetch the release again")
}

/// The columns of a vintage's Parquet file, as `figures` writes them.
struct StoredColumns<'f> {
    indicator: &'f StringChunked,
    measure: &'f StringChunked,
    period: &'f StringChunked,
    year: &'f StringChunked,
    status: &'f StringChunked,
    file: &'f StringChunked,
    row: &'f UInt32Chunked,
    base_file: &'f StringChunked,
    base_sha256: &'f StringChunked,
    base_row: &'f UInt32Chunked,
    area: &'f UInt16Chunked,
    value: &'f Float64Chunked,
    numerator: &'f Float64Chunked,
    denominator: &'f Float64Chunked,
}

impl<'f> StoredColumns<'f> {
    fn of(frame: &'f DataFrame) -> Result<StoredColumns<'f>, PolarsError> {
        Ok(StoredColumns {
            indicator: text(frame, "indicator")?,
            measure: text(frame, "measure")?,
            period: text(frame, "period")?,
            year: text(frame, "year")?,
            status: text(frame, "status")?,
            file: text(frame, "file")?,
            row: frame.column("row").and_then(Column::u32)?,
            base_file: text(frame, "base_file")?,
            base_sha256: text(frame, "base_sha256")?,
            base_row: frame.column("base_row").and_then(Column::u32)?,
            area: frame.column("la_code").and_then(Column::u16)?,
            value: frame.column("value").and_then(Column::f64)?,
            numerator: frame.column("numerator").and_then(Column::f64)?,
            denominator: frame.column("denominator").and_then(Column::f64)?,
        })
    }
}

fn text<'f>(frame: &'f DataFrame, name: &str) -> Result<&'f StringChunked, PolarsError> {
    frame.column(name).and_then(Column::str)
}

/// A cell of a column that is written with every row.
fn cell(column: &StringChunked, at: usize) -> Result<&str, PolarsError> {
    column.get(at).ok_or_else(|| {
        PolarsError::ComputeError(format!("{} has an empty cell", column.name()).into())
    })
}

/// Two names of the row before, and what was found by them.
type LastFound<'f, T> = Option<((&'f str, &'f str), T)>;

/// Enters the rows of one vintage. Rows of one series follow each other, so what the row before named is remembered.
struct VintageEntry<'f, 'a> {
    columns: StoredColumns<'f>,
    vintage: &'a Vintage,
    reference: &'a Reference,
    dictionary: Dictionary,
    filter: &'a IndicatorFilter,
    selection: &'a FileSelection,
    /// By id and measure; none where the filter does not include it.
    series: LastFound<'f, Option<u16>>,
    /// By label and kind of year; none where they name no period.
    period: LastFound<'f, Option<u16>>,
    /// By file and indicator.
    coverage: LastFound<'f, Coverage>,
    /// The builder's number of each file, by name and SHA-256; the latter is empty for files of the vintage.
    files: BTreeMap<(&'f str, &'f str), u16>,
    /// Figures whose divisor is not in the store.
    left_out: usize,
}

impl<'f> VintageEntry<'f, '_> {
    fn row(&mut self, at: usize, builder: &mut Builder) -> Result<(), PolarsError> {
        let columns = &self.columns;
        let (file, id) = (cell(columns.file, at)?, cell(columns.indicator, at)?);
        let (value, status) = (columns.value.get(at), columns.status.get(at));
        let (numerator, denominator) = (columns.numerator.get(at), columns.denominator.get(at));
        let divisor = columns.base_sha256.get(at);
        let (area, row) = (columns.area.get(at), columns.row.get(at));
        let (Some(series), Some(area), Some(row)) = (self.series(at, builder)?, area, row) else {
            return Ok(());
        };
        if divisor.is_some_and(|sha256| !self.selection.admits_divisor(sha256)) {
            self.left_out += 1;
            return Ok(());
        }
        let Some(period) = self.period(at, builder)? else {
            return Ok(());
        };
        let coverage = self.coverage(file, id);
        if builder
            .periods()
            .get(usize::from(period))
            .is_some_and(|period| !coverage.includes(period))
        {
            return Ok(());
        }
        let file = match self.files.get(&(file, "")) {
            Some(number) => *number,
            None => {
                let number = builder.source(credit(self.vintage, self.reference, file));
                self.files.insert((file, ""), number);
                number
            }
        };
        let base = self.base(at, builder);
        builder.push(Figure {
            series,
            area: Area(area),
            period,
            reading: value.map_or_else(|| Reading::Missing(missing(status)), Reading::Known),
            numerator,
            denominator,
            origin: Origin { file, row },
            base,
        });
        Ok(())
    }

    fn series(&mut self, at: usize, builder: &mut Builder) -> Result<Option<u16>, PolarsError> {
        let names @ (id, measure) = (
            cell(self.columns.indicator, at)?,
            cell(self.columns.measure, at)?,
        );
        if let Some((last, number)) = self.series
            && last == names
        {
            return Ok(number);
        }
        let number = if self.filter.includes(id, measure) {
            let catalogue = &self.reference.catalogue;
            let indicator = match catalogue.get(id) {
                Some(entry) => entry.indicator(measure, entry.ees.iter().find_map(|m| m.per)),
                None => self.dictionary.indicator(measure, catalogue),
            };
            Some(builder.series(&indicator))
        } else {
            None
        };
        self.series = Some((names, number));
        Ok(number)
    }

    fn period(&mut self, at: usize, builder: &mut Builder) -> Result<Option<u16>, PolarsError> {
        let names @ (label, kind) = (cell(self.columns.period, at)?, cell(self.columns.year, at)?);
        if let Some((last, number)) = self.period
            && last == names
        {
            return Ok(number);
        }
        let number = YearKind::from_words(kind)
            .and_then(|kind| Period::of_kind(label, kind).ok())
            .map(|period| builder.period(period));
        self.period = Some((names, number));
        Ok(number)
    }

    /// Which periods of a file of the vintage are used for an indicator.
    fn coverage(&mut self, file: &'f str, id: &'f str) -> Coverage {
        match self.coverage {
            Some((last, coverage)) if last == (file, id) => coverage,
            _ => {
                let source = credit(self.vintage, self.reference, file);
                let coverage = self.selection.admits(&source, id);
                self.coverage = Some(((file, id), coverage));
                coverage
            }
        }
    }

    /// The file and row of the population that a figure was divided by.
    fn base(&mut self, at: usize, builder: &mut Builder) -> Option<Origin> {
        let file = self.columns.base_file.get(at)?;
        let sha256 = self.columns.base_sha256.get(at)?;
        let row = self.columns.base_row.get(at)?;
        let reference = self.reference;
        let number = *self.files.entry((file, sha256)).or_insert_with(|| {
            let publication = publication_of(reference, file);
            builder.source(reference.sources.describe(file, sha256, publication))
        });
        Some(Origin { file: number, row })
    }
}

/// How a file of a vintage is credited: by what the vintage says, since the program may not know the file.
pub(super) fn credit(vintage: &Vintage, reference: &Reference, name: &str) -> Source {
    let sha256 = vintage
        .file(name)
        .map(|file| file.sha256.clone())
        .unwrap_or_default();
    let known = reference
        .sources
        .describe(name, &sha256, &vintage.publication);
    Source {
        release: vintage.release.clone(),
        published: vintage.day(),
        vintage: vintage.id.to_string(),
        ..known
    }
}

fn missing(symbol: Option<&str>) -> Status {
    let symbol = symbol.unwrap_or_default();
    (1..=8)
        .map(Status::from_code)
        .find(|status| status.symbol() == symbol)
        .unwrap_or(Status::Absent)
}

/// The key of the publication that a file belongs to by its name; empty where the catalogue does not know it.
fn publication_of<'a>(reference: &'a Reference, file: &str) -> &'a str {
    let entry = reference.catalogue.of_file(file);
    entry.map_or("", |e| e.publication.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{Int32Chunked, IntoColumn, ParquetWriter};

    #[test]
    fn days_are_read_as_days_and_as_the_text_of_older_vintages() {
        let text: StringChunked = ["2024-03-31", "2023-03-31"].into_iter().map(Some).collect();
        let days: Int32Chunked = [19_813, 19_447].into_iter().map(Some).collect();
        let [_, end] = DAYS;
        for ends in [
            text.with_name(end.into()).into_column(),
            days.with_name(end.into()).into_date().into_column(),
        ] {
            let ids: StringChunked = ["a", "a"].into_iter().map(Some).collect();
            let columns = vec![ids.with_name("indicator".into()).into_column(), ends];
            let mut frame = DataFrame::new(2, columns).expect("a frame");
            let mut bytes = Vec::new();
            ParquetWriter::new(&mut bytes)
                .finish(&mut frame)
                .expect("written");
            let first = first_periods(bytes, "here").expect("read");
            assert_eq!(first.get("a"), Some(&jiff::civil::date(2023, 3, 31)));
        }
    }
}
