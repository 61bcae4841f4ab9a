//! When a next inspection may come, by the rules that inspectorates publish.

use crate::observation::judgement::Framework;
use std::sync::OnceLock;

/// A published rule on what follows an inspection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct InspectionRule {
    pub(crate) framework: Framework,
    /// The outcome that it follows: a grade, "good or outstanding", or an outcome's words. Empty where no outcome decides.
    pub(crate) after: String,
    /// What comes next.
    pub(crate) kind: String,
    /// Months after the event; none where the rule does not say.
    pub(crate) from_months: Option<i32>,
    /// None where no interval is published: then there is no estimate.
    pub(crate) to_months: Option<i32>,
    /// Whether months count from the report and not from the first day.
    pub(crate) from_report: bool,
    pub(crate) rule: String,
    pub(crate) source: String,
    /// The day or year of the source.
    pub(crate) of: String,
    pub(crate) address: String,
}

/// The rules compiled in.
pub(crate) fn rules() -> &'static [InspectionRule] {
    static RULES: OnceLock<Vec<InspectionRule>> = OnceLock::new();
    RULES.get_or_init(|| read(include_str!("../../../data/inspection_rules.csv")))
}

fn read(text: &str) -> Vec<InspectionRule> {
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let rows = lines.records().flatten();
    rows.filter_map(|row| {
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        Some(InspectionRule {
            framework: Framework::parse(&cell(0))?,
            after: cell(1),
            kind: cell(2),
            from_months: cell(3).parse().ok(),
            to_months: cell(4).parse().ok(),
            from_report: cell(5) == "report",
            rule: cell(6),
            source: cell(7),
            of: cell(8),
            address: cell(9),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_where_it_is_from_and_every_line_is_read() {
        let text = include_str!("../../../data/inspection_rules.csv");
        assert_eq!(rules().len() + 1, text.lines().count());
        for rule in rules() {
            assert!(!rule.rule.is_empty());
            let is_estimate = rule.to_months.is_some();
            assert_eq!(is_estimate, !rule.kind.is_empty(), "{rule:?}");
            let has_source = !rule.source.is_empty() && rule.address.starts_with("https://");
            assert!(has_source || !is_estimate, "{rule:?}");
            let ordered = rule
                .from_months
                .is_none_or(|from| Some(from) < rule.to_months);
            assert!(ordered, "{rule:?}");
        }
    }
}
