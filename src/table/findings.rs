//! Findings for programs and spreadsheets, a row a sentence.

use super::Table;
use super::cell::{count, text};
use super::columns::TableColumns;
use crate::finding::kinds::Statement;
use crate::finding::narrative::summary::SummaryPoint;
use crate::finding::prose::Prose;
use crate::observation::area::Area;

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

/// Each point of a summary with the authority that it is about.
pub(crate) fn summaries<'s>(
    points: impl IntoIterator<Item = (Area, &'s SummaryPoint)>,
    prose: Prose<'_>,
) -> Table {
    TableColumns::<(Area, &SummaryPoint)>::new()
        .text("authority", "Authority", |(area, _)| {
            text(prose.name(*area))
        })
        .text("la_code", "Code", |(area, _)| text(area.la_code()))
        .text("indicator", "Indicator", |(_, of)| text(&of.indicator))
        .text("label", "About", |(_, of)| text(&of.label))
        .text("sentence", "Sentence", |(_, of)| text(&of.clause.text))
        .whole("weight", "Weight", |(_, of)| count(of.weight))
        .table("summary", "Summary", points)
}
