//! The authority among all English authorities: bars, highest first.

use super::bars::{bar, by_value, marks};
use super::caption::caption;
use super::{CHARTS, ChartRequest, DrawnChart, ListedForm, Making, ProfilePlace};
use crate::compare::Comparison;
use crate::figure::EveryoneChart;
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, pictures};
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::table;

pub(super) const FORM: ListedForm = ListedForm {
    name: "authorities",
    in_papers: true,
    in_findings: false,
    in_profiles: Some(ProfilePlace {
        position: 4,
        title: "Among all authorities",
        folder: CHARTS,
        // It costs as much as the two others together, and few papers print it.
        png_on_request: true,
    }),
    making: Making::OfOne(make),
};

/// None of an officer's own figures, which are compared with nobody's.
fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    if c.indicator.local {
        return None;
    }
    let order = order(c);
    let chart = all(c, &order, phrases);
    Some(DrawnChart::of(
        chart,
        table::everyone::everyone(c, &order, Prose::of(c)),
        request,
    ))
}

/// Every current authority, highest first.
fn order(c: &Comparison<'_>) -> Vec<Area> {
    let current = c.panel.slots.current();
    let mut readings: Vec<(Area, Reading)> = current
        .map(|area| (area, c.panel.reading(c.at, area)))
        .collect();
    by_value(&mut readings);
    readings.into_iter().map(|(area, _)| area).collect()
}

fn all(c: &Comparison<'_>, order: &[Area], phrases: &Phrases) -> EveryoneChart {
    let words = Prose::of(c);
    // Quartiles of unrounded rates would not sit where the printed bars change.
    let quartiles = c.panel.published_quartiles(c.at);
    let highest_is_best = c.indicator.polarity.is_better(true);
    let bands = highest_is_best
        .filter(|_| c.indicator.banded)
        .map(|highest_is_best| {
            if highest_is_best {
                ['D', 'C', 'B', 'A']
            } else {
                ['A', 'B', 'C', 'D']
            }
        });
    EveryoneChart {
        caption: caption(
            c,
            words.title(c, &words.everyone_message(c, phrases)),
            &pictures::among_authorities(c.period),
            words.everyone_alt(c),
        ),
        unit: c.indicator.unit.axis(),
        decimals: c.indicator.decimals,
        bars: order
            .iter()
            .map(|area| bar(c, *area, c.panel.reading(c.at, *area)))
            .collect(),
        quartiles: quartiles.map(|q| [q.q1, q.q2, q.q3]),
        bands,
        references: marks(c),
    }
}
