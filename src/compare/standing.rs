//! An authority beside its statistical neighbours: above or below them all, in their middle, or where one more neighbour would
//! be expected.

use super::{Comparison, PrintedSide};
use crate::observation::indicator::Indicator;
use crate::observation::reading::{Reading, Status};
use crate::reference::neighbours::NeighbourList;
use crate::stat::interval::Interval;
use crate::stat::neighbours::{self, NeighbourStanding, NeighbourSummary};
use crate::stat::problem::Problem;

/// The neighbours summed up, and the authority's own place beside them. Figures as published, so that the sums can be redone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PeerPlace {
    pub(crate) own: f64,
    pub(crate) neighbours: NeighbourSummary,
    pub(crate) standing: NeighbourStanding,
    _sealed: (),
}

impl PeerPlace {
    /// Whether the figure lies where a further neighbour would be expected, nineteen times in twenty.
    pub(crate) fn is_expected(&self) -> bool {
        self.neighbours.predicted.p95.contains(self.own)
    }

    /// Where a further neighbour would be expected, kept to what the unit allows: no rate below zero, no part above the whole.
    pub(crate) fn expected(&self, indicator: &Indicator) -> Interval {
        let Interval { lower, upper } = self.neighbours.predicted.p95;
        let least = if self.neighbours.min >= 0.0 {
            0.0
        } else {
            f64::NEG_INFINITY
        };
        let most = if indicator.unit.is_percent() && self.neighbours.max <= 100.0 {
            100.0
        } else {
            f64::INFINITY
        };
        Interval {
            lower: lower.max(least),
            upper: upper.min(most),
        }
    }

    pub(crate) fn in_middle_half(&self) -> bool {
        self.neighbours.q1 <= self.own && self.own <= self.neighbours.q3
    }

    pub(crate) fn beyond_all(&self) -> bool {
        self.standing.above_all || self.standing.below_all
    }
}

/// The place beside the neighbours of the comparison's own list.
///
/// # Errors
/// Fewer than seven neighbours with a figure; no figure of one's own is [`Problem::NotANumber`].
pub(crate) fn beside(c: &Comparison<'_>) -> Result<PeerPlace, Problem> {
    let own = c.reading.value().ok_or(Problem::NotANumber)?;
    let values: Vec<Option<f64>> = c
        .neighbours
        .members
        .iter()
        .map(|m| m.reading.value())
        .collect();
    let neighbours = neighbours::neighbours(&values)?;
    Ok(PeerPlace {
        own,
        standing: neighbours.standing(own, &values),
        neighbours,
        _sealed: (),
    })
}

/// Among the quarter of authorities with the highest or the lowest figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quarter {
    pub(crate) highest: bool,
    pub(crate) of: usize,
    _sealed: (),
}

/// The outer quarter in which a figure lies, for figures whose rank has no interval.
pub(crate) fn quarter(c: &Comparison<'_>) -> Option<Quarter> {
    c.comparable_rank()?;
    // By the values that rank, which the quartiles were made from.
    let (value, quartiles) = (c.panel.ranking_value(c.at, c.area)?, c.quartiles?);
    let highest = value > quartiles.q3;
    (highest || value < quartiles.q1).then_some(Quarter {
        highest,
        of: c.ranked,
        _sealed: (),
    })
}

/// The verdict against the neighbours' mean turns with the list of neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flip {
    pub(crate) this: PrintedSide,
    pub(crate) mean: f64,
    pub(crate) that: PrintedSide,
    pub(crate) other_mean: f64,
    pub(crate) other: NeighbourList,
    _sealed: (),
}

/// Whether it does, and between which sides.
pub(crate) fn flip(c: &Comparison<'_>) -> Option<Flip> {
    let (this, that, other) = c.flips().filter(|_| !c.is_total())?;
    let (mean, other_mean) = (c.neighbours.spread?.mean, c.other.as_ref()?.1.spread?.mean);
    Some(Flip {
        this,
        mean,
        that,
        other_mean,
        other,
        _sealed: (),
    })
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithheldBecause {
    NoFigure(Status),
    NoNeighbours,
    TooFew { with_data: usize, of: usize },
}

/// That nothing is said, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WithheldReason {
    pub(crate) why: WithheldBecause,
    _sealed: (),
}

/// Why an authority is not compared, if it is not.
pub(crate) fn silence(c: &Comparison<'_>) -> Option<WithheldReason> {
    let (with_data, of) = (c.neighbours.with_data(), c.neighbours.members.len());
    let why = match c.reading {
        Reading::Missing(status) => WithheldBecause::NoFigure(status),
        Reading::Known(_) if c.is_total() || c.neighbours.enough() => return None,
        Reading::Known(_) if of == 0 => WithheldBecause::NoNeighbours,
        Reading::Known(_) => WithheldBecause::TooFew { with_data, of },
    };
    Some(WithheldReason { why, _sealed: () })
}
