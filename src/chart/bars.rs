//! What the charts of bars share: a bar for an authority, their order, the lines across them; and what a chart shows at the place of
//! a published figure.

use crate::compare::Comparison;
use crate::figure::{ChartBar, ChartPoint, Comparator, MissingFigure, ReferenceLine};
use crate::finding::prose::{self, Prose, pictures};
use crate::observation::area::Area;
use crate::observation::reading::{Reading, Status};

/// What a chart shows at the place of a published figure.
pub(super) fn point(reading: Reading) -> ChartPoint {
    match reading {
        Reading::Known(value) => ChartPoint::Known(value),
        Reading::Missing(Status::Absent) => ChartPoint::Absent,
        Reading::Missing(status) => ChartPoint::Missing(MissingFigure {
            symbol: status.symbol().to_owned(),
            reason: status.word().to_owned(),
            is_unknown: status == Status::SetAside,
        }),
    }
}

/// The bar of an authority in the chart of a comparison.
pub(super) fn bar(c: &Comparison<'_>, area: Area, reading: Reading) -> ChartBar {
    ChartBar {
        label: Prose::of(c).short(area).to_owned(),
        value: point(reading),
        own: area == c.area,
        neighbour: is_neighbour(c, area),
        text: pictures::bar_text(c.indicator, reading),
    }
}

/// Whether an area is a statistical neighbour of the comparison's authority.
pub(super) fn is_neighbour(c: &Comparison<'_>, area: Area) -> bool {
    c.neighbours.members.iter().any(|m| m.area == area)
}

/// Lines across the bars. A count has none: England and regions are totals.
pub(super) fn marks(c: &Comparison<'_>) -> Vec<ReferenceLine> {
    let neighbours = c.neighbours.comparable();
    let neighbours = neighbours.map(|spread| ReferenceLine {
        label: pictures::mean_mark(c.indicator, spread.mean),
        value: spread.mean,
        kind: Comparator::Neighbours,
    });
    let region = c.comparable_region().map(|(region, value)| ReferenceLine {
        label: format!(
            "{} {}",
            Prose::of(c).short(region),
            prose::digits(c.indicator, value)
        ),
        value,
        kind: Comparator::Region,
    });
    let england = c.comparable_england().map(|value| ReferenceLine {
        label: pictures::england_mark(c.indicator, value),
        value,
        kind: Comparator::England,
    });
    let groups = c.groups.iter().filter_map(|peers| {
        let mean = peers.comparable()?.mean;
        Some(ReferenceLine {
            label: pictures::group_mark(c.indicator, &peers.group, mean),
            value: mean,
            kind: Comparator::Group,
        })
    });
    let published = [neighbours, region, england].into_iter().flatten();
    published.chain(groups.filter(|_| !c.is_total())).collect()
}

/// Highest first, those without a figure last, equals in order of code.
pub(super) fn by_value(readings: &mut [(Area, Reading)]) {
    readings.sort_by(|a, b| height(b.1).total_cmp(&height(a.1)).then(a.0.cmp(&b.0)));
}

fn height(reading: Reading) -> f64 {
    reading.value().unwrap_or(f64::NEG_INFINITY)
}
