//! From what a person typed to the authority that is meant; and what to say when it is not clear.
//!
//! An exact name wins over a formal one ("Hull City Council"), which wins over a beginning ("Blackp"). A name that is only
//! similar is never taken: a paper about the wrong authority is worse than no paper.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use super::names::key;
use super::place::AuthorityKind;
use super::register::Register;
use super::rows;
use crate::observation::area::Area;

/// The place that is meant, and what the reader should know about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Resolved {
    pub(crate) area: Area,
    /// It was abolished; another bears the name; the ONS code is an earlier one; only its beginning was given.
    pub(crate) note: Option<String>,
}

/// What was asked for names no place, or more than one.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) struct Unresolved {
    pub(crate) query: String,
    /// What it is where it is known and no place of the register: "is a district of Warwickshire (937)".
    pub(crate) known_as: Option<String>,
    /// At most three similar names, the most similar first.
    pub(crate) suggestions: Vec<String>,
    /// Every place it could be, as "Derby (831)".
    pub(crate) ambiguous: Vec<String>,
}

impl Unresolved {
    /// Whether it is known what was asked for, and that it is no place of the register: nothing of it can be an authority's.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.known_as.is_some()
    }
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = &self.query;
        if let Some(what) = &self.known_as {
            return write!(f, "“{query}” {what}");
        }
        if !self.ambiguous.is_empty() {
            let shown = &self.ambiguous[..self.ambiguous.len().min(MOST_SHOWN)];
            write!(f, "“{query}” could be {}", listed(shown, "or"))?;
            return match self.ambiguous.len() - shown.len() {
                0 => Ok(()),
                more => write!(f, ", and {more} more"),
            };
        }
        write!(f, "no authority, code or abbreviation is “{query}”")?;
        match self.suggestions.as_slice() {
            [] => Ok(()),
            similar => write!(f, "; similar: {}", similar.join(", ")),
        }
    }
}

/// A message is for reading; "North" alone is the beginning of a dozen names.
const MOST_SHOWN: usize = 6;

fn resolve(register: &Register, query: &str) -> Result<Resolved, Unresolved> {
    let query = query.trim();
    if let Some(area) = register.by_code(query) {
        return Ok(Resolved {
            area,
            note: joined([register.end_of(area)]),
        });
    }
    if let Some(area) = register.by_ons(query) {
        return Ok(Resolved {
            area,
            note: joined([register.former_code(query, area), register.end_of(area)]),
        });
    }
    if let Some(areas) = register.joint(query) {
        return Err(register.unclear(query, areas.iter().copied()));
    }
    let names = &register.names;
    if let Some(area) = names.exact(query).or_else(|| names.styled(query)) {
        return Ok(Resolved {
            area,
            note: joined([register.namesake_of(area), register.end_of(area)]),
        });
    }
    let formal = names.loose(query);
    let (found, beginning) = if formal.is_empty() {
        (names.beginning(query), true)
    } else {
        (formal, false)
    };
    let found: Vec<Area> = found
        .iter()
        .copied()
        .filter(|area| !register.is_outlived(*area, &found))
        .collect();
    match found.as_slice() {
        [] => Err(register.unknown(query)),
        [area] => {
            let elsewhere = beginning.then(|| register.elsewhere(query)).flatten();
            let name = register.coded(*area);
            if elsewhere.as_ref().is_some_and(|what| !what.contains(&name)) {
                return Err(register.unknown(query));
            }
            let read = (beginning || register.is_odd(query, *area))
                .then(|| register.read_as(query, *area));
            let what = elsewhere.map(|what| format!("{query} {what}."));
            Ok(Resolved {
                area: *area,
                note: joined([
                    read,
                    what,
                    register.namesake_of(*area),
                    register.end_of(*area),
                ]),
            })
        }
        _ => Err(register.unclear(query, found.iter().copied())),
    }
}

/// Resolving, and what is said about the place that was found.
impl Register {
    /// What a person typed: a name, an alias, a code of either sort, a beginning that only one place has. A
    /// name that is merely similar is a suggestion, never an answer.
    ///
    /// # Errors
    /// [`Unresolved`], with what it could have meant.
    pub(crate) fn resolve(&self, query: &str) -> Result<Resolved, Unresolved> {
        resolve(self, query)
    }

    fn name(&self, area: Area) -> String {
        self.get(area)
            .map_or_else(|| area.0.to_string(), |place| place.name.clone())
    }

    /// Whether two places bear one name, as Dorset of before April 2019 and Dorset of today do.
    pub(crate) fn are_namesakes(&self, one: Area, other: Area) -> bool {
        base(&self.name(one)) == base(&self.name(other))
    }

    /// A place with its code: "Derby (831)".
    pub(crate) fn coded(&self, area: Area) -> String {
        format!("{} ({})", self.name(area), area.0)
    }

    fn unclear(&self, query: &str, areas: impl Iterator<Item = Area>) -> Unresolved {
        let ambiguous = areas.map(|area| self.coded(area)).collect();
        Unresolved {
            query: query.to_owned(),
            known_as: None,
            suggestions: Vec::new(),
            ambiguous,
        }
    }

    /// A text that names no place of the register: what it is instead, or what is similar.
    pub(super) fn unknown(&self, query: &str) -> Unresolved {
        let similar = self.names.similar(query);
        Unresolved {
            query: query.to_owned(),
            known_as: self.elsewhere(query),
            suggestions: similar.iter().map(|area| self.name(*area)).collect(),
            ambiguous: Vec::new(),
        }
    }

    fn read_as(&self, query: &str, area: Area) -> String {
        format!("“{query}” is read as {}.", self.coded(area))
    }

    /// "Leicester County Council" is not Leicester's style: say how it was read.
    fn is_odd(&self, query: &str, area: Area) -> bool {
        names_county(query)
            && self
                .get(area)
                .is_some_and(|p| p.kind != AuthorityKind::County && !names_county(&p.name))
    }

    /// Abolished, and one of `found` that is there today bears its name: who says "Dors" means the present Dorset.
    fn is_outlived(&self, area: Area, found: &BTreeSet<Area>) -> bool {
        self.get(area).is_some_and(|old| {
            old.valid_to.is_some()
                && found
                    .iter()
                    .any(|new| self.is_current(*new) && self.name(*new) == base(&old.name))
        })
    }

    /// What replaced an abolished authority, and when.
    fn end_of(&self, area: Area) -> Option<String> {
        let place = self.get(area)?;
        let last = place.valid_to?;
        let heirs: Vec<String> = place
            .successors
            .iter()
            .map(|area| self.coded(*area))
            .collect();
        let next = last.tomorrow().ok()?;
        Some(format!(
            "{} was abolished; its last day was {}. {} took over on {}.",
            self.coded(area),
            day(last),
            listed(&heirs, "and"),
            day(next)
        ))
    }

    /// The abolished authority of the same name.
    fn namesake_of(&self, area: Area) -> Option<String> {
        let place = self.get(area)?;
        let from = place.valid_from?;
        let old = self
            .all()
            .find(|old| old.valid_to.is_some() && base(&old.name) == place.name)?;
        let sort = if old.kind == AuthorityKind::County {
            "county"
        } else {
            "authority"
        };
        let (name, code, former) = (&place.name, place.area.0, old.area.0);
        Some(format!(
            "{name} is the authority formed on {} ({code}); the former {sort} is {former}.",
            day(from)
        ))
    }

    fn former_code(&self, query: &str, area: Area) -> Option<String> {
        let (place, code) = (self.get(area)?, rows::ons(query)?);
        (place.ons_code != code).then(|| {
            format!(
                "{code} is an earlier code of {}, now {}.",
                self.coded(area),
                place.ons_code
            )
        })
    }
}

fn names_county(name: &str) -> bool {
    key(name).split(' ').any(|word| word == "county")
}

fn joined<const N: usize>(notes: [Option<String>; N]) -> Option<String> {
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// "1 April 2019".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "A", "A and B", "A, B and C".
fn listed(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A name without what tells it from its namesake: "Dorset (before April 2019)" -> "Dorset".
fn base(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

#[cfg(test)]
mod tests;
