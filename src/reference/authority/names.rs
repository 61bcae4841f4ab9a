//! Every name that a place goes by, in the forms it is looked up by.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use super::place::Authority;
use super::rows::{ReferenceRow, RegisterFault};
use crate::observation::area::Area;

const MOST_SUGGESTED: usize = 3;

/// Below this similarity (0 to 1) a suggestion is noise: "Banana" is 0.79 like "BANES", "Wigen" 0.91 like "Wigan".
const SIMILAR: f64 = 0.8;

/// Fewer letters than this are the beginning of too much.
const SHORTEST_BEGINNING: usize = 3;

/// What the style of a council adds to the name of its place.
const STYLE: &[&str] = &["council", "ua", "unitary", "authority", "cc", "mbc"];
/// What names and styles put in or leave out, in any place: "City of York", "York City", "Kensington Chelsea".
const NOISE: &[&str] = &[
    "the",
    "of",
    "and",
    "city",
    "county",
    "borough",
    "metropolitan",
    "district",
    "royal",
];

/// PlaceNames, short names and aliases of all places, in the forms they are looked up by.
#[derive(Clone, Debug)]
pub(super) struct PlaceNames {
    exact: BTreeMap<String, Area>,
    /// Without style and noise; several places may share one.
    loose: BTreeMap<String, BTreeSet<Area>>,
    /// What was found similar to the names that were asked for: a file repeats its wrong names row by row.
    found: Arc<Mutex<BTreeMap<String, Vec<Area>>>>,
}

/// Bytes of the longest name that anything is compared with, and how many answers are remembered.
const LONGEST: usize = 200;
const REMEMBERED: usize = 1000;

impl PlaceNames {
    /// # Errors
    /// Two places bear one name, or one code.
    pub(super) fn of(
        places: &[Authority],
        lines: &[ReferenceRow],
    ) -> Result<PlaceNames, RegisterFault> {
        let mut names = PlaceNames {
            exact: BTreeMap::new(),
            found: Arc::default(),
            loose: BTreeMap::new(),
        };
        let mut codes = BTreeSet::new();
        for (place, line) in places.iter().zip(lines) {
            if !codes.insert(place.area) {
                return Err(line.fault("code", "a code that no other line has"));
            }
            let official = [("name", &place.name), ("short_name", &place.short_name)];
            let aliases = place.aliases.iter().map(|alias| ("aliases", alias));
            for (column, name) in official.into_iter().chain(aliases) {
                if names
                    .exact
                    .insert(key(name), place.area)
                    .is_some_and(|other| other != place.area)
                {
                    return Err(line.fault(
                        column,
                        format!("names of its own: another place is called “{name}”"),
                    ));
                }
                names
                    .loose
                    .entry(loose(&key(name)))
                    .or_default()
                    .insert(place.area);
            }
        }
        Ok(names)
    }

    /// A name as it stands, but for case and punctuation.
    pub(super) fn exact(&self, name: &str) -> Option<Area> {
        self.exact.get(&key(name)).copied()
    }

    /// "Dorset Council" -> the place called Dorset.
    pub(super) fn styled(&self, name: &str) -> Option<Area> {
        self.exact.get(&without(&key(name), STYLE)).copied()
    }

    /// Places whose name is the same but for style and noise.
    pub(super) fn loose(&self, name: &str) -> BTreeSet<Area> {
        let key = loose(&key(name));
        if key.is_empty() {
            BTreeSet::new()
        } else {
            self.loose.get(&key).cloned().unwrap_or_default()
        }
    }

    /// Places with a name whose words begin as the words asked for do: "N Tyneside", "Kens Chel".
    pub(super) fn beginning(&self, query: &str) -> BTreeSet<Area> {
        let query = loose(&key(query));
        let asked: Vec<&str> = query.split(' ').collect();
        if query.len() < SHORTEST_BEGINNING {
            return BTreeSet::new();
        }
        self.loose
            .iter()
            .filter(|(name, _)| begins(name, &asked))
            .flat_map(|(_, areas)| areas.iter().copied())
            .collect()
    }

    /// The places most like the query, the most similar first.
    pub(super) fn similar(&self, query: &str) -> Vec<Area> {
        if query.len() > LONGEST {
            return Vec::new();
        }
        let remembered = |found: &BTreeMap<String, Vec<Area>>| found.get(query).cloned();
        if let Some(known) = self.found.lock().ok().and_then(|found| remembered(&found)) {
            return known;
        }
        let similar = self.compared(query);
        if let Ok(mut found) = self.found.lock()
            && found.len() < REMEMBERED
        {
            found.insert(query.to_owned(), similar.clone());
        }
        similar
    }

    fn compared(&self, query: &str) -> Vec<Area> {
        let query = loose(&key(query));
        let mut best: BTreeMap<Area, f64> = BTreeMap::new();
        for (name, areas) in &self.loose {
            let likeness = likeness(&query, name);
            for area in areas.iter().filter(|_| likeness >= SIMILAR) {
                let known = best.entry(*area).or_insert(likeness);
                *known = known.max(likeness);
            }
        }
        let mut ranked: Vec<(Area, f64)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
            .into_iter()
            .map(|(area, _)| area)
            .take(MOST_SUGGESTED)
            .collect()
    }
}

/// Whether the words of a name begin as the words asked for do, one after the other.
fn begins(name: &str, asked: &[&str]) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    asked.len() <= words.len()
        && words
            .iter()
            .zip(asked)
            .all(|(word, asked)| word.starts_with(asked))
}

/// 1 when the query is a word of the name ("Maidenhead"), else by letters.
fn likeness(query: &str, name: &str) -> f64 {
    if query.len() >= SHORTEST_BEGINNING && name.split(' ').any(|word| word == query) {
        return 1.0;
    }
    strsim::jaro_winkler(query, name).max(strsim::normalized_damerau_levenshtein(query, name))
}

/// Lower case, words with one blank between them; "&" is "and", other marks are blanks, an apostrophe is nothing.
pub(super) fn key(name: &str) -> String {
    let name = name
        .to_lowercase()
        .replace('&', " and ")
        .replace(['\'', '’'], "");
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn without(key: &str, left_out: &[&str]) -> String {
    key.split(' ')
        .filter(|word| !word.is_empty() && !left_out.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A key without style and noise. "London borough" is a style, "London" a place.
fn loose(key: &str) -> String {
    let plain = without(&key.replace("london borough", ""), STYLE);
    without(&plain, NOISE)
}
