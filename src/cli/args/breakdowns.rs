//! What may be typed behind `yardstick breakdown`.

use super::{ComparatorArguments, DrawingArguments, TableFormat};
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct BreakdownArguments {
    /// An authority by name, code or abbreviation (or, with yardstick.toml, what to break down)
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// What to break down: an indicator such as cla-count, or a breakdown such as need
    #[arg(value_name = "INDICATOR")]
    pub(crate) what: Option<String>,
    /// Only this breakdown: need, age, sex, ethnicity, legal-status, placement, provider, distance, locality, asylum, reason, factor, ...;
    /// may be given several times
    #[arg(long, value_name = "BREAKDOWN", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    /// Children of each category in the population, a CSV of yours with the columns authority, breakdown, category and children: rates
    /// per 10,000 are made where it has both
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) children: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) comparators: ComparatorArguments,
    /// A period by its label, such as 2024; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Write charts and tables of the breakdowns into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) drawing: DrawingArguments,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}
