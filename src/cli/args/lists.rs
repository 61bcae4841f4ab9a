//! What may be typed behind the commands that list: authorities, indicators, neighbours, and what is in a file.

use super::TableFormat;
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct AuthoritiesArguments {
    /// A name, part of a name, three-digit code or ONS code
    pub(crate) query: Option<String>,
    /// Only authorities of this region
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// Former authorities too
    #[arg(long)]
    pub(crate) former: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct IndicatorsArguments {
    /// Words to look for, as officers say them: adoption, EHCP, excluded, in care
    pub(crate) query: Option<String>,
    /// Only indicators of this theme, or of this topic of DfE's benchmarking tool
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Option<String>,
    /// All series of DfE's benchmarking tool too
    #[arg(long)]
    pub(crate) all: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct NeighboursArguments {
    /// An authority by name, code or abbreviation; may come from yardstick.toml
    pub(crate) authority: Option<String>,
    /// Which of DfE's lists
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct InspectArguments {
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Read this column as an indicator and show it for England, regions and the first authorities
    #[arg(long, value_name = "COLUMN")]
    pub(crate) column: Option<String>,
    /// Keep rows whose filter has this label; may be given several times
    #[arg(long = "where", value_name = "FILTER=LABEL")]
    pub(crate) selection: Vec<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}
