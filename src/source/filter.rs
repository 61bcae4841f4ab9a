//! Which indicators are read.

use super::local;
use crate::reference::breakdown::may_be_category;

/// All indicators, or those with one of these names. The categories of breakdowns are read where they are named, or with everything.
#[derive(Clone, Debug, Default)]
pub(crate) struct IndicatorFilter {
    /// Ids or publishers' codes; empty means all.
    names: Vec<String>,
    categories: CategoryFilter,
}

/// Which categories of breakdowns are read where every indicator is.
#[derive(Clone, Debug, Default)]
enum CategoryFilter {
    #[default]
    None,
    All,
    Named(Vec<String>),
}

impl IndicatorFilter {
    /// Every indicator and every category of a breakdown.
    pub(crate) fn everything() -> IndicatorFilter {
        IndicatorFilter {
            names: Vec::new(),
            categories: CategoryFilter::All,
        }
    }

    /// The indicators with these ids or publishers' codes; all of them where no name is given.
    pub(crate) fn named(names: Vec<String>) -> IndicatorFilter {
        IndicatorFilter {
            names,
            categories: CategoryFilter::None,
        }
    }

    /// The same with these categories, where every indicator is read.
    pub(crate) fn and_categories(self, ids: &[String]) -> IndicatorFilter {
        IndicatorFilter {
            categories: CategoryFilter::Named(ids.to_vec()),
            ..self
        }
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
        let is_any = !may_be_category(id)
            || match &self.categories {
                CategoryFilter::None => false,
                CategoryFilter::All => true,
                CategoryFilter::Named(ids) => ids.iter().any(|named| named == id),
            };
        (self.names.is_empty() && is_any)
            || self
                .names
                .iter()
                .any(|name| name == national || name == id || name == code)
    }
}
