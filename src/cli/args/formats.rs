//! The formats in which commands print: a command takes those that it has, and no other.

use clap::ValueEnum;

/// The formats of a command that prints a table, or sentences with tables.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TableFormat {
    Table,
    Csv,
    Json,
    Markdown,
}

/// The formats of news.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NewsFormat {
    Table,
    Csv,
    Json,
    Markdown,
    /// A page that can be pasted into an e-mail
    Html,
}

/// The formats of the calendar.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CalendarFormat {
    Table,
    Csv,
    Json,
    Markdown,
    /// Dates for a calendar program
    Ics,
}
