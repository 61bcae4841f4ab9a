//! The authority among its statistical neighbours: bars, highest first.

use super::bars::{bar, by_value, marks};
use super::caption::caption;
use super::{CHARTS, ChartRequest, DrawnChart, ListedForm, Making, ProfilePlace};
use crate::compare::Comparison;
use crate::figure::RankedBarsChart;
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, pictures};
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::table::members::members;

/// The name of the form in a definition.
pub(crate) const NEIGHBOURS: &str = "neighbours";

pub(super) const FORM: ListedForm = ListedForm {
    name: NEIGHBOURS,
    in_papers: true,
    in_findings: false,
    in_profiles: Some(ProfilePlace {
        position: 3,
        title: "Beside its statistical neighbours",
        folder: CHARTS,
        png_on_request: false,
    }),
    making: Making::OfOne(make),
};

/// None where the list names no neighbours.
fn make(c: &Comparison<'_>, request: ChartRequest, phrases: &Phrases) -> Option<DrawnChart> {
    if c.neighbours.members.is_empty() {
        return None;
    }
    let chart = ranked(c, phrases);
    Some(DrawnChart::of(
        chart,
        members(c, &c.neighbours, Prose::of(c)),
        request,
    ))
}

fn ranked(c: &Comparison<'_>, phrases: &Phrases) -> RankedBarsChart {
    let words = Prose::of(c);
    let members = c.neighbours.members.iter().map(|m| (m.area, m.reading));
    let mut readings: Vec<(Area, Reading)> = members.chain([(c.area, c.reading)]).collect();
    by_value(&mut readings);
    RankedBarsChart {
        caption: caption(
            c,
            words.title(c, &words.neighbours_message(c, phrases)),
            &pictures::with_neighbours(c.period),
            words.bars_alt(c),
        ),
        unit: c.indicator.unit.axis(),
        bars: readings
            .iter()
            .map(|(area, reading)| bar(c, *area, *reading))
            .collect(),
        references: marks(c),
    }
}
