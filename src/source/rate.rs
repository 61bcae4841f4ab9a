//! Rates made from counts, where a publisher gives none.

use crate::observation::reading::{Reading, Status};
use crate::observation::table::Figure;
use crate::reference::catalogue::Population;
use crate::stat::round::round_half_away;

/// A count that becomes a rate once the population in another file is known.
pub(super) struct PendingRate<'a> {
    /// Its reading is the count.
    pub(super) figure: Figure,
    pub(super) population: &'a Population,
    pub(super) per: f64,
    pub(super) decimals: u8,
    /// The year whose mid-year population divides.
    pub(super) year: i16,
}

/// A count over its base, rounded as its publisher would print it; a missing count keeps its reason, a missing base makes the
/// rate not available. Ranks are made from the counts, so nothing is lost by rounding here.
pub(super) fn rate(count: Reading, base: Option<f64>, per: f64, decimals: u8) -> Reading {
    match (count, base.filter(|b| *b > 0.0)) {
        (Reading::Known(count), Some(base)) => {
            Reading::Known(round_half_away(count / base * per, decimals))
        }
        (Reading::Known(_), None) => Reading::Missing(Status::NotAvailable),
        (missing, _) => missing,
    }
}
