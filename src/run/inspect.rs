//! `inspect`: what a file holds, before anyone compares with it.

use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::inputs::figure_sources::FigureSources;
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::source::inspect::{Inspection, inspect};
use crate::source::local::SmallCounts;
use crate::world::World;
use std::path::Path;

/// Lists the columns of a file, with the labels of its filters.
///
/// # Errors
/// A Parquet file; a file that cannot be read.
pub(crate) fn contents(
    world: &dyn World,
    file: &Path,
    messages: &dyn Messages,
) -> Result<Inspection> {
    if file.extension().is_some_and(|ending| ending == "parquet") {
        return Err(Error::usage("inspect reads CSVs").hint(
            "LAIT’s Parquet holds the same series as its CSV: see “yardstick indicators --all”",
        ));
    }
    let found = inspect(world, file)?;
    messages.tell_checks(&found.checks);
    Ok(found)
}

/// A column of a file that is read as an indicator.
pub(crate) struct ColumnOrder<'a> {
    pub(crate) file: &'a Path,
    /// The column with the filters that choose its rows.
    pub(crate) indicator: &'a Entry,
}

/// A column's figures.
pub(crate) struct ColumnFigures {
    /// Labels of the periods, in order.
    pub(crate) periods: Vec<String>,
    /// England, the regions and the authorities with a row in any period, and the reading of each period.
    pub(crate) places: Vec<(Area, Vec<Reading>)>,
}

/// Reads a column as an indicator.
///
/// # Errors
/// The column has no figure under the labels chosen; a file that cannot be read.
pub(crate) fn column(
    world: &dyn World,
    reference: &Reference,
    order: &ColumnOrder<'_>,
    messages: &dyn Messages,
) -> Result<ColumnFigures> {
    let figures = FigureSources {
        data: &[order.file.to_owned()],
        stored: None,
        small_counts: SmallCounts::Withheld,
    };
    let study = figures.study(world, reference, &[], Some(order.indicator), messages)?;
    let panel = study.panels().first().ok_or_else(|| {
        let column = &order.indicator.id;
        Error::nothing(format!("{column} has no figure under these labels"))
    })?;
    let slots = study.slots();
    let columns = panel.columns();
    let places = (0..slots.len())
        .filter_map(|slot| slots.area(slot))
        .filter(|area| columns.clone().any(|at| panel.origin(at, *area).is_some()))
        .map(|area| {
            let readings = columns.clone().map(|at| panel.reading(at, area));
            (area, readings.collect())
        });
    Ok(ColumnFigures {
        periods: panel.periods().iter().map(|p| p.label.clone()).collect(),
        places: places.collect(),
    })
}
