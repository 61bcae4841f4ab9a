//! How each claim of a paper is known: a row a claim.

use super::Table;
use super::cell::text;
use super::columns::TableColumns;
use crate::finding::narrative::known::KnownClaim;

/// The column that a paper fills with the number of the paragraph; until then it holds the indicator's id.
pub(crate) const PARAGRAPH: &str = "paragraph";

/// The table of claims.
pub(crate) fn table(rows: &[KnownClaim]) -> Table {
    TableColumns::<&KnownClaim>::new()
        .text(PARAGRAPH, "Paragraph", |row| text(&row.indicator))
        .text("indicator", "Indicator", |row| text(&row.short))
        .text("claim", "What was asked", |row| text(row.claim))
        .text("test", "Test and level", |row| text(&row.test))
        .text("result", "Result", |row| text(&row.result))
        .table("claims", "How we know", rows)
}
