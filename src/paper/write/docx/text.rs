//! Runs and paragraphs. The order of a property's children is the schema's: Word calls a file damaged where it is another.

use super::numbering::ParagraphNumber;
use super::page::Twips;
use crate::paper::write::office::xml::{Element, carried};

/// The distance from the start of a paragraph's number to its text.
const HANGING: Twips = 709;

/// The format of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RunFormat<'a> {
    /// The id of a character style.
    pub(super) style: Option<&'a str>,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    /// Behind the words, so that what is still to be written is not overlooked.
    pub(super) highlight: bool,
}

/// A run; line ends and tabs become Word's own.
pub(super) fn run(text: &str, format: RunFormat<'_>) -> Element {
    let mut properties = Element::new("w:rPr");
    properties = properties.children(format.style.map(|id| Element::val("w:rStyle", id)));
    if format.strong {
        properties = properties.children(["w:b", "w:bCs"].map(Element::new));
    }
    if format.emphasis {
        properties = properties.children(["w:i", "w:iCs"].map(Element::new));
    }
    if format.highlight {
        properties = properties.child(Element::val("w:highlight", "yellow"));
    }
    let mut made = Element::new("w:r");
    if !properties.children.is_empty() {
        made.push(properties);
    }
    let text = carried(text);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            made.push(Element::new("w:br"));
        }
        for (at, words) in line.split('\t').enumerate() {
            if at > 0 {
                made.push(Element::new("w:tab"));
            }
            if !words.is_empty() {
                made.push(
                    Element::new("w:t")
                        .with("xml:space", "preserve")
                        .text(words),
                );
            }
        }
    }
    made
}

/// A run in the format of its paragraph.
pub(super) fn plain(text: &str) -> Element {
    run(text, RunFormat::default())
}

/// A paragraph before it is written.
#[derive(Debug, Clone)]
pub(super) struct WordParagraph<'a> {
    /// The id of its style in the document.
    pub(super) style: &'a str,
    /// Stays on the page of the next paragraph.
    pub(super) keep_next: bool,
    pub(super) number: ParagraphNumber,
    /// Space before and after, where it is not the style's.
    pub(super) spacing: Option<(Twips, Twips)>,
    /// Flush right, as numbers are.
    pub(super) right: bool,
    pub(super) content: Vec<Element>,
}

impl<'a> WordParagraph<'a> {
    pub(super) fn new(style: &'a str, content: Vec<Element>) -> WordParagraph<'a> {
        WordParagraph {
            style,
            keep_next: false,
            number: ParagraphNumber::Style,
            spacing: None,
            right: false,
            content,
        }
    }

    pub(super) fn element(self) -> Element {
        let mut properties = Element::new("w:pPr").child(Element::val("w:pStyle", self.style));
        if self.keep_next {
            properties.push(Element::new("w:keepNext"));
        }
        match &self.number {
            ParagraphNumber::List { list, level } => properties.push(list_number(list, *level)),
            ParagraphNumber::Literal(_) | ParagraphNumber::Unnumbered => {
                properties.push(list_number("0", 0));
            }
            ParagraphNumber::Style => {}
        }
        if let ParagraphNumber::Literal(_) = self.number {
            let stop = Element::val("w:tab", "left").with("w:pos", HANGING);
            properties.push(Element::new("w:tabs").child(stop));
        }
        if let Some((before, after)) = self.spacing {
            properties.push(
                Element::new("w:spacing")
                    .with("w:before", before)
                    .with("w:after", after),
            );
        }
        properties = properties.children(indent(&self.number));
        if self.right {
            properties.push(Element::val("w:jc", "right"));
        }
        let mut paragraph = Element::new("w:p").child(properties);
        if let ParagraphNumber::Literal(number) = &self.number {
            paragraph.push(plain(&format!("{number}\t")));
        }
        paragraph.children(self.content)
    }
}

fn list_number(list: &str, level: usize) -> Element {
    Element::new("w:numPr")
        .child(Element::val("w:ilvl", level))
        .child(Element::val("w:numId", list))
}

/// The indent of a paragraph, where it is not the style's.
fn indent(number: &ParagraphNumber) -> Option<Element> {
    let indent = Element::new("w:ind");
    match number {
        ParagraphNumber::Literal(_) => {
            Some(indent.with("w:left", HANGING).with("w:hanging", HANGING))
        }
        ParagraphNumber::Unnumbered => Some(indent.with("w:left", 0).with("w:firstLine", 0)),
        ParagraphNumber::List { .. } | ParagraphNumber::Style => None,
    }
}
