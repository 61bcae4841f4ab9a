//! `yardstick extract`, a maintainer's command.

use super::args::ExtractArguments;
use super::setting::Setting;
use crate::error::Result;
use crate::inputs::Messages;
use crate::reference::Reference;
use crate::run::extract::{ExtractOrder, extract};

pub(super) fn run(setting: &Setting<'_>, wanted: &ExtractArguments) -> Result<u8> {
    let order = ExtractOrder {
        from: &wanted.from,
        into: &wanted.into,
    };
    let unknown = extract(setting.world, &Reference::embedded()?, &order)?;
    if !unknown.is_empty() {
        setting.note(&format!(
            "{} files are not in data/sources.toml and were passed over",
            unknown.len()
        ));
    }
    Ok(0)
}
