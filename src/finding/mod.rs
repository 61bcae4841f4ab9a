//! What comparisons say, in words. All prose about figures stands in this room.
//!
//! A finding is a variant that holds its evidence, and evidence can only be made by the comparison that it is: each of its
//! types is sealed in its own file of `compare`. [`rules`] decides what is worth saying, [`weigh`] what comes first,
//! [`words`] how it is said, with the house's own wording from [`phrases`].

pub(crate) mod phrases;
pub(crate) mod rules;
pub(crate) mod weigh;
pub(crate) mod words;
use crate::compare::Comparison;
use crate::compare::change::OneYear;
use crate::compare::course::{Extreme, Run};
use crate::compare::departure::Parting;
use crate::compare::nation::{FunnelPlace, Span};
use crate::compare::pyramid::{Escalation, Lowest, Opposition};
use crate::compare::significance::Against;
use crate::compare::standing::{Flip, PeerPlace, Quarter, Silence};
use crate::compare::trend::{Recent, Sustained};

/// The kind of a finding that only says why there is none.
pub(crate) const WITHHELD: &str = "Withheld";

/// One thing that may be said, with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Finding {
    /// Rank among all, with what chance allows.
    Placed(Placed),
    /// Above or below all neighbours, or where one more would be expected.
    ApartFromPeers(PeerPlace),
    WithinPeers(PeerPlace),
    /// Different beyond chance in the count; or different, and not tested.
    ApartFromEngland(England),
    NotApartFromEngland(Against),
    /// Outside what authorities usually show.
    OutsideExpected(FunnelPlace),
    WithinExpected(FunnelPlace),
    Changed(OneYear),
    Trending(Trend),
    ExtremeSince(Record),
    RunOf(Run),
    PartedFromPeers(Parting),
    /// Apart when the series begins.
    AlreadyApart(Parting),
    /// Two series that ought to move together do not.
    Opposed(Opposition),
    /// Need, plans and care as one pyramid.
    Escalation(Escalation),
    /// The verdict turns with the list of neighbours.
    NeighboursChanged(Flip),
    /// Why nothing is said.
    Withheld(Silence),
}

/// A place in the national order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Placed {
    Ranked(Span),
    /// Without counts a rank has no interval, and only the outer quarters are named.
    Quarter(Quarter),
}

/// England beside an authority.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum England {
    Tested(Against),
    /// No counts, so no test.
    Untested(Gap),
}

/// Beside England without a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gap {
    above: bool,
    england: f64,
}

impl Gap {
    /// None where the two are printed alike, or England's figure may not stand beside one authority's.
    pub(crate) fn of(c: &Comparison<'_>) -> Option<Gap> {
        let england = c.comparable_england()?;
        let (own, other) = (c.printed(c.reading.value()?), c.printed(england));
        (own != other).then_some(Gap {
            above: own > other,
            england,
        })
    }

    pub(crate) fn is_above(&self) -> bool {
        self.above
    }

    pub(crate) fn england(&self) -> f64 {
        self.england
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trend {
    Recent(Recent),
    Sustained(Sustained),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Record {
    Since(Extreme),
    Lowest(Lowest),
}

impl Finding {
    /// The variant's name, for programs.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Finding::Placed(_) => "Placed",
            Finding::ApartFromPeers(_) => "ApartFromPeers",
            Finding::WithinPeers(_) => "WithinPeers",
            Finding::ApartFromEngland(_) => "ApartFromEngland",
            Finding::NotApartFromEngland(_) => "NotApartFromEngland",
            Finding::OutsideExpected(_) => "OutsideExpected",
            Finding::WithinExpected(_) => "WithinExpected",
            Finding::Changed(_) => "Changed",
            Finding::Trending(_) => "Trending",
            Finding::ExtremeSince(_) => "ExtremeSince",
            Finding::RunOf(_) => "RunOf",
            Finding::PartedFromPeers(_) => "PartedFromPeers",
            Finding::AlreadyApart(_) => "AlreadyApart",
            Finding::Opposed(_) => "Opposed",
            Finding::Escalation(_) => "Escalation",
            Finding::NeighboursChanged(_) => "NeighboursChanged",
            Finding::Withheld(_) => WITHHELD,
        }
    }
}
