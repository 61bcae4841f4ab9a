//! Where `yardstick.toml` is looked for: in the folder one works in, in those above it up to the person's own, and in the person's
//! folder for settings; and which of the keys found there count.

use super::file::{SettingsFile, is_of_store};
use crate::error::Result;
use crate::run::doctor::order::SettingsSource;
use crate::world::{self, World};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The name of a settings file.
pub(in crate::cli) const FILE: &str = "yardstick.toml";

/// The settings files that were found, as one, and what is to be told of each.
#[derive(Default)]
pub(super) struct FoundSettings {
    pub(super) file: SettingsFile,
    /// The nearest first.
    pub(super) sources: Vec<SettingsSource>,
}

/// One place where a settings file may lie.
struct Place {
    /// As it is opened and told in messages: relative where it lies above, so that no output names the folders of a person.
    path: PathBuf,
    folder: PathBuf,
    /// In full, for whoever looks for it.
    full: PathBuf,
    /// Whether its file is read whoever wrote it: in the folder one works in, and among the person's own settings.
    is_own: bool,
    /// Whether it enters the list of what a run has read.
    is_input: bool,
}

/// Reads every settings file that counts.
///
/// # Errors
/// One of them cannot be read, or is not TOML, or has a key this program does not know.
pub(super) fn find(world: &dyn World) -> Result<FoundSettings> {
    let mut found = FoundSettings::default();
    let mut files = Vec::new();
    for place in places(world) {
        let text = match text(world, &place)? {
            Found::Nothing => continue,
            Found::Strangers => {
                found.sources.push(SettingsSource::passed_over(place.full));
                continue;
            }
            Found::Text(text) => text,
        };
        let shown = place.path.display().to_string();
        let (file, keys) = SettingsFile::read(&text, &shown, &place.folder)?;
        found
            .sources
            .push(SettingsSource::read(place.full, place.path, keys));
        files.push(file);
    }
    sort_out(&mut found.sources);
    found.file = files
        .into_iter()
        .rev()
        .fold(SettingsFile::default(), |farther, file| {
            file.before(farther)
        });
    Ok(found)
}

/// The places in their order, the nearest first.
fn places(world: &dyn World) -> Vec<Place> {
    let (here, desktop) = (world.here(), world.desktop());
    let home = desktop.home();
    let mut all = vec![Place {
        path: PathBuf::from(FILE),
        folder: PathBuf::new(),
        full: here.join(FILE),
        is_own: true,
        is_input: true,
    }];
    let mut up = PathBuf::new();
    for folder in here.ancestors() {
        if folder != here {
            up.push("..");
            all.push(Place {
                path: up.join(FILE),
                folder: up.clone(),
                full: folder.join(FILE),
                is_own: false,
                is_input: true,
            });
        }
        if home.as_deref() == Some(folder) {
            break;
        }
    }
    if let Some(folder) = desktop.configuration() {
        let full = folder.join(FILE);
        if all.iter().all(|place| place.full != full) {
            all.push(Place {
                path: full.clone(),
                folder,
                full,
                is_own: true,
                is_input: false,
            });
        }
    }
    all
}

enum Found {
    Nothing,
    /// It belongs to somebody else.
    Strangers,
    Text(String),
}

fn text(world: &dyn World, place: &Place) -> Result<Found> {
    if !place.is_own {
        // What may not be looked at above is none of ours.
        if world.open(&place.path).is_err() {
            return Ok(Found::Nothing);
        }
        if world.desktop().is_strangers(&place.full, &world.here()) {
            return Ok(Found::Strangers);
        }
    }
    let text = if place.is_input {
        world::read_optional_text(world, &place.path)?
    } else {
        world::read_own_text(world, &place.path)?
    };
    Ok(text.map_or(Found::Nothing, Found::Text))
}

/// Which file each key is taken from: the nearest that sets it.
fn sort_out(sources: &mut [SettingsSource]) {
    let mut seen = BTreeSet::new();
    let mut has_store = false;
    for source in sources {
        for key in std::mem::take(&mut source.keys) {
            if seen.contains(&key) || (has_store && is_of_store(&key)) {
                source.unused.push(key);
            } else {
                source.keys.push(key);
            }
        }
        has_store |= source.keys.iter().any(|key| key == "store");
        seen.extend(source.keys.iter().cloned());
    }
}
