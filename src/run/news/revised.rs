//! Earlier figures that the newer release has otherwise, and places that moved though the authority's own figure stands.

use super::{IndicatorReleases, NewsItem, NewsPart, NewsTeller};
use crate::error::Result;
use crate::finding::prose::digits;
use crate::finding::prose::news::{Moved, Revised};
use crate::observation::reading::Reading;
use crate::revision::papers::{AffectedEntry, RevisionReports, affected};
use crate::revision::{PlaceShift, Revision, RevisionEffect, RevisionReport};
use std::collections::{BTreeMap, BTreeSet};

/// What a revision weighs; what is added for one of the newest year that was known, one that moves a band, a verdict or a side or that a
/// paper rests on, and one that moves a rank.
const REVISION: u32 = 20;
const OF_NEWEST: u32 = 10;
const OF_PLACE: u32 = 15;
const OF_RANK: u32 = 5;

impl NewsTeller<'_> {
    /// A point an indicator, then a point a place that moved.
    pub(super) fn revised(
        &self,
        report: &RevisionReport,
        pairs: &[IndicatorReleases<'_>],
    ) -> Result<Vec<NewsItem>> {
        let mut by_indicator: BTreeMap<&str, (&IndicatorReleases<'_>, Vec<&Revision>)> =
            BTreeMap::new();
        for revision in report.revisions.iter().filter(|revision| shows(revision)) {
            let id = revision.indicator.id.as_str();
            if let Some(pair) = find(pairs, id) {
                let (_, revisions) = by_indicator.entry(id).or_insert((pair, Vec::new()));
                revisions.push(revision);
            }
        }
        let entries = match self.paper {
            Some(paper) => {
                let reports = RevisionReports {
                    everywhere: report,
                    own: report,
                };
                affected(&paper.name, &paper.manifest, None, &reports)?
            }
            None => Vec::new(),
        };
        let mut items: Vec<NewsItem> = by_indicator
            .into_values()
            .filter_map(|(pair, revisions)| self.revised_indicator(pair, revisions, &entries))
            .collect();
        let shifts = report.shifts.iter().filter(|shift| {
            let pair = find(pairs, &shift.indicator.id);
            shift.effects.iter().any(is_place) && pair.is_some_and(|of| of.is_known(&shift.period))
        });
        items.extend(shifts.map(|shift| self.shifted(shift)));
        Ok(items)
    }

    fn revised_indicator(
        &self,
        pair: &IndicatorReleases<'_>,
        mut revisions: Vec<&Revision>,
        entries: &[AffectedEntry],
    ) -> Option<NewsItem> {
        revisions.sort_by_key(|revision| std::cmp::Reverse(revision.period.end));
        let newest = *revisions.first()?;
        let indicator = &newest.indicator;
        let years: Vec<Revised<'_>> = revisions
            .iter()
            .map(|revision| Revised {
                period: &revision.period,
                old: revision.old,
                new: revision.new,
            })
            .collect();
        let in_paper = resting_on(entries, &indicator.id);
        let mut text = self
            .prose
            .revised(indicator, &years, &moved(&newest.effects, true));
        if !in_paper.is_empty() {
            text.push_str(&self.prose.rests_on(&in_paper));
        }
        let moves_place = newest.effects.iter().any(is_place);
        let moves_rank = newest
            .effects
            .iter()
            .any(|effect| matches!(effect, RevisionEffect::Rank { .. }));
        let weight = REVISION
            + u32::from(pair.is_known(&newest.period)) * OF_NEWEST
            + u32::from(moves_place) * OF_PLACE
            + u32::from(!in_paper.is_empty()) * OF_PLACE
            + u32::from(moves_rank) * OF_RANK;
        Some(NewsItem {
            part: NewsPart::Revised,
            weight,
            indicator: indicator.id.clone(),
            period: newest.period.label.clone(),
            text,
            brief: self.prose.revised_in_brief(indicator, &years),
            is_minor: !moves_place && in_paper.is_empty(),
        })
    }

    fn shifted(&self, shift: &PlaceShift) -> NewsItem {
        let PlaceShift {
            indicator, period, ..
        } = shift;
        let moved = moved(&shift.effects, false);
        NewsItem {
            part: NewsPart::Revised,
            weight: REVISION + OF_PLACE,
            indicator: indicator.id.clone(),
            period: period.label.clone(),
            text: self.prose.shifted(indicator, period, &moved),
            brief: self.prose.shifted_in_brief(indicator, period),
            is_minor: false,
        }
    }
}

fn find<'p, 'a>(pairs: &'p [IndicatorReleases<'a>], id: &str) -> Option<&'p IndicatorReleases<'a>> {
    pairs.iter().find(|pair| pair.new.indicator.id == id)
}

/// Ids of the entries of a paper that rest on revised figures of an indicator, each once and in order.
fn resting_on(entries: &[AffectedEntry], indicator: &str) -> Vec<String> {
    let ids: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| {
            entry
                .revisions
                .iter()
                .any(|of| of.indicator.id == indicator)
        })
        .map(|entry| entry.id.as_str())
        .collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// Whether a reader of printed figures sees the revision, or it moves a place.
fn shows(revision: &Revision) -> bool {
    let [old, new] = [revision.old, revision.new].map(|reading| {
        let value = reading.and_then(Reading::value);
        value.map(|value| digits(&revision.indicator, value))
    });
    old.is_none() || new.is_none() || old != new || revision.effects.iter().any(is_place)
}

/// Whether a band, a verdict or a side is another one: what a paper says in words.
fn is_place(effect: &RevisionEffect) -> bool {
    match effect {
        RevisionEffect::Band { old, new } => old.is_some() && new.is_some(),
        // Where one release publishes no counts there is no test, and nothing turned.
        RevisionEffect::England { old, new } => old.is_some() && new.is_some(),
        RevisionEffect::NeighboursSide { old, new } => old.is_some() && new.is_some(),
        RevisionEffect::Rank { .. } | RevisionEffect::NeighboursMean { .. } => false,
    }
}

/// Effects as they are said; ranks only of a figure that was revised itself.
fn moved(effects: &[RevisionEffect], with_ranks: bool) -> Vec<Moved> {
    effects
        .iter()
        .filter(|effect| is_place(effect) || matches!(effect, RevisionEffect::Rank { .. }))
        .filter_map(|effect| match *effect {
            RevisionEffect::Rank { old, new } => with_ranks.then_some(Moved::Rank(old, new)),
            RevisionEffect::Band { old, new } => Some(Moved::Band(old, new)),
            RevisionEffect::England { old, new } => Some(Moved::England(old, new)),
            RevisionEffect::NeighboursSide { old, new } => Some(Moved::Neighbours(old, new)),
            RevisionEffect::NeighboursMean { .. } => None,
        })
        .collect()
}
