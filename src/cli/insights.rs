//! How the commands that ask what is behind a figure print for people: each table with its sentences.

use super::print;
use super::setting::Setting;
use crate::error::{Result, printable};
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
