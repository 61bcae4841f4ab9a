//! What a sentence claims, as far as it is said in a way that can only be read so: everything else is left alone.

use super::lexis::Number;
use super::when::Named;
use crate::observation::area::Area;
use crate::stat::verdict::Side;

/// Whose figure a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    Area(Area),
    /// The region of whom the sentence is about.
    Region,
    NeighboursMean,
    NeighboursMedian,
    /// Mean or median: the sentence does not say.
    Neighbours,
}

/// With what a figure is compared, or among whom it is ranked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Company {
    England,
    /// A region by name, or "the region".
    Region(Option<Area>),
    Neighbours,
    /// Each of them: "above all ten neighbours".
    AllNeighbours,
}

/// Which end of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    Highest,
    Lowest,
    Best,
    Worst,
    /// Of an order whose direction is not said: "12th of 151".
    Either,
}

/// A place in an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rank {
    Exactly(usize),
    /// "One of the highest".
    Among,
}

/// Which way, as a sentence says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Level(Side),
    Better,
    Worse,
}

/// What is claimed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum What {
    Figure {
        whose: Whose,
        number: Number,
    },
    Placed {
        rank: Rank,
        end: End,
        company: Company,
        /// "Of 151", where the sentence says so.
        of: Option<usize>,
    },
    /// Higher, lower, better or worse than somebody; `significant` where the sentence says so.
    Beside {
        way: Way,
        company: Company,
        significant: bool,
    },
    /// "Not significantly different from".
    Alike {
        company: Company,
    },
    /// Up, down, better or worse than before.
    Moved {
        way: Way,
        significant: bool,
    },
}

/// One claim about one indicator.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Claim {
    pub(super) indicator: String,
    pub(super) area: Area,
    /// Periods it may be about; empty where the sentence names none.
    pub(super) when: Vec<Named>,
    pub(super) what: What,
}
