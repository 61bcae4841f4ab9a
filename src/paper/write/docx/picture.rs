//! A chart as a picture in the line of text, with a text for readers who cannot see it.
//!
//! It is put in as pixels alone: Word would draw an SVG in whatever font the reader's machine has, and its letters would overlap. 1,600
//! pixels over the width of a page are 250 to the inch, enough for print.

use super::page::{TextArea, Twips};
use crate::paper::PaperChart;
use crate::paper::write::office::pictures;
use crate::paper::write::office::xml::Element;

const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Word's unit of length in drawings: so many to a twentieth of a point.
const EMU: Twips = 635;
/// Space left on the page for the caption and the notes of a tall chart.
const AROUND: Twips = 2_600;

/// The run that holds a chart's picture, as wide as the text. `relation` refers to the part with its pixels; `id` is the picture's own.
pub(super) fn run(chart: &PaperChart, area: TextArea, relation: &str, id: u32) -> Element {
    let size = size(chart, area);
    let name = format!("Figure {}", chart.number);
    let words = pictures::words(chart);
    let locks = Element::new("a:graphicFrameLocks")
        .with("xmlns:a", DRAWING)
        .with("noChangeAspect", 1);
    let shape = Element::new("pic:spPr")
        .child(
            Element::new("a:xfrm")
                .child(Element::new("a:off").with("x", 0).with("y", 0))
                .child(extent("a:ext", size)),
        )
        .child(
            Element::new("a:prstGeom")
                .with("prst", "rect")
                .child(Element::new("a:avLst")),
        );
    let fill = Element::new("pic:blipFill")
        .child(Element::new("a:blip").with("r:embed", relation))
        .child(Element::new("a:stretch").child(Element::new("a:fillRect")));
    let named = Element::new("pic:nvPicPr")
        .child(described("pic:cNvPr", id, &name, &words))
        .child(Element::new("pic:cNvPicPr"));
    let picture = Element::new("pic:pic")
        .with("xmlns:pic", PICTURE)
        .children([named, fill, shape]);
    let data = Element::new("a:graphicData")
        .with("uri", PICTURE)
        .child(picture);
    let inline = Element::new("wp:inline")
        .with("distT", 0)
        .with("distB", 0)
        .with("distL", 0)
        .with("distR", 0)
        .children([
            extent("wp:extent", size),
            described("wp:docPr", id, &name, &words),
            Element::new("wp:cNvGraphicFramePr").child(locks),
            Element::new("a:graphic")
                .with("xmlns:a", DRAWING)
                .child(data),
        ]);
    Element::new("w:r").child(Element::new("w:drawing").child(inline))
}

/// The properties that name a picture, for those who cannot see it too.
fn described(element: &str, id: u32, name: &str, words: &str) -> Element {
    Element::new(element)
        .with("id", id)
        .with("name", name)
        .with("descr", words)
}

fn extent(name: &str, (width, height): (Twips, Twips)) -> Element {
    Element::new(name)
        .with("cx", width * EMU)
        .with("cy", height * EMU)
}

/// As wide as the text; a tall chart only as wide as leaves it on one page.
pub(super) fn size(chart: &PaperChart, area: TextArea) -> (Twips, Twips) {
    let (across, down) = (
        chart.drawing.width.max(1) as Twips,
        chart.drawing.height.max(1) as Twips,
    );
    let height = area.width * down / across;
    let most = area.height.saturating_sub(AROUND).max(AROUND);
    if height <= most {
        (area.width, height.max(1))
    } else {
        ((most * across / down).max(1), most)
    }
}
