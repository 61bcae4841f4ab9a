//! One inspection, once: sheets and releases repeat each other, and correct each other silently.

use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{InspectionKind, Judgement};
use crate::reference::judgements::JudgementFile;
use jiff::Unit;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// Two whole inspections of one authority are never closer than this; two dates of one inspection have been two months apart
/// (a day and a month changed places).
const SAME_WITHIN_DAYS: i32 = 100;

/// A report comes out five to ten weeks after the first day; the slowest took four months.
const REPORT_WITHIN_DAYS: i32 = 150;

/// Each inspection once. Judgements come newest file first. Of two releases the newer is believed, within a file the judgement with
/// most dates; where another one differs, a check says so.
pub(super) fn merge(
    mut all: Vec<Judgement>,
    files: &[JudgementFile],
    checks: &mut Vec<Check>,
) -> Vec<Judgement> {
    all.sort_by_key(|judgement| {
        let undated = [judgement.published, judgement.inspected]
            .iter()
            .filter(|day| day.is_none())
            .count();
        let is_of_unstated_kind = judgement.kind == InspectionKind::Inspection;
        (judgement.place.file, undated, is_of_unstated_kind)
    });
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
    are_near(a.inspected, b.inspected)
        .or_else(|| are_near(a.published, b.published))
        .or_else(|| is_report_of(a, b))
        .or_else(|| is_report_of(b, a))
        .unwrap_or(false)
}

/// None where one of the days is not known.
fn are_near(a: Option<Date>, b: Option<Date>) -> Option<bool> {
    days(a, b).map(|days| days.abs() <= SAME_WITHIN_DAYS)
}

/// Whether one of two judgements was published as the report of the other's inspection; none where one of the days is not known.
fn is_report_of(inspected: &Judgement, published: &Judgement) -> Option<bool> {
    let days = days(inspected.inspected, published.published)?;
    Some((0..=REPORT_WITHIN_DAYS).contains(&days) && inspected.overall == published.overall)
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
    let (ours, theirs) = (statements(twin), statements(other));
    let mut checks = Vec::new();
    for (what, theirs) in theirs {
        let Some(ours) = ours.get(&what).filter(|ours| **ours != theirs) else {
            continue;
        };
        checks.push(
            Check::new(Severity::Note, "sources-differ", file_name(other, files))
                .row(other.place.row)
                .column(format!("sheet “{}”, {what}", other.place.sheet))
                .found(theirs)
                .expected(format!(
                    "{ours}, as in {}, sheet “{}”, row {}",
                    file_name(twin, files),
                    twin.place.sheet,
                    twin.place.row
                ))
                .guidance("the newer release, or the fuller sheet, is believed"),
        );
    }
    checks
}

/// What a sheet says of an inspection, by what it is about. Kind, dates and overall grade come first, then the sub-judgements.
fn statements(judgement: &Judgement) -> BTreeMap<InspectionStatement, String> {
    let kind = judgement.kind;
    let mut said = BTreeMap::new();
    if kind != InspectionKind::Inspection {
        said.insert(InspectionStatement::Kind, kind.word().to_owned());
    }
    if let Some(day) = judgement.inspected {
        said.insert(InspectionStatement::Inspected, day.to_string());
    }
    if let Some(day) = judgement.published {
        said.insert(InspectionStatement::Published, day.to_string());
    }
    if let Some(grade) = judgement.overall {
        said.insert(InspectionStatement::Overall, grade.word().to_owned());
    }
    for (aspect, grade) in &judgement.aspects {
        said.insert(
            InspectionStatement::Aspect(aspect.clone()),
            grade.word().to_owned(),
        );
    }
    said
}

/// What a sheet says of an inspection.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum InspectionStatement {
    Kind,
    Inspected,
    Published,
    Overall,
    Aspect(String),
}

impl fmt::Display for InspectionStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InspectionStatement::Kind => "kind",
            InspectionStatement::Inspected => "inspection date",
            InspectionStatement::Published => "publication date",
            InspectionStatement::Overall => "overall",
            InspectionStatement::Aspect(name) => name,
        })
    }
}

/// The name of the file that a judgement was read from.
fn file_name<'f>(judgement: &Judgement, files: &'f [JudgementFile]) -> &'f str {
    files
        .get(judgement.place.file)
        .map_or("", |file| file.source.file.as_str())
}
