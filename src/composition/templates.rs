//! The files whose looks a paper takes: a Word file for documents, a presentation for slides, at most one of each.

use super::format::PaperFormat;
use crate::error::{Error, Result};
use crate::paper::write::docx::WordTemplate;
use crate::paper::write::pptx::SlideTemplate;
use crate::world::{self, World};
use std::path::{Path, PathBuf};

/// How the name of a presentation ends; anything else is taken for a Word file.
const OF_SLIDES: [&str; 4] = ["pptx", "potx", "ppt", "pot"];

/// The templates that were named.
#[derive(Default)]
pub(crate) struct PaperTemplates {
    pub(crate) word: Option<WordTemplate>,
    pub(crate) slides: Option<SlideTemplate>,
}

impl PaperTemplates {
    /// Reads the templates.
    ///
    /// # Errors
    /// Usage: two of one kind. A file that cannot be read, or is no template.
    pub(crate) fn read(world: &dyn World, paths: &[PathBuf]) -> Result<PaperTemplates> {
        let mut found = PaperTemplates::default();
        for path in paths {
            let bytes = world::read(world, path)?;
            let name = path.display().to_string();
            let is_second = if is_of_slides(path) {
                let template = SlideTemplate::read(&bytes, &name)?;
                found.slides.replace(template).is_some()
            } else {
                let template = WordTemplate::read(&bytes, &name)?;
                found.word.replace(template).is_some()
            };
            if is_second {
                return Err(
                    Error::usage(format!("{name} is a second template of one kind"))
                        .expected("one Word file, one presentation, or one of each"),
                );
            }
        }
        Ok(found)
    }
}

/// Whether each template that was named can be used for what is written, which is known before any is read.
///
/// # Errors
/// Usage: a presentation where no slides are written, or a Word file where nothing but slides and pages without styles is.
pub(crate) fn fit(paths: &[PathBuf], outs: &[PathBuf]) -> Result<()> {
    let formats = outs.iter().map(|out| PaperFormat::of(out));
    let formats: Vec<PaperFormat> = formats.collect::<Result<_>>()?;
    let has_slides = formats.contains(&PaperFormat::Pptx);
    let has_document = [PaperFormat::Docx, PaperFormat::Pdf]
        .iter()
        .any(|format| formats.contains(format));
    for path in paths {
        let name = path.display();
        if is_of_slides(path) && !has_slides {
            return Err(Error::usage(format!(
                "the template {name} is a presentation, and no slides are written"
            ))
            .hint("add --out FILE.pptx, or name a Word file (.docx, .dotx) as template"));
        }
        if !is_of_slides(path) && has_slides && !has_document {
            return Err(Error::usage(format!(
                "the template {name} is a Word file, and slides take a presentation"
            ))
            .hint("name a presentation (.pptx, .potx) as template"));
        }
    }
    Ok(())
}

fn is_of_slides(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    OF_SLIDES.contains(&&*ending.to_lowercase())
}
