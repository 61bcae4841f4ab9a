//! What may be typed behind the commands of a council's own measures.

use super::TableFormat;
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What to do with a framework.
#[derive(Subcommand, Debug)]
pub(crate) enum FrameworkTask {
    /// Whether a framework can be read, and what of it has figures
    Check(FrameworkCheckArguments),
    /// What is measured, why, who owns it and how often, as a table or a document
    Show(FrameworkShowArguments),
    /// Write a framework to begin with
    New(FrameworkNewArguments),
}

#[derive(Args, Debug)]
pub(crate) struct FrameworkCheckArguments {
    /// The framework: a TOML file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Figures of its measures: CSV, XLSX or ODS files, or a folder of them
    #[arg(long, value_name = "PATH", value_delimiter = ',', value_hint = ValueHint::AnyPath)]
    pub(crate) figures: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct FrameworkShowArguments {
    /// The framework: a TOML file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Write it as a document: .docx, .html, .md or .pdf
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

/// Which framework to begin with.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FrameworkKind {
    /// A few measures of children's social care
    SocialCare,
    /// The youth justice indicators
    YouthJustice,
}

#[derive(Args, Debug)]
pub(crate) struct FrameworkNewArguments {
    /// An authority by name, code or abbreviation
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Which measures
    #[arg(long, value_enum, default_value_t = FrameworkKind::SocialCare)]
    pub(crate) kind: FrameworkKind,
    /// Where to write it; with it an empty table of figures to fill
    #[arg(long, value_name = "FILE", default_value = "framework.toml", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct FrameworkArguments {
    #[command(subcommand)]
    pub(crate) task: FrameworkTask,
}

/// What a board is made of.
#[derive(Args, Debug)]
pub(crate) struct BoardArguments {
    /// The framework: a TOML file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) framework: PathBuf,
    /// Figures of its measures: CSV, XLSX or ODS files, or a folder of them
    #[arg(long, value_name = "PATH", required = true, value_delimiter = ',', value_hint = ValueHint::AnyPath)]
    pub(crate) figures: Vec<PathBuf>,
    /// Reason, impact and action by measure, as “exceptions” wrote it: kept from week to week
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) commentary: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct DashboardArguments {
    #[command(flatten)]
    pub(crate) board: BoardArguments,
    /// The page
    #[arg(long, value_name = "FILE", default_value = "dashboard.html", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
    /// How to print how each measure stands
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ExceptionsArguments {
    #[command(flatten)]
    pub(crate) board: BoardArguments,
    /// A plan, for its overdue actions and its week
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) plan: Option<PathBuf>,
    /// The paper: .docx, .html, .md, .pdf or .pptx, several times for several
    #[arg(long, value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) out: Vec<PathBuf>,
    /// Write the officer's file for the next time: a row for each exception, what was written kept
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) keep: Option<PathBuf>,
}

/// What to do in a club.
#[derive(Subcommand, Debug)]
pub(crate) enum ClubTask {
    /// Write the file that a member puts into the shared folder, small counts guarded
    Export(ClubExportArguments),
    /// Read the files of all members, and write a page and a workbook for each
    Read(ClubReadArguments),
}

#[derive(Args, Debug)]
pub(crate) struct ClubArguments {
    #[command(subcommand)]
    pub(crate) task: ClubTask,
}

#[derive(Args, Debug)]
pub(crate) struct ClubExportArguments {
    #[command(flatten)]
    pub(crate) board: BoardArguments,
    /// The file
    #[arg(long, value_name = "FILE", default_value = "club-figures.csv", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct ClubReadArguments {
    /// The shared folder
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) folder: PathBuf,
    /// Where to write
    #[arg(long, value_name = "DIR", default_value = "club", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
}
