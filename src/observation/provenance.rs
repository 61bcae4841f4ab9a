//! Where a figure comes from: which file of which release, and which row of it.

/// A published file as it was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Source {
    /// File name without folders.
    pub(crate) file: String,
    pub(crate) publisher: String,
    pub(crate) publication: String,
    /// The release, such as "November 2025"; empty when the file is not in our list of releases.
    pub(crate) release: String,
    pub(crate) sha256: String,
    /// The day it was published, where that is known.
    pub(crate) published: Option<jiff::civil::Date>,
    /// The vintage it was read from; empty for a file and for the figures in the program.
    pub(crate) vintage: String,
    /// Local and unpublished: shown as such, never ranked with national figures.
    pub(crate) local: bool,
    /// It holds counts of 1 to 5 that were let through: whatever shows it must say so.
    pub(crate) small_counts: bool,
}

/// What an output says that shows local counts of 1 to 5.
pub(crate) const NOT_FOR_PUBLICATION: &str = "contains counts of 1 to 5: not for publication";

impl Source {
    /// Publisher, publication and release, as a source line names them.
    pub(crate) fn credit(&self) -> String {
        if self.local {
            let warning = if self.small_counts {
                format!("; {NOT_FOR_PUBLICATION}")
            } else {
                String::new()
            };
            return format!("{} (local, unvalidated{warning})", self.file);
        }
        let mut credit = if self.publication.is_empty() {
            self.file.clone()
        } else {
            self.publication.clone()
        };
        if !self.publisher.is_empty() {
            credit = format!("{}, {credit}", self.publisher);
        }
        if !self.release.is_empty() {
            credit = format!("{credit}, {} release", self.release);
        }
        credit
    }
}

/// The row a figure was read from. `file` counts into the sources of the observations; rows count as a text editor does,
/// the header being row 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) file: u16,
    pub(crate) row: u32,
}
