//! `yardstick extract`, a maintainer's command.

use super::args::Extract;
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::reference::Reference;
use crate::run::extract::PublishedFiles;
use crate::world;

pub(super) fn run(setting: &Setting<'_>, wanted: &Extract) -> Result<u8> {
    let reference = Reference::embedded()?;
    let published = PublishedFiles::under(setting.world, &reference, &wanted.from)?;
    if !published.unknown.is_empty() && !setting.common.quiet {
        print::note(&format!(
            "{} files are not in data/sources.toml and were passed over",
            published.unknown.len()
        ));
    }
    let mut files: Vec<_> = published
        .extract(setting.world, &reference)?
        .into_iter()
        .map(|(path, bytes)| (wanted.into.join(path), bytes))
        .collect();
    // Judgements are no figures: they lie beside the folder of figures.
    let judgements = published.judgements(setting.world, &reference)?;
    files.extend(
        judgements
            .into_iter()
            .map(|(name, bytes)| (wanted.into.with_file_name(name), bytes)),
    );
    world::write_all(setting.world, &files)?;
    Ok(0)
}
