//! Figures of a vintage as Parquet, there and back.

use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::period::{Period, YearKind};
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::{Reading, Status};
use crate::observation::table::{Builder, Figure, Observations};
use crate::reference::Reference;
use crate::source::lait::Dictionary;
use crate::source::parquet;
use crate::source::{Heard, Hears};
use jiff::civil::Date;
use polars::prelude::{
    Column, DataFrame, Float64Chunked, IntoColumn, NamedFrom, ParquetWriter, PolarsError, Series,
    StringChunked, UInt16Chunked, UInt32Chunked,
};
use std::collections::{BTreeMap, BTreeSet};

/// Figures that are to be kept, as columns.
#[derive(Default)]
pub(super) struct Rows {
    text: BTreeMap<&'static str, Vec<Option<String>>>,
    area: Vec<u16>,
    value: Vec<Option<f64>>,
    numerator: Vec<Option<f64>>,
    denominator: Vec<Option<f64>>,
    row: Vec<u32>,
    base_row: Vec<Option<u32>>,
    pub(super) indicators: BTreeSet<String>,
}

const TEXTS: [&str; 11] = [
    "indicator",
    "measure",
    "area",
    "period",
    "year",
    "period_start",
    "period_end",
    "status",
    "file",
    "base_file",
    "base_sha256",
];

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.value.len()
    }

    /// The figures that one file holds.
    ///
    /// # Errors
    /// The frame is not of its fixed shape: a fault of the program.
    pub(super) fn of(from: &Observations, file: &str, reference: &Reference) -> Result<Rows> {
        let mut rows = Rows::default();
        rows.add(from, file, reference)?;
        Ok(rows)
    }

    /// Puts the figures of another file after these.
    pub(super) fn append(&mut self, mut other: Rows) {
        for (name, mut cells) in other.text {
            self.text.entry(name).or_default().append(&mut cells);
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
                Some(period.start.to_string()),
                Some(period.end.to_string()),
                Some(figure.reading.status().symbol().to_owned()),
                Some(file.to_owned()),
                base.map(|(_, source)| source.file.clone()),
                base.map(|(_, source)| source.sha256.clone()),
            ];
            for (name, cell) in TEXTS.into_iter().zip(cells) {
                self.text.entry(name).or_default().push(cell);
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
        let mut texts = |name: &'static str| {
            let cells = self.text.remove(name).unwrap_or_default();
            cells
                .into_iter()
                .collect::<StringChunked>()
                .with_name(name.into())
                .into_column()
        };
        let mut columns: Vec<Column> = TEXTS.into_iter().map(&mut texts).collect();
        let number = |name: &str, cells: Vec<Option<f64>>| {
            cells
                .into_iter()
                .collect::<Float64Chunked>()
                .with_name(name.into())
                .into_column()
        };
        let rows = self.value.len();
        columns.insert(2, Series::new("la_code".into(), self.area).into_column());
        columns.push(number("value", self.value));
        columns.push(number("numerator", self.numerator));
        columns.push(number("denominator", self.denominator));
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

/// What a vintage's figures are entered with.
pub(super) struct Entering<'a> {
    pub(super) reference: &'a Reference,
    pub(super) dictionary: &'a Dictionary,
    pub(super) wanted: &'a dyn Fn(&str, &str) -> bool,
    /// Whether figures may speak that were divided by a file of this digest.
    pub(super) base: &'a dyn Fn(&str) -> bool,
    /// How the file of this name is to be credited.
    pub(super) source: &'a dyn Fn(&str) -> Source,
    /// What of a file may speak for an indicator.
    pub(super) hears: &'a Hears<'a>,
}

/// The first day of the first period that each indicator has figures or symbols for.
///
/// # Errors
/// As [`enter`].
pub(super) fn begins(bytes: Vec<u8>, place: &str) -> Result<BTreeMap<String, Date>> {
    let frame = parquet::frame(bytes, None).map_err(|fault| damaged(place, &fault))?;
    let column = |name: &str| {
        frame
            .column(name)
            .and_then(Column::str)
            .map_err(|fault| damaged(place, &fault))
    };
    let (indicator, end) = (column("indicator")?, column("period_end")?);
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, day) in indicator
        .iter()
        .zip(end.iter())
        .filter_map(|(id, day)| id.zip(day))
    {
        // Days are written year first, so that their text sorts as they do.
        let known = first.entry(id).or_insert(day);
        *known = (*known).min(day);
    }
    Ok(first
        .into_iter()
        .filter_map(|(id, day)| Some((id.to_owned(), day.parse().ok()?)))
        .collect())
}

const KINDS: [YearKind; 8] = [
    YearKind::MarchSnapshot,
    YearKind::Financial,
    YearKind::Academic,
    YearKind::Calendar,
    YearKind::SeptemberSnapshot,
    YearKind::JanuarySnapshot,
    YearKind::Rolling,
    YearKind::Day,
];

/// Enters the wanted figures of a vintage; answers with the number of those whose divisor may not speak.
///
/// # Errors
/// The Parquet file is damaged, or of another shape.
pub(super) fn enter(
    bytes: Vec<u8>,
    place: &str,
    with: &Entering<'_>,
    builder: &mut Builder,
) -> Result<usize> {
    let frame = parquet::frame(bytes, None).map_err(|fault| damaged(place, &fault))?;
    rows(&frame, with, builder).map_err(|fault| damaged(place, &fault))
}

fn damaged(place: &str, fault: &PolarsError) -> Error {
    Error::unreadable(place, format!("the figures of this vintage cannot be read ({fault})"))
        .hint("“yardstick store check” says which vintages are damaged; import or fetch the release again")
}

/// Last seen name and the number it got: rows of one series follow each other.
type Last<'f> = Option<(&'f str, &'f str, Option<u16>)>;

fn rows(
    frame: &DataFrame,
    with: &Entering<'_>,
    builder: &mut Builder,
) -> Result<usize, PolarsError> {
    let text = |name: &str| frame.column(name).and_then(Column::str);
    let float = |name: &str| frame.column(name).and_then(Column::f64);
    let (indicator, measure, period, year) = (
        text("indicator")?,
        text("measure")?,
        text("period")?,
        text("year")?,
    );
    let (status, file, base_file, base_sha) = (
        text("status")?,
        text("file")?,
        text("base_file")?,
        text("base_sha256")?,
    );
    let area: &UInt16Chunked = frame.column("la_code").and_then(Column::u16)?;
    let (value, numerator, denominator) =
        (float("value")?, float("numerator")?, float("denominator")?);
    let (row, base_row) = (
        frame.column("row").and_then(Column::u32)?,
        frame.column("base_row").and_then(Column::u32)?,
    );
    let (mut series, mut time): (Last<'_>, Last<'_>) = (None, None);
    let mut heard: Option<((&str, &str), Heard)> = None;
    let mut files: BTreeMap<(&str, &str), u16> = BTreeMap::new();
    let mut left_out = 0;
    for at in 0..frame.height() {
        let (Some(id), Some(code)) = (indicator.get(at), measure.get(at)) else {
            continue;
        };
        let number = match series {
            Some((last, of, number)) if last == id && of == code => number,
            _ => {
                let number = (with.wanted)(id, code).then(|| enter_series(id, code, with, builder));
                series = Some((id, code, number));
                number
            }
        };
        let (Some(number), Some(area)) = (number, area.get(at)) else {
            continue;
        };
        if base_sha.get(at).is_some_and(|sha256| !(with.base)(sha256)) {
            left_out += 1;
            continue;
        }
        let (label, kind) = (
            period.get(at).unwrap_or_default(),
            year.get(at).unwrap_or_default(),
        );
        let period = match time {
            Some((last, of, number)) if last == label && of == kind => number,
            _ => {
                let kind = KINDS.into_iter().find(|known| known.words() == kind);
                let number = kind
                    .and_then(|kind| Period::parse(label, kind).ok())
                    .map(|period| builder.period(period));
                time = Some((label, year.get(at).unwrap_or_default(), number));
                number
            }
        };
        let Some(period) = period else { continue };
        let name = file.get(at).unwrap_or_default();
        let speaks = match heard {
            Some((of, heard)) if of == (name, id) => heard,
            _ => (with.hears)(&(with.source)(name), id),
        };
        heard = Some(((name, id), speaks));
        if builder
            .periods()
            .get(usize::from(period))
            .is_some_and(|period| !speaks.admits(period))
        {
            continue;
        }
        let origin = *files
            .entry((name, ""))
            .or_insert_with(|| builder.source((with.source)(name)));
        let base = base_file
            .get(at)
            .zip(base_sha.get(at))
            .zip(base_row.get(at))
            .map(|((name, sha256), row)| {
                let known = || {
                    with.reference.sources.describe(
                        name,
                        sha256,
                        publication_of(with.reference, name),
                    )
                };
                Origin {
                    file: *files
                        .entry((name, sha256))
                        .or_insert_with(|| builder.source(known())),
                    row,
                }
            });
        builder.push(Figure {
            series: number,
            area: Area(area),
            period,
            reading: value
                .get(at)
                .map_or_else(|| Reading::Missing(missing(status.get(at))), Reading::Known),
            numerator: numerator.get(at),
            denominator: denominator.get(at),
            origin: Origin {
                file: origin,
                row: row.get(at).unwrap_or_default(),
            },
            base,
        });
    }
    Ok(left_out)
}

fn missing(symbol: Option<&str>) -> Status {
    let symbol = symbol.unwrap_or_default();
    (1..=8)
        .map(Status::from_code)
        .find(|status| status.symbol() == symbol)
        .unwrap_or(Status::Absent)
}

fn enter_series(id: &str, measure: &str, with: &Entering<'_>, builder: &mut Builder) -> u16 {
    let indicator = match with.reference.catalogue.get(id) {
        Some(entry) => entry.indicator(measure, entry.ees.iter().find_map(|m| m.per)),
        None => with
            .dictionary
            .indicator(measure, &with.reference.catalogue),
    };
    builder.series(&indicator)
}

fn publication_of<'a>(reference: &'a Reference, file: &str) -> &'a str {
    let entries = reference.catalogue.entries();
    let entry = entries
        .iter()
        .find(|e| e.ees.iter().any(|m| file.starts_with(&m.file)));
    entry.map_or("", |e| e.publication.as_str())
}
