//! What one `yardstick.toml` says, and what several say together: key by key the nearest speaks.

use crate::error::Result;
use crate::refresh::routes::RefreshSettings;
use crate::run::outputs::OutputSetting;
use crate::source::settings_file;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SettingsFile {
    /// The authority that commands are about when none is named.
    pub(super) authority: Option<String>,
    /// The folder of the store.
    pub(super) store: Option<PathBuf>,
    /// Leaves the figures in the program out.
    without_embedded: Option<bool>,
    /// The same in its earlier form: `embedded = false`.
    embedded: Option<bool>,
    /// Where and how patiently to look for new figures.
    pub(super) refresh: RefreshSettings,
    /// What is made again when figures change.
    pub(super) output: Vec<OutputSetting>,
    /// Groups of authorities by a name of the officer's own.
    pub(super) group: BTreeMap<String, Vec<String>>,
}

impl SettingsFile {
    /// Reads a file, with the names of the keys that it sets. Relative paths in it are relative to its own folder.
    ///
    /// # Errors
    /// It has a key this program does not know, or is not TOML.
    pub(super) fn read(
        text: &str,
        shown: &str,
        folder: &Path,
    ) -> Result<(SettingsFile, Vec<String>)> {
        let file: SettingsFile = settings_file::read(text, shown).map_err(|fault| {
            let fault =
                fault.expected("authority = \"NAME\", store = \"DIR\", without_embedded = true");
            if fault.way_out().is_empty() {
                fault.hint("correct the file, or move it away")
            } else {
                fault
            }
        })?;
        let table: toml::Table = settings_file::read(text, shown)?;
        Ok((file.in_folder(folder), keys(&table)))
    }

    fn in_folder(self, folder: &Path) -> SettingsFile {
        SettingsFile {
            store: self.store.map(|store| folder.join(store)),
            refresh: self.refresh.in_folder(folder),
            output: self
                .output
                .into_iter()
                .map(|output| output.in_folder(folder))
                .collect(),
            ..self
        }
    }

    /// This file's keys, and for those that it does not set the keys of files farther away. What belongs to a store, its drop
    /// folders and outputs, is not taken from beyond a file that names another.
    pub(super) fn before(self, farther: SettingsFile) -> SettingsFile {
        let names_store = self.store.is_some();
        let mut refresh = farther.refresh;
        if names_store {
            refresh.drop.clear();
        }
        let mut group = farther.group;
        group.extend(self.group);
        let is_said = self.without_embedded.is_some() || self.embedded.is_some();
        let said = if is_said {
            (self.without_embedded, self.embedded)
        } else {
            (farther.without_embedded, farther.embedded)
        };
        let mut output = self.output;
        if output.is_empty() && !names_store {
            output = farther.output;
            // An output that names no authority is about the one of its own file, whatever a nearer file says.
            if self.authority.is_some() {
                output
                    .iter_mut()
                    .filter(|of| of.authority.is_none())
                    .for_each(|of| of.authority.clone_from(&farther.authority));
            }
        }
        SettingsFile {
            authority: self.authority.or(farther.authority),
            store: self.store.or(farther.store),
            without_embedded: said.0,
            embedded: said.1,
            refresh: self.refresh.or(refresh),
            output,
            group,
        }
    }

    /// Whether the figures in the program are left out.
    pub(super) fn leaves_out_embedded(&self) -> bool {
        self.without_embedded == Some(true) || self.embedded == Some(false)
    }
}

/// The tables whose keys are settings of their own.
const TABLES: [&str; 2] = ["refresh", "group"];

/// The keys that a file sets: `store`, `refresh.proxy`, `group.Seaside friends`.
fn keys(table: &toml::Table) -> Vec<String> {
    let mut keys = Vec::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) if TABLES.contains(&key.as_str()) => {
                keys.extend(inner.keys().map(|inner| format!("{key}.{inner}")));
            }
            _ => keys.push(key.clone()),
        }
    }
    keys
}

/// Whether a key belongs to the store that a file names.
pub(super) fn is_of_store(key: &str) -> bool {
    ["refresh.drop", "output"].contains(&key)
}
