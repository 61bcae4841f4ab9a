//! `yardstick profile`.

use super::args::ProfileArguments;
use super::compare::{chart_request, comparators};
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::named::indicators;
use crate::reference::Reference;
use crate::run::profile::order::{ProfileOrder, write};

pub(super) fn run(setting: &Setting<'_>, wanted: &ProfileArguments) -> Result<u8> {
    let reference = Reference::embedded()?;
    let area = setting.authority(&reference, wanted.authority.as_deref())?;
    let order = ProfileOrder {
        area,
        comparators: comparators(&reference, area, &wanted.comparators)?,
        indicators: &indicators(&reference, &wanted.theme, &wanted.indicator)?,
        charts: chart_request(&wanted.drawing),
        phrases: wanted.phrases.as_deref(),
        out: &wanted.out,
        figures: setting.figures(),
    };
    let has_figures = write(setting.world, &reference, &order, setting)?;
    Ok(u8::from(!has_figures))
}
