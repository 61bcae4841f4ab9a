//! How every chart looks: colours of the Government Analysis Function, sizes in pixels, weights and dashes.
//!
//! Text is black or dark blue only: turquoise and orange reach a contrast of 3:1 on white, which is enough for a line and too little
//! for text. Turquoise and orange, and dark blue and dark pink, differ by hue alone (a contrast of 1.05:1), so each comparator also
//! has its own dash.

use super::parts::{ChartSize, Comparator};

/// Width and height of a picture in pixels; a form whose rows need more grows higher. 16:9, as slides have it; as wide as the text of a
/// paper and 6.6 cm high there, where 22 pixels, the smallest letters, come out at 9 points.
pub(super) fn pixels(size: ChartSize) -> (f64, f64) {
    match size {
        ChartSize::Slide => (1600.0, 900.0),
        ChartSize::Paper => (1180.0, 456.0),
    }
}

/// Margin on every side, in pixels.
pub(super) const MARGIN: f64 = 36.0;

/// Family of the font that is compiled in.
pub(super) const FAMILY: &str = "Noto Sans";
/// Fonts for a viewer of the SVG that lacks it.
pub(super) const FALLBACK: &str = "Arial, sans-serif";

/// Sizes of text in pixels. In a picture printed 16 cm wide, 28 pixels come out at 8 points.
pub(super) const TITLE: f64 = 42.0;
pub(super) const SUBTITLE: f64 = 28.0;
pub(super) const LABEL: f64 = 28.0;
pub(super) const AXIS: f64 = 26.0;
pub(super) const SMALL: f64 = 22.0;

/// Space from one baseline to the next, in ems.
pub(super) const LEADING: f64 = 1.24;
/// Height of capitals and digits of Noto Sans, in ems. It centres a line of text on a point.
pub(super) const CAP_HEIGHT: f64 = 0.714;
/// How far letters reach above and below the baseline, in ems.
pub(super) const ASCENT: f64 = 0.80;
pub(super) const DESCENT: f64 = 0.24;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InkColour(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const BLACK: InkColour = InkColour(0x00, 0x00, 0x00);
pub(super) const WHITE: InkColour = InkColour(0xFF, 0xFF, 0xFF);
pub(super) const DARK_BLUE: InkColour = InkColour(0x12, 0x43, 0x6D);
pub(super) const TURQUOISE: InkColour = InkColour(0x28, 0xA1, 0x97);
pub(super) const DARK_PINK: InkColour = InkColour(0x80, 0x16, 0x50);
pub(super) const ORANGE: InkColour = InkColour(0xF4, 0x6A, 0x25);
/// Bars that are only context.
pub(super) const GREY: InkColour = InkColour(0xBF, 0xBF, 0xBF);
pub(super) const GRID: InkColour = InkColour(0xD9, 0xD9, 0xD9);
pub(super) const AXIS_LINE: InkColour = InkColour(0x59, 0x59, 0x59);
/// Turquoise at about a fifth of its strength, as a solid tint: a translucent fill is slow to rasterise and prints badly.
pub(super) const BAND: InkColour = InkColour(0xDA, 0xEE, 0xEC);
/// Alternate groups of rows in a table.
pub(super) const ROW_TINT: InkColour = InkColour(0xF3, 0xF5, 0xF8);
/// Quartile bands A to D: one hue, each light enough for black letters (A, the deepest, at 8.6:1).
pub(super) const QUARTILES: [InkColour; 4] = [
    InkColour(0x6B, 0xAC, 0xE6),
    InkColour(0x9C, 0xC8, 0xEF),
    InkColour(0xC8, 0xE0, 0xF6),
    InkColour(0xED, 0xF5, 0xFC),
];

/// How a line is dashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    /// Long dashes: England; local figures.
    Dashed,
    /// Short dashes: the region.
    Dotted,
}

impl Dash {
    /// Lengths of dash and gap in pixels; nothing for a solid line.
    pub(super) fn pattern(self) -> Option<(f64, f64)> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some((16.0, 8.0)),
            Self::Dotted => Some((4.0, 6.0)),
        }
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: InkColour,
    /// In pixels.
    pub(super) width: f64,
    pub(super) dash: Dash,
}

impl Stroke {
    pub(super) const fn solid(colour: InkColour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Dash::Solid,
        }
    }
}

/// The line of the authority that the chart is about: heavier and darker than any other.
pub(super) const OWN: Stroke = Stroke::solid(DARK_BLUE, 6.5);
/// The line of its local figures: the same hue, dashed since nobody has validated them.
pub(super) const LOCAL: Stroke = Stroke {
    colour: DARK_BLUE,
    width: 4.0,
    dash: Dash::Dashed,
};
pub(super) const GRID_STROKE: Stroke = Stroke::solid(GRID, 1.5);
pub(super) const AXIS_STROKE: Stroke = Stroke::solid(AXIS_LINE, 2.0);
/// A break in a series.
pub(super) const BREAK: Stroke = Stroke {
    colour: AXIS_LINE,
    width: 2.0,
    dash: Dash::Dotted,
};

/// How the line of a comparator is drawn, in every form.
pub(super) fn comparator(kind: Comparator) -> Stroke {
    let (colour, width, dash) = match kind {
        Comparator::Neighbours => (TURQUOISE, 4.0, Dash::Solid),
        Comparator::Region => (DARK_PINK, 4.0, Dash::Dotted),
        Comparator::England => (ORANGE, 4.0, Dash::Dashed),
        Comparator::Group => (AXIS_LINE, 3.0, Dash::Solid),
    };
    Stroke {
        colour,
        width,
        dash,
    }
}
