//! How an English council's children's services compare with places like it: offline, traceable, from published figures.
//!
//! # The way a figure travels
//!
//! A figure is a row of a published file. [`source`] reads it as a number, or as the published reason why there is none, and records
//! its file and row. [`screen`] decides whether it may be compared. [`compare`] sets it beside its statistical neighbours, its region,
//! England and its own past, with the methods of [`stat`]. [`finding`] says in words what the comparison shows. [`chart`] draws it
//! through [`figure`], [`table`] and [`paper`] set it, and [`cli`] prints it. The way leads through each room once, never back; with
//! the file and row that were recorded, `yardstick explain` shows it step by step.
//!
//! # The rooms
//!
//! - `error`: one error type: what happened, where, what was expected, what to do; and text as it may be printed (`error/printable.rs`).
//! - `stat`: statistical methods: numbers in, numbers out; it knows no authority and no indicator.
//! - `observation`: what one published figure is: area, period, indicator, reading, provenance; and the table of them. Also what an
//!   inspection judgement is (`judgement`), which is no figure.
//! - `world`: everything outside the program: files, the network (`world/https.rs`), LibreOffice (`world/office.rs`), a person's own
//!   folders and what opens them (`world/desktop.rs`). It records which files were read.
//! - `reference`: what is known besides figures: authorities, neighbours, groups, the catalogue, publications.
//! - `source`: published files into observations, one file a publisher; the figures in the program; papers into passages.
//! - `store`: releases kept on the disk as vintages, none ever rewritten; which of them answer a question.
//! - `plan`: an officer's list of actions or recommendations: read, counted, compared with its older version.
//! - `measure`: a council's own measures: its framework, the figures returned for it, and how each stands.
//! - `screen`: observations into screened observations and a list of checks, one check a file.
//! - `compare`: what a run looks at (`study`), one indicator in full (`panel`), one authority in it (`comparison`), what was tested
//!   (`tested`, one question a file), and what all authorities share (`nation`).
//! - `finding`: what is worth saying, in what order, and how: a kind of finding is a file under `finding/kinds/`, paragraphs and
//!   summaries are made of them in `finding/narrative/`, the wording is in `finding/phrases.csv`, all other prose about figures is in
//!   `finding/prose.rs` and below it.
//! - `lint`: whether a paper that somebody wrote says what the data says: its claims, compared with the panels, and what it
//!   leaves out.
//! - `figure`: values and words into drawings: SVG first, pixels from the same SVG. It knows no authority.
//! - `table`: comparisons into tables, whose columns own their cells; tables into every format.
//! - `chart`: comparisons into charts, one file a form: its name, what it needs, its caption, its drawing and the table behind it.
//!   `FORMS` lists them for profiles, findings and papers.
//! - `paper`: documents: blocks into Word, HTML, Markdown and spreadsheets, and slides.
//! - `inputs`: what a command is asked about and what it reads: files, vintages, authorities, lists and indicators by typed names.
//! - `refresh`: what is published, what of it is new, and how it comes into the store: both ways to DfE's service, pages of GOV.UK,
//!   files brought by hand (`intake`), every publication in turn (`update`), and when a refresh runs by itself (`schedule`).
//! - `composition`: a paper put together from its definition: findings, charts, tables, judgements and plans, counted and numbered in a
//!   manifest from which every entry can be traced.
//! - `dashboard`: a council's own measures with their state, as a page and as a weekly paper of exceptions.
//! - `explore`: the explorer, one HTML file: figures and what is said of them, packed for its page, which stands in `explore/page/`.
//! - `revision`: what differs between two releases of the same figures, and which entries of a paper that concerns.
//! - `calc`: the calculator: `stat` on the rows of an officer's own file.
//! - `run`: what each command does: a request in, an outcome out; it calls the other rooms in order.
//! - `cli`: what may be typed, and what is printed; the questions of a guided start (`cli/start`) and the help (`cli/help`).
//!
//! For tests and `fuzz/` alone there is `fuzzing`: every reader by a name, for damaged bytes.
//!
//! # Floors
//!
//! A room imports only from floors below its own. `tests/architecture.rs` reads this block and holds it.
//!
//! ```text
//! floor 1: error, stat
//! floor 2: observation, world
//! floor 3: reference
//! floor 4: source
//! floor 5: screen, plan, measure
//! floor 6: compare, store
//! floor 7: finding, figure
//! floor 8: table, lint, inputs
//! floor 9: chart
//! floor 10: paper, refresh
//! floor 11: calc, composition
//! floor 12: revision, explore
//! floor 13: dashboard
//! floor 14: run
//! floor 15: cli
//! crate statrs: stat
//! crate rand: stat
//! crate rand_pcg: stat
//! crate rand_distr: stat
//! crate polars: observation, source, store, table
//! crate clap: cli
//! crate clap_complete: cli
//! crate glob: cli
//! crate clap_mangen: cli
//! crate indicatif: cli
//! crate inquire: cli/start/ask.rs
//! crate known_folders: world
//! crate xdg_user: world
//! crate plotters: figure/ink.rs
//! crate resvg: figure/raster.rs
//! crate rust_xlsxwriter: table
//! crate arrow_array: table
//! crate arrow_ipc: table
//! crate arrow_schema: table
//! crate minijinja: paper
//! crate calamine: source
//! crate quick_xml: table, paper, source, refresh/schedule.rs
//! crate zip: world, table, paper, source, refresh, run
//! crate pulldown_cmark: paper, source
//! crate std::fs: world/disk.rs, world/disk_desktop.rs, world/disk_storage.rs, world/office.rs
//! crate std::net: world/https.rs
//! crate ureq: world/https.rs
//! crate std::time: world, store, refresh, run/doctor/network.rs
//! crate std::env: world/disk.rs, world/disk_desktop.rs, world/disk_storage.rs, world/https.rs, world/office.rs, main.rs
//! crate std::process: world/disk_desktop.rs, world/disk_storage.rs, world/office.rs, main.rs
//! ```
//!
//! # Invariants
//!
//! 1. Above the panel there is no frame, only plain Rust over slices.
//! 2. Only `screen::screen` can make a `Screened`: nothing is compared that was not screened.
//! 3. A symbol is never a zero, never enters an aggregate, and shows as itself.
//! 4. England and regions are as published, never computed from authorities; totals are not compared with one authority.
//! 5. No sentence takes a bare number: it takes the comparison that the number comes from. No finding can be made without its
//!    evidence, and no evidence outside the comparison that it is: both hold by type.
//! 6. Faults in data are results (`Check`); errors are for the world and for usage.
//! 7. Same inputs, same bytes, on every system: ordered maps, no clock in outputs, numbers with twelve digits, written aside and renamed.
//! 8. An indicator, an authority or a neighbour list is a row under `data/`, never a page of code.
//! 9. A column owns the way from a row to its cell: the columns and rows of a table come from `table/columns.rs` alone.

mod calc;
mod chart;
mod cli;
mod compare;
mod composition;
mod dashboard;
mod error;
mod explore;
mod figure;
mod finding;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod inputs;
mod lint;
mod measure;
mod observation;
mod paper;
mod plan;
mod reference;
mod refresh;
mod revision;
mod run;
mod screen;
mod source;
mod stat;
mod store;
mod table;
mod world;

pub use error::{Error, Kind, Result};

/// Runs the program on the machine's own files, and answers with the exit code.
pub fn run(arguments: impl Iterator<Item = std::ffi::OsString>) -> u8 {
    cli::run(arguments, &world::Disk::default())
}
