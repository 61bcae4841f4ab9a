//! Every inspection, visit and review of an authority in one table, whatever its framework; and what may come next.

use super::Table;
use super::cell::{optional, text};
use super::columns::TableColumns;
use crate::compare::upcoming::ExpectedInspection;
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::day;
use crate::finding::prose::judgements::timeline::{by_whom, label, said, window};
use crate::finding::prose::judgements::upcoming::{ESTIMATES, window_state};
use crate::observation::judgement::Judgement;
use crate::reference::judgements::Judgements;
use jiff::civil::Date;

/// A row an event, oldest first, each in the words of its own framework.
pub(crate) fn timeline(
    title: String,
    events: &[&Judgement],
    judgements: &Judgements,
    prose: Prose<'_>,
) -> Table {
    let is_local = |event: &Judgement| {
        let file = judgements.file_of(event);
        file.is_some_and(|file| file.source.local)
    };
    let any_local = events.iter().any(|event| is_local(event));
    let any_shared = events.iter().any(|event| event.areas.len() > 1);
    TableColumns::new()
        .text("began", "Began", |event: &&Judgement| {
            optional(event.inspected.map(day))
        })
        .text("report", "Report published", |event| {
            optional(event.published.map(day))
        })
        .text("event", "What it was", |event| text(label(event)))
        .text("by", "By whom", |event| text(by_whom(event)))
        .text("said", "What it said", |event| text(said(event)))
        .when(any_shared, |columns| {
            columns.text("with", "Shared by", move |event| {
                let names: Vec<&str> = event.areas.iter().map(|area| prose.short(*area)).collect();
                optional((names.len() > 1).then(|| names.join(", ")))
            })
        })
        .when(any_local, |columns| {
            columns.text("from", "From", move |event| {
                optional(is_local(event).then_some("own file (local)"))
            })
        })
        .table("inspections", title, events.iter().copied())
}

/// A row an authority with an estimate: its last inspection, and the window.
pub(crate) fn next(
    title: String,
    estimates: &[(ExpectedInspection<'_>, String)],
    as_at: Date,
    prose: Prose<'_>,
) -> Table {
    let mut table = TableColumns::new()
        .text(
            "authority",
            "Authority",
            |(estimate, _): &&(ExpectedInspection<'_>, String)| text(prose.short(estimate.area)),
        )
        .text("group", "Group", |(_, group)| text(group))
        .text("last", "Last inspection", |(estimate, _)| {
            text(label(estimate.last))
        })
        .text("last_report", "Report published", |(estimate, _)| {
            optional(estimate.last.published.map(day))
        })
        .text("after", "After", |(estimate, _)| text(&estimate.rule.after))
        .text("next", "Next", |(estimate, _)| text(&estimate.rule.kind))
        .text("window", "Estimated window", |(estimate, _)| {
            text(window(estimate))
        })
        .text("state", "State", move |(estimate, _)| {
            text(window_state(estimate.state(as_at)))
        })
        .table("next", title, estimates.iter());
    table.notes.push(ESTIMATES.to_owned());
    table
}
