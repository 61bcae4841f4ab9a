//! Paths as text: as files for programs keep them, and as shells pass them on.

use std::path::{MAIN_SEPARATOR, Path};

/// The path with forward slashes, which every system reads: a manifest that was written on Windows is read elsewhere too, and two
/// manifests of the same paper are the same.
pub(crate) fn slashed(path: &Path) -> String {
    with_slashes(&path.display().to_string(), MAIN_SEPARATOR)
}

/// Where the separator is a slash, a backslash is a letter of a name. Windows takes what begins with `\\?\` to the letter.
fn with_slashes(path: &str, separator: char) -> String {
    if separator == '/' || path.starts_with(r"\\?\") {
        path.to_owned()
    } else {
        path.replace(separator, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_windows_is_kept_with_slashes() {
        for (path, separator, kept) in [
            (r"papers\2025\plan.csv", '\\', "papers/2025/plan.csv"),
            (r"C:\Users\Zoë\plan.csv", '\\', "C:/Users/Zoë/plan.csv"),
            (r"\\server\share\a b", '\\', "//server/share/a b"),
            (r"\\?\C:\long\plan.csv", '\\', r"\\?\C:\long\plan.csv"),
            (r"a\b/c", '/', r"a\b/c"),
        ] {
            assert_eq!(with_slashes(path, separator), kept);
        }
    }
}
