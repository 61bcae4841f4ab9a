//! Findings for programs and spreadsheets, a row a sentence.

use super::Table;
use super::cell::{count, text};
use super::columns::TableColumns;
use crate::finding::kinds::Statement;
use crate::finding::prose::Prose;

/// Each sentence with what it is about.
pub(crate) fn findings<'s>(
    statements: impl IntoIterator<Item = &'s Statement>,
    prose: Prose<'_>,
) -> Table {
    TableColumns::<&Statement>::new()
        .text("authority", "Authority", |of| text(prose.name(of.area)))
        .text("la_code", "Code", |of| text(of.area.la_code()))
        .text("kind", "Kind", |of| text(of.kind.name))
        .text("indicator", "Indicator", |of| text(&of.indicator))
        .text("period", "Period", |of| text(&of.period))
        .text("sentence", "Sentence", |of| text(&of.sentence))
        .whole("weight", "Weight", |of| count(of.weight))
        .table("findings", "Findings", statements)
}
