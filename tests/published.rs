//! The published files. They lie in a folder beside the checkout, are read there and never copied into it. Where they are absent, a test
//! that needs them says that it is skipped.

use std::io::Write;
use std::path::PathBuf;

/// A published file or folder by its path under `shared`; where it is absent, prints that `test` is skipped and gives `None`.
pub(crate) fn published(test: &str, path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(path);
    if found.exists() {
        return found.canonicalize().ok();
    }
    // Written to the stream itself: the test harness hides what a passing test prints with a macro.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: {test}, because ../shared/{path} is not there"
    );
    None
}

/// A path as an argument of the program.
pub(crate) fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("UTF-8")
}
