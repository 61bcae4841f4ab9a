//! What the person at the machine has of their own: folders that the system knows by name, and programs that show a folder or a page.

use std::io;
use std::path::{Path, PathBuf};

/// The folders of a person, and what shows them.
pub(crate) trait Desktop {
    /// The folder of the person who runs the program; `None` where the machine does not say.
    fn home(&self) -> Option<PathBuf>;
    /// Documents, wherever the system keeps it; `None` where there is no such folder.
    fn documents(&self) -> Option<PathBuf>;
    /// The folder in which this program's settings for every folder may stand.
    fn configuration(&self) -> Option<PathBuf>;
    /// Whether a file belongs neither to the owner of a folder nor to the administrator of the machine. Where the system does not say
    /// whose a file is, it is nobody else's.
    fn is_strangers(&self, file: &Path, folder: &Path) -> bool;
    /// Works in a folder from now on, making it where it is not there: relative paths begin there.
    ///
    /// # Errors
    /// It cannot be made or entered.
    fn enter(&self, folder: &Path) -> io::Result<()>;
    /// Whether a program is found by its bare name, as it is typed.
    fn is_on_path(&self, program: &Path) -> bool;
    /// Shows a folder or a page by the machine's own program for it.
    ///
    /// # Errors
    /// There is no such program, or it says that it could not.
    fn show(&self, path: &Path) -> io::Result<()>;
}
