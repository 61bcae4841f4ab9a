//! Passages of a paper: what all readers of papers make, and `lint` reads.

/// Where in a paper a passage stands, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PassagePlace {
    Paragraph(usize),
    Cell { table: usize, row: usize },
    Footnote(usize),
}

/// A paragraph, a list item, a footnote or a paragraph in a cell of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Passage {
    /// The heading it stands under; empty before the first.
    pub(crate) heading: String,
    pub(crate) place: PassagePlace,
    pub(crate) text: String,
    /// What heads a cell in the body of a table.
    pub(crate) heads: Option<CellHeads>,
}

/// The headings of one cell, by the rows and columns over which they reach.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct CellHeads {
    /// The cells at the beginning of its row, before the first figure. Never empty.
    pub(crate) row: Vec<String>,
    /// The cells at the top of its column, joined by commas; empty where there are none.
    pub(crate) column: String,
    /// The titles of the table, and of the part of it in which the cell stands.
    pub(crate) above: Vec<String>,
}
