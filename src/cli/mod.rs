//! The command line: what was typed becomes what will be done; one file a command; [`print`] alone writes to the terminal, [`help`] has
//! what is to be known of each command, and [`start`] asks whoever knows none.

pub(crate) mod args;
mod audit;
mod backlog;
mod benchmark;
mod breakdown;
mod calendar;
mod chain;
mod check;
mod club;
mod compare;
mod completions;
mod dashboard;
mod doctor;
mod expected;
mod explain;
mod explore;
mod extract;
mod findings;
mod footprint;
mod framework;
mod help;
mod import;
mod insights;
mod inspect;
mod judgements;
mod learn;
mod lint;
mod lists;
mod manual;
mod mistyped;
mod news;
mod paper;
mod plan;
mod print;
mod profile;
mod refresh;
mod revisions;
mod schedule;
pub(crate) mod setting;
mod sheet_report;
mod start;
mod stat;
mod store;
mod target;
mod tell;
mod typed_paths;
mod verify;

use crate::error::Result;
use crate::world::World;
use args::{Arguments, Command};
use clap::{ArgMatches, FromArgMatches};
use setting::Setting;
use std::ffi::OsString;

/// Parses, runs and answers with the exit code. Whoever types nothing, or opens the program with the mouse, is asked.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>, world: &dyn World) -> u8 {
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.len() < 2 && start::can_ask(world) {
        return start::alone(world);
    }
    typed(arguments.into_iter(), world)
}

/// Runs a command line, the program's name in front, and answers with the exit code.
fn typed(arguments: impl Iterator<Item = OsString>, world: &dyn World) -> u8 {
    let parsed = help::command()
        .try_get_matches_from(arguments)
        .and_then(|found| {
            let parsed = Arguments::from_arg_matches(&found)
                .map_err(|fault| fault.format(&mut help::command()))?;
            Ok((parsed, found))
        });
    let (parsed, found) = match parsed {
        Ok(parsed) => parsed,
        Err(fault) => return print::usage(mistyped::with_suggestions(fault)),
    };
    match checked(parsed, &found, world).and_then(|parsed| dispatch(&parsed, world)) {
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
    typed_paths::refuse_quotes(&help::command(), typed)?;
    typed_paths::expand(&mut parsed, world)?;
    Ok(parsed)
}

fn dispatch(arguments: &Arguments, world: &dyn World) -> Result<u8> {
    let common = &arguments.common;
    let setting = || Setting::of(common, world);
    match &arguments.command {
        Command::Explore(wanted) => explore::run(&setting()?, wanted),
        Command::Benchmark(wanted) => benchmark::run(&setting()?, wanted),
        Command::Start => start::run(world),
        Command::Extract(wanted) => extract::run(&setting()?, wanted),
        Command::Authorities(wanted) => lists::authorities(&setting()?, wanted),
        Command::Indicators(wanted) => lists::indicators(&setting()?, wanted),
        Command::Neighbours(wanted) => lists::neighbours(&setting()?, wanted),
        Command::Judgements(wanted) => judgements::run(&setting()?, wanted),
        Command::Inspect(wanted) => inspect::run(&setting()?, wanted),
        Command::Compare(wanted) => compare::run(&setting()?, wanted),
        Command::Breakdown(wanted) => breakdown::run(&setting()?, wanted),
        Command::Expected(wanted) => expected::run(&setting()?, wanted),
        Command::Chain(wanted) => chain::run(&setting()?, wanted),
        Command::Target(wanted) => target::run(&setting()?, wanted),
        Command::Learn(wanted) => learn::run(&setting()?, wanted),
        Command::Framework(wanted) => framework::run(&setting()?, &wanted.task),
        Command::Dashboard(wanted) => dashboard::run(&setting()?, wanted),
        Command::Club(wanted) => club::run(&setting()?, wanted),
        Command::Exceptions(wanted) => dashboard::exceptions(&setting()?, wanted),
        Command::Audit(wanted) => audit::run(&setting()?, wanted),
        Command::Backlog(wanted) => backlog::run(&setting()?, wanted),
        Command::Footprint(wanted) => footprint::run(&setting()?, wanted),
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
            print::result_bytes(&manual::page()?)?;
            Ok(0)
        }
    }
}
