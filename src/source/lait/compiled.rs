//! Every series of LAIT as it is compiled into the program: all places and periods, each series packed by itself, so that a question
//! about one unpacks one.
//!
//! The lines of the form's own are the file's name and SHA-256, and the places in their order. A series has a line a period: label, row
//! of the first place, step from row to row, and the values, a dash where LAIT has one.

use super::dictionary::Dictionary;
use super::held;
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::observation::provenance::{Origin, Source};
use crate::observation::reading::Reading;
use crate::observation::table::{Builder, Figure, Observations};
use crate::reference::Reference;
use crate::reference::catalogue::Catalogue;
use crate::reference::sources::COMPILATION;
use crate::source::coverage::{Coverage, FileSelection};
use crate::source::filter::IndicatorFilter;
use crate::source::packed_parts::{self, PackedParts};
use crate::source::symbols;
use jiff::civil::Date;
use std::collections::BTreeMap;

static FIGURES: &[u8] = include_bytes!("../../../data/lait_figures.bin");

const FORM: &str = "yardstick lait figures 1, index of ";

/// Enters the series that the filter includes and the selection admits. A series that an indicator of the catalogue is read from is entered
/// only where it is named by its own id: the indicator has newer releases and counts. Gives those left out since LAIT's file was published
/// after the day that is asked about, each with the day of the file.
///
/// # Errors
/// The file that was compiled in is malformed: a fault of the build.
pub(crate) fn read(
    reference: &Reference,
    filter: &IndicatorFilter,
    selection: &FileSelection,
    builder: &mut Builder,
) -> Result<BTreeMap<String, Date>> {
    let mut published_later = BTreeMap::new();
    let dictionary = Dictionary::embedded();
    let wanted: Vec<(&str, String)> = dictionary
        .sorted()
        .into_iter()
        .map(|(code, facts)| (code, facts.id.clone()))
        .filter(|(code, id)| match reference.catalogue.by_lait(code) {
            Some(_) => filter.names(id),
            None => filter.includes(id, code),
        })
        .collect();
    if selection.without_embedded || wanted.is_empty() {
        return Ok(published_later);
    }
    let file = CompiledFile::open(FIGURES)?;
    let source = reference
        .sources
        .describe(&file.name, &file.sha256, COMPILATION);
    let mut number = None;
    for (code, id) in wanted {
        let coverage = selection.admits(&source, &id);
        if coverage == Coverage::Nothing {
            let later = source.published.zip(selection.day);
            published_later.extend(
                later
                    .filter(|(published, day)| published > day)
                    .map(|(published, _)| (id, published)),
            );
            continue;
        }
        let indicator = dictionary.own_indicator(code);
        let file_number = *number.get_or_insert_with(|| builder.source(source.clone()));
        let series = builder.series(&indicator);
        for line in file.part(code)?.lines() {
            let year = CompiledYear::parse(line).ok_or_else(|| malformed(code))?;
            let Ok(period) = Period::parse(year.label, indicator.year) else {
                continue;
            };
            if !coverage.includes(&period) {
                continue;
            }
            let period = builder.period(period);
            for (row, area, reading) in year.readings(&file.areas) {
                builder.push(Figure {
                    series,
                    area,
                    period,
                    reading: reading.ok_or_else(|| malformed(code))?,
                    numerator: None,
                    denominator: None,
                    origin: Origin {
                        file: file_number,
                        row,
                    },
                    base: None,
                });
            }
        }
    }
    Ok(published_later)
}

fn malformed(what: &str) -> Error {
    Error::unreadable(
        "data/lait_figures.bin",
        format!("the embedded figures are malformed: {what}"),
    )
}

/// The file, its index read.
struct CompiledFile<'b> {
    name: String,
    sha256: String,
    areas: Vec<Area>,
    parts: PackedParts<'b>,
}

impl<'b> CompiledFile<'b> {
    fn open(bytes: &'b [u8]) -> Result<CompiledFile<'b>> {
        Self::parse(bytes).ok_or_else(|| malformed("its index"))
    }

    fn parse(bytes: &'b [u8]) -> Option<CompiledFile<'b>> {
        let parts = PackedParts::parse(bytes, FORM, 2)?;
        let (name, sha256) = parts.head.first()?.split_once('\t')?;
        let areas = parts.head.get(1)?.split(',').map(str::parse::<u16>);
        let areas: Result<Vec<u16>, _> = areas.collect();
        Some(CompiledFile {
            name: name.to_owned(),
            sha256: sha256.to_owned(),
            areas: areas.ok()?.into_iter().map(Area).collect(),
            parts,
        })
    }

    /// The lines of one series; none of a series that is not there.
    fn part(&self, code: &str) -> Result<String> {
        match self.parts.part(code) {
            Some(part) => part.ok_or_else(|| malformed(code)),
            None => Ok(String::new()),
        }
    }
}

/// One period of a series.
struct CompiledYear<'l> {
    label: &'l str,
    /// The row of the first place, and how many rows further each next one is.
    row: u32,
    step: u32,
    values: &'l str,
}

impl<'l> CompiledYear<'l> {
    fn parse(line: &'l str) -> Option<CompiledYear<'l>> {
        let mut cells = line.split('\t');
        let (label, row) = (cells.next()?, cells.next()?.parse().ok()?);
        let (step, values) = (cells.next()?.parse().ok()?, cells.next()?);
        Some(CompiledYear {
            label,
            row,
            step,
            values,
        })
    }

    fn readings<'s>(
        &'s self,
        areas: &'s [Area],
    ) -> impl Iterator<Item = (u32, Area, Option<Reading>)> + 's {
        let rows = (0..).map(|at| self.row + self.step * at);
        let values = self.values.split(',');
        rows.zip(areas)
            .zip(values)
            // A place without a row in the file.
            .filter(|(_, value)| !value.is_empty())
            .map(|((row, area), value)| (row, *area, symbols::reading(value.as_bytes())))
    }
}

/// The rows of one period by place.
type RowsByArea = BTreeMap<Area, (u32, Reading)>;

/// The file that is compiled in, from the figures of LAIT’s bulk data as they were read: one source, and every series by its code.
///
/// # Errors
/// The frame is not of its fixed shape; rows of a period that do not follow each other in one step, which the form cannot hold.
pub(crate) fn write(
    observations: &Observations,
    source: &Source,
    catalogue: &Catalogue,
) -> Result<Vec<u8>> {
    let view = observations
        .view()
        .map_err(|fault| Error::unreadable("the observations", fault.to_string()))?;
    let file = observations.sources.iter().position(|of| of == source);
    let mut all: BTreeMap<&str, BTreeMap<(Date, &str), RowsByArea>> = BTreeMap::new();
    let mut order: BTreeMap<Area, u32> = BTreeMap::new();
    for at in 0..view.len() {
        let figure = view.figure(at);
        let series = observations.indicators.get(usize::from(figure.series));
        let period = observations.periods.get(usize::from(figure.period));
        let (Some(series), Some(period)) = (series, period) else {
            continue;
        };
        if Some(usize::from(figure.origin.file)) != file {
            continue;
        }
        let row = figure.origin.row;
        let first = order.entry(figure.area).or_insert(row);
        *first = row.min(*first);
        // Another file may have named the indicator first.
        let entry = catalogue.get(&series.id);
        let code = entry.and_then(|entry| entry.lait.as_deref());
        all.entry(code.unwrap_or(&series.source_measure))
            .or_default()
            .entry((period.end, &period.label))
            .or_default()
            .insert(figure.area, (row, figure.reading));
    }
    let mut areas: Vec<Area> = order.keys().copied().collect();
    areas.sort_by_key(|area| order.get(area).copied());
    let codes: Vec<String> = areas.iter().map(|area| area.0.to_string()).collect();
    let head = format!("{}\t{}\n{}\n", source.file, source.sha256, codes.join(","));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (code, years) in all {
        let mut text = String::new();
        for ((_, label), rows) in &years {
            let line = line(label, rows, &areas);
            text.push_str(&line.ok_or_else(|| malformed(&format!("rows of {code}, {label}")))?);
        }
        texts.insert(code.to_owned(), text);
    }
    Ok(packed_parts::write(FORM, &head, &texts))
}

/// The line of one period; none where its rows do not follow each other in one step.
fn line(label: &str, rows: &RowsByArea, areas: &[Area]) -> Option<String> {
    let places: Vec<Option<&(u32, Reading)>> = areas.iter().map(|area| rows.get(area)).collect();
    let known: Vec<(u32, u32)> = (0..)
        .zip(&places)
        .filter_map(|(at, place)| Some((at, place.as_ref()?.0)))
        .collect();
    let step = match known.as_slice() {
        [(at, row), (next, behind), ..] => (behind - row) / (next - at),
        _ => 1,
    };
    let (at, row) = known.first()?;
    let first = row.checked_sub(at * step)?;
    if known.iter().any(|(at, row)| first + at * step != *row) {
        return None;
    }
    let values: Vec<String> = places
        .into_iter()
        .map(|place| match place {
            None => String::new(),
            Some((_, Reading::Known(value))) => held(*value).to_string(),
            Some((_, Reading::Missing(status))) => status.symbol().to_owned(),
        })
        .collect();
    Some(format!("{label}\t{first}\t{step}\t{}\n", values.join(",")))
}
