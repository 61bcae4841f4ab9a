//! An authority among its peers: how many have data and which have none, their spread, and its place among them.

use super::panel::{Panel, PeriodColumn};
use crate::observation::area::Area;
use crate::observation::indicator::Polarity;
use crate::observation::reading::Reading;
use crate::reference::group::Group;
use crate::stat::neighbours::LEAST_NEIGHBOURS;
use crate::stat::order::{self, Place, Quartiles};

/// How many statistical neighbours an authority has.
const USUAL: usize = 10;

/// Whether nothing bars a comparison with a group: [`LEAST_NEIGHBOURS`] of ten have data, or as large a part of another number. With
/// fewer, what is missing is mostly small numbers, and the mean of the rest is biased upwards.
pub(super) fn are_enough(with_data: usize, of: usize) -> bool {
    with_data > 0 && with_data * USUAL >= of * LEAST_NEIGHBOURS
}

/// A peer's reading.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct PeerMember {
    pub(crate) area: Area,
    pub(crate) reading: Reading,
}

/// The middle and the spread of those with data.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Spread {
    pub(crate) mean: f64,
    pub(crate) median: f64,
    pub(crate) quartiles: Quartiles,
}

impl Spread {
    pub(crate) fn min(&self) -> f64 {
        self.quartiles.q0
    }

    pub(crate) fn max(&self) -> f64 {
        self.quartiles.q4
    }
}

/// One group in one period.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Peers {
    pub(crate) group: Group,
    pub(crate) members: Vec<PeerMember>,
    pub(crate) spread: Option<Spread>,
    /// The place of the authority among itself and those with data.
    pub(crate) place: Option<PlaceOf>,
}

/// A place in an order whose direction is known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct PlaceOf {
    pub(crate) place: Place,
    pub(crate) of: usize,
    pub(crate) order: RankOrder,
}

/// Which end is first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RankOrder {
    /// 1 is best; whether that is the highest follows from the polarity.
    BestFirst,
    /// 1 is highest, and nobody has said whether that is good.
    HighestFirst,
}

impl RankOrder {
    pub(crate) fn of(polarity: Polarity) -> RankOrder {
        if polarity.is_known() {
            RankOrder::BestFirst
        } else {
            RankOrder::HighestFirst
        }
    }
}

/// The place of a value among sorted values that hold it, by polarity.
pub(crate) fn place(sorted: &[f64], value: f64, polarity: Polarity) -> PlaceOf {
    let place = order::place(sorted, value, polarity.is_highest_first());
    PlaceOf {
        place,
        of: sorted.len(),
        order: RankOrder::of(polarity),
    }
}

impl Peers {
    pub(crate) fn of(panel: &Panel, period: PeriodColumn, area: Area, group: Group) -> Peers {
        Peers::beside(panel, period, panel.ranking_value(period, area), group)
    }

    /// The same beside a value that ranks, of an authority or of several together.
    pub(super) fn beside(
        panel: &Panel,
        period: PeriodColumn,
        own: Option<f64>,
        group: Group,
    ) -> Peers {
        let members: Vec<PeerMember> = group
            .members
            .iter()
            .map(|peer| PeerMember {
                area: *peer,
                reading: panel.reading(period, *peer),
            })
            .collect();
        let known: Vec<f64> = members.iter().filter_map(|m| m.reading.value()).collect();
        let place = own.filter(|_| !known.is_empty()).map(|own| {
            let mut ranked = Vec::with_capacity(known.len() + 1);
            order::sort_into(
                group
                    .members
                    .iter()
                    .filter_map(|peer| panel.ranking_value(period, *peer))
                    .chain([own]),
                &mut ranked,
            );
            place(&ranked, own, panel.indicator.polarity)
        });
        Peers {
            spread: spread(&known),
            members,
            group,
            place,
        }
    }

    pub(crate) fn with_data(&self) -> usize {
        self.members
            .iter()
            .filter(|m| m.reading.value().is_some())
            .count()
    }

    pub(crate) fn missing(&self) -> impl Iterator<Item = &PeerMember> {
        self.members.iter().filter(|m| m.reading.value().is_none())
    }

    /// Whether words may compare with this group, as [`are_enough`] says.
    pub(crate) fn enough(&self) -> bool {
        are_enough(self.with_data(), self.members.len())
    }

    /// The middle and the spread, where words may compare with this group.
    pub(crate) fn comparable(&self) -> Option<Spread> {
        self.spread.filter(|_| self.enough())
    }

    /// The authority's place in this group, where words may compare with it.
    pub(crate) fn comparable_place(&self) -> Option<&PlaceOf> {
        self.place.as_ref().filter(|_| self.enough())
    }
}

fn spread(known: &[f64]) -> Option<Spread> {
    let mean = order::mean(known)?;
    let mut sorted = Vec::with_capacity(known.len());
    order::sort_into(known.iter().copied(), &mut sorted);
    let quartiles = Quartiles::of(&sorted)?;
    Some(Spread {
        mean,
        median: quartiles.q2,
        quartiles,
    })
}
