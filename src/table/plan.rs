//! An officer's plan as tables: the count, what changed since the older version, and each action beside its indicator.

use super::cell::{count, number, optional, text, yes_or_no};
use super::checks;
use super::columns::TableColumns;
use super::{Cell, Table};
use crate::compare::followed::{Followed, TargetMet};
use crate::compare::panel::Panel;
use crate::compare::since::Since;
use crate::finding::phrases::Phrases;
use crate::finding::prose::plans::{NO_CAUSE, movement_cell, step};
use crate::finding::prose::{Prose, credits, digits};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::indicator::Indicator;
use crate::plan::changes::PlanDifference;
use crate::plan::summary::{ActionCounts, PlanSummary};
use crate::plan::{Action, ActionPlan, ActionStatus, PlanDay, Rag};
use jiff::civil::Date;

/// Where an action's place in an empty group is shown.
const NOT_SAID: &str = "not said";
/// What could not be read.
const NOT_KNOWN: &str = "not known";

/// A day for programs; an empty cell where it is not known.
fn day(day: &PlanDay) -> Cell {
    optional(day.known().map(|date| date.to_string()))
}

/// A day for people, who see what could not be read.
fn day_as_typed(day: &PlanDay) -> Cell {
    match day {
        PlanDay::Absent => Cell::Empty,
        PlanDay::Unread(typed) => text(format!("not known: “{typed}”")),
        PlanDay::Known(date) => text(date.to_string()),
    }
}

/// How many actions stand where: all, by source, by owner.
pub(crate) fn tally(plan: &ActionPlan, summary: &PlanSummary<'_>) -> Table {
    let all_counts = &summary.all;
    let all = std::iter::once(("All", "All actions", all_counts));
    let by_source = summary.by_source.iter();
    let by_owner = summary.by_owner.iter();
    let by_partner = summary.by_partner.iter();
    let rows = all
        .chain(by_source.map(|(name, tally)| ("Source", *name, tally)))
        .chain(by_owner.map(|(name, tally)| ("Owner", *name, tally)))
        .chain(by_partner.map(|(name, tally)| ("Partner", *name, tally)));
    let table = TableColumns::<(&str, &str, &ActionCounts)>::new()
        .text("group", "Group", |(group, ..)| text(*group))
        .text("name", "Name", |(_, name, _)| {
            text(if name.is_empty() { NOT_SAID } else { name })
        })
        .whole("actions", "Actions", |(.., tally)| count(tally.actions))
        .whole("complete", "Complete", |(.., tally)| count(tally.complete))
        .whole("in_progress", "In progress", |(.., tally)| {
            count(tally.in_progress)
        })
        .whole("not_started", "Not started", |(.., tally)| {
            count(tally.not_started)
        })
        .whole("ended_otherwise", "Closed or superseded", |(.., tally)| {
            count(tally.closed + tally.superseded)
        })
        .whole("unknown", "Status not known", |(.., tally)| {
            count(tally.unknown)
        })
        .whole("overdue", "Overdue", |(.., tally)| count(tally.overdue))
        .when(all_counts.perhaps_overdue > 0, |columns| {
            columns.whole(
                "overdue_not_known",
                "Overdue or not is not known",
                |(.., tally)| count(tally.perhaps_overdue),
            )
        })
        .table("plan-summary", "Actions by status", rows);
    Table {
        subtitle: format!("As at {}", summary.as_at),
        notes: vec!["Overdue actions are counted under their status too.".to_owned()],
        source: plan.file.clone(),
        emphasis: vec![0],
        ..table
    }
}

/// What changed since the older version.
pub(crate) fn slips(plan: &ActionPlan, older: &ActionPlan, found: &[PlanDifference<'_>]) -> Table {
    let table = TableColumns::<&PlanDifference<'_>>::new()
        .text("ref", "Ref", |change| text(&change.action.reference))
        .text("what", "What", |change| text(change.change.name()))
        .text("slip", "A slip", |change| {
            yes_or_no(change.change.is_slip())
        })
        .text("detail", "In full", |change| text(step(&change.change)))
        .table("plan-changes", "Changes since the older version", found);
    Table {
        source: format!("{} beside {}", plan.file, older.file),
        ..table
    }
}

/// Each action beside its indicator, as people read it.
pub(crate) fn actions(plan: &ActionPlan, followed: &[Followed<'_>], as_at: Date) -> Table {
    let table = ActionColumns::new()
        .text("ref", "Ref", |row| text(&row.action().reference))
        .text("recommendation", "Recommendation", |row| {
            text(&row.action().recommendation)
        })
        .text("owner", "Owner", |row| text(&row.action().owner))
        .when(has_partners(plan), with_partner)
        .text("due", "Due", |row| day_as_typed(&row.action().due))
        .text("standing", "Status", move |row| {
            text(standing(row.followed, as_at))
        })
        .text("indicator", "Indicator", |row| {
            text(row.action().indicator.as_str())
        })
        .text("before", "Before it began", |row| {
            optional(row.course.as_ref().map(|known| known.dated(&known.before)))
        })
        .text("newest", "Since", |row| {
            optional(row.course.as_ref().map(|known| known.dated(&known.newest)))
        })
        .text("movement", "Indicator since it began", |row| {
            text(movement_cell(row.followed))
        })
        .text("target", "Target", |row| text(target(row.followed)))
        .table(ACTIONS, ACTIONS_TITLE, ActionRow::of_each(followed));
    let has_figures = followed.iter().any(|each| each.beside.is_ok());
    Table {
        notes: has_figures
            .then(|| NO_CAUSE.to_owned())
            .into_iter()
            .collect(),
        source: source(plan, followed),
        ..table
    }
}

const ACTIONS: &str = "plan-actions";
const ACTIONS_TITLE: &str = "Each action beside its indicator";

/// Each action beside its indicator, for programs.
pub(crate) fn full(
    plan: &ActionPlan,
    followed: &[Followed<'_>],
    (area, as_at): (Option<Area>, Date),
    prose: Prose<'_>,
    phrases: &Phrases,
) -> Table {
    let columns = as_typed(TableColumns::new(), has_partners(plan), as_at);
    let columns = measured(columns)
        .text("target", "Target", |row| {
            text(row.action().target_text.as_str())
        })
        .text("target_met", "Target met", |row| {
            let beside = row.followed.beside.as_ref().ok();
            optional(beside.and_then(|beside| beside.target).map(TargetMet::name))
        })
        .text("sentences", "In words", move |row| {
            text(prose.followed(row.followed, area, phrases).join(" "))
        })
        .text("evidenced_by", "Evidence", |row| {
            text(row.action().evidence.as_str())
        })
        .text("note", "Note", |row| text(row.action().note.as_str()));
    Table {
        source: source(plan, followed),
        ..columns.table(ACTIONS, ACTIONS_TITLE, ActionRow::of_each(followed))
    }
}

/// What the officer's file says of an action.
fn as_typed<'a>(columns: ActionColumns<'a>, has_partners: bool, as_at: Date) -> ActionColumns<'a> {
    columns
        .whole("row", "Row", |row| count(row.action().row))
        .text("ref", "Ref", |row| text(&row.action().reference))
        .text("source", "Source", |row| text(&row.action().source))
        .text("recommendation", "Recommendation", |row| {
            text(&row.action().recommendation)
        })
        .text("owner", "Owner", |row| text(&row.action().owner))
        .when(has_partners, with_partner)
        .text("due", "Due", |row| day(&row.action().due))
        .text("started", "Started", |row| day(&row.action().started))
        .text("status", "Status", |row| {
            optional(row.action().status.map(ActionStatus::word))
        })
        .text("rag", "RAG", |row| {
            optional(row.action().rag.map(Rag::word))
        })
        .text("updated", "Updated", |row| day(&row.action().updated))
        .text("overdue", "Overdue", move |row| {
            let action = row.action();
            if action.is_perhaps_overdue() {
                text(NOT_KNOWN)
            } else {
                yes_or_no(action.is_overdue(as_at))
            }
        })
        .whole("days_overdue", "Days overdue", move |row| {
            let days = row.action().days_late(as_at);
            days.map_or(Cell::Empty, |days| Cell::Whole(i64::from(days)))
        })
        .text("indicator", "Indicator", |row| {
            text(row.action().indicator.as_str())
        })
}

/// Whether a partner owns any of the actions.
fn has_partners(plan: &ActionPlan) -> bool {
    plan.actions.iter().any(|action| !action.partner.is_empty())
}

fn with_partner(columns: ActionColumns<'_>) -> ActionColumns<'_> {
    columns.text("partner", "Partner", |row| text(&row.action().partner))
}

/// How the indicator moved since the action began.
fn measured(columns: ActionColumns<'_>) -> ActionColumns<'_> {
    columns
        .text("before_period", "Last period before it began", |row| {
            optional(row.course.as_ref().map(|known| known.before.0.as_str()))
        })
        .number("before_value", "Figure before", |row| {
            row.value(|known| known.before.1)
        })
        .text("newest_period", "Newest period since", |row| {
            optional(row.course.as_ref().map(|known| known.newest.0.as_str()))
        })
        .number("newest_value", "Newest figure since", |row| {
            row.value(|known| known.newest.1)
        })
        .number("change", "Change", |row| {
            row.value(|known| known.newest.1 - known.before.1)
        })
        .number("p", "p", |row| number(row.test().map(|(p, _)| p), Some(4)))
        .text("method", "Method", |row| {
            optional(row.test().map(|(_, method)| method))
        })
        .text("movement", "Movement", |row| {
            text(movement_cell(row.followed))
        })
}

/// Faults of the file.
pub(crate) fn checks(plan: &ActionPlan, found: &[Check]) -> Table {
    let table = checks::columns(false, "Column", "What became of it").table(
        "plan-faults",
        "Faults in the file",
        found,
    );
    Table {
        source: plan.file.clone(),
        ..table
    }
}

type ActionColumns<'a> = TableColumns<'a, ActionRow<'a>>;

/// An action with what is known of its indicator since it began.
struct ActionRow<'a> {
    followed: &'a Followed<'a>,
    course: Option<KnownCourse<'a>>,
}

/// The indicator before an action began and now: the label of each period, and its figure.
struct KnownCourse<'a> {
    indicator: &'a Indicator,
    before: (String, f64),
    newest: (String, f64),
    /// The p value of the change and how it was tested, where it could be.
    test: Option<(f64, &'static str)>,
}

impl<'a> ActionRow<'a> {
    fn of_each(followed: &'a [Followed<'a>]) -> impl Iterator<Item = ActionRow<'a>> {
        followed.iter().map(|followed| ActionRow {
            followed,
            course: KnownCourse::of(followed),
        })
    }

    fn action(&self) -> &'a Action {
        self.followed.action
    }

    fn value(&self, figure: impl FnOnce(&KnownCourse<'_>) -> f64) -> Cell {
        let known = self.course.as_ref();
        known.map_or(Cell::Empty, |known| {
            number(Some(figure(known)), Some(known.indicator.decimals))
        })
    }

    fn test(&self) -> Option<(f64, &'static str)> {
        self.course.as_ref()?.test
    }
}

impl<'a> KnownCourse<'a> {
    fn of(followed: &'a Followed<'_>) -> Option<KnownCourse<'a>> {
        let beside = followed.beside.as_ref().ok()?;
        let course = beside.since.as_ref().ok().and_then(Since::course)?;
        let panel = beside.panel;
        Some(KnownCourse {
            indicator: &panel.indicator,
            before: (panel.period(course.from).short(), course.earlier),
            newest: (panel.period(course.to).short(), course.now),
            test: course.test.map(|test| (test.p, test.method.name())),
        })
    }

    /// A figure with its period: "184 (31 March 2025)".
    fn dated(&self, (period, value): &(String, f64)) -> String {
        format!("{} ({period})", digits(self.indicator, *value))
    }
}

fn standing(each: &Followed<'_>, as_at: Date) -> String {
    let action = each.action;
    let word = action.status.map_or(NOT_KNOWN, ActionStatus::word);
    match action.days_late(as_at) {
        None if action.is_perhaps_overdue() => format!("{word}; overdue or not is not known"),
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
fn newest_file(panel: &Panel) -> Option<u16> {
    let at = panel.latest()?;
    let areas = (0..panel.slots.len()).filter_map(|slot| panel.slots.area(slot));
    areas
        .filter_map(|area| panel.origin(at, area))
        .map(|origin| origin.file)
        .next()
}
