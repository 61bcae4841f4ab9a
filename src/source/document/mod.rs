//! A paper that somebody wrote: its text, passage by passage, each with the heading above it and its place, whatever format it is in.

mod docx;
mod html;
mod markdown;
mod sentences;

pub(crate) use sentences::sentences;

use crate::error::{Error, Result};
use crate::world::{self, World};
use std::path::Path;

/// Where in a paper a passage stands, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Paragraph(usize),
    Cell { table: usize, row: usize },
    Footnote(usize),
}

/// A paragraph, a list item, a footnote or a cell of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    /// The heading it stands under; empty before the first.
    pub(crate) heading: String,
    pub(crate) place: Place,
    pub(crate) text: String,
    /// What stands at the beginning of a cell's row and at the top of its column.
    pub(crate) heads: Option<[String; 2]>,
}

/// Takes down what a reader of one format comes across.
#[derive(Default)]
struct Scribe {
    passages: Vec<Passage>,
    heading: String,
    text: String,
    paragraphs: usize,
    tables: usize,
    footnotes: usize,
    /// Rows of the table being read; none outside tables. A table inside a table is part of its cell.
    rows: Option<Vec<Vec<String>>>,
    depth: usize,
    in_footnote: bool,
}

impl Scribe {
    fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn blank(&mut self) {
        self.text.push(' ');
    }

    /// What was written since the last end, with single blanks.
    fn take(&mut self) -> String {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        text
    }

    fn end_paragraph(&mut self) {
        if self.rows.is_some() {
            return self.blank();
        }
        let text = self.take();
        if text.is_empty() {
            return;
        }
        let place = if self.in_footnote {
            self.footnotes += 1;
            Place::Footnote(self.footnotes)
        } else {
            self.paragraphs += 1;
            Place::Paragraph(self.paragraphs)
        };
        self.passages.push(Passage {
            heading: self.heading.clone(),
            place,
            text,
            heads: None,
        });
    }

    fn end_heading(&mut self) {
        if self.rows.is_some() {
            return self.blank();
        }
        let text = self.take();
        if !text.is_empty() {
            self.heading = text;
        }
    }

    fn begin_table(&mut self) {
        self.depth += 1;
        if self.depth == 1 {
            self.end_paragraph();
            self.rows = Some(Vec::new());
        }
    }

    fn begin_row(&mut self) {
        if let (Some(rows), 1) = (&mut self.rows, self.depth) {
            rows.push(Vec::new());
        }
    }

    fn end_cell(&mut self) {
        if self.depth == 1 {
            let text = self.take();
            if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                row.push(text);
            }
        }
    }

    fn end_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return;
        }
        let rows = self.rows.take().unwrap_or_default();
        self.text.clear();
        self.tables += 1;
        let tops = rows.first().cloned().unwrap_or_default();
        for (at, row) in rows.iter().enumerate() {
            let first = row.first().cloned().unwrap_or_default();
            for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let top = tops.get(column).cloned().unwrap_or_default();
                let inside = at > 0 && column > 0;
                let heads = inside.then(|| [first.clone(), top]);
                let place = Place::Cell {
                    table: self.tables,
                    row: at + 1,
                };
                self.passages.push(Passage {
                    heading: self.heading.clone(),
                    place,
                    text: text.clone(),
                    heads,
                });
            }
        }
    }

    fn done(mut self) -> Vec<Passage> {
        while self.depth > 0 {
            self.end_table();
        }
        self.end_paragraph();
        self.passages
    }
}

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
        "docx" => docx::read(&world::read(world, path)?, &place),
        "md" | "markdown" => Ok(markdown::read(&world::read_text(world, path)?)),
        "html" | "htm" => Ok(html::read(&world::read_text(world, path)?)),
        _ => Err(
            Error::usage(format!("“{place}” is no paper this program can read"))
                .expected("a file that ends in .docx, .md or .html")
                .hint("save a .doc, .odt or .pdf as .docx, and name that file"),
        ),
    }
}
