//! Columns: name, heading, kind, unit and the way from a row to the column's cell in one value, so that headings and cells cannot
//! fall out of step.
//!
//! [`TableColumns`] is how the program makes a table. A [`Column`] is what is left of one once the cells are made, for those that
//! write the table; only this file can make one.

use super::{Cell, Table};

/// What a column holds when it holds a value at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Number,
    Whole,
}

/// One column of a table that is made: how programs call it, and how people read it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// The name in CSV, JSON, Parquet and Arrow: `snake_case`, unique in its table.
    pub(crate) name: String,
    /// The heading in the terminal, Markdown and Excel.
    pub(crate) title: String,
    pub(crate) kind: ColumnKind,
    unit: Option<String>,
    description: Option<String>,
}

impl Column {
    /// Such as "per 10,000 children"; carried to Arrow and Parquet, not printed.
    pub(crate) fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// One sentence for analysts; carried to Arrow and Parquet, not printed.
    pub(crate) fn description(&self) -> Option<&str> {
        self.description.as_deref()
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

/// A column and the way from a row `R` to its cell.
struct Col<'a, R> {
    column: Column,
    cell: Box<dyn Fn(&R) -> Cell + 'a>,
}

/// The columns of a table that is made from rows `R`, in their order.
pub(crate) struct TableColumns<'a, R> {
    columns: Vec<Col<'a, R>>,
}

impl<'a, R> TableColumns<'a, R> {
    pub(crate) fn new() -> Self {
        Self {
            columns: Vec::new(),
        }
    }

    /// Adds a column of words.
    pub(crate) fn text(self, name: &str, title: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.of_kind(ColumnKind::Text, name, title, cell)
    }

    /// Adds a column of measured values.
    pub(crate) fn number(self, name: &str, title: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.of_kind(ColumnKind::Number, name, title, cell)
    }

    /// Adds a column of counts or ranks.
    pub(crate) fn whole(self, name: &str, title: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.of_kind(ColumnKind::Whole, name, title, cell)
    }

    /// Adds a column whose kind is known only when the program runs.
    pub(crate) fn of_kind(
        self,
        kind: ColumnKind,
        name: &str,
        title: &str,
        cell: impl Fn(&R) -> Cell + 'a,
    ) -> Self {
        let place = name.to_owned();
        self.unchecked(kind, name, title, move |row| {
            let cell = cell(row);
            debug_assert!(kind.admits(&cell), "{place}: {cell:?}");
            cell
        })
    }

    /// Adds a column of numbers among which a word may stand, such as `inf`. A table with one can be written as text, not as typed
    /// columns.
    pub(crate) fn number_or_word(self, name: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.unchecked(ColumnKind::Number, name, name, cell)
    }

    fn unchecked(
        self,
        kind: ColumnKind,
        name: &str,
        title: &str,
        cell: impl Fn(&R) -> Cell + 'a,
    ) -> Self {
        let column = Column {
            name: name.to_owned(),
            title: title.to_owned(),
            kind,
            unit: None,
            description: None,
        };
        self.with(column, Box::new(cell))
    }

    fn with(mut self, column: Column, cell: Box<dyn Fn(&R) -> Cell + 'a>) -> Self {
        self.columns.push(Col { column, cell });
        self
    }

    /// Gives the last column its unit.
    pub(crate) fn unit(mut self, unit: impl Into<String>) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.column.unit = Some(unit.into());
        }
        self
    }

    /// Gives the last column a sentence for analysts.
    pub(crate) fn about(mut self, description: impl Into<String>) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.column.description = Some(description.into());
        }
        self
    }

    /// Adds further columns where they are wanted.
    pub(crate) fn when(self, wanted: bool, more: impl FnOnce(Self) -> Self) -> Self {
        if wanted { more(self) } else { self }
    }

    /// Adds columns of another table, in the order of their `names`; `cells` is the row of that table that belongs to a row of this
    /// one.
    pub(crate) fn copied(
        self,
        of: &Table,
        names: &[&str],
        cells: impl Fn(&R) -> &[Cell] + Copy + 'a,
    ) -> Self {
        let places = names
            .iter()
            .filter_map(|name| of.columns.iter().position(|column| column.name == *name));
        places.fold(self, |columns, at| {
            let cell = move |row: &R| cells(row).get(at).cloned().unwrap_or(Cell::Empty);
            columns.with(of.columns[at].clone(), Box::new(cell))
        })
    }

    /// Adds the columns of a part of the row; where a row has no such part, their cells are empty.
    pub(crate) fn with_part<P: 'a>(
        self,
        part: TableColumns<'a, P>,
        find: impl Fn(&R) -> Option<&P> + Copy + 'a,
    ) -> Self {
        part.columns.into_iter().fold(self, |columns, col| {
            let cell = move |row: &R| find(row).map_or(Cell::Empty, |part| (col.cell)(part));
            columns.with(col.column, Box::new(cell))
        })
    }

    /// The cells of one row.
    pub(crate) fn cells(&self, row: &R) -> Vec<Cell> {
        self.columns.iter().map(|col| (col.cell)(row)).collect()
    }

    /// The table of these columns with a row for each of `rows`, and nothing around them.
    pub(crate) fn table(
        self,
        name: &str,
        title: impl Into<String>,
        rows: impl IntoIterator<Item = R>,
    ) -> Table {
        let rows = rows.into_iter().map(|row| self.cells(&row)).collect();
        let columns = self.columns.into_iter().map(|col| col.column).collect();
        Table {
            name: name.to_owned(),
            title: title.into(),
            subtitle: String::new(),
            columns,
            rows,
            notes: Vec::new(),
            source: String::new(),
            emphasis: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::cell::{count, text};

    fn words() -> TableColumns<'static, &'static str> {
        TableColumns::<&str>::new()
            .text("word", "Word", |word| text(*word))
            .whole("length", "Length", |word| count(word.len()))
            .unit("letters")
            .about("How many letters it has.")
    }

    #[test]
    fn a_column_makes_its_own_cells() {
        let table = words()
            .when(false, |columns| {
                columns.text("never", "Never", |_| Cell::Empty)
            })
            .table("words", "Words", ["one", "three"]);
        let [word, length] = table.columns.as_slice() else {
            panic!("{:?}", table.columns);
        };
        assert_eq!(
            (word.name.as_str(), word.title.as_str(), word.kind),
            ("word", "Word", ColumnKind::Text)
        );
        assert_eq!((word.unit(), word.description()), (None, None));
        assert_eq!(
            (length.kind, length.unit(), length.description()),
            (
                ColumnKind::Whole,
                Some("letters"),
                Some("How many letters it has.")
            )
        );
        assert_eq!(
            table.rows,
            [
                vec![text("one"), Cell::Whole(3)],
                vec![text("three"), Cell::Whole(5)]
            ]
        );
    }

    #[test]
    fn columns_of_another_table_keep_what_they_say_of_themselves() {
        let of = words().table("words", "Words", ["one", "three"]);
        let made = TableColumns::<(usize, &[Cell])>::new()
            .whole("at", "At", |(at, _)| count(*at))
            .copied(&of, &["length", "none", "word"], |(_, cells)| cells)
            .table(
                "copied",
                "Copied",
                [(7, of.rows[1].as_slice()), (8, &of.rows[0][..1])],
            );
        assert_eq!(
            made.columns[1..],
            [of.columns[1].clone(), of.columns[0].clone()]
        );
        assert_eq!(
            made.rows,
            [
                vec![Cell::Whole(7), Cell::Whole(5), text("three")],
                vec![Cell::Whole(8), Cell::Empty, text("one")],
            ]
        );
    }

    #[test]
    fn a_row_without_a_part_has_empty_cells_there() {
        let made = TableColumns::<Option<&str>>::new()
            .with_part(words(), Option::as_ref)
            .table("parts", "Parts", [Some("one"), None]);
        assert_eq!(
            made.rows,
            [
                vec![text("one"), Cell::Whole(3)],
                vec![Cell::Empty, Cell::Empty]
            ]
        );
    }
}
