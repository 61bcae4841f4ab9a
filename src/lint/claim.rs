//! What a sentence claims. Only what can be read in one way is a claim; everything else is left alone.

use super::lexeme::WrittenNumber;
use super::period_names::NamedPeriod;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::stat::verdict::Side;

/// Whose figure a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FigureOwner {
    Area(Area),
    /// The region of the authority that the sentence is about.
    Region,
    NeighboursMean,
    NeighboursMedian,
    /// The neighbours' mean or median: the sentence does not say which.
    Neighbours,
}

/// With whom a figure is compared, or among whom it is ranked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClaimComparator {
    England,
    /// A region by name; none for "the region".
    Region(Option<Area>),
    Neighbours,
    /// Each of the neighbours: "above all ten neighbours".
    AllNeighbours,
}

/// The end of an order from which a rank counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OrderEnd {
    Highest,
    Lowest,
    Best,
    Worst,
    /// The sentence does not say which: "12th of 151".
    Either,
}

/// A rank as a sentence gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClaimedRank {
    Exactly(usize),
    /// "One of the highest".
    Among,
}

/// The direction of a difference or a change, as a sentence gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClaimedDirection {
    /// Above or below; up or down.
    Level(Side),
    Better,
    Worse,
}

impl ClaimedDirection {
    /// Whether the claim is of above, or of up; none where it is of better or worse and no direction of the indicator is good.
    pub(super) fn is_up(self, indicator: &Indicator) -> Option<bool> {
        match self {
            ClaimedDirection::Level(side) => Some(side == Side::Above),
            ClaimedDirection::Better => indicator.polarity.is_better(true),
            ClaimedDirection::Worse => indicator.polarity.is_better(false),
        }
    }
}

/// What is claimed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Assertion {
    /// A number is somebody's figure.
    Figure {
        owner: FigureOwner,
        number: WrittenNumber,
    },
    Ranked {
        rank: ClaimedRank,
        end: OrderEnd,
        among: ClaimComparator,
        /// The number of authorities in the order, where the sentence says so: "of 151".
        of: Option<usize>,
    },
    /// Higher, lower, better or worse than somebody's figure.
    Compared {
        direction: ClaimedDirection,
        with: ClaimComparator,
        /// The sentence calls the difference significant.
        significant: bool,
    },
    /// "Not significantly different from".
    NotDifferent { from: ClaimComparator },
    /// Up, down, better or worse than before.
    Changed {
        direction: ClaimedDirection,
        /// The sentence calls the change significant.
        significant: bool,
    },
}

/// One claim about one indicator.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Claim {
    /// The indicator's id.
    pub(super) indicator: String,
    pub(super) area: Area,
    /// Periods that it may be about; empty where the sentence names none.
    pub(super) periods: Vec<NamedPeriod>,
    pub(super) assertion: Assertion,
}
