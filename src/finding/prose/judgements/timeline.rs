//! The words of a timeline: what each event was, what it said in the words of its own framework, and what may come next.

use super::super::{Prose, list};
use super::words::{aspect, day, framework, inspection, inspectorate, judged_as, short_grade};
use crate::compare::judged::PARTS;
use crate::compare::upcoming::{Backtest, ExpectedInspection};
use crate::observation::area::Area;
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use jiff::civil::Date;

/// What sort of event stands on a timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TimelineKind {
    Judged,
    Visit,
    /// It gives no grades: an outcome in words, a narrative, a review by peers.
    Other,
    Ahead,
}

/// What sort of event it was.
pub(crate) fn kind(event: &Judgement) -> TimelineKind {
    if event.kind.is_visit() {
        TimelineKind::Visit
    } else if event.framework.gives_grades() {
        TimelineKind::Judged
    } else {
        TimelineKind::Other
    }
}

/// The words of a sort for the key.
pub(crate) fn key(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Judged => "Inspection with grades",
        TimelineKind::Visit => "Visit, no grades",
        TimelineKind::Other => "Other inspection or review, in words",
        TimelineKind::Ahead => "Next, estimated",
    }
}

pub(crate) const DAYS: &str = "A mark stands at the first day of an inspection, or at its report where that day is not known.";

pub(crate) fn estimate(has_usual: bool) -> String {
    let usual = if has_usual {
        ", and by when the middle half of such inspections came"
    } else {
        ""
    };
    format!("What comes next is an estimate, not an announcement: by the published rule{usual}.")
}

/// How many events a picture leaves to the table.
pub(crate) fn left_out(count: usize) -> String {
    let events = if count == 1 {
        "event stands"
    } else {
        "events stand"
    };
    format!("{count} older {events} in the table alone.")
}

/// What it was, in a narrow column.
pub(crate) fn label(event: &Judgement) -> String {
    inspection(event)
}

/// What it said, in the words of its own framework.
pub(crate) fn said(event: &Judgement) -> String {
    if let Some(overall) = event.overall {
        return short_grade(overall).to_owned();
    }
    if !event.outcome.is_empty() {
        return event.outcome.clone();
    }
    if event.kind.is_visit() {
        return if event.theme.is_empty() {
            "no grades".to_owned()
        } else {
            event.theme.clone()
        };
    }
    if !event.theme.is_empty() {
        return event.theme.clone();
    }
    let parts: Vec<String> = PARTS
        .iter()
        .copied()
        .chain(["safeguarding", "looked_after"])
        .filter_map(|part| Some((part, event.aspects.get(part)?)))
        .map(|(part, grade)| format!("{}: {}", aspect(part), short_grade(*grade).to_lowercase()))
        .collect();
    if parts.is_empty() {
        "not said".to_owned()
    } else {
        parts.join("; ")
    }
}

/// What it said in the room of a chart: where it has several parts, how many have which grade.
pub(crate) fn said_in_chart(event: &Judgement) -> String {
    let mut grades: Vec<Grade> = event.aspects.values().copied().collect();
    if event.overall.is_some() || !event.outcome.is_empty() || grades.len() < 2 {
        return said(event);
    }
    grades.sort_unstable();
    let each = grades.chunk_by(|one, other| one == other);
    let each = each.enumerate().map(|(at, same)| {
        let part = match (at, same.len()) {
            (0, 1) => " part",
            (0, _) => " parts",
            _ => "",
        };
        let number = same.len();
        format!("{number}{part} {}", short_grade(same[0]).to_lowercase())
    });
    each.collect::<Vec<_>>().join(", ")
}

/// An event's name with its month, for a chart.
pub(crate) fn label_in_chart(event: &Judgement) -> String {
    let day = event.inspected.or(event.published);
    let month = day.map_or_else(String::new, |day| day.strftime(", %b %Y").to_string());
    format!("{}{month}", label(event))
}

/// Who inspected, for a column.
pub(crate) fn by_whom(event: &Judgement) -> &'static str {
    inspectorate(event.framework.inspectorate())
}

/// "Next: ILACS short inspection".
pub(crate) fn next_label(estimate: &ExpectedInspection<'_>) -> String {
    format!(
        "Next {} {}",
        estimate.rule.framework.word(),
        estimate.rule.kind
    )
}

/// Beside the window of the rule: when the middle half of such inspections would come.
pub(crate) const USUAL: &str = "Next, going by earlier ones";

/// "June 2025 to June 2026".
pub(crate) fn window(estimate: &ExpectedInspection<'_>) -> String {
    match estimate.from {
        Some(from) => between([from, estimate.to]),
        None => format!("by {}", month(estimate.to)),
    }
}

pub(crate) fn between(days: [Date; 2]) -> String {
    let [first, last] = days.map(month);
    format!("{first} to {last}")
}

fn month(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

/// The message of the picture.
pub(crate) fn title(prose: Prose<'_>, area: Area, shown: &[&Judgement]) -> String {
    let is_judged = |event: &&&Judgement| {
        kind(event) == TimelineKind::Judged
            && event.framework.inspectorate() == Inspectorate::Ofsted
    };
    let newest = shown.iter().rfind(is_judged);
    let name = prose.short(area);
    match newest.and_then(|event| Some((event, event.overall?, event.published?))) {
        Some((event, grade, published)) => format!(
            "{name}: last judged {}, {}",
            judged_as(grade, event.framework.inspectorate()),
            published.strftime("%B %Y")
        ),
        None => format!("{name}: inspections, visits and reviews"),
    }
}

pub(crate) fn subtitle(as_at: Date) -> String {
    format!("Inspections, visits and reviews known by {}", day(as_at))
}

/// The title of a table of what gave no grades.
pub(crate) fn other_title(prose: Prose<'_>, area: Area, as_at: Date) -> String {
    format!(
        "{}: other inspections and reviews known by {}",
        prose.said_name(area),
        day(as_at)
    )
}

/// The title of the table.
pub(crate) fn table_title(prose: Prose<'_>, area: Area, as_at: Date) -> String {
    format!(
        "{}: every inspection, visit and review known by {}",
        prose.said_name(area),
        day(as_at)
    )
}

/// The picture in words.
pub(crate) fn alt(
    prose: Prose<'_>,
    area: Area,
    shown: &[&Judgement],
    next: &[(&ExpectedInspection<'_>, &Backtest)],
) -> String {
    let events: Vec<String> = shown
        .iter()
        .filter_map(|event| {
            let when = event.inspected.or(event.published)?;
            Some(format!(
                "{}, {}: {}",
                when.strftime("%B %Y"),
                label(event),
                said(event)
            ))
        })
        .collect();
    let next = next.iter().map(|(estimate, record)| {
        let usual = estimate.usual(record);
        let usual = usual.map_or_else(String::new, |days| format!(" {USUAL}: {}.", between(days)));
        format!(" {}: {}.{usual}", next_label(estimate), window(estimate))
    });
    format!(
        "A timeline of {}. {}.{}",
        prose.said_name(area),
        events.join("; "),
        next.collect::<String>()
    )
}

/// What the letters of the frameworks stand for, those that give no grades last; no outcome of one is one of another.
pub(crate) fn notes(events: &[&Judgement]) -> Vec<String> {
    let mut frameworks: Vec<_> = events.iter().map(|event| event.framework).collect();
    frameworks.sort_unstable();
    frameworks.dedup();
    let is_mixed = frameworks.len() > 1;
    let mut notes: Vec<String> = frameworks
        .iter()
        .map(|each| framework(*each).to_owned())
        .collect();
    notes.extend(is_mixed.then(|| {
        "Each framework has words of its own for what it finds: an outcome of one is none of another.".to_owned()
    }));
    notes
}

/// What an officer may add, with the names of the frameworks that no file in the program has.
pub(crate) fn not_in_the_files(events: &[&Judgement]) -> Option<String> {
    let all = [
        (Inspectorate::SendPair, "area SEND inspections"),
        (Inspectorate::Together, "joint targeted area inspections"),
        (Inspectorate::Peers, "peer reviews"),
    ];
    let missing: Vec<String> = all
        .iter()
        .filter(|(who, _)| {
            events
                .iter()
                .all(|event| event.framework.inspectorate() != *who)
        })
        .map(|(_, words)| (*words).to_owned())
        .collect();
    (!missing.is_empty()).then(|| {
        format!(
            "Not in the files we have: {}. A CSV adds them (--data): area,framework,kind,inspection_date,publication_date,overall,outcome,theme,report, \
             where framework is AREA-SEND, JTAI or PEER and overall stays empty.",
            list(&missing)
        )
    })
}
