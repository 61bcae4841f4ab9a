//! `stat`: a method run on the rows of an officer's own file. Here the file is read, grouped and written; whatever is
//! computed, `crate::stat` computes.
//!
//! | file | methods |
//! |---|---|
//! | [`figures`] | rate, proportion, ratio, mean |
//! | [`pairs`] | two-counts, two-proportions |
//! | [`areas`] | funnel, shrink, quantiles |
//! | [`trend`], [`control`], [`departure`], [`neighbours`] | their own |
//!
//! [`input`] reads and refuses, [`series`] groups rows and puts them in order of time, [`answer`] is what comes back.

pub(crate) mod answer;
mod areas;
mod control;
mod departure;
mod figures;
mod input;
mod neighbours;
mod pairs;
mod series;
mod trend;

use crate::error::Result;
use crate::figure::ControlChart;
use crate::world::World;
use answer::Answer;
use input::{Asked, Input};
use std::path::Path;

/// What to compute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Task {
    Rate,
    Proportion,
    Ratio,
    Mean,
    TwoCounts,
    TwoProportions,
    Funnel(Kind),
    Trend,
    Control { higher_is_better: bool },
    Departure,
    Neighbours,
    Quantiles { groups: usize, invert: bool },
    Shrink,
}

/// What a funnel holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Rate,
    Proportion,
    Ratio,
}

/// Runs a method on a file. A row that cannot be computed is in the answer with its reason.
///
/// # Errors
/// The file cannot be read, or its header is not the method's.
pub(crate) fn run(world: &dyn World, task: Task, path: &Path) -> Result<Answer> {
    let input = Input::read(world, path, columns(task))?;
    Ok(match task {
        Task::Rate => figures::rate(&input),
        Task::Proportion => figures::proportion(&input),
        Task::Ratio => figures::ratio(&input),
        Task::Mean => figures::mean(&input),
        Task::TwoCounts => pairs::two_counts(&input),
        Task::TwoProportions => pairs::two_proportions(&input),
        Task::Funnel(kind) => areas::funnel(&input, kind),
        Task::Trend => trend::trend(&input),
        Task::Control { higher_is_better } => control::control(&input, higher_is_better),
        Task::Departure => departure::departure(&input),
        Task::Neighbours => neighbours::neighbours(&input),
        Task::Quantiles { groups, invert } => areas::quantiles(&input, groups, invert),
        Task::Shrink => areas::shrink(&input),
    })
}

/// A chart by the name of its series.
pub(crate) type Named = (String, ControlChart);

/// Runs control charts on a file, and draws each series that has one.
///
/// # Errors
/// As [`run`].
pub(crate) fn drawn(
    world: &dyn World,
    higher_is_better: bool,
    path: &Path,
) -> Result<(Answer, Vec<Named>)> {
    let input = Input::read(world, path, control::COLUMNS)?;
    Ok((
        control::control(&input, higher_is_better),
        control::charts(&input, higher_is_better, &path.display().to_string()),
    ))
}

fn columns(task: Task) -> &'static [Asked] {
    match task {
        Task::Rate => figures::RATE,
        Task::Proportion => figures::PROPORTION,
        Task::Ratio => figures::RATIO,
        Task::Mean => areas::GROUPED,
        Task::TwoCounts => pairs::TWO_COUNTS,
        Task::TwoProportions => pairs::TWO_PROPORTIONS,
        Task::Funnel(Kind::Rate) | Task::Shrink => areas::RATES,
        Task::Funnel(Kind::Proportion) => areas::PROPORTIONS,
        Task::Funnel(Kind::Ratio) => areas::RATIOS,
        Task::Trend => trend::COLUMNS,
        Task::Control { .. } => control::COLUMNS,
        Task::Departure => departure::COLUMNS,
        Task::Neighbours => neighbours::COLUMNS,
        Task::Quantiles { .. } => areas::GROUPED,
    }
}
