//! `lint`: a paper checked against the figures in the program and, where files are given, against those of another release.

use crate::compare::study::Study;
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::inputs::Messages;
use crate::inputs::load::{Input, Stored};
use crate::lint::{LintReport, PanelsById, PublishedPanels, categories_named, most_named, read};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::screen::ScreeningScope;
use crate::source::document;
use crate::world::World;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Which paper to check, and against what.
pub(crate) struct LintOrder<'a> {
    pub(crate) file: &'a Path,
    /// The authority it is about; otherwise the one that it names most often.
    pub(crate) area: Option<Area>,
    pub(crate) list: NeighbourList,
    /// Files of another release; empty where there are none.
    pub(crate) other: &'a [PathBuf],
    /// The store that is used in place of the figures in the program.
    pub(crate) stored: Option<&'a Stored>,
    /// The wording of what the data says.
    pub(crate) phrases: &'a Phrases,
}

/// What the paper says and what the data says.
pub(crate) struct LintOutcome {
    pub(crate) report: LintReport,
    /// The authority it was taken to be about; none where it names none.
    pub(crate) area: Option<Area>,
}

/// Reads a paper and compares its claims with the data.
///
/// # Errors
/// The paper cannot be read; as [`Study::load`].
pub(crate) fn lint(
    world: &dyn World,
    reference: &Reference,
    order: &LintOrder<'_>,
    messages: &dyn Messages,
) -> Result<LintOutcome> {
    let passages = document::read(world, order.file)?;
    let area = order.area.or_else(|| most_named(reference, &passages));
    let categories = categories_named(reference, &passages);
    let mut now = load(world, reference, order, (&[], &categories))?;
    let mut checks = std::mem::take(&mut now.checks);
    let other = if order.other.is_empty() {
        None
    } else {
        let mut other = load(world, reference, order, (order.other, &categories))?;
        checks.append(&mut other.checks);
        Some(other)
    };
    messages.tell_checks(&checks);
    let panels = published_panels(&now, other.as_ref());
    let report = read(
        &passages,
        area,
        reference,
        order.list,
        &panels,
        order.phrases,
    );
    Ok(LintOutcome { report, area })
}

fn load<'r>(
    world: &dyn World,
    reference: &'r Reference,
    order: &LintOrder<'_>,
    (paths, categories): (&[PathBuf], &[String]),
) -> Result<Study<'r>> {
    let input = Input {
        paths,
        indicators: &[],
        categories,
        by_hand: None,
        asked: ScreeningScope::Everything,
        stored: order.stored,
    };
    Study::load(world, reference, &input)
}

/// The panels that claims are checked against. Of two releases of an indicator the one whose last period is later counts as the newest;
/// of two that end with the same period, the program's own.
fn published_panels<'p>(own: &'p Study<'_>, given: Option<&'p Study<'_>>) -> PublishedPanels<'p> {
    let mut panels = PublishedPanels {
        now: by_id(own),
        other: given.map_or_else(PanelsById::new, by_id),
        study: Some(own),
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
    Some(panel.period(panel.latest()?).end)
}
