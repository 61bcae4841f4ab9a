//! A paper in the formats that were asked for: its files, an annex for each, and one manifest in the folder of the first.

use super::MadePaper;
use super::format::{PaperFormat, manifest_path, name_of};
use super::manifest::ManifestOutput;
use super::templates::PaperTemplates;
use crate::chart::OutputFiles;
use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::paper::deck::Deck;
use crate::paper::write::docx;
use crate::paper::write::{html, markdown, pptx, spreadsheet};
use crate::table::TableFault;
use crate::world::{self, World};
use std::path::{Path, PathBuf};

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
    templates: &PaperTemplates,
) -> Result<RenderedPaper> {
    let parts = PaperParts {
        paper: &made.paper,
        annex: made.annex.as_ref(),
        deck: made.deck.as_ref(),
        data_day: made.manifest.data_day(),
    };
    let RenderedPaper { mut files, notes } = files_of(world, &parts, outs, templates)?;
    made.manifest.outputs = files
        .iter()
        .map(|(path, bytes)| ManifestOutput {
            file: name_of(path.file_name()),
            sha256: world::digest(bytes),
        })
        .collect();
    if let Some(path) = manifest_path(outs) {
        files.push((path, made.manifest.json()?.into_bytes()));
    }
    Ok(RenderedPaper { files, notes })
}

/// What goes into the files of a paper.
pub(crate) struct PaperParts<'a> {
    pub(crate) paper: &'a Paper,
    pub(crate) annex: Option<&'a Paper>,
    pub(crate) deck: Option<&'a Deck>,
    /// Year, month and day of the newest release, which spreadsheets record.
    pub(crate) data_day: Option<(u16, u8, u8)>,
}

/// Renders a paper into the files asked for, without a manifest.
///
/// # Errors
/// As [`render`].
pub(crate) fn files_of(
    world: &dyn World,
    parts: &PaperParts<'_>,
    outs: &[PathBuf],
    templates: &PaperTemplates,
) -> Result<RenderedPaper> {
    let mut renderer = PaperRenderer {
        world,
        templates,
        files: OutputFiles::new(),
        notes: Vec::new(),
    };
    for out in outs {
        renderer.render(parts, out)?;
    }
    let PaperRenderer { files, notes, .. } = renderer;
    Ok(RenderedPaper { files, notes })
}

struct PaperRenderer<'a> {
    world: &'a dyn World,
    templates: &'a PaperTemplates,
    files: OutputFiles,
    notes: Vec<String>,
}

type WriteWorkbook = fn(&Paper, Option<(u16, u8, u8)>) -> std::result::Result<Vec<u8>, TableFault>;

impl PaperRenderer<'_> {
    fn render(&mut self, made: &PaperParts<'_>, out: &Path) -> Result<()> {
        match PaperFormat::of(out)? {
            PaperFormat::Docx => self.with_annex(made, out, Self::docx),
            PaperFormat::Html => self.with_annex(made, out, Self::html),
            PaperFormat::Markdown => self.with_annex(made, out, Self::markdown),
            PaperFormat::Pdf => self.with_annex(made, out, Self::pdf),
            PaperFormat::Xlsx => self.workbook(made, out, spreadsheet::write_xlsx),
            PaperFormat::Pptx => self.pptx(made, out),
            PaperFormat::Ods => self.workbook(made, out, spreadsheet::write_ods),
        }
    }

    fn with_annex(
        &mut self,
        made: &PaperParts<'_>,
        out: &Path,
        write: fn(&mut Self, &Paper, &Path) -> Result<()>,
    ) -> Result<()> {
        write(self, made.paper, out)?;
        match made.annex {
            Some(annex) => write(self, annex, &annex_path(out)),
            None => Ok(()),
        }
    }

    /// One workbook holds the tables of the paper and of its annex: there is no page to fill.
    fn workbook(&mut self, made: &PaperParts<'_>, out: &Path, write: WriteWorkbook) -> Result<()> {
        let mut whole = made.paper.clone();
        if let Some(annex) = made.annex {
            whole.sections.extend(annex.sections.iter().cloned());
        }
        let bytes = write(&whole, made.data_day)
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
        let written = docx::write(paper, self.templates.word.as_ref())?;
        self.tell(written.notes);
        Ok(written.bytes)
    }

    /// Slides are of the paper and its annex together: they show what is weightiest in both.
    fn pptx(&mut self, made: &PaperParts<'_>, out: &Path) -> Result<()> {
        let Some(deck) = made.deck else {
            return Ok(());
        };
        let written = pptx::write(deck, self.templates.slides.as_ref())?;
        self.tell(written.notes);
        self.add(out, written.bytes);
        Ok(())
    }

    /// Keeps what the officer should know, each once.
    fn tell(&mut self, notes: Vec<String>) {
        for note in notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
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
