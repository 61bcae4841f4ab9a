//! When did an authority part from its neighbours? The gap to them year by year, its shape, and how many others moved as far.

use super::panel::{Panel, PeriodColumn};
use super::significance::counts;
use super::trend::years_back;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::stat::departure::{
    self, EDGE, Field, Gap, GapRecord, LEAST_POINTS, Onset, PLACEBO_LEVEL, Placebo, Shape,
    already_apart, exceeds_counting_noise, onset, placebo, record,
};
use crate::stat::interval::Interval;
use crate::stat::neighbours::{LEAST_NEIGHBOURS, NeighbourSummary, neighbours};
use crate::stat::verdict::Side;

/// A turn that more than one in five others match is no news.
const TURN_WORTH_SAYING: f64 = 0.2;

/// One authority's gap to its neighbours, over the years in which both have figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parting {
    pub(crate) area: Area,
    /// The columns of the years, in time order.
    pub(crate) columns: Vec<PeriodColumn>,
    /// How many neighbours have a figure in every one of them.
    pub(crate) neighbours: usize,
    pub(crate) gap: Gap,
    pub(crate) gaps: Vec<f64>,
    pub(crate) onset: Onset,
    pub(crate) placebo: Placebo,
    /// Whether the way from start to end is more than chance in the counts; none without counts.
    pub(crate) beyond_noise: Option<bool>,
    pub(crate) record: GapRecord,
    pub(crate) already: Option<Already>,
    _sealed: (),
}

/// Apart when the series begins, so that no departure can be dated from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Already {
    pub(crate) side: Side,
    /// Column in which the series begins.
    pub(crate) begins: PeriodColumn,
    /// Beyond every neighbour in each of the first three years.
    pub(crate) beyond_all: bool,
    /// Outside where a further neighbour would be expected, in each of them.
    pub(crate) outside_expected: bool,
}

impl Parting {
    /// Whether "departed" may be said: a dated shape, further than nineteen in twenty others, and more than chance.
    pub(crate) fn departed(&self) -> bool {
        self.onset.dated().is_some()
            && self.placebo.p <= PLACEBO_LEVEL
            && self.beyond_noise != Some(false)
    }

    /// Whether a dated turn is worth a sentence, which then says how many others moved as far.
    pub(crate) fn turned(&self) -> bool {
        self.onset.dated().is_some()
            && self.placebo.p <= TURN_WORTH_SAYING
            && self.beyond_noise != Some(false)
    }

    /// Whether it moved away from its neighbours; otherwise the gap was closing.
    pub(crate) fn moves_away(&self) -> bool {
        (self.onset.end > 0.0) == (self.onset.change > 0.0)
    }

    /// The gaps as people read them: per cent of the neighbours' mean for ratios, points for differences.
    pub(crate) fn shown(&self) -> Vec<f64> {
        self.gaps.iter().map(|gap| self.as_read(*gap)).collect()
    }

    fn as_read(&self, gap: f64) -> f64 {
        match self.gap {
            Gap::LogRatio => (gap.exp() - 1.0) * 100.0,
            Gap::Difference => gap,
        }
    }

    /// The gap that the dated shape gives each period, as people read it. None where no departure is told: a level or a line
    /// drawn through a gap without one would look like a claim.
    pub(crate) fn fitted(&self) -> Option<Vec<f64>> {
        self.turned().then(|| {
            self.onset
                .fitted
                .iter()
                .map(|gap| self.as_read(*gap))
                .collect()
        })
    }

    /// The line of [`Parting::fitted`]: position among the columns (a step lies between two), gap as read.
    pub(crate) fn fitted_line(&self) -> Option<Vec<(f64, f64)>> {
        let fitted = self.fitted()?;
        let after = self
            .onset
            .dated()
            .filter(|_| self.onset.shape == Shape::Step)
            .map(|dated| dated.first);
        let mut line = Vec::with_capacity(fitted.len() + 2);
        let (mut place, mut before) = (0.0, None);
        for (at, gap) in fitted.into_iter().enumerate() {
            if let Some(before) = before.filter(|_| after == Some(at)) {
                line.extend([(place - 0.5, before), (place - 0.5, gap)]);
            }
            line.push((place, gap));
            (place, before) = (place + 1.0, Some(gap));
        }
        Some(line)
    }

    /// The column of the first year after the break of the dated shape.
    pub(crate) fn turns_at(&self) -> Option<PeriodColumn> {
        self.columns.get(self.onset.dated()?.first).copied()
    }

    /// The columns of the earliest and the latest plausible first year apart.
    pub(crate) fn years(&self) -> Option<(PeriodColumn, PeriodColumn)> {
        let (from, to) = self.onset.dated()?.range();
        Some((*self.columns.get(from)?, *self.columns.get(to)?))
    }
}

/// Rates and prices grow by parts, so their gap is a ratio; percentages and scores by points.
pub(crate) fn gap_of(indicator: &Indicator) -> Gap {
    let by_points =
        indicator.unit.is_percent() || matches!(indicator.unit.key(), "score" | "grade-points");
    if by_points {
        Gap::Difference
    } else {
        Gap::LogRatio
    }
}

/// Everybody's gap to their own neighbours up to a period. An authority whose series is too short or has too few whole
/// neighbours is left out, and is nobody's placebo. Totals have none: their gap follows from the size of a place.
pub(crate) fn all(
    panel: &Panel,
    at: PeriodColumn,
    current: &[Area],
    of: impl Fn(Area) -> Vec<Area>,
) -> Vec<Parting> {
    if panel.indicator.is_total() {
        return Vec::new();
    }
    let mut columns = years_back(panel, at);
    columns.reverse();
    let mut partings: Vec<Parting> = current
        .iter()
        .filter_map(|area| one(panel, &columns, *area, &of(*area)))
        .collect();
    // A way gone in fewer years is no yardstick: only those are set beside each other whose series span the same ones.
    let span = |parting: &Parting| {
        (
            parting.columns.first().copied(),
            parting.columns.last().copied(),
        )
    };
    let changes: Vec<_> = partings
        .iter()
        .map(|parting| (span(parting), parting.onset.change))
        .collect();
    for (own, parting) in partings.iter_mut().enumerate() {
        let alike = |(other, (of, _)): &(usize, &(_, f64))| *other != own && *of == span(parting);
        let others: Vec<f64> = changes
            .iter()
            .enumerate()
            .filter(alike)
            .map(|(_, (_, change))| *change)
            .collect();
        parting.placebo = placebo(parting.onset.change, &others);
    }
    partings
}

fn one(panel: &Panel, years: &[PeriodColumn], area: Area, peers: &[Area]) -> Option<Parting> {
    let values = |column: PeriodColumn| {
        peers
            .iter()
            .map(|peer| panel.value(column, *peer))
            .collect::<Vec<_>>()
    };
    let enough =
        |column: &PeriodColumn| values(*column).iter().flatten().count() >= LEAST_NEIGHBOURS;
    let columns: Vec<PeriodColumn> = years
        .iter()
        .copied()
        .filter(|column| panel.value(*column, area).is_some() && enough(column))
        .collect();
    if columns.len() < LEAST_POINTS {
        return None;
    }
    let own: Vec<f64> = columns
        .iter()
        .filter_map(|column| panel.value(*column, area))
        .collect();
    let rows: Vec<Vec<Option<f64>>> = peers
        .iter()
        .map(|peer| {
            columns
                .iter()
                .map(|column| panel.value(*column, *peer))
                .collect()
        })
        .collect();
    let rows: Vec<&[Option<f64>]> = rows.iter().map(Vec::as_slice).collect();
    let gap = gap_of(&panel.indicator);
    let gaps = departure::gaps(&own, &rows, gap).ok()?;
    let times: Vec<f64> = columns
        .iter()
        .map(|column| f64::from(panel.period(*column).end_year()))
        .collect();
    let onset = onset(&times, &gaps).ok()?;
    let fields: Vec<NeighbourSummary> = columns
        .iter()
        .map(|column| neighbours(&values(*column)).ok())
        .collect::<Option<_>>()?;
    Some(Parting {
        area,
        neighbours: rows
            .iter()
            .filter(|row| row.iter().all(Option::is_some))
            .count(),
        gap,
        beyond_noise: beyond_noise(panel, &columns, area, gap, onset.change),
        record: record(&own, &fields.iter().map(field).collect::<Vec<_>>())?,
        already: already(&own, &fields, &columns),
        placebo: placebo(onset.change, &[]),
        columns,
        gaps,
        onset,
        _sealed: (),
    })
}

fn field(of: &NeighbourSummary) -> Field {
    Field {
        mean: of.mean,
        middle_half: Interval {
            lower: of.q1,
            upper: of.q3,
        },
        range: Interval {
            lower: of.min,
            upper: of.max,
        },
    }
}

fn beyond_noise(
    panel: &Panel,
    columns: &[PeriodColumn],
    area: Area,
    gap: Gap,
    change: f64,
) -> Option<bool> {
    let known: Vec<f64> = columns
        .iter()
        .filter_map(|column| counts(panel, *column, area))
        .map(|(events, _)| events)
        .collect();
    let mean = crate::stat::order::mean(&known).filter(|_| gap == Gap::LogRatio)?;
    Some(exceeds_counting_noise(change, mean))
}

/// Beyond every neighbour in each of the first three years, or beyond where a further one would be expected.
fn already(own: &[f64], fields: &[NeighbourSummary], columns: &[PeriodColumn]) -> Option<Already> {
    let predicted: Vec<Interval> = fields.iter().map(|of| of.predicted.p95).collect();
    let ranges: Vec<Interval> = fields.iter().map(|of| field(of).range).collect();
    let (outside, beyond) = (already_apart(own, &predicted), already_apart(own, &ranges));
    let side = outside.or(beyond).filter(|_| columns.len() >= EDGE)?;
    Some(Already {
        side,
        begins: *columns.first()?,
        beyond_all: beyond.is_some(),
        outside_expected: outside.is_some(),
    })
}
