//! Words about what has no figure for several authorities together: which member lacks its counts, and in which row that is seen.

use super::steps::file_and_row;
use super::{Prose, list, reason};
use crate::compare::footprint::{GapReason, NotSummed, WithoutSum};

pub(crate) const RATES_CANNOT_BE_ADDED: &str = "Rates and shares cannot be added up: without the counts of every member nothing tells what they are together.";
pub(crate) const NOT_SUMMED: &str = "what cannot be worked out";
/// So many members without counts are each told with their row.
const MOST_GAPS: usize = 5;

impl Prose<'_> {
    /// Why an indicator has no figure for the members together.
    pub(crate) fn not_summed(&self, why: &NotSummed) -> &'static str {
        match why {
            NotSummed::NoSum => "an average, a score or an amount for each cannot be added up",
            NotSummed::NoUnit => {
                "its publisher states no unit, so nothing says whether it can be added up"
            }
            NotSummed::Nobody => "there is nobody whom it could be of",
            NotSummed::Members(gaps) if gaps.iter().all(|gap| gap.why == GapReason::RateAlone) => {
                "only the figure is published, not the counts behind it, and rates cannot be added up"
            }
            NotSummed::Members(_) => "counts are lacking",
        }
    }

    /// Why an indicator has no figure, with the members that lack counts, each with file and row.
    pub(crate) fn not_summed_in_full(&self, of: &WithoutSum<'_>) -> String {
        let gaps = of.gaps().iter();
        let each: Vec<String> = gaps
            .take(MOST_GAPS)
            .map(|gap| {
                let row = gap.origin.map_or_else(
                    || "no row".to_owned(),
                    |origin| file_and_row(of.panel, origin),
                );
                format!("{} ({row}): {}", self.name(gap.area), self.gap(&gap.why))
            })
            .collect();
        let more = match of.gaps().len().saturating_sub(MOST_GAPS) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        let gaps = if each.is_empty() {
            String::new()
        } else {
            format!(": {}{more}", each.join("; "))
        };
        format!(
            "{}, {}: {}{gaps}.",
            of.panel.indicator.short,
            of.panel.period(of.at).short(),
            self.not_summed(&of.why)
        )
    }

    /// Why a member has no counts.
    pub(crate) fn gap(&self, why: &GapReason) -> String {
        match why {
            GapReason::NoFigure(status) => reason(*status),
            GapReason::RateAlone => "the figure alone is published".to_owned(),
            GapReason::NoNumerator => "the number behind the figure is not published".to_owned(),
            GapReason::NoDenominator => "what the number is part of is not published".to_owned(),
            GapReason::NotGivenBack => {
                "the published counts give another figure than the published one".to_owned()
            }
            GapReason::ReturnedWith(others) => {
                let names: Vec<String> = others
                    .iter()
                    .map(|other| self.said_name(*other).to_owned())
                    .collect();
                format!("its figure is one return with {}", list(&names))
            }
        }
    }
}
