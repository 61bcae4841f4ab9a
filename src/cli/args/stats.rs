//! What may be typed behind `stat`.

use super::TableFormat;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct StatArguments {
    #[arg(value_enum, value_name = "METHOD")]
    pub(crate) method: StatMethod,
    /// A CSV or a workbook (.xlsx, .ods) with the method's columns, in any order
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) input: PathBuf,
    /// The file to write, .csv or .json; .svg or .png draws a control chart a series; otherwise the CSV is printed
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// What a funnel holds: rates unless given
    #[arg(long, value_enum)]
    pub(crate) kind: Option<FunnelKind>,
    /// Into how many groups quantiles part the values
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) k: Option<u16>,
    /// Give the largest values quantile 1
    #[arg(long)]
    pub(crate) invert: bool,
    /// A control chart's target is met from below
    #[arg(long)]
    pub(crate) lower_is_better: bool,
    /// A CSV file without a byte order mark
    #[arg(long)]
    pub(crate) no_bom: bool,
    /// How to print the result, where no file is named
    #[arg(long, value_enum, default_value_t = TableFormat::Csv)]
    pub(crate) format: TableFormat,
}

/// A method, with the columns it reads; those in brackets need not be there.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StatMethod {
    /// Rate with intervals: events, population, [per]
    Rate,
    /// Proportion with intervals: numerator, denominator, [per]
    Proportion,
    /// Observed over expected with intervals: observed, expected
    Ratio,
    /// Means with intervals: group, value
    Mean,
    /// Two rates, exact test: events1, population1, events2, population2
    TwoCounts,
    /// Two proportions: x1, n1, x2, n2
    TwoProportions,
    /// Areas in a funnel: area, events, population (or numerator, denominator; or observed, expected)
    Funnel,
    /// Rising or falling: series, period, value, [lower95, upper95]
    Trend,
    /// XmR control chart: series, period, value, [target]
    Control,
    /// When a gap began to move: series, period, gap
    Departure,
    /// One figure among its neighbours: series, own, neighbour (a row a neighbour)
    Neighbours,
    /// Quarters, fifths, tenths: group, value
    Quantiles,
    /// Rates of small areas drawn toward the average: area, events, population
    Shrink,
}

impl StatMethod {
    /// As it is typed.
    pub(crate) fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }
}

/// What a funnel holds.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FunnelKind {
    Rate,
    Proportion,
    Ratio,
}
