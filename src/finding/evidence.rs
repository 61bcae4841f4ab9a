//! The evidence of a finding for programs: values, comparators, method, level, how many, and which release.

use super::prose::Prose;
use crate::compare::Comparison;
use crate::compare::panel::PeriodColumn;
use crate::stat::interval::{Interval, Limits};
use crate::stat::verdict::Verdict;
use serde_json::{Value, json};

/// What a finding rests on, before release and list are added.
pub(super) struct FindingEvidence {
    pub(super) values: Value,
    pub(super) comparators: Value,
    pub(super) method: String,
    /// In per cent; none where nothing was tested.
    pub(super) level: Option<f64>,
    pub(super) n: Option<usize>,
}

impl FindingEvidence {
    /// Without comparators, level and number.
    pub(super) fn plain(values: Value, method: &str) -> FindingEvidence {
        FindingEvidence {
            values,
            comparators: json!({}),
            method: method.to_owned(),
            level: None,
            n: None,
        }
    }

    /// With the release of the figure and the list of neighbours.
    pub(super) fn object(self, c: &Comparison<'_>) -> Value {
        json!({
            "values": self.values,
            "comparators": self.comparators,
            "method": self.method,
            "level": self.level,
            "n": self.n,
            "vintage": Prose::of(c).credit(c),
            "neighbour_list": c.list.to_string(),
        })
    }
}

pub(super) fn own_value(c: &Comparison<'_>) -> Value {
    json!({ "value": c.reading.value() })
}

/// A period as published.
pub(super) fn period(c: &Comparison<'_>, column: PeriodColumn) -> String {
    c.panel.period(column).label.clone()
}

/// JSON has no infinity; an open end is null.
pub(super) fn interval(of: Interval) -> Value {
    json!({ "lower": of.lower, "upper": of.upper })
}

pub(super) fn limits(of: &Limits) -> Value {
    json!({ "95": interval(of.p95), "99.8": interval(of.p998) })
}

/// The strongest level that says so; for a similar figure the level at which no difference was found.
pub(super) fn level(verdict: Verdict) -> f64 {
    if verdict.is_strong() { 99.8 } else { 95.0 }
}
