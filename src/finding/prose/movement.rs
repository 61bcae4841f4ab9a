//! What an officer's plan says of one action's indicator: how it moved since the action began, whether its target is met, and the
//! authority's own months. That something moved is never said to come from an action.

use super::plans::day;
use super::{Prose, digits, judged_if_up, list, quantity, reason, rose_or_fell, unusual_note};
use crate::compare::followed::{Followed, FollowedIndicator, NoMovement, TargetMet};
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::signals::Signals;
use crate::compare::since::{Course, CourseVerdict, Since, UnlikePeriods};
use crate::finding::phrases::{FigurePhrases, PhraseForm, PhraseValues, Phrases};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::plan::Action;
use crate::stat::control::LEAST_POINTS;
use crate::stat::method::Method;
use crate::stat::round::format_number;
use crate::stat::trend::Direction;
use jiff::civil::Date;

pub(in crate::finding) const PHRASE_FORMS: [&PhraseForm; 24] = [
    &UNKNOWN,
    &UNREAD,
    &NOT_BEGUN,
    &NOT_YET,
    &NEXT,
    &NOTHING_BEFORE,
    &NO_BASELINE,
    &MOVED,
    &NOT_MOVED,
    &SAME,
    &UNTESTED_LOCAL,
    &UNTESTED,
    &UNLIKE,
    &BROKEN,
    &OVERLAP,
    &SHARE,
    &PARTLY,
    &BEFORE,
    &MET,
    &MISSED,
    &OPEN,
    &OWN_FEW,
    &OWN_NONE,
    &OWN_SIGNALS,
];

const UNKNOWN: PhraseForm = PhraseForm::plain("plan.unknown", &["newest"]);
const UNREAD: PhraseForm = PhraseForm::plain("plan.unread", &["newest"]);
const NOT_BEGUN: PhraseForm = PhraseForm::plain("plan.not-begun", &["newest"]);
const NOT_YET: PhraseForm = PhraseForm::plain("plan.not-yet", &["began", "newest"]);
const NEXT: PhraseForm = PhraseForm::plain("plan.next", &["month"]);
const NOTHING_BEFORE: PhraseForm = PhraseForm::plain("plan.nothing-before", &["began"]);
const NO_BASELINE: PhraseForm = PhraseForm::plain("plan.no-baseline", &["when", "reason", "began"]);
const MOVED: PhraseForm = PhraseForm::tested("plan.moved", &["rose", "earlier", "now", "judged"]);
const NOT_MOVED: PhraseForm = PhraseForm::tested("plan.not-moved", &["earlier", "now", "given"]);
const SAME: PhraseForm = PhraseForm::plain("plan.same", &["local", "earlier", "newer"]);
const UNTESTED_LOCAL: PhraseForm =
    PhraseForm::plain("plan.untested.local", &["local", "rose", "earlier", "now"]);
const UNTESTED: PhraseForm = PhraseForm::plain("plan.untested", &["rose", "earlier", "now"]);
const UNLIKE: PhraseForm = PhraseForm::plain("plan.unlike", &["earlier", "now"]);
const BROKEN: PhraseForm = PhraseForm::plain("plan.broken", &["reason"]);
const OVERLAP: PhraseForm = PhraseForm::plain("plan.overlap", &[]);
const SHARE: PhraseForm = PhraseForm::plain("plan.share", &["share"]);
const PARTLY: PhraseForm = PhraseForm::plain("plan.partly", &["began"]);
const BEFORE: PhraseForm =
    PhraseForm::tested("plan.before", &["already", "rising", "until", "notes"]);
const MET: PhraseForm = PhraseForm::plain("plan.target.met", &["target", "newest"]);
const MISSED: PhraseForm = PhraseForm::plain("plan.target.missed", &["target", "newest"]);
const OPEN: PhraseForm = PhraseForm::plain("plan.target.open", &["target"]);
const OWN_FEW: PhraseForm = PhraseForm::plain("plan.own.few", &["before", "since", "needed"]);
const OWN_NONE: PhraseForm =
    PhraseForm::plain("plan.own.none", &["mean", "low", "high", "before", "since"]);
const OWN_SIGNALS: PhraseForm = PhraseForm::plain(
    "plan.own.signals",
    &["mean", "low", "high", "before", "since", "signals", "rules"],
);

impl Prose<'_> {
    /// Everything that is said of an action's indicator, one point a sentence.
    pub(crate) fn followed(
        &self,
        followed: &Followed<'_>,
        area: Option<Area>,
        phrases: &Phrases,
    ) -> Vec<String> {
        let (Ok(beside), Some(area)) = (&followed.beside, area) else {
            return Vec::new();
        };
        let (at, _) = beside.newest;
        let phrases = phrases.about_series(*self, beside.panel, (at, area));
        let newest = || vec![("newest", figure_at(beside.panel, beside.newest))];
        let mut said = match &beside.since {
            Ok(since) => said_since(since, (beside.panel, area), followed.action, &phrases),
            Err(NoMovement::BeginningUnknown) => vec![phrases.say(&UNKNOWN, newest())],
            Err(NoMovement::BeginningUnread) => vec![phrases.say(&UNREAD, newest())],
            Err(NoMovement::NotBegun) => vec![phrases.say(&NOT_BEGUN, newest())],
        };
        said.extend(
            beside
                .target
                .map(|met| target(met, beside, followed.action, &phrases)),
        );
        said.extend(
            beside
                .own
                .as_ref()
                .map(|(panel, signals)| own(panel, signals, &phrases)),
        );
        said
    }
}

fn said_since(
    since: &Since,
    (panel, area): (&Panel, Area),
    action: &Action,
    phrases: &FigurePhrases<'_>,
) -> Vec<String> {
    let began = match action.started.known() {
        Some(date) => day(date),
        None => "on a day that the file does not say".to_owned(),
    };
    match since {
        Since::NotYet { newest } => {
            let newest = match panel.value(*newest, area) {
                Some(value) => figure_at(panel, (*newest, value)),
                None => "not known".to_owned(),
            };
            let mut said = vec![phrases.say(&NOT_YET, vec![("began", began), ("newest", newest)])];
            said.extend(next(&panel.indicator, phrases));
            said
        }
        Since::NothingBefore => vec![phrases.say(&NOTHING_BEFORE, vec![("began", began)])],
        Since::NoBaseline { at, why } => {
            let values = vec![
                ("when", when(panel, *at)),
                ("reason", reason(*why)),
                ("began", began),
            ];
            vec![phrases.say(&NO_BASELINE, values)]
        }
        Since::Course(course) => course_since(course, panel, &began, phrases),
    }
}

fn target(
    met: TargetMet,
    beside: &FollowedIndicator<'_>,
    action: &Action,
    phrases: &FigurePhrases<'_>,
) -> String {
    let form = match met {
        TargetMet::Yes => &MET,
        TargetMet::No => &MISSED,
        TargetMet::NoDirection => &OPEN,
    };
    let values = vec![
        ("target", action.target_text.clone()),
        ("newest", figure_at(beside.panel, beside.newest)),
    ];
    phrases.say(form, values)
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
fn course_since(
    course: &Course,
    panel: &Panel,
    began: &str,
    phrases: &FigurePhrases<'_>,
) -> Vec<String> {
    let indicator = &panel.indicator;
    let mut said = vec![verdict(course, panel, phrases)];
    match &course.unlike {
        Some(UnlikePeriods::Break(reason)) => said.push(phrases.say(
            &BROKEN,
            vec![("reason", reason.trim_end_matches('.').to_owned())],
        )),
        Some(UnlikePeriods::Overlap) => said.push(phrases.say(&OVERLAP, PhraseValues::new())),
        None => {}
    }
    let untested = course.verdict(indicator) == CourseVerdict::NotTested;
    if let Some(share) = course.position.and_then(|p| p.share()).filter(|_| untested) {
        let of = format_number((share * 100.0).floor(), 0);
        said.push(phrases.say(&SHARE, vec![("share", format!("{of}%"))]));
    }
    if course.partly_before {
        said.push(phrases.say(&PARTLY, vec![("began", began.to_owned())]));
    }
    said.extend(trend_before(course, panel, phrases));
    said
}

/// Whether the indicator moved from one to the other beyond chance.
fn verdict(course: &Course, panel: &Panel, phrases: &FigurePhrases<'_>) -> String {
    let indicator = &panel.indicator;
    let newer = when(panel, course.to);
    let form = match course.verdict(indicator) {
        CourseVerdict::Moved => &MOVED,
        CourseVerdict::NotBeyondChance => &NOT_MOVED,
        CourseVerdict::Same => &SAME,
        CourseVerdict::NotTested if indicator.local => &UNTESTED_LOCAL,
        CourseVerdict::NotTested => &UNTESTED,
        CourseVerdict::NotAlike => &UNLIKE,
    };
    // One method allows for more than chance in the counts, and a reader who redoes the sum must know it.
    let is_wide = course
        .test
        .is_some_and(|test| test.method == Method::OverdispersedChange);
    let given = if is_wide {
        ", given how far such figures usually move"
    } else {
        ""
    };
    let earlier = quantity(indicator, course.earlier);
    let values = vec![
        ("earlier", format!("{earlier} {}", when(panel, course.from))),
        (
            "now",
            format!("{} {newer}", quantity(indicator, course.now)),
        ),
        ("newer", newer),
        ("rose", rose_or_fell(course.is_up()).to_owned()),
        ("judged", judged_if_up(indicator, course.is_up())),
        ("local", local_mark(indicator).to_owned()),
        ("given", given.to_owned()),
    ];
    phrases.say(form, values)
}

/// Which way the indicator was going before the action.
fn trend_before(course: &Course, panel: &Panel, phrases: &FigurePhrases<'_>) -> Option<String> {
    let before = course.before.as_ref()?;
    let rising = before.trend.direction == Direction::Increasing;
    let goes_on = rising == course.is_up() && course.now != course.earlier;
    let already = if goes_on { "already " } else { "" };
    let way = if rising { "rising" } else { "falling" };
    let until = panel.period(course.from).short();
    let first = before.columns.first().copied().unwrap_or(course.from);
    let notes = unusual_note(panel, panel.unusual_years(first, course.from));
    let values = vec![
        ("already", already.to_owned()),
        ("rising", way.to_owned()),
        ("until", until),
        ("notes", notes),
    ];
    Some(phrases.say(&BEFORE, values))
}

fn when(panel: &Panel, column: PeriodColumn) -> String {
    panel.period(column).in_words()
}

/// When the next figure usually comes.
fn next(indicator: &Indicator, phrases: &FigurePhrases<'_>) -> Option<String> {
    let month = i8::try_from(indicator.month)
        .ok()
        .and_then(|month| Date::new(2000, month, 1).ok())?;
    let month = month.strftime("%B").to_string();
    Some(phrases.say(&NEXT, vec![("month", month)]))
}

/// An officer's own months before and after.
fn own(panel: &Panel, signals: &Signals, phrases: &FigurePhrases<'_>) -> String {
    let mut values = vec![
        ("before", signals.before.to_string()),
        ("since", signals.after.len().to_string()),
        ("needed", LEAST_POINTS.to_string()),
    ];
    let Some(found) = &signals.found else {
        return phrases.say(&OWN_FEW, values);
    };
    let [mean, low, high] = [found.mean, found.limits.lower, found.limits.upper]
        .map(|value| digits(&panel.indicator, value));
    values.extend([("mean", mean), ("low", low), ("high", high)]);
    if found.signals.is_empty() {
        return phrases.say(&OWN_NONE, values);
    }
    let mut rules: Vec<String> = found
        .signals
        .iter()
        .map(|(_, rule)| rule.name().to_owned())
        .collect();
    rules.dedup();
    let number = found.signals.len();
    let are = if number == 1 {
        "is a signal"
    } else {
        "are signals"
    };
    values.extend([
        ("signals", format!("{number} {are}")),
        ("rules", list(&rules)),
    ]);
    phrases.say(&OWN_SIGNALS, values)
}
