//! What a service offers that is not in the store, and the files that were fetched of it: the same for each channel.

use super::file_tag::FileTag;
use super::routes::{Channel, FilePattern};
use super::state::{SeenPublication, SeenRelease};
use std::collections::BTreeMap;

/// What a look at a publication found.
pub(crate) enum Availability<'a> {
    Unchanged(Unchanged),
    New(Box<ReleaseOffer<'a>>),
}

/// The newest release is the one that was seen before.
#[derive(Default)]
pub(crate) struct Unchanged {
    /// When the next release is due, as the service says: a year, a month or a day.
    pub(crate) next: Option<String>,
    /// When the publication's newest data set came out, where the channel lists data sets.
    pub(crate) newest: Option<String>,
    /// What the user should know.
    pub(crate) notes: Vec<String>,
}

impl Unchanged {
    pub(super) fn with_notes(notes: Vec<String>) -> Unchanged {
        Unchanged {
            notes,
            ..Unchanged::default()
        }
    }
}

/// A release that is new or corrected, or that was never taken in.
#[derive(Debug)]
pub(crate) struct ReleaseOffer<'a> {
    pub(crate) channel: Channel,
    pub(crate) release: SeenRelease,
    /// The publication's id in the public API.
    pub(crate) api_id: Option<String>,
    /// As in [`Unchanged`].
    pub(crate) next: Option<String>,
    /// As in [`Unchanged`].
    pub(crate) newest: Option<String>,
    /// Ids of the data sets that are followed, by the file's name.
    pub(crate) sets: BTreeMap<String, String>,
    pub(crate) files: Vec<OfferedFile<'a>>,
    /// Names of files that the release should have and this channel does not have.
    pub(crate) lacking: Vec<String>,
    /// The address of a zip in which files without an address of their own can be found by name.
    pub(crate) zip: Option<String>,
    /// The address of the release, for the store's record.
    pub(crate) from: String,
    /// What the user should know.
    pub(crate) notes: Vec<String>,
}

impl<'a> ReleaseOffer<'a> {
    pub(super) fn new(
        channel: Channel,
        release: SeenRelease,
        from: String,
        files: Vec<OfferedFile<'a>>,
    ) -> ReleaseOffer<'a> {
        ReleaseOffer {
            channel,
            release,
            api_id: None,
            next: None,
            newest: None,
            sets: BTreeMap::new(),
            files,
            lacking: Vec::new(),
            zip: None,
            from,
            notes: Vec::new(),
        }
    }
}

impl ReleaseOffer<'_> {
    /// What is remembered of the publication once the offer was taken.
    pub(crate) fn into_seen(self) -> SeenPublication {
        SeenPublication {
            release: self.release,
            channel: self.channel,
            api_id: self.api_id,
            newest: self.newest,
            sets: self.sets,
            missing: self.lacking,
            next: self.next,
            ..SeenPublication::default()
        }
    }
}

/// A file of an offer.
#[derive(Debug)]
pub(crate) struct OfferedFile<'a> {
    pub(crate) pattern: &'a FilePattern,
    /// None where only the zip has the file.
    pub(crate) url: Option<String>,
    /// The service's id of this version of the file, for the record; empty where the zip has it.
    pub(crate) id: String,
    /// Bytes that it has, where the service publishes that apart from the file itself.
    pub(crate) length: Option<usize>,
}

/// The files that were fetched of an offer.
#[derive(Default, Debug)]
pub(crate) struct FetchedFiles {
    /// Names by which the catalogue knows them, and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// By the name of the file's pattern.
    pub(crate) tags: BTreeMap<String, FileTag>,
    /// Names of files that the release should have and does not have.
    pub(crate) missing: Vec<String>,
}

impl FetchedFiles {
    pub(super) fn add(&mut self, pattern: &FilePattern, bytes: Vec<u8>, tag: FileTag) {
        self.files
            .push((pattern.kept_name(tag.name.as_deref()), bytes));
        self.tags.insert(pattern.name.clone(), tag);
    }
}
