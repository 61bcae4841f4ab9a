//! Revisions as tables and as JSON.

use super::effect::{self, side_word};
use super::papers::AffectedEntry;
use super::{PlaceShift, Revision, RevisionEffect, RevisionKind, RevisionTotal};
use crate::finding::prose::Prose;
use crate::observation::indicator::Indicator;
use crate::observation::reading::Reading;
use crate::stat::verdict::Verdict;
use crate::table::cell::{count, optional, reading, text};
use crate::table::columns::TableColumns;
use crate::table::{Cell, Table};
use serde_json::{Map, Value, json};

/// An object for each revision, for programs: a symbol is given as its letter in place of a number. `changes` holds the results that differ,
/// and `papers`, where papers were named, the entries that rest on it.
pub(crate) fn json(
    revisions: &[Revision],
    papers: Option<&[AffectedEntry]>,
    prose: Prose<'_>,
) -> Vec<Value> {
    revisions
        .iter()
        .map(|revision| object(revision, papers, prose))
        .collect()
}

fn object(revision: &Revision, papers: Option<&[AffectedEntry]>, prose: Prose<'_>) -> Value {
    let place = prose.reference.register.get(revision.area);
    let mut object = json!({
        "indicator": revision.indicator.id,
        "authority": prose.name(revision.area),
        "authority_code": place.map(|place| place.ons_code.clone()),
        "la_code": revision.area.la_code(),
        "period": revision.period.label,
        "kind": revision.kind.word(),
        "old": value(revision.old),
        "new": value(revision.new),
        "old_vintage": revision.old_vintage,
        "new_vintage": revision.new_vintage,
        "changes": changes(&revision.effects),
    });
    if let (Some(papers), Some(fields)) = (papers, object.as_object_mut()) {
        let resting = papers.iter().filter(|entry| entry.rests_on(revision));
        fields.insert("papers".to_owned(), resting.map(paper_entry).collect());
    }
    object
}

fn paper_entry(entry: &AffectedEntry) -> Value {
    json!({
        "paper": entry.paper,
        "id": entry.id,
        "was": entry.was,
        "now": entry.now_reads(),
        "values": entry.values,
        "prints_it": entry.prints_it,
    })
}

fn value(reading: Option<Reading>) -> Value {
    match reading {
        None => Value::Null,
        Some(Reading::Missing(status)) => json!(status.symbol()),
        Some(Reading::Known(value)) => number(value),
    }
}

/// A whole number without decimals, as everywhere: 184 and not 184.0.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        json!(value as i64)
    } else {
        json!(value)
    }
}

fn changes(effects: &[RevisionEffect]) -> Value {
    let mut changes = Map::new();
    for effect in effects {
        let (name, pair) = match effect {
            RevisionEffect::Rank { old, new } => ("rank", json!([old, new])),
            RevisionEffect::Band { old, new } => ("band", json!([old, new])),
            RevisionEffect::England { old, new } => (
                "england",
                json!([old.map(Verdict::name), new.map(Verdict::name)]),
            ),
            RevisionEffect::NeighboursMean { old, new } => {
                ("neighbours_mean", json!([old.map(number), new.map(number)]))
            }
            RevisionEffect::NeighboursSide { old, new } => (
                "neighbours",
                json!([old.map(side_word), new.map(side_word)]),
            ),
        };
        changes.insert(name.to_owned(), pair);
    }
    Value::Object(changes)
}

/// Every revision with the results that it changes.
pub(crate) fn full(revisions: &[Revision], prose: Prose<'_>) -> Table {
    TableColumns::new()
        .text("indicator", "Indicator", |row: &&Revision| {
            text(&row.indicator.id)
        })
        .text("authority", "Authority", |row| text(prose.name(row.area)))
        .text("authority_code", "ONS code", |row| {
            let place = prose.reference.register.get(row.area);
            optional(place.map(|place| place.ons_code.as_str()))
        })
        .text("la_code", "Code", |row| text(row.area.la_code()))
        .text("period", "Period", |row| text(&row.period.label))
        .text("kind", "Kind", |row| text(row.kind.word()))
        .text("old", "Old", |row| exact(row.old))
        .text("new", "New", |row| exact(row.new))
        .text("old_vintage", "Old vintage", |row| text(&row.old_vintage))
        .text("new_vintage", "New vintage", |row| text(&row.new_vintage))
        .text("changes", "What it changes", |row| {
            text(effect::in_words(&row.effects, &row.indicator))
        })
        .table("revisions", "Revised figures", revisions)
}

/// A figure with every decimal, or its symbol.
fn exact(reading: Option<Reading>) -> Cell {
    match reading {
        None => Cell::Empty,
        Some(Reading::Known(value)) => text(value.to_string()),
        Some(Reading::Missing(status)) => text(status.symbol()),
    }
}

/// The columns that a person looks at first.
pub(crate) fn brief(revisions: &[&Revision], prose: Prose<'_>) -> Table {
    TableColumns::new()
        .text("indicator", "Indicator", |row: &&&Revision| {
            text(&row.indicator.short)
        })
        .text("authority", "Authority", |row| text(prose.short(row.area)))
        .text("period", "Period", |row| text(row.period.short()))
        .number("old", "Was", |row| rounded(row.old, &row.indicator))
        .number("new", "Is", |row| rounded(row.new, &row.indicator))
        .text("changes", "What else that changes", |row| {
            text(effect::in_words(&row.effects, &row.indicator))
        })
        .table("revisions", "Revised figures", revisions)
}

fn rounded(figure: Option<Reading>, indicator: &Indicator) -> Cell {
    figure.map_or(Cell::Empty, |figure| {
        reading(figure, Some(indicator.decimals))
    })
}

/// Places that moved though the authority's own figure is unchanged.
pub(crate) fn shifts(shifts: &[PlaceShift], prose: Prose<'_>) -> Table {
    TableColumns::new()
        .text("indicator", "Indicator", |row: &&PlaceShift| {
            text(&row.indicator.short)
        })
        .text("authority", "Authority", |row| text(prose.short(row.area)))
        .text("period", "Period", |row| text(row.period.short()))
        .text("changes", "What moved", |row| {
            text(effect::in_words(&row.effects, &row.indicator))
        })
        .table(
            "shifts",
            "Own figure as before, place among others not",
            shifts,
        )
}

/// How many figures differ, a row for each indicator.
pub(crate) fn totals(totals: &[RevisionTotal]) -> Table {
    TableColumns::new()
        .text("indicator", "Indicator", |row: &&RevisionTotal| {
            text(&row.indicator)
        })
        .text("old_vintage", "Was in", |row| text(&row.old_vintage))
        .text("new_vintage", "Is in", |row| text(&row.new_vintage))
        .whole("common", "In both", |row| count(row.common))
        .whole("figures", "Otherwise", |row| count(row.figures))
        .whole("counts", "Counts otherwise", |row| known(row.counts))
        .whole("bases", "Bases otherwise", |row| known(row.bases))
        .whole("authorities", "Authorities in both", |row| {
            count(row.common_of_authorities)
        })
        .whole("changed", "Changed", |row| {
            count(row.of(RevisionKind::Changed))
        })
        .whole("became_symbol", "Became a symbol", |row| {
            count(row.of(RevisionKind::BecameSymbol))
        })
        .whole("became_value", "Became a figure", |row| {
            count(row.of(RevisionKind::BecameValue))
        })
        .whole("appeared", "Appeared", |row| {
            count(row.of(RevisionKind::Appeared))
        })
        .whole("disappeared", "Disappeared", |row| {
            count(row.of(RevisionKind::Disappeared))
        })
        .table("totals", "What is otherwise", totals)
}

fn known(number: Option<usize>) -> Cell {
    number.map_or(Cell::Empty, count)
}

/// The totals of indicators with a difference, most first, in as many columns as a screen holds.
pub(crate) fn summary(totals: &[RevisionTotal]) -> Table {
    let mut differing: Vec<&RevisionTotal> = totals
        .iter()
        .filter(|total| total.figures + total.counts.unwrap_or(0) + total.bases.unwrap_or(0) > 0)
        .collect();
    differing.sort_by_key(|total| std::cmp::Reverse((total.figures, total.counts, total.bases)));
    TableColumns::new()
        .text("indicator", "Indicator", |row: &&RevisionTotal| {
            text(&row.indicator)
        })
        .whole("authorities", "Authorities in both", |row| {
            count(row.common_of_authorities)
        })
        .whole("changed", "Changed", |row| {
            count(row.of(RevisionKind::Changed))
        })
        .whole("to_symbol", "To a symbol", |row| {
            count(row.of(RevisionKind::BecameSymbol))
        })
        .whole("to_figure", "To a figure", |row| {
            count(row.of(RevisionKind::BecameValue))
        })
        .whole("appeared", "New", |row| {
            count(row.of(RevisionKind::Appeared))
        })
        .whole("gone", "Gone", |row| {
            count(row.of(RevisionKind::Disappeared))
        })
        .whole("counts", "Counts otherwise", |row| known(row.counts))
        .whole("bases", "Bases otherwise", |row| known(row.bases))
        .table("totals", "What is otherwise", differing)
}
