//! The calculator: a method run on the rows of an officer's own file. Here the file is read, grouped and written; whatever is
//! computed, `crate::stat` computes.
//!
//! | file | methods |
//! |---|---|
//! | [`figures`] | rate, proportion, ratio, mean |
//! | [`pairs`] | two-counts, two-proportions |
//! | [`areas`] | funnel, shrink, quantiles |
//! | [`trend`], [`control`], [`departure`], [`neighbours`] | their own |
//!
//! [`officer_file`] reads and refuses, [`series`] groups rows and puts them in order of time, [`result`] is what comes back.

mod areas;
mod control;
mod departure;
mod figures;
mod neighbours;
mod officer_file;
mod pairs;
pub(crate) mod result;
mod series;
mod trend;

use crate::chart::unique_slugs;
use crate::error::{Error, Result};
use crate::figure::{ChartForm, ChartStyle, to_png};
use crate::finding::phrases::Phrases;
use crate::world::{self, World};
use control::SeriesChart;
use officer_file::{InputColumn, OfficerFile};
use result::CalculatedTable;
use std::path::{Path, PathBuf};

/// What to compute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Calculation {
    Rate,
    Proportion,
    Ratio,
    Mean,
    TwoCounts,
    TwoProportions,
    Funnel(FunnelFigures),
    Trend,
    Control { higher_is_better: bool },
    Departure,
    Neighbours,
    Quantiles { parts: usize, invert: bool },
    Shrink,
}

/// What the figures of a funnel are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FunnelFigures {
    Rates,
    Proportions,
    Ratios,
}

/// A calculation as it was ordered.
pub(crate) struct CalculationOrder<'a> {
    pub(crate) calculation: Calculation,
    pub(crate) input: &'a Path,
    /// The file to write; none where the result is printed.
    pub(crate) out: Option<ResultFile<'a>>,
}

/// A file for the result of a calculation.
#[derive(Clone, Copy)]
pub(crate) struct ResultFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) format: ResultFormat,
}

/// The formats of a result in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResultFormat {
    Csv {
        bom: bool,
    },
    Json,
    /// Charts, of a calculation that has them.
    Svg,
    /// The same as pixels.
    Png,
}

impl ResultFormat {
    pub(crate) fn is_picture(self) -> bool {
        matches!(self, ResultFormat::Svg | ResultFormat::Png)
    }
}

/// What a calculation gave.
pub(crate) struct CalculationOutcome {
    pub(crate) result: CalculatedTable,
    /// How many charts were written.
    pub(crate) charts: usize,
}

/// Runs a method on a file and writes the file that was asked for. A row that cannot be computed is in the result with its reason.
///
/// # Errors
/// The file cannot be read, or its header is not the method's; the result cannot be written.
pub(crate) fn calculate(
    world: &dyn World,
    order: &CalculationOrder<'_>,
) -> Result<CalculationOutcome> {
    let file = OfficerFile::read(world, order.input, columns(order.calculation))?;
    let mut result = compute(order.calculation, &file);
    result.remarks.extend(file.remarks());
    let charts = match (order.calculation, order.out) {
        (Calculation::Control { higher_is_better }, Some(out)) if out.format.is_picture() => {
            control::charts(
                &file,
                higher_is_better,
                &order.input.display().to_string(),
                &Phrases::house()?,
            )
        }
        _ => Vec::new(),
    };
    if let Some(out) = order.out {
        let files = match out.format {
            ResultFormat::Csv { bom } => vec![(out.path.to_owned(), result.csv(bom))],
            ResultFormat::Json => vec![(out.path.to_owned(), result.json().into_bytes())],
            ResultFormat::Svg | ResultFormat::Png => pictures(out, &charts)?,
        };
        world::write_all(world, &files)?;
    }
    Ok(CalculationOutcome {
        result,
        charts: charts.len(),
    })
}

fn compute(calculation: Calculation, file: &OfficerFile) -> CalculatedTable {
    match calculation {
        Calculation::Rate => figures::rate(file),
        Calculation::Proportion => figures::proportion(file),
        Calculation::Ratio => figures::ratio(file),
        Calculation::Mean => figures::mean(file),
        Calculation::TwoCounts => pairs::two_counts(file),
        Calculation::TwoProportions => pairs::two_proportions(file),
        Calculation::Funnel(figures) => areas::funnel(file, figures),
        Calculation::Trend => trend::trend(file),
        Calculation::Control { higher_is_better } => control::control(file, higher_is_better),
        Calculation::Departure => departure::departure(file),
        Calculation::Neighbours => neighbours::neighbours(file),
        Calculation::Quantiles { parts, invert } => areas::quantiles(file, parts, invert),
        Calculation::Shrink => areas::shrink(file),
    }
}

/// The columns that a calculation reads.
fn columns(calculation: Calculation) -> &'static [InputColumn] {
    match calculation {
        Calculation::Rate => figures::RATE,
        Calculation::Proportion => figures::PROPORTION,
        Calculation::Ratio => figures::RATIO,
        Calculation::Mean | Calculation::Quantiles { .. } => areas::GROUPED,
        Calculation::TwoCounts => pairs::TWO_COUNTS,
        Calculation::TwoProportions => pairs::TWO_PROPORTIONS,
        Calculation::Funnel(FunnelFigures::Rates) | Calculation::Shrink => areas::RATES,
        Calculation::Funnel(FunnelFigures::Proportions) => areas::PROPORTIONS,
        Calculation::Funnel(FunnelFigures::Ratios) => areas::RATIOS,
        Calculation::Trend => trend::COLUMNS,
        Calculation::Control { .. } => control::COLUMNS,
        Calculation::Departure => departure::COLUMNS,
        Calculation::Neighbours => neighbours::COLUMNS,
    }
}

/// A file for each chart: the name asked for when there is one chart, else with the series' name behind it.
fn pictures(out: ResultFile<'_>, charts: &[SeriesChart]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let slugs = unique_slugs(charts.iter().map(|(name, _)| name.as_str()));
    let mut files = Vec::with_capacity(charts.len());
    for ((_, chart), slug) in charts.iter().zip(slugs) {
        let drawn = chart.draw(ChartStyle::default());
        let file = if charts.len() == 1 {
            out.path.to_owned()
        } else {
            with_suffix(out.path, &slug)
        };
        let bytes = if out.format == ResultFormat::Png {
            to_png(&drawn)
                .map_err(|fault| Error::unwritten(file.display().to_string(), fault.to_string()))?
        } else {
            drawn.svg.into_bytes()
        };
        files.push((file, bytes));
    }
    Ok(files)
}

/// `charts.svg` with `north` behind its name is `charts-north.svg`.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.with_extension("").into_os_string();
    name.push(format!("-{suffix}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    PathBuf::from(name)
}
