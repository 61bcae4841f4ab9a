//! What may be typed behind the command of quality audits.

use super::TableFormat;
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
