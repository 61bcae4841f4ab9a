//! `store`: what is kept, whether it is as it was written, what to let go, and a copy of all of it.

use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::refresh::intake;
use crate::store::Store;
use crate::store::maintenance::{Pruning, StoreFault};
use crate::store::vintage::Vintage;
use crate::world::packing::part_options;
use crate::world::{self, World};
use std::io::{Cursor, Write};
use std::path::Path;

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

/// Whether what is kept is as it was written.
pub(crate) struct StoreCheck {
    /// How many were looked at.
    pub(crate) vintages: usize,
    pub(crate) faults: Vec<StoreFault>,
}

/// Compares every file of a store with its digest.
///
/// # Errors
/// There is no store; it cannot be read.
pub(crate) fn check(world: &dyn World, root: &Path) -> Result<StoreCheck> {
    let (vintages, faults) = open(world, root)?.verify()?;
    Ok(StoreCheck { vintages, faults })
}

/// What came of looking again at everything in quarantine.
pub(crate) struct Rescreened {
    pub(crate) report: intake::ImportReport,
    /// Vintages taken in out of quarantine.
    pub(crate) released: usize,
    /// Vintages that an older catalogue had read, and this one read again.
    pub(crate) read_again: usize,
}

/// Looks again at everything that lies in quarantine, and keeps what an older catalogue read as this one reads it.
///
/// # Errors
/// The store cannot be read or written.
pub(crate) fn rescreen(
    world: &dyn World,
    reference: &Reference,
    root: &Path,
) -> Result<Rescreened> {
    let mut store = open(world, root)?;
    let (report, read_again) = intake::rescreen(world, reference, &mut store)?;
    let released = report
        .taken
        .iter()
        .filter(|taken| taken.is_new() && taken.vintage().is_good())
        .count();
    Ok(Rescreened {
        report,
        released,
        read_again,
    })
}

/// Which vintages to let go.
pub(crate) struct PruneOrder<'a> {
    pub(crate) store: &'a Path,
    pub(crate) vintages: Pruning,
    /// Only say which.
    pub(crate) dry_run: bool,
}

/// Lets go of vintages, and answers with those.
///
/// # Errors
/// The store cannot be written.
pub(crate) fn prune(world: &dyn World, order: &PruneOrder<'_>) -> Result<Vec<Vintage>> {
    let mut store = open(world, order.store)?;
    if order.dry_run {
        return store.prunable(order.vintages);
    }
    let writing = store.write()?;
    let gone = store.prunable(order.vintages)?;
    gone.iter()
        .try_for_each(|vintage| store.let_go(&writing, vintage))?;
    Ok(gone)
}

/// A copy of a store.
pub(crate) struct ExportOrder<'a> {
    pub(crate) store: &'a Path,
    /// A folder, or a file that ends in .zip.
    pub(crate) to: &'a Path,
}

/// Copies everything into a folder, or into a zip by the ending of its name. Answers with the number of files.
///
/// # Errors
/// A file of the store cannot be read; the copy cannot be written.
pub(crate) fn export(world: &dyn World, order: &ExportOrder<'_>) -> Result<usize> {
    let ExportOrder { store: root, to } = *order;
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
    let options = part_options().compression_method(zip::CompressionMethod::Stored);
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
