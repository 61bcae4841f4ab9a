//! What may be typed behind `explore`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct ExploreArguments {
    /// The authority to begin with, by name, code or abbreviation; may come from yardstick.toml; readers can choose any other. With --site
    /// only its pages are made
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// The file to write, which ends in .html; explorer.html unless given
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// The folder to write a page of every authority into, for a web host or SharePoint, with the explorer beside them
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "out")]
    pub(crate) site: Option<PathBuf>,
    /// Groups to compare with at first, beside the statistical neighbours: region, type, coastal, seaside, deprived, judged-good,
    /// or one with a name; readers can choose any other
    #[arg(long = "with", value_name = "GROUP", value_delimiter = ',')]
    pub(crate) groups: Vec<String>,
    /// Which list of statistical neighbours comes first, and decides the verdicts
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
}
