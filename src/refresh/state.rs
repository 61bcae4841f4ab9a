//! What was seen of each publication when it was last looked at: kept beside the store's vintages, so that nothing is fetched
//! twice. It can be lost without harm: the next run looks at everything again and the store knows what it has.

use super::client::Tag;
use super::routes::Way;
use crate::error::Result;
use crate::world::{self, World};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file's name in the store's folder.
const FILE: &str = "refresh.json";

/// A release that was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Release {
    /// What the service calls it: the version of a release, or data sets with their versions.
    pub(crate) id: String,
    /// As people call it, such as “2025”.
    pub(crate) title: String,
    /// The day it came out, as the service writes it.
    pub(crate) published: String,
    /// When it was last corrected in place, and how often.
    #[serde(default)]
    pub(crate) updated: String,
}

/// One publication.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) release: Release,
    /// The way it was got by.
    #[serde(default)]
    pub(crate) way: Way,
    /// The API's name of the publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) api_id: Option<String>,
    /// When the newest data set of the publication came out, followed or not, of those that the API lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) newest: Option<String>,
    /// The API's data sets that are followed, by the file's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sets: BTreeMap<String, String>,
    /// The API lacks files of the publication: the other way is asked first.
    #[serde(default)]
    pub(crate) api_lacks: bool,
    /// Files of the release that did not come, since the way that has them was closed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<String>,
    /// When the next release is due, as the service says: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
    /// What the server said of each file, by its catalogue name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) files: BTreeMap<String, Tag>,
    /// Why the release is set aside, if it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set_aside: Vec<String>,
    /// The version of this program that screened it: another may understand more.
    #[serde(default)]
    pub(crate) screened_by: String,
}

/// What an output was made from.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Output {
    /// The vintages that were in use, in order.
    pub(crate) vintages: Vec<String>,
    /// The digest of everything else it was made from: its definition, its order and the program's version.
    pub(crate) recipe: String,
    /// The figures it could show: by indicator and period, the start of a digest of every area's reading.
    #[serde(default)]
    pub(crate) figures: Figures,
}

/// Digests by indicator, then by period.
pub(crate) type Figures = BTreeMap<String, BTreeMap<String, String>>;

/// Everything that is remembered between runs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    #[serde(default)]
    pub(crate) publications: BTreeMap<String, Seen>,
    /// By the path that is written.
    #[serde(default)]
    pub(crate) outputs: BTreeMap<String, Output>,
    /// When the last run began that took something in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) took_in: Option<Timestamp>,
    /// When the last run ended that reached everything it looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) looked: Option<Timestamp>,
}

fn file(store: &Path) -> PathBuf {
    store.join(FILE)
}

impl State {
    /// What is remembered; nothing where the file is missing or no longer understood.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub(crate) fn read(world: &dyn World, store: &Path) -> Result<State> {
        let text = world::own_text(world, &file(store))?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Writes what is otherwise than it was.
    ///
    /// # Errors
    /// The file cannot be written; the earlier one is untouched.
    pub(crate) fn write(&self, world: &dyn World, store: &Path) -> Result<()> {
        let text = format!(
            "{}\n",
            serde_json::to_string_pretty(self).unwrap_or_default()
        );
        if world::own_text(world, &file(store))?.as_ref() == Some(&text) {
            return Ok(());
        }
        world::write_all(world, &[(file(store), text.into_bytes())])
    }
}
