//! What holds for a whole run: the world, the settings of every `yardstick.toml` that counts, and the options every command shares.

mod file;
mod found;
#[cfg(test)]
mod tests;

use super::args::CommonArguments;
use super::print;
use crate::error::{Error, Result};
use crate::inputs::figure_sources::FigureSources;
use crate::inputs::load::Stored;
use crate::inputs::named;
use crate::observation::area::Area;
use crate::observation::day::typed_day;
use crate::reference::Reference;
use crate::refresh::routes::RefreshSettings;
use crate::run::doctor::order::SettingsSource;
use crate::run::outputs::OutputSetting;
use crate::source::local::SmallCounts;
use crate::store::selected::AsAt;
use crate::world::World;
use file::SettingsFile;
pub(super) use found::FILE;
use found::FoundSettings;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What holds for the whole run.
pub(crate) struct Setting<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) common: &'a CommonArguments,
    home: Option<String>,
    /// The folder of the store by `--store` or the settings file.
    store: Option<PathBuf>,
    stored: Option<Stored>,
    stored_now: Option<Stored>,
    /// The figures in the program are left out.
    without_embedded: bool,
    refresh: RefreshSettings,
    output: Vec<OutputSetting>,
    groups: BTreeMap<String, Vec<String>>,
    /// The settings files that were found, the nearest first.
    sources: Vec<SettingsSource>,
}

impl<'a> Setting<'a> {
    /// Reads every `yardstick.toml` that counts.
    ///
    /// # Errors
    /// One of them has a key this program does not know, or is not TOML.
    pub(crate) fn of(common: &'a CommonArguments, world: &'a dyn World) -> Result<Setting<'a>> {
        let found = found::find(world)?;
        for source in found.sources.iter().filter(|_| !common.quiet) {
            source.note().iter().for_each(|note| print::note(note));
        }
        Setting::with(common, world, found)
    }

    /// The options alone, where a settings file cannot be read.
    ///
    /// # Errors
    /// `--as-at` is no day.
    pub(crate) fn without_file(
        common: &'a CommonArguments,
        world: &'a dyn World,
    ) -> Result<Setting<'a>> {
        Setting::with(common, world, FoundSettings::default())
    }

    fn with(
        common: &'a CommonArguments,
        world: &'a dyn World,
        found: FoundSettings,
    ) -> Result<Setting<'a>> {
        let FoundSettings { file, sources } = found;
        let without_embedded = common.without_embedded || file.leaves_out_embedded();
        let store = common.store.clone().or(file.store);
        // What is left of the figures is in the store, named or not.
        let root = store
            .clone()
            .or_else(|| machine(world).filter(|_| without_embedded));
        let now = AsAt {
            without_embedded,
            ..AsAt::default()
        };
        let as_at = AsAt {
            day: common.as_at.as_deref().map(typed_day).transpose()?,
            vintages: common.vintage.clone(),
            ..now.clone()
        };
        Ok(Setting {
            world,
            common,
            home: file.authority,
            store,
            stored: if_any(Stored {
                root: root.clone(),
                as_at,
            }),
            stored_now: if_any(Stored { root, as_at: now }),
            without_embedded,
            refresh: file.refresh,
            output: file.output,
            groups: file.group,
            sources,
        })
    }

    /// What is known apart from the figures, with the groups of `yardstick.toml`.
    ///
    /// # Errors
    /// A group without members, or with one that is no authority.
    pub(crate) fn reference(&self) -> Result<Reference> {
        let mut reference = Reference::embedded()?;
        for (name, members) in &self.groups {
            let added = reference.groups.add(&reference.register, name, members);
            added.map_err(|what| {
                Error::usage(format!("the group “{name}” cannot be used: {what}"))
                    .in_file(self.file_of(&format!("group.{name}")))
                    .expected("[group] with lines such as \"My group\" = [\"Blackpool\", \"Bury\"]")
            })?;
        }
        Ok(reference)
    }

    /// The store whose figures are used, and of which day or vintages; none where the figures in the program are used alone.
    pub(crate) fn stored(&self) -> Option<&Stored> {
        self.stored.as_ref()
    }

    /// The same with all its vintages, where `--as-at` means the day of something else.
    pub(crate) fn stored_now(&self) -> Option<&Stored> {
        self.stored_now.as_ref()
    }

    /// The store that a command on stores works on: `--store`, the settings file, else the machine's folder for data.
    ///
    /// # Errors
    /// The machine does not say where data is kept.
    pub(crate) fn store(&self) -> Result<PathBuf> {
        self.store
            .clone()
            .or_else(|| machine(self.world))
            .ok_or_else(|| {
                Error::usage("this machine does not say where programs keep their data")
                    .hint("name a folder with --store DIR")
            })
    }

    /// The store that is used in place of the figures in the program; none where those are used.
    pub(crate) fn in_place(&self) -> Option<&Stored> {
        self.stored_now.as_ref().filter(|_| self.without_embedded)
    }

    /// The store that a command on stores works on, as a question to all its vintages.
    ///
    /// # Errors
    /// As [`Setting::store`].
    pub(crate) fn whole_store(&self) -> Result<Stored> {
        Ok(self.of_store(&self.store()?))
    }

    /// A store with all its vintages.
    pub(crate) fn of_store(&self, root: &Path) -> Stored {
        Stored {
            root: Some(root.to_owned()),
            as_at: AsAt {
                without_embedded: self.without_embedded,
                ..AsAt::default()
            },
        }
    }

    /// The day of `--as-at`.
    ///
    /// # Errors
    /// It is not a day.
    pub(crate) fn as_at(&self) -> Result<Option<jiff::civil::Date>> {
        self.common.as_at.as_deref().map(typed_day).transpose()
    }

    /// What `yardstick.toml` says of looking for new figures.
    pub(crate) fn refresh(&self) -> &RefreshSettings {
        &self.refresh
    }

    /// What is made again when figures change.
    pub(crate) fn outputs(&self) -> &[OutputSetting] {
        &self.output
    }

    /// The settings files that were found, the nearest first.
    pub(crate) fn sources(&self) -> &[SettingsSource] {
        &self.sources
    }

    /// The settings file that a key is taken from, as messages name it.
    fn file_of(&self, key: &str) -> String {
        let sets = |source: &&SettingsSource| source.keys.iter().any(|set| set == key);
        let source = self.sources.iter().find(sets);
        source.map_or_else(|| FILE.to_owned(), |of| of.shown.display().to_string())
    }

    /// The authority of `yardstick.toml`.
    pub(crate) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The authority that was named, or the one of `yardstick.toml`.
    ///
    /// # Errors
    /// Neither, or a name that stands for no authority or for several.
    pub(crate) fn authority(&self, reference: &Reference, named: Option<&str>) -> Result<Area> {
        named::authority_or_home(reference, named, self.home(), self)
    }

    /// Which figures a command reads.
    pub(crate) fn figures(&self) -> FigureSources<'_> {
        FigureSources {
            data: &self.common.data,
            stored: self.stored(),
            small_counts: self.small_counts(),
        }
    }

    /// Whether local counts of 1 to 5 were asked for.
    pub(crate) fn small_counts(&self) -> SmallCounts {
        if self.common.unsuppressed {
            SmallCounts::Shown
        } else {
            SmallCounts::Withheld
        }
    }
}

/// The authority that a settings file names.
///
/// # Errors
/// It has a key this program does not know, or is not TOML.
pub(super) fn authority_of(text: &str, file: &str) -> Result<Option<String>> {
    let (file, _) = SettingsFile::read(text, file, Path::new(""))?;
    Ok(file.authority)
}

/// None where the figures in the program are used alone, all of them.
fn if_any(stored: Stored) -> Option<Stored> {
    (stored != Stored::default()).then_some(stored)
}

/// The folder of the store of this machine's user, unless another is named.
fn machine(world: &dyn World) -> Option<PathBuf> {
    world
        .storage()
        .data_folder()
        .map(|folder| folder.join("store"))
}
