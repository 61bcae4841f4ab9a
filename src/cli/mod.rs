//! The command line: what was typed becomes what will be done; one file a command; [`print`] alone writes to the terminal.

pub(crate) mod args;
mod benchmark;
mod breakdown;
mod calendar;
mod check;
mod compare;
mod completions;
mod doctor;
mod explain;
mod explore;
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
mod tell;
mod typed_paths;
mod verify;

use crate::error::{Error, Result};
use crate::world::World;
use args::{Arguments, Command};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use setting::Setting;

/// Parses, runs and answers with the exit code.
pub(crate) fn run(arguments: impl Iterator<Item = std::ffi::OsString>, world: &dyn World) -> u8 {
    let parsed = Arguments::command()
        .try_get_matches_from(arguments)
        .and_then(|typed| Ok((Arguments::from_arg_matches(&typed)?, typed)));
    let (parsed, typed) = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => return print::usage(with_commands_of_format(fault)),
    };
    match checked(parsed, &typed, world).and_then(|parsed| dispatch(&parsed, world)) {
        Ok(code) => code,
        Err(fault) => {
            print::error(&fault);
            fault.exit_code()
        }
    }
}

/// What was typed, with its paths as they were meant.
///
/// # Errors
/// A path that a shell has changed; a pattern that no file fits.
fn checked(mut parsed: Arguments, typed: &ArgMatches, world: &dyn World) -> Result<Arguments> {
    typed_paths::refuse_quotes(&Arguments::command(), typed)?;
    typed_paths::expand(&mut parsed, world)?;
    Ok(parsed)
}

fn dispatch(arguments: &Arguments, world: &dyn World) -> Result<u8> {
    let common = &arguments.common;
    let setting = || Setting::of(common, world);
    match &arguments.command {
        Command::Explore(wanted) => explore::run(&setting()?, wanted),
        Command::Benchmark(wanted) => benchmark::run(&setting()?, wanted),
        Command::Extract(wanted) => extract::run(&setting()?, wanted),
        Command::Authorities(wanted) => lists::authorities(&setting()?, wanted),
        Command::Indicators(wanted) => lists::indicators(&setting()?, wanted),
        Command::Neighbours(wanted) => lists::neighbours(&setting()?, wanted),
        Command::Judgements(wanted) => judgements::run(&setting()?, wanted),
        Command::Inspect(wanted) => inspect::run(&setting()?, wanted),
        Command::Compare(wanted) => compare::run(&setting()?, wanted),
        Command::Breakdown(wanted) => breakdown::run(&setting()?, wanted),
        Command::Findings(wanted) => findings::run(&setting()?, wanted),
        Command::Lint(wanted) => lint::run(&setting()?, wanted),
        Command::Profile(wanted) => profile::run(&setting()?, wanted),
        Command::Paper(wanted) => paper::run(&setting()?, wanted),
        Command::Verify(wanted) => verify::run(&setting()?, wanted),
        Command::Plan(wanted) => plan::run(&setting()?, wanted),
        Command::Check(wanted) => check::run(&setting()?, wanted),
        Command::Explain(wanted) => explain::run(&setting()?, wanted),
        Command::Stat(wanted) => stat::run(&setting()?, wanted),
        Command::Refresh(wanted) => {
            let setting =
                setting().inspect_err(|fault| refresh::log_fault(world, wanted, fault))?;
            refresh::run(&setting, wanted)
        }
        Command::Import(wanted) => import::run(&setting()?, wanted),
        Command::Store(wanted) => store::run(&setting()?, wanted),
        Command::Revisions(wanted) => revisions::run(&setting()?, wanted),
        Command::News(wanted) => news::run(&setting()?, wanted),
        Command::Calendar(wanted) => calendar::run(&setting()?, wanted),
        Command::Schedule(wanted) => schedule::run(&setting()?, wanted),
        Command::Doctor(wanted) => doctor::run(common, wanted, world),
        Command::Completions { shell } => {
            print::result_bytes(&completions::script(*shell)?)?;
            Ok(0)
        }
        Command::Man => {
            print::result_bytes(&manual()?)?;
            Ok(0)
        }
    }
}

/// A format that only other commands have: the message says which.
fn with_commands_of_format(mut fault: clap::Error) -> clap::Error {
    let (Some(ContextValue::String(option)), Some(ContextValue::String(format))) = (
        fault.get(ContextKind::InvalidArg),
        fault.get(ContextKind::InvalidValue),
    ) else {
        return fault;
    };
    if !option.starts_with("--format ") {
        return fault;
    }
    let tips: Vec<StyledStr> = Arguments::command()
        .get_subcommands()
        .filter(|command| has_format(command, format))
        .map(|command| StyledStr::from(format!("“yardstick {}” has it", command.get_name())))
        .collect();
    if !tips.is_empty() {
        fault.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    fault
}

fn has_format(command: &clap::Command, format: &str) -> bool {
    command
        .get_arguments()
        .filter(|argument| argument.get_id() == "format")
        .flat_map(clap::Arg::get_possible_values)
        .any(|value| value.matches(format, false))
}

fn manual() -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command())
        .render(&mut page)
        .map_err(|fault| Error::unwritten("the manual page", fault.to_string()))?;
    Ok(page)
}
