//! One published figure as a file gives it.

use super::area::Area;
use super::provenance::Origin;
use super::reading::Reading;

/// One figure with all that travels with it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Figure {
    pub(crate) series: u16,
    pub(crate) area: Area,
    pub(crate) period: u16,
    pub(crate) reading: Reading,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) origin: Origin,
    /// Where the denominator was read, when it is another row than the figure's own.
    pub(crate) base: Option<Origin>,
}
