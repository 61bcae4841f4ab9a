//! The table every writer's test prints: an own row, symbols, an empty cell, a comma, a pipe, and float noise.

use super::columns::TableColumns;
use super::{Cell, Table};

/// A measured value shown with one decimal.
pub(super) fn number(value: f64) -> Cell {
    Cell::Number {
        value,
        decimals: Some(1),
    }
}

/// Words.
pub(super) fn text(words: &str) -> Cell {
    Cell::Text(words.into())
}

/// A published symbol.
pub(super) fn symbol(code: &str, meaning: &str) -> Cell {
    Cell::Symbol {
        code: code.into(),
        meaning: meaning.into(),
    }
}

type SpecimenRow = (&'static str, Cell, Cell, Cell, &'static str);

/// Four authorities; the first is the reader's own.
pub(super) fn neighbours() -> Table {
    let rows: [SpecimenRow; 4] = [
        (
            "Blackpool",
            number(184.0),
            number(-8.25),
            Cell::Whole(531),
            "",
        ),
        (
            "Kingston upon Hull, City of",
            number(135.299_999_999_999_98),
            number(0.0),
            Cell::Whole(12_345),
            "",
        ),
        (
            "Isles of Scilly",
            symbol("c", "suppressed by the publisher"),
            symbol("z", "not applicable"),
            Cell::Empty,
            "c",
        ),
        (
            "Telford | Wrekin",
            number(126.04),
            Cell::Empty,
            Cell::Whole(540),
            "",
        ),
    ];
    let columns = TableColumns::<SpecimenRow>::new()
        .text("authority", "Authority", |row| text(row.0))
        .number("value", "Rate", |row| row.1.clone())
        .unit("per 10,000 children")
        .number("change", "Change on the year", |row| row.2.clone())
        .about("Difference from the year before.")
        .whole("children", "Children", |row| row.3.clone())
        .text("status", "Status", |row| text(row.4));
    let title = "Children looked after, rate per 10,000";
    Table {
        subtitle: "Blackpool and three of its statistical neighbours, 31 March 2025".into(),
        notes: vec!["Rates are published as whole numbers.".into()],
        source: "Department for Education, data as at November 2025".into(),
        emphasis: vec![0],
        ..columns.table("cla-rate", title, rows)
    }
}
