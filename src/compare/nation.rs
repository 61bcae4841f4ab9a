//! What all authorities share in one indicator and period, computed once: the funnel, the spread of one-year changes, and
//! everybody's departure from their own neighbours.

use super::change::AllChanges;
use super::departure::{self, Parting};
use super::expected::DeprivationModel;
use super::panel::{Panel, PeriodColumn, RankingField};
use super::significance::{CountBasis, CountPair, counts};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::stat::funnel::{self, Funnel, Overdispersion};
use crate::stat::interval::Limits;
use crate::stat::method::Method;
use crate::stat::order::{Place, place};
use crate::stat::rank_interval::{RankDraws, RankInterval};
use crate::stat::verdict::Verdict;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// All current authorities in one indicator and period.
pub(crate) struct Nation {
    pub(crate) at: PeriodColumn,
    per: f64,
    basis: Option<CountBasis>,
    descending: bool,
    areas: Vec<Area>,
    counts: Vec<CountPair>,
    /// The values that rank of all authorities with a figure, ascending: the one base of every rank.
    ranked: Vec<f64>,
    /// Of those among them whose counts are not published, or do not give their figure: chance in them is not known.
    without_counts: Vec<f64>,
    /// The values that rank of `areas`.
    values: Vec<f64>,
    funnel: Option<Funnel>,
    /// Everybody's rank interval, where everybody was asked for.
    spans: Option<Vec<RankInterval>>,
    /// The rank intervals of single authorities that were asked for so far, by their place in `areas`.
    asked_spans: Mutex<BTreeMap<usize, Option<RankInterval>>>,
    pub(crate) changes: AllChanges,
    partings: Vec<Parting>,
    /// How the rates go with deprivation: made when first asked for.
    deprivation: OnceLock<Option<DeprivationModel>>,
}

/// How many authorities will be asked about: ranks of all cost less together than one by one, one costs least alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RankScope {
    One,
    Everyone,
}

/// Where an authority lies in the funnel of all; figures and limits in the indicator's unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FunnelPlace {
    pub(crate) value: f64,
    pub(crate) average: f64,
    pub(crate) over: f64,
    pub(crate) z: f64,
    pub(crate) plain: Limits,
    pub(crate) wide: Limits,
    pub(crate) verdict: Verdict,
    pub(crate) wide_verdict: Verdict,
    pub(crate) overdispersion: Overdispersion,
    pub(crate) areas: usize,
    pub(crate) method: Method,
    _sealed: (),
}

/// The ranks that chance in the counts allows; 1 is first in the indicator's own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RankSpan {
    pub(crate) place: Place,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) of: usize,
    _sealed: (),
}

impl RankSpan {
    /// A span of more than a third of all says too little to print the rank itself.
    pub(crate) fn is_wide(&self) -> bool {
        (self.to - self.from + 1) * 3 > self.of
    }
}

impl Nation {
    /// One indicator in one period, for every current authority against its neighbours by one list.
    pub(crate) fn of(
        panel: &Panel,
        at: PeriodColumn,
        reference: &Reference,
        list: NeighbourList,
        asking: RankScope,
    ) -> Nation {
        let basis = CountBasis::of(&panel.indicator);
        let current: Vec<Area> = panel.slots.current().collect();
        let with_counts = current
            .iter()
            .filter_map(|area| Some((*area, counts(panel, at, *area)?)));
        let (areas, counts): (Vec<Area>, Vec<CountPair>) =
            with_counts.filter(|_| basis.is_some()).unzip();
        let (publication, year) = (&panel.indicator.publication, panel.period(at).end_year());
        let returned_with = |area| reference.register.returned_with(area, publication, year);
        let ranking = |area: &Area| panel.ranking_value(at, *area);
        let without_counts = current
            .iter()
            .filter(|area| areas.binary_search(area).is_err());
        let funnel = match basis {
            Some(CountBasis::Rate) => funnel::rates(&counts).ok(),
            Some(CountBasis::Proportion) => funnel::proportions(&counts).ok(),
            None => None,
        };
        let mut nation = Nation {
            at,
            per: panel.indicator.per.unwrap_or(1.0),
            basis,
            descending: panel.indicator.polarity.is_highest_first(),
            ranked: panel.standing(at, RankingField::Current).ranked,
            without_counts: without_counts.filter_map(ranking).collect(),
            values: areas.iter().filter_map(ranking).collect(),
            areas,
            counts,
            funnel,
            spans: None,
            deprivation: OnceLock::new(),
            asked_spans: Mutex::default(),
            changes: AllChanges::of(panel, at, &current),
            partings: departure::all(panel, at, &current, |area| {
                reference
                    .neighbours
                    .of(list, area)
                    .iter()
                    .map(|n| n.area)
                    .filter(|neighbour| !returned_with(area).contains(neighbour))
                    .collect()
            }),
        };
        if asking == RankScope::Everyone {
            nation.spans = nation.all_spans(panel.slots.draws());
        }
        nation
    }

    fn all_spans(&self, draws: &RankDraws) -> Option<Vec<RankInterval>> {
        match self.basis? {
            CountBasis::Rate => draws.of_rates(&self.counts, self.descending).ok(),
            CountBasis::Proportion => draws.of_proportions(&self.counts, self.descending).ok(),
        }
    }

    /// The rank interval of the authority at a place in `areas`, drawn when first asked for.
    fn span_of_one(&self, at: usize, draws: &RankDraws) -> Option<RankInterval> {
        let mut asked = self
            .asked_spans
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *asked.entry(at).or_insert_with(|| match self.basis? {
            CountBasis::Rate => draws.of_rate(&self.counts, at, self.descending).ok(),
            CountBasis::Proportion => draws.of_proportion(&self.counts, at, self.descending).ok(),
        })
    }

    /// How the rates of all authorities go with their deprivation; none for what is no rate.
    pub(super) fn deprivation(
        &self,
        panel: &Panel,
        reference: &Reference,
    ) -> Option<&DeprivationModel> {
        let made =
            || DeprivationModel::of((panel, self.at), reference, (&self.areas, &self.counts));
        self.deprivation.get_or_init(made).as_ref()
    }

    fn position(&self, area: Area) -> Option<usize> {
        self.areas.binary_search(&area).ok()
    }

    /// Place in the funnel; none without counts, and where there are too few authorities to tell how much they vary.
    pub(crate) fn funnel(&self, area: Area) -> Option<FunnelPlace> {
        let funnel = self.funnel.as_ref()?;
        let at = self.position(area)?;
        let point = funnel.point(at)?;
        Some(FunnelPlace {
            value: point.value * self.per,
            average: funnel.average * self.per,
            over: self.counts.get(at)?.1,
            z: point.z,
            plain: point.plain.scaled(self.per),
            wide: point.overdispersed?.scaled(self.per),
            verdict: point.verdict,
            wide_verdict: point.overdispersed_verdict?,
            overdispersion: funnel.overdispersion?,
            areas: self.areas.len(),
            method: funnel.method,
            _sealed: (),
        })
    }

    /// Every authority in the funnel, with the size it is drawn at; none without counts or with too few authorities.
    pub(crate) fn in_funnel(&self) -> Vec<(Area, FunnelPlace)> {
        self.areas
            .iter()
            .filter_map(|area| Some((*area, self.funnel(*area)?)))
            .collect()
    }

    /// The plain and the wide limits at one size, in the indicator's unit.
    pub(crate) fn limits_at(&self, size: f64) -> Option<(Limits, Limits)> {
        let funnel = self.funnel.as_ref()?;
        Some((
            funnel.plain_limits(size).scaled(self.per),
            funnel.overdispersed_limits(size)?.scaled(self.per),
        ))
    }

    /// Rank among all authorities with a figure, and how far chance in the counts may move it. A figure without counts stays where
    /// it is published.
    pub(crate) fn span(&self, area: Area, draws: &RankDraws) -> Option<RankSpan> {
        let at = self.position(area)?;
        let interval = match &self.spans {
            Some(all) => *all.get(at)?,
            None => self.span_of_one(at, draws)?,
        };
        let own = *self.values.get(at)?;
        let place = place(&self.ranked, own, self.descending);
        let before = |other: &&f64| (**other > own) == self.descending && **other != own;
        let ahead = self.without_counts.iter().filter(before).count();
        let level = self
            .without_counts
            .iter()
            .filter(|other| **other == own)
            .count();
        Some(RankSpan {
            place,
            from: (interval.lower + ahead).min(place.rank),
            to: (interval.upper + ahead + level).max(place.rank),
            of: self.ranked.len(),
            _sealed: (),
        })
    }

    /// An authority's departure from its own neighbours, with everybody else's beside it.
    pub(crate) fn parting(&self, area: Area) -> Option<&Parting> {
        self.partings.iter().find(|parting| parting.area == area)
    }
}
