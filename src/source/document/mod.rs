//! A paper that somebody wrote: its text, passage by passage, each with the heading above it and its place, whatever format it is in.

mod docx;
mod grid;
mod html;
mod html_look;
mod html_text;
mod markdown;
mod passage;
mod raised;
mod sentences;
#[cfg(test)]
mod tests;
mod word_parts;
mod word_styles;
mod writer;

pub(crate) use passage::{CellHeads, Passage, PassagePlace};
pub(crate) use sentences::sentences;

use crate::error::{Error, Result};
use crate::world::{self, World};
use std::path::Path;

/// Reads a paper by the ending of its name.
///
/// # Errors
/// An ending this program cannot read; a file that is missing, damaged or not what its ending says.
pub(crate) fn read(world: &dyn World, path: &Path) -> Result<Vec<Passage>> {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let place = path.display().to_string();
    match ending.as_str() {
        "docx" | "docm" | "dotx" => docx::read(&world::read(world, path)?, &place),
        "md" | "markdown" => Ok(markdown::read(&world::read_text(world, path)?)),
        "html" | "htm" | "xhtml" => Ok(html::read(&world::read_text(world, path)?)),
        _ => Err(
            Error::usage(format!("“{place}” is no paper this program can read"))
                .expected("a file that ends in .docx, .md or .html")
                .hint("save a .doc, .odt or .pdf as .docx, and name that file"),
        ),
    }
}
