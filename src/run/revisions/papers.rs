//! Sentences, tables and figures of published papers that rest on a figure that was revised, and how they read now.

use super::{Report, Revision, Shift, rows};
use crate::error::Result;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::Reading;
use crate::run::paper::entry::{ComparisonEvidence, ManifestEntry};
use crate::run::paper::manifest::Manifest;
use crate::table::cell::text;
use crate::table::{Column, Table};
use serde_json::Value;

/// A sentence, number, table or figure of a paper, and what it rests on that is otherwise now.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Touched {
    /// The manifest as it was named.
    pub(crate) paper: String,
    /// Where it stands: p3.2.1, table-1.
    pub(crate) id: String,
    pub(crate) was: String,
    /// The same in the paper made again.
    pub(crate) now: Now,
    pub(crate) revisions: Vec<Revision>,
    /// Own figures that stand while their place moved.
    pub(crate) shifts: Vec<Shift>,
    /// Values of a table or figure, or what a sentence rests on for the same period, that are otherwise: "2023 value 191 → 190".
    pub(crate) values: Vec<String>,
    /// The paper prints an old figure itself.
    pub(crate) prints_it: bool,
}

/// How an entry reads in the paper made again.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Now {
    NotMade,
    /// The paper says nothing of the kind any more.
    Gone,
    Reads(String),
}

/// What is otherwise for everybody and for the paper's own authority.
pub(crate) struct Otherwise<'a> {
    pub(crate) everywhere: &'a Report,
    pub(crate) own: &'a Report,
}

/// Everything in a paper that rests on revised figures, in order of the manifest. `now` is the paper made again.
///
/// # Errors
/// An entry cannot be written as JSON: a fault of the program.
pub(crate) fn touched(
    name: &str,
    manifest: &Manifest,
    now: Option<&Manifest>,
    of: &Otherwise<'_>,
) -> Result<Vec<Touched>> {
    let mut found = Vec::new();
    for (id, entry) in manifest.entries.iter() {
        let mut revisions: Vec<Revision> = of
            .everywhere
            .revisions
            .iter()
            .filter(|revision| is_about(entry, manifest, revision) || rests_on(entry, revision))
            .cloned()
            .collect();
        revisions.sort_by_key(|revision| manifest.la_code != la_code(revision.area));
        let shifts: Vec<Shift> = of
            .own
            .shifts
            .iter()
            .filter(|shift| has_subject(entry, &shift.indicator, &shift.period))
            .cloned()
            .collect();
        let twin = now.and_then(|now| twin(id, entry, now));
        let values = twin.map_or_else(|| Ok(Vec::new()), |twin| values(entry, twin))?;
        if revisions.is_empty() && shifts.is_empty() && values.is_empty() {
            continue;
        }
        let was = entry.text().to_owned();
        found.push(Touched {
            paper: name.to_owned(),
            id: id.to_owned(),
            prints_it: revisions.iter().any(|revision| prints(&was, revision)),
            was,
            now: match (now, twin) {
                (None, _) => Now::NotMade,
                (Some(_), None) => Now::Gone,
                (Some(_), Some(twin)) => Now::Reads(twin.text().to_owned()),
            },
            revisions,
            shifts,
            values,
        });
    }
    Ok(found)
}

fn la_code(area: Area) -> String {
    format!("{:03}", area.0)
}

/// The same thing in the paper made again: what stands in its place if it is of the same kind and indicator, else the first that is.
fn twin<'m>(id: &str, entry: &ManifestEntry, now: &'m Manifest) -> Option<&'m ManifestEntry> {
    let in_place = now.entries.get(id).filter(|other| is_alike(entry, other));
    let has_indicator_or_form = entry.subject().is_some() || entry.form().is_some();
    in_place.or_else(|| {
        let mut others = now.entries.iter().map(|(_, other)| other);
        others.find(|other| has_indicator_or_form && is_alike(entry, other))
    })
}

/// Of the same kind, indicator and form of chart.
fn is_alike(one: &ManifestEntry, other: &ManifestEntry) -> bool {
    one.kind() == other.kind() && one.indicator() == other.indicator() && one.form() == other.form()
}

/// Values of an entry that are otherwise for the same period. A chart or table that has moved on to another period is held against
/// its older self only where it names its periods itself.
fn values(entry: &ManifestEntry, twin: &ManifestEntry) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let of_one_period = entry.period() == twin.period();
    for (was, is) in entry.values()?.iter().zip(&twin.values()?) {
        if of_one_period || names_periods(was) {
            differing(was, is, "", &mut found);
        }
    }
    Ok(found)
}

fn names_periods(part: &Value) -> bool {
    let first = part
        .as_array()
        .and_then(|all| all.first())
        .and_then(Value::as_object);
    first.is_some_and(|fields| {
        fields
            .keys()
            .any(|name| name == "period" || name.starts_with("year_"))
    })
}

/// Names of what a value in a list belongs to, so that it is found again wherever it stands.
const LABELS: [&str; 4] = ["period", "authority", "indicator", "group"];

/// More values of one entry than these say no more.
const MOST: usize = 12;

/// Numbers that both have and that differ, by path.
fn differing(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    if found.len() >= MOST {
        return;
    }
    match (old, new) {
        (Value::Number(was), Value::Number(is)) if was.as_f64() != is.as_f64() => {
            let shown =
                |number: &serde_json::Number| number.as_f64().unwrap_or_default().to_string();
            found.push(format!("{}: {} → {}", path.trim(), shown(was), shown(is)));
        }
        (Value::Object(was), Value::Object(is)) => {
            let inside = was.iter().filter(|(name, _)| {
                !["origin", "source_row", "row", "weight"].contains(&name.as_str())
            });
            for (name, value) in inside {
                if let Some(other) = is.get(name) {
                    differing(
                        value,
                        other,
                        &format!(
                            "{path} {}",
                            name.trim_start_matches("year_").replace('_', " ")
                        ),
                        found,
                    );
                }
            }
        }
        (Value::Array(was), Value::Array(is)) => {
            for (at, value) in was.iter().enumerate() {
                let label = LABELS.iter().find_map(|name| labelled(value, name));
                let other = match label {
                    Some(_) => is.iter().find(|other| {
                        LABELS
                            .iter()
                            .all(|name| labelled(value, name) == labelled(other, name))
                    }),
                    None => is.get(at).filter(|_| was.len() == is.len()),
                };
                if let Some(other) = other {
                    differing(
                        value,
                        other,
                        &format!("{path} {}", label.unwrap_or_default()),
                        found,
                    );
                }
            }
        }
        _ => {}
    }
}

/// What an object of a list says under one of [`LABELS`]; an empty word says nothing.
fn labelled<'v>(of: &'v Value, name: &str) -> Option<&'v str> {
    of.get(name)
        .and_then(Value::as_str)
        .filter(|label| !label.is_empty())
}

/// Whether a sentence or question is about this very figure of the paper's own authority.
fn is_about(entry: &ManifestEntry, manifest: &Manifest, revision: &Revision) -> bool {
    has_subject(entry, &revision.indicator, &revision.period)
        && manifest.la_code == la_code(revision.area)
}

/// Whether a sentence or question is about an indicator in a period.
fn has_subject(entry: &ManifestEntry, indicator: &Indicator, period: &Period) -> bool {
    entry
        .subject()
        .is_some_and(|(id, label)| id == indicator.id && is_period(label, period))
}

fn is_period(label: &str, period: &Period) -> bool {
    label == period.label || label == period.short()
}

/// Whether an entry rests on the old figure of this authority, under this indicator and period.
fn rests_on(entry: &ManifestEntry, revision: &Revision) -> bool {
    let Some(old) = revision.old.and_then(Reading::value) else {
        return false;
    };
    let wanted = OldFigure {
        revision,
        la_code: la_code(revision.area),
        value: old,
    };
    let of_subject = entry.subject().map_or((false, false), |(id, label)| {
        (wanted.is_indicator(id), wanted.is_period(label))
    });
    entry
        .comparisons()
        .iter()
        .any(|comparison| wanted.is_behind(comparison))
        || entry
            .other_evidence()
            .into_iter()
            .any(|value| wanted.is_within(value, of_subject))
}

/// The figure that a revision replaced.
struct OldFigure<'a> {
    revision: &'a Revision,
    la_code: String,
    value: f64,
}

impl OldFigure<'_> {
    fn is_indicator(&self, id: &str) -> bool {
        id == self.revision.indicator.id
    }

    fn is_period(&self, label: &str) -> bool {
        is_period(label, &self.revision.period)
    }

    fn is_behind(&self, comparison: &ComparisonEvidence) -> bool {
        self.is_indicator(&comparison.indicator)
            && self.is_period(&comparison.period)
            && comparison
                .figures()
                .any(|figure| figure.la_code == self.la_code && figure.value == Some(self.value))
    }

    /// Whether it stands somewhere in an object or list. `of` says whether what surrounds `value` names its indicator and its period.
    fn is_within(&self, value: &Value, of: (bool, bool)) -> bool {
        match value {
            Value::Array(all) => all.iter().any(|inside| self.is_within(inside, of)),
            Value::Object(fields) => {
                let text = |name: &str| fields.get(name).and_then(Value::as_str);
                let indicator = text("indicator").map_or(of.0, |id| self.is_indicator(id));
                let period = text("period").map_or(of.1, |label| self.is_period(label));
                let is_it = text("la_code") == Some(&self.la_code)
                    && fields.get("value").and_then(Value::as_f64) == Some(self.value);
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
    let digits = crate::finding::words::digits(&revision.indicator, old);
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .any(|word| word.trim_end_matches(['.', ',']) == digits)
}

/// A row an entry of a paper.
pub(crate) fn table(touched: &[Touched], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("paper", "Paper"),
        Column::text("id", "Where"),
        Column::text("was", "It says"),
        Column::text("now", "Now reads"),
        Column::text("rests_on", "What it rests on that is otherwise"),
        Column::text("prints_it", "Prints it"),
    ];
    let row = |t: &Touched| {
        vec![
            text(&t.paper),
            text(&t.id),
            text(&t.was),
            text(t.now_reads()),
            text(t.because(speaker)),
            text(if t.prints_it { "yes" } else { "no" }),
        ]
    };
    Table::bare(
        "papers",
        "Papers that rest on revised figures".to_owned(),
        columns,
        touched.iter().map(row).collect(),
    )
}

impl Touched {
    /// How it reads now; empty where that is not known.
    pub(crate) fn now_reads(&self) -> String {
        match &self.now {
            Now::Reads(now) if *now == self.was => "the same words".to_owned(),
            Now::Reads(now) => now.clone(),
            Now::Gone => "nothing of the kind: the paper made again says other things".to_owned(),
            Now::NotMade => String::new(),
        }
    }

    /// What it rests on that is otherwise, in few words.
    pub(crate) fn because(&self, speaker: Words<'_>) -> String {
        let shown = |of: Option<Reading>| match of {
            None => "no row".to_owned(),
            Some(Reading::Known(value)) => value.to_string(),
            Some(Reading::Missing(status)) => status.symbol().to_owned(),
        };
        let revised = self.revisions.iter().map(|r| {
            let of = format!(
                "{}, {} {}",
                r.indicator.short,
                speaker.short(r.area),
                r.period.short()
            );
            format!("{of}: {} → {}", shown(r.old), shown(r.new))
        });
        let moved = self.shifts.iter().map(|s| {
            format!(
                "{} {}: {}",
                s.indicator.short,
                s.period.short(),
                rows::said(&s.effects, &s.indicator)
            )
        });
        // Of a table or chart its own cells are what must be corrected.
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
