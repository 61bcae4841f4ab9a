//! Comparisons as JSON: a list of objects with the benchmark table's names, and what does not fit a row inside them.

use crate::compare::Comparison;
use crate::compare::peers::{PeerMember, Peers};
use crate::finding::about;
use crate::finding::narrative::paragraph::in_one_text;
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::table;
use crate::table::comparison;
use serde_json::{Value, json};

/// A list, one object a comparison.
pub(crate) fn comparisons(
    compared: &[Comparison<'_>],
    prose: Prose<'_>,
    phrases: &Phrases,
) -> String {
    let rows = table::json::rows(&comparison::full(compared, prose));
    let objects: Vec<Value> = rows
        .into_iter()
        .zip(compared)
        .map(|(mut row, each)| {
            if let Value::Object(fields) = &mut row {
                fields.insert("neighbours".to_owned(), group(&each.neighbours, prose));
                let groups: Vec<Value> = each
                    .groups
                    .iter()
                    .map(|peers| group(peers, prose))
                    .collect();
                fields.insert("groups".to_owned(), json!(groups));
                fields.insert("paragraph".to_owned(), json!(in_one_text(each, phrases)));
                fields.insert(
                    "sentences".to_owned(),
                    json!(about::sentences(each, phrases)),
                );
            }
            row
        })
        .collect();
    table::json::document(Value::Array(objects))
}

fn group(peers: &Peers, prose: Prose<'_>) -> Value {
    let members: Vec<Value> = peers.members.iter().map(|of| member(of, prose)).collect();
    json!({
        "key": peers.group.key,
        "name": peers.group.name,
        "rule": peers.group.rule,
        "mean": peers.spread.map(|s| s.mean),
        "median": peers.spread.map(|s| s.median),
        "min": peers.spread.map(|s| s.min()),
        "max": peers.spread.map(|s| s.max()),
        "quartile_1": peers.spread.map(|s| s.quartiles.q1),
        "quartile_3": peers.spread.map(|s| s.quartiles.q3),
        "with_data": peers.with_data(),
        "enough_to_compare": peers.enough(),
        "rank": peers.place.map(|p| p.place.rank),
        "ranked": peers.place.map(|p| p.of),
        "members": members,
    })
}

fn member(of: &PeerMember, prose: Prose<'_>) -> Value {
    let place = prose.reference.register.get(of.area);
    json!({
        "authority": prose.name(of.area),
        "authority_code": place.map(|place| place.ons_code.as_str()),
        "la_code": of.area.la_code(),
        "value": of.reading.value(),
        "status": of.reading.status().word(),
    })
}
