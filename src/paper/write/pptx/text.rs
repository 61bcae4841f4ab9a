//! Paragraphs and runs of slides. The order of a property's children is the schema's: PowerPoint offers to repair a file where it is
//! another.

use super::fit::BEFORE;
use crate::paper::TextSpan;
use crate::paper::write::office::xml::{Element, carried};

/// How a run is set.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct SlideLetter {
    /// In points; the placeholder's own where it is none.
    pub(super) size: Option<f64>,
    pub(super) strong: bool,
    /// Not bold where the placeholder is.
    pub(super) plain: bool,
    pub(super) emphasis: bool,
    /// What the service has still to write.
    pub(super) highlight: bool,
}

impl SlideLetter {
    pub(super) fn of(size: f64) -> SlideLetter {
        SlideLetter {
            size: Some(size),
            ..SlideLetter::default()
        }
    }

    pub(super) fn properties(&self, name: &str) -> Element {
        let mut made = Element::new(name).with("lang", "en-GB");
        if let Some(size) = self.size {
            made.set("sz", hundredths(size));
        }
        if self.strong || self.plain {
            made.set("b", u8::from(self.strong));
        }
        if self.emphasis {
            made.set("i", 1);
        }
        if self.highlight {
            let yellow = Element::new("a:srgbClr").with("val", "FFFF00");
            made.push(Element::new("a:highlight").child(yellow));
        }
        made
    }
}

/// A size as DrawingML has it: hundredths of a point.
pub(super) fn hundredths(points: f64) -> i64 {
    (points * 100.0).round() as i64
}

/// A run; line ends become spaces.
pub(super) fn run(text: &str, letter: SlideLetter) -> Element {
    let text = carried(text).replace(['\n', '\t'], " ");
    Element::new("a:r")
        .child(letter.properties("a:rPr"))
        .child(Element::new("a:t").text(&text))
}

/// A paragraph of runs.
pub(super) fn paragraph(runs: impl IntoIterator<Item = Element>) -> Element {
    Element::new("a:p").children(runs)
}

/// A paragraph with as much before it as the fitting of text counts on.
pub(super) fn spaced(runs: impl IntoIterator<Item = Element>) -> Element {
    let full = Element::new("a:spcPct").with("val", 100_000);
    let before = Element::new("a:spcPts").with("val", hundredths(BEFORE));
    let none = Element::new("a:spcPts").with("val", 0);
    let properties = Element::new("a:pPr").children([
        Element::new("a:lnSpc").child(full),
        Element::new("a:spcBef").child(before),
        Element::new("a:spcAft").child(none),
    ]);
    Element::new("a:p").child(properties).children(runs)
}

/// The runs of spans at a size.
pub(super) fn spans(spans: &[TextSpan], size: f64) -> Vec<Element> {
    let set = |span: &TextSpan| {
        let letter = SlideLetter {
            strong: span.strong,
            emphasis: span.emphasis,
            highlight: span.to_write,
            ..SlideLetter::of(size)
        };
        run(&span.text, letter)
    };
    let written = spans.iter().filter(|span| !span.text.is_empty());
    written.map(set).collect()
}

/// A title: what its slide is for, smaller and above, then the message.
pub(super) fn title(part: &str, part_size: f64, message: &str, size: f64) -> Element {
    let above = SlideLetter {
        plain: true,
        ..SlideLetter::of(part_size)
    };
    let line_end = Element::new("a:br").child(above.properties("a:rPr"));
    paragraph([
        run(part, above),
        line_end,
        run(message, SlideLetter::of(size)),
    ])
}

/// A body of text. PowerPoint shrinks it where an officer writes more into it.
pub(super) fn body(paragraphs: Vec<Element>) -> Element {
    let fitted = Element::new("a:bodyPr").child(Element::new("a:normAutofit"));
    Element::new("p:txBody")
        .child(fitted)
        .child(Element::new("a:lstStyle"))
        .children(paragraphs)
}
