//! Which indicators are read.

use super::local;

/// All indicators, or those with one of these names.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndicatorFilter {
    /// Ids or publishers' codes; empty means all.
    names: Vec<String>,
}

impl IndicatorFilter {
    /// Every indicator.
    pub(crate) fn all() -> IndicatorFilter {
        IndicatorFilter::default()
    }

    /// The indicators with these ids or publishers' codes; all of them where no name is given.
    pub(crate) fn named(names: Vec<String>) -> IndicatorFilter {
        IndicatorFilter { names }
    }

    /// Whether one of these ids is read.
    pub(crate) fn includes_any(&self, ids: &[String]) -> bool {
        ids.iter().any(|id| self.includes(id, id))
    }

    /// Whether this id is one of the names.
    pub(crate) fn names(&self, id: &str) -> bool {
        !id.is_empty() && self.names.iter().any(|name| name == id)
    }

    /// Whether an indicator of this id and publisher's code is read. A local series goes by the id of its national one too.
    pub(crate) fn includes(&self, id: &str, code: &str) -> bool {
        let national = id.strip_prefix(local::PREFIX).unwrap_or(id);
        self.names.is_empty()
            || self
                .names
                .iter()
                .any(|name| name == national || name == id || name == code)
    }
}
