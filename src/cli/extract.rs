//! `yardstick extract`, a maintainer's command.

use super::args::Extract;
use super::setting::Setting;
use crate::error::Result;
use crate::reference::Reference;
use crate::run::extract;
use crate::world;

pub(super) fn run(setting: &Setting<'_>, wanted: &Extract) -> Result<u8> {
    let reference = Reference::embedded()?;
    let files = extract::extract(setting.world, &reference, &wanted.from)?;
    let files: Vec<_> = files.into_iter().map(|(path, bytes)| (wanted.into.join(path), bytes)).collect();
    world::write_all(setting.world, &files)?;
    Ok(0)
}
