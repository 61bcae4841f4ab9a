//! Numbers and ids: once it is known what fits, sections, paragraphs, figures and tables are numbered, and each entry of the ledger that is
//! in the paper gets the id under which a reader finds it.

use super::entry::Entries;
use super::ledger::Ledger;
use crate::paper::{Block, Paper, Section, TextSpan};

/// Numbers a paper and gives the entries of its manifest in the order of the page.
///
/// An annex is numbered on its own, with a letter before the numbers of its sections and a word before its ids.
pub(super) fn number(paper: &mut Paper, ledger: &Ledger, annex: bool) -> Entries {
    let (letter, prefix) = if annex { ("A", "annex-") } else { ("", "") };
    let mut numbering = PaperNumbering {
        prefix,
        ledger,
        entries: Entries::default(),
        figures: 0,
        tables: 0,
    };
    for (section, at) in paper.sections.iter_mut().zip(1..) {
        section.number = format!("{letter}{at}");
        numbering.section(section, at);
    }
    numbering.entries
}

struct PaperNumbering<'a> {
    prefix: &'static str,
    ledger: &'a Ledger,
    entries: Entries,
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

    /// Keeps the entry of a provisional number under an id, and gives the id.
    fn keep(&mut self, provisional: &str, id: String) -> String {
        let id = format!("{}{id}", self.prefix);
        if let Some(entry) = self.ledger.get(provisional) {
            self.entries.push(id.clone(), entry.clone());
        }
        id
    }
}
