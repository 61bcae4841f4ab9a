//! What the council told inspectors on the accuracy of a draft report, and what became of each point.

use super::Table;
use super::cell::{optional, text};
use super::columns::TableColumns;
use crate::finding::prose::plans::{OUTCOME_NOT_KNOWN, POINTS};
use crate::plan::{AccuracyPoint, ActionPlan, PointOutcome};

/// A row a point; none where the plan holds none.
pub(crate) fn told(plan: &ActionPlan) -> Option<Table> {
    if plan.points.is_empty() {
        return None;
    }
    let table = TableColumns::<&AccuracyPoint>::new()
        .text("ref", "Ref", |point| text(&point.reference))
        .text("source", "Report of", |point| text(&point.source))
        .text("point", "What we told them", |point| text(&point.text))
        .text("outcome", "What became of it", |point| {
            text(point.outcome.map_or(OUTCOME_NOT_KNOWN, PointOutcome::word))
        })
        .text("evidence", "Evidence", |point| {
            optional((!point.evidence.is_empty()).then_some(point.evidence.as_str()))
        })
        .text("note", "Note", |point| {
            optional((!point.note.is_empty()).then_some(point.note.as_str()))
        })
        .table("accuracy-points", POINTS, &plan.points);
    Some(Table {
        source: plan.file.clone(),
        ..table
    })
}
