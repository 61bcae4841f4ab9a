//! The words and values of a funnel.

use crate::figure::parts::{Caption, Comparator};

/// One authority in a funnel.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FunnelDot {
    pub(crate) label: String,
    /// Population or denominator, or how much an authority has of what lies to the right; not below zero. A dot without finite numbers is left out and counted in a remark.
    pub(crate) size: f64,
    pub(crate) value: f64,
    pub(crate) own: bool,
    pub(crate) neighbour: bool,
    /// Whether it lies outside the limits that allow for the usual spread, as the caller has found.
    pub(crate) outside: bool,
    /// The value as the tables print it.
    pub(crate) text: String,
}

impl FunnelDot {
    pub(super) fn is_usable(&self) -> bool {
        self.value.is_finite() && self.size.is_finite() && self.size >= 0.0
    }

    /// Whether it is picked out from the others and named.
    pub(super) fn is_named(&self) -> bool {
        self.own || self.neighbour || self.outside
    }
}

/// The limit on either side of the centre line, as polylines of (size, value) in order of size.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LimitCurves {
    pub(crate) lower: Vec<(f64, f64)>,
    pub(crate) upper: Vec<(f64, f64)>,
}

/// A pair of limits and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FunnelLimits {
    /// For the key: "allowing for the usual spread between authorities".
    pub(crate) label: String,
    /// 95%, drawn dashed.
    pub(crate) inner: LimitCurves,
    /// 99.8%, drawn solid.
    pub(crate) outer: LimitCurves,
}

/// What is expected along the sizes, and the range in which 95 of 100 would lie.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExpectedCurve {
    /// For the key: what the curve is, and what its range.
    pub(crate) label: String,
    pub(crate) range_label: String,
    pub(crate) middle: Vec<(f64, f64)>,
    pub(crate) range: LimitCurves,
}

/// Every authority's rate against its size, inside limits that narrow as size grows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FunnelChart {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// The size axis in words: "Children aged under 18".
    pub(crate) size_label: String,
    /// Decimals of the values on the axis.
    pub(crate) decimals: u8,
    pub(crate) dots: Vec<FunnelDot>,
    /// The line in the middle with its name and value: "England 67".
    pub(crate) centre: (String, f64),
    /// What the centre stands for: the group compared with.
    pub(crate) kind: Comparator,
    /// The limits if only chance were at work.
    pub(crate) plain: Option<FunnelLimits>,
    /// The limits that also allow for the usual spread between authorities.
    pub(crate) spread: Option<FunnelLimits>,
    /// Where what lies to the right says what to expect.
    pub(crate) expected: Option<ExpectedCurve>,
    /// For the key: "Statistical neighbour", "Outside the clear limits".
    pub(crate) neighbour_label: String,
    pub(crate) outside_label: String,
}
