//! Authorities taken together: a bar for each, a bar for all of them, and lines for those whom they are compared with.

use super::bars::point;
use super::{ChartRequest, DrawnChart, NamedChart, slug};
use crate::compare::footprint::{Footprint, FootprintFigure};
use crate::figure::{Caption, ChartBar, ChartPoint, Comparator, RankedBarsChart, ReferenceLine};
use crate::finding::prose::{self, Prose, footprints as words, pictures};
use crate::table::footprint::full;

/// The chart of one indicator.
pub(crate) fn of_one(
    footprint: &Footprint,
    of: &FootprintFigure<'_>,
    prose: Prose<'_>,
    request: ChartRequest,
) -> NamedChart {
    let chart = RankedBarsChart {
        caption: Caption {
            title: words::chart_title(footprint, of),
            subtitle: words::chart_subtitle(of),
            source: words::source(of),
            notes: words::notes(of),
            alt: prose::signs_in_words(&prose.footprint_alt(footprint, of)),
        },
        unit: of.panel.indicator.unit.axis(),
        bars: bars(footprint, of, prose),
        references: lines(footprint, of, prose),
    };
    let data = full(footprint, std::slice::from_ref(of), prose, true);
    NamedChart {
        name: format!("{}-footprint", slug(&of.panel.indicator.id)),
        theme: Some(of.panel.indicator.theme.clone()),
        chart: DrawnChart::of(chart, data, request),
    }
}

/// Highest first, those without a figure last.
fn bars(footprint: &Footprint, of: &FootprintFigure<'_>, prose: Prose<'_>) -> Vec<ChartBar> {
    let parts = of.year.parts.iter();
    let mut bars: Vec<(f64, ChartBar)> = parts
        .map(|part| {
            let bar = ChartBar {
                label: prose.short(part.area).to_owned(),
                value: point(part.reading),
                own: false,
                neighbour: false,
                text: pictures::bar_text(&of.panel.indicator, part.reading),
            };
            (part.reading.value().unwrap_or(f64::NEG_INFINITY), bar)
        })
        .collect();
    let together = ChartBar {
        label: footprint.name.clone(),
        value: ChartPoint::Known(of.year.value),
        own: true,
        neighbour: false,
        text: prose::digits(&words::printed_as(of), of.year.value),
    };
    bars.push((of.year.value, together));
    bars.sort_by(|one, other| other.0.total_cmp(&one.0));
    bars.into_iter().map(|(_, bar)| bar).collect()
}

/// The others' mean, the region and England.
fn lines(footprint: &Footprint, of: &FootprintFigure<'_>, prose: Prose<'_>) -> Vec<ReferenceLine> {
    let indicator = &of.panel.indicator;
    let mean = of.others.as_ref().and_then(|others| others.comparable());
    let mean = mean.map(|spread| ReferenceLine {
        label: words::others_mark(footprint, indicator, spread.mean),
        value: spread.mean,
        kind: if footprint.by_hand {
            Comparator::Group
        } else {
            Comparator::Neighbours
        },
    });
    let region = of.region.map(|against| ReferenceLine {
        label: words::aggregate_mark(prose, indicator, &against),
        value: against.value,
        kind: Comparator::Region,
    });
    let england = of.england.map(|against| ReferenceLine {
        label: words::aggregate_mark(prose, indicator, &against),
        value: against.value,
        kind: Comparator::England,
    });
    [mean, region, england].into_iter().flatten().collect()
}
