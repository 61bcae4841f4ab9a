//! What a paper is written as, by the endings of the files that were asked for.

use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// What a paper is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PaperFormat {
    Docx,
    Html,
    Markdown,
    Pdf,
    Xlsx,
    Ods,
    Pptx,
}

const FORMATS: [(&str, PaperFormat); 7] = [
    ("docx", PaperFormat::Docx),
    ("html", PaperFormat::Html),
    ("md", PaperFormat::Markdown),
    ("pdf", PaperFormat::Pdf),
    ("xlsx", PaperFormat::Xlsx),
    ("ods", PaperFormat::Ods),
    ("pptx", PaperFormat::Pptx),
];

impl PaperFormat {
    /// The format that a file's ending names.
    ///
    /// # Errors
    /// Usage: an ending that is none of them.
    pub(crate) fn of(path: &Path) -> Result<PaperFormat> {
        let ending = path.extension().unwrap_or(OsStr::new(""));
        let ending = ending.to_string_lossy().to_lowercase();
        let found = FORMATS.into_iter().find(|(known, _)| *known == ending);
        found.map(|(_, format)| format).ok_or_else(|| {
            let known = FORMATS.map(|(ending, _)| format!(".{ending}"));
            Error::usage(format!(
                "{}: no form of paper ends in “{ending}”",
                path.display()
            ))
            .expected(known.join(", "))
        })
    }
}

/// The manifest of what is written to some files.
pub(crate) fn manifest_path(outs: &[PathBuf]) -> Option<PathBuf> {
    Some(outs.first()?.with_extension("manifest.json"))
}

/// The name of the manifest that slides refer to; none where no slides are written.
pub(crate) fn manifest_of_slides(outs: &[PathBuf]) -> Option<String> {
    let has_slides = outs
        .iter()
        .any(|out| matches!(PaperFormat::of(out), Ok(PaperFormat::Pptx)));
    let path = manifest_path(outs).filter(|_| has_slides)?;
    Some(name_of(path.file_name()))
}

/// A part of the path of an output, which has all of them: [`PaperFormat::of`] found its ending.
pub(super) fn name_of(part: Option<&OsStr>) -> String {
    part.unwrap_or(OsStr::new("paper"))
        .to_string_lossy()
        .into_owned()
}
