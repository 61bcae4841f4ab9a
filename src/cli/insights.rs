//! How the commands that ask what is behind a figure print for people: each table with its sentences.

use super::print;
use super::setting::Setting;
use crate::error::{Error, Result, printable};
use crate::inputs::load::is_indicator;
use crate::reference::Reference;
use crate::table::{self, Table};

/// A table, and what is said of it.
pub(super) type ToldTable = (Table, Vec<String>);

/// Prints as Markdown, or for a terminal.
///
/// # Errors
/// As [`print::result`].
pub(super) fn show(setting: &Setting<'_>, is_markdown: bool, all: &[ToldTable]) -> Result<()> {
    let (width, colour) = (print::width(), setting.colour());
    let mut text = String::new();
    for (shown, told) in all {
        if is_markdown {
            text.push_str(&table::markdown::write(shown));
            text.push('\n');
        } else {
            text.push_str(&table::terminal::render(shown, width, colour));
        }
        for line in told {
            let lines = if is_markdown {
                line.clone()
            } else {
                print::wrap(&printable(line), print::width_up_to(100)).join("\n")
            };
            text.push('\n');
            text.push_str(&lines);
            text.push('\n');
        }
        text.push('\n');
    }
    if is_markdown {
        print::result(&text)
    } else {
        print::painted_result(&text, colour)
    }
}

/// That no indicator was named.
pub(super) fn no_indicator() -> Error {
    Error::usage("no indicator was named")
        .hint("name one or more, such as cla-rate; “yardstick indicators” lists them")
}

/// The first name is the authority, unless it is an indicator and another says whose: the settings, or that every authority is asked.
pub(super) fn authority_and_indicators<'w>(
    setting: &Setting<'_>,
    reference: &Reference,
    (first, rest): (Option<&'w str>, &[String]),
    every_authority: bool,
) -> (Option<&'w str>, Vec<String>) {
    let is_settled = setting.home().is_some() || every_authority;
    let is_first_indicator = |name: &str| {
        is_settled && is_indicator(reference, name) && reference.register.resolve(name).is_err()
    };
    match first {
        Some(name) if is_first_indicator(name) => {
            let all = std::iter::once(name.to_owned()).chain(rest.iter().cloned());
            (None, all.collect())
        }
        _ => (first, rest.to_vec()),
    }
}
