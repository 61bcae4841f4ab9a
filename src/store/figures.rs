//! Figures of a vintage as columns of a Parquet file: how they are written. `enter` reads them back.

use crate::error::{Error, Result};
use crate::observation::table::Observations;
use crate::reference::Reference;
use jiff::Span;
use jiff::civil::Date;
use polars::prelude::{
    Column, DataFrame, Float64Chunked, Int32Chunked, IntoColumn, NamedFrom, ParquetWriter, Series,
    StringChunked, UInt32Chunked,
};
use std::collections::{BTreeMap, BTreeSet};

/// The columns of days, which stand behind the six that say what a figure is of.
pub(super) const DAYS: [&str; 2] = ["period_start", "period_end"];
const BEFORE_DAYS: usize = 6;

/// Figures of a vintage by column, ready to be written.
#[derive(Default)]
pub(super) struct FigureColumns {
    text: BTreeMap<&'static str, Vec<Option<String>>>,
    /// The first and the last day of each period.
    days: [Vec<Date>; 2],
    area: Vec<u16>,
    value: Vec<Option<f64>>,
    numerator: Vec<Option<f64>>,
    denominator: Vec<Option<f64>>,
    row: Vec<u32>,
    base_row: Vec<Option<u32>>,
    pub(super) indicators: BTreeSet<String>,
}

const TEXTS: [&str; 9] = [
    "indicator",
    "measure",
    "area",
    "period",
    "year",
    "status",
    "file",
    "base_file",
    "base_sha256",
];

impl FigureColumns {
    pub(super) fn len(&self) -> usize {
        self.value.len()
    }

    /// The figures that one file holds.
    ///
    /// # Errors
    /// The frame is not of its fixed shape: a fault of the program.
    pub(super) fn of(
        from: &Observations,
        file: &str,
        reference: &Reference,
    ) -> Result<FigureColumns> {
        let mut rows = FigureColumns::default();
        rows.add(from, file, reference)?;
        Ok(rows)
    }

    /// Every row: its indicator, its area, the day on which its period ends, and whether a symbol stands for its figure.
    pub(super) fn each(&self, mut take: impl FnMut(&str, u16, Date, bool)) {
        let Some(indicators) = self.text.get("indicator") else {
            return;
        };
        let [_, ends] = &self.days;
        for (((indicator, end), area), value) in
            indicators.iter().zip(ends).zip(&self.area).zip(&self.value)
        {
            if let Some(indicator) = indicator {
                take(indicator, *area, *end, value.is_none());
            }
        }
    }

    /// Every row as text that says which cell of the indicator it is, why its figure is missing, and whether its counts are there.
    pub(super) fn each_cell<'s>(&'s self, mut take: impl FnMut(&'s str, String)) {
        let column = |name: &str| self.text.get(name).map(Vec::as_slice).unwrap_or_default();
        let [starts, ends] = &self.days;
        let texts = column("indicator").iter().zip(column("year"));
        let texts = texts.zip(column("status")).enumerate();
        for (at, ((indicator, year), status)) in texts {
            let cell = (self.area.get(at), starts.get(at), ends.get(at));
            let (Some(indicator), (Some(area), Some(start), Some(end))) = (indicator, cell) else {
                continue;
            };
            let has = |counts: &[Option<f64>]| counts.get(at).is_some_and(Option::is_some);
            let counts = [has(&self.numerator), has(&self.denominator)];
            take(
                indicator,
                format!("{area} {year:?} {start} {end} {status:?} {counts:?}"),
            );
        }
    }

    /// Puts the figures of another file after these.
    pub(super) fn append(&mut self, mut other: FigureColumns) {
        for (name, mut cells) in other.text {
            self.text.entry(name).or_default().append(&mut cells);
        }
        for (days, other) in self.days.iter_mut().zip(&mut other.days) {
            days.append(other);
        }
        self.area.append(&mut other.area);
        self.value.append(&mut other.value);
        self.numerator.append(&mut other.numerator);
        self.denominator.append(&mut other.denominator);
        self.row.append(&mut other.row);
        self.base_row.append(&mut other.base_row);
        self.indicators.append(&mut other.indicators);
    }

    fn add(&mut self, from: &Observations, file: &str, reference: &Reference) -> Result<()> {
        let view = from
            .view()
            .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
        for at in 0..view.len() {
            let figure = view.figure(at);
            if from
                .sources
                .get(usize::from(figure.origin.file))
                .is_none_or(|source| source.file != file)
            {
                continue;
            }
            let (Some(indicator), Some(period)) = (
                from.indicators.get(usize::from(figure.series)),
                from.periods.get(usize::from(figure.period)),
            ) else {
                continue;
            };
            let base = figure
                .base
                .and_then(|base| Some((base, from.sources.get(usize::from(base.file))?)));
            let area = reference.register.get(figure.area).map(|a| a.name.clone());
            let cells = [
                Some(indicator.id.clone()),
                Some(indicator.source_measure.clone()),
                area,
                Some(period.label.clone()),
                Some(period.kind.words().to_owned()),
                Some(figure.reading.status().symbol().to_owned()),
                Some(file.to_owned()),
                base.map(|(_, source)| source.file.clone()),
                base.map(|(_, source)| source.sha256.clone()),
            ];
            for (name, cell) in TEXTS.into_iter().zip(cells) {
                self.text.entry(name).or_default().push(cell);
            }
            for (days, day) in self.days.iter_mut().zip([period.start, period.end]) {
                days.push(day);
            }
            if !self.indicators.contains(&indicator.id) {
                self.indicators.insert(indicator.id.clone());
            }
            self.area.push(figure.area.0);
            self.value.push(figure.reading.value());
            self.numerator.push(figure.numerator);
            self.denominator.push(figure.denominator);
            self.row.push(figure.origin.row);
            self.base_row.push(base.map(|(origin, _)| origin.row));
        }
        Ok(())
    }

    /// The columns as a Parquet file.
    ///
    /// # Errors
    /// polars' own; it writes into memory, so it would be a fault of this room.
    pub(super) fn parquet(mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        for name in TEXTS {
            let cells = self.text.remove(name).unwrap_or_default();
            let cells: StringChunked = cells.into_iter().collect();
            columns.push(cells.with_name(name.into()).into_column());
        }
        let rows = self.value.len();
        columns.insert(2, Series::new("la_code".into(), self.area).into_column());
        for (at, (name, days)) in DAYS.into_iter().zip(self.days).enumerate() {
            let days: Int32Chunked = days.into_iter().map(days_since_1970).map(Some).collect();
            let days = days.with_name(name.into()).into_date();
            columns.insert(BEFORE_DAYS + at, days.into_column());
        }
        columns.push(numbers("value", self.value));
        columns.push(numbers("numerator", self.numerator));
        columns.push(numbers("denominator", self.denominator));
        columns.push(Series::new("row".into(), self.row).into_column());
        columns.push(
            self.base_row
                .into_iter()
                .collect::<UInt32Chunked>()
                .with_name("base_row".into())
                .into_column(),
        );
        let written = DataFrame::new(rows, columns).and_then(|mut frame| {
            ParquetWriter::new(&mut bytes)
                .finish(&mut frame)
                .map(|_| ())
        });
        written.map_err(|fault| Error::unwritten("the figures of a vintage", fault.to_string()))?;
        Ok(bytes)
    }
}

/// A day as Arrow and Parquet count them.
fn days_since_1970(day: Date) -> i32 {
    (day - FIRST_DAY).get_days()
}

/// The day of a count that [`days_since_1970`] made.
pub(super) fn day_of(days: i32) -> Option<Date> {
    FIRST_DAY.checked_add(Span::new().try_days(days).ok()?).ok()
}

const FIRST_DAY: Date = jiff::civil::date(1970, 1, 1);

fn numbers(name: &str, cells: Vec<Option<f64>>) -> Column {
    cells
        .into_iter()
        .collect::<Float64Chunked>()
        .with_name(name.into())
        .into_column()
}
