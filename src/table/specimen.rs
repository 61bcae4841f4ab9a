//! The table every writer's test prints: an own row, symbols, an empty cell, a comma, a pipe, and float noise.

use super::{Cell, Column, Table};

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

/// Four authorities; the first is the reader's own.
pub(super) fn neighbours() -> Table {
    Table {
        name: "cla-rate".into(),
        title: "Children looked after, rate per 10,000".into(),
        subtitle: "Blackpool and three of its statistical neighbours, 31 March 2025".into(),
        columns: vec![
            Column::text("authority", "Authority"),
            Column {
                unit: Some("per 10,000 children".into()),
                ..Column::number("value", "Rate")
            },
            Column::number("change", "Change on the year")
                .with_description("Difference from the year before."),
            Column::whole("children", "Children"),
            Column::text("status", "Status"),
        ],
        rows: vec![
            vec![
                text("Blackpool"),
                number(184.0),
                number(-8.25),
                Cell::Whole(531),
                text(""),
            ],
            vec![
                text("Kingston upon Hull, City of"),
                number(135.299_999_999_999_98),
                number(0.0),
                Cell::Whole(12_345),
                text(""),
            ],
            vec![
                text("Isles of Scilly"),
                symbol("c", "suppressed by the publisher"),
                symbol("z", "not applicable"),
                Cell::Empty,
                text("c"),
            ],
            vec![
                text("Telford | Wrekin"),
                number(126.04),
                Cell::Empty,
                Cell::Whole(540),
                text(""),
            ],
        ],
        notes: vec!["Rates are published as whole numbers.".into()],
        source: "Department for Education, data as at November 2025".into(),
        emphasis: vec![0],
    }
}
