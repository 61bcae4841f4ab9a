//! What a claim tells of an indicator, so that it can be said what a paper does not tell.

use super::claim::{Assertion, ClaimComparator, RangeOf};

/// What a claim tells of an indicator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ClaimTopic {
    Figure,
    Place,
    England,
    Neighbours,
    Change,
    /// It is about inspections, and about no indicator.
    Inspection,
    /// A row of a table with the place among all: it has the change and the neighbours beside it.
    Row,
}

/// What a claim tells.
pub(super) fn topic(assertion: &Assertion, is_cell: bool) -> ClaimTopic {
    match assertion {
        Assertion::Ranked { .. } | Assertion::RankSpan { .. } if is_cell => ClaimTopic::Row,
        Assertion::Ranked { among, .. } => of_comparator(*among, ClaimTopic::Place),
        Assertion::RankSpan { .. } => ClaimTopic::Place,
        Assertion::Compared(said) => of_comparator(said.with, ClaimTopic::England),
        Assertion::Level { with } | Assertion::NotDifferent { from: with } => {
            of_comparator(*with, ClaimTopic::England)
        }
        Assertion::Changed(_)
        | Assertion::Run { .. }
        | Assertion::Record { .. }
        | Assertion::Slope { .. }
        | Assertion::Stayed { .. }
        | Assertion::LeftOut { .. }
        | Assertion::Redefined { .. }
        | Assertion::Chance { .. }
        | Assertion::Unchanged
        | Assertion::Backwards => ClaimTopic::Change,
        Assertion::Expected { of, .. } | Assertion::Range { of, .. } => match of {
            RangeOf::UsualVariation | RangeOf::OwnInterval | RangeOf::GivenDeprivation => {
                ClaimTopic::Figure
            }
            RangeOf::FurtherNeighbour | RangeOf::Neighbours | RangeOf::NeighboursMiddle => {
                ClaimTopic::Neighbours
            }
        },
        Assertion::Parted { .. } | Assertion::AlreadyApart { .. } => ClaimTopic::Neighbours,
        Assertion::Figure { .. }
        | Assertion::Times { .. }
        | Assertion::Counts { .. }
        | Assertion::Judged { .. } => ClaimTopic::Figure,
    }
}

/// The neighbours, or what the claim tells of England.
fn of_comparator(with: ClaimComparator, of_england: ClaimTopic) -> ClaimTopic {
    match with {
        ClaimComparator::England => of_england,
        ClaimComparator::Neighbours
        | ClaimComparator::NeighboursMean(_)
        | ClaimComparator::AllNeighbours => ClaimTopic::Neighbours,
        ClaimComparator::Region(_) | ClaimComparator::Authority(_) => ClaimTopic::Figure,
    }
}
