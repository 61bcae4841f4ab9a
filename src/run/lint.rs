//! `lint`: somebody's paper read beside the figures in the program and, where given, those of another release.

use super::compare::Panels;
use super::load::{Input, Stored, load};
use crate::compare::panel::Slots;
use crate::error::Result;
use crate::lint::{Reading, Releases, Shelf, read};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::{Asked, Screened};
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
    let (now, mut checks) = load(world, reference, &input(&[]))?;
    let other: Option<Screened> = if paper.other.is_empty() {
        None
    } else {
        let (screened, found) = load(world, reference, &input(paper.other))?;
        checks.extend(found);
        Some(screened)
    };
    let slots = Slots::of(&reference.register);
    let view = now.view()?;
    let panels = Panels::of(&now, &view, &slots);
    let reading = match &other {
        None => read(
            paper.passages,
            paper.home,
            reference,
            paper.list,
            &releases(&panels, None),
        ),
        Some(other) => {
            let other_view = other.view()?;
            let others = Panels::of(other, &other_view, &slots);
            read(
                paper.passages,
                paper.home,
                reference,
                paper.list,
                &releases(&panels, Some(&others)),
            )
        }
    };
    Ok((reading, checks))
}

/// Of two releases the one that reaches further speaks; of two that reach as far, the one in the program.
fn releases<'p, 'a>(own: &'p Panels<'a>, given: Option<&'p Panels<'a>>) -> Releases<'p, 'a> {
    let shelf = |panels: &'p Panels<'a>| -> Shelf<'p, 'a> {
        panels
            .all
            .iter()
            .filter(|panel| !panel.indicator.local)
            .map(|panel| (panel.indicator.id.as_str(), panel))
            .collect()
    };
    let mut releases = Releases {
        now: shelf(own),
        other: given.map(shelf).unwrap_or_default(),
    };
    let reach = |shelf: &Shelf<'p, 'a>, id: &str| {
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
