//! A paper in the formats that were asked for: its files, an annex for each, and one manifest in the folder of the first.

use super::MadePaper;
use super::manifest::ManifestOutput;
use crate::chart::OutputFiles;
use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::paper::write::docx::{self, WordTemplate};
use crate::paper::write::{html, markdown, spreadsheet};
use crate::table::TableFault;
use crate::world::{self, World};
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
}

const FORMATS: [(&str, PaperFormat); 6] = [
    ("docx", PaperFormat::Docx),
    ("html", PaperFormat::Html),
    ("md", PaperFormat::Markdown),
    ("pdf", PaperFormat::Pdf),
    ("xlsx", PaperFormat::Xlsx),
    ("ods", PaperFormat::Ods),
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

/// Every file of a paper, and what the officer should know of the template.
pub(crate) struct RenderedPaper {
    pub(crate) files: OutputFiles,
    pub(crate) notes: Vec<String>,
}

/// Renders a paper into the files asked for, and records their digests in the manifest.
///
/// # Errors
/// A format that cannot be made, which is a fault of the program; or PDF where LibreOffice is not installed.
pub(crate) fn render(
    world: &dyn World,
    made: &mut MadePaper,
    outs: &[PathBuf],
    template: Option<&WordTemplate>,
) -> Result<RenderedPaper> {
    let mut renderer = PaperRenderer {
        world,
        template,
        files: OutputFiles::new(),
        notes: Vec::new(),
    };
    for out in outs {
        renderer.render(made, out)?;
    }
    let PaperRenderer {
        mut files, notes, ..
    } = renderer;
    made.manifest.outputs = files
        .iter()
        .map(|(path, bytes)| ManifestOutput {
            file: name_of(path.file_name()),
            sha256: world::digest(bytes),
        })
        .collect();
    if let Some(first) = outs.first() {
        let manifest = made.manifest.json()?.into_bytes();
        files.push((first.with_extension("manifest.json"), manifest));
    }
    Ok(RenderedPaper { files, notes })
}

struct PaperRenderer<'a> {
    world: &'a dyn World,
    template: Option<&'a WordTemplate>,
    files: OutputFiles,
    notes: Vec<String>,
}

type WriteWorkbook = fn(&Paper, Option<(u16, u8, u8)>) -> std::result::Result<Vec<u8>, TableFault>;

impl PaperRenderer<'_> {
    fn render(&mut self, made: &MadePaper, out: &Path) -> Result<()> {
        match PaperFormat::of(out)? {
            PaperFormat::Docx => self.with_annex(made, out, Self::docx),
            PaperFormat::Html => self.with_annex(made, out, Self::html),
            PaperFormat::Markdown => self.with_annex(made, out, Self::markdown),
            PaperFormat::Pdf => self.with_annex(made, out, Self::pdf),
            PaperFormat::Xlsx => self.workbook(made, out, spreadsheet::write_xlsx),
            PaperFormat::Ods => self.workbook(made, out, spreadsheet::write_ods),
        }
    }

    fn with_annex(
        &mut self,
        made: &MadePaper,
        out: &Path,
        write: fn(&mut Self, &Paper, &Path) -> Result<()>,
    ) -> Result<()> {
        write(self, &made.paper, out)?;
        match &made.annex {
            Some(annex) => write(self, annex, &annex_path(out)),
            None => Ok(()),
        }
    }

    /// One workbook holds the tables of the paper and of its annex: there is no page to fill.
    fn workbook(&mut self, made: &MadePaper, out: &Path, write: WriteWorkbook) -> Result<()> {
        let mut whole = made.paper.clone();
        if let Some(annex) = &made.annex {
            whole.sections.extend(annex.sections.iter().cloned());
        }
        let bytes = write(&whole, made.manifest.data_day())
            .map_err(|fault| Error::unwritten(out.display().to_string(), fault.to_string()))?;
        self.add(out, bytes);
        Ok(())
    }

    fn docx(&mut self, paper: &Paper, out: &Path) -> Result<()> {
        let bytes = self.docx_bytes(paper)?;
        self.add(out, bytes);
        Ok(())
    }

    fn docx_bytes(&mut self, paper: &Paper) -> Result<Vec<u8>> {
        let written = docx::write(paper, self.template)?;
        for note in written.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        Ok(written.bytes)
    }

    fn html(&mut self, paper: &Paper, out: &Path) -> Result<()> {
        self.add(out, html::write(paper)?.into_bytes());
        Ok(())
    }

    /// The text and its pictures, whose names begin with the paper's. The ids of an annex have its word already, so its name goes without.
    fn markdown(&mut self, paper: &Paper, out: &Path) -> Result<()> {
        let stem = name_of(out.file_stem());
        let written = markdown::write(paper, stem.strip_suffix(ANNEX).unwrap_or(&stem));
        self.add(out, written.text.into_bytes());
        for (name, bytes) in written.pictures {
            self.add(&out.with_file_name(name), bytes);
        }
        Ok(())
    }

    fn pdf(&mut self, paper: &Paper, out: &Path) -> Result<()> {
        let docx = self.docx_bytes(paper)?;
        let bytes = self.world.pdf(&docx)?.ok_or_else(|| {
            Error::unwritten(
                out.display().to_string(),
                "a PDF needs LibreOffice, which is not on this machine",
            )
            .hint(
                "write .docx and save it as PDF in Word, which keeps headings and alternative text",
            )
        })?;
        self.add(out, bytes);
        Ok(())
    }

    fn add(&mut self, path: &Path, bytes: Vec<u8>) {
        self.files.push((path.to_owned(), bytes));
    }
}

/// Ends the name of an annex.
const ANNEX: &str = "-annex";

/// The annex of `paper.docx` is `paper-annex.docx` in the same folder.
fn annex_path(out: &Path) -> PathBuf {
    let stem = name_of(out.file_stem());
    let ending = name_of(out.extension());
    out.with_file_name(format!("{stem}{ANNEX}.{ending}"))
}

/// A part of the path of an output, which has all of them: [`PaperFormat::of`] found its ending.
fn name_of(part: Option<&OsStr>) -> String {
    part.unwrap_or(OsStr::new("paper"))
        .to_string_lossy()
        .into_owned()
}
