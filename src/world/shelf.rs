//! Files that are in memory already, lent to the readers as if they lay in a folder: what was fetched or taken out of a zip is
//! read by the same doors as what lies on the disk.

use super::keep::Keep;
use super::net::Network;
use super::{Seen, Sink, World};
use crate::error::Result;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A world that has these files and no others; for all else it asks the world it stands in.
pub(crate) struct Shelf<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl World for Shelf<'_> {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let bytes = self
            .files
            .get(path)
            .cloned()
            .ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes)))
    }

    fn list(&self, _: &Path) -> io::Result<Option<Vec<PathBuf>>> {
        Ok(None)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        self.world.create(path)
    }

    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>> {
        self.world.pdf(docx)
    }

    /// What lies here was remembered when it was read from the disk.
    fn has_office(&self) -> bool {
        self.world.has_office()
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.world.variable(name)
    }

    fn here(&self) -> PathBuf {
        self.world.here()
    }

    fn program(&self) -> PathBuf {
        self.world.program()
    }

    fn remember(&self, _: Seen) {}

    fn seen(&self) -> Vec<Seen> {
        self.world.seen()
    }

    fn forget(&self) {}

    fn keep(&self) -> &dyn Keep {
        self.world.keep()
    }

    fn net(&self) -> &dyn Network {
        self.world.net()
    }
}
