//! What is said of an officer's plan: how far it is, what slipped, and whether each indicator moved since its action began. That
//! something moved is never said to come from an action.

mod moved;

pub(crate) use moved::movement;

use super::{judged_if_up, list, rose_or_fell, survivors_in_words};
use crate::compare::followed::{Followed, FollowedIndicator, NotFollowed, TargetMet};
use crate::compare::since::{CourseVerdict, Since};
use crate::observation::day::days_between;
use crate::plan::changes::{ActionChange, PlanDifference, Unread};
use crate::plan::summary::PlanSummary;
use crate::plan::{AccuracyPoint, Action, ActionPlan, PointOutcome};
use crate::stat::round::format_number;
use jiff::civil::Date;

/// More actions than this are counted, and no longer named.
const NAMED: usize = 5;

/// What a reader must know beside any movement.
pub(crate) const NO_CAUSE: &str =
    "That an indicator moved after an action began does not show that the action moved it.";

/// "31 October 2025".
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        format_number(number as f64, 0),
        if number == 1 { one } else { many }
    )
}

/// The first few, and how many more there are.
fn first_few(mut items: Vec<String>) -> (Vec<String>, usize) {
    let more = items.len().saturating_sub(NAMED);
    items.truncate(NAMED);
    (items, more)
}

/// The same in words.
fn named(items: Vec<String>) -> String {
    let (mut items, more) = first_few(items);
    if more > 0 {
        items.push(format!("{more} more"));
    }
    list(&items)
}

/// The same, a sentence each.
fn each_told(items: Vec<String>) -> String {
    let (mut items, more) = first_few(items);
    if more > 0 {
        let are = if more == 1 { "is" } else { "are" };
        items.push(format!("Besides these there {are} {more} more"));
    }
    let told: Vec<String> = items.iter().map(|item| format!("{item}.")).collect();
    told.join(" ")
}

/// How far a plan is, and what is overdue.
pub(crate) fn plan_progress(
    plan: &ActionPlan,
    summary: &PlanSummary<'_>,
    stated: bool,
) -> Vec<String> {
    let all = summary.all;
    let parts = [
        (all.in_progress, "in progress"),
        (all.not_started, "not started"),
        (all.closed, "closed"),
        (all.superseded, "superseded"),
        (all.unknown, "without a status that can be read"),
    ];
    let rest: Vec<String> = parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("; {}", list(&rest))
    };
    let basis = match (stated, plan.unread_updates()) {
        (true, _) => String::new(),
        (false, 0) => " (the newest update in the file)".to_owned(),
        (false, unread) => {
            format!(" (the newest update that could be read; {unread} could not)")
        }
    };
    let verb = if all.complete == 1 || all.actions == 1 {
        "is"
    } else {
        "are"
    };
    let mut said = vec![format!(
        "As at {}{basis}, {} of {} {verb} complete{rest}.",
        day(summary.as_at),
        all.complete,
        counted(all.actions, "action", "actions")
    )];
    let is_whole = summary.perhaps_overdue.is_empty() && plan.set_aside.is_empty();
    said.push(overdue(summary, is_whole));
    said.extend(perhaps_overdue(&summary.perhaps_overdue));
    if summary.without_day > 0 {
        said.push(format!(
            "{} no day by which to be done.",
            counted(summary.without_day, "open action has", "open actions have")
        ));
    }
    said.extend(set_aside(plan));
    said
}

/// In which of its weeks a plan is on a day.
pub(crate) fn plan_week(starts: Date, weeks: u32, as_at: Date) -> String {
    let days = days_between(starts, as_at);
    let week = days.div_euclid(7) + 1;
    let of = counted(weeks as usize, "week", "weeks");
    if days < 0 {
        format!("The plan has {of} and starts on {}.", day(starts))
    } else if u32::try_from(week).is_ok_and(|week| week > weeks) {
        let over = u32::try_from(week).map_or(0, |week| week - weeks);
        let since = counted(over as usize, "week", "weeks");
        format!(
            "The plan’s {of} are over: {} is {since} after them.",
            day(as_at)
        )
    } else {
        format!("The plan is in week {week} of {weeks} on {}.", day(as_at))
    }
}

/// How many rows were set aside, and which.
fn set_aside(plan: &ActionPlan) -> Option<String> {
    let rows: Vec<String> = plan
        .set_aside
        .iter()
        .map(|set_aside| set_aside.row.to_string())
        .collect();
    let (were, stand) = match rows.len() {
        0 => return None,
        1 => ("row was", "it stands"),
        _ => ("rows were", "they stand"),
    };
    Some(format!(
        "{} {were} set aside and counted nowhere: {}; how {stand} is not known.",
        rows.len(),
        named(rows)
    ))
}

/// How many of a plan's actions are overdue, for a page that has other things to say too.
pub(crate) fn overdue_of(summary: &PlanSummary<'_>) -> String {
    format!(
        "{} of {} actions of the plan are overdue.",
        match summary.all.overdue {
            0 => "None".to_owned(),
            some => super::sentence_start(&super::number_word(some)),
        },
        summary.all.actions
    )
}

/// An overdue action in a line: "R1.1 Review the framework (owner), 45 days late".
pub(crate) fn overdue_line(action: &Action, days: Option<i32>) -> String {
    let owner = match action.owner.as_str() {
        "" => String::new(),
        owner => format!(" ({owner})"),
    };
    let late = days.map_or_else(String::new, |days| {
        format!(", {days} {} late", if days == 1 { "day" } else { "days" })
    });
    format!(
        "{} {}{owner}{late}",
        action.reference, action.recommendation
    )
}

/// What is overdue. `is_whole`: of every row it is known whether it is.
fn overdue(summary: &PlanSummary<'_>, is_whole: bool) -> String {
    match summary.overdue.len() {
        0 if is_whole => "None is overdue.".to_owned(),
        0 => "None is known to be overdue.".to_owned(),
        number => {
            let are = if number == 1 { "is" } else { "are" };
            format!(
                "{number} {are} overdue: {}.",
                named(summary.overdue.iter().map(overdue_by).collect())
            )
        }
    }
}

/// Of how many actions it is not known whether they are overdue, and why.
fn perhaps_overdue(actions: &[&Action]) -> Option<String> {
    let are = match actions.len() {
        0 => return None,
        1 => "open action is",
        _ => "open actions are",
    };
    let references = actions.iter().map(|action| action.reference.clone());
    Some(format!(
        "Whether {} {are} overdue is not known: the due day of {} could not be read.",
        actions.len(),
        named(references.collect())
    ))
}

fn overdue_by((action, days): &(&Action, Option<i32>)) -> String {
    match days {
        Some(days) => format!("{} by {}", action.reference, days_in_words(*days)),
        None => format!("{} by its own word", action.reference),
    }
}

fn days_in_words(days: i32) -> String {
    counted(days.unsigned_abs() as usize, "day", "days")
}

/// What became of the plan since an older version of its file.
pub(crate) fn plan_slips(older: &ActionPlan, found: &[PlanDifference<'_>]) -> Vec<String> {
    let as_at = match older.newest_update() {
        Some(date) => format!(" (as at {})", day(date)),
        None => String::new(),
    };
    let then = format!("the version in {}{as_at}", older.file);
    let mut slipped: Vec<&str> = found
        .iter()
        .filter(|d| d.change.is_slip())
        .map(|d| d.action.reference.as_str())
        .collect();
    slipped.dedup();
    let slips = found
        .iter()
        .filter(|d| d.change.is_slip())
        .map(|d| format!("{} {}", d.action.reference, step(&d.change)));
    let mut unknown: Vec<&str> = found
        .iter()
        .filter(|d| matches!(d.change, ActionChange::NotKnown(_)))
        .map(|d| d.action.reference.as_str())
        .collect();
    unknown.dedup();
    let mut said = vec![match slipped.len() {
        0 if unknown.is_empty() => format!("Nothing has slipped since {then}."),
        0 => format!("Nothing is known to have slipped since {then}."),
        number => {
            let have = counted(number, "action has", "actions have");
            format!(
                "Since {then}, {have} slipped. {}",
                each_told(slips.collect())
            )
        }
    }];
    said.extend(other_changes(found));
    if !unknown.is_empty() {
        let number = counted(unknown.len(), "action", "actions");
        said.push(format!(
            "What changed is not known of {number}, of which one of the two files could not be read in full: {}.",
            named(unknown.into_iter().map(str::to_owned).collect())
        ));
    }
    said
}

/// What changed and is no slip.
fn other_changes(found: &[PlanDifference<'_>]) -> Option<String> {
    let kinds = [
        ("completed", "were completed", "was completed"),
        ("new", "are new", "is new"),
        (
            "removed",
            "are no longer in the file",
            "is no longer in the file",
        ),
        ("text changed", "read otherwise", "reads otherwise"),
        (
            "target changed",
            "have another target",
            "has another target",
        ),
        ("due earlier", "are due earlier", "is due earlier"),
    ];
    let others = kinds.into_iter().filter_map(|(name, many, one)| {
        let these: Vec<String> = found
            .iter()
            .filter(|d| d.change.name() == name)
            .map(|d| d.action.reference.clone())
            .collect();
        let verb = if these.len() == 1 { one } else { many };
        (!these.is_empty()).then(|| format!("{} {verb}", named(these)))
    });
    let others: Vec<String> = others.collect();
    (!others.is_empty()).then(|| format!("Beside that, {}.", others.join("; ")))
}

/// One difference, behind its reference: "is due 61 days later".
pub(crate) fn step(step: &ActionChange<'_>) -> String {
    match step {
        ActionChange::Due { days: by, from, to } => {
            let way = if *by > 0 { "later" } else { "earlier" };
            format!(
                "is due {} {way} ({} in place of {})",
                days_in_words(*by),
                day(*to),
                day(*from)
            )
        }
        ActionChange::DueLost { from } => format!("has no day any more (it was {})", day(*from)),
        ActionChange::Back { from, to } => {
            format!("went back from {} to {}", from.word(), to.word())
        }
        ActionChange::Completed => "was completed".to_owned(),
        ActionChange::Reworded { before } => format!("reads otherwise; before: {before}"),
        ActionChange::Retargeted { before: "" } => "has a target that it had not".to_owned(),
        ActionChange::Retargeted { before } => format!("has another target; before: {before}"),
        ActionChange::New => "is new".to_owned(),
        ActionChange::Removed => "is no longer in the file".to_owned(),
        ActionChange::NotKnown(unread) => match unread {
            Unread::DueBefore => "had a due day that could not be read in the older file",
            Unread::DueNow => "has a due day that could not be read",
            Unread::StatusBefore => "had no status that could be read in the older file",
            Unread::StatusNow => "has no status that could be read",
            Unread::RowBefore => "may be new, or a row of the older file that was set aside",
            Unread::RowNow => "may be gone, or a row of the file that was set aside",
        }
        .to_owned(),
    }
}

/// How many targets the newest figures meet; none where no action has a target that can be told.
pub(crate) fn plan_targets(followed: &[Followed<'_>]) -> Option<String> {
    let met = followed
        .iter()
        .filter_map(|each| each.beside.as_ref().ok()?.target);
    let (mut yes, mut no) = (0, 0);
    for each in met {
        match each {
            TargetMet::Yes => yes += 1,
            TargetMet::No => no += 1,
            TargetMet::NoDirection => {}
        }
    }
    (yes + no > 0).then(|| {
        format!(
            "Of {} held against a newest figure, {yes} {} met and {no} not.",
            counted(yes + no, "target", "targets"),
            if yes == 1 { "is" } else { "are" }
        )
    })
}

/// How many indicators moved, of how many that could be followed.
pub(crate) fn plan_movement(followed: &[Followed<'_>]) -> Vec<String> {
    let with: Vec<&FollowedIndicator<'_>> = followed
        .iter()
        .filter_map(|f| f.beside.as_ref().ok())
        .collect();
    if with.is_empty() {
        return Vec::new();
    }
    let of = counted(
        with.len(),
        "action with an indicator",
        "actions with an indicator",
    );
    let said = match moved::measured_and_others(&with) {
        [Some(measured), None] => format!("Of {of}, measured since each began, {measured}."),
        [Some(measured), Some(others)] => {
            format!("Of {of}, measured since each began, {measured}. Of the others, {others}.")
        }
        [None, others] => format!("Of {of}, {}.", others.unwrap_or_default()),
    };
    vec![said, NO_CAUSE.to_owned()]
}

/// The title of a table of recommendations by source.
pub(crate) const COVERAGE: &str =
    "Recommendations by source: who owns them, and what has moved since";

/// The title of a table of points that inspectors were told.
pub(crate) const POINTS: &str = "What we told the inspectors, and what became of it";

/// In the place of an outcome that could not be read or is not given.
pub(crate) const OUTCOME_NOT_KNOWN: &str = "not known";

/// How many points were accepted; none where there are no points.
pub(crate) fn points(all: &[AccuracyPoint]) -> Option<String> {
    if all.is_empty() {
        return None;
    }
    let count =
        |wanted: Option<PointOutcome>| all.iter().filter(|point| point.outcome == wanted).count();
    let outcomes = PointOutcome::ALL.map(Some).into_iter().chain([None]);
    let each: Vec<String> = outcomes
        .map(|outcome| {
            (
                count(outcome),
                outcome.map_or("of unknown outcome", PointOutcome::word),
            )
        })
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    Some(format!(
        "{} on the accuracy of draft reports: {}.",
        counted(
            all.len(),
            "point was put to inspectors",
            "points were put to inspectors"
        ),
        each.join(", ")
    ))
}

/// How many of a source's recommendations: "7 of 9".
pub(crate) fn some_of(number: usize, all: usize) -> String {
    format!("{number} of {all}")
}

/// In the place of a source that nobody named.
pub(crate) const NO_SOURCE: &str = "no source named";

/// How many tests stand behind the movements, for of many some differ by chance alone.
pub(crate) fn plan_tests(made: usize, survivors: usize, q: f64) -> String {
    let tests = counted(made, "change was tested", "changes were tested");
    format!(
        "{tests} at 95%, of which about 1 in 20 differs by chance alone; {} when all are taken together, at {}%.",
        survivors_in_words(survivors),
        format_number(q * 100.0, 0)
    )
}

/// Why an action's indicator is not spoken of.
pub(crate) fn silence(silence: NotFollowed) -> &'static str {
    match silence {
        NotFollowed::NoIndicator => "no indicator",
        NotFollowed::NoAuthority => "no authority named",
        NotFollowed::Unknown => "indicator not known",
        NotFollowed::NotRead => "not in the files that were read",
        NotFollowed::NoFigure => "no figure for the authority",
    }
}

/// "fell, moved beyond chance (better)": a movement with its way, for a table's cell.
pub(crate) fn movement_cell(followed: &Followed<'_>) -> String {
    let beside = match &followed.beside {
        Ok(beside) => beside,
        Err(NotFollowed::NoIndicator) => return String::new(),
        Err(why) => return silence(*why).to_owned(),
    };
    let indicator = &beside.panel.indicator;
    match beside.since.as_ref().ok().and_then(Since::course) {
        Some(course) if matches!(course.verdict(indicator), CourseVerdict::Moved) => {
            format!(
                "{} beyond chance{}",
                rose_or_fell(course.is_up()),
                judged_if_up(indicator, course.is_up())
            )
        }
        Some(course) if matches!(course.verdict(indicator), CourseVerdict::NotTested) => {
            format!("{}; not tested", rose_or_fell(course.is_up()))
        }
        _ => movement(beside).to_owned(),
    }
}
