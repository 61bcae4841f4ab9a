//! The form of a store on the disk: its version, its page for readers, the names of what lies in it.

use crate::error::{Error, Result};
use crate::world::{self, World};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The form this program writes.
pub(crate) const FORM: u32 = 1;

pub(super) const MARK: &str = "store.toml";
pub(super) const READINGS: &str = "readings";
pub(super) const VINTAGES: &str = "vintages";
pub(super) const QUARANTINE: &str = "quarantine";
pub(super) const INCOMING: &str = ".incoming-";
pub(super) const REMOVING: &str = ".removing-";

pub(super) const FIGURES: &str = "figures.parquet";
/// Names that start with an underscore are passed over by Arrow's readers of partitioned data.
pub(crate) const VINTAGE: &str = "_vintage.json";
/// What a reading says of itself: figures that were read again from kept originals.
pub(crate) const READING: &str = "_reading.json";
pub(super) const SUMS: &str = "_SHA256SUMS";
pub(super) const ORIGINALS: &str = "_files";

#[derive(Serialize, Deserialize)]
struct StoreMark {
    form: u32,
}

pub(super) const PAGE_NAME: &str = "README.md";
const PAGE: &str = include_str!("README.md");

/// What a folder is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum StoreMarked {
    /// Nothing is there yet.
    Nothing,
    /// A store this program reads.
    Marked,
    /// Vintages without the mark of a store: it was lost, or is empty after a loss of power.
    Unmarked,
}

/// Whether a folder is a store this program reads.
///
/// # Errors
/// A store of another form, or a folder that holds something else.
pub(super) fn look(world: &dyn World, root: &Path) -> Result<StoreMarked> {
    let path = root.join(MARK);
    let text = world::read_own_text(world, &path)?
        .filter(|text| !text.trim_matches(['\0', ' ', '\r', '\n', '\t']).is_empty());
    let Some(text) = text else {
        let mut folders = Vec::new();
        for area in [VINTAGES, QUARANTINE] {
            let area = root.join(area);
            let inside = world.storage().folders(&area);
            folders.extend(inside.map_err(|fault| world::unreadable(&area, &fault))?);
        }
        if folders
            .iter()
            .any(|folder| is_named(folder, "publication="))
        {
            return Ok(StoreMarked::Unmarked);
        }
        let files = world
            .list(root)
            .map_err(|fault| world::unreadable(root, &fault))?
            .unwrap_or_default();
        let others = files.iter().any(|file| !is_begun(world, file));
        return if others {
            Err(no_store(root))
        } else {
            Ok(StoreMarked::Nothing)
        };
    };
    let mark: StoreMark = toml::from_str(&text).map_err(|fault| {
        Error::unreadable(
            path.display().to_string(),
            format!("this is not the mark of a store ({})", fault.message()),
        )
        .expected(format!("form = {FORM}"))
    })?;
    if mark.form == FORM {
        return Ok(StoreMarked::Marked);
    }
    let told = Error::unreadable(
        path.display().to_string(),
        format!("this store is of form {}", mark.form),
    )
    .expected(format!("form {FORM}, which this program reads and writes"));
    Err(if mark.form > FORM {
        told.hint("a newer yardstick made it: use that one, or another folder with --store")
    } else {
        told.hint("take its files into a new store: “yardstick import OLD-STORE --store NEW-STORE”; the old one stays as it is")
    })
}

/// What a process leaves behind that was killed before it wrote the mark: its lock, the page, what it was writing aside.
fn is_begun(world: &dyn World, file: &Path) -> bool {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.starts_with("lock")
        || (name == MARK && world::read_own_text(world, file).is_ok())
        || world::is_aside(&name)
        || (name == PAGE_NAME && is_own_page(world, file))
}

fn is_own_page(world: &dyn World, file: &Path) -> bool {
    let text = world::read_own_text(world, file).ok().flatten();
    text.is_some_and(|text| text.lines().next() == PAGE.lines().next())
}

fn no_store(root: &Path) -> Error {
    Error::unreadable(
        root.display().to_string(),
        "this folder holds other files and is no store",
    )
    .expected("an empty folder, a folder that is not there yet, or a store")
    .hint("name another folder with --store")
}

/// Makes an empty store.
///
/// # Errors
/// The folder cannot be written.
pub(super) fn make(world: &dyn World, root: &Path) -> Result<()> {
    let mark = toml::to_string(&StoreMark { form: FORM })
        .map_err(|fault| Error::unwritten(MARK, fault.to_string()))?;
    world::write_for_good(world, &root.join(PAGE_NAME), PAGE.as_bytes())?;
    world::write_for_good(world, &root.join(MARK), mark.as_bytes())
}

/// Whether the name of a file or folder starts with this.
pub(super) fn is_named(path: &Path, start: &str) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(start))
}
