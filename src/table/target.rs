//! What other levels would take, a row a level.

use super::Table;
use super::cell::{number, optional, text, whole};
use super::columns::TableColumns;
use crate::compare::Comparison;
use crate::compare::target::{Target, TargetHistory, Targets, YEARS};
use crate::finding::prose::{Prose, credits, targets as words};

struct TargetRow<'t, 's> {
    c: &'t Comparison<'s>,
    targets: &'t Targets,
    target: &'t Target,
}

/// A comparison with its levels.
pub(crate) type NamedTargets<'t, 's> = [(&'t Comparison<'s>, Targets)];

fn rows<'t, 's>(all: &'t NamedTargets<'t, 's>) -> Vec<TargetRow<'t, 's>> {
    all.iter()
        .flat_map(|(c, targets)| {
            let each = targets.all.iter();
            each.map(move |target| TargetRow { c, targets, target })
        })
        .collect()
}

/// Everything, tidy: for programs.
pub(crate) fn full(all: &NamedTargets<'_, '_>, prose: Prose<'_>) -> Table {
    let mut columns = TableColumns::<TargetRow<'_, '_>>::new()
        .text("authority", "authority", |row| text(prose.name(row.c.area)))
        .text("la_code", "la_code", |row| text(row.c.area.la_code()))
        .text("indicator", "indicator", |row| {
            text(row.c.indicator.id.as_str())
        })
        .text("period", "period", |row| text(row.c.period.label.as_str()))
        .number("count", "count", |row| {
            number(Some(row.targets.count), None)
        })
        .number("base", "base", |row| number(Some(row.targets.base), None))
        .text("level", "level", |row| {
            text(words::level_for(row.target.level, row.c, row.targets))
        })
        .number("value", "value", |row| number(Some(row.target.value), None))
        .number("people", "people", |row| {
            number(Some(row.target.people), None)
        })
        .about("people more, or below zero fewer, by the present count and its base")
        .number("lower95", "lower95", |row| {
            number(Some(row.target.limits.lower), None)
        })
        .about("the same at the ends of the 95% interval of the own figure")
        .number("upper95", "upper95", |row| {
            number(Some(row.target.limits.upper), None)
        });
    for years in YEARS {
        let at = move |row: &TargetRow<'_, '_>, count: fn(&TargetHistory) -> usize| {
            let mut history = row.target.history.iter();
            history.find(|of| of.years == years).map(count)
        };
        columns = columns
            .whole(
                &format!("stood_{years}"),
                &format!("stood_{years}"),
                move |row| whole(at(row, |of| of.stood.len())),
            )
            .about("authorities that stood as far out so many years ago")
            .whole(
                &format!("now_there_{years}"),
                &format!("now_there_{years}"),
                move |row| whole(at(row, |of| of.now_there().count())),
            )
            .about("those of them that are now at the level or beyond it");
    }
    columns.table("target", words::TITLE, rows(all))
}

/// One indicator for people.
pub(crate) fn for_people(all: &NamedTargets<'_, '_>, prose: Prose<'_>) -> Table {
    let columns = TableColumns::<TargetRow<'_, '_>>::new()
        .text("indicator", "Indicator", |row| {
            text(row.c.indicator.short.as_str())
        })
        .text("level", "Level", |row| {
            text(words::level_with_year(row.target.level, row.c, row.targets))
        })
        .number("value", "Figure", |row| {
            let printed = words::printed_as(row.target, row.c.indicator);
            number(Some(row.target.value), Some(printed.decimals))
        })
        .text("people", "People", |row| {
            text(words::people_or_there(row.target, row.targets))
        })
        .text("limits", "People, allowing for chance", |row| {
            text(words::limits(row.target))
        })
        .text("history", "Of those as far out, now there", |row| {
            optional(words::history_of_others(row.target, row.targets))
        });
    let mut table = columns.table("target", words::TITLE, rows(all));
    if let Some((c, _)) = all.first() {
        table.subtitle = prose.name(c.area).to_owned();
    }
    table.notes = vec![words::NOT_A_FORECAST.to_owned()];
    table.source = credits(all.iter().filter_map(|(c, _)| prose.source(c)));
    table
}
