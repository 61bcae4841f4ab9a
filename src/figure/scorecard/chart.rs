//! The words of a scorecard.

use crate::figure::parts::Caption;

/// A table of one authority's indicators, a row each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScorecardChart {
    pub(crate) caption: Caption,
    pub(crate) heads: ScorecardHeads,
    /// In the order in which they are drawn; rows of one theme that follow one another form a group.
    pub(crate) rows: Vec<ScorecardRow>,
}

/// The heads of the columns that differ from one authority to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScorecardHeads {
    /// The authority, over its values.
    pub(crate) own: String,
    /// "Neighbours' mean".
    pub(crate) neighbours: String,
    pub(crate) region: String,
}

/// One indicator. Every text is as it is printed: a symbol where there is no figure, empty where nothing applies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ScorecardRow {
    pub(crate) theme: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) value: String,
    pub(crate) change: Option<ScorecardChange>,
    pub(crate) neighbours: String,
    pub(crate) region: String,
    pub(crate) england: String,
    /// Place among all: "joint 36th of 151", or "36th highest of 151" where there is no polarity.
    pub(crate) rank: String,
    /// Quartile band A to D; none where nothing is judged.
    pub(crate) band: Option<char>,
    pub(crate) period: String,
}

/// Change on the period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScorecardChange {
    pub(crate) direction: ChangeDirection,
    /// Its size, with its sign.
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeDirection {
    Up,
    Down,
    Level,
}

impl ScorecardRow {
    /// The indicator with its unit.
    pub(super) fn titled(&self) -> String {
        if self.unit.is_empty() {
            self.title.clone()
        } else {
            format!("{}, {}", self.title, self.unit)
        }
    }
}
