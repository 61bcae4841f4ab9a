//! How an English council's children's services compare with places like it: offline, traceable, from published figures.
//!
//! # The way a figure travels
//!
//! A figure is a row of a published file. [`source`] reads it (a number, or the published reason there is none) and keeps the file and
//! the row that it came from. [`screen`] decides whether it may be compared. [`compare`] sets it beside its neighbours, its region,
//! England and its own past; [`stat`] computes ranks, intervals and tests. [`finding`] puts into words what the comparison shows.
//! [`chart`] and [`figure`] draw it, [`table`] and [`paper`] set it, and [`cli`] prints it. A room takes what earlier rooms made, and
//! nothing runs back; `yardstick explain` traces a figure to its file and row.
//!
//! # The rooms
//!
//! - `error`: one error: what, where, what was expected, what to do.
//! - `stat`: numbers in, numbers out; knows no authority and no indicator.
//! - `observation`: what one published figure is: area, period, indicator, reading, provenance; the tidy table of them. And what
//!   an inspection is (`judgement`), which is no figure.
//! - `world`: everything outside the program: files, the network (`world/https.rs`), LibreOffice (`world/office.rs`); it records what was read.
//! - `reference`: what we know that is not an observation: authorities, neighbours, groups, the catalogue, publications.
//! - `source`: published files into observations, one file a publisher; the embedded figures too; papers into passages.
//! - `store`: releases kept as vintages on the disk, none ever rewritten; which of them are used for a question.
//! - `plan`: an officer's list of actions or recommendations: read, counted, held against its older version.
//! - `screen`: observations into screened ones and a list of findings, one check a file.
//! - `compare`: one indicator in full (`panel`), one authority in it (`peers`, `course`), all of them (`bench`); what was tested
//!   (`tested`), one question a file, and what all authorities share in it (`nation`).
//! - `finding`: what is worth saying, what comes first and how it is said: a kind of finding is a file under `finding/kinds/`, the
//!   house's wording is `finding/phrases.csv`, all other prose about figures stands in `finding/words.rs` and below it.
//! - `lint`: does a paper that somebody wrote say what the data says? What it claims, held against the panels.
//! - `figure`: values and words into charts; SVG first, pixels from the same SVG.
//! - `table`: comparisons into tables; tables into every format.
//! - `chart`: comparisons into charts, one form a file: its name, what it needs, its caption, its drawing and the table behind it;
//!   `FORMS` lists them for profiles, findings and papers.
//! - `paper`: documents.
//! - `refresh`: what is published and what is new: routes, both ways to DfE's service, pages of GOV.UK, whether what came is whole.
//! - `calc`: the calculator: the methods of `stat` on the rows of an officer's own file.
//! - `run`: what each command does, one file a command: an order in, an outcome back.
//! - `cli`: which arguments make an order, and how an outcome is printed.
//!
//! And for tests and `fuzz/` alone `fuzzing`: every reader by a name, for bytes that nobody meant.
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
//! floor 5: screen, plan
//! floor 6: compare, store
//! floor 7: finding, figure
//! floor 8: table, lint
//! floor 9: chart
//! floor 10: paper, refresh
//! floor 11: calc, run
//! floor 12: cli
//! crate statrs: stat
//! crate rand_pcg: stat
//! crate rand_distr: stat
//! crate polars: observation, source, store, table
//! crate clap: cli
//! crate clap_complete: cli
//! crate clap_mangen: cli
//! crate indicatif: cli
//! crate plotters: figure/ink.rs
//! crate resvg: figure/raster.rs
//! crate rust_xlsxwriter: table
//! crate arrow: table
//! crate minijinja: paper
//! crate calamine: source
//! crate quick_xml: table, paper, source, run/schedule.rs
//! crate zip: table, paper, source, refresh, run
//! crate pulldown_cmark: paper, source
//! crate std::fs: world/disk.rs, world/disk_storage.rs, world/office.rs
//! crate std::net: world/https.rs
//! crate ureq: world/https.rs
//! crate std::time: world, store, refresh, run/doctor/network.rs
//! crate std::env: world/disk.rs, world/disk_storage.rs, world/https.rs, world/office.rs, main.rs
//! crate std::process: world/disk_storage.rs, world/office.rs, main.rs
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
//! 7. Same inputs, same bytes: ordered maps, no clock in outputs, written aside and renamed.
//! 8. An indicator, an authority or a neighbour list is a row under `data/`, never a page of code.

mod calc;
mod chart;
mod cli;
mod compare;
mod error;
mod figure;
mod finding;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod lint;
mod observation;
mod paper;
mod plan;
mod reference;
mod refresh;
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
