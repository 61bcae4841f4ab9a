//! Documents: a [`Paper`] is a tree of blocks, and each writer below [`write`] turns the same tree into the bytes of one format.
//!
//! The words of a paper come from its definition and from `finding::prose`, its tables and charts from `table` and `figure`; nothing is
//! computed here. Whatever was taken from data carries an id. Writers put it where their format has a place for it (a bookmark in Word,
//! an `id` in HTML), and the paper's manifest holds the evidence under it.
//!
//! Slides ([`deck`]) are made of what a paper says, and have a writer of their own.
//!
//! The contents page of a profile ([`contents`]) and the digest of news ([`digest`]) are single pages, not papers.

pub(crate) mod actions;
pub(crate) mod contents;
pub(crate) mod dashboard;
pub(crate) mod deck;
pub(crate) mod definition;
pub(crate) mod digest;
pub(crate) mod link;
pub(crate) mod officer;
#[cfg(test)]
mod specimen;
pub(crate) mod words;
pub(crate) mod write;

use crate::figure::{Drawing, EditableChart};
use crate::table::{Table, sheet};

/// A whole paper.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Paper {
    /// The one heading of level 1, and the document's title property.
    pub(crate) title: String,
    /// The authority that it is about: the document's subject.
    pub(crate) authority: String,
    /// The front block, label and value: committee, date, report of. Word gets a table of two columns, the first of row headings.
    pub(crate) front: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
    /// One line for the foot of every page: the data's date and the neighbour list.
    pub(crate) foot: String,
}

/// The labels under which a front block names the author.
const AUTHORS: [&str; 4] = ["Report author", "Author", "Contact officer", "Report of"];

impl Paper {
    /// The author of the front block, else the program.
    pub(crate) fn author(&self) -> &str {
        AUTHORS
            .iter()
            .find_map(|label| {
                let mut lines = self.front.iter();
                lines.find(|(other, _)| other.eq_ignore_ascii_case(label))
            })
            .map_or("yardstick", |(_, name)| name)
    }

    /// The numbers of the paragraphs, or else of the sections, that the service has still to write, each once.
    pub(crate) fn still_to_write(&self) -> Vec<String> {
        let mut places = Vec::new();
        for section in &self.sections {
            let mut here = section.number.clone();
            for block in &section.blocks {
                let is_open = match block {
                    Block::Paragraph { number, text } => {
                        here.clone_from(number);
                        text.iter().any(|span| span.to_write)
                    }
                    Block::Plain(text) => text.iter().any(|span| span.to_write),
                    Block::Bullets(items) => items.iter().flatten().any(|span| span.to_write),
                    Block::Heading(_) | Block::Figure(_) | Block::Table(_) => false,
                };
                if is_open && !places.contains(&here) {
                    places.push(here.clone());
                }
            }
        }
        places
    }
}

/// A heading of level 2 and the blocks below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// "1", "2": printed before the heading, and before each paragraph's own number.
    pub(crate) number: String,
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph, list, chart or table; blocks follow one another down the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// A heading of level 3 inside a section; it has no number.
    Heading(String),
    /// A numbered paragraph, as committee papers refer to them: "3.2".
    Paragraph {
        number: String,
        text: Vec<TextSpan>,
    },
    /// A paragraph without a number: an introduction, a note.
    Plain(Vec<TextSpan>),
    Bullets(Vec<Vec<TextSpan>>),
    Figure(Box<PaperChart>),
    Table(Box<PaperTable>),
}

/// A chart in a paper. Its title is left out of the picture, since the caption says it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaperChart {
    /// `figure-3`.
    pub(crate) id: String,
    pub(crate) number: usize,
    /// The words after "Figure 3: ".
    pub(crate) caption: String,
    /// Measure, geography, period; source and notes follow below the picture.
    pub(crate) note: String,
    pub(crate) drawing: Drawing,
    /// The same for programs that draw it themselves, where they know the form.
    pub(crate) editable: Option<EditableChart>,
    /// The figures that are drawn, for readers who cannot see the chart or want to check it.
    pub(crate) data: Table,
}

/// A table in a paper. Its caption takes the place of the table's own title.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaperTable {
    /// `table-2`.
    pub(crate) id: String,
    pub(crate) number: usize,
    /// The words after "Table 2: ".
    pub(crate) caption: String,
    /// Its notes, symbols and source are printed below.
    pub(crate) table: Table,
}

impl PaperTable {
    /// What stands below it, a line each: what its symbols mean, its notes and its source.
    pub(crate) fn below(&self) -> Vec<String> {
        let table = &self.table;
        let symbols: Vec<String> = table
            .symbols()
            .iter()
            .map(|(code, meaning)| format!("{} = {meaning}", sheet::bracketed(code)))
            .collect();
        let source = if table.source.is_empty() {
            String::new()
        } else {
            format!("Source: {}", table.source)
        };
        let all = std::iter::once(symbols.join("; "))
            .chain(table.notes.iter().cloned())
            .chain([source]);
        all.filter(|line| !line.trim().is_empty()).collect()
    }
}

/// A piece of text of one appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TextSpan {
    pub(crate) text: String,
    pub(crate) strong: bool,
    pub(crate) emphasis: bool,
    /// An address, for a link.
    pub(crate) link: Option<String>,
    /// The id of its evidence in the manifest, such as `p3.2.1`; none for the officer's own words.
    pub(crate) id: Option<String>,
    /// What the service has still to write: set so that nobody overlooks it.
    pub(crate) to_write: bool,
    /// The indicator whose paragraph is named here once it has a number: " (5.1)"; in a bullet the table where it has no paragraph.
    pub(crate) paragraph_of: Option<String>,
}

impl TextSpan {
    /// The address that it links to, where that may stand in a paper: the same in every format.
    pub(crate) fn followed(&self) -> Option<&str> {
        let link = self.link.as_deref().map(str::trim);
        link.filter(|link| link::may_stand(link))
    }

    /// A place that the service has to fill.
    pub(crate) fn to_write(text: impl Into<String>) -> TextSpan {
        TextSpan {
            strong: true,
            to_write: true,
            ..TextSpan::text(text)
        }
    }

    /// Plain text.
    pub(crate) fn text(text: impl Into<String>) -> TextSpan {
        TextSpan {
            text: text.into(),
            ..TextSpan::default()
        }
    }
}
