//! Runs and paragraphs. The order of a property's children is the schema's: Word calls a file damaged where it is another.

use super::numbering::Mark;
use super::page::Twips;
use super::xml::{Element, carried};

/// How far the text of a numbered paragraph stands from its number's start.
const HANGING: Twips = 709;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form<'a> {
    /// The id of a character style.
    pub(super) style: Option<&'a str>,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
}

/// A run; line ends and tabs become Word's own.
pub(super) fn run(text: &str, form: Form<'_>) -> Element {
    let mut properties = Element::new("w:rPr");
    properties = properties.children(form.style.map(|id| Element::val("w:rStyle", id)));
    if form.strong {
        properties = properties.children(["w:b", "w:bCs"].map(Element::new));
    }
    if form.emphasis {
        properties = properties.children(["w:i", "w:iCs"].map(Element::new));
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

/// A run without any form of its own.
pub(super) fn plain(text: &str) -> Element {
    run(text, Form::default())
}

/// A paragraph on its way to be one.
#[derive(Debug, Clone)]
pub(super) struct Paragraph<'a> {
    /// The id of its style in the document.
    pub(super) style: &'a str,
    /// Stays on the page of the next one.
    pub(super) keep_next: bool,
    pub(super) mark: Mark,
    /// Room before and after, where it is not the style's.
    pub(super) spacing: Option<(Twips, Twips)>,
    /// Flush right, as numbers are.
    pub(super) right: bool,
    pub(super) content: Vec<Element>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(style: &'a str, content: Vec<Element>) -> Paragraph<'a> {
        Paragraph {
            style,
            keep_next: false,
            mark: Mark::Style,
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
        let list = |level: usize, list: &str| {
            Element::new("w:numPr")
                .child(Element::val("w:ilvl", level))
                .child(Element::val("w:numId", list))
        };
        match &self.mark {
            Mark::List {
                list: number,
                level,
            } => properties.push(list(*level, number)),
            Mark::Literal(_) | Mark::Unnumbered => properties.push(list(0, "0")),
            Mark::Style => {}
        }
        let literal = if let Mark::Literal(number) = &self.mark {
            Some(number)
        } else {
            None
        };
        if literal.is_some() {
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
        match &self.mark {
            Mark::Literal(_) => properties.push(
                Element::new("w:ind")
                    .with("w:left", HANGING)
                    .with("w:hanging", HANGING),
            ),
            Mark::Unnumbered => properties.push(
                Element::new("w:ind")
                    .with("w:left", 0)
                    .with("w:firstLine", 0),
            ),
            Mark::List { .. } | Mark::Style => {}
        }
        if self.right {
            properties.push(Element::val("w:jc", "right"));
        }
        let number = literal.map(|number| plain(&format!("{number}\t")));
        Element::new("w:p")
            .child(properties)
            .children(number)
            .children(self.content)
    }
}
