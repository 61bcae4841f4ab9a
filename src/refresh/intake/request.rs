//! What is imported, and what became of it.

use crate::observation::check::Check;
use crate::store::vintage::Taken;
use jiff::civil::Date;
use std::path::PathBuf;

/// The name of the finding that a file is none of this catalogue.
pub(crate) const NOT_FOLLOWED: &str = "not-followed";

/// What to take in, and what the files do not say themselves.
pub(crate) struct ImportOrder<'a> {
    pub(crate) paths: &'a [PathBuf],
    pub(crate) release: Option<&'a str>,
    pub(crate) published: Option<Date>,
    /// A file that cannot be placed is passed over, and does not stop the others.
    pub(crate) lenient: bool,
    /// A release that holds less than the one before it is used all the same.
    pub(crate) accepts_losses: bool,
}

/// What became of every file that was named.
#[derive(Default)]
pub(crate) struct ImportReport {
    /// One entry a release; two where some of its files were set aside.
    pub(crate) taken: Vec<Taken>,
    /// What an earlier run left behind, and how a release was told.
    pub(crate) notes: Vec<String>,
    /// Files passed over.
    pub(crate) checks: Vec<Check>,
}

impl ImportReport {
    /// 0 where nothing is new, 10 where something was taken in, 11 where something was set aside.
    pub(crate) fn exit_code(&self) -> u8 {
        let new = self.taken.iter().filter(|taken| taken.is_new());
        new.map(|taken| if taken.vintage().is_good() { 10 } else { 11 })
            .max()
            .unwrap_or(0)
    }
}
