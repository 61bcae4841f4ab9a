//! What an officer's plan says of one action's indicator: how it moved since the action began, whether its target is met, and the
//! authority's own months. That something moved is never said to come from an action.

use super::plans::day;
use super::{Prose, digits, judged_if_up, list, quantity, reason, rose_or_fell};
use crate::compare::followed::{Followed, FollowedIndicator, NoMovement, TargetMet};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::signals::Signals;
use crate::compare::since::{Course, CourseVerdict, Since, UnlikePeriods};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::plan::Action;
use crate::stat::control::LEAST_POINTS;
use crate::stat::method::Method;
use crate::stat::round::format_number;
use crate::stat::trend::Direction;
use jiff::civil::Date;

impl Prose<'_> {
    /// Everything that is said of an action's indicator, one point a sentence.
    pub(crate) fn followed(&self, followed: &Followed<'_>, area: Option<Area>) -> Vec<String> {
        let (Ok(beside), Some(area)) = (&followed.beside, area) else {
            return Vec::new();
        };
        let mut said = match &beside.since {
            Ok(since) => self.since(since, beside.panel, area, followed.action),
            Err(NoMovement::BeginningUnknown) => vec![format!(
                "The file does not say when the action began, so no movement is told; the newest figure is {}.",
                figure_at(beside.panel, beside.newest)
            )],
            Err(NoMovement::NotBegun) => {
                vec![format!(
                    "The action had not begun; the newest figure is {}.",
                    figure_at(beside.panel, beside.newest)
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

    fn since(&self, since: &Since, panel: &Panel, area: Area, action: &Action) -> Vec<String> {
        let subject = format!("{} {}", self.whose(area), panel.indicator.noun);
        let began = match action.started {
            Some(date) => day(date),
            None => "on a day that the file does not say".to_owned(),
        };
        match since {
            Since::NotYet { newest } => {
                let newest = match panel.value(*newest, area) {
                    Some(value) => figure_at(panel, (*newest, value)),
                    None => "not known".to_owned(),
                };
                let mut said = vec![format!(
                    "{subject} has no figure yet for a period after the action began ({began}); the newest is {newest}.",
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
            Since::Course(course) => course_since(course, panel, &subject, &began),
        }
    }

    fn target(&self, met: TargetMet, beside: &FollowedIndicator<'_>, action: &Action) -> String {
        let (target, newest) = (&action.target_text, figure_at(beside.panel, beside.newest));
        match met {
            TargetMet::Yes => {
                format!("The target ({target}) is met by the newest figure, {newest}.")
            }
            TargetMet::No => {
                format!("The target ({target}) is not met by the newest figure, {newest}.")
            }
            TargetMet::NoDirection => format!(
                "Whether the target ({target}) is met is not told: no direction is good for this indicator, and the file does not say “at most” or “at least”."
            ),
        }
    }
}

/// "184 per 10,000 on 31 March 2025", marked where it is local.
fn figure_at(panel: &Panel, (column, value): (PeriodColumn, f64)) -> String {
    format!(
        "{} {}{}",
        quantity(&panel.indicator, value),
        when(panel, column),
        local_mark(&panel.indicator)
    )
}

fn local_mark(indicator: &Indicator) -> &'static str {
    if indicator.local {
        " (local, unvalidated)"
    } else {
        ""
    }
}

/// From the last period before an action began to the newest, with what a reader must know about the two.
fn course_since(course: &Course, panel: &Panel, subject: &str, began: &str) -> Vec<String> {
    let indicator = &panel.indicator;
    let mut said = vec![verdict(course, panel, subject)];
    match &course.unlike {
        Some(UnlikePeriods::Break(reason)) => said.push(format!(
            "The series is broken: {}.",
            reason.trim_end_matches('.')
        )),
        Some(UnlikePeriods::Overlap) => said.push("The two periods share years.".to_owned()),
        None => {}
    }
    let untested = course.verdict(indicator) == CourseVerdict::NotTested;
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
    said.extend(trend_before(course, panel));
    said
}

/// Whether the indicator moved from one to the other beyond chance.
fn verdict(course: &Course, panel: &Panel, subject: &str) -> String {
    let indicator = &panel.indicator;
    let earlier = format!(
        "{} {}",
        quantity(indicator, course.earlier),
        when(panel, course.from)
    );
    let newer = when(panel, course.to);
    let now = format!("{} {newer}", quantity(indicator, course.now));
    let (verb, local) = (rose_or_fell(course.is_up()), local_mark(indicator));
    match course.verdict(indicator) {
        CourseVerdict::Moved => {
            let judged = judged_if_up(indicator, course.is_up());
            format!(
                "{subject} {verb} from {earlier} to {now}, more than chance would explain{judged}."
            )
        }
        CourseVerdict::NotBeyondChance => {
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
        CourseVerdict::Same => format!("{subject}{local} was {earlier} and the same {newer}."),
        CourseVerdict::NotTested if indicator.local => {
            format!("{subject}{local} {verb} from {earlier} to {now}; not tested.")
        }
        CourseVerdict::NotTested => format!(
            "{subject} {verb} from {earlier} to {now}; whether beyond chance is not tested, for want of counts."
        ),
        CourseVerdict::NotAlike => {
            format!("{subject} was {earlier} and {now}; the two are not like for like.")
        }
    }
}

/// Which way the indicator was going before the action.
fn trend_before(course: &Course, panel: &Panel) -> Option<String> {
    let before = course.before.as_ref()?;
    let rising = before.trend.direction == Direction::Increasing;
    let goes_on = rising == course.is_up() && course.now != course.earlier;
    let already = if goes_on { "already " } else { "" };
    let way = if rising { "rising" } else { "falling" };
    let until = panel.period(course.from).short();
    Some(format!(
        "It was {already}{way} over the five years to {until} (Fingertips test, 99.8%)."
    ))
}

fn when(panel: &Panel, column: PeriodColumn) -> String {
    panel.period(column).in_words()
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
    let [mean, lower, upper] = [found.mean, found.limits.lower, found.limits.upper]
        .map(|value| digits(&panel.indicator, value));
    let basis = format!(
        "{label}: mean {mean}, control limits {lower} to {upper} in the {} before the action began",
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
