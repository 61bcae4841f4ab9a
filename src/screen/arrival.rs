//! A release that has just come, before anything rests on it: is everybody in it, do its totals still add up, are its values
//! possible? A figure alone can be published as it is; a whole release that fails one of these is set aside.

use super::series_rows::SeriesRows;
use super::{Screened, complete, possible, totals};
use crate::error::Result;
use crate::observation::check::Check;
use crate::reference::Reference;

/// What is wrong with a release as a whole; nothing for one that may be used.
///
/// # Errors
/// The frame is not of its fixed shape, which would be a fault of the program.
pub(crate) fn arrival(screened: &Screened, reference: &Reference) -> Result<Vec<Check>> {
    let view = screened.view();
    let mut checks = Vec::new();
    for (number, indicator) in screened.indicators().iter().enumerate() {
        let (periods, sources) = (screened.periods(), screened.sources());
        let series = SeriesRows {
            indicator,
            view,
            periods,
            sources,
            rows: screened.rows(number),
        };
        complete::check(&series, reference, &mut checks);
        totals::check(&series, reference, &mut checks);
        possible::check(&series, &mut checks);
    }
    Ok(checks)
}
