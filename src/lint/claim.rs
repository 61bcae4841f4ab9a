//! What a sentence claims. Only what can be read in one way is a claim; everything else is left alone, and told as not checked.

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
    /// An end of the middle half of all authorities.
    Quarter,
    /// The figure that deprivation alone leads one to expect of the authority.
    GivenDeprivation,
}

/// With whom a figure is compared, or among whom it is ranked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClaimComparator {
    England,
    /// A region by name; none for "the region".
    Region(Option<Area>),
    /// The neighbours' mean or median.
    Neighbours,
    /// The neighbours' mean, by the list of this year where the sentence says so.
    NeighboursMean(Option<i16>),
    /// Each of the neighbours: "above all ten neighbours".
    AllNeighbours,
    /// One other authority.
    Authority(Area),
}

/// The end of an order from which a rank counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OrderEnd {
    Highest,
    Lowest,
    Best,
    Worst,
    /// "The top": the highest or the best.
    Top,
    /// "The bottom": the lowest or the worst.
    Bottom,
    /// The sentence does not say which: "12th of 151".
    Either,
}

/// A rank as a sentence gives it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum ClaimedRank {
    Exactly(usize),
    /// "Among the ten highest".
    Within(usize),
    /// "In the top quarter": a quarter is 0.25.
    Share(f64),
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

/// By how much something is said to have changed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum ChangeSize {
    /// By a number in the indicator's unit, or by a part of the earlier figure: both are written "by 12%".
    By(WrittenNumber),
    /// By a number in the indicator's unit: "by 4.1 percentage points".
    Points(WrittenNumber),
    /// To so many times the earlier figure, or to that part of it: "doubled", "halved".
    Times(f64),
    /// A little less than that: "nearly doubled", "nearly halved".
    NearlyTimes(f64),
    /// Further than that: "more than doubled", "more than halved".
    BeyondTimes(f64),
}

/// How long a run of changes is said to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RunLength {
    /// "For the third year in a row".
    Exactly(usize),
    /// "Three years in a row".
    AtLeast(usize),
    /// "Every year since 2021".
    Since(NamedPeriod),
}

/// Over which years a figure is said to be the highest or the lowest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RecordSpan {
    /// It was as high or as low in this period: "the lowest since 2018".
    Since(NamedPeriod),
    /// "The lowest for five years".
    Years(usize),
    /// "The lowest of the series", which may be said to begin in a period.
    Series(Option<NamedPeriod>),
}

/// What range a figure is said to lie in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RangeOf {
    /// Where authorities of its size usually lie.
    UsualVariation,
    /// Where one more neighbour would be expected.
    FurtherNeighbour,
    /// From the lowest to the highest of the neighbours.
    Neighbours,
    /// The middle half of the neighbours.
    NeighboursMiddle,
    /// What chance in the counts allows of the figure itself.
    OwnInterval,
    /// Where places as deprived lie.
    GivenDeprivation,
}

/// What a sentence says of a difference.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ClaimedComparison {
    pub(super) direction: ClaimedDirection,
    pub(super) with: ClaimComparator,
    /// The sentence calls the difference significant.
    pub(super) significant: bool,
    /// Whether the sentence calls the direction better.
    pub(super) judged: Option<bool>,
}

/// What a sentence says of a change.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ClaimedChange {
    pub(super) direction: ClaimedDirection,
    /// The sentence calls the change significant or sustained.
    pub(super) significant: bool,
    pub(super) size: Option<ChangeSize>,
    /// How many years the change took, where the sentence says so.
    pub(super) years: Option<i16>,
    /// Whether it begins or ends in the only period that the sentence names; none where that may be either.
    pub(super) begins: Option<bool>,
    /// Whether the sentence calls the direction better.
    pub(super) judged: Option<bool>,
}

/// What is claimed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Assertion {
    /// A number is somebody's figure.
    Figure {
        owner: FigureOwner,
        number: WrittenNumber,
        /// It is told as an earlier one: "up from 182".
        is_earlier: bool,
    },
    /// How many times somebody's figure the authority's own is.
    Times {
        of: FigureOwner,
        number: WrittenNumber,
    },
    Ranked {
        rank: ClaimedRank,
        end: OrderEnd,
        among: ClaimComparator,
        /// The number of authorities in the order, where the sentence says so: "of 151".
        of: Option<usize>,
    },
    /// The ranks that chance allows: "between 85th and 121st".
    RankSpan {
        from: usize,
        to: usize,
    },
    /// Higher, lower, better or worse than somebody's figure.
    Compared(ClaimedComparison),
    /// The same as somebody's figure.
    Level {
        with: ClaimComparator,
    },
    /// "Not significantly different from".
    NotDifferent {
        from: ClaimComparator,
    },
    /// Up, down, better or worse than before.
    Changed(ClaimedChange),
    /// Changes in one direction, year after year.
    Run {
        direction: ClaimedDirection,
        length: RunLength,
        judged: Option<bool>,
    },
    Record {
        end: OrderEnd,
        span: RecordSpan,
    },
    /// The slope of a sustained rise or fall: "of about 0.7 a year".
    Slope {
        number: WrittenNumber,
    },
    /// Above, below or inside a range.
    Expected {
        side: Option<Side>,
        of: RangeOf,
    },
    /// A range from one number to another.
    Range {
        of: RangeOf,
        low: WrittenNumber,
        high: WrittenNumber,
    },
    /// The counts behind a figure: "531 of 28,923".
    Counts {
        part: f64,
        /// None where only the numerator is given: "531 children were looked after, 184 for every 10,000".
        whole: Option<f64>,
    },
    /// Never lower and never higher than these since a period: "has stayed between 42% and 54% since 2019".
    Stayed {
        low: WrittenNumber,
        high: WrittenNumber,
        since: NamedPeriod,
    },
    /// A year that is left out since it cannot be held against others: "leaving out 2020-21 as unusual".
    LeftOut {
        period: NamedPeriod,
    },
    /// A year in which a measure changed: "since 2019, when the measure changed".
    Redefined {
        period: NamedPeriod,
    },
    /// The change to the newest figure is more than chance would bring, or is not; it begins in this period, or a year before.
    Chance {
        is_beyond: bool,
        from: Option<NamedPeriod>,
    },
    /// The same as a year before.
    Unchanged,
    /// A change that is said to end before it begins: "from 15% in 2016-17 to a low of 11% in 2014-15".
    Backwards,
    /// A direction is called better or worse.
    Judged {
        up: bool,
        is_better: bool,
    },
    /// It parted from its neighbours' mean, in a period or between two.
    Parted {
        up: bool,
    },
    /// It was beyond all neighbours when its series began, in a period.
    AlreadyApart {
        side: Side,
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
    /// The lexemes of the sentence that are checked with it.
    pub(super) covers: Vec<usize>,
}

impl Claim {
    /// The same with more lexemes that are checked with it.
    pub(super) fn covering(mut self, more: impl IntoIterator<Item = usize>) -> Claim {
        self.covers.extend(more);
        self
    }
}
