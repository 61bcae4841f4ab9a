//! Everything that was asked of one authority's figure, each question with its own method: what the findings rest on.

use super::Comparison;
use super::change::OneYear;
use super::departure::Parting;
use super::nation::{FunnelPlace, RankSpan};
use super::rest::{self, RestOfRegion};
use super::significance::{self, AgainstPublished};
use super::standing::{self, PeerPlace};
use super::trend::{self, RecentYears, SustainedRun};
use crate::observation::area::Area;

/// The answers; none where the question could not be asked.
pub(crate) struct Tested {
    pub(crate) england: Option<AgainstPublished>,
    pub(crate) region: Option<AgainstPublished>,
    pub(crate) rest: Option<RestOfRegion>,
    pub(crate) span: Option<RankSpan>,
    pub(crate) funnel: Option<FunnelPlace>,
    pub(crate) peers: Option<PeerPlace>,
    pub(crate) change: Option<OneYear>,
    pub(crate) recent: Option<RecentYears>,
    pub(crate) sustained: Option<SustainedRun>,
    pub(crate) parting: Option<Parting>,
}

impl Tested {
    /// Asks every question that the figures bear.
    pub(super) fn of(c: &Comparison<'_>) -> Tested {
        let (panel, nation) = (c.panel, c.nation());
        let total = c.is_total();
        Tested {
            england: against_england(c),
            region: c
                .comparable_region()
                .and_then(|(region, _)| significance::against(panel, c.at, c.area, region)),
            rest: rest::beside(c).and_then(Result::ok),
            span: c
                .rank
                .and_then(|_| nation.span(c.area, panel.slots.draws())),
            funnel: nation.funnel(c.area),
            peers: if total {
                None
            } else {
                standing::beside(c).ok()
            },
            change: nation.changes.one_year(panel, c.at, c.area),
            recent: trend::recent_years(panel, c.at, c.area),
            sustained: trend::sustained(panel, c.at, c.area).filter(|_| !total),
            parting: nation
                .parting(c.area)
                .filter(|p| p.columns.last() == Some(&c.at))
                .cloned(),
        }
    }

    /// How many comparisons were made.
    pub(crate) fn made(&self) -> usize {
        let asked = [
            self.england.is_some(),
            self.region.is_some(),
            self.rest.is_some(),
            self.span.is_some(),
            self.funnel.is_some(),
            self.peers.is_some(),
            self.change.is_some(),
            self.recent.is_some(),
            self.sustained.is_some(),
            self.parting.is_some(),
        ];
        asked.into_iter().filter(|asked| *asked).count()
    }

    /// The exact p of every test that has one.
    pub(crate) fn p(&self) -> Vec<f64> {
        let against = [&self.england, &self.region]
            .into_iter()
            .flatten()
            .map(AgainstPublished::p);
        let change = self.change.iter().filter_map(|change| Some(change.test?.p));
        let rest = self.rest.iter().map(|rest| rest.p);
        against
            .chain(rest)
            .chain(self.peers.iter().map(|peers| peers.standing.p))
            .chain(change)
            .collect()
    }
}

/// The verdict against England, where England's figure may stand beside one authority's.
pub(crate) fn against_england(c: &Comparison<'_>) -> Option<AgainstPublished> {
    c.comparable_england()
        .and_then(|_| significance::against(c.panel, c.at, c.area, Area::ENGLAND))
}
