//! Places that are no upper-tier authority of England and stand in files all the same: districts of counties, council areas of
//! Wales, Scotland and Northern Ireland, nations, and areas of several authorities. They are known so that a file is told what it
//! has in place of an authority; no figure is ever given to one of them.

use std::collections::BTreeMap;

use super::council_style::{CouncilSort, without_styles};
use super::names::key;
use super::rows::{self, A_CODE, A_DATE, ReferenceRow, RegisterFault, rows};
use crate::observation::area::Area;
use jiff::civil::Date;

const OTHER_PLACES: &str = "other_places.csv";
const COLUMNS: &[&str] = &[
    "ons_code",
    "name",
    "aliases",
    "kind",
    "authority",
    "last_day",
];

/// What such a place is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum OtherPlace {
    /// A district of this county; one that was abolished lies in this authority today.
    District {
        authority: Area,
        last_day: Option<Date>,
    },
    /// A council area of a nation, by the nation's name.
    CouncilArea(&'static str),
    Nation,
    SeveralAuthorities,
}

impl OtherPlace {
    /// Whether a council of this sort may be that of the place.
    fn takes(&self, sort: CouncilSort) -> bool {
        matches!(
            (self, sort),
            (_, CouncilSort::Any)
                | (
                    OtherPlace::District { .. },
                    CouncilSort::Town | CouncilSort::District
                )
                | (
                    OtherPlace::CouncilArea(_),
                    CouncilSort::Town | CouncilSort::County
                )
        )
    }
}

/// All of them, found by code or by name.
#[derive(Clone, Debug)]
pub(super) struct OtherPlaces {
    by_code: BTreeMap<String, OtherPlace>,
    by_name: BTreeMap<String, OtherPlace>,
}

impl OtherPlaces {
    /// # Errors
    /// A cell that is not what its column holds; an authority that the register does not know; a name that it has given to
    /// another, or that stands here twice.
    pub(super) fn parse(
        text: &str,
        is_known: impl Fn(&Area) -> bool,
        is_taken: impl Fn(&str) -> bool,
    ) -> Result<OtherPlaces, RegisterFault> {
        let mut places = OtherPlaces {
            by_code: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for row in rows(OTHER_PLACES, text, COLUMNS)? {
            let place = place(&row, &is_known)?;
            if let Some(code) = row.optional("ons_code", "an ONS code", rows::ons)? {
                places.by_code.insert(code, place.clone());
            }
            let aliases = row.list("aliases", "names with ; between them", |name| {
                (!name.trim().is_empty()).then(|| name.to_owned())
            })?;
            for name in std::iter::once(row.text("name").to_owned()).chain(aliases) {
                let known = places.by_name.insert(key(&name), place.clone());
                if known.is_some() || is_taken(&name) {
                    let expected = format!("names of its own: another place is called “{name}”");
                    return Err(row.fault("name", expected));
                }
            }
        }
        Ok(places)
    }

    /// By its ONS code.
    pub(super) fn by_code(&self, code: &str) -> Option<&OtherPlace> {
        self.by_code.get(&rows::ons(code)?)
    }

    /// Their names and aliases, in plain spelling.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// By its name or an alias as it stands.
    pub(super) fn exact(&self, name: &str) -> Option<&OtherPlace> {
        self.by_name.get(&key(name))
    }

    /// By the formal name of its council.
    pub(super) fn formal(&self, name: &str) -> Option<&OtherPlace> {
        without_styles(&key(name))
            .into_iter()
            .filter_map(|(name, sorts)| Some((self.by_name.get(name)?, sorts)))
            .find(|(place, sorts)| sorts.iter().all(|sort| place.takes(*sort)))
            .map(|(place, _)| place)
    }
}

fn place(
    row: &ReferenceRow,
    is_known: impl Fn(&Area) -> bool,
) -> Result<OtherPlace, RegisterFault> {
    const KINDS: &str = "district, wales, scotland, northern ireland, nation or several";
    Ok(match row.text("kind") {
        "district" => OtherPlace::District {
            authority: row.read("authority", A_CODE, |text| {
                rows::code(text).filter(&is_known)
            })?,
            last_day: row.optional("last_day", A_DATE, rows::date)?,
        },
        "wales" => OtherPlace::CouncilArea("Wales"),
        "scotland" => OtherPlace::CouncilArea("Scotland"),
        "northern ireland" => OtherPlace::CouncilArea("Northern Ireland"),
        "nation" => OtherPlace::Nation,
        "several" => OtherPlace::SeveralAuthorities,
        _ => return Err(row.fault("kind", KINDS)),
    })
}

/// What an ONS code is the code of, by its first three characters, where it is not that of an upper-tier authority.
pub(super) fn sort_of_code(code: &str) -> Option<&'static str> {
    Some(match rows::ons(code)?.get(..3)? {
        "E07" => "the code of a district council",
        "E05" => "the code of a ward",
        "E01" | "E02" => "the code of a small area, not of an authority",
        "E04" => "the code of a parish",
        "E11" => "the code of a metropolitan county, which is several authorities",
        "E14" => "the code of a constituency",
        "E47" => "the code of a combined authority",
        other if other.starts_with('W') => "the code of an area of Wales",
        other if other.starts_with('S') => "the code of an area of Scotland",
        other if other.starts_with('N') => "the code of an area of Northern Ireland",
        other if other.starts_with('K') => "the code of more than one nation",
        _ => return None,
    })
}
