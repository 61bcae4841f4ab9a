//! A vintage: the files of one release as they were published, with what was read from them.

use crate::world::plain_name::PlainName;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The publication of a file nobody knows.
pub(crate) const UNKNOWN: &str = "unknown";

/// One immutable vintage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Vintage {
    /// Key of the publication in `data/sources.toml`; `unknown` for a quarantined file that nobody knows.
    pub(crate) publication: PlainName,
    /// Day of publication and the start of the files' digest: `2025-11-27--8228ce8c`.
    pub(crate) id: PlainName,
    /// Such as "November 2025"; empty where nobody said.
    pub(crate) release: String,
    pub(crate) published: Option<Date>,
    /// By this machine's clock, but after every other vintage of the same publication and day.
    pub(crate) retrieved: Option<Timestamp>,
    /// An address, or the path of the file that was imported.
    pub(crate) from: String,
    pub(crate) files: Vec<StoredFile>,
    pub(crate) state: State,
    /// Ids of the indicators that have figures in it, sorted.
    pub(crate) indicators: Vec<String>,
    pub(crate) figures: usize,
    /// For an indicator a digest of which cells it has ([`super::superseded`]); none in vintages of the first programs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) cells: BTreeMap<String, String>,
    /// What screening found, as `yardstick check` says it; the first few of each kind.
    pub(crate) checks: Vec<String>,
    /// The program and the edition of the catalogue it was read by: another one reads the originals again.
    pub(crate) read_by: String,
}

/// An original file, kept compressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) name: PlainName,
    /// Of the original bytes.
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
    /// Records without the header; none where the file could not be read.
    pub(crate) rows: Option<u64>,
}

/// Whether its figures are used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    Good,
    /// Set aside, with the reasons.
    Quarantined(Vec<String>),
}

impl Vintage {
    pub(crate) fn is_good(&self) -> bool {
        self.state == State::Good
    }

    /// Why it is set aside; empty where it is not.
    pub(crate) fn reasons(&self) -> &[String] {
        match &self.state {
            State::Good => &[],
            State::Quarantined(reasons) => reasons,
        }
    }

    /// The day from which it is used: that of its publication, or the first of the month that its release is named after.
    pub(crate) fn day(&self) -> Option<Date> {
        self.published
            .or_else(|| crate::reference::sources::first_of(&self.release))
    }

    /// Whether it holds a file of these bytes.
    pub(crate) fn holds(&self, sha256: &str) -> bool {
        self.files.iter().any(|file| file.sha256 == sha256)
    }

    /// The file with this name.
    pub(crate) fn file(&self, name: &str) -> Option<&StoredFile> {
        self.files.iter().find(|file| file.name == *name)
    }

    /// Whether the name of one of its files starts with this.
    pub(super) fn has_file_named(&self, start: &str) -> bool {
        self.files.iter().any(|file| file.name.starts_with(start))
    }

    /// Whether a person means this vintage: by its id, the start of its id, or its release.
    pub(crate) fn answers_to(&self, name: &str) -> bool {
        self.id == *name
            || (name.len() >= 4 && self.id.starts_with(name))
            || self.release.eq_ignore_ascii_case(name)
    }
}

/// The files of one release, before they are kept.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    /// Key of the publication; empty where nobody knows.
    pub(crate) publication: String,
    pub(crate) release: String,
    pub(crate) published: Option<Date>,
    pub(crate) retrieved: Option<Timestamp>,
    pub(crate) from: String,
    /// Name and bytes as published; a gzipped file is unpacked by the store.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Found before screening: a download cut short, a page in place of a file, a file that earlier releases had.
    pub(crate) reasons: Vec<Reason>,
    /// It is used even where it holds less than the release before: somebody has looked.
    pub(crate) accepts_losses: bool,
}

/// Why a file is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The file concerned. One that did not come with the release sets nothing aside: it is noted with the release.
    pub(crate) file: String,
    pub(crate) what: String,
}

/// How many reasons are given for one file.
const TOLD: usize = 12;

impl Reason {
    pub(crate) fn of(file: &str, what: impl Into<String>) -> Reason {
        Reason {
            file: file.to_owned(),
            what: what.into(),
        }
    }

    /// What is wrong with one file: the first few reasons, and how many more there are.
    pub(crate) fn several(file: &str, told: BTreeSet<String>) -> Vec<Reason> {
        let more = told.len().saturating_sub(TOLD);
        let mut reasons: Vec<Reason> = told
            .into_iter()
            .take(TOLD)
            .map(|what| Reason::of(file, what))
            .collect();
        if more > 0 {
            reasons.push(Reason::of(file, format!("and {more} more of this kind")));
        }
        reasons
    }

    /// In one line.
    pub(crate) fn line(&self) -> String {
        format!("{}: {}", self.file, self.what)
    }
}

/// A vintage that a release became. There are two where some of its files are used and others are set aside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Taken {
    /// It was added; its state says whether it is used.
    New(Vintage),
    /// Every byte of it was there.
    Known(Vintage),
}

impl Taken {
    pub(crate) fn vintage(&self) -> &Vintage {
        let (Taken::New(vintage) | Taken::Known(vintage)) = self;
        vintage
    }

    pub(crate) fn is_new(&self) -> bool {
        matches!(self, Taken::New(_))
    }

    /// What became of it, in a few words.
    pub(crate) fn result(&self) -> &'static str {
        match (self.is_new(), self.vintage().is_good()) {
            (true, true) => "taken in",
            (true, false) => "quarantined",
            (false, true) => "known",
            (false, false) => "known, quarantined",
        }
    }
}
