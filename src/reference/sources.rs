//! Publications and the release files that figures are read from.

use crate::observation::provenance::Source;
use jiff::civil::Date;
use serde::Deserialize;

/// The publication that repeats the figures of others.
pub(crate) const COMPILATION: &str = "local-authority-interactive-tool";

/// A statistical publication.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Publication {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    /// Its address on Explore Education Statistics, where it has one.
    pub(crate) slug: Option<String>,
    /// The month it usually comes out, where it has one.
    #[serde(default)]
    pub(crate) month: Option<u8>,
    /// The publication whose newer releases take its place: nothing of it is waited for.
    #[serde(default)]
    pub(crate) goes_on_as: Option<String>,
}

/// A release file that this project knows by name and digest.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ReleaseFile {
    pub(crate) name: String,
    pub(crate) publication: String,
    pub(crate) release: String,
    pub(crate) sha256: String,
    pub(crate) published: Option<String>,
    /// Whether the extract reads it for the categories of breakdowns, and for indicators that no other file holds.
    #[serde(default)]
    for_breakdowns: bool,
}

impl ReleaseFile {
    /// The day it came out; the first of its month where only the month is known.
    fn day(&self) -> Option<Date> {
        let day = self.published.as_ref().and_then(|day| day.parse().ok());
        day.or_else(|| first_of(&self.release))
    }
}

/// The first day of the month that a release is named after, such as "November 2025".
pub(crate) fn first_of(release: &str) -> Option<Date> {
    Date::strptime("%d %B %Y", format!("1 {release}")).ok()
}

/// Every publication and known file.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Sources {
    #[serde(rename = "publication")]
    publications: Vec<Publication>,
    #[serde(rename = "file")]
    files: Vec<ReleaseFile>,
}

impl Sources {
    pub(crate) fn parse(text: &str) -> Result<Sources, toml::de::Error> {
        toml::from_str(text)
    }

    pub(crate) fn publication(&self, key: &str) -> Option<&Publication> {
        self.publications.iter().find(|p| p.key == key)
    }

    pub(crate) fn publications(&self) -> impl Iterator<Item = &Publication> {
        self.publications.iter()
    }

    /// Releases of a publication's known files, each with the day it came out.
    pub(crate) fn files_of(&self, key: &str) -> impl Iterator<Item = (Option<Date>, &str)> {
        self.files
            .iter()
            .filter(move |file| file.publication == key)
            .map(|file| (file.day(), file.release.as_str()))
    }

    /// The known file with this digest.
    pub(crate) fn file_by_digest(&self, sha256: &str) -> Option<&ReleaseFile> {
        self.files.iter().find(|f| f.sha256 == sha256)
    }

    /// Whether the extract reads the file at a place of the list for breakdowns alone.
    pub(crate) fn is_for_breakdowns(&self, position: usize) -> bool {
        let file = self.files.get(position);
        file.is_some_and(|file| file.for_breakdowns)
    }

    /// Where the known file with this digest stands in the list.
    pub(crate) fn position(&self, sha256: &str) -> Option<usize> {
        self.files.iter().position(|file| file.sha256 == sha256)
    }

    pub(crate) fn file_named(&self, name: &str) -> Option<&ReleaseFile> {
        self.files.iter().find(|f| f.name == name)
    }

    /// The day a file was published, where we know the file; the first of its month where only the month is known.
    pub(crate) fn published(&self, sha256: &str) -> Option<Date> {
        self.file_by_digest(sha256)?.day()
    }

    /// The publication with this title.
    pub(crate) fn titled(&self, title: &str) -> Option<&Publication> {
        self.publications.iter().find(|p| p.title == title)
    }

    /// Everything a source line needs about a file that was read. A file we do not know by digest keeps its publication,
    /// but claims no release.
    pub(crate) fn describe(&self, file: &str, sha256: &str, publication: &str) -> Source {
        let known = self.file_by_digest(sha256);
        let key = known.map_or(publication, |f| f.publication.as_str());
        let publication = self.publication(key);
        Source {
            file: file.to_owned(),
            publisher: publication.map(|p| p.publisher.clone()).unwrap_or_default(),
            publication: publication.map(|p| p.title.clone()).unwrap_or_default(),
            release: known.map(|f| f.release.clone()).unwrap_or_default(),
            sha256: sha256.to_owned(),
            published: self.published(sha256),
            ..Source::default()
        }
    }
}
