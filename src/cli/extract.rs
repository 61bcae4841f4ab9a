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
    let mut files: Vec<_> = files
        .into_iter()
        .map(|(path, bytes)| (wanted.into.join(path), bytes))
        .collect();
    // Judgements are no figures: they lie beside the folder of figures.
    let judgements = extract::judgements(setting.world, &reference, &wanted.from)?;
    files.extend(
        judgements
            .into_iter()
            .map(|(name, bytes)| (wanted.into.with_file_name(name), bytes)),
    );
    world::write_all(setting.world, &files)?;
    Ok(0)
}
