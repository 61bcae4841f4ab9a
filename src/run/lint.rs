//! `lint`: somebody's paper read beside the figures in the program and, where given, those of another release.

use super::load::{Input, Stored};
use crate::compare::study::Study;
use crate::error::Result;
use crate::lint::{Reading, Releases, Shelf, read};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::Asked;
use crate::source::document::Passage;
use crate::world::World;
use std::path::PathBuf;

/// A paper, and by what it is read.
pub(crate) struct Paper<'a> {
    pub(crate) passages: &'a [Passage],
    pub(crate) home: Option<Area>,
    pub(crate) list: NeighbourList,
    /// Files of another release; may be none.
    pub(crate) other: &'a [PathBuf],
    /// The store that speaks in place of the figures in the program.
    pub(crate) stored: Option<&'a Stored>,
}

/// Reads it.
///
/// # Errors
/// As [`load`].
pub(crate) fn make(
    world: &dyn World,
    reference: &Reference,
    paper: &Paper<'_>,
) -> Result<(Reading, Vec<Check>)> {
    let input = |paths| Input {
        paths,
        indicators: &[],
        by_hand: None,
        asked: Asked::Everything,
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
        &releases(&now, other.as_ref()),
    );
    Ok((reading, checks))
}

/// Of two releases the one that reaches further speaks; of two that reach as far, the one in the program.
fn releases<'p>(own: &'p Study<'_>, given: Option<&'p Study<'_>>) -> Releases<'p> {
    let shelf = |study: &'p Study<'_>| -> Shelf<'p> {
        study
            .panels()
            .iter()
            .filter(|panel| !panel.indicator.local)
            .map(|panel| (panel.indicator.id.as_str(), panel))
            .collect()
    };
    let mut releases = Releases {
        now: shelf(own),
        other: given.map(shelf).unwrap_or_default(),
    };
    let reach = |shelf: &Shelf<'p>, id: &str| {
        shelf
            .get(id)
            .and_then(|panel| Some(panel.periods.get(panel.latest()?)?.end))
    };
    let newer: Vec<&str> = releases
        .other
        .keys()
        .copied()
        .filter(|id| reach(&releases.other, id) > reach(&releases.now, id))
        .collect();
    for id in newer {
        let given = releases.other.remove(id);
        let own = given.and_then(|panel| releases.now.insert(id, panel));
        releases.other.extend(own.map(|panel| (id, panel)));
    }
    releases
}
