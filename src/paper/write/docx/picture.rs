//! A chart as a picture in the line of text, with its words for those who cannot see it.
//!
//! It goes in as pixels alone. An SVG beside them would be drawn by Word in whatever font the reader's machine has, and its letters
//! would run into each other; 1,600 pixels over the width of a page are 250 to the inch, which is what print asks for.

use super::blocks::Setter;
use super::page::{Page, Twips};
use super::xml::{Element, carried};
use crate::error::{Error, Result};
use crate::figure::to_png;
use crate::paper::Figure;

const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Word's unit of length in drawings: so many to a twentieth of a point.
const EMU: Twips = 635;
/// Room left on the page for the caption and the notes of a tall chart.
const AROUND: Twips = 2_600;

/// The run that holds a figure's picture, as wide as the text, its part and relation in the package.
///
/// # Errors
/// The drawing cannot be turned into pixels: a fault of the build.
pub(super) fn drawn(figure: &Figure, page: Page, into: &mut Setter<'_>) -> Result<Element> {
    let pixels = to_png(&figure.drawing)
        .map_err(|fault| Error::unwritten(&*figure.id, fault.to_string()))?;
    let name = into.package.free_name(
        &format!("{}media/yardstick-figure-{}", into.folder, figure.number),
        "png",
    );
    into.package.put(&name, pixels, "image/png");
    let relation = into.relations.add_part("image", &name);
    let (width, height) = size(figure, page);
    let id = into.marks.picture();
    let extent = |name: &str| {
        Element::new(name)
            .with("cx", width * EMU)
            .with("cy", height * EMU)
    };
    let words = if figure.drawing.alt.trim().is_empty() {
        &figure.caption
    } else {
        &figure.drawing.alt
    };
    let called = |name: &str| {
        Element::new(name)
            .with("id", id)
            .with("name", format!("Figure {}", figure.number))
            .with("descr", carried(words))
    };
    let locks = Element::new("a:graphicFrameLocks")
        .with("xmlns:a", DRAWING)
        .with("noChangeAspect", 1);
    let shape = Element::new("pic:spPr")
        .child(
            Element::new("a:xfrm")
                .child(Element::new("a:off").with("x", 0).with("y", 0))
                .child(extent("a:ext")),
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
        .child(called("pic:cNvPr"))
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
            extent("wp:extent"),
            called("wp:docPr"),
            Element::new("wp:cNvGraphicFramePr").child(locks),
            Element::new("a:graphic")
                .with("xmlns:a", DRAWING)
                .child(data),
        ]);
    Ok(Element::new("w:r").child(Element::new("w:drawing").child(inline)))
}

/// As wide as the text; a tall chart only as wide as leaves it on one page.
fn size(figure: &Figure, page: Page) -> (Twips, Twips) {
    let (across, down) = (
        figure.drawing.width.max(1) as Twips,
        figure.drawing.height.max(1) as Twips,
    );
    let height = page.width * down / across;
    let most = page.height.saturating_sub(AROUND).max(AROUND);
    if height <= most {
        (page.width, height.max(1))
    } else {
        ((most * across / down).max(1), most)
    }
}
