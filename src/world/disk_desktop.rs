//! A person's own folders on the machine, and the programs that show them.

use super::desktop::Desktop;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The desktop of whoever runs the program.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DiskDesktop;

/// Set to anything, nothing is opened: for tests, and for machines that are only looked at from afar.
const SHOWS_NOTHING: &str = "YARDSTICK_NO_OPEN";
/// How long a program that opens something may take to say that it cannot. Some stay as long as what they opened.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

impl Desktop for DiskDesktop {
    fn home(&self) -> Option<PathBuf> {
        std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
    }

    fn documents(&self) -> Option<PathBuf> {
        let named = named_documents();
        let usual = || self.home().map(|home| home.join("Documents"));
        named.or_else(usual).filter(|folder| folder.is_dir())
    }

    fn configuration(&self) -> Option<PathBuf> {
        let base = if cfg!(windows) {
            variable("APPDATA")
        } else if cfg!(target_os = "macos") {
            let home = self.home();
            home.map(|home| home.join("Library").join("Application Support"))
        } else {
            variable("XDG_CONFIG_HOME").or_else(|| self.home().map(|home| home.join(".config")))
        };
        base.map(|base| base.join("yardstick"))
    }

    fn is_strangers(&self, file: &Path, folder: &Path) -> bool {
        is_strangers(file, folder)
    }

    fn enter(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        std::env::set_current_dir(folder)
    }

    fn is_on_path(&self, program: &Path) -> bool {
        let Some(name) = program.file_name() else {
            return false;
        };
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .any(|found| same_file::is_same_file(found, program).unwrap_or(false))
    }

    fn show(&self, path: &Path) -> io::Result<()> {
        if variable(SHOWS_NOTHING).is_some() {
            return Ok(());
        }
        if !has_screen() {
            return Err(io::Error::other("there is no desktop here"));
        }
        // Explorer knows no forward strokes.
        let mut child = opener(&std::path::absolute(path)?)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| io::Error::other("no program that opens files was found"))?;
        match ended(&mut child)? {
            // Windows' Explorer answers 1 where all went well.
            Some(status) if !status.success() && !cfg!(windows) => {
                Err(io::Error::other("the program that opens files could not"))
            }
            _ => Ok(()),
        }
    }
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Documents by the system's own register of folders: OneDrive moves it, and it has a name in each language.
#[cfg(windows)]
fn named_documents() -> Option<PathBuf> {
    known_folders::get_known_folder_path(known_folders::KnownFolder::Documents)
}

#[cfg(target_os = "linux")]
fn named_documents() -> Option<PathBuf> {
    xdg_user::documents().ok().flatten()
}

#[cfg(not(any(windows, target_os = "linux")))]
fn named_documents() -> Option<PathBuf> {
    None
}

#[cfg(unix)]
fn is_strangers(file: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    /// The administrator's number.
    const ROOT: u32 = 0;
    let owner = |path: &Path| std::fs::metadata(path).map(|found| found.uid());
    match (owner(file), owner(folder)) {
        (Ok(file), Ok(folder)) => file != folder && file != ROOT,
        // What cannot be looked at is not trusted.
        _ => true,
    }
}

/// Windows says whose a file is only to those who ask it for lists of rights.
#[cfg(not(unix))]
fn is_strangers(_: &Path, _: &Path) -> bool {
    false
}

/// A session on Linux without a screen would open a browser of letters in this very terminal.
fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || variable("DISPLAY").is_some()
        || variable("WAYLAND_DISPLAY").is_some()
}

fn opener(path: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    });
    command.arg(path);
    command
}

/// How it ended; none while it runs.
fn ended(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            None if start.elapsed() < PATIENCE => sleep(PAUSE),
            done => return Ok(done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_of_the_folders_owner_is_nobody_elses_and_what_is_not_there_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("own");
        std::fs::write(&own, "x").expect("written");
        assert!(!DiskDesktop.is_strangers(&own, folder.path()));
        assert!(DiskDesktop.is_strangers(&folder.path().join("none"), folder.path()));
    }

    #[test]
    fn a_program_is_on_the_path_only_where_that_very_file_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let elsewhere = folder.path().join("sh");
        std::fs::write(&elsewhere, "x").expect("written");
        assert!(!DiskDesktop.is_on_path(&elsewhere));
        if cfg!(unix) {
            let shell = std::env::split_paths(&std::env::var_os("PATH").expect("a path"))
                .map(|folder| folder.join("sh"))
                .find(|path| path.is_file());
            assert!(DiskDesktop.is_on_path(&shell.expect("a shell")));
        }
    }
}
