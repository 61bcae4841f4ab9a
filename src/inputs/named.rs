//! What a person named, resolved: an authority, indicators, a list of statistical neighbours.

use super::Messages;
use super::load::{self, known_name};
use crate::error::{Error, Result};
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::catalogue::Entry;
use crate::reference::nearest::did_you_mean;
use crate::reference::neighbours::NeighbourList;
use crate::source::lait::{Dictionary, topic_key};
use std::collections::BTreeSet;

/// The authority of a name; how the name was understood is reported where it could be understood otherwise.
///
/// # Errors
/// As [`load::authority`].
pub(crate) fn authority(
    reference: &Reference,
    name: &str,
    messages: &dyn Messages,
) -> Result<Area> {
    let (area, note) = load::authority(reference, name)?;
    if let Some(note) = note {
        messages.note(&note);
    }
    Ok(area)
}

/// The authority that was named, or the one of `yardstick.toml`.
///
/// # Errors
/// Neither; as [`authority`].
pub(crate) fn authority_or_home(
    reference: &Reference,
    named: Option<&str>,
    home: Option<&str>,
    messages: &dyn Messages,
) -> Result<Area> {
    let name = named.or(home).ok_or_else(|| {
        Error::usage("no authority was named")
            .hint("name one, or write authority = \"NAME\" into yardstick.toml")
    })?;
    authority(reference, name, messages)
}

/// The list of statistical neighbours of a name such as 2021; without a name the newest.
///
/// # Errors
/// Not a list there is.
pub(crate) fn neighbour_list(reference: &Reference, name: Option<&str>) -> Result<NeighbourList> {
    let Some(name) = name else {
        return Ok(NeighbourList::DEFAULT);
    };
    let lists = reference.neighbours.lists();
    NeighbourList::parse(name)
        .filter(|list| lists.contains(list))
        .ok_or_else(|| {
            let known: Vec<String> = lists.iter().map(ToString::to_string).collect();
            Error::usage(format!("“{name}” is not a list of statistical neighbours"))
                .expected(known.join(" or "))
        })
}

/// The ids of indicators: those of the themes named (the catalogue's, or topics of DfE's tool) and those named themselves, each once; otherwise the headlines of the scorecard.
///
/// # Errors
/// A theme or an indicator that is none, with the nearest name.
pub(crate) fn indicators(
    reference: &Reference,
    themes: &[String],
    named: &[String],
) -> Result<Vec<String>> {
    let entries = reference.catalogue.entries();
    let mut ids: Vec<String> = Vec::new();
    for theme in themes {
        let key = theme_key(reference, theme)?;
        let dictionary = Dictionary::embedded();
        let topic = dictionary.of_topic(&key);
        let is_of_topic = |entry: &Entry| {
            let code = entry.lait.as_deref();
            code.is_some_and(|code| topic.iter().any(|(of, _)| *of == code))
        };
        let of_catalogue = entries
            .iter()
            .filter(|entry| key == ALL_THEMES || entry.theme == key || is_of_topic(entry));
        ids.extend(of_catalogue.map(|entry| entry.id.clone()));
        let others = topic
            .iter()
            .filter(|(code, _)| reference.catalogue.by_lait(code).is_none());
        ids.extend(others.map(|(_, facts)| facts.id.clone()));
    }
    for name in expanded(reference, named) {
        ids.push(known_name(reference, &name)?);
    }
    if ids.is_empty() {
        let headlines = entries.iter().filter(|entry| entry.scorecard);
        ids.extend(headlines.map(|entry| entry.id.clone()));
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}

/// The names with each breakdown among them, such as “cla-count:need”, in the place of which its categories stand.
pub(crate) fn expanded(reference: &Reference, names: &[String]) -> Vec<String> {
    let breakdowns = reference.catalogue.breakdowns();
    let each = names.iter().flat_map(|name| {
        let found = breakdowns.iter().find(|of| of.name() == name.trim());
        match found {
            Some(breakdown) => breakdown.ids().map(str::to_owned).collect(),
            None => vec![name.clone()],
        }
    });
    each.collect()
}

/// Stands for every theme.
const ALL_THEMES: &str = "all";

fn theme_key(reference: &Reference, theme: &str) -> Result<String> {
    let key = topic_key(theme);
    let known = reference.catalogue.themes();
    let dictionary = Dictionary::embedded();
    let is_topic = !dictionary.of_topic(&key).is_empty();
    if key == ALL_THEMES || known.contains(&key.as_str()) || is_topic {
        return Ok(key);
    }
    let near = match did_you_mean(&key, known.iter().copied()) {
        Some(question) => format!("; {question}"),
        None => String::new(),
    };
    Err(
        Error::usage(format!("“{theme}” is not a theme{near}")).expected(format!(
            "{} or all; or a topic of DfE’s tool: {}",
            known.join(", "),
            dictionary.topics().join(", ")
        )),
    )
}
