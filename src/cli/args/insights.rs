//! What may be typed behind the commands that ask what is behind a figure.

use super::{DrawingArguments, TableFormat};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Where an answer goes.
#[derive(Args, Debug)]
pub(crate) struct InsightOutput {
    /// Write charts and tables into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) drawing: DrawingArguments,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

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
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: InsightOutput,
}

/// With whom a chain is compared.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ChainSide {
    Neighbours,
    England,
}

#[derive(Args, Debug)]
pub(crate) struct ChainArguments {
    /// An authority by name, code or abbreviation
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// With whom to compare
    #[arg(long, value_enum, default_value_t = ChainSide::Neighbours)]
    pub(crate) against: ChainSide,
    /// The neighbour list: 2025 or 2021
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// A year by its label, such as 2023-24; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// What each step added in every year, too
    #[arg(long)]
    pub(crate) years: bool,
    #[command(flatten)]
    pub(crate) output: InsightOutput,
}

/// Which way is wanted, where the indicator has no direction.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TargetWay {
    Lower,
    Higher,
}

#[derive(Args, Debug)]
pub(crate) struct TargetArguments {
    /// An authority by name, code or abbreviation
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Rates or shares whose counts are published, such as cla-rate
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// Which way is wanted, where nobody has set a direction
    #[arg(long, value_enum)]
    pub(crate) towards: Option<TargetWay>,
    /// What spending on looked-after children is made of, too; behind cla-rate
    #[arg(long)]
    pub(crate) cost: bool,
    /// The neighbour list: 2025 or 2021
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// A period by its label, such as 2024; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) output: InsightOutput,
}

/// Which places are asked by `learn`.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LearnPlaces {
    /// Statistical neighbours, by every list
    Neighbours,
    /// Authorities that have ours among their neighbours
    CountingUs,
    /// A share of most deprived small areas within a tenth of ours
    AsDeprived,
    /// Every authority
    Everyone,
}

#[derive(Args, Debug)]
pub(crate) struct LearnArguments {
    /// An authority by name, code or abbreviation
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Rates or shares whose counts are published, such as cla-rate
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// Which way is wanted, where nobody has set a direction
    #[arg(long, value_enum)]
    pub(crate) towards: Option<TargetWay>,
    /// Which places are asked; all that are like ours otherwise
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) among: Vec<LearnPlaces>,
    /// The answer for each authority, a row each
    #[arg(long)]
    pub(crate) every_authority: bool,
    /// The neighbour list by which each place's own neighbours are chosen: 2025 or 2021
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// A period by its label, such as 2024; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) output: InsightOutput,
}

#[derive(Args, Debug)]
pub(crate) struct FootprintArguments {
    /// The authorities to take together, joined by +: "Blackpool+Lancashire"
    #[arg(long, value_name = "AUTHORITIES")]
    pub(crate) area: String,
    /// What the new authority is called; the names of its members otherwise
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Rates, shares or numbers, such as cla-rate; the headlines of the scorecard otherwise
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// Every indicator of this theme; may be given several times
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// With whom to compare: authorities joined by + or by commas, or a group with a name; the statistical neighbours of the members
    /// otherwise
    #[arg(long, value_name = "AUTHORITIES")]
    pub(crate) with: Option<String>,
    /// The neighbour list: 2025 or 2021
    #[arg(long, value_name = "LIST")]
    pub(crate) list: Option<String>,
    /// A period by its label, such as 2024; the newest of each indicator otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Every year in which all members have counts, too
    #[arg(long)]
    pub(crate) years: bool,
    /// How every number was made: each member's counts with file and row, the sums, the division
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) output: InsightOutput,
}
