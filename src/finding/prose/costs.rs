//! Words about what a gap in spending on looked-after children is made of.

use super::{Prose, list};
use crate::compare::Comparison;
use crate::compare::cost::{CostAgainst, CostGap};
use crate::stat::round::format_number;

pub(crate) const TITLE: &str = "What spending on looked-after children is made of";
/// Said with every such table.
pub(crate) const HOW: &str = "More children: the difference in how many are looked after, at the average of both costs; more for each: the difference in the cost, at the \
                              average of both rates. They sum to the gap. A year’s gross spending is divided by the children looked after on 31 March. \
                              It is a sum, and no saving.";

pub(crate) fn others(against: CostAgainst) -> &'static str {
    match against {
        CostAgainst::Neighbours => "the neighbours’ average",
        CostAgainst::England => "England",
    }
}

/// "£1,234".
fn pounds(value: f64) -> String {
    format!("£{}", format_number(value, 0))
}

/// "£120 more".
fn more(value: f64) -> String {
    let way = if value < 0.0 { "less" } else { "more" };
    format!("{} {way}", pounds(value.abs()))
}

impl Prose<'_> {
    /// The gaps in sentences.
    pub(crate) fn costs(&self, spending: &Comparison<'_>, gaps: &[CostGap]) -> String {
        let mut said: Vec<String> = gaps
            .first()
            .into_iter()
            .map(|gap| self.spent(spending, gap))
            .collect();
        said.extend(gaps.iter().enumerate().map(|(at, gap)| {
            let (number, each) = (more(gap.of_number()), more(gap.of_each()));
            let (than, gap) = (others(gap.against), more(gap.gap()));
            if at == 0 {
                format!(
                    "That is {gap} than {than}, of which {number} goes with how many are looked after and {each} with what is spent on each."
                )
            } else {
                format!("Beside {than} it is {gap}: {number} by their number and {each} by their cost.")
            }
        }));
        said.join(" ")
    }

    /// "In 2024-25 Blackpool spent £1,450 on looked-after children for each child living there: £79,000 for each of them."
    fn spent(&self, c: &Comparison<'_>, gap: &CostGap) -> String {
        format!(
            "In {} {} spent {} on looked-after children for each child living there, {} for each child looked after on 31 March.",
            c.period.short(),
            self.said_name(c.area),
            pounds(gap.own.per_child),
            pounds(gap.own.each())
        )
    }

    /// Why the spending is not split.
    pub(crate) fn without_costs(&self, c: &Comparison<'_>) -> String {
        format!(
            "Spending on looked-after children is not split: for {} no figure of it and of the counts of the same year is published.",
            self.said_name(c.area)
        )
    }

    /// What must be read with the table: how it is made, then what the publisher warns of.
    pub(crate) fn cost_notes(&self, spending: &Comparison<'_>) -> Vec<String> {
        let cautions = self.cautions(spending);
        let mut notes = vec![HOW.to_owned()];
        if !cautions.is_empty() {
            notes.push(format!("The spending: {}", list(&cautions)));
        }
        notes
    }
}
