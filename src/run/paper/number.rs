//! Numbers and ids: once it is known what a paper holds, paragraphs, figures and tables are counted, and every entry of the ledger that
//! made it into the paper gets the id that a reader finds beside it.

use super::entry::Entries;
use super::ledger::Ledger;
use crate::paper::{Block, Paper, Span};

/// Counts what is counted in a paper and answers with the entries of the manifest, by id, in the order of the page.
///
/// An annex counts anew, with a letter before its sections and a word before its ids.
pub(super) fn number(paper: &mut Paper, ledger: &Ledger, annex: bool) -> Entries {
    let (letter, prefix) = if annex { ("A", "annex-") } else { ("", "") };
    let mut counts = Counts {
        prefix,
        ledger,
        entries: Entries::default(),
        figures: 0,
        tables: 0,
    };
    for (section, at) in paper.sections.iter_mut().zip(1..) {
        section.number = format!("{letter}{at}");
        let (mut paragraph, mut loose) = (0_usize, 0_usize);
        for block in &mut section.blocks {
            match block {
                Block::Paragraph { number, text } => {
                    paragraph += 1;
                    *number = format!("{}.{paragraph}", section.number);
                    counts.spans(text, &format!("p{at}.{paragraph}"), &mut 0);
                }
                Block::Plain(text) => counts.spans(text, &format!("s{at}"), &mut loose),
                Block::Bullets(items) => {
                    for item in items {
                        counts.spans(item, &format!("s{at}"), &mut loose);
                    }
                }
                Block::Figure(figure) => {
                    counts.figures += 1;
                    figure.number = counts.figures;
                    let id = format!("figure-{}", figure.number);
                    figure.id = counts.keep(&figure.id, id);
                }
                Block::Table(table) => {
                    counts.tables += 1;
                    table.number = counts.tables;
                    let id = format!("table-{}", table.number);
                    table.id = counts.keep(&table.id, id);
                }
                Block::Heading(_) => {}
            }
        }
    }
    counts.entries
}

struct Counts<'a> {
    prefix: &'static str,
    ledger: &'a Ledger,
    entries: Entries,
    figures: usize,
    tables: usize,
}

impl Counts<'_> {
    fn spans(&mut self, spans: &mut [Span], stem: &str, count: &mut usize) {
        for span in spans {
            if let Some(provisional) = &span.id {
                *count += 1;
                span.id = Some(self.keep(provisional, format!("{stem}.{count}")));
            }
        }
    }

    fn keep(&mut self, provisional: &str, id: String) -> String {
        let id = format!("{}{id}", self.prefix);
        if let Some(entry) = self.ledger.get(provisional) {
            self.entries.push(id.clone(), entry.clone());
        }
        id
    }
}
