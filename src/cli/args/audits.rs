//! What may be typed behind the commands of quality audits and backlogs.

use super::TableFormat;
use crate::observation::day::TYPED_DAY_FORMS;
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct AuditArguments {
    /// The graded cases: a CSV, XLSX or ODS sheet
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Count moderated grades where there are any; otherwise the auditors' first grades
    #[arg(long)]
    pub(crate) moderated: bool,
    /// Write chart, tables and text into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// CSV files without a byte order mark (Excel wants one)
    #[arg(long)]
    pub(crate) no_bom: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct BacklogArguments {
    /// The weeks: a CSV, XLSX or ODS sheet
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "DATE", help = format!("When all cases are to be done: {TYPED_DAY_FORMS}"))]
    pub(crate) due: String,
    /// How many cases there were at first, in place of the column “total”
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) total: Option<u32>,
    /// Write chart, tables and text into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// CSV files without a byte order mark (Excel wants one)
    #[arg(long)]
    pub(crate) no_bom: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}
