//! `yardstick explain`.

use super::args::{Explain, Format};
use super::compare::{company, made_by_hand};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::compare::nation::{Asking, Nation};
use crate::compare::panel::Slots;
use crate::compare::tested::Tested;
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::run::compare::{self as station, Panels};
use crate::run::explain;
use crate::run::load::spoken_name;
use crate::run::paper::manifest::Manifest;
use crate::run::paper::trace;
use crate::stat::rank_interval::{RankDraws, SEED};
use crate::table::comparison::Compared;
use crate::world;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Explain) -> Result<u8> {
    if let Some(manifest) = &wanted.paper {
        return of_paper(setting, manifest, &wanted.authority);
    }
    let reference = Reference::embedded()?;
    let hand = made_by_hand(&wanted.by_hand, &wanted.company)?;
    let (named, indicator) = match (&wanted.indicator, &hand) {
        (Some(indicator), _) => (Some(wanted.authority.as_str()), Some(indicator.clone())),
        (None, Some(_)) => (Some(wanted.authority.as_str()), None),
        // One name only: the indicator, about the authority of yardstick.toml.
        (None, None) => (None, Some(wanted.authority.clone())),
    };
    let area = setting.authority(&reference, named)?;
    let company = company(setting, &reference, area, &wanted.company)?;
    let names: Vec<String> = indicator
        .iter()
        .map(|name| spoken_name(&reference, name, &setting.common.data))
        .collect::<Result<_>>()?;
    let screened = setting.screened(&reference, &names, hand.as_ref())?;
    let view = screened.view()?;
    let slots = Slots::of(&reference.register);
    let panels = Panels::of(&screened, &view, &slots);
    let chosen: Vec<_> = match names.first() {
        Some(name) => panels.find(name).into_iter().collect(),
        None => panels.standing().collect(),
    };
    let compared = station::each(
        &panels,
        &chosen,
        area,
        &reference,
        &company,
        wanted.period.as_deref(),
    )?;
    let speaker = Words {
        reference: &reference,
    };
    let each = compared
        .first()
        .ok_or_else(|| Error::nothing("the indicator is in none of the files that were read"))?;
    let tested = tested(each, &reference, company.list);
    match setting.format() {
        Format::Table | Format::Html | Format::Ics => {
            print::result(&explain::text(each, tested.as_ref(), speaker))
        }
        _ => show(setting, &explain::table(each, tested.as_ref(), speaker)),
    }
    Ok(if each.comparison.reading.value().is_some() {
        0
    } else {
        1
    })
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

/// The tests of a national figure; local ones are not compared with other places.
fn tested(each: &Compared<'_>, reference: &Reference, list: NeighbourList) -> Option<Tested> {
    let c = &each.comparison;
    (!c.indicator.local && reference.register.is_current(c.area)).then(|| {
        let draws = RankDraws::new(each.panel.slots.current().len(), SEED);
        let nation = Nation::of(each.panel, c.at, reference, list, (&draws, Asking::One));
        Tested::of(c, each.panel, &nation, &draws)
    })
}
