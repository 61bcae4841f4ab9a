//! The blocks of a paper as paragraphs, tables and pictures.

use super::ids::DocumentIds;
use super::numbering::{NumberCounter, NumberingLists, ParagraphNumber};
use super::page::{PlacedElement, TextArea, Twips};
use super::style::{self, TemplateStyles};
use super::text::{RunFormat, WordParagraph, plain, run};
use super::widths::layout;
use super::{picture, tables};
use crate::error::Result;
use crate::paper::write::office::package::{OfficePackage, PartRelations};
use crate::paper::write::office::pictures;
use crate::paper::write::office::xml::Element;
use crate::paper::{Block, Paper, PaperChart, PaperTable, Section, TextSpan};
use std::collections::BTreeMap;

/// Space after the last line below a chart or a table.
const AFTER: Twips = 220;

/// Writes blocks, and puts into the package what they refer to.
pub(super) struct BlockWriter<'a> {
    pub(super) styles: &'a TemplateStyles,
    /// The numbers of our lists in the document.
    pub(super) list_numbers: &'a BTreeMap<String, String>,
    pub(super) area: TextArea,
    /// Whether the fonts are ours, whose widths are known.
    pub(super) own_font: bool,
    pub(super) folder: &'a str,
    pub(super) package: &'a mut OfficePackage,
    pub(super) relations: &'a mut PartRelations,
    pub(super) ids: DocumentIds,
    pub(super) counter: NumberCounter,
    /// How many captions of each kind Word has counted.
    pub(super) captions: BTreeMap<&'static str, usize>,
}

impl<'a> BlockWriter<'a> {
    /// The whole paper. With `foot` its foot's line is last, for a template whose footer has no place for it.
    ///
    /// # Errors
    /// A chart that cannot be turned into pixels.
    pub(super) fn paper(&mut self, paper: &Paper, foot: bool) -> Result<Vec<PlacedElement>> {
        let mut placed = Vec::new();
        if !paper.title.is_empty() {
            let title = vec![plain(&paper.title)];
            placed.push(self.heading(0, title, ParagraphNumber::Style));
        }
        if !paper.front.is_empty() {
            let front = tables::front(&paper.front, &paper.title, self.styles, self.area);
            placed.push(PlacedElement::of(front));
        }
        for section in &paper.sections {
            self.section(section, &mut placed)?;
        }
        if foot && !paper.foot.is_empty() {
            let line = self.paragraph(style::NOTE, vec![plain(&paper.foot)]);
            placed.push(PlacedElement::of(line.element()));
        }
        Ok(placed)
    }

    fn section(&mut self, section: &Section, placed: &mut Vec<PlacedElement>) -> Result<()> {
        if !section.heading.is_empty() {
            let list = self.list(NumberingLists::HEADINGS);
            let number = self.counter.heading(&section.number, self.styles, list);
            placed.push(self.heading(1, vec![plain(&section.heading)], number));
        }
        for block in &section.blocks {
            match block {
                Block::Heading(text) => {
                    placed.push(self.heading(2, vec![plain(text)], ParagraphNumber::Style));
                }
                Block::Paragraph { number, text } => {
                    let content = self.spans(text);
                    let list = self.list(NumberingLists::HEADINGS);
                    let paragraph = WordParagraph {
                        number: self.counter.paragraph(number, list),
                        ..self.paragraph(style::NUMBERED, content)
                    };
                    placed.push(PlacedElement::of(paragraph.element()));
                }
                Block::Plain(text) => {
                    let content = self.spans(text);
                    let paragraph = self.paragraph(style::BODY, content);
                    placed.push(PlacedElement::of(paragraph.element()));
                }
                Block::Bullets(items) => {
                    for item in items {
                        placed.push(PlacedElement::of(self.bullet(item)));
                    }
                }
                Block::Figure(chart) => placed.extend(self.chart(chart)?),
                Block::Table(table) => placed.extend(self.table(table)),
            }
        }
        Ok(())
    }

    fn list(&self, ours: &str) -> &'a str {
        self.list_numbers.get(ours).map_or("0", String::as_str)
    }

    fn paragraph(&self, style: &'static str, content: Vec<Element>) -> WordParagraph<'a> {
        WordParagraph::new(self.styles.id(style), content)
    }

    /// A heading. One that a template would number by itself gets no number from it: the paper has its own.
    fn heading(
        &self,
        level: usize,
        content: Vec<Element>,
        number: ParagraphNumber,
    ) -> PlacedElement {
        let style = style::HEADINGS[level.min(2)];
        let is_numbered = self.styles.is_numbered(style) && level != 1;
        let number = if number == ParagraphNumber::Style && is_numbered {
            ParagraphNumber::Unnumbered
        } else {
            number
        };
        // A template's heading style need not keep it with the next paragraph; a heading of ours stays with it.
        let heading = WordParagraph {
            number,
            keep_next: true,
            ..self.paragraph(style, content)
        };
        PlacedElement {
            leads: true,
            ..PlacedElement::of(heading.element())
        }
    }

    fn bullet(&mut self, item: &[TextSpan]) -> Element {
        let content = self.spans(item);
        let number = if self.styles.is_numbered(style::BULLET) {
            ParagraphNumber::Style
        } else {
            ParagraphNumber::List {
                list: self.list(NumberingLists::BULLETS).to_owned(),
                level: 0,
            }
        };
        WordParagraph {
            number,
            ..self.paragraph(style::BULLET, content)
        }
        .element()
    }

    fn spans(&mut self, spans: &[TextSpan]) -> Vec<Element> {
        spans.iter().flat_map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &TextSpan) -> Vec<Element> {
        let format = RunFormat {
            style: span.followed().map(|_| self.styles.id(style::LINK)),
            strong: span.strong,
            emphasis: span.emphasis,
            highlight: span.to_write,
        };
        let text = run(&span.text, format);
        let content = match span.followed() {
            Some(address) => match address.strip_prefix('#') {
                Some(id) => Element::new("w:hyperlink")
                    .with("w:anchor", self.ids.name(id))
                    .child(text),
                None => Element::new("w:hyperlink")
                    .with("r:id", self.relations.add_address(address))
                    .child(text),
            },
            None => text,
        };
        match &span.id {
            Some(id) => self.ids.around(id, vec![content]),
            None => vec![content],
        }
    }

    /// "Figure 3: words", kept with what follows. The number is Word's own count where that is the paper's, so that Word can make a list
    /// of figures.
    fn caption(&mut self, kind: &'static str, number: usize, words: &str, id: &str) -> Element {
        let count = self.captions.entry(kind).or_default();
        let digits = plain(&number.to_string());
        let digits = if *count + 1 == number {
            *count = number;
            Element::new("w:fldSimple")
                .with("w:instr", format!(" SEQ {kind} \\* ARABIC "))
                .child(digits)
        } else {
            digits
        };
        let content = vec![
            plain(&format!("{kind} ")),
            digits,
            plain(&format!(": {words}")),
        ];
        let content = self.ids.around(id, content);
        WordParagraph {
            keep_next: true,
            ..self.paragraph(style::CAPTION, content)
        }
        .element()
    }

    fn chart(&mut self, chart: &PaperChart) -> Result<Vec<PlacedElement>> {
        let caption = self.caption("Figure", chart.number, &chart.caption, &chart.id);
        let picture = self.picture(chart)?;
        let lines = chart.note.lines().filter(|line| !line.trim().is_empty());
        let notes: Vec<&str> = lines.collect();
        let after = if notes.is_empty() { AFTER } else { 40 };
        let holder = WordParagraph {
            keep_next: !notes.is_empty(),
            spacing: Some((0, after)),
            ..self.paragraph(style::BODY, vec![picture])
        };
        Ok([caption, holder.element()]
            .into_iter()
            .chain(self.notes(&notes))
            .map(PlacedElement::of)
            .collect())
    }

    /// The run that holds a chart's picture; its pixels are a part of the package.
    fn picture(&mut self, chart: &PaperChart) -> Result<Element> {
        let stem = format!("{}media/yardstick-figure-{}", self.folder, chart.number);
        let pixels = pictures::pixels(chart)?;
        let name = self.package.free_name(&stem, "png");
        self.package.put(&name, pixels, "image/png");
        let relation = self.relations.add_part("image", &name);
        Ok(picture::run(
            chart,
            self.area,
            &relation,
            self.ids.picture(),
        ))
    }

    fn table(&mut self, of: &PaperTable) -> Vec<PlacedElement> {
        let caption = self.caption("Table", of.number, &of.caption, &of.id);
        let mut elements = vec![caption];
        let layout = layout(&of.table, self.area, self.own_font);
        if !of.table.subtitle.is_empty() {
            let subtitle = WordParagraph {
                keep_next: true,
                ..self.paragraph(style::NOTE, vec![plain(&of.table.subtitle)])
            };
            elements.push(subtitle.element());
        }
        if !of.table.columns.is_empty() {
            let title = format!("Table {}: {}", of.number, of.caption);
            elements.push(tables::figures(&of.table, &layout, &title, self.styles));
        }
        let notes = of.below();
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        elements.extend(self.notes(&notes));
        if notes.is_empty() {
            // Without a paragraph between them, Word joins two tables.
            let between = WordParagraph {
                spacing: Some((0, 0)),
                ..self.paragraph(style::NOTE, Vec::new())
            };
            elements.push(between.element());
        }
        elements
            .into_iter()
            .map(|element| PlacedElement {
                wide: layout.wide,
                ..PlacedElement::of(element)
            })
            .collect()
    }

    /// Small lines below a chart or a table, with space after the last of them.
    fn notes(&self, notes: &[&str]) -> Vec<Element> {
        let last = notes.len().saturating_sub(1);
        let mut elements = Vec::with_capacity(notes.len());
        for (at, text) in notes.iter().enumerate() {
            let before = if at == 0 { 60 } else { 0 };
            let after = if at == last { AFTER } else { 20 };
            let note = WordParagraph {
                spacing: Some((before, after)),
                keep_next: at != last,
                ..self.paragraph(style::NOTE, vec![plain(text)])
            };
            elements.push(note.element());
        }
        elements
    }
}
