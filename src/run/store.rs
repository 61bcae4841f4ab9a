//! `store`: what is kept, whether it is as it was written, what to let go, and a copy of all of it.

use crate::error::{Error, Result};
use crate::store::Store;
use crate::store::maintenance::Pruning;
use crate::store::vintage::Vintage;
use crate::world::{self, World};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Opens a store that must be there.
///
/// # Errors
/// Nothing was ever kept there; as [`Store::open`].
pub(crate) fn open<'w>(world: &'w dyn World, root: &Path) -> Result<Store<'w>> {
    let store = Store::open(world, root)?;
    if store.is_there() {
        return Ok(store);
    }
    Err(Error::nothing("there is no store in this folder yet")
        .in_file(root.display().to_string())
        .hint("“yardstick import FOLDER” makes it; or name another with --store DIR"))
}

/// Lets go of vintages; only says which where `dry`.
///
/// # Errors
/// The store cannot be written.
pub(crate) fn prune(
    world: &dyn World,
    root: &Path,
    asked: Pruning,
    dry: bool,
) -> Result<Vec<Vintage>> {
    let mut store = open(world, root)?;
    if dry {
        return store.prunable(asked);
    }
    let writing = store.write()?;
    let gone = store.prunable(asked)?;
    gone.iter()
        .try_for_each(|vintage| store.let_go(&writing, vintage))?;
    Ok(gone)
}

/// Copies everything into a folder, or into a zip by the ending of its name. Answers with the number of files.
///
/// # Errors
/// A file of the store cannot be read; the copy cannot be written.
pub(crate) fn export(world: &dyn World, root: &Path, to: &Path) -> Result<usize> {
    let store = open(world, root)?;
    if to.starts_with(root) {
        return Err(
            Error::usage("a copy cannot lie inside the store that it is of")
                .hint("name another folder or file"),
        );
    }
    let all = store.everything()?;
    let count = all.len();
    if to
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
    {
        let packed = packed(&all)
            .map_err(|fault| Error::unwritten(to.display().to_string(), fault.to_string()))?;
        world::write_all(world, &[(to.to_owned(), packed)])?;
    } else {
        let files: Vec<_> = all
            .into_iter()
            .map(|(path, bytes)| (to.join(path), bytes))
            .collect();
        world::write_all(world, &files)?;
    }
    Ok(count)
}

/// Nothing is packed again: originals and Parquet are packed already. No hour inside, so that the same store gives the same zip.
fn packed(files: &[(std::path::PathBuf, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let name: Vec<String> = path
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        archive.start_file(name.join("/"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
