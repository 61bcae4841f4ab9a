//! What is said of an officer's plan: how far it is, what slipped, and whether each indicator moved since its action began. That
//! something moved is never said to come from an action.

use super::{Words, digits, judged, list, quantity, reason};
use crate::compare::Side;
use crate::compare::followed::{Beside, Followed, Met, Silence, Untold};
use crate::compare::panel::Panel;
use crate::compare::signals::Signals;
use crate::compare::since::{Course, Since, Unlike, Verdict};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::plan::changes::{ActionChange, PlanDifference};
use crate::plan::summary::PlanSummary;
use crate::plan::{Action, ActionPlan};
use crate::stat::control::LEAST_POINTS;
use crate::stat::method::Method;
use crate::stat::round::format_number;
use crate::stat::trend::Direction;
use jiff::civil::Date;

/// More actions than this are counted, and no longer named.
const NAMED: usize = 5;

/// What a reader must know beside any movement.
pub(crate) const NO_CAUSE: &str =
    "That an indicator moved after an action began does not show that the action moved it.";

/// "31 October 2025".
fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        format_number(number as f64, 0),
        if number == 1 { one } else { many }
    )
}

/// The first few in words, and how many more there are.
fn named(mut items: Vec<String>) -> String {
    let more = items.len().saturating_sub(NAMED);
    if more > 0 {
        items.truncate(NAMED);
        items.push(format!("{more} more"));
    }
    list(&items)
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
    let basis = if stated {
        ""
    } else {
        " (the newest update in the file)"
    };
    let verb = if all.complete == 1 { "is" } else { "are" };
    let mut said = vec![format!(
        "As at {}{basis}, {} of {} {verb} complete{rest}.",
        day(summary.as_at),
        all.complete,
        counted(all.actions, "action", "actions")
    )];
    said.push(overdue(summary));
    if summary.without_day > 0 {
        said.push(format!(
            "{} no day by which to be done.",
            counted(summary.without_day, "open action has", "open actions have")
        ));
    }
    if !plan.set_aside.is_empty() {
        let rows: Vec<String> = plan.set_aside.iter().map(ToString::to_string).collect();
        let were = if rows.len() == 1 {
            "row was"
        } else {
            "rows were"
        };
        said.push(format!(
            "{} {were} set aside and counted nowhere: {}.",
            rows.len(),
            named(rows)
        ));
    }
    said
}

fn overdue(summary: &PlanSummary<'_>) -> String {
    let one = |(action, days): &(&Action, Option<i32>)| match days {
        Some(days) => format!(
            "{} by {}",
            action.reference,
            counted(usize::try_from(*days).unwrap_or(0), "day", "days")
        ),
        None => format!("{} by its own word", action.reference),
    };
    match summary.overdue.len() {
        0 => "None is overdue.".to_owned(),
        number => {
            let are = if number == 1 { "is" } else { "are" };
            format!(
                "{number} {are} overdue: {}.",
                named(summary.overdue.iter().map(one).collect())
            )
        }
    }
}

/// What became of the plan since an older version of its file.
pub(crate) fn plan_slips(older: &ActionPlan, found: &[PlanDifference<'_>]) -> Vec<String> {
    let as_at = older
        .newest_update()
        .map(|date| format!(" (as at {})", day(date)))
        .unwrap_or_default();
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
    let mut said = vec![match slipped.len() {
        0 => format!("Nothing has slipped since {then}."),
        number => {
            let have = counted(number, "action has", "actions have");
            format!("Since {then}, {have} slipped: {}.", named(slips.collect()))
        }
    }];
    let which = |name: &str| -> Vec<String> {
        found
            .iter()
            .filter(|d| d.change.name() == name)
            .map(|d| d.action.reference.clone())
            .collect()
    };
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
        let these = which(name);
        let verb = if these.len() == 1 { one } else { many };
        (!these.is_empty()).then(|| format!("{} {verb}", named(these)))
    });
    let others: Vec<String> = others.collect();
    if !others.is_empty() {
        said.push(format!("Beside that, {}.", others.join("; ")));
    }
    said
}

/// One difference, behind its reference: "is due 61 days later".
pub(crate) fn step(step: &ActionChange<'_>) -> String {
    let days = |days: &i32| {
        counted(
            usize::try_from(days.unsigned_abs()).unwrap_or(0),
            "day",
            "days",
        )
    };
    match step {
        ActionChange::Due { days: by, from, to } => {
            let way = if *by > 0 { "later" } else { "earlier" };
            format!(
                "is due {} {way} ({} in place of {})",
                days(by),
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
    }
}

/// How many indicators moved, of how many that could be followed.
pub(crate) fn plan_movement(followed: &[Followed<'_>]) -> Vec<String> {
    let with: Vec<&Beside<'_>> = followed
        .iter()
        .filter_map(|f| f.beside.as_ref().ok())
        .collect();
    if with.is_empty() {
        return Vec::new();
    }
    let how_many = |wanted: &str| {
        with.iter()
            .filter(|beside| movement(beside) == wanted)
            .count()
    };
    let kinds = [
        (how_many(Verdict::Moved.name()), "moved beyond chance"),
        (
            how_many(Verdict::NotBeyondChance.name()) + how_many(Verdict::Same.name()),
            "did not move beyond chance",
        ),
        (
            how_many(NO_FIGURE_YET),
            "had no figure yet for a period after it",
        ),
        (how_many(Verdict::NotTested.name()), "could not be tested"),
        (how_many(Verdict::NotAlike.name()), "changed its definition"),
        (how_many(NOTHING_BEFORE), "had no figure from before it"),
        (how_many(BEGINNING_UNKNOWN), "had no known beginning"),
        (how_many(NOT_BEGUN), "had not begun"),
    ];
    let parts: Vec<String> = kinds
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let of = counted(
        with.len(),
        "action with an indicator",
        "actions with an indicator",
    );
    vec![
        format!("Of {of}, measured since each began: {}.", parts.join(", ")),
        NO_CAUSE.to_owned(),
    ]
}

/// How many tests stand behind the movements, for of many some differ by chance alone.
pub(crate) fn plan_tests(made: usize, survivors: usize, q: f64) -> String {
    let tests = counted(made, "change was tested", "changes were tested");
    format!(
        "{tests} at 95%, of which about 1 in 20 differs by chance alone; {survivors} of them stand when all are taken together (q = {q})."
    )
}

const NO_FIGURE_YET: &str = "no figure yet";
const NOTHING_BEFORE: &str = "no figure from before";
const BEGINNING_UNKNOWN: &str = "beginning unknown";
const NOT_BEGUN: &str = "not begun";

/// What an indicator did since an action began, in the few words of a table's cell.
pub(crate) fn movement(beside: &Beside<'_>) -> &'static str {
    match &beside.since {
        Err(Untold::BeginningUnknown) => BEGINNING_UNKNOWN,
        Err(Untold::NotBegun) => NOT_BEGUN,
        Ok(Since::NotYet { .. }) => NO_FIGURE_YET,
        Ok(Since::NothingBefore | Since::NoBaseline { .. }) => NOTHING_BEFORE,
        Ok(Since::Course(course)) => course.verdict(&beside.panel.indicator).name(),
    }
}

/// Why an action's indicator is not spoken of.
pub(crate) fn silence(silence: Silence) -> &'static str {
    match silence {
        Silence::NoIndicator => "no indicator",
        Silence::NoAuthority => "no authority named",
        Silence::Unknown => "indicator not known",
        Silence::NotRead => "not in the files that were read",
        Silence::NoFigure => "no figure for the authority",
    }
}

/// "fell, moved beyond chance (better)": a movement with its way, for a table's cell.
pub(crate) fn movement_cell(followed: &Followed<'_>) -> String {
    let beside = match &followed.beside {
        Ok(beside) => beside,
        Err(Silence::NoIndicator) => return String::new(),
        Err(why) => return silence(*why).to_owned(),
    };
    let indicator = &beside.panel.indicator;
    match beside.since.as_ref().ok().and_then(Since::course) {
        Some(course) if matches!(course.verdict(indicator), Verdict::Moved) => {
            format!(
                "{} beyond chance{}",
                verb(course),
                judgement(indicator, course)
            )
        }
        Some(course) if matches!(course.verdict(indicator), Verdict::NotTested) => {
            format!("{}; not tested", verb(course))
        }
        _ => movement(beside).to_owned(),
    }
}

fn verb(course: &Course) -> &'static str {
    if course.now > course.earlier {
        "rose"
    } else {
        "fell"
    }
}

fn judgement(indicator: &Indicator, course: &Course) -> String {
    let side = if course.now > course.earlier {
        Side::Above
    } else {
        Side::Below
    };
    judged(indicator, side)
        .map(|word| format!(" ({word})"))
        .unwrap_or_default()
}

impl Words<'_> {
    /// Everything that is said of an action's indicator, one point a sentence.
    pub(crate) fn followed(&self, followed: &Followed<'_>, area: Option<Area>) -> Vec<String> {
        let (Ok(beside), Some(area)) = (&followed.beside, area) else {
            return Vec::new();
        };
        let mut said = match &beside.since {
            Ok(since) => self.since(since, beside.panel, area, followed.action),
            Err(Untold::BeginningUnknown) => vec![format!(
                "The file does not say when the action began, so no movement is told; the newest figure is {}.",
                self.figure_at(beside.panel, beside.newest)
            )],
            Err(Untold::NotBegun) => {
                vec![format!(
                    "The action had not begun; the newest figure is {}.",
                    self.figure_at(beside.panel, beside.newest)
                )]
            }
        };
        said.extend(
            beside
                .target
                .map(|met| self.target(met, beside, followed.action)),
        );
        said.extend(
            beside
                .own
                .as_ref()
                .map(|(panel, signals)| own(panel, signals)),
        );
        said
    }

    /// "184 per 10,000 on 31 March 2025", marked where it is local.
    fn figure_at(&self, panel: &Panel, (column, value): (usize, f64)) -> String {
        let local = if panel.indicator.local {
            " (local, unvalidated)"
        } else {
            ""
        };
        format!(
            "{} {}{local}",
            quantity(&panel.indicator, value),
            when(panel, column)
        )
    }

    fn since(&self, since: &Since, panel: &Panel, area: Area, action: &Action) -> Vec<String> {
        let subject = format!("{} {}", self.whose(area), panel.indicator.noun);
        let began = action.started.map(day).unwrap_or_default();
        match since {
            Since::NotYet { newest } => {
                let value = panel.value(*newest, area).unwrap_or_default();
                let mut said = vec![format!(
                    "{subject} has no figure yet for a period after the action began ({began}); the newest is {}.",
                    self.figure_at(panel, (*newest, value))
                )];
                said.extend(next(&panel.indicator));
                said
            }
            Since::NothingBefore => {
                vec![format!(
                    "{subject} has no figure from before the action began ({began}): the series begins later."
                )]
            }
            Since::NoBaseline { at, why } => vec![format!(
                "{subject} {} is missing: {}; that is the last period before the action began ({began}).",
                when(panel, *at),
                reason(*why)
            )],
            Since::Course(course) => self.course_since(course, panel, &subject, &began),
        }
    }

    fn course_since(
        &self,
        course: &Course,
        panel: &Panel,
        subject: &str,
        began: &str,
    ) -> Vec<String> {
        let indicator = &panel.indicator;
        let earlier = format!(
            "{} {}",
            quantity(indicator, course.earlier),
            when(panel, course.from)
        );
        let now = format!(
            "{} {}",
            quantity(indicator, course.now),
            when(panel, course.to)
        );
        let verb = verb(course);
        let local = if indicator.local {
            " (local, unvalidated)"
        } else {
            ""
        };
        let mut said = vec![match course.verdict(indicator) {
            Verdict::Moved => {
                let judged = judgement(indicator, course);
                format!(
                    "{subject} {verb} from {earlier} to {now}, more than chance would explain{judged}."
                )
            }
            Verdict::NotBeyondChance => {
                // One method allows for more than chance in the counts, and a reader who redoes the sum must know it.
                let wide = course
                    .test
                    .is_some_and(|test| test.method == Method::OverdispersedChange);
                let given = if wide {
                    ", given how far such figures usually move"
                } else {
                    ""
                };
                format!("{subject} was {earlier} and {now}: it has not moved beyond chance{given}.")
            }
            Verdict::Same => format!(
                "{subject}{local} was {earlier} and the same {}.",
                when(panel, course.to)
            ),
            Verdict::NotTested if indicator.local => {
                format!("{subject}{local} {verb} from {earlier} to {now}; not tested.")
            }
            Verdict::NotTested => {
                format!(
                    "{subject} {verb} from {earlier} to {now}; whether beyond chance is not tested, for want of counts."
                )
            }
            Verdict::NotAlike => {
                format!("{subject} was {earlier} and {now}; the two are not like for like.")
            }
        }];
        match &course.unlike {
            Some(Unlike::Break(reason)) => said.push(format!(
                "The series is broken: {}.",
                reason.trim_end_matches('.')
            )),
            Some(Unlike::Overlap) => said.push("The two periods share years.".to_owned()),
            None => {}
        }
        let untested = course.verdict(indicator) == Verdict::NotTested;
        if let Some(share) = course.position.and_then(|p| p.share()).filter(|_| untested) {
            let of = format_number((share * 100.0).floor(), 0);
            said.push(format!(
                "Of authorities’ changes over as long a time, {of}% were smaller."
            ));
        }
        if course.partly_before {
            said.push(format!(
                "The action began on {began}, so part of the newer period lies before it."
            ));
        }
        if let Some(before) = &course.before {
            let rising = before.trend.direction == Direction::Increasing;
            let goes_on = rising == (course.now > course.earlier) && course.now != course.earlier;
            let (already, way) = (
                if goes_on { "already " } else { "" },
                if rising { "rising" } else { "falling" },
            );
            let until = panel
                .periods
                .get(course.from)
                .map(|p| p.short())
                .unwrap_or_default();
            said.push(format!(
                "It was {already}{way} over the five years to {until} (Fingertips test, 99.8%)."
            ));
        }
        said
    }

    fn target(&self, met: Met, beside: &Beside<'_>, action: &Action) -> String {
        let (target, newest) = (
            &action.target_text,
            self.figure_at(beside.panel, beside.newest),
        );
        match met {
            Met::Yes => format!("The target ({target}) is met by the newest figure, {newest}."),
            Met::No => format!("The target ({target}) is not met by the newest figure, {newest}."),
            Met::NoDirection => format!(
                "Whether the target ({target}) is met is not told: no direction is good for this indicator, and the file does not say “at most” or “at least”."
            ),
        }
    }
}

fn when(panel: &Panel, column: usize) -> String {
    panel
        .periods
        .get(column)
        .map(|period| period.in_words())
        .unwrap_or_default()
}

/// When the next figure usually comes.
fn next(indicator: &Indicator) -> Option<String> {
    let month = i8::try_from(indicator.month)
        .ok()
        .and_then(|month| Date::new(2000, month, 1).ok())?;
    Some(format!(
        "The next is usually published in {}.",
        month.strftime("%B")
    ))
}

/// An officer's own months before and after.
fn own(panel: &Panel, signals: &Signals) -> String {
    let label = "The authority’s own figures (local, unvalidated)";
    let since = signals.after.len();
    let Some(found) = &signals.found else {
        return format!(
            "{label}: {} before the action began and {since} since; a control chart needs {LEAST_POINTS} before and one since.",
            signals.before
        );
    };
    let number = |value: f64| digits(&panel.indicator, value);
    let basis = format!(
        "{label}: mean {}, control limits {} to {} in the {} before the action began",
        number(found.mean),
        number(found.limits.lower),
        number(found.limits.upper),
        signals.before
    );
    if found.signals.is_empty() {
        return format!("{basis}; none of the {since} since is a signal of change.");
    }
    let mut rules: Vec<String> = found
        .signals
        .iter()
        .map(|(_, rule)| rule.name().to_owned())
        .collect();
    rules.dedup();
    let (number, are) = (
        found.signals.len(),
        if found.signals.len() == 1 {
            "is a signal"
        } else {
            "are signals"
        },
    );
    format!(
        "{basis}; of the {since} since, {number} {are} of change: {}.",
        list(&rules)
    )
}
