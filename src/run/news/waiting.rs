//! What did not come: publications that are due, and neighbours without a figure where there is a new one.

use super::{IndicatorReleases, NewsItem, NewsPart, NewsTeller};
use crate::compare::Comparison;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::reading::Status;
use crate::run::calendar::{CalendarEntry, DueStatus};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> NewsTeller<'a> {
    /// A point a publication with indicators that were not updated, in the order in which the publications are due.
    pub(super) fn not_updated(
        &self,
        ids: &[String],
        updated: &BTreeSet<&str>,
        due: &[CalendarEntry],
    ) -> Vec<NewsItem> {
        due.iter()
            .filter_map(|entry| {
                let waiting: Vec<String> = entry
                    .indicators
                    .iter()
                    .filter(|id| ids.contains(id) && !updated.contains(id.as_str()))
                    .cloned()
                    .collect();
                (!waiting.is_empty()).then(|| self.waits_for(entry, &waiting))
            })
            .collect()
    }

    fn waits_for(&self, entry: &CalendarEntry, waiting: &[String]) -> NewsItem {
        let when = entry.due.map(|due| due.in_words());
        let is_overdue = entry.status == DueStatus::Overdue;
        let (title, when, many) = (&entry.title, when.as_deref(), waiting.len());
        NewsItem {
            part: NewsPart::NotUpdated,
            weight: u32::from(is_overdue),
            indicator: waiting.join("; "),
            period: String::new(),
            text: self.prose.not_updated(title, many, when, is_overdue),
            brief: self
                .prose
                .not_updated_in_brief(title, many, when, is_overdue),
            is_minor: false,
        }
    }

    /// Neighbours without a figure where there is a new one: indicators that the same neighbours lack are one point.
    pub(super) fn missing(&self, newer: &[&IndicatorReleases<'a>]) -> Vec<NewsItem> {
        let mut by_neighbours: BTreeMap<Vec<(Area, Status)>, Vec<Comparison<'_>>> = BTreeMap::new();
        for pair in newer {
            let Some(latest) = pair.new.latest() else {
                continue;
            };
            let comparison = self.compared(pair.new, latest);
            let without: Vec<(Area, Status)> = comparison
                .neighbours
                .missing()
                .map(|member| (member.area, member.reading.status()))
                .collect();
            if !without.is_empty() {
                by_neighbours.entry(without).or_default().push(comparison);
            }
        }
        by_neighbours
            .into_iter()
            .filter_map(|(without, comparisons)| self.lacks(&without, &comparisons))
            .collect()
    }

    fn lacks(
        &self,
        without: &[(Area, Status)],
        comparisons: &[Comparison<'_>],
    ) -> Option<NewsItem> {
        let first = comparisons.first()?;
        let of = first.neighbours.members.len();
        let indicators: Vec<&Indicator> = comparisons.iter().map(|c| c.indicator).collect();
        let ids: Vec<&str> = indicators.iter().map(|of| of.id.as_str()).collect();
        Some(NewsItem {
            part: NewsPart::Missing,
            weight: u32::try_from(without.len() * indicators.len()).unwrap_or(u32::MAX),
            indicator: ids.join("; "),
            period: first.period.label.clone(),
            text: self.prose.neighbours_without(&indicators, without, of),
            brief: self.prose.of_missing(&indicators, without.len(), of),
            is_minor: false,
        })
    }
}
