//! One authority in one period of one indicator, beside England, its region, its neighbours and its own past.

use super::answers::Answered;
use super::bench::status_word;
use super::comparators::Comparators;
use super::course::{self, ChangeRun, PeriodChange, SeriesExtreme};
use super::expected::{DeprivationModel, ExpectedRate};
use super::nation::{Nation, RankScope, RankSpan};
use super::panel::{Panel, PeriodColumn};
use super::peers::{self, Peers, PlaceOf, Spread};
use super::tested::Tested;
use crate::observation::area::Area;
use crate::observation::indicator::{Indicator, Polarity};
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::observation::table::Figure;
use crate::reference::Reference;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use crate::stat::order::{self, Band};
use std::sync::{Arc, OnceLock};

/// Where a figure lies against another, both as printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PrintedSide {
    Above,
    Level,
    Below,
}

/// One authority in one period of one indicator, with everything it was compared with.
pub(crate) struct Comparison<'s> {
    pub(crate) panel: &'s Panel,
    /// The officer's own figures of the same indicator, where it is a national one.
    pub(crate) own_figures: Option<&'s Panel>,
    pub(crate) reference: &'s Reference,
    pub(crate) indicator: &'s Indicator,
    pub(crate) area: Area,
    pub(crate) period: &'s Period,
    /// Column of the period in the panel.
    pub(crate) at: PeriodColumn,
    pub(crate) reading: Reading,
    /// Authorities whose figure is the same one, since they make one return together: none of them is a comparator.
    pub(crate) joint: Vec<Area>,
    pub(crate) figure: Option<Figure>,
    /// Count over base, where both are published for every authority.
    pub(crate) unrounded: Option<f64>,
    pub(crate) england: Reading,
    /// England's figure lies among those of its regions, as that of a whole must.
    pub(crate) england_fits: bool,
    pub(crate) region: Option<(Area, Reading)>,
    pub(crate) list: NeighbourList,
    pub(crate) neighbours: Peers,
    /// The same by the other neighbour list.
    pub(crate) other: Option<(NeighbourList, Peers)>,
    pub(crate) groups: Vec<Peers>,
    pub(crate) rank: Option<PlaceOf>,
    /// Ranks rest on counts over populations, not on rounded rates.
    pub(crate) rank_on_counts: bool,
    pub(crate) band: Option<Band>,
    pub(crate) quartiles: Option<order::Quartiles>,
    /// How many authorities have a figure.
    pub(crate) ranked: usize,
    pub(crate) change: Option<PeriodChange>,
    pub(crate) change_3_years: Option<PeriodChange>,
    pub(crate) change_5_years: Option<PeriodChange>,
    pub(crate) run: Option<ChangeRun>,
    pub(crate) extreme: Option<SeriesExtreme>,
    /// Of what part of the people there is an answer, where the figure is of answers and that is known.
    pub(crate) answered: Option<Answered<'s>>,
    /// What all authorities share, and what was tested: made when first asked for.
    nation: OnceLock<Arc<Nation>>,
    tested: OnceLock<Tested>,
}

/// Compares an authority's figure of one period.
pub(crate) fn compare<'s>(
    panel: &'s Panel,
    at: PeriodColumn,
    area: Area,
    reference: &'s Reference,
    comparators: &Comparators,
) -> Comparison<'s> {
    let reading = panel.reading(at, area);
    let standing = panel.standing(at, comparators.field);
    let ranked = panel
        .ranking_value(at, area)
        .filter(|_| reference.register.is_current(area) && !panel.indicator.local);
    let home = reference.register.get(area).and_then(|a| a.region);
    let joint = reference.register.returned_with(
        area,
        &panel.indicator.publication,
        panel.period(at).end_year(),
    );
    let peers = |group: Group| Peers::of(panel, at, area, comparable(group, panel, &joint));
    let neighbours = |list| peers(Group::neighbours(reference, area, list));
    Comparison {
        panel,
        own_figures: None,
        reference,
        indicator: &panel.indicator,
        area,
        period: panel.period(at),
        at,
        reading,
        joint: joint.clone(),
        figure: panel.figure(at, area),
        unrounded: panel.unrounded_value(at, area),
        england: panel.reading(at, Area::ENGLAND),
        england_fits: panel.indicator.england_comparable && panel.england_fits(at),
        region: panel
            .region(home)
            .map(|region| (region, panel.reading(at, region))),
        list: comparators.list,
        neighbours: neighbours(comparators.list),
        other: comparators
            .other_list(reference)
            .map(|list| (list, neighbours(list))),
        groups: comparators
            .groups
            .iter()
            .map(|group| peers(group.clone()))
            .collect(),
        rank: ranked.map(|value| peers::place(&standing.ranked, value, panel.indicator.polarity)),
        rank_on_counts: panel.ranks_on_counts(at),
        band: ranked.and_then(|value| {
            let (of, quartiles) = (&panel.indicator, standing.quartiles.as_ref());
            band(of, of.polarity, value, quartiles)
        }),
        ranked: standing.ranked.len(),
        quartiles: standing.quartiles,
        change: course::change(panel, at, area, 1),
        change_3_years: course::change(panel, at, area, 3),
        change_5_years: course::change(panel, at, area, 5),
        run: course::run(panel, at, area),
        extreme: course::extreme(panel, at, area),
        answered: None,
        nation: OnceLock::new(),
        tested: OnceLock::new(),
    }
}

/// The group without those that cannot be compared with: everybody where the figures are an officer's own, and authorities whose
/// figure is the same one.
fn comparable(group: Group, panel: &Panel, joint: &[Area]) -> Group {
    let members = group.members.iter().copied();
    Group {
        members: members
            .filter(|member| !panel.indicator.local && !joint.contains(member))
            .collect(),
        ..group
    }
}

/// The quartile band by a polarity; none without one, or where the publisher says the range is too small.
pub(crate) fn band(
    indicator: &Indicator,
    polarity: Polarity,
    value: f64,
    quartiles: Option<&order::Quartiles>,
) -> Option<Band> {
    let highest_is_best = polarity.is_better(true).filter(|_| indicator.banded)?;
    quartiles.map(|q| order::band(value, q, highest_is_best))
}

impl<'s> Comparison<'s> {
    /// The same with what all authorities share in this period, where that was made for many of them together.
    pub(crate) fn within(self, nation: &Arc<Nation>) -> Comparison<'s> {
        Comparison {
            nation: OnceLock::from(Arc::clone(nation)),
            ..self
        }
    }

    /// The same with the officer's own figures of the indicator.
    pub(super) fn with_own_figures(self, own_figures: Option<&'s Panel>) -> Comparison<'s> {
        Comparison {
            own_figures,
            ..self
        }
    }

    /// The same with the part of the people of whom there is an answer.
    pub(super) fn with_answers(self, panel: Option<&'s Panel>) -> Comparison<'s> {
        let answered = panel.and_then(|panel| Answered::of(&self, panel));
        Comparison { answered, ..self }
    }

    /// Whether the figure of any authority is published, is a joint return, or why there is none.
    pub(crate) fn status_of(&self, area: Area) -> &'static str {
        self.status_at(self.at, area)
    }

    /// The same in any period of the series.
    pub(crate) fn status_at(&self, at: PeriodColumn, area: Area) -> &'static str {
        let (publication, year) = (
            &self.indicator.publication,
            self.panel.period(at).end_year(),
        );
        let register = &self.reference.register;
        let is_joint = !register.returned_with(area, publication, year).is_empty();
        status_word(self.panel.reading(at, area), is_joint)
    }

    /// What all authorities share in this indicator and period.
    pub(crate) fn nation(&self) -> &Nation {
        self.nation.get_or_init(|| {
            let (panel, at) = (self.panel, self.at);
            Arc::new(Nation::of(
                panel,
                at,
                self.reference,
                self.list,
                RankScope::One,
            ))
        })
    }

    /// How the rates of all authorities go with their deprivation, where deprivation says enough about the indicator.
    pub(crate) fn deprivation(&self) -> Option<&DeprivationModel> {
        let model = self.nation().deprivation(self.panel, self.reference);
        model.filter(|model| model.holds() && !self.indicator.local)
    }

    /// How much of the spread between authorities left out deprivation accounts for, enough or not; none for what is no rate with counts.
    pub(crate) fn deprivation_r_squared(&self) -> Option<f64> {
        let model = self.nation().deprivation(self.panel, self.reference);
        model.map(DeprivationModel::r_squared)
    }

    /// What the authority's deprivation alone would lead one to expect.
    pub(crate) fn expected(&self) -> Option<ExpectedRate> {
        self.deprivation()?.at(self.area)
    }

    /// The ranks that chance in the counts allows.
    pub(crate) fn span(&self) -> Option<RankSpan> {
        self.nation().span(self.area, self.panel.slots.draws())
    }

    /// Everything that was asked of the figure, each question with its own method.
    pub(crate) fn tested(&self) -> &Tested {
        self.tested.get_or_init(|| Tested::of(self))
    }

    /// The officer's own series: the panel's where its indicator is local, else the one of the same indicator.
    pub(crate) fn own_panel(&self) -> Option<&'s Panel> {
        if self.indicator.local {
            Some(self.panel)
        } else {
            self.own_figures
        }
    }

    /// Whether up is good or bad news here; none without polarity, and where too few answered.
    pub(crate) fn is_better(&self, up: bool) -> Option<bool> {
        let is_of_few = self.answered.is_some_and(|of| of.is_too_few());
        self.indicator.polarity.is_better(up).filter(|_| !is_of_few)
    }

    pub(crate) fn printed(&self, value: f64) -> f64 {
        self.indicator.printed(value)
    }

    /// The change on the period before as a reader of the printed figures sees it.
    pub(crate) fn printed_change(&self) -> Option<f64> {
        let change = self.change.as_ref()?;
        Some(self.printed(self.reading.value()?) - self.printed(change.earlier))
    }

    /// Which side of another figure ours lies, as a reader of the printed figures sees it.
    pub(crate) fn side(&self, other: f64) -> Option<PrintedSide> {
        let (own, other) = (self.printed(self.reading.value()?), self.printed(other));
        Some(if own > other {
            PrintedSide::Above
        } else if own < other {
            PrintedSide::Below
        } else {
            PrintedSide::Level
        })
    }

    /// The side of the neighbours' mean, where enough of them have data.
    pub(crate) fn side_of(&self, peers: &Peers) -> Option<PrintedSide> {
        peers.comparable().and_then(|spread| self.side(spread.mean))
    }

    /// Whether the verdict against the neighbours turns with the list, which a paper must say.
    pub(crate) fn flips(&self) -> Option<(PrintedSide, PrintedSide, NeighbourList)> {
        let (list, peers) = self.other.as_ref()?;
        let (this, that) = (self.side_of(&self.neighbours)?, self.side_of(peers)?);
        // From level, or to it, the verdict does not turn: means of two lists are rarely the same to the last digit.
        let turns = this != that && this != PrintedSide::Level && that != PrintedSide::Level;
        turns.then_some((this, that, *list))
    }

    /// England and regions stand beside one authority only where they are not totals of many.
    pub(crate) fn comparable_england(&self) -> Option<f64> {
        self.england
            .value()
            .filter(|_| !self.is_total() && self.england_fits)
    }

    /// England's figure is there, is no total, and yet is not of the same kind as its regions'.
    pub(crate) fn england_misfits(&self) -> Option<f64> {
        self.england
            .value()
            .filter(|_| !self.is_total() && !self.england_fits)
    }

    /// England and regions are totals of many authorities.
    pub(crate) fn is_total(&self) -> bool {
        self.indicator.is_total()
    }

    /// The place among all authorities; none for a total, whose rank follows from the size of a place and says nothing of its services.
    pub(crate) fn comparable_rank(&self) -> Option<&PlaceOf> {
        self.rank.as_ref().filter(|_| !self.is_total())
    }

    /// The middle and the spread of the neighbours; none for a total, and where too few of them have a figure.
    pub(crate) fn comparable_neighbours(&self) -> Option<Spread> {
        self.neighbours.comparable().filter(|_| !self.is_total())
    }

    pub(crate) fn comparable_region(&self) -> Option<(Area, f64)> {
        let (area, reading) = self.region?;
        reading
            .value()
            .filter(|_| !self.is_total())
            .map(|value| (area, value))
    }
}
