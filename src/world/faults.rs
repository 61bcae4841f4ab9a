//! What the machine says of a file that cannot be read or written, in words, with what to do about it.

use crate::error::Error;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Windows: another program has the file open and shares it with nobody, or has locked a part of it.
const HELD_ON_WINDOWS: [i32; 2] = [32, 33];
/// Windows: access is refused, which a scanner that looks into a new file causes too.
const REFUSED_ON_WINDOWS: i32 = 5;

/// Whether another program has the file open.
fn is_held(fault: &io::Error) -> bool {
    fault.kind() == ErrorKind::ExecutableFileBusy
        || cfg!(windows) && is_held_on_windows(fault.raw_os_error())
}

fn is_held_on_windows(code: Option<i32>) -> bool {
    code.is_some_and(|code| HELD_ON_WINDOWS.contains(&code))
}

/// Whether the fault may be gone in a moment: a scanner, an indexer or a backup looks into the file.
pub(super) fn may_pass(fault: &io::Error) -> bool {
    is_held(fault) || cfg!(windows) && may_pass_on_windows(fault.raw_os_error())
}

fn may_pass_on_windows(code: Option<i32>) -> bool {
    is_held_on_windows(code) || code == Some(REFUSED_ON_WINDOWS)
}

/// The fault in words; as the system says it, with its number, where the program has no word for it.
fn in_words(fault: &io::Error) -> String {
    if is_held(fault) {
        return "another program has it open".to_owned();
    }
    let words = match fault.kind() {
        ErrorKind::NotFound => "its folder is not there",
        ErrorKind::PermissionDenied => "access is refused",
        ErrorKind::StorageFull => "the drive is full",
        ErrorKind::QuotaExceeded => "your share of the drive is full",
        ErrorKind::FileTooLarge => "the file is larger than the drive allows",
        ErrorKind::ReadOnlyFilesystem => "the drive is read-only",
        ErrorKind::IsADirectory => "a folder of that name lies there",
        ErrorKind::NotADirectory => "a file lies where its path names a folder",
        ErrorKind::InvalidFilename => {
            "the name is too long or has a character that no file may have"
        }
        ErrorKind::AlreadyExists => "something of that name lies there",
        ErrorKind::UnexpectedEof => "it ends too early",
        _ => return without_path(&fault.to_string()).to_owned(),
    };
    words.to_owned()
}

/// What a library says of a fault, without the temporary name that it works under and that nobody knows.
fn without_path(told: &str) -> &str {
    told.split_once(" at path \"")
        .map_or(told, |(words, _)| words)
}

/// Says what is wrong with an input file and what to do about it.
pub(crate) fn unreadable(path: &Path, fault: &io::Error) -> Error {
    let (what, hint) = match fault.kind() {
        _ if is_held(fault) => (
            "another program has the file open, and shares it with nobody",
            "close it in Excel or Word and run again, or copy it and name the copy",
        ),
        ErrorKind::NotFound => (
            "the file is not there",
            "check the path; a file on a shared drive may have been moved",
        ),
        ErrorKind::PermissionDenied => (
            "the file may not be read",
            "ask for read access, or copy it to a folder of your own",
        ),
        ErrorKind::IsADirectory => ("this is a folder, not a file", "name a file in it"),
        ErrorKind::NotADirectory => (
            "a file lies where its path names a folder",
            "check the path, or choose another folder",
        ),
        ErrorKind::InvalidFilename => (
            "the name is too long, or has a character that no file may have",
            "check the path",
        ),
        _ => {
            let what = format!(
                "the file could not be read to its end ({})",
                in_words(fault)
            );
            return Error::unreadable(path.display().to_string(), what)
                .hint("fetch it again and check its size");
        }
    };
    Error::unreadable(path.display().to_string(), what).hint(hint)
}

/// Says why an output could not be written and what to do about it.
pub(crate) fn unwritten(path: &Path, fault: &io::Error) -> Error {
    let hint = if is_held(fault) {
        "close it in Word or Excel, or whatever shows it, and run again; earlier outputs are as they were"
    } else {
        match fault.kind() {
            ErrorKind::PermissionDenied => {
                "choose a folder you may write to with --out; if the file is protected, or open in Excel or Word, change that first"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                "free some space on the drive and run again; earlier outputs are as they were"
            }
            ErrorKind::InvalidFilename => "choose a shorter, plainer name",
            _ => "check that the folder exists and is writable; earlier outputs are as they were",
        }
    };
    let what = format!("the output could not be written: {}", in_words(fault));
    Error::unwritten(path.display().to_string(), what).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_windows_that_a_moment_may_mend() {
        for (code, held, passes) in [
            (5, false, true),
            (32, true, true),
            (33, true, true),
            (2, false, false),
            (112, false, false),
            (206, false, false),
        ] {
            assert_eq!(is_held_on_windows(Some(code)), held, "{code}");
            assert_eq!(may_pass_on_windows(Some(code)), passes, "{code}");
        }
        assert!(!may_pass_on_windows(None));
    }

    #[test]
    fn no_message_has_a_temporary_name_or_doubled_backslashes() {
        let of_library = r#"strange (os error 99) at path "C:\\Users\\z\\.yardstick-a1.part""#;
        let fault = io::Error::other(of_library);
        for told in [unreadable, unwritten].map(|tell| tell(Path::new(r"C:\x\a.csv"), &fault)) {
            let told = told.to_string();
            assert!(
                told.contains("os error 99") && told.contains(r"C:\x\a.csv"),
                "{told}"
            );
            assert!(!told.contains(".part") && !told.contains(r"\\"), "{told}");
        }
    }

    #[test]
    fn what_a_person_can_mend_is_told_without_a_number_of_the_system() {
        let kinds = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::InvalidFilename,
            ErrorKind::AlreadyExists,
            ErrorKind::ExecutableFileBusy,
        ];
        for kind in kinds {
            let fault = io::Error::new(kind, "machine words (os error 99)");
            for told in [unreadable, unwritten].map(|tell| tell(Path::new("a b.csv"), &fault)) {
                assert!(!told.to_string().contains("os error"), "{told}");
                assert!(!told.way_out().is_empty(), "{told}");
            }
        }
        // What the program has no word for keeps the system's, with the number to look for.
        let strange = io::Error::other("machine words (os error 99)");
        assert!(
            unreadable(Path::new("a"), &strange)
                .to_string()
                .contains("os error 99")
        );
    }
}
