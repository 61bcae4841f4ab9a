//! Sentences, tables and figures of published papers that rest on a figure that was revised, and how they read now.

use super::{Report, Revision, Shift, rows};
use crate::finding::words::Words;
use crate::observation::reading::Reading;
use crate::run::paper::manifest::Manifest;
use crate::table::comparison::text;
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
pub(crate) fn touched(
    name: &str,
    manifest: &Manifest,
    now: Option<&Manifest>,
    of: &Otherwise<'_>,
) -> Vec<Touched> {
    let mut found = Vec::new();
    for (id, entry) in &manifest.entries {
        let rests =
            |revision: &&Revision| is_about(entry, manifest, revision) || rests_on(entry, revision);
        let mut revisions: Vec<Revision> = of
            .everywhere
            .revisions
            .iter()
            .filter(rests)
            .cloned()
            .collect();
        revisions.sort_by_key(|revision| manifest.la_code != format!("{:03}", revision.area.0));
        let of_it = |shift: &&Shift| {
            says(entry, "indicator") == shift.indicator.id
                && is_period(says(entry, "period"), &shift.period)
        };
        let shifts: Vec<Shift> = of.own.shifts.iter().filter(of_it).cloned().collect();
        let twin = now.and_then(|now| twin(id, entry, now));
        let values = twin.map(|twin| values(entry, twin)).unwrap_or_default();
        if revisions.is_empty() && shifts.is_empty() && values.is_empty() {
            continue;
        }
        let was = says(entry, "text").to_owned();
        found.push(Touched {
            paper: name.to_owned(),
            id: id.clone(),
            prints_it: revisions.iter().any(|revision| prints(&was, revision)),
            was,
            now: match (now, twin) {
                (None, _) => Now::NotMade,
                (Some(_), None) => Now::Gone,
                (Some(_), Some(twin)) => Now::Reads(says(twin, "text").to_owned()),
            },
            revisions,
            shifts,
            values,
        });
    }
    found
}

fn says<'e>(entry: &'e Value, name: &str) -> &'e str {
    entry.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The same thing in the paper made again: what stands in its place if it is of the same kind and indicator, else the first that is.
fn twin<'m>(id: &str, entry: &Value, now: &'m Manifest) -> Option<&'m Value> {
    let same = |other: &&Value| {
        ["kind", "indicator", "form"]
            .iter()
            .all(|name| says(entry, name) == says(other, name))
    };
    let in_place = now.entries.get(id).filter(same);
    let is_prose = !says(entry, "indicator").is_empty() || !says(entry, "form").is_empty();
    in_place.or_else(|| now.entries.values().filter(|_| is_prose).find(same))
}

/// Values of an entry that are otherwise for the same period. A chart or table that has moved on to another period is held against
/// its older self only where it names its periods itself.
fn values(entry: &Value, twin: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let of_one_period = of_period(entry) == of_period(twin);
    for part in ["data", "cells", "evidence"] {
        let (Some(was), Some(is)) = (entry.get(part), twin.get(part)) else {
            continue;
        };
        if of_one_period || names_periods(was) {
            differing(was, is, "", &mut found);
        }
    }
    found
}

/// The period that an entry tells of, its own or that of what it rests on.
fn of_period(entry: &Value) -> &str {
    let own = says(entry, "period");
    let evidence = ["evidence", "rows"]
        .iter()
        .filter_map(|part| entry.get(part));
    let first = evidence
        .map(|of| of.as_array().and_then(|all| all.first()).unwrap_or(of))
        .map(|of| says(of, "period"));
    if own.is_empty() {
        first
            .into_iter()
            .find(|period| !period.is_empty())
            .unwrap_or_default()
    } else {
        own
    }
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
                let label = LABELS
                    .iter()
                    .map(|name| says(value, name))
                    .find(|label| !label.is_empty());
                let other = match label {
                    Some(_) => is.iter().find(|other| {
                        LABELS
                            .iter()
                            .all(|name| says(value, name) == says(other, name))
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

/// Whether a sentence or question is about this very figure of the paper's own authority.
fn is_about(entry: &Value, manifest: &Manifest, revision: &Revision) -> bool {
    is_period(says(entry, "period"), &revision.period)
        && says(entry, "indicator") == revision.indicator.id
        && manifest.la_code == format!("{:03}", revision.area.0)
}

fn is_period(label: &str, period: &crate::observation::period::Period) -> bool {
    !label.is_empty() && (label == period.label || label == period.short())
}

/// Whether somewhere in an entry's evidence stands the old figure of this authority, under this indicator and period.
fn rests_on(entry: &Value, revision: &Revision) -> bool {
    fn walk(value: &Value, seen: (bool, bool), revision: &Revision) -> bool {
        match value {
            Value::Array(all) => all.iter().any(|inside| walk(inside, seen, revision)),
            Value::Object(fields) => {
                let is = |name: &str, wanted: &dyn Fn(&str) -> bool| {
                    fields.get(name).and_then(Value::as_str).map(wanted)
                };
                let indicator =
                    is("indicator", &|id| id == revision.indicator.id).unwrap_or(seen.0);
                let period =
                    is("period", &|label| is_period(label, &revision.period)).unwrap_or(seen.1);
                let area =
                    is("la_code", &|code| code == format!("{:03}", revision.area.0)) == Some(true);
                let value = fields.get("value").and_then(Value::as_f64);
                let old = revision.old.and_then(Reading::value);
                (indicator && period && area && value.is_some() && value == old)
                    || fields
                        .values()
                        .any(|inside| walk(inside, (indicator, period), revision))
            }
            _ => false,
        }
    }
    walk(entry, (false, false), revision)
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
