//! The frame of a slide's part: its tree of shapes, and the colours of its master.

use crate::paper::write::office::xml::Element;

const PRESENTATIONS: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const DRAWINGS: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The shapes of a slide in the order in which they are read.
pub(super) fn tree(shapes: impl IntoIterator<Item = Element>) -> Element {
    let named = Element::new("p:nvGrpSpPr").children([
        Element::new("p:cNvPr").with("id", 1).with("name", ""),
        Element::new("p:cNvGrpSpPr"),
        Element::new("p:nvPr"),
    ]);
    Element::new("p:spTree")
        .children([named, Element::new("p:grpSpPr")])
        .children(shapes)
}

/// A slide, or its notes, around a tree of shapes.
pub(super) fn part_of(name: &str, tree: Element) -> Element {
    let colours = Element::new("p:clrMapOvr").child(Element::new("a:masterClrMapping"));
    Element::new(name)
        .with("xmlns:a", DRAWINGS)
        .with("xmlns:r", REFERENCES)
        .with("xmlns:p", PRESENTATIONS)
        .children([Element::new("p:cSld").child(tree), colours])
}
