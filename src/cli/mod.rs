//! The command line: what was typed becomes what will be done; one file a command; [`print`] alone writes to the terminal.

pub(crate) mod args;
mod benchmark;
mod extract;
mod print;
mod setting;

use crate::error::Result;
use crate::world::World;
use args::{Arguments, Command};
use clap::Parser;
use setting::Setting;

/// Parses, runs and answers with the exit code.
pub(crate) fn run(arguments: impl Iterator<Item = std::ffi::OsString>, world: &dyn World) -> u8 {
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(told) => return print::usage(&told),
    };
    match dispatch(&parsed, world) {
        Ok(code) => code,
        Err(fault) => {
            print::error(&fault);
            fault.exit_code()
        }
    }
}

fn dispatch(arguments: &Arguments, world: &dyn World) -> Result<u8> {
    let setting = Setting::of(&arguments.common, world)?;
    match &arguments.command {
        Command::Benchmark(wanted) => benchmark::run(&setting, wanted),
        Command::Extract(wanted) => extract::run(&setting, wanted),
        _ => Ok(0),
    }
}
