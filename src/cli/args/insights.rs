//! What may be typed behind the commands that ask what is behind a figure.

use super::{DrawingArguments, TableFormat};
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct ExpectedArguments {
    /// An authority by name, code or abbreviation (or, with yardstick.toml, the first indicator)
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Rates to hold against deprivation, such as cla-rate; every rate otherwise
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// Every authority, a row each
    #[arg(long)]
    pub(crate) every_authority: bool,
    /// The neighbour list for the names in charts: 2025 or 2021
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// A period by its label, such as 2024; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Write charts and the table into this folder too
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
