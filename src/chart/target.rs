//! What other levels would take: a row a level, the authority's own figure with what chance leaves it and the level beside it, on one axis.

use super::{ChartRequest, DrawnChart, NamedChart, caption::caption, slug};
use crate::compare::Comparison;
use crate::compare::significance::estimate;
use crate::compare::target::{Target, Targets};
use crate::figure::{ChartPoint, ShareRow, SharesChart};
use crate::finding::prose::{Prose, sentence_start, targets as words};
use crate::table::target::for_people;

/// The chart of one indicator.
pub(crate) fn of_one(c: &Comparison<'_>, targets: &Targets, request: ChartRequest) -> NamedChart {
    let prose = Prose::of(c);
    let title = prose.title(c, &words::message(c, targets));
    let what = words::subtitle(c);
    let mut caption = caption(c, title, &what, prose.targets_alt(c, targets));
    let notes = [words::AT_THE_RIGHT, words::NOT_A_FORECAST];
    caption.notes.extend(notes.map(str::to_owned));
    if request.for_paper {
        caption.title = prose.caption(c, &caption.title);
    }
    let chart = SharesChart {
        caption,
        own: words::own(c),
        england: words::LEVEL.to_owned(),
        mean: String::new(),
        range: words::CHANCE.to_owned(),
        unit: "",
        rows: targets.all.iter().map(|of| row(c, targets, of)).collect(),
    };
    let all = [(c, targets.clone())];
    NamedChart {
        name: format!("{}-target", slug(&c.indicator.id)),
        theme: None,
        chart: DrawnChart::of(chart, for_people(&all, prose), request),
    }
}

fn row(c: &Comparison<'_>, targets: &Targets, target: &Target) -> ShareRow {
    let own = c.reading.value();
    let limits = estimate(c.panel, c.at, c.area).map(|of| of.limits.p95);
    ShareRow {
        label: sentence_start(words::level_for(target.level, c, targets)),
        own: own.map_or(ChartPoint::Absent, ChartPoint::Known),
        text: words::in_chart(target, c, targets),
        england: Some(target.value),
        neighbours: own.zip(limits).map(|(own, of)| [of.lower, own, of.upper]),
    }
}
