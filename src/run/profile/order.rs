//! A profile as it was ordered, by `yardstick profile` or by `[[output]]` of the settings.

use super::make;
use crate::chart::ChartRequest;
use crate::compare::comparators::Comparators;
use crate::error::Result;
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::folder;
use crate::world::World;
use std::path::Path;

/// A profile as it was ordered.
pub(crate) struct ProfileOrder<'a> {
    pub(crate) area: Area,
    /// Ids of the indicators.
    pub(crate) indicators: &'a [String],
    pub(crate) comparators: Comparators,
    pub(crate) charts: ChartRequest,
    /// A table of an officer's own wording.
    pub(crate) phrases: Option<&'a Path>,
    /// The folder to write into.
    pub(crate) out: &'a Path,
    pub(crate) figures: FigureSources<'a>,
}

/// Makes a profile and writes its files, all or none. Answers whether the authority has a figure in any indicator.
///
/// # Errors
/// No indicator has a figure; as [`FigureSources::study`], [`make`] and [`folder::write`].
pub(crate) fn write(
    world: &dyn World,
    reference: &Reference,
    order: &ProfileOrder<'_>,
    messages: &dyn Messages,
) -> Result<bool> {
    let phrases = load::phrases(world, order.phrases)?;
    let figures = &order.figures;
    let study = figures.study(world, reference, order.indicators, None, messages)?;
    let panels: Vec<_> = order
        .indicators
        .iter()
        .filter_map(|id| study.panel(id))
        .collect();
    if panels.is_empty() {
        return Err(figures.nothing_found());
    }
    figures.tell_lacking(&study, order.indicators, messages);
    let compared = study.compare_each(&panels, order.area, &order.comparators, None)?;
    let step = messages.progress("drawing", compared.len());
    let files = make(
        &compared,
        order.area,
        reference,
        &order.comparators,
        order.charts,
        &phrases,
        &step,
    )?;
    drop(step);
    folder::write(world, order.out, files, messages)?;
    Ok(compared.iter().any(|each| each.reading.value().is_some()))
}
