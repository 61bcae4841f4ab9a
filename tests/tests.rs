//! The suite beyond the rooms' own tests: one binary, because each that links polars costs minutes and hundreds of megabytes.
//! All of it but `architecture` and `methods` drives the built program as an officer does, from a folder of its own.
//!
//! Who belongs where:
//!
//! - `accessibility`: pages that everyone can use, by axe-core in headless Chromium.
//! - `architecture`: the map in `src/lib.rs` and the code say the same.
//! - `journey`: one published figure, followed from its row to every output; facts that must come out.
//! - `findings`: what the program says, read whole; facts that must come out true.
//! - `judgements`: inspectorates' judgements: what held on a day, as published counts have it; what is wrong with a file.
//! - `lait_oracle`: DfE's own tool agrees, to the last bit.
//! - `embedded`: the figures in the program are the published ones, and the catalogue is whole.
//! - `reading`: every published file reads; what changed its names is refused by name.
//! - `refresh`: new releases from a stand-in for DfE’s services (`server`), with everything that goes wrong out there.
//! - `resume`: what a refresh need not fetch again: what came before it was killed, what a list would repeat.
//! - `services`: what the services’ own description warns of, a test a case.
//! - `drop_folder`: the other ways in: a folder for files from a browser, and pages of GOV.UK.
//! - `line`: proxies, certificates, what is sent over the line, and what the doctor says of it.
//! - `years`: three refreshes over two years of real files: vintages, revisions, news, outputs, from one’s own store alone.
//! - `faults`: refreshes that are killed, run out of disk, meet broken bytes and clocks that jump.
//! - `news`: what is new and what is due, whether all is in order, timers.
//! - `bad_input`: what is wrong with a file is said, with its place; nothing written before is lost.
//! - `profile`: a whole profile: charts that say what they show, data beside them, links that lead somewhere.
//! - `logs`: a line a run, whole, naming nobody; when a timer's run is not due.
//! - `lint`: somebody’s paper beside the data: faults found, truth left alone.
//! - `papers`: committee papers: the standard ones as committed, sound, short enough, traceable.
//! - `local`: an officer's own figures stay apart from published ones.
//! - `plan`: an officer's plan: counted, followed, and never said to be why figures moved.
//! - `local_parts`: the same by month, quarter and week; control charts; small counts.
//! - `store`: releases taken in, asked as at a day, revised; killed, filled up and written by two at once.
//! - `revisions`: what a later release has otherwise, counted; which papers rest on it.
//! - `vintages`: which figures speak as at a day or of a vintage; what was set aside and is read again; copies of a store.
//! - `properties`: what holds whatever the figures: symbols, order, repetition.
//! - `snapshots`: what people see, to be looked at when it changes.
//! - `methods`: the room `stat/` gives what others published and computed; its own rules hold for any input.
//! - `calculator`: `yardstick stat`, every method once, what it refuses and what comes back.
//! - `notebooks`: the worked notebooks derive what the program says.
//! - `command_line`: what may be typed, and what comes back.
//! - `days`: a day is typed in the same ways for every command.
//!
//! What they share: `program` runs it, `docx_check` looks into Word files, `published` finds the real files (where they are absent a test says that it is
//! skipped), `rows` and `workbook` read what was written, `rust_source` reads code as the compiler's first pass does.
//!
//! A snapshot that changed for a good reason is accepted with `INSTA_UPDATE=always cargo test snapshots`, once looked at.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on stops; clippy lets only functions marked #[test] do so"
)]

mod accessibility;
mod architecture;
mod bad_input;
mod calculator;
mod command_line;
mod days;
mod docx_check;
mod drop_folder;
mod embedded;
mod faults;
mod findings;
mod journey;
mod judgements;
mod lait_oracle;
mod line;
mod lint;
mod local;
mod local_parts;
mod logs;
mod methods;
mod news;
mod notebooks;
mod papers;
mod plan;
mod profile;
mod program;
mod properties;
mod published;
mod reading;
mod refresh;
mod resume;
mod revisions;
mod rows;
mod rust_source;
mod server;
mod services;
mod snapshots;
mod store;
mod vintages;
mod workbook;
mod years;
