//! Documents: a [`Paper`] is a tree of blocks, and each writer below [`write`] turns the same tree into one format's bytes.
//!
//! What a paper says comes from its definition and from `finding::words`, what it shows from `table` and `figure`; nothing is
//! computed here. Whatever was taken from data carries an id, which every writer puts where its format has room for one (a bookmark in
//! Word, an `id` in HTML), and under which the paper's manifest holds the evidence.
//!
//! The contents page of a profile ([`contents`]) is older and smaller: a page of links, no paper.

pub(crate) mod contents;
pub(crate) mod definition;
pub(crate) mod digest;
pub(crate) mod length;
pub(crate) mod officer;
#[cfg(test)]
mod specimen;
pub(crate) mod write;

use crate::figure::Drawing;
use crate::table::Table;

/// A paper on its way out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Paper {
    /// The one heading of level 1, and the document's title property.
    pub(crate) title: String,
    /// Whose paper it is: the document's subject.
    pub(crate) authority: String,
    /// The front block, label and value: committee, date, report of. Set as a table of two columns whose first is a row heading.
    pub(crate) front: Vec<(String, String)>,
    pub(crate) sections: Vec<Section>,
    /// One line for the foot of every page: the data's date and the neighbour list.
    pub(crate) foot: String,
}

/// A heading of level 2 and what stands below it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Section {
    /// "1", "2": printed before the heading, and before each paragraph's own number.
    pub(crate) number: String,
    pub(crate) heading: String,
    pub(crate) blocks: Vec<Block>,
}

/// One thing below another on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    /// A heading of level 3 inside a section; it has no number.
    Heading(String),
    /// A numbered paragraph, as committee papers refer to them: "3.2".
    Paragraph {
        number: String,
        text: Vec<Span>,
    },
    /// A paragraph without a number: a lead-in, a note.
    Plain(Vec<Span>),
    Bullets(Vec<Vec<Span>>),
    Figure(Box<Figure>),
    Table(Box<Tabular>),
}

/// A chart in a paper. Its title is left out of the picture, since the caption says it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// `figure-3`.
    pub(crate) id: String,
    pub(crate) number: usize,
    /// The words after "Figure 3: ".
    pub(crate) caption: String,
    /// Measure, geography, period; source and notes follow below the picture.
    pub(crate) note: String,
    pub(crate) drawing: Drawing,
    /// The figures behind the picture, for those who cannot see it and for those who want to check it.
    pub(crate) data: Table,
}

/// A table in a paper. Its caption takes the place of the table's own title.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tabular {
    /// `table-2`.
    pub(crate) id: String,
    pub(crate) number: usize,
    /// The words after "Table 2: ".
    pub(crate) caption: String,
    /// Its notes, symbols and source are printed below.
    pub(crate) table: Table,
}

/// A stretch of text of one form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) strong: bool,
    pub(crate) emphasis: bool,
    /// An address, for a link.
    pub(crate) link: Option<String>,
    /// The id of the evidence behind it in the manifest, such as `p3.2.1`; none for the officer's own words.
    pub(crate) id: Option<String>,
}

impl Span {
    /// Plain text.
    pub(crate) fn text(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            ..Span::default()
        }
    }
}
