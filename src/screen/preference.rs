//! Which of two sources is preferred for a figure that both publish.

use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use jiff::ToSpan;
use jiff::civil::Date;

/// A compilation such as LAIT repeats its publishers' releases some months later and drops their symbols and counts; a
/// publisher's release of the same season is preferred to it, and it is preferred to an older release.
const COMPILATION_LAG_MONTHS: i32 = 6;

/// A rank for each source; the higher is preferred. It is the day of publication, then the order of reading. A file that is not in our list
/// counts as newer than all that are.
pub(crate) fn ranks(sources: &[Source], reference: &Reference) -> Vec<(Date, usize)> {
    let unknown = Date::MAX;
    sources
        .iter()
        .enumerate()
        .map(|(order, source)| {
            let is_compilation = reference
                .sources
                .titled(&source.publication)
                .is_some_and(|p| p.key == COMPILATION);
            let day = match source.published {
                Some(day) if is_compilation => day
                    .checked_sub(COMPILATION_LAG_MONTHS.months())
                    .unwrap_or(day),
                Some(day) => day,
                None => unknown,
            };
            (day, order)
        })
        .collect()
}
