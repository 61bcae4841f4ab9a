//! What one cell of a table holds, and how it is made from what the program knows.

use crate::observation::reading::{Reading, Status};
use jiff::civil::Date;

/// What one cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Words: a name, a period, a place such as "joint 36th of 151".
    Text(String),
    /// A measured value. `decimals` is how many a person sees; `None` shows all there are. A value that is not finite is empty.
    Number { value: f64, decimals: Option<u8> },
    /// A count or a rank, shown with thousands commas. A code or a year is `Text`.
    Whole(i64),
    /// A published symbol in place of a value: its code, such as `c`, and what the publisher means by it.
    Symbol { code: String, meaning: String },
    /// Nothing was published, or nothing applies.
    Empty,
}

/// Words; an empty cell where there are none.
pub(crate) fn text(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(words)
    }
}

/// Words that may be absent.
pub(crate) fn optional(words: Option<impl Into<String>>) -> Cell {
    words.map_or(Cell::Empty, text)
}

/// A day as `2025-11-27`.
pub(crate) fn day(date: Option<Date>) -> Cell {
    optional(date.map(|date| date.to_string()))
}

/// "yes" or "no".
pub(crate) fn yes_or_no(is: bool) -> Cell {
    text(if is { "yes" } else { "no" })
}

/// A published reading: its symbol where there is no number, never a zero.
pub(crate) fn reading(reading: Reading, decimals: Option<u8>) -> Cell {
    match reading {
        Reading::Known(value) => Cell::Number { value, decimals },
        Reading::Missing(Status::Absent) => Cell::Empty,
        Reading::Missing(status) => Cell::Symbol {
            code: status.symbol().to_owned(),
            meaning: status.meaning().to_owned(),
        },
    }
}

/// A computed value that may be absent.
pub(crate) fn number(value: Option<f64>, decimals: Option<u8>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Number { value, decimals })
}

/// A count, a rank or the number of a row. None comes near the largest `i64`.
pub(crate) fn count(value: impl TryInto<i64>) -> Cell {
    Cell::Whole(value.try_into().unwrap_or(i64::MAX))
}

/// A count or a rank that may be absent.
pub(crate) fn whole(value: Option<impl TryInto<i64>>) -> Cell {
    value.map_or(Cell::Empty, count)
}
