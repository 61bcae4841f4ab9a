//! A place in a file is known exactly or not at all: by a code, its name, a listed alias, or the formal name of its council. The
//! beginning of a name is for what a person types: in a file, where nobody sees how it was understood, Warwick would become
//! Warwickshire.

use super::council_style::{CouncilSort, without_styles};
use super::elsewhere::{OtherPlace, sort_of_code};
use super::names::key;
use super::place::{Authority, AuthorityKind};
use super::register::Register;
use super::resolve::{Unresolved, day};
use crate::observation::area::Area;

impl Register {
    /// The place that a cell of a file names.
    ///
    /// # Errors
    /// [`Unresolved`]: what the cell names instead, or what is similar.
    pub(crate) fn in_file(&self, text: &str) -> Result<Area, Unresolved> {
        let text = text.trim();
        let code = without_fraction(text);
        if let Some(area) = self.by_code(code).or_else(|| self.by_ons(code)) {
            return Ok(area);
        }
        if let Some(areas) = self.joint(text) {
            let names: Vec<String> = areas.iter().map(|area| self.coded(*area)).collect();
            let what = format!(
                "{}, which report together: the figure is of none of them alone",
                names.join(" and ")
            );
            return Err(self.known_as(text, format!("stands for {what}")));
        }
        if let Some(area) = self.by_name(text) {
            return Ok(area);
        }
        if let Some(what) = self.elsewhere(text) {
            return Err(self.known_as(text, what));
        }
        self.formal(text).ok_or_else(|| self.unknown(text))
    }

    /// What a text names that is no place of the register: "is a district of Warwickshire (937)".
    pub(super) fn elsewhere(&self, text: &str) -> Option<String> {
        let other = self
            .other_places
            .by_code(text)
            .or_else(|| self.other_places.exact(text));
        if let Some(other) = other {
            return Some(self.describe(other));
        }
        if let Some(what) = sort_of_code(text) {
            return Some(format!("is {what}"));
        }
        if self.formal(text).is_some() {
            return None;
        }
        self.other_places
            .formal(text)
            .map(|other| self.describe(other))
    }

    /// The names of known places that are none of the register: districts, and council areas of other nations.
    pub(crate) fn names_elsewhere(&self) -> impl Iterator<Item = &str> {
        self.other_places.names()
    }

    fn describe(&self, other: &OtherPlace) -> String {
        match other {
            OtherPlace::District {
                authority,
                last_day: None,
            } => format!("is a district of {}", self.coded(*authority)),
            OtherPlace::District {
                authority,
                last_day: Some(last),
            } => format!(
                "was a district until {} and is now part of {}",
                day(*last),
                self.coded(*authority)
            ),
            OtherPlace::CouncilArea(nation) => format!("is a council area of {nation}"),
            OtherPlace::Nation => "is not England".to_owned(),
            OtherPlace::SeveralAuthorities => "is an area of several authorities".to_owned(),
        }
    }

    /// By the formal name of its council: "Leeds City Council", "Blackpool LA".
    fn formal(&self, name: &str) -> Option<Area> {
        without_styles(&key(name))
            .into_iter()
            .filter_map(|(name, sorts)| Some((self.by_name(name)?, sorts)))
            .find(|(area, sorts)| {
                self.get(*area)
                    .is_some_and(|place| sorts.iter().all(|sort| self.takes(place, *sort)))
            })
            .map(|(area, _)| area)
    }

    /// Whether a council of this sort may be that of the place.
    fn takes(&self, place: &Authority, sort: CouncilSort) -> bool {
        let kind = place.kind;
        place.area.is_authority()
            && match sort {
                CouncilSort::Any => true,
                CouncilSort::County => self.is_or_was_county(place),
                CouncilSort::Town => kind != AuthorityKind::County,
                CouncilSort::London => {
                    matches!(
                        kind,
                        AuthorityKind::InnerLondon | AuthorityKind::OuterLondon
                    )
                }
                CouncilSort::Metropolitan => kind == AuthorityKind::Metropolitan,
                CouncilSort::Unitary => kind == AuthorityKind::Unitary,
                CouncilSort::District => false,
            }
    }

    /// A county, or an authority that was one and kept its boundary.
    fn is_or_was_county(&self, place: &Authority) -> bool {
        let was_county = self.events().iter().any(|event| {
            event
                .from
                .iter()
                .zip(&event.from_ons)
                .any(|(area, ons)| *area == place.area && ons.starts_with("E10"))
        });
        place.kind == AuthorityKind::County || was_county
    }

    fn known_as(&self, query: &str, what: String) -> Unresolved {
        Unresolved {
            query: query.to_owned(),
            known_as: Some(what),
            suggestions: Vec::new(),
            ambiguous: Vec::new(),
        }
    }
}

/// "890.0" and "890.00", as a program writes a column of whole numbers in which a cell is empty.
fn without_fraction(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => {
            whole
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests;
