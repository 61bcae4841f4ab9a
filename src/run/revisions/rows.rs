//! Revisions as tables and as JSON.

use super::papers::Touched;
use super::{Effect, Kind, Revision, Shift, Total};
use crate::compare::Side;
use crate::finding::words::Words;
use crate::observation::indicator::Indicator;
use crate::observation::reading::Reading;
use crate::stat::verdict::Verdict;
use crate::table::cell::{reading, text};
use crate::table::{Cell, Column, Table};
use serde_json::{Map, Value, json};

/// A row a revision, for programs: a symbol stands as its letter beside numbers. `changes` holds what else is otherwise, and
/// `papers`, where papers were named, what of them rests on it.
pub(crate) fn json(
    revisions: &[Revision],
    papers: Option<&[Touched]>,
    speaker: Words<'_>,
) -> Vec<Value> {
    let value = |reading: Option<Reading>| match reading {
        None => Value::Null,
        Some(Reading::Missing(status)) => json!(status.symbol()),
        Some(Reading::Known(value)) => number(value),
    };
    let row = |revision: &Revision| {
        let place = speaker.reference.register.get(revision.area);
        let mut row = json!({
            "indicator": revision.indicator.id,
            "authority": speaker.name(revision.area),
            "authority_code": place.map(|p| p.ons_code.clone()),
            "la_code": format!("{:03}", revision.area.0),
            "period": revision.period.label,
            "kind": revision.kind.word(),
            "old": value(revision.old),
            "new": value(revision.new),
            "old_vintage": revision.old_vintage,
            "new_vintage": revision.new_vintage,
            "changes": changes(&revision.effects),
        });
        if let (Some(papers), Some(fields)) = (papers, row.as_object_mut()) {
            let resting = papers
                .iter()
                .filter(|touched| touched.revisions.iter().any(|r| r.is_of(revision)));
            let entry = |t: &Touched| json!({ "paper": t.paper, "id": t.id, "was": t.was, "now": t.now_reads(), "values": t.values, "prints_it": t.prints_it });
            fields.insert("papers".to_owned(), resting.map(entry).collect());
        }
        row
    };
    revisions.iter().map(row).collect()
}

/// 184 and not 184.0, as everywhere.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        json!(value as i64)
    } else {
        json!(value)
    }
}

fn changes(effects: &[Effect]) -> Value {
    let mut changes = Map::new();
    for effect in effects {
        let (name, pair) = match effect {
            Effect::Rank { old, new } => ("rank", json!([old, new])),
            Effect::Band { old, new } => ("band", json!([old, new])),
            Effect::England { old, new } => (
                "england",
                json!([old.map(Verdict::name), new.map(Verdict::name)]),
            ),
            Effect::NeighboursMean { old, new } => {
                ("neighbours_mean", json!([old.map(number), new.map(number)]))
            }
            Effect::NeighboursSide { old, new } => {
                ("neighbours", json!([old.map(side), new.map(side)]))
            }
        };
        changes.insert(name.to_owned(), pair);
    }
    Value::Object(changes)
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Above => "above",
        Side::Level => "level",
        Side::Below => "below",
    }
}

/// Every revision with what it changes.
pub(crate) fn full(revisions: &[Revision], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("authority", "Authority"),
        Column::text("authority_code", "ONS code"),
        Column::text("la_code", "Code"),
        Column::text("period", "Period"),
        Column::text("kind", "Kind"),
        Column::text("old", "Old"),
        Column::text("new", "New"),
        Column::text("old_vintage", "Old vintage"),
        Column::text("new_vintage", "New vintage"),
        Column::text("changes", "What it changes"),
    ];
    let row = |r: &Revision| {
        let code = speaker
            .reference
            .register
            .get(r.area)
            .map(|p| p.ons_code.clone());
        vec![
            text(&r.indicator.id),
            text(speaker.name(r.area)),
            text(code.unwrap_or_default()),
            text(format!("{:03}", r.area.0)),
            text(&r.period.label),
            text(r.kind.word()),
            text(plain(r.old)),
            text(plain(r.new)),
            text(&r.old_vintage),
            text(&r.new_vintage),
            text(said(&r.effects, &r.indicator)),
        ]
    };
    Table::bare(
        "revisions",
        "Revised figures".to_owned(),
        columns,
        revisions.iter().map(row).collect(),
    )
}

fn plain(reading: Option<Reading>) -> String {
    match reading {
        None => String::new(),
        Some(Reading::Known(value)) => value.to_string(),
        Some(Reading::Missing(status)) => status.symbol().to_owned(),
    }
}

/// The same for people: what they look at first.
pub(crate) fn brief(revisions: &[&Revision], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("authority", "Authority"),
        Column::text("period", "Period"),
        Column::number("old", "Was"),
        Column::number("new", "Is"),
        Column::text("changes", "What else that changes"),
    ];
    let cell = |of: Option<Reading>, indicator: &Indicator| {
        of.map_or(Cell::Empty, |of| reading(of, Some(indicator.decimals)))
    };
    let row = |r: &&Revision| {
        vec![
            text(&r.indicator.short),
            text(speaker.short(r.area)),
            text(r.period.short()),
            cell(r.old, &r.indicator),
            cell(r.new, &r.indicator),
            text(said(&r.effects, &r.indicator)),
        ]
    };
    Table::bare(
        "revisions",
        "Revised figures".to_owned(),
        columns,
        revisions.iter().map(row).collect(),
    )
}

/// Places that moved though the authority's own figure stands.
pub(crate) fn shifts(shifts: &[Shift], speaker: Words<'_>) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("authority", "Authority"),
        Column::text("period", "Period"),
        Column::text("changes", "What moved"),
    ];
    let row = |s: &Shift| {
        let moved = said(&s.effects, &s.indicator);
        vec![
            text(&s.indicator.short),
            text(speaker.short(s.area)),
            text(s.period.short()),
            text(moved),
        ]
    };
    Table::bare(
        "shifts",
        "Own figure as before, place among others not".to_owned(),
        columns,
        shifts.iter().map(row).collect(),
    )
}

/// How much is otherwise, a row an indicator.
pub(crate) fn totals(totals: &[Total]) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::text("old_vintage", "Was in"),
        Column::text("new_vintage", "Is in"),
        Column::whole("common", "In both"),
        Column::whole("figures", "Otherwise"),
        Column::whole("counts", "Counts otherwise"),
        Column::whole("bases", "Bases otherwise"),
        Column::whole("authorities", "Authorities in both"),
        Column::whole("changed", "Changed"),
        Column::whole("became_symbol", "Became a symbol"),
        Column::whole("became_value", "Became a figure"),
        Column::whole("appeared", "Appeared"),
        Column::whole("disappeared", "Disappeared"),
    ];
    let whole = |number: usize| Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    let row = |t: &Total| {
        let kinds = [
            Kind::Changed,
            Kind::BecameSymbol,
            Kind::BecameValue,
            Kind::Appeared,
            Kind::Disappeared,
        ];
        let mut cells = vec![
            text(&t.indicator),
            text(&t.old_vintage),
            text(&t.new_vintage),
            whole(t.common),
            whole(t.figures),
            t.counts.map_or(Cell::Empty, whole),
            t.bases.map_or(Cell::Empty, whole),
            whole(t.common_of_authorities),
        ];
        cells.extend(kinds.map(|kind| whole(t.of(kind))));
        cells
    };
    Table::bare(
        "totals",
        "What is otherwise".to_owned(),
        columns,
        totals.iter().map(row).collect(),
    )
}

/// The same for people at a prompt: what they look at first, in as many columns as a screen holds.
pub(crate) fn summary(totals: &[Total]) -> Table {
    let columns = vec![
        Column::text("indicator", "Indicator"),
        Column::whole("authorities", "Authorities in both"),
        Column::whole("changed", "Changed"),
        Column::whole("to_symbol", "To a symbol"),
        Column::whole("to_figure", "To a figure"),
        Column::whole("appeared", "New"),
        Column::whole("gone", "Gone"),
        Column::whole("counts", "Counts otherwise"),
        Column::whole("bases", "Bases otherwise"),
    ];
    let whole = |number: usize| Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    let row = |t: &Total| {
        let kinds = [
            Kind::Changed,
            Kind::BecameSymbol,
            Kind::BecameValue,
            Kind::Appeared,
            Kind::Disappeared,
        ];
        let mut cells = vec![text(&t.indicator), whole(t.common_of_authorities)];
        cells.extend(kinds.map(|kind| whole(t.of(kind))));
        cells.extend([
            t.counts.map_or(Cell::Empty, whole),
            t.bases.map_or(Cell::Empty, whole),
        ]);
        cells
    };
    let mut weighty: Vec<&Total> = totals
        .iter()
        .filter(|t| t.figures + t.counts.unwrap_or(0) + t.bases.unwrap_or(0) > 0)
        .collect();
    weighty.sort_by_key(|t| std::cmp::Reverse((t.figures, t.counts, t.bases)));
    Table::bare(
        "totals",
        "What is otherwise".to_owned(),
        columns,
        weighty.into_iter().map(row).collect(),
    )
}

/// Effects in few words, such as "rank 5 → 6; band C → D".
pub(super) fn said(effects: &[Effect], indicator: &Indicator) -> String {
    let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let each = effects.iter().map(|effect| {
        let (name, old, new) = match effect {
            Effect::Rank { old, new } => (
                "rank",
                old.map(|r| r.to_string()),
                new.map(|r| r.to_string()),
            ),
            Effect::Band { old, new } => ("band", old.map(str::to_owned), new.map(str::to_owned)),
            Effect::England { old, new } => (
                "against England",
                old.map(|v| v.name().to_owned()),
                new.map(|v| v.name().to_owned()),
            ),
            Effect::NeighboursMean { old, new } => {
                let digits = |mean: f64| crate::finding::words::mean_digits(indicator, mean);
                ("neighbours’ mean", old.map(digits), new.map(digits))
            }
            Effect::NeighboursSide { old, new } => (
                "beside neighbours’ mean",
                old.map(|s| side(s).to_owned()),
                new.map(|s| side(s).to_owned()),
            ),
        };
        format!("{name} {} → {}", shown(old), shown(new))
    });
    each.collect::<Vec<_>>().join("; ")
}
