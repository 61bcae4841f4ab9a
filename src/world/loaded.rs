//! Files that are in memory already, such as those fetched or taken out of a zip: the readers read them as if they lay in a folder.

use super::desktop::Desktop;
use super::net::Network;
use super::storage::Storage;
use super::{RecordedInput, Scratch, Sink, World};
use crate::error::Result;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A world that has these files and no others; all else is asked of the world around it.
pub(crate) struct LoadedFiles<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl World for LoadedFiles<'_> {
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

    fn scratch(&self, folder: &Path) -> io::Result<Box<dyn Scratch>> {
        self.world.scratch(folder)
    }

    fn pdf(&self, docx: &[u8]) -> Result<Option<Vec<u8>>> {
        self.world.pdf(docx)
    }

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

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    /// These files were recorded when they were read from the disk.
    fn record(&self, _: RecordedInput) {}

    fn inputs(&self) -> Vec<RecordedInput> {
        self.world.inputs()
    }

    fn forget_inputs(&self) {}

    fn storage(&self) -> &dyn Storage {
        self.world.storage()
    }

    fn desktop(&self) -> &dyn Desktop {
        self.world.desktop()
    }

    fn net(&self) -> &dyn Network {
        self.world.net()
    }
}
