//! The paper's tree, block by block, as paragraphs, tables and pictures.

use super::marks::Marks;
use super::numbering::{Count, Lists, Mark};
use super::package::{Package, Relations};
use super::page::{Page, Piece, Twips};
use super::style::{self, Styles};
use super::text::{Form, Paragraph, plain, run};
use super::widths::layout;
use super::xml::Element;
use super::{picture, tables};
use crate::error::Result;
use crate::paper::{Block, Figure, Paper, Section, Span, Tabular};
use crate::table::{Table, sheet};
use std::collections::BTreeMap;

/// Room after the last line below a figure or a table.
const AFTER: Twips = 220;

/// What the blocks are set with, and what they leave in the package.
pub(super) struct Setter<'a> {
    pub(super) styles: &'a Styles,
    /// What our lists are called in the document.
    pub(super) numbers: &'a BTreeMap<String, String>,
    pub(super) page: Page,
    /// Whether the fonts are ours, whose widths are known.
    pub(super) own_font: bool,
    pub(super) folder: &'a str,
    pub(super) package: &'a mut Package,
    pub(super) relations: &'a mut Relations,
    pub(super) marks: Marks,
    pub(super) count: Count,
    /// How many captions of each kind Word has counted.
    pub(super) captions: BTreeMap<&'static str, usize>,
}

impl<'a> Setter<'a> {
    /// The whole paper; with `foot`, its foot's line last, for a template whose footer has no place for it.
    ///
    /// # Errors
    /// A chart that cannot be turned into pixels.
    pub(super) fn paper(&mut self, paper: &Paper, foot: bool) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        if !paper.title.is_empty() {
            pieces.push(self.heading(0, vec![plain(&paper.title)], Mark::Style));
        }
        if !paper.front.is_empty() {
            pieces.push(piece(tables::front(
                &paper.front,
                &paper.title,
                self.styles,
                self.page,
            )));
        }
        for section in &paper.sections {
            self.section(section, &mut pieces)?;
        }
        if foot && !paper.foot.is_empty() {
            pieces.push(piece(
                self.paragraph(style::NOTE, vec![plain(&paper.foot)])
                    .element(),
            ));
        }
        Ok(pieces)
    }

    fn section(&mut self, section: &Section, pieces: &mut Vec<Piece>) -> Result<()> {
        if !section.heading.is_empty() {
            let mark = self
                .count
                .heading(&section.number, self.styles, self.list(Lists::HEADINGS));
            pieces.push(self.heading(1, vec![plain(&section.heading)], mark));
        }
        for block in &section.blocks {
            match block {
                Block::Heading(text) => {
                    pieces.push(self.heading(2, vec![plain(text)], Mark::Style))
                }
                Block::Paragraph { number, text } => {
                    let content = self.spans(text);
                    let mark = self.count.paragraph(number, self.list(Lists::HEADINGS));
                    pieces.push(piece(
                        Paragraph {
                            mark,
                            ..self.paragraph(style::NUMBERED, content)
                        }
                        .element(),
                    ));
                }
                Block::Plain(text) => {
                    let content = self.spans(text);
                    pieces.push(piece(self.paragraph(style::BODY, content).element()));
                }
                Block::Bullets(items) => {
                    let set: Vec<Piece> =
                        items.iter().map(|item| piece(self.bullet(item))).collect();
                    pieces.extend(set);
                }
                Block::Figure(figure) => pieces.extend(self.figure(figure)?),
                Block::Table(table) => pieces.extend(self.table(table)),
            }
        }
        Ok(())
    }

    fn list(&self, ours: &str) -> &'a str {
        self.numbers.get(ours).map_or("0", String::as_str)
    }

    fn paragraph(&self, style: &'static str, content: Vec<Element>) -> Paragraph<'a> {
        Paragraph::new(self.styles.id(style), content)
    }

    /// A heading; one that a template numbers by itself stays without a number, since the paper's numbers are the paper's.
    fn heading(&self, level: usize, content: Vec<Element>, mark: Mark) -> Piece {
        let style = style::HEADINGS[level.min(2)];
        let mark = if mark == Mark::Style && self.styles.is_numbered(style) && level != 1 {
            Mark::Unnumbered
        } else {
            mark
        };
        // A template's own heading need not stay with what follows; ours does.
        let element = Paragraph {
            mark,
            keep_next: true,
            ..self.paragraph(style, content)
        }
        .element();
        Piece {
            element,
            leads: true,
            wide: false,
        }
    }

    fn bullet(&mut self, item: &[Span]) -> Element {
        let content = self.spans(item);
        let ours = || Mark::List {
            list: self.list(Lists::BULLETS).to_owned(),
            level: 0,
        };
        let mark = if self.styles.is_numbered(style::BULLET) {
            Mark::Style
        } else {
            ours()
        };
        Paragraph {
            mark,
            ..self.paragraph(style::BULLET, content)
        }
        .element()
    }

    fn spans(&mut self, spans: &[Span]) -> Vec<Element> {
        spans.iter().flat_map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> Vec<Element> {
        let link_style = span.link.as_ref().map(|_| self.styles.id(style::LINK));
        let made = run(
            &span.text,
            Form {
                style: link_style,
                strong: span.strong,
                emphasis: span.emphasis,
            },
        );
        let content = match &span.link {
            Some(address) => match address.strip_prefix('#') {
                Some(id) => Element::new("w:hyperlink")
                    .with("w:anchor", self.marks.name(id))
                    .child(made),
                None => Element::new("w:hyperlink")
                    .with("r:id", self.relations.add_address(address))
                    .child(made),
            },
            None => made,
        };
        self.marks
            .around(span.id.as_deref().unwrap_or_default(), vec![content])
    }

    /// "Figure 3: words", kept with what follows. The number is Word's own count where that is the paper's, so that a list of figures
    /// can be made.
    fn caption(
        &mut self,
        kind: &'static str,
        number: usize,
        words: &str,
        id: &str,
    ) -> Paragraph<'static> {
        let count = self.captions.entry(kind).or_default();
        let shown = plain(&number.to_string());
        let number = if *count + 1 == number {
            *count = number;
            Element::new("w:fldSimple")
                .with("w:instr", format!(" SEQ {kind} \\* ARABIC "))
                .child(shown)
        } else {
            shown
        };
        let content = self.marks.around(
            id,
            vec![
                plain(&format!("{kind} ")),
                number,
                plain(&format!(": {words}")),
            ],
        );
        Paragraph {
            keep_next: true,
            ..Paragraph::new("", content)
        }
    }

    fn figure(&mut self, figure: &Figure) -> Result<Vec<Piece>> {
        let caption = self.caption("Figure", figure.number, &figure.caption, &figure.id);
        let caption = Paragraph {
            style: self.styles.id(style::CAPTION),
            ..caption
        }
        .element();
        let drawn = picture::drawn(figure, self.page, self)?;
        let notes: Vec<&str> = figure
            .note
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let holder = self.paragraph(style::BODY, vec![drawn]);
        let spacing = if notes.is_empty() {
            (0, AFTER)
        } else {
            (0, 40)
        };
        let holder = Paragraph {
            keep_next: !notes.is_empty(),
            spacing: Some(spacing),
            ..holder
        }
        .element();
        Ok([caption, holder]
            .into_iter()
            .chain(self.notes(&notes))
            .map(piece)
            .collect())
    }

    fn table(&mut self, of: &Tabular) -> Vec<Piece> {
        let caption = self.caption("Table", of.number, &of.caption, &of.id);
        let caption = Paragraph {
            style: self.styles.id(style::CAPTION),
            ..caption
        }
        .element();
        let mut elements = vec![caption];
        let layout = layout(&of.table, self.page, self.own_font);
        if !of.table.subtitle.is_empty() {
            let about = self.paragraph(style::NOTE, vec![plain(&of.table.subtitle)]);
            elements.push(
                Paragraph {
                    keep_next: true,
                    ..about
                }
                .element(),
            );
        }
        if !of.table.columns.is_empty() {
            let title = format!("Table {}: {}", of.number, of.caption);
            elements.push(tables::figures(&of.table, &layout, &title, self.styles));
        }
        let notes = below(&of.table);
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        elements.extend(self.notes(&notes));
        if notes.is_empty() {
            // Without a paragraph between them, two tables are one.
            elements.push(
                Paragraph {
                    spacing: Some((0, 0)),
                    ..self.paragraph(style::NOTE, Vec::new())
                }
                .element(),
            );
        }
        elements
            .into_iter()
            .map(|element| Piece {
                element,
                leads: false,
                wide: layout.wide,
            })
            .collect()
    }

    /// Small lines below a figure or a table, the last of them with room after it.
    fn notes(&self, notes: &[&str]) -> Vec<Element> {
        let last = notes.len().saturating_sub(1);
        let note = |(at, text): (usize, &&str)| {
            let spacing = Some((
                if at == 0 { 60 } else { 0 },
                if at == last { AFTER } else { 20 },
            ));
            Paragraph {
                spacing,
                keep_next: at != last,
                ..self.paragraph(style::NOTE, vec![plain(text)])
            }
            .element()
        };
        notes.iter().enumerate().map(note).collect()
    }
}

/// What the symbols mean, the notes and the source.
fn below(table: &Table) -> Vec<String> {
    let symbols: Vec<String> = table
        .symbols()
        .iter()
        .map(|(code, meaning)| format!("{} = {meaning}", sheet::bracketed(code)))
        .collect();
    let source = if table.source.is_empty() {
        String::new()
    } else {
        format!("Source: {}", table.source)
    };
    let all = std::iter::once(symbols.join("; "))
        .chain(table.notes.iter().cloned())
        .chain([source]);
    all.filter(|line| !line.trim().is_empty()).collect()
}

fn piece(element: Element) -> Piece {
    Piece {
        element,
        leads: false,
        wide: false,
    }
}
