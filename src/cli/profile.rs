//! `yardstick profile`.

use super::args::ProfileArguments;
use super::compare::{chart_request, comparators};
use super::setting::Setting;
use crate::chart::unique_slugs;
use crate::compare::comparators::Comparators;
use crate::error::Result;
use crate::inputs::named::indicators;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::profile::every::{EveryProfileOrder, write_every};
use crate::run::profile::order::{ProfileOrder, write};
use std::path::PathBuf;

pub(super) fn run(setting: &Setting<'_>, wanted: &ProfileArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let indicators = &indicators(&reference, &wanted.theme, &wanted.indicator)?;
    let charts = chart_request(&wanted.drawing);
    let phrases = wanted.phrases.as_deref();
    let compared_with =
        |area: Area| -> Result<Comparators> { comparators(&reference, area, &wanted.comparators) };
    let out = |usual: &str| {
        let named = wanted.out.clone();
        named.unwrap_or_else(|| PathBuf::from(usual))
    };
    let has_figures = if wanted.every_authority {
        let order = EveryProfileOrder {
            comparators: &compared_with,
            indicators,
            charts,
            phrases,
            out: &out("profiles"),
            figures: setting.figures(),
        };
        write_every(setting.world, &reference, &order, setting)?
    } else {
        let area = setting.authority(&reference, wanted.authority.as_deref())?;
        let order = ProfileOrder {
            area,
            comparators: compared_with(area)?,
            indicators,
            charts,
            phrases,
            out: &out(&folder(&reference, area)),
            figures: setting.figures(),
        };
        write(setting.world, &reference, &order, setting)?
    };
    Ok(u8::from(!has_figures))
}

/// The folder of a profile for which none was named: `rochdale-profile`.
fn folder(reference: &Reference, area: Area) -> String {
    let name = reference.register.get(area).map_or("", |of| &of.name);
    let slug = unique_slugs(std::iter::once(name)).concat();
    format!("{slug}-profile")
}
