//! What a table says of a column: its name, its heading, its kind.

use super::Cell;

/// What a column holds when it holds a value at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Number,
    Whole,
}

/// One column: how programs call it, and how people read it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// The name in CSV, JSON, Parquet and Arrow: `snake_case`, unique in its table.
    pub(crate) name: String,
    /// The heading in the terminal, Markdown and Excel.
    pub(crate) title: String,
    pub(crate) kind: ColumnKind,
    /// Such as "per 10,000 children"; carried to JSON and Arrow, not printed.
    pub(crate) unit: Option<String>,
    /// One sentence for analysts; carried to JSON and Arrow, not printed.
    pub(crate) description: Option<String>,
}

impl Column {
    /// A column of words.
    pub(crate) fn text(name: &str, title: &str) -> Self {
        Self::new(name, title, ColumnKind::Text)
    }

    /// A column of measured values.
    pub(crate) fn number(name: &str, title: &str) -> Self {
        Self::new(name, title, ColumnKind::Number)
    }

    /// A column of counts or ranks.
    pub(crate) fn whole(name: &str, title: &str) -> Self {
        Self::new(name, title, ColumnKind::Whole)
    }

    /// The same column with a sentence for analysts.
    pub(crate) fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// A column of a kind.
    pub(crate) fn new(name: &str, title: &str, kind: ColumnKind) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            kind,
            unit: None,
            description: None,
        }
    }
}

impl ColumnKind {
    /// Whether the column is set flush right and its symbols stand in for numbers.
    pub(crate) fn is_numeric(self) -> bool {
        self != Self::Text
    }

    /// Whether a column of this kind may hold the cell: no words among numbers, no number among words.
    pub(super) fn admits(self, cell: &Cell) -> bool {
        match cell {
            Cell::Text(_) => self == Self::Text,
            Cell::Number { .. } => self == Self::Number,
            Cell::Whole(_) => self != Self::Text,
            Cell::Symbol { .. } | Cell::Empty => true,
        }
    }
}
