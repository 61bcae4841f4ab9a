//! How the program makes a table: each column owns the way from a row to its cell, so that headings and cells cannot fall out of
//! step.

use super::{Cell, Column, Table};

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
        self.with(Column::text(name, title), cell)
    }

    /// Adds a column of measured values.
    pub(crate) fn number(self, name: &str, title: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.with(Column::number(name, title), cell)
    }

    /// Adds a column of counts or ranks.
    pub(crate) fn whole(self, name: &str, title: &str, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.with(Column::whole(name, title), cell)
    }

    /// Adds a column.
    pub(crate) fn with(mut self, column: Column, cell: impl Fn(&R) -> Cell + 'a) -> Self {
        self.columns.push(Col {
            column,
            cell: Box::new(cell),
        });
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

    fn cells(&self, row: &R) -> Vec<Cell> {
        self.columns
            .iter()
            .map(|col| {
                let cell = (col.cell)(row);
                let column = &col.column;
                debug_assert!(column.kind.admits(&cell), "{}: {cell:?}", column.name);
                cell
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::cell::{count, text};

    #[test]
    fn a_column_makes_its_own_cells() {
        let table = TableColumns::new()
            .text("word", "Word", |word: &&str| text(*word))
            .when(false, |columns| {
                columns.text("never", "Never", |_| Cell::Empty)
            })
            .whole("length", "Length", |word| count(word.len()))
            .table("words", "Words", ["one", "three"]);
        assert_eq!(
            table.columns,
            [
                Column::text("word", "Word"),
                Column::whole("length", "Length")
            ]
        );
        assert_eq!(
            table.rows,
            [
                vec![text("one"), Cell::Whole(3)],
                vec![text("three"), Cell::Whole(5)]
            ]
        );
    }
}
