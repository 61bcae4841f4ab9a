//! LibreOffice, where the machine has it: it turns a Word file into a PDF. It is the only program that this one starts.

use super::digest::digest;
use crate::error::{Error, Result};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Its first start on a slow machine makes a profile and takes half a minute.
const LONGEST: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(40);
/// 1 January 2020, for versions of LibreOffice that ask for a date; version 7 takes the clock's all the same.
const EPOCH: &str = "1577836800";
const DAY: &[u8] = b"20200101000000";
/// With tags, so that a screen reader finds headings, tables and alternative texts, and the headings beside the pages.
const FILTER: &str = r#"pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}"#;

/// The PDF of a Word file, or nothing where there is no LibreOffice.
///
/// # Errors
/// LibreOffice does not start, does not end, or makes no PDF.
pub(super) fn pdf(docx: &[u8]) -> Result<Option<Vec<u8>>> {
    match soffice() {
        Some(program) => convert(&program, docx, LONGEST).map(Some),
        None => Ok(None),
    }
}

fn convert(program: &Path, docx: &[u8], longest: Duration) -> Result<Vec<u8>> {
    let unusable =
        |fault: io::Error| no_pdf(program, format!("LibreOffice could not be used ({fault})"));
    // The folder is removed when it is dropped, with the profile in it: an open LibreOffice of the officer's own is not disturbed.
    let folder = tempfile::Builder::new()
        .prefix("yardstick-")
        .tempdir()
        .map_err(unusable)?;
    let paper = folder.path().join("paper.docx");
    fs::write(&paper, docx).map_err(unusable)?;
    let mut child = command(program, folder.path(), &paper)
        .spawn()
        .map_err(unusable)?;
    if wait(&mut child, longest).map_err(unusable)?.is_none() {
        end(&mut child);
        return Err(no_pdf(
            program,
            format!(
                "LibreOffice did not finish within {} seconds",
                longest.as_secs()
            ),
        ));
    }
    // It says nothing useful when it fails, and ends with success all the same.
    match fs::read(folder.path().join("paper.pdf")) {
        Ok(pdf) => Ok(settled(pdf, &digest(docx))),
        Err(_) => Err(no_pdf(
            program,
            "LibreOffice made no PDF; its part for documents, Writer, may not be installed",
        )),
    }
}

fn no_pdf(program: &Path, what: impl Into<String>) -> Error {
    Error::unwritten(program.display().to_string(), what)
        .hint("save the .docx instead and, in Word, choose File, Save as, PDF")
}

/// The command that turns the Word file into a PDF in the same folder.
fn command(program: &Path, folder: &Path, paper: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args([
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            FILTER,
            "--outdir",
        ])
        .arg(folder)
        .arg(profile(folder))
        .arg(paper)
        .env("SOURCE_DATE_EPOCH", EPOCH)
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    in_own_group(&mut command);
    command
}

/// The PDF with its date and its ids, which come from the clock, replaced by a fixed date and by ids made from its content. Each is
/// replaced by as many bytes, since a PDF counts them; where another version writes them otherwise they stay.
fn settled(mut pdf: Vec<u8>, digest: &str) -> Vec<u8> {
    let id = digest.to_uppercase();
    let id = id.as_bytes().get(..32).unwrap_or_default();
    replace(&mut pdf, b"/CreationDate(D:", 0, DAY);
    replace(&mut pdf, b"/ID [ <", 0, id);
    replace(&mut pdf, b"/ID [ <", 32 + b">\n<".len(), id);
    replace(&mut pdf, b"/DocChecksum /", 0, id);
    pdf
}

/// Writes over the hexadecimal digits that stand so many bytes behind the last `mark`; other bytes stay.
fn replace(pdf: &mut [u8], mark: &[u8], skipped: usize, digits: &[u8]) {
    let Some(at) = pdf.windows(mark.len()).rposition(|window| window == mark) else {
        return;
    };
    let start = at + mark.len() + skipped;
    if let Some(old) = pdf.get_mut(start..start + digits.len())
        && old.iter().all(u8::is_ascii_hexdigit)
    {
        old.copy_from_slice(digits);
    }
}

/// How it ended; none when it has not.
fn wait(child: &mut Child, longest: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if start.elapsed() > longest => return Ok(None),
            None => sleep(PAUSE),
        }
    }
}

/// The option that names the profile as an address, as LibreOffice wants it: three slashes before a drive's letter, and no spaces.
fn profile(folder: &Path) -> OsString {
    let path = folder
        .join("profile")
        .display()
        .to_string()
        .replace('\\', "/");
    let address: String = path
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    format!(
        "-env:UserInstallation=file:///{}",
        address.trim_start_matches('/')
    )
    .into()
}

/// `soffice` on the path, or where the installers put it.
pub(super) fn soffice() -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) {
        &["soffice.com", "soffice.exe"]
    } else {
        &["soffice", "libreoffice"]
    };
    let path = env::var_os("PATH").unwrap_or_default();
    let variables = ["ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"];
    let windows = variables
        .iter()
        .filter_map(env::var_os)
        .map(|root| PathBuf::from(root).join("LibreOffice").join("program"));
    let others = [
        "/Applications/LibreOffice.app/Contents/MacOS",
        "/opt/libreoffice/program",
        "/usr/lib/libreoffice/program",
        "/snap/bin",
    ];
    let folders: Vec<PathBuf> = env::split_paths(&path)
        .chain(windows)
        .chain(others.map(PathBuf::from))
        .collect();
    folders
        .iter()
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
}

/// The program is a script that starts others: they form a group, so that all of them can be ended.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// Ends it and what it started. Processes that have ended already are no error.
fn end(child: &mut Child) {
    let id = child.id().to_string();
    let mut all = if cfg!(windows) {
        Command::new("taskkill")
    } else {
        Command::new("kill")
    };
    if cfg!(windows) {
        all.args(["/T", "/F", "/PID", &id]);
    } else {
        all.args(["-KILL", "--", &format!("-{id}")]);
    }
    all.stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok();
    child.kill().ok();
    child.wait().ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_an_address_on_every_system() {
        let of = |path: &str| {
            profile(Path::new(path))
                .to_string_lossy()
                .replace("/profile", "")
        };
        assert_eq!(of("/tmp/a b"), "-env:UserInstallation=file:///tmp/a%20b");
        assert!(
            profile(Path::new("C:\\Users\\Zoë"))
                .to_string_lossy()
                .starts_with("-env:UserInstallation=file:///C:/Users/Zo%C3%AB/")
        );
    }

    #[test]
    fn only_date_and_ids_are_settled_and_nothing_moves() {
        let trailer = |day: &str, id: &str| {
            format!("a /CreationDate(D:{day}Z') b /ID [ <{id}>\n<{id}> ]\n/DocChecksum /{id}\n>>")
                .into_bytes()
        };
        let digest = "ab".repeat(32);
        let (one, other) = (
            trailer("20261122073838", &"0F".repeat(16)),
            trailer("20271122073838", &"1E".repeat(16)),
        );
        assert_eq!(settled(one.clone(), &digest), settled(other, &digest));
        assert_eq!(
            settled(one, &digest),
            trailer("20200101000000", &"AB".repeat(16))
        );
        assert_eq!(
            settled(b"%PDF /ID [ <short".to_vec(), &digest),
            b"%PDF /ID [ <short"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_does_not_end_is_ended_and_one_that_makes_nothing_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for (script, said) in [
            ("#!/bin/sh\nsleep 60\n", "did not finish"),
            ("#!/bin/sh\nexit 0\n", "made no PDF"),
        ] {
            let program = folder.path().join("soffice");
            fs::write(&program, script).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            let start = Instant::now();
            let fault = convert(&program, b"", Duration::from_millis(300)).expect_err(said);
            assert!(
                fault.to_string().contains(said) && fault.way_out().contains("Word"),
                "{fault}"
            );
            assert!(start.elapsed() < Duration::from_secs(20));
        }
        assert!(
            convert(&folder.path().join("nowhere"), b"", LONGEST)
                .expect_err("no program")
                .to_string()
                .contains("could not be used")
        );
    }
}
