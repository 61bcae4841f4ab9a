//! Sentences of published papers that rest on a figure that was revised.

use super::Revision;
use crate::finding::words::Words;
use crate::observation::reading::Reading;
use crate::run::paper::manifest::Manifest;
use crate::table::comparison::text;
use crate::table::{Column, Table};
use serde_json::Value;

/// A sentence, number, table or figure of a paper, and the revised figure it rests on.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Touched {
    /// The manifest as it was named.
    pub(crate) paper: String,
    /// Where it stands: paragraph 3.2, table-1.
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) revision: Revision,
    /// The paper prints the old figure itself.
    pub(crate) prints_it: bool,
}

/// Everything in a paper that rests on revised figures, in order of the manifest.
pub(crate) fn touched(name: &str, manifest: &Manifest, revisions: &[Revision]) -> Vec<Touched> {
    let mut found = Vec::new();
    for (id, entry) in &manifest.entries {
        let text = entry.get("text").and_then(Value::as_str).unwrap_or_default();
        for revision in revisions.iter().filter(|revision| rests_on(entry, revision)) {
            found.push(Touched {
                paper: name.to_owned(),
                id: id.clone(),
                text: text.to_owned(),
                revision: revision.clone(),
                prints_it: prints(text, revision),
            });
        }
    }
    found
}

/// Whether somewhere in an entry's evidence stands the old figure of this authority, under this indicator and period.
fn rests_on(entry: &Value, revision: &Revision) -> bool {
    fn walk(value: &Value, seen: (bool, bool), revision: &Revision) -> bool {
        match value {
            Value::Array(all) => all.iter().any(|inside| walk(inside, seen, revision)),
            Value::Object(fields) => {
                let is = |name: &str, wanted: &dyn Fn(&str) -> bool| fields.get(name).and_then(Value::as_str).map(wanted);
                let indicator = is("indicator", &|id| id == revision.indicator.id).unwrap_or(seen.0);
                let of_period = |label: &str| label == revision.period.label || label == revision.period.short();
                let period = is("period", &of_period).unwrap_or(seen.1);
                let area = is("la_code", &|code| code == format!("{:03}", revision.area.0)) == Some(true);
                let value = fields.get("value").and_then(Value::as_f64);
                let old = revision.old.and_then(Reading::value);
                (indicator && period && area && value.is_some() && value == old)
                    || fields.values().any(|inside| walk(inside, (indicator, period), revision))
            }
            _ => false,
        }
    }
    walk(entry, (false, false), revision)
}

fn prints(text: &str, revision: &Revision) -> bool {
    let Some(old) = revision.old.and_then(Reading::value) else { return false };
    let digits = crate::finding::words::digits(&revision.indicator, old);
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).any(|word| word.trim_end_matches(['.', ',']) == digits)
}

/// A row a sentence and revision.
pub(crate) fn table(touched: &[Touched], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("paper", "Paper"),
        Column::text("id", "Where"),
        Column::text("text", "What it says"),
        Column::text("figure", "Figure it rests on"),
        Column::text("old", "Was"),
        Column::text("new", "Is"),
        Column::text("prints_it", "Prints it"),
    ];
    let shown = |of: Option<Reading>| match of {
        None => String::new(),
        Some(Reading::Known(value)) => value.to_string(),
        Some(Reading::Missing(status)) => status.symbol().to_owned(),
    };
    let row = |t: &Touched| {
        let r = &t.revision;
        vec![
            text(&t.paper),
            text(&t.id),
            text(&t.text),
            text(format!("{}, {}, {}", r.indicator.short, speaker.short(r.area), r.period.short())),
            text(shown(r.old)),
            text(shown(r.new)),
            text(if t.prints_it { "yes" } else { "no" }),
        ]
    };
    Table::bare("papers", "Papers that rest on revised figures".to_owned(), columns, touched.iter().map(row).collect())
}
