//! Recommendations of several sources in one plan: of each source how many are owned, by a partner too, measured, moved and evidenced.

use super::Table;
use super::cell::text;
use super::columns::TableColumns;
use crate::compare::followed::Followed;
use crate::compare::since::{CourseVerdict, Since};
use crate::finding::prose::plans::{COVERAGE, NO_CAUSE, NO_SOURCE, some_of};
use crate::plan::ActionPlan;

/// A source with its recommendations.
type SourceRow<'f> = (&'f str, Vec<&'f Followed<'f>>);

/// The coverage by source; none where no action names one.
pub(crate) fn by_source(plan: &ActionPlan, followed: &[Followed<'_>]) -> Option<Table> {
    let mut rows: Vec<SourceRow<'_>> = Vec::new();
    for each in followed {
        let source = each.action.source.as_str();
        match rows.iter_mut().find(|(known, _)| *known == source) {
            Some((_, of)) => of.push(each),
            None => rows.push((source, vec![each])),
        }
    }
    if rows.iter().all(|(source, _)| source.is_empty()) {
        return None;
    }
    let share = |of: &[&Followed<'_>], is: fn(&Followed<'_>) -> bool| {
        let number = of.iter().filter(|each| is(each)).count();
        text(some_of(number, of.len()))
    };
    let mut table = TableColumns::new()
        .text("source", "Source", |(source, _): &&SourceRow<'_>| {
            text(if source.is_empty() { NO_SOURCE } else { source })
        })
        .text("owned", "With an owner", move |(_, of)| {
            share(of, |each| {
                !each.action.owner.is_empty() || !each.action.partner.is_empty()
            })
        })
        .text("partner", "Owned by a partner", move |(_, of)| {
            share(of, |each| !each.action.partner.is_empty())
        })
        .text("measured", "With an indicator", move |(_, of)| {
            share(of, |each| !each.action.indicator.is_empty())
        })
        .text("moved", "Indicator moved beyond chance", move |(_, of)| {
            share(of, has_moved)
        })
        .text("evidenced", "With evidence named", move |(_, of)| {
            share(of, |each| !each.action.evidence.is_empty())
        })
        .table("coverage", COVERAGE, rows.iter());
    table.notes.push(NO_CAUSE.to_owned());
    table.source.clone_from(&plan.file);
    Some(table)
}

fn has_moved(each: &Followed<'_>) -> bool {
    let beside = each.beside.as_ref().ok();
    beside.is_some_and(|beside| {
        let course = beside.since.as_ref().ok().and_then(Since::course);
        course.is_some_and(|course| {
            matches!(
                course.verdict(&beside.panel.indicator),
                CourseVerdict::Moved
            )
        })
    })
}
