//! What a publication offers that we do not have, and what was fetched of it: the same whichever way it came.

use super::client::Tag;
use super::routes::{Wanted, Way};
use super::state::Release;
use std::collections::BTreeMap;

/// What looking at a publication found.
pub(crate) enum Looked<'a> {
    /// The release that was seen before.
    Same {
        next: Option<String>,
        /// Of a way that lists data sets, when the newest of all came out.
        newest: Option<String>,
        notes: Vec<String>,
    },
    New(Box<Offer<'a>>),
}

/// A release that is new, corrected, or that was never taken in.
#[derive(Debug)]
pub(crate) struct Offer<'a> {
    pub(crate) way: Way,
    pub(crate) release: Release,
    pub(crate) api_id: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) newest: Option<String>,
    /// The data sets that are followed, by the file's name.
    pub(crate) sets: BTreeMap<String, String>,
    pub(crate) parts: Vec<Part<'a>>,
    /// Files that the release should have, and that this way does not have.
    pub(crate) lacking: Vec<String>,
    /// Where files that no title tells can be found by name.
    pub(crate) zip: Option<String>,
    /// Where the release is, for the store.
    pub(crate) from: String,
    /// What a person should know of it.
    pub(crate) notes: Vec<String>,
}

/// A file of an offer.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) wanted: &'a Wanted,
    /// None where only the zip has it.
    pub(crate) url: Option<String>,
    /// What the service calls this very file, for the record.
    pub(crate) id: String,
}

/// What was fetched of an offer.
#[derive(Default, Debug)]
pub(crate) struct Fetched {
    /// Names as the catalogue knows them, and bytes.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    pub(crate) tags: BTreeMap<String, Tag>,
    /// Files that the release should have and does not.
    pub(crate) missing: Vec<String>,
}

/// The day out of a date with a time, as every service writes it.
pub(crate) fn day(text: &str) -> &str {
    text.split('T').next().unwrap_or(text)
}
