//! The register: every place that is known, found by code or by name.

use super::elsewhere::OtherPlaces;
use super::events::{self, JointReturn, Reorganisation};
use super::names::PlaceNames;
use super::place::{AUTHORITY_COLUMNS, Authority, authority};
use super::rows::{self, RegisterFault, rows};
use crate::observation::area::Area;
use jiff::civil::Date;
use std::collections::BTreeMap;

const AUTHORITIES: &str = "authorities.csv";

/// Every place that is known.
#[derive(Clone, Debug)]
pub(crate) struct Register {
    /// In order of code.
    places: Vec<Authority>,
    /// Code -> index into `places`; files of 600,000 rows ask this for every row.
    slots: Vec<Option<usize>>,
    /// Indexes of the authorities there today, by name.
    current: Vec<usize>,
    /// ONS codes of any date.
    ons: BTreeMap<String, Area>,
    pub(super) names: PlaceNames,
    events: Vec<Reorganisation>,
    joint: Vec<JointReturn>,
    pub(super) other_places: OtherPlaces,
}

impl Register {
    /// Builds the register from the texts of `authorities.csv`, `authority_events.csv`, `joint_returns.csv` and
    /// `other_places.csv`.
    ///
    /// # Errors
    /// The first cell that is not what its column holds, or that contradicts another: a code twice, a name that two places
    /// bear, a successor that is not in the register.
    pub(crate) fn parse(
        authorities: &str,
        events: &str,
        joint: &str,
        other_places: &str,
    ) -> Result<Register, RegisterFault> {
        let lines = rows(AUTHORITIES, authorities, AUTHORITY_COLUMNS)?;
        let mut places = lines.iter().map(authority).collect::<Result<Vec<_>, _>>()?;
        let names = PlaceNames::of(&places, &lines)?;
        places.sort_by_key(|place| place.area);
        let slots = slots(&places);
        let known = |area: &Area| slots.get(usize::from(area.0)).is_some_and(Option::is_some);
        for line in &lines {
            line.list("successors", "codes that this register holds", |t| {
                rows::code(t).filter(&known)
            })?;
            line.optional("region", "the code of a region in this register", |t| {
                rows::code(t).filter(&known)
            })?;
        }
        let events = events::parse_events(events, known)?;
        let joint = events::parse_joint_returns(joint, known)?;
        let is_taken = |name: &str| names.exact(name).is_some();
        let other_places = OtherPlaces::parse(other_places, known, is_taken)?;
        let ons = ons_codes(&places, &events);
        let mut current: Vec<usize> = (0..places.len())
            .filter(|&i| places[i].area.is_authority() && places[i].valid_to.is_none())
            .collect();
        current.sort_by(|&a, &b| places[a].name.cmp(&places[b].name));
        Ok(Register {
            places,
            slots,
            current,
            ons,
            names,
            events,
            joint,
            other_places,
        })
    }

    pub(crate) fn get(&self, area: Area) -> Option<&Authority> {
        self.slots
            .get(usize::from(area.0))
            .copied()
            .flatten()
            .and_then(|i| self.places.get(i))
    }

    /// The upper-tier authorities there today, by name; no regions.
    pub(crate) fn current(&self) -> impl Iterator<Item = &Authority> {
        self.current.iter().filter_map(|&i| self.places.get(i))
    }

    /// Every authority, region and England, in order of code.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Authority> {
        self.places.iter()
    }

    /// An upper-tier authority there today; false for what is abolished, for regions and for England.
    pub(crate) fn is_current(&self, area: Area) -> bool {
        area.is_authority() && self.get(area).is_some_and(|place| place.valid_to.is_none())
    }

    pub(crate) fn exists_on(&self, area: Area, day: Date) -> bool {
        self.get(area).is_some_and(|place| {
            place.valid_from.is_none_or(|from| from <= day)
                && place.valid_to.is_none_or(|to| day <= to)
        })
    }

    /// The abolished authorities that this one took over from, wholly or in part, in order of code.
    pub(crate) fn predecessors(&self, area: Area) -> Vec<Area> {
        self.places
            .iter()
            .filter(|place| place.successors.contains(&area))
            .map(|place| place.area)
            .collect()
    }

    /// "890", exactly three digits.
    pub(crate) fn by_code(&self, code: &str) -> Option<Area> {
        rows::code(code).and_then(|area| self.by_code_number(area.0))
    }

    pub(crate) fn by_code_number(&self, code: u16) -> Option<Area> {
        self.get(Area(code)).map(|place| place.area)
    }

    /// An ONS code of any date: E06000009, and E10000023, which was North Yorkshire's until 2023.
    pub(crate) fn by_ons(&self, code: &str) -> Option<Area> {
        rows::ons(code).and_then(|code| self.ons.get(&code).copied())
    }

    /// A name, short name or alias; case, punctuation and "&" for "and" make no difference.
    pub(crate) fn by_name(&self, name: &str) -> Option<Area> {
        self.names.exact(name)
    }

    pub(crate) fn joint_returns(&self) -> &[JointReturn] {
        &self.joint
    }

    /// The authorities of a joint return: `940 / 941`, `E06000061 / E06000062` or both names, however spaced.
    pub(crate) fn joint(&self, label: &str) -> Option<&[Area]> {
        let areas = label
            .split('/')
            .map(|part| self.by_code_or_name(part.trim()))
            .collect::<Option<Vec<Area>>>()?;
        self.joint
            .iter()
            .map(|joint| joint.areas.as_slice())
            .find(|known| *known == areas)
    }

    /// The authorities of whose figures together a publication makes one return with this one's, in the period that ends in a
    /// year; empty where its figure is its own.
    pub(crate) fn returned_with(&self, area: Area, publication: &str, year: i16) -> Vec<Area> {
        self.joint
            .iter()
            .filter(|joint| joint.areas.contains(&area) && joint.covers(publication, year))
            .flat_map(|joint| joint.areas.iter().copied())
            .filter(|other| *other != area)
            .collect()
    }

    fn by_code_or_name(&self, text: &str) -> Option<Area> {
        self.by_code(text)
            .or_else(|| self.by_ons(text))
            .or_else(|| self.by_name(text))
    }

    /// Every reorganisation since 2009, oldest first.
    pub(crate) fn events(&self) -> &[Reorganisation] {
        &self.events
    }
}

fn slots(places: &[Authority]) -> Vec<Option<usize>> {
    let mut slots = vec![None; 1000];
    for (i, place) in places.iter().enumerate() {
        if let Some(slot) = slots.get_mut(usize::from(place.area.0)) {
            *slot = Some(i);
        }
    }
    slots
}

fn ons_codes(places: &[Authority], events: &[Reorganisation]) -> BTreeMap<String, Area> {
    let former = events.iter().flat_map(|event| {
        event
            .from_ons
            .iter()
            .zip(&event.from)
            .chain(event.to_ons.iter().zip(&event.to))
            .map(|(ons, area)| (ons, *area))
    });
    let present = places.iter().map(|place| (&place.ons_code, place.area));
    former
        .chain(present)
        .map(|(ons, area)| (ons.clone(), area))
        .collect()
}
