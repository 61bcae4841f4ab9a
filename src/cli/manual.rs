//! The manual page: one page with every command in it, exit codes, files and variables of the environment.

use super::help::{self, commands, entry};
use crate::error::{Error, Result};
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};
use std::io;

/// What the program's exit codes mean.
const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "done"),
    (
        "1",
        "findings: “check” found errors, “lint” flagged something, or there was nothing to compare",
    ),
    (
        "2",
        "wrong usage: an unknown name or option, and what was probably meant",
    ),
    ("3", "an input cannot be read: which file, which row"),
    (
        "4",
        "an output cannot be written, standard output among them; earlier ones are as they were",
    ),
    ("10", "“refresh”, “import”: new data was taken in"),
    (
        "11",
        "“refresh”, “import”: something was set aside, with the reasons; the last good data stays in use",
    ),
    (
        "12",
        "“refresh”: a service was not reached; the last good data stays in use",
    ),
];

/// What is read and written where nothing else was named.
const FILES: &[(&str, &str)] = &[
    (
        "yardstick.toml",
        "settings: of this folder, of those above it up to your own, and of your folder for settings. Key by key the nearest speaks",
    ),
    (
        "~/.config/yardstick/yardstick.toml",
        "settings for every folder; on Windows %APPDATA%\\yardstick\\yardstick.toml, on macOS in Library/Application Support",
    ),
    (
        "~/.local/share/yardstick/store",
        "the store, unless another is named; on Windows %LOCALAPPDATA%\\yardstick\\store",
    ),
    (
        "NAME.manifest.json",
        "beside a paper: what it rests on, for “explain --paper”, “verify”, “news --since” and “revisions --paper”",
    ),
    (
        "NAME.words.md",
        "beside a definition NAME.toml: the service’s own words",
    ),
];

const VARIABLES: &[(&str, &str)] = &[
    (
        "HTTPS_PROXY, ALL_PROXY, NO_PROXY",
        "the way to the services; proxy under [refresh] goes before",
    ),
    ("NO_COLOR", "set to anything: no colours"),
    (
        "YARDSTICK_NO_OPEN",
        "set to anything: “start” opens nothing when it is done",
    ),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME",
        "Linux: where settings and the store lie",
    ),
];

/// The page.
///
/// # Errors
/// It cannot be made: a fault of the program, told like any other.
pub(super) fn page() -> Result<Vec<u8>> {
    let mut page = Vec::new();
    render(&mut page).map_err(|fault| Error::unwritten("the manual page", fault.to_string()))?;
    Ok(page)
}

fn render(page: &mut Vec<u8>) -> io::Result<()> {
    let command = help::command();
    let whole = command
        .clone()
        .mut_args(|argument| argument.hide_short_help(false));
    let man = Man::new(whole);
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    examples(&mut roff, &commands::FIRST);
    roff.control("SH", ["COMMANDS"]);
    page.extend(roff.to_roff().into_bytes());
    for group in commands::GROUPS {
        let mut roff = Roff::new();
        roff.control("SS", [group.heading]);
        page.extend(roff.to_roff().into_bytes());
        for of in group.commands {
            one(page, &command, of)?;
        }
    }
    man.render_options_section(page)?;
    for (heading, lines) in [
        ("EXIT STATUS", EXIT_CODES),
        ("FILES", FILES),
        ("ENVIRONMENT", VARIABLES),
    ] {
        page.extend(section(heading, lines).into_bytes());
    }
    man.render_version_section(page)
}

/// A command with what it takes, its own options and its examples.
fn one(page: &mut Vec<u8>, all: &Command, of: &entry::CommandHelp) -> io::Result<()> {
    let mut found = Some(all);
    for part in of.name.split(' ') {
        found = found.and_then(|command| command.find_subcommand(part));
    }
    let Some(command) = found else {
        return Ok(());
    };
    let mut roff = Roff::new();
    let about = command.get_long_about().or_else(|| command.get_about());
    roff.control("TP", []);
    roff.text([
        bold(format!("yardstick {}", of.name)),
        roman(arguments(command)),
    ]);
    roff.text([roman(about.map(ToString::to_string).unwrap_or_default())]);
    page.extend(roff.to_roff().into_bytes());
    let own = command.clone().mut_args(|argument| {
        let is_common = argument.is_global_set();
        argument.hide(is_common).hide_short_help(false)
    });
    let mut options = Vec::new();
    Man::new(own.disable_help_flag(true)).render_options_section(&mut options)?;
    // Below its command, and not as a part of the page.
    let options = String::from_utf8_lossy(&options).replace(".SH OPTIONS\n", "");
    if !options.trim().is_empty() {
        page.extend(format!(".RS\n{options}.RE\n").into_bytes());
    }
    let mut roff = Roff::new();
    roff.control("RS", []);
    examples(&mut roff, of);
    roff.control("RE", []);
    page.extend(roff.to_roff().into_bytes());
    Ok(())
}

/// What a command takes beside options.
fn arguments(command: &Command) -> String {
    let each = command.get_positionals().map(|argument| {
        let names = argument.get_value_names().unwrap_or_default();
        let name = names
            .first()
            .map_or_else(|| argument.get_id().to_string(), ToString::to_string);
        let more = if argument
            .get_num_args()
            .is_some_and(|number| number.max_values() > 1)
        {
            "..."
        } else {
            ""
        };
        if argument.is_required_set() {
            format!(" {name}{more}")
        } else {
            format!(" [{name}]{more}")
        }
    });
    each.collect()
}

fn examples(roff: &mut Roff, of: &entry::CommandHelp) {
    for example in of.examples {
        roff.control("PP", []);
        roff.text([bold(example.typed)]);
        roff.control("br", []);
        roff.text([italic(example.gives)]);
    }
}

fn section(heading: &str, lines: &[(&str, &str)]) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    for (name, what) in lines {
        let name: [Inline; 1] = [bold(*name)];
        roff.control("TP", []);
        roff.text(name);
        roff.text([roman(*what)]);
    }
    roff.to_roff()
}
