//! The course of an authority beside those of the places that stood as far out and moved, and England's.

use super::trend::{course, published};
use super::{ChartRequest, DrawnChart, NamedChart, slug};
use crate::chart::caption::caption;
use crate::compare::Comparison;
use crate::compare::axis::axis;
use crate::compare::learn::Learned;
use crate::finding::prose::{Prose, learned as words};
use crate::table::learn::courses;

/// Lines beside the authority's own and England's: more are not told apart.
const MOST: usize = 4;

/// None where nobody is named: a chart of the authority alone answers nothing.
pub(crate) fn of_one(
    c: &Comparison<'_>,
    learned: &Learned,
    request: ChartRequest,
) -> Option<NamedChart> {
    let shown: Vec<_> = learned
        .found
        .iter()
        .take(MOST)
        .map(|place| place.area)
        .collect();
    if shown.is_empty() {
        return None;
    }
    let prose = Prose::of(c);
    let caption = caption(
        c,
        words::title(prose, c),
        words::SUBTITLE,
        prose.learned_alt(c, learned),
    );
    let mut chart = course(c, caption);
    (chart.neighbours, chart.band, chart.region) = (None, None, None);
    let axis = axis(c.panel, None);
    chart.others = shown
        .iter()
        .map(|area| published(c, &axis, prose.short(*area), *area))
        .collect();
    chart.caption.notes.push(words::NOT_WHY.to_owned());
    Some(NamedChart {
        name: format!("{}-learn", slug(&c.indicator.id)),
        theme: None,
        chart: DrawnChart::of(chart, courses(c, &shown, prose), request),
    })
}
