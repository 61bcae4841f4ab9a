//! What is said of every authority's inspections: where its judgements place it, what may come next, and each inspection in a line.

use super::insights::SaidOfInsight;
use crate::composition::inspections;
use crate::composition::judgements::{JudgementsOrder, reports};
use crate::finding::prose::judgements::headings as words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::reference::neighbours::NeighbourList;
use crate::table::selection::picked;
use crate::table::{Cell, Table};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// By this name the page asks for it, as for an indicator.
const NAME: &str = "inspections";
const TITLE: &str = "Inspections";
/// What a line is, before its first tab: a sentence under its heading, or a part of the table that begins with its title.
const SENTENCE: &str = "say";
const TITLE_OF_TABLE: &str = "table";
const HEADS: &str = "heads";
const ROW: &str = "row";
const NOTE: &str = "note";
const SOURCE: &str = "source";
/// A column that says more than fits on a line stands last.
const SHOWN: [&str; 5] = ["event", "began", "report", "by", "said"];

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
    let sentence = |of: &str, text: &String| format!("{SENTENCE}\t{of}\t{text}");
    let reports = reports(reference, judgements, question).unwrap_or_default();
    let mut lines = Vec::new();
    for report in &reports {
        let of = words::heading(report.standing.who);
        lines.extend(report.sentences.iter().map(|text| sentence(of, text)));
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
    let parts = reports.iter().filter_map(|report| report.parts.as_ref());
    lines.extend(parts.flat_map(|table| of_table(table, "not judged")));
    lines.extend(of_table(&picked(&told.events, &SHOWN), "not given"));
    lines
}

/// The lines of a table; `empty` stands where a cell says nothing.
fn of_table(table: &Table, empty: &str) -> Vec<String> {
    let line = |kind: &str, cells: &[&str]| format!("{kind}\t{}", cells.join("\t"));
    let titles: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.title.as_str())
        .collect();
    let mut lines = vec![line(TITLE_OF_TABLE, &[&table.title]), line(HEADS, &titles)];
    lines.extend(table.rows.iter().map(|row| {
        let cells = row.iter().map(words_of);
        let cells: Vec<&str> = cells
            .map(|text| if text.is_empty() { empty } else { text })
            .collect();
        line(ROW, &cells)
    }));
    lines.extend(table.notes.iter().map(|note| line(NOTE, &[note])));
    let source = Some(&table.source).filter(|source| !source.is_empty());
    lines.extend(source.map(|source| line(SOURCE, &[source])));
    lines
}

/// Every column here holds words.
fn words_of(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}
