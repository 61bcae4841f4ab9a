//! What may be typed. The only room with clap.

mod audits;
mod breakdowns;
mod explorer;
mod formats;
mod insights;
mod lists;
mod measures;
mod papers;
mod releases;
mod stats;
mod stores;

pub(crate) use audits::{AuditArguments, BacklogArguments};
pub(crate) use breakdowns::BreakdownArguments;
pub(crate) use explorer::ExploreArguments;
pub(crate) use formats::{CalendarFormat, NewsFormat, TableFormat};
pub(crate) use insights::{
    ChainArguments, ChainSide, ExpectedArguments, FootprintArguments, LearnArguments, LearnPlaces,
    TargetArguments, TargetWay,
};
pub(crate) use lists::{
    AuthoritiesArguments, IndicatorsArguments, InspectArguments, NeighboursArguments,
};
pub(crate) use measures::{
    BoardArguments, ClubArguments, ClubExportArguments, ClubReadArguments, ClubTask,
    DashboardArguments, ExceptionsArguments, FrameworkArguments, FrameworkCheckArguments,
    FrameworkKind, FrameworkNewArguments, FrameworkShowArguments, FrameworkTask,
};
pub(crate) use papers::{
    JudgementsArguments, LintArguments, PaperArguments, PlanArguments, VerifyArguments,
};
pub(crate) use releases::{
    CalendarArguments, DoctorArguments, LogFormat, NewsArguments, RefreshArguments,
    ScheduleArguments, TimerProgram,
};
pub(crate) use stats::{FunnelKind, StatArguments, StatMethod};
pub(crate) use stores::{ImportArguments, RevisionsArguments, StoreArguments, StoreTask};

use crate::observation::day::TYPED_DAY_FORMS;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// How an English council's children's services compare with places like it: offline, traceable, from published figures.
#[derive(Parser, Debug)]
#[command(
    name = "yardstick",
    version,
    max_term_width = 110,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: CommonArguments,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Args, Debug, Clone)]
pub(crate) struct CommonArguments {
    /// Read these files or folders in place of the figures in the program; may be given several times
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) data: Vec<PathBuf>,
    /// The folder of your store: its vintages are read beside the figures in the program; may come from yardstick.toml
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) store: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DATE", help = format!("Use what was published by {TYPED_DAY_FORMS} (of a plan: how it stood on that day)"))]
    pub(crate) as_at: Option<String>,
    /// Of the indicators that it holds use this vintage alone from its first year on, by id or release; may be given several times
    #[arg(long, global = true, value_name = "ID")]
    pub(crate) vintage: Vec<String>,
    /// Leave the figures in the program out: only your store and what --data names is used; without_embedded = true in
    /// yardstick.toml does the same
    #[arg(long, alias = "no-embedded", global = true)]
    pub(crate) without_embedded: bool,
    /// Print results and errors only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what is read and what was found in it
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Show local counts of 1 to 5, which are withheld (c) otherwise: for internal use only, never for publication
    #[arg(long, global = true)]
    pub(crate) unsuppressed: bool,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = ColourChoice::Auto)]
    pub(crate) colour: ColourChoice,
}

/// When to colour the terminal's tables.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ColourChoice {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Ask which authority and what to make, make it, and open it
    ///
    /// At a terminal “yardstick” alone does the same, and so does opening the program with the mouse. Every step says the command that
    /// it runs, so that it can be typed the next time.
    Start,
    /// List authorities, or say which one a name or code stands for
    Authorities(AuthoritiesArguments),
    /// List indicators, or search them
    Indicators(IndicatorsArguments),
    /// The ten statistical neighbours of an authority
    Neighbours(NeighboursArguments),
    /// Inspection judgements of an authority, and where they placed it on a day
    ///
    /// The day is that of `--as-at`, or else the day that the judgements are complete to. Ofsted’s are in the program, and youth
    /// justice ratings. `--data` reads Ofsted’s spreadsheets (.ods), files that were read from newer reports’ pages, or a CSV or
    /// workbook with a row an inspection. It must have the columns area, publication_date and overall, and may have framework (ILACS,
    /// SIF, TLAC, CPI, SLAC or HMIP), kind, inspection_date, score, theme and report; any other column is a sub-judgement. A row
    /// without a framework is a youth justice rating of HM Inspectorate of Probation; authorities that share a service are joined by +
    /// in the column area.
    Judgements(JudgementsArguments),
    /// What a file holds: columns, filters with their labels, indicators, periods, symbols
    Inspect(InspectArguments),
    /// Compare an authority with its neighbours, region, England and groups
    Compare(CompareArguments),
    /// Who the people of an indicator are, or why they came: need, age, ethnicity, reason, factor, beside others
    ///
    /// Each category has its number and share as published, the mean of its neighbours' shares, its region and England, and whether it
    /// differs from England beyond chance, all categories taken together. Shares that are withheld stay so: nothing is computed from
    /// what the others leave. Without INDICATOR: the needs of looked-after children and the factors of assessments.
    #[command(visible_aliases = ["who", "why"])]
    Breakdown(BreakdownArguments),
    /// Rates beside what an authority's deprivation alone would lead one to expect
    ///
    /// By the rates of all other authorities and their shares of small areas among England's most deprived tenth: the rate expected, the range of
    /// places as deprived, and on which side the authority lies. It shows how rates go with deprivation, not why. Without INDICATOR:
    /// every rate; what deprivation says little about is named with the reason.
    Expected(ExpectedArguments),
    /// At which step from referral to plan, and to care, a gap to others opens
    ///
    /// Referral, section 47 enquiry, initial conference, plan; and referral, care: the rate at each step beside the neighbours' mean or
    /// England, how many go on of a hundred of the step before, and what each step adds to the gap; the parts sum to it. A step is named
    /// only where it lies beyond the usual spread between authorities. Steps are flows of one year, not the same children.
    Chain(ChainArguments),
    /// What it would take to be at another level, in people, and whether others that stood as far out got there
    ///
    /// Levels: the neighbours' average, the best quarter, England, what deprivation leads to expect, the year before. A sum by the present
    /// count and a count of the past; no forecast.
    Target(TargetArguments),
    /// Which places like an authority stood as far out as it does now, and have moved since
    ///
    /// Places are its neighbours by every list, those that have it as a neighbour, and those about as deprived. One is named only if its
    /// distance from England shrank beyond chance and further than among its own neighbours, for at least three years, without turning back.
    /// With what such places did on average, what else moved there, and Ofsted's judgements. It shows who moved, not why.
    Learn(LearnArguments),
    /// A council's own measures: a performance framework as a file
    ///
    /// A framework says what is measured, which direction is good and why, who owns it, how often it comes and which target holds. Read it,
    /// hold figures against it, or write one to begin with.
    Framework(FrameworkArguments),
    /// A council's own measures on one page: what changed, newest figure, signal, target, national figure beside
    ///
    /// Figures are CSV, XLSX or ODS files with a row a figure or a column a period; counts and bases make shares and rates. A state is a signal
    /// (does the figure depart from its usual variation?) and a target together. Files about single children are refused.
    Dashboard(DashboardArguments),
    /// The weekly or monthly paper: signals, missed targets, late returns and overdue actions only
    ///
    /// Reason, impact and action are the officer's words, kept in a file from week to week; what was written of an older figure is flagged.
    Exceptions(ExceptionsArguments),
    /// Quality audits: shares of grades by quarter, what changed beyond chance, how moderators agree, how many cases a change needs
    ///
    /// FILE has a row a case: grade (Ofsted's words), date or quarter; theme, team, auditor and moderated_grade may stand beside. A sheet
    /// that says whose case it is, or who worked on it, is refused.
    Audit(AuditArguments),
    /// Cases to be done by a day: done, left, the pace needed, the pace reached and when that would end
    ///
    /// FILE has a row a week or a day: period, done or remaining (or both), total in the first row. The day of asking is that of `--as-at`, or
    /// today. What is told of the end is arithmetic on past weeks, never a promise; holes and contradictions are told with their rows.
    Backlog(BacklogArguments),
    /// What several authorities would be as one: counts and populations summed, for a reorganisation
    ///
    /// Where every member's counts are published; what cannot be summed is told with member, file and row. A part of a county is refused.
    Footprint(FootprintArguments),
    /// Figures of several councils with one framework, read together from a shared folder
    ///
    /// Each member exports its figures, small counts guarded before they leave; whoever has the folder makes a page and a workbook for each: who
    /// sent what, rank and range, who lies apart by more than chance, what is missing or defined otherwise.
    Club(ClubArguments),
    /// What is worth saying about an authority, one sentence each, weightiest first
    Findings(FindingsArguments),
    /// All charts and tables of an authority, with a contents page
    Profile(ProfileArguments),
    /// A committee paper from a definition: Word, HTML, Markdown, PDF, Excel, OpenDocument
    Paper(PaperArguments),
    /// Make a paper again from its manifest, and say what would differ now
    Verify(VerifyArguments),
    /// Every authority and indicator in one HTML file that opens in any browser, offline
    Explore(ExploreArguments),
    /// Every authority, indicator and period in one table
    Benchmark(BenchmarkArguments),
    /// An improvement plan or list of recommendations: how far it is, and whether each indicator moved
    ///
    /// FILE is a CSV or a workbook (.xlsx, .ods) that you keep, a row an action: ref, kind, source, recommendation, owner, partner, due, started, status, rag,
    /// updated, indicator, target, evidence, note, in any order. Movement is told from “started”, the day an action began.
    Plan(PlanArguments),
    /// Screen files: a row a finding
    Check(CheckArguments),
    /// Read a paper somebody wrote and say which of its figures and claims the data does not bear out
    ///
    /// It says first how much it could check, and of every sentence with figures that it could not check why. It flags only what
    /// it can show: what may be read in several ways is wrong only when it is wrong in each. With --data, the
    /// files named are another release of the same publications, so that revised figures are recognised.
    Lint(LintArguments),
    /// Trace a figure back to its file, row and release, with the arithmetic, step by step
    Explain(ExplainArguments),
    /// Run a statistical method on the rows of your own file
    ///
    /// A row that cannot be computed comes back with its reason in the last column, “problem”; the others are computed.
    Stat(StatArguments),
    /// Take published files into your store: files, folders, zips
    ///
    /// A publication is recognised by its header, a release by its digest or its file's name. What cannot be read is kept aside
    /// with the reason, and the figures before it stay in use. Exit codes: 0 nothing new, 10 taken in, 11 something set aside.
    Import(ImportArguments),
    /// Look after your store: list, check, prune, export
    Store(StoreArguments),
    /// Past figures that a later release has otherwise, and what that changes
    Revisions(RevisionsArguments),
    /// Look for newly published figures, screen and keep them, and make what depends on them again
    ///
    /// Exit codes: 0 nothing new; 10 new data taken in; 11 something was set aside, with the reasons; 12 a service was not reached.
    /// The last good data stays in use. Papers and profiles listed under [[output]] in yardstick.toml are made again when stale.
    Refresh(RefreshArguments),
    /// What is new for an authority since the last refresh that took something in, a day or a paper: one page, weightiest first
    News(NewsArguments),
    /// What is published when, what is overdue, and what waits for it
    Calendar(CalendarArguments),
    /// Print a timer that runs “refresh” every week and on publication mornings
    Schedule(ScheduleArguments),
    /// Whether everything this program needs is in order, and what to do where it is not
    Doctor(DoctorArguments),
    /// Print a completion script for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Make the embedded figures anew from published files
    #[command(hide = true)]
    Extract(ExtractArguments),
}

/// An indicator made by hand from any EES file.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct ByHandArguments {
    /// Read this column of the EES file given by --data
    #[arg(long, value_name = "COLUMN")]
    pub(crate) column: Option<String>,
    /// Keep rows whose filter has this label; may be given several times
    #[arg(long = "where", value_name = "FILTER=LABEL")]
    pub(crate) selection: Vec<String>,
}

/// With whom to compare.
#[derive(Args, Debug, Clone)]
pub(crate) struct ComparatorArguments {
    /// Groups to compare with: neighbours, region, england, type, coastal, seaside, deprived, judged-good
    /// (or judged-good@DATE), or authorities joined by +; groups joined by & are those that are in all of
    /// them, in quotes: "coastal&deprived"
    #[arg(long = "with", value_name = "GROUP", value_delimiter = ',')]
    pub(crate) groups: Vec<String>,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// Rank abolished authorities too, as DfE's own tool does
    #[arg(long)]
    pub(crate) rank_abolished: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// An authority by name, code or abbreviation (or, with yardstick.toml, the first indicator)
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: Option<String>,
    /// Indicators by id, or by the publisher's own code
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicators: Vec<String>,
    /// Every indicator of this theme, or of this topic of DfE's tool; may be given several times
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    #[command(flatten)]
    pub(crate) comparators: ComparatorArguments,
    /// A period by its label, such as 2024 or 2023-24; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Write charts and tables of the comparison into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) by_hand: ByHandArguments,
    #[command(flatten)]
    pub(crate) drawing: DrawingArguments,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

/// How charts look.
#[derive(Args, Debug, Clone)]
pub(crate) struct DrawingArguments {
    /// Leave the title out of the picture, for a document that prints it as text
    #[arg(long)]
    pub(crate) no_title: bool,
    /// Let the value axis of trends start where the figures do, not at zero
    #[arg(long)]
    pub(crate) cut_axis: bool,
    /// Each neighbour’s own line in the trends, thin, with its name where there is room
    #[arg(long)]
    pub(crate) neighbour_lines: bool,
    /// PNG of every chart: otherwise the chart of all authorities is SVG only
    #[arg(long)]
    pub(crate) all_png: bool,
    /// CSV files without a byte order mark (Excel wants one)
    #[arg(long)]
    pub(crate) no_bom: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ProfileArguments {
    /// An authority by name, code or abbreviation; may come from yardstick.toml
    pub(crate) authority: Option<String>,
    /// Every authority there is: a folder each, with charts as SVG, and a page that leads to them
    #[arg(long, alias = "all", conflicts_with_all = ["authority", "all_png"])]
    pub(crate) every_authority: bool,
    /// Every indicator of this theme; may be given several times; “all” for every one
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// This indicator; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// The folder to write into; otherwise one in this folder, such as rochdale-profile
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) comparators: ComparatorArguments,
    #[command(flatten)]
    pub(crate) drawing: DrawingArguments,
}

#[derive(Args, Debug)]
pub(crate) struct FindingsArguments {
    /// An authority by name, code or abbreviation; may come from yardstick.toml
    pub(crate) authority: Option<String>,
    /// Every authority there is, in order of code
    #[arg(long, conflicts_with = "authority")]
    pub(crate) every_authority: bool,
    /// Every indicator of this theme; may be given several times; “all” for every one
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// This indicator; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// A period by its label, such as 2024 or 2023-24; the newest of each indicator otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// Only so many of an authority’s findings
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<usize>,
    /// In place of findings what a reader must know: the weightiest points, one an indicator, six unless --top says otherwise
    #[arg(long, conflicts_with = "out")]
    pub(crate) summary: bool,
    /// Draw the funnel and the gap to neighbours of each indicator into this folder too
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "every_authority")]
    pub(crate) out: Option<PathBuf>,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) phrases: Option<PathBuf>,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct BenchmarkArguments {
    /// The file to write: .csv, .parquet or .arrow
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
    /// Only this indicator; may be given several times
    #[arg(long, value_name = "INDICATOR")]
    pub(crate) indicator: Vec<String>,
    /// Only indicators of this theme, or of this topic of DfE's tool; may be given several times
    #[arg(long, value_name = "THEME")]
    pub(crate) theme: Vec<String>,
    /// The categories of every breakdown in place of indicators: who the children are, and why they came
    #[arg(long, conflicts_with_all = ["indicator", "theme"])]
    pub(crate) breakdowns: bool,
    /// Which list of statistical neighbours
    #[arg(long, value_name = "2025|2021")]
    pub(crate) list: Option<String>,
    /// Rank abolished authorities too, as DfE's own tool does
    #[arg(long)]
    pub(crate) rank_abolished: bool,
    /// A CSV without a byte order mark
    #[arg(long)]
    pub(crate) no_bom: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Files and folders
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// An authority by name, code or abbreviation (with yardstick.toml, the indicator; with --paper, a number in the paper)
    #[arg(value_name = "AUTHORITY")]
    pub(crate) authority: String,
    /// An indicator by id, or by the publisher's own code
    #[arg(value_name = "INDICATOR", conflicts_with = "paper")]
    pub(crate) indicator: Option<String>,
    /// Trace a number of a paper back, from its manifest: paragraph 3.2, figure-1, table-1
    #[arg(long, value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
    pub(crate) paper: Option<PathBuf>,
    /// A period by its label; the newest otherwise
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) comparators: ComparatorArguments,
    #[command(flatten)]
    pub(crate) by_hand: ByHandArguments,
    /// A table of your own wording: key,phrase,brief
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "paper")]
    pub(crate) phrases: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ExtractArguments {
    /// The folder of published files
    #[arg(long, value_name = "DIR")]
    pub(crate) from: PathBuf,
    /// The folder to write the tidy files into
    #[arg(long, value_name = "DIR")]
    pub(crate) into: PathBuf,
}
