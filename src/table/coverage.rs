//! Recommendations of several sources in one plan: of each source how many are owned, by a partner too, measured, moved and evidenced.

use super::Table;
use super::cell::{text, whole};
use super::columns::TableColumns;
use crate::compare::followed::Followed;
use crate::compare::since::{CourseVerdict, Since};
use crate::finding::prose::plans::{COVERAGE, NO_CAUSE, NO_SOURCE, some_of};
use crate::plan::ActionPlan;

/// A source with its recommendations.
struct SourceRow<'f> {
    source: &'f str,
    of: Vec<&'f Followed<'f>>,
}

impl SourceRow<'_> {
    fn count(&self, holds: fn(&Followed<'_>) -> bool) -> usize {
        self.of.iter().filter(|each| holds(each)).count()
    }
}

/// A column: its name, its title, and of which recommendations it holds.
type CoverageColumn = (&'static str, &'static str, fn(&Followed<'_>) -> bool);

const COLUMNS: [CoverageColumn; 5] = [
    ("owned", "With an owner", |each| {
        !each.action.owner.is_empty() || !each.action.partner.is_empty()
    }),
    ("partner", "Owned by a partner", |each| {
        !each.action.partner.is_empty()
    }),
    ("measured", "With an indicator", |each| {
        !each.action.indicator.is_empty()
    }),
    ("moved", "Indicator moved beyond chance", has_moved),
    ("evidenced", "With evidence named", |each| {
        !each.action.evidence.is_empty()
    }),
];

/// The coverage by source for people, "7 of 9"; none where no action names one.
pub(crate) fn for_people(plan: &ActionPlan, followed: &[Followed<'_>]) -> Option<Table> {
    let mut columns = of_sources();
    for (name, title, holds) in COLUMNS {
        columns = columns.text(name, title, move |row| {
            text(some_of(row.count(holds), row.of.len()))
        });
    }
    table(plan, followed, columns)
}

/// The same for programs: numbers.
pub(crate) fn full(plan: &ActionPlan, followed: &[Followed<'_>]) -> Option<Table> {
    let mut columns = of_sources().whole("recommendations", "Recommendations", |row| {
        whole(Some(row.of.len() as u64))
    });
    for (name, title, holds) in COLUMNS {
        columns = columns.whole(name, title, move |row| whole(Some(row.count(holds) as u64)));
    }
    table(plan, followed, columns)
}

fn of_sources<'a, 'f>() -> TableColumns<'a, SourceRow<'f>> {
    TableColumns::new().text("source", "Source", |row: &SourceRow<'_>| {
        text(match row.source {
            "" => NO_SOURCE,
            source => source,
        })
    })
}

fn table<'f>(
    plan: &ActionPlan,
    followed: &'f [Followed<'f>],
    columns: TableColumns<'_, SourceRow<'f>>,
) -> Option<Table> {
    let mut rows: Vec<SourceRow<'f>> = Vec::new();
    for each in followed {
        let source = each.action.source.as_str();
        match rows.iter_mut().find(|row| row.source == source) {
            Some(row) => row.of.push(each),
            None => rows.push(SourceRow {
                source,
                of: vec![each],
            }),
        }
    }
    if rows.iter().all(|row| row.source.is_empty()) {
        return None;
    }
    let mut table = columns.table("coverage", COVERAGE, rows);
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
