//! How every chart looks: colours of the Government Analysis Function, sizes in pixels, weights and dashes.
//!
//! Lettering is black or dark blue only: turquoise and orange reach 3:1 on white, enough for a line and too little for text. Turquoise
//! beside orange, and dark blue beside dark pink, differ by colour alone (1.05:1), so each comparator also has its own dash.

use super::Comparator;

/// The picture in pixels: 16:9, as the slides and papers it goes into.
pub(super) const WIDTH: f64 = 1600.0;
pub(super) const HEIGHT: f64 = 900.0;
/// White left on every side.
pub(super) const MARGIN: f64 = 36.0;

/// Family of the font compiled in, then what a viewer of the SVG may have.
pub(super) const FAMILY: &str = "Noto Sans";
pub(super) const FALLBACK: &str = "Arial, sans-serif";

/// Sizes are for a picture set 16 cm wide, where 28 px come out at 8 points.
pub(super) const TITLE: f64 = 42.0;
pub(super) const SUBTITLE: f64 = 28.0;
pub(super) const LABEL: f64 = 28.0;
pub(super) const AXIS: f64 = 26.0;
pub(super) const SMALL: f64 = 22.0;

/// Space from one baseline to the next, in ems.
pub(super) const LEADING: f64 = 1.24;
/// Height of capitals and figures of Noto Sans, in ems: what centres a line of text on a point.
pub(super) const CAP_HEIGHT: f64 = 0.714;
/// How far letters reach above and below the baseline, in ems.
pub(super) const ASCENT: f64 = 0.80;
pub(super) const DESCENT: f64 = 0.24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const BLACK: Colour = Colour(0x00, 0x00, 0x00);
pub(super) const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);
pub(super) const DARK_BLUE: Colour = Colour(0x12, 0x43, 0x6D);
pub(super) const TURQUOISE: Colour = Colour(0x28, 0xA1, 0x97);
pub(super) const DARK_PINK: Colour = Colour(0x80, 0x16, 0x50);
pub(super) const ORANGE: Colour = Colour(0xF4, 0x6A, 0x25);
/// Bars that are context only ("focus" palette).
pub(super) const GREY: Colour = Colour(0xBF, 0xBF, 0xBF);
pub(super) const GRID: Colour = Colour(0xD9, 0xD9, 0xD9);
pub(super) const AXIS_LINE: Colour = Colour(0x59, 0x59, 0x59);
/// Turquoise at about a fifth, as a solid tint: a translucent fill is slow to rasterise and prints badly.
pub(super) const BAND: Colour = Colour(0xDA, 0xEE, 0xEC);
/// Alternate groups of rows in a table.
pub(super) const ROW_TINT: Colour = Colour(0xF3, 0xF5, 0xF8);
/// Quartile bands A to D: one hue, each light enough for black letters (A, the deepest, at 8.6:1).
pub(super) const QUARTILES: [Colour; 4] = [
    Colour(0x6B, 0xAC, 0xE6),
    Colour(0x9C, 0xC8, 0xEF),
    Colour(0xC8, 0xE0, 0xF6),
    Colour(0xED, 0xF5, 0xFC),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    /// Long strokes: England; local figures.
    Dashed,
    /// Short strokes: the region.
    Dotted,
}

impl Dash {
    /// Strokes and gaps in pixels; nothing for a solid line.
    pub(super) fn pattern(self) -> Option<(f64, f64)> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some((16.0, 8.0)),
            Self::Dotted => Some((4.0, 6.0)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub(super) colour: Colour,
    pub(super) width: f64,
    pub(super) dash: Dash,
}

impl Stroke {
    pub(super) const fn solid(colour: Colour, width: f64) -> Self {
        Self {
            colour,
            width,
            dash: Dash::Solid,
        }
    }
}

/// The authority the chart is about: heavier than any other line, and dark.
pub(super) const OWN: Stroke = Stroke::solid(DARK_BLUE, 6.5);
/// Its local figures: same hue, dashed, since nobody has validated them.
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

pub(super) fn comparator(kind: Comparator) -> Stroke {
    let (colour, width, dash) = match kind {
        Comparator::Neighbours => (TURQUOISE, 4.0, Dash::Solid),
        Comparator::Region => (DARK_PINK, 4.0, Dash::Dotted),
        Comparator::England => (ORANGE, 4.0, Dash::Dashed),
    };
    Stroke {
        colour,
        width,
        dash,
    }
}
