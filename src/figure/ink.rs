//! Turns a sheet into SVG. This is the only file that names plotters.
//!
//! plotters works in whole numbers, so everything is drawn on a canvas ten times as large, and the `viewBox` keeps that scale. Its SVG
//! has no title, no description and no dashes, and it writes font sizes in a convention of its own; [`complete`] adds and corrects
//! them.

use std::fmt::Write;

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::letter::Anchor;
use super::sheet::{ChartSheet, PlacedText, SheetMark, Spot};
use super::theme::{FALLBACK, FAMILY, InkColour, Stroke, WHITE};

/// Canvas units in a pixel.
const FINE: f64 = 10.0;
/// plotters-svg divides the font size by this before it writes it.
const PLOTTERS_FONT_DIVISOR: f64 = 1.24;
/// Width of the white rim around text on lines, in pixels.
const HALO: f64 = 8.0;

/// The SVG of a sheet, with `title` and `description` for readers who cannot see it. The same sheet gives the same bytes.
pub(super) fn svg(sheet: &ChartSheet, title: &str, description: &str) -> String {
    let mut raw = String::new();
    {
        let size = (
            canvas(sheet.width).unsigned_abs(),
            canvas(sheet.height).unsigned_abs(),
        );
        let mut backend = SVGBackend::with_string(&mut raw, size);
        for mark in &sheet.marks {
            // Writing into a String cannot fail, and the SVG backend fails for no other reason.
            let _ = draw(&mut backend, mark);
        }
    }
    complete(&raw, sheet, title, description)
}

fn draw(backend: &mut SVGBackend<'_>, mark: &SheetMark) -> Result<(), impl Sized> {
    match mark {
        SheetMark::Rect(area, fill) => backend.draw_rect(
            spot((area.left, area.top)),
            spot((area.right, area.bottom)),
            &rgb(*fill),
            true,
        ),
        SheetMark::Line(points, stroke) => {
            backend.draw_path(points.iter().copied().map(spot), &shape_style(stroke))
        }
        SheetMark::Shape(points, fill) => {
            backend.fill_polygon(points.iter().copied().map(spot), &rgb(*fill))
        }
        SheetMark::Dot(centre, radius, fill) => backend.draw_circle(
            spot(*centre),
            canvas(*radius).unsigned_abs(),
            &rgb(*fill),
            true,
        ),
        SheetMark::Text(lettering) => backend.draw_text(
            &clean(&lettering.words),
            &text_style(lettering),
            spot(lettering.at),
        ),
    }
}

/// Pixels in canvas units. The conversion saturates, so a value far outside the sheet stays outside the picture.
fn canvas(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn spot((x, y): Spot) -> (i32, i32) {
    (canvas(x), canvas(y))
}

fn rgb(InkColour(red, green, blue): InkColour) -> RGBColor {
    RGBColor(red, green, blue)
}

fn shape_style(stroke: &Stroke) -> ShapeStyle {
    ShapeStyle::from(rgb(stroke.colour)).stroke_width(canvas(stroke.width).unsigned_abs())
}

fn text_style(lettering: &PlacedText) -> TextStyle<'static> {
    let weight = if lettering.letter.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let size = f64::from(canvas(lettering.letter.size)) * PLOTTERS_FONT_DIVISOR;
    let across = match lettering.anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let mut style = TextStyle::from((FAMILY, size, weight).into_font());
    style.color = rgb(lettering.letter.colour).to_backend_color();
    style.pos = Pos::new(across, VPos::Bottom);
    style
}

/// The text with spaces for line breaks, tabs and characters that XML 1.0 forbids.
fn clean(words: &str) -> String {
    words
        .chars()
        .map(|letter| {
            if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') {
                ' '
            } else {
                letter
            }
        })
        .collect()
}

/// Rewrites plotters' SVG: the root (size, role, names), and on each element the attributes that plotters cannot write.
fn complete(raw: &str, sheet: &ChartSheet, title: &str, description: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 2_000);
    open_root(&mut out, sheet, title, description);
    let mut marks = sheet.marks.iter();
    let mut lines = raw.lines().skip(1);
    while let Some(line) = lines.next() {
        if line == "</svg>" {
            break;
        }
        let Some(mark) = marks.next() else { break };
        let attributes = strip_defaults(line);
        if let SheetMark::Text(lettering) = mark {
            // plotters writes the text on the next line, and the end of the element on the one after.
            let (Some(words), Some(_)) = (lines.next(), lines.next()) else {
                break;
            };
            let open = with_exact_size(attributes.trim_end_matches('>'), lettering);
            let halo = if lettering.letter.halo {
                halo()
            } else {
                String::new()
            };
            let _ = writeln!(out, "{open}{halo}>{words}</text>");
        } else {
            let open = attributes.trim_end_matches("/>");
            let _ = writeln!(out, "{open}{}/>", extra(mark));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn open_root(out: &mut String, sheet: &ChartSheet, title: &str, description: &str) {
    let mark = fingerprint(&[title, description]);
    let (width, height) = (sheet.width, sheet.height);
    let (fine_width, fine_height) = (canvas(width), canvas(height));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {fine_width} {fine_height}\" \
         role=\"img\" aria-labelledby=\"title-{mark} desc-{mark}\" lang=\"en-GB\" font-family=\"'{FAMILY}', {FALLBACK}\">"
    );
    let _ = writeln!(out, "<title id=\"title-{mark}\">{}</title>", escape(title));
    let _ = writeln!(
        out,
        "<desc id=\"desc-{mark}\">{}</desc>",
        escape(description)
    );
    let _ = writeln!(
        out,
        "<rect width=\"{fine_width}\" height=\"{fine_height}\" fill=\"{}\"/>",
        hex(WHITE)
    );
}

/// The line without attributes that the root already has or that are defaults of SVG.
fn strip_defaults(line: &str) -> String {
    let family = format!(" font-family=\"{FAMILY}\"");
    line.replacen(&family, "", 1)
        .replacen(" opacity=\"1\"", "", 1)
        .replacen(" dy=\"-0.5ex\"", "", 1)
        .replacen(" text-anchor=\"start\"", "", 1)
        .replacen(" stroke=\"none\"", "", 1)
        .replacen(" \"", "\"", 1)
}

/// The attributes with the font size in canvas units: plotters multiplies and divides it, and writes 419.99999999999994.
fn with_exact_size(attributes: &str, lettering: &PlacedText) -> String {
    const SIZE: &str = " font-size=\"";
    let size = attributes.split_once(SIZE).and_then(|(before, rest)| {
        let (_, after) = rest.split_once('"')?;
        Some((before, after))
    });
    let Some((before, after)) = size else {
        return attributes.to_owned();
    };
    format!("{before}{SIZE}{}\"{after}", canvas(lettering.letter.size))
}

/// Attributes of a line that plotters cannot write: how its corners are joined, and its dashes.
fn extra(mark: &SheetMark) -> String {
    let SheetMark::Line(_, stroke) = mark else {
        return String::new();
    };
    let mut text = String::from(" stroke-linejoin=\"round\"");
    if let Some((ink, blank)) = stroke.dash.pattern() {
        let _ = write!(
            text,
            " stroke-dasharray=\"{} {}\"",
            canvas(ink),
            canvas(blank)
        );
    }
    text
}

fn halo() -> String {
    format!(
        " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
        hex(WHITE),
        canvas(HALO)
    )
}

fn hex(InkColour(red, green, blue): InkColour) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn escape(text: &str) -> String {
    clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// FNV-1a over the texts: it makes ids that differ between charts on one page, without a counter.
fn fingerprint(words: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
