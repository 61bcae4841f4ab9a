//! `yardstick benchmark`.

use super::args::BenchmarkArguments;
use super::compare::ranking_field;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::inputs::named::{expanded, indicators, neighbour_list};
use crate::run::benchmark::{BenchmarkFormat, BenchmarkOrder, benchmark};

pub(super) fn run(setting: &Setting<'_>, wanted: &BenchmarkArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let mut wanted_indicators = expanded(&reference, &wanted.indicator);
    if wanted.breakdowns {
        let all = reference.catalogue.breakdowns().iter();
        wanted_indicators.extend(all.flat_map(|of| of.ids().map(str::to_owned)));
    }
    if !wanted.theme.is_empty() {
        wanted_indicators.extend(indicators(&reference, &wanted.theme, &[])?);
    }
    let order = BenchmarkOrder {
        out: &wanted.out,
        format: BenchmarkFormat::of(&wanted.out, !wanted.no_bom)?,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        field: ranking_field(wanted.rank_abolished),
        indicators: &wanted_indicators,
        data: &setting.common.data,
        stored: setting.stored(),
    };
    let rows = benchmark(setting.world, &reference, &order, setting)?;
    setting.note(&format!("{rows} rows written to {}", wanted.out.display()));
    Ok(0)
}
