//! The suite beyond the rooms' own tests: one binary, because each that links polars costs minutes and hundreds of megabytes.
//! All of it but `architecture` drives the built program as an officer does, from a folder of its own.
//!
//! Who belongs where:
//!
//! - `architecture`: the map in `src/lib.rs` and the code say the same.
//! - `journey`: one published figure, followed from its row to every output; facts that must come out.
//! - `findings`: what the program says, read whole; facts that must come out true.
//! - `lait_oracle`: DfE's own tool agrees, to the last bit.
//! - `embedded`: the figures in the program are the published ones, and the catalogue is whole.
//! - `reading`: every published file reads; what changed its names is refused by name.
//! - `bad_input`: what is wrong with a file is said, with its place; nothing written before is lost.
//! - `local`: an officer's own figures stay apart from published ones.
//! - `properties`: what holds whatever the figures: symbols, order, repetition.
//! - `snapshots`: what people see, to be looked at when it changes.
//! - `command_line`: what may be typed, and what comes back.
//!
//! What they share: `program` runs it, `published` finds the real files (where they are absent a test says that it is
//! skipped), `rows` and `workbook` read what was written, `rust_source` reads code as the compiler's first pass does.
//!
//! A snapshot that changed for a good reason is accepted with `INSTA_UPDATE=always cargo test snapshots`, once looked at.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on stops; clippy lets only functions marked #[test] do so"
)]

#[path = "tests/architecture.rs"]
mod architecture;
#[path = "tests/bad_input.rs"]
mod bad_input;
#[path = "tests/command_line.rs"]
mod command_line;
#[path = "tests/embedded.rs"]
mod embedded;
#[path = "tests/findings.rs"]
mod findings;
#[path = "tests/journey.rs"]
mod journey;
#[path = "tests/lait_oracle.rs"]
mod lait_oracle;
#[path = "tests/local.rs"]
mod local;
#[path = "tests/program.rs"]
mod program;
#[path = "tests/properties.rs"]
mod properties;
#[path = "tests/published.rs"]
mod published;
#[path = "tests/reading.rs"]
mod reading;
#[path = "tests/rows.rs"]
mod rows;
#[path = "tests/rust_source.rs"]
mod rust_source;
#[path = "tests/snapshots.rs"]
mod snapshots;
#[path = "tests/workbook.rs"]
mod workbook;
