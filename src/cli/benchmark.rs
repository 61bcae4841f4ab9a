//! `yardstick benchmark`.

use super::args::Benchmark;
use super::print;
use super::setting::{self, Setting};
use crate::compare::panel::RankingField;
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::run::benchmark::{self, Format, Terms};
use crate::run::load::{Input, load};
use crate::screen::ScreeningScope;
use std::sync::Arc;

pub(super) fn run(setting: &Setting<'_>, wanted: &Benchmark) -> Result<u8> {
    let reference = Reference::embedded()?;
    let format = Format::of(&wanted.out, !wanted.no_bom)?;
    let terms = Terms {
        list: setting::list(&reference, wanted.list.as_deref())?,
        field: field(wanted.rank_abolished),
    };
    let input = Input {
        paths: &setting.common.data,
        indicators: &wanted.indicator,
        by_hand: None,
        asked: ScreeningScope::IdentityOnly,
        stored: setting.stored(),
    };
    let (screened, checks) = load(setting.world, &reference, &input)?;
    setting.tell(&checks);
    if screened.indicators().iter().all(|i| i.local) {
        return Err(Error::nothing("there are no national figures to compare")
            .hint("check --data and --indicator"));
    }
    let bar = print::progress(
        setting.common.quiet,
        screened.indicators().len(),
        "benchmarking",
    );
    let step = |done: usize, _: usize| bar.set_position(done as u64);
    let rows = benchmark::write(
        setting.world,
        &Arc::new(screened),
        &reference,
        terms,
        (&wanted.out, format),
        &step,
    )?;
    bar.finish_and_clear();
    if !setting.common.quiet {
        print::note(&format!("{rows} rows written to {}", wanted.out.display()));
    }
    Ok(0)
}

pub(super) fn field(with_abolished: bool) -> RankingField {
    if with_abolished {
        RankingField::WithAbolished
    } else {
        RankingField::Current
    }
}
