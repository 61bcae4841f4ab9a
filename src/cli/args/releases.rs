//! What may be typed about releases: fetching them, what is new, what is due, and when to look.

use super::{CalendarFormat, NewsFormat, TableFormat};
use crate::observation::day::TYPED_DAY_FORMS;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct RefreshArguments {
    /// Say what would be fetched and made, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Ask nothing of the network: take in what lies in the drop folders of yardstick.toml
    #[arg(long)]
    pub(crate) offline: bool,
    /// Only this publication, by its key or the start of it; may be given several times
    #[arg(long, value_name = "PUBLICATION")]
    pub(crate) only: Vec<String>,
    /// Do nothing where a run reached everything within this time, such as 7d or 12h, or where another run is under way: for timers
    #[arg(long, value_name = "AGE", conflicts_with = "dry_run")]
    pub(crate) if_older_than: Option<String>,
    /// Add a line a run to this file; past 256 KB it is set aside as FILE.1, and three older ones are kept
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) log: Option<PathBuf>,
    /// How the line is written
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct DoctorArguments {
    /// Ask nothing of the network
    #[arg(long)]
    pub(crate) offline: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

/// How a line of a log is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct NewsArguments {
    #[arg(long, value_name = "DATE|PAPER", value_hint = ValueHint::FilePath, help = format!("Since {TYPED_DAY_FORMS}, or since a paper was made (the paper or its manifest); otherwise what the last refresh or import brought that took something in"))]
    pub(crate) since: Option<String>,
    /// An authority by name, code or abbreviation; may come from yardstick.toml or the manifest
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Two vintages or releases of the store, or files and folders
    #[arg(long, value_names = ["OLD", "NEW"], num_args = 2, conflicts_with = "since")]
    pub(crate) between: Vec<String>,
    /// Every indicator of this theme; may be given several times
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// This indicator; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = NewsFormat::Table)]
    pub(crate) format: NewsFormat,
}

#[derive(Args, Debug)]
pub(crate) struct CalendarArguments {
    /// Whose papers and profiles in yardstick.toml to tell of; all of them unless given
    #[arg(long, value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = CalendarFormat::Table)]
    pub(crate) format: CalendarFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ScheduleArguments {
    /// For which program that starts others at their time
    #[arg(long, value_enum, value_name = "FOR")]
    pub(crate) print: TimerProgram,
    /// When in the morning; figures are published at half past nine
    #[arg(long, value_name = "HH:MM", default_value = "09:45")]
    pub(crate) at: String,
}

/// What starts programs at their time.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TimerProgram {
    /// Linux: two files for ~/.config/systemd/user
    Systemd,
    /// Linux and macOS: lines for “crontab -e”
    Cron,
    /// Windows: a file for Task Scheduler
    Windows,
}
