//! A paper in the formats that were asked for: the files to write, the annex beside each, the manifest beside the first.

use super::Made;
use super::manifest::Output;
use crate::chart::OutputFiles;
use crate::error::{Error, Result};
use crate::paper::Paper;
use crate::paper::write::docx::{self, Template};
use crate::paper::write::{html, markdown, spreadsheet};
use crate::world::{self, World};
use std::path::{Path, PathBuf};

/// What a paper is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Docx,
    Html,
    Markdown,
    Pdf,
    Xlsx,
    Ods,
}

/// Endings with their forms.
const FORMS: [(&str, Form); 6] = [
    ("docx", Form::Docx),
    ("html", Form::Html),
    ("md", Form::Markdown),
    ("pdf", Form::Pdf),
    ("xlsx", Form::Xlsx),
    ("ods", Form::Ods),
];

impl Form {
    /// The form that a file's ending asks for.
    ///
    /// # Errors
    /// Usage: an ending that is none of them.
    pub(crate) fn of(path: &Path) -> Result<Form> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default()
            .to_lowercase();
        FORMS
            .into_iter()
            .find(|(known, _)| *known == ending)
            .map(|(_, form)| form)
            .ok_or_else(|| {
                let known: Vec<String> = FORMS
                    .iter()
                    .map(|(ending, _)| format!(".{ending}"))
                    .collect();
                Error::usage(format!(
                    "{}: no form of paper ends in “{ending}”",
                    path.display()
                ))
                .expected(known.join(", "))
            })
    }
}

/// Every file of a paper, and what the officer should know about them.
pub(crate) struct Rendered {
    pub(crate) files: OutputFiles,
    pub(crate) notes: Vec<String>,
}

/// Renders a paper into the files asked for; the manifest tells their digests.
///
/// # Errors
/// A form that cannot be made: a fault of the program; or PDF where LibreOffice is not there.
pub(crate) fn render(
    world: &dyn World,
    made: &mut Made,
    outs: &[PathBuf],
    template: Option<&Template>,
) -> Result<Rendered> {
    let mut rendered = Rendered {
        files: OutputFiles::new(),
        notes: Vec::new(),
    };
    for out in outs {
        one(world, made, out, template, &mut rendered)?;
    }
    let output = |(path, bytes): &(PathBuf, Vec<u8>)| Output {
        file: path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned(),
        sha256: world::digest(bytes),
    };
    made.manifest.outputs = rendered.files.iter().map(output).collect();
    if let Some(first) = outs.first() {
        rendered.files.push((
            first.with_extension("manifest.json"),
            made.manifest.json()?.into_bytes(),
        ));
    }
    Ok(rendered)
}

fn one(
    world: &dyn World,
    made: &Made,
    out: &Path,
    template: Option<&Template>,
    rendered: &mut Rendered,
) -> Result<()> {
    let form = Form::of(out)?;
    if matches!(form, Form::Xlsx | Form::Ods) {
        // One workbook holds the tables of both: there is no page to fill.
        let mut whole = made.paper.clone();
        whole.sections.extend(
            made.annex
                .iter()
                .flat_map(|annex| annex.sections.iter().cloned()),
        );
        let day = made.manifest.data_day();
        let bytes = if form == Form::Xlsx {
            spreadsheet::write_xlsx(&whole, day)
        } else {
            spreadsheet::write_ods(&whole, day)
        };
        rendered.files.push((
            out.to_owned(),
            bytes
                .map_err(|fault| Error::unwritten(out.display().to_string(), fault.to_string()))?,
        ));
        return Ok(());
    }
    paper(world, &made.paper, out, form, template, rendered)?;
    match &made.annex {
        Some(annex) => paper(world, annex, &annex_beside(out), form, template, rendered),
        None => Ok(()),
    }
}

fn paper(
    world: &dyn World,
    paper: &Paper,
    out: &Path,
    form: Form,
    template: Option<&Template>,
    rendered: &mut Rendered,
) -> Result<()> {
    match form {
        Form::Html => rendered
            .files
            .push((out.to_owned(), html::write(paper)?.into_bytes())),
        Form::Markdown => {
            // The ids of an annex say that they are its own.
            let stem = out
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or("paper");
            let made = markdown::write(paper, stem.strip_suffix(ANNEX).unwrap_or(stem));
            rendered
                .files
                .push((out.to_owned(), made.text.into_bytes()));
            let folder = out.parent().unwrap_or(Path::new(""));
            rendered.files.extend(
                made.pictures
                    .into_iter()
                    .map(|(name, bytes)| (folder.join(name), bytes)),
            );
        }
        _ => {
            let made = docx::write(paper, template)?;
            for note in made.notes {
                if !rendered.notes.contains(&note) {
                    rendered.notes.push(note);
                }
            }
            let bytes = if form == Form::Pdf {
                pdf(world, &made.bytes, out)?
            } else {
                made.bytes
            };
            rendered.files.push((out.to_owned(), bytes));
        }
    }
    Ok(())
}

fn pdf(world: &dyn World, docx: &[u8], out: &Path) -> Result<Vec<u8>> {
    world.pdf(docx)?.ok_or_else(|| {
        Error::unwritten(
            out.display().to_string(),
            "a PDF needs LibreOffice, which is not on this machine",
        )
        .hint("write .docx and save it as PDF in Word, which keeps headings and alternative text")
    })
}

/// Ends the name of an annex.
const ANNEX: &str = "-annex";

/// `paper.docx` has `paper-annex.docx` beside it.
fn annex_beside(out: &Path) -> PathBuf {
    let stem = out
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("paper");
    let ending = out
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    out.with_file_name(format!("{stem}{ANNEX}.{ending}"))
}
