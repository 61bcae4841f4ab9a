//! The real published files. They lie beside the project, are read where they are and never copied into it; where they are
//! absent, a test that needs them says that it is skipped.

use std::io::Write;
use std::path::PathBuf;

/// A published file or folder by its path under `shared`, or `None` after saying that `test` is skipped.
pub(crate) fn published(test: &str, path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(path);
    if found.exists() {
        return found.canonicalize().ok();
    }
    // Straight to the stream: the harness hides what a passing test prints with a macro.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: {test}, because ../shared/{path} is not there"
    );
    None
}

/// A path as the program is given it.
pub(crate) fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("UTF-8")
}
