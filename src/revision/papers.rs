//! The entries of published papers that rest on a revised figure, and how they read now.

use super::{PlaceShift, Revision, RevisionReport, effect};
use crate::composition::entry::{ComparisonEvidence, ManifestEntry};
use crate::composition::manifest::Manifest;
use crate::error::Result;
use crate::finding::prose::{self, Prose};
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::stat::round::is_settled_alike;
use crate::table::cell::{text, yes_or_no};
use crate::table::columns::TableColumns;
use crate::table::{Table, json};
use serde_json::{Number, Value};

/// A sentence, number, table or chart of a paper that rests on something that differs now.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct AffectedEntry {
    /// The manifest as it was named.
    pub(crate) paper: String,
    /// Its id in the paper: p3.2.1, table-1.
    pub(crate) id: String,
    pub(crate) was: String,
    /// The same entry in the paper made again.
    pub(crate) now: RemadeEntry,
    pub(crate) revisions: Vec<Revision>,
    /// Figures of the authority that are unchanged while its place moved.
    pub(crate) shifts: Vec<PlaceShift>,
    /// Numbers of its table, chart or evidence that differ for the same period: "2023 value: 191 → 190".
    pub(crate) values: Vec<String>,
    /// The paper prints an old figure itself.
    pub(crate) prints_it: bool,
}

/// How an entry reads in the paper made again.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum RemadeEntry {
    /// The paper was not made again.
    NotMade,
    /// The paper has no such entry any more.
    Gone,
    Reads(String),
}

/// The revisions everywhere, and those of the paper's own authority.
pub(crate) struct RevisionReports<'a> {
    pub(crate) everywhere: &'a RevisionReport,
    pub(crate) own: &'a RevisionReport,
}

/// Every entry of a paper that rests on revised figures, in order of the manifest. `now` is the paper made again.
///
/// # Errors
/// The manifest names no authority; an entry cannot be written as JSON, which is a fault of the program.
pub(crate) fn affected(
    name: &str,
    manifest: &Manifest,
    now: Option<&Manifest>,
    reports: &RevisionReports<'_>,
) -> Result<Vec<AffectedEntry>> {
    let own_area = manifest.area()?;
    let mut found = Vec::new();
    for (id, entry) in manifest.entries.iter() {
        let mut revisions: Vec<Revision> = reports
            .everywhere
            .revisions
            .iter()
            .filter(|revision| rests_on(entry, own_area, revision))
            .cloned()
            .collect();
        revisions.sort_by_key(|revision| own_area != revision.area);
        let shifts: Vec<PlaceShift> = reports
            .own
            .shifts
            .iter()
            .filter(|shift| is_about(entry, &shift.indicator, &shift.period))
            .cloned()
            .collect();
        let remade = now.and_then(|now| remade(id, entry, now));
        let values = match remade {
            Some(remade) => differing_values(entry, remade)?,
            None => Vec::new(),
        };
        if revisions.is_empty() && shifts.is_empty() && values.is_empty() {
            continue;
        }
        let was = entry.text().to_owned();
        found.push(AffectedEntry {
            paper: name.to_owned(),
            id: id.to_owned(),
            prints_it: revisions.iter().any(|revision| prints(&was, revision)),
            was,
            now: match (now, remade) {
                (None, _) => RemadeEntry::NotMade,
                (Some(_), None) => RemadeEntry::Gone,
                (Some(_), Some(remade)) => RemadeEntry::Reads(remade.text().to_owned()),
            },
            revisions,
            shifts,
            values,
        });
    }
    Ok(found)
}

/// The same entry in the paper made again: the one with its id if that is alike, else the first that is.
fn remade<'m>(id: &str, entry: &ManifestEntry, now: &'m Manifest) -> Option<&'m ManifestEntry> {
    let same_id = now.entries.get(id).filter(|other| is_alike(entry, other));
    let has_indicator_or_form = entry.subject().is_some() || entry.form().is_some();
    same_id.or_else(|| {
        let mut others = now.entries.iter().map(|(_, other)| other);
        others.find(|other| has_indicator_or_form && is_alike(entry, other))
    })
}

/// Of the same kind, indicator and form of chart.
fn is_alike(one: &ManifestEntry, other: &ManifestEntry) -> bool {
    one.kind() == other.kind() && one.indicator() == other.indicator() && one.form() == other.form()
}

/// Numbers of an entry that differ for the same period. A chart or table whose newest period has moved on is compared only where its
/// rows name their periods.
fn differing_values(entry: &ManifestEntry, remade: &ManifestEntry) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let same_period = entry.period() == remade.period();
    for (was, is) in entry.values()?.iter().zip(&remade.values()?) {
        if same_period || names_periods(was) {
            add_differing(was, is, "", &mut found);
        }
    }
    Ok(found)
}

fn names_periods(rows: &Value) -> bool {
    let first = rows.get(0).and_then(Value::as_object);
    first.is_some_and(|fields| {
        fields
            .keys()
            .any(|name| name == "period" || name.starts_with("year_"))
    })
}

/// Fields that say what an object of a list is about, by which it is found in the other list.
const LABELS: [&str; 4] = ["period", "authority", "indicator", "group"];

/// Fields that say where a number was read or how weighty it is.
const NOT_COMPARED: [&str; 4] = ["origin", "source_row", "row", "weight"];

/// The most values of one entry that are listed.
const MOST: usize = 12;

/// Adds the numbers that both have and that differ, each with its path.
fn add_differing(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    if found.len() >= MOST {
        return;
    }
    match (old, new) {
        (Value::Number(was), Value::Number(is)) if !json::is_alike(old, new) => {
            found.push(format!("{}: {} → {}", path.trim(), digits(was), digits(is)));
        }
        (Value::Object(was), Value::Object(is)) => {
            for (name, value) in was {
                if NOT_COMPARED.contains(&name.as_str()) {
                    continue;
                }
                if let Some(other) = is.get(name) {
                    let step = name.trim_start_matches("year_").replace('_', " ");
                    add_differing(value, other, &format!("{path} {step}"), found);
                }
            }
        }
        (Value::Array(was), Value::Array(is)) => {
            for (at, value) in was.iter().enumerate() {
                let labels = labels_of(value);
                let label = labels.into_iter().flatten().next();
                let (other, step) = match label {
                    Some(label) => (is.iter().find(|other| labels_of(other) == labels), label),
                    None => (is.get(at).filter(|_| was.len() == is.len()), ""),
                };
                if let Some(other) = other {
                    add_differing(value, other, &format!("{path} {step}"), found);
                }
            }
        }
        _ => {}
    }
}

/// A number as it is written in a table for programs: 184 and not 184.0.
fn digits(number: &Number) -> String {
    number
        .as_f64()
        .map_or_else(|| number.to_string(), |value| value.to_string())
}

fn labels_of(value: &Value) -> [Option<&str>; 4] {
    LABELS.map(|name| {
        let label = value.get(name).and_then(Value::as_str);
        label.filter(|label| !label.is_empty())
    })
}

/// Whether an entry is about this figure of the paper's own authority, or has the old figure in its evidence.
fn rests_on(entry: &ManifestEntry, own_area: Area, revision: &Revision) -> bool {
    let is_own =
        own_area == revision.area && is_about(entry, &revision.indicator, &revision.period);
    is_own || OldFigure::of(revision).is_some_and(|old| old.is_behind(entry))
}

/// Whether a sentence or question is about an indicator in a period.
fn is_about(entry: &ManifestEntry, indicator: &Indicator, period: &Period) -> bool {
    entry
        .subject()
        .is_some_and(|(id, label)| id == indicator.id && is_period(label, period))
}

fn is_period(label: &str, period: &Period) -> bool {
    label == period.label || label == period.short()
}

/// The figure that a revision replaced.
struct OldFigure<'a> {
    revision: &'a Revision,
    la_code: String,
    value: f64,
}

impl OldFigure<'_> {
    /// None where there was no figure.
    fn of(revision: &Revision) -> Option<OldFigure<'_>> {
        Some(OldFigure {
            revision,
            la_code: revision.area.la_code(),
            value: revision.old.and_then(Reading::value)?,
        })
    }

    fn is_behind(&self, entry: &ManifestEntry) -> bool {
        let subject = match entry.subject() {
            Some((id, label)) => (self.has_indicator(id), self.has_period(label)),
            None => (false, false),
        };
        let comparisons = entry.comparisons();
        comparisons.iter().any(|behind| self.is_in(behind))
            || entry
                .other_evidence()
                .into_iter()
                .any(|value| self.is_within(value, subject))
    }

    fn has_indicator(&self, id: &str) -> bool {
        id == self.revision.indicator.id
    }

    /// Whether a number of a manifest, which has twelve digits, is the figure.
    fn is_value(&self, written: Option<f64>) -> bool {
        written.is_some_and(|written| is_settled_alike(written, self.value))
    }

    fn has_period(&self, label: &str) -> bool {
        is_period(label, &self.revision.period)
    }

    fn is_in(&self, comparison: &ComparisonEvidence) -> bool {
        self.has_indicator(&comparison.indicator)
            && self.has_period(&comparison.period)
            && comparison
                .figures()
                .any(|figure| figure.la_code == self.la_code && self.is_value(figure.value))
    }

    /// Whether it is somewhere in an object or list. `subject` says whether the objects around `value` name its indicator and its period.
    fn is_within(&self, value: &Value, subject: (bool, bool)) -> bool {
        match value {
            Value::Array(all) => all.iter().any(|inside| self.is_within(inside, subject)),
            Value::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(Value::as_str);
                let indicator = text("indicator").map_or(subject.0, |id| self.has_indicator(id));
                let period = text("period").map_or(subject.1, |label| self.has_period(label));
                let is_it = text("la_code") == Some(&self.la_code)
                    && self.is_value(fields.get("value").and_then(Value::as_f64));
                (indicator && period && is_it)
                    || fields
                        .values()
                        .any(|inside| self.is_within(inside, (indicator, period)))
            }
            _ => false,
        }
    }
}

fn prints(text: &str, revision: &Revision) -> bool {
    let Some(old) = revision.old.and_then(Reading::value) else {
        return false;
    };
    let digits = prose::digits(&revision.indicator, old);
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .any(|word| word.trim_end_matches(['.', ',']) == digits)
}

/// A row for each affected entry.
pub(crate) fn table(affected: &[AffectedEntry], prose: Prose<'_>) -> Table {
    TableColumns::new()
        .text("paper", "Paper", |entry: &&AffectedEntry| {
            text(&entry.paper)
        })
        .text("id", "Where", |entry| text(&entry.id))
        .text("was", "It says", |entry| text(&entry.was))
        .text("now", "Now reads", |entry| text(entry.now_reads()))
        .text("rests_on", "What it rests on that is otherwise", |entry| {
            text(entry.because(prose))
        })
        .text("prints_it", "Prints it", |entry| yes_or_no(entry.prints_it))
        .table("papers", "Papers that rest on revised figures", affected)
}

impl AffectedEntry {
    /// Whether it rests on the figure of this revision.
    pub(super) fn rests_on(&self, revision: &Revision) -> bool {
        self.revisions
            .iter()
            .any(|other| other.is_of_figure(revision))
    }

    /// How it reads now; empty where that is not known.
    pub(crate) fn now_reads(&self) -> String {
        match &self.now {
            RemadeEntry::Reads(now) if *now == self.was => "the same words".to_owned(),
            RemadeEntry::Reads(now) => now.clone(),
            RemadeEntry::Gone => {
                "nothing of the kind: the paper made again says other things".to_owned()
            }
            RemadeEntry::NotMade => String::new(),
        }
    }

    /// What it rests on that differs, in few words. Of a table or chart its own cells come first: they are what must be corrected.
    pub(crate) fn because(&self, prose: Prose<'_>) -> String {
        let revised = self
            .revisions
            .iter()
            .map(|revision| revised_in_words(revision, prose));
        let moved = self.shifts.iter().map(|shift| {
            format!(
                "{} {}: {}",
                shift.indicator.short,
                shift.period.short(),
                effect::in_words(&shift.effects, &shift.indicator)
            )
        });
        let own = self.values.iter().cloned();
        let mut all: Vec<String> = own.chain(revised).chain(moved).collect();
        let more = all.len().saturating_sub(MOST);
        all.truncate(MOST);
        if more > 0 {
            all.push(format!("and {more} more"));
        }
        all.join("; ")
    }
}

fn revised_in_words(revision: &Revision, prose: Prose<'_>) -> String {
    format!(
        "{}, {} {}: {} → {}",
        revision.indicator.short,
        prose.short(revision.area),
        revision.period.short(),
        exact(revision.old),
        exact(revision.new)
    )
}

fn exact(reading: Option<Reading>) -> String {
    match reading {
        None => "no row".to_owned(),
        Some(Reading::Known(value)) => value.to_string(),
        Some(Reading::Missing(status)) => status.symbol().to_owned(),
    }
}
