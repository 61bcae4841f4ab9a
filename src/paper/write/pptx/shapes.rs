//! The shapes of a slide: placeholders with text, a chart, a picture or a table in them, and boxes without one.

use super::layouts::{SlideBox, SlidePlaceholder};
use super::text::{SlideLetter, paragraph, run};
use crate::paper::write::office::xml::{Element, carried};

pub(super) const CHARTS: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const TABLES: &str = "http://schemas.openxmlformats.org/drawingml/2006/table";
/// Names the field of a slide's number, the same on every slide.
const NUMBER_FIELD: &str = "{5B0C5E4F-2C6B-4C43-9E5B-2F6C5E1B7A10}";

/// Who a shape is: its number on the slide and its name, and what it shows for those who do not see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShapeName<'a> {
    pub(super) id: usize,
    pub(super) name: &'a str,
    pub(super) words: &'a str,
}

impl ShapeName<'_> {
    fn element(&self) -> Element {
        let mut made = Element::new("p:cNvPr")
            .with("id", self.id)
            .with("name", format!("{} {}", self.name, self.id));
        if !self.words.is_empty() {
            made.set("descr", carried(self.words));
        }
        made
    }
}

/// A placeholder of a layout, by which a shape takes its place and its style.
fn place(placeholder: Option<&SlidePlaceholder>) -> Element {
    let mut properties = Element::new("p:nvPr");
    // Without kind and index it is a box that the layout does not have.
    let known = placeholder.filter(|place| place.kind.is_some() || place.index.is_some());
    if let Some(known) = known {
        let mut place = Element::new("p:ph");
        if let Some(kind) = &known.kind {
            place.set("type", kind);
        }
        if let Some(index) = &known.index {
            place.set("idx", index);
        }
        properties.push(place);
    }
    properties
}

fn frame(name: &str, bounds: SlideBox) -> Element {
    Element::new(name)
        .child(
            Element::new("a:off")
                .with("x", bounds.x)
                .with("y", bounds.y),
        )
        .child(
            Element::new("a:ext")
                .with("cx", bounds.width)
                .with("cy", bounds.height),
        )
}

/// A placeholder with text; `bounds` only where it does not stand where the layout has it.
pub(super) fn text(
    name: ShapeName<'_>,
    placeholder: &SlidePlaceholder,
    bounds: Option<SlideBox>,
    body: Element,
) -> Element {
    let is_free = placeholder.kind.is_none() && placeholder.index.is_none();
    let bounds = bounds.or_else(|| is_free.then_some(placeholder.bounds));
    let mut properties = Element::new("p:spPr");
    if let Some(bounds) = bounds {
        properties.push(frame("a:xfrm", bounds));
    }
    if is_free {
        properties.push(rectangle());
    }
    let locks = Element::new("a:spLocks").with("noGrp", 1);
    let mut own = Element::new("p:cNvSpPr");
    if is_free {
        own.set("txBox", 1);
    } else {
        own.push(locks);
    }
    let named = Element::new("p:nvSpPr").children([name.element(), own, place(Some(placeholder))]);
    Element::new("p:sp").children([named, properties, body])
}

/// A box with small text that no layout has a place for: what is below a chart.
pub(super) fn small_text(name: ShapeName<'_>, bounds: SlideBox, words: &str, size: f64) -> Element {
    let margins = ["tIns", "bIns"];
    let mut body = Element::new("a:bodyPr").with("wrap", "square");
    for margin in margins {
        body.set(margin, 0);
    }
    let body = Element::new("p:txBody").children([
        body.child(Element::new("a:noAutofit")),
        Element::new("a:lstStyle"),
        paragraph([run(words, SlideLetter::of(size))]),
    ]);
    free_box(name, bounds, body)
}

fn free_box(name: ShapeName<'_>, bounds: SlideBox, body: Element) -> Element {
    let named = Element::new("p:nvSpPr").children([
        name.element(),
        Element::new("p:cNvSpPr").with("txBox", 1),
        Element::new("p:nvPr"),
    ]);
    let properties = Element::new("p:spPr")
        .child(frame("a:xfrm", bounds))
        .child(rectangle())
        .child(Element::new("a:noFill"));
    Element::new("p:sp").children([named, properties, body])
}

fn rectangle() -> Element {
    Element::new("a:prstGeom")
        .with("prst", "rect")
        .child(Element::new("a:avLst"))
}

/// The number of the slide, as a field: in the layout's place for it, or in a box.
pub(super) fn number(
    name: ShapeName<'_>,
    placeholder: Option<&SlidePlaceholder>,
    otherwise: SlideBox,
    at: usize,
) -> Element {
    let language = || Element::new("a:rPr").with("lang", "en-GB");
    let field = Element::new("a:fld")
        .with("id", NUMBER_FIELD)
        .with("type", "slidenum")
        .child(language())
        .child(Element::new("a:t").text(&at.to_string()));
    let body = Element::new("p:txBody").children([
        Element::new("a:bodyPr"),
        Element::new("a:lstStyle"),
        paragraph([field]),
    ]);
    match placeholder {
        Some(placeholder) => text(name, placeholder, None, body),
        None => free_box(name, otherwise, body),
    }
}

/// A chart that PowerPoint draws, from the part that `relation` refers to.
pub(super) fn chart(
    name: ShapeName<'_>,
    placeholder: Option<&SlidePlaceholder>,
    bounds: SlideBox,
    relation: &str,
) -> Element {
    let chart = Element::new("c:chart")
        .with("xmlns:c", CHARTS)
        .with("r:id", relation);
    graphic(name, placeholder, bounds, CHARTS, chart)
}

/// A table.
pub(super) fn table(
    name: ShapeName<'_>,
    placeholder: Option<&SlidePlaceholder>,
    bounds: SlideBox,
    table: Element,
) -> Element {
    graphic(name, placeholder, bounds, TABLES, table)
}

fn graphic(
    name: ShapeName<'_>,
    placeholder: Option<&SlidePlaceholder>,
    bounds: SlideBox,
    kind: &str,
    content: Element,
) -> Element {
    let locks = Element::new("a:graphicFrameLocks").with("noGrp", 1);
    let named = Element::new("p:nvGraphicFramePr").children([
        name.element(),
        Element::new("p:cNvGraphicFramePr").child(locks),
        place(placeholder),
    ]);
    let data = Element::new("a:graphicData")
        .with("uri", kind)
        .child(content);
    Element::new("p:graphicFrame").children([
        named,
        frame("p:xfrm", bounds),
        Element::new("a:graphic").child(data),
    ])
}

/// A picture, from the part that `relation` refers to.
pub(super) fn picture(
    name: ShapeName<'_>,
    placeholder: Option<&SlidePlaceholder>,
    bounds: SlideBox,
    relation: &str,
) -> Element {
    let locks = Element::new("a:picLocks")
        .with("noGrp", 1)
        .with("noChangeAspect", 1);
    let named = Element::new("p:nvPicPr").children([
        name.element(),
        Element::new("p:cNvPicPr").child(locks),
        place(placeholder),
    ]);
    let fill = Element::new("p:blipFill")
        .child(Element::new("a:blip").with("r:embed", relation))
        .child(Element::new("a:stretch").child(Element::new("a:fillRect")));
    let properties = Element::new("p:spPr")
        .child(frame("a:xfrm", bounds))
        .child(rectangle());
    Element::new("p:pic").children([named, fill, properties])
}
