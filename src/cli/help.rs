//! The help as it is printed: `-h` leads with what to type and a few options, `--help` has all of it. What stands in it comes from
//! the arguments and from one list, [`commands`].

mod asking;
pub(super) mod commands;
pub(super) mod entry;

use super::args::Arguments;
use super::print;
use clap::{Arg, Command, CommandFactory};
use commands::{FIRST, GROUPS};
use entry::{CommandGroup, CommandHelp, Example};

/// Letters of a line; a narrower terminal breaks it once more.
const WIDTH: usize = 92;
/// Examples of a short help.
const SHOWN: usize = 3;
/// Letters of the longest name of a command, and two blanks.
const NAME_WIDTH: usize = 15;
/// The heading of options that every command has.
const COMMON: &str = "Options of every command";

/// The command line with its help.
pub(super) fn command() -> Command {
    let plain = Arguments::command();
    let common: Vec<Arg> = plain
        .get_arguments()
        .filter(|argument| argument.is_global_set())
        .cloned()
        .collect();
    let command = only_short(plain, &FIRST)
        .help_template(
            "{about-with-newline}\n{usage-heading} {usage}\n\n{before-help}Options:\n{options}{after-help}",
        )
        .before_help(first(&[]))
        .after_help("“yardstick COMMAND -h” has options and examples of a command; “yardstick --help” has all of this.")
        .mut_subcommands(|inner| {
            let name = inner.get_name().to_owned();
            dressed(inner, &name, &common)
        });
    let groups = listed(&command);
    command.before_long_help(first(&groups)).after_long_help(
        "A command that prints a table has --format; “yardstick COMMAND --help” lists its formats, and has examples.\n\n\
         Contains public sector information licensed under the Open Government Licence v3.0.",
    )
}

/// A command, and the parts of it, with examples and with the options that matter first.
fn dressed(command: Command, path: &str, common: &[Arg]) -> Command {
    let Some(help) = commands::all().find(|of| of.name == path) else {
        // A maintainer's command is in no list.
        return command;
    };
    let own = common.iter().filter(|argument| {
        command
            .get_arguments()
            .all(|of| of.get_id() != argument.get_id())
    });
    let own: Vec<Arg> = own
        .cloned()
        .map(|argument| argument.help_heading(COMMON))
        .collect();
    let command = only_short(command.args(own), help);
    let hidden = command
        .get_arguments()
        .filter(|argument| argument.is_hide_short_help_set())
        .count();
    let examples = |most: usize| told(help.examples.iter().take(most));
    command
        .after_help(format!(
            "{}\n“yardstick {path} --help” lists {hidden} more options.",
            examples(SHOWN)
        ))
        .after_long_help(examples(usize::MAX).trim_end().to_owned())
        .mut_subcommands(|part| {
            let path = format!("{path} {}", part.get_name());
            dressed(part, &path, common)
        })
}

/// The command with all options but the listed ones left out of its short help.
fn only_short(command: Command, help: &CommandHelp) -> Command {
    command.mut_args(|argument| {
        let name = argument.get_long().unwrap_or_default();
        let is_hidden = !argument.is_positional() && !help.options.contains(&name);
        argument.hide_short_help(is_hidden)
    })
}

/// Examples, each with what it gives.
fn told<'e>(examples: impl Iterator<Item = &'e Example>) -> String {
    let each = examples.map(|example| {
        format!(
            "  {}\n{}",
            example.typed,
            print::labelled("      ", example.gives, WIDTH)
        )
    });
    format!("Examples:\n{}", each.collect::<String>())
}

/// What to type first, and the commands: names alone, or each with what it is for.
fn first(groups: &[String]) -> String {
    let commands = if groups.is_empty() {
        let each = GROUPS.iter().map(|group| {
            let names: Vec<&str> = names(group).collect();
            print::labelled(&format!("  {}: ", group.heading), &names.join(", "), WIDTH)
        });
        format!("Commands:\n{}", each.collect::<String>())
    } else {
        groups.concat()
    };
    let begin = told(FIRST.examples.iter()).replace("Examples:", "Begin with one of these:");
    format!("{begin}\n{commands}")
}

/// The names of a group's commands, without their parts.
fn names(group: &CommandGroup) -> impl Iterator<Item = &'static str> {
    let all = group.commands.iter().map(|of| of.name);
    all.filter(|name| !name.contains(' '))
}

/// The commands by group, each with what it is for.
fn listed(command: &Command) -> Vec<String> {
    let about = |name: &str| {
        let about = command.find_subcommand(name).and_then(Command::get_about);
        about.map(ToString::to_string).unwrap_or_default()
    };
    GROUPS
        .iter()
        .map(|group| {
            let each = names(group).map(|name| {
                let label = format!("  {name:width$}", width = NAME_WIDTH - 2);
                print::labelled(&label, &about(name), WIDTH)
            });
            format!("{}:\n{}\n", group.heading, each.collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every command that is listed, with its parts, as it is typed.
    fn typed(command: &Command, before: &str, found: &mut BTreeSet<String>) {
        for inner in command.get_subcommands().filter(|of| !of.is_hide_set()) {
            let name = format!("{before}{}", inner.get_name());
            typed(inner, &format!("{name} "), found);
            found.insert(name);
        }
    }

    #[test]
    fn every_command_has_its_place_its_options_and_an_example() {
        let command = command();
        let mut there = BTreeSet::new();
        typed(&command, "", &mut there);
        let listed: BTreeSet<String> = commands::all().map(|of| of.name.to_owned()).collect();
        assert_eq!(there, listed);
        for help in commands::all() {
            assert!(help.options.len() <= 5, "{}", help.name);
            assert!(!help.examples.is_empty(), "{}", help.name);
            let mut inner = &command;
            for part in help.name.split(' ') {
                inner = inner.find_subcommand(part).expect("a command");
            }
            for option in help.options {
                let is_there = inner
                    .get_arguments()
                    .any(|of| of.get_long() == Some(option));
                assert!(is_there, "{} has no --{option}", help.name);
            }
        }
    }

    #[test]
    fn a_short_help_has_few_options_and_fits_a_screen() {
        let command = command();
        let mut all = BTreeSet::new();
        typed(&command, "", &mut all);
        for name in all.iter().map(String::as_str).chain([""]) {
            let words = name
                .split(' ')
                .filter(|word| !word.is_empty())
                .chain(["-h"]);
            let answer = super::command()
                .try_get_matches_from(std::iter::once("yardstick").chain(words))
                .expect_err("help");
            let text = answer.render().to_string();
            let options = text.lines().filter(|line| {
                line.trim_start().starts_with("--")
                    || line.trim_start().starts_with("-q")
                    || line.trim_start().starts_with("-v")
            });
            assert!(options.count() <= 5, "{text}");
            assert!(
                text.lines().count() <= 45,
                "{} lines\n{text}",
                text.lines().count()
            );
            assert!(text.contains("\n  yardstick "), "{text}");
        }
    }
}
