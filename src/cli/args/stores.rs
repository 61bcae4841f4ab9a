//! What may be typed of stores: taking files in, looking after them, what was revised.

use super::TableFormat;
use crate::observation::day::TYPED_DAY_FORMS;
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct ImportArguments {
    /// Files, folders and zips as they were published
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// The release of files this program does not know, such as "November 2026"
    #[arg(long, value_name = "RELEASE")]
    pub(crate) release: Option<String>,
    #[arg(long, value_name = "DATE", help = format!("The day it was published: {TYPED_DAY_FORMS}"))]
    pub(crate) published: Option<String>,
    /// Use a release although it holds fewer years, authorities or indicators than the one before it
    #[arg(long)]
    pub(crate) accept_losses: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct StoreArguments {
    #[command(subcommand)]
    pub(crate) task: StoreTask,
}

/// What to do with a store.
#[derive(Subcommand, Debug)]
pub(crate) enum StoreTask {
    /// Every vintage, quarantined ones too
    List {
        /// How to print the result
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// What screening found in each file of a vintage: by its id or release, or of all
    Report {
        #[arg(value_name = "VINTAGE")]
        vintage: Option<String>,
        /// How to print the result
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Verify every digest
    Check {
        /// How to print the result
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Look again at what was set aside, and read again what an older catalogue read
    Rescreen {
        /// How to print the result
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Let go of old vintages; the newest good one of each indicator always stays
    Prune {
        /// Keep the vintages of so many releases of each publication
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        keep: Option<u16>,
        #[arg(long, value_name = "DATE", help = format!("Let go of what was published before {TYPED_DAY_FORMS}"))]
        before: Option<String>,
        /// Only say which
        #[arg(long)]
        dry_run: bool,
        /// How to print the result
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Copy all of it into a folder, or a file that ends in .zip
    Export {
        #[arg(value_name = "DIR|ZIP", value_hint = ValueHint::AnyPath)]
        to: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct RevisionsArguments {
    /// Only this indicator; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// Only this authority, and where its place moved though its own figure stands
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// England and the regions too
    #[arg(long, conflicts_with = "authority")]
    pub(crate) everywhere: bool,
    /// Two vintages or releases of the store, or files and folders; otherwise the newest of each publication and what was before
    #[arg(long, value_names = ["OLD", "NEW"], num_args = 2)]
    pub(crate) between: Vec<String>,
    /// A paper's manifest: which of its sentences the newer side would change; may be given several times
    #[arg(long, value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
    pub(crate) paper: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}
