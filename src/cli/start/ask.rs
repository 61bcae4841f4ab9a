//! Questions at a terminal. Every answer may be that somebody would rather stop: Escape and Ctrl-C are no faults.

use crate::error::{Error, Result, on_one_line};
use inquire::error::{InquireError, InquireResult};
use inquire::list_option::ListOption;
use inquire::ui::{RenderConfig, Styled};
use inquire::{MultiSelect, Select, Text};

/// Lines of a list that are shown at once: with question and help they fit a small window.
const LINES: usize = 10;

/// One of several, found by typing a part of it. `find` gives the places of those that a text may mean, the likeliest first. Answers
/// with a place, or with none where somebody stops.
///
/// # Errors
/// There is no terminal to ask at.
pub(super) fn one(
    question: &str,
    choices: Vec<String>,
    begin_at: usize,
    find: &dyn Fn(&str) -> Vec<usize>,
) -> Result<Option<usize>> {
    let rank = |typed: &str, _: &String, _: &str, place: usize| -> Option<i64> {
        let found = find(typed);
        let at = found.iter().position(|found| *found == place)?;
        i64::try_from(found.len() - at).ok()
    };
    let answer = Select::new(question, choices)
        .with_starting_cursor(begin_at)
        .with_scorer(&rank)
        .with_page_size(LINES)
        .with_help_message("type a few letters, arrow keys choose, Enter takes it, Esc stops")
        .with_render_config(look())
        .raw_prompt();
    Ok(taken(answer)?.map(|chosen| chosen.index))
}

/// A line of text; Enter alone takes the one that is offered.
///
/// # Errors
/// There is no terminal to ask at.
pub(super) fn line(question: &str, offered: &str) -> Result<Option<String>> {
    let offered = on_one_line(offered).into_owned();
    let answer = Text::new(question)
        .with_default(&offered)
        .with_help_message("Enter takes what stands in brackets, or type another; Esc stops")
        .with_render_config(look())
        .prompt();
    taken(answer)
}

/// Any number of several, of which some are ticked beforehand.
///
/// # Errors
/// There is no terminal to ask at.
pub(super) fn several(
    question: &str,
    choices: Vec<String>,
    ticked: &[usize],
) -> Result<Option<Vec<usize>>> {
    let many = |chosen: &[ListOption<&String>]| match chosen.len() {
        0 => "none".to_owned(),
        1 => "1 chosen".to_owned(),
        many => format!("{many} chosen"),
    };
    let answer = MultiSelect::new(question, choices)
        .with_default(ticked)
        .without_filtering()
        .with_page_size(LINES)
        .with_formatter(&many)
        .with_help_message("arrow keys move, Space ticks, Enter goes on, Esc stops")
        .with_render_config(look())
        .raw_prompt();
    Ok(taken(answer)?.map(|chosen| chosen.into_iter().map(|of| of.index).collect()))
}

/// Plain letters alone, which every console has.
fn look() -> RenderConfig<'static> {
    RenderConfig::default().with_canceled_prompt_indicator(Styled::new("(stopped)"))
}

/// The answer; none where somebody stops.
fn taken<T>(answer: InquireResult<T>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
        Err(fault) => Err(no_terminal(&fault.to_string())),
    }
}

/// Nobody can be asked.
pub(super) fn no_terminal(why: &str) -> Error {
    Error::usage(format!(
        "“start” asks questions, and cannot do so here: {why}"
    ))
    .hint("type what to make, such as “yardstick profile AUTHORITY”; “yardstick -h” has more")
}
