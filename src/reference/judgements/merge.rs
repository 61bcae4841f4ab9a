//! One inspection, once: sheets and releases repeat each other, and correct each other silently. What somebody read from a report's
//! page gives way to what the inspectorate released.

use super::file::JudgementFile;
use super::{ContraryReading, Judgements};
use crate::observation::check::{Check, Severity};
use crate::observation::judgement::{InspectionKind, Judgement, UnreadJudgement};
use jiff::Unit;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// Two whole inspections of one authority are never closer than this; two dates of one inspection have been two months apart
/// (a day and a month changed places).
const SAME_WITHIN_DAYS: i32 = 100;

/// A report comes out five to ten weeks after the first day; the slowest took four months.
const REPORT_WITHIN_DAYS: i32 = 150;

/// A file, and what was read from it.
pub(crate) type FileOfJudgements = (JudgementFile, Vec<Judgement>);

/// All files as one list of inspections, each once, and what they do not agree on. A release speaks before a reading, of two releases
/// the newer: it has corrected the older.
pub(crate) fn merged(
    mut read: Vec<FileOfJudgements>,
    unread: Vec<UnreadJudgement>,
) -> (Judgements, Vec<Check>) {
    read.sort_by(|(a, _), (b, _)| {
        (a.read_on.is_some(), b.complete_to, &a.source.file).cmp(&(
            b.read_on.is_some(),
            a.complete_to,
            &b.source.file,
        ))
    });
    let mut files = Vec::new();
    let mut all: Vec<Judgement> = Vec::new();
    for (at, (file, judgements)) in read.into_iter().enumerate() {
        all.extend(judgements.into_iter().map(|mut judgement| {
            judgement.place.file = at;
            judgement
        }));
        files.push(file);
    }
    let mut told = Differences::default();
    let kept = once(all, &files, &mut told);
    let unread = unread
        .into_iter()
        .filter(|row| !kept.iter().any(|judgement| tells_of(row, judgement)));
    let unread = unread.collect();
    let judgements = Judgements::of(kept, files)
        .with_unread(unread)
        .with_contrary(told.contrary);
    (judgements, told.checks)
}

/// What files do not agree on: as checks, and where a reading contradicts a release.
#[derive(Default)]
struct Differences {
    checks: Vec<Check>,
    contrary: Vec<ContraryReading>,
}

/// Each inspection once. Judgements come in order of belief; within a file that with most dates is believed.
fn once(
    mut all: Vec<Judgement>,
    files: &[JudgementFile],
    told: &mut Differences,
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
        let Some(twin) = kept.iter_mut().find(|other| is_same(other, &judgement)) else {
            kept.push(judgement);
            continue;
        };
        let is_reading = |of: &Judgement| {
            let file = files.get(of.place.file);
            file.is_some_and(|file| file.read_on.is_some())
        };
        let contradicts = is_reading(&judgement) && !is_reading(twin);
        let differing = differences(twin, &judgement, contradicts);
        if contradicts {
            let contrary = differing.iter();
            let contrary = contrary.map(|each| each.contrary((twin, &judgement), files));
            told.contrary.extend(contrary);
            // What a release leaves open is not filled with what somebody read elsewhere, but for the way to the report.
            twin.report = either(&twin.report, judgement.report);
        } else {
            let checks = differing.iter();
            let checks = checks.map(|each| each.check((twin, &judgement), files));
            told.checks.extend(checks);
            complete(twin, judgement);
        }
    }
    kept
}

/// Whether a row that could not be read is told by another file.
fn tells_of(row: &UnreadJudgement, judgement: &Judgement) -> bool {
    row.who == Some(judgement.framework.inspectorate())
        && !row.areas.is_empty()
        && row.areas.iter().all(|area| judgement.areas.contains(area))
        && are_near(row.published, judgement.published) == Some(true)
        && judgement.counted().is_some()
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
    if !a.framework.gives_grades() && (a.kind, a.day()) != (b.kind, b.day()) {
        return false;
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
    twin.report = either(&twin.report, other.report);
    twin.service = either(&twin.service, other.service);
}

fn either(own: &str, other: String) -> String {
    if own.is_empty() {
        other
    } else {
        own.to_owned()
    }
}

/// What two files say of one inspection and do not agree on.
struct JudgementDifference {
    what: InspectionStatement,
    /// None where the file that is believed says nothing of it.
    ours: Option<String>,
    theirs: String,
}

impl JudgementDifference {
    fn check(&self, (twin, other): (&Judgement, &Judgement), files: &[JudgementFile]) -> Check {
        let ours = self.ours.as_deref().unwrap_or("nothing");
        Check::new(Severity::Note, "sources-differ", file_name(other, files))
            .row(other.place.row)
            .column(format!("{}{}", sheet_of(other), self.what))
            .found(self.theirs.clone())
            .expected(format!(
                "{ours}, as in {}, {}row {}",
                file_name(twin, files),
                sheet_of(twin),
                twin.place.row
            ))
            .guidance("the newer release, or the fuller sheet, is believed")
    }

    fn contrary(
        &self,
        (twin, other): (&Judgement, &Judgement),
        files: &[JudgementFile],
    ) -> ContraryReading {
        ContraryReading {
            areas: twin.areas.clone(),
            who: twin.framework.inspectorate(),
            published: twin.published,
            what: self.what.to_string(),
            released: self.ours.clone(),
            read: self.theirs.clone(),
            file: file_name(other, files).to_owned(),
            row: other.place.row,
        }
    }
}

fn sheet_of(judgement: &Judgement) -> String {
    if judgement.place.sheet.is_empty() {
        String::new()
    } else {
        format!("sheet “{}”, ", judgement.place.sheet)
    }
}

/// `with_gaps` tells too what the other has and the twin has not.
fn differences(twin: &Judgement, other: &Judgement, with_gaps: bool) -> Vec<JudgementDifference> {
    let (ours, theirs) = (statements(twin), statements(other));
    let mut differing = Vec::new();
    for (what, theirs) in theirs {
        let ours = ours.get(&what).cloned();
        let is_gap = ours.is_none();
        if ours.as_ref() == Some(&theirs) || (is_gap && !with_gaps) {
            continue;
        }
        differing.push(JudgementDifference { what, ours, theirs });
    }
    differing
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
