//! One inspection, once: sheets and releases repeat each other, and correct each other silently.

use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{InspectionKind, Judgement};
use crate::reference::judgements::JudgementFile;
use jiff::Unit;
use jiff::civil::Date;

/// Two whole inspections of one authority are never closer than this; two dates of one inspection have been two months apart
/// (a day and a month changed places).
const SAME_WITHIN_DAYS: i32 = 100;

/// A report comes out five to ten weeks after the first day; the slowest took four months.
const REPORT_WITHIN_DAYS: i32 = 150;

/// Each inspection once. Judgements come newest file first; the one with most dates speaks first within a file, and of two releases
/// the newer. What an older one says otherwise is told.
pub(super) fn merge(
    mut all: Vec<Judgement>,
    files: &[JudgementFile],
    checks: &mut Vec<Check>,
) -> Vec<Judgement> {
    let undated =
        |j: &Judgement| usize::from(j.published.is_none()) + usize::from(j.inspected.is_none());
    let unsorted = |j: &Judgement| j.kind == InspectionKind::Inspection;
    all.sort_by_key(|j| (j.place.file, undated(j), unsorted(j)));
    let mut kept: Vec<Judgement> = Vec::new();
    for judgement in all {
        let twin = kept.iter_mut().find(|other| is_same(other, &judgement));
        match twin {
            None => kept.push(judgement),
            Some(twin) => {
                checks.extend(differences(twin, &judgement, files));
                complete(twin, judgement);
            }
        }
    }
    kept
}

fn days(a: Option<Date>, b: Option<Date>) -> Option<i32> {
    let span = a?.until((Unit::Day, b?)).ok()?;
    Some(span.get_days())
}

fn is_same(a: &Judgement, b: &Judgement) -> bool {
    if a.areas != b.areas || a.framework != b.framework || a.kind.is_visit() != b.kind.is_visit() {
        return false;
    }
    if a.kind.is_visit() {
        return a.kind == b.kind && a.inspected == b.inspected;
    }
    // A short inspection may be called a standard one in another release; a re-inspection is never its first inspection.
    if (a.kind == InspectionKind::Reinspection) != (b.kind == InspectionKind::Reinspection) {
        return false;
    }
    let near = |days: Option<i32>| days.map(|days| days.abs() <= SAME_WITHIN_DAYS);
    let follows = |inspected: &Judgement, published: &Judgement| {
        let days = days(inspected.inspected, published.published)?;
        Some((0..=REPORT_WITHIN_DAYS).contains(&days) && inspected.overall == published.overall)
    };
    near(days(a.inspected, b.inspected))
        .or_else(|| near(days(a.published, b.published)))
        .or_else(|| follows(a, b))
        .or_else(|| follows(b, a))
        .unwrap_or(false)
}

/// What the twin does not have, the other fills in.
fn complete(twin: &mut Judgement, other: Judgement) {
    twin.inspected = twin.inspected.or(other.inspected);
    twin.published = twin.published.or(other.published);
    twin.overall = twin.overall.or(other.overall);
    for (aspect, grade) in other.aspects {
        twin.aspects.entry(aspect).or_insert(grade);
    }
    if twin.kind == InspectionKind::Inspection {
        twin.kind = other.kind;
    }
    twin.apart |= other.apart;
}

/// What two sheets say of one inspection and do not agree on.
fn differences(twin: &Judgement, other: &Judgement, files: &[JudgementFile]) -> Vec<Check> {
    let name = |j: &Judgement| {
        files
            .get(j.place.file)
            .map_or("", |file| file.source.file.as_str())
            .to_owned()
    };
    let day = |day: Option<Date>| day.map(|d| d.to_string());
    let word =
        |j: &Judgement, aspect: &str| j.aspects.get(aspect).map(|grade| grade.word().to_owned());
    let overall = |j: &Judgement| j.overall.map(|grade| grade.word().to_owned());
    let kind =
        |j: &Judgement| (j.kind != InspectionKind::Inspection).then(|| j.kind.word().to_owned());
    let mut pairs = vec![
        ("kind".to_owned(), kind(twin), kind(other)),
        (
            "inspection date".to_owned(),
            day(twin.inspected),
            day(other.inspected),
        ),
        (
            "publication date".to_owned(),
            day(twin.published),
            day(other.published),
        ),
        ("overall".to_owned(), overall(twin), overall(other)),
    ];
    pairs.extend(
        other
            .aspects
            .keys()
            .map(|aspect| (aspect.clone(), word(twin, aspect), word(other, aspect))),
    );
    let differing = pairs
        .into_iter()
        .filter_map(|(what, ours, theirs)| Some((what, ours?, theirs?)))
        .filter(|(_, a, b)| a != b);
    let tell = |(what, ours, theirs): (String, String, String)| {
        Check::new(Severity::Note, "sources-differ", &name(other))
            .row(other.place.row)
            .column(format!("sheet “{}”, {what}", other.place.sheet))
            .found(theirs)
            .expected(format!(
                "{ours}, as in {}, sheet “{}”, row {}",
                name(twin),
                twin.place.sheet,
                twin.place.row
            ))
            .guidance("the newer release, or the fuller sheet, is believed")
    };
    differing.map(tell).collect()
}
