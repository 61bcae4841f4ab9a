//! The register of authorities: every upper-tier authority of England since 2009, with the regions and England.
//!
//! One number, DfE's three-digit code, names a place. ONS codes are no key: they change with every reorganisation, and the
//! releases of one year disagree on which of them they use. Names are no key either: two authorities are called Dorset.

mod events;
mod names;
mod resolve;
pub(super) mod rows;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::observation::area::Area;
pub(crate) use events::{Event, JointReturn};
use names::Names;
pub(crate) use resolve::{Resolved, Unresolved};
pub(crate) use rows::RegisterFault;
use rows::{Row, rows};

const AUTHORITIES: &str = "authorities.csv";
const A_CODE: &str = "a three-digit code";
const CODES: &str = "three-digit codes with ; between them";
const A_DATE: &str = "a date such as 2019-04-01";

/// What sort of place it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum AuthorityKind {
    County,
    Unitary,
    Metropolitan,
    InnerLondon,
    OuterLondon,
    Region,
    Country,
}

impl AuthorityKind {
    const ALL: [(AuthorityKind, &'static str); 7] = [
        (AuthorityKind::County, "county"),
        (AuthorityKind::Unitary, "unitary"),
        (AuthorityKind::Metropolitan, "metropolitan"),
        (AuthorityKind::InnerLondon, "inner london"),
        (AuthorityKind::OuterLondon, "outer london"),
        (AuthorityKind::Region, "region"),
        (AuthorityKind::Country, "country"),
    ];

    /// The word of the register's `type` column, any case.
    pub(crate) fn parse(word: &str) -> Option<AuthorityKind> {
        Self::ALL
            .into_iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(word))
            .map(|(kind, _)| kind)
    }

    pub(crate) fn word(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(kind, _)| *kind == self)
            .map_or("", |(_, word)| word)
    }
}

/// One place: an authority, a region or England.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Authority {
    pub(crate) area: Area,
    /// In force now, or when it was abolished.
    pub(crate) ons_code: String,
    /// As DfE's files of 2025 write it.
    pub(crate) name: String,
    /// What a chart label shows.
    pub(crate) short_name: String,
    pub(crate) aliases: Vec<String>,
    /// The region to compare with: Inner or Outer London for a London authority. None for England.
    pub(crate) region: Option<Area>,
    pub(crate) kind: AuthorityKind,
    /// None: it is older than 2009.
    pub(crate) valid_from: Option<Date>,
    /// Its last day. None: it is there today.
    pub(crate) valid_to: Option<Date>,
    pub(crate) successors: Vec<Area>,
    /// Part of its neighbourhoods that lie in coastal built-up areas, 0 to 1. None for what is abolished and for regions.
    pub(crate) coastal_share: Option<f64>,
    /// The same for seaside towns: no ports, no cities.
    pub(crate) seaside_share: Option<f64>,
    /// 1 holds the most deprived authorities, 10 the least.
    pub(crate) deprivation_decile: Option<u8>,
}

/// Every place we know, findable by code and by name.
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
    names: Names,
    events: Vec<Event>,
    joint: Vec<JointReturn>,
}

impl Register {
    /// Builds the register from the texts of `authorities.csv`, `authority_events.csv` and `joint_returns.csv`.
    ///
    /// # Errors
    /// The first cell that is not what its column holds, or that contradicts another: a code twice, a name that two places
    /// bear, a successor that is not in the register.
    pub(crate) fn parse(
        authorities: &str,
        events: &str,
        joint: &str,
    ) -> Result<Register, RegisterFault> {
        let lines = rows(AUTHORITIES, authorities, AUTHORITY_COLUMNS)?;
        let mut places = lines.iter().map(authority).collect::<Result<Vec<_>, _>>()?;
        let names = Names::of(&places, &lines)?;
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

    /// What a person typed or a file says: a name, an alias, a code of either sort, a beginning that only one place has. A
    /// name that is merely similar is a suggestion, never an answer.
    ///
    /// # Errors
    /// [`Unresolved`], with what it could have meant.
    pub(crate) fn resolve(&self, query: &str) -> Result<Resolved, Unresolved> {
        resolve::resolve(self, query)
    }

    /// The authorities of a joint return: `940 / 941`, `E06000061 / E06000062` or both names, however spaced.
    pub(crate) fn joint(&self, label: &str) -> Option<&[Area]> {
        let part = |part: &str| {
            let part = part.trim();
            self.by_code(part)
                .or_else(|| self.by_ons(part))
                .or_else(|| self.by_name(part))
        };
        let areas = label.split('/').map(part).collect::<Option<Vec<Area>>>()?;
        self.joint
            .iter()
            .map(|joint| joint.areas.as_slice())
            .find(|known| *known == areas)
    }

    /// Every reorganisation since 2009, oldest first.
    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }
}

const AUTHORITY_COLUMNS: &[&str] = &[
    "code",
    "ons_code",
    "name",
    "short_name",
    "aliases",
    "region",
    "type",
    "valid_from",
    "valid_to",
    "successors",
    "coastal_share",
    "seaside_share",
    "deprivation_decile",
];

fn authority(row: &Row) -> Result<Authority, RegisterFault> {
    let filled = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let share = |text: &str| {
        text.parse()
            .ok()
            .filter(|share| (0.0..=1.0).contains(share))
    };
    let decile = |text: &str| text.parse().ok().filter(|decile| (1..=10).contains(decile));
    Ok(Authority {
        area: row.read("code", A_CODE, rows::code)?,
        ons_code: row.read("ons_code", "an ONS code", rows::ons)?,
        name: row.read("name", "a name", filled)?,
        short_name: row.read("short_name", "a name", filled)?,
        aliases: row.list("aliases", "names with ; between them", filled)?,
        region: row.optional("region", A_CODE, rows::code)?,
        kind: row.read(
            "type",
            "county, unitary, metropolitan, inner london or another type",
            AuthorityKind::parse,
        )?,
        valid_from: row.optional("valid_from", A_DATE, rows::date)?,
        valid_to: row.optional("valid_to", A_DATE, rows::date)?,
        successors: row.list("successors", CODES, rows::code)?,
        coastal_share: row.optional("coastal_share", "a part between 0 and 1", share)?,
        seaside_share: row.optional("seaside_share", "a part between 0 and 1", share)?,
        deprivation_decile: row.optional(
            "deprivation_decile",
            "a whole number from 1 to 10",
            decile,
        )?,
    })
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

fn ons_codes(places: &[Authority], events: &[Event]) -> BTreeMap<String, Area> {
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

#[cfg(test)]
pub(crate) mod tests;
