//! yardstick
#![allow(dead_code)]
mod cli;
mod compare;
mod error;
mod figure;
mod finding;
mod observation;
mod paper;
mod reference;
mod run;
mod screen;
mod source;
mod stat;
mod table;
mod world;

pub use error::{Error, Kind, Result};

/// Runs the program on the machine's own files and clock, and answers with the exit code.
pub fn run(arguments: impl Iterator<Item = std::ffi::OsString>) -> u8 {
    cli::run(arguments, &world::Disk::default())
}
