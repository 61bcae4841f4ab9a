//! Runs the built program in a folder of its own, and keeps what it printed and wrote.

use crate::rows::Rows;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Whether a tool that some tests use must be there, so that no test may be skipped without it: `.ci/run` names such tools in
/// `YARDSTICK_TOOLS`.
pub(crate) fn must_have(tool: &str) -> bool {
    std::env::var("YARDSTICK_TOOLS").is_ok_and(|tools| tools.split(' ').any(|known| known == tool))
}

/// A temporary folder to work in, removed when dropped.
pub(crate) struct Desk(tempfile::TempDir);

/// The result of one run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Another folder with the same files.
    pub(crate) fn copy(&self) -> Desk {
        let other = Desk::new();
        self.files()
            .into_iter()
            .for_each(|name| other.put(&name, self.bytes(&name)));
        other
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into the folder, and makes the folders above it.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Gives every file of a store the digest that it has now, and takes the index away: as a program from before the index left it.
    pub(crate) fn sign_store_again(&self, store: &str) {
        let _ = std::fs::remove_file(self.path(&format!("{store}/index.json")));
        let lists = self
            .files()
            .into_iter()
            .filter(|name| name.starts_with(store) && name.ends_with("_SHA256SUMS"));
        for list in lists {
            let folder = list.trim_end_matches("_SHA256SUMS").to_owned();
            let text = utf8(self.bytes(&list));
            let signed: String = text
                .lines()
                .filter_map(|line| line.split_once("  "))
                .filter(|(_, name)| self.path(&format!("{folder}{name}")).exists())
                .map(|(_, name)| {
                    format!(
                        "{}  {name}\n",
                        digest(&self.bytes(&format!("{folder}{name}")))
                    )
                })
                .collect();
            self.put(&list, signed);
        }
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
    }

    /// A text file without its byte order mark.
    pub(crate) fn text(&self, name: &str) -> String {
        plain(self.bytes(name))
    }

    pub(crate) fn rows(&self, name: &str) -> Rows {
        Rows::read(&self.bytes(name))
    }

    /// The relative path of every file in the folder, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        gather(self.0.path(), self.0.path(), &mut found);
        found.sort();
        found
    }

    /// Every file in the folder, for tests that share what one run wrote: a folder that is never dropped would never be removed.
    pub(crate) fn clear_away(self) -> Written {
        Written(
            self.files()
                .into_iter()
                .map(|name| (name.clone(), self.bytes(&name)))
                .collect(),
        )
    }

    /// How many pages LibreOffice lays a document of the folder out on; where there is no LibreOffice that writes PDFs, prints that
    /// `what` is skipped and gives `None`. Where `.ci/run` has installed it, nothing is skipped.
    pub(crate) fn pages_laid_out(&self, name: &str, what: &str) -> Option<usize> {
        let document = self.path(name);
        let profile = self.path("office");
        let profile = profile.to_str().expect("UTF-8");
        let run = std::process::Command::new("soffice")
            .args(["--headless", "--norestore"])
            .arg(format!("-env:UserInstallation=file://{profile}"))
            .args(["--convert-to", "pdf", "--outdir"])
            .arg(document.parent().expect("a folder"))
            .arg(&document)
            .output();
        let pdf = document.with_extension("pdf");
        let (Ok(_), Ok(bytes)) = (run, std::fs::read(&pdf)) else {
            assert!(!must_have("office"), "LibreOffice does not lay {name} out");
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {what}, because there is no LibreOffice that writes PDFs"
            );
            return None;
        };
        std::fs::remove_file(pdf).expect("removed");
        let marks = [b"/Type/Page\n", b"/Type/Page/"];
        let pages = bytes
            .windows(11)
            .filter(|window| marks.iter().any(|mark| window == mark));
        Some(pages.count())
    }

    /// The program as a command, for what a plain run does not offer.
    pub(crate) fn program(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("yardstick"));
        command.current_dir(self.0.path()).args(arguments);
        // Settings are looked for up to the person's own folder, and in it: that of the test, not of whoever runs it.
        command
            .env("HOME", self.0.path())
            .env("USERPROFILE", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join(".config"))
            .env("APPDATA", self.0.path().join(".config"))
            .env("YARDSTICK_NO_OPEN", "1");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = assert_cmd::Command::from_std(self.program(arguments))
            .output()
            .expect("the program runs");
        let run = Run {
            code: output.status.code().unwrap_or(-1),
            out: utf8(output.stdout),
            err: utf8(output.stderr),
        };
        assert!(
            !run.err.contains("panicked"),
            "yardstick {arguments:?}\n{}",
            run.err
        );
        run
    }

    /// Runs the program, which must succeed, and gives what it printed.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "yardstick {arguments:?}\n{}", run.err);
        run.out
    }

    /// Runs the program with `--format json`, which must succeed.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let out = self.done(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&out).expect("JSON")
    }
}

/// Files that a run wrote, in memory.
pub(crate) struct Written(BTreeMap<String, Vec<u8>>);

impl Written {
    pub(crate) fn files(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("{name} was not written"))
    }

    /// A text file without its byte order mark.
    pub(crate) fn text(&self, name: &str) -> String {
        plain(self.bytes(name).to_vec())
    }

    pub(crate) fn rows(&self, name: &str) -> Rows {
        Rows::read(self.bytes(name))
    }
}

fn plain(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
}

fn gather(top: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(top, &path, found);
        } else {
            let name = path
                .strip_prefix(top)
                .expect("under the top")
                .to_str()
                .expect("UTF-8");
            found.push(name.replace('\\', "/"));
        }
    }
}

/// Runs the program in a new folder, for commands that leave no file.
pub(crate) fn run(arguments: &[&str]) -> Run {
    Desk::new().run(arguments)
}

/// What a program printed.
pub(crate) fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// The SHA-256 of bytes in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
