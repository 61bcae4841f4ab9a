//! `lint`: a paper checked against the figures in the program and, where files are given, against those of another release.

use super::load::{Input, Stored};
use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::lint::{LintReport, PanelsById, PublishedPanels, read};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::ScreeningScope;
use crate::source::document::Passage;
use crate::world::World;
use jiff::civil::Date;
use std::path::PathBuf;

/// A paper, and what it is checked against.
pub(crate) struct LintedPaper<'a> {
    pub(crate) passages: &'a [Passage],
    /// The authority that the paper is about.
    pub(crate) home: Option<Area>,
    pub(crate) list: NeighbourList,
    /// Files of another release; empty where there are none.
    pub(crate) other: &'a [PathBuf],
    /// The store that is used in place of the figures in the program.
    pub(crate) stored: Option<&'a Stored>,
}

/// Checks it. The answer has what was found in the figures' own files too.
///
/// # Errors
/// As [`load`].
pub(crate) fn make(
    world: &dyn World,
    reference: &Reference,
    paper: &LintedPaper<'_>,
) -> Result<(LintReport, Vec<Check>)> {
    let input = |paths| Input {
        paths,
        indicators: &[],
        by_hand: None,
        asked: ScreeningScope::Everything,
        stored: paper.stored,
    };
    let mut now = Study::load(world, reference, &input(&[]))?;
    let mut checks = std::mem::take(&mut now.checks);
    let other = if paper.other.is_empty() {
        None
    } else {
        let mut other = Study::load(world, reference, &input(paper.other))?;
        checks.append(&mut other.checks);
        Some(other)
    };
    let reading = read(
        paper.passages,
        paper.home,
        reference,
        paper.list,
        &published_panels(&now, other.as_ref()),
        &Phrases::house()?,
    );
    Ok((reading, checks))
}

/// The panels that claims are checked against. Of two releases of an indicator the one whose last period is later counts as the newest;
/// of two that end with the same period, the program's own.
fn published_panels<'p>(own: &'p Study<'_>, given: Option<&'p Study<'_>>) -> PublishedPanels<'p> {
    let mut panels = PublishedPanels {
        now: by_id(own),
        other: given.map_or_else(PanelsById::new, by_id),
    };
    let newer: Vec<&str> = panels
        .other
        .keys()
        .copied()
        .filter(|id| last_day(&panels.other, id) > last_day(&panels.now, id))
        .collect();
    for id in newer {
        let given = panels.other.remove(id);
        let own = given.and_then(|panel| panels.now.insert(id, panel));
        panels.other.extend(own.map(|panel| (id, panel)));
    }
    panels
}

/// The panels of published indicators, without an officer's own.
fn by_id<'p>(study: &'p Study<'_>) -> PanelsById<'p> {
    study
        .panels()
        .iter()
        .filter(|panel| !panel.indicator.local)
        .map(|panel| (panel.indicator.id.as_str(), panel))
        .collect()
}

/// The last day of the newest period with a figure.
fn last_day(panels: &PanelsById<'_>, id: &str) -> Option<Date> {
    let panel = panels.get(id)?;
    Some(panel.periods.get(panel.latest()?)?.end)
}
