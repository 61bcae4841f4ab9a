//! A row that is there and whose figure could not be taken.

use super::area::Area;

/// A row that was set aside, and what is known of the figure that it may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SetAsideRow {
    pub(crate) series: u16,
    /// None where the place could not be read: it may be any.
    pub(crate) area: Option<Area>,
    /// None where the period could not be read: it may be any.
    pub(crate) period: Option<u16>,
}
