//! What may be typed about papers: making, checking and proving them, and what goes into them beside figures.

use super::{DrawingArguments, TableFormat};
use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct PaperArguments {
    /// A standard paper by name, or the file of a definition of your own; none lists the standard papers
    #[arg(value_name = "DEFINITION", value_hint = ValueHint::FilePath)]
    pub(crate) definition: Option<String>,
    /// An authority by name, code or abbreviation; may come from yardstick.toml
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// The file to write: .docx, .pptx (slides), .html, .md, .pdf, .xlsx or .ods; may be given several times
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Vec<PathBuf>,
    /// A Word file whose styles, header, footer, logo and page the paper takes, and nothing else; or a presentation (.pptx) whose masters
    /// and layouts the slides take; one of each at most
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) template: Vec<PathBuf>,
    /// A period by its label, such as 2024 or 2023-24; the newest of each indicator otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Groups to compare with too, as in “compare”: by name, such as “Greater Manchester”, or authorities joined by +
    #[arg(long = "with", value_name = "GROUP", value_delimiter = ',')]
    pub(crate) groups: Vec<String>,
    /// The date of the meeting, as it is to be printed
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    /// The list of actions that a section on a plan takes, in place of the one its definition names
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) plan: Option<PathBuf>,
    /// An older version of the same list, to tell what slipped
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) plan_before: Option<PathBuf>,
    /// The service's own words in Markdown, each part below “## ” and an indicator's id or a section's heading; otherwise NAME.words.md
    /// beside NAME.toml
    #[arg(long, value_name = "FILE.md", value_hint = ValueHint::FilePath)]
    pub(crate) words: Option<PathBuf>,
    /// Write into that file under which figure words were written, where it does not say so; all else in it stays as it is
    #[arg(long)]
    pub(crate) stamp: bool,
    /// Tell what is new since the last report, whose manifest this is; since = true in the definition takes the one beside the paper
    #[arg(long, value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
    pub(crate) since: Option<PathBuf>,
    /// Print the definition, to be copied and changed; with --out NAME.toml write it there
    #[arg(long)]
    pub(crate) show: bool,
    /// How to print the list of standard papers
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// The manifest that was written beside a paper
    #[arg(value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
    pub(crate) manifest: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct LintArguments {
    /// The paper: .docx, .md or .html
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The authority it is about; otherwise that of yardstick.toml, or the one it names most often
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    /// End with code 1, too, when a weighty fact about the paper's indicators and themes is not mentioned
    #[arg(long)]
    pub(crate) omissions: bool,
    /// How to print the result; what is not mentioned has rows with the verdict not-mentioned
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct PlanArguments {
    /// The plan: a CSV, or a workbook (.xlsx, .ods) with one such sheet
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// An older version of it, to see what slipped
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) before: Option<PathBuf>,
    /// Whose plan it is, by name, code or abbreviation; may come from yardstick.toml
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct JudgementsArguments {
    /// An authority by name, code or abbreviation; may come from yardstick.toml
    pub(crate) authority: Option<String>,
    /// The judgement of each statistical neighbour too
    #[arg(long)]
    pub(crate) neighbours: bool,
    /// Every inspection, visit and review in one table, whatever its framework
    #[arg(long)]
    pub(crate) timeline: bool,
    /// When the next inspection may come, by the published rule: its own, its neighbours' and its region's
    #[arg(long)]
    pub(crate) next: bool,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// Write the timeline as a chart, and its table, into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) drawing: DrawingArguments,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}
