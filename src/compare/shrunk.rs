//! In what order would authorities stand if chance in small counts were evened out? Each figure drawn toward the average of all by
//! as much as its counts ask. For order only: the published value stays the value.

use super::panel::{Panel, PeriodColumn};
use super::significance::{CountBasis, counts};
use crate::observation::area::Area;
use crate::stat::method::Method;
use crate::stat::order::{Place, place, sort_into};
use crate::stat::shrink::{Shrinkage, shrink, shrink_shares};
use std::collections::BTreeMap;

/// The order of all authorities that have counts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EvenedOut {
    /// What figures are drawn toward, in the indicator's unit.
    pub(crate) average: f64,
    /// The variance between authorities, in parts of one squared.
    pub(crate) variance: f64,
    pub(crate) method: Method,
    pub(crate) of: usize,
    places: BTreeMap<Area, Evened>,
    _sealed: (),
}

/// One authority in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Evened {
    /// In the indicator's unit.
    pub(crate) value: f64,
    /// The part of the distance from the average that is kept.
    pub(crate) weight: f64,
    /// In the indicator's own order.
    pub(crate) place: Place,
}

/// Too few authorities tell nothing about how much authorities vary.
const LEAST_AREAS: usize = 10;

impl EvenedOut {
    /// None without counts.
    pub(crate) fn of(panel: &Panel, at: PeriodColumn) -> Option<EvenedOut> {
        let (basis, per) = (CountBasis::of(&panel.indicator)?, panel.indicator.per?);
        let (areas, pairs): (Vec<Area>, Vec<_>) = panel
            .slots
            .current()
            .filter_map(|area| Some((area, counts(panel, at, area)?)))
            .unzip();
        let found: Shrinkage = match basis {
            CountBasis::Rate => shrink(&pairs),
            CountBasis::Proportion => shrink_shares(&pairs),
        }
        .ok()
        .filter(|_| areas.len() >= LEAST_AREAS)?;
        let mut sorted = Vec::with_capacity(areas.len());
        sort_into(found.areas.iter().map(|of| of.shrunk), &mut sorted);
        let descending = panel.indicator.polarity.is_highest_first();
        let evened = found.areas.iter().map(|of| Evened {
            value: of.shrunk * per,
            weight: of.weight,
            place: place(&sorted, of.shrunk, descending),
        });
        Some(EvenedOut {
            average: found.average * per,
            variance: found.variance,
            method: found.method,
            of: areas.len(),
            places: areas.iter().copied().zip(evened).collect(),
            _sealed: (),
        })
    }

    pub(crate) fn place(&self, area: Area) -> Option<&Evened> {
        self.places.get(&area)
    }
}
