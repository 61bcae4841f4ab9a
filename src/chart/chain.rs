//! The steps from referral on as a ladder: the authority's own rate at each beside the others', whose range is a bar.

use super::{ChartRequest, DrawnChart, NamedChart};
use crate::compare::chain::{Chain, ChainAgainst, ChainStep};
use crate::figure::{Caption, ChartPoint, ShareRow, SharesChart};
use crate::finding::prose::{NEIGHBOURS_MEAN, Prose, breakdowns, chains as words};
use crate::observation::area::Area;
use crate::table::chain::for_people;

/// The chart of one chain of one year.
pub(crate) fn of_one(
    area: Area,
    (of, chain): (&'static str, &Chain<'_>),
    prose: Prose<'_>,
    request: ChartRequest,
) -> NamedChart {
    let name = if of == words::TO_PLAN {
        "chain-to-plan"
    } else {
        "chain-to-care"
    };
    let is_of_england = chain.against == ChainAgainst::England;
    let named = |words: &str, is: bool| if is { words.to_owned() } else { String::new() };
    let chart = SharesChart {
        caption: Caption {
            title: words::message(prose, area, chain, of),
            subtitle: words::subtitle(prose, area, chain),
            source: words::source(chain),
            notes: vec![words::FLOWS.to_owned()],
            alt: words::alt(prose, area, chain),
        },
        own: prose.short(area).to_owned(),
        england: named("England", is_of_england),
        mean: named(NEIGHBOURS_MEAN, !is_of_england),
        range: named(breakdowns::RANGE, !is_of_england),
        unit: "",
        rows: chain.steps.iter().map(|step| row(chain, step)).collect(),
    };
    NamedChart {
        name: name.to_owned(),
        theme: None,
        chart: DrawnChart::of(chart, for_people(area, (of, chain), prose), request),
    }
}

fn row(chain: &Chain<'_>, step: &ChainStep<'_>) -> ShareRow {
    let is_of_england = chain.against == ChainAgainst::England;
    ShareRow {
        label: step.panel.indicator.short.clone(),
        own: ChartPoint::Known(step.own),
        text: format!(
            "{}: {}",
            words::rate(step, step.own),
            words::times(step.ratio())
        ),
        england: is_of_england.then_some(step.other),
        neighbours: step.range.map(|[low, high]| [low, step.other, high]),
    }
}
