//! What was probably meant by a command line that cannot be understood: the nearest names first.

use super::help;
use crate::reference::Reference;
use crate::reference::nearest::nearest_few;
use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The answer to a mistyped command line, with what was probably meant.
pub(super) fn with_suggestions(mut fault: clap::Error) -> clap::Error {
    match fault.kind() {
        ErrorKind::InvalidSubcommand => nearest_commands(&mut fault),
        _ => commands_of_format(&mut fault),
    }
    fault
}

/// The commands most like the one that was typed. The parser's own list has no order, and names what is hardly like it.
fn nearest_commands(fault: &mut clap::Error) {
    let Some(ContextValue::String(typed)) = fault.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    let offered = match fault.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::Strings(names)) => names.as_slice(),
        _ => &[],
    };
    let all = help::command();
    // A part of a command is mistyped too: what the parser offers says of which.
    let command = all
        .get_subcommands()
        .find(|command| is_part_of(command, offered))
        .unwrap_or(&all);
    let names: Vec<&str> = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .flat_map(Command::get_name_and_visible_aliases)
        .collect();
    let near = nearest_few(typed, names.into_iter());
    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
    let is_authority = near.is_empty() && is_authority(typed);
    let profile = format!("“yardstick profile {typed}” makes the profile of an authority");
    if near.is_empty() {
        fault.remove(ContextKind::SuggestedSubcommand);
    } else {
        let near = ContextValue::Strings(near);
        fault.insert(ContextKind::SuggestedSubcommand, near);
    }
    if is_authority {
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(profile)]);
        fault.insert(ContextKind::Suggested, tip);
    }
}

/// Whether a word is an authority, typed where a command is wanted.
fn is_authority(typed: &str) -> bool {
    let reference = Reference::embedded();
    reference.is_ok_and(|reference| reference.register.resolve(typed).is_ok())
}

/// Whether names are those of parts of a command.
fn is_part_of(command: &Command, names: &[String]) -> bool {
    !names.is_empty()
        && names.iter().all(|name| {
            command
                .get_subcommands()
                .any(|part| part.get_name() == name)
        })
}

/// A format that only other commands have: the message says which.
fn commands_of_format(fault: &mut clap::Error) {
    let (Some(ContextValue::String(option)), Some(ContextValue::String(format))) = (
        fault.get(ContextKind::InvalidArg),
        fault.get(ContextKind::InvalidValue),
    ) else {
        return;
    };
    if !option.starts_with("--format ") {
        return;
    }
    let tips: Vec<StyledStr> = help::command()
        .get_subcommands()
        .filter(|command| has_format(command, format))
        .map(|command| StyledStr::from(format!("“yardstick {}” has it", command.get_name())))
        .collect();
    if !tips.is_empty() {
        fault.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
}

fn has_format(command: &Command, format: &str) -> bool {
    command
        .get_arguments()
        .filter(|argument| argument.get_id() == "format")
        .flat_map(clap::Arg::get_possible_values)
        .any(|value| value.matches(format, false))
}
