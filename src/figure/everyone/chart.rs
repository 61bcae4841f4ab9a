//! The words and values of a chart of all authorities.

use crate::figure::parts::{Caption, ChartBar, ReferenceLine};

/// All authorities in one row of bars.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EveryoneChart {
    pub(crate) caption: Caption,
    /// The value axis in words: "per 10,000".
    pub(crate) unit: String,
    /// Decimals of the values, and of the quartiles unless they need one more.
    pub(crate) decimals: u8,
    /// Sorted, by rising or by falling value; those without a value may stand anywhere.
    pub(crate) bars: Vec<ChartBar>,
    /// Lower quartile, median, upper quartile.
    pub(crate) quartiles: Option<[f64; 3]>,
    /// The letters of the quartile bands, from the lowest values to the highest; none where the indicator has no polarity.
    pub(crate) bands: Option<[char; 4]>,
    pub(crate) references: Vec<ReferenceLine>,
}
