//! What is said of every authority's inspections: where its judgements place it, what may come next, and each inspection in a line.

use super::insights::SaidOfInsight;
use crate::composition::inspections::{self, InspectionsTold};
use crate::composition::judgements::{JudgementsOrder, reports};
use crate::finding::prose::judgements::headings as words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::reference::neighbours::NeighbourList;
use crate::table::{Cell, Table};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// By this name the page asks for it, as for an indicator.
const NAME: &str = "inspections";
const TITLE: &str = "Inspections";
/// What a line is, before its first tab.
const SENTENCE: &str = "say";
const ROW: &str = "row";
const PARTS: &str = "part";
const NOTE: &str = "note";
const SOURCE: &str = "source";

/// A text for each authority of today; none where no judgements can be read.
pub(super) fn said(
    reference: &Reference,
    areas: &[Area],
    list: NeighbourList,
) -> Option<SaidOfInsight> {
    // Those compiled in are read by a test.
    let judgements = reference.judgements().ok()?;
    let texts: Vec<String> = areas
        .par_iter()
        .map(|area| of_one(reference, &judgements, *area, list).join("\n"))
        .collect();
    Some(SaidOfInsight {
        title: TITLE,
        indicators: vec![NAME.to_owned()],
        texts,
    })
}

fn of_one(
    reference: &Reference,
    judgements: &Judgements,
    area: Area,
    list: NeighbourList,
) -> Vec<String> {
    let question = JudgementsOrder {
        area,
        as_at: None,
        list,
    };
    let line = |kind: &str, text: &str| format!("{kind}\t{text}");
    let sentence = |of: &str, text: &String| format!("{SENTENCE}\t{of}\t{text}");
    let reports = reports(reference, judgements, question).unwrap_or_default();
    let mut lines = Vec::new();
    for report in &reports {
        let of = words::heading(report.standing.who);
        lines.extend(report.sentences.iter().map(|text| sentence(of, text)));
    }
    for parts in reports.iter().filter_map(|report| report.parts.as_ref()) {
        lines.push(line(PARTS, &heads(parts)));
        lines.extend(parts.rows.iter().map(|row| line(PARTS, &cells(row))));
    }
    let Some(told) = inspections::told(reference, judgements, question, None) else {
        return lines;
    };
    let next = |text| sentence(words::NEXT, text);
    lines.extend(told.sentences.iter().map(next));
    let how = reports.iter().flat_map(|report| &report.how_counted);
    let mut how: Vec<&String> = how.chain(&told.by_rule).collect();
    // The same is said of each inspectorate.
    let mut seen = BTreeSet::new();
    how.retain(|text| seen.insert(*text));
    lines.extend(how.iter().map(|text| sentence(words::HOW_COUNTED, text)));
    lines.extend(rows(&told));
    lines.extend(told.events.notes.iter().map(|text| line(NOTE, text)));
    lines.push(line(SOURCE, &told.events.source));
    lines
}

/// The inspections, oldest first: when it began and was told, what it was, who came, and what was found.
fn rows(told: &InspectionsTold) -> impl Iterator<Item = String> {
    const SHOWN: [&str; 5] = ["began", "report", "event", "by", "said"];
    let events = &told.events;
    let places = SHOWN.map(|name| events.columns.iter().position(|column| column.name == name));
    events.rows.iter().map(move |row| {
        let cells = places.map(|at| at.map_or("", |at| cell(row, at)));
        format!("{ROW}\t{}", cells.join("\t"))
    })
}

/// The titles of a table's columns.
fn heads(table: &Table) -> String {
    let titles = table.columns.iter().map(|column| column.title.as_str());
    titles.collect::<Vec<_>>().join("\t")
}

fn cells(row: &[Cell]) -> String {
    let all: Vec<&str> = (0..row.len()).map(|at| cell(row, at)).collect();
    all.join("\t")
}

fn cell(row: &[Cell], at: usize) -> &str {
    match row.get(at) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}
