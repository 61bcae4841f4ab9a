//! Which of two sources speaks for a figure that both publish.

use crate::observation::provenance::Source;
use crate::reference::Reference;
use crate::reference::sources::COMPILATION;
use jiff::ToSpan;
use jiff::civil::Date;

/// A compilation such as LAIT repeats its publishers' releases some months later and drops their symbols and counts; a
/// publisher's release of the same season speaks before it, an older release after it.
const COMPILATION_LAG_MONTHS: i32 = 6;

/// A rank for each source, the higher the rather believed: the day of publication, or the order of reading where a file is
/// unknown to us and so newer than what we know.
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
