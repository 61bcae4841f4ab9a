//! The command line: what was typed becomes what will be done; one file a command; [`print`] alone writes to the terminal.

pub(crate) mod args;
mod benchmark;
mod calendar;
mod check;
mod compare;
mod doctor;
mod explain;
mod extract;
mod findings;
mod import;
mod inspect;
mod judgements;
mod lint;
mod lists;
mod news;
mod paper;
mod plan;
mod print;
mod profile;
mod refresh;
mod revisions;
mod schedule;
pub(crate) mod setting;
mod stat;
mod store;
mod verify;

use crate::error::{Error, Result};
use crate::world::World;
use args::{Arguments, Command, Format};
use clap::{CommandFactory, Parser};
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
    fits(arguments)?;
    if let Command::Doctor(wanted) = &arguments.command {
        return doctor::run(&arguments.common, wanted, world);
    }
    let setting = Setting::of(&arguments.common, world).inspect_err(|fault| {
        if let Command::Refresh(wanted) = &arguments.command {
            refresh::log_fault(world, wanted, fault);
        }
    })?;
    match &arguments.command {
        Command::Benchmark(wanted) => benchmark::run(&setting, wanted),
        Command::Extract(wanted) => extract::run(&setting, wanted),
        Command::Authorities(wanted) => lists::authorities(&setting, wanted),
        Command::Indicators(wanted) => lists::indicators(&setting, wanted),
        Command::Neighbours(wanted) => lists::neighbours(&setting, wanted),
        Command::Judgements(wanted) => judgements::run(&setting, wanted),
        Command::Inspect(wanted) => inspect::run(&setting, wanted),
        Command::Compare(wanted) => compare::run(&setting, wanted),
        Command::Findings(wanted) => findings::run(&setting, wanted),
        Command::Lint(wanted) => lint::run(&setting, wanted),
        Command::Profile(wanted) => profile::run(&setting, wanted),
        Command::Paper(wanted) => paper::run(&setting, wanted),
        Command::Verify(wanted) => verify::run(&setting, wanted),
        Command::Plan(wanted) => plan::run(&setting, wanted),
        Command::Check(wanted) => check::run(&setting, wanted),
        Command::Explain(wanted) => explain::run(&setting, wanted),
        Command::Stat(wanted) => stat::run(&setting, wanted),
        Command::Refresh(wanted) => refresh::run(&setting, wanted),
        Command::Import(wanted) => import::run(&setting, wanted),
        Command::Store(wanted) => store::run(&setting, wanted),
        Command::Revisions(wanted) => revisions::run(&setting, wanted),
        Command::News(wanted) => news::run(&setting, wanted),
        Command::Calendar(wanted) => calendar::run(&setting, wanted),
        Command::Schedule(wanted) => schedule::run(&setting, wanted),
        Command::Doctor(_) => Ok(0),
        Command::Completions { shell } => {
            print::result_bytes(&completions(*shell));
            Ok(0)
        }
        Command::Man => {
            print::result_bytes(&manual()?);
            Ok(0)
        }
    }
}

/// # Errors
/// A format that only other commands have.
fn fits(arguments: &Arguments) -> Result<()> {
    let (owner, name) = match arguments.common.format {
        Some(Format::Html) if !matches!(arguments.command, Command::News(_)) => ("news", "html"),
        Some(Format::Ics) if !matches!(arguments.command, Command::Calendar(_)) => {
            ("calendar", "ics")
        }
        _ => return Ok(()),
    };
    Err(
        Error::usage(format!("--format {name} is for “yardstick {owner}” alone"))
            .expected("table, csv, json or markdown"),
    )
}

fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "yardstick", &mut script);
    script
}

fn manual() -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let made = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    made.map(|()| page)
        .map_err(|fault| crate::error::Error::unwritten("the manual page", fault.to_string()))
}
