//! A table by columns, typed, for the formats analysts read: what Arrow IPC and Parquet are both written from.

use std::borrow::Cow;

use super::{Cell, Column, ColumnKind, Table, TableFault};
use crate::stat::round::settled;

/// A column of a typed file, with what a reader should know of it: `unit`, `description`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TypedField {
    pub(crate) name: String,
    pub(crate) kind: ColumnKind,
    pub(crate) metadata: Vec<(String, String)>,
}

/// The values of one column of a batch, in the kind its field says. A number that is not finite counts as missing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TypedValues<'a> {
    Text(Vec<Option<Cow<'a, str>>>),
    Number(Vec<Option<f64>>),
    Whole(Vec<Option<i64>>),
}

/// A whole table by columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TypedColumns<'a> {
    pub(crate) fields: Vec<TypedField>,
    pub(crate) values: Vec<TypedValues<'a>>,
    /// About the file: `title`, `source`, `licence`, `release`.
    pub(crate) metadata: Vec<(String, String)>,
}

impl TypedField {
    /// A field without metadata.
    pub(crate) fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            name: name.into(),
            kind,
            metadata: Vec::new(),
        }
    }

    /// The same field with one thing more to know of it.
    pub(crate) fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.metadata.push((key.into(), value.into()));
        self
    }
}

impl TypedValues<'static> {
    /// No values of this kind.
    pub(crate) fn none(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text => Self::Text(Vec::new()),
            ColumnKind::Number => Self::Number(Vec::new()),
            ColumnKind::Whole => Self::Whole(Vec::new()),
        }
    }
}

impl<'a> TypedColumns<'a> {
    /// A printable table by columns. A symbol is a missing value, and its code stands in a text column `<name>_status` just after,
    /// unless the table has a column of its own for that; what the symbols mean is in the metadata.
    ///
    /// # Errors
    /// [`TableFault::Kind`] for a cell that its column does not admit, such as words among numbers.
    pub(crate) fn of(table: &'a Table) -> Result<Self, TableFault> {
        let mut columns = Self {
            fields: Vec::new(),
            values: Vec::new(),
            metadata: about(table),
        };
        for ((at, column), status) in table.columns.iter().enumerate().zip(table.status_names()) {
            columns.fields.push(field(column));
            columns.values.push(values(table, at)?);
            if let Some(name) = status {
                columns
                    .fields
                    .push(TypedField::new(name, ColumnKind::Text).with(
                        "description",
                        format!("symbol published in place of {}", column.name),
                    ));
                columns
                    .values
                    .push(TypedValues::Text(cells(table, at).map(code).collect()));
            }
        }
        Ok(columns)
    }
}

fn about(table: &Table) -> Vec<(String, String)> {
    let symbols: Vec<String> = table
        .symbols()
        .iter()
        .map(|(code, meaning)| format!("{code}: {meaning}"))
        .collect();
    [
        ("title", table.title.clone()),
        ("subtitle", table.subtitle.clone()),
        ("source", table.source.clone()),
        ("notes", table.notes.join("\n")),
        ("symbols", symbols.join("\n")),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| (key.to_owned(), text))
    .collect()
}

fn field(column: &Column) -> TypedField {
    let mut field = TypedField::new(&column.name, column.kind).with("title", &column.title);
    for (key, value) in [
        ("unit", column.unit()),
        ("description", column.description()),
    ] {
        if let Some(value) = value {
            field = field.with(key, value);
        }
    }
    field
}

/// The cells of the column at a place, one a row.
fn cells(table: &Table, at: usize) -> impl Iterator<Item = &Cell> {
    table
        .rows
        .iter()
        .map(move |row| row.get(at).unwrap_or(&Cell::Empty))
}

fn values(table: &Table, at: usize) -> Result<TypedValues<'_>, TableFault> {
    let column = &table.columns[at];
    let cells = cells(table, at).enumerate();
    Ok(match column.kind {
        ColumnKind::Text => TypedValues::Text(
            cells
                .map(|(row, cell)| text(cell).ok_or_else(|| fault(table, column, row, cell)))
                .collect::<Result<_, _>>()?,
        ),
        ColumnKind::Number => TypedValues::Number(
            cells
                .map(|(row, cell)| number(cell).ok_or_else(|| fault(table, column, row, cell)))
                .collect::<Result<_, _>>()?,
        ),
        ColumnKind::Whole => TypedValues::Whole(
            cells
                .map(|(row, cell)| whole(cell).ok_or_else(|| fault(table, column, row, cell)))
                .collect::<Result<_, _>>()?,
        ),
    })
}

/// The outer `Option` says whether a column of words admits the cell, the inner one whether it holds any.
fn text(cell: &Cell) -> Option<Option<Cow<'_, str>>> {
    match cell {
        Cell::Text(text) => Some(Some(Cow::Borrowed(text))),
        Cell::Symbol { .. } | Cell::Empty => Some(None),
        Cell::Number { .. } | Cell::Whole(_) => None,
    }
}

fn number(cell: &Cell) -> Option<Option<f64>> {
    match cell {
        Cell::Number { value, .. } => Some(Some(settled(*value))),
        // Exact below 2^53, and no count reaches that.
        Cell::Whole(value) => Some(Some(*value as f64)),
        Cell::Symbol { .. } | Cell::Empty => Some(None),
        Cell::Text(_) => None,
    }
}

fn whole(cell: &Cell) -> Option<Option<i64>> {
    match cell {
        Cell::Whole(value) => Some(Some(*value)),
        Cell::Symbol { .. } | Cell::Empty => Some(None),
        Cell::Text(_) | Cell::Number { .. } => None,
    }
}

fn code(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Symbol { code, .. } => Some(Cow::Borrowed(code)),
        _ => None,
    }
}

fn fault(table: &Table, column: &Column, row: usize, cell: &Cell) -> TableFault {
    let found = match cell {
        Cell::Text(_) => "words",
        Cell::Number { .. } => "a number",
        Cell::Whole(_) => "a whole number",
        Cell::Symbol { .. } => "a symbol",
        Cell::Empty => "nothing",
    };
    let expected = match column.kind {
        ColumnKind::Text => "words",
        ColumnKind::Number => "numbers",
        ColumnKind::Whole => "whole numbers",
    };
    TableFault::Kind {
        table: table.name.clone(),
        column: column.name.clone(),
        row,
        found,
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;

    #[test]
    fn a_symbol_is_missing_with_its_code_beside_it() {
        let table = specimen::neighbours();
        let columns = TypedColumns::of(&table).unwrap();
        let names: Vec<_> = columns
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "authority",
                "value",
                "change",
                "change_status",
                "children",
                "status"
            ]
        );
        assert_eq!(
            columns.values[1],
            TypedValues::Number(vec![Some(184.0), Some(135.3), None, Some(126.04)])
        );
        assert_eq!(
            columns.values[3],
            TypedValues::Text(vec![None, None, Some("z".into()), None])
        );
        assert_eq!(
            columns.values[4],
            TypedValues::Whole(vec![Some(531), Some(12_345), None, Some(540)])
        );
        assert!(
            columns.fields[1]
                .metadata
                .contains(&("unit".into(), "per 10,000 children".into()))
        );
        assert!(columns.metadata.contains(&(
            "symbols".into(),
            "c: suppressed by the publisher\nz: not applicable".into()
        )));
    }

    #[test]
    fn words_among_numbers_are_a_fault_that_says_where() {
        let mut table = specimen::neighbours();
        table.rows[2][1] = specimen::text("joint 36th");
        let fault = TypedColumns::of(&table).unwrap_err().to_string();
        assert_eq!(
            fault,
            "column `value` of table `cla-rate`, row 2: words where the column holds numbers"
        );
    }
}
