//! An officer's plan as tables: the count, what changed since the older version, and each action beside its indicator.

use super::comparison::{reading, text};
use super::{Cell, Column, Table};
use crate::compare::followed::{Beside, Followed, Met};
use crate::compare::since::{Course, Since};
use crate::finding::words::plans::{NO_CAUSE, movement_cell, step};
use crate::finding::words::{Words, credits, digits};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::reading::Reading;
use crate::plan::changes::PlanDifference;
use crate::plan::summary::{ActionCounts, PlanSummary};
use crate::plan::{ActionPlan, ActionStatus, Rag};
use jiff::civil::Date;

/// Where an action's place in an empty group is shown.
const NOT_SAID: &str = "not said";

fn table(
    name: &str,
    title: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    source: &str,
) -> Table {
    Table {
        name: name.to_owned(),
        title: title.to_owned(),
        subtitle: String::new(),
        columns,
        rows,
        notes: Vec::new(),
        source: source.to_owned(),
        emphasis: Vec::new(),
    }
}

fn whole(number: usize) -> Cell {
    Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn day(date: Option<Date>) -> Cell {
    date.map_or(Cell::Empty, |date| text(date.to_string()))
}

/// How many actions stand where: all, by source, by owner.
pub(crate) fn tally(plan: &ActionPlan, summary: &PlanSummary<'_>) -> Table {
    let row = |group: &str, name: &str, tally: &ActionCounts| {
        let name = if name.is_empty() { NOT_SAID } else { name };
        let counts = [
            tally.actions,
            tally.complete,
            tally.in_progress,
            tally.not_started,
            tally.closed + tally.superseded,
            tally.unknown,
            tally.overdue,
        ];
        [text(group), text(name)]
            .into_iter()
            .chain(counts.map(whole))
            .collect::<Vec<Cell>>()
    };
    let mut rows = vec![row("All", "All actions", &summary.all)];
    rows.extend(
        summary
            .by_source
            .iter()
            .map(|(name, tally)| row("Source", name, tally)),
    );
    rows.extend(
        summary
            .by_owner
            .iter()
            .map(|(name, tally)| row("Owner", name, tally)),
    );
    let columns = vec![
        Column::text("group", "Group"),
        Column::text("name", "Name"),
        Column::whole("actions", "Actions"),
        Column::whole("complete", "Complete"),
        Column::whole("in_progress", "In progress"),
        Column::whole("not_started", "Not started"),
        Column::whole("ended_otherwise", "Closed or superseded"),
        Column::whole("unknown", "Status not known"),
        Column::whole("overdue", "Overdue"),
    ];
    let mut table = table(
        "plan-summary",
        "Actions by status",
        columns,
        rows,
        &plan.file,
    );
    table.subtitle = format!("As at {}", summary.as_at);
    table
        .notes
        .push("Overdue actions are counted under their status too.".to_owned());
    table.emphasis.push(0);
    table
}

/// What changed since the older version.
pub(crate) fn slips(plan: &ActionPlan, older: &ActionPlan, found: &[PlanDifference<'_>]) -> Table {
    let row = |difference: &PlanDifference<'_>| {
        vec![
            text(&difference.action.reference),
            text(difference.change.name()),
            text(if difference.change.is_slip() {
                "yes"
            } else {
                "no"
            }),
            text(step(&difference.change)),
        ]
    };
    let columns = vec![
        Column::text("ref", "Ref"),
        Column::text("what", "What"),
        Column::text("slip", "A slip"),
        Column::text("detail", "In full"),
    ];
    let source = format!("{} beside {}", plan.file, older.file);
    table(
        "plan-changes",
        "Changes since the older version",
        columns,
        found.iter().map(row).collect(),
        &source,
    )
}

/// Each action beside its indicator, as people read it.
pub(crate) fn actions(plan: &ActionPlan, followed: &[Followed<'_>], as_at: Date) -> Table {
    let row = |each: &Followed<'_>| {
        let action = each.action;
        let ends = ends(each).map(|ends| {
            let indicator = ends.indicator();
            ends.points
                .map(|(period, value)| format!("{} ({period})", digits(indicator, value)))
        });
        let [from, to] = ends.unwrap_or_default();
        vec![
            text(&action.reference),
            text(&action.recommendation),
            text(&action.owner),
            day(action.due),
            text(standing(each, as_at)),
            text(action.indicator.as_str()),
            text(from),
            text(to),
            text(movement_cell(each)),
            text(target(each)),
        ]
    };
    let columns = vec![
        Column::text("ref", "Ref"),
        Column::text("recommendation", "Recommendation"),
        Column::text("owner", "Owner"),
        Column::text("due", "Due"),
        Column::text("standing", "Status"),
        Column::text("indicator", "Indicator"),
        Column::text("before", "Before it began"),
        Column::text("newest", "Since"),
        Column::text("movement", "Indicator since it began"),
        Column::text("target", "Target"),
    ];
    let rows = followed.iter().map(row).collect();
    let mut table = table(
        "plan-actions",
        "Each action beside its indicator",
        columns,
        rows,
        &source(plan, followed),
    );
    if followed.iter().any(|each| each.beside.is_ok()) {
        table.notes.push(NO_CAUSE.to_owned());
    }
    table
}

/// Each action beside its indicator, for programs.
pub(crate) fn full(
    plan: &ActionPlan,
    followed: &[Followed<'_>],
    (area, as_at): (Option<Area>, Date),
    speaker: Words<'_>,
) -> Table {
    let row = |each: &Followed<'_>| {
        let action = each.action;
        let mut cells = vec![
            Cell::Whole(i64::try_from(action.row).unwrap_or(i64::MAX)),
            text(&action.reference),
            text(&action.source),
            text(&action.recommendation),
            text(&action.owner),
            day(action.due),
            day(action.started),
            text(action.status.map_or("", ActionStatus::word)),
            text(action.rag.map_or("", Rag::word)),
            day(action.updated),
            text(if action.is_overdue(as_at) {
                "yes"
            } else {
                "no"
            }),
            action
                .days_late(as_at)
                .map_or(Cell::Empty, |days| Cell::Whole(i64::from(days))),
            text(action.indicator.as_str()),
        ];
        cells.extend(measured(each));
        cells.extend([
            text(action.target_text.as_str()),
            text(
                each.beside
                    .as_ref()
                    .ok()
                    .and_then(|beside| beside.target)
                    .map_or("", Met::name),
            ),
            text(speaker.followed(each, area).join(" ")),
            text(action.note.as_str()),
        ]);
        cells
    };
    let columns = [
        Column::whole("row", "Row"),
        Column::text("ref", "Ref"),
        Column::text("source", "Source"),
        Column::text("recommendation", "Recommendation"),
        Column::text("owner", "Owner"),
        Column::text("due", "Due"),
        Column::text("started", "Started"),
        Column::text("status", "Status"),
        Column::text("rag", "RAG"),
        Column::text("updated", "Updated"),
        Column::text("overdue", "Overdue"),
        Column::whole("days_overdue", "Days overdue"),
        Column::text("indicator", "Indicator"),
        Column::text("before_period", "Last period before it began"),
        Column::number("before_value", "Figure before"),
        Column::text("newest_period", "Newest period since"),
        Column::number("newest_value", "Newest figure since"),
        Column::number("change", "Change"),
        Column::number("p", "p"),
        Column::text("method", "Method"),
        Column::text("movement", "Movement"),
        Column::text("target", "Target"),
        Column::text("target_met", "Target met"),
        Column::text("sentences", "In words"),
        Column::text("note", "Note"),
    ];
    let rows = followed.iter().map(row).collect();
    table(
        "plan-actions",
        "Each action beside its indicator",
        columns.to_vec(),
        rows,
        &source(plan, followed),
    )
}

/// Faults of the file.
pub(crate) fn checks(plan: &ActionPlan, checks: &[Check]) -> Table {
    let row = |check: &Check| {
        vec![
            text(check.severity.to_string()),
            text(&check.file),
            text(check.row.map(|row| row.to_string()).unwrap_or_default()),
            text(check.column.clone().unwrap_or_default()),
            text(&check.found),
            text(&check.expected),
            text(&check.guidance),
        ]
    };
    let columns = vec![
        Column::text("severity", "Severity"),
        Column::text("file", "File"),
        Column::text("row", "Row"),
        Column::text("column", "Column"),
        Column::text("found", "Found"),
        Column::text("expected", "Expected"),
        Column::text("guidance", "What became of it"),
    ];
    table(
        "plan-faults",
        "Faults in the file",
        columns,
        checks.iter().map(row).collect(),
        &plan.file,
    )
}

/// Both ends of a course, with the labels of their periods.
struct Ends<'a> {
    beside: &'a Beside<'a>,
    course: &'a Course,
    points: [(String, f64); 2],
}

impl<'a> Ends<'a> {
    fn indicator(&self) -> &'a crate::observation::indicator::Indicator {
        &self.beside.panel.indicator
    }
}

fn ends<'a>(each: &'a Followed<'_>) -> Option<Ends<'a>> {
    let beside = each.beside.as_ref().ok()?;
    let course = beside.since.as_ref().ok().and_then(Since::course)?;
    let label = |column: usize| {
        beside
            .panel
            .periods
            .get(column)
            .map(|period| period.short())
            .unwrap_or_default()
    };
    Some(Ends {
        beside,
        course,
        points: [
            (label(course.from), course.earlier),
            (label(course.to), course.now),
        ],
    })
}

fn measured(each: &Followed<'_>) -> [Cell; 8] {
    let movement = text(movement_cell(each));
    let Some(Ends {
        beside,
        course,
        points: [(from, earlier), (to, now)],
    }) = ends(each)
    else {
        let [a, b, c, d, e, f, g] = [const { Cell::Empty }; 7];
        return [a, b, c, d, e, f, g, movement];
    };
    let value = |value: f64| reading(Reading::Known(value), Some(beside.panel.indicator.decimals));
    let p = course.test.map_or(Cell::Empty, |test| Cell::Number {
        value: test.p,
        decimals: Some(4),
    });
    let method = course.test.map_or("", |test| test.method.name());
    [
        text(from),
        value(earlier),
        text(to),
        value(now),
        value(now - earlier),
        p,
        text(method),
        movement,
    ]
}

fn standing(each: &Followed<'_>, as_at: Date) -> String {
    let action = each.action;
    let word = action.status.map_or("not known", ActionStatus::word);
    match action.days_late(as_at) {
        Some(days) => format!("{word}, {days} days overdue"),
        None => word.to_owned(),
    }
}

fn target(each: &Followed<'_>) -> String {
    let met = each.beside.as_ref().ok().and_then(|beside| beside.target);
    match met {
        Some(met) => format!("{}: {}", each.action.target_text, met.name()),
        None => each.action.target_text.clone(),
    }
}

/// The plan's file, and every release that its indicators' figures come from.
fn source(plan: &ActionPlan, followed: &[Followed<'_>]) -> String {
    let besides = followed.iter().filter_map(|each| each.beside.as_ref().ok());
    let panels = besides.flat_map(|beside| {
        std::iter::once(beside.panel).chain(beside.own.as_ref().map(|(panel, _)| *panel))
    });
    let sources: Vec<_> = panels
        .filter_map(|panel| panel.source(newest_file(panel)?))
        .collect();
    let credits = credits(sources.into_iter());
    if credits.is_empty() {
        plan.file.clone()
    } else {
        format!("{}; {credits}", plan.file)
    }
}

/// The file of the newest figure that any authority has.
fn newest_file(panel: &crate::compare::panel::Panel) -> Option<u16> {
    let at = panel.latest()?;
    let areas = (0..panel.slots.len()).filter_map(|slot| panel.slots.area(slot));
    areas
        .filter_map(|area| panel.origin(at, area))
        .map(|origin| origin.file)
        .next()
}
