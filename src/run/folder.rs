//! A set of files under a folder.

use crate::error::Result;
use crate::inputs::Messages;
use crate::world::{self, World};
use std::path::{Path, PathBuf};

/// Writes files under a folder, all or none, and reports how many.
///
/// # Errors
/// A file cannot be written.
pub(crate) fn write(
    world: &dyn World,
    folder: &Path,
    files: Vec<(PathBuf, Vec<u8>)>,
    messages: &dyn Messages,
) -> Result<()> {
    let files: Vec<(PathBuf, Vec<u8>)> = files
        .into_iter()
        .map(|(path, bytes)| (folder.join(path), bytes))
        .collect();
    world::write_all(world, &files)?;
    let has_contents = files.iter().any(|(path, _)| path.ends_with("index.html"));
    let begin = if has_contents {
        "; begin with index.html"
    } else {
        ""
    };
    messages.note(&format!(
        "{} files written to {}{begin}",
        files.len(),
        folder.display()
    ));
    Ok(())
}
