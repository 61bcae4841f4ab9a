//! `yardstick explain`.

use super::args::{Explain, Format};
use super::compare::{comparators, made_by_hand};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::reference::Reference;
use crate::run::explain;
use crate::run::load::spoken_name;
use crate::run::paper::manifest::Manifest;
use crate::run::paper::trace;
use crate::world;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Explain) -> Result<u8> {
    if let Some(manifest) = &wanted.paper {
        return of_paper(setting, manifest, &wanted.authority);
    }
    let reference = Reference::embedded()?;
    let hand = made_by_hand(&wanted.by_hand)?;
    let (named, indicator) = match (&wanted.indicator, &hand) {
        (Some(indicator), _) => (Some(wanted.authority.as_str()), Some(indicator.clone())),
        (None, Some(_)) => (Some(wanted.authority.as_str()), None),
        // One name only: the indicator, about the authority of yardstick.toml.
        (None, None) => (None, Some(wanted.authority.clone())),
    };
    let area = setting.authority(&reference, named)?;
    let comparators = comparators(&reference, area, &wanted.company)?;
    let names: Vec<String> = indicator
        .iter()
        .map(|name| spoken_name(&reference, name, &setting.common.data))
        .collect::<Result<_>>()?;
    let study = setting.study(&reference, &names, hand.as_ref())?;
    let chosen: Vec<_> = match names.first() {
        Some(name) => study.panel(name).into_iter().collect(),
        None => study.standing().collect(),
    };
    let compared = study.compare_each(&chosen, area, &comparators, wanted.period.as_deref())?;
    let phrases = Phrases::house()?;
    let each = compared
        .first()
        .ok_or_else(|| Error::nothing("the indicator is in none of the files that were read"))?;
    match setting.format() {
        Format::Table | Format::Html | Format::Ics => print::result(&explain::text(each, &phrases)),
        _ => show(setting, &explain::table(each, &phrases)),
    }
    Ok(if each.reading.value().is_some() { 0 } else { 1 })
}

/// A number of a paper, from the manifest beside it.
fn of_paper(setting: &Setting<'_>, path: &Path, asked: &str) -> Result<u8> {
    let manifest = Manifest::read(
        &world::read_text(setting.world, path)?,
        &path.display().to_string(),
    )?;
    let found = trace::entries(&manifest, asked)?;
    if setting.format() == Format::Json {
        let entries = found
            .into_iter()
            .map(|(id, entry)| Ok((id.to_owned(), entry.json()?)))
            .collect::<Result<serde_json::Map<_, _>>>()?;
        print::result(&format!("{:#}\n", serde_json::Value::Object(entries)));
        return Ok(0);
    }
    let mut text = String::new();
    for (id, entry) in found {
        text.push_str(&format!(
            "{id} ({}, {})\n",
            manifest.authority, manifest.made_by
        ));
        for (depth, line) in trace::lines(entry)? {
            text.push_str(&format!("{}{line}\n", "  ".repeat(depth + 1)));
        }
    }
    print::result(&text);
    Ok(0)
}
