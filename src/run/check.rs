//! `check`: every question asked of every figure of some files.

use crate::error::Result;
use crate::inputs::load::{Input, load_showing};
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::screen::ScreeningScope;
use crate::source::local::SmallCounts;
use crate::world::World;
use std::path::PathBuf;

/// Which files to check.
pub(crate) struct CheckOrder<'a> {
    /// Files and folders.
    pub(crate) paths: &'a [PathBuf],
    pub(crate) small_counts: SmallCounts,
}

/// What was found in them.
pub(crate) struct CheckOutcome {
    /// Worst first, then in the order of files and rows.
    pub(crate) checks: Vec<Check>,
    pub(crate) figures: usize,
    pub(crate) series: usize,
}

impl CheckOutcome {
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.checks
            .iter()
            .filter(|check| check.severity == severity)
            .count()
    }
}

/// # Errors
/// As [`load_showing`].
pub(crate) fn check(
    world: &dyn World,
    reference: &Reference,
    order: &CheckOrder<'_>,
) -> Result<CheckOutcome> {
    let categories: Vec<String> = reference
        .catalogue
        .breakdowns()
        .iter()
        .flat_map(|breakdown| breakdown.ids().map(str::to_owned))
        .collect();
    let input = Input {
        paths: order.paths,
        indicators: &[],
        categories: &categories,
        by_hand: None,
        asked: ScreeningScope::OfThemselves,
        stored: None,
    };
    let (screened, mut checks) = load_showing(world, reference, &input, order.small_counts)?;
    checks.sort_by(|a, b| {
        (b.severity, &a.file, a.row, &a.column).cmp(&(a.severity, &b.file, b.row, &b.column))
    });
    Ok(CheckOutcome {
        checks,
        figures: screened.figures(),
        series: screened.indicators().len(),
    })
}
