//! What was seen of each publication at the last look, kept in the store's folder, so that nothing is fetched twice. It can be
//! lost without harm: the next run looks at everything again, and the store knows which files it has.

use super::file_tag::FileTag;
use super::routes::Channel;
use crate::error::{Error, Result};
use crate::store::signed::{self, REFRESH_STATE};
use crate::world::{self, World};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A release that was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SeenRelease {
    /// The service's id: the version of a release, or data sets with their versions.
    pub(crate) id: String,
    /// The release's own name, such as “2025”.
    pub(crate) title: String,
    /// When it came out, as the service writes it: a day, often with a time; none where the service gives no date.
    #[serde(default)]
    pub(crate) published: Option<String>,
    /// When and how often it was corrected since, in the service's words: another text is another version.
    #[serde(default)]
    pub(crate) updated: String,
}

impl SeenRelease {
    /// The day it came out, without the time.
    pub(crate) fn day(&self) -> Option<&str> {
        self.published.as_deref().map(day)
    }
}

/// The day out of a date with a time, as every service writes it.
pub(crate) fn day(text: &str) -> &str {
    text.split_once('T').map_or(text, |(day, _)| day)
}

/// What is remembered of a publication.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SeenPublication {
    pub(crate) release: SeenRelease,
    /// Where the release was found.
    #[serde(rename = "way", default)]
    pub(crate) channel: Channel,
    /// The publication's id in the public API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) api_id: Option<String>,
    /// When the newest of the publication's data sets in the public API came out, followed or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) newest: Option<String>,
    /// Ids of the public API's data sets that are followed, by the file's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) sets: BTreeMap<String, String>,
    /// The public API lacks files of the publication, so the Content API is asked first.
    #[serde(default)]
    pub(crate) api_lacks: bool,
    /// Names of the release's files that could not be fetched, because the service that has them was not reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<String>,
    /// When the next release is due, as the service says: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
    /// What the server said of each file, by its catalogue name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) files: BTreeMap<String, FileTag>,
    /// Why the release is set aside; empty where it is not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set_aside: Vec<String>,
    /// The version of this program that screened the release: another version may be able to read it.
    #[serde(default)]
    pub(crate) screened_by: String,
}

/// What an output was made from.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct OutputRecord {
    /// The vintages that were in use, in order.
    pub(crate) vintages: Vec<String>,
    /// The digest of everything else it was made from: its definition, its order and the program's version.
    pub(crate) recipe: String,
    /// The figures it could show: by indicator and period, the start of a digest of every area's reading.
    #[serde(default)]
    pub(crate) figures: FigureDigests,
}

/// Digests by indicator, then by period.
pub(crate) type FigureDigests = BTreeMap<String, BTreeMap<String, String>>;

/// Everything that is remembered between runs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RefreshState {
    #[serde(default)]
    /// By the publication's key.
    pub(crate) publications: BTreeMap<String, SeenPublication>,
    /// By the path that is written.
    #[serde(default)]
    pub(crate) outputs: BTreeMap<String, OutputRecord>,
    /// When the last run that took something in began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) took_in: Option<Timestamp>,
    /// When the last run that reached every service it asked ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) looked: Option<Timestamp>,
}

fn file(store: &Path) -> PathBuf {
    store.join(REFRESH_STATE)
}

impl RefreshState {
    /// Reads what is remembered: nothing where the file is missing, is not as it was written, or is of a version that this one cannot read.
    ///
    /// # Errors
    /// The file exists and cannot be read.
    pub(crate) fn read(world: &dyn World, store: &Path) -> Result<RefreshState> {
        let text = signed::read(world, &file(store))?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Writes the file where it would change.
    ///
    /// # Errors
    /// The file cannot be written; the earlier one is untouched.
    pub(crate) fn write(&self, world: &dyn World, store: &Path) -> Result<()> {
        let path = file(store);
        let text = serde_json::to_string_pretty(self)
            .map_err(|fault| Error::unwritten(path.display().to_string(), fault.to_string()))?;
        let text = signed::signed(&text);
        if world::read_own_text(world, &path)?.as_ref() == Some(&text) {
            return Ok(());
        }
        world::write_for_good(world, &path, text.as_bytes())
    }
}
