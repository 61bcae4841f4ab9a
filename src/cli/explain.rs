//! `yardstick explain`.

use super::args::{Explain, Format};
use super::compare::{company, made_by_hand};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::compare::panel::Slots;
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::reference::Reference;
use crate::run::compare::{self as station, Panels};
use crate::run::explain;
use crate::run::load::{Input, load, spoken_name};
use crate::screen::Asked;

pub(super) fn run(setting: &Setting<'_>, wanted: &Explain) -> Result<u8> {
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
    let names: Vec<String> =
        indicator.iter().map(|name| spoken_name(&reference, name, &setting.common.data)).collect::<Result<_>>()?;
    let input = Input { paths: &setting.common.data, indicators: &names, by_hand: hand.as_ref(), asked: Asked::Everything };
    let (screened, checks) = load(setting.world, &reference, &input)?;
    setting.tell(&checks);
    let view = screened.view()?;
    let slots = Slots::of(&reference.register);
    let panels = Panels::of(&screened, &view, &slots);
    let chosen: Vec<_> = match names.first() {
        Some(name) => panels.find(name).into_iter().collect(),
        None => panels.standing().collect(),
    };
    let compared = station::each(&panels, &chosen, area, &reference, &company, wanted.period.as_deref())?;
    let speaker = Words { reference: &reference };
    let each = compared.first().ok_or_else(|| Error::nothing("the indicator is in none of the files that were read"))?;
    match setting.format() {
        Format::Table => print::result(&explain::text(each, speaker)),
        _ => show(setting, &explain::table(each, speaker)),
    }
    Ok(if each.comparison.reading.value().is_some() { 0 } else { 1 })
}
