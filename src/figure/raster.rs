//! Turns the SVG of a drawing into a PNG, with the font that is compiled in and no other. This is the only file that names resvg.

use std::sync::{Arc, OnceLock};

use resvg::{tiny_skia, usvg};

use super::palette;
use super::parts::Drawing;
use super::theme::FAMILY;

/// Why a drawing could not become a PNG. Each is a fault of the program: a drawing of this room is sound.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FigureFault {
    #[error("the chart's SVG cannot be read back: {0}")]
    Svg(#[from] usvg::Error),
    #[error("a picture of {width} x {height} pixels cannot be made")]
    Size { width: u32, height: u32 },
    #[error("the PNG cannot be written: {0}")]
    Png(#[from] png::EncodingError),
}

/// The drawing as a PNG of its own size in pixels. The same drawing gives the same bytes.
///
/// # Errors
/// [`FigureFault`], where the SVG does not parse, the size is zero or far too large, or the encoder fails.
pub(crate) fn to_png(drawing: &Drawing) -> Result<Vec<u8>, FigureFault> {
    let pixels = rasterise(drawing)?;
    encode(&pixels, drawing.width, drawing.height)
}

/// Rows of premultiplied RGBA. Every sheet has an opaque background, so alpha is the same everywhere.
fn rasterise(drawing: &Drawing) -> Result<Vec<u8>, FigureFault> {
    let (width, height) = (drawing.width, drawing.height);
    let tree = usvg::Tree::from_str(&drawing.svg, options())?;
    let mut pixmap =
        tiny_skia::Pixmap::new(width, height).ok_or(FigureFault::Size { width, height })?;
    let size = tree.size();
    let scale = tiny_skia::Transform::from_scale(
        width as f32 / size.width(),
        height as f32 / size.height(),
    );
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap.take())
}

/// Encodes the pixels. A chart has some hundred colours, most of them on the edges of letters: with a palette its PNG is a third of
/// the size and takes a third of the time.
fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, FigureFault> {
    let mut out = Vec::with_capacity(rgba.len() / 32);
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let pixels = match palette::indexed(rgba) {
        Some(indexed) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(indexed.palette);
            encoder.set_filter(png::Filter::Sub);
            indexed.pixels
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            palette::without_alpha(rgba)
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(out)
}

/// The options with the two fonts, read once: reading them takes longer than setting the text of a chart.
fn options() -> &'static usvg::Options<'static> {
    static OPTIONS: OnceLock<usvg::Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for face in [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD] {
            fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(face)));
        }
        fonts.set_sans_serif_family(FAMILY);
        usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: FAMILY.to_owned(),
            ..usvg::Options::default()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::drawings;
    use super::*;
    use usvg::roxmltree::{Document, Node, ParsingOptions};

    #[test]
    fn svg_is_well_formed_and_says_what_it_shows() {
        for drawing in drawings() {
            let Ok(document) =
                Document::parse_with_options(&drawing.svg, ParsingOptions::default())
            else {
                panic!("not well-formed:\n{}", drawing.svg)
            };
            let root = document.root_element();
            assert_eq!(
                text_of(root, "title"),
                Some("A <message> & \"quotes\" in ten words or fewer")
            );
            assert_eq!(text_of(root, "desc"), Some("What it shows: 1 < 2 & 3 > 2."));
            assert_eq!(root.attribute("role"), Some("img"));
            let named: Vec<&str> = root
                .attribute("aria-labelledby")
                .into_iter()
                .flat_map(|ids| ids.split(' '))
                .collect();
            let ids: Vec<&str> = root
                .children()
                .filter_map(|node| node.attribute("id"))
                .collect();
            assert_eq!(named, ids);
            assert!(!drawing.svg.contains("NaN") && !drawing.svg.contains("2147483647"));
        }
    }

    /// The text of a child element.
    fn text_of<'a>(root: Node<'a, '_>, name: &str) -> Option<&'a str> {
        root.children()
            .find(|node| node.has_tag_name(name))
            .and_then(|node| node.text())
    }

    #[test]
    fn the_same_drawing_gives_the_same_png_of_its_size() {
        for drawing in drawings() {
            let (Ok(once), Ok(again)) = (to_png(&drawing), to_png(&drawing)) else {
                panic!("no PNG")
            };
            assert_eq!(once, again);
            let Ok(reader) = png::Decoder::new(std::io::Cursor::new(once)).read_info() else {
                panic!("the PNG cannot be read")
            };
            assert_eq!(
                (reader.info().width, reader.info().height),
                (drawing.width, drawing.height)
            );
        }
    }

    #[test]
    fn no_size_is_no_picture() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>".to_owned();
        let drawing = Drawing {
            svg,
            alt: String::new(),
            width: 0,
            height: 0,
        };
        assert!(matches!(to_png(&drawing), Err(FigureFault::Size { .. })));
        let broken = Drawing {
            svg: "<svg".to_owned(),
            width: 10,
            height: 10,
            ..drawing
        };
        assert!(matches!(to_png(&broken), Err(FigureFault::Svg(_))));
    }
}
