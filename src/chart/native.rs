//! Charts of Excel's own for a workbook: an indicator over the years, and its neighbours in the newest.

use crate::compare::Comparison;
use crate::finding::prose::{Prose, pages};
use crate::table::xlsx::{NativeChart, NativeForm};

/// The authority, its neighbours' mean, region and England over the years; none where there is one year only. `table` is the place of the
/// series among the tables of the workbook.
pub(crate) fn trend(c: &Comparison<'_>, table: usize, prose: Prose<'_>) -> Option<NativeChart> {
    let known = c.panel.columns();
    let known = known.filter(|at| c.panel.value(*at, c.area).is_some());
    if known.count() < 2 {
        return None;
    }
    let mut series = vec!["value", "neighbour_mean"];
    if !c.is_total() {
        series.extend(["region", "england"]);
    }
    let groups = (1..=c.groups.len()).map(|at| format!("group_{at}"));
    let series = series.into_iter().map(str::to_owned).chain(groups);
    Some(NativeChart {
        title: format!("{}: {}", prose.short(c.area), c.indicator.short),
        alt: pages::short_alt(&prose.trend_alt(c)),
        form: NativeForm::Lines,
        table,
        categories: "year".to_owned(),
        series: series.collect(),
        unit: c.indicator.unit.axis(),
    })
}

/// The authority and its neighbours in the newest period, and whom else it is compared with.
pub(crate) fn neighbours(
    c: &Comparison<'_>,
    table: usize,
    prose: Prose<'_>,
) -> Option<NativeChart> {
    c.neighbours.spread?;
    Some(NativeChart {
        title: format!("{}, {}", c.indicator.short, c.period.short()),
        alt: pages::short_alt(&prose.bars_alt(c)),
        form: NativeForm::Bars,
        table,
        categories: "place".to_owned(),
        series: vec![c.period.label.clone()],
        unit: c.indicator.unit.axis(),
    })
}
