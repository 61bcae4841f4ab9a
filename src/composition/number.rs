//! Numbers and ids: once it is known what fits, sections, paragraphs, figures and tables are numbered, and each entry of the ledger that is
//! in the paper gets the id under which a reader finds it.

use super::entry::{Entries, ManifestEntry};
use super::ledger::Ledger;
use crate::paper::{Block, Paper, Section, TextSpan};
use crate::table::Cell;
use crate::table::claims::PARAGRAPH;
use std::collections::BTreeMap;

/// Numbers a paper and its annex, and gives the entries of its manifest in the order of the page. Then what names the paragraph of an
/// indicator, a bullet of the summary or a row of a table, gets its number; a bullet of what no paragraph tells gets that of a table.
///
/// An annex is numbered on its own, with a letter before the numbers of its sections and a word before its ids.
pub(crate) fn number(paper: &mut Paper, mut annex: Option<&mut Paper>, ledger: &Ledger) -> Entries {
    let mut told = ToldIn::default();
    let mut entries = numbered(paper, ledger, ("", ""), &mut told);
    if let Some(annex) = annex.as_deref_mut() {
        entries.extend(numbered(annex, ledger, ("A", "annex-"), &mut told));
    }
    // What has no paragraph of its own is told in another's.
    for (indicator, number) in std::mem::take(&mut told.mentions) {
        told.paragraphs.entry(indicator).or_insert(number);
    }
    for paper in [Some(paper), annex].into_iter().flatten() {
        let sections = paper.sections.iter_mut();
        for block in sections.flat_map(|section| &mut section.blocks) {
            told.refer(block);
        }
    }
    entries.refer(&told.paragraphs);
    entries
}

/// Where a paper and its annex tell of each indicator, by the indicator's id.
#[derive(Default)]
struct ToldIn {
    /// The number of its own paragraph; of the first in the paper where there are several.
    paragraphs: BTreeMap<String, String>,
    /// Where it is first told of, in a paragraph of whatever.
    mentions: BTreeMap<String, String>,
    /// The first table with a row of it: `Table 1`.
    tables: BTreeMap<String, String>,
}

fn numbered(
    paper: &mut Paper,
    ledger: &Ledger,
    (letter, prefix): (&str, &'static str),
    told: &mut ToldIn,
) -> Entries {
    let mut numbering = PaperNumbering {
        prefix,
        ledger,
        entries: Entries::default(),
        told,
        figures: 0,
        tables: 0,
    };
    for (section, at) in paper.sections.iter_mut().zip(1..) {
        section.number = format!("{letter}{at}");
        numbering.section(section, at);
    }
    numbering.entries
}

impl ToldIn {
    /// Names the paragraphs that a block refers to.
    fn refer(&self, block: &mut Block) {
        match block {
            Block::Paragraph { text, .. } | Block::Plain(text) => self.refer_in(text, false),
            Block::Bullets(items) => items.iter_mut().for_each(|item| self.refer_in(item, true)),
            Block::Table(table) => {
                let columns = &table.table.columns;
                let at = columns.iter().position(|column| column.name == PARAGRAPH);
                let Some(at) = at else { return };
                for row in &mut table.table.rows {
                    if let Some(Cell::Text(id)) = row.get_mut(at) {
                        *id = self
                            .paragraphs
                            .get(id.as_str())
                            .cloned()
                            .unwrap_or_default();
                    }
                }
            }
            Block::Heading(_) | Block::Figure(_) => {}
        }
    }

    /// A bullet of a summary may name a table; a sentence that speaks of a paragraph names nothing else.
    fn refer_in(&self, spans: &mut [TextSpan], or_table: bool) {
        for span in spans {
            let table = |id: &String| self.tables.get(id).filter(|_| or_table);
            let place = span
                .paragraph_of
                .as_ref()
                .and_then(|id| self.paragraphs.get(id).or_else(|| table(id)));
            if let Some(place) = place {
                span.text = format!(" ({place})");
            }
        }
    }
}

struct PaperNumbering<'a> {
    prefix: &'static str,
    ledger: &'a Ledger,
    entries: Entries,
    told: &'a mut ToldIn,
    figures: usize,
    tables: usize,
}

impl PaperNumbering<'_> {
    /// Text without a number of its own has ids that count through the section: `s2.1`.
    fn section(&mut self, section: &mut Section, at: usize) {
        let (mut paragraphs, mut unnumbered) = (0_usize, 0_usize);
        for block in &mut section.blocks {
            match block {
                Block::Paragraph { number, text } => {
                    paragraphs += 1;
                    *number = format!("{}.{paragraphs}", section.number);
                    let told = self.told_of(text);
                    if let Some(first) = told.first() {
                        self.told
                            .paragraphs
                            .entry(first.clone())
                            .or_insert_with(|| number.clone());
                    }
                    for indicator in told {
                        self.told
                            .mentions
                            .entry(indicator)
                            .or_insert_with(|| number.clone());
                    }
                    self.spans(text, &format!("p{at}.{paragraphs}"), &mut 0);
                }
                Block::Plain(text) => self.spans(text, &format!("s{at}"), &mut unnumbered),
                Block::Bullets(items) => {
                    for item in items {
                        self.spans(item, &format!("s{at}"), &mut unnumbered);
                    }
                }
                Block::Figure(chart) => {
                    self.figures += 1;
                    chart.number = self.figures;
                    chart.id = self.keep(&chart.id, format!("figure-{}", chart.number));
                }
                Block::Table(table) => {
                    self.tables += 1;
                    table.number = self.tables;
                    self.tell_rows(&table.id, table.number);
                    table.id = self.keep(&table.id, format!("table-{}", table.number));
                }
                Block::Heading(_) => {}
            }
        }
    }

    fn spans(&mut self, spans: &mut [TextSpan], stem: &str, count: &mut usize) {
        for span in spans {
            if let Some(provisional) = &span.id {
                *count += 1;
                span.id = Some(self.keep(provisional, format!("{stem}.{count}")));
            }
        }
    }

    /// The indicators that a paragraph tells of, the one that it is about first.
    fn told_of(&self, spans: &[TextSpan]) -> Vec<String> {
        let entries = spans
            .iter()
            .filter_map(|span| self.ledger.get(span.id.as_ref()?));
        let mut told: Vec<String> = Vec::new();
        for entry in entries {
            match entry {
                ManifestEntry::Sentence { indicator, .. } => told.push(indicator.clone()),
                // A paragraph that begins with something else is about no indicator.
                _ if told.is_empty() => return told,
                _ => {}
            }
        }
        told
    }

    /// Remembers of which indicators a table has rows. The tables of an annex are counted on their own.
    fn tell_rows(&mut self, provisional: &str, number: usize) {
        let Some(ManifestEntry::Table { rows, .. }) = self.ledger.get(provisional) else {
            return;
        };
        let annex = if self.prefix.is_empty() {
            ""
        } else {
            "annex, "
        };
        for row in rows {
            self.told
                .tables
                .entry(row.indicator.clone())
                .or_insert_with(|| format!("{annex}Table {number}"));
        }
    }

    /// Keeps the entry of a provisional number under an id, and gives the id.
    fn keep(&mut self, provisional: &str, id: String) -> String {
        let id = format!("{}{id}", self.prefix);
        if let Some(entry) = self.ledger.get(provisional) {
            self.entries.push(id.clone(), entry.clone());
        }
        id
    }
}
