//! The national figures compiled into the binary: one tidy CSV an indicator under `data/national`, read on demand, so that a
//! question about one indicator parses one small file.
//!
//! The extract is written here too, from published files, so that reader and writer cannot part.

use super::coverage::{Coverage, FileSelection};
use super::filter::IndicatorFilter;
use super::lait::compiled;
use super::packed_parts::{self, PackedParts};
use super::symbols;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::period::{Period, YearKind};
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::{Reading, Status};
use crate::observation::table::{Builder, Figure};
use crate::reference::Reference;
use crate::reference::breakdown::may_be_category;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

static NATIONAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/national");

/// The figures of the categories of breakdowns, each as the tidy CSV of an indicator.
static CATEGORIES: &[u8] = include_bytes!("../../data/breakdown_figures.bin");

const FORM_OF_CATEGORIES: &str = "yardstick breakdown figures 1, index of ";

const HEADER: &str = "area,period,value,status,numerator,denominator,file,row,base_file,base_row";

/// The numbered list of published files that the extract was read from.
const FILES: &str = "files.csv";

/// Enters the figures compiled into the program, for the indicators of the catalogue that the filter includes and from the files that
/// the selection admits. An indicator's figures are used only with the file of its newest period: what is left of older releases holds
/// the years before it and is no release of its own. Gives the indicators that are left out since that file was published after the
/// day that is asked about, each with the day of the file.
///
/// # Errors
/// A compiled-in file is malformed: a fault of the build.
pub(crate) fn read(
    reference: &Reference,
    filter: &IndicatorFilter,
    selection: &FileSelection,
    builder: &mut Builder,
) -> Result<BTreeMap<String, Date>> {
    let mut published_later = BTreeMap::new();
    let (files, sources) = files(reference, builder)?;
    for entry in reference
        .catalogue
        .readable()
        .filter(|entry| filter.includes(&entry.id, &entry.id))
    {
        let name = format!("{}.csv", entry.id);
        let Some(text) = embedded_text(&entry.id, &name)? else {
            continue;
        };
        let text = text.as_ref();
        let coverage: BTreeMap<u16, Coverage> = sources
            .iter()
            .map(|(number, source)| (*number, selection.admits(source, &entry.id)))
            .collect();
        let is_left_out = coverage.values().all(|of| *of == Coverage::Nothing);
        if selection.without_embedded || (is_left_out && selection.day.is_none()) {
            continue;
        }
        let measure = source_measure(text);
        let indicator = entry.indicator(measure, entry.per());
        let figures = parse_all(&name, text, indicator.year, &files, builder)?;
        let newest = figures
            .iter()
            .max_by_key(|figure| builder.periods().get(usize::from(figure.period)))
            .map(|figure| figure.origin.file);
        let of = |file: u16| coverage.get(&file).copied().unwrap_or(Coverage::Whole);
        if let Some(newest) = newest.filter(|newest| of(*newest) == Coverage::Nothing) {
            let file = sources.iter().find(|(number, _)| *number == newest);
            let published = file.and_then(|(_, file)| file.published);
            let later =
                published.filter(|published| selection.day.is_some_and(|day| *published > day));
            published_later.extend(later.map(|published| (entry.id.clone(), published)));
            continue;
        }
        let series = builder.series(&indicator);
        for figure in figures {
            let period = builder.periods().get(usize::from(figure.period));
            if period.is_none_or(|period| of(figure.origin.file).includes(period)) {
                builder.push(Figure { series, ..figure });
            }
        }
    }
    published_later.extend(compiled::read(reference, filter, selection, builder)?);
    Ok(published_later)
}

/// The tidy CSV of an indicator or of a category; none of one without figures in the program.
///
/// # Errors
/// The file of the categories is malformed.
fn embedded_text(id: &str, name: &str) -> Result<Option<Cow<'static, str>>> {
    if !may_be_category(id) {
        let file = NATIONAL.get_file(name);
        return Ok(file
            .and_then(|file| file.contents_utf8())
            .map(Cow::Borrowed));
    }
    let parts = PackedParts::parse(CATEGORIES, FORM_OF_CATEGORIES, 0);
    let parts = parts.ok_or_else(|| malformed(name, "the index of the categories"))?;
    match parts.part(id) {
        Some(text) => text
            .map(|text| Some(Cow::Owned(text)))
            .ok_or_else(|| malformed(name, "its part cannot be unpacked")),
        None => Ok(None),
    }
}

/// The file of the figures of all categories: the tidy CSV of each by its id.
pub(crate) fn write_categories(texts: &BTreeMap<String, String>) -> Vec<u8> {
    packed_parts::write(FORM_OF_CATEGORIES, "", texts)
}

/// Every figure of one embedded file, in its order.
fn parse_all(
    name: &str,
    text: &str,
    year: YearKind,
    files: &BTreeMap<u16, u16>,
    builder: &mut Builder,
) -> Result<Vec<Figure>> {
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut figures = Vec::new();
    let mut record = csv::StringRecord::new();
    while lines
        .read_record(&mut record)
        .map_err(|fault| malformed(name, &fault.to_string()))?
    {
        let row = record.position().map_or(0, csv::Position::line);
        let figure = parse(&record, year, files, builder);
        figures.push(figure.ok_or_else(|| malformed(name, "a row cannot be read").at_row(row))?);
    }
    Ok(figures)
}

/// The publisher's own code, kept in the file's first comment.
fn source_measure(text: &str) -> &str {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("# source_measure: ").unwrap_or_default()
}

fn malformed(name: &str, what: &str) -> Error {
    Error::unreadable(
        format!("data/national/{name}"),
        format!("the embedded figures are malformed: {what}"),
    )
}

/// Numbers of the extract, then the sources by the numbers of the builder.
type ExtractFiles = (BTreeMap<u16, u16>, Vec<(u16, Source)>);

/// Numbers of the extract's files -> numbers of the builder's sources; and those sources.
fn files(reference: &Reference, builder: &mut Builder) -> Result<ExtractFiles> {
    let mut sources = Vec::new();
    let text = NATIONAL
        .get_file(FILES)
        .and_then(|f| f.contents_utf8())
        .unwrap_or_default();
    let mut numbers = BTreeMap::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.map_err(|fault| malformed(FILES, &fault.to_string()))?;
        let (Some(number), Some(file), Some(sha256)) = (
            record.get(0).and_then(|number| number.parse().ok()),
            record.get(1),
            record.get(2),
        ) else {
            return Err(malformed(FILES, "a row cannot be read"));
        };
        let mut source = reference.sources.describe(file, sha256, "");
        if source.publication.is_empty()
            && let Some(known) = reference.sources.file_named(file)
        {
            source = reference.sources.describe(file, sha256, &known.publication);
        }
        let entered = builder.source(source.clone());
        sources.push((entered, source));
        numbers.insert(number, entered);
    }
    Ok((numbers, sources))
}

fn parse(
    record: &csv::StringRecord,
    year: YearKind,
    files: &BTreeMap<u16, u16>,
    builder: &mut Builder,
) -> Option<Figure> {
    let reading = match record.get(3)? {
        "" => Reading::Known(number(record, 2)??),
        symbol => symbols::reading(symbol.as_bytes())?,
    };
    Some(Figure {
        series: 0,
        area: Area(record.get(0)?.parse().ok()?),
        period: builder.period(Period::parse(record.get(1)?, year).ok()?),
        reading,
        numerator: number(record, 4)?,
        denominator: number(record, 5)?,
        origin: origin(record, 6, files)?.unwrap_or_default(),
        base: origin(record, 8, files)?,
    })
}

/// A number, or none where the cell is empty; nothing at all where it cannot be read.
fn number(record: &csv::StringRecord, at: usize) -> Option<Option<f64>> {
    match record.get(at)? {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

/// File and row of two cells that stand side by side, or none where the first is empty; nothing at all where they cannot be read.
fn origin(
    record: &csv::StringRecord,
    at: usize,
    files: &BTreeMap<u16, u16>,
) -> Option<Option<Origin>> {
    let file = record.get(at)?;
    if file.is_empty() {
        return Some(None);
    }
    Some(Some(Origin {
        file: *files.get(&file.parse().ok()?)?,
        row: record.get(at + 1)?.parse().ok()?,
    }))
}

/// One line of the extract before it is written.
pub(crate) struct ExtractLine {
    pub(crate) area: Area,
    pub(crate) period: String,
    pub(crate) reading: Reading,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) origin: Origin,
    pub(crate) base: Option<Origin>,
}

/// The tidy CSV of one indicator. Lines come sorted; numbers are written in their shortest form that reads back equal.
pub(crate) fn write(source_measure: &str, lines: &[ExtractLine]) -> String {
    let mut text = format!("# source_measure: {source_measure}\n{HEADER}\n");
    for line in lines {
        let symbol = match line.reading.status() {
            Status::Known => "",
            status => status.symbol(),
        };
        let base = line
            .base
            .map(|b| format!("{},{}", b.file + 1, b.row))
            .unwrap_or_else(|| ",".to_owned());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{},{},{},{symbol},{},{},{},{},{base}",
            line.area.0,
            line.period,
            shortest(line.reading.value()),
            shortest(line.numerator),
            shortest(line.denominator),
            line.origin.file + 1,
            line.origin.row,
        );
    }
    text
}

/// A number in its shortest form; empty where there is none.
fn shortest(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The numbered list of files that goes with the extract.
pub(crate) fn write_files(files: &[Source]) -> String {
    let mut text = "number,file,sha256\n".to_owned();
    // A file that held nothing for the catalogue keeps its number and is not listed.
    for (at, source) in files
        .iter()
        .enumerate()
        .filter(|(_, source)| !source.sha256.is_empty())
    {
        let _ = writeln!(text, "{},{},{}", at + 1, source.file, source.sha256);
    }
    text
}
