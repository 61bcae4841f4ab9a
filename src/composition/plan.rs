//! `plan`: an officer's list of actions counted, held against its older version, and put beside what the figures did.

use crate::compare::followed::{Followed, FollowedIndicator, NotFollowed, PlanQuestion};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::signals::Signals;
use crate::compare::since::{Course, Since};
use crate::compare::study::Study;
use crate::error::{Error, Result};
use crate::finding::phrases::Phrases;
use crate::finding::prose::{Prose, plans};
use crate::finding::report::FALSE_DISCOVERIES;
use crate::inputs::load::{Input, Stored, known_name};
use crate::observation::area::Area;
use crate::observation::check::{Check, Severity};
use crate::plan::changes::{self, PlanDifference};
use crate::plan::summary::PlanSummary;
use crate::plan::{Action, ActionPlan, consistency, read};
use crate::reference::Reference;
use crate::screen::ScreeningScope;
use crate::stat::multiple;
use crate::table::{self, Table};
use crate::world::{self, World};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Which plan to report on, of whom, and as at which day.
pub(crate) struct PlanOrder<'a> {
    pub(crate) file: &'a Path,
    pub(crate) before: Option<&'a Path>,
    /// Otherwise the newest update in the file.
    pub(crate) as_at: Option<Date>,
    /// Without an authority no indicator is looked at.
    pub(crate) area: Option<Area>,
    /// PlanFiles or folders with figures; none means those in the program.
    pub(crate) data: &'a [PathBuf],
    /// The store that is read beside those in the program.
    pub(crate) stored: Option<&'a Stored>,
    /// The wording of what is said of each action's indicator.
    pub(crate) phrases: &'a Phrases,
}

/// What is said of a plan: what a paper takes up.
pub(crate) struct PlanReport {
    /// The day on which it is told.
    pub(crate) as_at: Date,
    /// How far the plan is, what slipped, how many indicators moved.
    pub(crate) summary: Vec<String>,
    /// One entry an action with something to say: its reference and its sentences.
    pub(crate) actions: Vec<(String, Vec<String>)>,
    pub(crate) tally: Table,
    /// Recommendations by source; none where no action names one.
    pub(crate) coverage: Option<Table>,
    /// What inspectors were told; none where the plan holds no such points.
    pub(crate) points: Option<Table>,
    pub(crate) changes: Option<Table>,
    /// Each action beside its indicator, for people.
    pub(crate) beside: Table,
    /// The same for programs.
    pub(crate) full: Table,
    /// Faults of the plan and of its older version, worst first.
    pub(crate) faults: Vec<Check>,
    /// The same as a table; none where there are none.
    pub(crate) faults_table: Option<Table>,
    /// Faults of the figures' own files.
    pub(crate) checks: Vec<Check>,
    /// Everything with its numbers, for programs.
    pub(crate) evidence: Value,
}

/// A plan and its older version as they were read.
struct PlanFiles {
    plan: ActionPlan,
    older: Option<ActionPlan>,
    as_at: Date,
    checks: Vec<Check>,
}

/// Reads a plan and reports on it.
///
/// # Errors
/// A file that cannot be read; no action in it; no day to report it as at; figures as [`load`].
pub(crate) fn tell(
    world: &dyn World,
    reference: &Reference,
    order: &PlanOrder<'_>,
) -> Result<PlanReport> {
    let mut files = files(world, order)?;
    let names = names(reference, &files.plan, order);
    let (study, checks) = match &names[..] {
        [] => (None, Vec::new()),
        names => {
            let input = Input {
                paths: order.data,
                indicators: names,
                categories: &[],
                by_hand: None,
                asked: ScreeningScope::Everything,
                stored: order.stored,
            };
            let mut study = Study::load(world, reference, &input)?;
            let checks = std::mem::take(&mut study.checks);
            (Some(study), checks)
        }
    };
    let plan = std::mem::take(&mut files.checks);
    let current = study.as_ref().map(Study::current).unwrap_or_default();
    let asking = order.area.map(|area| PlanQuestion {
        area,
        as_at: files.as_at,
        current: &current,
    });
    let followed: Vec<Followed<'_>> = files
        .plan
        .actions
        .iter()
        .map(|action| follow(action, reference, study.as_ref(), asking))
        .collect();
    let mut faults = plan;
    faults.extend(unknown_indicators(reference, &files.plan, &followed));
    faults.sort_by(|a, b| {
        (b.severity, &a.file, a.row, &a.column).cmp(&(a.severity, &b.file, b.row, &b.column))
    });
    Ok(reported(
        &files,
        &followed,
        order,
        faults,
        checks,
        Prose { reference },
    ))
}

fn files(world: &dyn World, order: &PlanOrder<'_>) -> Result<PlanFiles> {
    let (plan, mut checks) = read::read(world, order.file)?;
    let place = world::slashed(order.file);
    if plan.actions.is_empty() {
        let what = match plan.set_aside.len() {
            0 => "there is no action in the file".to_owned(),
            rows => {
                format!("no action in the file could be read: all its rows ({rows}) were set aside")
            }
        };
        let fault = Error::nothing(what).in_file(&place).after(&checks);
        let fault = match plan.set_aside.first() {
            Some(first) => fault.at_row(first.row),
            None => fault,
        };
        return Err(fault.hint("look at its first rows: each action needs a “ref” of its own, and as many cells as the header has"));
    }
    let as_at = order
        .as_at
        .or_else(|| plan.newest_update())
        .ok_or_else(|| {
            let what = match plan.unread_updates() {
                0 => "the file does not say when it was updated, so nothing can be told as at a day".to_owned(),
                unread => format!("none of the {unread} days of update could be read, so nothing can be told as at a day"),
            };
            Error::usage(what)
                .in_file(&place)
                .hint("name a day with --as-at, or fill the column “updated” with days such as 2025-06-30")
        })?;
    checks.extend(consistency::on_the_day(&plan, as_at));
    let older = order
        .before
        .map(|path| read::read(world, path))
        .transpose()?;
    let older = older.map(|(older, found)| {
        checks.extend(found);
        older
    });
    Ok(PlanFiles {
        plan,
        older,
        as_at,
        checks,
    })
}

/// The indicators to read, by the names they are known by; none without an authority.
fn names(reference: &Reference, plan: &ActionPlan, order: &PlanOrder<'_>) -> Vec<String> {
    let typed = plan
        .actions
        .iter()
        .map(|action| action.indicator.as_str())
        .filter(|name| !name.is_empty());
    let typed = typed.filter(|_| order.area.is_some());
    let mut names: Vec<String> = typed
        .filter_map(|name| {
            known_name(reference, name)
                .ok()
                .or_else(|| (!order.data.is_empty()).then(|| name.to_owned()))
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

fn follow<'p>(
    action: &'p Action,
    reference: &Reference,
    study: Option<&'p Study<'_>>,
    asking: Option<PlanQuestion<'_>>,
) -> Followed<'p> {
    let known = known_name(reference, &action.indicator);
    let name = known.as_deref().unwrap_or(&action.indicator);
    let (national, own) = (
        study.and_then(|study| study.panel(name)),
        study.and_then(|study| study.own_panel(name)),
    );
    let beside = match asking {
        _ if action.indicator.is_empty() => Err(NotFollowed::NoIndicator),
        _ if known.is_err() && national.or(own).is_none() && asking.is_some() => {
            Err(NotFollowed::Unknown)
        }
        None => Err(NotFollowed::NoAuthority),
        Some(asking) => FollowedIndicator::of(action, national, own, asking),
    };
    Followed { action, beside }
}

fn unknown_indicators(
    reference: &Reference,
    plan: &ActionPlan,
    followed: &[Followed<'_>],
) -> Vec<Check> {
    followed
        .iter()
        .filter(|each| is_unknown(reference, each))
        .map(|each| unknown_indicator(reference, plan, each.action))
        .collect()
}

/// Without an authority no figures were read, and a name of the officer's own may yet be in them.
fn is_unknown(reference: &Reference, followed: &Followed<'_>) -> bool {
    match followed.beside {
        Err(NotFollowed::Unknown) => true,
        Err(NotFollowed::NoAuthority) => known_name(reference, &followed.action.indicator).is_err(),
        _ => false,
    }
}

fn unknown_indicator(reference: &Reference, plan: &ActionPlan, action: &Action) -> Check {
    let name = &action.indicator;
    let fault = known_name(reference, name).err();
    let expected = fault
        .as_ref()
        .map(Error::wanted)
        .filter(|wanted| !wanted.is_empty());
    Check::new(Severity::Warning, "plan-indicator", &plan.file)
        .row(action.row)
        .column("indicator")
        .found(format!(
            "“{name}”, which is no indicator this program knows"
        ))
        .expected(expected.unwrap_or(
            "an id that “yardstick indicators” lists, or one of a local file given by --data",
        ))
        .guidance("the action is kept; no movement is told")
}

fn reported(
    files: &PlanFiles,
    followed: &[Followed<'_>],
    order: &PlanOrder<'_>,
    faults: Vec<Check>,
    checks: Vec<Check>,
    prose: Prose<'_>,
) -> PlanReport {
    let PlanFiles {
        plan, older, as_at, ..
    } = files;
    let tally = table::plan::tally(plan, &PlanSummary::of(plan, *as_at));
    let coverage = table::coverage::full(plan, followed);
    let points = table::points::told(plan);
    let found: Option<Vec<PlanDifference<'_>>> =
        older.as_ref().map(|older| changes::since(older, plan));
    let differences = older.as_ref().zip(found.as_deref());
    let p = tests(followed);
    let summary = summary(files, followed, order, (differences, &p));
    let sentences: Vec<Vec<String>> = followed
        .iter()
        .map(|each| prose.followed(each, order.area, order.phrases))
        .collect();
    let full = table::plan::full(plan, followed, (order.area, *as_at), prose, order.phrases);
    let changes = differences.map(|(older, found)| table::plan::slips(plan, older, found));
    let mut evidence = json!({
        "file": plan.file,
        "sha256": plan.sha256,
        "as_at": as_at.to_string(),
        "as_at_from": if order.as_at.is_some() { "named" } else { "the newest update in the file" },
        "older_file": older.as_ref().map(|older| json!({ "file": older.file, "sha256": older.sha256 })),
        "authority": order.area.map(|area| prose.name(area)),
        "rows_set_aside": plan.set_aside.iter().map(|set_aside| set_aside.row).collect::<Vec<_>>(),
        "summary": summary,
        "tally": table::json::rows(&tally),
        "coverage": coverage.as_ref().map(table::json::rows),
        "points": points.as_ref().map(table::json::rows),
        "changes": changes.as_ref().map(table::json::rows),
        "actions": actions(followed, &sentences, &full, order.area),
        "tests": p.len(),
        "faults": table::json::rows(&table::plan::checks(plan, &faults)),
    });
    tell_not_known(&mut evidence, plan);
    PlanReport {
        as_at: *as_at,
        actions: with_sentences(followed, sentences),
        tally,
        coverage: table::coverage::for_people(plan, followed),
        points,
        beside: table::plan::actions(plan, followed, *as_at),
        faults_table: (!faults.is_empty()).then(|| table::plan::checks(plan, &faults)),
        faults,
        summary,
        changes,
        full,
        checks,
        evidence,
    }
}

/// The references of the actions of which it is not known whether they are overdue, where there are any.
fn tell_not_known(evidence: &mut Value, plan: &ActionPlan) {
    let perhaps: Vec<&str> = plan
        .actions
        .iter()
        .filter(|action| action.is_perhaps_overdue())
        .map(|action| action.reference.as_str())
        .collect();
    if let (false, Value::Object(fields)) = (perhaps.is_empty(), evidence) {
        fields.insert("overdue_not_known".to_owned(), json!(perhaps));
    }
}

/// How far the plan is, what slipped, how many indicators moved, and what the tests come to.
fn summary(
    files: &PlanFiles,
    followed: &[Followed<'_>],
    order: &PlanOrder<'_>,
    (differences, p): (Option<(&ActionPlan, &[PlanDifference<'_>])>, &[f64]),
) -> Vec<String> {
    let PlanFiles { plan, as_at, .. } = files;
    let counted = PlanSummary::of(plan, *as_at);
    let mut sentences = plans::plan_progress(plan, &counted, order.as_at.is_some());
    if let Some((older, found)) = differences {
        sentences.extend(plans::plan_slips(older, found));
    }
    sentences.extend(plans::plan_movement(followed));
    if !p.is_empty() {
        sentences.push(plans::plan_tests(
            p.len(),
            multiple::survivors(p, FALSE_DISCOVERIES),
            FALSE_DISCOVERIES,
        ));
    }
    sentences.extend(plans::plan_targets(followed));
    sentences.extend(plans::points(&plan.points));
    sentences
}

/// The reference and the sentences of each action with something to say.
fn with_sentences(
    followed: &[Followed<'_>],
    sentences: Vec<Vec<String>>,
) -> Vec<(String, Vec<String>)> {
    followed
        .iter()
        .zip(sentences)
        .filter(|(_, sentences)| !sentences.is_empty())
        .map(|(each, sentences)| (each.action.reference.clone(), sentences))
        .collect()
}

/// The p of every test, each indicator and pair of periods once: two actions may share them.
fn tests(followed: &[Followed<'_>]) -> Vec<f64> {
    followed
        .iter()
        .filter_map(|each| {
            let beside = each.beside.as_ref().ok()?;
            let course = course_of(beside)?;
            let tested = (&beside.panel.indicator.id, course.from, course.to);
            Some((tested, course.test?.p))
        })
        .collect::<BTreeMap<_, _>>()
        .into_values()
        .collect()
}

fn course_of<'b>(beside: &'b FollowedIndicator<'_>) -> Option<&'b Course> {
    beside.since.as_ref().ok().and_then(Since::course)
}

fn actions(
    followed: &[Followed<'_>],
    sentences: &[Vec<String>],
    full: &Table,
    area: Option<Area>,
) -> Vec<Value> {
    let rows = table::json::rows(full).into_iter();
    rows.zip(followed)
        .zip(sentences)
        .map(|((mut row, each), sentences)| {
            if let Value::Object(fields) = &mut row {
                let beside = each.beside.as_ref().ok().zip(area);
                let evidence = beside.map(|(beside, area)| evidence(beside, area));
                fields.insert("sentences".to_owned(), json!(sentences));
                fields.insert("evidence".to_owned(), json!(evidence));
            }
            row
        })
        .collect()
}

/// What an action's sentences rest on.
fn evidence(beside: &FollowedIndicator<'_>, area: Area) -> Value {
    let panel = beside.panel;
    let course = course_of(beside);
    json!({
        "indicator": panel.indicator.id,
        "local": panel.indicator.local,
        "newest": point(panel, beside.newest.0, area),
        "before": course.map(|course| point(panel, course.from, area)),
        "since": course.map(|course| point(panel, course.to, area)),
        "verdict": course.map(|course| course.verdict(&panel.indicator).name()),
        "partly_before": course.map(|course| course.partly_before),
        "z": course.and_then(|course| course.test).map(|test| test.z),
        "p": course.and_then(|course| course.test).map(|test| test.p),
        "dispersion": course.and_then(|course| course.test?.dispersion),
        "method": course.and_then(|course| course.test).map(|test| test.method.name()),
        "level": course.and_then(|course| crate::compare::change::level_of(course.test?.p)),
        "smaller_changes": course.and_then(|course| course.position).map(|position| position.smaller),
        "changes": course.and_then(|course| course.position).map(|position| position.of),
        "trend_before": course.and_then(|course| course.before.as_ref()).map(|recent| recent.trend.direction.name()),
        "own": beside.own.as_ref().map(|(panel, own)| signals(panel, own)),
    })
}

/// One figure with its counts and the row it was read from.
fn point(panel: &Panel, column: PeriodColumn, area: Area) -> Value {
    let (numerator, denominator) = panel.counts(column, area);
    let origin = panel.origin(column, area);
    let source = origin.and_then(|origin| panel.source(origin.file));
    json!({
        "period": panel.period(column).label,
        "value": panel.value(column, area),
        "numerator": numerator,
        "denominator": denominator,
        "vintage": source.map(|source| source.credit()),
        "file": source.map(|source| source.file.as_str()),
        "row": origin.map(|origin| origin.row),
    })
}

fn signals(panel: &Panel, own: &Signals) -> Value {
    let signals = own.found.as_ref().map(|found| {
        let signals = found.signals.iter().map(
            |(column, rule)| json!({ "period": panel.period(*column).label, "rule": rule.name() }),
        );
        signals.collect::<Vec<_>>()
    });
    json!({
        "indicator": panel.indicator.id,
        "points_before": own.before,
        "points_since": own.after.len(),
        "method": own.found.as_ref().map(|_| crate::stat::method::Method::Xmr.name()),
        "mean": own.found.as_ref().map(|found| found.mean),
        "lower": own.found.as_ref().map(|found| found.limits.lower),
        "upper": own.found.as_ref().map(|found| found.limits.upper),
        "signals": signals,
    })
}
