//! What a paper's manifest remembers: for each sentence, number, table and figure, what it rests on.
//!
//! While a paper is put together an entry has a provisional number; once it is known what fits, [`super::number`] gives each the id
//! under which a reader finds it.

use crate::compare::panel::Panel;
use crate::compare::peers::Peers;
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::observation::reading::Reading;
use crate::paper::Span;
use crate::table::comparison::Compared;
use serde_json::{Value, json};

/// Entries in the order they were made.
#[derive(Default)]
pub(crate) struct Ledger {
    entries: Vec<Value>,
}

impl Ledger {
    /// Keeps an entry, and answers with its provisional number.
    pub(crate) fn enter(&mut self, entry: Value) -> String {
        self.entries.push(entry);
        (self.entries.len() - 1).to_string()
    }

    /// A span whose evidence is kept.
    pub(crate) fn span(&mut self, text: String, entry: Value) -> Span {
        Span {
            id: Some(self.enter(entry)),
            ..Span::text(text)
        }
    }

    pub(crate) fn get(&self, provisional: &str) -> Option<&Value> {
        self.entries.get(provisional.parse::<usize>().ok()?)
    }
}

/// File, row and release of a figure, and its vintage where it came out of a store; null where no row was read. The file's digest stands once among the manifest's releases.
pub(crate) fn origin(panel: &Panel<'_>, at: usize, area: Area) -> Value {
    let Some(origin) = panel.origin(at, area) else {
        return Value::Null;
    };
    let source = panel.source(origin.file);
    let mut home = json!({
        "file": source.map(|s| s.file.as_str()),
        "row": origin.row,
        "release": source.map(|s| s.release.as_str()),
    });
    if let (Some(fields), Some(source)) = (
        home.as_object_mut(),
        source.filter(|source| !source.vintage.is_empty()),
    ) {
        fields.insert("vintage".to_owned(), source.vintage.as_str().into());
    }
    home
}

/// A figure with its place in the published file; its status where there is none.
pub(crate) fn figure(
    panel: &Panel<'_>,
    at: usize,
    area: Area,
    reading: Reading,
    speaker: Words<'_>,
) -> Value {
    json!({
        "authority": speaker.name(area),
        "la_code": format!("{:03}", area.0),
        "value": reading.value(),
        "status": reading.status().word(),
        "origin": origin(panel, at, area),
    })
}

/// Everything that a row of a table, a chart or a number in the text takes from one comparison.
pub(crate) fn comparison(each: &Compared<'_>, speaker: Words<'_>) -> Value {
    let (c, panel) = (&each.comparison, each.panel);
    let of = |area: Area, reading: Reading| figure(panel, c.at, area, reading, speaker);
    let counts = panel.counts(c.at, c.area);
    let earlier = c.change.as_ref().map(|change| {
        json!({
            "period": panel.periods.get(change.from).map(|p| p.label.as_str()),
            "value": change.earlier,
            "origin": origin(panel, change.from, c.area),
        })
    });
    json!({
        "indicator": c.indicator.id,
        "title": c.indicator.title,
        "period": c.period.label,
        "own": of(c.area, c.reading),
        "numerator": counts.0,
        "denominator": counts.1,
        "earlier": earlier,
        "region": c.region.map(|(area, reading)| of(area, reading)),
        "england": of(Area::ENGLAND, c.england),
        "neighbours": peers(&c.neighbours, panel, c.at, speaker),
        "neighbour_list": c.list.to_string(),
        "groups": c.groups.iter().map(|group| peers(group, panel, c.at, speaker)).collect::<Vec<_>>(),
        "rank": c.rank.map(|at| json!({ "place": at.place.rank, "shared_by": at.place.shared_by, "of": at.of, "on_counts": c.rank_on_counts })),
        "band": c.band.map(|band| band.letter()),
    })
}

fn peers(peers: &Peers, panel: &Panel<'_>, at: usize, speaker: Words<'_>) -> Value {
    let members: Vec<Value> = peers
        .members
        .iter()
        .map(|m| figure(panel, at, m.area, m.reading, speaker))
        .collect();
    json!({
        "group": peers.group.name,
        "rule": peers.group.rule,
        "mean": peers.spread.map(|s| s.mean),
        "median": peers.spread.map(|s| s.median),
        "lowest": peers.spread.map(|s| s.min()),
        "highest": peers.spread.map(|s| s.max()),
        "with_data": peers.with_data(),
        "members": members,
    })
}
